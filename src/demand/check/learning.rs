//! Skills with their levels and prerequisites, and the places to learn them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Evidence, Fault, Place, Report, Row, Sections, convert, figure_ids, raw, read_range, require_address, require_new,
    require_text, require_texts, skill_ids, unknown,
};
use crate::plan::market::{Premium, PremiumId, Resource};
use crate::plan::skill::{Level, Skill, SkillId, Step, StepId};
use crate::plan::units::{Hours, Money, Range};
use crate::plan::words::fold;

/// The skills by id.
pub(super) type Skills = BTreeMap<SkillId, Skill>;

/// More hours than this for one level are a slip of the pen.
const MOST_HOURS: f64 = 5000.0;
/// More money than this for one level is one, too.
const MOST_COST: f64 = 1e6;
/// What `levels` says of each skill: sentences on levels 1 to 4, and projects for levels 2 to 4.
const DOES: usize = 4;
const PROJECTS: usize = 3;
/// More questions than this on one level take longer than a minute.
const MOST_QUESTIONS: usize = 4;

/// Reads skills and their levels, and refuses prerequisites that nobody can meet.
pub(super) fn read_skills(
    sections: &mut Sections<'_>,
    evidence: &Evidence,
    premiums: &BTreeMap<PremiumId, Premium>,
    report: &mut Report,
) -> Skills {
    let rows = sections.rows::<raw::Skill>("skills", report);
    let mut levels = read_levels(sections, &rows, report);
    let mut seen = BTreeSet::new();
    let mut skills = Skills::new();
    for row in &rows {
        let is_new = require_new(&mut seen, "skill", &row.raw.id, &row.field("id"), report);
        let skill = read_skill(row, evidence, premiums, levels.remove(&row.raw.id), report);
        if is_new {
            skills.insert(skill.id.clone(), skill);
        }
    }
    require_own_names(&rows, report);
    require_prerequisites(&rows, &skills, report);
    super::cycles::require_none(&rows, &skills, report);
    skills
}

/// Reads the places to learn.
pub(super) fn read_resources(sections: &mut Sections<'_>, skills: &Skills, report: &mut Report) -> Vec<Resource> {
    let mut resources = Vec::new();
    for row in sections.rows::<raw::Resource>("resources", report) {
        let raw = &row.raw;
        let texts = [("title", &raw.title), ("provider", &raw.provider), ("kind", &raw.kind), ("cost", &raw.cost)];
        require_texts(&row, &texts, report);
        require_address(&row.field("address"), &raw.address, report);
        let level = require_level(&raw.skill, raw.level, skills, (&row.field("skill"), &row.field("level")), report);
        if raw.price.is_some_and(|price| !(0.0..=MOST_COST).contains(&price)) {
            report.error(&row.field("price"), &Fault::NotANumberFor("a price"));
        }
        if raw.stated_hours.is_some_and(|hours| !(hours > 0.0 && hours <= MOST_HOURS)) {
            report.error(&row.field("stated_hours"), &Fault::NoHours);
        }
        resources.extend(level.map(|level| resource(row.raw, level)));
    }
    resources
}

/// The skills of a list; reports those that do not exist or come twice.
pub(super) fn known_skills<T>(
    row: &Row<'_, T>,
    field: &str,
    ids: &[String],
    skills: &Skills,
    report: &mut Report,
) -> Vec<SkillId> {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.iter().enumerate() {
        let place = row.entry(field, index);
        require_skill(id, skills, &place, report);
        if !seen.insert(id) {
            report.error(&place, &Fault::Twice { kind: "skill", id: id.clone() });
        }
    }
    skill_ids(ids)
}

/// The level of a skill; reports a skill that does not exist and a level that it does not have.
pub(super) fn require_level(
    id: &str,
    level: u8,
    skills: &Skills,
    (skill_place, level_place): (&Place<'_>, &Place<'_>),
    report: &mut Report,
) -> Option<Level> {
    let top = require_skill(id, skills, skill_place, report)?.top().get();
    if !(1..=top).contains(&level) {
        report.error(level_place, &Fault::NoSuchLevel { level, top });
        return None;
    }
    Level::new(level)
}

fn require_skill<'a>(id: &str, skills: &'a Skills, place: &Place<'_>, report: &mut Report) -> Option<&'a Skill> {
    let skill = skills.get(&SkillId::new(id));
    if skill.is_none() {
        report.error(place, &unknown("skill", id));
    }
    skill
}

