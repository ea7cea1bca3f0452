//! The rate on the middle values: one future in which every assumption is at its middle.

use super::compile::{self, Model, OUTLOOK_WEEKS, Values};
use super::market::Knob;
use super::number;
use super::skill::{Class, StepId};
use super::units::Rate;

/// A step of an order with the week from which clients pay for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sold {
    pub(super) id: StepId,
    /// Week in which learning it begins.
    pub(super) start: f64,
    /// Week from which it is sold.
    pub(super) from: f64,
    pub(super) class: Class,
    pub(super) cost: f64,
}

/// Puts steps one after another from today; steps that are held or named before, or that the pack
/// does not know, are passed over.
pub(super) fn schedule(model: &Model<'_>, order: &[StepId]) -> Vec<Sold> {
    let lag = model.knobs.mid(Knob::LagWeeks);
    let mut hours = 0.0;
    let mut sold: Vec<Sold> = Vec::with_capacity(order.len());
    for id in order {
        let is_new = !model.is_held(id) && sold.iter().all(|other| other.id != *id);
        let Some((skill, step)) = model.step(id).filter(|_| is_new) else { continue };
        let start = model.calendar.starts(hours);
        hours += model.hours(id, step).mid().get();
        let (from, cost) = (model.calendar.ends(hours) + lag, model.cost(id, step).get());
        sold.push(Sold { id: id.clone(), start, from, class: skill.class, cost });
    }
    sold
}

/// The rate at the horizon with these steps, before the platform's fee, base drift included.
pub(super) fn rate_at_horizon(model: &Model<'_>, values: &Values, order: &[StepId]) -> Rate {
    let horizon = model.horizon_weeks();
    let u: f64 = schedule(model, order)
        .iter()
        .filter(|step| step.from <= horizon)
        .map(|step| log_gain(model, values, &step.id, horizon))
        .sum();
    number::rate(base_rate(model, horizon) * (1.0 + model.uplift().share(u)))
}

/// What a step that is sold adds to the sum of log premiums in a week.
pub(super) fn log_gain(model: &Model<'_>, values: &Values, id: &StepId, week: f64) -> f64 {
    let Some((skill, _)) = model.step(id) else { return 0.0 };
    model.premium(skill, id.level, values) * compile::factor(skill.class, values, week)
}

/// The rate in a week if nothing is learned, before the platform's fee (README of the data, calibration 7).
pub(super) fn base_rate(model: &Model<'_>, week: f64) -> f64 {
    let drift = model.service.drift.mid().get().max(-0.99);
    model.profile.rate.get() * libm::exp(libm::log1p(drift) * (week / OUTLOOK_WEEKS).clamp(0.0, 1.0))
}
