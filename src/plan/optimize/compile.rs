//! From the checked problem to the arrays that the search runs on: only steps that can still be chosen, on a coarse clock.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::graph::{Graph, SMALL_CHANGE};
use super::number::whole;
use super::problem::{Problem, StepId};
use super::refusal::Obstacle;
use super::timeline::Timeline;

/// A step that can be chosen.
#[derive(Clone)]
pub(super) struct Step {
    /// Its number among all steps of the problem; numbers follow ids.
    pub(super) number: usize,
    /// Its skill's position in the problem and its level.
    pub(super) place: (usize, u8),
    /// Its hours in cells of the grid.
    pub(super) cells: usize,
    /// Its cost.
    pub(super) cost: f64,
    /// Its log premium at factor 1.
    pub(super) premium: f64,
    /// Its curve.
    pub(super) curve: usize,
    /// Whether pins demand it.
    pub(super) required: bool,
    /// Steps it directly needs, by position in the pack.
    pub(super) before: Vec<usize>,
    /// Steps that directly need it, by position in the pack.
    pub(super) after: Vec<usize>,
}

/// The moment from which there is a choice: after the locked steps.
#[derive(Clone)]
pub(super) struct Start {
    /// Ticks that are gone.
    pub(super) tick: usize,
    /// Premiums earned, by curve.
    pub(super) premiums: Vec<f64>,
    /// Value of the ticks that are gone, less costs.
    pub(super) value: f64,
    /// Money that is left; infinite without a budget.
    pub(super) budget: f64,
}

/// What stays the same in all parts of the search.
pub(super) struct Frame {
    /// Time and money.
    pub(super) line: Timeline,
    /// Where the choice begins.
    pub(super) start: Start,
    /// Ticks per cell: the greatest common divisor of all hours.
    pub(super) grid: usize,
    /// Whole cells from the start to the horizon.
    pub(super) cells: usize,
    /// The locked steps, in order.
    pub(super) locked: Vec<StepId>,
}

/// A set of steps to choose from, sorted by number, with its links closed: what a step needs is in the set.
#[derive(Clone)]
pub(super) struct Pack {
    /// The steps.
    pub(super) steps: Vec<Step>,
}

impl Frame {
    /// Returns the tick of a cell.
    pub(super) fn tick(&self, cell: usize) -> usize {
        self.start.tick + cell * self.grid
    }
}

impl Pack {
    /// Returns the pack without the steps that `keep` refuses and without all that needs those.
    ///
    /// The second part maps old positions to new ones.
    pub(super) fn retain(&self, keep: impl Fn(usize) -> bool) -> (Self, Vec<Option<usize>>) {
        let mut lost: Vec<bool> = (0..self.steps.len()).map(|m| !keep(m)).collect();
        let mut open: Vec<usize> = (0..lost.len()).filter(|&m| lost[m]).collect();
        while let Some(m) = open.pop() {
            for &next in &self.steps[m].after {
                if !lost[next] {
                    lost[next] = true;
                    open.push(next);
                }
            }
        }
        let mut places = vec![None; lost.len()];
        let kept = (0..lost.len()).filter(|&m| !lost[m]);
        for (place, m) in kept.clone().enumerate() {
            places[m] = Some(place);
        }
        let moved = |list: &[usize]| list.iter().filter_map(|&m| places[m]).collect();
        let steps = kept.map(|m| {
            let step = &self.steps[m];
            Step { before: moved(&step.before), after: moved(&step.after), ..step.clone() }
        });
        (Self { steps: steps.collect() }, places.clone())
    }

    /// Lists all that a step needs and itself, so that each comes after what it needs; steps that are `done` are left out.
    pub(super) fn closure(&self, step: usize, done: &[bool]) -> Vec<usize> {
        let (mut list, mut path) = (Vec::new(), vec![(step, 0)]);
        while let Some((m, tried)) = path.pop() {
            let next = self.steps[m].before[tried..].iter().position(|&p| !done[p] && !list.contains(&p));
            match next {
                Some(offset) => {
                    path.push((m, tried + offset + 1));
                    path.push((self.steps[m].before[tried + offset], 0));
                }
                None if !done[m] && !list.contains(&m) => list.push(m),
                None => {}
            }
        }
        list
    }
}

/// Everything that [`compile`] makes of a problem.
pub(super) struct Compiled {
    /// What stays the same.
    pub(super) frame: Rc<Frame>,
    /// What can be chosen.
    pub(super) pack: Pack,
    /// The names of the pack's steps, in its order, which is theirs.
    pub(super) names: Vec<StepId>,
}