fn read_levels(
    sections: &mut Sections<'_>,
    skills: &[Row<'_, raw::Skill>],
    report: &mut Report,
) -> BTreeMap<String, raw::Levels> {
    let known: BTreeSet<&str> = skills.iter().map(|row| row.raw.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    let mut levels = BTreeMap::new();
    for row in sections.rows::<raw::Levels>("levels", report) {
        let raw = &row.raw;
        require_new(&mut seen, "record of levels for the skill", &raw.skill, &row.field("skill"), report);
        if !known.contains(raw.skill.as_str()) {
            report.error(&row.field("skill"), &unknown("skill", &raw.skill));
        }
        for (field, texts, count) in [("does", &raw.does, DOES), ("projects", &raw.projects, PROJECTS)] {
            if texts.len() != count {
                let fault = Fault::Count { what: "sentences", low: count, high: count, found: texts.len() };
                report.error(&row.field(field), &fault);
            }
            for (index, text) in texts.iter().enumerate() {
                require_text(&row.entry(field, index), field, text, report);
            }
        }
        require_questions(&row, report);
        levels.insert(row.raw.skill.clone(), row.raw);
    }
    levels
}

/// Questions are left out, or there is a list of them for each level, and none is empty.
fn require_questions(row: &Row<'_, raw::Levels>, report: &mut Report) {
    let asks = &row.raw.asks;
    if !asks.is_empty() && asks.len() != DOES {
        let fault = Fault::Count { what: "lists of questions", low: DOES, high: DOES, found: asks.len() };
        report.error(&row.field("asks"), &fault);
    }
    for (index, questions) in asks.iter().enumerate() {
        let place = row.entry("asks", index);
        if !(1..=MOST_QUESTIONS).contains(&questions.len()) {
            let found = questions.len();
            report.error(&place, &Fault::Count { what: "questions", low: 1, high: MOST_QUESTIONS, found });
        }
        for question in questions {
            require_text(&place, "asks", question, report);
        }
    }
}

fn read_skill(
    row: &Row<'_, raw::Skill>,
    evidence: &Evidence,
    premiums: &BTreeMap<PremiumId, Premium>,
    levels: Option<raw::Levels>,
    report: &mut Report,
) -> Skill {
    let raw = &row.raw;
    require_texts(row, &[("name", &raw.name), ("hours_note", &raw.hours_note)], report);
    let premium = PremiumId::new(&raw.premium);
    if !premiums.contains_key(&premium) {
        report.error(&row.field("premium"), &unknown("premium", &raw.premium));
    }
    for (field, ids) in [("demand", &raw.demand), ("supply", &raw.supply)] {
        for (index, id) in ids.iter().enumerate() {
            evidence.require(id, &row.entry(field, index), report);
        }
    }
    if levels.is_none() {
        report.warning(&row.place(), &Fault::MissingLevels(raw.id.clone()));
    }
    let (does, projects, asks) =
        levels.map_or_else(Default::default, |levels| (levels.does, levels.projects, levels.asks));
    Skill {
        id: SkillId::new(&raw.id),
        name: raw.name.clone(),
        aliases: raw.aliases.clone(),
        class: raw.class.into(),
        domain: raw.domain.into(),
        premium,
        hours_note: raw.hours_note.clone(),
        demand: figure_ids(&raw.demand),
        supply: figure_ids(&raw.supply),
        steps: read_steps(row, &projects, report),
        does,
        asks,
    }
}

fn read_steps(row: &Row<'_, raw::Skill>, projects: &[String], report: &mut Report) -> Vec<Step> {
    let raw = &row.raw.steps;
    let most = usize::from(Level::MAX.get());
    if !(1..=most).contains(&raw.len()) {
        report.error(&row.field("steps"), &Fault::Count { what: "steps", low: 1, high: most, found: raw.len() });
    }
    let mut steps = Vec::new();
    for (index, step) in raw.iter().enumerate() {
        // The first project proves level 2, because level 1 is not worth proving to a client.
        let project = index.checked_sub(1).and_then(|index| projects.get(index)).cloned();
        let requires = step.requires.iter().filter_map(|(skill, level)| step_id(skill, *level)).collect();
        let cost = Some(step.cost).filter(|cost| (0.0..=MOST_COST).contains(cost)).and_then(Money::new);
        if cost.is_none() {
            report.error(&row.inner("steps", index, "cost"), &Fault::NotANumberFor("a cost"));
        }
        let hours = read_hours(step.hours, &row.inner("steps", index, "hours"), report);
        steps.push(Step { hours, basis: step.basis.into(), cost: cost.unwrap_or(Money::ZERO), requires, project });
    }
    steps
}

fn read_hours(hours: raw::Three, place: &Place<'_>, report: &mut Report) -> Range<Hours> {
    let none = Range::exact(Hours::ZERO);
    let (low, mid, high) = hours;
    if [low, mid, high].into_iter().any(|hours| hours <= 0.0) {
        report.error(place, &Fault::NoHours);
        return none;
    }
    let range = read_range(hours, (0.0, MOST_HOURS), "hours", place, report);
    range.and_then(|range| convert(&range, Hours::new)).unwrap_or(none)
}

/// The step that raises `skill` to `level`, unless there is no such level.
pub(super) fn step_id(skill: &str, level: u8) -> Option<StepId> {
    Some(StepId { skill: SkillId::new(skill), level: Level::new(level)? })
}

/// Reports names and aliases that two skills claim, as searching would take them for the same.
fn require_own_names(rows: &[Row<'_, raw::Skill>], report: &mut Report) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for row in rows {
        let id = row.raw.id.as_str();
        let named = std::iter::once((row.field("name"), &row.raw.name));
        let aliased = row.raw.aliases.iter().enumerate().map(|(index, alias)| (row.entry("aliases", index), alias));
        for (place, name) in named.chain(aliased) {
            require_text(&place, "aliases", name, report);
            let owner = *owners.entry(fold(name)).or_insert(id);
            if owner != id {
                report.error(&place, &Fault::AliasTaken { alias: name.clone(), skill: owner.to_owned() });
            }
        }
    }
}

fn require_prerequisites(rows: &[Row<'_, raw::Skill>], skills: &Skills, report: &mut Report) {
    for row in rows {
        for (index, step) in row.raw.steps.iter().enumerate() {
            for (place, (skill, level)) in step.requires.iter().enumerate() {
                let place = row.inner_entry("steps", index, "requires", place);
                require_level(skill, *level, skills, (&place, &place), report);
            }
        }
    }
}

fn resource(raw: raw::Resource, level: Level) -> Resource {
    let raw::Resource { skill, title, provider, address, kind, price, cost, stated_hours, .. } = raw;
    let price = price.and_then(Money::new);
    Resource { skill: SkillId::new(skill), level, title, provider, address, kind, price, cost, stated_hours }
}
