//! The JSON that Premia itself exports: the skills of its profile, by id.

use serde_json::Value;

use super::date;
use super::json::{Document, string};
use crate::plan::intake::{Found, Unread};
use crate::plan::profile::{Evidence, EvidenceKind, Rating};
use crate::plan::skill::{Level, SkillId};

/// What the member `format` of such a file says.
pub(in crate::exchange) const FORMAT: &str = "premia-plan";

/// Whether the document says that Premia wrote it.
pub(super) fn is_own(document: &Document) -> bool {
    document.member("format", &mut Vec::new()).is_some_and(|part| part.value.as_str() == Some(FORMAT))
}

/// Reads the skills.
pub(super) fn read(document: &Document, found: &mut Found) {
    for part in document.list("skills", &mut found.unread) {
        rating(&part.value, part.line, found);
    }
}

/// Reads the skills that an export as a résumé keeps beside its own words for them.
pub(super) fn read_kept(document: &Document, found: &mut Found) {
    let Some(meta) = document.member("meta", &mut found.unread) else { return };
    let kept = meta.value.pointer("/premia/skills").and_then(Value::as_array);
    for entry in kept.into_iter().flatten() {
        rating(entry, meta.line, found);
    }
}

fn rating(entry: &Value, line: Option<u64>, found: &mut Found) {
    let (id, Some(level)) = (string(entry, "id"), entry.get("level").and_then(read_level)) else {
        found.unread.push(Unread { line, what: "a skill without a level from 0 to 4".to_owned() });
        return;
    };
    let pieces = entry.get("evidence").and_then(Value::as_array).into_iter().flatten();
    let evidence = pieces.map(|piece| Evidence {
        link: string(piece, "link").to_owned(),
        client: string(piece, "client").to_owned(),
        date: date::parse(string(piece, "date")),
        outcome: string(piece, "outcome").to_owned(),
        kind: EvidenceKind::from_word(string(piece, "kind")).unwrap_or_default(),
        level: piece.get("shows_level").and_then(read_level),
    });
    found.ratings.push((SkillId::new(id), Rating { level, evidence: evidence.collect(), ..Rating::default() }));
}

fn read_level(value: &Value) -> Option<Level> {
    value.as_u64().and_then(|level| u8::try_from(level).ok()).and_then(Level::new)
}
