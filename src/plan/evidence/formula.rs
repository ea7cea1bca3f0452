//! Figures computed from other figures, with the arithmetic in words.

use std::collections::{BTreeMap, BTreeSet};

use super::inputs;
use crate::plan::market::{Figure, FigureId, Kind};
use crate::plan::number;
use crate::plan::profile::Override;

/// How a figure follows from others; every input is a figure with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// All of them together.
    Sum(Vec<FigureId>),
    /// Their mean.
    Mean(Vec<FigureId>),
    /// The first over the second.
    Ratio(FigureId, FigureId),
    /// The first as a part of the second, in per cent.
    Share(FigureId, FigureId),
    /// The change in per cent from the second to the first.
    Change {
        /// The newer value.
        now: FigureId,
        /// The older value.
        before: FigureId,
    },
    /// The growth in per cent of a total for each of those who share it, when both grow.
    GrowthPer {
        /// Growth of the total in per cent.
        total: FigureId,
        /// Growth of those who share it in per cent.
        per: FigureId,
    },
    /// What a level was before it grew.
    LevelBefore {
        /// The level now.
        level: FigureId,
        /// Its growth in per cent.
        growth: FigureId,
    },
    /// The limit U in logs of F(u) = U (1 - exp(-u / U)), when one skill adds `one` and two add `two` per cent
    /// (MODEL, section 5).
    CapLog {
        /// What one skill adds in per cent.
        one: FigureId,
        /// What two skills add in per cent.
        two: FigureId,
    },
    /// The mean of posted rates, with its low and high end by the mean shape of published distributions: their P25 and
    /// P90 (low and high) over their median (value).
    Posted {
        /// The posted rates.
        of: Vec<FigureId>,
        /// The distributions.
        shape: Vec<FigureId>,
    },
}

impl Formula {
    /// The figures that it needs, in its own order.
    #[must_use]
    pub fn inputs(&self) -> Vec<FigureId> {
        match self {
            Self::Sum(of) | Self::Mean(of) => of.clone(),
            Self::Ratio(one, other)
            | Self::Share(one, other)
            | Self::Change { now: one, before: other }
            | Self::GrowthPer { total: one, per: other }
            | Self::LevelBefore { level: one, growth: other }
            | Self::CapLog { one, two: other } => vec![one.clone(), other.clone()],
            Self::Posted { of, shape } => of.iter().chain(shape).cloned().collect(),
        }
    }
}

/// How a derived figure is computed and written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// The computation.
    pub formula: Formula,
    /// What the result is rounded to a multiple of, above zero.
    pub step: f64,
    /// Said after the arithmetic, or empty.
    pub note: String,
}

/// Computes every derived figure from its inputs, those first that others need; figures in `own` keep their number.
///
/// A figure whose inputs lack a value, or that takes part in a circle, is left without a number.
pub fn compute(figures: &mut BTreeMap<FigureId, Figure>, own: &BTreeMap<FigureId, Override>) {
    for id in order(figures) {
        let Some(figure) = figures.get(&id) else { continue };
        let Kind::Derived { derivation, .. } = &figure.kind else { continue };
        let answer = answer(derivation, &figure.unit, figures);
        let Some(figure) = figures.get_mut(&id) else { continue };
        if let Kind::Derived { arithmetic, .. } = &mut figure.kind {
            arithmetic.clone_from(&answer.arithmetic);
        }
        if !own.contains_key(&id) {
            (figure.value, figure.low, figure.high) = (answer.value, answer.low, answer.high);
        }
    }
}

/// Derived figures that take part in a circle or follow from one; nobody can compute them.
#[must_use]
pub fn circular(figures: &BTreeMap<FigureId, Figure>) -> BTreeSet<FigureId> {
    let computed: BTreeSet<FigureId> = order(figures).into_iter().collect();
    let is_lost = |figure: &&Figure| !inputs(figure).is_empty() && !computed.contains(&figure.id);
    figures.values().filter(is_lost).map(|figure| figure.id.clone()).collect()
}

