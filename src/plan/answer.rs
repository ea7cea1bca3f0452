//! A plan: the steps to take, in order, with what each is worth and why others were left out.

use super::skill::{Level, SkillId, StepId};
use super::units::{Date, Hours, Money, Range, Rate, Share};

/// The best order of steps that was found, and the proof of how good it is.
///
/// Money is money of today in the profile's currency, after the platform's fee; rates are before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The steps in the order in which to learn them.
    pub steps: Vec<PlannedStep>,
    /// What the plan is worth over the horizon, against learning nothing (V in MODEL, section 2).
    pub value: Money,
    /// No plan at all can be worth more than this.
    pub upper_bound: Money,
    /// What is proven.
    pub proof: Proof,
    /// The rate at the horizon on the middle values, base drift included.
    pub rate_at_horizon: Rate,
    /// The rate at the horizon on the middle values if nothing is learned.
    pub rate_without: Rate,
    /// The day on which the last step ends; nothing if there is no step.
    pub finish: Option<Date>,
    /// The month, counted from 1, in which the whole plan has brought more than it has cost so far.
    pub pays_back: Option<u32>,
    /// Hours of all steps together, the middle one as planned.
    pub hours: Range<Hours>,
    /// Cost of all steps together.
    pub cost: Money,
    /// In-demand and target skills that the plan leaves out, with the reason.
    pub left_out: Vec<LeftOut>,
    /// Ids in the profile that the pack does not know; they are kept, and play no part.
    pub unknown: Vec<SkillId>,
}

impl Plan {
    /// The steps by name, in order.
    #[must_use]
    pub fn ids(&self) -> Vec<StepId> {
        self.steps.iter().map(|step| step.id.clone()).collect()
    }

    /// The entry of a step, if the plan holds it.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&PlannedStep> {
        self.steps.iter().find(|step| step.id == *id)
    }
}

/// How good a plan is known to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Proof {
    /// No plan is worth more.
    Optimal,
    /// No plan is worth more than this part of the plan's value on top.
    Within(Share),
}

/// One step of a plan with its dates, its price and what it brings.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedStep {
    /// Which step.
    pub id: StepId,
    /// When it begins, in weeks from today.
    pub start_week: f64,
    /// When it ends, in weeks from today.
    pub end_week: f64,
    /// The day on which it begins.
    pub start: Date,
    /// The day on which it ends.
    pub end: Date,
    /// The hours it still takes; the plan is made with the middle.
    pub hours: Range<Hours>,
    /// What it costs.
    pub cost: Money,
    /// Change of the hourly rate at the horizon, on the middle values, against the plan without it and what needs it.
    pub rate_gain: Money,
    /// Value of the plan less the value of the plan without it and what needs it (MODEL, section 6).
    pub marginal: Money,
    /// `marginal` for each learning hour of the step and of what needs it.
    pub per_hour: Money,
    /// What the plan is worth if it stops after this step, so that the first steps can be told from the long tail.
    pub so_far: Money,
    /// The month, counted from 1, in which it and what needs it have brought more than they have cost and displaced so
    /// far, with the dates of all other steps kept; for steps without any cost the month of the first gain.
    pub pays_back: Option<u32>,
    /// What must be finished before it.
    pub needs: Vec<Need>,
    /// Value of the plan less its value with this step and the next one swapped; nothing for the last step, or where
    /// a prerequisite or a lock forbids the swap.
    pub before_next: Option<Money>,
}

/// A step that another one needs, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// The needed step.
    pub step: StepId,
    /// Where it comes from.
    pub met: Met,
}

/// Where a prerequisite comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Met {
    /// The user holds it already.
    Held,
    /// An earlier step of the plan brings it.
    Earlier,
}

/// A skill that the plan leaves out, or leaves short of what the target asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The skill.
    pub skill: SkillId,
    /// The first level that the plan does not reach; for a skill held in full, the level held.
    pub level: Level,
    /// Why.
    pub reason: Reason,
}

/// Why a plan leaves a skill out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The user excluded it.
    Excluded,
    /// It needs this skill, which the user excluded.
    NeedsExcluded(SkillId),
    /// The target does not ask for it.
    NotInTarget,
    /// The user holds all that is asked, or all that can be planned.
    AlreadyHeld,
    /// With what it needs it takes more hours than the horizon has.
    TooLong,
    /// With what it needs it costs more than the budget.
    OverBudget,
    /// Learned first, with what it needs, it would not pay back within the horizon.
    PaysBackTooLate,
    /// It would pay, but the hours, the budget or the limit of all skills bring more elsewhere.
    OthersPayMore,
}
