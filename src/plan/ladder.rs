//! From task to managed service: what each rung asks for, what of it is there and shown, and which steps are missing.

use std::collections::BTreeSet;

use super::backing::Backing;
use super::market::{Market, ServiceId};
use super::number;
use super::profile::Profile;
use super::skill::{Level, SkillId, StepId};
use super::units::{Date, Hours, Range, Share};

/// What the program knows of selling work, beside the market's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handbook {
    /// The rungs.
    pub ladder: Ladder,
    /// What goes with what is sold.
    pub pairs: Vec<OfferPair>,
}

/// A service, a skill of another field, and one example of an offer that joins the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferPair {
    /// The service.
    pub service: ServiceId,
    /// The skill.
    pub skill: SkillId,
    /// The example, a sentence.
    pub offer: String,
}

/// The level at which the craft itself is expected: work is done alone.
const CRAFT: u8 = 2;

/// The rungs that come with the program, lowest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    /// The rungs.
    pub rungs: Vec<Rung>,
}

/// One way of selling work, and what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The stable name.
    pub id: String,
    /// The name on screen.
    pub name: String,
    /// What clients buy, a sentence.
    pub buys: String,
    /// How it is priced, a sentence.
    pub price: String,
    /// Who carries what, in two sentences.
    pub summary: String,
    /// What it asks for on top of the rungs below.
    pub capabilities: Vec<Capability>,
}

/// Something that a rung asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capability {
    /// The name on screen.
    pub name: String,
    /// What somebody who has it does, a sentence.
    pub what: String,
    /// Whether the skills of the service that is sold are asked, too, at level 2 or what its sellers usually have.
    pub is_craft: bool,
    /// Skills and the level at which the work is done.
    pub asks: Vec<(SkillId, Level)>,
}

/// A rung as the user stands to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Its capabilities, in the rung's order.
    pub capabilities: Vec<Held>,
    /// The steps that would make all of it there, prerequisites among them.
    pub missing: Vec<StepId>,
    /// The hours that these take.
    pub hours: Range<Hours>,
}

/// A capability as the user stands to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What it asks for, each skill once; skills that the pack lacks are left out.
    pub needs: Vec<Need>,
}

/// A skill that is asked for, and what is held of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The skill.
    pub skill: SkillId,
    /// The level asked.
    pub asked: Level,
    /// The level held.
    pub held: Level,
    /// Whether that is there.
    pub state: Readiness,
}

/// Whether something is there, and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readiness {
    /// The level is not held.
    Missing,
    /// It is held by the user's own rating, and nothing recent shows it.
    Unshown,
    /// It is held, and evidence shows it.
    Shown,
}

impl Held {
    /// The weakest of its needs: a capability is as ready as that. One that asks for nothing is shown.
    #[must_use]
    pub fn readiness(&self) -> Readiness {
        self.needs.iter().map(|need| need.state).min().unwrap_or(Readiness::Shown)
    }
}

impl Standing {
    /// Whether every capability is held, shown or not.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.missing.is_empty() && self.capabilities.iter().all(|held| held.readiness() > Readiness::Missing)
    }

    /// How many capabilities are at least this ready.
    #[must_use]
    pub fn count(&self, least: Readiness) -> usize {
        self.capabilities.iter().filter(|held| held.readiness() >= least).count()
    }

    /// The part of the capabilities that is shown, of 1.
    #[must_use]
    pub fn shown(&self) -> Share {
        let all = self.capabilities.len().max(1);
        number::share(number::real(self.count(Readiness::Shown)) / number::real(all))
    }

    /// The highest step of each skill that is missing, to be put into the plan; what they need comes along by itself.
    #[must_use]
    pub fn wishes(&self) -> Vec<StepId> {
        let asked = self.capabilities.iter().flat_map(|held| &held.needs);
        let asked = asked.filter(|need| need.state == Readiness::Missing);
        let steps: BTreeSet<StepId> =
            asked.map(|need| StepId { skill: need.skill.clone(), level: need.asked }).collect();
        let is_lower = |step: &StepId| steps.iter().any(|other| other.skill == step.skill && other.level > step.level);
        steps.iter().filter(|step| !is_lower(step)).cloned().collect()
    }
}

