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
    details(&mut desk);
    overlays(&mut desk);
}

/// What unfolds within places.
#[track_caller]
fn details(desk: &mut Desk) {
    desk.go(Place::Market);
    desk.click(Role::Button, "AI video generation");
    tidy(desk);
    desk.go(Place::Profile);
    desk.click(Role::Button, "Details of Video editing");
    tidy(desk);
    desk.go(Place::Path);
    desk.click(Role::DisclosureTriangle, "My own figures and notes");
    tidy(desk);
    desk.go(Place::Projection);
    desk.click(Role::Button, "Details of Own share of a premium");
    desk.click(Role::Link, "The same as a table");
    tidy(desk);
    desk.scroll_through();
}

/// What lies over places.
#[track_caller]
fn overlays(desk: &mut Desk) {
    desk.go(Place::Today);
    desk.click(Role::Link, "Which studies?");
    tidy(desk);
    desk.press(Key::Escape);
    desk.command(Key::K);
    tidy(desk);
    desk.press(Key::Escape);
    desk.press(Key::F1);
    tidy(desk);
    desk.press(Key::Escape);
    desk.click(Role::Button, "Mark done");
    tidy(desk);
}

#[track_caller]
fn tidy(desk: &mut Desk) {
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
