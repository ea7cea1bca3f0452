//! Raw records -> checked values, and every issue on the way.

mod cycles;
mod dates;
mod evidence;
mod learning;
mod model;
mod series;
mod work;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::issue::{Fault, Issue, Report};
use super::raw;
use super::section::{self, Row, Sections};
use super::sheet::{Place, Sheet};
use crate::plan::evidence::named_in;
use crate::plan::market::{Choice, Conflict, FigureId, Market};
use crate::plan::skill::SkillId;
use crate::plan::units::{Change, Date, Range};

use evidence::Evidence;

/// The version of the format that this program reads.
const VERSION: u32 = 1;

/// The market in these texts, unless something makes the pack unusable, and every issue.
pub(super) fn check(sheets: &[Sheet]) -> (Option<Market>, Vec<Issue>) {
    let mut report = Report::default();
    let mut sections = section::split(sheets, &mut report);
    let market = build(&mut sections, &mut report);
    let market = market.filter(|_| report.allows_use());
    (market, report.into_issues())
}

/// The market as far as it can be read; nothing without the section `pack`.
fn build(sections: &mut Sections<'_>, report: &mut Report) -> Option<Market> {
    let (evidence, cited, placed) = evidence::read(sections, report);
    let (assumptions, premiums, offered) = model::read(sections, &evidence, report);
    let series = series::read(sections, &evidence, cited, report);
    let skills = learning::read_skills(sections, &evidence, &premiums, report);
    model::require_use(offered, &skills, report);
    let resources = learning::read_resources(sections, &skills, report);
    let targets = work::read_targets(sections, &skills, report);
    let services = work::read_services(sections, &evidence, &skills, &targets, report);
    let digest = sections.digest();
    let row = sections.rows::<raw::Pack>("pack", report).pop()?;
    let date = read_heading(&row, report)?;
    let in_demand = learning::known_skills(&row, "in_demand", &row.raw.in_demand, &skills, report);
    let conflicts = read_conflicts(&row, &evidence, report);
    let kept = read_reference(&row, &evidence, report);
    let Row { raw: pack, .. } = row;
    let market = Market {
        edition: pack.edition,
        date,
        figures_until: pack.figures_until,
        digest,
        sources: evidence.sources,
        figures: evidence.figures,
        premiums,
        skills: Arc::new(skills),
        in_demand,
        services,
        targets,
        resources: Arc::new(resources),
        series,
        assumptions,
        conflicts,
        unmeasured: pack.unmeasured,
    };
    evidence::require_use(placed, &kept, &market, report);
    Some(market)
}

/// Checks the fields at the head of the pack and reads its day.
fn read_heading(row: &Row<'_, raw::Pack>, report: &mut Report) -> Option<Date> {
    let pack = &row.raw;
    if pack.version != VERSION {
        report.error(&row.field("version"), &Fault::Version(pack.version));
    }
    require_texts(row, &[("edition", &pack.edition), ("figures_until", &pack.figures_until)], report);
    dates::require_period(&row.field("figures_until"), &pack.figures_until, report);
    for (index, sentence) in pack.unmeasured.iter().enumerate() {
        require_text(&row.entry("unmeasured", index), "unmeasured", sentence, report);
    }
    let date = Date::parse(&pack.date);
    if date.is_none() {
        report.error(&row.field("date"), &Fault::BadDate(pack.date.clone()));
    }
    date
}

fn read_conflicts(row: &Row<'_, raw::Pack>, evidence: &Evidence, report: &mut Report) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for (index, raw) in row.raw.conflicts.iter().enumerate() {
        require_text(&row.inner("conflicts", index, "question"), "question", &raw.question, report);
        let note = row.inner("conflicts", index, "note");
        require_text(&note, "note", &raw.note, report);
        require_named(&note, &raw.note, evidence, report);
        if raw.figures.len() < 2 {
            let fault = Fault::Count { what: "figures", low: 2, high: 100, found: raw.figures.len() };
            report.error(&row.inner("conflicts", index, "figures"), &fault);
        }
        for (place, id) in raw.figures.iter().enumerate() {
            evidence.require(id, &row.inner_entry("conflicts", index, "figures", place), report);
        }
        let choices = read_choices(row, index, raw, evidence, report);
        let figures = figure_ids(&raw.figures);
        conflicts.push(Conflict { question: raw.question.clone(), figures, note: raw.note.clone(), choices });
    }
    conflicts
}