/// Turns a sound problem into arrays; fails when pins and locks cannot be met.
pub(super) fn compile(problem: &Problem) -> Result<Compiled, Obstacle> {
    let graph = Graph::new(problem);
    let week = problem.week();
    let ticks = week.ticks();
    let (locked, need) = graph.demands(ticks)?;
    let names: BTreeSet<&str> = problem.skills.iter().map(|skill| skill.curve.as_str()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let curves: Vec<&[f64]> = names.iter().filter_map(|&name| problem.curves.get(name)).map(Vec::as_slice).collect();
    let line = Timeline::new(&week, problem.period_weeks, &curves, problem.uplift, most(problem, &curves));
    let raw: Vec<Step> = (0..graph.places.len()).map(|number| step(problem, &graph, &names, number, &need)).collect();
    let start = start(problem, &line, &raw, &locked);
    let possible = possible(&graph, &raw, &locked, &start, line.ticks);
    let pack = link(raw, &graph, &possible);
    let grid = pack.steps.iter().fold(0, |grid, step| divisor(grid, step.cells)).max(1);
    let pack = Pack { steps: pack.steps.into_iter().map(|step| Step { cells: step.cells / grid, ..step }).collect() };
    let cells = (line.ticks - start.tick) / grid;
    let locked = locked.into_iter().map(|number| graph.name(number)).collect();
    let names = pack.steps.iter().map(|step| graph.name(step.number)).collect();
    Ok(Compiled { frame: Rc::new(Frame { line, start, grid, cells, locked }), pack, names })
}

/// Returns the largest sum of premiums that any plan can reach.
fn most(problem: &Problem, curves: &[&[f64]]) -> f64 {
    let factor = curves.iter().flat_map(|factors| factors.iter()).fold(0.0, |most: f64, factor| most.max(factor.abs()));
    let levels = problem.skills.iter().flat_map(|skill| &skill.levels);
    factor * levels.map(|level| level.premium.abs()).sum::<f64>()
}

fn step(problem: &Problem, graph: &Graph, curves: &[&str], number: usize, need: &BTreeSet<usize>) -> Step {
    let (skill, level) = graph.places[number];
    let own = &problem.skills[skill].levels[usize::from(level) - 1];
    Step {
        number,
        place: (skill, level),
        cells: whole(own.hours),
        cost: own.cost,
        premium: own.premium,
        curve: curves.binary_search(&problem.skills[skill].curve.as_str()).unwrap_or(0),
        required: need.contains(&number),
        before: Vec::new(),
        after: Vec::new(),
    }
}

fn start(problem: &Problem, line: &Timeline, raw: &[Step], locked: &[usize]) -> Start {
    let mut start = Start {
        tick: 0,
        premiums: vec![0.0; line.curves],
        value: 0.0,
        budget: problem.budget.unwrap_or(f64::INFINITY),
    };
    for step in locked.iter().map(|&number| &raw[number]) {
        let end = start.tick + step.cells;
        start.value += line.learning(&start.premiums, start.tick, end, |u| line.uplift.share(u)) - step.cost;
        start.tick = end;
        start.premiums[step.curve] += step.premium;
        start.budget = (start.budget - step.cost).max(0.0);
    }
    start
}

/// Says for each step whether it is still to be had: not held, not locked, and all it needs allowed and within reach.
fn possible(graph: &Graph, raw: &[Step], locked: &[usize], start: &Start, ticks: usize) -> Vec<Option<bool>> {
    let mut gone = graph.held();
    for &number in locked {
        gone[number] = true;
    }
    let excluded = graph.excluded();
    let mut seen = vec![usize::MAX; raw.len()];
    let reach = |number: usize, seen: &mut Vec<usize>| {
        let (mut hours, mut cost, mut open) = (start.tick, 0.0, vec![number]);
        seen[number] = number;
        while let Some(m) = open.pop() {
            hours = hours.saturating_add(raw[m].cells);
            cost += raw[m].cost;
            if excluded[m] || hours > ticks || cost > start.budget + SMALL_CHANGE {
                return false;
            }
            for &needs in &graph.needs[m] {
                if !gone[needs] && seen[needs] != number {
                    seen[needs] = number;
                    open.push(needs);
                }
            }
        }
        true
    };
    (0..raw.len()).map(|number| (!gone[number]).then(|| reach(number, &mut seen))).collect()
}

fn link(raw: Vec<Step>, graph: &Graph, possible: &[Option<bool>]) -> Pack {
    let mut places = vec![None; raw.len()];
    let mut steps: Vec<Step> = raw.into_iter().filter(|step| possible[step.number] == Some(true)).collect();
    for (place, step) in steps.iter().enumerate() {
        places[step.number] = Some(place);
    }
    for m in 0..steps.len() {
        let before: Vec<usize> = graph.needs[steps[m].number].iter().filter_map(|&number| places[number]).collect();
        for &p in &before {
            steps[p].after.push(m);
        }
        steps[m].before = before;
    }
    Pack { steps }
}

fn divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { divisor(b, a % b) }
}
