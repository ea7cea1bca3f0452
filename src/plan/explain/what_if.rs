//! What a plan would be worth with another order, without a step, or without a skill.

use std::collections::BTreeSet;

use crate::plan::answer::Plan;
use crate::plan::build::build;
use crate::plan::compile::{self, Model};
use crate::plan::ledger::{self, Ledger};
use crate::plan::limits::Limits;
use crate::plan::market::Market;
use crate::plan::number;
use crate::plan::optimize;
use crate::plan::profile::Profile;
use crate::plan::skill::{SkillId, StepId};
use crate::plan::trouble::Trouble;
use crate::plan::units::{Date, Money};

/// What an order of steps loses when one of them is taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct Without {
    /// The step and all later ones that need it.
    pub gone: Vec<StepId>,
    /// What the order is worth more than what is left of it.
    pub lost: Money,
}

/// The best plan without a skill, against the plan with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Skip {
    /// The best plan without the skill.
    pub plan: Plan,
    /// What the plan with the skill is worth more.
    pub lost: Money,
    /// Steps that only the new plan has.
    pub new: Vec<StepId>,
    /// Steps that only the old plan has.
    pub gone: Vec<StepId>,
}

/// What any order of steps is worth on the middle values, in money of today against learning nothing.
///
/// Held and unknown steps are passed over; hours past the horizon bring nothing. Whether the order respects
/// prerequisites, the budget and the aim is not asked.
///
/// # Errors
/// A pack or profile that the model cannot read.
pub fn value_of(profile: &Profile, market: &Market, today: Date, steps: &[StepId]) -> Result<Money, Trouble> {
    let model = Model::new(profile, market, today)?;
    let problem = free_problem(&model)?;
    Ok(number::money(Ledger::new(&problem).value(&learned(&model, steps))))
}

/// What an order of steps loses without one of them and all that needs it.
///
/// # Errors
/// A step that is not among `steps`, or a pack or profile that the model cannot read.
pub fn without(
    profile: &Profile,
    market: &Market,
    today: Date,
    steps: &[StepId],
    step: &StepId,
) -> Result<Without, Trouble> {
    let model = Model::new(profile, market, today)?;
    let problem = free_problem(&model)?;
    let ledger = Ledger::new(&problem);
    let order = learned(&model, steps);
    let entries = ledger.schedule(&order);
    let wanted = compile::plain(step);
    let place = entries.iter().position(|entry| entry.id == wanted);
    let gone = ledger::with_dependents(&entries, place.ok_or_else(|| Trouble::NotInPlan(step.clone()))?);
    let lost = ledger.value(&order) - ledger.value(&ledger::without(&order, &gone));
    let names = gone.iter().filter_map(|place| compile::typed(&entries.get(*place)?.id));
    Ok(Without { gone: names.collect(), lost: number::money(lost) })
}

/// Plans anew without a skill and holds the result against `plan`.
///
/// The skill's own pins and locks are lifted; a pin or lock of another skill that needs it makes trouble.
///
/// # Errors
/// A pack or profile that the model cannot read, or pins and locks that cannot be met.
pub fn skip(
    profile: &Profile,
    market: &Market,
    today: Date,
    plan: &Plan,
    skill: &SkillId,
    limits: &Limits<'_>,
) -> Result<Skip, Trouble> {
    let mut changed = profile.clone();
    changed.excluded.insert(skill.clone());
    changed.pinned.retain(|step| step.skill != *skill);
    changed.locked.retain(|step| step.skill != *skill);
    let (before, start) = (plan.ids(), plan.ids());
    let other = build(&changed, market, today, &Limits { start: &start, ..*limits })?;
    let after = other.ids();
    let only = |these: &[StepId], those: &[StepId]| {
        these.iter().filter(|step| !those.contains(step)).cloned().collect::<Vec<StepId>>()
    };
    Ok(Skip {
        lost: number::money(plan.value.get() - other.value.get()),
        new: only(&after, &before),
        gone: only(&before, &after),
        plan: other,
    })
}

/// The problem with every step of the pack in it, whatever the aim.
fn free_problem(model: &Model<'_>) -> Result<optimize::Problem, Trouble> {
    let free = Model { target: None, ..model.clone() };
    Ok(free.problem(&model.middle()?))
}

/// The steps of an order that are still to be learned, each once, as the solver names them.
fn learned(model: &Model<'_>, steps: &[StepId]) -> Vec<optimize::StepId> {
    let mut seen = BTreeSet::new();
    let is_new = |step: &&StepId| !model.is_held(step) && model.step(step).is_some() && seen.insert((*step).clone());
    steps.iter().filter(is_new).map(compile::plain).collect()
}
