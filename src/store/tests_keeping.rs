//! Snapshots, locks, changes from outside, and deleting everything, on real files.
#![allow(clippy::disallowed_methods, reason = "these tests change the store's files as other programs might")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::sample::{full, minimal, named};
use super::*;

type Outcome = Result<(), Box<dyn Error>>;

fn store() -> Result<(TempDir, Store), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let store = Store::open(Some(dir.path().join("data")))?;
    Ok((dir, store))
}

/// Makes a file look as if it had been written earlier.
fn age(path: &Path, by: Duration) -> Outcome {
    Ok(fs::OpenOptions::new().write(true).open(path)?.set_modified(SystemTime::now() - by)?)
}

fn snapshot_names(store: &Store, handle: &Handle) -> Result<Vec<String>, Box<dyn Error>> {
    let read = |snapshot: Snapshot| Ok(store.read_snapshot(handle.slug(), &snapshot.id)?.name);
    store.snapshots(handle.slug())?.into_iter().map(read).collect()
}

#[test]
fn a_save_keeps_what_was_left_and_then_one_in_five_minutes() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("yesterday"))?;
    age(&store.path(handle.slug()), Duration::from_hours(20))?;
    for name in ["one", "two", "three"] {
        store.save(&handle, &named(name))?;
    }
    assert_eq!(snapshot_names(&store, &handle)?, ["one", "yesterday"]);
    let newest = store.snapshots(handle.slug())?.first().map(|snapshot| snapshot.taken).ok_or("none")?;
    fs::OpenOptions::new()
        .write(true)
        .open(store.path(handle.slug()))?
        .set_modified(newest + Duration::from_mins(6))?;
    store.save(&handle, &named("four"))?;
    assert_eq!(snapshot_names(&store, &handle)?, ["three", "one", "yesterday"]);
    store.take_snapshot(handle.slug())?;
    store.take_snapshot(handle.slug())?;
    assert_eq!(snapshot_names(&store, &handle)?.len(), 4, "the same content is kept once");
    Ok(())
}

#[test]
fn renaming_and_deleting_keep_a_snapshot_first_and_the_bin_keeps_them_all() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("first"))?;
    store.rename(handle.slug(), "second")?;
    assert_eq!(snapshot_names(&store, &handle)?, ["first"]);
    let id = store.delete(handle.slug())?;
    assert_eq!(store.snapshots(handle.slug())?, []);
    let back = store.restore(&id)?;
    let mut names = snapshot_names(&store, &back)?;
    names.sort();
    assert_eq!(names, ["first", "second"]);
    assert_eq!(store.list_bin()?, []);
    store.delete(back.slug())?;
    assert_eq!(store.empty_bin()?, 1);
    assert_eq!(store.list_bin()?, []);
    assert_eq!(file::names_in(&store.data_dir().join("bin"))?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_damaged_file_goes_to_the_bin_and_back_as_it_was() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("first"))?;
    store.save(&handle, &named("second"))?;
    fs::write(store.path(handle.slug()), "damage")?;
    store.load(handle.slug())?;
    let [path] = store.set_aside_files()?.try_into().map_err(|_| "not one file")?;
    let name = path.file_name().ok_or("no name")?.to_string_lossy().into_owned();
    for other in ["first.ron", "../backups/first.ron", "..", "", "none.ron.damaged-1"] {
        assert!(store.discard(other).is_err(), "{other}");
    }
    let id = store.discard(&name)?;
    assert_eq!(store.set_aside_files()?, Vec::<PathBuf>::new());
    let binned = store.list_bin()?;
    assert_eq!(binned.first().map(|binned| (binned.name.as_str(), &binned.id)), Some(("Damaged file of first", &id)));
    assert_eq!(store.restore_set_aside(&id)?, path);
    assert_eq!(fs::read_to_string(&path)?, "damage");
    assert_eq!((store.list_bin()?, store.set_aside_files()?), (vec![], vec![path]));
    assert!(matches!(store.restore_set_aside(&id), Err(SaveError::NotInBin(_))));
    store.discard(&name)?;
    assert_eq!((store.empty_bin()?, store.list_bin()?), (1, vec![]));
    assert_eq!(file::names_in(&store.data_dir().join("bin"))?, Vec::<String>::new());
    Ok(())
}

