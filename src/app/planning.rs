//! What the planner does in the background, in the order in which the window wants to know.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::plan::explain::{Bridge, Flip, Skip, Tornado, flip_points, rate_bridge, skip, tornado};
use crate::plan::gap::{Gap, gap};
use crate::plan::market::{Market, TargetId};
use crate::plan::profile::Profile;
use crate::plan::projection::{FUTURES, FirstSteps, Futures, Projection, first_steps_hold, project};
use crate::plan::replan::{Changes, changes};
use crate::plan::scenario::{Outcome, Scenario, outcome};
use crate::plan::skill::{SkillId, StepId};
use crate::plan::units::Date;
use crate::plan::{Concession, Limits, Plan, Proof, QUICK_NODES, Trouble, USUAL_NODES, build, ways_out};

/// Work after which a first plan is shown, proven or not; the proof goes on behind it.
const FIRST_LOOK_NODES: usize = 4_000;
/// Draws in which the first steps are planned anew.
const DRAWS: usize = 200;

/// All that a plan depends on.
pub(super) struct Question {
    /// The user.
    pub(super) profile: Profile,
    /// The market.
    pub(super) market: Arc<Market>,
    /// Today.
    pub(super) today: Date,
    /// The plan on screen, to begin with.
    pub(super) start: Vec<StepId>,
    /// The futures drawn last, which are used again while they fit.
    pub(super) futures: Arc<Mutex<Option<Futures>>>,
}

/// A part of the answer.
pub(super) enum Answer {
    /// A plan, and the milliseconds it took.
    Plan(Arc<Plan>, f64),
    /// Its futures.
    Projection(Arc<Projection>),
    /// What moved since the plan that the user goes by.
    Changes(Option<Arc<Changes>>),
    /// What it is made of.
    Reasons(Reason),
    /// There is none, for this reason, and these changes would help.
    Trouble(Trouble, Vec<Vec<Concession>>),
    /// All of the above has been said.
    Done,
    /// What would change the first step.
    Flips(Vec<Flip>),
    /// How often the first steps stay first.
    FirstSteps(FirstSteps),
    /// The plan in the futures in which the service erodes as far as its studies go.
    Eroded(Arc<Projection>),
    /// The best plan without a skill.
    Skip(SkillId, Arc<Skip>),
    /// What a saved scenario comes to.
    Compared(String, Result<Arc<Outcome>, Trouble>),
}

/// What stands beside a plan.
pub(super) struct Reason {
    pub(super) gaps: Vec<(TargetId, Gap)>,
    pub(super) tornado: Option<Tornado>,
    pub(super) bridge: Option<Bridge>,
}

/// Plans: first a plan that may lack its proof, with its futures, then the proof if it was lacking.
pub(super) fn plan(question: &Question, stop: &dyn Fn() -> bool, tell: &dyn Fn(Answer)) {
    match plan_and_tell(question, stop, tell) {
        Ok(()) => tell(Answer::Done),
        Err(trouble) => tell(Answer::Trouble(trouble, ways_out(&question.profile, &question.market, question.today))),
    }
}

fn plan_and_tell(question: &Question, stop: &dyn Fn() -> bool, tell: &dyn Fn(Answer)) -> Result<(), Trouble> {
    let Question { profile, market, today, start, .. } = question;
    let clock = Instant::now();
    let solve = |nodes: usize, start: &[StepId]| {
        build(profile, market, *today, &Limits { nodes, stop, start, ..Limits::USUAL })
    };
    let tell_plan = |plan: Plan| -> Result<(Vec<StepId>, bool), Trouble> {
        let (ids, is_proven) = (plan.ids(), plan.proof == Proof::Optimal);
        let plan = Arc::new(plan);
        tell(Answer::Plan(Arc::clone(&plan), clock.elapsed().as_secs_f64() * 1000.0));
        let moved = changes(profile, market, &plan, *today)?;
        tell(Answer::Changes(moved.filter(|changes| !changes.steps.is_empty()).map(Arc::new)));
        tell(Answer::Projection(Arc::new(futures(question, &ids)?)));
        Ok((ids, is_proven))
    };
    let (mut ids, is_proven) = tell_plan(solve(FIRST_LOOK_NODES, start)?)?;
    tell(Answer::Reasons(reasons(question, &ids)));
    if !is_proven && !stop() {
        let before = ids.clone();
        (ids, _) = tell_plan(solve(USUAL_NODES, &before)?)?;
        if ids != before {
            tell(Answer::Reasons(reasons(question, &ids)));
        }
    }
    Ok(())
}

