//! What the model rests on: assumptions and published premiums.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Evidence, Fault, Place, Report, Row, Sections, changes, figure_ids, raw, read_range, require_named, require_new,
    require_text, require_texts, unknown,
};
use crate::plan::market::{Assumption, FigureId, Knob, Premium, PremiumId, Range3};
use crate::plan::skill::{Skill, SkillId};
use crate::plan::units::Range;

/// Premiums, each with its place.
type Placed<'a> = Vec<(PremiumId, Place<'a>)>;

/// Reads assumptions and premiums; also where each premium stands.
pub(super) fn read<'a>(
    sections: &mut Sections<'a>,
    evidence: &Evidence,
    report: &mut Report,
) -> (BTreeMap<Knob, Assumption>, BTreeMap<PremiumId, Premium>, Placed<'a>) {
    let assumptions = read_assumptions(sections, evidence, report);
    let cap = assumptions.get(&Knob::CapLog).map(|cap| cap.range.low()).filter(|cap| *cap > 0.0);
    let mut premiums = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut offered = Vec::new();
    for row in sections.rows::<raw::Premium>("premiums", report) {
        let is_new = require_new(&mut seen, "premium", &row.raw.id, &row.field("id"), report);
        if let Some(premium) = read_premium(&row, evidence, cap, report).filter(|_| is_new) {
            offered.push((premium.id.clone(), row.place()));
            premiums.insert(premium.id.clone(), premium);
        }
    }
    (assumptions, premiums, offered)
}

/// Warns of premiums that no skill is planned with.
pub(super) fn require_use(offered: Placed<'_>, skills: &BTreeMap<SkillId, Skill>, report: &mut Report) {
    let used: BTreeSet<&PremiumId> = skills.values().map(|skill| &skill.premium).collect();
    for (id, place) in offered.into_iter().filter(|(id, _)| !used.contains(id)) {
        report.warning(&place, &Fault::UnusedPremium(id.to_string()));
    }
}

fn read_premium(
    row: &Row<'_, raw::Premium>,
    evidence: &Evidence,
    cap: Option<f64>,
    report: &mut Report,
) -> Option<Premium> {
    let raw = &row.raw;
    require_text(&row.field("note"), "note", &raw.note, report);
    let mut percent = |end: &'static str, id: &str| {
        let value = evidence.require_in("%", id, &row.field(end), report)?.value;
        if value.is_none() {
            report.error(&row.field(end), &Fault::NoBasis { figure: id.to_owned(), end: "value" });
        }
        value.map(|value| value / 100.0)
    };
    // Each end on its own line, so that each is reported.
    let low = percent("low", &raw.low);
    let mid = percent("mid", &raw.mid);
    let high = percent("high", &raw.high);
    let range = read_range((low?, mid?, high?), (-1.0, 100.0), "(as a part of one)", &row.place(), report)?;
    if cap.is_some_and(|cap| range.high().ln_1p() >= cap) {
        report.error(&row.field("high"), &Fault::OverCap(format!("{}%", (range.high() * 100.0).round())));
    }
    Some(Premium {
        id: PremiumId::new(&raw.id),
        range: changes(&range)?,
        figures: Range3 { low: FigureId::new(&raw.low), mid: FigureId::new(&raw.mid), high: FigureId::new(&raw.high) },
        note: raw.note.clone(),
    })
}

fn read_assumptions(
    sections: &mut Sections<'_>,
    evidence: &Evidence,
    report: &mut Report,
) -> BTreeMap<Knob, Assumption> {
    let place = sections.place("assumptions");
    let mut seen = BTreeSet::new();
    let mut found = BTreeMap::new();
    for row in sections.rows::<raw::Assumption>("assumptions", report) {
        let raw = &row.raw;
        require_new(&mut seen, "assumption", &raw.knob, &row.field("knob"), report);
        require_texts(&row, &[("name", &raw.name), ("unit", &raw.unit), ("reason", &raw.reason)], report);
        require_named(&row.field("reason"), &raw.reason, evidence, report);
        for (index, id) in raw.figures.iter().enumerate() {
            evidence.require_strong(id, &row.entry("figures", index), report);
        }
        let Some(knob) = Knob::from_id(&raw.knob) else {
            report.error(&row.field("knob"), &unknown("assumption", &raw.knob));
            continue;
        };
        let range =
            read_range(raw.range, bounds(knob), &raw.unit, &row.field("range"), report).unwrap_or(Range::exact(0.0));
        let figures = figure_ids(&raw.figures);
        let raw::Assumption { name, unit, reason, .. } = row.raw;
        found.insert(knob, Assumption { knob, name, unit, range, figures, reason });
    }
    if let Some(place) = place {
        for knob in Knob::ALL.into_iter().filter(|knob| !knob.is_optional() && !seen.contains(knob.id())) {
            report.error(&place, &Fault::MissingAssumption(knob.id()));
        }
    }
    found
}

/// What the value of an assumption has to lie within for the model to hold.
const fn bounds(knob: Knob) -> (f64, f64) {
    match knob {
        Knob::OwnShare | Knob::HybridFactor | Knob::DriftSize | Knob::EvidenceSpread | Knob::RelearnPart => (0.0, 1.0),
        Knob::ExecutionDrift | Knob::JudgmentDrift => (-1.0, 1.0),
        Knob::CapLog => (0.05, 1.0),
        Knob::LookMonths => (1.0, 1200.0),
        Knob::LagWeeks => (0.0, 52.0),
        Knob::Discount => (0.0, 0.5),
        Knob::LevelOne
        | Knob::LevelTwo
        | Knob::LevelThree
        | Knob::LevelFour
        | Knob::FitCore
        | Knob::FitAdjacent
        | Knob::FitFar
        | Knob::OutlookGoesOn
        | Knob::OutlookPlateaus
        | Knob::OutlookFallsBack => (0.0, 2.0),
    }
}