impl Ladder {
    /// Where the user stands to every rung, lowest first.
    ///
    /// Evidence counts on `today` for the pack's months until a look is due.
    #[must_use]
    pub fn standings(&self, profile: &Profile, market: &Market, today: Date) -> Vec<Standing> {
        self.rungs.iter().map(|rung| rung.standing(profile, market, today)).collect()
    }

    /// The highest rung that is held with all rungs below it; none if the lowest is not.
    #[must_use]
    pub fn reached(standings: &[Standing]) -> Option<usize> {
        standings.iter().take_while(|standing| standing.is_held()).count().checked_sub(1)
    }
}

impl Rung {
    fn standing(&self, profile: &Profile, market: &Market, today: Date) -> Standing {
        let capabilities: Vec<Held> =
            self.capabilities.iter().map(|capability| capability.held(profile, market, today)).collect();
        let mut missing = BTreeSet::new();
        for need in capabilities.iter().flat_map(|held| &held.needs) {
            add_steps(&mut missing, profile, market, &need.skill, need.asked);
        }
        let hours = |end: fn(Range<Hours>) -> Hours| {
            let of = |id: &StepId| Some(profile.hours_left(market, id, market.skill(&id.skill)?.step(id.level)?));
            number::hours(missing.iter().filter_map(of).map(|hours| end(hours).get()).sum())
        };
        let [low, mid, high] = [hours(|hours| hours.low()), hours(|hours| hours.mid()), hours(|hours| hours.high())];
        let hours = Range::new(low, mid, high).unwrap_or(Range::exact(mid));
        Standing { capabilities, missing: missing.into_iter().collect(), hours }
    }
}

impl Capability {
    fn held(&self, profile: &Profile, market: &Market, today: Date) -> Held {
        let craft = if self.is_craft { craft(market, &profile.service) } else { Vec::new() };
        let asks = craft.iter().chain(&self.asks).filter(|(skill, _)| market.skill(skill).is_some());
        let need = |(skill, asked): &(SkillId, Level)| {
            let held = profile.level(skill);
            let state = match profile.backing(market, skill, today) {
                _ if held < *asked => Readiness::Missing,
                Some(Backing::Shown) => Readiness::Shown,
                _ => Readiness::Unshown,
            };
            Need { skill: skill.clone(), asked: *asked, held, state }
        };
        Held { needs: asks.map(need).collect() }
    }
}

/// The skills that doing a service implies, at [`CRAFT`] or what sellers of it usually have, if that is less.
fn craft(market: &Market, service: &ServiceId) -> Vec<(SkillId, Level)> {
    let own = market.service(service).map(|service| &service.own);
    let asked = |level: &Level| Level::new(CRAFT).map_or(*level, |craft| craft.min(*level));
    own.into_iter().flatten().map(|(skill, level)| (skill.clone(), asked(level))).collect()
}

