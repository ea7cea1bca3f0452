//! What moved between the plan that the user saw last and the one of today, and why.

use std::collections::BTreeSet;

use super::answer::{Plan, Reason};
use super::explain::value_of;
use super::market::Market;
use super::number;
use super::profile::Profile;
use super::skill::StepId;
use super::trouble::Trouble;
use super::units::{Date, Hours, Money};

/// A plan as the user saw it and went by it, to hold later plans against.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenPlan {
    /// The day from which it counted.
    pub date: Date,
    /// Hours of learning a week that it was made with.
    pub learning_hours: Hours,
    /// What it was worth over the horizon of that day.
    pub value: Money,
    /// Its steps, in order.
    pub steps: Vec<SeenStep>,
}

/// A step of a plan that was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenStep {
    /// Which step.
    pub id: StepId,
    /// The day on which it was to end.
    pub end: Date,
    /// The hours that it still took, the middle estimate.
    pub hours: Hours,
    /// The hours that had been logged on it.
    pub logged: Hours,
}

impl SeenPlan {
    /// The plan of a profile as it stands on a day.
    #[must_use]
    pub fn of(profile: &Profile, plan: &Plan, today: Date) -> Self {
        let seen = |step: &super::PlannedStep| SeenStep {
            id: step.id.clone(),
            end: step.end,
            hours: step.hours.mid(),
            logged: logged(profile, &step.id),
        };
        Self {
            date: today,
            learning_hours: profile.learning_hours,
            value: plan.value,
            steps: plan.steps.iter().map(seen).collect(),
        }
    }
}

/// How today's plan differs from the one that was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// The day on which the plan was seen.
    pub since: Date,
    /// What has happened since.
    pub causes: Vec<Cause>,
    /// Steps that end on another day by half a week or more, that are new, or that are gone; in the order of the new
    /// plan, those that are gone last. Steps that are done are causes.
    pub steps: Vec<Change>,
    /// What the plan was worth when it was seen.
    pub value_before: Money,
    /// What today's plan is worth.
    pub value: Money,
    /// What the steps of the old plan that are not done would be worth today, in their old order.
    pub old_order: Money,
}

/// A step that moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Which step.
    pub step: StepId,
    /// How.
    pub what: Moved,
}

/// How a step moved between two plans.
#[derive(Clone, Debug, PartialEq)]
pub enum Moved {
    /// It ends on another day.
    Shifted {
        /// The day on which it was to end.
        from: Date,
        /// The day on which it ends now.
        to: Date,
        /// Whole weeks later, negative where it is earlier; never zero.
        weeks: i64,
    },
    /// Only the new plan has it, and it ends on this day.
    Entered(Date),
    /// Only the old plan had it; the reason if the new plan gives one.
    Left(Option<Reason>),
}

/// Something that happened since a plan was seen and moves it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// A step is done, so many days after the day on which it was to end; negative where it is earlier.
    Done(StepId, i64),
    /// Hours were logged on a step that is not done.
    Logged(StepId, Hours),
    /// The estimate of a step's hours is another one: before and now, hours already spent included.
    Estimate(StepId, Hours, Hours),
    /// Hours of learning a week: before and now.
    Pace(Hours, Hours),
    /// Whole weeks have passed, at least one.
    Passed {
        /// How many.
        weeks: i64,
        /// The hours that the plan had foreseen for them.
        planned: Hours,
        /// The hours of the plan's steps that were spent.
        spent: Hours,
    },
}

/// Holds today's plan against the one that the profile keeps as seen; nothing where it keeps none.
///
/// # Errors
/// A pack or profile that the model cannot read.
pub fn changes(profile: &Profile, market: &Market, plan: &Plan, today: Date) -> Result<Option<Changes>, Trouble> {
    let Some(seen) = &profile.seen else { return Ok(None) };
    let order: Vec<StepId> = seen.steps.iter().map(|step| step.id.clone()).collect();
    Ok(Some(Changes {
        since: seen.date,
        causes: causes(profile, seen, plan, today),
        steps: moved(profile, seen, plan),
        value_before: seen.value,
        value: plan.value,
        old_order: value_of(profile, market, today, &order)?,
    }))
}

