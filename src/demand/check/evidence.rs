//! Sources and figures.

use std::collections::{BTreeMap, BTreeSet};

use super::dates::{require_period, require_published};
use super::{
    Fault, Place, Report, Row, Sections, out_of_range, raw, require_address, require_named, require_new, require_text,
    require_texts, unknown,
};
use crate::plan::evidence::{Derivation, Formula, circular, compute};
use crate::plan::market::{Figure, FigureId, Grade, Kind, Market, Source, SourceId};

/// What any percentage in a pack has to lie within.
const PERCENT: (f64, f64) = (-100.0, 10_000.0);
/// What any change in per cent has to lie within: the steepest that was published is 2,000%.
const GROWTH: (f64, f64) = (-100.0, 5_000.0);
/// What any other number has to lie within.
const NUMBER: (f64, f64) = (-1e12, 1e12);

/// The coarsest that a derived figure is rounded.
const MOST_STEP: f64 = 1e9;

/// Sources and figures, and which figures are too weak to rest a default on.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) sources: BTreeMap<SourceId, Source>,
    pub(super) figures: BTreeMap<FigureId, Figure>,
    /// Figures of grade D, and those computed from them.
    weak: BTreeSet<FigureId>,
}

impl Evidence {
    /// The figure with this id; reports one that does not exist.
    pub(super) fn require(&self, id: &str, place: &Place<'_>, report: &mut Report) -> Option<&Figure> {
        let figure = self.figures.get(&FigureId::new(id));
        if figure.is_none() {
            report.error(place, &unknown("figure", id));
        }
        figure
    }

    /// The figure with this id if a default may rest on it; reports why not otherwise.
    pub(super) fn require_strong(&self, id: &str, place: &Place<'_>, report: &mut Report) -> Option<&Figure> {
        let figure = self.require(id, place, report)?;
        let is_weak = self.weak.contains(&figure.id);
        if is_weak {
            report.error(place, &Fault::GradeD(id.to_owned()));
        }
        (!is_weak).then_some(figure)
    }

    /// The same, if it is in `unit` too.
    pub(super) fn require_in(&self, unit: &str, id: &str, place: &Place<'_>, report: &mut Report) -> Option<&Figure> {
        let figure = self.require_strong(id, place, report)?;
        let fits = figure.unit == unit;
        if !fits {
            report.error(place, &wrong_unit(figure, unit));
        }
        fits.then_some(figure)
    }
}

/// The sources that some record cites, and the place of every source.
pub(super) type Cited<'a> = (BTreeSet<String>, Vec<(String, Place<'a>)>);
/// All figures, each with its place.
pub(super) type Placed<'a> = Vec<(FigureId, Place<'a>)>;

/// Reads sources and figures; also which sources are cited, where each stands, and where the figures stand.
pub(super) fn read<'a>(sections: &mut Sections<'a>, report: &mut Report) -> (Evidence, Cited<'a>, Placed<'a>) {
    let mut evidence = Evidence::default();
    let places = read_sources(sections, &mut evidence, report);
    let rows = sections.rows::<raw::Figure>("figures", report);
    let mut seen = BTreeSet::new();
    let mut cited = BTreeSet::new();
    for row in &rows {
        if require_new(&mut seen, "figure", &row.raw.id, &row.field("id"), report) {
            let figure = read_figure(row, &evidence.sources, &mut cited, report);
            evidence.figures.insert(figure.id.clone(), figure);
        }
    }
    for row in &rows {
        require_inputs(row, &evidence, report);
    }
    compute(&mut evidence.figures, &BTreeMap::new());
    let circular = circular(&evidence.figures);
    for row in &rows {
        require_result(row, &evidence, &circular, report);
    }
    evidence.weak = weak(&evidence.figures);
    let placed = rows.iter().map(|row| (FigureId::new(&row.raw.id), row.place())).collect();
    (evidence, (cited, places), placed)
}

/// Warns of figures that nothing uses and that are not kept for reference either.
pub(super) fn require_use(placed: Placed<'_>, kept: &BTreeSet<FigureId>, market: &Market, report: &mut Report) {
    let used = market.used_figures();
    for (id, place) in placed.into_iter().filter(|(id, _)| !used.contains(id) && !kept.contains(id)) {
        report.warning(&place, &Fault::UnusedFigure(id.to_string()));
    }
}

