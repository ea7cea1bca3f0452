//! A row of a chart of bars: its name, its bar, and its number in words, so that it is its own table twin.

use egui::{Color32, CornerRadius, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::super::theme::{self, Palette};
use crate::state::Action;

/// One row of a chart of bars.
pub(in crate::ui) struct BarRow {
    /// The name before the bar.
    pub name: String,
    /// Where the bar begins and ends.
    pub span: (f64, f64),
    /// The colour of the bar.
    pub colour: Color32,
    /// The number after the bar, in words.
    pub words: String,
    /// What explains the number; nothing where the card says whose all its numbers are.
    pub why: Option<Action>,
}

/// Shows a row on a scale, with a line at `mark`.
pub(in crate::ui) fn bar_row_ui(
    ui: &mut Ui,
    row: &BarRow,
    (from, to): (f64, f64),
    mark: Option<f64>,
    actions: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        let label_width = (ui.available_width() * 0.34).clamp(130.0, 300.0);
        super::cell_ui(ui, label_width, |ui| {
            ui.add(egui::Label::new(egui::RichText::new(&row.name).size(theme::LABEL)).truncate())
        });
        let (rect, _) = ui.allocate_exact_size(vec2((ui.available_width() - 120.0).max(60.0), 24.0), Sense::hover());
        let width = (to - from).max(1e-9);
        #[expect(clippy::cast_possible_truncation, reason = "a part of one keeps its meaning as f32")]
        let x = |value: f64| egui::lerp(rect.left()..=rect.right(), ((value - from) / width).clamp(0.0, 1.0) as f32);
        let (left, right) = (x(row.span.0), x(row.span.1));
        let bar = Rect::from_min_max(pos2(left, rect.top() + 5.0), pos2(right.max(left + 2.0), rect.bottom() - 5.0));
        ui.painter().rect_filled(bar, CornerRadius::same(3), row.colour);
        if let Some(mark) = mark {
            ui.painter().vline(x(mark), rect.y_range(), Stroke::new(1.0, palette.edge));
        }
        match &row.why {
            Some(why) => {
                if super::number_link_ui(ui, &row.words, theme::regular(theme::LABEL), palette.muted).clicked() {
                    actions.push(why.clone());
                }
            }
            None => drop(ui.label(egui::RichText::new(&row.words).size(theme::LABEL).color(palette.muted))),
        }
    });
}