fn causes(profile: &Profile, seen: &SeenPlan, plan: &Plan, today: Date) -> Vec<Cause> {
    let mut found = Vec::new();
    if seen.learning_hours != profile.learning_hours {
        found.push(Cause::Pace(seen.learning_hours, profile.learning_hours));
    }
    for step in &seen.steps {
        found.extend(step_causes(profile, plan, step, today));
    }
    let days = today.days_since(seen.date);
    let weeks = days.div_euclid(7);
    if weeks > 0 {
        let days = f64::from(i32::try_from(days).unwrap_or(i32::MAX));
        let spent: f64 = seen.steps.iter().map(|step| spent(profile, step)).sum();
        let planned: f64 = seen.steps.iter().map(|step| step.hours.get()).sum();
        let calendar = profile.calendar(seen.date).at_pace(seen.learning_hours.get());
        let planned = planned.min(calendar.hours(days / 7.0));
        found.push(Cause::Passed { weeks, planned: number::hours(planned), spent: number::hours(spent) });
    }
    found
}

/// Hours of a step that were spent since it was seen; all of them where it is done.
fn spent(profile: &Profile, step: &SeenStep) -> f64 {
    if is_done(profile, &step.id) {
        return step.hours.get();
    }
    (logged(profile, &step.id).get() - step.logged.get()).clamp(0.0, step.hours.get())
}

fn step_causes(profile: &Profile, plan: &Plan, step: &SeenStep, today: Date) -> Vec<Cause> {
    if is_done(profile, &step.id) {
        return vec![Cause::Done(step.id.clone(), today.days_since(step.end))];
    }
    let mut found = Vec::new();
    let now = logged(profile, &step.id);
    if now > step.logged {
        found.push(Cause::Logged(step.id.clone(), number::hours(now.get() - step.logged.get())));
    }
    let Some(planned) = plan.step(&step.id) else { return found };
    let (before, after) = (step.hours.get() + step.logged.get(), planned.hours.mid().get() + now.get());
    // The hours that are left are whole and at least one, which is no other estimate.
    let is_rounded = planned.hours.mid().get() <= 1.0 && after > before;
    if (after - before).abs() > 1.0 && !is_rounded {
        found.push(Cause::Estimate(step.id.clone(), number::hours(before), number::hours(after)));
    }
    found
}

fn moved(profile: &Profile, seen: &SeenPlan, plan: &Plan) -> Vec<Change> {
    let mut found = Vec::new();
    for step in &plan.steps {
        let what = match seen.steps.iter().find(|old| old.id == step.id) {
            None => Moved::Entered(step.end),
            Some(old) => match whole_weeks(step.end.days_since(old.end)) {
                0 => continue,
                weeks => Moved::Shifted { from: old.end, to: step.end, weeks },
            },
        };
        found.push(Change { step: step.id.clone(), what });
    }
    let kept: BTreeSet<&StepId> = plan.steps.iter().map(|step| &step.id).collect();
    let gone = seen.steps.iter().filter(|old| !kept.contains(&old.id) && !is_done(profile, &old.id));
    found.extend(gone.map(|old| {
        let reason = plan.left_out.iter().find(|left| left.skill == old.id.skill).map(|left| left.reason.clone());
        Change { step: old.id.clone(), what: Moved::Left(reason) }
    }));
    found
}

/// Days in whole weeks, the nearest.
const fn whole_weeks(days: i64) -> i64 {
    (days + 3).div_euclid(7)
}

fn is_done(profile: &Profile, step: &StepId) -> bool {
    profile.level(&step.skill) >= step.level
}

