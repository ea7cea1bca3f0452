//! Saved scenarios: kept under a name, compared beside doing nothing, used, renamed, deleted, and all of it undone.

use egui::Key;
use egui::accesskit::Role;
use premia::state::{Place, State};

use crate::desk::Desk;

/// Whether every scenario that is shown has its plan.
fn all_are_compared(state: &State) -> bool {
    state.compared().count() > 0 && state.compared().all(|own| state.planning.compared.contains_key(&own.name))
}

/// Saves the present circumstances under a name, in Projection.
fn save(desk: &mut Desk, name: &str) {
    desk.go(Place::Projection);
    desk.fill("Name of the scenario", name);
    desk.click(Role::Button, "Save as a scenario");
    desk.until("the scenario has its plan", |desk| all_are_compared(desk.state()));
}

fn learn(desk: &mut Desk, hours: &str) {
    desk.go(Place::Path);
    desk.fill("Learning", hours);
    desk.press(Key::Enter);
    desk.until_planned();
}

#[test]
fn scenarios_are_saved_compared_and_used() {
    let mut desk = Desk::own();
    save(&mut desk, "As now");
    assert!(desk.sees("In use") && desk.sees("5\u{a0}h a week, 24 months, mixed outlook, as now"));
    learn(&mut desk, "9");
    save(&mut desk, "Nine hours");
    assert!(desk.sees("Scenario: Nine hours"), "the top bar says which scenario the plan is made in");
    let names: Vec<&str> = desk.profile().scenarios.iter().map(|own| own.name.as_str()).collect();
    assert_eq!(names, ["As now", "Nine hours"]);
    desk.until("both are planned", |desk| all_are_compared(desk.state()));
    let worth = |name: &str| desk.state().planning.compared[name].as_ref().unwrap().projection.value.p50;
    assert!(worth("Nine hours") > worth("As now"));
    let plan = desk.state().planning.projection.as_ref().unwrap();
    assert_eq!(plan.value.p50, worth("Nine hours"), "the same futures give the same numbers");
    desk.click(Role::Link, "The scenarios as a table");
    assert!(desk.sees("Do nothing") && desk.sees("November 2028"));
    desk.click(Role::Button, "Use this scenario");
    assert!((desk.profile().learning_hours.get() - 5.0).abs() < 1e-9);
    desk.until_planned();
    assert!(desk.sees("Scenario: As now"));
    desk.click(Role::Button, "Undo: use the scenario \"As now\"");
    assert!((desk.profile().learning_hours.get() - 9.0).abs() < 1e-9);
    desk.until_idle();
    desk.assert_tidy();
}

#[test]
fn scenarios_are_renamed_and_deleted_and_come_back() {
    let mut desk = Desk::own();
    save(&mut desk, "First");
    desk.click(Role::Link, "Rename");
    desk.fill("New name", "Second");
    desk.press(Key::Enter);
    assert!(desk.has(Role::CheckBox, "Compare Second"));
    desk.until("it is compared under its new name", |desk| all_are_compared(desk.state()));
    desk.click(Role::Button, "Undo: rename the scenario \"First\" to \"Second\"");
    assert!(desk.has(Role::CheckBox, "Compare First"));
    desk.until("it is compared under its old name", |desk| all_are_compared(desk.state()));
    desk.click(Role::Link, "Delete");
    assert!(desk.profile().scenarios.is_empty());
    assert!(desk.sees("Done: delete the scenario \"First\""));
    desk.click(Role::Link, "Undo");
    assert!(desk.has(Role::CheckBox, "Compare First"));
}

#[test]
fn no_more_than_three_scenarios_stand_beside_the_plan_and_they_outlast_the_window() {
    let mut desk = Desk::own();
    for (name, hours) in [("Two", "2"), ("Four", "4"), ("Six", "6"), ("Eight", "8")] {
        learn(&mut desk, hours);
        save(&mut desk, name);
    }
    assert_eq!(desk.state().beside, ["Four", "Six", "Eight"], "the one shown first gave way");
    desk.click(Role::CheckBox, "Compare Six");
    assert_eq!(desk.state().beside, ["Four", "Eight"]);
    desk.click(Role::CheckBox, "Compare Two");
    assert_eq!(desk.state().compared().count(), 3);
    desk.until_saved();
    let mut desk = desk.restart();
    desk.until("the scenarios are planned", |desk| all_are_compared(desk.state()));
    assert_eq!(desk.state().beside, ["Two", "Four", "Six"]);
    desk.go(Place::Projection);
    assert!(desk.sees("Compare Eight"));
}
