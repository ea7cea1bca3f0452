//! Named circumstances of a profile: kept, used again, and held against one another through the same futures.

use std::collections::BTreeMap;

use super::answer::Plan;
use super::build::build;
use super::limits::Limits;
use super::market::{FigureId, Knob, Market};
use super::profile::{OutlookWeights, Override, Profile};
use super::projection::{Futures, Projection, project};
use super::trouble::Trouble;
use super::units::{Date, Hours};

/// The circumstances that a plan depends on and that are not facts about the user.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its name, chosen by the user.
    pub name: String,
    /// Hours for learning in a week.
    pub learning_hours: Hours,
    /// How far ahead is planned, in months, at least 1.
    pub horizon_months: u32,
    /// Weights of the three outlooks.
    pub outlook: OutlookWeights,
    /// Assumptions replaced by a number of the user's own.
    pub overrides: BTreeMap<Knob, Override>,
    /// Figures replaced by a number of the user's own.
    pub figures: BTreeMap<FigureId, Override>,
}

impl Scenario {
    /// The present circumstances of a profile.
    #[must_use]
    pub fn of(profile: &Profile, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            learning_hours: profile.learning_hours,
            horizon_months: profile.horizon_months,
            outlook: profile.outlook,
            overrides: profile.overrides.clone(),
            figures: profile.figures.clone(),
        }
    }

    /// The profile in these circumstances; everything else stays.
    #[must_use]
    pub fn applied(&self, profile: &Profile) -> Profile {
        Profile {
            learning_hours: self.learning_hours,
            horizon_months: self.horizon_months,
            outlook: self.outlook,
            overrides: self.overrides.clone(),
            figures: self.figures.clone(),
            ..profile.clone()
        }
    }

    /// Whether the profile is in these circumstances.
    #[must_use]
    pub fn is_in_use(&self, profile: &Profile) -> bool {
        *self == Self::of(profile, self.name.as_str())
    }
}

/// The best plan in other circumstances, and its futures.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The best plan.
    pub plan: Plan,
    /// What it does to the rate.
    pub projection: Projection,
}

/// Plans for a scenario and runs the plan through `count` futures.
///
/// `pack` holds the published figures. The draws are those of every other scenario with the same count: each uncertain
/// number has a stream of its own, so scenarios differ by what they say and not by chance (common random numbers).
///
/// # Errors
/// A pack or scenario that the model cannot read, or pins and locks that cannot be met in these circumstances.
pub fn outcome(
    scenario: &Scenario,
    profile: &Profile,
    pack: &Market,
    today: Date,
    count: usize,
    limits: &Limits<'_>,
) -> Result<Outcome, Trouble> {
    let profile = scenario.applied(profile);
    let own = (!profile.figures.is_empty()).then(|| pack.with_overrides(&profile.figures));
    let market = own.as_ref().unwrap_or(pack);
    let plan = build(&profile, market, today, limits)?;
    let futures = Futures::draw(&profile, market, count)?;
    let projection = project(&futures, &profile, market, &plan.ids(), today)?;
    Ok(Outcome { plan, projection })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::{case, plan, today};
    use crate::plan::units::Share;

    const COUNT: usize = 500;

    fn own(value: f64) -> Override {
        Override { value, note: String::new() }
    }

    #[track_caller]
    fn run(scenario: &Scenario, profile: &Profile, market: &Market) -> Outcome {
        outcome(scenario, profile, market, today(), COUNT, &Limits::USUAL).expect("the test case has a plan")
    }

    #[test]
    fn the_present_circumstances_give_the_present_plan_and_futures() {
        let (mut profile, market) = case();
        profile.overrides.insert(Knob::OwnShare, own(0.4));
        let now = plan(&profile, &market);
        let found = run(&Scenario::of(&profile, "now"), &profile, &market);
        let futures = Futures::draw(&profile, &market, COUNT).expect("the test case is sound");
        let projection = project(&futures, &profile, &market, &now.ids(), today());
        assert_eq!((found.plan, Ok(found.projection)), (now, projection));
    }

    #[test]
    fn a_scenario_is_in_use_until_one_of_its_circumstances_changes() {
        #[track_caller]
        fn check(change: fn(&mut Profile), expect: bool) {
            let (mut profile, _) = case();
            let scenario = Scenario::of(&profile, "now");
            change(&mut profile);
            assert_eq!(scenario.is_in_use(&profile), expect);
            assert!(scenario.is_in_use(&scenario.applied(&profile)), "and it is when it is used");
        }
        check(|_| (), true);
        check(|profile| profile.learning_hours = Hours::new(9.0).expect("hours"), false);
        check(|profile| profile.horizon_months = 12, false);
        check(|profile| profile.outlook.plateaus = Share::ZERO, false);
        check(|profile| drop(profile.overrides.insert(Knob::OwnShare, own(0.1))), false);
        check(|profile| drop(profile.figures.insert(FigureId::new("A1"), own(0.1))), false);
        check(|profile| profile.name = "Other".to_owned(), true);
        check(|profile| profile.budget = None, true);
    }

    #[test]
    fn scenarios_share_every_draw_that_they_do_not_change() {
        let (profile, market) = case();
        let fewer = Scenario { learning_hours: Hours::new(2.0).expect("hours"), ..Scenario::of(&profile, "fewer") };
        let (now, fewer) = (run(&Scenario::of(&profile, "now"), &profile, &market), run(&fewer, &profile, &market));
        let nothing =
            |outcome: &Outcome| outcome.projection.months.iter().map(|month| month.nothing).collect::<Vec<_>>();
        assert_eq!(nothing(&now), nothing(&fewer), "doing nothing is the same in both, future by future");
        assert!(now.plan.value > fewer.plan.value && now.projection.value.p50 > fewer.projection.value.p50);
    }
}
