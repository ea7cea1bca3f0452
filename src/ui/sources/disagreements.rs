//! Figures that disagree, side by side, and which of them is planned with.

use egui::Ui;

use crate::plan::evidence::Settlement;
use crate::plan::market::{Conflict, Figure, FigureId};
use crate::plan::profile::Override;
use crate::state::{Action, Edit, State};
use crate::ui::drawer::value_words;
use crate::ui::numbers;
use crate::ui::theme::space;
use crate::ui::widgets::{self, Mood, badge_ui, card_ui, muted_ui, segmented_ui, small_link_ui, small_ui};

const FIGURE_WIDTH: f32 = 210.0;

/// A premium near the limit would leave nothing for any other skill to add.
const MOST_OF_LIMIT: f64 = 0.95;

/// A card for each contradiction, with a choice where it feeds a premium.
pub(super) fn disagreements_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    if state.market.conflicts.is_empty() {
        card_ui(ui, |ui| widgets::empty_ui(ui, "Nothing disagrees", "The data pack in use lists no contradiction."));
    }
    for (index, conflict) in state.market.conflicts.iter().enumerate() {
        ui.push_id(index, |ui| card_ui(ui, |ui| conflict_ui(ui, state, conflict, actions)));
        ui.add_space(space::M);
    }
}

fn conflict_ui(ui: &mut Ui, state: &State, conflict: &Conflict, actions: &mut Vec<Action>) {
    let settlement = state.pack.settlement(conflict);
    ui.add(egui::Label::new(widgets::strong_text(&conflict.question)).wrap());
    ui.add_space(space::XS);
    let figures: Vec<&Figure> = conflict.figures.iter().filter_map(|id| state.market.figures.get(id)).collect();
    for row in figures.chunks(in_a_row(ui)) {
        ui.horizontal_top(|ui| {
            for figure in row {
                widgets::block_ui(ui, FIGURE_WIDTH, |ui| figure_ui(ui, state, figure, settlement.as_ref(), actions));
            }
        });
    }
    muted_ui(ui, &conflict.note);
    if let Some(settlement) = &settlement {
        choice_ui(ui, state, settlement, actions);
    }
}

/// How many figures stand side by side.
fn in_a_row(ui: &Ui) -> usize {
    let room = ui.available_width();
    (1..=8_u8).rev().find(|count| f32::from(*count) * (FIGURE_WIDTH + space::S) <= room).map_or(1, usize::from)
}

/// One of the figures, with the link that plans with it.
fn figure_ui(ui: &mut Ui, state: &State, figure: &Figure, settlement: Option<&Settlement>, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let own = if state.profile.figures.contains_key(&figure.id) { " (your own)" } else { "" };
    let link = widgets::link_ui(ui, &format!("{}{own}", value_words(figure)));
    if link.on_hover_text(format!("Figure {}", figure.id)).clicked() {
        actions.push(Action::ShowFigures(vec![figure.id.clone()]));
    }
    let who = state.pack.source_of(figure).map_or_else(
        || "derived by Premia".to_owned(),
        |(source, grade)| format!("{}, {}, grade {}", source.publisher, figure.period, grade.letter()),
    );
    small_ui(ui, format!("{}: {} ({who})", figure.segment, figure.metric));
    if let Some((settlement, value)) = settlement.and_then(|own| Some((own, value_in(own, &figure.id)?))) {
        if planned_with(state, settlement, value) {
            badge_ui(ui, "Planned with", Mood::Accent);
        } else if value >= settlement.limit * MOST_OF_LIMIT {
            let limit = numbers::number(settlement.limit, 0);
            small_ui(ui, format!("Too high to plan with: all AI skills together are taken to add at most {limit}%"));
        } else if small_link_ui(ui, &format!("Plan with {}", figure.id)).clicked() {
            actions.push(Action::Edit(plan_with(settlement, value, format!("Picked: figure {}", figure.id))));
        }
    }
    ui.add_space(space::S);
}

/// The choice between the published middle, a careful number and a blend.
fn choice_ui(ui: &mut Ui, state: &State, settlement: &Settlement, actions: &mut Vec<Action>) {
    let Settlement { premium, figure, published, careful, blend, of, .. } = settlement;
    let options = [("Published middle", *published), ("Careful", *careful), ("Blend", *blend)];
    let words = options.map(|(name, value)| format!("{name} {}%", numbers::number(value, 1)));
    let choices: Vec<(Option<usize>, &str)> =
        words.iter().enumerate().map(|(at, words)| (Some(at), &**words)).collect();
    let chosen = options.iter().position(|(_, value)| planned_with(state, settlement, *value));
    ui.add_space(space::XS);
    match segmented_ui(ui, "Plan with", chosen, &choices).flatten() {
        Some(0) => actions.push(Action::Edit(Edit::ResetFigure(figure.clone()))),
        Some(1) => {
            let note = "Careful: the low end of the published premiums".to_owned();
            actions.push(Action::Edit(plan_with(settlement, *careful, note)));
        }
        Some(_) => {
            let names: Vec<&str> = of.iter().map(|(id, _)| id.as_str()).collect();
            let note = format!("Blend: the mean of {}", names.join(", "));
            actions.push(Action::Edit(plan_with(settlement, *blend, note)));
        }
        None => {}
    }
    let words =
        format!("Sets figure {figure}, the middle of the premium \"{premium}\"; your own number goes into its drawer.");
    small_ui(ui, words);
}

fn value_in(settlement: &Settlement, id: &FigureId) -> Option<f64> {
    settlement.of.iter().find(|(own, _)| own == id).map(|(_, value)| *value)
}

/// Whether the plan counts with this many per cent.
fn planned_with(state: &State, settlement: &Settlement, value: f64) -> bool {
    let own = state.profile.figures.get(&settlement.figure).map_or(settlement.published, |own| own.value);
    (own - value).abs() < 1e-9
}

/// Puts `value` in the place of the premium's middle; the published middle needs no number of one's own.
fn plan_with(settlement: &Settlement, value: f64, note: String) -> Edit {
    let figure = settlement.figure.clone();
    if value_in(settlement, &figure) == Some(value) {
        Edit::ResetFigure(figure)
    } else {
        Edit::OverrideFigure(figure, Override { value, note })
    }
}
