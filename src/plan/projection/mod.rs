//! The plan, or any other order of steps, run through thousands of futures (MODEL, section 5).

mod curve;
mod draws;
mod fan;
mod first_steps;
mod grid;

use super::skill::StepId;
use super::units::{Date, Money, Rate, Share};

pub(super) use draws::Shuffler;
pub use draws::{FUTURES, Futures};
pub use fan::project;
pub use first_steps::{FirstSteps, first_steps_hold};

/// What an order of steps does to the rate, month by month, over all futures.
///
/// Rates are before the platform's fee; the value is after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// Every month from today (month 0) to the horizon.
    pub months: Vec<Month>,
    /// The rate at the horizon with these steps: the headline number.
    pub headline: Band<Rate>,
    /// The rate at the horizon if nothing is learned.
    pub nothing: Band<Rate>,
    /// What the steps are worth over the horizon against learning nothing, before tax.
    pub value: Band<Money>,
    /// The share of futures in which the steps are worth more than nothing.
    pub pays: Share,
    /// When each step begins to be sold, as far as that lies within the horizon.
    pub milestones: Vec<Milestone>,
    /// How many futures were run.
    pub futures: usize,
}

/// One month of a projection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// Months from today.
    pub month: u32,
    /// The day: today's day of the month, or the last one of a shorter month.
    pub date: Date,
    /// The hourly rate with the steps.
    pub plan: Band<Rate>,
    /// The hourly rate if nothing is learned.
    pub nothing: Band<Rate>,
}

/// Where the futures lie: a tenth below `p10`, half below `p50`, a tenth above `p90`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Band<T> {
    /// The 10th percentile.
    pub p10: T,
    /// The median.
    pub p50: T,
    /// The 90th percentile.
    pub p90: T,
}

