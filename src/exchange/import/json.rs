//! JSON as it was found: where each part stands, and what is whole of a text that breaks off.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::plan::intake::Unread;

/// A JSON text that remembers where its lines begin.
pub(super) struct Document {
    text: String,
    /// Where the lines end.
    breaks: Vec<usize>,
}

/// One part of a document.
pub(super) struct Part {
    /// What it is.
    pub(super) value: Value,
    /// The line that it begins in, counted from 1.
    pub(super) line: Option<u64>,
}

impl Document {
    /// The text, or as much of its beginning as is whole.
    pub(super) fn new(text: &str, unread: &mut Vec<Unread>) -> Option<Self> {
        let Err(error) = serde_json::from_str::<&RawValue>(text) else {
            return Some(Self::whole(text.to_owned()));
        };
        let line = u64::try_from(error.line()).ok();
        unread.push(Unread { line, what: format!("not whole JSON, read up to here: {error}") });
        let repaired = whole_part(text, byte_at(text, error.line(), error.column()));
        serde_json::from_str::<&RawValue>(&repaired).ok()?;
        Some(Self::whole(repaired))
    }

    fn whole(text: String) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        Self { text, breaks }
    }

    /// The members of the outermost object, or nothing if it is none; one that cannot be read is said to be unread.
    pub(super) fn members(&self, unread: &mut Vec<Unread>) -> Vec<(String, Part)> {
        let Ok(all) = serde_json::from_str::<BTreeMap<String, &RawValue>>(&self.text) else {
            return Vec::new();
        };
        all.into_iter()
            .filter_map(|(name, raw)| {
                let part = self.part(&name, raw, unread)?;
                Some((name, part))
            })
            .collect()
    }

    /// The names of the members of the outermost object.
    pub(super) fn names(&self) -> Vec<String> {
        let all = serde_json::from_str::<BTreeMap<String, &RawValue>>(&self.text);
        all.map(|all| all.into_keys().collect()).unwrap_or_default()
    }

    /// A member of the outermost object, if it has it; one that cannot be read is said to be unread.
    pub(super) fn member(&self, name: &str, unread: &mut Vec<Unread>) -> Option<Part> {
        let all = serde_json::from_str::<BTreeMap<String, &RawValue>>(&self.text).ok()?;
        self.part(name, all.get(name)?, unread)
    }

    /// The entries of a list that the outermost object holds; a part that is no list, and an entry that cannot be read,
    /// is said to be unread.
    pub(super) fn list(&self, name: &str, unread: &mut Vec<Unread>) -> Vec<Part> {
        let Ok(all) = serde_json::from_str::<BTreeMap<String, &RawValue>>(&self.text) else {
            return Vec::new();
        };
        let Some(raw) = all.get(name).filter(|raw| raw.get() != "null") else { return Vec::new() };
        let Ok(entries) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
            unread.push(Unread { line: self.line(raw), what: format!("\"{name}\" is not a list") });
            return Vec::new();
        };
        entries.into_iter().filter_map(|entry| self.part(name, entry, unread)).collect()
    }

    /// One part of `name`. The whole text is JSON, so what the parser refuses in it goes beyond a bound, such as its depth.
    fn part(&self, name: &str, raw: &RawValue, unread: &mut Vec<Unread>) -> Option<Part> {
        let line = self.line(raw);
        match serde_json::from_str(raw.get()) {
            Ok(value) => Some(Part { value, line }),
            Err(error) => {
                let what = format!("a part of \"{}\" is left out: {error}", super::tidy(name));
                unread.push(Unread { line, what });
                None
            }
        }
    }

    /// The line in which a part begins: it is a piece of the text, so its place follows from its address.
    fn line(&self, raw: &RawValue) -> Option<u64> {
        let at = raw.get().as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        u64::try_from(self.breaks.partition_point(|line_end| *line_end < at) + 1).ok()
    }
}

/// The text of a member of an object; empty if it has none.
pub(super) fn string<'a>(entry: &'a Value, name: &str) -> &'a str {
    entry.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The texts in a list that is a member of an object.
pub(super) fn strings<'a>(entry: &'a Value, name: &str) -> impl Iterator<Item = &'a str> {
    entry.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// The byte at which a line, counted from 1, has its column.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text.floor_char_boundary(before.saturating_add(column))
}

/// The longest beginning of `text`, no longer than `end` bytes, in which every value is whole, with its brackets closed.
fn whole_part(text: &str, end: usize) -> String {
    let (mut open, mut kept, mut closers) = (Vec::new(), 0, Vec::new());
    let (mut is_text, mut is_escaped) = (false, false);
    for (at, letter) in text.char_indices().take_while(|(at, _)| *at < end) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if is_text => is_escaped = true,
            '"' => is_text = !is_text,
            _ if is_text => {}
            '{' | '[' => {
                open.push(if letter == '{' { '}' } else { ']' });
                (kept, closers) = (at + 1, open.clone());
            }
            '}' | ']' if open.last() == Some(&letter) => {
                open.pop();
                (kept, closers) = (at + 1, open.clone());
            }
            ',' => (kept, closers) = (at, open.clone()),
            _ => {}
        }
        if open.len() > MOST_DEPTH {
            return String::new();
        }
    }
    let mut whole = text.get(..kept).unwrap_or_default().to_owned();
    whole.extend(closers.iter().rev());
    whole
}

/// The deepest nesting that is repaired; deeper texts are refused by the parser.
const MOST_DEPTH: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_text_that_breaks_off_the_whole_part_is_kept() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            assert_eq!(whole_part(text, text.len()), expect, "{text}");
        }
        check(r#"{"a": [{"b": 1}, {"b": 2"#, r#"{"a": [{"b": 1}, {}]}"#);
        check(r#"{"a": [{"b": 1}, {"b": 2, "c"#, r#"{"a": [{"b": 1}, {"b": 2}]}"#);
        check(r#"{"a": ["x", "y, ]"#, r#"{"a": ["x"]}"#);
        check(r#"{"a": "\"#, "{}");
        check("{", "{}");
        check("nonsense", "");
    }

    #[test]
    fn parts_know_their_lines() {
        let mut unread = Vec::new();
        let document = Document::new("{\"a\": [1,\n\n{\"b\": 2}],\n\"c\": 5", &mut unread).unwrap();
        let lines: Vec<Option<u64>> = document.list("a", &mut unread).iter().map(|part| part.line).collect();
        assert_eq!(lines, [Some(1), Some(3)]);
        assert_eq!(document.list("c", &mut unread).len(), 0);
        assert_eq!(document.members(&mut unread).len(), 1);
        assert_eq!(unread.iter().map(|part| part.line).collect::<Vec<_>>(), [Some(4)]);
    }

    #[test]
    fn what_is_nested_too_deeply_is_said_to_be_left_out() {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        let mut unread = Vec::new();
        let text = format!("{{\"skills\": [\n{{\"name\": \"n8n\"}},\n{deep}]}}");
        let document = Document::new(&text, &mut unread).unwrap();
        assert_eq!(document.list("skills", &mut unread).len(), 1);
        let said: Vec<String> = unread.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|words| words.contains("\"skills\" is left out: recursion limit")), "{said:?}");
        assert_eq!(unread.last().and_then(|part| part.line), Some(3));
    }
}