fn read_sources<'a>(
    sections: &mut Sections<'a>,
    evidence: &mut Evidence,
    report: &mut Report,
) -> Vec<(String, Place<'a>)> {
    let mut seen = BTreeSet::new();
    let mut places = Vec::new();
    for row in sections.rows::<raw::Source>("sources", report) {
        let raw = &row.raw;
        if require_new(&mut seen, "source", &raw.id, &row.field("id"), report) {
            places.push((raw.id.clone(), row.place()));
        }
        let texts = [
            ("title", &raw.title),
            ("publisher", &raw.publisher),
            ("published", &raw.published),
            ("licence", &raw.licence),
        ];
        require_texts(&row, &texts, report);
        require_published(&row.field("published"), &raw.published, report);
        require_address(&row.field("address"), &raw.address, report);
        let raw::Source { id, title, publisher, published, address, licence, credit } = row.raw;
        let id = SourceId::new(id);
        evidence.sources.insert(id.clone(), Source { id, title, publisher, published, address, licence, credit });
    }
    places
}

fn read_figure(
    row: &Row<'_, raw::Figure>,
    sources: &BTreeMap<SourceId, Source>,
    cited: &mut BTreeSet<String>,
    report: &mut Report,
) -> Figure {
    let raw = &row.raw;
    let texts = [
        ("segment", &raw.segment),
        ("metric", &raw.metric),
        ("unit", &raw.unit),
        ("population", &raw.population),
        ("period", &raw.period),
    ];
    require_texts(row, &texts, report);
    require_period(&row.field("period"), &raw.period, report);
    require_numbers(row, report);
    let names_change = ["growth", "change"].into_iter().any(|word| raw.metric.contains(word));
    if names_change && raw.unit == "%" && raw.base.is_none() {
        report.error(&row.field("metric"), &Fault::NoBase);
    }
    if let raw::Kind::Published { source, .. } = &raw.kind {
        cited.insert(source.clone());
        if !sources.contains_key(&SourceId::new(source)) {
            report.error(&row.inner_field("kind", "source"), &unknown("source", source));
        }
    }
    Figure {
        id: FigureId::new(&raw.id),
        segment: raw.segment.clone(),
        metric: raw.metric.clone(),
        unit: raw.unit.clone(),
        value: raw.value,
        low: raw.low,
        high: raw.high,
        population: raw.population.clone(),
        period: raw.period.clone(),
        base: raw.base.map(Into::into),
        bound: raw.bound.map(Into::into),
        kind: read_kind(&raw.kind),
    }
}

fn read_kind(raw: &raw::Kind) -> Kind {
    match raw {
        raw::Kind::Published { source, grade } => {
            Kind::Published { source: SourceId::new(source), grade: (*grade).into() }
        }
        raw::Kind::Derived { formula, round, note } => {
            let formula = Formula::from(formula);
            let derivation = Derivation { step: *round, note: note.clone(), formula };
            Kind::Derived { from: derivation.formula.inputs(), derivation, arithmetic: String::new() }
        }
        raw::Kind::Assumption { reason } => Kind::Assumption { reason: reason.clone() },
    }
}

/// Reports a figure without a number, with one that cannot be, or with its numbers out of order.
fn require_numbers(row: &Row<'_, raw::Figure>, report: &mut Report) {
    let raw = &row.raw;
    let (least, most) = bounds(&raw.unit, raw.base.is_some());
    let given = [("low", raw.low), ("value", raw.value), ("high", raw.high)];
    if matches!(raw.kind, raw::Kind::Derived { .. }) {
        for (name, _) in given.into_iter().filter(|(_, value)| value.is_some()) {
            report.error(&row.field(name), &Fault::Typed(name));
        }
        return;
    }
    let numbers: Vec<(&str, f64)> = given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    if numbers.is_empty() {
        report.error(&row.place(), &Fault::NoNumber);
    }
    for (name, value) in &numbers {
        if !(least..=most).contains(value) {
            report.error(&row.field(name), &out_of_range(*value, &raw.unit, least, most));
        }
    }
    let unordered = numbers.iter().zip(numbers.iter().skip(1)).find(|((_, first), (_, second))| first > second);
    if let Some(((name, _), _)) = unordered {
        report.error(&row.field(name), &Fault::Unordered);
    }
}