/// The month in which a step begins to be sold.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// The first month, counted from today, in whose rate the step is counted.
    pub month: u32,
    /// The median rate of that month.
    pub rate: Rate,
    /// The step.
    pub step: StepId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::market::{Knob, Market};
    use crate::plan::profile::{Break, Evidence, Override, Profile};
    use crate::plan::testing::{case, id, step, today};
    use crate::plan::units::{Change, Range};
    use crate::plan::{Limits, build, number};

    const COUNT: usize = 4_000;

    fn steps() -> Vec<StepId> {
        [("video", 1), ("review", 1), ("prompt", 2), ("video", 2), ("review", 2), ("video", 3)]
            .map(|(skill, level)| step(skill, level))
            .into()
    }

    #[track_caller]
    fn run(profile: &Profile, market: &Market, steps: &[StepId]) -> Projection {
        let futures = Futures::draw(profile, market, COUNT).expect("the test case is sound");
        project(&futures, profile, market, steps, today()).expect("the test case is sound")
    }

    fn own(value: f64) -> Override {
        Override { value, note: String::new() }
    }

    /// A case in which nothing is uncertain and the service itself stays as it is.
    fn certain() -> (Profile, Market) {
        let (profile, mut market) = case();
        for assumption in market.assumptions.values_mut() {
            assumption.range = Range::exact(assumption.range.mid());
        }
        for premium in market.premiums.values_mut() {
            premium.range = Range::exact(premium.range.mid());
        }
        for service in &mut market.services {
            service.drift = Range::exact(Change::ZERO);
        }
        for knob in [Knob::OutlookGoesOn, Knob::OutlookPlateaus, Knob::OutlookFallsBack, Knob::EvidenceSpread] {
            if let Some(assumption) = market.assumptions.get_mut(&knob) {
                assumption.range = Range::exact(if knob == Knob::EvidenceSpread { 0.0 } else { 0.8 });
            }
        }
        (profile, market)
    }

    #[test]
    fn equal_inputs_give_equal_projections() {
        let (profile, market) = case();
        assert_eq!(run(&profile, &market, &steps()), run(&profile, &market, &steps()));
    }

    #[test]
    fn bands_are_ordered_and_every_month_is_there() {
        let (profile, market) = case();
        let run = run(&profile, &market, &steps());
        assert_eq!(run.months.len(), 25);
        for month in &run.months {
            for band in [month.plan, month.nothing] {
                assert!(band.p10 <= band.p50 && band.p50 <= band.p90, "{month:?}");
            }
        }
        assert!(run.value.p10 <= run.value.p50 && run.value.p50 <= run.value.p90);
        assert!(run.headline.p10 < run.headline.p90 && run.headline.p50 > run.nothing.p50);
        assert_eq!(run.months.first().map(|month| month.plan.p90), Some(profile.rate));
        assert_eq!(run.months.last().map(|month| month.date.to_string()).as_deref(), Some("2028-11-22"));
        assert_eq!(run.milestones.len(), 6);
        assert!(run.milestones.iter().map(|milestone| milestone.month).is_sorted());
    }

    #[test]
    fn nothing_without_drift_is_flat_and_worth_nothing() {
        let (profile, mut market) = case();
        for service in &mut market.services {
            service.drift = Range::exact(Change::ZERO);
        }
        let run = run(&profile, &market, &[]);
        let flat = Band { p10: profile.rate, p50: profile.rate, p90: profile.rate };
        assert!(run.months.iter().all(|month| month.plan == flat && month.nothing == flat));
        assert_eq!((run.value, run.pays), (Band::default(), Share::ZERO));
    }

    #[test]
    fn no_steps_are_the_do_nothing_line() {
        let (profile, market) = case();
        let run = run(&profile, &market, &[]);
        assert!(run.months.iter().all(|month| month.plan == month.nothing));
    }

    #[test]
    fn without_an_own_share_steps_bring_nothing() {
        let (mut profile, market) = case();
        profile.overrides.insert(Knob::OwnShare, own(0.0));
        let run = run(&profile, &market, &steps());
        assert!((run.headline.p50.get() - run.nothing.p50.get()).abs() < 1e-9);
        assert_eq!((run.value.p10, run.value.p90, run.pays), (run.value.p50, run.value.p50, Share::ZERO));
    }

    #[test]
    fn a_certain_future_is_the_plan() {
        #[track_caller]
        fn check(displacement: f64, months: u32, breaks: &[(i64, i64, f64)]) {
            let (mut profile, market) = certain();
            profile.breaks.extend(breaks.iter().map(|(from, until, hours)| Break {
                from: today().plus_days(*from),
                until: today().plus_days(*until),
                learning_hours: number::hours(*hours),
            }));
            profile.displacement = number::share(displacement);
            profile.horizon_months = months;
            let plan = build(&profile, &market, today(), &Limits::USUAL).expect("the test case has a plan");
            let run = run(&profile, &market, &plan.ids());
            let (rate, expect) = (run.headline.p50.get(), plan.rate_at_horizon.get());
            assert!((rate / expect - 1.0).abs() < 1e-3, "{rate} is not {expect}");
            let (value, expect) = (run.value.p50.get(), plan.value.get());
            assert!((value / expect - 1.0).abs() < 0.01, "{value} is not {expect}");
            assert!((run.headline.p90.get() - run.headline.p10.get()).abs() < 1e-9);
        }
        check(0.0, 24, &[]);
        check(0.0, 36, &[]);
        check(0.0, 10, &[]);
        check(0.3, 24, &[]);
        check(0.0, 24, &[(10, 30, 0.0), (200, 260, 2.0)]);
        check(0.3, 24, &[(0, 20, 0.0), (45, 80, 9.0), (150, 170, 0.0)]);
    }

    #[test]
    fn evidence_narrows_the_band_and_keeps_its_middle() {
        let (mut profile, market) = case();
        profile.overrides.insert(Knob::OwnShare, own(0.5));
        let doubtful = run(&profile, &market, &[step("prompt", 2), step("prompt", 3)]);
        if let Some(rating) = profile.skills.get_mut(&id("prompt")) {
            rating.evidence.push(Evidence::default());
        }
        let backed = run(&profile, &market, &[step("prompt", 2), step("prompt", 3)]);
        let width = |run: &Projection| run.value.p90.get() - run.value.p10.get();
        assert!(width(&doubtful) > 1.05 * width(&backed), "{} and {}", width(&doubtful), width(&backed));
        assert!((doubtful.value.p50.get() / backed.value.p50.get() - 1.0).abs() < 0.03);
    }

    #[test]
    fn a_rating_that_nobody_looked_at_for_long_counts_as_one_without_evidence() {
        let (mut profile, market) = case();
        profile.overrides.insert(Knob::OwnShare, own(0.5));
        let steps = [step("prompt", 2), step("prompt", 3)];
        let mut with = |evidence: Vec<Evidence>, verified: Option<Date>| {
            if let Some(rating) = profile.skills.get_mut(&id("prompt")) {
                (rating.evidence, rating.verified) = (evidence, verified);
            }
            run(&profile, &market, &steps).value
        };
        let fresh = with(vec![Evidence::default()], Some(today().plus_days(-30)));
        let faded = with(vec![Evidence::default()], Some(today().plus_days(-800)));
        let bare = with(Vec::new(), Some(today().plus_days(-30)));
        assert_eq!(faded, bare);
        assert!(faded.p90.get() - faded.p10.get() > 1.05 * (fresh.p90.get() - fresh.p10.get()));
    }

    #[test]
    fn an_eroded_service_earns_the_lowest_of_its_studies_in_every_future_and_nothing_else_moves() {
        let (profile, market) = case();
        let futures = Futures::draw(&profile, &market, 50).expect("the test case is sound");
        let eroded = futures.eroded(&profile, &market);
        let low = market.service(&profile.service).map(|service| service.drift.low().get()).expect("a service");
        assert!(eroded.base.iter().all(|log| (libm::expm1(*log) - low).abs() < 1e-12));
        assert_eq!((&eroded.own_share, &eroded.outlook), (&futures.own_share, &futures.outlook));
        let rate = |futures: &Futures| project(futures, &profile, &market, &[], today()).expect("sound").headline.p50;
        assert!(rate(&eroded) < rate(&futures));
    }

    #[test]
    fn one_number_of_ones_own_leaves_all_other_draws_as_they_are() {
        let (mut profile, mut market) = case();
        let before = Futures::draw(&profile, &market, 50).expect("the test case is sound");
        profile.overrides.insert(Knob::HybridFactor, own(0.2));
        assert!(!before.fit(&profile, &market));
        market.premiums.remove(&crate::plan::market::PremiumId::new("none"));
        let after = Futures::draw(&profile, &market, 50).expect("the test case is sound");
        assert_ne!(before.hybrid, after.hybrid);
        assert_eq!((&before.own_share, &before.base, &before.outlook), (&after.own_share, &after.base, &after.outlook));
        let group = crate::plan::market::PremiumId::new("group");
        assert_eq!(before.premium(&group), after.premium(&group));
    }

    #[test]
    fn first_steps_are_counted_and_the_count_can_be_stopped() {
        let (profile, market) = case();
        let plan = build(&profile, &market, today(), &Limits::USUAL).expect("the test case has a plan");
        let futures = Futures::draw(&profile, &market, 100).expect("the test case is sound");
        let heard = std::cell::Cell::new(0);
        let stop = || heard.get() >= 12;
        let limits = Limits { nodes: 20_000, stop: &stop, ..Limits::USUAL };
        let each = |count: &FirstSteps| heard.set(count.draws);
        let count = first_steps_hold(&futures, &profile, &market, today(), &plan.ids(), &limits, &each);
        let count = count.expect("the test case is sound");
        assert_eq!((count.draws, count.stays.len()), (12, 3));
        let first = plan.ids().first().and_then(|step| count.share(step)).map(Share::get);
        assert!(first.is_some_and(|share| share > 0.3), "{count:?}");
        assert_eq!(count.share(&step("models", 3)), None);
    }
}
