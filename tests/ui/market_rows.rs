//! The rows of the market as text for a spreadsheet.

use egui::{Event, Key, Modifiers, OutputCommand};
use premia::state::Place;

use crate::desk::Desk;

/// What the next press of the key for copying rows puts on the clipboard.
fn copied(desk: &mut Desk) -> Option<String> {
    let (key, modifiers) = (Key::T, Modifiers::COMMAND);
    desk.harness.event(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    desk.step();
    let commands = &desk.harness.output().platform_output.commands;
    commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn the_rows_that_are_found_are_copied_with_all_columns() {
    let mut desk = Desk::sample();
    desk.go(Place::Market);
    let all = copied(&mut desk).unwrap_or_default();
    assert_eq!(all.lines().count(), desk.state().market.skills.len() + 1, "{all}");
    assert!(all.lines().all(|line| line.split('\t').count() == 9), "{all}");

    desk.command(Key::F);
    desk.write("python");
    let found = copied(&mut desk).unwrap_or_default();
    assert!(found.lines().count() < all.lines().count(), "{found}");
    assert!(found.lines().any(|line| line.starts_with("Python\t")), "{found}");
}
