//! How good a forecast was: how often it held, and how far off it was.

use super::CalendarMonth;
use crate::plan::number;
use crate::plan::projection::Band;
use crate::plan::units::{Rate, Share};

/// The months from which the share inside the band begins to say something: around the 8 of 10 that belong there,
/// Wilson's interval is narrower than 40 points from then on.
pub const CREDIBLE_MONTHS: usize = 6;

/// Standard deviations within which 8 of 10 normal draws lie: the 90th percentile of the standard normal.
pub(super) const EIGHT_OF_TEN: f64 = 1.281_551_565_544_600_4;

/// One month of a forecast and what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The month.
    pub month: CalendarMonth,
    /// How many months after the forecast's day it lies, at least 1.
    pub index: usize,
    /// What was forecast.
    pub band: Band<Rate>,
    /// What it was.
    pub actual: Rate,
}

impl Pair {
    /// Whether the month came out within the band, its edges included.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.band.p10 <= self.actual && self.actual <= self.band.p90
    }
}

/// How a forecast has done over some months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// How many months were held against it.
    pub months: usize,
    /// How many of them came out within the band from P10 to P90, where 8 of 10 belong.
    pub inside: usize,
    /// Shares inside that so many months are compatible with (Wilson's 80% interval, see [`wilson`]).
    pub interval: [Share; 2],
    /// The mean pinball loss of the forecast's three percentiles, in money per hour (see [`pinball`]).
    pub loss: Rate,
    /// The same loss if the forecast had said that the rate stays what it was on that day.
    pub unchanged_loss: Rate,
}

impl Calibration {
    /// Scores a forecast that was made at the rate `before`; nothing without months.
    #[must_use]
    pub fn of(pairs: &[Pair], before: Rate) -> Option<Self> {
        let inside = pairs.iter().filter(|pair| pair.is_inside()).count();
        let still = Band { p10: before, p50: before, p90: before };
        let mean = |losses: f64| number::rate(losses / number::real(pairs.len().max(1)));
        Some(Self {
            months: pairs.len(),
            inside,
            interval: wilson(inside, pairs.len())?,
            loss: mean(pairs.iter().map(|pair| band_loss(pair.band, pair.actual)).sum()),
            unchanged_loss: mean(pairs.iter().map(|pair| band_loss(still, pair.actual)).sum()),
        })
    }
}

/// The loss of saying that `quantile` of all outcomes lie below `said`, when `came` came: `quantile` times what is
/// missing below the outcome, or `1 - quantile` times what is too much above it.
///
/// Its mean is least for the true quantile, so it pays to say what one believes: Koenker and Bassett, "Regression
/// Quantiles", Econometrica 46 (1978), section 3; Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and
/// Estimation", JASA 102 (2007), section 6.
#[must_use]
pub fn pinball(quantile: f64, said: f64, came: f64) -> f64 {
    let over = came - said;
    if over >= 0.0 { quantile * over } else { (quantile - 1.0) * over }
}

/// The mean pinball loss of a band's three percentiles.
fn band_loss(band: Band<Rate>, came: Rate) -> f64 {
    let said = [(0.1, band.p10), (0.5, band.p50), (0.9, band.p90)];
    said.into_iter().map(|(quantile, rate)| pinball(quantile, rate.get(), came.get())).sum::<f64>() / 3.0
}

