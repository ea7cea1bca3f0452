//! The front door of the core, tried on a small market.

use super::compile::{self, Model};
use super::market::{Knob, Market, TargetId};
use super::number;
use super::optimize::{self, Refusal};
use super::profile::{Aim, Break, Override, Profile, Rating, StepRecord};
use super::skill::{Level, StepId};
use super::testing::{case, id, is_in_order, plan, rating, step, today};
use super::units::{Hours, Money, Range, Share};
use super::{Limits, Proof, Reason, Trouble, build};

fn own(value: f64) -> Override {
    Override { value, note: String::new() }
}

#[test]
fn equal_inputs_give_equal_plans() {
    let (profile, market) = case();
    let first = plan(&profile, &market);
    assert_eq!(first, plan(&profile, &market));
    assert_eq!(first.proof, Proof::Optimal);
    assert!(first.steps.len() > 3, "{:?}", first.ids());
    is_in_order(&profile, &market, &first);
}

#[test]
fn without_an_own_share_nothing_is_worth_learning() {
    let (mut profile, market) = case();
    profile.overrides.insert(Knob::OwnShare, own(0.0));
    let plan = plan(&profile, &market);
    assert_eq!((plan.steps.len(), plan.value), (0, Money::ZERO));
    assert!(plan.upper_bound.get() < 1e-6);
    assert_eq!((plan.finish, plan.pays_back, plan.rate_at_horizon), (None, None, plan.rate_without));
}

#[test]
fn more_learning_hours_never_lower_the_optimum() {
    let (mut profile, market) = case();
    let mut last = 0.0;
    for pace in [0.0, 1.0, 2.0, 3.0, 4.5, 6.0, 9.0, 15.0] {
        profile.learning_hours = number::hours(pace);
        let value = plan(&profile, &market).value.get();
        // Time is counted in whole hours of learning, so up to one of them may be lost to rounding.
        let tick = 25.0 * 45.0 * 0.6 / pace.max(1.0);
        assert!(value >= last - tick, "{value} at {pace} hours, {last} before");
        last = value;
    }
    assert!(last > 1000.0);
}

#[test]
fn a_further_skill_in_the_pack_never_lowers_the_optimum() {
    let (profile, full) = case();
    let most = plan(&profile, &full).value.get();
    for name in ["video", "agents", "models", "review"] {
        let mut market = full.clone();
        std::sync::Arc::make_mut(&mut market.skills).remove(&id(name));
        assert!(plan(&profile, &market).value.get() <= most * (1.0 + 1e-6), "without {name}");
    }
}

#[test]
fn marginal_values_are_re_evaluations() {
    let (profile, market) = case();
    let model = Model::new(&profile, &market, today()).expect("the test case is sound");
    let problem = model.problem(&model.middle().expect("the test case is sound"));
    let plan = plan(&profile, &market);
    let all: Vec<optimize::StepId> = plan.ids().iter().map(compile::plain).collect();
    let worth = |order: &[optimize::StepId]| optimize::value(&problem, order).expect("the order is allowed");
    assert!((worth(&all) - plan.value.get()).abs() < 1e-6);
    for planned in &plan.steps {
        let mut lost = vec![planned.id.clone()];
        for later in plan.ids() {
            if model.needs(&later).iter().any(|need| lost.contains(need)) {
                lost.push(later);
            }
        }
        let kept: Vec<optimize::StepId> =
            plan.ids().iter().filter(|step| !lost.contains(step)).map(compile::plain).collect();
        let brute = worth(&all) - worth(&kept);
        assert!((brute - planned.marginal.get()).abs() < 1e-6, "{}", planned.id);
    }
    assert_eq!(plan.steps.last().map(|step| step.so_far), Some(plan.value));
    let swaps = plan.steps.iter().filter_map(|step| step.before_next);
    assert!(swaps.into_iter().all(|gain| gain.get() > -0.01), "a swap beats the optimum");
}

#[test]
fn unknown_ids_are_kept_aside_and_reported() {
    let (mut profile, market) = case();
    let before = plan(&profile, &market);
    profile.skills.insert(id("gone"), rating(2, 0));
    profile.excluded.insert(id("lost"));
    profile.pinned.insert(step("missing", 1));
    profile.locked.push(step("gone", 3));
    profile.steps.insert(step("old", 1), StepRecord::default());
    let after = plan(&profile, &market);
    assert_eq!(after.unknown, [id("gone"), id("lost"), id("missing"), id("old")]);
    assert_eq!(after.ids(), before.ids());
}

