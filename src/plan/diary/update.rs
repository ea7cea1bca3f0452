//! What the months written down say of the months to come: the stated rule by which a frozen band is updated.

use super::score::{EIGHT_OF_TEN, Pair};
use crate::plan::number;
use crate::plan::projection::Band;
use crate::plan::units::Rate;

/// How far one month's average rate strays from the rate that holds, in logs: about a tenth up or down.
///
/// An assumption: no public figure says how much a freelancer's average rate moves from month to month. With a smaller one
/// the band would follow single months more.
pub const OBSERVATION_SPREAD: f64 = 0.1;

/// Where the user stands in the frozen band: 0 on its median, 1.28 on its upper edge, -1.28 on its lower one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The middle of what is believed.
    pub mean: f64,
    /// Its standard deviation; 1 before anything is known.
    pub spread: f64,
}

/// A band in the light of what came.
#[derive(Clone, Debug, PartialEq)]
pub struct Updated {
    /// Where the user stands in the frozen band.
    pub standing: Standing,
    /// The band that follows, month by month like the frozen one.
    pub band: Vec<Band<Rate>>,
}

impl Standing {
    /// What the frozen band says before any month is over: anywhere in it.
    pub const UNKNOWN: Self = Self { mean: 0.0, spread: 1.0 };

    /// Learns from one month, with an observation spread of `spread_log`.
    ///
    /// The model: the user stays at one place `t` of the band, `t ~ N(0, 1)`; a month's rate is the median times
    /// `exp(s t + e)`, where `s` is the band's half width in logs over 1.2816 and `e ~ N(0, spread_log²)`. This is the
    /// normal model with known variance, whose posterior is normal again: precisions add, and means are weighted by them
    /// (Gelman et al., "Bayesian Data Analysis", 3rd edition, section 2.5). With `d` the log of the month's rate over the
    /// median, and mean `m` and variance `v` before:
    ///
    /// `1/v' = 1/v + s²/spread_log²` and `m' = v' (m/v + s d/spread_log²)`.
    ///
    /// A month whose band has no width says nothing of the place in it.
    #[must_use]
    pub fn after(self, pair: &Pair, spread_log: f64) -> Self {
        let Some((below, above)) = sides(pair.band) else { return self };
        let (slope, noise) = (f64::midpoint(below, above), spread_log * spread_log);
        let off = libm::log(pair.actual.get() / pair.band.p50.get());
        let before = 1.0 / (self.spread * self.spread);
        let precision = before + slope * slope / noise;
        let mean = (self.mean * before + slope * off / noise) / precision;
        if mean.is_finite() && precision.is_finite() {
            Self { mean, spread: 1.0 / libm::sqrt(precision) }
        } else {
            self
        }
    }

    /// The band of a month, given where the user stands in the frozen one.
    ///
    /// Below the median the lower half's width counts, above it the upper half's, so that a frozen band which leans to
    /// one side keeps leaning, and stays as it was while nothing is known.
    fn band(self, frozen: Band<Rate>) -> Band<Rate> {
        let Some((below, above)) = sides(frozen) else { return frozen };
        let at = |sigmas: f64| {
            let place = self.mean + sigmas * self.spread;
            let width = if place < 0.0 { below } else { above };
            number::rate(frozen.p50.get() * libm::exp(place * width))
        };
        Band { p10: at(-EIGHT_OF_TEN), p50: at(0.0), p90: at(EIGHT_OF_TEN) }
    }
}

impl Updated {
    /// Updates `frozen` by all months, with [`OBSERVATION_SPREAD`].
    #[must_use]
    pub fn new(frozen: &[Band<Rate>], pairs: &[Pair]) -> Self {
        let learn = |standing: Standing, pair: &Pair| standing.after(pair, OBSERVATION_SPREAD);
        let standing = pairs.iter().fold(Standing::UNKNOWN, learn);
        Self { standing, band: frozen.iter().map(|band| standing.band(*band)).collect() }
    }
}

/// One standard deviation in logs below and above the median; nothing where a rate of zero has no log.
fn sides(band: Band<Rate>) -> Option<(f64, f64)> {
    if band.p10 <= Rate::ZERO {
        return None;
    }
    let side = |low: Rate, high: Rate| libm::log(high.get() / low.get()) / EIGHT_OF_TEN;
    Some((side(band.p10, band.p50), side(band.p50, band.p90)))
}

