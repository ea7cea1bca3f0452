//! What would have to change for the plan to begin with another step.

use super::Lever;
use crate::plan::compile::{self, Model, Values};
use crate::plan::knobs;
use crate::plan::limits::{self, Limits};
use crate::plan::market::{Knob, Market};
use crate::plan::optimize::{self, Problem};
use crate::plan::profile::Profile;
use crate::plan::skill::{SkillId, StepId};
use crate::plan::trouble::Trouble;
use crate::plan::units::Date;

/// First steps whose premiums are moved.
const FIRST: usize = 3;
/// Values tried on the way from today's value to the end of the range.
const TRIES: u32 = 4;
/// Halvings between the last value that keeps the first step and the first that changes it.
const HALVINGS: u32 = 8;
/// The most learning hours in a week that are tried.
const MOST_LEARNING: f64 = 40.0;
/// How far the rate is moved, as a factor.
const MOST_RATE: f64 = 4.0;

/// The values of one lever at which the first step of the best plan changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// What is moved.
    pub lever: Lever,
    /// Its value now, in its own unit.
    pub now: f64,
    /// The nearest change found below.
    pub below: Option<Turn>,
    /// The nearest change found above.
    pub above: Option<Turn>,
}

/// A value at which the best plan begins with another step.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The value, in the lever's unit; the step before it still leads to the plan's own first step.
    pub value: f64,
    /// The step that comes first there; nothing if no step pays any more.
    pub first: Option<StepId>,
}

/// Finds, for learning hours, the own share, the rate and the premiums of the plan's first three skills, the values at
/// which the first step changes, by halving between re-solved plans (MODEL, section 6).
///
/// Between the values tried a change there and back can be missed. `limits.stop` ends it early with what was found.
///
/// # Errors
/// A pack or profile that the model cannot read, or pins and locks that cannot be met.
pub fn flip_points(
    profile: &Profile,
    market: &Market,
    today: Date,
    steps: &[StepId],
    limits: &Limits<'_>,
) -> Result<Vec<Flip>, Trouble> {
    let model = Model::new(profile, market, today)?;
    let values = model.middle()?;
    let desk = Desk { model: &model, problem: model.problem(&values), values, limits, steps };
    let mut levers = vec![Lever::LearningHours, Lever::Assumption(Knob::OwnShare), Lever::Rate];
    for step in steps.iter().take(FIRST) {
        let lever = Lever::SkillPremium(step.skill.clone());
        if !levers.contains(&lever) {
            levers.push(lever);
        }
    }
    let mut flips = Vec::with_capacity(levers.len());
    for lever in levers {
        if (limits.stop)() {
            break;
        }
        flips.extend(desk.flip(lever)?);
    }
    Ok(flips)
}

struct Desk<'a> {
    model: &'a Model<'a>,
    values: Values,
    problem: Problem,
    limits: &'a Limits<'a>,
    steps: &'a [StepId],
}

