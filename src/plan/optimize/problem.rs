//! What is asked of the optimizer, in plain numbers, and every reason why a question cannot be asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::graph;
use super::refusal::Fault;
use crate::plan::calendar::{Calendar, Stretch};
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
    /// Weeks in which other hours are learned, such as holidays.
    pub stretches: Vec<Stretch>,
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
            calendar: Calendar::new(self.learning_hours, &self.stretches),
            displacement: self.displacement,
            discount: self.discount,
            lag_weeks: self.lag_weeks,
            horizon_weeks: self.horizon_weeks,
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
    for stretch in &problem.stretches {
        let numbers = [stretch.from, stretch.until, stretch.pace];
        let got = numbers.into_iter().find(|got| !(-LARGEST..=LARGEST).contains(got));
        faults.extend(got.map(|got| Fault::Number { name: "stretches", got, least: -LARGEST, most: LARGEST }));
    }
    let displaced = problem.displacement * problem.week().calendar.most();
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
