//! Fields and choices of the gallery.

use egui::Ui;

use super::{LONG, Size};
use crate::plan::skill::Level;
use crate::ui::theme::space;
use crate::ui::widgets::{
    NumberField, SliderRow, TextField, card_title_ui, level_picker_ui, number_field_ui, search_field_ui, segmented_ui,
    slider_row_ui, small_ui, text_field_ui,
};

/// The widths of fields, in points.
const NUMBER_WIDTH: f32 = 120.0;
const TEXT_WIDTH: f32 = 300.0;

/// The level that can be chosen, and whether it is to have the keyboard.
pub(super) struct Levels<'a> {
    pub(super) chosen: &'a mut Level,
    pub(super) takes_focus: &'a mut bool,
}

/// Fields for words and numbers.
pub(super) fn fields_ui(ui: &mut Ui, query: &mut String, words: &mut String, rate: &mut f64) {
    card_title_ui(ui, "Fields");
    search_field_ui(ui, "Find a widget", query, &mut false);
    ui.add_space(space::S);
    ui.horizontal_top(|ui| {
        let field = |name, value| NumberField {
            name,
            value,
            decimals: 2,
            prefix: "$",
            suffix: "an hour",
            range: 0.0..=1000.0,
            width: NUMBER_WIDTH,
        };
        if let Some(typed) = number_field_ui(ui, &field("Rate", *rate)) {
            *rate = typed;
        }
        ui.add_enabled_ui(false, |ui| number_field_ui(ui, &field("Rate, disabled", 1000.0)));
    });
    ui.add_space(space::S);
    let typed = text_field_ui(ui, &text_field("Words", words, "", 1));
    *words = typed.unwrap_or_else(|| std::mem::take(words));
    ui.add_enabled_ui(false, |ui| text_field_ui(ui, &text_field("Empty, disabled", "", "What would stand here", 1)));
    text_field_ui(ui, &text_field("Long words", LONG, "", 1));
    text_field_ui(ui, &text_field("Several lines", LONG, "", 3));
}

const fn text_field<'a>(name: &'a str, value: &'a str, hint: &'a str, rows: usize) -> TextField<'a> {
    TextField { name, value, hint, rows, width: TEXT_WIDTH }
}

/// Levels, sliders and choices.
pub(super) fn choices_ui(ui: &mut Ui, levels: Levels<'_>, hours: &mut f64, size: &mut Size) {
    let Levels { chosen, takes_focus } = levels;
    card_title_ui(ui, "Levels, sliders and choices");
    small_ui(ui, "with the keyboard");
    let picked = level_picker_ui(ui, "A skill", *chosen, true);
    *chosen = picked.level.unwrap_or(*chosen);
    if std::mem::take(takes_focus) {
        picked.response.request_focus();
    }
    for (words, level, is_backed, is_enabled) in [
        ("not known", Level::NONE, true, true),
        ("said, but not shown", Level::MAX, false, true),
        ("disabled", Level::MAX, true, false),
    ] {
        small_ui(ui, words);
        ui.add_enabled_ui(is_enabled, |ui| level_picker_ui(ui, words, level, is_backed));
    }
    ui.add_space(space::S);
    let row = |name, value| SliderRow {
        name,
        value,
        range: 0.0..=20.0,
        step: 0.5,
        prefix: "",
        suffix: "h a week",
        field_width: NUMBER_WIDTH,
    };
    if let Some(moved) = slider_row_ui(ui, &row("Learning", *hours)).value {
        *hours = moved;
    }
    ui.add_enabled_ui(false, |ui| slider_row_ui(ui, &row("Learning, disabled, at its end", 20.0)));
    ui.add_space(space::S);
    let choices = [(Size::Small, "Small"), (Size::Middle, "Middle"), (Size::Large, "Large")];
    if let Some(chosen) = segmented_ui(ui, "Size", *size, &choices) {
        *size = chosen;
    }
    ui.add_enabled_ui(false, |ui| segmented_ui(ui, "Size, disabled", Size::Large, &choices));
}
