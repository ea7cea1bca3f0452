//! Runs an order of steps through the futures and reads off the bands, month by month.

use super::curve::Curve;
use super::draws::{self, Futures};
use super::grid::{self, Point};
use super::{Band, Milestone, Month, Projection};
use crate::plan::compile::Model;
use crate::plan::market::Market;
use crate::plan::middle::{self, Sold};
use crate::plan::number;
use crate::plan::profile::Profile;
use crate::plan::skill::{Class, StepId};
use crate::plan::trouble::Trouble;
use crate::plan::units::{Date, Rate};

/// Futures that are worked on together, so that their numbers stay in the processor's nearest memory.
const CHUNK: usize = 256;
/// Months over which the base drift unfolds.
const DRIFT_MONTHS: usize = 24;

/// Runs any order of steps through the futures: the plan, a saved scenario, or none at all.
///
/// Steps are learned one after another from `today`, at the hours of `profile`; steps that are held already or that the
/// pack does not know are passed over. Equal `futures` make projections that can be compared future by future.
///
/// # Errors
/// A pack or profile that the model cannot read.
pub fn project(
    futures: &Futures,
    profile: &Profile,
    market: &Market,
    steps: &[StepId],
    today: Date,
) -> Result<Projection, Trouble> {
    let model = Model::new(profile, market, today)?;
    let sold = middle::schedule(&model, steps);
    let points = grid::points(&model, &sold);
    let mut run = Run::new(&model, futures, &sold);
    run.go(&points);
    Ok(run.projection(&model, &sold, today))
}

/// A run through all futures.
struct Run<'a> {
    futures: &'a Futures,
    steps: Vec<Priced<'a>>,
    curve: Curve,
    yearly_drift: [f64; 2],
    rate: f64,
    cost: f64,
    /// The rate in each month and future.
    rates: Vec<Vec<f64>>,
    /// The value in each future.
    values: Vec<f64>,
}

/// A step with the factors of what it adds in each future.
struct Priced<'a> {
    class: Class,
    weight: f64,
    hybrid: f64,
    premium: &'a [f64],
    doubt: Vec<f64>,
}

/// One future on its way through time.
#[derive(Clone, Copy, Default)]
struct Lane {
    /// Sums of log premiums that are sold: execution, judgment, foundation.
    sums: [f64; 3],
    execution: Moving,
    judgment: Moving,
    base: Moving,
    /// The outlook's change over 24 months.
    outlook: f64,
    /// Rise of today's rate at the last point, as a share.
    gain: f64,
    value: f64,
}

/// A factor at both ends of the current month, and what it is multiplied by each month.
#[derive(Clone, Copy, Default)]
struct Moving {
    start: f64,
    end: f64,
    ratio: f64,
}

impl Moving {
    fn new(monthly_log: f64) -> Self {
        Self { start: 1.0, end: 1.0, ratio: libm::exp(monthly_log) }
    }

    /// The factor when this part of the month has passed; the whole month is exact, so that equal paths stay equal.
    #[inline]
    fn at(self, part: f64) -> f64 {
        if part < 1.0 { self.start + (self.end - self.start) * part } else { self.end }
    }

    fn advance(&mut self) {
        self.start = self.end;
        self.end *= self.ratio;
    }
}

impl Lane {
    /// Enters a month, counted from 1: class drift halves each year, base drift ends after two.
    fn advance(&mut self, month: usize) {
        if month > 1 && month % 12 == 1 {
            self.execution.ratio = self.execution.ratio.sqrt();
            self.judgment.ratio = self.judgment.ratio.sqrt();
        }
        if month == DRIFT_MONTHS + 1 {
            self.base.ratio = 1.0;
        }
        self.execution.advance();
        self.judgment.advance();
        self.base.advance();
    }

    /// Rise of today's rate against learning nothing, as a share of today's rate.
    #[inline]
    fn gain_at(&self, point: &Point, curve: &Curve) -> f64 {
        let [execution, judgment, foundation] = self.sums;
        let drifted = execution * self.execution.at(point.part) + judgment * self.judgment.at(point.part) + foundation;
        self.base.at(point.part) * curve.share(drifted * (1.0 + self.outlook * point.outlook))
    }
}

