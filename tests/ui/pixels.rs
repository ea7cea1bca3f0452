//! Pictures of the places in light, dark and high contrast, compared with those in `tests/snapshots`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test ui --features pixels pictures` makes them anew; look at each before keeping it.

use egui::accesskit::Role;
use egui::{Pos2, Rect, Theme};
use egui_kittest::SnapshotOptions;
use premia::state::Place;

use crate::desk::{Desk, Look};

const PLACES: [Place; 6] = [Place::Today, Place::Path, Place::Market, Place::Gap, Place::Projection, Place::Sources];

/// Tolerates what another rasteriser rounds differently, and no moved line.
fn tolerance() -> SnapshotOptions {
    SnapshotOptions::new().threshold(1.2).max_failed_pixels(40)
}

fn check(theme: Theme, name: &str) {
    check_desk(Desk::sample_with_look(Look { theme, ..Look::default() }), name);
}

fn check_desk(mut desk: Desk, name: &str) {
    desk.until_idle();
    for place in PLACES {
        desk.go(place);
        desk.harness.remove_cursor();
        desk.steps_on(6);
        mask_status(&mut desk);
        let name = format!("{}_{name}", place.name().to_lowercase());
        desk.harness.snapshot_options(name, &tolerance());
    }
}

/// Covers the status line, which tells the time of day and how long the solver took.
fn mask_status(desk: &mut Desk) {
    let screen = desk.harness.ctx.content_rect();
    let labels = desk.widgets().into_iter().filter(|(role, ..)| *role == Role::Label);
    let top = labels.filter(|(_, words, _)| words.starts_with("Data pack ")).map(|(.., rect)| rect.top()).next();
    assert!(top.is_some(), "there is a status line");
    let top = top.unwrap_or(screen.bottom()) - 2.0;
    desk.harness.mask(Rect::from_min_max(Pos2::new(screen.left(), top), screen.right_bottom()));
}

#[test]
fn pictures_of_the_places_in_light() {
    check(Theme::Light, "light");
}

#[test]
fn pictures_of_the_places_in_dark() {
    check(Theme::Dark, "dark");
}

#[test]
fn pictures_of_the_places_in_high_contrast() {
    let mut desk = Desk::sample();
    desk.go(Place::Data);
    desk.click(Role::RadioButton, "Colours: High contrast");
    check_desk(desk, "contrast");
}
