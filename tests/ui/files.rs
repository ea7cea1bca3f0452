//! What is kept: across a restart, a sudden end, a damaged file, a deletion, and files from elsewhere.

use std::path::Path;
use std::rc::Rc;

use egui::Key;
use egui::accesskit::Role;
use premia::state::{Place, Scene, Tone};
use tempfile::TempDir;

use crate::desk::{Desk, Look, profile_file};

#[expect(clippy::disallowed_methods, reason = "a test damages and edits files as other programs might")]
fn write(path: &Path, text: &str) {
    assert!(std::fs::write(path, text).is_ok(), "{} can be written", path.display());
}

/// Changes a name, a rate and a skill.
fn change_all(desk: &mut Desk) {
    desk.go(Place::Profile);
    desk.fill("Name of this profile", "Ada Lovelace");
    desk.press(Key::Enter);
    desk.fill("My rate an hour", "58");
    desk.press(Key::Enter);
    desk.click_level("Video editing", 4);
}

#[test]
fn all_is_saved_by_itself_and_found_after_a_restart() {
    let mut desk = Desk::own();
    change_all(&mut desk);
    desk.until_saved();
    let saved = desk.answers();
    let mut desk = desk.restart();
    assert_eq!(desk.state().scene, Scene::Work);
    assert_eq!(desk.answers(), saved);
    assert_eq!((saved.name.as_str(), saved.rate.get()), ("Ada Lovelace", 58.0));
    desk.until_planned();
    assert!(desk.has(Role::Button, "Ada Lovelace"), "the top bar names the profile");
}

#[test]
fn a_change_right_before_the_end_is_saved() {
    let mut desk = Desk::own();
    change_all(&mut desk);
    let last = desk.answers();
    let desk = desk.restart();
    assert_eq!(desk.answers(), last);
}

#[test]
fn a_damaged_file_is_set_aside_and_named_and_the_backup_opened() {
    let mut desk = Desk::own();
    change_all(&mut desk);
    desk.until_saved();
    let saved = desk.answers();
    desk.click_level("Short-form editing", 4);
    let folder = desk.close();
    let damaged = "Profile(schema_version: 1, name: \"Ada Love";
    write(&profile_file(folder.path(), "my-plan"), damaged);

    let mut desk = Desk::open(folder, Look::default());
    desk.until_planned();
    assert_eq!(desk.answers(), saved, "the version before the last save");
    assert!(desk.sees("The profile's file was damaged"));
    assert!(desk.sees(".damaged-"), "the message names the file that was set aside");
    let folder = desk.close();
    let aside = Desk::files(&folder, "profiles").into_iter().find(|name| name.contains(".damaged-")).unwrap();
    let kept = std::fs::read_to_string(folder.path().join("profiles").join(aside)).unwrap();
    assert_eq!(kept, damaged, "what was damaged is kept as it was");
}

#[test]
fn a_damaged_file_without_a_backup_is_kept_and_named_and_the_program_goes_on() {
    let folder = Desk::own().close();
    let path = profile_file(folder.path(), "my-plan");
    for name in Desk::files(&folder, "backups") {
        std::fs::remove_file(folder.path().join("backups").join(name)).unwrap();
    }
    std::fs::remove_dir_all(folder.path().join("snapshots")).unwrap();
    write(&path, "no profile at all");
    let mut desk = Desk::open(folder, Look::default());
    desk.steps_on(4);
    assert_eq!(desk.state().scene, Scene::Welcome);
    assert!(desk.sees(".damaged-"), "{}", desk.transcript());
    desk.click(Role::Button, "Start my plan (2 min)");
    assert_eq!(desk.state().scene, Scene::Setup(1));
    let folder = desk.close();
    let aside = Desk::files(&folder, "profiles").into_iter().find(|name| name.contains(".damaged-")).unwrap();
    let kept = std::fs::read_to_string(folder.path().join("profiles").join(aside)).unwrap();
    assert_eq!(kept, "no profile at all");
}

