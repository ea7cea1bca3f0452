//! Saved scenarios: kept, named, used, and held beside the plan and doing nothing, through the same futures.

use egui::{Align, Layout, Ui};
use egui_extras::{Column, TableBuilder};

use super::only;
use crate::plan::projection::{Band, Projection};
use crate::plan::scenario::{Outcome, Scenario};
use crate::plan::units::{Currency, Rate};
use crate::state::{Action, Edit, MOST_COMPARED, State, default_outlook};
use crate::ui::numbers;
use crate::ui::theme::space;
use crate::ui::widgets::{
    self, LinesChart, Mood, RateLine, TextField, badge_ui, card_title_ui, lines_chart_ui, muted_ui, small_ui,
    text_field_ui,
};

/// The most letters in the name of a scenario.
const LONGEST_NAME: usize = 40;
/// The width from which a cell of the table has room for a range.
const WIDE_CELL: f32 = 118.0;

/// What is being named, and whether the table is open.
#[derive(Default)]
pub(super) struct ScenariosView {
    name: String,
    renaming: Option<String>,
    table_is_open: bool,
}

/// A scenario with what it comes to.
type Found<'a> = (&'a Scenario, &'a Outcome);

impl ScenariosView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, plan: &Projection, actions: &mut Vec<Action>) {
        card_title_ui(ui, "Saved scenarios");
        muted_ui(
            ui,
            "A scenario keeps hours a week, horizon, outlook and your own numbers. All run through the same futures, so what differs is the scenario and not chance.",
        );
        self.save_ui(ui, state, actions);
        for scenario in &state.profile.scenarios {
            ui.push_id(("scenario", &scenario.name), |ui| self.row_ui(ui, state, scenario, actions));
        }
        let found: Vec<Found<'_>> = state
            .compared()
            .filter_map(|scenario| {
                let outcome = state.planning.compared.get(&scenario.name)?.as_ref().ok()?;
                Some((scenario, outcome.as_ref()))
            })
            .collect();
        if !found.is_empty() {
            self.pictures_ui(ui, state, plan, &found);
        }
    }

    fn save_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        let scenarios = &state.profile.scenarios;
        let free = (1..).map(|number| format!("Scenario {number}"));
        let free = free.into_iter().find(|name| scenarios.iter().all(|scenario| scenario.name != *name));
        let hint = free.unwrap_or_default();
        ui.horizontal_wrapped(|ui| {
            ui.with_layout(Layout::left_to_right(Align::Max).with_main_wrap(true), |ui| {
                let field =
                    TextField { name: "Name of the scenario", value: &self.name, hint: &hint, rows: 1, width: 220.0 };
                if let Some(name) = text_field_ui(ui, &field) {
                    self.name = tidy(&name);
                }
                let name = if self.name.is_empty() { hint.as_str() } else { self.name.as_str() };
                let is_known = scenarios.iter().any(|scenario| scenario.name == name);
                let words = if is_known { "Save in its place" } else { "Save as a scenario" };
                if ui.button(words).clicked() {
                    let scenario = Scenario::of(&state.profile, name);
                    actions.push(Action::Edit(Edit::SaveScenario(Box::new(scenario))));
                    actions.push(Action::EndGesture);
                    self.name.clear();
                }
            });
        });
    }

    fn row_ui(&mut self, ui: &mut Ui, state: &State, scenario: &Scenario, actions: &mut Vec<Action>) {
        let name = scenario.name.as_str();
        widgets::hairline_ui(ui);
        ui.horizontal_wrapped(|ui| {
            let mut is_shown = state.beside.iter().any(|shown| shown == name);
            let full = !is_shown && state.compared().count() >= MOST_COMPARED;
            let hover = if full { "The one shown first gives way" } else { "Beside the plan and doing nothing" };
            if ui.checkbox(&mut is_shown, format!("Compare {name}")).on_hover_text(hover).changed() {
                actions.push(Action::ToggleCompared(name.to_owned()));
            }
            if scenario.is_in_use(&state.profile) {
                badge_ui(ui, "In use", Mood::Accent);
            } else if ui
                .button("Use this scenario")
                .on_hover_text("Plan with its numbers; Undo takes it back")
                .clicked()
            {
                actions.push(Action::Edit(Edit::UseScenario(name.to_owned())));
                actions.push(Action::EndGesture);
            }
            if widgets::small_link_ui(ui, "Rename").clicked() {
                self.renaming = (self.renaming.as_deref() != Some(name)).then(|| name.to_owned());
            }
            if widgets::small_link_ui(ui, "Delete").on_hover_text(format!("Delete {name}")).clicked() {
                actions.push(Action::Edit(Edit::DeleteScenario(name.to_owned())));
            }
        });
        if self.renaming.as_deref() == Some(name) {
            let field = TextField { name: "New name", value: name, hint: "", rows: 1, width: 220.0 };
            if let Some(text) = text_field_ui(ui, &field) {
                actions.push(Action::Edit(Edit::RenameScenario(name.to_owned(), tidy(&text))));
                self.renaming = None;
            }
        }
        small_ui(ui, circumstances(state, scenario));
        match state.planning.compared.get(name).filter(|_| state.beside.iter().any(|shown| shown == name)) {
            Some(Ok(outcome)) => drop(ui.add(egui::Label::new(outcome_words(state, outcome)).wrap())),
            Some(Err(trouble)) => {
                badge_ui(ui, "No plan in these circumstances", Mood::Warning).on_hover_text(trouble.to_string());
            }
            None => {}
        }
    }

    fn pictures_ui(&mut self, ui: &mut Ui, state: &State, plan: &Projection, found: &[Found<'_>]) {
        ui.add_space(space::M);
        let beside: Vec<RateLine<'_>> = found
            .iter()
            .map(|(scenario, outcome)| RateLine { name: &scenario.name, projection: &outcome.projection })
            .collect();
        let chart = LinesChart {
            plan: RateLine { name: "this plan", projection: plan },
            beside: &beside,
            currency: state.profile.currency,
            id: "scenario lines",
        };
        lines_chart_ui(ui, &chart);
        small_ui(ui, "Lines are medians; the band holds 8 of 10 futures of this plan.");
        let word = if self.table_is_open { "Hide the table of scenarios" } else { "The scenarios as a table" };
        if widgets::link_ui(ui, word).clicked() {
            self.table_is_open = !self.table_is_open;
        }
        if self.table_is_open {
            ui.add_space(space::S);
            table_ui(ui, plan, found, state.profile.currency);
        }
    }
}

