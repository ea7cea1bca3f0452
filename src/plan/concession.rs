//! The smallest changes of a profile that make wishes possible which cannot be met as they stand.

use std::collections::BTreeSet;

use super::compile::{Model, typed, weeks_of};
use super::market::Market;
use super::optimize::{self, Obstacle};
use super::premium::Week;
use super::profile::Profile;
use super::skill::{SkillId, StepId};
use super::units::{Date, Hours, Money};

/// Learning hours are raised in parts of an hour of this size.
const HALF_HOUR: f64 = 0.5;
/// More than a full working week of learning is no advice.
const MOST_HOURS: f64 = 40.0;
/// Longer than ten years ahead is no advice either.
const MOST_MONTHS: u32 = 120;

/// One thing to give way in.
#[derive(Clone, Debug, PartialEq)]
pub enum Concession {
    /// Learn this many hours a week.
    LearningHours(Hours),
    /// Plan this many months ahead.
    Horizon(u32),
    /// Let all steps together cost this much.
    Budget(Money),
    /// Let a skipped skill into the plan again.
    Include(SkillId),
    /// Give up a step that does not exist.
    GiveUp(StepId),
    /// Begin with these steps, which are the locked ones after what they need.
    LockFirst(Vec<StepId>),
}

impl Concession {
    /// Makes the change.
    pub fn apply(&self, profile: &mut Profile) {
        match self {
            Self::LearningHours(hours) => profile.learning_hours = *hours,
            Self::Horizon(months) => profile.horizon_months = *months,
            Self::Budget(money) => profile.budget = Some(*money),
            Self::Include(skill) => profile.excluded.retain(|excluded| excluded != skill),
            Self::GiveUp(step) => {
                profile.pinned.remove(step);
                profile.locked.retain(|locked| locked != step);
            }
            Self::LockFirst(steps) => profile.locked.clone_from(steps),
        }
    }
}

/// Finds the smallest changes that make pins, locks and the budget possible together; none where they are already, or
/// where no change within reason helps.
///
/// Each way is a list of changes that suffices, tried on the profile itself. Where hours lack there are two ways: more
/// hours a week, in half hours up to 40, and a longer horizon, in months up to ten years. A budget rises to whole money.
#[must_use]
pub fn ways_out(profile: &Profile, market: &Market, today: Date) -> Vec<Vec<Concession>> {
    let mut ways: Vec<Vec<Concession>> = Vec::new();
    for room in [Room::MoreHours, Room::MoreMonths] {
        let found = way_out(profile, market, today, room).filter(|way| !way.is_empty() && !ways.contains(way));
        ways.extend(found);
    }
    ways
}

/// Where hours come from when they lack.
#[derive(Clone, Copy)]
enum Room {
    MoreHours,
    MoreMonths,
}

/// Gives way to one obstacle after the other until none is left.
fn way_out(profile: &Profile, market: &Market, today: Date, room: Room) -> Option<Vec<Concession>> {
    let mut asked = profile.clone();
    let mut way = Vec::new();
    // Each change ends one obstacle for good: a skipped skill, a step, the order, the hours or the budget.
    for _ in 0..profile.excluded.len() + profile.pinned.len() + profile.locked.len() + 4 {
        let concession = {
            let model = Model::new(&asked, market, today).ok()?;
            let problem = model.problem(&model.middle().ok()?);
            if !optimize::faults(&problem).is_empty() {
                return None;
            }
            let Some(obstacle) = optimize::obstacle(&problem) else { return Some(way) };
            answer(&model, &problem.week(), &obstacle, room)?
        };
        concession.apply(&mut asked);
        way.push(concession);
    }
    None
}

fn answer(model: &Model<'_>, week: &Week, obstacle: &Obstacle, room: Room) -> Option<Concession> {
    match obstacle {
        Obstacle::Excluded { needs, .. } => Some(Concession::Include(SkillId::new(needs.skill.clone()))),
        Obstacle::NoSuchLevel { wanted, .. } | Obstacle::Missing { wanted } => typed(wanted).map(Concession::GiveUp),
        Obstacle::Order { .. } => Some(Concession::LockFirst(in_order(model))),
        Obstacle::Hours { need, .. } => match room {
            Room::MoreHours => more_hours(week, *need),
            Room::MoreMonths => more_months(model, week, *need),
        },
        Obstacle::Budget { need, .. } => Money::new(libm::ceil(*need)).map(Concession::Budget),
    }
}

/// The fewest half hours a week that hold so many hours within the horizon.
fn more_hours(week: &Week, need: f64) -> Option<Concession> {
    let own = week
        .calendar
        .stretches()
        .iter()
        .map(|stretch| [stretch.from, stretch.until].map(|at| at.min(week.horizon_weeks)));
    let away: f64 = own.map(|[from, until]| until - from).sum();
    let inside = week.calendar.at_pace(0.0).hours(week.horizon_weeks);
    let least = libm::floor((need - inside).max(0.0) / (week.horizon_weeks - away) / HALF_HOUR);
    // The exact quotient may lie below by a rounding; the one after it never does.
    let paces = [least, least + 1.0].map(|halves| halves * HALF_HOUR);
    let at = |pace: f64| Week { calendar: week.calendar.at_pace(pace), ..week.clone() };
    let holds = |pace: &f64| *pace <= MOST_HOURS && at(*pace).ticks() >= need;
    paces.into_iter().find(holds).and_then(Hours::new).map(Concession::LearningHours)
}