/// Derived figures in an order in which each comes after its inputs; circles are left out.
fn order(figures: &BTreeMap<FigureId, Figure>) -> Vec<FigureId> {
    let is_derived = |id: &FigureId| figures.get(id).is_some_and(|figure| !inputs(figure).is_empty());
    let mut users: BTreeMap<&FigureId, Vec<&FigureId>> = BTreeMap::new();
    let mut waits: BTreeMap<&FigureId, usize> = BTreeMap::new();
    for figure in figures.values().filter(|figure| !inputs(figure).is_empty()) {
        let needs: BTreeSet<&FigureId> = inputs(figure).iter().filter(|id| is_derived(id)).collect();
        waits.insert(&figure.id, needs.len());
        for id in needs {
            users.entry(id).or_default().push(&figure.id);
        }
    }
    let mut ready: Vec<&FigureId> = waits.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    let mut sorted = Vec::new();
    while let Some(id) = ready.pop() {
        sorted.push(id.clone());
        for user in users.get(id).into_iter().flatten() {
            let Some(count) = waits.get_mut(user) else { continue };
            *count -= 1;
            if *count == 0 {
                ready.push(user);
            }
        }
    }
    sorted
}

/// What came out of a formula.
#[derive(Default)]
struct Answer {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    arithmetic: String,
}

fn answer(derivation: &Derivation, unit: &str, figures: &BTreeMap<FigureId, Figure>) -> Answer {
    let Derivation { formula, step, note } = derivation;
    let mut answer = raw_answer(formula, *step, unit, figures).unwrap_or_default();
    if !note.is_empty() && !answer.arithmetic.is_empty() {
        answer.arithmetic = format!("{} ({note})", answer.arithmetic);
    }
    answer
}

/// The result rounded, and the computation in words; nothing if an input has no value or the result is no number.
fn raw_answer(formula: &Formula, step: f64, unit: &str, figures: &BTreeMap<FigureId, Figure>) -> Option<Answer> {
    let get = |id: &FigureId| figures.get(id)?.value;
    let all = |of: &[FigureId]| -> Option<Vec<f64>> { of.iter().map(get).collect() };
    let part = |value: f64| 1.0 + value / 100.0;
    let sign = if unit.starts_with('%') { "%" } else { "" };
    let (exact, left) = match formula {
        Formula::Sum(of) => {
            let values = all(of)?;
            (values.iter().sum(), joined(&values))
        }
        Formula::Mean(of) => {
            let values = all(of)?;
            (mean(&values)?, mean_words(&values))
        }
        Formula::Ratio(one, other) => {
            let (one, other) = (get(one)?, get(other)?);
            (one / other, format!("{} / {}", plain(one), plain(other)))
        }
        Formula::Share(one, other) => {
            let (one, other) = (get(one)?, get(other)?);
            (one / other * 100.0, format!("{} / {}", plain(one), plain(other)))
        }
        Formula::Change { now, before } => {
            let (now, before) = (get(now)?, get(before)?);
            ((now / before - 1.0) * 100.0, format!("{} / {} - 1", plain(now), plain(before)))
        }
        Formula::GrowthPer { total, per } => {
            let (total, per) = (part(get(total)?), part(get(per)?));
            ((total / per - 1.0) * 100.0, format!("{} / {} - 1", plain(total), plain(per)))
        }
        Formula::LevelBefore { level, growth } => {
            let (level, growth) = (get(level)?, part(get(growth)?));
            (level / growth, format!("{} / {}", plain(level), plain(growth)))
        }
        Formula::CapLog { one, two } => return cap_log(get(one)?, get(two)?, step),
        Formula::Posted { of, shape } => return posted(&all(of)?, shape, step, figures),
    };
    let value = rounded(exact, step)?;
    Some(Answer { value: Some(value), arithmetic: format!("{left} = {}{sign}", plain(value)), ..Answer::default() })
}

