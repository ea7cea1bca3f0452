//! Why the plan is as it is, always by exact re-evaluation (MODEL, section 6).

mod bridge;
mod flips;
mod tornado;
mod trace;
mod what_if;

use super::market::{Knob, PremiumId};
use super::skill::SkillId;

pub use bridge::{Bridge, rate_bridge};
pub use flips::{Flip, Turn, flip_points};
pub use tornado::{Bar, Tornado, tornado};
pub use trace::{Amount, Basis, Ground, Part, Quantity, Trace, trace};
pub use what_if::{Skip, Without, skip, value_of, without};

/// One number that moves the plan or the rate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lever {
    /// Hours of learning in a week.
    LearningHours,
    /// The rate today, in money per hour.
    Rate,
    /// An assumption, in its own unit.
    Assumption(Knob),
    /// Which outlook comes: the factor on premiums after 24 months.
    Outlook,
    /// The service's own change of income over 24 months: -0.2 is -20%.
    BaseDrift,
    /// The hours that steps take, as a part of the middle estimate.
    StepHours,
    /// A published premium, with every skill that is planned with it: 0.21 is +21%.
    Premium(PremiumId),
    /// The premium of one skill alone: 0.21 is +21%.
    SkillPremium(SkillId),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::market::Market;
    use crate::plan::profile::{Override, Profile};
    use crate::plan::skill::StepId;
    use crate::plan::testing::{case, step, today};
    use crate::plan::units::{Range, Rate};
    use crate::plan::{Limits, Plan, Trouble, build, number};

    #[track_caller]
    fn plan(profile: &Profile, market: &Market) -> Plan {
        build(profile, market, today(), &Limits::USUAL).expect("the test case has a plan")
    }

    #[test]
    fn values_and_losses_are_those_of_the_plan() {
        let (profile, market) = case();
        let plan = plan(&profile, &market);
        let value = value_of(&profile, &market, today(), &plan.ids()).map(crate::plan::units::Money::get);
        assert!(value.is_ok_and(|value| (value - plan.value.get()).abs() < 1e-9));
        for planned in &plan.steps {
            let lost = without(&profile, &market, today(), &plan.ids(), &planned.id).expect("the step is in the plan");
            assert!((lost.lost.get() - planned.marginal.get()).abs() < 1e-9);
            assert_eq!(lost.gone.first(), Some(&planned.id));
        }
        let stranger = without(&profile, &market, today(), &plan.ids(), &step("nobody", 1));
        assert_eq!(stranger, Err(Trouble::NotInPlan(step("nobody", 1))));
    }

    #[test]
    fn skipping_a_skill_costs_something_and_brings_others() {
        let (profile, market) = case();
        let plan = plan(&profile, &market);
        let first = plan.steps.first().expect("the plan has steps").id.skill.clone();
        let skip = skip(&profile, &market, today(), &plan, &first, &Limits::USUAL).expect("nothing needs it");
        assert!(skip.lost.get() > 0.0 && skip.plan.steps.iter().all(|step| step.id.skill != first));
        assert!(skip.gone.iter().any(|step| step.skill == first));
        let expect = plan.value.get() - skip.plan.value.get();
        assert_eq!(skip.lost, number::money(expect));
        assert!(skip.new.iter().all(|step| plan.step(step).is_none()));
    }

    #[test]
    fn the_bridge_adds_up() {
        #[track_caller]
        fn check(steps: &[(&str, u8)]) {
            let (profile, market) = case();
            let steps: Vec<StepId> = steps.iter().map(|(skill, level)| step(skill, *level)).collect();
            let bridge = rate_bridge(&profile, &market, today(), &steps).expect("the test case is sound");
            let shares: f64 = bridge.shares.iter().map(|(_, share)| share.get()).sum();
            let sum = bridge.today.get() + bridge.base_drift.get() + shares;
            assert!((sum - bridge.horizon.get()).abs() < 1e-9, "{sum} is not {:?}", bridge.horizon);
            assert_eq!(bridge.shares.len(), steps.len());
            assert!(bridge.shares.iter().all(|(_, share)| share.get() >= -1e-12));
        }
        let all = [
            ("prompt", 2),
            ("prompt", 3),
            ("video", 1),
            ("video", 2),
            ("video", 3),
            ("review", 1),
            ("review", 2),
            ("review", 3),
            ("code", 1),
            ("agents", 1),
            ("agents", 2),
            ("code", 2),
            ("agents", 3),
            ("models", 1),
        ];
        check(&[]);
        check(&all[..1]);
        check(&all[..12]);
        check(&all);
    }

    #[test]
    fn a_step_that_only_opens_another_shares_its_gain() {
        let (mut profile, market) = case();
        profile.learning_hours = number::hours(10.0);
        let steps = [step("code", 1), step("agents", 1)];
        let bridge = rate_bridge(&profile, &market, today(), &steps).expect("the test case is sound");
        let [code, agents] = [0, 1].map(|place: usize| bridge.shares.get(place).map(|(_, share)| share.get()));
        // Writing code alone brings nothing here, agents nothing without it: half each.
        assert!(code.is_some_and(|share| share > 0.0) && code == agents, "{code:?} {agents:?}");
    }

    #[test]
    fn the_tornado_begins_with_the_widest_and_agrees_with_the_middle() {
        let (profile, market) = case();
        let plan = plan(&profile, &market);
        let tornado = tornado(&profile, &market, today(), &plan.ids()).expect("the test case is sound");
        assert_eq!(tornado.middle, plan.rate_at_horizon);
        assert_eq!(tornado.bars.len(), 10);
        let width = |bar: &Bar| (bar.at_high.get() - bar.at_low.get()).abs();
        assert!(tornado.bars.iter().map(width).rev().is_sorted());
        let bar = |lever: Lever| tornado.bars.iter().find(move |bar| bar.lever == lever);
        let own_share = bar(Lever::Assumption(Knob::OwnShare)).expect("the own share moves the rate");
        assert_eq!((own_share.low, own_share.high, own_share.at_low), (0.0, 1.0, plan.rate_without));
        let hours = bar(Lever::StepHours);
        assert!(hours.is_none_or(|bar| bar.low < 1.0 && bar.high > 1.0));
        assert_eq!(bar(Lever::Assumption(Knob::Discount)), None);
    }

    #[test]
    fn an_assumption_of_ones_own_has_no_bar() {
        let (mut profile, market) = case();
        profile.overrides.insert(Knob::OwnShare, Override { value: 0.5, note: String::new() });
        let tornado = tornado(&profile, &market, today(), &[step("review", 1)]).expect("the test case is sound");
        assert!(tornado.bars.iter().all(|bar| bar.lever != Lever::Assumption(Knob::OwnShare)));
    }

    #[test]
    fn at_a_flip_point_the_plan_begins_otherwise() {
        let (profile, market) = case();
        let plan = plan(&profile, &market);
        let flips =
            flip_points(&profile, &market, today(), &plan.ids(), &Limits::USUAL).expect("the test case is sound");
        assert!(flips.len() > 3);
        let mut turns = 0;
        for flip in &flips {
            for turn in [&flip.below, &flip.above].into_iter().flatten() {
                let (mut profile, mut market) = (profile.clone(), market.clone());
                match &flip.lever {
                    Lever::LearningHours => profile.learning_hours = number::hours(turn.value),
                    Lever::Rate => profile.rate = Rate::new(turn.value).expect("a rate"),
                    Lever::Assumption(knob) => {
                        profile.overrides.insert(*knob, Override { value: turn.value, note: String::new() });
                    }
                    Lever::SkillPremium(skill) => {
                        let moved = PremiumId::new("moved");
                        let mine =
                            std::sync::Arc::make_mut(&mut market.skills).get_mut(skill).expect("the skill is there");
                        let mut premium = market.premiums.get(&mine.premium).expect("it has a premium").clone();
                        premium.range = Range::exact(number::change(turn.value));
                        premium.id = moved.clone();
                        mine.premium = moved.clone();
                        market.premiums.insert(moved, premium);
                    }
                    other => assert_eq!(other, &Lever::Rate, "no such lever is moved"),
                }
                let first = self::plan(&profile, &market).steps.first().map(|step| step.id.clone());
                assert_eq!(first, turn.first, "{flip:?}");
                assert_ne!(first.as_ref(), plan.ids().first(), "{flip:?}");
                turns += 1;
            }
        }
        assert!(turns > 0, "{flips:?}");
        let stopped = flip_points(&profile, &market, today(), &plan.ids(), &Limits { stop: &|| true, ..Limits::USUAL });
        assert_eq!(stopped, Ok(Vec::new()));
    }
}
