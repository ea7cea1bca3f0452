//! What the profile lacks for a target, and how far it is at home in more than one field.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::compile::{Model, Values};
use super::market::{Ask, Market, Target};
use super::number;
use super::profile::{Aim, Profile};
use super::skill::{Domain, Level, Skill, SkillId, StepId};
use super::trouble::Trouble;
use super::units::{Hours, Range, Share};

/// The profile held against what a target asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// One row for each skill asked, in the target's order; skills that the pack lacks have none.
    pub rows: Vec<GapRow>,
    /// How much of what is asked is held: the mean over all rows of held by asked level, by weight.
    pub closed: Share,
    /// The hours to close all of it, with prerequisites, each step counted once.
    pub hours: Range<Hours>,
    /// The skills of which a single step is missing.
    pub one_step_away: Vec<SkillId>,
    /// The skills that are held as far as asked.
    pub already_enough: Vec<SkillId>,
    /// How far the profile is at home in several fields.
    pub hybrid: Hybrid,
}

/// One skill that a target asks for, against what is held of it.
#[derive(Clone, Debug, PartialEq)]
pub struct GapRow {
    /// The skill.
    pub skill: SkillId,
    /// The level held.
    pub held: Level,
    /// The level asked.
    pub asked: Level,
    /// Its part of all that is asked.
    pub weight: Share,
    /// The steps that are missing, prerequisites among them, in the order of their names.
    pub steps: Vec<StepId>,
    /// The hours that these steps take; none if nothing is missing.
    pub missing: Range<Hours>,
    /// How much is missing.
    pub state: GapState,
}

/// How much of an asked skill is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapState {
    /// It is held as far as asked.
    Enough,
    /// A single step is missing, and nothing that the step needs.
    OneStepAway,
    /// Something is held, and more than one step is missing.
    Started,
    /// Nothing of it is held, and more than one step is missing.
    Missing,
}

/// An index of ours for being at home in several fields; no public figure measures what it is worth.
///
/// A domain scores the levels of its two strongest skills held, as a part of 6 and at most 1: two skills that are
/// sold to clients (level 3) make a domain complete. The total is the mean of the three highest domain scores, so
/// that a specialist of one field reaches a third, of two fields two thirds, and of three fields all of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hybrid {
    /// The score of each domain, in the order of [`Domain::ALL`].
    pub domains: [(Domain, Share); Domain::ALL.len()],
    /// The total.
    pub total: Share,
    /// The pair that is nearest to complete, if there is one.
    pub best_pair: Option<Pair>,
}

/// Two fields that would go together, and the skill to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The strongest domain, which is there.
    pub have: Domain,
    /// The domain to add.
    pub add: Domain,
    /// The skill of that domain that brings most for its hours up to level 3 on the middle values; the target's own
    /// asks come before all others.
    pub with: SkillId,
}

/// Levels of its two strongest skills that make a domain complete.
const COMPLETE: f64 = 6.0;
/// Domains that the total looks at.
const FIELDS: usize = 3;
/// The level at which a skill is sold.
const SOLD: u8 = 3;

/// Holds a profile against its own target, if it has one that the pack knows.
///
/// # Errors
/// A pack or profile that the model cannot read.
pub fn own_gap(profile: &Profile, market: &Market) -> Result<Option<Gap>, Trouble> {
    match &profile.target {
        Aim::Target(id) => market.target(id).map(|target| gap(profile, market, target)).transpose(),
        Aim::MostValue | Aim::Unknown(_) => Ok(None),
    }
}

/// Holds a profile against a target.
///
/// # Errors
/// A pack or profile that the model cannot read.
pub fn gap(profile: &Profile, market: &Market, target: &Target) -> Result<Gap, Trouble> {
    let model = Model::timeless(profile, market)?;
    let values = model.middle()?;
    let asks: Vec<(&Ask, &Skill)> =
        target.asks.iter().filter_map(|ask| Some((ask, market.skill(&ask.skill)?))).collect();
    let all: f64 = asks.iter().map(|(ask, _)| ask.weight).sum();
    let rows: Vec<GapRow> = asks.iter().map(|(ask, _)| row(&model, ask, all)).collect();
    let union: BTreeSet<StepId> = rows.iter().flat_map(|row| row.steps.iter().cloned()).collect();
    let in_state = |state: GapState| {
        rows.iter().filter(|row| row.state == state).map(|row| row.skill.clone()).collect::<Vec<SkillId>>()
    };
    Ok(Gap {
        closed: number::share(rows.iter().map(closed).sum()),
        hours: hours(&model, &union),
        one_step_away: in_state(GapState::OneStepAway),
        already_enough: in_state(GapState::Enough),
        hybrid: hybrid(&model, &values, target),
        rows,
    })
}

