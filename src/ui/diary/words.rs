//! What a forecast's score says, in words that are honest with few months.

use crate::plan::diary::{CREDIBLE_MONTHS, CalendarMonth, Calibration, Forecast, OBSERVATION_SPREAD, Updated};
use crate::plan::projection::Band;
use crate::plan::units::{Currency, Rate, Share};
use crate::ui::numbers;

/// The share of months that belong inside the band.
const BELONGS: f64 = 0.8;

/// A month such as `December 2026`.
pub(in crate::ui) fn month(month: CalendarMonth) -> String {
    month.first_day().map_or_else(String::new, numbers::month_long)
}

/// A median with its low and high end.
pub(super) fn band(band: Band<Rate>, currency: Currency) -> String {
    let rate = |rate| numbers::rate(rate, currency);
    format!("{} ({} to {})", rate(band.p50), rate(band.p10), rate(band.p90))
}

/// How many months came out inside the band.
pub(super) fn hits(score: &Calibration) -> String {
    let months = if score.months == 1 { "month" } else { "months" };
    format!("{} of {} {months} came out inside the band", score.inside, score.months)
}

/// What that says of the forecast, and what it does not.
pub(super) fn verdict(score: &Calibration) -> String {
    let [low, high] = score.interval;
    let fits = format!("From {} to {} inside would fit these months", numbers::percent(low), numbers::percent(high));
    if score.months < CREDIBLE_MONTHS {
        let months = numbers::counted(score.months, "month");
        return format!("{fits}, and 8 of 10 belong there. With {months} that says little; it tells more from six on.");
    }
    let so = if high.get() < BELONGS {
        "the band was too narrow for you, so read it as wider than it is drawn"
    } else if low.get() > BELONGS {
        "the band was wider than you needed, so the forecast was surer than it said"
    } else {
        "that agrees with a band that holds 8 of 10"
    };
    format!("{fits}, and 8 of 10 belong there: {so}.")
}

/// How far off the forecast was, beside the plainest forecast there is.
pub(super) fn loss(score: &Calibration, forecast: &Forecast) -> String {
    let cents = |rate: Rate| format!("{}{:.2}", forecast.currency.sign(), rate.get());
    let better =
        if score.loss < score.unchanged_loss { "The forecast was closer." } else { "That would have been closer." };
    format!(
        "Mean pinball loss {} an hour; saying that your rate stays {} would have lost {}. {better}",
        cents(score.loss),
        numbers::own_rate(forecast.rate, forecast.currency),
        cents(score.unchanged_loss)
    )
}

/// How the score is counted.
pub(super) const SCORE_RULE: &str = "Each month is held against the band's point in that month. The range of shares is Wilson's 80% interval (1927); it takes months as independent, which months of one person are not quite, so it is rather too narrow. The pinball loss (Koenker and Bassett 1978) of a percentile is that percentile of what was missing, or the rest of what was too much, in money per hour; the mean is over the three percentiles 10, 50 and 90 and all months, and less is better.";

/// Where the months put the user, and what the band becomes.
pub(super) fn standing(forecast: &Forecast, updated: &Updated) -> Option<String> {
    let (frozen, new) = (forecast.band.last()?, updated.band.last()?);
    let band = |own: &Band<Rate>| band(*own, forecast.currency);
    let mean = updated.standing.mean;
    let side = if mean.abs() < 0.1 {
        "on the median of the forecast"
    } else if mean > 0.0 {
        "above the median of the forecast"
    } else {
        "below the median of the forecast"
    };
    let end = month(forecast.month(forecast.band.len().saturating_sub(1)));
    Some(format!("Your months put you {side}. For {end} that makes {} instead of {}.", band(new), band(frozen)))
}

/// How the band is updated, with the numbers of this forecast.
pub(super) fn standing_rule(updated: &Updated) -> String {
    let spread = numbers::percent(Share::new(OBSERVATION_SPREAD).unwrap_or_default());
    format!(
        "The rule: you keep one place in the band, 0 on its median and 1.28 on its upper edge, unknown at first (a standard normal). A month's rate strays about {spread} from the rate that holds, which is an assumption. Each month then moves the place by the normal model with known variance: precisions add, means are weighted by them. It stands at {} with a standard deviation of {}.",
        numbers::number(updated.standing.mean, 2),
        numbers::number(updated.standing.spread, 2)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::diary::wilson;

    #[test]
    fn few_months_are_said_to_say_little() {
        #[track_caller]
        fn check(inside: usize, months: usize, expect: &str) {
            let zero = Rate::ZERO;
            let interval = wilson(inside, months).unwrap();
            let score = Calibration { months, inside, interval, loss: zero, unchanged_loss: zero };
            let words = format!("{}. {}", hits(&score), verdict(&score));
            assert!(words.contains(expect), "{words}");
        }
        check(1, 1, "1 of 1 month came out inside the band. From 38% to 100% inside would fit");
        check(3, 3, "With three months that says little");
        check(6, 8, "that agrees with a band that holds 8 of 10");
        check(2, 8, "the band was too narrow for you");
        check(30, 30, "the band was wider than you needed");
    }
}
