//! What can be given away: a profile without private words, and what helps to find a fault.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Saving, State};
use crate::plan::Proof;
use crate::plan::clients::Client;
use crate::plan::diary::{Diary, Entry, Forecast};
use crate::plan::market::{FigureId, Market, ServiceId, TargetId};
use crate::plan::profile::{Aim, Evidence, EvidenceKind, Override, Profile, Rating, Setup, StepRecord};
use crate::plan::replan::{SeenPlan, SeenStep};
use crate::plan::scenario::Scenario;
use crate::plan::skill::{SkillId, StepId};
use crate::plan::units::Currency;

/// The name of every profile without private words.
const NAME: &str = "Profile";

/// The profile without anything that its user wrote in words: no names, clients, links, outcomes, notes or reasons.
///
/// Numbers, dates, levels and the pack's own ids stay; ids that the pack does not know are numbered.
#[must_use]
pub fn without_private_words(market: &Market, profile: &Profile) -> Profile {
    let ids = Ids::new(market, profile);
    // Field by field, so that nobody adds one without a thought on what of it is private.
    let Profile {
        name: _,
        setup,
        service,
        rate,
        currency,
        billable_hours,
        learning_hours,
        displacement,
        fee,
        horizon_months,
        budget,
        target,
        skills,
        pinned,
        excluded,
        locked,
        steps,
        outlook,
        overrides,
        figures,
        breaks,
        seen,
        scenarios,
        diary,
        log,
        clients,
        needs,
        assessments,
    } = profile;
    let target = match target {
        Aim::Target(id) => Aim::Target(market.target(id).map_or_else(|| TargetId::new("unknown"), |_| id.clone())),
        // Nothing is known of its words, so that they may be private.
        Aim::MostValue | Aim::Unknown(_) => Aim::MostValue,
    };
    let setup = if matches!(setup, Setup::Unknown(_)) { Setup::Done } else { setup.clone() };
    Profile {
        name: NAME.to_owned(),
        setup,
        service: known_service(market, service),
        rate: *rate,
        currency: known_currency(*currency),
        billable_hours: *billable_hours,
        learning_hours: *learning_hours,
        displacement: *displacement,
        fee: *fee,
        horizon_months: *horizon_months,
        budget: *budget,
        target,
        skills: skills.iter().map(|(id, held)| (ids.skill(id), rating(held))).collect(),
        pinned: pinned.iter().map(|id| ids.step(id)).collect(),
        excluded: excluded.iter().map(|id| ids.skill(id)).collect(),
        locked: locked.iter().map(|id| ids.step(id)).collect(),
        steps: steps.iter().map(|(id, kept)| (ids.step(id), record(kept))).collect(),
        outlook: *outlook,
        overrides: overrides.iter().map(|(knob, number)| (*knob, bare(number))).collect(),
        figures: bare_figures(market, figures),
        breaks: breaks.clone(),
        seen: seen.as_ref().map(|seen| without_unknown_ids(&ids, seen)),
        scenarios: (1..)
            .zip(scenarios)
            .map(|(number, scenario)| bare_scenario(market, scenario, format!("Scenario {number}")))
            .collect(),
        diary: without_words(&ids, market, diary),
        log: log.clone(),
        clients: (1..)
            .zip(clients)
            .map(|(number, client)| Client { name: format!("Client {number}"), ..client.clone() })
            .collect(),
        needs: *needs,
        assessments: assessments.iter().map(|(id, own)| (ids.skill(id), own.clone())).collect(),
    }
}

/// The numbers of a diary, without the names of its forecasts and its notes.
fn without_words(ids: &Ids, market: &Market, diary: &Diary) -> Diary {
    let forecast = |(number, forecast): (usize, &Forecast)| Forecast {
        circumstances: bare_scenario(market, &forecast.circumstances, format!("Forecast {number}")),
        service: known_service(market, &forecast.service),
        currency: known_currency(forecast.currency),
        // The edition is the pack's own words; of another pack nothing is known.
        pack: if forecast.pack == market.edition { forecast.pack.clone() } else { "another pack".to_owned() },
        steps: forecast.steps.iter().map(|step| ids.step(step)).collect(),
        ..forecast.clone()
    };
    let entry = |entry: &Entry| Entry { note: String::new(), ..entry.clone() };
    Diary {
        forecasts: (1..).zip(&diary.forecasts).map(forecast).collect(),
        entries: diary.entries.iter().map(entry).collect(),
    }
}

fn bare_scenario(market: &Market, scenario: &Scenario, name: String) -> Scenario {
    Scenario {
        name,
        overrides: scenario.overrides.iter().map(|(knob, number)| (*knob, bare(number))).collect(),
        figures: bare_figures(market, &scenario.figures),
        ..scenario.clone()
    }
}

fn bare(own: &Override) -> Override {
    Override { value: own.value, note: String::new() }
}

fn bare_figures(market: &Market, figures: &BTreeMap<FigureId, Override>) -> BTreeMap<FigureId, Override> {
    let id = |(number, id): (usize, &FigureId)| {
        if market.figures.contains_key(id) { id.clone() } else { FigureId::new(format!("unknown_{number}")) }
    };
    (1..).zip(figures).map(|(number, (figure, own))| (id((number, figure)), bare(own))).collect()
}

fn known_service(market: &Market, service: &ServiceId) -> ServiceId {
    market.service(service).map_or_else(|| ServiceId::new("unknown"), |known| known.id.clone())
}

fn known_currency(currency: Currency) -> Currency {
    match currency {
        // XXX is the code for no currency in ISO 4217.
        Currency::Other(_) => Currency::from_code("XXX").unwrap_or_default(),
        known => known,
    }
}

