//! Figures computed from other figures, and a market with numbers of the user's own in it.

use std::collections::{BTreeMap, BTreeSet};

use super::knobs;
use super::market::{Assumption, Figure, FigureId, Kind, Market, Premium, Service, SourceId};
use super::number;
use super::profile::Override;
use super::units::{Change, Range, Rate};

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

/// Something in a market that rests on a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// What it is, such as `premium`.
    pub what: &'static str,
    /// Its name on screen.
    pub name: String,
}

/// What one pack has that another has not, and where both differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Figures that only this pack has.
    pub added: Vec<FigureId>,
    /// Figures that only the other pack has.
    pub removed: Vec<FigureId>,
    /// Figures that both have with different numbers, words or kinds.
    pub changed: Vec<FigureId>,
    /// Skills that only this pack has, by name.
    pub skills_added: Vec<String>,
    /// Skills that only the other pack has, by name.
    pub skills_removed: Vec<String>,
}

impl Market {
    /// The same market with these numbers in place of the pack's figures, and all that follows from them computed anew.
    ///
    /// A number of the user's own stands for the whole range of its figure. An id that the pack does not know changes
    /// nothing.
    #[must_use]
    pub fn with_overrides(&self, own: &BTreeMap<FigureId, Override>) -> Self {
        let mut market = self.clone();
        let mut marks = String::new();
        for (id, own) in own {
            let Some(figure) = market.figures.get_mut(id) else { continue };
            (figure.value, figure.low, figure.high) = (Some(own.value), None, None);
            marks.push_str(&format_mark(id, own.value));
        }
        if marks.is_empty() {
            return market;
        }
        market.digest.push_str(&marks);
        compute(&mut market.figures, own);
        let (figures, before) = (&market.figures, &self.figures);
        for premium in market.premiums.values_mut() {
            follow_premium(premium, figures, before);
        }
        for service in &mut market.services {
            follow_service(service, figures, before);
        }
        for assumption in market.assumptions.values_mut() {
            follow_assumption(assumption, figures, before);
        }
        for series in &mut market.series {
            for ((_, value), id) in series.points.iter_mut().zip(&series.figures) {
                *value = figures.get(id).and_then(|figure| figure.value).unwrap_or(*value);
            }
        }
        market
    }

    /// All that rests on a figure, in a fixed order.
    #[must_use]
    pub fn rests_on(&self, id: &FigureId) -> Vec<Use> {
        let mut found = BTreeSet::new();
        let mut note = |is_user: bool, what: &'static str, name: &str| {
            if is_user {
                found.insert(Use { what, name: name.to_owned() });
            }
        };
        for premium in self.premiums.values() {
            let ends = [&premium.figures.low, &premium.figures.mid, &premium.figures.high];
            note(ends.contains(&id), "premium", premium.id.as_str());
        }
        for assumption in self.assumptions.values() {
            note(assumption.figures.contains(id), "assumption", &assumption.name);
        }
        for service in &self.services {
            note(service.rate_figure == *id, "posted rate", &service.name);
            note(service.pay_figure.as_ref() == Some(id), "employee pay", &service.name);
            note(service.drift_figures.contains(id), "own drift", &service.name);
        }
        for skill in self.skills.values() {
            note(skill.demand.contains(id), "demand", &skill.name);
            note(skill.supply.contains(id), "supply", &skill.name);
        }
        for series in &self.series {
            note(series.figures.contains(id), "series", &series.name);
        }
        for figure in self.figures.values() {
            note(inputs(figure).contains(id), "derived figure", figure.id.as_str());
        }
        for conflict in &self.conflicts {
            note(conflict.figures.contains(id), "contradiction", &conflict.question);
        }
        found.into_iter().collect()
    }

    /// The figures that something in this market rests on or shows, beside the list of all figures.
    #[must_use]
    pub fn used_figures(&self) -> BTreeSet<&FigureId> {
        let premiums = self.premiums.values().map(|premium| &premium.figures);
        let premiums = premiums.flat_map(|figures| [&figures.low, &figures.mid, &figures.high]);
        let assumptions = self.assumptions.values().flat_map(|assumption| &assumption.figures);
        let services = self.services.iter().flat_map(|service| {
            std::iter::once(&service.rate_figure).chain(&service.pay_figure).chain(&service.drift_figures)
        });
        let skills = self.skills.values().flat_map(|skill| skill.demand.iter().chain(&skill.supply));
        let series = self.series.iter().flat_map(|series| &series.figures);
        let conflicts = self.conflicts.iter().flat_map(|conflict| &conflict.figures);
        let formulas = self.figures.values().flat_map(inputs);
        premiums
            .chain(assumptions)
            .chain(services)
            .chain(skills)
            .chain(series)
            .chain(conflicts)
            .chain(formulas)
            .collect()
    }

    /// The figures of a source.
    pub fn figures_of<'a>(&'a self, source: &'a SourceId) -> impl Iterator<Item = &'a Figure> {
        self.figures
            .values()
            .filter(move |figure| matches!(&figure.kind, Kind::Published { source: own, .. } if own == source))
    }

    /// What this market has that `other` has not, and the other way round.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Differences {
        let missing = |mine: &Self, theirs: &Self| -> Vec<FigureId> {
            mine.figures.keys().filter(|id| !theirs.figures.contains_key(*id)).cloned().collect()
        };
        let skills = |mine: &Self, theirs: &Self| -> Vec<String> {
            let only = mine.skills.values().filter(|skill| !theirs.skills.contains_key(&skill.id));
            only.map(|skill| skill.name.clone()).collect()
        };
        let is_changed = |figure: &&Figure| other.figures.get(&figure.id).is_some_and(|theirs| theirs != *figure);
        Differences {
            added: missing(self, other),
            removed: missing(other, self),
            changed: self.figures.values().filter(is_changed).map(|figure| figure.id.clone()).collect(),
            skills_added: skills(self, other),
            skills_removed: skills(other, self),
        }
    }
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