impl Desk<'_> {
    fn flip(&self, lever: Lever) -> Result<Option<Flip>, Trouble> {
        let Some((least, now, most)) = self.range(&lever) else { return Ok(None) };
        let below = self.turn(&lever, now, least)?;
        let above = self.turn(&lever, now, most)?;
        let unit = self.unit(&lever);
        let own = |turn: Turn| Turn { value: turn.value / unit, ..turn };
        Ok(Some(Flip { lever, now: now / unit, below: below.map(own), above: above.map(own) }))
    }

    /// What a value of the model is divided by to stand in the lever's own unit.
    fn unit(&self, lever: &Lever) -> f64 {
        match lever {
            Lever::Assumption(knob) => self.model.market.assumptions.get(knob).map_or(1.0, knobs::scale),
            _ => 1.0,
        }
    }

    /// The least, present and largest value of a lever, as the model counts it.
    fn range(&self, lever: &Lever) -> Option<(f64, f64, f64)> {
        let problem = &self.problem;
        match lever {
            Lever::LearningHours => {
                let displaced = problem.displacement;
                let most = if displaced > 0.0 { problem.billable_hours / displaced } else { f64::INFINITY };
                let now = problem.learning_hours;
                Some((now.min(0.5), now, most.min(MOST_LEARNING).max(now)))
            }
            Lever::Rate => {
                let now = self.model.profile.rate.get();
                Some((now / MOST_RATE, now, now * MOST_RATE))
            }
            Lever::Assumption(knob) => Some((0.0, self.model.knobs.mid(*knob), 1.0)),
            Lever::SkillPremium(id) => {
                let premium = self.model.market.premium(self.model.market.skill(id)?)?;
                let now = premium.range.mid().get();
                let most = libm::expm1(0.9 * self.model.knobs.mid(Knob::CapLog));
                Some((now.min(0.0), now, most.max(now)))
            }
            _ => None,
        }
    }

    /// The change of the first step that is nearest to `now` on the way to `end`.
    fn turn(&self, lever: &Lever, now: f64, end: f64) -> Result<Option<Turn>, Trouble> {
        let mine = self.steps.first();
        let mut kept = now;
        for attempt in 1..=TRIES {
            // Values near today's are tried first: 1/8, 1/4, 1/2 and all of the way.
            let at = now + (end - now) / f64::from(1_u32 << (TRIES - attempt));
            if (self.limits.stop)() || (at - kept).abs() <= f64::EPSILON * now.abs() {
                return Ok(None);
            }
            let first = self.first(lever, at)?;
            if first.as_ref() != mine {
                return self.halve(lever, kept, Turn { value: at, first }).map(Some);
            }
            kept = at;
        }
        Ok(None)
    }

    fn halve(&self, lever: &Lever, mut kept: f64, mut turn: Turn) -> Result<Turn, Trouble> {
        for _ in 0..HALVINGS {
            if (self.limits.stop)() {
                break;
            }
            let value = f64::midpoint(kept, turn.value);
            let first = self.first(lever, value)?;
            if first.as_ref() == self.steps.first() {
                kept = value;
            } else {
                turn = Turn { value, first };
            }
        }
        Ok(turn)
    }

    /// The first step of the best plan with the lever at a value.
    fn first(&self, lever: &Lever, value: f64) -> Result<Option<StepId>, Trouble> {
        let problem = self.moved(lever, value);
        let solution = limits::solve(&problem, &Limits { start: self.steps, improved: &|_| {}, ..*self.limits })?;
        Ok(solution.sequence.first().and_then(compile::typed))
    }

    fn moved(&self, lever: &Lever, value: f64) -> Problem {
        match lever {
            Lever::LearningHours => Problem { learning_hours: value, ..self.problem.clone() },
            Lever::Rate => {
                let fee = self.model.profile.fee.get();
                Problem { rate: value * (1.0 - fee), ..self.problem.clone() }
            }
            Lever::Assumption(Knob::OwnShare) => {
                self.model.problem(&Values { own_share: value, ..self.values.clone() })
            }
            Lever::SkillPremium(id) => self.with_premium(id, value),
            _ => self.problem.clone(),
        }
    }

    /// The problem with another premium for one skill, all its levels in proportion.
    fn with_premium(&self, id: &SkillId, share: f64) -> Problem {
        let mut problem = self.problem.clone();
        let now = self.model.market.skill(id).and_then(|skill| self.values.premium.get(&skill.premium)).copied();
        let factor = now.filter(|now| now.abs() > 0.0).map_or(1.0, |now| self.model.log_premium(share) / now);
        let mine = problem.skills.iter_mut().filter(|skill| skill.id == id.as_str());
        for level in mine.flat_map(|skill: &mut optimize::ProblemSkill| &mut skill.levels) {
            level.premium *= factor;
        }
        problem
    }
}
