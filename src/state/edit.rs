//! Every change that a user can make to a profile, with its name for the undo menu.

mod clients;
mod diary;
mod words;

use std::collections::BTreeMap;

use crate::plan::Concession;
use crate::plan::assessment::Assessment;
use crate::plan::floor::Needs;
use crate::plan::intake::Taken;
use crate::plan::market::{FigureId, Knob, Service, ServiceId};
use crate::plan::profile::{Aim, Break, Evidence, OutlookWeights, Override, Profile, Rating, StepRecord};
use crate::plan::replan::SeenPlan;
use crate::plan::scenario::Scenario;
use crate::plan::skill::{Level, SkillId, StepId};
use crate::plan::units::{Currency, Date, Hours, Money, Rate, Share};

pub use clients::ClientEdit;
pub use diary::DiaryEdit;

/// A change to the profile.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Rename the profile.
    Name(String),
    /// Learn other hours on these days.
    AddBreak(Break),
    /// Learn the usual hours on the days with this index.
    RemoveBreak(usize),
    /// Sell another service; what the service implies is filled in where nothing is set.
    Service(ServiceId, Box<ServiceDefaults>),
    /// Charge this.
    Rate(Rate),
    /// Count money in this currency.
    Currency(Currency),
    /// Sell this many hours a week.
    BillableHours(Hours),
    /// Learn this many hours a week.
    LearningHours(Hours),
    /// Take this part of learning time from hours sold.
    Displacement(Share),
    /// The platform keeps this part.
    Fee(Share),
    /// Plan this many months ahead.
    Horizon(u32),
    /// Spend at most this on learning.
    Budget(Option<Money>),
    /// Aim at this.
    Target(Aim),
    /// Rate a skill.
    SkillLevel(SkillId, Level),
    /// Forget a skill with its evidence.
    RemoveSkill(SkillId),
    /// Say that a rating still holds, as of today.
    VerifySkill(SkillId),
    /// A skill has faded: one level less is held, and that level can be learned anew.
    FadeSkill(SkillId),
    /// Add a piece of evidence.
    AddEvidence(SkillId, Evidence),
    /// Remove the piece of evidence with this index.
    RemoveEvidence(SkillId, usize),
    /// Put a step into the plan, whatever it is worth.
    Pin(StepId),
    /// Put all of these steps into the plan.
    PinAll(Vec<StepId>),
    /// No longer insist on a step.
    Unpin(StepId),
    /// Keep a skill out of the plan.
    Exclude(SkillId),
    /// Let a skill into the plan again.
    Include(SkillId),
    /// Do this step first, with what it needs before it.
    LockFirst(Vec<StepId>),
    /// Let the order be free again.
    Unlock,
    /// Give way in these things, so that the wishes can be met.
    Concede(Vec<Concession>),
    /// A step is done: its level is held now.
    Done(StepId),
    /// Hours were spent on a step.
    LogHours(StepId, Hours),
    /// Own estimate of a step's hours.
    StepHours(StepId, Option<Hours>),
    /// Own figure of a step's cost.
    StepCost(StepId, Option<Money>),
    /// Words on a step.
    StepNote(StepId, String),
    /// When a step would be given up.
    StopRule(StepId, String),
    /// How likely the outlooks are.
    Outlook(OutlookWeights),
    /// A number of the user's own in place of an assumption.
    Override(Knob, f64),
    /// Why that number.
    OverrideNote(Knob, String),
    /// Back to the pack's assumption.
    ResetOverride(Knob),
    /// A number of the user's own in place of a figure, with the reason.
    OverrideFigure(FigureId, Override),
    /// Why that number.
    OverrideFigureNote(FigureId, String),
    /// Back to the published number.
    ResetFigure(FigureId),
    /// Back to the published numbers of all figures.
    ResetFigures,
    /// Take over what an import found.
    Import(Vec<Taken>),
    /// Go by this plan from now on, and hold later ones against it.
    GoBy(Box<SeenPlan>),
    /// Keep these circumstances under their name, in place of others of that name.
    SaveScenario(Box<Scenario>),
    /// Give a saved scenario another name.
    RenameScenario(String, String),
    /// Forget a saved scenario.
    DeleteScenario(String),
    /// Plan in the circumstances of a saved scenario.
    UseScenario(String),
    /// Change what was forecast, or what came of it.
    Diary(DiaryEdit),
    /// Change who buys from the user.
    Clients(ClientEdit),
    /// This is what the user needs to live on.
    Needs(Needs),
    /// Keep these answers to the questions on a skill, and rate it so if a level is given.
    Assess(SkillId, Assessment, Option<Level>),
    /// Look at a step's stop rule on this day.
    StopDate(StepId, Option<Date>),
}