#[test]
fn a_target_keeps_the_plan_to_what_it_asks() {
    let (mut profile, market) = case();
    profile.target = Aim::Target(TargetId::new("clips"));
    let aimed = plan(&profile, &market);
    let asked = [step("review", 1), step("video", 1), step("video", 2)];
    assert!(aimed.steps.len() >= 2 && aimed.ids().iter().all(|step| asked.contains(step)), "{:?}", aimed.ids());
    profile.pinned.insert(step("agents", 1));
    let pinned = plan(&profile, &market);
    assert!(pinned.step(&step("agents", 1)).is_some() && pinned.step(&step("code", 1)).is_some());
    profile.target = Aim::Target(TargetId::new("nowhere"));
    let trouble = build(&profile, &market, today(), &Limits::USUAL);
    assert_eq!(trouble, Err(Trouble::UnknownTarget(TargetId::new("nowhere"))));
}

#[test]
fn budget_pins_locks_and_exclusions_hold() {
    let (mut profile, market) = case();
    profile.budget = Money::new(120.0);
    profile.locked = vec![step("code", 1), step("review", 1)];
    profile.pinned.insert(step("code", 2));
    profile.excluded.insert(id("video"));
    let plan = plan(&profile, &market);
    assert!(plan.cost.get() <= 120.0);
    assert_eq!(plan.ids().iter().take(2).cloned().collect::<Vec<StepId>>(), profile.locked);
    assert!(plan.step(&step("code", 2)).is_some());
    assert!(plan.steps.iter().all(|step| step.id.skill != id("video")));
    assert!(plan.steps.iter().take(2).all(|step| step.before_next.is_none()));
    is_in_order(&profile, &market, &plan);

    profile.pinned.insert(step("video", 1));
    let trouble = build(&profile, &market, today(), &Limits::USUAL);
    assert!(matches!(trouble, Err(Trouble::Refused(Refusal::Infeasible(_)))), "{trouble:?}");
}

#[test]
fn the_users_own_hours_and_costs_count() {
    #[track_caller]
    fn check(record: StepRecord, hours: [f64; 3], cost: f64) {
        let (mut profile, market) = case();
        profile.pinned.insert(step("video", 2));
        profile.steps.insert(step("video", 2), record);
        let plan = plan(&profile, &market);
        let planned = plan.step(&step("video", 2)).expect("a pinned step is planned");
        let [low, mid, high] = hours.map(number::hours);
        assert_eq!(Range::new(low, mid, high), Some(planned.hours));
        assert_eq!(planned.cost, number::money(cost));
        assert!((planned.end_week - planned.start_week - hours[1] / 5.0).abs() < 1e-9);
    }
    let hours = |hours| Hours::new(hours).expect("hours");
    check(StepRecord::default(), [14.0, 20.0, 32.0], 40.0);
    check(StepRecord { logged: hours(7.0), ..StepRecord::default() }, [7.0, 13.0, 25.0], 40.0);
    check(StepRecord { logged: hours(90.0), cost: Some(Money::ZERO), ..StepRecord::default() }, [1.0; 3], 0.0);
    check(StepRecord { hours: Some(hours(30.4)), ..StepRecord::default() }, [30.0; 3], 40.0);
}

#[test]
fn a_level_that_has_faded_is_learned_anew_in_a_part_of_its_hours() {
    #[track_caller]
    fn check(change: impl Fn(&mut Profile), [low, mid, high]: [f64; 3]) {
        let (mut profile, market) = case();
        let faded = Rating { faded_from: Level::new(2), ..rating(1, 0) };
        profile.skills.insert(id("video"), faded);
        profile.target = Aim::Target(TargetId::new("clips"));
        change(&mut profile);
        let plan = plan(&profile, &market);
        let own = plan.step(&step("video", 2)).expect("what faded is worth its hours");
        assert_eq!(Some(own.hours), Range::new(number::hours(low), number::hours(mid), number::hours(high)));
        is_in_order(&profile, &market, &plan);
    }
    // 20 hours (14 to 32) from nothing; half of them for what was known.
    check(|_| {}, [7.0, 10.0, 16.0]);
    check(|profile| drop(profile.overrides.insert(Knob::RelearnPart, own(0.25))), [4.0, 5.0, 8.0]);
    check(
        |profile| {
            let record = StepRecord { logged: number::hours(4.0), ..StepRecord::default() };
            profile.steps.insert(step("video", 2), record);
        },
        [3.0, 6.0, 12.0],
    );
    check(
        |profile| {
            let record = StepRecord { hours: Hours::new(9.0), ..StepRecord::default() };
            profile.steps.insert(step("video", 2), record);
        },
        [9.0; 3],
    );
    check(|profile| drop(profile.skills.insert(id("video"), rating(1, 0))), [14.0, 20.0, 32.0]);
}

#[test]
fn the_fee_lowers_the_value_and_not_the_rate() {
    let (mut profile, market) = case();
    profile.fee = Share::ZERO;
    profile.budget = Some(Money::ZERO);
    let gross = plan(&profile, &market);
    profile.fee = Share::new(0.2).expect("a share");
    let net = plan(&profile, &market);
    assert_eq!(gross.ids(), net.ids());
    assert!((net.value.get() - 0.8 * gross.value.get()).abs() < 1e-6);
    assert_eq!(gross.rate_at_horizon, net.rate_at_horizon);
}

