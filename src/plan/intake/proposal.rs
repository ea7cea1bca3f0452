//! What a file would change in a profile, row by row, before anything changes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::market::Market;
use super::super::profile::{Evidence, Profile, Rating};
use super::super::skill::{Level, SkillId};
use super::super::units::Date;
use super::super::words::{Words, fold};
use super::{Found, Mention};

/// The most places of one skill that are shown.
const MOST_SEEN: usize = 12;

/// How surely a skill is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// One of its names stands within other words.
    #[default]
    Mentioned,
    /// The words are one of its names and nothing else.
    Named,
}

/// What happens to a skill of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is added, at this level.
    New(Level),
    /// It is raised, or evidence is added to it.
    Changed {
        /// The level in the profile.
        from: Level,
        /// The level after the import.
        to: Level,
    },
    /// The profile holds all of it already.
    Same,
    /// Nothing is taken over.
    Skipped(Why),
}

/// Why nothing is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No level is stated, and none is guessed.
    NoLevel,
    /// The name stands within other words, so it may mean something else.
    OnlyMentioned,
    /// The profile holds a higher level.
    HeldHigher(Level),
}

/// Where a skill was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The words.
    pub words: String,
    /// The line that they stand in, if it is known.
    pub line: Option<u64>,
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{} (line {line})", self.words),
            None => f.write_str(&self.words),
        }
    }
}

/// One skill that a file names.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which.
    pub skill: SkillId,
    /// How surely it is meant.
    pub confidence: Confidence,
    /// The words that it was found in, each once.
    pub seen: Vec<Seen>,
    /// Days of dated work that names it, counted once where they overlap: a hint, never a level.
    pub days: i64,
    /// Evidence that the profile does not hold yet.
    pub evidence: Vec<Evidence>,
    /// What happens to it.
    pub outcome: Outcome,
}

impl Row {
    /// What it would take over into a profile: nothing if it is the same or skipped.
    #[must_use]
    pub fn taken(&self) -> Option<Taken> {
        match self.outcome {
            Outcome::New(level) | Outcome::Changed { to: level, .. } => Some(self.taken_at(level)),
            Outcome::Same | Outcome::Skipped(_) => None,
        }
    }

    /// What it takes over if the user says that this is the level.
    #[must_use]
    pub fn taken_at(&self, level: Level) -> Taken {
        Taken { skill: self.skill.clone(), level, evidence: self.evidence.clone() }
    }
}

/// What is taken over of one skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The skill.
    pub skill: SkillId,
    /// Its level from now on.
    pub level: Level,
    /// What is added to its evidence.
    pub evidence: Vec<Evidence>,
}

impl Taken {
    /// Changes the profile, as seen on `today`.
    pub fn apply(&self, profile: &mut Profile, today: Date) {
        let rating = profile.skills.entry(self.skill.clone()).or_default();
        rating.level = self.level;
        rating.verified = Some(today);
        rating.evidence.extend(self.evidence.iter().cloned());
    }
}

/// How many rows there are of each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Skills that are added.
    pub new: usize,
    /// Skills that are raised or get evidence.
    pub changed: usize,
    /// Skills that the profile holds like that.
    pub same: usize,
    /// Skills of which nothing is taken over.
    pub skipped: usize,
}

/// All that a file would change in a profile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// A row for each skill, in the order of their ids.
    pub rows: Vec<Row>,
    /// Words that the file lists as skills and the market does not know, each once.
    pub unknown: Vec<String>,
}

impl Proposal {
    /// Takes every new and changed row over into `profile`, as seen on `today`.
    pub fn apply(&self, profile: &mut Profile, today: Date) {
        self.rows.iter().filter_map(Row::taken).for_each(|taken| taken.apply(profile, today));
    }

    /// How many rows there are of each outcome.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            *match row.outcome {
                Outcome::New(_) => &mut counts.new,
                Outcome::Changed { .. } => &mut counts.changed,
                Outcome::Same => &mut counts.same,
                Outcome::Skipped(_) => &mut counts.skipped,
            } += 1;
        }
        counts
    }
}

