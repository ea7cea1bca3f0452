//! The user's own numbers in place of figures.

use egui::Ui;

use crate::plan::market::{Figure, FigureId};
use crate::state::{Action, Edit, State};
use crate::ui::drawer::value_words;
use crate::ui::numbers;
use crate::ui::widgets::{self, Mood, badge_ui, card_title_ui, muted_ui, small_ui};

/// The user's own numbers in place of figures, each with the way back.
pub(super) fn own_numbers_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    card_title_ui(ui, "My own numbers");
    for (id, own) in &state.profile.figures {
        ui.push_id(id.as_str(), |ui| {
            ui.horizontal_wrapped(|ui| {
                let Some(published) = state.pack.figures.get(id) else {
                    badge_ui(ui, "Not in this pack", Mood::Warning);
                    muted_ui(
                        ui,
                        format!(
                            "{id}: the pack in use has no such figure; your number {} stays in your profile, unused",
                            numbers::number(own.value, 3)
                        ),
                    );
                    reset_link_ui(ui, id, actions);
                    return;
                };
                badge_ui(ui, "Your own", Mood::Good);
                let mine = Figure { value: Some(own.value), low: None, high: None, ..published.clone() };
                let words = format!("{} in place of {}", value_words(&mine), value_words(published));
                if widgets::link_ui(ui, &words).clicked() {
                    actions.push(Action::ShowFigures(vec![id.clone()]));
                }
                muted_ui(ui, format!("{}, {} ({id})", published.segment, published.measured()));
                reset_link_ui(ui, id, actions);
            });
            if !own.note.is_empty() {
                small_ui(ui, &own.note);
            }
        });
    }
    if state.profile.figures.len() > 1 && ui.button("Back to all published numbers").clicked() {
        actions.push(Action::Edit(Edit::ResetFigures));
    }
}

fn reset_link_ui(ui: &mut Ui, id: &FigureId, actions: &mut Vec<Action>) {
    if widgets::small_link_ui(ui, &format!("Reset {id}")).clicked() {
        actions.push(Action::Edit(Edit::ResetFigure(id.clone())));
    }
}
