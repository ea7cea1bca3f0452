//! The exact value of an order, one step after another.

use super::compile::{Frame, Pack, Step};
use super::graph::{Graph, SMALL_CHANGE};
use super::number::whole;
use super::problem::{self, Problem, StepId};
use super::refusal::{Fault, Obstacle, Refusal};
use super::timeline::Timeline;

/// Where a plan stands after some steps.
#[derive(Clone)]
pub(super) struct Walk {
    /// Cells that are gone.
    pub(super) cell: usize,
    /// Value so far: of the ticks that are gone, less costs.
    pub(super) value: f64,
    /// Money spent since the start.
    pub(super) spent: f64,
    /// Premiums earned, by curve.
    pub(super) premiums: Vec<f64>,
}

impl Walk {
    /// Stands at the start of the choice.
    pub(super) fn new(frame: &Frame) -> Self {
        Self { cell: 0, value: frame.start.value, spent: 0.0, premiums: frame.start.premiums.clone() }
    }

    /// Takes the place of another walk without new memory.
    pub(super) fn copy(&mut self, from: &Self) {
        (self.cell, self.value, self.spent) = (from.cell, from.value, from.spent);
        self.premiums.clone_from(&from.premiums);
    }

    /// Learns one more step.
    pub(super) fn learn(&mut self, frame: &Frame, step: &Step) {
        let (from, to) = (frame.tick(self.cell), frame.tick(self.cell + step.cells));
        self.value += frame.line.learning(&self.premiums, from, to, |u| frame.line.share(u)) - step.cost;
        self.cell += step.cells;
        self.spent += step.cost;
        self.premiums[step.curve] += step.premium;
    }

    /// Returns the value of the plan that stops here.
    pub(super) fn stop(&self, frame: &Frame) -> f64 {
        self.value + frame.line.resting(&self.premiums, frame.tick(self.cell), |u| frame.line.share(u))
    }
}

/// Returns the value of an order of the pack's steps, or `None` when it is not allowed.
pub(super) fn worth(frame: &Frame, pack: &Pack, order: &[usize]) -> Option<f64> {
    let mut done = vec![false; pack.steps.len()];
    let mut walk = Walk::new(frame);
    for &m in order {
        let step = &pack.steps[m];
        let early = step.before.iter().any(|&p| !done[p]);
        if done[m] || early || walk.cell + step.cells > frame.cells {
            return None;
        }
        walk.learn(frame, step);
        done[m] = true;
    }
    let missing = pack.steps.iter().zip(&done).any(|(step, &done)| step.required && !done);
    (!missing && walk.spent <= frame.start.budget + SMALL_CHANGE).then(|| walk.stop(frame))
}

impl Pack {
    /// Says whether an order of the pack's steps is allowed.
    pub(super) fn allows(&self, frame: &Frame, order: &[usize]) -> bool {
        worth(frame, self, order).is_some()
    }
}

/// Returns the value of a plan, straight from the definition: money of today, over the horizon, against learning nothing.
///
/// # Errors
/// [`Refusal::Invalid`] when the problem is broken or the plan names a step that does not exist, and
/// [`Refusal::Infeasible`] when the plan excludes, misorders or exceeds what the problem sets.
pub fn value(problem: &Problem, sequence: &[StepId]) -> Result<f64, Refusal> {
    let faults = problem::faults(problem);
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults));
    }
    check(problem, sequence)?;
    Ok(exact(problem, sequence))
}

/// Checks a plan by the rules of the problem.
fn check(problem: &Problem, sequence: &[StepId]) -> Result<(), Refusal> {
    let graph = Graph::new(problem);
    let (locked, need) = graph.demands(problem.week().ticks()).map_err(Refusal::Infeasible)?;
    let (mut done, excluded) = (graph.held(), graph.excluded());
    let (mut hours, mut cost, mut numbers) = (0.0, 0.0, Vec::new());
    for step in sequence {
        let unknown = || Refusal::Invalid(vec![Fault::Unknown { step: step.clone(), by: "the plan".to_owned() }]);
        let number = graph.number(step).ok_or_else(unknown)?;
        let refuse = |obstacle| Err(Refusal::Infeasible(obstacle));
        if excluded[number] {
            return refuse(Obstacle::Excluded { wanted: step.clone(), needs: step.clone() });
        }
        let missing = graph.needs[number].iter().find(|&&needs| !done[needs]).copied();
        if let Some(needs) = missing.or(done[number].then_some(number)) {
            return refuse(Obstacle::Order { locked: step.clone(), needs: graph.name(needs) });
        }
        done[number] = true;
        hours += graph.price(number).0;
        cost += graph.price(number).1;
        numbers.push(number);
    }
    let steps = || sequence.to_vec();
    let (have, budget) = (problem.week().ticks(), problem.budget.unwrap_or(f64::INFINITY));
    let first = locked.iter().zip(numbers.iter().map(Some).chain(std::iter::repeat(None)));
    let astray = first.clone().find(|&(lock, number)| Some(lock) != number).map(|(&lock, _)| lock);
    let absent = need.iter().copied().find(|&number| !done[number]);
    let obstacle = if hours > have {
        Obstacle::Hours { steps: steps(), need: hours, have }
    } else if cost > budget + SMALL_CHANGE {
        Obstacle::Budget { steps: steps(), need: cost, have: budget }
    } else if let Some(number) = astray.or(absent) {
        Obstacle::Missing { wanted: graph.name(number) }
    } else {
        return Ok(());
    };
    Err(Refusal::Infeasible(obstacle))
}

/// Returns the value of an allowed plan with the exact curve.
pub(super) fn exact(problem: &Problem, sequence: &[StepId]) -> f64 {
    let graph = Graph::new(problem);
    let names: Vec<&String> = problem.curves.keys().collect();
    let curves: Vec<&[f64]> = problem.curves.values().map(Vec::as_slice).collect();
    let line = Timeline::new(&problem.week(), problem.period_weeks, &curves, problem.uplift, 0.0);
    let share = |u| problem.uplift.share(u);
    let (mut tick, mut value, mut premiums) = (0, 0.0, vec![0.0; curves.len()]);
    for number in sequence.iter().filter_map(|step| graph.number(step)) {
        let (skill, level) = graph.places[number];
        let skill = &problem.skills[skill];
        let own = &skill.levels[usize::from(level) - 1];
        let end = tick + whole(own.hours);
        value += line.learning(&premiums, tick, end.min(line.ticks), share) - own.cost;
        tick = end.min(line.ticks);
        if let Ok(curve) = names.binary_search(&&skill.curve) {
            premiums[curve] += own.premium;
        }
    }
    value + line.resting(&premiums, tick, share)
}
