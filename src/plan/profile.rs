//! What is known of the user: what they sell, what they can do, what they want.

use std::collections::{BTreeMap, BTreeSet};

use super::assessment::Assessment;
use super::calendar::{Calendar, Stretch};
use super::clients::Client;
use super::diary::Diary;
use super::floor::Needs;
use super::knobs;
use super::market::{FigureId, Knob, Market, ServiceId, TargetId};
use super::number;
use super::replan::SeenPlan;
use super::scenario::Scenario;
use super::skill::{Level, SkillId, Step, StepId};
use super::units::{Currency, Date, Hours, Money, Range, Rate, Share};

pub use super::backing::{Evidence, EvidenceKind};

/// A Monday, from which weeks are counted: 1 January 2001.
const A_MONDAY: &str = "2001-01-01";

/// Everything that Premia knows of one freelancer.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The name of the profile, chosen by the user.
    pub name: String,
    /// Where the user stands in the first run.
    pub setup: Setup,
    /// The service sold today.
    pub service: ServiceId,
    /// What an hour costs clients today, before the platform's fee.
    pub rate: Rate,
    /// The currency of every amount in the profile.
    pub currency: Currency,
    /// Hours sold in a week.
    pub billable_hours: Hours,
    /// Hours for learning in a week.
    pub learning_hours: Hours,
    /// Part of each learning hour that is taken from hours sold.
    pub displacement: Share,
    /// What the platform keeps.
    pub fee: Share,
    /// How far ahead is planned, in months, at least 1.
    pub horizon_months: u32,
    /// The most that all steps together may cost, if there is a limit.
    pub budget: Option<Money>,
    /// What the gap is measured against, and what the plan is kept to.
    pub target: Aim,
    /// What the user can do.
    pub skills: BTreeMap<SkillId, Rating>,
    /// Steps that must be in the plan.
    pub pinned: BTreeSet<StepId>,
    /// Skills that must not be in the plan.
    pub excluded: BTreeSet<SkillId>,
    /// Steps that come first, in this order.
    pub locked: Vec<StepId>,
    /// What the user noted on steps.
    pub steps: BTreeMap<StepId, StepRecord>,
    /// Weights of the three outlooks: goes on, plateaus, falls back.
    pub outlook: OutlookWeights,
    /// Assumptions that the user replaced by a number of their own.
    pub overrides: BTreeMap<Knob, Override>,
    /// Figures of the pack that the user replaced by a number of their own.
    pub figures: BTreeMap<FigureId, Override>,
    /// Weeks with other hours of learning, such as holidays.
    pub breaks: Vec<Break>,
    /// The plan that the user goes by, which later plans are held against.
    pub seen: Option<SeenPlan>,
    /// Circumstances to compare, each with a name of its own, in the order in which they were saved.
    pub scenarios: Vec<Scenario>,
    /// What was forecast, and what came of it.
    pub diary: Diary,
    /// Hours of learning by the day on which they were logged.
    pub log: BTreeMap<Date, Hours>,
    /// Who buys from the user, in the user's own order.
    pub clients: Vec<Client>,
    /// What the user needs to live on, which the rate has to cover.
    pub needs: Needs,
    /// Answers to the questions on skills, oldest first.
    pub assessments: BTreeMap<SkillId, Vec<Assessment>>,
}

impl Profile {
    /// The hours that a step still takes: the user's own estimate or the pack's, of which a step that is learned anew
    /// takes a part, without the hours logged; whole, at least 1.
    #[must_use]
    pub fn hours_left(&self, market: &Market, id: &StepId, step: &Step) -> Range<Hours> {
        let record = self.steps.get(id);
        let part = if self.is_learned_anew(id) { knobs::middle(self, market, Knob::RelearnPart) } else { 1.0 };
        let (estimate, part) =
            record.and_then(|record| record.hours).map_or((step.hours, part), |own| (Range::exact(own), 1.0));
        let logged = record.map_or(0.0, |record| record.logged.get());
        let left = |hours: Hours| number::hours(libm::round(hours.get() * part - logged).max(1.0));
        let [low, mid, high] = [estimate.low(), estimate.mid(), estimate.high()].map(left);
        Range::new(low, mid, high).unwrap_or(Range::exact(mid))
    }

    /// Whether a step reaches a level that was held before and has faded.
    #[must_use]
    pub fn is_learned_anew(&self, id: &StepId) -> bool {
        let rating = self.skills.get(&id.skill);
        rating.is_some_and(|rating| rating.level < id.level && rating.faded_from >= Some(id.level))
    }

    /// The level held in `skill`; a skill without a rating is not held.
    #[must_use]
    pub fn level(&self, skill: &SkillId) -> Level {
        self.skills.get(skill).map_or(Level::NONE, |rating| rating.level)
    }

    /// When hours of learning lie in the weeks from `today` on.
    #[must_use]
    pub fn calendar(&self, today: Date) -> Calendar {
        let week = |day: Date| number::whole(day.days_since(today)) / 7.0;
        let stretch = |own: &Break| Stretch {
            from: week(own.from),
            until: week(own.until.plus_days(1)),
            pace: own.learning_hours.get(),
        };
        let stretches: Vec<Stretch> = self.breaks.iter().map(stretch).collect();
        Calendar::new(self.learning_hours.get(), &stretches)
    }

    /// Hours of learning that were logged in the week of `today`, which begins on Monday.
    #[must_use]
    pub fn learned_this_week(&self, today: Date) -> Hours {
        let since = Date::parse(A_MONDAY).map_or(0, |monday| today.days_since(monday));
        let monday = today.plus_days(-since.rem_euclid(7));
        number::hours(self.log.range(monday..=today).map(|(_, hours)| hours.get()).sum())
    }

