//! Text with positions: splits a pack's RON into records and fields without reading their values.
//!
//! `ron` gives positions for mistakes of syntax only. This scanner finds where each record and field begins, so that a
//! record is read on its own, a broken one does not hide the others, and an issue of meaning can point at its place. It
//! also bounds how deep brackets nest before anything recursive sees the text.

use super::issue::Fault;

/// Brackets may nest this deep; the bundled pack needs six.
const MOST_DEPTH: usize = 12;

/// A named text.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    name: String,
    text: String,
    /// Where each line begins, in bytes.
    lines: Vec<usize>,
}

impl Sheet {
    /// Takes the text as it stands.
    pub(super) fn new(name: &str, text: &str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(after_breaks).collect();
        Self { name: name.to_owned(), text: text.to_owned(), lines }
    }

    /// The name of the file.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text from `start` to `end`, or nothing if these are not in it.
    pub(super) fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The place `at` bytes into the text.
    pub(super) const fn place(&self, at: usize) -> Place<'_> {
        Place { sheet: self, at }
    }

    /// The place that a reader of the text from `start` on calls `line` and `column`.
    pub(super) fn place_within(&self, start: usize, line: usize, column: usize) -> Place<'_> {
        let skipped = line.saturating_sub(1);
        let first = self.lines.partition_point(|begin| *begin <= start).saturating_sub(1);
        let begin = if skipped == 0 { start } else { self.lines.get(first + skipped).copied().unwrap_or(start) };
        let rest = self.text.get(begin..).unwrap_or_default();
        let offset = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(offset, _)| offset);
        self.place(begin + offset)
    }
}

/// A point in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    sheet: &'a Sheet,
    at: usize,
}

impl Place<'_> {
    /// The name of the file.
    pub(super) fn file(&self) -> &str {
        self.sheet.name()
    }

    /// Line and column in characters, both from 1.
    pub(super) fn line_and_column(&self) -> (usize, usize) {
        let line = self.sheet.lines.partition_point(|begin| *begin <= self.at).max(1);
        let begin = self.sheet.lines.get(line - 1).copied().unwrap_or(0);
        (line, self.sheet.slice(begin, self.at).chars().count() + 1)
    }
}

/// A value in a text: where it is, what it is called, and what it holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// Where the name before the colon stands, if there is one; a copy of each name would double the time of reading.
    key: Option<(usize, usize)>,
    /// Where the value begins.
    pub(super) start: usize,
    /// Where the value ends.
    pub(super) end: usize,
    /// The values inside its brackets.
    pub(super) children: Vec<Self>,
}

impl Node {
    /// The value called `key` in this node of the `sheet`, or the whole if it has none, so that an issue always has a
    /// place.
    pub(super) fn field(&self, key: &str, sheet: &Sheet) -> &Self {
        let is_it = |child: &&Self| child.key.is_some_and(|(start, end)| sheet.slice(start, end) == key);
        self.children.iter().find(is_it).unwrap_or(self)
    }

    /// The value at `index`, or the whole if there are not so many.
    pub(super) fn item(&self, index: usize) -> &Self {
        self.children.get(index).unwrap_or(self)
    }
}

/// Where the text is broken, and how.
pub(super) type Broken = (usize, Fault);

