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

/// What a change is measured against; changes against different bases cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// The same time a year before.
    Year,
    /// The quarter before.
    Quarter,
    /// The month before.
    Month,
    /// The time before something happened, or an earlier year that the figure names.
    Event,
    /// The publisher does not say.
    Unclear,
}

impl Base {
    /// As a sentence has it after the change.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Year => "against a year before",
            Self::Quarter => "against the quarter before",
            Self::Month => "against the month before",
            Self::Event => "against the time before",
            Self::Unclear => "against a base that its publisher does not name",
        }
    }
}

/// How a publisher limits its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// Above it.
    MoreThan,
    /// Below it.
    LessThan,
    /// At most that much.
    UpTo,
    /// A little below it.
    Nearly,
    /// Roughly that much.
    About,
}

impl Bound {
    /// As a sentence has it before the number.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::MoreThan => "more than",
            Self::LessThan => "less than",
            Self::UpTo => "up to",
            Self::Nearly => "nearly",
            Self::About => "about",
        }
    }
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
    /// What it is measured against, where it is a change.
    pub base: Option<Base>,
    /// How its publisher limits the number, where it does.
    pub bound: Option<Bound>,
    /// Whose number it is.
    pub kind: Kind,
}

impl Figure {
    /// What was measured, with what it was measured against; a change since an event names it in its own words.
    #[must_use]
    pub fn measured(&self) -> String {
        match self.base {
            None | Some(Base::Event) => self.metric.clone(),
            Some(base) => format!("{} {}", self.metric, base.words()),
        }
    }

    /// Whether it says by how much something grew or shrank.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        self.base.is_some()
    }
}