#[test]
fn every_file_that_is_erased_is_listed_first() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("first"))?;
    store.save(&handle, &named("second"))?;
    store.delete(store.create(&minimal())?.slug())?;
    store.remember_opened(handle.slug())?;
    let export = store.export(&full())?;
    assert_eq!(read_file(&export)?, full());
    assert_ne!(store.export(&full())?, export, "an export never overwrites another");
    let listed = store.overview()?.files;
    assert_eq!(listed.len(), 8, "{listed:?}");
    assert!(listed.iter().all(|path| store.data_dir().join(path).is_file()), "{listed:?}");
    assert_eq!(store.erase_all()?, Vec::<PathBuf>::new());
    assert!(listed.iter().all(|path| !file::is_taken(&store.data_dir().join(path))));
    Ok(())
}

#[test]
fn snapshots_are_named_only_as_snapshots() {
    #[track_caller]
    fn check(text: &str, expect: bool) {
        assert_eq!(SnapshotId::parse(text).is_some(), expect, "{text}");
    }
    check("20261122T140233Z.ron", true);
    check("20261122T140233Z-2.ron", true);
    check("../../profiles/x.ron", false);
    check("..", false);
    check("", false);
    check("20261122T140233Z", false);
}

#[test]
fn a_change_from_outside_is_never_overwritten() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("mine"))?;
    assert_eq!(store.outside_version(&handle)?, None);
    let path = store.path(handle.slug());
    fs::write(&path, encode(&named("theirs")))?;
    let error = store.save(&handle, &full()).unwrap_err();
    assert!(matches!(error, SaveError::ChangedOutside(_)), "{error}");
    assert!(error.hint().contains("choose which version"), "{}", error.hint());
    assert_eq!(store.outside_version(&handle)?, Some(named("theirs")));
    assert_eq!(read_file(&path)?.name, "theirs");
    Ok(())
}

#[test]
fn the_same_profile_in_other_words_is_no_change() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("mine"))?;
    let path = store.path(handle.slug());
    fs::write(&path, fs::read_to_string(&path)?.replace('\n', "\r\n"))?;
    assert_eq!(store.outside_version(&handle)?, None);
    store.save(&handle, &full())?;
    fs::write(&path, encode(&named("same")))?;
    store.save(&handle, &named("same"))?;
    fs::remove_file(&path)?;
    assert_eq!(store.outside_version(&handle)?, None);
    store.save(&handle, &named("again"))?;
    fs::write(&path, "damage")?;
    assert_eq!(store.outside_version(&handle)?, None);
    Ok(())
}

#[test]
fn mine_theirs_or_both_are_kept_and_the_other_stays_as_a_snapshot() -> Outcome {
    let outside = |store: &Store, handle: &Handle| fs::write(store.path(handle.slug()), encode(&named("theirs")));
    let (_dir, one) = store()?;
    let handle = one.create(&named("start"))?;
    outside(&one, &handle)?;
    one.keep_mine(&handle, &named("mine"))?;
    assert_eq!(one.load(handle.slug())?.profile.name, "mine");
    assert!(snapshot_names(&one, &handle)?.contains(&"theirs".to_owned()));

    outside(&one, &handle)?;
    assert_eq!(one.take_theirs(&handle, &named("not saved yet"))?, Some(named("theirs")));
    assert!(snapshot_names(&one, &handle)?.contains(&"not saved yet".to_owned()));
    one.save(&handle, &named("goes on"))?;

    outside(&one, &handle)?;
    let other = one.keep_both(&handle, &named("mine"))?.ok_or("nothing was made")?;
    assert_eq!(one.load(other.slug())?.profile.name, "theirs (from outside)");
    assert_eq!(one.load(handle.slug())?.profile.name, "mine");
    assert_eq!(one.take_theirs(&handle, &named("mine"))?, None, "there is nothing from outside any more");
    Ok(())
}

