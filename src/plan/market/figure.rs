//! One number with all that is needed to cite it: its source, or how it was computed, or why it is assumed.

use super::id::{FigureId, SourceId};
use crate::plan::evidence::Derivation;

/// How far a source is from the one who measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// The publisher's own text.
    A,
    /// Press or another third party.
    B,
    /// Second-hand, found alike in two independent places.
    C,
    /// Second-hand, found in one place; shown, and never the ground of a default.
    D,
}

impl Grade {
    /// The letter.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// What the letter means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::A => "publisher's own text",
            Self::B => "press or third party",
            Self::C => "second-hand, found in two independent places",
            Self::D => "second-hand, found in one place",
        }
    }
}

/// Where figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The stable name.
    pub id: SourceId,
    /// The title of the page, paper or data set.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as the publisher gives it: a day, a month, a year or `n.d.`.
    pub published: String,
    /// Its http(s) address.
    pub address: String,
    /// The terms its figures stand under.
    pub licence: String,
    /// The credit line that the licence asks for, or empty.
    pub credit: String,
}

/// Whose number a figure is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A source published it.
    Published {
        /// The source.
        source: SourceId,
        /// How near the source is to the one who measured.
        grade: Grade,
    },
    /// We computed it from other figures.
    Derived {
        /// The figures it was computed from.
        from: Vec<FigureId>,
        /// How it is computed.
        derivation: Derivation,
        /// The computation with its numbers, for people.
        arithmetic: String,
    },
    /// Nobody measured it; we assume it, for this reason.
    Assumption {
        /// Why this value and this range.
        reason: String,
    },
}

/// One number with all that is needed to cite it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The stable name.
    pub id: FigureId,
    /// What it is about.
    pub segment: String,
    /// What was measured.
    pub metric: String,
    /// The unit, such as `%` or `USD/h`; a percentage is stored as 21, not 0.21.
    pub unit: String,
    /// The middle value, where one is given.
    pub value: Option<f64>,
    /// The low end, where one is given.
    pub low: Option<f64>,
    /// The high end, where one is given.
    pub high: Option<f64>,
    /// Who or what was counted.
    pub population: String,
    /// When it was counted.
    pub period: String,
    /// Whose number it is.
    pub kind: Kind,
}

impl Figure {
    /// Whether it says by how many per cent something grew or shrank, as its metric words it.
    #[must_use]
    pub fn is_change(&self) -> bool {
        let names_change = ["growth", "change", "year on year", "month on month"];
        self.unit.starts_with('%') && names_change.into_iter().any(|word| self.metric.contains(word))
    }
}
