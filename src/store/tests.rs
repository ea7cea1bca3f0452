//! The store as a whole, on real files.
#![allow(clippy::disallowed_methods, reason = "these tests are the ones who damage the store's files")]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::sample::{full, minimal, named};
use super::*;
use crate::plan::profile::Setup;
use crate::plan::units::Rate;

type Outcome = Result<(), Box<dyn Error>>;

fn store() -> Result<(TempDir, Store), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let store = Store::open(Some(dir.path().join("data")))?;
    Ok((dir, store))
}

fn names(store: &Store, folder: &str) -> Result<Vec<String>, Box<dyn Error>> {
    Ok(file::names_in(&store.data_dir().join(folder))?)
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a plain name")
}

/// A profile that was saved twice, so that it has a backup called `first`, and is called `second`.
fn saved_twice(store: &Store) -> Result<Handle, Box<dyn Error>> {
    let handle = store.create(&named("first"))?;
    store.save(&handle, &named("second"))?;
    Ok(handle)
}

#[test]
fn profiles_are_created_saved_listed_and_loaded() -> Outcome {
    let (_dir, store) = store()?;
    assert_eq!(store.list()?, []);
    let handle = store.create(&minimal())?;
    assert_eq!(handle.slug().as_str(), "maria");
    let loaded = store.load(handle.slug())?;
    assert_eq!((loaded.profile, loaded.handle.clone(), loaded.recovered), (minimal(), handle.clone(), None));
    let saved = store.save(&handle, &full())?;
    assert_eq!(saved.set_aside, None);
    assert_eq!(store.load(handle.slug())?.profile, full());
    assert_eq!(read_file(&store.path(handle.slug()))?, full());
    let sample = store.create(&Profile { setup: Setup::Sample, ..named("Sample") })?;
    let list: Vec<_> =
        store.list()?.into_iter().map(|entry| (entry.slug, entry.name, entry.setup, entry.condition)).collect();
    let expect = [
        (handle.slug().clone(), "Maria".to_owned(), Some(full().setup), Condition::Whole),
        (sample.slug().clone(), "Sample".to_owned(), Some(Setup::Sample), Condition::Whole),
    ];
    assert_eq!(list, expect);
    Ok(())
}

#[test]
fn the_backup_is_what_the_last_save_replaced() -> Outcome {
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    let backup = |store: &Store| read_file(&store.data_dir().join("backups/first.ron")).map(|profile| profile.name);
    assert_eq!(backup(&store)?, "first");
    store.save(&handle, &named("second"))?;
    assert_eq!(backup(&store)?, "first", "saving the same again changes nothing");
    store.save(&handle, &named("third"))?;
    assert_eq!(backup(&store)?, "second");
    assert_eq!(names(&store, "backups")?, ["first.ron"]);
    assert_eq!(names(&store, "profiles")?, ["first.ron"]);
    Ok(())
}

#[cfg(unix)]
#[test]
fn files_and_folders_are_private() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    store.remember_opened(handle.slug())?;
    store.delete(store.create(&minimal())?.slug())?;
    let root = store.data_dir();
    for (path, mode) in [
        ("", 0o700),
        ("profiles", 0o700),
        ("backups", 0o700),
        ("bin", 0o700),
        ("profiles/first.ron", 0o600),
        ("backups/first.ron", 0o600),
        ("state.ron", 0o600),
    ] {
        assert_eq!(fs::metadata(root.join(path))?.permissions().mode() & 0o777, mode, "{path}");
    }
    Ok(())
}

/// Ways to damage the file at a path.
type Harm = fn(&Path) -> Outcome;