/// Wilson's score interval, at 80%, for a share of which `hits` of `tries` were seen; nothing without tries.
///
/// With `p` the share seen, `n` the tries and `z` = 1.2816 it is `(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)`:
/// Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927). It stays within 0 to 1
/// and keeps its width where all or none were hits, which few tries often give. It takes tries as independent; months of
/// one person hang together, so that it is rather too narrow than too wide.
#[must_use]
pub fn wilson(hits: usize, tries: usize) -> Option<[Share; 2]> {
    if tries == 0 {
        return None;
    }
    let (n, z) = (number::real(tries), EIGHT_OF_TEN);
    let p = number::real(hits.min(tries)) / n;
    let middle = p + z * z / (2.0 * n);
    let half = z * libm::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    Some([middle - half, middle + half].map(|end| number::share(end / (1.0 + z * z / n))))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{band, entry, forecast, rate};
    use super::*;

    #[test]
    fn the_pinball_loss_weighs_what_is_missing_and_what_is_too_much() {
        #[track_caller]
        fn check(quantile: f64, said: f64, came: f64, expect: f64) {
            let got = pinball(quantile, said, came);
            assert!((got - expect).abs() < 1e-12, "{got} is not {expect}");
        }
        check(0.9, 50.0, 60.0, 9.0);
        check(0.9, 50.0, 40.0, 1.0);
        check(0.1, 50.0, 60.0, 1.0);
        check(0.1, 50.0, 40.0, 9.0);
        check(0.5, 50.0, 40.0, 5.0);
        check(0.5, 50.0, 50.0, 0.0);
    }

    #[test]
    fn the_true_quantile_has_the_least_loss() {
        let outcomes: Vec<f64> = (1..=100).map(f64::from).collect();
        let loss =
            |quantile: f64, said: f64| -> f64 { outcomes.iter().map(|came| pinball(quantile, said, *came)).sum() };
        for (quantile, said) in [(0.1, 10.5), (0.5, 50.5), (0.9, 90.5)] {
            for other in [said - 5.0, said - 1.0, said + 1.0, said + 5.0] {
                assert!(loss(quantile, said) < loss(quantile, other), "{quantile}: {said} against {other}");
            }
        }
    }

    #[test]
    fn wilsons_interval_is_wide_with_few_tries() {
        #[track_caller]
        fn check(hits: usize, tries: usize, low: f64, high: f64) {
            let [from, to] = wilson(hits, tries).map(|ends| ends.map(Share::get)).expect("there are tries");
            assert!((from - low).abs() < 5e-4 && (to - high).abs() < 5e-4, "{hits} of {tries}: {from} to {to}");
        }
        // With all hits the lower end is n / (n + z²), with none the upper end is z² / (n + z²).
        check(1, 1, 0.3785, 1.0);
        check(3, 3, 0.6462, 1.0);
        check(0, 3, 0.0, 0.3538);
        check(5, 10, 0.3120, 0.6880);
        check(80, 100, 0.7445, 0.8458);
        assert_eq!(wilson(0, 0), None);
        let width = |hits: usize, tries: usize| wilson(hits, tries).map(|[low, high]| high.get() - low.get());
        assert!(width(4, CREDIBLE_MONTHS - 1) > Some(0.4) && width(5, CREDIBLE_MONTHS) < Some(0.4));
    }

    #[test]
    fn a_forecast_is_scored_against_saying_that_nothing_changes() {
        let entries = [entry("2026-11", 41.0), entry("2026-12", 50.0), entry("2027-01", 44.0)];
        let score = forecast().calibration(&entries).expect("three months were written down");
        assert_eq!((score.months, score.inside), (3, 2));
        // By hand: (0.5 + 0.5 + 0.3) / 3, (1.2 + 4.0 + 1.8) / 3 and (0.6 + 0 + 0.8) / 3, and their mean.
        let expect = (1.3 + 7.0 + 1.4) / 9.0;
        assert!((score.loss.get() - expect).abs() < 1e-9, "{:?}", score.loss);
        // Saying 40 every time loses half of what is missing: 0.5, 5 and 2.
        assert!((score.unchanged_loss.get() - 2.5).abs() < 1e-9, "{:?}", score.unchanged_loss);
        assert_eq!(forecast().calibration(&[]), None);
    }

    #[test]
    fn the_edges_of_the_band_are_inside() {
        #[track_caller]
        fn check(actual: f64, expect: bool) {
            let month = CalendarMonth::parse("2026-11").unwrap();
            let pair = Pair { month, index: 1, band: band(40.0, 45.0, 50.0), actual: rate(actual) };
            assert_eq!(pair.is_inside(), expect);
        }
        check(40.0, true);
        check(50.0, true);
        check(39.99, false);
        check(50.01, false);
    }
}
