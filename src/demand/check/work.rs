//! Services that freelancers sell, and targets that clients ask for.

use std::collections::{BTreeMap, BTreeSet};

use super::learning::{Skills, known_skills, require_level};
use super::{
    Evidence, Fault, Report, Row, Sections, changes, convert, figure_ids, raw, read_range, require_named, require_new,
    require_texts,
};
use crate::plan::market::{Ask, FigureId, Service, ServiceId, Target, TargetId};
use crate::plan::skill::{Level, SkillId};
use crate::plan::units::{Change, Range, Rate};

/// The unit of rates and pay.
const PER_HOUR: &str = "USD/h";
/// The most that an hour is taken to cost.
const MOST_RATE: f64 = 10_000.0;
/// How many skills the first run asks about.
const ASKED: (usize, usize) = (8, 10);
/// The heaviest that one ask may weigh.
const MOST_WEIGHT: f64 = 1000.0;

/// Reads the services.
pub(super) fn read_services(
    sections: &mut Sections<'_>,
    evidence: &Evidence,
    skills: &Skills,
    targets: &[Target],
    report: &mut Report,
) -> Vec<Service> {
    let mut seen = BTreeSet::new();
    let mut services = Vec::new();
    for row in sections.rows::<raw::Service>("services", report) {
        require_new(&mut seen, "service", &row.raw.id, &row.field("id"), report);
        // Where no target could be read, that is the problem to report.
        if !targets.is_empty() && !targets.iter().any(|target| target.id.as_str() == row.raw.target) {
            let fault = Fault::Unknown { kind: "target", id: row.raw.target.clone() };
            report.error(&row.field("target"), &fault);
        }
        services.push(read_service(&row, evidence, skills, report));
    }
    services
}

/// Reads the targets.
pub(super) fn read_targets(sections: &mut Sections<'_>, skills: &Skills, report: &mut Report) -> Vec<Target> {
    let mut seen = BTreeSet::new();
    let mut targets = Vec::new();
    for row in sections.rows::<raw::Target>("targets", report) {
        let raw = &row.raw;
        require_new(&mut seen, "target", &raw.id, &row.field("id"), report);
        require_texts(&row, &[("name", &raw.name), ("summary", &raw.summary)], report);
        let asks = read_asks(&row, skills, report);
        let raw::Target { id, name, summary, .. } = row.raw;
        targets.push(Target { id: TargetId::new(id), name, summary, asks });
    }
    targets
}

fn read_service(row: &Row<'_, raw::Service>, evidence: &Evidence, skills: &Skills, report: &mut Report) -> Service {
    let raw = &row.raw;
    require_texts(row, &[("name", &raw.name), ("drift_note", &raw.drift_note)], report);
    require_named(&row.field("drift_note"), &raw.drift_note, evidence, report);
    if let Some(pay) = &raw.pay {
        evidence.require_in(PER_HOUR, pay, &row.field("pay"), report);
    }
    for (index, id) in raw.drift_figures.iter().enumerate() {
        evidence.require_strong(id, &row.entry("drift_figures", index), report);
    }
    let drift = read_range(raw.drift, (-1.0, 1.0), "(as a part of one)", &row.field("drift"), report);
    let (least, most) = ASKED;
    if !(least..=most).contains(&raw.ask_first.len()) {
        let fault = Fault::Count { what: "skills", low: least, high: most, found: raw.ask_first.len() };
        report.error(&row.field("ask_first"), &fault);
    }
    Service {
        id: ServiceId::new(&raw.id),
        name: raw.name.clone(),
        domain: raw.domain.into(),
        rate: read_rate(row, evidence, report).unwrap_or(Range::exact(Rate::ZERO)),
        rate_figure: FigureId::new(&raw.rate),
        pay_figure: raw.pay.as_ref().map(FigureId::new),
        drift: drift.and_then(|drift| changes(&drift)).unwrap_or(Range::exact(Change::ZERO)),
        drift_figures: figure_ids(&raw.drift_figures),
        drift_note: raw.drift_note.clone(),
        own: read_own(row, skills, report),
        core: known_skills(row, "core", &raw.core, skills, report),
        adjacent: known_skills(row, "adjacent", &raw.adjacent, skills, report),
        ask_first: known_skills(row, "ask_first", &raw.ask_first, skills, report),
        target: TargetId::new(&raw.target),
    }
}

/// The posted rate: low, value and high of its figure.
fn read_rate(row: &Row<'_, raw::Service>, evidence: &Evidence, report: &mut Report) -> Option<Range<Rate>> {
    let place = row.field("rate");
    let figure = evidence.require_in(PER_HOUR, &row.raw.rate, &place, report)?;
    for (end, value) in [("low", figure.low), ("value", figure.value), ("high", figure.high)] {
        if value.is_none() {
            report.error(&place, &Fault::NoBasis { figure: figure.id.to_string(), end });
        }
    }
    let rate = read_range((figure.low?, figure.value?, figure.high?), (0.0, MOST_RATE), PER_HOUR, &place, report)?;
    convert(&rate, Rate::new)
}

fn read_own(row: &Row<'_, raw::Service>, skills: &Skills, report: &mut Report) -> BTreeMap<SkillId, Level> {
    let mut own = BTreeMap::new();
    for (index, (skill, level)) in row.raw.own.iter().enumerate() {
        let place = row.entry("own", index);
        let level = require_level(skill, *level, skills, (&place, &place), report);
        let before = level.and_then(|level| own.insert(SkillId::new(skill), level));
        if before.is_some() {
            report.error(&place, &Fault::Twice { kind: "skill", id: skill.clone() });
        }
    }
    own
}

fn read_asks(row: &Row<'_, raw::Target>, skills: &Skills, report: &mut Report) -> Vec<Ask> {
    if row.raw.asks.is_empty() {
        report.error(&row.field("asks"), &Fault::Empty("asks"));
    }
    let mut seen = BTreeSet::new();
    let mut asks = Vec::new();
    for (index, (skill, level, weight)) in row.raw.asks.iter().enumerate() {
        let place = row.entry("asks", index);
        if !seen.insert(skill) {
            report.error(&place, &Fault::Twice { kind: "skill", id: skill.clone() });
        }
        if !(*weight > 0.0 && *weight <= MOST_WEIGHT) {
            report.error(&place, &Fault::NotANumberFor("a weight"));
        }
        let level = require_level(skill, *level, skills, (&place, &place), report);
        asks.extend(level.map(|level| Ask { skill: SkillId::new(skill), level, weight: *weight }));
    }
    asks
}