const HARMS: [(&str, Harm); 14] = [
    ("empty", |path| Ok(fs::write(path, "")?)),
    ("blank", |path| Ok(fs::write(path, " \n ")?)),
    ("truncated", |path| {
        let bytes = fs::read(path)?;
        Ok(fs::write(path, bytes.get(..bytes.len() / 2).unwrap_or_default())?)
    }),
    ("foreign", |path| Ok(fs::write(path, "%PDF-1.7 and so on")?)),
    ("zeroed", |path| Ok(fs::write(path, vec![0; fs::read(path)?.len()])?)),
    ("flipped", |path| Ok(fs::write(path, fs::read_to_string(path)?.replacen("rate: ", "ra\u{34}e: ", 1))?)),
    ("out of range", |path| Ok(fs::write(path, fs::read_to_string(path)?.replacen("rate: ", "rate: -", 1))?)),
    ("not UTF-8", |path| {
        let mut bytes = fs::read(path)?;
        bytes.extend([0xff, 0xfe]);
        Ok(fs::write(path, bytes)?)
    }),
    ("UTF-16", |path| {
        let bytes: Vec<u8> = fs::read_to_string(path)?.encode_utf16().flat_map(u16::to_le_bytes).collect();
        Ok(fs::write(path, bytes)?)
    }),
    ("too large", |path| {
        let file = fs::OpenOptions::new().write(true).open(path)?;
        Ok(file.set_len(100_000_000)?)
    }),
    ("brackets", |path| Ok(fs::write(path, "(".repeat(1_000_000))?)),
    ("brackets in a field", |path| Ok(fs::write(path, format!("(schema_version: 1, a: {}", "[".repeat(1_000_000)))?)),
    ("folder", |path| {
        fs::remove_file(path)?;
        fs::create_dir(path)?;
        Ok(fs::write(path.join("precious"), "kept")?)
    }),
    ("pipe", |path| {
        fs::remove_file(path)?;
        let made = std::process::Command::new("mkfifo").arg(path).status();
        // Where there are no pipes, a folder must do.
        if made.is_ok_and(|status| status.success()) { Ok(()) } else { Ok(fs::create_dir(path)?) }
    }),
];

#[test]
fn a_damaged_file_is_set_aside_and_its_backup_loaded() -> Outcome {
    for (what, harm) in HARMS {
        let (_dir, store) = store()?;
        let handle = saved_twice(&store)?;
        let path = store.path(handle.slug());
        harm(&path)?;
        let listed = store.list()?;
        assert!(matches!(listed.first().map(|entry| &entry.condition), Some(Condition::Damaged(_))), "{what}");
        assert!(matches!(read_file(&path), Err(LoadError::Damaged { .. })), "{what}");
        assert!(file::is_taken(&path), "{what}: reading and listing leave everything in place");
        let loaded = store.load(handle.slug()).map_err(|error| format!("{what}: {error}"))?;
        assert_eq!(loaded.profile.name, "first", "{what}");
        let recovery = loaded.recovered.ok_or("no recovery")?;
        let aside = recovery.damaged.ok_or("nothing set aside")?;
        assert!(file::is_taken(&aside) && aside.to_string_lossy().contains("first.ron.damaged-2"), "{what}");
        assert!(!file::is_taken(&path), "{what}");
        assert_eq!(store.load(handle.slug())?.recovered.map(|recovery| recovery.damage), Some(None), "{what}");
        store.save(&loaded.handle, &named("third"))?;
        assert_eq!(store.load(handle.slug())?.recovered, None, "{what}");
        assert!(file::is_taken(&aside), "{what}");
    }
    Ok(())
}

#[test]
fn a_damaged_file_without_a_backup_is_an_error_that_names_it() -> Outcome {
    for (what, harm) in HARMS {
        let (_dir, store) = store()?;
        let handle = store.create(&minimal())?;
        harm(&store.path(handle.slug()))?;
        let error = store.load(handle.slug()).map(|loaded| loaded.profile).unwrap_err();
        let LoadError::Damaged { path, backup: NoBackup::Absent, .. } = &error else {
            return Err(format!("{what}: {error}").into());
        };
        assert!(file::is_taken(path), "{what}");
        assert!(error.to_string().contains(".damaged-") && error.hint().contains(".damaged-"), "{what}: {error}");
    }
    Ok(())
}

#[test]
fn saving_over_a_damaged_file_sets_it_aside_and_spares_the_backup() -> Outcome {
    for (what, harm) in HARMS {
        let (_dir, store) = store()?;
        let handle = saved_twice(&store)?;
        harm(&store.path(handle.slug()))?;
        let saved = store.save(&handle, &named("third"))?;
        assert!(saved.set_aside.is_some_and(|path| file::is_taken(&path)), "{what}");
        assert_eq!(store.load(handle.slug())?.profile.name, "third", "{what}");
        assert_eq!(read_file(&store.data_dir().join("backups/first.ron"))?.name, "first", "{what}");
    }
    Ok(())
}

#[test]
fn both_files_damaged_is_answered_by_a_snapshot_or_an_error_that_names_both() -> Outcome {
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    fs::write(store.path(handle.slug()), "x")?;
    fs::write(store.data_dir().join("backups/first.ron"), "y")?;
    let loaded = store.load(handle.slug())?;
    assert_eq!(loaded.profile.name, "first");
    assert!(loaded.recovered.is_some_and(|recovery| recovery.backup.starts_with(store.data_dir().join("snapshots"))));
    fs::remove_dir_all(store.data_dir().join("snapshots"))?;
    fs::write(store.path(handle.slug()), "x")?;
    let error = store.load(handle.slug()).map(|loaded| loaded.profile).unwrap_err();
    assert!(matches!(error, LoadError::Damaged { backup: NoBackup::Unreadable(_), .. }), "{error}");
    Ok(())
}

