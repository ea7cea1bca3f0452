//! Why a number is what it is: each computed number taken apart into inputs, figures and assumptions.
//!
//! A trace is one level deep; a part that is computed itself names the quantity under which it can be traced further,
//! so that every chain ends at a published figure, an assumption or something that the user said.

mod gaps;
mod rates;
mod steps;
mod uncertain;

use super::{Bridge, Lever, Tornado};
use crate::plan::answer::Plan;
use crate::plan::compile::{Model, Values};
use crate::plan::gap::Gap;
use crate::plan::market::{FigureId, Knob, Market, TargetId};
use crate::plan::profile::Profile;
use crate::plan::projection::{Band, FirstSteps, Projection};
use crate::plan::skill::{Class, SkillId, StepId};
use crate::plan::units::{Change, Date, Hours, Money, Range, Rate, Share};

/// A number that Premia computes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// The rate at the horizon over all futures.
    RateAtHorizon,
    /// The rate at the horizon on the middle values, with these steps in this order.
    MiddleRate(Vec<StepId>),
    /// The rate at the horizon if nothing is learned.
    RateWithout,
    /// What these steps in this order are worth on the middle values.
    PlanValue(Vec<StepId>),
    /// What the plan is worth over all futures, and in how many it pays.
    FuturesValue,
    /// How near the plan is to the best one.
    Proof,
    /// What a step and what needs it add to the rate at the horizon.
    StepGain(StepId),
    /// What a step adds to the sum of log premiums at the horizon.
    StepLog(StepId),
    /// What the plan would lose without a step and what needs it.
    StepMarginal(StepId),
    /// The month in which a step pays back.
    StepPaysBack(StepId),
    /// What a step costs.
    StepCost(StepId),
    /// The hours of some steps together.
    Hours(Vec<StepId>),
    /// In how many re-planned futures a step stays among the first.
    FirstStep(StepId),
    /// A step's fair share of the rise until the horizon.
    BridgeShare(StepId),
    /// The rate at the horizon with one number at its ends.
    Swing(Lever),
    /// The values at which the plan would begin otherwise.
    Flips,
    /// A skill's published premium as a raw log premium.
    RawPremium(SkillId),
    /// How the premiums of a class stand at the horizon.
    ClassFactor(Class),
    /// The outlook's factor after 24 months.
    Outlook,
    /// How much of what a target asks for is held.
    GapClosed(TargetId),
    /// How far the user is at home in several fields.
    Hybrid(TargetId),
    /// One number that the model assumes.
    Assumption(Knob),
}

/// What traces are made from: all that is on screen.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// The day from which weeks are counted.
    pub today: Date,
    /// The pack in use, with the user's own figures.
    pub market: &'a Market,
    /// The plan, once there is one.
    pub plan: Option<&'a Plan>,
    /// The plan's futures, once they are drawn.
    pub projection: Option<&'a Projection>,
    /// What moves the rate, once it is known.
    pub tornado: Option<&'a Tornado>,
    /// The rate bridge, once it is known.
    pub bridge: Option<&'a Bridge>,
    /// How the first steps hold, as far as it has been counted.
    pub first_steps: Option<&'a FirstSteps>,
    /// The gap to each target.
    pub gaps: &'a [(TargetId, Gap)],
}

/// One number, how it comes about, and what it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// What the number says.
    pub name: String,
    /// The number.
    pub amount: Amount,
    /// The arithmetic, for people.
    pub how: String,
    /// What went into it.
    pub parts: Vec<Part>,
}

/// One input of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What the input says.
    pub name: String,
    /// The input.
    pub amount: Amount,
    /// Whose number it is.
    pub basis: Basis,
}

/// Whose number an input is.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// The user's own.
    Own,
    /// Published or derived figures of the pack.
    Figures(Vec<FigureId>),
    /// An assumption, possibly replaced by the user.
    Assumption(Knob),
    /// Premia's own judgment, written into the pack for this reason.
    Judged(String),
    /// Computed in turn.
    Computed(Quantity),
}

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Money per hour.
    Rate(Rate),
    /// Money per hour over all futures.
    RateBand(Band<Rate>),
    /// A change of the hourly rate.
    RateChange(Money),
    /// Money of today.
    Money(Money),
    /// Money of today over all futures.
    MoneyBand(Band<Money>),
    /// Hours, or hours a week.
    Hours(Range<Hours>),
    /// A part of a whole.
    Share(Share),
    /// A relative change.
    Change(Range<Change>),
    /// A plain factor, log or count of weeks.
    Factor(Range<f64>),
    /// A month counted from 1; nothing if it lies beyond the horizon.
    Month(Option<u32>),
    /// A number of months.
    Months(u32),
}