/// Reads a text from `at` on, value by value.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// Begins at the start of `text`.
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// How far the scanner has come.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The next byte, after blanks and comments.
    pub(super) fn next_byte(&mut self) -> Result<Option<u8>, Broken> {
        self.skip_blanks()?;
        Ok(self.peek())
    }

    /// Steps over `byte` if it comes next.
    pub(super) fn take(&mut self, byte: u8) -> Result<bool, Broken> {
        let comes = self.next_byte()? == Some(byte);
        self.at += usize::from(comes);
        Ok(comes)
    }

    /// Reads `name:` if that comes next; where the name begins and ends.
    pub(super) fn key(&mut self) -> Result<Option<(usize, usize)>, Broken> {
        self.skip_blanks()?;
        let start = self.at;
        self.word();
        let end = self.at;
        if end > start && self.take(b':')? {
            return Ok(Some((start, end)));
        }
        self.at = start;
        Ok(None)
    }

    /// Reads one value up to the comma or bracket behind it.
    pub(super) fn value(&mut self) -> Result<Node, Broken> {
        self.value_at(0)
    }

    /// Steps over the rest of a broken record: to the next line that begins a record no deeper than it, or ends the list.
    pub(super) fn skip_record(&mut self, start: usize) {
        let indent = self.indent_of(start);
        self.at = start;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(line_end) = rest.find('\n') else {
                self.at = self.text.len();
                return;
            };
            self.at += line_end + 1;
            let line = self.text.get(self.at..).unwrap_or_default();
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            let next = line.trim_start_matches([' ', '\t']).bytes().next();
            if (next == Some(b'(') && blanks <= indent) || (next == Some(b']') && blanks < indent.max(1)) {
                return;
            }
        }
    }

    /// How many blanks stand before the line that holds `at`.
    fn indent_of(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |found| found + 1);
        let line = self.text.get(line..).unwrap_or_default();
        line.len() - line.trim_start_matches([' ', '\t']).len()
    }

    fn peek(&self) -> Option<u8> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn value_at(&mut self, depth: usize) -> Result<Node, Broken> {
        self.skip_blanks()?;
        let mut node = Node { key: None, start: self.at, end: self.at, children: Vec::new() };
        while let Some(byte) = self.next_byte()? {
            match byte {
                b',' | b')' | b']' | b'}' => break,
                b'(' => self.inside(b')', depth, &mut node.children)?,
                b'[' => self.inside(b']', depth, &mut node.children)?,
                b'{' => self.inside(b'}', depth, &mut node.children)?,
                b'"' => self.quoted(1)?,
                b'\'' => self.character(),
                b'r' | b'b' if self.raw_text()? => {}
                byte if byte.is_ascii_alphanumeric() || byte == b'_' => self.word(),
                _ => self.at += 1,
            }
            node.end = self.at;
        }
        Ok(node)
    }

    /// Reads what stands between the bracket that comes next and `closer`.
    fn inside(&mut self, closer: u8, depth: usize, children: &mut Vec<Node>) -> Result<(), Broken> {
        let start = self.at;
        let opener = self.peek().map_or(' ', char::from);
        if depth >= MOST_DEPTH {
            return Err((start, Fault::TooDeep));
        }
        self.at += 1;
        loop {
            match self.next_byte()? {
                Some(byte) if byte == closer => break,
                Some(b',') => self.at += 1,
                None | Some(b')' | b']' | b'}') => return Err((start, Fault::NeverClosed(opener))),
                Some(_) => {
                    let key = self.key()?;
                    let child = self.value_at(depth + 1)?;
                    children.push(Node { key, ..child });
                }
            }
        }
        self.at += 1;
        Ok(())
    }

    /// Steps over `"..."` whose opening takes `opening` bytes, with escapes.
    fn quoted(&mut self, opening: usize) -> Result<(), Broken> {
        let start = self.at;
        self.at += opening;
        loop {
            match self.peek() {
                None | Some(b'\n') => return Err((start, Fault::OpenText)),
                Some(b'"') => break,
                Some(b'\\') if self.peek_at(1) != Some(b'\n') => self.at += 2,
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        Ok(())
    }

    /// Steps over `r"..."`, `r#"..."#`, `b"..."` and `br"..."` if one comes next.
    fn raw_text(&mut self) -> Result<bool, Broken> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        if rest.starts_with("b\"") {
            return self.quoted(2).map(|()| true);
        }
        let Some(body) = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r')) else { return Ok(false) };
        let hashes = body.len() - body.trim_start_matches('#').len();
        let Some(inner) = body.trim_start_matches('#').strip_prefix('"') else { return Ok(false) };
        let line = inner.split('\n').next().unwrap_or_default();
        let end = format!("\"{}", "#".repeat(hashes));
        let found = line.find(&end).ok_or((start, Fault::OpenText))?;
        self.at += rest.len() - inner.len() + found + end.len();
        Ok(true)
    }

    /// Steps over `'x'` or `'\n'`; a lone quote is left for `ron` to refuse.
    fn character(&mut self) {
        let rest = self.text.get(self.at + 1..).unwrap_or_default();
        let body = match rest.strip_prefix('\\') {
            Some(escaped) => 1 + escaped.chars().next().map_or(0, char::len_utf8),
            None => rest.chars().next().map_or(0, char::len_utf8),
        };
        let closed = rest.get(body..).is_some_and(|after| after.starts_with('\''));
        self.at += if closed { body + 2 } else { 1 };
    }

    fn word(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            self.at += 1;
        }
    }

    fn skip_blanks(&mut self) -> Result<(), Broken> {
        loop {
            match (self.peek(), self.peek_at(1)) {
                (Some(byte), _) if byte.is_ascii_whitespace() => self.at += 1,
                (Some(b'/'), Some(b'/')) => self.skip_line(),
                (Some(b'/'), Some(b'*')) => self.skip_comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn skip_line(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    /// Steps over a block comment, which may hold others.
    fn skip_comment(&mut self) -> Result<(), Broken> {
        let start = self.at;
        let mut open = 0_usize;
        loop {
            match (self.peek(), self.peek_at(1)) {
                (None, _) => return Err((start, Fault::OpenComment)),
                (Some(b'/'), Some(b'*')) => (open, self.at) = (open + 1, self.at + 2),
                (Some(b'*'), Some(b'/')) => (open, self.at) = (open - 1, self.at + 2),
                _ => self.at += 1,
            }
            if open == 0 {
                return Ok(());
            }
        }
    }
}
