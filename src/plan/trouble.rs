//! Why there is no plan, and what the user can do about it.

use super::market::{Knob, ServiceId, TargetId};
use super::optimize::Refusal;
use super::skill::{SkillId, StepId};
use super::units::Change;

/// Why a question to the core has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The profile sells a service that the pack does not have.
    #[error("the pack has no service `{0}`")]
    UnknownService(ServiceId),
    /// The profile aims at a target that the pack does not have.
    #[error("the pack has no target `{0}`")]
    UnknownTarget(TargetId),
    /// The profile aims at something that only a newer Premia knows.
    #[error("the aim `{0}` is not known to this version of Premia")]
    UnknownAim(String),
    /// The pack lacks a number that the model needs.
    #[error("the pack says nothing of the assumption `{}`", .0.id())]
    MissingAssumption(Knob),
    /// An assumption, the pack's or the user's own, is a number that the model cannot use.
    #[error("the assumption `{}` is {got}, outside {least} to {most}", knob.id())]
    Assumption {
        /// Which assumption.
        knob: Knob,
        /// What it is, in the unit of the assumption.
        got: f64,
        /// The smallest that it may be, in the same unit.
        least: f64,
        /// The largest that it may be, in the same unit.
        most: f64,
    },
    /// A skill names a premium that the pack does not have.
    #[error("the pack has no premium for `{0}`")]
    MissingPremium(SkillId),
    /// The premium of one skill is as large as all skills together may add.
    #[error("the premium of `{skill}`, {:+.0}%, is more than all skills together can add ({:+.0}%)", premium.get() * 100.0, most.get() * 100.0)]
    PremiumTooHigh {
        /// The skill.
        skill: SkillId,
        /// Its published premium, middle value.
        premium: Change,
        /// What all skills together can add.
        most: Change,
    },
    /// The horizon holds no month, or more than any plan can look ahead.
    #[error("a horizon of {months} months cannot be planned, only 1 to {most}")]
    Horizon {
        /// The profile's horizon.
        months: u32,
        /// The longest one.
        most: u32,
    },
    /// A step is asked about that the plan does not hold.
    #[error("{0} is not a step of the plan")]
    NotInPlan(StepId),
    /// The solver refuses: an entry is broken, or pins and locks cannot be met.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Trouble {
    /// A sentence on what the user can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::UnknownService(_) => "Choose the service that you sell on the Profile page.",
            Self::UnknownTarget(_) | Self::UnknownAim(_) => "Choose another target, or plan for the most value.",
            Self::MissingAssumption(_) | Self::MissingPremium(_) => "Return to the bundled pack, or open a newer one.",
            Self::Assumption { .. } => "Reset the assumption, or enter a number within its range.",
            Self::PremiumTooHigh { .. } => "Raise the limit of what all skills can add, or return to the bundled pack.",
            Self::Horizon { .. } => "Plan for at least one month and at most 50 years.",
            Self::NotInPlan(_) => "Ask about a step of the plan as it stands now.",
            Self::Refused(refusal) => refusal.hint(),
        }
    }
}