fn cap_log(one: f64, two: f64, step: f64) -> Option<Answer> {
    let (a, b) = (libm::log1p(one / 100.0), libm::log1p(two / 100.0));
    let value = rounded(a * a / (2.0 * a - b), step).filter(|cap| *cap > 0.0)?;
    let arithmetic = format!(
        "with a = ln {} = {a:.4} (one skill) and b = ln {} = {b:.4} (two skills), F(u) = U (1 - exp(-u / U)) with \
         F(x) = a and F(2x) = b gives U = a^2 / (2a - b) = {:.4} / {:.4} = {}; a second skill of the same size brings \
         (b - a) / a = {:.0}% of what the first brought, and exp({}) - 1 = {:.0}% is the limit",
        plain(1.0 + one / 100.0),
        plain(1.0 + two / 100.0),
        a * a,
        2.0 * a - b,
        plain(value),
        (b - a) / a * 100.0,
        plain(value),
        libm::expm1(value) * 100.0
    );
    Some(Answer { value: Some(value), arithmetic, ..Answer::default() })
}

fn posted(values: &[f64], shape: &[FigureId], step: f64, figures: &BTreeMap<FigureId, Figure>) -> Option<Answer> {
    let value = rounded(mean(values)?, step)?;
    let end = |pick: fn(&Figure) -> Option<f64>| -> (Vec<f64>, Vec<String>) {
        let parts = shape.iter().filter_map(|id| {
            let figure = figures.get(id)?;
            let (end, median) = (pick(figure)?, figure.value.filter(|median| *median > 0.0)?);
            Some((end / median, format!("{}/{}", plain(end), plain(median))))
        });
        parts.unzip()
    };
    let ((lows, low_words), (highs, high_words)) = (end(|figure| figure.low), end(|figure| figure.high));
    let middle = if let [one] = values { format!("{} as posted", plain(*one)) } else { mean_words(values) };
    let mut arithmetic = if values.len() == 1 { middle } else { format!("{middle} = {}", plain(value)) };
    let (Some(low), Some(high)) = (mean(&lows), mean(&highs)) else {
        arithmetic.push_str("; no distribution gives its ends, so it stands without a range");
        return Some(Answer { value: Some(value), low: Some(value), high: Some(value), arithmetic });
    };
    let (low_end, high_end) = (rounded(value * low, step)?.min(value), rounded(value * high, step)?.max(value));
    let ends = format!(
        "; low {value} x {low:.3} = {}, high {value} x {high:.3} = {}, where {low:.3} = {} is P25 over median and {high:.3} = {} \
         is P90 over median in the published distributions",
        plain(low_end),
        plain(high_end),
        shape_words(&low_words),
        shape_words(&high_words),
        value = plain(value),
    );
    arithmetic.push_str(&ends);
    Some(Answer { value: Some(value), low: Some(low_end), high: Some(high_end), arithmetic })
}

fn shape_words(parts: &[String]) -> String {
    match parts {
        [one] => one.clone(),
        _ => format!("({}) / {}", parts.join(" + "), parts.len()),
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / number::real(values.len()))
}

fn mean_words(values: &[f64]) -> String {
    format!("({}) / {}", joined(values), values.len())
}

fn joined(values: &[f64]) -> String {
    let words: Vec<String> = values.iter().map(|value| plain(*value)).collect();
    words.join(" + ")
}

/// The nearest multiple of `step`, if the result is a number.
fn rounded(value: f64, step: f64) -> Option<f64> {
    // Dividing by a whole number keeps 7.8 what it is; multiplying by 0.1 would not.
    let per = libm::round(1.0 / step);
    let value = if step < 1.0 { libm::round(value * per) / per } else { libm::round(value / step) * step };
    value.is_finite().then_some(value + 0.0)
}

/// A number with at most six decimals and its thousands apart.
pub(super) fn plain(value: f64) -> String {
    let text = format!("{:.6}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0.0 && !(fraction.is_empty() && whole == "0") { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction}")
}
