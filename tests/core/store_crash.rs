//! Kills a process that saves without pause, again and again, and expects a whole and current profile each time.

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use premia::plan::floor::Needs;
use premia::plan::market::ServiceId;
use premia::plan::profile::{Aim, Evidence, OutlookWeights, Profile, Rating, Setup};
use premia::plan::skill::{Level, SkillId};
use premia::plan::units::{Currency, Hours, Rate, Share};
use premia::store::{Slug, Store, read_file};

type Outcome = Result<(), Box<dyn Error>>;

/// Tells the child which data folder to save into; without it, the child has nothing to do.
const FOLDER: &str = "PREMIA_TEST_SAVE_UNTIL_KILLED";
/// The child's test, as the test runner calls it.
const CHILD: &str = "store_crash::saves_until_killed";
const KILLS: u64 = 60;
const EVIDENCE: usize = 60;

#[test]
fn a_killed_save_leaves_the_last_profile_or_the_one_before() -> Outcome {
    let dir = tempfile::tempdir()?;
    let slug = Slug::parse("crash").ok_or("not a slug")?;
    let mut last = 0;
    Store::open(Some(dir.path().to_owned()))?.create(&version(last)?)?;
    for round in 0..KILLS {
        let reported = run_and_kill(dir.path(), Duration::from_millis(round * 7 % 41))?;
        let loaded = Store::open(Some(dir.path().to_owned()))?.load(&slug)?;
        assert_eq!(loaded.recovered, None, "round {round}: the file itself is always whole");
        let found = number(&loaded.profile)?;
        assert_eq!(loaded.profile, version(found)?, "round {round}: nothing is mixed");
        assert!(found >= reported.max(last), "round {round}: save {reported} was reported, {found} is there");
        check_backup(dir.path(), found)?;
        last = found;
    }
    assert!(last > KILLS, "the child did save: {last}");
    let store = Store::open(Some(dir.path().to_owned()))?;
    store.save(&store.load(&slug)?.handle, &version(last + 1)?)?;
    let names = ["profiles", "backups"].map(|folder| names_in(&dir.path().join(folder)));
    for names in names {
        assert_eq!(names?, BTreeSet::from(["crash.ron".to_owned()]), "the next save leaves nothing stray");
    }
    Ok(())
}

/// The child: saves one version after the other and reports each; a normal test run passes through.
#[test]
fn saves_until_killed() -> Outcome {
    let Some(folder) = env::var_os(FOLDER) else { return Ok(()) };
    let store = Store::open(Some(PathBuf::from(folder)))?;
    let loaded = store.load(&Slug::parse("crash").ok_or("not a slug")?)?;
    let mut out = std::io::stdout();
    for next in number(&loaded.profile)? + 1.. {
        store.save(&loaded.handle, &version(next)?)?;
        writeln!(out, "\nsaved {next}")?;
    }
    Ok(())
}

/// Lets the child save for a while after its first save, kills it, and gives the last save that it reported.
fn run_and_kill(folder: &Path, pause: Duration) -> Result<u64, Box<dyn Error>> {
    let mut child = Command::new(env::current_exe()?)
        .args([CHILD, "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()?;
    let reports = read_reports(&mut child, pause);
    // Whatever went wrong above, no child may go on.
    child.kill()?;
    child.wait()?;
    let mut last = 0;
    for line in reports?.lines() {
        if let Some(number) = line?.strip_prefix("saved ") {
            // A report that the kill cut short counts as none.
            last = last.max(number.parse().unwrap_or(0));
        }
    }
    Ok(last)
}

/// Waits for the first report, then for `pause`; what the child says later stays in the pipe.
fn read_reports(child: &mut Child, pause: Duration) -> Result<impl BufRead + use<>, Box<dyn Error>> {
    let mut reports = BufReader::new(child.stdout.take().ok_or("no pipe")?);
    let mut line = String::new();
    while !line.starts_with("saved ") {
        line.clear();
        if reports.read_line(&mut line)? == 0 {
            return Err("the child ended without a save".into());
        }
    }
    sleep(pause);
    Ok(reports)
}

/// The backup holds the version that `found` replaced, or `found` itself if the kill came between the two.
fn check_backup(folder: &Path, found: u64) -> Outcome {
    let backup = read_file(&folder.join("backups/crash.ron"))?;
    let number = number(&backup)?;
    assert_eq!(backup, version(number)?);
    assert!(number == found || number + 1 == found, "{found} is saved, {number} is its backup");
    Ok(())
}

/// A profile with `number` all over it, long enough that writing it takes a while.
fn version(number: u64) -> Result<Profile, Box<dyn Error>> {
    let evidence = Evidence { outcome: format!("{number} ").repeat(20), ..Evidence::default() };
    let rating = Rating { level: Level::MAX, evidence: vec![evidence; EVIDENCE], ..Rating::default() };
    let third = Share::new(1.0 / 3.0).ok_or("not a share")?;
    Ok(Profile {
        name: if number == 0 { "crash".to_owned() } else { number.to_string() },
        setup: Setup::Done,
        service: ServiceId::new("video_editing"),
        rate: Rate::new(45.0).ok_or("not a rate")?,
        currency: Currency::Usd,
        billable_hours: Hours::ZERO,
        learning_hours: Hours::ZERO,
        displacement: Share::ZERO,
        fee: Share::ZERO,
        horizon_months: 24,
        budget: None,
        target: Aim::MostValue,
        needs: Needs::default(),
        skills: [(SkillId::new("a"), rating.clone()), (SkillId::new("z"), rating)].into(),
        pinned: [].into(),
        excluded: [].into(),
        locked: Vec::new(),
        steps: [].into(),
        outlook: OutlookWeights { goes_on: third, plateaus: third, falls_back: third },
        overrides: [].into(),
        figures: [].into(),
        breaks: Vec::new(),
        seen: None,
        scenarios: Vec::new(),
        diary: premia::plan::diary::Diary::default(),
        log: [].into(),
        clients: Vec::new(),
        assessments: [].into(),
    })
}

fn number(profile: &Profile) -> Result<u64, Box<dyn Error>> {
    if profile.name == "crash" { Ok(0) } else { Ok(profile.name.parse()?) }
}

fn names_in(folder: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let names = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    names.collect()
}
