//! Europass: the XML and JSON of its passport of skills, and the XML of its newer profiles.

use super::tree::Node;
use super::{date, level, tidy};
use crate::plan::intake::{Found, Mention, Position, Proof, Unread};
use crate::plan::profile::Evidence;
use crate::plan::units::Date;

/// Names that only the roots of these files have.
const ROOTS: [&str; 4] = ["SkillsPassport", "LearnerInfo", "Candidate", "CandidateProfile"];
/// Parts whose text speaks of skills, in the passport and in the newer profile.
const SKILL_TEXTS: [&str; 6] =
    ["Computer", "JobRelated", "Organisational", "Communication", "PersonDigitalSkill", "Headline"];

/// Whether the tree has what such a file begins with.
pub(super) fn is_europass(tree: &Node) -> bool {
    ROOTS.iter().any(|name| tree.first(name).is_some())
}

/// Reads skills, dated work, projects and certificates.
pub(super) fn read(tree: &Node, found: &mut Found) {
    for name in ["PersonCompetency", "DigitalSkill"] {
        for entry in tree.all(name) {
            competency(entry, found);
        }
    }
    for name in SKILL_TEXTS {
        for entry in tree.all(name) {
            texts(entry, found);
        }
    }
    for name in ["WorkExperience", "PositionHistory", "EmployerHistory"] {
        for entry in tree.all(name) {
            position(entry, found);
        }
    }
    for name in ["Achievement", "Certification", "Project"] {
        for entry in tree.all(name) {
            found.proofs.extend(proof(entry));
        }
    }
}

/// A skill of the newer profile, with its level where one is stated.
fn competency(entry: &Node, found: &mut Found) {
    let words = tidy(&first_text(entry, &["CompetencyName", "Name", "Label"]));
    if !words.is_empty() {
        let level = level::stated(&first_text(entry, &["ProficiencyLevel", "Level"]));
        found.mentions.push(Mention { words, line: entry.line(), is_listed: true, level });
    }
}

/// A text about skills: each part between the signs of a list.
fn texts(entry: &Node, found: &mut Found) {
    let words = entry.first("Description").map_or_else(|| entry.words(), Node::words);
    for part in words.split([',', ';', '\n', '|', '•', '·']) {
        let words = tidy(part.trim().trim_start_matches('-'));
        if !words.is_empty() {
            found.mentions.push(Mention { words, line: entry.line(), is_listed: false, level: None });
        }
    }
}

/// Dated work; the newer profile has positions within employers, of which those without a title are not positions.
fn position(entry: &Node, found: &mut Found) {
    if entry.first("PositionHistory").is_some() {
        for inner in entry.all("PositionHistory") {
            position(inner, found);
        }
        return;
    }
    let title = entry
        .first("Position")
        .map_or_else(|| first_text(entry, &["PositionTitle"]), |at| at.first("Label").unwrap_or(at).words());
    let title = tidy(&title);
    let (start, end) = (day(entry, &["From", "StartDate"]), day(entry, &["To", "EndDate"]));
    let Some(start) = start else {
        let what = format!("\"{title}\" has no day on which it began");
        found.unread.push(Unread { line: entry.line(), what });
        return;
    };
    let words = format!("{title} . {} . {}", entry.text_of("Activities"), entry.text_of("Description"));
    found.positions.push(Position { title, words, start, end });
}

fn proof(entry: &Node) -> Option<Proof> {
    let name = tidy(&first_text(entry, &["CertificationTypeName", "Title", "Name"]));
    let words = entry.words();
    let date = day(entry, &["Date", "IssueDate", "EffectiveDate", "From", "StartDate"]);
    let link = tidy(&first_text(entry, &["Uri", "Url", "Link"]));
    let client = tidy(&first_text(entry, &["IssuingAuthorityName", "IssuingAuthority"]));
    let outcome = if name.is_empty() { tidy(&words) } else { name };
    (!outcome.is_empty())
        .then_some(Proof { words, evidence: Evidence { link, client, date, outcome, ..Evidence::default() } })
}

/// The text of the first of these names that has one.
fn first_text(entry: &Node, names: &[&str]) -> String {
    names.iter().map(|name| entry.text_of(name)).find(|text| !text.is_empty()).unwrap_or_default()
}

/// A day in numbers of its own (`year`, `month`, `day`, as in `--08`) or in one text.
fn day(entry: &Node, names: &[&str]) -> Option<Date> {
    let at = names.iter().find_map(|name| entry.first(name))?;
    let number = |name: &str| at.text_of(name).trim_start_matches('-').parse::<u32>().ok();
    if let Some(year) = number("year").and_then(|year| i32::try_from(year).ok()) {
        return Date::new(year, number("month").unwrap_or(1), number("day").unwrap_or(1));
    }
    let text = at.words();
    date::parse(text.get(..10).unwrap_or(&text))
}