#[test]
fn one_window_holds_a_profile_and_the_next_says_who() -> Outcome {
    let (_dir, one) = store()?;
    let two = Store::open(Some(one.data_dir().to_owned()))?;
    let slug = one.create(&minimal())?.slug().clone();
    assert_eq!(two.holder(&slug), None);
    let Hold::Mine(lock) = one.hold(&slug) else { return Err("not held".into()) };
    let Hold::Theirs(holder) = two.hold(&slug) else { return Err("held twice".into()) };
    assert_eq!(holder.process, Some(std::process::id()));
    assert!(holder.since.is_some());
    assert_eq!(two.holder(&slug), Some(holder));
    let text = fs::read_to_string(one.data_dir().join("locks/maria.lock"))?;
    assert!(text.contains(&format!("process: {}", std::process::id())), "{text}");
    drop(lock);
    assert_eq!(file::names_in(&one.data_dir().join("locks"))?, Vec::<String>::new());
    assert!(matches!(two.hold(&slug), Hold::Mine(_)));
    Ok(())
}

#[test]
fn the_lock_of_a_dead_process_is_taken_over() -> Outcome {
    let (_dir, store) = store()?;
    let slug = store.create(&minimal())?.slug().clone();
    let folder = store.data_dir().join("locks");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("maria.lock"), "Lock(process: 1, since: \"2026-11-22T14:00:00Z\")")?;
    assert_eq!(store.holder(&slug), None);
    let Hold::Mine(_lock) = store.hold(&slug) else { return Err("a stale lock was respected".into()) };
    assert_eq!(store.holder(&slug).and_then(|holder| holder.process), Some(std::process::id()));
    Ok(())
}

#[test]
fn a_newer_file_that_makes_sense_is_loaded_for_looking_and_never_saved() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&full())?;
    let path = store.path(handle.slug());
    let newer = fs::read_to_string(&path)?.replacen("schema_version: 1,", "schema_version: 2, mood: \"new\",", 1);
    fs::write(&path, &newer)?;
    let loaded = store.load(handle.slug())?;
    assert_eq!((loaded.newer, loaded.profile), (Some(2), full()));
    assert!(matches!(store.save(&loaded.handle, &minimal()), Err(SaveError::Newer { version: 2, .. })));
    assert_eq!(fs::read_to_string(&path)?, newer);
    Ok(())
}

#[test]
fn the_overview_counts_what_is_there_and_erasing_leaves_only_what_others_wrote() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("first"))?;
    store.save(&handle, &named("second"))?;
    store.delete(store.create(&minimal())?.slug())?;
    fs::write(store.data_dir().join("profiles/broken.ron"), "x")?;
    assert!(store.load(&Slug::parse("broken").ok_or("no slug")?).is_err());
    store.remember_opened(handle.slug())?;
    let overview = store.overview()?;
    assert_eq!(overview.profiles.len(), 1);
    assert!(overview.profiles.iter().all(|stored| stored.bytes > 100 && stored.holder.is_none()));
    assert_eq!((overview.bin.len(), overview.set_aside.len()), (1, 1));
    let parts: Vec<_> = overview.parts.iter().map(|part| (part.folder, part.files)).collect();
    assert_eq!(parts, [("profiles", 2), ("backups", 1), ("snapshots", 1), ("bin", 2)]);
    let notes = store.data_dir().join("profiles/notes.txt");
    fs::write(&notes, "not Premia's")?;
    let Hold::Mine(lock) = store.hold(handle.slug()) else { return Err("not held".into()) };
    assert!(matches!(store.erase_all(), Err(SaveError::HeldElsewhere(name)) if name == "second"));
    drop(lock);
    assert_eq!(store.erase_all()?, [store.data_dir().join("profiles")]);
    assert!(file::is_taken(&notes));
    store.create(&minimal())?;
    Ok(())
}

#[test]
fn a_clock_that_was_set_back_loses_no_save_and_no_snapshot() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("from the future"))?;
    let later = SystemTime::now() + Duration::from_hours(24 * 400);
    fs::OpenOptions::new().write(true).open(store.path(handle.slug()))?.set_modified(later)?;
    for name in ["one", "two"] {
        store.save(&handle, &named(name))?;
    }
    assert_eq!(store.load(handle.slug())?.profile.name, "two");
    assert_eq!(snapshot_names(&store, &handle)?, ["from the future", "one"], "the newest by its name comes first");
    fs::write(store.path(handle.slug()), "damage")?;
    assert_eq!(store.load(handle.slug())?.profile.name, "one", "the backup needs no clock");
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_symlinked_data_folder_works_and_a_broken_link_is_an_error() -> Outcome {
    let dir = tempfile::tempdir()?;
    fs::create_dir(dir.path().join("real"))?;
    std::os::unix::fs::symlink(dir.path().join("real"), dir.path().join("link"))?;
    let store = Store::open(Some(dir.path().join("link")))?;
    let handle = store.create(&named("first"))?;
    store.save(&handle, &named("second"))?;
    assert_eq!(store.load(handle.slug())?.profile.name, "second");
    assert!(dir.path().join("real/profiles/first.ron").is_file());
    std::os::unix::fs::symlink(dir.path().join("gone"), dir.path().join("broken"))?;
    assert!(Store::open(Some(dir.path().join("broken"))).is_err());
    Ok(())
}

