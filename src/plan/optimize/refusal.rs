//! Every reason why a problem cannot be asked or has no answer, with the ids and the amounts.

use std::fmt;

use super::problem::{MOST_TICKS, StepId};

/// One thing that is wrong with a problem.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// A number of the profile or the model lies outside its range.
    Number {
        /// Which number.
        name: &'static str,
        /// What it is.
        got: f64,
        /// The smallest it may be.
        least: f64,
        /// The largest it may be.
        most: f64,
    },
    /// Learning displaces more hours than are billed.
    Displaced {
        /// Hours displaced per week.
        hours: f64,
        /// Hours billed per week.
        billed: f64,
    },
    /// The horizon holds more learning hours than a plan may have.
    TooLong {
        /// Learning hours in the horizon.
        hours: f64,
    },
    /// A curve has no factors, not as many as the others, or a factor that is not a sensible number.
    Curve {
        /// The curve's name.
        curve: String,
    },
    /// Two skills share an id.
    Duplicate {
        /// The id.
        skill: String,
    },
    /// A skill follows a curve that is not there.
    UnknownCurve {
        /// The skill.
        skill: String,
        /// The missing curve.
        curve: String,
    },
    /// A prerequisite, a pin or a lock names a skill or level that is not there.
    Unknown {
        /// The step that is named.
        step: StepId,
        /// Who names it.
        by: String,
    },
    /// Hours are not whole, or below 1.
    Hours {
        /// The step.
        step: StepId,
        /// Its hours.
        got: f64,
    },
    /// A cost is negative or not a sensible number.
    Cost {
        /// The step.
        step: StepId,
        /// Its cost.
        got: f64,
    },
    /// A premium is not a sensible number.
    Premium {
        /// The step.
        step: StepId,
        /// Its premium.
        got: f64,
    },
    /// Steps need each other in a circle.
    Cycle {
        /// The steps of the circle, each needing the next.
        steps: Vec<StepId>,
    },
    /// Something that this version does not compute.
    Unsupported {
        /// What it is, and why not.
        what: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { name, got, least, most } => write!(f, "{name} is {got}, outside {least} to {most}"),
            Self::Displaced { hours, billed } => {
                write!(f, "learning displaces {hours} hours a week, but only {billed} are billed")
            }
            Self::TooLong { hours } => write!(f, "{hours} learning hours exceed the {MOST_TICKS} that can be planned"),
            Self::Curve { curve } => write!(f, "curve {curve} does not have one finite factor for each period"),
            Self::Duplicate { skill } => write!(f, "skill {skill} appears twice"),
            Self::UnknownCurve { skill, curve } => write!(f, "skill {skill} follows the unknown curve {curve}"),
            Self::Unknown { step, by } => write!(f, "{by} names {step}, which does not exist"),
            Self::Hours { step, got } => write!(f, "{step} takes {got} hours, which is not a whole number from 1"),
            Self::Cost { step, got } => write!(f, "{step} costs {got}"),
            Self::Premium { step, got } => write!(f, "{step} has the premium {got}"),
            Self::Cycle { steps } => write!(f, "prerequisites run in a circle: {}", join(steps)),
            Self::Unsupported { what } => f.write_str(what),
        }
    }
}

/// Why a problem has no answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// The problem itself is broken; every fault found is listed.
    Invalid(Vec<Fault>),
    /// The problem is sound, but its pins and locks cannot be met.
    Infeasible(Obstacle),
}

/// What keeps pins and locks from being met.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Obstacle {
    /// A wanted step needs a skill that is excluded.
    Excluded {
        /// The pin or lock.
        wanted: StepId,
        /// The step it needs whose skill is excluded.
        needs: StepId,
    },
    /// A pin or lock asks for a level that its skill does not have.
    NoSuchLevel {
        /// The pin or lock.
        wanted: StepId,
        /// The highest level there is.
        highest: u8,
    },
    /// A locked step comes before something it needs.
    Order {
        /// The locked step.
        locked: StepId,
        /// What it needs first.
        needs: StepId,
    },
    /// A plan lacks a pinned step, or does not begin with the locked ones.
    Missing {
        /// The pinned or locked step.
        wanted: StepId,
    },
    /// Pins and locks with all they need take too many hours.
    Hours {
        /// The steps they need.
        steps: Vec<StepId>,
        /// Hours they take.
        need: f64,
        /// Hours there are.
        have: f64,
    },
    /// Pins and locks with all they need cost too much.
    Budget {
        /// The steps they need.
        steps: Vec<StepId>,
        /// Money they cost.
        need: f64,
        /// Money there is.
        have: f64,
    },
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Excluded { wanted, needs } if wanted == needs => write!(f, "{wanted} is wanted but excluded"),
            Self::Excluded { wanted, needs } => write!(f, "{wanted} needs {needs}, which is excluded"),
            Self::NoSuchLevel { wanted, highest } => {
                write!(f, "{wanted} is wanted, but the highest level is {highest}")
            }
            Self::Order { locked, needs } => write!(f, "{locked} is locked before {needs}, which it needs"),
            Self::Missing { wanted } => write!(f, "{wanted} is pinned or locked, but not where it must be"),
            Self::Hours { steps, need, have } => {
                write!(f, "these steps take {need} hours of {have}, {} too many: {}", need - have, join(steps))
            }
            Self::Budget { steps, need, have } => {
                write!(f, "these steps cost {need} of {have}, {} too much: {}", need - have, join(steps))
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(faults) => {
                for (i, fault) in faults.iter().enumerate() {
                    write!(f, "{}{fault}", if i > 0 { "; " } else { "" })?;
                }
                Ok(())
            }
            Self::Infeasible(obstacle) => obstacle.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// Returns a sentence on what the user can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "Correct the named entries and plan again.",
            Self::Infeasible(Obstacle::Excluded { .. }) => "Allow the excluded skill again, or unpin what needs it.",
            Self::Infeasible(Obstacle::NoSuchLevel { .. }) => "Pin a level that the skill has.",
            Self::Infeasible(Obstacle::Order { .. }) => "Lock the needed step first, or unlock this one.",
            Self::Infeasible(Obstacle::Missing { .. }) => {
                "Put the pinned step into the plan, and the locked steps first."
            }
            Self::Infeasible(Obstacle::Hours { .. }) => "Plan more hours a week or a longer horizon, or unpin a step.",
            Self::Infeasible(Obstacle::Budget { .. }) => "Raise the budget, or unpin a step that costs money.",
        }
    }
}

fn join(steps: &[StepId]) -> String {
    let names: Vec<String> = steps.iter().map(StepId::to_string).collect();
    names.join(", ")
}
