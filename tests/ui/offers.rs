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
