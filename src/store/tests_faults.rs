//! Every operation of the store on a failing disk: each single one fails in turn, in every way, and nothing is lost.
#![allow(clippy::disallowed_methods, reason = "these tests read and damage the store's files")]

use std::error::Error;
use std::fs;

use tempfile::TempDir;

use super::sample::{minimal, named};
use super::step::Step;
use super::step::faults::{self, Fault};
use super::*;

type Outcome = Result<(), Box<dyn Error>>;

/// What the system says of a full disk, a missing permission and a broken disk (Linux numbers).
const ENOSPC: i32 = 28;
const EACCES: i32 = 13;
const EIO: i32 = 5;

const FAULTS: [Fault; 7] = [
    Fault::Errno(ENOSPC),
    Fault::Errno(EACCES),
    Fault::Errno(EIO),
    Fault::AlwaysErrno(ENOSPC),
    Fault::AlwaysErrno(EACCES),
    Fault::AlwaysErrno(EIO),
    Fault::PowerCut,
];

/// A store with a profile that was saved as `one` and then as `two`, in a folder of its own.
fn store() -> Result<(TempDir, Store, Handle), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let store = Store::open(Some(dir.path().to_owned()))?;
    let handle = store.create(&named("one"))?;
    store.save(&handle, &named("two"))?;
    Ok((dir, store, handle))
}

/// How many operations `work` does when nothing fails.
fn count(work: &Work) -> Result<Vec<Step>, Box<dyn Error>> {
    let (_dir, store, handle) = store()?;
    let (result, steps) = faults::with(0, Fault::PowerCut.never(), || work(&store, &handle));
    result?;
    Ok(steps)
}

impl Fault {
    /// A fault that comes at no operation, for counting.
    const fn never(self) -> Self {
        match self {
            Self::PowerCut | Self::Errno(_) | Self::AlwaysErrno(_) => Self::Errno(0),
        }
    }
}

type Work = dyn Fn(&Store, &Handle) -> Result<(), SaveError>;

/// Lets each operation of `work` fail in each way and then looks at the disk as the next start finds it.
///
/// Gives the number of points that were tried.
fn try_all(work: &Work, allowed: &[&str]) -> Result<usize, Box<dyn Error>> {
    let steps = count(work)?;
    let mut tried = 0;
    for fault in FAULTS {
        for at in 1..=steps.len() {
            let (_dir, store, handle) = store()?;
            // What is done depends a little on the clock, so the operation that failed is this run's own.
            let (result, came_to) = faults::with(at, fault, || work(&store, &handle));
            let struck = came_to.get(at - 1);
            let what = format!("{fault:?} at {at}, {struck:?}");
            if let Err(error) = &result {
                assert!(!error.hint().is_empty() && !error.to_string().contains('\n'), "{what}: {error}");
            }
            check(&store, &handle, allowed, &what)?;
            if fault == Fault::PowerCut {
                assert!(result.is_err() || struck.is_none_or(|step| is_spared(*step)), "{what}: a cut is no success");
            }
            tried += 1;
        }
    }
    Ok(tried)
}

/// Operations whose failure is no reason to give up a save: looking for what is left over, and the snapshots.
fn is_spared(step: Step) -> bool {
    matches!(step, Step::Remove | Step::List | Step::MakeFolder | Step::Read)
}

/// A new start finds one of the allowed names, whole snapshots, and nothing stray after the next save.
fn check(store: &Store, handle: &Handle, allowed: &[&str], what: &str) -> Outcome {
    let again = Store::open(Some(store.data_dir().to_owned()))?;
    let loaded = again.load(handle.slug()).map_err(|error| format!("{what}: {error}"))?;
    assert!(allowed.contains(&loaded.profile.name.as_str()), "{what}: {}", loaded.profile.name);
    for snapshot in again.snapshots(handle.slug())? {
        again.read_snapshot(handle.slug(), &snapshot.id).map_err(|error| format!("{what}: {error}"))?;
    }
    again.save(&loaded.handle, &named("last")).map_err(|error| format!("{what}: {error}"))?;
    assert_eq!(again.load(handle.slug())?.profile.name, "last", "{what}");
    for folder in ["profiles", "backups"] {
        let names = file::names_in(&again.data_dir().join(folder))?;
        assert!(names.iter().all(|name| name == "one.ron"), "{what}: {names:?} in {folder}");
    }
    let names = file::names_in(again.data_dir())?;
    assert!(names.iter().all(|name| !name.starts_with('.')), "{what}: {names:?}");
    let snapshots = file::names_in(&again.data_dir().join("snapshots/one"))?;
    assert!(snapshots.iter().filter(|name| name.starts_with('.')).count() <= 1, "{what}: {snapshots:?}");
    Ok(())
}

#[test]
fn each_failing_operation_of_a_save_leaves_the_last_profile_or_the_one_before() -> Outcome {
    let tried = try_all(&|store, handle| store.save(handle, &named("three")).map(|_| ()), &["two", "three"])?;
    println!("save: {tried} points");
    assert!(tried > 70, "{tried}");
    Ok(())
}

#[test]
fn each_failing_operation_of_a_snapshot_leaves_the_profile_alone() -> Outcome {
    let tried = try_all(&|store, handle| store.take_snapshot(handle.slug()), &["two"])?;
    println!("snapshot: {tried} points");
    let tried = try_all(&|store, handle| store.take_snapshot_of(handle, &named("three")), &["two"])?;
    println!("snapshot of memory: {tried} points");
    assert!(tried > 40, "{tried}");
    Ok(())
}

