//! The numbers that the model assumes.

use super::id::FigureId;
use crate::plan::units::Range;

/// The names of the numbers that the model assumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knob {
    /// Part of a published premium that comes from adding the skill itself (phi).
    OwnShare,
    /// Extra factor for a skill from another domain than the one sold (eta).
    HybridFactor,
    /// First-year change of what execution skills are worth.
    ExecutionDrift,
    /// First-year change of what judgment skills are worth.
    JudgmentDrift,
    /// Part of the two drifts above that happens, from none (0) to all (1).
    DriftSize,
    /// Limit of what all AI skills together can add, in logs (U).
    CapLog,
    /// Part of a full skill's premium at level 1.
    LevelOne,
    /// Part of a full skill's premium at level 2.
    LevelTwo,
    /// Part of a full skill's premium at level 3.
    LevelThree,
    /// Part of a full skill's premium at level 4.
    LevelFour,
    /// Fit factor of a skill that is part of the same work.
    FitCore,
    /// Fit factor of a skill next to it.
    FitAdjacent,
    /// Fit factor of a skill far from it.
    FitFar,
    /// Spread that a rating without evidence adds to what is built on it.
    EvidenceSpread,
    /// Months after the last look at a rating from which it counts as one without evidence.
    LookMonths,
    /// Premium factor after 24 months if the boom goes on.
    OutlookGoesOn,
    /// Premium factor after 24 months if the market plateaus.
    OutlookPlateaus,
    /// Premium factor after 24 months if the market falls back.
    OutlookFallsBack,
    /// Weeks from finishing a step to selling it.
    LagWeeks,
    /// What money is worth less each year.
    Discount,
    /// Part of a step's hours that it takes to learn a faded level anew.
    RelearnPart,
}

impl Knob {
    /// Every assumption, in the order of the panel.
    pub const ALL: [Self; 21] = [
        Self::OwnShare,
        Self::HybridFactor,
        Self::DriftSize,
        Self::ExecutionDrift,
        Self::JudgmentDrift,
        Self::OutlookGoesOn,
        Self::OutlookPlateaus,
        Self::OutlookFallsBack,
        Self::CapLog,
        Self::LevelOne,
        Self::LevelTwo,
        Self::LevelThree,
        Self::LevelFour,
        Self::FitCore,
        Self::FitAdjacent,
        Self::FitFar,
        Self::EvidenceSpread,
        Self::RelearnPart,
        Self::LookMonths,
        Self::LagWeeks,
        Self::Discount,
    ];

    /// The id in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OwnShare => "own_share",
            Self::HybridFactor => "hybrid_factor",
            Self::ExecutionDrift => "execution_drift",
            Self::JudgmentDrift => "judgment_drift",
            Self::DriftSize => "drift_size",
            Self::CapLog => "cap_log",
            Self::LevelOne => "level_1",
            Self::LevelTwo => "level_2",
            Self::LevelThree => "level_3",
            Self::LevelFour => "level_4",
            Self::FitCore => "fit_core",
            Self::FitAdjacent => "fit_adjacent",
            Self::FitFar => "fit_far",
            Self::EvidenceSpread => "evidence_spread",
            Self::LookMonths => "look_months",
            Self::OutlookGoesOn => "outlook_goes_on",
            Self::OutlookPlateaus => "outlook_plateaus",
            Self::OutlookFallsBack => "outlook_falls_back",
            Self::LagWeeks => "lag_weeks",
            Self::Discount => "discount",
            Self::RelearnPart => "relearn_part",
        }
    }

    /// Whether a pack may leave it out, as packs did before it was known; without it every look holds.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::LookMonths)
    }

    /// The assumption with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|knob| knob.id() == id)
    }
}

/// One number that the model assumes, with its range and the figures it follows from.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Which number.
    pub knob: Knob,
    /// The name on screen.
    pub name: String,
    /// The unit, such as `%`, `factor` or `weeks`.
    pub unit: String,
    /// Low, middle and high value; plans use the middle, futures draw from the range.
    pub range: Range<f64>,
    /// The figures it follows from; empty if it is pure assumption.
    pub figures: Vec<FigureId>,
    /// Where it comes from, with the arithmetic, for people.
    pub reason: String,
}
