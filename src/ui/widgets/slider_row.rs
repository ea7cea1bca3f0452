//! A named slider whose value can also be typed.

use egui::{Align, Layout, Stroke, Ui};

use super::super::theme::{self, Palette};
use super::number_field::{NumberField, bare_number_field_ui};

/// What a slider shows.
pub(in crate::ui) struct SliderRow<'a> {
    /// The name above it.
    pub name: &'a str,
    /// The value now.
    pub value: f64,
    /// The ends of the slider; typed values must lie within them too.
    pub range: std::ops::RangeInclusive<f64>,
    /// The step of the slider.
    pub step: f64,
    /// Before the number.
    pub prefix: &'a str,
    /// After the number.
    pub suffix: &'a str,
    /// Width of the field for typing.
    pub field_width: f32,
}

/// What happened to a slider in this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::ui) struct Moved {
    /// The new value.
    pub value: Option<f64>,
    /// Whether the gesture is over.
    pub done: bool,
}

/// Shows the slider, and returns where it went.
pub(in crate::ui) fn slider_row_ui(ui: &mut Ui, row: &SliderRow<'_>) -> Moved {
    let palette = Palette::of(ui);
    let mut moved = Moved::default();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut label_id = None;
        ui.horizontal(|ui| {
            let label = ui.label(egui::RichText::new(row.name).color(palette.muted));
            label_id = Some(label.id);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let field = NumberField {
                    name: row.name,
                    value: row.value,
                    decimals: if row.step < 1.0 { 2 } else { 0 },
                    prefix: row.prefix,
                    suffix: row.suffix,
                    range: row.range.clone(),
                    width: row.field_width,
                };
                let (typed, complaint) = bare_number_field_ui(ui, &field, label.id);
                if typed.is_some() {
                    moved = Moved { value: typed, done: true };
                }
                if let Some(complaint) = complaint {
                    ui.add(
                        egui::Label::new(egui::RichText::new(complaint).size(theme::SMALL).color(palette.warning))
                            .truncate(),
                    );
                }
            });
        });
        let Some(label_id) = label_id else { return };
        let dragged = slider_ui(ui, row, label_id);
        if dragged.value.is_some() || dragged.done {
            moved = dragged;
        }
    });
    moved
}

fn slider_ui(ui: &mut Ui, row: &SliderRow<'_>, label: egui::Id) -> Moved {
    let palette = Palette::of(ui);
    let mut value = row.value;
    ui.scope(|ui| {
        let width = ui.available_width().max(80.0);
        ui.spacing_mut().slider_width = width;
        ui.spacing_mut().interact_size.y = 20.0;
        ui.visuals_mut().selection.bg_fill = palette.accent;
        let slider =
            egui::Slider::new(&mut value, row.range.clone()).show_value(false).step_by(row.step).trailing_fill(true);
        let response = ui.add(slider).labelled_by(label);
        // The library's handle takes the rail's colour; a ring in the accent is drawn over it.
        let radius = response.rect.height() / 2.5;
        let (low, high) = (*row.range.start(), *row.range.end());
        let part = if high > low { ((row.value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "a part of one keeps its meaning as f32")]
        let x = egui::lerp(response.rect.left() + radius..=response.rect.right() - radius, part as f32);
        let centre = egui::pos2(x, response.rect.center().y);
        let ring = if response.has_focus() { 3.0 } else { 2.0 };
        ui.painter().circle(centre, radius, palette.panel, Stroke::new(ring, palette.accent));
        if response.has_focus() {
            ui.painter().circle_stroke(centre, radius + 3.0, Stroke::new(1.0, palette.accent));
        }
        let changed = response.changed() && (value - row.value).abs() > f64::EPSILON;
        let by_key = changed && !response.dragged();
        Moved { value: changed.then_some(value), done: response.drag_stopped() || by_key }
    })
    .inner
}
