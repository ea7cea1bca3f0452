//! What can be learned: skills, their levels, and the single steps between levels.

use std::fmt;

use super::market::PremiumId;
use super::units::{Hours, Money, Range};

/// The stable name of a skill in a demand pack, such as `ai_video`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkillId(String);

impl SkillId {
    /// Takes `id` as it stands; whether a pack knows it is for the pack to say.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SkillId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How well a skill is mastered, from 0 (unknown) to 4 (taught to others).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// The skill is unknown.
    pub const NONE: Self = Self(0);
    /// The highest level.
    pub const MAX: Self = Self(4);
    /// Every level, lowest first.
    pub const ALL: [Self; 5] = [Self(0), Self(1), Self(2), Self(3), Self(4)];

    /// Makes the level, or nothing above 4.
    #[must_use]
    pub const fn new(level: u8) -> Option<Self> {
        if level <= Self::MAX.0 { Some(Self(level)) } else { None }
    }

    /// The level as a number, 0 to 4.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The level as an index, 0 to 4.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Whether AI makes the work of a skill cheaper (execution), dearer (judgment) or neither (foundation).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Producing the work itself.
    Execution,
    /// Deciding what to produce and whether it is good.
    Judgment,
    /// What both rest on.
    Foundation,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::Execution, Self::Judgment, Self::Foundation];

    /// The class in one word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Execution => "Execution",
            Self::Judgment => "Judgment",
            Self::Foundation => "Foundation",
        }
    }
}

/// The field that a skill or service belongs to; people at home in two are called hybrid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Domain {
    /// Code, systems, integration.
    Technical,
    /// Image, film, sound, design.
    Creative,
    /// Selling, managing, advising.
    Business,
    /// Writing and translating.
    Language,
    /// Numbers, statistics, models.
    Data,
}

impl Domain {
    /// Every domain.
    pub const ALL: [Self; 5] = [Self::Technical, Self::Creative, Self::Business, Self::Language, Self::Data];

    /// The domain in one word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Technical => "Technical",
            Self::Creative => "Creative",
            Self::Business => "Business",
            Self::Language => "Language",
            Self::Data => "Data",
        }
    }
}

/// Where an estimate of learning hours comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HoursBasis {
    /// A provider states them.
    Stated,
    /// Computed from hours that a provider states.
    Derived,
    /// Our own judgment.
    Judged,
}

/// One move up by one level: the unit that plans are made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId {
    /// The skill that rises.
    pub skill: SkillId,
    /// The level it rises to, at least 1.
    pub level: Level,
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} level {}", self.skill, self.level)
    }
}

/// A skill as a demand pack describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    /// The stable name.
    pub id: SkillId,
    /// The name on screen.
    pub name: String,
    /// Words under which job posts and profiles mention it.
    pub aliases: Vec<String>,
    /// Whether AI makes it cheaper or dearer.
    pub class: Class,
    /// The field it belongs to.
    pub domain: Domain,
    /// The published premium it is planned with.
    pub premium: PremiumId,
    /// How the learning hours were estimated.
    pub hours_note: String,
    /// The figures of the pack that speak of its demand.
    pub demand: Vec<super::market::FigureId>,
    /// The figures of the pack that speak of how many others offer it.
    pub supply: Vec<super::market::FigureId>,
    /// What each level takes and means, level 1 first; levels beyond the last cannot be planned.
    pub steps: Vec<Step>,
    /// What a person at each level does, level 1 first, at most four sentences.
    pub does: Vec<String>,
    /// Questions that tell whether somebody is at a level, level 1 first; empty where the pack asks none.
    pub asks: Vec<Vec<String>>,
}

impl Skill {
    /// The step that reaches `level`, if the pack can plan it.
    #[must_use]
    pub fn step(&self, level: Level) -> Option<&Step> {
        self.steps.get(level.index().checked_sub(1)?)
    }

    /// The highest level that a plan can reach.
    #[must_use]
    pub fn top(&self) -> Level {
        let count = u8::try_from(self.steps.len()).unwrap_or(u8::MAX);
        Level::new(count).unwrap_or(Level::MAX)
    }
}

/// What one level of a skill takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Hours from the level below.
    pub hours: Range<Hours>,
    /// Where the hours come from.
    pub basis: HoursBasis,
    /// The cheapest known way to learn it, in the pack's currency.
    pub cost: Money,
    /// What must be held before.
    pub requires: Vec<StepId>,
    /// A piece of work that proves the level.
    pub project: Option<String>,
}
