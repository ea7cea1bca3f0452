//! JSON Resume, versions 1.0 to 1.3: skills, work, volunteering, projects and certificates.

use serde_json::Value;

use super::json::{Document, Part, string, strings};
use super::{date, level, premia, tidy};
use crate::plan::intake::{Found, Mention, Position, Proof, Unread};
use crate::plan::profile::{Evidence, EvidenceKind};
use crate::plan::units::Date;

/// The parts of which at least one makes a JSON a résumé.
const PARTS: [&str; 6] = ["skills", "work", "volunteer", "projects", "certificates", "basics"];

/// Reads what is there. Of a résumé that Premia wrote, the evidence is taken as Premia kept it.
pub(super) fn read(document: &Document, found: &mut Found) {
    if !document.names().iter().any(|name| PARTS.contains(&name.as_str())) {
        let what = "nothing in it is a part of a JSON Resume, such as \"skills\" or \"work\"".to_owned();
        found.unread.push(Unread { line: None, what });
    }
    for entry in document.list("skills", &mut found.unread) {
        skill(&entry, found);
    }
    for name in ["work", "volunteer"] {
        for entry in document.list(name, &mut found.unread) {
            position(&entry, name, found);
        }
    }
    premia::read_kept(document, found);
    if found.ratings.is_empty() {
        for entry in document.list("projects", &mut found.unread) {
            found.proofs.push(project(&entry.value));
        }
    }
    for entry in document.list("certificates", &mut found.unread) {
        found.proofs.push(certificate(&entry.value));
    }
}

/// A skill with its level, and its keywords, for which the level need not hold.
fn skill(entry: &Part, found: &mut Found) {
    let (value, line) = (&entry.value, entry.line);
    let name = tidy(value.as_str().unwrap_or_else(|| string(value, "name")));
    if name.is_empty() {
        found.unread.push(Unread { line, what: "a skill without a name".to_owned() });
    } else {
        let level = level::stated(string(value, "level"));
        found.mentions.push(Mention { words: name, line, is_listed: true, level });
    }
    for keyword in strings(value, "keywords") {
        found.mentions.push(Mention { words: tidy(keyword), line, is_listed: true, level: None });
    }
}

fn position(entry: &Part, part: &str, found: &mut Found) {
    let value = &entry.value;
    let title = tidy(string(value, "position"));
    let Some(start) = date::parse(string(value, "startDate")) else {
        let what = format!("\"{title}\" in \"{part}\" has no day on which it began");
        found.unread.push(Unread { line: entry.line, what });
        return;
    };
    let mut words = vec![string(value, "position"), string(value, "description"), string(value, "summary")];
    words.extend(strings(value, "highlights"));
    let end = date::parse(string(value, "endDate"));
    found.positions.push(Position { title, words: words.join(" . "), start, end });
}

fn project(value: &Value) -> Proof {
    let mut words = vec![string(value, "name"), string(value, "description")];
    words.extend(strings(value, "keywords"));
    words.extend(strings(value, "highlights"));
    let day = date::parse(string(value, "endDate")).or_else(|| date::parse(string(value, "startDate")));
    Proof { words: words.join(" . "), evidence: evidence(value, "entity", day) }
}

fn certificate(value: &Value) -> Proof {
    let evidence = evidence(value, "issuer", date::parse(string(value, "date")));
    let evidence = Evidence { kind: EvidenceKind::Certificate, ..evidence };
    Proof { words: string(value, "name").to_owned(), evidence }
}

fn evidence(value: &Value, client: &str, date: Option<Date>) -> Evidence {
    Evidence {
        link: tidy(string(value, "url")),
        client: tidy(string(value, client)),
        date,
        outcome: tidy(string(value, "name")),
        ..Evidence::default()
    }
}