#[test]
fn each_failing_operation_of_keeping_mine_loses_neither_version() -> Outcome {
    let change = |store: &Store, handle: &Handle| {
        let text = encode(&named("theirs"));
        fs::write(store.path(handle.slug()), text).map_err(DiskError::when("write", store.data_dir()))?;
        store.keep_mine(handle, &named("mine")).map(|_| ())
    };
    let tried = try_all(&change, &["theirs", "mine"])?;
    println!("keep mine: {tried} points");
    Ok(())
}

#[test]
fn each_failing_operation_of_a_restore_leaves_the_present_profile_or_the_restored_one() -> Outcome {
    // As the window restores: the present content is kept, the snapshot is read, and the profile is saved.
    let restore = |store: &Store, handle: &Handle| {
        store.take_snapshot_of(handle, &named("older"))?;
        store.take_snapshot(handle.slug())?;
        let oldest =
            store.snapshots(handle.slug())?.pop().ok_or_else(|| LoadError::Missing(store.path(handle.slug())))?;
        let older = store.read_snapshot(handle.slug(), &oldest.id)?;
        store.save(handle, &older).map(|_| ())
    };
    let tried = try_all(&restore, &["two", "one", "older"])?;
    println!("restore: {tried} points");
    assert!(tried > 150, "{tried}");
    Ok(())
}

/// The text of a version before the first, see `migrate`.
fn old_text(name: &str) -> String {
    let text = encode(&named(name)).replacen("schema_version: 1", "schema_version: 0", 1);
    text.replacen("\n  rate: ", "\n  pay: ", 1)
}

#[test]
fn each_failing_operation_of_a_migration_keeps_the_original() -> Outcome {
    let migrate = |store: &Store, handle: &Handle| {
        let path = store.path(handle.slug());
        fs::write(&path, old_text("old")).map_err(DiskError::when("write", &path))?;
        let Loaded { profile, handle, .. } = store.load(handle.slug())?;
        store.save(&handle, &Profile { name: "new".to_owned(), ..profile }).map(|_| ())
    };
    let tried = try_all(&migrate, &["old", "new"])?;
    println!("migrate: {tried} points");
    assert!(tried > 100, "{tried}");
    for fault in FAULTS {
        for at in 1..=count(&migrate)?.len() {
            let (_dir, store, handle) = store()?;
            let (result, _) = faults::with(at, fault, || migrate(&store, &handle));
            let folder = store.data_dir().join("snapshots/one");
            let is_kept = file::names_in(&folder)?
                .iter()
                .map(|name| folder.join(name))
                .chain([store.path(handle.slug())])
                .any(|path| fs::read_to_string(path).is_ok_and(|text| text == old_text("old")));
            assert!(is_kept, "{fault:?} at {at}: {result:?}");
        }
    }
    Ok(())
}

#[test]
fn a_save_that_failed_goes_well_when_it_is_tried_again() -> Outcome {
    let steps = count(&|store, handle| store.save(handle, &named("three")).map(|_| ()))?;
    for fault in [Fault::AlwaysErrno(ENOSPC), Fault::AlwaysErrno(EACCES), Fault::AlwaysErrno(EIO)] {
        for at in 1..=steps.len() {
            let (_dir, store, handle) = store()?;
            let (first, _) = faults::with(at, fault, || store.save(&handle, &named("three")));
            let again = store.save(&handle, &named("three"));
            assert!(again.is_ok(), "{fault:?} at {at}: {first:?}, then {again:?}");
            assert_eq!(store.load(handle.slug())?.profile.name, "three");
        }
    }
    Ok(())
}

#[test]
fn deleting_and_restoring_on_a_failing_disk_loses_nothing() -> Outcome {
    let delete_and_restore =
        |store: &Store, handle: &Handle| store.delete(handle.slug()).and_then(|id| store.restore(&id)).map(|_| ());
    let steps = count(&delete_and_restore)?;
    let mut tried = 0;
    for fault in FAULTS {
        for at in 1..=steps.len() {
            let (_dir, store, handle) = store()?;
            let (_, _) = faults::with(at, fault, || delete_and_restore(&store, &handle));
            let names: Vec<String> = store.list()?.into_iter().map(|entry| entry.name).collect();
            let binned: Vec<String> = store.list_bin()?.into_iter().map(|binned| binned.name).collect();
            assert!([names.as_slice(), binned.as_slice()].concat().contains(&"two".to_owned()), "{fault:?} at {at}");
            tried += 1;
        }
    }
    println!("delete and restore: {tried} points");
    Ok(())
}

#[test]
fn a_profile_that_cannot_be_created_leaves_nothing() -> Outcome {
    let steps = count(&|store, _| store.create(&minimal()).map(|_| ()))?;
    for at in 1..=steps.len() {
        let (_dir, store, _) = store()?;
        let (made, _) = faults::with(at, Fault::AlwaysErrno(ENOSPC), || store.create(&minimal()));
        let names = file::names_in(&store.data_dir().join("profiles"))?;
        let is_whole =
            names == ["maria.ron", "one.ron"] && read_file(&store.data_dir().join("profiles/maria.ron")).is_ok();
        assert!(is_whole || (made.is_err() && names == ["one.ron"]), "{at}: {names:?}");
    }
    Ok(())
}
