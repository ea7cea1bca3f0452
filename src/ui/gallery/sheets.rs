//! Figures, banners, tables and what stands where there is nothing, of the gallery.

use egui::{Ui, vec2};

use super::LONG;
use crate::ui::theme::{Palette, space};
use crate::ui::widgets::{
    self, Column, Mood, banner_ui, card_title_ui, card_ui, empty_ui, fields_ui, meter_ui, pair_ui, small_ui, stat_ui,
};

/// The size of a meter, in points.
const METER: egui::Vec2 = vec2(180.0, 8.0);

/// Figures with their names, pairs and meters.
pub(super) fn figures_ui(ui: &mut Ui) {
    card_title_ui(ui, "Figures");
    fields_ui(ui, |ui| {
        stat_ui(ui, "A figure", "$45/h", "and what it is about");
        stat_ui(ui, "Without words", "15%", "");
    });
    pair_ui(ui, "A name", |ui| drop(ui.label("and its value")));
    let palette = Palette::of(ui);
    for (part, colour) in [(0.0, palette.accent), (0.4, palette.accent), (1.0, palette.good)] {
        meter_ui(ui, part, METER, colour);
        ui.add_space(space::XS);
    }
}

/// A banner in each mood, one with many words.
pub(super) fn banners_ui(ui: &mut Ui) {
    for (words, mood) in [
        ("A banner that only tells.", Mood::Plain),
        ("A banner that belongs to the accent.", Mood::Accent),
        ("A banner that wants a look.", Mood::Warning),
        ("A banner that all is well.", Mood::Good),
        (LONG, Mood::Warning),
    ] {
        banner_ui(ui, mood, |ui| {
            ui.label(words);
            widgets::link_ui(ui, "What to do");
        });
        ui.add_space(space::XS);
    }
    card_ui(ui, |ui| empty_ui(ui, "Nothing is here yet", "And this is what to do about it."));
}

/// What the cells of the table show.
#[derive(Clone, Copy)]
enum Cell {
    Name,
    Kind,
    Value,
}

/// A table with few rows, and what stands in the place of one without rows.
pub(super) fn table_ui(ui: &mut Ui) {
    card_title_ui(ui, "Table");
    let columns = [
        Column { what: Cell::Name, name: "Name", width: None, least: 0.0 },
        Column { what: Cell::Kind, name: "Kind", width: Some(110.0), least: 0.0 },
        Column { what: Cell::Value, name: "Value", width: Some(70.0), least: 0.0 },
    ];
    let rows = [("A row", "plain", "12"), ("Another", "plain", "1,234"), (LONG, "with many words", "5")];
    widgets::table_ui(ui, "gallery table", &columns, rows.len(), |ui, row, cell| {
        let Some((name, kind, value)) = rows.get(row) else { return };
        let words = match cell {
            Cell::Name => name,
            Cell::Kind => kind,
            Cell::Value => value,
        };
        ui.add(egui::Label::new(*words).truncate());
    });
    small_ui(ui, "Without rows, a sentence stands in its place:");
    empty_ui(ui, "No row matches", "Try fewer letters.");
}
