//! What can be wrong with a demand pack, where, and what helps.

use std::fmt;

use thiserror::Error;

use super::sheet::Place;

/// Issues kept for one pack; beyond this, more of the same helps nobody.
const MOST_ISSUES: usize = 1000;

/// How much an issue matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack works as it stands, but something in it looks unintended.
    Warning,
    /// The pack cannot be used before this is put right.
    Error,
}

/// One thing wrong with a pack, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Whether the pack can be used in spite of it.
    pub severity: Severity,
    /// The name of the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it, as a sentence.
    pub hint: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// Every issue found so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    issues: Vec<Issue>,
}

impl Report {
    /// Notes a fault that makes the pack unusable.
    pub(super) fn error(&mut self, place: &Place<'_>, fault: &Fault) {
        self.note(Severity::Error, place, fault);
    }

    /// Notes a fault that the pack can live with.
    pub(super) fn warning(&mut self, place: &Place<'_>, fault: &Fault) {
        self.note(Severity::Warning, place, fault);
    }

    /// Whether nothing found so far makes the pack unusable.
    pub(super) fn allows_use(&self) -> bool {
        self.issues.iter().all(|issue| issue.severity == Severity::Warning)
    }

    /// The issues by file, line and column.
    pub(super) fn into_issues(mut self) -> Vec<Issue> {
        self.issues.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        self.issues
    }

    fn note(&mut self, severity: Severity, place: &Place<'_>, fault: &Fault) {
        let fault = match self.issues.len() {
            MOST_ISSUES => &Fault::TooMany,
            len if len > MOST_ISSUES => return,
            _ => fault,
        };
        let (line, column) = place.line_and_column();
        let severity = if *fault == Fault::TooMany { Severity::Error } else { severity };
        self.issues.push(Issue {
            severity,
            file: place.file().to_owned(),
            line,
            column,
            message: fault.to_string(),
            hint: fault.hint(),
        });
    }
}