fn row(model: &Model<'_>, ask: &Ask, all: f64) -> GapRow {
    let held = model.profile.level(&ask.skill);
    let steps = model.closure([StepId { skill: ask.skill.clone(), level: ask.level }]);
    let state = match (steps.len(), held) {
        (0, _) => GapState::Enough,
        (1, _) => GapState::OneStepAway,
        (_, Level::NONE) => GapState::Missing,
        _ => GapState::Started,
    };
    GapRow {
        skill: ask.skill.clone(),
        held,
        asked: ask.level,
        weight: number::share(if all > 0.0 { ask.weight / all } else { 0.0 }),
        missing: hours(model, &steps),
        steps: steps.into_iter().collect(),
        state,
    }
}

/// A row's part of what is closed.
fn closed(row: &GapRow) -> f64 {
    let asked = f64::from(row.asked.get());
    let part = if asked > 0.0 { (f64::from(row.held.get()) / asked).min(1.0) } else { 1.0 };
    row.weight.get() * part
}

/// Hours of steps together; steps that the pack cannot plan take none.
fn hours(model: &Model<'_>, steps: &BTreeSet<StepId>) -> Range<Hours> {
    let ranges: Vec<Range<Hours>> = steps.iter().filter_map(|id| Some(model.hours(id, model.step(id)?.1))).collect();
    let sum = |end: fn(&Range<Hours>) -> Hours| number::hours(ranges.iter().map(|range| end(range).get()).sum());
    let mid = sum(Range::mid);
    Range::new(sum(Range::low), mid, sum(Range::high)).unwrap_or(Range::exact(mid))
}

/// How far a profile is at home in several fields, as [`Hybrid::total`] counts it, if it held one skill up to a level.
#[must_use]
pub fn at_home(profile: &Profile, market: &Market, with: Option<(&SkillId, Level)>) -> Share {
    let domains = Domain::ALL.map(|domain| (domain, score(profile, market, domain, with)));
    total(&ranked(domains))
}

type Scores = [(Domain, Share); Domain::ALL.len()];

/// The scores, highest first; the sort keeps the order of equals, so ties go to the domain that is named first.
fn ranked(mut domains: Scores) -> Scores {
    domains.sort_by(|(_, first), (_, second)| second.total_cmp(first));
    domains
}

fn total(ranked: &Scores) -> Share {
    let total: f64 = ranked.iter().take(FIELDS).map(|(_, share)| share.get()).sum();
    number::share(total / number::real(FIELDS))
}

fn hybrid(model: &Model<'_>, values: &Values, target: &Target) -> Hybrid {
    let domains = Domain::ALL.map(|domain| (domain, score(model.profile, model.market, domain, None)));
    let ranked = ranked(domains);
    Hybrid {
        domains,
        total: total(&ranked),
        best_pair: ranked.first().and_then(|(have, share)| {
            let complete = |domain: Domain| domains.iter().any(|(other, share)| *other == domain && share.get() >= 1.0);
            if *share > Share::ZERO { pair(model, values, target, *have, complete) } else { None }
        }),
    }
}

fn score(profile: &Profile, market: &Market, domain: Domain, with: Option<(&SkillId, Level)>) -> Share {
    let skills = market.skills.values().filter(|skill| skill.domain == domain);
    let level = |skill: &Skill| {
        let added = with.filter(|(id, _)| **id == skill.id).map_or(Level::NONE, |(_, level)| level);
        profile.level(&skill.id).max(added).get()
    };
    let mut levels: Vec<u8> = skills.map(level).collect();
    levels.sort_unstable_by(|first, second| second.cmp(first));
    number::share(levels.iter().take(2).map(|level| f64::from(*level)).sum::<f64>() / COMPLETE)
}

fn pair(
    model: &Model<'_>,
    values: &Values,
    target: &Target,
    have: Domain,
    complete: impl Fn(Domain) -> bool,
) -> Option<Pair> {
    let of_other_domains = |skill: &&Skill| skill.domain != have && !complete(skill.domain);
    let asked: Vec<&Skill> = target.asks.iter().filter_map(|ask| model.market.skill(&ask.skill)).collect();
    let all: Vec<&Skill> = model.market.skills.values().collect();
    [asked, all].into_iter().find_map(|skills| {
        let open = skills.into_iter().filter(of_other_domains);
        let scored: Vec<(f64, &Skill)> =
            open.filter_map(|skill| Some((gain_per_hour(model, values, skill)?, skill))).collect();
        let best = scored.into_iter().max_by(|first, second| best_then_first_name(*first, *second))?.1;
        Some(Pair { have, add: best.domain, with: best.id.clone() })
    })
}

fn best_then_first_name(first: (f64, &Skill), second: (f64, &Skill)) -> Ordering {
    first.0.total_cmp(&second.0).then_with(|| second.1.id.cmp(&first.1.id))
}