#[test]
fn a_folder_deleted_while_running_is_made_again_with_locks_and_snapshots() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("first"))?;
    let Hold::Mine(lock) = store.hold(handle.slug()) else { return Err("not held".into()) };
    fs::remove_dir_all(store.data_dir())?;
    store.save(&handle, &named("second"))?;
    store.save(&handle, &named("third"))?;
    assert_eq!(snapshot_names(&store, &handle)?, ["second"]);
    drop(lock);
    assert!(matches!(store.hold(handle.slug()), Hold::Mine(_)));
    Ok(())
}

/// Root may write anywhere, so that a folder of no permission proves nothing there.
#[cfg(unix)]
#[test]
fn a_read_only_folder_is_read_and_refuses_in_one_sentence() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let (dir, store) = store()?;
    let handle = store.create(&named("first"))?;
    let folder = store.data_dir().join("profiles");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500))?;
    let probe = fs::write(folder.join("probe.txt"), "");
    let saved = store.save(&handle, &named("second"));
    let loaded = store.load(handle.slug())?.profile.name;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
    if probe.is_err() {
        let error = saved.unwrap_err();
        assert!(error.hint().contains("allow your user to read and write the data folder"), "{}", error.hint());
        assert_eq!(loaded, "first");
        store.save(&handle, &named("second"))?;
    }
    assert_eq!(store.load(handle.slug())?.profile.name, "second");
    drop(dir);
    Ok(())
}

#[test]
fn a_save_with_snapshots_and_backup_is_quick() -> Outcome {
    use crate::plan::profile::{Evidence, Rating};
    use crate::plan::skill::{Level, SkillId};
    let (_dir, store) = store()?;
    let evidence = Evidence { outcome: "Saved 12 h a week".to_owned(), ..Evidence::default() };
    let rating =
        move |count| Rating { level: Level::MAX, evidence: vec![evidence.clone(); count], ..Rating::default() };
    let skills =
        (0..200_usize).map(move |number| (SkillId::new(format!("skill_{number}")), rating(2 + number % 2))).collect();
    let large = Profile { skills, ..full() };
    let handle = store.create(&large)?;
    let start = std::time::Instant::now();
    for name in 0..20 {
        store.save(&handle, &Profile { name: name.to_string(), ..large.clone() })?;
    }
    println!("a save of 200 skills and 500 pieces of evidence: {:?}", start.elapsed() / 20);
    let start = std::time::Instant::now();
    store.load(handle.slug())?;
    println!("a load of the same: {:?}", start.elapsed());
    Ok(())
}

#[test]
fn a_look_at_a_lock_keeps_no_window_from_it() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("looked at"))?;
    let Hold::Mine(first) = store.hold(handle.slug()) else { return Err("not mine".into()) };
    assert!(matches!(store.hold(handle.slug()), Hold::Theirs(_)), "a window keeps it");
    drop(first);
    let path = store.data_dir().join("locks/looked-at.lock");
    fs::write(&path, "")?;
    let look = fs::File::open(&path)?;
    look.try_lock_shared()?;
    let looker = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        drop(look);
    });
    assert!(matches!(store.hold(handle.slug()), Hold::Mine(_)), "a look is over soon");
    assert!(looker.join().is_ok());
    Ok(())
}

#[test]
fn the_profile_that_was_open_is_remembered_again_when_the_folder_was_deleted() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&named("mine"))?;
    store.remember_opened(handle.slug())?;
    fs::remove_dir_all(store.data_dir())?;
    store.create(&named("a later one"))?;
    store.save(&handle, &named("mine"))?;
    assert_eq!(store.last_opened().as_ref(), Some(handle.slug()));
    Ok(())
}
