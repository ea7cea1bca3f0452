//! The ladder: where the user stands, and how what is missing enters the path.

use egui::Key;
use egui::accesskit::Role;
use premia::state::Place;

use crate::desk::Desk;

#[test]
fn what_a_rung_lacks_enters_the_path_and_can_be_taken_back() {
    let mut desk = Desk::sample();
    desk.until_idle();
    desk.go(Place::Offers);
    desk.click(Role::RadioButton, "Implementation partner");
    desk.until_seen("Assessing readiness");
    let before = desk.profile().pinned.clone();
    desk.click(Role::Button, "Put what is missing into my plan");
    desk.until_idle();
    let pinned = desk.profile().pinned.clone();
    assert!(pinned.len() > before.len() + 2, "{pinned:?}");
    let plan = desk.state().planning.plan.clone().expect("there is a plan");
    let steps = plan.ids();
    assert!(pinned.iter().all(|step| steps.contains(step)), "every pinned step is in the plan");
    desk.click(Role::Link, "Show my path");
    assert_eq!(desk.state().place, Place::Path);
    desk.command(Key::Z);
    assert_eq!(desk.profile().pinned, before, "one step takes all of it back");
}

#[test]
fn a_rung_says_what_it_asks_for_and_where_evidence_goes() {
    let mut desk = Desk::sample();
    desk.until_idle();
    desk.go(Place::Offers);
    desk.click(Role::RadioButton, "Task");
    desk.until_seen("The craft itself");
    desk.click(Role::RadioButton, "Managed service");
    desk.until_seen("Handing over in writing");
    assert!(!desk.sees("The craft itself"));
    assert!(desk.sees("No public figure measures what a rung pays"));
}

#[test]
fn needs_become_the_rate_that_covers_them() {
    let mut desk = Desk::own();
    desk.until_idle();
    desk.go(Place::Offers);
    desk.click(Role::RadioButton, "Show: What an hour must bring");
    assert!(desk.sees("Put in what you want to be left with"));
    assert!(!desk.sees("An hour must cost clients"));
    desk.fill("To live on, a year", "1 000 000");
    desk.press(Key::Enter);
    assert!(desk.sees("Your rate today does not cover what you need"));
    desk.fill("To live on, a year", "1 200");
    desk.press(Key::Enter);
    assert!(desk.sees("Your rate today covers what you need") && desk.sees("An hour must cost clients"));
    assert!((desk.profile().needs.income.get() - 1_200.0).abs() < 1e-9);
    desk.click(Role::DisclosureTriangle, "How this is counted");
    assert!(desk.sees("full-cost pricing"));
    desk.command(Key::Z);
    assert!((desk.profile().needs.income.get() - 1_000_000.0).abs() < 1e-9, "each visit to a field is one step");
}

#[test]
fn a_skill_that_goes_with_the_service_enters_the_plan() {
    let mut desk = Desk::sample();
    desk.until_idle();
    desk.go(Place::Offers);
    desk.click(Role::RadioButton, "Show: What goes together");
    assert!(
        desk.sees("Video editor with marketing with AI") && desk.sees("No public figure measures what that is worth")
    );
    desk.click(Role::Button, "Put into my plan: Marketing with AI, level 3");
    desk.until_idle();
    assert!(desk.profile().pinned.iter().any(|step| step.skill.as_str() == "marketing_with_ai"));
    assert!(desk.sees("In my plan"));
}
