//! JSON Resume 1.x: held skills and their evidence, for other programs; `meta` keeps them exactly for Premia.

use serde_json::{Map, Value, json};

use super::Report;
use super::json::skill;
use super::numbers::one_line;
use crate::plan::profile::Evidence;
use crate::plan::skill::Level;

/// The words for levels 1 to 4 that an import reads as the same levels.
const LEVELS: [&str; 4] = ["Beginner", "Intermediate", "Advanced", "Expert"];

/// The résumé. Evidence becomes a project each.
pub(super) fn value(report: &Report<'_>) -> Value {
    let held = || report.profile.skills.iter().filter(|(_, rating)| rating.level > Level::NONE);
    let skills = held().map(|(id, rating)| {
        let level = rating.level.index().checked_sub(1).and_then(|index| LEVELS.get(index));
        json!({"name": report.market.skill_name(id), "level": level})
    });
    let projects = held().flat_map(|(id, rating)| {
        rating.evidence.iter().map(move |evidence| project(report.market.skill_name(id), evidence))
    });
    let kept = report.profile.skills.iter().map(|(id, rating)| skill(report, id, rating));
    let service = report.market.service(&report.profile.service).map_or("", |service| service.name.as_str());
    json!({
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {"name": report.profile.name, "label": service},
        "skills": skills.collect::<Vec<Value>>(),
        "projects": projects.collect::<Vec<Value>>(),
        "meta": {
            "version": "v1.0.0",
            "lastModified": format!("{}T00:00:00", report.today),
            "premia": {"skills": kept.collect::<Vec<Value>>()},
        },
    })
}

fn project(skill: &str, evidence: &Evidence) -> Value {
    let name = if evidence.outcome.trim().is_empty() { skill.to_owned() } else { one_line(&evidence.outcome) };
    let mut project = Map::from_iter([("name".to_owned(), json!(name)), ("keywords".to_owned(), json!([skill]))]);
    let mut put = |key: &str, text: String| {
        if !text.is_empty() {
            project.insert(key.to_owned(), Value::String(text));
        }
    };
    put("entity", one_line(&evidence.client));
    put("endDate", evidence.date.map(|date| date.to_string()).unwrap_or_default());
    // The format asks for an address there; the name of a file is none.
    let is_address = ["https://", "http://"].iter().any(|begin| evidence.link.starts_with(begin));
    let is_whole = !evidence.link.chars().any(|letter| letter.is_whitespace() || matches!(letter, '"' | '<' | '>'));
    put(if is_address && is_whole { "url" } else { "description" }, one_line(&evidence.link));
    Value::Object(project)
}
