//! What is asked of the optimizer, in plain numbers, and every reason why a question cannot be asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::graph;
use crate::plan::premium::{Uplift, Week};

/// The longest plan in learning hours: twenty years of every hour of the week would be 174,720.
pub const MOST_TICKS: f64 = 200_000.0;

/// The largest size of any number in a problem; what lies beyond is a typing error and would drown the others.
pub const LARGEST: f64 = 1e9;

/// One level of one skill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId {
    /// The skill's id.
    pub skill: String,
    /// The level that the step reaches, counted from 1.
    pub level: u8,
}

impl StepId {
    /// Names a level of a skill.
    #[must_use]
    pub fn new(skill: impl Into<String>, level: u8) -> Self {
        Self { skill: skill.into(), level }
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} level {}", self.skill, self.level)
    }
}

/// A level that can be learned: what it takes and what it brings.
#[derive(Debug, Clone, PartialEq)]
pub struct ProblemLevel {
    /// Learning hours, whole and at least 1.
    pub hours: f64,
    /// Money paid for courses and tools.
    pub cost: f64,
    /// Log premium that the level adds at curve factor 1; may be negative.
    pub premium: f64,
    /// Steps that must be finished before this one; the level below is understood.
    pub requires: Vec<StepId>,
}

/// A skill with its levels, level 1 first.
#[derive(Debug, Clone, PartialEq)]
pub struct ProblemSkill {
    /// The skill's id; ids order ties.
    pub id: String,
    /// The curve that its premiums follow over time.
    pub curve: String,
    /// Its levels, level 1 first.
    pub levels: Vec<ProblemLevel>,
}

/// The question: which steps, in which order, within the hours and the budget.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The curve from summed premiums to the rate.
    pub uplift: Uplift,
    /// Weeks that are planned.
    pub horizon_weeks: f64,
    /// Weeks within which the curve factors stay constant.
    pub period_weeks: f64,
    /// Weeks from finishing a step to selling it.
    pub lag_weeks: f64,
    /// Rate today, in money per hour.
    pub rate: f64,
    /// Hours sold per week.
    pub billable_hours: f64,
    /// Hours of learning per week.
    pub learning_hours: f64,
    /// Share of a learning hour that is taken from billable hours, 0 to 1.
    pub displacement: f64,
    /// The most that all steps together may cost.
    pub budget: Option<f64>,
    /// Yearly discount rate.
    pub discount: f64,
    /// Factor of each curve in each period; the last one holds on.
    pub curves: BTreeMap<String, Vec<f64>>,
    /// What can be learned.
    pub skills: Vec<ProblemSkill>,
    /// Levels held already; ids that no skill has are passed over.
    pub held: BTreeMap<String, u8>,
    /// Levels that must be in the plan.
    pub pinned: Vec<StepId>,
    /// Skills that must not be in the plan; ids that no skill has are passed over.
    pub excluded: BTreeSet<String>,
    /// Steps that come first, in this order.
    pub locked: Vec<StepId>,
}

impl Problem {
    /// Returns the working week that the problem describes.
    #[must_use]
    pub fn week(&self) -> Week {
        Week {
            rate: self.rate,
            billable_hours: self.billable_hours,
            learning_hours: self.learning_hours,
            displacement: self.displacement,
            discount: self.discount,
            lag_weeks: self.lag_weeks,
            horizon_weeks: self.horizon_weeks,
        }
    }
}

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

/// Finds everything that is wrong with a problem; nothing when it is sound.
#[must_use]
pub fn faults(problem: &Problem) -> Vec<Fault> {
    let mut faults = numbers(problem);
    faults.extend(curves(problem));
    let mut seen = BTreeSet::new();
    for skill in &problem.skills {
        if !seen.insert(skill.id.as_str()) {
            faults.push(Fault::Duplicate { skill: skill.id.clone() });
        }
        if !problem.curves.contains_key(&skill.curve) {
            faults.push(Fault::UnknownCurve { skill: skill.id.clone(), curve: skill.curve.clone() });
        }
        faults.extend(levels(skill));
    }
    faults.extend(graph::faults(problem));
    faults
}

fn numbers(problem: &Problem) -> Vec<Fault> {
    let ranges = [
        ("horizon_weeks", problem.horizon_weeks, 0.0, LARGEST),
        ("period_weeks", problem.period_weeks, f64::MIN_POSITIVE, LARGEST),
        ("lag_weeks", problem.lag_weeks, 0.0, LARGEST),
        ("rate", problem.rate, 0.0, LARGEST),
        ("billable_hours", problem.billable_hours, 0.0, LARGEST),
        ("learning_hours", problem.learning_hours, 0.0, LARGEST),
        ("displacement", problem.displacement, 0.0, 1.0),
        ("budget", problem.budget.unwrap_or(0.0), 0.0, f64::MAX),
        ("discount", problem.discount, 0.0, LARGEST),
    ];
    let mut faults: Vec<Fault> = ranges
        .into_iter()
        .filter(|(_, got, least, most)| !(least..=most).contains(&got))
        .map(|(name, got, least, most)| Fault::Number { name, got, least, most })
        .collect();
    if let Uplift::Saturating { cap_log } = problem.uplift
        && !problem.uplift.is_concave()
    {
        faults.push(Fault::Number { name: "cap_log", got: cap_log, least: f64::MIN_POSITIVE, most: 1.0 });
    }
    let displaced = problem.displacement * problem.learning_hours;
    if displaced > problem.billable_hours + 1e-12 {
        faults.push(Fault::Displaced { hours: displaced, billed: problem.billable_hours });
    }
    let hours = problem.week().ticks();
    if hours > MOST_TICKS {
        faults.push(Fault::TooLong { hours });
    }
    faults
}

fn curves(problem: &Problem) -> Vec<Fault> {
    let periods = problem.curves.values().next().map_or(0, Vec::len);
    let broken =
        |factors: &Vec<f64>| factors.is_empty() || factors.len() != periods || !factors.iter().all(|&a| sensible(a));
    let named = problem.curves.iter().filter(|(_, factors)| broken(factors));
    named.map(|(curve, _)| Fault::Curve { curve: curve.clone() }).collect()
}

fn levels(skill: &ProblemSkill) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (level, number) in skill.levels.iter().zip(1_u8..=u8::MAX) {
        let step = || StepId::new(skill.id.as_str(), number);
        if !(1.0..=LARGEST).contains(&level.hours) || libm::floor(level.hours) < level.hours {
            faults.push(Fault::Hours { step: step(), got: level.hours });
        }
        if !(0.0..=LARGEST).contains(&level.cost) {
            faults.push(Fault::Cost { step: step(), got: level.cost });
        }
        if !sensible(level.premium) {
            faults.push(Fault::Premium { step: step(), got: level.premium });
        }
    }
    if skill.levels.len() > usize::from(u8::MAX) {
        faults.push(Fault::Unsupported { what: format!("skill {} has more than {} levels", skill.id, u8::MAX) });
    }
    faults
}

fn sensible(number: f64) -> bool {
    number.abs() <= LARGEST
}

fn join(steps: &[StepId]) -> String {
    let names: Vec<String> = steps.iter().map(StepId::to_string).collect();
    names.join(", ")
}