/// What a service brings with it.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceDefaults {
    /// The typical posted rate.
    pub rate: Rate,
    /// The skills it implies.
    pub own: BTreeMap<SkillId, Level>,
    /// What its sellers would most likely aim at.
    pub aim: Aim,
}

impl Edit {
    /// The change to another service of the pack.
    #[must_use]
    pub fn to_service(service: &Service) -> Self {
        let defaults = ServiceDefaults {
            rate: typical_rate(service),
            own: service.own.clone(),
            aim: Aim::Target(service.target.clone()),
        };
        Self::Service(service.id.clone(), Box::new(defaults))
    }

    /// Carries out the change.
    pub(super) fn apply(&self, profile: &mut Profile, today: Date) {
        match self {
            Self::Name(name) => profile.name.clone_from(name),
            Self::Service(id, defaults) => change_service(profile, id, defaults),
            Self::AddBreak(own) => {
                profile.breaks.push(*own);
                profile.breaks.sort_by_key(|own| (own.from, own.until));
            }
            Self::RemoveBreak(index) if *index < profile.breaks.len() => drop(profile.breaks.remove(*index)),
            Self::RemoveBreak(_) => {}
            Self::Rate(rate) => profile.rate = *rate,
            Self::Currency(currency) => profile.currency = *currency,
            Self::BillableHours(hours) => profile.billable_hours = *hours,
            Self::LearningHours(hours) => profile.learning_hours = *hours,
            Self::Displacement(share) => profile.displacement = *share,
            Self::Fee(share) => profile.fee = *share,
            Self::Horizon(months) => profile.horizon_months = (*months).max(1),
            Self::Budget(budget) => profile.budget = *budget,
            Self::Target(aim) => profile.target = aim.clone(),
            Self::SkillLevel(skill, level) => rate_skill(profile, skill, *level, today),
            Self::RemoveSkill(skill) => {
                profile.skills.remove(skill);
            }
            Self::FadeSkill(skill) => fade_skill(profile, skill, today),
            Self::VerifySkill(skill) => change_rating(profile, skill, |rating| rating.verified = Some(today)),
            Self::AddEvidence(skill, evidence) => {
                change_rating(profile, skill, |rating| rating.evidence.push(evidence.clone()));
            }
            Self::RemoveEvidence(skill, index) => change_rating(profile, skill, |rating| {
                if *index < rating.evidence.len() {
                    rating.evidence.remove(*index);
                }
            }),
            Self::Pin(step) => pin(profile, step),
            Self::PinAll(steps) => steps.iter().for_each(|step| pin(profile, step)),
            Self::Unpin(step) => {
                profile.pinned.remove(step);
            }
            Self::Exclude(skill) => exclude(profile, skill),
            Self::Include(skill) => {
                profile.excluded.remove(skill);
            }
            Self::LockFirst(steps) => profile.locked.clone_from(steps),
            Self::Unlock => profile.locked.clear(),
            Self::Concede(way) => way.iter().for_each(|concession| concession.apply(profile)),
            Self::Done(step) => finish(profile, step, today),
            Self::LogHours(step, hours) => log_hours(profile, step, *hours, today),
            Self::StepHours(step, hours) => change_step(profile, step, |record| record.hours = *hours),
            Self::StepCost(step, cost) => change_step(profile, step, |record| record.cost = *cost),
            Self::StepNote(step, note) => change_step(profile, step, |record| record.note.clone_from(note)),
            Self::StopRule(step, rule) => change_step(profile, step, |record| record.stop_rule.clone_from(rule)),
            Self::Outlook(weights) => profile.outlook = *weights,
            Self::Override(knob, value) => {
                let note = profile.overrides.get(knob).map(|old| old.note.clone()).unwrap_or_default();
                profile.overrides.insert(*knob, Override { value: *value, note });
            }
            Self::OverrideNote(knob, note) => {
                if let Some(own) = profile.overrides.get_mut(knob) {
                    own.note.clone_from(note);
                }
            }
            Self::ResetOverride(knob) => {
                profile.overrides.remove(knob);
            }
            Self::OverrideFigure(id, own) => {
                profile.figures.insert(id.clone(), own.clone());
            }
            Self::OverrideFigureNote(id, note) => {
                if let Some(own) = profile.figures.get_mut(id) {
                    own.note.clone_from(note);
                }
            }
            Self::ResetFigure(id) => {
                profile.figures.remove(id);
            }
            Self::ResetFigures => profile.figures.clear(),
            Self::Import(taken) => taken.iter().for_each(|taken| taken.apply(profile, today)),
            Self::GoBy(seen) => profile.seen = Some(SeenPlan::clone(seen)),
            Self::SaveScenario(scenario) => save_scenario(profile, scenario),
            Self::RenameScenario(from, to) => rename_scenario(profile, from, to),
            Self::DeleteScenario(name) => profile.scenarios.retain(|scenario| scenario.name != *name),
            Self::UseScenario(name) => {
                if let Some(scenario) = profile.scenarios.iter().find(|scenario| scenario.name == *name) {
                    *profile = scenario.applied(profile);
                }
            }
            Self::Diary(edit) => edit.apply(profile),
            Self::Clients(edit) => edit.apply(profile),
            Self::Needs(needs) => profile.needs = *needs,
            Self::Assess(skill, own, level) => {
                profile.assessments.entry(skill.clone()).or_default().push(own.clone());
                if let Some(level) = level {
                    rate_skill(profile, skill, *level, today);
                }
            }
            Self::StopDate(step, day) => change_step(profile, step, |record| record.stop_on = *day),
        }
    }