/// Reports the inputs of a derived figure that do not exist, and reasons left out.
fn require_inputs(row: &Row<'_, raw::Figure>, evidence: &Evidence, report: &mut Report) {
    match &row.raw.kind {
        raw::Kind::Published { .. } => {}
        raw::Kind::Assumption { reason } => {
            let place = row.inner_field("kind", "reason");
            require_text(&place, "reason", reason, report);
            require_named(&place, reason, evidence, report);
        }
        raw::Kind::Derived { formula, round, .. } => {
            if !(*round > 0.0 && *round <= MOST_STEP) {
                report.error(&row.inner_field("kind", "round"), &Fault::NotANumberFor("a step of rounding"));
            }
            let ids = Formula::from(formula).inputs();
            if ids.is_empty() {
                report.error(&row.inner_field("kind", "formula"), &Fault::Empty("formula"));
            }
            for id in ids {
                evidence.require(id.as_str(), &row.inner_field("kind", "formula"), report);
            }
        }
    }
}

/// Reports a derived figure whose formula gives no number, or one that cannot be.
fn require_result(row: &Row<'_, raw::Figure>, evidence: &Evidence, circular: &BTreeSet<FigureId>, report: &mut Report) {
    let raw::Kind::Derived { formula, .. } = &row.raw.kind else { return };
    let (id, place) = (FigureId::new(&row.raw.id), row.inner_field("kind", "formula"));
    let Some(figure) = evidence.figures.get(&id) else { return };
    let inputs = Formula::from(formula).inputs();
    if circular.contains(&id) {
        let others: Vec<&str> = inputs.iter().filter(|id| circular.contains(id)).map(FigureId::as_str).collect();
        report.error(&place, &Fault::Circular(format!("{id} needs {}", others.join(", "))));
        return;
    }
    let (least, most) = bounds(&figure.unit, figure.is_change());
    match figure.value {
        Some(value) if !(least..=most).contains(&value) => {
            report.error(&place, &out_of_range(value, &figure.unit, least, most));
        }
        Some(_) => {}
        // An input that does not exist, or has no number itself, is reported where it stands.
        None if inputs.iter().any(|id| evidence.figures.get(id).is_none_or(is_numberless)) => {}
        None => report.error(&place, &Fault::NoResult),
    }
}

/// Whether a derived figure has no number, or any other has none at all.
fn is_numberless(figure: &Figure) -> bool {
    figure.value.is_none() && figure.low.is_none() && figure.high.is_none()
}

/// What a number in this unit has to lie within.
pub(super) fn bounds(unit: &str, is_change: bool) -> (f64, f64) {
    match unit {
        "%" if is_change => GROWTH,
        "%" => PERCENT,
        _ => NUMBER,
    }
}

/// The figures of grade D, and all that are computed from one of them.
fn weak(figures: &BTreeMap<FigureId, Figure>) -> BTreeSet<FigureId> {
    let mut users: BTreeMap<&FigureId, Vec<&FigureId>> = BTreeMap::new();
    let mut open = Vec::new();
    for figure in figures.values() {
        match &figure.kind {
            Kind::Published { grade: Grade::D, .. } => open.push(&figure.id),
            Kind::Derived { from, .. } => from.iter().for_each(|id| users.entry(id).or_default().push(&figure.id)),
            Kind::Published { .. } | Kind::Assumption { .. } => {}
        }
    }
    let mut weak = BTreeSet::new();
    while let Some(id) = open.pop() {
        if weak.insert(id.clone()) {
            open.extend(users.get(id).into_iter().flatten());
        }
    }
    weak
}

/// Says that a figure is not in the expected unit.
pub(super) fn wrong_unit(figure: &Figure, expected: &str) -> Fault {
    Fault::WrongUnit { figure: figure.id.to_string(), found: figure.unit.clone(), expected: expected.to_owned() }
}
