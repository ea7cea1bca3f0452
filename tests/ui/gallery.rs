//! The widget gallery: the way into it and out of it, and its states.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use premia::state::Place;

use crate::desk::Desk;

/// Opens the gallery from the palette.
pub(crate) fn open(desk: &mut Desk) {
    desk.command(Key::K);
    desk.write("widget gallery");
    desk.press(Key::Enter);
    desk.steps_on(4);
}

#[test]
fn the_gallery_opens_from_the_palette_and_gives_way_to_any_place() {
    let mut desk = Desk::sample();
    let before = desk.answers();
    open(&mut desk);
    assert!(desk.has(Role::Heading, "Widget gallery"), "{}", desk.transcript());
    assert_eq!(desk.focused().as_deref(), Some("A skill, level"), "a widget shows how the keyboard's place looks");
    desk.press(Key::Num2);
    desk.click(Role::Button, "Close the gallery");
    desk.steps_on(2);
    assert!(!desk.has(Role::Heading, "Widget gallery"));

    open(&mut desk);
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    desk.steps_on(2);
    assert_eq!(desk.state().place, Place::Market);
    assert!(!desk.has(Role::Heading, "Widget gallery"));
    assert_eq!(desk.answers(), before, "nothing in the gallery is data");
}

#[test]
fn the_gallery_shows_what_is_disabled_and_what_is_wrong() {
    let mut desk = Desk::sample();
    open(&mut desk);
    let disabled = ["Rate, disabled", "Empty, disabled", "disabled, level", "Size, disabled: Large"];
    for name in disabled {
        let found = desk.widgets().into_iter().any(|(_, words, _)| words == name);
        assert!(found, "{name} is there: {}", desk.transcript());
    }
    assert!(desk.find(Role::Slider, "disabled, level").accesskit_node().is_disabled());
    assert!(!desk.find(Role::Slider, "A skill, level").accesskit_node().is_disabled());
    desk.fill("Rate", "much");
    desk.press(Key::Tab);
    assert!(desk.sees("\"much\" is not a number; kept $45"), "{}", desk.transcript());
}
