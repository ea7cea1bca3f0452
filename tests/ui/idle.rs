//! An idle window asks for no frame.

use std::time::Duration;

use premia::state::Place;

use crate::desk::Desk;

#[test]
fn an_idle_window_asks_for_no_frame_in_any_place() {
    let mut desk = Desk::new();
    desk.steps_on(4);
    desk.assert_still("the welcome screen");
    let mut desk = Desk::sample();
    desk.until_idle();
    for place in Place::ALL {
        desk.go(place);
        desk.harness.remove_cursor();
        desk.steps_on(2);
        // Some places read a folder when they are opened.
        desk.until_idle();
        desk.steps_on(6);
        desk.assert_still(place.name());
    }
    assert!(desk.repaint_delay() >= Duration::from_secs(1));
}
