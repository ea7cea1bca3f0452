//! What backs a rating, and for how long: work that shows the level, seen or looked at again not too long ago.

use std::borrow::Cow;

use super::knobs;
use super::market::{Knob, Market};
use super::number;
use super::profile::{Profile, Rating};
use super::skill::{Level, SkillId};
use super::units::Date;

/// Days in a month of the calendar, on average over four years.
const DAYS_A_MONTH: f64 = 365.25 / 12.0;

/// One piece of work that shows a level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What kind of thing it is.
    pub kind: EvidenceKind,
    /// The highest level that it shows; without one, whatever the rating says.
    pub level: Option<Level>,
    /// A link or file name.
    pub link: String,
    /// For whom it was done.
    pub client: String,
    /// When it was done.
    pub date: Option<Date>,
    /// What came of it, best in numbers.
    pub outcome: String,
}

/// What kind of thing shows a level.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// Work that was done.
    #[default]
    Project,
    /// A certificate of somebody who teaches or examines.
    Certificate,
    /// The result of a test.
    Test,
    /// What a client said of it.
    Testimonial,
    /// Something that only a newer Premia knows, in the words of the file.
    Unknown(String),
}

impl Evidence {
    /// Whether it is the same work: what kind it is taken for, and which level it shows, may be told otherwise by another
    /// file.
    #[must_use]
    pub fn is_same_work(&self, other: &Self) -> bool {
        let work = |piece: &Self| (piece.link.clone(), piece.client.clone(), piece.date, piece.outcome.clone());
        work(self) == work(other)
    }
}

impl EvidenceKind {
    /// The kinds that can be chosen.
    pub const ALL: [Self; 4] = [Self::Project, Self::Certificate, Self::Test, Self::Testimonial];

    /// The word on screen and in files.
    #[must_use]
    pub fn word(&self) -> Cow<'_, str> {
        match self {
            Self::Project => "project".into(),
            Self::Certificate => "certificate".into(),
            Self::Test => "test".into(),
            Self::Testimonial => "testimonial".into(),
            Self::Unknown(_) => "evidence".into(),
        }
    }

    /// The kind of this word, if it is one that can be chosen.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What stands behind a rating on some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Backing {
    /// Nothing shows the level: no evidence, or only of a lower level.
    Unbacked,
    /// Evidence shows it, but nobody looked at either for too long.
    Stale,
    /// Evidence shows it.
    Shown,
}

impl Rating {
    /// Whether some piece of evidence shows the rating's level.
    #[must_use]
    pub fn has_proof(&self) -> bool {
        self.evidence.iter().any(|evidence| evidence.level.is_none_or(|level| level >= self.level))
    }

    /// The last day on which the rating was looked at or shown by dated work.
    #[must_use]
    pub fn last_look(&self) -> Option<Date> {
        self.evidence.iter().filter_map(|evidence| evidence.date).chain(self.verified).max()
    }

    /// The first day on which the rating is too long ago to count, `look_months` after the last look; nothing for a rating of
    /// zero, or where no day is known.
    #[must_use]
    pub fn stale_on(&self, look_months: f64) -> Option<Date> {
        let look = self.last_look().filter(|_| self.level > Level::NONE)?;
        Some(look.plus_days(number::days(libm::round(look_months * DAYS_A_MONTH))))
    }

    /// What stands behind the rating on `today`, when a look holds for `look_months`.
    #[must_use]
    pub fn backing(&self, today: Date, look_months: f64) -> Backing {
        if !self.has_proof() {
            return Backing::Unbacked;
        }
        let is_stale = self.stale_on(look_months).is_some_and(|day| day <= today);
        if is_stale { Backing::Stale } else { Backing::Shown }
    }
}

impl Profile {
    /// For how many months a look at a rating holds: the pack's assumption, or the user's own number; nothing where the
    /// pack has none, and then every look holds.
    #[must_use]
    pub fn look_months(&self, market: &Market) -> Option<f64> {
        let assumption = market.assumptions.get(&Knob::LookMonths)?;
        let own = self.overrides.get(&Knob::LookMonths).map(|own| own.value);
        let months = own.unwrap_or(assumption.range.mid());
        knobs::allowed(assumption).contains(&months).then_some(months)
    }

