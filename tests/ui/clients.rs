//! Clients: how concentrated income is, what losing one costs, and what raising the rate brings.

use egui::Key;
use egui::accesskit::Role;
use premia::state::Place;

use crate::desk::Desk;

/// Fills in a client, with the mouse and the keyboard.
#[track_caller]
fn add(desk: &mut Desk, number: usize, name: &str, share: &str, rate: &str) {
    desk.click(Role::Button, "Add a client");
    for (field, text) in [
        (format!("Client {number}"), name),
        (format!("Share of income {number}"), share),
        (format!("Rate an hour {number}"), rate),
    ] {
        desk.fill(&field, text);
        desk.press(Key::Enter);
    }
}

#[test]
fn concentration_is_said_in_words_and_a_raise_in_what_refusals_cost() {
    let mut desk = Desk::own();
    desk.go(Place::Profile);
    add(&mut desk, 1, "Northwind", "50", "40");
    assert!(desk.sees("Income is highly concentrated"), "{}", desk.transcript());
    add(&mut desk, 2, "Lumen", "20", "50");
    assert!(desk.sees("Northwind brings 50% of your income. The index is 0.29, as if you had 3.4 equal clients."));
    desk.click(Role::DisclosureTriangle, "How this is counted");
    assert!(desk.sees("0.5² + 0.2² = 0.29") && desk.sees("borrowed yardstick"));
    desk.fill("New rate an hour", "60");
    desk.press(Key::Enter);
    assert!(desk.sees("December 2026: Northwind") && desk.sees("January 2027: Lumen"), "{}", desk.transcript());
    assert!(desk.sees("If 1 of 2 refuse:") && desk.sees("If all agree: +$"));
    desk.assert_tidy();
    desk.click(Role::Button, "Remove Northwind");
    assert!(desk.sees("Lumen brings 20%"));
    desk.command(Key::Z);
    assert!(desk.sees("Northwind brings 50%"));
}

#[test]
fn shocks_run_beside_the_plan_through_the_same_futures() {
    let mut desk = Desk::own();
    desk.go(Place::Projection);
    desk.click(Role::Link, "Name my clients");
    add(&mut desk, 1, "Northwind", "40", "50");
    desk.until_idle();
    desk.go(Place::Projection);
    let plan = desk.state().planning.projection.clone();
    desk.click(Role::CheckBox, "Lose Northwind, 40% of my income");
    assert!(desk.sees("In month 3 income falls to about $"), "{}", desk.transcript());
    desk.fill("Months until the hours are sold again", "6");
    desk.press(Key::Enter);
    assert!(desk.sees("for 6 months"));
    let erodes = desk.names_of(Role::CheckBox).into_iter().flatten().find(|name| name.starts_with("My service erodes"));
    let erodes = erodes.unwrap_or_default();
    desk.click(Role::CheckBox, &erodes);
    desk.until_seen("With the erosion the rate at the horizon is about $");
    desk.click(Role::Link, "The shocks as a table");
    assert!(desk.sees("With the shocks, a month"));
    desk.assert_tidy();
    let planning = &desk.state().planning;
    assert_eq!(planning.projection, plan, "the plan's own futures stay as they are");
    let eroded = planning.eroded.as_ref().map(|eroded| eroded.headline.p50);
    assert!(eroded < plan.map(|plan| plan.headline.p50), "{eroded:?}");
}