    /// Steps whose stop rule is to be looked at by `today`, and that are not done yet, in the order of the dates.
    #[must_use]
    pub fn due_stop_rules(&self, today: Date) -> Vec<(&StepId, &StepRecord)> {
        let is_due = |(step, record): &(&StepId, &StepRecord)| {
            let is_open = !record.stop_rule.is_empty() && self.level(&step.skill) < step.level;
            is_open && record.stop_on.is_some_and(|day| day <= today)
        };
        let mut due: Vec<(&StepId, &StepRecord)> = self.steps.iter().filter(is_due).collect();
        due.sort_by_key(|(_, record)| record.stop_on);
        due
    }

    /// Whether every rating above zero is the same, which says little (at least four of them).
    #[must_use]
    pub fn ratings_are_flat(&self) -> bool {
        let mut levels = self.skills.values().map(|rating| rating.level).filter(|level| *level > Level::NONE);
        let first = levels.next();
        let rest: Vec<Level> = levels.collect();
        rest.len() >= 3 && rest.iter().all(|level| Some(*level) == first)
    }
}

/// Days on which other hours are learned than usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Break {
    /// The first of these days.
    pub from: Date,
    /// The last of them.
    pub until: Date,
    /// Hours of learning a week in them; none on holiday.
    pub learning_hours: Hours,
}

/// How far the first run has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Setup {
    /// On this screen of the first run, counted from 1.
    AtScreen(u8),
    /// Through the first run.
    #[default]
    Done,
    /// The sample that anyone can look around in.
    Sample,
    /// Something that only a newer Premia knows, in the words of the file; shown as through the first run.
    Unknown(String),
}

/// What the plan aims at.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// Whatever is worth most.
    #[default]
    MostValue,
    /// Only what this target asks for, and what that needs.
    Target(TargetId),
    /// Something that only a newer Premia knows, in the words of the file; nothing is planned for it.
    Unknown(String),
}

/// How well the user says to know a skill, and what backs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rating {
    /// The level.
    pub level: Level,
    /// Work that shows it.
    pub evidence: Vec<Evidence>,
    /// When the user last looked at this rating.
    pub verified: Option<Date>,
    /// The level that was held before it faded, while it has not been learned anew.
    pub faded_from: Option<Level>,
}

/// What the user noted on one step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepRecord {
    /// Hours already spent on it.
    pub logged: Hours,
    /// The user's own estimate of its hours.
    pub hours: Option<Hours>,
    /// The user's own figure of its cost.
    pub cost: Option<Money>,
    /// Free words.
    pub note: String,
    /// When the user would give it up.
    pub stop_rule: String,
    /// The day on which to look at that rule.
    pub stop_on: Option<Date>,
}

/// How likely the user holds each outlook to be; only the proportions count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutlookWeights {
    /// The boom goes on.
    pub goes_on: Share,
    /// The market plateaus within 24 months.
    pub plateaus: Share,
    /// The market falls back.
    pub falls_back: Share,
}

impl OutlookWeights {
    /// The three weights as parts of one, in the order goes on, plateaus, falls back; equal parts if all are zero.
    #[must_use]
    pub fn parts(&self) -> [f64; 3] {
        let raw = [self.goes_on.get(), self.plateaus.get(), self.falls_back.get()];
        let sum: f64 = raw.iter().sum();
        if sum > 0.0 { raw.map(|weight| weight / sum) } else { [1.0 / 3.0; 3] }
    }
}

/// A number of the user's own in place of an assumption or a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// The number, in the unit of the assumption or figure.
    pub value: f64,
    /// Why, in the user's words.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::{case, step};

    #[test]
    fn a_week_of_learning_begins_on_monday() {
        #[track_caller]
        fn check(today: &str, expect: f64) {
            let (mut profile, _) = case();
            // Sunday, Monday, Wednesday and the Monday after.
            for (day, hours) in [("2026-11-22", 1.0), ("2026-11-23", 2.0), ("2026-11-25", 0.5), ("2026-11-30", 4.0)] {
                profile.log.insert(Date::parse(day).unwrap(), Hours::new(hours).unwrap());
            }
            let learned = profile.learned_this_week(Date::parse(today).unwrap());
            assert!((learned.get() - expect).abs() < 1e-12, "{today}: {learned:?}");
        }
        check("2026-11-22", 1.0);
        check("2026-11-23", 2.0);
        check("2026-11-29", 2.5);
        check("2026-11-30", 4.0);
        check("2026-12-07", 0.0);
    }

    #[test]
    fn stop_rules_are_due_at_their_date_while_the_step_is_open() {
        let (mut profile, _) = case();
        let rule = |words: &str, day: &str| StepRecord {
            stop_rule: words.to_owned(),
            stop_on: Date::parse(day),
            ..StepRecord::default()
        };
        let open = StepId { level: Level::MAX, ..step("cut", 4) };
        profile.steps.insert(open.clone(), rule("no client", "2026-11-22"));
        profile.steps.insert(step("review", 4), rule("", "2026-11-01"));
        profile.steps.insert(step("code", 4), rule("no fun", "2026-10-01"));
        let due = |profile: &Profile, day: &str| -> Vec<String> {
            profile.due_stop_rules(Date::parse(day).unwrap()).iter().map(|(_, own)| own.stop_rule.clone()).collect()
        };
        assert_eq!(due(&profile, "2026-11-22"), ["no fun", "no client"]);
        assert_eq!(due(&profile, "2026-11-21"), ["no fun"]);
        profile.skills.insert(open.skill, Rating { level: Level::MAX, ..Rating::default() });
        assert_eq!(due(&profile, "2026-11-22"), ["no fun"]);
    }
}
