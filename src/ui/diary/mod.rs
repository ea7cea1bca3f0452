//! Diary: what was forecast, what came of it, and how far the forecast can be trusted.

mod chart;
mod forecasts;
mod months;
mod paste;
mod words;

use egui::Ui;

use super::theme::space;
use super::widgets::{self, Mood, badge_ui, card_title_ui, card_ui, heading_ui, muted_ui, small_ui};
use crate::plan::diary::{Forecast, Pair, Updated};
use crate::state::{Action, State};

pub(super) use words::month as month_words;

/// What is typed, chosen and unfolded in Diary.
#[derive(Default)]
pub(super) struct DiaryView {
    forecasts: forecasts::ForecastsView,
    months: months::MonthsView,
    /// The forecast that is looked at, by name; the newest one if there is none of this name.
    chosen: Option<String>,
    score_rule_is_open: bool,
    standing_rule_is_open: bool,
    table_is_open: bool,
}

impl DiaryView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        let diary = &state.profile.diary;
        let chosen = self.chosen.as_deref();
        let named = diary.forecasts.iter().find(|forecast| Some(forecast.name()) == chosen);
        let forecast = named.or_else(|| diary.forecasts.last());
        ui.horizontal_wrapped(|ui| {
            heading_ui(ui, headline(state, forecast));
            if forecast.is_some() {
                badge_ui(ui, "Your own months", Mood::Plain);
            }
        });
        muted_ui(ui, "A forecast that is frozen stays as it was, so that it can be held against what came.");
        ui.add_space(space::M);
        if let Some(forecast) = forecast {
            card_ui(ui, |ui| self.score_ui(ui, state, forecast));
            ui.add_space(space::M);
        }
        card_ui(ui, |ui| self.months.ui(ui, state, &mut actions));
        ui.add_space(space::M);
        if !diary.entries.is_empty() {
            card_ui(ui, |ui| self.months.list_ui(ui, state, forecast, &mut actions));
            ui.add_space(space::M);
        }
        card_ui(ui, |ui| {
            if let Some(name) = self.forecasts.ui(ui, state, forecast, &mut actions) {
                self.chosen = Some(name);
            }
        });
        actions
    }

    fn score_ui(&mut self, ui: &mut Ui, state: &State, forecast: &Forecast) {
        ui.horizontal_wrapped(|ui| {
            card_title_ui(ui, &format!("\"{}\" against what came", forecast.name()));
            badge_ui(ui, "Your own and the pack's, as they were", Mood::Plain);
        });
        if forecast.currency != state.profile.currency {
            let words = format!(
                "This forecast is in {} and your profile in {}; nothing is converted, so the two are not compared.",
                forecast.currency.code(),
                state.profile.currency.code()
            );
            widgets::banner_ui(ui, Mood::Warning, |ui| drop(ui.add(egui::Label::new(words).wrap())));
            return;
        }
        let entries = &state.profile.diary.entries;
        let (pairs, updated) = (forecast.pairs(entries), forecast.updated(entries));
        chart::chart_ui(ui, forecast, &pairs, &updated);
        small_ui(
            ui,
            "Shaded: the band as frozen. Rings: your months. Dotted: the band in the light of them. Rates are before the platform's fee.",
        );
        if let Some(score) = forecast.calibration(entries) {
            ui.add_space(space::S);
            muted_ui(ui, format!("{} {}", words::verdict(&score), words::loss(&score, forecast)));
            widgets::unfold_ui(ui, "How this is counted", &mut self.score_rule_is_open, || words::SCORE_RULE);
            ui.add_space(space::S);
            if let Some(standing) = words::standing(forecast, &updated) {
                muted_ui(ui, standing);
                ui.horizontal(|ui| {
                    badge_ui(ui, "Assumption", Mood::Warning);
                    small_ui(ui, "how much a single month strays");
                });
                let rule = || words::standing_rule(&updated);
                widgets::unfold_ui(ui, "How the band is updated", &mut self.standing_rule_is_open, rule);
            }
        } else {
            muted_ui(ui, "No month of this forecast is written down yet. The month of its own day is no forecast.");
        }
        let word = if self.table_is_open { "Hide the table" } else { "The same as a table" };
        if widgets::link_ui(ui, word).clicked() {
            self.table_is_open = !self.table_is_open;
        }
        small_ui(ui, forecasts::made_of(state, forecast));
        if self.table_is_open {
            table_ui(ui, forecast, &pairs, &updated);
        }
    }
}

/// The sentence that the place opens with.
fn headline(state: &State, forecast: Option<&Forecast>) -> String {
    let Some(forecast) = forecast else { return "Freeze a forecast, and see what comes of it".to_owned() };
    let comparable = forecast.currency == state.profile.currency;
    match forecast.calibration(&state.profile.diary.entries).filter(|_| comparable) {
        Some(score) => words::hits(&score),
        None => format!("\"{}\" is frozen; its first month is still to come", forecast.name()),
    }
}

/// A column of the table twin.
#[derive(Clone, Copy)]
enum Cell {
    Month,
    Frozen,
    Came,
    Updated,
}

/// The table twin of the chart.
fn table_ui(ui: &mut Ui, forecast: &Forecast, pairs: &[Pair], updated: &Updated) {
    let columns = [
        widgets::Column { what: Cell::Month, name: "Month", width: Some(130.0), least: 0.0 },
        widgets::Column {
            what: Cell::Frozen,
            name: "As frozen: median (low to high)",
            width: Some(220.0),
            least: 380.0,
        },
        widgets::Column { what: Cell::Came, name: "What came", width: Some(100.0), least: 0.0 },
        widgets::Column { what: Cell::Updated, name: "Updated: median (low to high)", width: None, least: 600.0 },
    ];
    widgets::table_ui(ui, "diary table", &columns, forecast.band.len(), |ui, row, cell| {
        let words = match cell {
            Cell::Month => words::month(forecast.month(row)),
            Cell::Frozen => {
                forecast.band.get(row).map_or_else(String::new, |band| words::band(*band, forecast.currency))
            }
            Cell::Updated => {
                updated.band.get(row).map_or_else(String::new, |band| words::band(*band, forecast.currency))
            }
            Cell::Came => pairs
                .iter()
                .find(|pair| pair.index == row)
                .map_or_else(|| "–".to_owned(), |pair| super::numbers::own_rate(pair.actual, forecast.currency)),
        };
        ui.label(words);
    });
}
