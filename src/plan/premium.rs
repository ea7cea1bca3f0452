//! How premiums become money: the curve from a sum of log premiums to a rate, and what an hour of learning or selling is worth.

use super::calendar::Calendar;

/// Weeks closer than this are the same.
const SAME: f64 = 1e-9;

/// Weeks in the year of every yearly rate in this file.
pub const WEEKS_PER_YEAR: f64 = 52.0;

/// The curve from a sum of log premiums `u` to the share by which the rate rises.
///
/// The saturating curve is `F(u) = exp(U (1 - exp(-u/U))) - 1` for `u > 0` and `F(u) = u` below: the first skill counts in
/// full, each further one less, and no set of skills adds more than `exp(U) - 1`. The two branches meet at zero with slope 1.
///
/// For `U <= 1` the curve is concave: `F''(u) = F'(u) (exp(-u/U) - 1/U)`, and the bracket is never positive. Every upper
/// bound of the optimizer rests on that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Uplift {
    /// Diminishing returns; `cap_log` is `U`, the logarithm that no set of skills exceeds.
    Saturating {
        /// `U`, above 0 and at most 1.
        cap_log: f64,
    },
    /// No diminishing returns: `F(u) = u`.
    Additive,
}

impl Uplift {
    /// Says whether the curve is defined and concave: `U` lies in `(0, 1]`.
    #[must_use]
    pub fn is_concave(self) -> bool {
        match self {
            Self::Saturating { cap_log } => cap_log > 0.0 && cap_log <= 1.0,
            Self::Additive => true,
        }
    }

    /// Returns `F(u)`, the share by which the rate rises.
    #[must_use]
    pub fn share(self, u: f64) -> f64 {
        match self {
            Self::Saturating { cap_log } if u > 0.0 => libm::expm1(-cap_log * libm::expm1(-u / cap_log)),
            _ => u,
        }
    }

    /// Returns `F'(u)`, which is 1 up to zero and falls from there.
    #[must_use]
    pub fn slope(self, u: f64) -> f64 {
        match self {
            Self::Saturating { cap_log } if u > 0.0 => libm::exp(-u / cap_log - cap_log * libm::expm1(-u / cap_log)),
            _ => 1.0,
        }
    }

    /// Returns the log premium `x` with `F(x) = share`, so `x = -U ln(1 - ln(1 + share)/U)` for a positive share.
    ///
    /// `None` when no sum of premiums reaches the share, or when it is not a number above -1.
    #[must_use]
    pub fn raw(self, share: f64) -> Option<f64> {
        if !share.is_finite() || share <= -1.0 {
            return None;
        }
        match self {
            Self::Saturating { cap_log } if share > 0.0 => {
                let used = libm::log1p(share) / cap_log;
                (used < 1.0).then(|| -cap_log * libm::log1p(-used))
            }
            _ => Some(share),
        }
    }
}

/// Returns the value today of one unit of money in `weeks` weeks, at a yearly `discount`: `(1 + discount)^(-weeks/52)`.
#[must_use]
pub fn discount_factor(discount: f64, weeks: f64) -> f64 {
    libm::pow(1.0 + discount, -weeks / WEEKS_PER_YEAR)
}

/// The working week of a plan: what is sold, what is learned, and until when.
///
/// Time runs in learning hours, called ticks. Tick `s` lies at the calendar week in which half of it is learned,
/// `(s + 1/2) / l` at `l` hours every week. It stands for all time from the end of the hour before to its own end: what is
/// sold on holiday belongs to the hour after the holiday, as the steps learned by then are those finished before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Rate today, in money per hour.
    pub rate: f64,
    /// Hours sold per week.
    pub billable_hours: f64,
    /// Hours of learning per week, and the stretches in which they are others.
    pub calendar: Calendar,
    /// Share of a learning hour that is taken from billable hours, 0 to 1.
    pub displacement: f64,
    /// Yearly discount rate.
    pub discount: f64,
    /// Weeks from finishing a step to selling it.
    pub lag_weeks: f64,
    /// Weeks that are planned.
    pub horizon_weeks: f64,
}

impl Week {
    /// Returns the number of whole learning hours in the horizon, as a float without fraction.
    #[must_use]
    pub fn ticks(&self) -> f64 {
        libm::floor(self.calendar.hours(self.horizon_weeks) + 1e-9)
    }

    /// Returns the calendar week in the middle of a tick.
    #[must_use]
    pub fn calendar(&self, tick: f64) -> f64 {
        self.calendar.ends(tick + 0.5)
    }

    /// Returns the calendar week in the middle of all the time that a tick stands for, one lag later: the week whose
    /// curves, discount and horizon its income follows.
    #[must_use]
    pub fn sold(&self, tick: f64) -> f64 {
        let (from, weeks) = self.span(tick);
        weeks.map_or_else(|| self.calendar(tick), |weeks| from + weeks / 2.0) + self.lag_weeks
    }

