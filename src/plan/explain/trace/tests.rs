//! Tests that every trace leads somewhere and adds up.

use std::collections::BTreeSet;

use super::*;
use crate::plan::explain::{rate_bridge, tornado};
use crate::plan::gap::gap;
use crate::plan::projection::{Futures, project};
use crate::plan::testing::{case, plan, step, today};

/// All that is on screen for the test case.
struct Screen {
    profile: Profile,
    market: Market,
    plan: Plan,
    projection: Projection,
    tornado: Tornado,
    bridge: Bridge,
    first_steps: FirstSteps,
    gaps: Vec<(TargetId, Gap)>,
}

impl Screen {
    fn new() -> Self {
        let (profile, market) = case();
        let plan = plan(&profile, &market);
        let futures = Futures::draw(&profile, &market, 500).expect("the test case is sound");
        let target = market.targets.first().expect("the test market has a target").clone();
        Self {
            projection: project(&futures, &profile, &market, &plan.ids(), today()).expect("it can be projected"),
            tornado: tornado(&profile, &market, today(), &plan.ids()).expect("it has a tornado"),
            bridge: rate_bridge(&profile, &market, today(), &plan.ids()).expect("it has a bridge"),
            first_steps: FirstSteps { draws: 10, stays: plan.ids().into_iter().take(3).map(|id| (id, 7)).collect() },
            gaps: vec![(target.id.clone(), gap(&profile, &market, &target).expect("it has a gap"))],
            plan,
            profile,
            market,
        }
    }

    fn ground(&self) -> Ground<'_> {
        Ground {
            profile: &self.profile,
            today: today(),
            market: &self.market,
            plan: Some(&self.plan),
            projection: Some(&self.projection),
            tornado: Some(&self.tornado),
            bridge: Some(&self.bridge),
            first_steps: Some(&self.first_steps),
            gaps: &self.gaps,
        }
    }

    /// Every quantity that a place shows.
    fn shown(&self) -> Vec<Quantity> {
        let target = self.gaps.first().expect("there is a gap").0.clone();
        let mut shown = vec![
            Quantity::RateAtHorizon,
            Quantity::RateWithout,
            Quantity::FuturesValue,
            Quantity::Proof,
            Quantity::Hours(self.plan.ids()),
            Quantity::Flips,
            Quantity::GapClosed(target.clone()),
            Quantity::Hybrid(target),
        ];
        shown.extend(Knob::ALL.map(Quantity::Assumption));
        shown.extend(self.tornado.bars.iter().map(|bar| Quantity::Swing(bar.lever.clone())));
        shown.extend(self.plan.ids().into_iter().take(3).map(Quantity::FirstStep));
        for id in self.plan.ids() {
            shown.extend([
                Quantity::StepGain(id.clone()),
                Quantity::StepMarginal(id.clone()),
                Quantity::StepPaysBack(id.clone()),
                Quantity::StepCost(id.clone()),
                Quantity::BridgeShare(id),
            ]);
        }
        shown
    }
}

/// The middle of an amount, to hold two of a kind against each other.
fn middle(amount: Amount) -> f64 {
    match amount {
        Amount::Rate(rate) => rate.get(),
        Amount::RateBand(band) => band.p50.get(),
        Amount::RateChange(money) | Amount::Money(money) => money.get(),
        Amount::MoneyBand(band) => band.p50.get(),
        Amount::Hours(range) => range.mid().get(),
        Amount::Share(share) => share.get(),
        Amount::Change(range) => range.mid().get(),
        Amount::Factor(range) => range.mid(),
        Amount::Month(month) => month.map_or(0.0, f64::from),
        Amount::Months(months) => f64::from(months),
    }
}

#[test]
fn every_chain_ends_and_every_part_shows_the_number_that_it_leads_to() {
    let screen = Screen::new();
    let mut open = screen.shown();
    let mut seen = BTreeSet::new();
    let mut ends = 0;
    while let Some(quantity) = open.pop() {
        if !seen.insert(quantity.clone()) {
            continue;
        }
        let found = trace(&quantity, &screen.ground()).unwrap_or_else(|| panic!("{quantity:?} has no trace"));
        // An assumption says what the pack says of it, and the test's market says nothing.
        let is_explained = !found.how.is_empty() && !found.parts.is_empty();
        assert!(!found.name.is_empty() && (is_explained || matches!(quantity, Quantity::Assumption(_))), "{found:?}");
        for part in found.parts {
            match part.basis {
                Basis::Computed(inner) => {
                    let deeper = trace(&inner, &screen.ground()).unwrap_or_else(|| panic!("{inner:?} has no trace"));
                    let (shown, traced) = (middle(part.amount), middle(deeper.amount));
                    // Doing nothing is shown on the middle values and traced over all futures.
                    let same = (shown - traced).abs() < 1e-9 || inner == Quantity::RateWithout;
                    assert!(same, "{quantity:?} shows {shown} for {}, and its trace {traced}", part.name);
                    open.push(inner);
                }
                Basis::Figures(figures) => {
                    assert!(!figures.is_empty(), "{}", part.name);
                    ends += 1;
                }
                Basis::Judged(reason) => {
                    assert!(!reason.is_empty() || part.name.contains("estimate"), "{}", part.name);
                    ends += 1;
                }
                Basis::Own | Basis::Assumption(_) => ends += 1,
            }
        }
    }
    assert!(seen.len() > 40 && ends > 60, "{} quantities, {ends} ends", seen.len());
}