/// Adds the steps up to a level that are not held, with what they need.
fn add_steps(steps: &mut BTreeSet<StepId>, profile: &Profile, market: &Market, skill: &SkillId, level: Level) {
    for own in Level::ALL.into_iter().filter(|own| *own > profile.level(skill) && *own <= level) {
        let id = StepId { skill: skill.clone(), level: own };
        let Some(step) = market.skill(skill).and_then(|skill| skill.step(own)) else { continue };
        if steps.insert(id) {
            for needed in &step.requires {
                add_steps(steps, profile, market, &needed.skill, needed.level);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Readiness::{Missing, Shown, Unshown};
    use super::*;
    use crate::plan::profile::{Evidence, Rating};
    use crate::plan::testing::{case, id, today};

    fn level(number: u8) -> Level {
        Level::new(number).unwrap()
    }

    fn rung(name: &str, is_craft: bool, asks: &[(&str, u8)]) -> Rung {
        let asks = asks.iter().map(|(skill, number)| (id(skill), level(*number))).collect();
        let text = String::new;
        let capability = Capability { name: name.to_owned(), what: text(), is_craft, asks };
        let (buys, price, summary) = (text(), text(), text());
        Rung { id: name.to_owned(), name: name.to_owned(), buys, price, summary, capabilities: vec![capability] }
    }

    /// Two rungs: the craft of an editor, who cuts at level 3, and review with agents above it.
    fn ladder() -> Ladder {
        Ladder { rungs: vec![rung("low", true, &[]), rung("high", false, &[("review", 1), ("agents", 2)])] }
    }

    fn rate(profile: &mut Profile, skill: &str, number: u8, is_shown: bool) {
        let evidence = if is_shown { vec![Evidence::default()] } else { Vec::new() };
        let rating = Rating { level: level(number), evidence, verified: Some(today()), ..Rating::default() };
        profile.skills.insert(id(skill), rating);
    }

    #[test]
    fn a_rung_is_held_by_ratings_and_shown_by_evidence() {
        #[track_caller]
        fn check(profile: &Profile, market: &Market, reached: Option<usize>, expect: [Readiness; 2]) {
            let standings = ladder().standings(profile, market, today());
            let states = standings.iter().map(|standing| standing.capabilities[0].readiness()).collect::<Vec<_>>();
            assert_eq!((Ladder::reached(&standings), states.as_slice()), (reached, expect.as_slice()));
        }
        let (profile, market) = case();
        let with = |ratings: &[(&str, u8, bool)]| {
            let mut profile = Profile { skills: std::collections::BTreeMap::new(), ..profile.clone() };
            for (skill, number, is_shown) in ratings {
                rate(&mut profile, skill, *number, *is_shown);
            }
            profile
        };
        check(&with(&[]), &market, None, [Missing, Missing]);
        // The craft is asked at level 2, though sellers of the service usually have level 3.
        check(&with(&[("cut", 1, true)]), &market, None, [Missing, Missing]);
        check(&with(&[("cut", 2, false)]), &market, Some(0), [Unshown, Missing]);
        check(&with(&[("cut", 2, true), ("review", 3, true)]), &market, Some(0), [Shown, Missing]);
        check(
            &with(&[("cut", 3, true), ("review", 1, false), ("agents", 2, true)]),
            &market,
            Some(1),
            [Shown, Unshown],
        );
        // A rung above one that is missing is not reached.
        check(&with(&[("review", 1, true), ("agents", 3, true)]), &market, None, [Missing, Shown]);
    }

    #[test]
    fn what_is_missing_comes_with_what_it_needs_and_is_wished_once() {
        let (mut profile, market) = case();
        profile.skills.clear();
        rate(&mut profile, "agents", 1, false);
        let standings = ladder().standings(&profile, &market, today());
        let names =
            |steps: &[StepId]| steps.iter().map(|step| format!("{} {}", step.skill, step.level)).collect::<Vec<_>>();
        // Level 2 of agents needs prompting at level 2; what level 1 needed is no longer asked.
        assert_eq!(names(&standings[1].missing), ["agents 2", "prompt 1", "prompt 2", "review 1"]);
        assert_eq!(names(&standings[1].wishes()), ["agents 2", "review 1"]);
        // 35 + 6 + 12 + 6 hours in the middle, each step's high end 1.6 times as much.
        let hours = standings[1].hours;
        assert!((hours.mid().get() - 59.0).abs() < 1e-9, "{hours:?}");
        assert!(hours.low() < hours.mid() && hours.high() > hours.mid());
        assert_eq!(names(&standings[0].wishes()), ["cut 2"]);
    }

    #[test]
    fn skills_that_the_pack_lacks_are_not_asked() {
        let (profile, market) = case();
        let ladder = Ladder { rungs: vec![rung("odd", false, &[("flying", 3)])] };
        let standings = ladder.standings(&profile, &market, today());
        assert!(standings[0].is_held() && standings[0].wishes().is_empty());
        assert!((standings[0].shown().get() - 1.0).abs() < 1e-9);
        assert_eq!(Ladder::reached(&[]), None);
    }
}
