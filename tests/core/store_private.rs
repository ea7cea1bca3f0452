//! What is given away holds no word of the user's.

use std::error::Error;
use std::sync::Arc;

use premia::plan::clients::Client;
use premia::plan::diary::{CalendarMonth, Diary, Entry, Forecast};
use premia::plan::market::{FigureId, Knob, ServiceId, TargetId};
use premia::plan::profile::{Aim, Evidence, EvidenceKind, Override, Profile, Rating, StepRecord};
use premia::plan::projection::Band;
use premia::plan::scenario::Scenario;
use premia::plan::skill::{Level, SkillId, StepId};
use premia::plan::units::{Date, Hours, Money, Share};
use premia::state::{
    Action, BinRow, Effect, Listing, ProfileEntry, ProfileKey, Saving, SnapshotRow, State, StoredRow, Tone,
    diagnostics, without_private_words,
};
use premia::store::{decode, encode};

type Outcome = Result<(), Box<dyn Error>>;

/// A word that stands in everything a user can write.
const SECRET: &str = "Geheim";

fn secret() -> String {
    format!("{SECRET} words")
}

/// A profile with the secret wherever words can be.
fn profile(blank: &Profile) -> Result<Profile, Box<dyn Error>> {
    let kind = EvidenceKind::Unknown(format!("{SECRET}(\"kind\")"));
    let date = Date::new(2026, 3, 1);
    let evidence = Evidence { kind, level: None, link: secret(), client: secret(), date, outcome: secret() };
    let rating =
        Rating { level: Level::MAX, evidence: vec![evidence], verified: Date::new(2026, 3, 2), ..Rating::default() };
    let (known, unknown) = (SkillId::new("python"), SkillId::new(secret()));
    let step = |skill: &SkillId| StepId { skill: skill.clone(), level: Level::MAX };
    let record = StepRecord {
        logged: Hours::new(3.5).ok_or("no hours")?,
        hours: None,
        cost: Money::new(20.0),
        note: secret(),
        stop_rule: secret(),
        stop_on: Date::new(2027, 6, 1),
    };
    let own = Override { value: 0.4, note: secret() };
    Ok(Profile {
        name: secret(),
        service: ServiceId::new(secret()),
        target: Aim::Target(TargetId::new(secret())),
        skills: [(known.clone(), rating.clone()), (unknown.clone(), rating)].into(),
        pinned: [step(&known), step(&unknown)].into(),
        excluded: [SkillId::new(format!("{SECRET} too"))].into(),
        locked: vec![step(&unknown)],
        steps: [(step(&known), record.clone()), (step(&unknown), record)].into(),
        overrides: [(Knob::OwnShare, own.clone())].into(),
        figures: [(FigureId::new("D01"), own.clone()), (FigureId::new(secret()), own)].into(),
        diary: diary(blank, &step(&unknown))?,
        clients: vec![Client { name: secret(), share: Share::ZERO, rate: None, since: None }],
        assessments: [(unknown.clone(), Vec::new())].into(),
        ..blank.clone()
    })
}

fn diary(blank: &Profile, step: &StepId) -> Result<Diary, Box<dyn Error>> {
    let own = Override { value: 0.4, note: secret() };
    let mut circumstances = Scenario::of(blank, secret());
    circumstances.overrides.insert(Knob::OwnShare, own.clone());
    circumstances.figures.insert(FigureId::new(secret()), own);
    let date = Date::new(2026, 10, 31).ok_or("no date")?;
    let forecast = Forecast {
        circumstances,
        date,
        pack: secret(),
        service: ServiceId::new(secret()),
        rate: blank.rate,
        currency: blank.currency,
        billable_hours: blank.billable_hours,
        steps: vec![step.clone()],
        band: vec![Band { p10: blank.rate, p50: blank.rate, p90: blank.rate }],
    };
    let entry = Entry {
        month: CalendarMonth::of(date),
        rate: blank.rate,
        billable_hours: blank.billable_hours,
        learning_hours: blank.learning_hours,
        note: secret(),
    };
    Ok(Diary { forecasts: vec![forecast], entries: vec![entry] })
}

fn state() -> Result<State, Box<dyn Error>> {
    let market = premia::demand::bundled().map_err(|issues| format!("{} issues", issues.len()))?;
    let mut state = State::new(Arc::new(market), Date::new(2026, 11, 22).ok_or("no date")?);
    let key = ProfileKey(secret());
    let profile = profile(&state.profile)?;
    state.open(key.clone(), profile);
    state.folder = format!("/home/{SECRET}");
    state.saving = Saving::Failed(format!("cannot write /home/{SECRET}/x.ron: No space left on device (os error 28)"));
    state.profiles = vec![ProfileEntry { key: key.clone(), name: secret(), readable: true }];
    state.notify(Tone::Warning, secret(), secret());
    let words = secret;
    state.vault.outside = Some(vec![secret()]);
    state.vault.listing = Some(Listing {
        profiles: vec![StoredRow {
            key,
            name: words(),
            file: words(),
            saved: words(),
            bytes: 1,
            trouble: Some(words()),
        }],
        set_aside: vec![words()],
        files: vec![words()],
        bin: vec![BinRow { id: words(), name: words(), deleted: words() }],
        snapshots: vec![SnapshotRow { id: words(), taken: words(), bytes: 1 }],
        ..Listing::default()
    });
    Ok(state)
}

#[test]
fn a_profile_without_private_words_keeps_its_numbers_and_nothing_else() -> Outcome {
    let state = state()?;
    assert!(encode(&state.profile).matches(SECRET).count() > 20, "the secret is everywhere");
    let bare = without_private_words(&state.market, &state.profile);
    let text = encode(&bare);
    assert!(!text.contains(SECRET), "{text}");
    assert_eq!(decode(&text).as_ref(), Ok(&bare), "it is a profile that can be opened");
    assert_eq!(without_private_words(&state.market, &bare), bare, "nothing is left to take away");
    let ids: Vec<&str> = bare.skills.keys().map(SkillId::as_str).collect();
    assert_eq!(ids, ["python", "unknown_2"]);
    let python = bare.skills.get(&SkillId::new("python")).ok_or("no Python")?;
    assert_eq!((python.level, python.evidence.len()), (Level::MAX, 1), "how much evidence there is stays");
    assert_eq!(bare.steps.values().map(|record| record.logged.get()).collect::<Vec<_>>(), [3.5, 3.5]);
    assert_eq!(bare.overrides.get(&Knob::OwnShare).map(|own| own.value), Some(0.4));
    assert_eq!(bare.locked.len(), 1);
    let forecast = bare.diary.forecasts.first().ok_or("no forecast")?;
    assert_eq!((forecast.name(), forecast.band.len(), bare.diary.entries.len()), ("Forecast 1", 1, 1));
    Ok(())
}

#[test]
fn diagnostics_say_how_much_and_never_what() -> Outcome {
    let mut state = state()?;
    let text = diagnostics(&state);
    assert!(!text.contains(SECRET) && !text.contains("/home"), "{text}");
    for line in [
        "Saving: failed, system error 28",
        "Skills rated: 2",
        "Skills the pack does not know: 1",
        "Pieces of evidence: 2",
        "Changed from outside: true",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    let effects = state.apply(Action::CopyDiagnostics);
    assert!(matches!(effects.as_slice(), [Effect::Copy(copied)] if copied.contains("Skills rated: 2")));
    let effects = state.apply(Action::ExportWithoutPrivateWords);
    assert!(matches!(effects.as_slice(), [Effect::Export(bare)] if !encode(bare).contains(SECRET)));
    Ok(())
}