/// The inputs of a figure; none unless it is derived.
#[must_use]
pub fn inputs(figure: &Figure) -> &[FigureId] {
    match &figure.kind {
        Kind::Derived { from, .. } => from,
        Kind::Published { .. } | Kind::Assumption { .. } => &[],
    }
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
fn plain(value: f64) -> String {
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

/// Tells markets with different numbers apart.
fn format_mark(id: &FigureId, value: f64) -> String {
    format!(" {id}={value}")
}

type Figures = BTreeMap<FigureId, Figure>;

/// Whether the value of a figure is not what it was.
fn is_moved(id: &FigureId, figures: &Figures, before: &Figures) -> bool {
    figures.get(id).map(ends) != before.get(id).map(ends)
}

const fn ends(figure: &Figure) -> [Option<f64>; 3] {
    [figure.low, figure.value, figure.high]
}

/// The premium as its figures give it now; the middle wins where an end would cross it.
fn follow_premium(premium: &mut Premium, figures: &Figures, before: &Figures) {
    let ids = &premium.figures;
    if ![&ids.low, &ids.mid, &ids.high].into_iter().any(|id| is_moved(id, figures, before)) {
        return;
    }
    let get = |id: &FigureId| figures.get(id).and_then(|figure| figure.value).map(|value| value / 100.0);
    let (Some(low), Some(mid), Some(high)) = (get(&ids.low), get(&ids.mid), get(&ids.high)) else { return };
    premium.range = changes(low.min(mid), mid, high.max(mid)).unwrap_or(premium.range);
}

/// The posted rate and the drift of a service as their figures give them now.
///
/// An end of the drift that was the number of one of its figures follows that figure; the others are our assumption and
/// stay, as far as the order of the three allows.
fn follow_service(service: &mut Service, figures: &Figures, before: &Figures) {
    if is_moved(&service.rate_figure, figures, before)
        && let Some(figure) = figures.get(&service.rate_figure)
        && let Some(mid) = figure.value
    {
        let rate = |value: f64| Rate::new(value);
        let (low, high) = (figure.low.unwrap_or(mid), figure.high.unwrap_or(mid));
        let range = rate(low.min(mid)).zip(rate(mid)).zip(rate(high.max(mid)));
        service.rate = range.and_then(|((low, mid), high)| Range::new(low, mid, high)).unwrap_or(service.rate);
    }
    let mut drift = [service.drift.low().get(), service.drift.mid().get(), service.drift.high().get()];
    let mut moved = [false; 3];
    for id in &service.drift_figures {
        let (Some(now), Some(was)) = (figures.get(id), before.get(id)) else { continue };
        if !was.unit.starts_with('%') || ends(now) == ends(was) {
            continue;
        }
        let Some(value) = now.value else { continue };
        for (end, is_moved) in drift.iter_mut().zip(&mut moved) {
            let is_its = ends(was).into_iter().flatten().any(|own| (own / 100.0 - *end).abs() < 1e-9);
            if is_its && !*is_moved {
                (*end, *is_moved) = (value / 100.0, true);
            }
        }
    }
    if moved != [false; 3] {
        let [low, mid, high] = drift.map(|end| end.clamp(-0.99, 10.0));
        let mid = match moved {
            [_, true, _] => mid,
            [false, _, true] => mid.min(high),
            _ => mid.max(low),
        };
        service.drift = changes(low.min(mid), mid, high.max(mid)).unwrap_or(service.drift);
    }
}

/// The assumption as its first figure gives it now: the whole range moves in proportion.
fn follow_assumption(assumption: &mut Assumption, figures: &Figures, before: &Figures) {
    let Some(first) = assumption.figures.first() else { return };
    let value = |figures: &Figures| figures.get(first).and_then(|figure| figure.value);
    let (Some(now), Some(was)) = (value(figures), value(before)) else { return };
    if now.to_bits() == was.to_bits() || was == 0.0 {
        return;
    }
    let (range, allowed) = (assumption.range, knobs::allowed(assumption));
    let moved =
        [range.low(), range.mid(), range.high()].map(|end| (end * now / was).clamp(*allowed.start(), *allowed.end()));
    let [low, mid, high] = if now / was < 0.0 { [moved[2], moved[1], moved[0]] } else { moved };
    assumption.range = Range::new(low, mid, high).unwrap_or(range);
}

fn changes(low: f64, mid: f64, high: f64) -> Option<Range<Change>> {
    Range::new(Change::new(low)?, Change::new(mid)?, Change::new(high)?)
}