#[test]
fn set_aside_files_never_overwrite_each_other() -> Outcome {
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    for round in 0..20 {
        fs::write(store.path(handle.slug()), format!("damage {round}"))?;
        store.load(handle.slug())?;
    }
    let folder = store.data_dir().join("profiles");
    let mut seen: Vec<String> = (file::names_in(&folder)?.iter())
        .filter(|name| name.contains(".damaged-"))
        .map(|name| fs::read_to_string(folder.join(name)))
        .collect::<Result<_, _>>()?;
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 20);
    assert_eq!(store.set_aside_files()?.len(), 20);
    Ok(())
}

#[test]
fn a_newer_file_is_neither_read_nor_touched() -> Outcome {
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    let path = store.path(handle.slug());
    let newer = "(schema_version: 7, name: Rich(\"x\"), things: {1: 2})";
    fs::write(&path, newer)?;
    let load = store.load(handle.slug()).map(|loaded| loaded.profile).unwrap_err();
    let save = store.save(&handle, &named("third")).unwrap_err();
    assert!(matches!(load, LoadError::Newer { version: 7, .. }), "{load}");
    assert!(matches!(save, SaveError::Newer { version: 7, .. }), "{save}");
    assert!(load.to_string().contains("was written by a newer Premia"));
    assert!(matches!(store.rename(handle.slug(), "x"), Err(SaveError::Load(LoadError::Newer { .. }))));
    assert_eq!(store.list()?.first().map(|entry| entry.condition.clone()), Some(Condition::Newer(7)));
    assert_eq!(fs::read_to_string(&path)?, newer);
    assert_eq!(names(&store, "profiles")?, ["first.ron"]);
    Ok(())
}

#[test]
fn unknown_fields_survive_a_save_and_a_copy() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&full())?;
    let path = store.path(handle.slug());
    fs::write(&path, fs::read_to_string(&path)?.replacen("  rate:", "  mood: [\"good\"],\n  rate:", 1))?;
    let loaded = store.load(handle.slug())?;
    assert_eq!((loaded.profile.clone(), loaded.unknown_fields.clone()), (full(), vec!["mood".to_owned()]));
    store.save(&loaded.handle, &minimal())?;
    let handle = loaded.handle;
    assert!(fs::read_to_string(&path)?.contains("\n  mood: [\"good\"],\n)"));
    assert_eq!(store.load(handle.slug())?.profile, minimal());
    let copy = store.duplicate(handle.slug(), "Copy")?;
    assert_eq!(store.load(copy.slug())?.unknown_fields, ["mood"]);
    store.save(&handle, &full())?;
    fs::write(&path, "damage")?;
    let recovered = store.load(handle.slug())?;
    assert_eq!((recovered.profile, recovered.unknown_fields), (minimal(), vec!["mood".to_owned()]));
    store.save(&handle, &full())?;
    assert_eq!(store.load(handle.slug())?.unknown_fields, ["mood"], "the backup lends what it knew");
    Ok(())
}

#[test]
fn what_could_not_be_read_back_is_not_written() -> Outcome {
    use crate::plan::{market::Knob, profile::Override};
    let (_dir, store) = store()?;
    let handle = store.create(&minimal())?;
    let own = Override { value: f64::NAN, note: String::new() };
    let no_number = Profile { overrides: [(Knob::OwnShare, own)].into(), ..minimal() };
    let too_large = named(&"x".repeat(9 * 1024 * 1024));
    for profile in [no_number, too_large] {
        let error = store.save(&handle, &profile).unwrap_err();
        assert!(matches!(error, SaveError::Unreadable(_)), "{error}");
        assert_eq!(store.load(handle.slug())?.profile, minimal());
    }
    Ok(())
}

