//! Every screen in small, usual and large windows, and at double scale: nothing clashes, nothing sticks out.

use egui::accesskit::Role;
use egui::{Key, Theme, Vec2, vec2};
use premia::state::Place;

use crate::desk::{Desk, Look};

#[track_caller]
fn check(size: Vec2, zoom: f32) {
    let mut desk = Desk::with_look(Look { size, theme: Theme::Dark });
    desk.harness.ctx.set_zoom_factor(zoom);
    desk.steps_on(4);
    assert_eq!(desk.harness.ctx.content_rect().size(), size / zoom);
    desk.assert_tidy();
    desk.click(Role::Button, "Start my plan (2 min)");
    for screen in 1..=4 {
        desk.steps_on(4);
        desk.assert_tidy();
        if screen < 4 {
            desk.click(Role::Button, "Next");
        }
    }
    desk.until_planned();
    desk.steps_on(4);
    desk.assert_tidy();
    desk.click(Role::Button, "Open my plan");
    for place in Place::ALL {
        desk.go(place);
        desk.steps_on(4);
        desk.assert_tidy();
        desk.scroll_through();
    }
    desk.go(Place::Market);
    desk.click(Role::Button, "AI video generation");
    desk.steps_on(4);
    desk.assert_tidy();
    desk.go(Place::Today);
    desk.click(Role::Link, "Which studies?");
    desk.steps_on(4);
    desk.assert_tidy();
    desk.press(Key::Escape);
    desk.command(Key::K);
    desk.steps_on(4);
    desk.assert_tidy();
    desk.press(Key::Escape);
    desk.press(Key::F1);
    desk.steps_on(4);
    desk.assert_tidy();
}

#[test]
fn every_screen_fits_a_small_window() {
    check(vec2(640.0, 480.0), 1.0);
}

#[test]
fn every_screen_fits_a_modest_window() {
    check(vec2(900.0, 600.0), 1.0);
}

#[test]
fn every_screen_fits_a_usual_window() {
    check(vec2(1280.0, 800.0), 1.0);
}

#[test]
fn every_screen_fits_a_large_window() {
    check(vec2(1600.0, 1000.0), 1.0);
}

#[test]
fn every_screen_fits_a_usual_window_at_double_scale() {
    check(vec2(1280.0, 800.0), 2.0);
}