    /// Edits with the same key belong to one undo step while a gesture lasts; `None` never merges.
    pub(super) fn merge_key(&self) -> Option<String> {
        match self {
            Self::Name(_) => Some("name".to_owned()),
            Self::StepNote(id, _) => Some(format!("note of {id}")),
            Self::StopRule(id, _) => Some(format!("stop rule of {id}")),
            Self::OverrideNote(knob, _) => Some(format!("note of {}", knob.id())),
            Self::OverrideFigureNote(id, _) => Some(format!("note of figure {id}")),
            Self::Rate(_) => Some("rate".to_owned()),
            Self::BillableHours(_) => Some("billable".to_owned()),
            Self::LearningHours(_) => Some("learning".to_owned()),
            Self::Displacement(_) => Some("displacement".to_owned()),
            Self::Fee(_) => Some("fee".to_owned()),
            Self::Horizon(_) => Some("horizon".to_owned()),
            Self::Budget(_) => Some("budget".to_owned()),
            Self::Outlook(_) => Some("outlook".to_owned()),
            Self::Override(knob, _) => Some(knob.id().to_owned()),
            Self::Clients(edit) => edit.merge_key(),
            Self::Needs(_) => Some("needs".to_owned()),
            _ => None,
        }
    }

    /// Whether the plan may look different afterwards.
    pub(super) fn changes_plan(&self) -> bool {
        !matches!(
            self,
            Self::Name(_)
                | Self::StepNote(..)
                | Self::StopRule(..)
                | Self::OverrideNote(..)
                | Self::OverrideFigureNote(..)
                | Self::Diary(_)
                | Self::Clients(_)
                | Self::Needs(_)
                | Self::Assess(_, _, None)
                | Self::StopDate(..)
        ) && !self.changes_scenarios()
    }

    /// Whether the change is one of the saved scenarios and not of the plan.
    pub(super) const fn changes_scenarios(&self) -> bool {
        matches!(self, Self::SaveScenario(_) | Self::RenameScenario(..) | Self::DeleteScenario(_))
    }

    /// Whether the change says how learning goes, so that the plan is held against the one before; any other change
    /// of the plan is the user's own wish, and needs no list of what it moved.
    pub(super) fn is_progress(&self) -> bool {
        matches!(
            self,
            Self::Done(_) | Self::LogHours(..) | Self::StepHours(..) | Self::LearningHours(_) | Self::GoBy(_)
        )
    }

    /// Whether the change removes something from sight, so that a message with Undo is owed.
    pub(super) fn is_announced(&self) -> bool {
        matches!(
            self,
            Self::RemoveSkill(_)
                | Self::RemoveEvidence(..)
                | Self::FadeSkill(_)
                | Self::Exclude(_)
                | Self::Done(_)
                | Self::Service(..)
                | Self::Import(_)
                | Self::ResetFigures
                | Self::DeleteScenario(_)
                | Self::Clients(ClientEdit::Remove(_))
        ) || matches!(self, Self::Diary(edit) if edit.is_announced())
    }
}

