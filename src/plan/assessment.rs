//! Questions on what somebody can do, and the level that the answers suggest.

use super::skill::Level;
use super::units::Date;

/// Answers to the questions on one skill, given on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The day.
    pub date: Date,
    /// The answers, level 1 first, up to the first level that was not answered in full.
    pub answers: Vec<Vec<bool>>,
}

/// The level that answers suggest, and why not the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The highest level of which, and of all below it, every question was answered with yes.
    pub level: Level,
    /// The level above it with how many of its questions were answered with no; nothing if none was.
    pub stopped: Option<Stopped>,
    /// Whether every question of some level above `stopped` was answered with yes.
    pub has_more_above: Answered,
}

/// Where the yes ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// The level.
    pub level: Level,
    /// How many of its questions were answered with no.
    pub noes: usize,
    /// How many questions it has.
    pub of: usize,
}

/// Whether something was answered with yes throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It was.
    Yes,
    /// It was not.
    No,
}

impl Assessment {
    /// The level that the answers suggest: levels build on one another, so a no stops the climb whatever comes above.
    #[must_use]
    pub fn suggestion(&self) -> Suggestion {
        let is_full = |answers: &&Vec<bool>| !answers.is_empty() && answers.iter().all(|yes| *yes);
        let climbed = self.answers.iter().take(4).take_while(is_full).count();
        let level = |count: usize| Level::ALL.get(count).copied().unwrap_or(Level::MAX);
        let next = self.answers.iter().take(4).nth(climbed).filter(|answers| !answers.is_empty());
        let stopped = next.map(|answers| Stopped {
            level: level(climbed + 1),
            noes: answers.iter().filter(|yes| !**yes).count(),
            of: answers.len(),
        });
        let above = self.answers.iter().skip(climbed + 1).any(|answers| is_full(&answers));
        let has_more_above = if above { Answered::Yes } else { Answered::No };
        Suggestion { level: level(climbed), stopped, has_more_above }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_climb_ends_at_the_first_no() {
        #[track_caller]
        fn check(answers: &[&[bool]], level: u8, stopped: Option<(u8, usize)>, above: Answered) {
            let answers = answers.iter().map(|answers| answers.to_vec()).collect();
            let found = Assessment { date: Date::new(2026, 11, 22).unwrap(), answers }.suggestion();
            assert_eq!(found.level.get(), level);
            assert_eq!(found.stopped.map(|stopped| (stopped.level.get(), stopped.noes)), stopped);
            assert_eq!(found.has_more_above, above);
        }
        let (yes, half, no): (&[bool], &[bool], &[bool]) = (&[true, true], &[true, false], &[false, false]);
        check(&[], 0, None, Answered::No);
        check(&[no], 0, Some((1, 2)), Answered::No);
        check(&[yes, half], 1, Some((2, 1)), Answered::No);
        check(&[yes, yes, half, no], 2, Some((3, 1)), Answered::No);
        check(&[yes, half, yes, no], 1, Some((2, 1)), Answered::Yes);
        check(&[yes, yes, yes, yes], 4, None, Answered::No);
        check(&[yes, yes, yes, yes, no], 4, None, Answered::No);
        check(&[yes, &[]], 1, None, Answered::No);
    }
}