fn without_unknown_ids(ids: &Ids, seen: &SeenPlan) -> SeenPlan {
    let step = |step: &SeenStep| SeenStep { id: ids.step(&step.id), ..step.clone() };
    SeenPlan { steps: seen.steps.iter().map(step).collect(), ..seen.clone() }
}

/// What helps to find a fault, as text: versions, counts and sizes, and no word of the user's.
#[must_use]
pub fn diagnostics(state: &State) -> String {
    let State { market, profile, vault, planning, .. } = state;
    let mut text = String::new();
    let mut say = |what: &str, value: &dyn std::fmt::Display| {
        // Writing to a text cannot fail.
        writeln!(text, "{what}: {value}").unwrap_or_default();
    };
    say("Premia", &env!("CARGO_PKG_VERSION"));
    say("System", &format_args!("{} {}", std::env::consts::OS, std::env::consts::ARCH));
    say("Data pack digest", &market.digest);
    say("Own data pack", &!std::sync::Arc::ptr_eq(&state.pack, &state.bundled));
    say("Today", &state.today);
    say("Place", &state.place.name());
    say("Saving", &saving_words(&state.saving));
    say("Read only", &vault.read_only.is_some());
    say("Changed from outside", &vault.outside.is_some());
    say("Profiles", &state.profiles.len());
    say("Profiles that cannot be read", &state.profiles.iter().filter(|entry| !entry.readable).count());
    say("Messages shown", &state.notices.len());
    for part in vault.listing.iter().flat_map(|listing| &listing.parts) {
        say(&format!("Files in {}", part.folder), &format_args!("{} ({} bytes)", part.files, part.bytes));
    }
    match &profile.setup {
        Setup::Unknown(_) => say("Set up", &"unknown to this version"),
        known => say("Set up", &format_args!("{known:?}")),
    }
    say("Horizon in months", &profile.horizon_months);
    say("Skills rated", &profile.skills.len());
    say("Skills the pack does not know", &profile.skills.keys().filter(|id| market.skill(id).is_none()).count());
    say("Pieces of evidence", &profile.skills.values().map(|rating| rating.evidence.len()).sum::<usize>());
    say("Steps pinned", &profile.pinned.len());
    say("Steps locked", &profile.locked.len());
    say("Skills kept out", &profile.excluded.len());
    say("Steps with records", &profile.steps.len());
    say("Own assumptions and figures", &(profile.overrides.len() + profile.figures.len()));
    say("Changes that can be undone", &state.history.len());
    match &planning.plan {
        Some(plan) => {
            say("Steps in the plan", &plan.steps.len());
            say("Plan proven best", &(plan.proof == Proof::Optimal));
        }
        None => say("No plan", &format_args!("trouble: {}, busy: {}", planning.trouble.is_some(), planning.busy)),
    }
    if let Some(millis) = planning.solved_ms {
        say("Solved in", &format_args!("{millis:.1} ms"));
    }
    text
}

/// What became of the last save; of an error only the system's number, as its words hold paths.
fn saving_words(saving: &Saving) -> String {
    match saving {
        Saving::Nothing => "nothing to save yet".to_owned(),
        Saving::Waiting => "waiting".to_owned(),
        Saving::Saved(_) => "saved".to_owned(),
        Saving::Failed(why) => {
            let number = why.rsplit_once("(os error ").and_then(|(_, rest)| rest.split_once(')'));
            let number = number.and_then(|(number, _)| number.parse::<i32>().ok());
            number.map_or_else(|| "failed".to_owned(), |number| format!("failed, system error {number}"))
        }
    }
}

fn rating(rating: &Rating) -> Rating {
    let Rating { level, evidence, verified, faded_from } = rating;
    let evidence_alone = |Evidence { kind, level, link: _, client: _, date, outcome: _ }: &Evidence| {
        // Nothing is known of the words of an unknown kind, so that they may be private.
        let kind = if matches!(kind, EvidenceKind::Unknown(_)) { EvidenceKind::default() } else { kind.clone() };
        Evidence { kind, level: *level, date: *date, ..Evidence::default() }
    };
    let evidence = evidence.iter().map(evidence_alone).collect();
    Rating { level: *level, evidence, verified: *verified, faded_from: *faded_from }
}

fn record(record: &StepRecord) -> StepRecord {
    let StepRecord { logged, hours, cost, note: _, stop_rule: _, stop_on } = record;
    StepRecord { logged: *logged, hours: *hours, cost: *cost, stop_on: *stop_on, ..StepRecord::default() }
}

/// The ids of skills that the pack does not know, numbered: somebody may have written words into them.
struct Ids(BTreeMap<SkillId, SkillId>);

impl Ids {
    fn new(market: &Market, profile: &Profile) -> Self {
        let steps = profile.pinned.iter().chain(&profile.locked).chain(profile.steps.keys()).map(|step| &step.skill);
        let seen = profile.seen.iter().flat_map(|plan| &plan.steps).map(|step| &step.id.skill);
        let forecast = profile.diary.forecasts.iter().flat_map(|forecast| &forecast.steps).map(|step| &step.skill);
        let all: BTreeSet<&SkillId> = profile
            .skills
            .keys()
            .chain(&profile.excluded)
            .chain(steps)
            .chain(seen)
            .chain(forecast)
            .chain(profile.assessments.keys())
            .collect();
        let unknown = all.into_iter().filter(|id| market.skill(id).is_none());
        let named = |(number, id): (usize, &SkillId)| (id.clone(), SkillId::new(format!("unknown_{number}")));
        Self((1..).zip(unknown).map(named).collect())
    }

    fn skill(&self, id: &SkillId) -> SkillId {
        self.0.get(id).unwrap_or(id).clone()
    }

    fn step(&self, step: &StepId) -> StepId {
        StepId { skill: self.skill(&step.skill), level: step.level }
    }
}
