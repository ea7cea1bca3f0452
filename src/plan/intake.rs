//! What somebody else's file says of a person's skills, and what that would change in a profile.

mod proposal;
mod table;

use super::profile::{Evidence, Profile, Rating};
use super::skill::{Level, SkillId};
use super::units::Date;

pub use proposal::{Confidence, Counts, Outcome, Proposal, Row, Seen, Taken, Why, propose};
pub use table::{Column, Mapped, TableColumn};

/// What a file says, before it is compared with anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Skills that it names.
    pub mentions: Vec<Mention>,
    /// Dated work, whose words may name skills.
    pub positions: Vec<Position>,
    /// Work that shows skills: projects and certificates.
    pub proofs: Vec<Proof>,
    /// Skills rated by Premia itself, by id.
    pub ratings: Vec<(SkillId, Rating)>,
    /// The tables among the files, each with its columns.
    pub tables: Vec<Vec<TableColumn>>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

impl Found {
    /// What another profile says of its owner's skills.
    #[must_use]
    pub fn of_profile(profile: &Profile) -> Self {
        let ratings = profile.skills.iter().map(|(id, rating)| (id.clone(), rating.clone())).collect();
        Self { ratings, ..Self::default() }
    }

    /// Adds what another file says; `file` is put before what could not be read there.
    pub fn add(&mut self, other: Self, file: &str) {
        self.mentions.extend(other.mentions);
        self.positions.extend(other.positions);
        self.proofs.extend(other.proofs);
        self.ratings.extend(other.ratings);
        self.tables.extend(other.tables);
        let unread = other.unread.into_iter();
        self.unread.extend(unread.map(|part| Unread { line: part.line, what: format!("{file}: {}", part.what) }));
    }
}

/// Words that name a skill, or may name some.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The words.
    pub words: String,
    /// The line that they stand in, counted from 1, if it is known.
    pub line: Option<u64>,
    /// Whether the file lists them as a skill.
    pub is_listed: bool,
    /// The level that the file states for them.
    pub level: Option<Level>,
}

/// One dated piece of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// What it is called.
    pub title: String,
    /// All that is said of it.
    pub words: String,
    /// When it began.
    pub start: Date,
    /// When it ended; still going on if nothing is said.
    pub end: Option<Date>,
}

/// One project or certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Its name and keywords, which may name skills.
    pub words: String,
    /// The same as evidence of a skill.
    pub evidence: Evidence,
}

/// A part of a file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The line, counted from 1, if it is known.
    pub line: Option<u64>,
    /// What is wrong with it.
    pub what: String,
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{} (line {line})", self.what),
            None => f.write_str(&self.what),
        }
    }
}