/// Runs the steps through the futures, drawing them only if what they follow from has changed.
fn futures(question: &Question, steps: &[StepId]) -> Result<Projection, Trouble> {
    let Question { profile, market, today, futures, .. } = question;
    let mut kept = futures.lock().unwrap_or_else(PoisonError::into_inner);
    let drawn = match kept.take() {
        Some(drawn) if drawn.fit(profile, market) => drawn,
        _ => Futures::draw(profile, market, FUTURES)?,
    };
    let projection = project(&drawn, profile, market, steps, *today);
    *kept = Some(drawn);
    projection
}

/// Runs the plan through the same futures, but with the service eroding as far as its studies go.
fn eroded(question: &Question) -> Result<Projection, Trouble> {
    let Question { profile, market, today, start, futures } = question;
    // The lock is free again before the futures are run, so that a newer question need not wait for this one.
    let kept = {
        let kept = futures.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|kept| kept.fit(profile, market)).map(|kept| kept.eroded(profile, market))
    };
    let drawn = match kept {
        Some(drawn) => drawn,
        None => Futures::draw(profile, market, FUTURES)?.eroded(profile, market),
    };
    project(&drawn, profile, market, start, *today)
}

fn reasons(question: &Question, steps: &[StepId]) -> Reason {
    let Question { profile, market, today, .. } = question;
    Reason {
        gaps: market
            .targets
            .iter()
            .filter_map(|target| Some((target.id.clone(), gap(profile, market, target).ok()?)))
            .collect(),
        tornado: tornado(profile, market, *today, steps).ok(),
        bridge: rate_bridge(profile, market, *today, steps).ok(),
    }
}

/// What takes many plans to find out: when the first step changes, and in how many futures it stays.
pub(super) fn explain(question: &Question, stop: &dyn Fn() -> bool, tell: &dyn Fn(Answer)) {
    let Question { profile, market, today, start, .. } = question;
    if let Ok(projection) = eroded(question) {
        tell(Answer::Eroded(Arc::new(projection)));
    }
    if start.is_empty() || stop() {
        return;
    }
    let limits = Limits { nodes: QUICK_NODES, stop, start, ..Limits::USUAL };
    if let Ok(flips) = flip_points(profile, market, *today, start, &limits)
        && !stop()
    {
        tell(Answer::Flips(flips));
    }
    let Ok(futures) = Futures::draw(profile, market, DRAWS) else { return };
    let each = |steps: &FirstSteps| tell(Answer::FirstSteps(steps.clone()));
    if let Ok(steps) = first_steps_hold(&futures, profile, market, *today, start, &limits, &each)
        && !stop()
    {
        tell(Answer::FirstSteps(steps));
    }
}

/// What each of these scenarios comes to, on the published figures of `pack`.
pub(super) fn compare(
    question: &Question,
    pack: &Market,
    scenarios: &[Scenario],
    stop: &dyn Fn() -> bool,
    tell: &dyn Fn(Answer),
) {
    let Question { profile, today, start, .. } = question;
    let limits = Limits { nodes: USUAL_NODES, stop, start, ..Limits::USUAL };
    for scenario in scenarios {
        let found = outcome(scenario, profile, pack, *today, FUTURES, &limits);
        if stop() {
            return;
        }
        tell(Answer::Compared(scenario.name.clone(), found.map(Arc::new)));
    }
}

/// The best plan without a skill, and what skipping it loses.
pub(super) fn plan_without(
    question: &Question,
    plan: &Plan,
    skill: &SkillId,
    stop: &dyn Fn() -> bool,
    tell: &dyn Fn(Answer),
) {
    let Question { profile, market, today, start, .. } = question;
    let limits = Limits { nodes: USUAL_NODES, stop, start, ..Limits::USUAL };
    match skip(profile, market, *today, plan, skill, &limits) {
        Ok(found) if !stop() => tell(Answer::Skip(skill.clone(), Arc::new(found))),
        // A stopped search proves nothing, so it says nothing; any other trouble is the plan's own and is shown there.
        Ok(_) | Err(_) => {}
    }
}
