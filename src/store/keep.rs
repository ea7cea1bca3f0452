//! What a newer Premia wrote and this one does not know: found in a text, and carried into the next.

use std::collections::BTreeMap;

use super::record::FIELDS;
use super::scan::{self, Entry};
use crate::plan::market::Knob;

/// The paths of all fields in `text` that this version does not know; the text must have been decoded before.
pub(super) fn unknown_fields(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&scan::entries(text), "", &mut found);
    found
}

/// The text `new` with the unknown fields of `old` added where they were; both must have been decoded before.
///
/// Fields inside a list stay with the item at their position, as long as the list keeps its length.
pub(super) fn carry(old: &str, new: &str) -> String {
    let mut added = Vec::new();
    match_up(&scan::entries(old), &scan::entries(new), &mut added);
    added.sort_by_key(|(at, _)| *at);
    let (mut text, mut done) = (String::with_capacity(new.len()), 0);
    for (at, field) in added {
        text.push_str(new.get(done..at).unwrap_or_default());
        text.extend(["  ", field, ",\n", indent_before(new, at)]);
        done = at;
    }
    text.push_str(new.get(done..).unwrap_or_default());
    text
}

fn collect(record: &Entry<'_>, path: &str, found: &mut Vec<String>) {
    for (number, entry) in (1_usize..).zip(&record.inner) {
        let name = entry.key.map_or_else(|| format!("#{number}"), |key| key.trim_matches('"').to_owned());
        let path = if path.is_empty() { name } else { format!("{path}.{name}") };
        if is_unknown(record, entry) {
            found.push(path);
        } else if !is_choice(entry) {
            collect(entry, &path, found);
        }
    }
}

/// Notes each unknown field of `old` with the place in the new text where it belongs.
fn match_up<'a>(old: &Entry<'a>, new: &Entry<'_>, added: &mut Vec<(usize, &'a str)>) {
    let Some(close) = new.close else { return };
    let by_key: BTreeMap<&str, &Entry<'_>> = new.inner.iter().filter_map(|entry| Some((entry.key?, entry))).collect();
    let is_same_list = by_key.is_empty() && old.inner.len() == new.inner.len();
    for (index, entry) in old.inner.iter().enumerate() {
        let same = match entry.key {
            Some(key) => by_key.get(key).copied(),
            None => new.inner.get(index).filter(|_| is_same_list),
        };
        match same {
            _ if is_unknown(old, entry) => added.push((close, entry.text)),
            Some(same) if !is_choice(entry) => match_up(entry, same, added),
            Some(_) | None => {}
        }
    }
}

/// Whether `entry` is a field, or an assumption of the user's, that this version has no place for.
fn is_unknown(record: &Entry<'_>, entry: &Entry<'_>) -> bool {
    let Some(key) = entry.key else { return false };
    if is_name(key) {
        return !FIELDS.contains(&key);
    }
    record.key == Some("overrides") && Knob::from_id(key.trim_matches('"')).is_none()
}

/// Whether `entry` is one of several choices, whose text is kept as a whole where it is unknown, see `later`.
fn is_choice(entry: &Entry<'_>) -> bool {
    matches!(entry.key, Some("setup" | "target" | "kind"))
}

/// Whether `key` names a field; texts and pairs, which are keys of maps, do not.
fn is_name(key: &str) -> bool {
    let plain = key.strip_prefix("r#").unwrap_or(key);
    plain.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && plain.chars().all(|char| char.is_alphanumeric() || "_-+.".contains(char))
}

/// The blank between the start of the line and byte `at`, if nothing else is there.
fn indent_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    if line.trim().is_empty() { line } else { "" }
}

#[cfg(test)]
mod tests {
    use super::super::format::{decode, encode};
    use super::super::sample::{full, minimal};
    use super::*;

    #[test]
    fn what_is_unknown_is_found_and_carried() {
        #[track_caller]
        fn check(from: &str, to: &str, path: &str) {
            let old = encode(&full()).replacen(from, to, 1);
            assert_eq!(unknown_fields(&old), [path], "{old}");
            assert_eq!(decode(&old), Ok(full()));
            let carried = carry(&old, &encode(&full()));
            assert_eq!(unknown_fields(&carried), [path], "{carried}");
            assert_eq!(decode(&carried), Ok(full()));
            assert_eq!(carry(&carried, &encode(&full())), carried, "carrying again changes nothing");
        }
        check("rate: 45.0,", "rate: 45.0, mood: \"good\",", "mood");
        check("rate: 45.0,", "rate: 45.0, r#type: 1,", "r#type");
        check("rate: 45.0,", "rate: 45.0, journal: [(a: {1: (b: r#\")\"#)}), /* , */],", "journal");
        check("level: 2,", "level: 2, heat: Some(1),", "skills.python.heat");
        check("client: \"\",", "client: \"\", paid: 3,", "skills.python.evidence.#2.paid");
        check("logged: 3.5,", "logged: 3.5, days: [1, 2],", "steps.(\"python\", 3).days");
        check("overrides: {", "overrides: { \"new_knob\": (value: 1.0),", "overrides.new_knob");
        check("outlook: (", "outlook: ( boom: 1,", "outlook.boom");
    }

    #[test]
    fn unknown_fields_go_with_what_they_belong_to() {
        let old = encode(&full()).replacen("level: 2,", "level: 2, heat: 1,", 1).replacen("(\n", "(\n top: 1,", 1);
        let carried = carry(&old, &encode(&minimal()));
        assert_eq!(unknown_fields(&carried), ["top"], "a deleted skill takes its fields along");
        assert_eq!(decode(&carried), Ok(minimal()));
    }
}
