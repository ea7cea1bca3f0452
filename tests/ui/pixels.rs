//! Pictures of the places and of the widget gallery in light, dark and high contrast, compared with those in
//! `tests/snapshots`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test ui --features pixels pictures` makes them anew; look at each before keeping it.

use egui::accesskit::Role;
use egui::{Key, Pos2, Rect, Theme, Vec2, vec2};
use egui_kittest::SnapshotOptions;
use premia::state::Place;

use crate::desk::{Desk, Look};
use crate::gallery;

/// The gallery from its head to its foot, in points.
const GALLERY: Vec2 = vec2(1280.0, 2740.0);

/// Tolerates what another rasteriser rounds differently, and no moved line.
fn tolerance() -> SnapshotOptions {
    SnapshotOptions::new().threshold(1.2).max_failed_pixels(40)
}

fn check_places(mut desk: Desk, name: &str) {
    desk.until_idle();
    // Data tells the folder and the time of this very run, in words of other widths each time.
    for place in Place::ALL.into_iter().filter(|place| *place != Place::Data) {
        desk.go(place);
        desk.harness.remove_cursor();
        desk.until_idle();
        desk.steps_on(6);
        mask_status(&mut desk);
        let name = format!("{}_{name}", place.name().to_lowercase());
        desk.harness.snapshot_options(name, &tolerance());
    }
}

/// A number that cannot be read stays said while the keyboard is on the level picker.
fn check_gallery(mut desk: Desk, name: &str) {
    desk.until_idle();
    gallery::open(&mut desk);
    desk.fill("Rate", "much");
    desk.press(Key::Tab);
    gallery::open(&mut desk);
    desk.harness.remove_cursor();
    desk.steps_on(6);
    mask_status(&mut desk);
    desk.harness.snapshot_options(format!("gallery_{name}"), &tolerance());
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

/// A window of this size in high contrast.
fn in_contrast(size: Vec2) -> Desk {
    let mut desk = Desk::sample_with_look(Look { size, ..Look::default() });
    desk.go(Place::Data);
    desk.click(Role::RadioButton, "Colours: High contrast");
    desk
}

#[test]
fn pictures_of_the_places_in_light() {
    check_places(Desk::sample(), "light");
}

#[test]
fn pictures_of_the_places_in_dark() {
    check_places(Desk::sample_with_look(Look { theme: Theme::Dark, ..Look::default() }), "dark");
}

#[test]
fn pictures_of_the_places_in_high_contrast() {
    check_places(in_contrast(Look::default().size), "contrast");
}

#[test]
fn pictures_of_the_gallery_in_light() {
    check_gallery(Desk::sample_with_look(Look { size: GALLERY, theme: Theme::Light }), "light");
}

#[test]
fn pictures_of_the_gallery_in_dark() {
    check_gallery(Desk::sample_with_look(Look { size: GALLERY, theme: Theme::Dark }), "dark");
}

#[test]
fn pictures_of_the_gallery_in_high_contrast() {
    check_gallery(in_contrast(GALLERY), "contrast");
}
