//! The diary: a forecast is frozen, months are written down, and the forecast is held against them.

use egui::Key;
use egui::accesskit::Role;
use premia::plan::diary::Entry;
use premia::state::Place;

use crate::desk::Desk;

fn months(desk: &Desk) -> Vec<String> {
    let words = |entry: &Entry| {
        let Entry { month, rate, billable_hours, learning_hours, .. } = entry;
        format!("{month}: {} {} {}", rate.get(), billable_hours.get(), learning_hours.get())
    };
    desk.profile().diary.entries.iter().map(words).collect()
}

/// Writes down the month that is offered, at this rate.
#[track_caller]
fn write_month(desk: &mut Desk, button: &str, rate: &str) {
    desk.fill("Rate an hour", rate);
    desk.click(Role::Button, button);
}

#[test]
fn a_forecast_is_frozen_and_three_months_are_held_against_it() {
    let mut desk = Desk::own();
    desk.go(Place::Diary);
    assert!(desk.sees("Freeze a forecast, and see what comes of it"));
    desk.fill("Name of the forecast", "Before the course");
    desk.click(Role::Button, "Freeze today's forecast");
    assert!(desk.sees("\"Before the course\" is frozen; its first month is still to come"));
    let frozen = desk.profile().diary.clone();
    desk.until_saved();

    let mut desk = desk.restart_after(102);
    desk.until_planned();
    assert_eq!(desk.profile().diary, frozen, "it is what it was");
    assert!(desk.sees("February 2027 is over"));
    desk.click(Role::Button, "Write the month down");
    assert_eq!(desk.state().place, Place::Diary);
    desk.click(Role::Button, "The month before");
    desk.click(Role::Button, "The month before");
    write_month(&mut desk, "Write down: December 2026", "41");
    assert!(desk.sees("1 of 1 month came out inside the band") || desk.sees("0 of 1 month came out inside the band"));
    desk.click(Role::Button, "The month before");
    write_month(&mut desk, "Write down: January 2027", "$42,50");
    write_month(&mut desk, "Write down: February 2027", "300");
    assert_eq!(months(&desk).len(), 3);
    assert!(months(&desk).iter().any(|month| month.starts_with("2027-01: 42.5 ")), "{:?}", months(&desk));
    assert!(desk.sees("of 3 months came out inside the band"), "{}", desk.transcript());
    assert!(desk.sees("With three months that says little"));
    assert!(desk.sees("Mean pinball loss $"));
    assert!(desk.sees("Your months put you above the median"));
    assert!(desk.sees("Outside the band"), "nobody foresaw 300");
    desk.click(Role::DisclosureTriangle, "How the band is updated");
    assert!(desk.sees("normal model with known variance"));
    desk.click(Role::Link, "The same as a table");
    assert!(desk.sees("As frozen: median (low to high)"));
    desk.assert_tidy();

    desk.click(Role::Button, "Delete February 2027");
    assert!(desk.sees("of 2 months came out inside the band"));
    desk.command(Key::Z);
    assert!(desk.sees("of 3 months came out inside the band"));
    desk.go(Place::Today);
    assert!(!desk.sees("February 2027 is over"));
}

#[test]
fn months_come_from_a_spreadsheet_and_nothing_is_written_unseen() {
    let mut desk = Desk::own();
    desk.go(Place::Diary);
    desk.click(Role::Link, "Paste months from a spreadsheet");
    desk.click(Role::MultilineTextInput, "Months from a spreadsheet");
    desk.write("Month;Rate;Sold;Learned\n2026-09;44,50;100;20\n2026-10;46;98;18\nNovember;47;90;20");
    desk.leave_focus();
    assert!(desk.sees("Read: two months, of which no already written down"), "{}", desk.transcript());
    assert!(desk.sees("Not read: line 4: the month is not like 2026-12"));
    assert_eq!(months(&desk), [] as [&str; 0]);
    desk.click(Role::Button, "Write down two months");
    assert_eq!(months(&desk), ["2026-09: 44.5 100 20", "2026-10: 46 98 18"]);
    desk.click(Role::Button, "Change October 2026");
    desk.fill("Hours sold in the month", "90");
    desk.click(Role::Button, "Write in its place: October 2026");
    assert_eq!(months(&desk), ["2026-09: 44.5 100 20", "2026-10: 46 90 18"]);
}
