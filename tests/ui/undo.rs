//! Undo and redo: by keys, with names, one step a gesture, and never behind the back of a text field.

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use premia::plan::skill::SkillId;
use premia::plan::units::Rate;
use premia::state::{Place, Scene};

use crate::desk::Desk;

fn level(desk: &Desk, skill: &str) -> u8 {
    desk.profile().level(&SkillId::new(skill)).get()
}

#[test]
fn changes_are_undone_and_redone_by_keys_and_have_names() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    let before = desk.profile().clone();
    desk.click_level("Video editing", 1);
    let after = desk.answers();
    assert!(desk.has(Role::Button, "Undo: set Video editing to level 1"));
    desk.command(Key::Z);
    assert_eq!(desk.profile().skills, before.skills);
    assert!(desk.has(Role::Button, "Redo: set Video editing to level 1"));
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(desk.answers(), after);
    desk.command(Key::Z);
    desk.command(Key::Y);
    assert_eq!(desk.answers(), after);
    desk.click(Role::Button, "Undo: set Video editing to level 1");
    assert_eq!(desk.profile().skills, before.skills);
    desk.until_planned();
}

#[test]
fn a_drag_of_a_slider_is_one_step() {
    let mut desk = Desk::own();
    desk.go(Place::Path);
    let before = (desk.state().history.len(), desk.profile().learning_hours);
    let rect = desk.show(Role::Slider, "Learning");
    let mut at = rect.center();
    desk.harness.hover_at(at);
    desk.harness.drag_at(at);
    desk.step();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..12 {
        at += vec2(8.0, 0.0);
        desk.harness.hover_at(at);
        desk.step();
        seen.insert(desk.profile().learning_hours.get().to_bits());
    }
    desk.harness.drop_at(at);
    desk.steps_on(2);
    assert!(seen.len() > 3, "the value follows the drag");
    assert_eq!(desk.state().history.len(), before.0 + 1);
    desk.until_planned();
    desk.command(Key::Z);
    assert_eq!(desk.profile().learning_hours, before.1);

    desk.harness.hover_at(rect.center());
    desk.harness.drag_at(rect.center());
    desk.harness.drop_at(rect.center());
    desk.steps_on(2);
    desk.click_at(rect.center() + vec2(40.0, 0.0));
    assert_eq!(desk.state().history.len(), before.0 + 2, "two gestures are two steps");
}

#[test]
fn a_text_field_with_uncommitted_text_keeps_undo_for_itself() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    desk.click_level("Video editing", 1);
    let changed = desk.answers();
    desk.fill("My rate an hour", "99");
    desk.command(Key::Z);
    assert_eq!(desk.answers(), changed, "the profile is as it was");
    desk.press(Key::Escape);
    desk.leave_focus();
    desk.command(Key::Z);
    assert_ne!(desk.answers(), changed, "without a field in use the profile's last change is taken back");
}

#[test]
fn undo_in_a_message_takes_back_what_the_message_is_about() {
    let mut desk = Desk::own();
    desk.until_planned();
    desk.click(Role::Button, "Mark done");
    desk.until_seen("Done: mark ");
    desk.go(Place::Profile);
    desk.fill("My rate an hour", "80");
    desk.press(Key::Enter);
    assert_eq!(desk.profile().rate, Rate::new(80.0).unwrap());
    if desk.has(Role::Link, "Undo") {
        desk.click(Role::Link, "Undo");
        assert_eq!(desk.profile().rate, Rate::new(80.0).unwrap(), "the rate is not what the message was about");
    }
}

#[test]
fn undoing_an_answer_of_the_first_run_does_not_start_the_first_run_again() {
    let mut desk = Desk::new();
    desk.click(Role::Button, "Start my plan (2 min)");
    desk.click(Role::Button, "Next");
    desk.click_level("Python", 3);
    desk.click(Role::Button, "Next");
    desk.click(Role::Button, "Next");
    desk.until_planned();
    desk.click(Role::Button, "Open my plan");
    desk.command(Key::Z);
    assert_eq!(level(&desk, "python"), 0);
    assert_eq!(desk.state().scene, Scene::Work);
    let desk = desk.restart();
    assert_eq!(desk.state().scene, Scene::Work, "the first run was over");
}
