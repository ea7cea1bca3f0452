//! A look at RON text without reading it: its bounds, the path to a place in it, and its fields.

use super::lexer::{Kind, Lexer};

/// How deep brackets may nest; profiles need five.
const DEPTH_LIMIT: usize = 64;
/// How many tokens a text may have, so that a small file cannot grow into a large memory.
const TOKEN_LIMIT: usize = 1_000_000;

/// Why a text is not even looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutOfBounds {
    /// Brackets nest deeper than the limit, at this byte.
    Deep(usize),
    /// There are more tokens than the limit.
    Long,
}

/// One entry of a record, list or map, as it stands in the text.
#[derive(Clone, Copy, Debug, Default)]
struct Place<'a> {
    key: Option<&'a str>,
    /// Where the entry starts and what of it has been seen so far.
    span: Option<(usize, usize)>,
    /// How many entries came before it.
    index: usize,
}

/// An entry with everything inside it.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    /// What stands before the colon, if there is one.
    pub(super) key: Option<&'a str>,
    /// The whole entry, key and value.
    pub(super) text: &'a str,
    /// The entries between the value's brackets.
    pub(super) inner: Vec<Self>,
    /// Where the value's closing bracket is, counted in bytes.
    pub(super) close: Option<usize>,
}

/// Holds the text to its bounds, which must come before anything that recurses.
pub(super) fn measure(text: &str) -> Result<(), OutOfBounds> {
    let mut depth = 0_usize;
    for (count, token) in Lexer::new(text).enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Colon | Kind::Comma | Kind::Word => {}
        }
        if depth > DEPTH_LIMIT {
            return Err(OutOfBounds::Deep(token.start));
        }
        if count >= TOKEN_LIMIT {
            return Err(OutOfBounds::Long);
        }
    }
    Ok(())
}

/// The names of the entries around byte `at`, outermost first, such as `skills`, `python`, `level`.
pub(super) fn path_at(text: &str, at: usize) -> Vec<String> {
    open_at(text, at).iter().skip(1).filter_map(Place::name).collect()
}

/// The same without the innermost entry: the way to the record or list that byte `at` is in.
pub(super) fn record_at(text: &str, at: usize) -> Vec<String> {
    let mut open = open_at(text, at);
    open.pop();
    open.iter().skip(1).filter_map(Place::name).collect()
}

/// The entries of the text's outermost record; the text must have been measured.
pub(super) fn entries(text: &str) -> Entry<'_> {
    let (mut outer, _) = inside(text, &mut Lexer::new(text));
    outer.pop().unwrap_or_default()
}

/// The number of the line that byte `at` is on, counted from 1.
pub(super) fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The byte at which `line` and `column` lie, both counted from 1, the column in characters.
pub(super) fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    before + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

/// The entries that are open at byte `at`, outermost first; the first one holds the whole text.
fn open_at(text: &str, at: usize) -> Vec<Place<'_>> {
    let mut open: Vec<Place<'_>> = vec![Place::default()];
    for token in Lexer::new(text).take_while(|token| token.start < at) {
        let Some(place) = open.last_mut() else { break };
        match token.kind {
            Kind::Word => place.grow(token.start, token.end),
            Kind::Colon => place.key = place.text(text),
            Kind::Comma => *place = Place { index: place.index + 1, ..Place::default() },
            Kind::Open => {
                place.grow(token.start, token.end);
                open.push(Place::default());
            }
            Kind::Close => {
                open.pop();
                if let Some(outer) = open.last_mut() {
                    outer.grow(token.start, token.end);
                }
            }
        }
    }
    open
}

fn inside<'a>(text: &'a str, lexer: &mut Lexer<'a>) -> (Vec<Entry<'a>>, usize) {
    let mut done = Vec::new();
    let mut place = Place::default();
    let mut value = Entry::default();
    while let Some(token) = lexer.next() {
        match token.kind {
            Kind::Word => place.grow(token.start, token.end),
            Kind::Colon => {
                place.key = place.text(text);
                value = Entry::default();
            }
            Kind::Open => {
                let (inner, close) = inside(text, lexer);
                value = Entry { inner, close: Some(close), ..Entry::default() };
                place.grow(token.start, close + 1);
            }
            Kind::Comma => done.extend(finished(text, &mut place, &mut value)),
            Kind::Close => {
                done.extend(finished(text, &mut place, &mut value));
                return (done, token.start);
            }
        }
    }
    done.extend(finished(text, &mut place, &mut value));
    (done, text.len())
}

