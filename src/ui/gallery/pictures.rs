//! Charts of the gallery.

use egui::Ui;

use crate::plan::projection::Projection;
use crate::plan::units::Rate;
use crate::state::State;
use crate::ui::theme::Palette;
use crate::ui::widgets::{
    BarRow, FanChart, LinesChart, RateLine, bar_row_ui, card_title_ui, empty_ui, fan_chart_ui, lines_chart_ui, small_ui,
};

/// The height of the fan of futures, in points.
const FAN_HEIGHT: f32 = 240.0;

/// Bars of both signs, one with many words.
pub(super) fn bars_ui(ui: &mut Ui) {
    card_title_ui(ui, "Bars");
    let palette = Palette::of(ui);
    for (name, span, colour, words) in [
        ("From nothing", (0.0, 45.0), palette.muted, "$45/h"),
        ("More", (45.0, 57.0), palette.accent, "+$12"),
        ("Less", (52.0, 57.0), palette.warning, "−$5"),
        (super::LONG, (52.0, 52.0), palette.accent, "$0"),
    ] {
        let row = BarRow { name: name.to_owned(), span, colour, words: words.to_owned(), why: None };
        // A chart of bars without explanations asks for nothing.
        bar_row_ui(ui, &row, (0.0, 60.0), Some(45.0), &mut Vec::new());
    }
}

/// The futures of the open plan, as a fan and as lines; those beside it are moved away from it, to show their strokes.
pub(super) fn futures_ui(ui: &mut Ui, state: &State) {
    card_title_ui(ui, "Charts, with the futures of the open plan");
    let Some(projection) = &state.planning.projection else {
        empty_ui(ui, "No plan yet", "With a plan, its futures show what charts look like.");
        return;
    };
    let currency = state.profile.currency;
    fan_chart_ui(
        ui,
        &FanChart {
            projection,
            market: &state.market,
            currency,
            height: FAN_HEIGHT,
            id: "gallery fan",
            named: projection.milestones.iter().map(|milestone| milestone.step.clone()).take(1).collect(),
        },
    );
    small_ui(
        ui,
        "Lines beside each other, each with a colour and a stroke of its own; those beside the plan are made up:",
    );
    let moved = [0.7, 0.8, 0.9].map(|factor| times(projection, factor));
    let names = ["first beside", "second beside", "third beside"];
    let beside: Vec<RateLine<'_>> =
        moved.iter().zip(names).map(|(projection, name)| RateLine { name, projection }).collect();
    lines_chart_ui(
        ui,
        &LinesChart { plan: RateLine { name: "the plan", projection }, beside: &beside, currency, id: "gallery lines" },
    );
}

/// The same futures with other medians.
fn times(projection: &Projection, factor: f64) -> Projection {
    let mut moved = projection.clone();
    let headline = &mut moved.headline;
    for band in moved.months.iter_mut().map(|month| &mut month.plan).chain([headline]) {
        band.p50 = Rate::new(band.p50.get() * factor).unwrap_or(band.p50);
    }
    moved
}