#[test]
fn a_file_of_a_newer_premia_is_left_alone_and_said() {
    let folder = Desk::own().close();
    let path = profile_file(folder.path(), "my-plan");
    let newer = std::fs::read_to_string(&path).unwrap().replace("schema_version: 1", "schema_version: 99");
    assert!(newer.contains("schema_version: 99"));
    write(&path, &newer);
    let mut desk = Desk::open(folder, Look::default());
    desk.steps_on(4);
    assert_eq!(desk.state().scene, Scene::Work, "what this version understands is shown");
    assert!(desk.sees("A newer Premia wrote this profile (format version 99)"), "{}", desk.transcript());
    desk.assert_tidy();
    desk.go(Place::Profile);
    desk.fill("My rate an hour", "99");
    desk.press(Key::Enter);
    assert!(desk.sees("open it with the newest Premia"), "an edit is refused with a sentence");
    let folder = desk.close();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
    drop(folder);
}

#[test]
fn what_only_a_newer_premia_knows_is_said_and_kept() {
    let folder = Desk::own().close();
    let path = profile_file(folder.path(), "my-plan");
    let text = std::fs::read_to_string(&path).unwrap();
    write(&path, &text.replacen("  rate:", "  mood: [\"good\"],\n  rate:", 1));
    let mut desk = Desk::open(folder, Look::default());
    desk.until_seen("It is kept with every save: mood.");
    desk.assert_tidy();
    desk.go(Place::Profile);
    desk.fill("My rate an hour", "58");
    desk.press(Key::Enter);
    desk.until_saved();
    assert!(std::fs::read_to_string(&path).unwrap().contains("mood: [\"good\"]"));
}

#[test]
fn a_data_folder_that_is_deleted_while_the_window_is_open_is_made_again() {
    let mut desk = Desk::own();
    std::fs::remove_dir_all(&desk.state().folder).unwrap();
    desk.go(Place::Profile);
    desk.fill("My rate an hour", "58");
    desk.press(Key::Enter);
    desk.until_saved();
    let desk = desk.restart();
    let names: Vec<&str> = desk.state().profiles.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["My plan"]);
    assert_eq!(Desk::files(&desk.close(), "profiles"), ["my-plan.ron"]);
}

#[test]
fn without_a_folder_for_data_the_program_works_and_says_that_nothing_is_kept() {
    let folder = Rc::new(TempDir::new().unwrap());
    let path = folder.path().join("a file in the way");
    write(&path, "not a folder");
    let mut desk = Desk::open_at(folder, path, Look::default());
    desk.steps_on(4);
    assert!(desk.sees("Until then Premia works, and keeps nothing."), "{}", desk.transcript());
    desk.click(Role::Button, "Start my plan (2 min)");
    desk.click(Role::Button, "Skip the questions");
    desk.until_planned();
    desk.click(Role::Button, "Open my plan");
    desk.until_planned();
    desk.until_seen("Not saved: ");
    desk.assert_tidy();
}

#[test]
fn a_profile_that_cannot_be_kept_stays_open_until_its_user_gives_it_up() {
    let folder = Rc::new(TempDir::new().unwrap());
    let path = folder.path().join("a file in the way");
    write(&path, "not a folder");
    let mut desk = Desk::open_at(folder, path.clone(), Look::default());
    desk.click(Role::Button, "Look around with a sample");
    desk.until_planned();
    desk.command(Key::O);
    assert_eq!(desk.state().scene, Scene::Work, "nothing is given up unasked");
    desk.until_seen("this profile stays open, so that nothing is lost");
    desk.assert_tidy();
    desk.click(Role::Link, "Leave without saving");
    assert_eq!(desk.state().scene, Scene::Welcome);
    desk.click(Role::Button, "Look around with a sample");
    std::fs::remove_file(&path).unwrap();
    assert!(desk.state().notices.iter().any(|notice| notice.tone == Tone::Warning));
    desk.click(Role::Link, "Try again");
    desk.until_saved();
    let warnings = desk.state().notices.iter().filter(|notice| notice.tone == Tone::Warning).count();
    assert_eq!(warnings, 0, "what was said of failed saves is over");
    // As soon as the folder can be made, the profile is in it.
    desk.until("the profile is listed", |desk| desk.state().profiles.len() == 1);
    assert!(desk.state().folder.contains("a file in the way"), "{}", desk.state().folder);
}

#[test]
fn a_deleted_profile_comes_back_by_the_message() {
    let mut desk = Desk::own();
    change_all(&mut desk);
    let last = desk.answers();
    desk.click(Role::Button, "Ada Lovelace");
    desk.click(Role::Button, "Delete this profile");
    assert_eq!(desk.state().scene, Scene::Welcome);
    assert!(desk.sees("Put \"Ada Lovelace\" into the bin"));
    assert!(!desk.has(Role::Button, "Ada Lovelace"));
    desk.click(Role::Link, "Undo");
    desk.until_planned();
    assert_eq!(desk.state().scene, Scene::Work);
    assert_eq!(desk.answers(), last);
}

