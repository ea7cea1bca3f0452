//! Which assumption moves the rate at the horizon most, each alone at its low and its high.

use super::Lever;
use crate::plan::compile::{Model, Values};
use crate::plan::knobs;
use crate::plan::market::{Knob, Market, PremiumId};
use crate::plan::middle;
use crate::plan::profile::Profile;
use crate::plan::skill::StepId;
use crate::plan::trouble::Trouble;
use crate::plan::units::{Date, Range, Rate};

/// Bars that are shown.
const WIDEST: usize = 10;
/// Widths below this, in money per hour, are rounding.
const VISIBLE: f64 = 1e-9;

/// The rate at the horizon on the middle values, and what moves it, the widest bar first.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// The rate with everything at its middle, before the platform's fee, base drift included.
    pub middle: Rate,
    /// At most ten bars; what does not move the rate has none.
    pub bars: Vec<Bar>,
}

/// One assumption at its low and its high, with all others at their middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What is moved.
    pub lever: Lever,
    /// Its low value, in its own unit.
    pub low: f64,
    /// Its high value, in its own unit.
    pub high: f64,
    /// The rate at the horizon with the low value.
    pub at_low: Rate,
    /// The rate at the horizon with the high value.
    pub at_high: Rate,
}

impl Bar {
    fn width(&self) -> f64 {
        (self.at_high.get() - self.at_low.get()).abs()
    }
}

/// Moves each assumption to its low and its high for an order of steps that stays as it is (MODEL, section 6).
///
/// # Errors
/// A pack or profile that the model cannot read.
pub fn tornado(profile: &Profile, market: &Market, today: Date, steps: &[StepId]) -> Result<Tornado, Trouble> {
    let model = Model::new(profile, market, today)?;
    let desk = Desk { values: model.middle()?, model, steps };
    let mut bars: Vec<Bar> = Vec::new();
    for knob in Knob::ALL {
        bars.extend(desk.assumption(knob));
    }
    bars.push(desk.outlook());
    bars.push(desk.base_drift());
    bars.push(desk.step_hours());
    bars.extend(market.premiums.keys().filter_map(|id| desk.premium(id)));
    bars.retain(|bar| bar.width() > VISIBLE);
    bars.sort_by(|first, second| second.width().total_cmp(&first.width()).then_with(|| first.lever.cmp(&second.lever)));
    bars.truncate(WIDEST);
    Ok(Tornado { middle: desk.rate(&desk.model, &desk.values), bars })
}

struct Desk<'a> {
    model: Model<'a>,
    values: Values,
    steps: &'a [StepId],
}

impl Desk<'_> {
    fn rate(&self, model: &Model<'_>, values: &Values) -> Rate {
        middle::rate_at_horizon(model, values, self.steps)
    }

    fn assumption(&self, knob: Knob) -> Option<Bar> {
        let range = self.model.knobs.range(knob);
        let unit = knobs::scale(self.model.market.assumptions.get(&knob)?);
        let rate = |value: f64| {
            let moved = Model { knobs: self.model.knobs.with(knob, value), ..self.model.clone() };
            self.rate(&moved, &moved.settled())
        };
        let (low, high) = (range.low(), range.high());
        let lever = Lever::Assumption(knob);
        Some(Bar { lever, low: low / unit, high: high / unit, at_low: rate(low), at_high: rate(high) })
    }

    /// All weight on the worst outlook, and all on the best.
    fn outlook(&self) -> Bar {
        let ends = [Knob::OutlookGoesOn, Knob::OutlookPlateaus, Knob::OutlookFallsBack];
        let ends = ends.map(|knob| self.model.knobs.mid(knob));
        let low = ends.into_iter().fold(f64::INFINITY, f64::min);
        let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let rate = |outlook: f64| self.rate(&self.model, &Values { outlook, ..self.values.clone() });
        Bar { lever: Lever::Outlook, low, high, at_low: rate(low), at_high: rate(high) }
    }

    fn base_drift(&self) -> Bar {
        let drift = self.model.service.drift;
        let rate = |value| {
            let mut service = self.model.service.clone();
            service.drift = Range::exact(value);
            self.rate(&Model { service: &service, ..self.model.clone() }, &self.values)
        };
        let (low, high) = (drift.low(), drift.high());
        Bar { lever: Lever::BaseDrift, low: low.get(), high: high.get(), at_low: rate(low), at_high: rate(high) }
    }

    /// All steps as short, and as long, as their estimates allow.
    fn step_hours(&self) -> Bar {
        let of = |end: fn(&Range<crate::plan::units::Hours>) -> crate::plan::units::Hours| {
            let mut profile = self.model.profile.clone();
            let (mut sum, mut middle) = (0.0, 0.0);
            for id in self.steps.iter().filter(|id| !self.model.is_held(id)) {
                let Some((_, step)) = self.model.step(id) else { continue };
                let hours = self.model.hours(id, step);
                sum += end(&hours).get();
                middle += hours.mid().get();
                let record = profile.steps.entry(id.clone()).or_default();
                record.logged = crate::plan::units::Hours::ZERO;
                record.hours = Some(end(&hours));
            }
            let moved = Model { profile: &profile, ..self.model.clone() };
            (if middle > 0.0 { sum / middle } else { 1.0 }, self.rate(&moved, &self.values))
        };
        let ((low, at_low), (high, at_high)) = (of(Range::low), of(Range::high));
        Bar { lever: Lever::StepHours, low, high, at_low, at_high }
    }

    fn premium(&self, id: &PremiumId) -> Option<Bar> {
        let range = self.model.market.premiums.get(id)?.range;
        let rate = |share: f64| {
            let mut values = self.values.clone();
            values.premium.insert(id.clone(), self.model.log_premium(share));
            self.rate(&self.model, &values)
        };
        let (low, high) = (range.low().get(), range.high().get());
        let lever = Lever::Premium(id.clone());
        Some(Bar { lever, low, high, at_low: rate(low), at_high: rate(high) })
    }
}
