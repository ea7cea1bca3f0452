//! Fields of Profile: levels, numbers and words, by mouse, by key and by what a screen reader sends.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use premia::plan::skill::SkillId;
use premia::state::Place;

use crate::desk::Desk;

fn level(desk: &Desk, skill: &str) -> u8 {
    desk.profile().level(&SkillId::new(skill)).get()
}

#[test]
fn rating_a_skill_changes_the_plan() {
    let mut desk = Desk::own();
    let before = desk.steps();
    assert!(before.contains(&"prompt_engineering 2".to_owned()), "{before:?}");
    desk.go(Place::Profile);
    desk.click(Role::SearchInput, "Search skills");
    desk.write("prompt eng");
    let picker = "Prompt engineering, level";
    desk.click_level("Prompt engineering", 1);
    desk.press(Key::Num3);
    assert_eq!(level(&desk, "prompt_engineering"), 3);
    desk.until_planned();
    let after = desk.steps();
    assert!(!after.iter().any(|step| step == "prompt_engineering 2"), "what is held is not learned again: {after:?}");

    desk.find(Role::Slider, picker).increment_accesskit();
    desk.steps_on(2);
    assert_eq!(level(&desk, "prompt_engineering"), 4);
    desk.find(Role::Slider, picker).increment_accesskit();
    desk.steps_on(2);
    assert_eq!(level(&desk, "prompt_engineering"), 4, "there is nothing above 4");
    for _ in 0..6 {
        desk.find(Role::Slider, picker).decrement_accesskit();
        desk.steps_on(2);
    }
    assert_eq!(level(&desk, "prompt_engineering"), 0, "and nothing below 0");
    desk.until_planned();
    assert_eq!(desk.steps(), before);
}

#[test]
fn a_skill_that_was_never_rated_is_found_by_search_and_rated() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    assert!(!desk.has(Role::Slider, "Python, level"));
    desk.click(Role::SearchInput, "Search skills");
    desk.write("python");
    desk.click_level("Python", 2);
    assert_eq!(level(&desk, "python"), 2);
}

#[test]
fn numbers_are_read_as_people_type_them_and_others_are_refused_with_words() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    let rate = "My rate an hour";
    desk.fill(rate, "45,50");
    desk.press(Key::Enter);
    assert!((desk.profile().rate.get() - 45.5).abs() < 1e-9);
    desk.fill(rate, "$60/h");
    desk.press(Key::Tab);
    assert!((desk.profile().rate.get() - 60.0).abs() < 1e-9);
    desk.fill(rate, "abc");
    desk.press(Key::Enter);
    assert!((desk.profile().rate.get() - 60.0).abs() < 1e-9);
    assert!(desk.sees("\"abc\" is not a number; kept $60"), "{}", desk.transcript());
    desk.fill(rate, "-5");
    desk.press(Key::Enter);
    assert!((desk.profile().rate.get() - 60.0).abs() < 1e-9);
    assert!(desk.sees("Must be from 0 to 1,000,000; kept $60"));
    desk.fill(rate, "62");
    desk.press(Key::Escape);
    assert!((desk.profile().rate.get() - 60.0).abs() < 1e-9, "Escape gives up what was typed");
    desk.fill(rate, "61");
    desk.press(Key::Enter);
    assert!((desk.profile().rate.get() - 61.0).abs() < 1e-9);
    assert!(!desk.sees("kept $60"), "a good number takes the complaint away");
}

#[test]
fn what_is_typed_is_kept_when_a_key_leads_to_another_place() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    desk.fill("My rate an hour", "77");
    desk.command(Key::Num1);
    assert_eq!(desk.state().place, Place::Today);
    desk.command(Key::Num2);
    let shown = desk.value_of("My rate an hour");
    assert_eq!(shown, "77");
    assert!(
        (desk.profile().rate.get() - 77.0).abs() < 1e-9,
        "the field says 77 and the profile {:?}",
        desk.profile().rate
    );
}

#[test]
fn what_is_typed_is_saved_by_the_key_for_saving() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    desk.fill("Name of this profile", "Ada");
    desk.command(Key::S);
    assert_eq!(desk.profile().name, "Ada");
}

#[test]
fn evidence_is_added_and_taken_away_with_a_way_back() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    desk.click(Role::Button, "Details of Video editing");
    desk.fill("Evidence: Link or file name", "https://example.com/reel");
    desk.fill("Evidence: Date, 2026-05-31", "yesterday");
    assert!(desk.sees("Write the date like 2026-05-31"));
    desk.fill("Evidence: Date, 2026-05-31", "2026-02-03");
    desk.click(Role::Button, "Add evidence");
    let evidence = |desk: &Desk| desk.profile().skills[&SkillId::new("video_editing")].evidence.len();
    assert_eq!(evidence(&desk), 1);
    assert!(desk.sees("https://example.com/reel · 3 Feb 2026"));
    desk.click(Role::Button, "Remove evidence 1");
    assert_eq!(evidence(&desk), 0);
    desk.click(Role::Link, "Undo");
    assert_eq!(evidence(&desk), 1);
}

#[test]
fn what_is_being_typed_is_kept_when_the_window_is_left_or_closed() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    desk.fill("Name of this profile", "Half a na");
    desk.harness.event(egui::Event::WindowFocused(false));
    desk.steps_on(2);
    assert_eq!(desk.profile().name, "Half a na");
    desk.harness.event(egui::Event::WindowFocused(true));
    desk.steps_on(2);
    desk.write("me");
    desk.press(Key::Enter);
    assert_eq!(desk.profile().name, "Half a name", "the cursor stayed where it was");
    desk.fill("My rate an hour", "58");
    desk.request_close();
    let desk = desk.restart();
    assert!(desk.profile().rate.get().total_cmp(&58.0).is_eq());
}

#[test]
fn what_is_typed_is_saved_in_a_pause_and_is_one_step_to_undo() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    let before = desk.profile().name.clone();
    let steps = desk.state().history.len();
    desk.fill("Name of this profile", "Half a na");
    assert_eq!(desk.profile().name, before, "nobody has paused yet");
    desk.until("the words are kept", |desk| desk.profile().name == "Half a na");
    desk.until_saved();
    let path = std::path::Path::new(&desk.state().folder).join("profiles/my-plan.ron");
    let is_saved = std::fs::read_to_string(path).is_ok_and(|text| text.contains("name: \"Half a na\""));
    assert!(is_saved, "a kill loses nothing now");
    desk.write("me");
    desk.until("the rest is kept", |desk| desk.profile().name == "Half a name");
    desk.command(Key::Z);
    assert_ne!(desk.value_of("Name of this profile"), "Half a name", "the field has its own way back");
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.press(Key::Enter);
    assert_eq!(desk.profile().name, "Half a name");
    assert_eq!(desk.state().history.len(), steps + 1, "one visit to the field is one step");
    desk.fill("Name of this profile", "Another");
    desk.press(Key::Enter);
    assert_eq!(desk.state().history.len(), steps + 2, "the next visit is a step of its own");
    desk.command(Key::Z);
    assert_eq!(desk.profile().name, "Half a name");
    desk.command(Key::Z);
    assert_eq!(desk.profile().name, before);
}