/// The choices of a contradiction; reports one outside of it, and one between figures in different units.
fn read_choices(
    row: &Row<'_, raw::Pack>,
    index: usize,
    conflict: &raw::Conflict,
    evidence: &Evidence,
    report: &mut Report,
) -> Vec<Choice> {
    let mut choices = Vec::new();
    for (at, (figure, others)) in conflict.choices.iter().enumerate() {
        let place = row.inner_entry("conflicts", index, "choices", at);
        let unit = evidence.require(figure, &place, report).map(|figure| figure.unit.clone());
        for id in std::iter::once(figure).chain(others) {
            if !conflict.figures.contains(id) {
                report.error(&place, &unknown("figure of this contradiction", id));
            } else if let (Some(unit), Some(other)) = (&unit, evidence.figures.get(&FigureId::new(id)))
                && other.unit != *unit
            {
                report.error(&place, &evidence::wrong_unit(other, unit));
            }
        }
        choices.push(Choice { figure: FigureId::new(figure), others: figure_ids(others) });
    }
    choices
}

/// The figures that are shown in the list of figures alone.
fn read_reference(row: &Row<'_, raw::Pack>, evidence: &Evidence, report: &mut Report) -> BTreeSet<FigureId> {
    for (index, id) in row.raw.reference.iter().enumerate() {
        evidence.require(id, &row.entry("reference", index), report);
    }
    row.raw.reference.iter().map(FigureId::new).collect()
}

/// Reports the figures named in a text that do not exist.
fn require_named(place: &Place<'_>, text: &str, evidence: &Evidence, report: &mut Report) {
    for id in named_in(text) {
        evidence.require(id.as_str(), place, report);
    }
}

/// Reports each of the named texts that is empty.
fn require_texts<T>(row: &Row<'_, T>, texts: &[(&'static str, &String)], report: &mut Report) {
    for (name, text) in texts {
        require_text(&row.field(name), name, text, report);
    }
}

fn require_text(place: &Place<'_>, name: &'static str, text: &str, report: &mut Report) {
    if text.trim().is_empty() {
        report.error(place, &Fault::Empty(name));
    }
}

/// Reports an empty id and one that was seen before; whether it is new.
fn require_new(
    seen: &mut BTreeSet<String>,
    kind: &'static str,
    id: &str,
    place: &Place<'_>,
    report: &mut Report,
) -> bool {
    require_text(place, "id", id, report);
    let is_new = seen.insert(id.to_owned());
    if !is_new {
        report.error(place, &Fault::Twice { kind, id: id.to_owned() });
    }
    is_new
}

/// Reports an address that is not a full http(s) one.
fn require_address(place: &Place<'_>, address: &str, report: &mut Report) {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let is_full = host.is_some_and(|host| {
        let name = host.split(['/', '?', '#']).next().unwrap_or_default();
        name.split('.').count() > 1
            && name.split('.').all(|part| !part.is_empty())
            && !host.contains(|letter: char| letter.is_whitespace() || letter.is_control())
    });
    if !is_full {
        report.error(place, &Fault::BadAddress(address.to_owned()));
    }
}

/// The range of the three numbers if each lies within the bounds and they are in order; otherwise reports why not.
fn read_range(
    (low, mid, high): raw::Three,
    (least, most): (f64, f64),
    unit: &str,
    place: &Place<'_>,
    report: &mut Report,
) -> Option<Range<f64>> {
    let bad = [low, mid, high].into_iter().find(|value| !(least..=most).contains(value));
    if let Some(value) = bad {
        report.error(place, &out_of_range(value, unit, least, most));
        return None;
    }
    let range = Range::new(low, mid, high);
    if range.is_none() {
        report.error(place, &Fault::Unordered);
    }
    range
}

fn out_of_range(value: f64, unit: &str, least: f64, most: f64) -> Fault {
    Fault::OutOfRange {
        value: value.to_string(),
        unit: unit.to_owned(),
        low: least.to_string(),
        high: most.to_string(),
    }
}

/// The same range in another type; nothing unless all three can be made.
fn convert<T: Copy + PartialOrd>(range: &Range<f64>, make: impl Fn(f64) -> Option<T>) -> Option<Range<T>> {
    Range::new(make(range.low())?, make(range.mid())?, make(range.high())?)
}

/// A range of changes, where 0.21 is +21%.
fn changes(range: &Range<f64>) -> Option<Range<Change>> {
    convert(range, Change::new)
}

fn figure_ids(ids: &[String]) -> Vec<FigureId> {
    ids.iter().map(FigureId::new).collect()
}

fn skill_ids(ids: &[String]) -> Vec<SkillId> {
    ids.iter().map(SkillId::new).collect()
}

fn unknown(kind: &'static str, id: &str) -> Fault {
    Fault::Unknown { kind, id: id.to_owned() }
}
