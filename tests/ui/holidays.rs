//! Holidays: given as days in Profile, stepped over by the plan, and taken back.

use egui::accesskit::Role;
use premia::plan::units::Date;
use premia::state::Place;

use crate::desk::{Desk, today};

/// The first and the last day of every step of the plan.
fn days(desk: &Desk) -> Vec<(Date, Date)> {
    let plan = desk.state().planning.plan.as_ref();
    plan.into_iter().flat_map(|plan| &plan.steps).map(|step| (step.start, step.end)).collect()
}

#[test]
fn holidays_are_stepped_over_and_can_be_taken_back() {
    let mut desk = Desk::own();
    let home = days(&desk);
    desk.go(Place::Profile);
    desk.fill("First day, 2027-07-12", "2026-11-30");
    desk.fill("Last day, 2027-08-01", "2026-11-20");
    assert!(desk.sees("Write days like 2027-07-12, the first one first"));
    desk.fill("Last day, 2027-08-01", "2026-12-20");
    desk.click(Role::Button, "Add these days");
    desk.until_planned();
    assert!(desk.sees("30 Nov 2026 to 20 Dec 2026: no learning"));
    let (first, last) = (today().plus_days(8), today().plus_days(28));
    let away = days(&desk);
    assert!(away.iter().all(|(start, _)| *start < first || *start > last), "{away:?}");
    assert!(away.last().map(|days| days.1) > home.last().map(|days| days.1));
    desk.until_saved();
    let mut desk = desk.restart();
    desk.until_planned();
    assert_eq!(days(&desk), away);
    desk.go(Place::Profile);
    desk.click(Role::Button, "Remove 30 Nov 2026 to 20 Dec 2026");
    desk.until_planned();
    assert_eq!(days(&desk), home);
    desk.click(Role::Button, "Undo: remove days with other hours");
    desk.until_planned();
    assert_eq!(days(&desk), away);
}