impl<'a> Run<'a> {
    fn new(model: &Model<'a>, futures: &'a Futures, sold: &[Sold]) -> Self {
        let count = futures.count();
        Self {
            futures,
            steps: sold.iter().filter_map(|step| Priced::new(model, futures, step)).collect(),
            curve: Curve::new(model.uplift()),
            yearly_drift: model.yearly_drift(),
            rate: model.profile.rate.get(),
            cost: sold.iter().filter(|step| step.start < model.horizon_weeks()).map(|step| step.cost).sum(),
            rates: vec![vec![0.0; count]; grid::months(model) + 1],
            values: vec![0.0; count],
        }
    }

    fn go(&mut self, points: &[Point]) {
        let count = self.futures.count();
        for first in (0..count).step_by(CHUNK) {
            let mut lanes: Vec<Lane> = (first..count.min(first + CHUNK)).map(|future| self.lane(future)).collect();
            for point in points {
                self.pass(&mut lanes, first, point);
            }
            for (value, lane) in self.values.iter_mut().skip(first).zip(&lanes) {
                *value = lane.value - self.cost;
            }
        }
    }

    fn lane(&self, future: usize) -> Lane {
        let at = |numbers: &[f64]| numbers.get(future).copied().unwrap_or(0.0);
        let size = at(&self.futures.drift_size) / 12.0;
        let [execution, judgment] = self.yearly_drift;
        Lane {
            execution: Moving::new(execution * size),
            judgment: Moving::new(judgment * size),
            base: Moving::new(at(&self.futures.base) / number::real(DRIFT_MONTHS)),
            outlook: at(&self.futures.outlook) - 1.0,
            ..Lane::default()
        }
    }

    /// Brings a chunk of futures to a point in time: books what was earned since the last one, then begins what begins.
    fn pass(&mut self, lanes: &mut [Lane], first: usize, point: &Point) {
        for lane in &mut *lanes {
            if let Some(month) = point.enters {
                lane.advance(month);
            }
            let gain = lane.gain_at(point, &self.curve);
            let both = lane.gain + gain;
            lane.value += point.income * both - point.displaced * (2.0 * lane.base.at(point.part) + both);
            lane.gain = gain;
        }
        for step in point.begins.iter().filter_map(|place| self.steps.get(*place)) {
            step.begin(lanes, self.futures, first);
        }
        if !point.begins.is_empty() {
            for lane in &mut *lanes {
                lane.gain = lane.gain_at(point, &self.curve);
            }
        }
        if let Some(rates) = point.records.and_then(|month| self.rates.get_mut(month)) {
            for (rate, lane) in rates.iter_mut().skip(first).zip(&*lanes) {
                *rate = self.rate * (lane.base.at(point.part) + lane.gain);
            }
        }
    }

    fn projection(mut self, model: &Model<'_>, sold: &[Sold], today: Date) -> Projection {
        let base = nothing(self.rate, band(&mut self.futures.base.clone()), self.rates.len());
        let months: Vec<Month> = self
            .rates
            .iter_mut()
            .zip(base)
            .enumerate()
            .map(|(month, (rates, nothing))| Month {
                month: number::months(month),
                date: plus_months(today, month),
                plan: rates_of(band(rates)),
                nothing: rates_of(nothing),
            })
            .collect();
        let last = months.last();
        let above = self.values.iter().filter(|value| **value > 0.0).count();
        Projection {
            headline: last.map(|month| month.plan).unwrap_or_default(),
            nothing: last.map(|month| month.nothing).unwrap_or_default(),
            value: band(&mut self.values).map(number::money),
            pays: number::share(number::real(above) / number::real(self.futures.count().max(1))),
            milestones: milestones(model, sold, &months),
            futures: self.futures.count(),
            months,
        }
    }
}

