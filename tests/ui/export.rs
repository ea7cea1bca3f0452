//! Export in the window: what will be written is seen first, files are asked about before they are replaced.

use std::path::Path;

use egui::Key;
use egui::accesskit::Role;
use premia::state::{ExportLook, Place};

use crate::desk::Desk;

/// Opens the window and waits for the preview of this format.
#[track_caller]
fn choose(desk: &mut Desk, to: &str) {
    desk.click(Role::ComboBox, "Format");
    desk.click(Role::Button, to);
    desk.until("its preview is there", |desk| {
        desk.state().exports.preview.as_ref().is_some_and(|preview| preview.wish.kind.name == to)
    });
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_default()
}

#[test]
fn the_report_is_seen_page_by_page_and_an_older_one_is_replaced_only_if_agreed() {
    let mut desk = Desk::own();
    desk.command(Key::E);
    desk.until_seen("Page 2");
    desk.assert_tidy();
    let path = desk.folder().join("my-plan-2026-11-22.pdf");
    assert_eq!(desk.value_of("Save as"), path.display().to_string());
    desk.click(Role::Button, "Save");
    desk.until_seen("Exported");
    assert!(read(&path).starts_with(b"%PDF-1.7"));
    assert!(!desk.sees("Export the plan"), "the window has closed");
    assert!(desk.has(Role::Link, "Show folder") || desk.has(Role::Button, "Show folder"));
    #[expect(clippy::disallowed_methods, reason = "another program writes its own file")]
    std::fs::write(&path, "of somebody else").expect("the file can be written");
    desk.command(Key::E);
    desk.click(Role::Button, "Save");
    desk.until_seen("There is a file of this name already.");
    assert_eq!(read(&path), b"of somebody else");
    desk.click(Role::Button, "Replace it");
    desk.until("it is replaced", |desk| desk.state().exports.saved == 2);
    assert!(read(&path).starts_with(b"%PDF"));
}

#[test]
fn a_table_is_written_as_it_is_shown_and_the_choice_stays() {
    let mut desk = Desk::own();
    desk.go(Place::Data);
    desk.click(Role::Button, "Export…");
    choose(&mut desk, "Rate by month (CSV)");
    desk.click(Role::RadioButton, "Numbers: 1,5 and semicolons");
    desk.until("numbers have commas", |desk| {
        matches!(desk.state().exports.preview.as_ref().map(|preview| &preview.look),
            Some(ExportLook::Words(words)) if words.starts_with("Month;Day;"))
    });
    desk.fill("Save as", "rates.csv");
    desk.click(Role::Button, "Save");
    desk.until_seen("Exported");
    let text = String::from_utf8(read(&desk.folder().join("rates.csv"))).expect("words");
    assert!(text.starts_with("\u{feff}Month;Day;Plan P10"), "{text}");
    let digits = |text: &str| text.contains(',');
    assert!(text.lines().nth(3).is_some_and(digits), "{text}");
    desk.command(Key::E);
    desk.until_seen("Rate by month (CSV)");
    assert!(desk.value_of("Save as").ends_with("my-plan-months-2026-11-22.csv"));
    desk.press(Key::Escape);
    assert!(!desk.sees("Export the plan"));
}

#[test]
fn a_place_that_cannot_be_written_to_is_named_and_nothing_is_lost() {
    let mut desk = Desk::own();
    let before = desk.answers();
    desk.command(Key::E);
    choose(&mut desk, "Steps (CSV)");
    desk.fill("Save as", "no/such/folder/steps.csv");
    desk.click(Role::Button, "Save");
    desk.until("it says why", |desk| desk.state().exports.stopped.is_some());
    desk.steps_on(2);
    assert!(desk.sees("Look whether the folder is there, may be written to, and has room."));
    assert!(desk.sees("Export the plan"), "the choice stays open");
    desk.click(Role::Button, "Cancel");
    assert_eq!(desk.answers(), before);
    assert_eq!(desk.state().exports.saved, 0);
}