    /// What stands behind the rating of a skill on `today`; nothing for a skill that is not held.
    #[must_use]
    pub fn backing(&self, market: &Market, skill: &SkillId, today: Date) -> Option<Backing> {
        let rating = self.skills.get(skill).filter(|rating| rating.level > Level::NONE)?;
        Some(rating.backing(today, self.look_months(market).unwrap_or(f64::INFINITY)))
    }

    /// Ratings whose last look is too long ago, with the day on which that began, oldest first.
    #[must_use]
    pub fn due_looks(&self, market: &Market, today: Date) -> Vec<(SkillId, Date)> {
        let Some(months) = self.look_months(market) else { return Vec::new() };
        let stale = self.skills.iter().filter_map(|(skill, rating)| Some((skill.clone(), rating.stale_on(months)?)));
        let mut stale: Vec<(SkillId, Date)> = stale.filter(|(_, day)| *day <= today).collect();
        stale.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
        stale
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::{case, id, today};

    fn rating(held: u8, shows: &[Option<u8>], last_look: Option<&str>) -> Rating {
        let level = |number| Level::new(number).unwrap();
        let piece = |own: &Option<u8>| Evidence { level: own.map(level), ..Evidence::default() };
        Rating {
            level: level(held),
            evidence: shows.iter().map(piece).collect(),
            verified: last_look.and_then(Date::parse),
            ..Rating::default()
        }
    }

    #[test]
    fn evidence_backs_the_level_that_it_shows_and_as_long_as_the_last_look_holds() {
        #[track_caller]
        fn check(held: u8, shows: &[Option<u8>], last_look: Option<&str>, expect: Backing) {
            let today = Date::parse("2026-11-22").unwrap();
            assert_eq!(rating(held, shows, last_look).backing(today, 24.0), expect);
        }
        check(2, &[], Some("2026-11-01"), Backing::Unbacked);
        check(2, &[None], Some("2026-11-01"), Backing::Shown);
        check(3, &[Some(2)], Some("2026-11-01"), Backing::Unbacked);
        check(3, &[Some(2), Some(4)], Some("2026-11-01"), Backing::Shown);
        check(2, &[Some(2)], Some("2024-11-21"), Backing::Stale);
        check(2, &[Some(2)], Some("2024-11-22"), Backing::Shown);
        check(2, &[Some(2)], None, Backing::Shown);
    }

    #[test]
    fn dated_work_is_a_look_as_well() {
        let mut rating = rating(2, &[None], Some("2020-01-01"));
        rating.evidence.push(Evidence { date: Date::parse("2026-05-31"), ..Evidence::default() });
        assert_eq!(rating.last_look(), Date::parse("2026-05-31"));
        assert_eq!(rating.stale_on(12.0), Date::parse("2027-05-31"));
        rating.level = Level::NONE;
        assert_eq!(rating.stale_on(12.0), None, "what is not held needs no look");
    }

    #[test]
    fn ratings_that_are_due_come_oldest_first_and_follow_ones_own_number() {
        let (mut profile, market) = case();
        for (skill, day) in [("prompt", "2023-05-01"), ("models", "2022-01-01"), ("agents", "2026-10-01")] {
            profile.skills.insert(id(skill), rating(1, &[], Some(day)));
        }
        let due = |profile: &Profile| -> Vec<String> {
            profile.due_looks(&market, today()).into_iter().map(|(skill, _)| skill.to_string()).collect()
        };
        assert_eq!(due(&profile), ["models", "prompt"]);
        let own = crate::plan::profile::Override { value: 300.0, note: String::new() };
        profile.overrides.insert(Knob::LookMonths, own);
        assert_eq!(due(&profile), [] as [String; 0]);
    }

    #[test]
    fn kinds_are_known_by_their_words() {
        for kind in EvidenceKind::ALL {
            assert_eq!(EvidenceKind::from_word(&kind.word()), Some(kind.clone()));
        }
        assert_eq!(EvidenceKind::from_word("evidence"), None);
    }
}