impl<'a> Priced<'a> {
    fn new(model: &Model<'a>, futures: &'a Futures, step: &Sold) -> Option<Self> {
        let (skill, _) = model.step(&step.id)?;
        let doubt = model.is_doubtful(&skill.id).then(|| draws::doubts(model, &skill.id, futures.count()));
        Some(Self {
            class: step.class,
            weight: model.weight(skill, step.id.level, 0.0),
            hybrid: if model.is_hybrid(skill) { 1.0 } else { 0.0 },
            premium: futures.premium(&skill.premium),
            doubt: doubt.map_or_else(|| vec![1.0; futures.count()], Iterator::collect),
        })
    }

    /// Adds what the step is worth to the sums of a chunk of futures.
    fn begin(&self, lanes: &mut [Lane], futures: &Futures, first: usize) {
        let own = futures.own_share.iter().zip(&futures.hybrid);
        let drawn = own.zip(self.premium).zip(&self.doubt).skip(first);
        for (lane, (((own_share, hybrid), premium), doubt)) in lanes.iter_mut().zip(drawn) {
            let [execution, judgment, foundation] = &mut lane.sums;
            let sum = match self.class {
                Class::Execution => execution,
                Class::Judgment => judgment,
                Class::Foundation => foundation,
            };
            *sum += own_share * premium * self.weight * (1.0 + self.hybrid * hybrid) * doubt;
        }
    }
}

impl<T> Band<T> {
    /// The same band in another unit.
    pub(in crate::plan) fn map<U>(self, unit: impl Fn(T) -> U) -> Band<U> {
        Band { p10: unit(self.p10), p50: unit(self.p50), p90: unit(self.p90) }
    }
}

fn rates_of(band: Band<f64>) -> Band<Rate> {
    band.map(number::rate)
}

/// Reads the percentiles by rank: the smallest number that at least this part of all numbers does not exceed.
fn band(numbers: &mut [f64]) -> Band<f64> {
    let rank = |tenths: usize| (numbers.len() * tenths).div_ceil(10).saturating_sub(1);
    let (low, mid, high) = (rank(1), rank(5), rank(9));
    if numbers.is_empty() {
        return Band::default();
    }
    let (below, p50, above) = numbers.select_nth_unstable_by(mid, f64::total_cmp);
    let p50 = *p50;
    let p10 = if low < mid { *below.select_nth_unstable_by(low, f64::total_cmp).1 } else { p50 };
    let p90 = if high > mid { *above.select_nth_unstable_by(high - mid - 1, f64::total_cmp).1 } else { p50 };
    Band { p10, p50, p90 }
}

/// The rate without learning, month by month: it rises with the drift, so its percentiles are the drift's.
fn nothing(rate: f64, drift: Band<f64>, months: usize) -> Vec<Band<f64>> {
    let mut lanes = drift.map(|log| Lane { base: Moving::new(log / number::real(DRIFT_MONTHS)), ..Lane::default() });
    let after = |month: usize| {
        for lane in [&mut lanes.p10, &mut lanes.p50, &mut lanes.p90] {
            if month > 0 {
                lane.advance(month);
            }
        }
        lanes.map(|lane| rate * lane.base.end)
    };
    (0..months).map(after).collect()
}

fn milestones(model: &Model<'_>, sold: &[Sold], months: &[Month]) -> Vec<Milestone> {
    let of = |step: &Sold| {
        let month = (0..months.len()).find(|month| grid::week(model, *month) >= step.from - grid::SAME)?;
        let rate = months.get(month)?.plan.p50;
        Some(Milestone { month: number::months(month), rate, step: step.id.clone() })
    };
    sold.iter().filter_map(of).collect()
}

/// The same day `months` later, or the last day of a shorter month.
fn plus_months(date: Date, months: usize) -> Date {
    let months = u32::try_from(months).unwrap_or(u32::MAX).saturating_add(date.month() - 1);
    let year = date.year().saturating_add(i32::try_from(months / 12).unwrap_or(i32::MAX));
    let day = (1..=date.day()).rev().find_map(|day| Date::new(year, months % 12 + 1, day));
    day.unwrap_or(date)
}
