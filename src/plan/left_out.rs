//! Why skills that the market or the target asks for are not in a plan.

use std::collections::BTreeSet;

use super::answer::{LeftOut, Reason};
use super::compile::{self, Model};
use super::ledger::Ledger;
use super::number;
use super::optimize::{self, Problem};
use super::skill::{Level, Skill, SkillId, StepId};

/// The in-demand and target skills that an order leaves out, targets first, each with its reason.
pub(super) fn reasons(
    model: &Model<'_>,
    problem: &Problem,
    ledger: &Ledger<'_>,
    order: &[optimize::StepId],
) -> Vec<LeftOut> {
    let asks = model.target.map_or(&[] as &[_], |target| target.asks.as_slice());
    let mut seen = BTreeSet::new();
    let asked = asks.iter().map(|ask| (&ask.skill, Some(ask.level)));
    let wanted = asked.chain(model.market.in_demand.iter().map(|skill| (skill, None)));
    let candidates = model.candidates();
    wanted
        .filter(|(id, _)| seen.insert((*id).clone()))
        .filter_map(|(id, asked)| {
            let skill = model.market.skill(id)?;
            let reached = reached(model, skill, order);
            let is_short = asked.map_or(reached == model.held(skill), |level| reached < level.min(skill.top()));
            let is_full = asked.is_some_and(|level| model.held(skill) >= level) || model.held(skill) >= skill.top();
            if is_full {
                return Some(LeftOut { skill: id.clone(), level: model.held(skill), reason: Reason::AlreadyHeld });
            }
            let level = Level::new(reached.get() + 1)?;
            let step = StepId { skill: id.clone(), level };
            let is_candidate = candidates.as_ref().is_none_or(|steps| steps.contains(&step));
            let reason =
                || if is_candidate { reason(model, problem, ledger, order, &step) } else { Reason::NotInTarget };
            is_short.then(|| LeftOut { skill: id.clone(), level, reason: reason() })
        })
        .collect()
}

/// The level that a skill has at the end of an order.
fn reached(model: &Model<'_>, skill: &Skill, order: &[optimize::StepId]) -> Level {
    let learned = order.iter().filter(|step| step.skill == skill.id.as_str()).filter_map(|step| Level::new(step.level));
    learned.max().unwrap_or(Level::NONE).max(model.held(skill))
}

fn reason(
    model: &Model<'_>,
    problem: &Problem,
    ledger: &Ledger<'_>,
    order: &[optimize::StepId],
    step: &StepId,
) -> Reason {
    let closure = model.closure([step.clone()]);
    if let Some(excluded) = first_excluded(model, &closure, &step.skill) {
        return excluded;
    }
    let entries = ledger.schedule(&in_order(model, &closure));
    let hours = entries.last().map_or(0, |entry| entry.end);
    if number::real(hours) > problem.week().ticks() {
        return Reason::TooLong;
    }
    let cost: f64 = entries.iter().map(|entry| entry.cost).sum();
    if problem.budget.is_some_and(|budget| cost > budget) {
        return Reason::OverBudget;
    }
    let higher = Level::ALL.into_iter().filter(|level| *level >= step.level);
    let pays = |level: Level| {
        let closure = model.closure([StepId { skill: step.skill.clone(), level }]);
        let all = in_order(model, &closure);
        let new: Vec<optimize::StepId> = all.into_iter().filter(|step| !order.contains(step)).collect();
        ledger.value(&new) > 0.0
    };
    if higher.into_iter().any(pays) { Reason::OthersPayMore } else { Reason::PaysBackTooLate }
}

fn first_excluded(model: &Model<'_>, closure: &BTreeSet<StepId>, wanted: &SkillId) -> Option<Reason> {
    let excluded = &model.profile.excluded;
    if excluded.contains(wanted) {
        return Some(Reason::Excluded);
    }
    let needed = closure.iter().find(|step| excluded.contains(&step.skill))?;
    Some(Reason::NeedsExcluded(needed.skill.clone()))
}

/// The steps of a closed set in an order that respects what each needs; steps of a circle are left out.
fn in_order(model: &Model<'_>, closure: &BTreeSet<StepId>) -> Vec<optimize::StepId> {
    let mut order: Vec<&StepId> = Vec::with_capacity(closure.len());
    loop {
        let is_ready =
            |step: &StepId| model.needs(step).iter().all(|need| model.is_held(need) || order.contains(&need));
        let Some(next) = closure.iter().find(|step| !order.contains(step) && is_ready(step)) else {
            return order.into_iter().map(compile::plain).collect();
        };
        order.push(next);
    }
}