/// The entry at `place`, if anything stands there; leaves both ready for the next one.
fn finished<'a>(text: &'a str, place: &mut Place<'a>, value: &mut Entry<'a>) -> Option<Entry<'a>> {
    let (place, value) = (std::mem::take(place), std::mem::take(value));
    Some(Entry { key: place.key, text: place.text(text)?, ..value })
}

impl<'a> Place<'a> {
    fn grow(&mut self, start: usize, end: usize) {
        self.span = Some((self.span.map_or(start, |(first, _)| first), end));
    }

    fn text(&self, text: &'a str) -> Option<&'a str> {
        self.span.and_then(|(start, end)| text.get(start..end))
    }

    /// The key without quotes, or the position in a list, or nothing if no entry has begun here.
    fn name(&self) -> Option<String> {
        let number = || self.span.map(|_| format!("#{}", self.index + 1));
        self.key.map(|key| key.trim_matches('"').to_owned()).or_else(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_only_where_they_are_brackets() {
        #[track_caller]
        fn check(text: &str, expect: Result<(), OutOfBounds>) {
            assert_eq!(measure(text), expect, "{}", text.chars().take(40).collect::<String>());
        }
        check("(a: 1)", Ok(()));
        check(&"(".repeat(64), Ok(()));
        check(&"(".repeat(65), Err(OutOfBounds::Deep(64)));
        check(&"[".repeat(1_000_000), Err(OutOfBounds::Deep(64)));
        check(&"()".repeat(1000), Ok(()));
        check(&format!("\"{}\"", "(".repeat(100)), Ok(()));
        check(&format!("\"\\\"{}\"", "(".repeat(100)), Ok(()));
        check(&format!("r##\"\"#{}\"##", "(".repeat(100)), Ok(()));
        check(&format!("// {}", "(".repeat(100)), Ok(()));
        check(&format!("/* /* */ {} */", "(".repeat(100)), Ok(()));
        check(&"'(' ".repeat(100), Ok(()));
        check(&"'\\'' '\\\\' ( ".repeat(65), Err(OutOfBounds::Deep(64 * 12 + 10)));
        check(&"a,".repeat(500_001), Err(OutOfBounds::Long));
        check(&"/*".repeat(1_000_000), Ok(()));
        check(&"'".repeat(1000), Ok(()));
    }

    #[test]
    fn places_have_paths() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            let at = text.find('!').expect("a mark");
            assert_eq!(path_at(text, at).join("."), expect);
        }
        check("(rate: !3)", "rate");
        check("(a: 1, skills: {\"python\": (level: !9)})", "skills.python.level");
        check("(a: [(b: 1), (b: !2)])", "a.#2.b");
        check("(steps: {(\"python\", 2): (note: !1)})", "steps.(\"python\", 2).note");
        check("// a: (\n(a: \"b: (\", /* c: */ d: !1)", "d");
        check("!", "");
        check(")))!", "");
    }

    #[test]
    fn entries_keep_their_text() {
        let text = "// top\n( a: 1, /* no */ b : { \"k\": (x: [1, 2,]) }, (\"p\", 2): 3, ok )";
        let record = entries(text);
        let seen: Vec<_> = record.inner.iter().map(|entry| (entry.key, entry.text)).collect();
        let expect = [
            (Some("a"), "a: 1"),
            (Some("b"), "b : { \"k\": (x: [1, 2,]) }"),
            (Some("(\"p\", 2)"), "(\"p\", 2): 3"),
            (None, "ok"),
        ];
        assert_eq!(seen, expect);
        assert_eq!(record.close, text.rfind(')'));
        let deep = record.inner.get(1).and_then(|b| b.inner.first()).and_then(|k| k.inner.first());
        assert_eq!(deep.map(|x| x.inner.len()), Some(2));
    }

    #[test]
    fn lines_and_columns_are_bytes() {
        let text = "é\nab\u{1F600}c\n";
        let at = byte_at(text, 2, 4);
        assert_eq!(text.get(at..), Some("c\n"));
        assert_eq!(line_at(text, at), 2);
        assert_eq!(byte_at(text, 99, 99), text.len());
    }
}