#[test]
fn no_quantity_is_made_of_itself() {
    fn walk(screen: &Screen, quantity: &Quantity, above: &mut Vec<Quantity>) {
        assert!(!above.contains(quantity), "{quantity:?} is made of itself: {above:?}");
        above.push(quantity.clone());
        for part in trace(quantity, &screen.ground()).expect("it has a trace").parts {
            if let Basis::Computed(inner) = part.basis {
                walk(screen, &inner, above);
            }
        }
        above.pop();
    }
    let screen = Screen::new();
    for quantity in screen.shown() {
        walk(&screen, &quantity, &mut Vec::new());
    }
}

#[test]
fn a_step_is_the_product_of_its_parts() {
    let screen = Screen::new();
    for id in screen.plan.ids() {
        let found = trace(&Quantity::StepLog(id.clone()), &screen.ground()).expect("it has a trace");
        let (mut product, mut levels) = (1.0, Vec::new());
        for part in &found.parts {
            let value = middle(part.amount);
            match part.basis {
                Basis::Assumption(Knob::LevelOne | Knob::LevelTwo | Knob::LevelThree | Knob::LevelFour) => {
                    levels.push(value);
                }
                Basis::Assumption(Knob::HybridFactor) => product *= 1.0 + value,
                _ => product *= value,
            }
        }
        let part = levels.first().expect("the level counts") - levels.get(1).unwrap_or(&0.0);
        assert!((product * part - middle(found.amount)).abs() < 1e-12, "{found:?}");
    }
}

#[test]
fn the_middle_rate_is_the_curve_over_the_sum_of_its_parts() {
    let screen = Screen::new();
    let found = trace(&Quantity::MiddleRate(screen.plan.ids()), &screen.ground()).expect("it has a trace");
    let (mut sum, mut base, mut limit) = (0.0, 0.0, 0.0);
    for part in &found.parts {
        match part.basis {
            Basis::Computed(Quantity::RateWithout) => base = middle(part.amount),
            Basis::Assumption(Knob::CapLog) => limit = middle(part.amount),
            _ => sum += middle(part.amount),
        }
    }
    let curve = (limit * (1.0 - (-sum / limit).exp())).exp();
    assert!((base * curve - middle(found.amount)).abs() < 1e-9, "{found:?}");
    assert_eq!(found.amount, Amount::Rate(screen.plan.rate_at_horizon));
}

#[test]
fn an_own_number_is_told_from_the_packs() {
    let mut screen = Screen::new();
    let id = screen.plan.ids().first().expect("the plan has a step").clone();
    let record = screen.profile.steps.entry(id.clone()).or_default();
    record.cost = Money::new(77.0);
    record.hours = Hours::new(33.0);
    record.logged = Hours::new(3.0).expect("hours");
    let cost = trace(&Quantity::StepCost(id.clone()), &screen.ground()).expect("it has a trace");
    assert_eq!(cost.amount, Amount::Money(Money::new(77.0).expect("money")));
    assert!(cost.parts.iter().any(|part| part.basis == Basis::Own));
    let hours = trace(&Quantity::Hours(vec![id]), &screen.ground()).expect("it has a trace");
    assert!((middle(hours.amount) - 30.0).abs() < 1e-12);
    assert_eq!(hours.parts.iter().filter(|part| part.basis == Basis::Own).count(), 2);
}

#[test]
fn what_is_not_on_screen_has_no_trace() {
    let screen = Screen::new();
    assert_eq!(trace(&Quantity::StepGain(step("nothing", 1)), &screen.ground()), None);
    assert_eq!(trace(&Quantity::GapClosed(TargetId::new("nothing")), &screen.ground()), None);
    let empty = Ground { plan: None, projection: None, ..screen.ground() };
    assert_eq!(trace(&Quantity::RateAtHorizon, &empty), None);
}