/// Compares what was found with a profile; `unstated` is the level that the user gives to skills that the file names
/// without one. `today` is the end of work that still goes on.
#[must_use]
pub fn propose(found: &Found, market: &Market, profile: &Profile, unstated: Option<Level>, today: Date) -> Proposal {
    let words = Words::new(market);
    let mut drafts: BTreeMap<SkillId, Draft> = BTreeMap::new();
    let mut unknown = Vec::new();
    for mention in &found.mentions {
        let skills = words.found_in(&mention.words);
        if skills.is_empty() && mention.is_listed {
            unknown.push(mention.words.clone());
        }
        for id in skills {
            let is_name = is_name_of(market, &id, &mention.words);
            drafts.entry(id).or_default().add(mention, is_name);
        }
    }
    for (id, rating) in &found.ratings {
        if market.skill(id).is_some() {
            drafts.entry(id.clone()).or_default().add_rating(market.skill_name(id), rating);
        } else {
            unknown.push(id.as_str().to_owned());
        }
    }
    for proof in &found.proofs {
        for id in words.found_in(&proof.words) {
            let draft = drafts.entry(id).or_default();
            draft.see(&proof.evidence.outcome, None);
            draft.evidence.push(proof.evidence.clone());
        }
    }
    for position in &found.positions {
        for id in words.found_in(&position.words) {
            let draft = drafts.entry(id).or_default();
            draft.see(&position.title, None);
            draft.spans.push((position.start, position.end.unwrap_or(today)));
        }
    }
    let mut met = BTreeSet::new();
    unknown.retain(|words| met.insert(fold(words)));
    let row = |(id, draft): (SkillId, Draft)| draft.row(profile.skills.get(&id), id, unstated);
    Proposal { rows: drafts.into_iter().map(row).collect(), unknown }
}

/// Whether `words` are a name of the skill and nothing else.
fn is_name_of(market: &Market, id: &SkillId, words: &str) -> bool {
    let folded = fold(words);
    let is_name = |name: &String| fold(name) == folded;
    market.skill(id).is_some_and(|skill| std::iter::once(&skill.name).chain(&skill.aliases).any(is_name))
}

/// What was found of one skill so far.
#[derive(Default)]
struct Draft {
    confidence: Confidence,
    seen: Vec<Seen>,
    level: Option<Level>,
    evidence: Vec<Evidence>,
    spans: Vec<(Date, Date)>,
}

impl Draft {
    fn add(&mut self, mention: &Mention, is_name: bool) {
        self.see(&mention.words, mention.line);
        if is_name {
            self.confidence = Confidence::Named;
            self.level = self.level.max(mention.level);
        }
    }

    /// Takes note of a rating by Premia itself, which is sure. Level 0 says that a skill is not held, so it adds none.
    fn add_rating(&mut self, name: &str, rating: &Rating) {
        self.see(name, None);
        self.confidence = Confidence::Named;
        self.level = self.level.max(Some(rating.level).filter(|level| *level > Level::NONE));
        self.evidence.extend(rating.evidence.iter().cloned());
    }

    /// Remembers words once.
    fn see(&mut self, words: &str, line: Option<u64>) {
        if self.seen.len() < MOST_SEEN && !words.is_empty() && !self.seen.iter().any(|seen| seen.words == words) {
            self.seen.push(Seen { words: words.to_owned(), line });
        }
    }

    fn row(self, held: Option<&Rating>, skill: SkillId, unstated: Option<Level>) -> Row {
        let days = days(&self.spans);
        let known = held.map(|rating| rating.evidence.as_slice()).unwrap_or_default();
        let mut evidence: Vec<Evidence> = Vec::new();
        for piece in self.evidence {
            if !known.iter().chain(&evidence).any(|old| old.is_same_work(&piece)) {
                evidence.push(piece);
            }
        }
        let has_more = !evidence.is_empty();
        let outcome = match (held, self.level) {
            (Some(rating), Some(level)) if level > rating.level => Outcome::Changed { from: rating.level, to: level },
            (Some(rating), _) if has_more => Outcome::Changed { from: rating.level, to: rating.level },
            (Some(rating), Some(level)) if level < rating.level => Outcome::Skipped(Why::HeldHigher(rating.level)),
            (Some(_), _) => Outcome::Same,
            (None, Some(level)) => Outcome::New(level),
            (None, None) if self.confidence == Confidence::Mentioned => Outcome::Skipped(Why::OnlyMentioned),
            (None, None) => unstated.map_or(Outcome::Skipped(Why::NoLevel), Outcome::New),
        };
        Row { skill, confidence: self.confidence, seen: self.seen, days, evidence, outcome }
    }
}

/// Days within any of the spans.
fn days(spans: &[(Date, Date)]) -> i64 {
    let sorted: BTreeSet<(Date, Date)> = spans.iter().copied().collect();
    let mut total = 0;
    let mut reached: Option<Date> = None;
    for (start, end) in sorted {
        let start = reached.map_or(start, |reached| reached.max(start));
        total += end.days_since(start).max(0);
        reached = Some(reached.map_or(end, |reached| reached.max(end)));
    }
    total
}