/// The fewest months that hold so many hours at this pace.
fn more_months(model: &Model<'_>, week: &Week, need: f64) -> Option<Concession> {
    let holds = |months: &u32| Week { horizon_weeks: weeks_of(*months), ..week.clone() }.ticks() >= need;
    (model.profile.horizon_months..=MOST_MONTHS).find(holds).map(Concession::Horizon)
}

/// The locked steps, each once and after all that it needs.
fn in_order(model: &Model<'_>) -> Vec<StepId> {
    let (mut order, mut seen) = (Vec::new(), BTreeSet::new());
    for step in &model.profile.locked {
        add(model, step, &mut seen, &mut order);
    }
    order
}

fn add(model: &Model<'_>, step: &StepId, seen: &mut BTreeSet<StepId>, order: &mut Vec<StepId>) {
    if model.is_held(step) || !seen.insert(step.clone()) {
        return;
    }
    for need in model.needs(step) {
        add(model, &need, seen, order);
    }
    order.push(step.clone());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::number;
    use crate::plan::testing::{case, id, plan, step, today};
    use crate::plan::{Limits, Trouble, build};

    fn hours(amount: f64) -> Concession {
        Concession::LearningHours(Hours::new(amount).expect("hours"))
    }

    fn money(amount: f64) -> Concession {
        Concession::Budget(Money::new(amount).expect("money"))
    }

    /// Without a way there is no plan; with each way there is one, and it keeps every pin.
    #[track_caller]
    fn check(change: impl Fn(&mut Profile), expect: &[&[Concession]]) {
        let (mut profile, market) = case();
        change(&mut profile);
        let trouble = build(&profile, &market, today(), &Limits::USUAL);
        assert!(matches!(trouble, Err(Trouble::Refused(_))), "{trouble:?}");
        let ways = ways_out(&profile, &market, today());
        assert_eq!(ways, expect);
        for way in ways {
            let mut profile = profile.clone();
            for concession in &way {
                concession.apply(&mut profile);
            }
            let plan = plan(&profile, &market);
            assert!(profile.pinned.iter().all(|pin| plan.step(pin).is_some()), "{way:?}: {:?}", plan.ids());
        }
    }

    #[test]
    fn each_obstacle_has_its_smallest_change() {
        // Models 1 takes 40 h after code 1 and 2 with 90 h.
        check(
            |profile| {
                profile.pinned.insert(step("models", 1));
                profile.learning_hours = number::hours(1.0);
            },
            &[&[hours(1.5)], &[Concession::Horizon(30)]],
        );
        check(
            |profile| {
                profile.pinned.insert(step("models", 2));
                profile.budget = Money::new(40.0);
            },
            &[&[money(100.0)]],
        );
        check(
            |profile| {
                profile.pinned.insert(step("agents", 1));
                profile.excluded.insert(id("code"));
            },
            &[&[Concession::Include(id("code"))]],
        );
        check(
            |profile| profile.locked = vec![step("agents", 1), step("code", 1)],
            &[&[Concession::LockFirst(vec![step("code", 1), step("agents", 1)])]],
        );
        check(|profile| profile.pinned.extend([step("review", 4)]), &[&[Concession::GiveUp(step("review", 4))]]);
    }

    #[test]
    fn what_lacks_together_is_changed_together() {
        check(
            |profile| {
                profile.pinned.insert(step("models", 2));
                profile.excluded.insert(id("code"));
                profile.learning_hours = number::hours(1.0);
                profile.budget = Money::new(40.0);
            },
            &[
                &[Concession::Include(id("code")), hours(2.5), money(100.0)],
                &[Concession::Include(id("code")), Concession::Horizon(49), money(100.0)],
            ],
        );
    }

    #[test]
    fn without_hours_no_horizon_is_long_enough() {
        check(
            |profile| {
                profile.pinned.insert(step("video", 1));
                profile.learning_hours = Hours::ZERO;
            },
            &[&[hours(0.5)]],
        );
    }

    #[test]
    fn a_smaller_change_than_the_one_offered_leaves_the_wish_impossible() {
        let (mut profile, market) = case();
        profile.pinned.insert(step("models", 3));
        profile.learning_hours = number::hours(1.0);
        profile.budget = Money::new(10.0);
        for way in ways_out(&profile, &market, today()) {
            for (place, concession) in way.iter().enumerate() {
                let less = match concession {
                    Concession::LearningHours(most) => hours(most.get() - HALF_HOUR),
                    Concession::Horizon(months) => Concession::Horizon(months - 1),
                    Concession::Budget(most) => money(most.get() - 1.0),
                    other => unreachable!("{other:?} has no size"),
                };
                let mut profile = profile.clone();
                way.iter().enumerate().filter(|(at, _)| *at != place).for_each(|(_, rest)| rest.apply(&mut profile));
                less.apply(&mut profile);
                let trouble = build(&profile, &market, today(), &Limits::USUAL);
                assert!(matches!(trouble, Err(Trouble::Refused(_))), "{less:?} is enough");
            }
        }
    }

    #[test]
    fn wishes_that_can_be_met_need_no_way_and_hopeless_ones_have_none() {
        let (mut profile, market) = case();
        assert!(ways_out(&profile, &market, today()).is_empty());
        // Every hour of learning is taken from one sold, and hardly any are sold.
        profile.pinned.insert(step("models", 3));
        profile.displacement = number::share(1.0);
        profile.billable_hours = number::hours(0.4);
        profile.learning_hours = number::hours(0.1);
        assert!(ways_out(&profile, &market, today()).is_empty());
    }
}