/// A name without blanks at its ends, of a length that has room.
fn tidy(name: &str) -> String {
    name.trim().chars().take(LONGEST_NAME).collect()
}

/// What a scenario keeps, in words.
fn circumstances(state: &State, scenario: &Scenario) -> String {
    let weights = scenario.outlook;
    let named = [
        (default_outlook(), "mixed outlook"),
        (only(0), "boom goes on"),
        (only(1), "plateaus"),
        (only(2), "falls back"),
    ];
    let outlook = named.iter().find(|(own, _)| *own == weights).map_or("own outlook", |(_, words)| *words);
    let own = scenario.overrides.len() + scenario.figures.len();
    let own = if own == 0 { String::new() } else { format!(", {} of your own", numbers::counted(own, "number")) };
    let hours = numbers::hours(scenario.learning_hours);
    let same = if scenario.is_in_use(&state.profile) { ", as now" } else { "" };
    format!("{hours} a week, {} months, {outlook}{own}{same}", scenario.horizon_months)
}

/// What a scenario comes to, in words.
fn outcome_words(state: &State, outcome: &Outcome) -> String {
    let currency = state.profile.currency;
    let rate = |rate| numbers::rate(rate, currency);
    let Projection { headline: Band { p10, p50, p90 }, value, .. } = &outcome.projection;
    let end = outcome.projection.months.last().map_or(state.today, |month| month.date);
    let steps = numbers::counted(outcome.plan.steps.len(), "step");
    let done = outcome.plan.finish.map_or_else(String::new, |day| format!(", done by {}", numbers::month_long(day)));
    format!(
        "About {} ({} to {}) by {}, worth about {} over its horizon: {steps}{done}.",
        rate(*p50),
        rate(*p10),
        rate(*p90),
        numbers::month_long(end),
        numbers::estimate(value.p50, currency)
    )
}

/// The table twin of the lines: the median of every month, with its range where there is room.
fn table_ui(ui: &mut Ui, plan: &Projection, found: &[Found<'_>], currency: Currency) {
    let columns: Vec<(&str, &Projection)> = std::iter::once(("This plan", plan))
        .chain(found.iter().map(|(scenario, outcome)| (scenario.name.as_str(), &outcome.projection)))
        .collect();
    let longest = columns.iter().map(|(_, own)| &own.months).max_by_key(|months| months.len());
    let Some(longest) = longest else { return };
    let width = ui.available_width();
    let first = (width * 0.2).min(130.0);
    #[expect(clippy::cast_precision_loss, reason = "at most five columns")]
    let count = (columns.len() + 1) as f32;
    let other = ((width - first) / count - ui.spacing().item_spacing.x).clamp(40.0, 170.0);
    let rate = |rate: Rate| numbers::rate(rate, currency);
    let cell = |band: Band<Rate>| {
        if other >= WIDE_CELL {
            format!("{} ({} to {})", rate(band.p50), rate(band.p10), rate(band.p90))
        } else {
            rate(band.p50)
        }
    };
    TableBuilder::new(ui)
        .id_salt("scenario table")
        .vscroll(false)
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::exact(first).clip(true))
        .columns(Column::exact(other).clip(true), columns.len() + 1)
        .header(24.0, |mut header| {
            header.col(|ui| drop(small_ui(ui, "Month")));
            for (name, _) in &columns {
                header.col(|ui| drop(small_ui(ui, *name)));
            }
            header.col(|ui| drop(small_ui(ui, "Do nothing")));
        })
        .body(|body| {
            body.rows(24.0, longest.len(), |mut row| {
                let Some(month) = longest.get(row.index()) else { return };
                let index = row.index();
                row.col(|ui| drop(ui.label(numbers::month_long(month.date))));
                for (_, own) in &columns {
                    let text = own.months.get(index).map_or_else(String::new, |month| cell(month.plan));
                    row.col(|ui| drop(ui.label(text)));
                }
                row.col(|ui| drop(ui.label(cell(month.nothing))));
            });
        });
}