/// What can be wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum Fault {
    // The text.
    #[error("brackets are nested too deeply")]
    TooDeep,
    #[error("`{0}` is opened here and never closed")]
    NeverClosed(char),
    #[error("`{0}` closes nothing")]
    StrayClose(char),
    #[error("a text is opened here and not closed on the same line")]
    OpenText,
    #[error("a comment is opened here and never closed")]
    OpenComment,
    #[error("expected `{0}` here")]
    Expected(&'static str),
    #[error("{0}")]
    Syntax(String),
    #[error("more than {MOST_ISSUES} issues; the others are not listed")]
    TooMany,
    // The sections.
    #[error("`{0}` is no section of a demand pack")]
    UnknownSection(String),
    #[error("the section `{0}` is missing")]
    MissingSection(&'static str),
    #[error("the section `{0}` is given twice")]
    SectionTwice(&'static str),
    #[error("schema version {0} is not one that this program reads")]
    Version(u32),
    // The records.
    #[error("`{0}` is empty")]
    Empty(&'static str),
    #[error("the {kind} `{id}` is given twice")]
    Twice { kind: &'static str, id: String },
    #[error("there is no {kind} `{id}`")]
    Unknown { kind: &'static str, id: String },
    #[error("`{0}` is not a day such as 2026-11-22")]
    BadDate(String),
    #[error("the period `{0}` names no year")]
    NoYear(String),
    #[error("`{0}` is not a time such as 2025, 2025-06, 2025-Q3 or 2025-W32")]
    BadTime(String),
    #[error("`{0}` does not come after the point before it")]
    NotLater(String),
    #[error("a growth or change says what it is measured against")]
    NoBase,
    #[error("`{0}` is not an http or https address")]
    BadAddress(String),
    #[error("the figure has none of value, low and high")]
    NoNumber,
    #[error("a derived figure takes its number from its formula, not from `{0}`")]
    Typed(&'static str),
    #[error("the formula gives no number")]
    NoResult,
    #[error("figures are computed from one another in a circle: {0}")]
    Circular(String),
    #[error("low, middle and high are not in this order")]
    Unordered,
    #[error("{value} {unit} cannot be right: expected {low} to {high}")]
    OutOfRange { value: String, unit: String, low: String, high: String },
    #[error("learning hours are not above zero")]
    NoHours,
    #[error("the number is not one that {0} can have")]
    NotANumberFor(&'static str),
    #[error("level {level} is not among 1 to {top}")]
    NoSuchLevel { level: u8, top: u8 },
    #[error("expected {low} to {high} {what}, found {found}")]
    Count { what: &'static str, low: usize, high: usize, found: usize },
    #[error("`{alias}` is already a name of the skill `{skill}`")]
    AliasTaken { alias: String, skill: String },
    #[error("prerequisites form a circle: {0}")]
    Cycle(String),
    #[error("the figure `{0}` has grade D and cannot be the ground of a default")]
    GradeD(String),
    #[error("the figure `{figure}` gives no {end}")]
    NoBasis { figure: String, end: &'static str },
    #[error("the figure `{figure}` is in {found}, not in {expected}")]
    WrongUnit { figure: String, found: String, expected: String },
    #[error("a premium of {0} is more than all AI skills together can add")]
    OverCap(String),
    #[error("the assumption `{0}` is missing")]
    MissingAssumption(&'static str),
    #[error("the skill `{0}` has no sentences on its levels")]
    MissingLevels(String),
    #[error("the source `{0}` is used by no figure and no series")]
    UnusedSource(String),
    #[error("the premium `{0}` is used by no skill")]
    UnusedPremium(String),
    #[error("nothing uses the figure `{0}`")]
    UnusedFigure(String),
    #[error("a series is either made of figures, or of points with a source")]
    MixedSeries,
}

impl Fault {
    /// A sentence on what to do.
    pub(super) fn hint(&self) -> String {
        match self {
            Self::TooDeep => "Real packs nest at most eight brackets; this file is probably not a pack.",
            Self::NeverClosed(_) => "Add the closing bracket, or remove the opening one.",
            Self::StrayClose(_) => "Remove the closing bracket, or add the opening one before it.",
            Self::OpenText => "Close it with a double quote; a text has to end on the line it begins on.",
            Self::OpenComment => "Close it with */.",
            Self::Expected(_) => "A section is a list of records: [ (...), (...), ].",
            Self::Syntax(_) => "Compare the record with its neighbours and with the format page of the pack.",
            Self::TooMany => "Put the listed issues right first, then check again.",
            Self::UnknownSection(_) => "See the format page for the names of the sections.",
            Self::MissingSection(_) => "Add the section; take the bundled pack as a model.",
            Self::SectionTwice(_) => "Keep one of the two.",
            Self::Version(_) => "This program reads version 1; look for a newer program or an older pack.",
            Self::Empty(_) => "Fill it in.",
            Self::Twice { .. } => "Rename or remove one of the two.",
            Self::Unknown { .. } => "Check the spelling, or add the record.",
            Self::BadDate(_) => "Write year, month and day with hyphens; a source may give less, or n.d.",
            Self::NoYear(_) => "Say when it was counted, with the year in four digits.",
            Self::BadTime(_) => "Begin labels of time with the year, and other labels with a letter.",
            Self::NotLater(_) => "Sort the points by time, each time once.",
            Self::NoBase => "Add `base`: year, quarter, month, event or unclear.",
            Self::BadAddress(_) => "Give the full address, beginning with https://.",
            Self::NoNumber => "Give at least one of the three.",
            Self::Typed(_) => "Remove the number; it is computed from the inputs.",
            Self::NoResult => "Each input needs a value, and the formula must not divide by zero.",
            Self::Circular(_) => "Let one of them be a published figure or an assumption.",
            Self::Unordered => "Sort the numbers so that the lowest comes first.",
            Self::OutOfRange { .. } => "Check the number and its unit; 21% is written 21.",
            Self::NoHours => "Give the hours from the level below, more than zero.",
            Self::NotANumberFor(_) => "Check sign and size of the number.",
            Self::NoSuchLevel { .. } => "Use a level that the skill has.",
            Self::Count { .. } => "Add or remove entries until the number fits.",
            Self::AliasTaken { .. } => "Give each name to one skill only; upper and lower case count as the same.",
            Self::Cycle(_) => "Remove one of these prerequisites, or nobody can ever begin.",
            Self::GradeD(_) => "Rest the number on a figure of grade A to C; grade D may be shown, not used.",
            Self::NoBasis { .. } => "Point to a figure that gives this number, or add the number to the figure.",
            Self::WrongUnit { .. } => "Point to a figure in the expected unit.",
            Self::OverCap(_) => "Lower the premium or raise the assumption cap_log.",
            Self::MissingAssumption(_) => "Add its record; take the bundled pack as a model.",
            Self::MissingLevels(_) => "Add a record for the skill to the section `levels`.",
            Self::UnusedPremium(_) => "Let a skill name it, or remove it.",
            Self::UnusedSource(_) => "Remove the source, or cite it.",
            Self::UnusedFigure(_) => {
                "Let something rest on the figure, list it under `reference` in the pack's record, or remove it."
            }
            Self::MixedSeries => "Give `figures` alone, or `points` together with `source`.",
        }
        .to_owned()
    }
}