#[test]
fn a_copy_is_a_profile_of_its_own() {
    let mut desk = Desk::own();
    desk.click(Role::Button, "My plan");
    desk.click(Role::Button, "Duplicate this profile");
    desk.until_planned();
    assert_eq!(desk.profile().name, "My plan (copy)");
    desk.go(Place::Profile);
    desk.fill("My rate an hour", "99");
    desk.press(Key::Enter);
    desk.click(Role::Button, "My plan (copy)");
    desk.click(Role::Button, "My plan");
    desk.until_planned();
    assert_eq!(desk.profile().name, "My plan");
    assert!((desk.profile().rate.get() - 99.0).abs() > 1.0);
}

#[test]
fn a_very_long_name_fits_everywhere() {
    let name = "Wilhelmina-Alexandrina Featherstonehaugh, video and motion design for everybody!".to_owned();
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    desk.fill("Name of this profile", &format!("{name} and more"));
    desk.press(Key::Enter);
    assert_eq!(desk.profile().name.chars().count(), 80);
    desk.assert_tidy();
    desk.command(Key::O);
    assert_eq!(desk.state().scene, Scene::Welcome);
    let last = desk.state().profiles.first().unwrap().name.clone();
    desk.assert_tidy();
    desk.click(Role::Button, &last);
    desk.until_planned();
    assert_eq!(desk.profile().name, last);
}

#[test]
fn a_service_and_skills_that_the_pack_does_not_know_are_kept_and_said() {
    let folder = Desk::own().close();
    let path = profile_file(folder.path(), "my-plan");
    let text = std::fs::read_to_string(&path).unwrap();
    let edited = text.replace("\"video_editor\"", "\"lamplighter\"").replace("\"video_editing\"", "\"knot_tying\"");
    assert!(edited.contains("lamplighter") && edited.contains("knot_tying"), "{text}");
    write(&path, &edited);

    let mut desk = Desk::open(folder, Look::default());
    desk.steps_on(4);
    desk.until_idle();
    assert_eq!(desk.profile().service.as_str(), "lamplighter");
    for place in Place::ALL {
        desk.go(place);
        desk.steps_on(4);
        desk.assert_tidy();
    }
    desk.go(Place::Profile);
    assert!(desk.sees("The data pack in use does not know this service. It is kept"));
    assert!(desk.sees("Not in this data pack"));
    desk.click_level("Short-form editing", 1);
    let folder = desk.close();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("lamplighter") && text.contains("knot_tying"), "{text}");
    drop(folder);
}

#[test]
fn choices_of_a_newer_premia_are_shown_and_kept() {
    let folder = Desk::own().close();
    let path = profile_file(folder.path(), "my-plan");
    let text = std::fs::read_to_string(&path).unwrap();
    let aim = text.lines().find(|line| line.trim_start().starts_with("target: ")).unwrap();
    let edited = text.replace(aim, "  target: Mix([\"a\", \"b\"]),").replace("\"USD\"", "\"XAU\"");
    let edited = edited.replace("setup: Done", "setup: Paused(\"May\")");
    write(&path, &edited);

    let mut desk = Desk::open(folder, Look::default());
    desk.until_seen("It is kept with every save: setup Paused(\"May\"), target Mix([\"a\", \"b\"]), currency XAU.");
    assert_eq!(desk.state().scene, Scene::Work);
    desk.until_idle();
    for place in Place::ALL {
        desk.go(place);
        desk.steps_on(4);
        desk.assert_tidy();
    }
    desk.go(Place::Path);
    assert!(desk.sees("Mix([\"a\", \"b\"])"), "{}", desk.transcript());
    desk.go(Place::Profile);
    assert!(desk.sees("XAU"), "{}", desk.transcript());
    desk.fill("My rate an hour", "58");
    desk.press(Key::Enter);
    desk.until_saved();
    let text = std::fs::read_to_string(&path).unwrap();
    for kept in ["setup: Paused(\"May\")", "target: Mix([\"a\", \"b\"])", "currency: \"XAU\"", "rate: 58"] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
}
