//! Values over time, and the sources that nothing cites.

use std::collections::BTreeSet;

use super::dates::{is_dated, is_time};
use super::evidence::{Cited, bounds, wrong_unit};
use super::{Evidence, Fault, Report, Row, Sections, out_of_range, raw, require_new, require_texts, unknown};
use crate::plan::market::{FigureId, Series, SourceId};

/// Reads the series, and warns of sources that nothing cites.
pub(super) fn read(
    sections: &mut Sections<'_>,
    evidence: &Evidence,
    (mut cited, places): Cited<'_>,
    report: &mut Report,
) -> Vec<Series> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for row in sections.rows::<raw::Series>("series", report) {
        require_new(&mut seen, "series", &row.raw.id, &row.field("id"), report);
        require_texts(&row, &[("name", &row.raw.name), ("unit", &row.raw.unit)], report);
        cited.extend(row.raw.source.clone());
        all.push(read_series(&row, evidence, report));
    }
    for (id, place) in places.into_iter().filter(|(id, _)| !cited.contains(id)) {
        report.warning(&place, &Fault::UnusedSource(id));
    }
    all
}

fn read_series(row: &Row<'_, raw::Series>, evidence: &Evidence, report: &mut Report) -> Series {
    let raw = &row.raw;
    let is_of_points = raw.source.is_some() && !raw.points.is_empty();
    if is_of_points != raw.figures.is_empty() || raw.source.is_some() == raw.points.is_empty() {
        report.error(&row.place(), &Fault::MixedSeries);
    }
    if let Some(id) = raw.source.as_ref().filter(|id| !evidence.sources.contains_key(&SourceId::new(*id))) {
        report.error(&row.field("source"), &unknown("source", id));
    }
    require_times(row, report);
    let (least, most) = bounds(&raw.unit, false);
    let mut points = Vec::new();
    for (index, (period, value)) in raw.points.iter().enumerate() {
        if !(least..=most).contains(value) {
            report.error(&row.entry("points", index), &out_of_range(*value, &raw.unit, least, most));
        }
        points.push((period.clone(), *value));
    }
    for (index, (period, id)) in raw.figures.iter().enumerate() {
        let value = point(row, index, id, evidence, report);
        points.extend(value.map(|value| (period.clone(), value)));
    }
    Series {
        id: raw.id.clone(),
        name: raw.name.clone(),
        unit: raw.unit.clone(),
        points,
        figures: raw.figures.iter().map(|(_, id)| FigureId::new(id)).collect(),
        source: raw.source.as_ref().map(SourceId::new),
    }
}

/// Reports labels that begin as a date and are none, and dates that do not come after the one before.
fn require_times(row: &Row<'_, raw::Series>, report: &mut Report) {
    let points = row.raw.points.iter().map(|(label, _)| label).enumerate().map(|(at, label)| ("points", at, label));
    let figures = row.raw.figures.iter().map(|(label, _)| label).enumerate().map(|(at, label)| ("figures", at, label));
    let mut before = "";
    for (field, index, label) in points.chain(figures).filter(|(.., label)| is_dated(label)) {
        if !is_time(label) {
            report.error(&row.entry(field, index), &Fault::BadTime(label.clone()));
        } else if label.as_str() <= before {
            report.error(&row.entry(field, index), &Fault::NotLater(label.clone()));
        }
        before = label;
    }
}

/// The value of the figure that is a point of a series.
fn point(row: &Row<'_, raw::Series>, index: usize, id: &str, evidence: &Evidence, report: &mut Report) -> Option<f64> {
    let place = row.entry("figures", index);
    let figure = evidence.require(id, &place, report)?;
    if figure.unit != row.raw.unit {
        report.error(&place, &wrong_unit(figure, &row.raw.unit));
    }
    if figure.value.is_none() {
        report.error(&place, &Fault::NoBasis { figure: id.to_owned(), end: "value" });
    }
    figure.value
}
