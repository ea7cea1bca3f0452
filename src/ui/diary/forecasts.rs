//! The forecasts that are kept, and the button that keeps today's.

use egui::Ui;

use super::words;
use crate::plan::diary::Forecast;
use crate::state::{Action, DiaryEdit, Edit, State};
use crate::ui::numbers;
use crate::ui::theme::space;
use crate::ui::widgets::{
    self, Mood, TextField, badge_ui, card_title_ui, muted_ui, primary_button_ui, small_ui, text_field_ui,
};

/// The most letters in the name of a forecast.
const LONGEST_NAME: usize = 40;

/// The name that is being typed.
#[derive(Default)]
pub(super) struct ForecastsView {
    name: String,
}

impl ForecastsView {
    /// Shows the list; returns the name of a forecast to look at.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        state: &State,
        shown: Option<&Forecast>,
        actions: &mut Vec<Action>,
    ) -> Option<String> {
        card_title_ui(ui, "Frozen forecasts");
        let mut chosen = None;
        for forecast in state.profile.diary.forecasts.iter().rev() {
            let name = forecast.name();
            ui.push_id(("forecast", name), |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.label(widgets::strong_text(name));
                    if shown.is_some_and(|shown| shown.name() == name) {
                        badge_ui(ui, "Shown above", Mood::Accent);
                    } else if ui.button("Show this forecast").clicked() {
                        chosen = Some(name.to_owned());
                    }
                    if widgets::small_link_ui(ui, "Delete").on_hover_text(format!("Delete {name}")).clicked() {
                        push(actions, DiaryEdit::DropForecast(name.to_owned()));
                    }
                });
                small_ui(ui, made_of(state, forecast));
                badge_ui(ui, "Your own and the pack's, as they were", Mood::Plain);
                widgets::hairline_ui(ui);
            });
        }
        ui.add_space(space::XS);
        self.freeze_ui(ui, state, actions).or(chosen)
    }

    /// The button that keeps today's forecast; returns its name when it was pressed.
    fn freeze_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) -> Option<String> {
        let planning = &state.planning;
        let (Some(plan), Some(projection)) = (&planning.plan, &planning.projection) else {
            muted_ui(ui, "There is no forecast to freeze yet; it comes with the plan.");
            return None;
        };
        let free = free_name(state);
        let mut frozen = None;
        widgets::fields_ui(ui, |ui| {
            let field =
                TextField { name: "Name of the forecast", value: &self.name, hint: &free, rows: 1, width: 240.0 };
            if let Some(name) = text_field_ui(ui, &field) {
                self.name = name.trim().chars().take(LONGEST_NAME).collect();
            }
            let name = if self.name.is_empty() { free.clone() } else { self.name.clone() };
            let is_taken = state.profile.diary.forecasts.iter().any(|forecast| forecast.name() == name);
            widgets::block_ui(ui, 220.0, |ui| {
                ui.add_space(22.0);
                let words = if is_taken { "Freeze in its place" } else { "Freeze today's forecast" };
                // What is still being planned would be frozen half.
                ui.add_enabled_ui(!planning.busy, |ui| {
                    if primary_button_ui(ui, words).clicked() {
                        let profile = &state.profile;
                        let forecast =
                            Forecast::freeze(profile, &state.market, projection, plan.ids(), state.today, &*name);
                        push(actions, DiaryEdit::Freeze(Box::new(forecast)));
                        self.name.clear();
                        frozen = Some(name);
                    }
                });
            });
        });
        small_ui(
            ui,
            "Keeps the band of every month, the steps, your rate and hours, the outlook and the edition of the pack.",
        );
        frozen
    }
}

/// What a forecast was made of.
pub(super) fn made_of(state: &State, forecast: &Forecast) -> String {
    let Forecast { circumstances, date, pack, rate, currency, billable_hours, steps, service, .. } = forecast;
    let service = state.market.service(service).map_or(service.as_str(), |known| known.name.as_str());
    let last = forecast.band.last().copied().unwrap_or_default();
    format!(
        "Frozen on {} with data pack {pack}: {service} at {} an hour, {} sold and {} learned a week, {} in the plan, {} months ahead. Then it said {}.",
        numbers::day(*date),
        numbers::own_rate(*rate, *currency),
        numbers::hours(*billable_hours),
        numbers::hours(circumstances.learning_hours),
        numbers::counted(steps.len(), "step"),
        circumstances.horizon_months,
        words::band(last, *currency)
    )
}

/// The month of today, with a number after it where that name is taken.
fn free_name(state: &State) -> String {
    let month = numbers::month_long(state.today);
    let names = std::iter::once(month.clone()).chain((2_u32..).map(|number| format!("{month} ({number})")));
    let is_free = |name: &String| state.profile.diary.forecasts.iter().all(|forecast| forecast.name() != *name);
    names.into_iter().find(is_free).unwrap_or(month)
}

/// Asks for a change of the diary that is an undo step of its own.
pub(super) fn push(actions: &mut Vec<Action>, edit: DiaryEdit) {
    actions.push(Action::Edit(Edit::Diary(edit)));
    actions.push(Action::EndGesture);
}