#[test]
fn what_is_left_out_has_its_reason() {
    #[track_caller]
    fn check(change: impl Fn(&mut Profile), skill: &str, expect: impl Into<Option<Reason>>) {
        let (mut profile, market) = case();
        change(&mut profile);
        let plan = plan(&profile, &market);
        let left = plan.left_out.into_iter().find(|left| left.skill == id(skill));
        assert_eq!(left.map(|left| left.reason), expect.into(), "{skill}");
    }
    let without = |skill: &'static str| move |profile: &mut Profile| profile.excluded = [id(skill)].into();
    let aimed = |profile: &mut Profile| profile.target = Aim::Target(TargetId::new("clips"));
    let holding = |level: u8| {
        move |profile: &mut Profile| {
            profile.budget = Some(Money::ZERO);
            profile.skills.insert(id("video"), rating(level, 0));
        }
    };
    check(|_| {}, "video", None);
    check(without("agents"), "agents", Reason::Excluded);
    check(without("code"), "models", Reason::NeedsExcluded(id("code")));
    check(|profile| profile.learning_hours = number::hours(0.5), "models", Reason::TooLong);
    check(aimed, "agents", Reason::NotInTarget);
    check(aimed, "cut", Reason::AlreadyHeld);
    check(|profile| profile.overrides = [(Knob::OwnShare, own(0.0))].into(), "video", Reason::PaysBackTooLate);
    check(holding(3), "video", Reason::AlreadyHeld);
    check(holding(1), "video", Reason::OverBudget);
    check(|profile| profile.learning_hours = number::hours(2.5), "models", Reason::OthersPayMore);
}

#[test]
fn a_free_step_pays_back_in_the_month_of_its_first_gain() {
    let (mut profile, market) = case();
    profile.locked = vec![step("video", 1)];
    let plan = plan(&profile, &market);
    // Learned after 1.6 weeks and sold after 5.6: the second month.
    assert_eq!(plan.steps.first().and_then(|step| step.pays_back), Some(2));
    assert_eq!(plan.pays_back, Some(2));
}

#[test]
fn what_cannot_be_read_is_said() {
    #[track_caller]
    fn check(change: impl Fn(&mut Profile, &mut Market), expect: &str) {
        let (mut profile, mut market) = case();
        change(&mut profile, &mut market);
        let trouble = build(&profile, &market, today(), &Limits::USUAL).expect_err("the case is broken");
        assert_eq!(trouble.to_string(), expect);
        assert!(trouble.hint().ends_with('.'));
    }
    check(|profile, _| profile.horizon_months = 0, "a horizon of 0 months cannot be planned, only 1 to 600");
    check(|_, market| market.services.clear(), "the pack has no service `editor`");
    check(|_, market| market.premiums.clear(), "the pack has no premium for `agents`");
    let low_cap = |profile: &mut Profile, _: &mut Market| profile.overrides = [(Knob::CapLog, own(0.1))].into();
    check(low_cap, "the premium of `agents`, +21%, is more than all skills together can add (+11%)");
}

/// A break from so many days after today to so many, with so many hours a week.
fn days_off(from: i64, until: i64, hours: f64) -> Break {
    Break { from: today().plus_days(from), until: today().plus_days(until), learning_hours: number::hours(hours) }
}

#[test]
fn the_plan_steps_over_holidays() {
    let (mut profile, market) = case();
    let home = plan(&profile, &market);
    // Three whole weeks that begin after 14 days, so after 10 hours of learning.
    profile.breaks = vec![days_off(14, 34, 0.0)];
    let away = plan(&profile, &market);
    assert!(away.value < home.value && away.proof == Proof::Optimal);
    let mut hours = 0.0;
    for step in &away.steps {
        let (start, end) = (hours / 5.0, (hours + step.hours.mid().get()) / 5.0);
        let later = |week: f64, is_end: bool| if week > 2.0 || (week >= 2.0 && !is_end) { week + 3.0 } else { week };
        assert!((step.start_week - later(start, false)).abs() < 1e-9, "{step:?}");
        assert!((step.end_week - later(end, true)).abs() < 1e-9, "{step:?}");
        hours += step.hours.mid().get();
    }
}

#[test]
fn days_that_change_nothing_leave_the_plan_as_it_is_to_the_last_bit() {
    #[track_caller]
    fn check(own: Break) {
        let (mut profile, market) = case();
        let expect = plan(&profile, &market);
        profile.breaks.push(own);
        assert_eq!(plan(&profile, &market), expect);
    }
    check(days_off(-30, -1, 0.0));
    check(days_off(30, 10, 0.0));
    check(days_off(10_000, 10_020, 0.0));
}

#[test]
fn a_year_of_holidays_leaves_no_plan_and_no_trouble() {
    let (mut profile, market) = case();
    profile.breaks.push(days_off(0, 10_000, 0.0));
    let plan = plan(&profile, &market);
    assert!(plan.steps.is_empty() && plan.value.get().abs() < 1e-9);
}