#[test]
fn hostile_names_stay_in_the_folder() -> Outcome {
    let long = "x".repeat(255);
    let hostile =
        ["../x", "/etc/passwd", "CON", "\u{1F600}", "", "", long.as_str(), long.as_str(), "a\0b", "..", "state"];
    let (dir, store) = store()?;
    for name in hostile {
        let handle = store.create(&named(name))?;
        assert_eq!(store.load(handle.slug())?.profile.name, name);
        store.save(&handle, &named("another"))?;
    }
    assert_eq!(file::names_in(dir.path())?, ["data"]);
    assert_eq!(names(&store, "")?, ["backups", "profiles", "snapshots", "state.ron"]);
    assert_eq!(names(&store, "profiles")?.len(), hostile.len());
    assert!(names(&store, "profiles")?.contains(&"profile-4.ron".to_owned()));
    Ok(())
}

#[test]
fn profiles_are_renamed_and_duplicated() -> Outcome {
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    assert_eq!(store.rename(handle.slug(), "Żaneta")?, handle);
    assert_eq!(store.load(handle.slug())?.profile.name, "Żaneta");
    let copy = store.duplicate(handle.slug(), "first")?;
    assert_eq!(copy.slug().as_str(), "first-2");
    assert_eq!(store.load(copy.slug())?.profile, named("first"));
    Ok(())
}

