//! RON text in tokens: enough to tell a bracket from the same sign inside a word or comment.

/// What a token is; texts, numbers and names are all words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Colon,
    Comma,
    Word,
}

/// A token and the bytes where it starts and ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Splits RON text into tokens; text that is not RON is split somehow, in one pass and to its end.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            let step = if blank > 0 { blank } else { comment_len(rest) };
            if step == 0 {
                return;
            }
            self.at += step;
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_blank();
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (kind, length) = match first {
            '(' | '[' | '{' => (Kind::Open, 1),
            ')' | ']' | '}' => (Kind::Close, 1),
            ':' => (Kind::Colon, 1),
            ',' => (Kind::Comma, 1),
            _ => (Kind::Word, word_len(rest).max(first.len_utf8())),
        };
        let start = self.at;
        self.at += length;
        Some(Token { kind, start, end: self.at })
    }
}

/// The length of the comment that `rest` starts with, or 0.
fn comment_len(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if !rest.starts_with("/*") {
        return 0;
    }
    let (mut depth, mut last, mut at) = (0_usize, ' ', 0);
    for char in rest.chars() {
        at += char.len_utf8();
        (depth, last) = match (last, char) {
            ('/', '*') => (depth + 1, ' '),
            ('*', '/') => (depth.saturating_sub(1), ' '),
            _ => (depth, char),
        };
        if depth == 0 && at > 2 {
            return at;
        }
    }
    rest.len()
}

/// The length of the string, character, name or number that `rest` starts with.
fn word_len(rest: &str) -> usize {
    let plain = rest.strip_prefix('b').unwrap_or(rest);
    let prefix = rest.len() - plain.len();
    if plain.starts_with('"') {
        return prefix + quoted_len(plain);
    }
    if let Some(length) = raw_len(plain) {
        return prefix + length;
    }
    if plain.starts_with('\'') {
        return prefix + char_len(plain);
    }
    let ends = |char: char| char.is_whitespace() || "()[]{}:,\"'/".contains(char);
    rest.find(ends).unwrap_or(rest.len())
}

fn quoted_len(rest: &str) -> usize {
    let mut is_escaped = false;
    for (at, char) in rest.char_indices().skip(1) {
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a string such as `r#"..."#`, or nothing if `rest` does not start with one.
fn raw_len(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after.get(hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - body.len();
    Some(body.find(&end).map_or(rest.len(), |at| start + at + end.len()))
}

/// The length of a character such as `'a'` or `'\''`; a quote that opens none counts alone.
fn char_len(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    let Some((_, first)) = chars.next() else { return 1 };
    if first == '\\' {
        let body = chars.skip(1).take(12);
        return body.into_iter().find(|(_, char)| *char == '\'').map_or(1, |(at, _)| at + 1);
    }
    chars.next().filter(|(_, char)| *char == '\'').map_or(1, |(at, _)| at + 1)
}
