//! How long the core may think, and whom it tells about progress.

use super::compile;
use super::number;
use super::optimize::{self, Problem, Solution};
use super::skill::StepId;
use super::trouble::Trouble;
use super::units::Money;

/// Work that a plan may take before it is shown with a certificate instead of a proof.
pub const USUAL_NODES: usize = optimize::USUAL_NODES;

/// Work that is enough for the many searches of a background question, such as flip points: the first steps show early.
pub const QUICK_NODES: usize = 1_000;

/// How much work a search may do, when it must end, where it begins and who hears of its progress.
///
/// Work is counted in nodes and not in time, so that equal inputs give equal answers; `stop` alone listens to the
/// clock.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// Sets of steps that one search may look at.
    pub nodes: usize,
    /// Says when to end early; the best plan so far is then the answer.
    pub stop: &'a dyn Fn() -> bool,
    /// A plan to begin with, such as the one on screen; what cannot be kept of it is left out.
    pub start: &'a [StepId],
    /// Hears of every better plan or proof on the way.
    pub improved: &'a dyn Fn(&Progress),
}

impl Limits<'_> {
    /// The usual limits: a full search from nothing, which nobody watches.
    pub const USUAL: Limits<'static> = Limits { nodes: USUAL_NODES, stop: &|| false, start: &[], improved: &|_| {} };
}

/// A plan on the way to the best one.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The best order so far.
    pub steps: Vec<StepId>,
    /// What it is worth.
    pub value: Money,
    /// No plan can be worth more.
    pub upper_bound: Money,
}

/// Asks the solver.
pub(super) fn solve(problem: &Problem, limits: &Limits<'_>) -> Result<Solution, Trouble> {
    let start: Vec<optimize::StepId> = limits.start.iter().map(compile::plain).collect();
    let mut improved = |solution: &Solution| (limits.improved)(&progress(solution));
    let limits = optimize::Limits { nodes: limits.nodes, stop: limits.stop, improved: &mut improved, start: &start };
    Ok(optimize::solve(problem, limits)?)
}

fn progress(solution: &Solution) -> Progress {
    Progress {
        steps: solution.sequence.iter().filter_map(compile::typed).collect(),
        value: number::money(solution.objective),
        upper_bound: number::money(solution.upper_bound),
    }
}