    /// Returns the money of today that a tick brings per unit of uplift; nothing once the lag passes the horizon.
    #[must_use]
    pub fn income(&self, tick: f64) -> f64 {
        let week = self.sold(tick);
        let (_, weeks) = self.span(tick);
        if weeks.is_none() && week >= self.horizon_weeks {
            return 0.0;
        }
        let pace = self.calendar.pace_at(self.calendar(tick));
        let earned = self.billable_hours * self.rate;
        weeks.map_or_else(|| earned / pace, |weeks| earned * weeks) * discount_factor(self.discount, week)
    }

    /// The week in which the time of a tick begins and, where the pace changes within it, how many weeks of it lie
    /// within the horizon one lag later.
    fn span(&self, tick: f64) -> (f64, Option<f64>) {
        if self.calendar.stretches().is_empty() {
            return (0.0, None);
        }
        let (from, to) = (self.calendar.ends(tick), self.calendar.ends(tick + 1.0));
        let changes = self.calendar.stretches().iter().flat_map(|stretch| [stretch.from, stretch.until]);
        if !changes.into_iter().any(|week| week > from - SAME && week < to - SAME) {
            return (from, None);
        }
        (from, Some((to.min(self.horizon_weeks - self.lag_weeks) - from).max(0.0)))
    }

    /// Returns the money of today, at today's rate, that is not earned because the tick is spent learning.
    #[must_use]
    pub fn displaced(&self, tick: f64) -> f64 {
        if self.displacement <= 0.0 {
            return 0.0;
        }
        self.displacement * self.rate * discount_factor(self.discount, self.calendar(tick))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::calendar::Stretch;

    const CURVE: Uplift = Uplift::Saturating { cap_log: 0.448 };

    #[track_caller]
    fn check(got: f64, expect: f64) {
        assert!((got - expect).abs() < 1e-9, "{got} is not {expect}");
    }

    #[test]
    fn raw_premium_and_share_are_inverse() {
        for share in [-0.5, 0.0, 0.01, 0.21, 0.34, 0.56] {
            check(CURVE.share(CURVE.raw(share).unwrap_or(f64::NAN)), share);
        }
        assert_eq!(CURVE.raw(0.6), None);
        assert_eq!(CURVE.raw(f64::NAN), None);
        assert_eq!(CURVE.raw(-1.0), None);
        assert_eq!(Uplift::Additive.raw(2.0), Some(2.0));
    }

    #[test]
    fn two_equal_skills_give_the_published_pair() {
        let one = CURVE.raw(0.28).unwrap_or(f64::NAN);
        assert!((CURVE.share(2.0 * one) - 0.43).abs() < 0.002);
    }

    #[test]
    fn slope_is_the_derivative_and_never_rises() {
        let mut last = 1.0;
        for i in 0..200 {
            let u = f64::from(i) * 0.01;
            let slope = CURVE.slope(u);
            assert!(slope <= last + 1e-12);
            last = slope;
            if i > 0 {
                assert!((slope - (CURVE.share(u + 1e-6) - CURVE.share(u - 1e-6)) / 2e-6).abs() < 1e-6);
            }
        }
        check(CURVE.share(1e9), libm::exp(0.448) - 1.0);
        check(CURVE.slope(1e9), 0.0);
    }

    #[test]
    fn a_tick_earns_until_the_lag_passes_the_horizon() {
        let week = Week {
            rate: 40.0,
            billable_hours: 25.0,
            calendar: Calendar::steady(5.0),
            displacement: 0.5,
            discount: 0.05,
            lag_weeks: 4.0,
            horizon_weeks: 104.0,
        };
        check(week.ticks(), 520.0);
        check(week.income(0.0), 200.0 * libm::pow(1.05, -4.1 / 52.0));
        check(week.income(499.0), 200.0 * libm::pow(1.05, -103.9 / 52.0));
        check(week.income(500.0), 0.0);
        check(week.displaced(500.0), 20.0 * libm::pow(1.05, -100.1 / 52.0));
        check(Week { displacement: 0.0, ..week }.displaced(3.0), 0.0);
    }

    #[test]
    fn what_is_sold_on_holiday_belongs_to_the_hour_after_it() {
        let holiday = |from, until| Calendar::new(5.0, &[Stretch { from, until, pace: 0.0 }]);
        let week = |calendar| Week {
            rate: 40.0,
            billable_hours: 25.0,
            calendar,
            displacement: 0.0,
            discount: 0.0,
            lag_weeks: 4.0,
            horizon_weeks: 104.0,
        };
        let away = week(holiday(10.0, 13.0));
        check(away.ticks(), 505.0);
        check(away.income(49.0), 200.0);
        check(away.income(50.0), 200.0 + 3.0 * 1000.0);
        check(away.income(51.0), 200.0);
        check(away.sold(50.0), 4.0 + 10.0 + 1.6);
        check(away.calendar(50.0), 13.1);
        // All of the time within the horizon is counted once, whenever the holiday is.
        for from in [0.0, 0.1, 33.3, 97.0, 99.0, 104.0, 150.0] {
            let (away, home) = (week(holiday(from, from + 3.5)), week(Calendar::steady(5.0)));
            let all = |week: &Week| (0..600_u32).map(|tick| week.income(f64::from(tick))).sum::<f64>();
            assert!((all(&away) - all(&home)).abs() < 101.0, "{from}: {} is not {}", all(&away), all(&home));
        }
    }
}