/// What a skill adds up to level 3 for each hour, prerequisites included; nothing if it is sold already or excluded.
fn gain_per_hour(model: &Model<'_>, values: &Values, skill: &Skill) -> Option<f64> {
    let level = Level::new(SOLD)?.min(skill.top());
    let steps = model.closure([StepId { skill: skill.id.clone(), level }]);
    let is_open = steps.iter().all(|step| !model.profile.excluded.contains(&step.skill));
    if steps.is_empty() || !is_open {
        return None;
    }
    let gain: f64 = steps.iter().filter_map(|id| Some(model.premium(model.step(id)?.0, id.level, values))).sum();
    Some(gain / hours(model, &steps).mid().get().max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::{case, id, rating, step};

    #[track_caller]
    fn measure(change: impl Fn(&mut Profile)) -> Gap {
        let (mut profile, market) = case();
        change(&mut profile);
        let target = market.targets.first().expect("the test market has a target");
        gap(&profile, &market, target).expect("the test case is sound")
    }

    #[test]
    fn each_row_says_what_is_missing() {
        #[track_caller]
        fn check(skill: &str, level: u8, state: GapState, steps: &[(&str, u8)], hours: f64) {
            let gap = measure(|profile| drop(profile.skills.insert(id("video"), rating(level, 0))));
            let row = gap.rows.iter().find(|row| row.skill == id(skill)).expect("the target asks for it");
            assert_eq!(row.state, state, "{skill} at {level}");
            assert_eq!(row.steps, steps.iter().map(|(skill, level)| step(skill, *level)).collect::<Vec<StepId>>());
            assert_eq!(row.missing.mid(), number::hours(hours));
        }
        check("cut", 0, GapState::Enough, &[], 0.0);
        check("review", 0, GapState::OneStepAway, &[("review", 1)], 6.0);
        check("video", 0, GapState::Missing, &[("video", 1), ("video", 2)], 28.0);
        check("video", 1, GapState::OneStepAway, &[("video", 2)], 20.0);
        check("video", 4, GapState::Enough, &[], 0.0);
    }

    #[test]
    fn missing_prerequisites_are_part_of_the_gap() {
        let gap = measure(|profile| profile.skills.clear());
        let video = gap.rows.iter().find(|row| row.skill == id("video")).expect("the target asks for it");
        assert_eq!(video.steps, [step("prompt", 1), step("video", 1), step("video", 2)]);
        // 120 hours of cutting, 34 of video with its prerequisite, 6 of reviewing.
        assert_eq!(gap.hours.mid(), number::hours(160.0));
        assert_eq!(gap.closed, Share::ZERO);
        assert_eq!(gap.hybrid.best_pair, None);
    }

    #[test]
    fn what_is_closed_is_weighted() {
        #[track_caller]
        fn check(video: u8, review: u8, expect: f64) {
            let gap = measure(|profile| {
                profile.skills.insert(id("video"), rating(video, 0));
                profile.skills.insert(id("review"), rating(review, 0));
            });
            assert!((gap.closed.get() - expect).abs() < 1e-12, "{:?}", gap.closed);
        }
        check(0, 0, 2.0 / 6.0);
        check(1, 0, 3.5 / 6.0);
        check(2, 0, 5.0 / 6.0);
        check(4, 4, 1.0);
    }

    #[test]
    fn the_hybrid_score_adds_fields_and_names_the_next_one() {
        #[track_caller]
        fn check(held: &[(&str, u8)], total: f64, pair: Option<(Domain, Domain, &str)>) {
            let gap = measure(|profile| {
                profile.skills = held.iter().map(|(skill, level)| (id(skill), rating(*level, 0))).collect();
            });
            assert!((gap.hybrid.total.get() - total).abs() < 1e-12, "{:?}", gap.hybrid);
            let expect = pair.map(|(have, add, with)| Pair { have, add, with: id(with) });
            assert_eq!(gap.hybrid.best_pair, expect);
        }
        check(&[], 0.0, None);
        check(&[("cut", 3), ("video", 3)], 1.0 / 3.0, Some((Domain::Creative, Domain::Business, "review")));
        check(
            &[("cut", 3), ("video", 3), ("review", 3), ("prompt", 3)],
            2.0 / 3.0,
            Some((Domain::Creative, Domain::Data, "models")),
        );
        let (mut profile, market) = case();
        profile.skills = [(id("cut"), rating(3, 0)), (id("video"), rating(2, 0))].into();
        let with =
            |skill: &str, number: u8| at_home(&profile, &market, Some((&id(skill), Level::new(number).unwrap())));
        assert!((at_home(&profile, &market, None).get() - 5.0 / 18.0).abs() < 1e-12);
        assert!((with("code", 3).get() - 8.0 / 18.0).abs() < 1e-12);
        assert!((with("cut", 1).get() - 5.0 / 18.0).abs() < 1e-12, "a lower level takes nothing away");
        check(&[("code", 3)], 1.0 / 6.0, Some((Domain::Technical, Domain::Business, "review")));
    }
}
