//! The learning order with the largest value, and the proof that none is better.
//!
//! How it works, in the order of the files: a `problem` is checked and compiled (`compile`); an `incumbent` plan is built;
//! the `tangent` of the value at that plan makes a bound that is additive over steps, but for what an early `ending`
//! brings; a `relaxation` turns the bound into a longest path over time, with prices on the rules that the path ignores
//! (`pricing`); `opening` sets these prices and `volume` improves them; what the bound excludes is closed, and the
//! `search` walks the sets that are left, helped by `dominance`. The `campaign` repeats this until nothing better is
//! possible or a limit is reached.

mod campaign;
mod closing;
mod compile;
mod core;
mod dominance;
mod ending;
mod graph;
mod incumbent;
mod number;
mod opening;
mod pricing;
mod problem;
mod refusal;
mod relaxation;
mod search;
mod tangent;
mod timeline;
mod value;
mod volume;

pub use problem::{LARGEST, MOST_TICKS, Problem, ProblemLevel, ProblemSkill, StepId, faults};
pub use refusal::{Fault, Obstacle, Refusal};
pub use value::value;

use campaign::{Campaign, Means};
use compile::{Compiled, compile};
use incumbent::Order;

/// A plan, what it is worth, and what no plan exceeds.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The steps in order.
    pub sequence: Vec<StepId>,
    /// Value of the plan: money of today, over the horizon, against learning nothing.
    pub objective: f64,
    /// What no plan exceeds; never below the objective.
    pub upper_bound: f64,
    /// Whether the plan is proven.
    pub status: Status,
}

/// Whether a plan is proven to be the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// No plan is better by more than a millionth.
    Optimal,
    /// A better plan may exist, up to the upper bound.
    Gap,
}

/// How long a solution may take, where it starts, and whom it tells.
pub struct Limits<'a> {
    /// Sets of steps that may be looked at; bounds memory and work, whatever the clock says.
    pub nodes: usize,
    /// Says when to end early; asked every few microseconds to milliseconds.
    pub stop: &'a dyn Fn() -> bool,
    /// Hears of every better plan or bound on the way.
    pub improved: &'a mut dyn FnMut(&Solution),
    /// A plan to start from; what cannot be kept of it is left out.
    pub start: &'a [StepId],
}

/// The usual number of sets that may be looked at.
pub const USUAL_NODES: usize = 3_000_000;

/// Finds the plan with the largest value.
///
/// The result depends on the problem, the limits and the start alone, unless `stop` ends the search early.
///
/// # Errors
/// [`Refusal::Invalid`] with every fault of the problem, or [`Refusal::Infeasible`] when pins and locks cannot be met.
pub fn solve(problem: &Problem, limits: Limits<'_>) -> Result<Solution, Refusal> {
    let faults = faults(problem);
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults));
    }
    let compiled = compile(problem).map_err(Refusal::Infeasible)?;
    let Limits { nodes, stop, improved, start } = limits;
    let mut last: Option<(Order, f64)> = None;
    let mut report = |order: &Order, bound: f64| {
        let known = last.as_ref().is_some_and(|(last, least)| last.steps == order.steps && *least <= bound);
        if !known {
            improved(&solution(problem, &compiled, order, bound));
            last = Some((order.clone(), bound));
        }
    };
    let first = first(&compiled, start);
    let (order, bound) = if compiled.pack.steps.is_empty() {
        let value = first.value;
        (first, value)
    } else {
        Campaign::new(&compiled, first, Means { nodes, stop, report: &mut report }).run()
    };
    Ok(solution(problem, &compiled, &order, bound))
}

/// Finds what keeps the pins and locks of a problem from being met; nothing when they can be.
///
/// The problem is taken to be sound ([`faults`]).
#[must_use]
pub fn obstacle(problem: &Problem) -> Option<Obstacle> {
    graph::Graph::new(problem).demands(problem.week().ticks()).err()
}

/// Builds the first plan: the better one of a fresh plan and the repaired start.
fn first(compiled: &Compiled, start: &[StepId]) -> Order {
    let (frame, pack) = (&*compiled.frame, &compiled.pack);
    let fresh = incumbent::greedy(frame, pack);
    let wish = |step: &StepId| compiled.names.binary_search(step).ok();
    let wishes: Vec<usize> = start.iter().filter_map(wish).collect();
    let kept = (!wishes.is_empty()).then(|| incumbent::repaired(frame, pack, &wishes));
    let better = kept.filter(|kept| kept.value > fresh.value);
    incumbent::polished(frame, pack, better.unwrap_or(fresh))
}

fn solution(problem: &Problem, compiled: &Compiled, order: &Order, bound: f64) -> Solution {
    let chosen = order.steps.iter().map(|&m| compiled.names[m].clone());
    let sequence: Vec<StepId> = compiled.frame.locked.iter().cloned().chain(chosen).collect();
    let objective = value::exact(problem, &sequence);
    let upper_bound = bound.max(objective);
    let proven = upper_bound - objective <= 1e-6 * objective.abs().max(1.0);
    Solution { sequence, objective, upper_bound, status: if proven { Status::Optimal } else { Status::Gap } }
}

#[cfg(test)]
mod tests;