fn logged(profile: &Profile, step: &StepId) -> Hours {
    profile.steps.get(step).map_or(Hours::ZERO, |record| record.logged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::profile::StepRecord;
    use crate::plan::testing::{case, plan, today};
    use crate::plan::{Limits, build};

    fn hours(number: f64) -> Hours {
        Hours::new(number).expect("hours")
    }

    /// What moves when a profile that has seen its plan changes, and `days` pass.
    #[track_caller]
    fn after(days: i64, change: impl FnOnce(&mut Profile, &[StepId])) -> (Changes, Plan) {
        let (mut profile, market) = case();
        let before = plan(&profile, &market);
        profile.seen = Some(SeenPlan::of(&profile, &before, today()));
        change(&mut profile, &before.ids());
        let day = today().plus_days(days);
        let now = build(&profile, &market, day, &Limits::USUAL).expect("the test case has a plan");
        let found = changes(&profile, &market, &now, day).expect("the test case is sound");
        (found.expect("a plan was seen"), now)
    }

    fn shifts(changes: &Changes) -> Vec<i64> {
        let weeks = changes.steps.iter().filter_map(|change| match change.what {
            Moved::Shifted { weeks, .. } => Some(weeks),
            Moved::Entered(_) | Moved::Left(_) => None,
        });
        weeks.collect()
    }

    #[test]
    fn the_same_plan_on_the_same_day_moves_nothing() {
        let (found, now) = after(0, |_, _| ());
        assert_eq!((found.steps, found.causes), (Vec::new(), Vec::new()));
        assert_eq!((found.value, found.value_before), (now.value, now.value));
        assert!((found.old_order.get() - now.value.get()).abs() < 1e-6);
    }

    #[test]
    fn weeks_without_learning_move_every_step_by_as_many() {
        let (found, now) = after(14, |_, _| ());
        assert_eq!(found.causes, [Cause::Passed { weeks: 2, planned: hours(10.0), spent: Hours::ZERO }]);
        let kept = shifts(&found);
        assert!(!kept.is_empty() && kept.iter().all(|weeks| *weeks >= 1), "{found:?}");
        assert!(kept.contains(&2) && found.since == today(), "{found:?}");
        assert!(now.value >= found.old_order, "the new order is never worth less than the old one");
    }

    #[test]
    fn a_step_done_early_moves_the_others_forward() {
        let (found, _) = after(0, |profile, steps| {
            let first = steps.first().expect("the plan has steps");
            profile.skills.entry(first.skill.clone()).or_default().level = first.level;
        });
        assert!(matches!(found.causes.as_slice(), [Cause::Done(_, days)] if *days < 0), "{:?}", found.causes);
        let kept = shifts(&found);
        assert!(!kept.is_empty() && kept.iter().all(|weeks| *weeks < 0), "{found:?}");
    }

    #[test]
    fn fewer_hours_a_week_move_steps_later_or_out() {
        let (found, now) = after(0, |profile, _| profile.learning_hours = hours(2.0));
        assert_eq!(found.causes, [Cause::Pace(hours(5.0), hours(2.0))]);
        assert!(found.value < found.value_before && now.value >= found.old_order);
        let is_gone = |change: &Change| matches!(change.what, Moved::Left(_));
        assert!(found.steps.iter().any(is_gone) && shifts(&found).iter().any(|weeks| *weeks > 0), "{found:?}");
    }

    #[test]
    fn hours_logged_and_estimates_are_told_apart() {
        #[track_caller]
        fn check(record: StepRecord, expect: &dyn Fn(StepId) -> Vec<Cause>) {
            let mut first = None;
            let (found, _) = after(0, |profile, steps| {
                first = steps.first().cloned();
                profile.steps.extend(first.clone().map(|step| (step, record)));
            });
            assert_eq!(found.causes, expect(first.expect("the plan has steps")));
        }
        let logged = |number| StepRecord { logged: hours(number), ..StepRecord::default() };
        check(logged(3.0), &|step| vec![Cause::Logged(step, hours(3.0))]);
        check(logged(0.0), &|_| Vec::new());
        // Whatever is logged, an hour is left until the step is done.
        check(logged(200.0), &|step| vec![Cause::Logged(step, hours(200.0))]);
        let estimate = StepRecord { hours: Some(hours(99.0)), ..StepRecord::default() };
        let (profile, market) = case();
        let before = plan(&profile, &market).steps.first().map(|step| step.hours.mid()).expect("a step");
        check(estimate, &|step| vec![Cause::Estimate(step, before, hours(99.0))]);
    }

    #[test]
    fn half_a_week_is_a_week() {
        #[track_caller]
        fn check(days: i64, expect: i64) {
            assert_eq!(whole_weeks(days), expect);
        }
        check(0, 0);
        check(3, 0);
        check(4, 1);
        check(-3, 0);
        check(-4, -1);
        check(-11, -2);
        check(17, 2);
    }

    #[test]
    fn without_a_plan_that_was_seen_there_is_nothing_to_say() {
        let (profile, market) = case();
        let now = plan(&profile, &market);
        assert_eq!(changes(&profile, &market, &now, today()), Ok(None));
    }
}
