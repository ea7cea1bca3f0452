//! How long the projection and the explanations of a plan take on the bundled pack.
#![allow(clippy::expect_used, reason = "what cannot be set up must fail the run")]

use divan::{Bencher, black_box};
use premia::demand;
use premia::plan::explain::{rate_bridge, tornado};
use premia::plan::gap::gap;
use premia::plan::market::Market;
use premia::plan::profile::Profile;
use premia::plan::projection::{FUTURES, Futures, project};
use premia::plan::skill::StepId;
use premia::plan::units::Date;
use premia::plan::{Limits, build};
use premia::state::sample;

fn main() {
    divan::main();
}

/// The sample profile on the bundled pack, with the first steps of its plan.
struct Case {
    profile: Profile,
    market: Market,
    steps: Vec<StepId>,
    today: Date,
}

impl Case {
    fn new(steps: usize) -> Self {
        let today = Date::new(2026, 11, 22).expect("a day of the calendar");
        let market = demand::bundled().expect("the bundled pack is whole");
        let profile = sample(&market, today);
        let plan = build(&profile, &market, today, &Limits::USUAL).expect("the sample can be planned");
        Self { steps: plan.ids().into_iter().take(steps).collect(), profile, market, today }
    }
}

#[divan::bench]
fn draw_futures(bencher: Bencher) {
    let case = Case::new(0);
    bencher.bench(|| Futures::draw(black_box(&case.profile), black_box(&case.market), FUTURES));
}

#[divan::bench(args = [0, 10, 20, 40])]
fn project_steps(bencher: Bencher, steps: usize) {
    let case = Case::new(steps);
    let futures = Futures::draw(&case.profile, &case.market, FUTURES).expect("the sample can be drawn");
    bencher.bench(|| project(&futures, &case.profile, &case.market, black_box(&case.steps), case.today));
}

#[divan::bench]
fn build_plan(bencher: Bencher) {
    let case = Case::new(0);
    bencher.bench(|| build(black_box(&case.profile), black_box(&case.market), case.today, &Limits::USUAL));
}

#[divan::bench]
fn build_plan_from_the_last_one(bencher: Bencher) {
    let case = Case::new(usize::MAX);
    bencher.bench(|| {
        let limits = Limits { start: &case.steps, ..Limits::USUAL };
        build(black_box(&case.profile), black_box(&case.market), case.today, &limits)
    });
}

#[divan::bench(args = [10, 40])]
fn tornado_of_steps(bencher: Bencher, steps: usize) {
    let case = Case::new(steps);
    bencher.bench(|| tornado(&case.profile, &case.market, case.today, black_box(&case.steps)));
}

#[divan::bench(args = [12, 40])]
fn bridge_of_steps(bencher: Bencher, steps: usize) {
    let case = Case::new(steps);
    bencher.bench(|| rate_bridge(&case.profile, &case.market, case.today, black_box(&case.steps)));
}

#[divan::bench]
fn gap_to_a_target(bencher: Bencher) {
    let case = Case::new(0);
    let target = case.market.targets.first().expect("the pack has targets");
    bencher.bench(|| gap(black_box(&case.profile), black_box(&case.market), target));
}