/// What clients typically post for a service, as people say it: whole.
pub(super) fn typical_rate(service: &Service) -> Rate {
    Rate::new(service.rate.mid().get().round()).unwrap_or_default()
}

/// The ratings that a service implies.
pub(super) fn own_ratings(service: &Service) -> BTreeMap<SkillId, Rating> {
    service.own.iter().map(|(skill, level)| (skill.clone(), Rating { level: *level, ..Rating::default() })).collect()
}

/// Changes the service. Ratings that the user gave stay; what the new service implies is added where nothing is known.
fn change_service(profile: &mut Profile, id: &ServiceId, defaults: &ServiceDefaults) {
    profile.service = id.clone();
    let untouched = |rating: &Rating| rating.verified.is_none() && rating.evidence.is_empty();
    profile.skills.retain(|_, rating| !untouched(rating));
    for (skill, level) in &defaults.own {
        profile.skills.entry(skill.clone()).or_insert(Rating { level: *level, ..Rating::default() });
    }
    if matches!(profile.setup, crate::plan::profile::Setup::AtScreen(_)) {
        profile.rate = defaults.rate;
        profile.target = defaults.aim.clone();
    }
}

fn rate_skill(profile: &mut Profile, skill: &SkillId, level: Level, today: Date) {
    let rating = profile.skills.entry(skill.clone()).or_default();
    rating.level = level;
    rating.verified = Some(today);
    rating.faded_from = rating.faded_from.filter(|before| *before > level);
}

/// Hours spent on a step count for the step and for their day.
fn log_hours(profile: &mut Profile, step: &StepId, hours: Hours, today: Date) {
    let sum = |before: Hours| Hours::new(before.get() + hours.get()).unwrap_or(before);
    change_step(profile, step, |record| record.logged = sum(record.logged));
    let day = profile.log.entry(today).or_default();
    *day = sum(*day);
}

/// Takes one level off a skill and keeps in mind that it was held.
fn fade_skill(profile: &mut Profile, skill: &SkillId, today: Date) {
    let Some(rating) = profile.skills.get_mut(skill) else { return };
    let Some(below) = rating.level.get().checked_sub(1).and_then(Level::new) else { return };
    rating.faded_from = rating.faded_from.max(Some(rating.level));
    rating.level = below;
    rating.verified = Some(today);
}

fn change_rating(profile: &mut Profile, skill: &SkillId, change: impl FnOnce(&mut Rating)) {
    change(profile.skills.entry(skill.clone()).or_default());
}

fn change_step(profile: &mut Profile, step: &StepId, change: impl FnOnce(&mut StepRecord)) {
    change(profile.steps.entry(step.clone()).or_default());
}

fn save_scenario(profile: &mut Profile, scenario: &Scenario) {
    match profile.scenarios.iter_mut().find(|old| old.name == scenario.name) {
        Some(old) => old.clone_from(scenario),
        None => profile.scenarios.push(scenario.clone()),
    }
}

/// Renames a scenario, unless another one has the name already.
fn rename_scenario(profile: &mut Profile, from: &str, to: &str) {
    let is_free = !to.is_empty() && profile.scenarios.iter().all(|scenario| scenario.name != to);
    if let Some(scenario) = profile.scenarios.iter_mut().find(|scenario| scenario.name == from && is_free) {
        to.clone_into(&mut scenario.name);
    }
}

/// Puts a step into the plan; who wants it no longer skips its skill.
fn pin(profile: &mut Profile, step: &StepId) {
    profile.excluded.remove(&step.skill);
    profile.pinned.insert(step.clone());
}

/// Keeps a skill out of the plan; pins and locks on it would contradict that, so they go.
fn exclude(profile: &mut Profile, skill: &SkillId) {
    profile.excluded.insert(skill.clone());
    profile.pinned.retain(|step| step.skill != *skill);
    profile.locked.retain(|step| step.skill != *skill);
}

/// A finished step is a held level; wishes about it are fulfilled.
fn finish(profile: &mut Profile, step: &StepId, today: Date) {
    if profile.level(&step.skill) < step.level {
        rate_skill(profile, &step.skill, step.level, today);
    }
    profile.pinned.remove(step);
    profile.locked.retain(|locked| locked != step);
}
