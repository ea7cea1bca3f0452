//! The window on a slow disk: it draws on, and every write comes in its order.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui_kittest::Harness;

use super::*;
use crate::plan::units::Rate;
use crate::state::Opening;
use crate::state::{Edit, Keeping, Place, Saving};
use crate::store::decode;
use crate::store::faults::{self, Fault};

type Outcome = Result<(), Box<dyn Error>>;

/// How long each operation of the slow disk takes.
const PACE: Duration = Duration::from_millis(15);
const PATIENCE: Duration = Duration::from_mins(1);

/// The program in a window without a screen, and its longest frame so far.
struct Slow {
    harness: Harness<'static, App>,
    longest: Duration,
    frames: u32,
}

impl Slow {
    fn new(folder: &Path) -> Self {
        let data_dir = Some(folder.to_owned());
        let harness = Harness::builder().with_max_steps(1).build_eframe(|cc| {
            let options = Options { data_dir, today: Date::new(2026, 11, 22), ..Options::default() };
            App::new(&cc.egui_ctx, &options).expect("the program starts")
        });
        Self { harness, longest: Duration::ZERO, frames: 0 }
    }

    fn app(&mut self) -> &mut App {
        self.harness.state_mut()
    }

    fn frame(&mut self) {
        let start = Instant::now();
        self.harness.step();
        self.longest = self.longest.max(start.elapsed());
        self.frames += 1;
    }

    /// Draws until the condition holds, and gives the number of frames.
    fn until(&mut self, what: &str, holds: impl Fn(&App) -> bool) -> u32 {
        let (start, before) = (Instant::now(), self.frames);
        while !holds(self.harness.state()) {
            self.frame();
            std::thread::sleep(Duration::from_millis(1));
            assert!(start.elapsed() < PATIENCE, "waited in vain until {what}");
        }
        self.frames - before
    }

    fn charge(&mut self, rate: u32) {
        self.app().apply(Action::Edit(Edit::Rate(Rate::new(f64::from(rate)).expect("a rate"))));
    }
}

fn rate_in(path: &Path) -> Result<f64, Box<dyn Error>> {
    // Not by the store, whose operations on this thread are counted.
    Ok(decode(&std::fs::read_to_string(path)?)?.rate.get())
}

#[test]
fn no_operation_of_the_disk_holds_a_frame_and_none_overtakes_another() -> Outcome {
    let dir = tempfile::tempdir()?;
    faults::slow_down(PACE);
    let (result, steps) = faults::with(0, Fault::Errno(0), || session(dir.path()));
    faults::slow_down(Duration::ZERO);
    assert_eq!(steps, [], "the window itself never touches the disk");
    result
}

fn session(folder: &Path) -> Outcome {
    let file = |slug: &str| -> PathBuf { folder.join("profiles").join(format!("{slug}.ron")) };
    let mut desk = Slow::new(folder);
    let opening = desk.until("the folder is read", |app| app.state.opening == Opening::Nothing);
    assert!(opening > 3, "the window is drawn while the folder is read: {opening} frames");
    desk.app().apply(Action::OpenSample);
    desk.until("the sample is open", |app| app.state.scene == Scene::Work);
    desk.charge(50);
    desk.app().apply(Action::SaveNow);
    // A change while an older one is being written is written after it, and switching waits for both.
    desk.charge(51);
    let first = desk.app().state.key.clone().ok_or("no key")?;
    desk.app().apply(Action::DuplicateProfile);
    desk.charge(52);
    desk.until("the copy is open", |app| app.state.key.as_ref().is_some_and(|key| *key != first));
    assert!((rate_in(&file(&first.0))? - 52.0).abs() < 0.01, "the last change before the switch is kept");
    let copy = desk.app().state.key.clone().ok_or("no key")?;
    desk.charge(60);
    let saving = desk.until("the copy is saved", |app| matches!(app.state.saving, Saving::Saved(_)));
    assert!(saving > 3, "{saving}");
    desk.app().apply(Action::Go(Place::Data));
    desk.until("the folder is listed", |app| app.state.vault.listing.is_some());
    let snapshot = desk.app().state.vault.listing.clone().and_then(|listing| listing.snapshots.into_iter().next());
    desk.app().apply(Action::Keep(Keeping::Restore(snapshot.ok_or("no snapshot")?.id)));
    desk.until("the snapshot is restored", |app| (app.state.profile.rate.get() - 60.0).abs() > 0.01);
    desk.app().apply(Action::OpenProfile(first.clone()));
    desk.until("the first is open again", |app| app.state.key.as_ref() == Some(&first));
    assert!((desk.app().state.profile.rate.get() - 52.0).abs() < 0.01);
    desk.app().apply(Action::DeleteProfile(copy.clone()));
    desk.until("the copy is deleted", |app| app.state.profiles.len() == 1);
    assert!(!file(&copy.0).exists());
    desk.app().apply(Action::RestoreDeleted);
    desk.until("the copy is back", |app| app.state.key.as_ref() == Some(&copy));
    desk.charge(70);
    println!("{} frames on a disk of {PACE:?} an operation, the longest {:?}", desk.frames, desk.longest);
    drop(desk);
    assert!((rate_in(&file(&copy.0))? - 70.0).abs() < 0.01, "the end waits for the last save");
    Ok(())
}

#[test]
fn of_several_wishes_the_newest_is_fulfilled() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut desk = Slow::new(dir.path());
    desk.app().apply(Action::OpenSample);
    desk.app().apply(Action::StartSetup);
    desk.until("the first run is open", |app| app.is_idle() && app.state.opening == Opening::Nothing);
    assert_eq!(desk.app().state.scene, Scene::Setup(1));
    let mut other = Slow::new(dir.path());
    other.until("the folder is read", |app| app.is_idle() && app.state.opening == Opening::Nothing);
    let sample = other.app().state.profiles.iter().find(|entry| entry.name != "My plan").cloned().ok_or("no sample")?;
    other.app().apply(Action::OpenProfile(sample.key));
    other.until("the sample is open", |app| app.state.scene == Scene::Work);
    assert_eq!(other.app().state.vault.read_only, None, "the wish that was dropped holds no lock");
    Ok(())
}
