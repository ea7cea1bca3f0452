//! Who needs whom: names become numbers, circles are found, and pins and locks are followed to all that they need.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::{Problem, StepId};
use super::refusal::{Fault, Obstacle};

/// Every step of a problem by number, skills sorted by id, with its direct prerequisites.
pub(super) struct Graph<'a> {
    /// Skill position in the problem and level, by step number.
    pub(super) places: Vec<(usize, u8)>,
    /// Direct prerequisites by step number, each once, in ascending order.
    pub(super) needs: Vec<Vec<usize>>,
    first: BTreeMap<&'a str, (usize, u8)>,
    problem: &'a Problem,
}

impl<'a> Graph<'a> {
    /// Numbers the steps; prerequisites that do not exist are left out ([`faults`] names them).
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut order: Vec<usize> = (0..problem.skills.len()).collect();
        order.sort_by(|&a, &b| problem.skills[a].id.cmp(&problem.skills[b].id).then(a.cmp(&b)));
        let mut graph = Self { places: Vec::new(), needs: Vec::new(), first: BTreeMap::new(), problem };
        for &skill in &order {
            let highest = u8::try_from(problem.skills[skill].levels.len()).unwrap_or(u8::MAX);
            graph.first.insert(&problem.skills[skill].id, (graph.places.len(), highest));
            graph.places.extend((1..=highest).map(|level| (skill, level)));
        }
        for number in 0..graph.places.len() {
            let (skill, level) = graph.places[number];
            let listed = &problem.skills[skill].levels[usize::from(level) - 1].requires;
            let mut needs: Vec<usize> = listed.iter().filter_map(|step| graph.number(step)).collect();
            needs.extend((level > 1).then(|| number - 1));
            needs.sort_unstable();
            needs.dedup();
            graph.needs.push(needs);
        }
        graph
    }

    /// Returns the number of a step that exists.
    pub(super) fn number(&self, step: &StepId) -> Option<usize> {
        let &(first, highest) = self.first.get(step.skill.as_str())?;
        (1..=highest).contains(&step.level).then(|| first + usize::from(step.level) - 1)
    }

    /// Returns the highest level of a skill, or `None` when there is no such skill.
    pub(super) fn highest(&self, skill: &str) -> Option<u8> {
        self.first.get(skill).map(|&(_, highest)| highest)
    }

    /// Returns the name of a step.
    pub(super) fn name(&self, number: usize) -> StepId {
        let (skill, level) = self.places[number];
        StepId::new(self.problem.skills[skill].id.as_str(), level)
    }

    /// Returns the hours and the cost of a step.
    pub(super) fn price(&self, number: usize) -> (f64, f64) {
        let (skill, level) = self.places[number];
        let level = &self.problem.skills[skill].levels[usize::from(level) - 1];
        (level.hours, level.cost)
    }

    /// Says for each step whether it is held.
    pub(super) fn held(&self) -> Vec<bool> {
        let level = |skill: usize| self.problem.held.get(&self.problem.skills[skill].id).copied().unwrap_or(0);
        self.places.iter().map(|&(skill, at)| at <= level(skill)).collect()
    }

    /// Says for each step whether its skill is excluded.
    pub(super) fn excluded(&self) -> Vec<bool> {
        let id = |skill: usize| &self.problem.skills[skill].id;
        self.places.iter().map(|&(skill, _)| self.problem.excluded.contains(id(skill))).collect()
    }

    /// Lists the steps so that each comes after all it needs; `Err` holds the steps of a circle, each needing the next.
    pub(super) fn sorted(&self) -> Result<Vec<usize>, Vec<usize>> {
        let (mut order, mut path) = (Vec::new(), Vec::new());
        let mut state = vec![State::New; self.needs.len()];
        for root in 0..self.needs.len() {
            if state[root] == State::New {
                path.push((root, 0));
            }
            while let Some((step, tried)) = path.pop() {
                state[step] = State::Open;
                let Some(&next) = self.needs[step].get(tried) else {
                    state[step] = State::Done;
                    order.push(step);
                    continue;
                };
                path.push((step, tried + 1));
                match state[next] {
                    State::New => path.push((next, 0)),
                    State::Done => {}
                    State::Open => {
                        let circle = path.iter().map(|&(step, _)| step).skip_while(|&step| step != next);
                        return Err(circle.collect());
                    }
                }
            }
        }
        Ok(order)
    }

    /// Follows pins and locks to all that they need and checks that this is allowed and fits.
    ///
    /// Returns the locked steps that are not held, in order, and the set of all steps that must be in the plan.
    pub(super) fn demands(&self, ticks: f64) -> Result<(Vec<usize>, BTreeSet<usize>), Obstacle> {
        let (held, excluded) = (self.held(), self.excluded());
        let mut need = BTreeSet::new();
        for wanted in self.problem.pinned.iter().chain(&self.problem.locked) {
            let owned = self.problem.held.get(&wanted.skill).copied().unwrap_or(0);
            if wanted.level <= owned {
                continue;
            }
            let missing =
                || Obstacle::NoSuchLevel { wanted: wanted.clone(), highest: self.highest(&wanted.skill).unwrap_or(0) };
            let mut open = vec![self.number(wanted).ok_or_else(missing)?];
            while let Some(step) = open.pop() {
                if held[step] || need.contains(&step) {
                    continue;
                }
                if excluded[step] {
                    return Err(Obstacle::Excluded { wanted: wanted.clone(), needs: self.name(step) });
                }
                need.insert(step);
                open.extend(&self.needs[step]);
            }
        }
        let locked = self.locked(held)?;
        self.fits(&need, ticks)?;
        Ok((locked, need))
    }

    fn locked(&self, mut done: Vec<bool>) -> Result<Vec<usize>, Obstacle> {
        let (mut locked, held) = (Vec::new(), done.clone());
        for step in self.problem.locked.iter().filter_map(|step| self.number(step)) {
            if held[step] {
                continue;
            }
            let order = |needs| Obstacle::Order { locked: self.name(step), needs: self.name(needs) };
            if let Some(&needs) = self.needs[step].iter().find(|&&needs| !done[needs]) {
                return Err(order(needs));
            }
            if done[step] {
                return Err(order(step));
            }
            done[step] = true;
            locked.push(step);
        }
        Ok(locked)
    }

    fn fits(&self, need: &BTreeSet<usize>, ticks: f64) -> Result<(), Obstacle> {
        let steps = || need.iter().map(|&step| self.name(step)).collect();
        let hours: f64 = need.iter().map(|&step| self.price(step).0).sum();
        if hours > ticks {
            return Err(Obstacle::Hours { steps: steps(), need: hours, have: ticks });
        }
        let cost: f64 = need.iter().map(|&step| self.price(step).1).sum();
        match self.problem.budget {
            Some(budget) if cost > budget + SMALL_CHANGE => {
                Err(Obstacle::Budget { steps: steps(), need: cost, have: budget })
            }
            _ => Ok(()),
        }
    }
}

/// By how much a sum of costs may exceed a budget before it counts: rounding, not money.
pub(super) const SMALL_CHANGE: f64 = 1e-9;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Finds unknown ids and circles.
pub(super) fn faults(problem: &Problem) -> Vec<Fault> {
    let graph = Graph::new(problem);
    let mut faults = Vec::new();
    let unknown = |step: &StepId, by: String| Fault::Unknown { step: step.clone(), by };
    for skill in &problem.skills {
        for (level, number) in skill.levels.iter().zip(1_u8..=u8::MAX) {
            let missing = level.requires.iter().filter(|step| graph.number(step).is_none());
            faults.extend(missing.map(|step| unknown(step, StepId::new(skill.id.as_str(), number).to_string())));
        }
    }
    for (list, by) in [(&problem.pinned, "a pin"), (&problem.locked, "a lock")] {
        let missing = list.iter().filter(|step| graph.highest(&step.skill).is_none());
        faults.extend(missing.map(|step| unknown(step, by.to_owned())));
    }
    if let Err(circle) = graph.sorted() {
        faults.push(Fault::Cycle { steps: circle.into_iter().map(|step| graph.name(step)).collect() });
    }
    faults
}
