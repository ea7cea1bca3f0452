//! The bundled pack, the sample profile and the core together, as the window uses them.

use premia::demand;
use premia::plan::market::Market;
use premia::plan::profile::Profile;
use premia::plan::projection::{FUTURES, Futures, project};
use premia::plan::units::{Date, Hours, Money};
use premia::plan::{Limits, Plan, Proof, build};
use premia::state::{blank, sample};

fn pack() -> Market {
    demand::bundled().expect("the bundled pack is whole")
}

fn today() -> Date {
    Date::new(2026, 11, 22).expect("a day of the calendar")
}

fn hours(value: f64) -> Hours {
    Hours::new(value).expect("hours")
}

fn plan(profile: &Profile, market: &Market) -> Plan {
    build(profile, market, today(), &Limits::USUAL).expect("the profile can be planned")
}

#[test]
fn the_sample_has_a_proven_plan_that_pays() {
    let market = pack();
    let profile = sample(&market, today());
    let plan = plan(&profile, &market);
    assert_eq!(plan.proof, Proof::Optimal);
    assert!(plan.steps.len() >= 2, "{:?}", plan.ids());
    assert!(plan.value > Money::ZERO);
    assert!(plan.unknown.is_empty());
}

#[test]
fn every_service_has_a_plan_whose_order_respects_what_steps_need() {
    let market = pack();
    for service in &market.services {
        let profile = Profile { service: service.id.clone(), rate: service.rate.mid(), ..blank(&market) };
        let plan = plan(&profile, &market);
        let mut held = profile
            .skills
            .iter()
            .map(|(id, rating)| (id.clone(), rating.level))
            .collect::<std::collections::BTreeMap<_, _>>();
        for step in &plan.steps {
            let level = |id| held.get(id).copied().unwrap_or_default();
            assert_eq!(level(&step.id.skill).get() + 1, step.id.level.get(), "{}: {}", service.id, step.id);
            for need in &step.needs {
                assert!(level(&need.step.skill) >= need.step.level, "{}: {} needs {}", service.id, step.id, need.step);
            }
            held.insert(step.id.skill.clone(), step.id.level);
        }
        assert!(plan.value <= plan.upper_bound, "{}", service.id);
    }
}

#[test]
fn more_hours_never_lower_what_the_best_plan_is_worth() {
    let market = pack();
    let mut last = Money::ZERO;
    for learning in [0.0, 1.0, 2.0, 3.0, 4.0, 6.0] {
        let profile = Profile { learning_hours: hours(learning), ..sample(&market, today()) };
        let plan = plan(&profile, &market);
        // A tick of the finer calendar may fall a little later, which is worth less than a part in a thousand.
        assert!(plan.value.get() >= last.get() * 0.999, "{learning} h: {:?} after {last:?}", plan.value);
        last = plan.value;
    }
}

#[test]
fn without_hours_there_is_nothing_to_learn_and_the_rate_drifts() {
    let market = pack();
    let profile = Profile { learning_hours: Hours::ZERO, ..sample(&market, today()) };
    let plan = plan(&profile, &market);
    assert!(plan.steps.is_empty());
    assert_eq!(plan.value, Money::ZERO);
    let futures = Futures::draw(&profile, &market, FUTURES).expect("futures");
    let projection = project(&futures, &profile, &market, &[], today()).expect("a projection");
    assert_eq!(projection.headline, projection.nothing);
}

#[test]
fn equal_questions_have_equal_answers() {
    let market = pack();
    let profile = sample(&market, today());
    assert_eq!(plan(&profile, &market), plan(&profile, &market));
    let run = || {
        let futures = Futures::draw(&profile, &market, FUTURES).expect("futures");
        project(&futures, &profile, &market, &plan(&profile, &market).ids(), today()).expect("a projection")
    };
    assert_eq!(run(), run());
}

#[test]
fn the_fan_is_ordered_in_every_month() {
    let market = pack();
    let profile = sample(&market, today());
    let futures = Futures::draw(&profile, &market, FUTURES).expect("futures");
    let projection =
        project(&futures, &profile, &market, &plan(&profile, &market).ids(), today()).expect("a projection");
    assert_eq!(projection.months.len(), 25);
    for month in &projection.months {
        assert!(month.plan.p10 <= month.plan.p50 && month.plan.p50 <= month.plan.p90, "{month:?}");
        assert!(month.nothing.p10 <= month.nothing.p50 && month.nothing.p50 <= month.nothing.p90, "{month:?}");
    }
}
