//! Other people's files, read for what they say of skills.

mod archive;
mod bytes;
mod date;
mod europass;
mod json;
mod json_resume;
mod level;
mod linkedin;
mod plain;
mod premia;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use crate::plan::intake::{Found, Mapped};
use json::Document;
use tree::Node;

pub use linkedin::{TABLES, is_read};
pub(in crate::exchange) use premia::FORMAT;

/// The largest file that is read, in bytes; also the most that is unpacked of an archive.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The largest archive that is looked into, in bytes.
pub const MOST_ARCHIVE_BYTES: usize = 64 * 1024 * 1024;
/// The most letters that are taken over of one field.
const MOST_LETTERS: usize = 300;

/// Why a whole file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is larger than what is read.
    #[error("the file is larger than {} MiB", MOST_BYTES / (1024 * 1024))]
    TooLarge,
    /// It is of a kind that is not read.
    #[error("this is not text, CSV, JSON, XML or a LinkedIn export")]
    UnknownKind,
    /// It begins like a ZIP and is none, or has far too many entries.
    #[error("the archive is damaged")]
    BrokenArchive,
    /// A ZIP without any table that is read.
    #[error("the archive holds none of {}", TABLES.join(", "))]
    NothingInArchive,
}

impl ImportError {
    /// What the user can do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::TooLarge => "Save only the part that lists your skills",
            Self::UnknownKind => "Save it as text or CSV, or paste its text",
            Self::BrokenArchive => "Download it again, or unpack it and import Skills.csv",
            Self::NothingInArchive => "Ask LinkedIn for an export with Profile, Skills and Positions",
        }
    }
}

/// Reads a file by what it is: what it begins with, and its ending. `mapped` says which columns of a table hold what,
/// where their headings do not.
///
/// # Errors
/// If it is too large or of no kind that is read. What is broken inside is in [`Found::unread`].
pub fn read(name: &str, bytes: &[u8], mapped: &[Mapped]) -> Result<Found, ImportError> {
    let is_archive = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    if bytes.len() > if is_archive { MOST_ARCHIVE_BYTES } else { MOST_BYTES } {
        return Err(ImportError::TooLarge);
    }
    if is_archive {
        return archive::read(bytes);
    }
    let (text, unread) = bytes::decode(bytes);
    if text.contains('\0') || bytes.starts_with(b"%PDF") {
        return Err(ImportError::UnknownKind);
    }
    let mut found = Found { unread, ..Found::default() };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let begin = text.trim_start();
    if begin.starts_with('<') && matches!(ending.as_str(), "xml" | "") || begin.starts_with("<?xml") {
        xml(&text, &mut found);
    } else if ending == "json" || begin.starts_with('{') {
        json(&text, &mut found);
    } else if is_read(name) && mapped.is_empty() {
        found.unread.clear();
        linkedin::table(name, bytes, &mut found);
    } else if matches!(ending.as_str(), "csv" | "tsv") || !mapped.is_empty() {
        table::read(&text, mapped, &mut found);
    } else {
        plain::read(&text, &mut found);
    }
    Ok(found)
}

fn xml(text: &str, found: &mut Found) {
    let tree = Node::of_xml(text, &mut found.unread);
    if europass::is_europass(&tree) {
        europass::read(&tree, found);
    } else {
        not_known("XML", "Europass", found);
    }
}

fn json(text: &str, found: &mut Found) {
    let Some(document) = Document::new(text, &mut found.unread) else { return };
    if premia::is_own(&document) {
        premia::read(&document, found);
        return;
    }
    let (mut tree, mut too_deep) = (Node::default(), Vec::new());
    for (name, part) in document.members(&mut too_deep) {
        tree.adopt(Node::of_json(&name, &part.value, part.line));
    }
    if europass::is_europass(&tree) {
        found.unread.append(&mut too_deep);
        europass::read(&tree, found);
    } else {
        // It says by itself which entries of its lists are left out.
        json_resume::read(&document, found);
    }
}

fn not_known(kind: &str, known: &str, found: &mut Found) {
    let what = format!("nothing in it is a part of a {known} file, the only {kind} that is read");
    found.unread.push(crate::plan::intake::Unread { line: None, what });
}

/// A field with its spaces made one and without what no one types, cut to a length that a person reads.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || letter.is_control()).collect();
    let joined = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<&str>>().join(" ");
    joined.chars().take(MOST_LETTERS).collect()
}
