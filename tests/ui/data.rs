//! What is kept: earlier versions, the bin, a second window, changes from outside, and deleting everything.
#![allow(clippy::unwrap_used, reason = "what cannot be set up must fail the run")]

use std::path::Path;
use std::rc::Rc;

use egui::Key;
use egui::accesskit::Role;
use premia::state::{Place, Scene};

use crate::desk::{Desk, Look};

/// Changes the rate and waits until that is saved.
#[track_caller]
fn charge(desk: &mut Desk, rate: &str) {
    desk.go(Place::Profile);
    desk.fill("My rate an hour", rate);
    desk.press(Key::Enter);
}

#[test]
fn an_earlier_version_is_compared_and_restored_and_that_is_undone() {
    let mut desk = Desk::own();
    let start = desk.profile().rate.get();
    charge(&mut desk, "58");
    desk.until_saved();
    desk.go(Place::Data);
    desk.until_seen("See what differs");
    desk.click(Role::Button, "See what differs");
    desk.until_seen(&format!("Rate: 58 → {start}"));
    desk.assert_tidy();
    desk.click(Role::Button, "Restore");
    desk.until("the rate is back", |desk| desk.profile().rate.get().total_cmp(&start).is_eq());
    assert!(desk.state().history.undo_name().is_some_and(|name| name.starts_with("restore the profile of ")));
    desk.until_saved();
    desk.command(Key::Z);
    assert!(desk.profile().rate.get().total_cmp(&58.0).is_eq());
}

#[test]
fn a_second_window_looks_only_until_the_first_is_closed() {
    let folder = Desk::own().close();
    let mut one = Desk::open(Rc::clone(&folder), Look::default());
    let mut two = Desk::open(folder, Look::default());
    one.until_planned();
    two.until_planned();
    let before = two.profile().clone();
    assert!(two.sees("Another window has this profile open (process "));
    two.assert_tidy();
    charge(&mut two, "77");
    assert_eq!(*two.profile(), before);
    charge(&mut one, "58");
    one.until_saved();
    drop(one.close());
    two.click(Role::Link, "Look again");
    two.until("the profile is free", |two| two.state().vault.read_only.is_none());
    assert!(two.profile().rate.get().total_cmp(&58.0).is_eq(), "what the first window left is loaded");
    charge(&mut two, "77");
    two.until_saved();
    assert!(two.profile().rate.get().total_cmp(&77.0).is_eq());
}

#[expect(clippy::disallowed_methods, reason = "a test edits a file as another program might")]
fn change_outside(desk: &Desk) -> String {
    let path = Path::new(&desk.state().folder).join("profiles/my-plan.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    let theirs = text.replacen("horizon_months: 24", "horizon_months: 36", 1);
    assert_ne!(theirs, text);
    std::fs::write(&path, &theirs).unwrap();
    theirs
}

#[test]
fn a_change_from_outside_is_kept_beside_mine() {
    let mut desk = Desk::own();
    charge(&mut desk, "57");
    desk.until_saved();
    let theirs = change_outside(&desk);
    charge(&mut desk, "58");
    desk.until("the change is noticed", |desk| desk.state().vault.outside.is_some());
    let path = Path::new(&desk.state().folder).join("profiles/my-plan.ron");
    assert_eq!(std::fs::read_to_string(path).unwrap(), theirs, "nothing is overwritten");
    desk.until_seen("Horizon in months: 24 → 36");
    desk.assert_tidy();
    desk.click(Role::Button, "Keep both");
    desk.until("the choice is made", |desk| desk.state().vault.outside.is_none());
    desk.until_saved();
    assert!(desk.state().profiles.iter().any(|entry| entry.name == "My plan (from outside)"));
    assert_eq!((desk.profile().rate.get(), desk.profile().horizon_months), (58.0, 24));
}

#[test]
fn everything_is_deleted_after_a_question_that_names_it() {
    let mut desk = Desk::own();
    charge(&mut desk, "58");
    desk.until_saved();
    desk.go(Place::Data);
    desk.until("the folder is listed", |desk| desk.state().vault.listing.is_some());
    desk.steps_on(2);
    desk.click(Role::Button, "Delete all my data…");
    assert!(desk.sees("Profiles: My plan") && desk.sees("profiles/my-plan.ron") && desk.sees("state.ron"));
    desk.assert_tidy();
    desk.click(Role::Button, "Delete everything");
    desk.until_seen("All your data is deleted");
    assert_eq!(desk.state().scene, Scene::Welcome);
    let folder = desk.close();
    for below in ["profiles", "backups", "snapshots", "bin", "locks"] {
        assert_eq!(Desk::files(&folder, below), Vec::<String>::new(), "{below}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test damages a file as other programs might")]
fn a_damaged_file_is_named_put_into_the_bin_and_back() {
    let mut desk = Desk::own();
    for rate in ["58", "59"] {
        charge(&mut desk, rate);
        desk.until_saved();
    }
    let folder = desk.close();
    std::fs::write(folder.path().join("profiles/my-plan.ron"), "damage").unwrap();
    let mut desk = Desk::open(folder, Look::default());
    desk.until_seen("The profile's file was damaged");
    desk.click(Role::Link, "Show earlier versions");
    assert_eq!(desk.state().place, Place::Data);
    desk.until_seen("my-plan.ron.damaged-");
    desk.assert_tidy();
    desk.click(Role::Button, "Put into the bin");
    desk.until_seen("Damaged file of my-plan");
    desk.until_idle();
    desk.assert_tidy();
    desk.click(Role::Link, "Undo");
    desk.until("the file is back", |desk| {
        desk.state().vault.listing.as_ref().is_some_and(|listing| listing.set_aside.len() == 1)
    });
    assert_eq!(desk.state().scene, Scene::Work, "the open profile stays open");
}

#[test]
fn a_profile_without_private_words_is_written_beside_the_others() {
    let mut desk = Desk::sample();
    desk.go(Place::Data);
    desk.click(Role::Button, "Export without private words");
    desk.until_seen("Look through it before you give it away.");
    // The list of files grows in the meantime and moves what stands below it.
    desk.until_idle();
    desk.click(Role::Button, "Copy diagnostics");
    desk.until_seen("Copied, without names, notes or links");
    desk.assert_tidy();
    let clients: Vec<String> = (desk.profile().skills.values().flat_map(|rating| &rating.evidence))
        .map(|evidence| evidence.client.clone())
        .filter(|client| !client.is_empty())
        .collect();
    assert!(!clients.is_empty(), "the sample names clients");
    let folder = desk.close();
    let name = Desk::files(&folder, "exports").pop().unwrap();
    let text = std::fs::read_to_string(folder.path().join("exports").join(name)).unwrap();
    assert!(clients.iter().all(|client| !text.contains(client)), "{text}");
}
