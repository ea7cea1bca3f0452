//! The points in time at which a projection looks: months, and the weeks in which something begins or ends.

use crate::plan::calendar::Calendar;
use crate::plan::compile::{MONTHS_PER_YEAR, Model, OUTLOOK_WEEKS};
use crate::plan::market::Knob;
use crate::plan::middle::Sold;
use crate::plan::number;
use crate::plan::premium::{WEEKS_PER_YEAR, discount_factor};

/// Weeks closer than this are the same.
pub(super) const SAME: f64 = 1e-9;

/// A point in time, and what lies between it and the point before.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Point {
    /// The month that begins after the point before, counted from 1, if one does.
    pub(super) enters: Option<usize>,
    /// How much of the current month has passed.
    pub(super) part: f64,
    /// How much of the outlook's 24 months has passed.
    pub(super) outlook: f64,
    /// Positions of the steps that are sold from here.
    pub(super) begins: Vec<usize>,
    /// The month whose rate is read here.
    pub(super) records: Option<usize>,
    /// Half of the money of today since the point before, for a rate that is higher by all of today's rate: what lies
    /// between two points counts with the rates at both.
    pub(super) income: f64,
    /// Half of the money of today since the point before that learning displaces, at today's rate.
    pub(super) displaced: f64,
}

/// Whole months to the horizon.
pub(super) fn months(model: &Model<'_>) -> usize {
    usize::try_from(model.profile.horizon_months).unwrap_or(usize::MAX)
}

/// The week in which a month ends; the last one ends at the horizon, which is a whole week.
pub(super) fn week(model: &Model<'_>, month: usize) -> f64 {
    let (last, per_month) = (months(model), WEEKS_PER_YEAR / MONTHS_PER_YEAR);
    match month.checked_sub(last) {
        None => number::real(month) * per_month,
        Some(beyond) => model.horizon_weeks() + number::real(beyond) * per_month,
    }
}

/// Every point from today to the horizon, or to the end of what learning displaces if that is later.
pub(super) fn points(model: &Model<'_>, sold: &[Sold]) -> Vec<Point> {
    let span = Span::new(model, sold);
    // A month has more than four weeks.
    let ends = (0..=number::count(span.last / 4.0)).map(|month| week(model, month));
    let marks = sold.iter().map(|step| step.from).chain([span.lag, span.learned, span.last]).chain(span.changes());
    let mut weeks: Vec<f64> = ends.chain(marks).filter(|week| *week < span.last + SAME).collect();
    weeks.sort_by(f64::total_cmp);
    weeks.dedup_by(|later, earlier| *later - *earlier < SAME);

    let mut points = Vec::with_capacity(weeks.len());
    let (mut month, mut before, mut begun) = (0, 0.0, 0);
    for at in weeks {
        let enters = (at > week(model, month) + SAME).then(|| month + 1);
        month = enters.unwrap_or(month);
        let (start, end) = (week(model, month.saturating_sub(1)), week(model, month));
        let begins: Vec<usize> = (begun..sold.len()).take_while(|place| begins_by(sold, *place, at)).collect();
        begun += begins.len();
        points.push(Point {
            enters,
            part: if month == 0 { 0.0 } else { ((at - start) / (end - start)).clamp(0.0, 1.0) },
            outlook: (at / OUTLOOK_WEEKS).clamp(0.0, 1.0),
            begins,
            records: ((at - end).abs() < SAME && month <= months(model)).then_some(month),
            income: span.income(before, at) / 2.0,
            displaced: span.displaced(before, at) / 2.0,
        });
        before = at;
    }
    points
}

fn begins_by(sold: &[Sold], place: usize, week: f64) -> bool {
    sold.get(place).is_some_and(|step| step.from < week + SAME)
}

/// The stretch of time that money is counted in.
struct Span<'a> {
    calendar: &'a Calendar,
    horizon: f64,
    lag: f64,
    /// Week in which the last step would be sold: the end of learning, and the lag.
    learned: f64,
    last: f64,
    discount: f64,
    income_per_week: f64,
    /// Part of a learning hour that is taken from hours sold.
    displacement: f64,
    /// Money for an hour sold.
    net: f64,
}

impl<'a> Span<'a> {
    fn new(model: &'a Model<'_>, sold: &[Sold]) -> Self {
        let profile = model.profile;
        let net = profile.rate.get() * (1.0 - profile.fee.get());
        let (horizon, lag) = (model.horizon_weeks(), model.knobs.mid(Knob::LagWeeks));
        let displacement = profile.displacement.get();
        let displaces = displacement * model.calendar.most() * net > 0.0;
        // Learning beyond the horizon is no part of any plan; a scenario that asks for it is counted up to there.
        let learned = sold.last().map_or(lag, |step| step.from).min(horizon + lag);
        Self {
            calendar: &model.calendar,
            horizon,
            lag,
            learned,
            last: if displaces { horizon.max(learned) } else { horizon },
            discount: model.knobs.mid(Knob::Discount),
            income_per_week: profile.billable_hours.get() * net,
            displacement,
            net,
        }
    }

    /// Money of today for a rate higher by all of today's rate, between two weeks up to the horizon.
    fn income(&self, from: f64, to: f64) -> f64 {
        self.weight(self.income_per_week, from, to.min(self.horizon), 0.0)
    }

    /// Money of today that learning displaces: the hours lie one lag before the weeks in which their rate is reached,
    /// as the value of a plan is defined (MODEL, section 2).
    fn displaced(&self, from: f64, to: f64) -> f64 {
        let (from, to) = (from.max(self.lag), to.min(self.learned));
        let pace = self.calendar.pace_at(f64::midpoint(from, to) - self.lag);
        self.weight(self.displacement * pace * self.net, from, to, self.lag)
    }

    /// The weeks in which what learning displaces becomes more or less, one lag later.
    fn changes(&self) -> impl Iterator<Item = f64> {
        let stretches = self.calendar.stretches().iter();
        stretches.flat_map(|stretch| [stretch.from, stretch.until]).map(|week| week + self.lag)
    }

    fn weight(&self, per_week: f64, from: f64, to: f64, lag: f64) -> f64 {
        if to <= from {
            return 0.0;
        }
        per_week * (to - from) * discount_factor(self.discount, f64::midpoint(from, to) - lag)
    }
}
