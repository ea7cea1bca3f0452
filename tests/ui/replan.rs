//! The plan follows how learning goes: a list says what moved and why, until the user goes by the new plan.

use egui::Key;
use egui::accesskit::Role;
use premia::state::Place;

use crate::desk::Desk;

const TITLE: &str = "What changed since 22 Nov 2026";

/// The plan's first step in words, such as `Python 1`.
fn first_step(desk: &Desk) -> Option<String> {
    let step = &desk.state().planning.plan.as_ref()?.steps.first()?.id;
    Some(format!("{} {}", desk.state().market.skill_name(&step.skill), step.level))
}

#[test]
fn a_step_done_early_is_told_with_what_moved_and_undo_takes_the_list_away() {
    let mut desk = Desk::own();
    let first = first_step(&desk).unwrap();
    desk.go(Place::Path);
    assert!(!desk.sees(TITLE));
    desk.click(Role::Button, "Mark done");
    desk.until_seen(TITLE);
    assert!(desk.sees(&format!("{first} is done")), "{}", desk.transcript());
    assert!(desk.sees("earlier") && desk.sees("done by ") && desk.sees("What is left to learn is worth"));
    desk.go(Place::Today);
    assert!(desk.sees(TITLE) && desk.has(Role::Button, "Go by the new plan"));
    desk.command(Key::Z);
    desk.until_planned();
    assert!(!desk.sees(TITLE), "{}", desk.transcript());
}

#[test]
fn other_hours_are_told_until_the_user_goes_by_the_new_plan() {
    let mut desk = Desk::own();
    desk.go(Place::Path);
    desk.fill("Learning", "2");
    desk.press(Key::Enter);
    desk.until_seen("You learn 2\u{a0}h a week instead of 5\u{a0}h.");
    assert!(desk.sees("later") && desk.sees("Left out"));
    desk.click(Role::Button, "Go by the new plan");
    desk.until_planned();
    assert!(!desk.sees(TITLE));
    desk.click(Role::Button, "Undo: go by the new plan");
    desk.until_seen(TITLE);
}

#[test]
fn a_wish_of_ones_own_needs_no_list() {
    let mut desk = Desk::own();
    desk.go(Place::Path);
    desk.click(Role::Button, "Skip");
    desk.until_planned();
    assert!(!desk.sees(TITLE));
    desk.click(Role::Button, "Mark done");
    desk.until_seen(TITLE);
    assert!(!desk.sees("Skipped by you"), "the list begins after the wish");
}

#[test]
fn weeks_without_an_hour_logged_are_told_on_the_next_visit() {
    let mut desk = Desk::own();
    desk.until_saved();
    let mut desk = desk.restart_after(21);
    desk.until_planned();
    desk.until_seen(TITLE);
    assert!(desk.sees("3 weeks have passed, with 0 of 15 planned hours logged or done."), "{}", desk.transcript());
    assert!(desk.sees("3 weeks later"));
    desk.go(Place::Path);
    assert!(desk.sees(TITLE));
}
