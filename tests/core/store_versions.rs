//! Files of every version that was ever written: each must be read by this one, and survive a save.

use std::error::Error;
use std::path::PathBuf;

use premia::plan::market::Knob;
use premia::plan::profile::{Aim, Profile, Setup};
use premia::plan::skill::{Level, SkillId, StepId};
use premia::plan::units::{Hours, Money};
use premia::store::{Slug, Store, decode, encode, read_file};

type Outcome = Result<(), Box<dyn Error>>;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/core/fixtures").join(name)
}

#[test]
fn every_version_is_read_and_survives_a_save() -> Outcome {
    let mut seen = 0;
    for version in std::fs::read_dir(fixture(""))? {
        for file in std::fs::read_dir(version?.path())? {
            let path = file?.path();
            let profile = read_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            assert_eq!(decode(&encode(&profile)).as_ref(), Ok(&profile), "{}", path.display());
            save_a_copy(&path, &profile)?;
            seen += 1;
        }
    }
    assert!(seen >= 2, "only {seen} fixtures found");
    Ok(())
}

fn save_a_copy(path: &std::path::Path, profile: &Profile) -> Outcome {
    let dir = tempfile::tempdir()?;
    let store = Store::open(Some(dir.path().to_owned()))?;
    let slug = Slug::parse("old").ok_or("not a slug")?;
    std::fs::copy(path, store.path(&slug))?;
    let loaded = store.load(&slug)?;
    assert_eq!((&loaded.profile, &loaded.unknown_fields, loaded.newer), (profile, &Vec::new(), None));
    store.save(&loaded.handle, &Profile { name: "changed".to_owned(), ..profile.clone() })?;
    let original = store.snapshots(&slug)?.pop().ok_or("the original was not kept")?;
    assert_eq!(&store.read_snapshot(&slug, &original.id)?, profile);
    Ok(())
}

#[test]
fn version_1_means_what_it_meant() -> Outcome {
    let full = read_file(&fixture("v1/full.ron"))?;
    assert_eq!((full.name.as_str(), full.setup, full.rate.get()), ("Zoë, video", Setup::AtScreen(3), 52.5));
    assert_eq!((full.currency.code(), full.horizon_months), ("EUR", 36));
    assert_eq!(full.budget.map(Money::get), Some(500.0));
    assert!(matches!(full.target, Aim::Target(target) if target.as_str() == "ai_creator"));
    let python = full.skills.get(&SkillId::new("python")).ok_or("no Python")?;
    assert_eq!((python.level.get(), python.evidence.len()), (2, 1));
    assert_eq!(python.verified.map(|date| date.to_string()).as_deref(), Some("2024-02-29"));
    let step = StepId { skill: SkillId::new("python"), level: Level::new(3).ok_or("no level")? };
    assert_eq!(full.locked, std::slice::from_ref(&step));
    let record = full.steps.get(&step).ok_or("no record")?;
    assert_eq!((record.logged.get(), record.note.as_str()), (3.5, "ask Ana"));
    assert_eq!(full.overrides.get(&Knob::OwnShare).map(|own| own.value), Some(0.4));
    assert_eq!(full.seen, None, "a field of later editions of version 1");
    let seen = read_file(&fixture("v1/seen_plan.ron"))?.seen.ok_or("no plan was seen")?;
    assert_eq!((seen.date.to_string().as_str(), seen.value.get(), seen.steps.len()), ("2026-11-22", 1234.5, 1));
    assert!(seen.steps.iter().all(|seen| seen.id == step && Some(seen.hours) == Hours::new(36.5)));
    let scenarios = read_file(&fixture("v1/scenarios.ron"))?.scenarios;
    let [eight, three] = scenarios.as_slice() else { return Err("two scenarios were saved".into()) };
    assert_eq!((eight.name.as_str(), eight.learning_hours.get(), eight.horizon_months), ("Eight hours", 8.0, 18));
    assert_eq!(eight.overrides.get(&Knob::OwnShare).map(|own| own.note.as_str()), Some("less"));
    assert_eq!((eight.figures.len(), three.overrides.len(), three.figures.len()), (1, 0, 0));
    let breaks = read_file(&fixture("v1/holidays.ron"))?.breaks;
    let [holiday] = breaks.as_slice() else { return Err("one holiday was given".into()) };
    assert_eq!((holiday.from.to_string().as_str(), holiday.learning_hours), ("2027-07-12", Hours::ZERO));
    assert_eq!(holiday.until.to_string(), "2027-08-01");
    let minimal = read_file(&fixture("v1/minimal.ron"))?;
    assert_eq!((minimal.name.as_str(), minimal.budget, minimal.skills.len()), ("Maria", None, 0));
    Ok(())
}