#[test]
fn deleted_profiles_come_back_from_the_bin() -> Outcome {
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    let id = store.delete(handle.slug())?;
    assert_eq!(store.list()?, []);
    assert!(matches!(store.load(handle.slug()), Err(LoadError::Missing(_))));
    assert!(matches!(store.delete(handle.slug()), Err(SaveError::Load(LoadError::Missing(_)))));
    let other = store.create(&named("first"))?;
    assert_eq!(other.slug(), handle.slug(), "the name is free again");
    let bin: Vec<_> = store.list_bin()?.into_iter().map(|binned| (binned.id, binned.name)).collect();
    assert_eq!(bin, [(id.clone(), "second".to_owned())]);
    let back = store.restore(&id)?;
    assert_eq!(back.slug().as_str(), "first-2");
    assert_eq!(store.load(back.slug())?.profile.name, "second");
    assert_eq!(read_file(&store.data_dir().join("backups/first-2.ron"))?.name, "first");
    assert!(matches!(store.restore(&id), Err(SaveError::NotInBin(_))));
    assert_eq!(store.list_bin()?, []);
    assert_eq!(names(&store, "bin")?, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_last_opened_profile_is_remembered() -> Outcome {
    let (_dir, store) = store()?;
    let handle = store.create(&minimal())?;
    assert_eq!(store.last_opened(), None);
    store.remember_opened(handle.slug())?;
    let again = Store::open(Some(store.data_dir().to_owned()))?;
    assert_eq!(again.last_opened().as_ref(), Some(handle.slug()));
    for text in ["", "(schema_version: 1, last_opened: \"../x\")", "(schema_version: 1, last_opened: \"gone\")", "[[["]
    {
        fs::write(store.data_dir().join("state.ron"), text)?;
        assert_eq!(store.last_opened(), None, "{text}");
    }
    store.remember_opened(handle.slug())?;
    store.delete(handle.slug())?;
    assert_eq!(store.last_opened(), None);
    Ok(())
}

#[test]
fn leftovers_of_a_killed_save_are_ignored_and_removed() -> Outcome {
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    let [fresh, old] =
        ["profiles/.first~abc123.tmp", "backups/.other~abc123.tmp"].map(|name| store.data_dir().join(name));
    for path in [&fresh, &old] {
        fs::write(path, "(schema_ver")?;
    }
    fs::OpenOptions::new().write(true).open(&old)?.set_modified(SystemTime::now() - Duration::from_hours(1))?;
    assert_eq!(store.list()?.len(), 1);
    assert_eq!(store.load(handle.slug())?.profile.name, "second");
    let again = Store::open(Some(store.data_dir().to_owned()))?;
    assert!(file::is_taken(&fresh) && !file::is_taken(&old), "another program may still write the fresh one");
    again.save(&handle, &named("third"))?;
    assert!(!file::is_taken(&fresh));
    Ok(())
}

#[test]
fn a_missing_file_with_a_backup_is_listed_and_loaded() -> Outcome {
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    fs::remove_file(store.path(handle.slug()))?;
    let list: Vec<_> = store.list()?.into_iter().map(|entry| (entry.name, entry.condition)).collect();
    assert_eq!(list, [("first".to_owned(), Condition::OnlyBackup)]);
    assert_eq!(store.load(handle.slug())?.recovered.map(|recovery| recovery.damaged), Some(None));
    assert_eq!(store.create(&named("first"))?.slug().as_str(), "first-2", "its backup keeps the name taken");
    Ok(())
}

#[test]
fn folders_that_vanish_while_running_are_made_again() -> Outcome {
    let (_dir, store) = store()?;
    let handle = saved_twice(&store)?;
    fs::remove_dir_all(store.data_dir())?;
    assert_eq!(store.list()?, []);
    store.save(&handle, &named("third"))?;
    assert_eq!(store.load(handle.slug())?.profile.name, "third");
    Ok(())
}

#[test]
fn files_that_people_put_there_are_listed_under_their_names() -> Outcome {
    let (_dir, store) = store()?;
    let folder = store.data_dir().join("profiles");
    fs::write(folder.join("My Plan (old).ron"), encode(&minimal()))?;
    fs::write(folder.join("notes.txt"), "not mine")?;
    fs::write(folder.join(".hidden.ron"), "not mine")?;
    let slugs: Vec<_> = store.list()?.into_iter().map(|entry| entry.slug).collect();
    assert_eq!(slugs, [slug("My Plan (old)")]);
    store.save(&store.load(&slug("My Plan (old)"))?.handle, &full())?;
    assert_eq!(store.load(&slug("My Plan (old)"))?.profile, full());
    Ok(())
}

#[test]
fn looking_for_a_store_makes_no_folder() -> Outcome {
    let dir = tempfile::tempdir()?;
    let nowhere = dir.path().join("nowhere");
    let error = Store::existing(Some(nowhere.clone())).map(|_| ()).unwrap_err();
    assert!(matches!(error, StoreError::Disk(_)) && error.hint().contains("still there"), "{error}");
    assert!(!file::is_taken(&nowhere));
    let empty = Store::existing(Some(dir.path().to_owned()))?;
    assert_eq!((empty.list()?.len(), empty.last_opened()), (0, None));
    assert_eq!(file::names_in(dir.path())?, Vec::<String>::new());
    Ok(())
}

#[test]
fn errors_say_what_is_safe_and_what_to_do() -> Outcome {
    let dir = tempfile::tempdir()?;
    let file = dir.path().join("file");
    fs::write(&file, "")?;
    let error = Store::open(Some(file.join("data"))).map(|_| ()).unwrap_err();
    let hints = [StoreError::NoHome.hint(), error.hint()];
    assert!(hints.iter().all(|hint| hint.contains("--data-dir DIR")), "{hints:?}");
    let (_dir, store) = store()?;
    let missing = store.load(&slug("nobody")).map(|_| ()).unwrap_err();
    assert!(missing.to_string().starts_with("there is no profile at "), "{missing}");
    assert!(missing.hint().starts_with("Nothing was changed"));
    Ok(())
}

#[test]
fn choices_that_only_a_newer_premia_knows_are_kept_in_its_words() -> Outcome {
    #[track_caller]
    fn check(from: &str, to: &str, expect: &str) -> Outcome {
        let (_dir, store) = store()?;
        let handle = store.create(&full())?;
        let path = store.path(handle.slug());
        let text = encode(&full()).replacen(from, to, 1);
        assert!(text.contains(to), "{from} is not in\n{text}");
        fs::write(&path, &text)?;
        let Loaded { mut profile, handle, unknown_fields, recovered, .. } = store.load(handle.slug())?;
        assert_eq!((unknown_fields, recovered), (vec![expect.to_owned()], None), "{to} is no damage");
        let before = profile.clone();
        profile.rate = Rate::new(99.0).ok_or("no rate")?;
        store.save(&handle, &profile)?;
        assert!(fs::read_to_string(&path)?.contains(to), "{to} is gone after a save");
        assert_eq!(store.load(handle.slug())?.profile, profile);
        store.keep_mine(&handle, &before)?;
        assert!(fs::read_to_string(&path)?.contains(to), "{to} is gone after two saves");
        Ok(())
    }
    check("setup: AtScreen(3)", "setup: Paused", "setup Paused")?;
    check(
        "setup: AtScreen(3)",
        "setup: Waiting(until: \"May\", for: [1, 2])",
        "setup Waiting(until: \"May\", for: [1, 2])",
    )?;
    check("target: Target(\"ai_creator\")", "target: Mix({\"a)\": 0.5})", "target Mix({\"a)\": 0.5})")?;
    check("target: Target(\"ai_creator\")", "target: Rest", "target Rest")?;
    check("currency: \"EUR\"", "currency: \"XAU\"", "currency XAU")?;
    check("currency: \"EUR\"", "currency: \"Bitcoin\"", "currency Bitcoin")?;
    check("\"cap_log\"", "\"tide_log\"", "overrides.tide_log")
}