#[cfg(test)]
mod tests {
    use super::super::CalendarMonth;
    use super::super::tests::{band, entry, forecast, rate};
    use super::*;

    /// A month whose band has this standard deviation in logs, and whose rate is this far off its median in logs.
    fn pair(sigma: f64, off: f64) -> Pair {
        let edge = |side: f64| 50.0 * libm::exp(side * sigma * EIGHT_OF_TEN);
        let month = CalendarMonth::parse("2026-12").unwrap();
        Pair { month, index: 1, band: band(edge(-1.0), 50.0, edge(1.0)), actual: rate(50.0 * libm::exp(off)) }
    }

    #[track_caller]
    fn assert_near(got: f64, expect: f64) {
        assert!((got - expect).abs() < 1e-12, "{got} is not {expect}");
    }

    #[test]
    fn one_month_gives_the_closed_form() {
        #[track_caller]
        fn check(sigma: f64, off: f64, spread: f64) {
            let standing = Standing::UNKNOWN.after(&pair(sigma, off), spread);
            let both = sigma * sigma + spread * spread;
            assert_near(standing.mean, sigma * off / both);
            assert_near(standing.spread * standing.spread, spread * spread / both);
        }
        check(0.1, 0.05, 0.1);
        check(0.02, -0.3, 0.1);
        check(0.4, 0.1, 0.05);
        check(0.1, 0.0, 0.1);
    }

    #[test]
    fn months_one_by_one_give_what_all_at_once_give() {
        let months = [(0.02, 0.04), (0.05, -0.02), (0.09, 0.11), (0.12, 0.2)];
        let one_by_one = months
            .iter()
            .fold(Standing::UNKNOWN, |standing, (sigma, off)| standing.after(&pair(*sigma, *off), OBSERVATION_SPREAD));
        // Regression through the origin with a standard normal prior on the slope.
        let noise = OBSERVATION_SPREAD * OBSERVATION_SPREAD;
        let precision = 1.0 + months.iter().map(|(sigma, _)| sigma * sigma).sum::<f64>() / noise;
        let weighted: f64 = months.iter().map(|(sigma, off)| sigma * off).sum::<f64>() / noise;
        assert_near(one_by_one.mean, weighted / precision);
        assert_near(one_by_one.spread, 1.0 / precision.sqrt());
    }

    #[test]
    fn nothing_known_leaves_the_band_as_it_was() {
        let forecast = forecast();
        let updated = forecast.updated(&[]);
        assert_eq!(updated.standing, Standing::UNKNOWN);
        for (new, old) in updated.band.iter().zip(&forecast.band) {
            for (new, old) in [(new.p10, old.p10), (new.p50, old.p50), (new.p90, old.p90)] {
                assert!((new.get() - old.get()).abs() < 1e-9, "{new:?} is not {old:?}");
            }
        }
    }

    #[test]
    fn months_above_the_median_lift_the_band_and_make_it_narrower() {
        #[track_caller]
        fn check(actual: [f64; 2], sign: f64) {
            let entries = [entry("2026-11", actual[0]), entry("2026-12", actual[1])];
            let forecast = forecast();
            let updated = forecast.updated(&entries);
            let (Some(new), Some(old)) = (updated.band.last(), forecast.band.last()) else { panic!("bands end") };
            assert!(sign * (new.p50.get() - old.p50.get()) > 0.2, "{new:?} and {old:?}");
            assert!(new.p90.get() / new.p10.get() < old.p90.get() / old.p10.get());
            assert!(updated.standing.spread < 1.0);
        }
        check([43.0, 46.0], 1.0);
        check([37.0, 38.0], -1.0);
    }

    #[test]
    fn a_month_without_a_width_or_a_rate_says_nothing() {
        #[track_caller]
        fn check(said: Band<Rate>) {
            let month = CalendarMonth::parse("2026-12").unwrap();
            let pair = Pair { month, index: 1, band: said, actual: rate(60.0) };
            assert_eq!(Standing::UNKNOWN.after(&pair, OBSERVATION_SPREAD), Standing::UNKNOWN);
            assert_eq!(Updated::new(&[said], &[pair]).band, [said]);
        }
        check(band(40.0, 40.0, 40.0));
        check(band(0.0, 40.0, 50.0));
        check(band(0.0, 0.0, 0.0));
    }
}