/// Takes a number apart; nothing if what it is about is not on screen any more, or the model cannot be read.
#[must_use]
pub fn trace(quantity: &Quantity, ground: &Ground<'_>) -> Option<Trace> {
    let model = Model::new(ground.profile, ground.market, ground.today).ok()?;
    let tracer = Tracer { ground: *ground, values: model.settled(), model };
    match quantity {
        Quantity::RateAtHorizon => tracer.rate_at_horizon(),
        Quantity::MiddleRate(order) => Some(tracer.middle_rate(order)),
        Quantity::RateWithout => Some(tracer.rate_without()),
        Quantity::PlanValue(order) => tracer.plan_value(order),
        Quantity::FuturesValue => tracer.futures_value(),
        Quantity::Proof => tracer.proof(),
        Quantity::StepGain(id) => tracer.step_gain(id),
        Quantity::StepLog(id) => tracer.step_log(id),
        Quantity::StepMarginal(id) => tracer.step_marginal(id),
        Quantity::StepPaysBack(id) => tracer.step_pays_back(id),
        Quantity::StepCost(id) => tracer.step_cost(id),
        Quantity::Hours(ids) => tracer.hours(ids),
        Quantity::FirstStep(id) => tracer.first_step(id),
        Quantity::BridgeShare(id) => tracer.bridge_share(id),
        Quantity::Swing(lever) => tracer.swing(lever),
        Quantity::Flips => tracer.flips(),
        Quantity::RawPremium(id) => tracer.raw_premium(id),
        Quantity::ClassFactor(class) => Some(tracer.class_factor(*class)),
        Quantity::Outlook => Some(tracer.outlook()),
        Quantity::GapClosed(id) => tracer.gap_closed(id),
        Quantity::Hybrid(id) => tracer.hybrid(id),
        Quantity::Assumption(knob) => tracer.assumption(*knob),
    }
}

/// All that traces look at, read once.
struct Tracer<'a> {
    ground: Ground<'a>,
    model: Model<'a>,
    values: Values,
}

impl Tracer<'_> {
    /// A number that the user gave.
    fn own(name: &str, amount: Amount) -> Part {
        Part { name: name.to_owned(), amount, basis: Basis::Own }
    }

    /// A number that is computed in turn.
    fn computed(name: impl Into<String>, amount: Amount, quantity: Quantity) -> Part {
        Part { name: name.into(), amount, basis: Basis::Computed(quantity) }
    }

    /// An assumption at the value that plans are made with.
    fn knob(&self, knob: Knob) -> Part {
        let assumption = self.ground.market.assumptions.get(&knob);
        let name = assumption.map_or_else(|| knob.id().to_owned(), |assumption| assumption.name.clone());
        Part { name, amount: plain(self.model.knobs.mid(knob)), basis: Basis::Assumption(knob) }
    }

    /// An assumption as its own trace: its reason, and the figures that it follows from.
    fn assumption(&self, knob: Knob) -> Option<Trace> {
        let assumption = self.ground.market.assumptions.get(&knob)?;
        let figures = assumption.figures.iter().filter_map(|id| self.ground.market.figures.get(id));
        Some(Trace {
            name: assumption.name.clone(),
            amount: Amount::Factor(self.model.knobs.range(knob)),
            how: assumption.reason.clone(),
            parts: figures
                .map(|figure| Part {
                    name: format!("{}, {}", figure.segment, figure.measured()),
                    amount: plain(figure.value.or(figure.low).unwrap_or_default()),
                    basis: Basis::Figures(vec![figure.id.clone()]),
                })
                .collect(),
        })
    }

    /// A step with its name on screen, such as `Python level 2`.
    fn step_name(&self, id: &StepId) -> String {
        format!("{} level {}", self.ground.market.skill_name(&id.skill), id.level)
    }
}

/// A number without a range.
fn plain(value: f64) -> Amount {
    Amount::Factor(Range::exact(value))
}

/// A number in a sentence: three digits after the point at most, and no trailing zeros.
fn digits(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests;
