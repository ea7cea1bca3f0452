//! Figures that disagree, side by side, and which of them is planned with.

use egui::Ui;

use crate::plan::evidence::Settlement;
use crate::plan::explain::Quantity;
use crate::plan::market::{Conflict, Figure, FigureId, Knob};
use crate::plan::profile::Override;
use crate::state::{Action, Edit, State};
use crate::ui::cited::{Print, cited_ui};
use crate::ui::drawer::{own_badge_ui, value_words};
use crate::ui::numbers;
use crate::ui::theme::space;
use crate::ui::widgets::{self, Mood, badge_ui, card_ui, segmented_ui, small_link_ui, small_ui};

const FIGURE_WIDTH: f32 = 210.0;

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
    let settlements = state.pack.settlements(conflict);
    ui.add(egui::Label::new(widgets::strong_text(&conflict.question)).wrap());
    ui.add_space(space::XS);
    let figures: Vec<&Figure> = conflict.figures.iter().filter_map(|id| state.market.figures.get(id)).collect();
    for row in figures.chunks(in_a_row(ui)) {
        ui.horizontal_top(|ui| {
            for figure in row {
                widgets::block_ui(ui, FIGURE_WIDTH, |ui| figure_ui(ui, state, figure, &settlements, actions));
            }
        });
    }
    cited_ui(ui, &state.market, &conflict.note, Print::Body, actions);
    for settlement in &settlements {
        choice_ui(ui, state, settlement, actions);
    }
}

/// How many figures stand side by side.
fn in_a_row(ui: &Ui) -> usize {
    let room = ui.available_width();
    (1..=8_u8).rev().find(|count| f32::from(*count) * (FIGURE_WIDTH + space::S) <= room).map_or(1, usize::from)
}

/// One of the figures, with the links that plan with it.
fn figure_ui(ui: &mut Ui, state: &State, figure: &Figure, settlements: &[Settlement], actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal_wrapped(|ui| {
        let link = widgets::link_ui(ui, &value_words(figure));
        if link.on_hover_text(format!("Figure {}", figure.id)).clicked() {
            actions.push(Action::ShowFigures(vec![figure.id.clone()]));
        }
        own_badge_ui(ui, state, &figure.id);
    });
    let who = state.pack.source_of(figure).map_or_else(
        || "derived by Premia".to_owned(),
        |(source, grade)| format!("{}, {}, grade {}", source.publisher, figure.period, grade.letter()),
    );
    small_ui(ui, format!("{}: {} ({who})", figure.segment, figure.measured()));
    for settlement in settlements {
        pick_ui(ui, state, figure, settlement, actions);
    }
    ui.add_space(space::S);
}

/// The link that plans with a figure, or why there is none.
fn pick_ui(ui: &mut Ui, state: &State, figure: &Figure, settlement: &Settlement, actions: &mut Vec<Action>) {
    let Some(value) = value_in(settlement, &figure.id) else { return };
    if planned_with(state, settlement, value) {
        badge_ui(ui, "Planned with", Mood::Accent);
    } else if let Some(limit) = settlement.limit.filter(|limit| value >= *limit) {
        small_ui(ui, "Too high to plan with: because of what all AI skills together can add, one may add at most");
        if small_link_ui(ui, &format!("{}%", numbers::number(limit, 0))).clicked() {
            actions.push(Action::Explain(Quantity::Assumption(Knob::CapLog)));
        }
    } else {
        let words = match settlement.limit {
            Some(_) => format!("Plan with {}", figure.id),
            None if figure.id == settlement.figure => format!("Plan with {} again", figure.id),
            None => format!("{} in place of {}", figure.id, settlement.figure),
        };
        if small_link_ui(ui, &words).clicked() {
            actions.push(Action::Edit(plan_with(settlement, value, format!("Picked: figure {}", figure.id))));
        }
    }
}

/// The choice between the published number, a careful one and a blend, and the way to one's own.
fn choice_ui(ui: &mut Ui, state: &State, settlement: &Settlement, actions: &mut Vec<Action>) {
    let Settlement { figure, published, careful, blend, of, limit, feeds } = settlement;
    let first = if limit.is_some() { "Published middle" } else { "Published" };
    let options = [(first, *published), ("Careful", *careful), ("Blend", *blend)];
    let unit = state.pack.figures.get(figure).map_or("", |figure| figure.unit.as_str());
    let unit = if unit == "%" { unit.to_owned() } else { format!(" {unit}") };
    let words = options.map(|(name, value)| format!("{name} {}{unit}", numbers::number(value, 1)));
    let choices: Vec<(Option<usize>, &str)> =
        words.iter().enumerate().map(|(at, words)| (Some(at), &**words)).collect();
    let chosen = options.iter().position(|(_, value)| planned_with(state, settlement, *value));
    let name = if limit.is_some() { "Plan with".to_owned() } else { format!("In place of {figure}") };
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        match segmented_ui(ui, &name, chosen, &choices).flatten() {
            Some(0) => actions.push(Action::Edit(Edit::ResetFigure(figure.clone()))),
            Some(1) => {
                let note = if limit.is_some() {
                    "Careful: the low end of the published premiums"
                } else {
                    "Careful: the lowest of those that disagree"
                };
                actions.push(Action::Edit(plan_with(settlement, *careful, note.to_owned())));
            }
            Some(_) => {
                let names: Vec<&str> = of.iter().map(|(id, _)| id.as_str()).collect();
                let note = format!("Blend: the mean of {}", names.join(", "));
                actions.push(Action::Edit(plan_with(settlement, *blend, note)));
            }
            None => {}
        }
        if small_link_ui(ui, &format!("Sources, and my own number for {figure}")).clicked() {
            let others = of.iter().map(|(id, _)| id).filter(|id| *id != figure);
            actions.push(Action::ShowFigures(std::iter::once(figure).chain(others).cloned().collect()));
        }
    });
    small_ui(ui, format!("Sets figure {figure}, and with it: {feeds}."));
}

fn value_in(settlement: &Settlement, id: &FigureId) -> Option<f64> {
    settlement.of.iter().find(|(own, _)| own == id).map(|(_, value)| *value)
}

/// Whether the plan counts with this number.
fn planned_with(state: &State, settlement: &Settlement, value: f64) -> bool {
    let own = state.profile.figures.get(&settlement.figure).map_or(settlement.published, |own| own.value);
    (own - value).abs() < 1e-9
}

/// Puts `value` in the place of the figure; what was published needs no number of one's own.
fn plan_with(settlement: &Settlement, value: f64, note: String) -> Edit {
    let figure = settlement.figure.clone();
    if (settlement.published - value).abs() < 1e-9 {
        Edit::ResetFigure(figure)
    } else {
        Edit::OverrideFigure(figure, Override { value, note })
    }
}
