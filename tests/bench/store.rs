//! How long saving and opening a large profile takes: 200 skills with 500 pieces of evidence and 36 step records.
//!
//! Where there is a disk in memory it is used, so that the processor is measured and not the disk.
#![allow(clippy::expect_used, reason = "a benchmark without its folder has nothing to measure")]

use std::path::Path;

use divan::{Bencher, black_box};
use premia::plan::profile::{Evidence, Profile, Rating, StepRecord};
use premia::plan::skill::{Level, SkillId, StepId};
use premia::plan::units::{Date, Hours};
use premia::state::blank;
use premia::store::{Handle, Store, decode, encode};
use tempfile::TempDir;

const SKILLS: u32 = 200;
const EVIDENCE: u32 = 500;
const RECORDS: u32 = 36;

fn main() {
    divan::main();
}

fn large() -> Profile {
    let mut profile = blank(&premia::demand::bundled().expect("the bundled pack"));
    let skill = |number: u32| SkillId::new(format!("skill_{number}"));
    let evidence = |number: u32| Evidence {
        link: format!("https://example.org/work/{number}"),
        client: format!("Client number {number}"),
        date: Date::new(2026, 1 + number % 12, 1 + number % 28),
        outcome: "Cut the time for a first draft from 6 h to 2 h".to_owned(),
        ..Evidence::default()
    };
    for number in 0..SKILLS {
        profile.skills.insert(skill(number), Rating { level: Level::MAX, ..Rating::default() });
    }
    for number in 0..EVIDENCE {
        let rating = profile.skills.entry(skill(number % SKILLS)).or_default();
        rating.evidence.push(evidence(number));
    }
    for number in 0..RECORDS {
        let logged = Hours::new(f64::from(number)).unwrap_or_default();
        let record = StepRecord { logged, note: "What worked, and what did not ".repeat(8), ..StepRecord::default() };
        profile.steps.insert(StepId { skill: skill(number), level: Level::MAX }, record);
    }
    profile
}

/// A store with the large profile in it, saved twice.
fn store() -> (TempDir, Store, Handle) {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a folder");
    let store = Store::open(Some(folder.path().to_owned())).expect("a store");
    let handle = store.create(&large()).expect("a profile");
    store.save(&handle, &Profile { name: "Again".to_owned(), ..large() }).expect("a save");
    (folder, store, handle)
}

/// A save as the window does it: with the check that it can be read back, the backup, and the look for a snapshot.
#[divan::bench]
fn save(bencher: Bencher) {
    let (_folder, store, handle) = store();
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            Profile { name: number.to_string(), ..large() }
        })
        .bench_local_values(|profile| store.save(&handle, &profile));
}

/// Opening it, from the disk to the profile.
#[divan::bench]
fn open(bencher: Bencher) {
    let (_folder, store, handle) = store();
    bencher.bench_local(|| store.load(black_box(handle.slug())));
}

/// The format alone, there and back.
#[divan::bench]
fn encode_and_decode(bencher: Bencher) {
    let profile = large();
    bencher.bench_local(|| decode(&encode(black_box(&profile))));
}
