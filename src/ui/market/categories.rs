//! Posts and posted rates by category of work.

use egui::{Ui, vec2};

use super::{cell_link_ui, figures_of, nothing_ui, series, small_text};
use crate::state::{Action, State};
use crate::ui::drawer::value_words;
use crate::ui::numbers;
use crate::ui::theme::{Palette, space};
use crate::ui::widgets::{card_title_ui, cell_ui, meter_ui, small_ui};

/// A row for each category: its share of posts as a bar and a number, and its posted rate.
pub(super) fn categories_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let market = &state.market;
    card_title_ui(ui, "What is posted, and at which rate");
    let (Some(shares), Some(rates)) = (series(market, "category_shares"), series(market, "category_rates")) else {
        nothing_ui(ui, "series by category");
        return;
    };
    let mut rows: Vec<_> = figures_of(shares).collect();
    rows.sort_by(|one, other| other.1.total_cmp(&one.1));
    let largest = rows.first().map_or(1.0, |(_, share, _)| share.max(1e-9));
    let palette = Palette::of(ui);
    let room = ui.available_width() - 200.0 - 3.0 * space::M;
    let (name_width, bar_width) = ((room * 0.72).clamp(80.0, 200.0), (room * 0.28).clamp(24.0, 120.0));
    egui::Grid::new("categories").num_columns(4).spacing(vec2(space::M, space::XS)).show(ui, |ui| {
        for heading in ["Category", "", "Share", "Posted rate"] {
            ui.label(small_text(ui, heading));
        }
        ui.end_row();
        for (name, share, id) in rows {
            cell_ui(ui, name_width, |ui| ui.add(egui::Label::new(name).truncate()));
            #[expect(clippy::cast_possible_truncation, reason = "a part of a bar")]
            let part = (share / largest) as f32;
            meter_ui(ui, part, vec2(bar_width, 8.0), palette.accent);
            cell_link_ui(ui, state, &format!("{}%", numbers::number(share, 1)), id, actions);
            match figures_of(rates).find(|(own, ..)| *own == name) {
                Some((_, _, id)) => {
                    let words = market.figures.get(id).map(value_words).unwrap_or_default();
                    cell_link_ui(ui, state, &words, id, actions);
                }
                None => drop(ui.label(small_text(ui, "–"))),
            }
            ui.end_row();
        }
    });
    small_ui(
        ui,
        "Share of all posts in five full weeks of 2026, and the mean posted rate with the range that published \
         distributions suggest. Posted is not paid, and not asked.",
    );
}
