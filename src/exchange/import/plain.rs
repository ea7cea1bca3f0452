//! Plain text, such as a pasted profile: every line, and every part of a line that is a list.

use super::tidy;
use crate::plan::intake::{Found, Mention};

/// The most words of a part that may be the name of a skill alone.
const MOST_NAME_WORDS: usize = 6;

/// Reads each line.
pub(super) fn read(text: &str, found: &mut Found) {
    for (number, line) in (1_u64..).zip(text.lines()) {
        words(line, Some(number), found);
    }
}

/// Reads words; a short part of a list is taken as the name of a skill, a sentence as words that may hold some.
pub(super) fn words(line: &str, number: Option<u64>, found: &mut Found) {
    let parts: Vec<&str> = line.split([',', ';', '|', '•', '·', '\t']).collect();
    let are_names = parts.iter().all(|part| part.split_whitespace().count() <= MOST_NAME_WORDS);
    let pieces = if are_names { parts } else { line.split_inclusive(". ").collect() };
    for piece in pieces {
        let words = tidy(piece.trim().trim_start_matches(['-', '*']));
        if !words.is_empty() {
            found.mentions.push(Mention { words, line: number, is_listed: false, level: None });
        }
    }
}
