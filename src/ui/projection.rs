//! Projection: where the rate may go, what moves it most, and what is assumed.

mod bars;
mod scenarios;
mod shocks;

use egui::{Align, Layout, Ui};
use egui_extras::{Column, TableBuilder};

use super::cited::{Print, cited_ui};
use super::drawer::assumption_badge_ui;
use super::numbers;
use super::theme::space;
use super::verdict::{largest_steps, verdict_ui};
use super::why;
use super::widgets::{
    self, FanChart, Mood, NumberField, TextField, badge_ui, card_title_ui, card_ui, fan_chart_ui, muted_ui,
    number_field_ui, pair_ui, segmented_ui, small_ui, stat_ui, text_field_ui,
};
use crate::plan::explain::Quantity;
use crate::plan::knobs::allowed;
use crate::plan::market::{Assumption, Knob};
use crate::plan::profile::OutlookWeights;
use crate::plan::projection::Projection;
use crate::plan::units::{Currency, Rate, Share};
use crate::state::{Action, Edit, State, default_outlook};

/// What is unfolded in Projection.
#[derive(Default)]
pub(super) struct ProjectionView {
    table_is_open: bool,
    scenarios: scenarios::ScenariosView,
    shocks: shocks::ShocksView,
}

impl ProjectionView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        verdict_ui(ui, state, &mut actions);
        ui.add_space(space::M);
        if let Some(projection) = &state.planning.projection {
            card_ui(ui, |ui| self.fan_ui(ui, state, projection, &mut actions));
            ui.add_space(space::M);
            card_ui(ui, |ui| beside_nothing_ui(ui, state, projection, &mut actions));
            ui.add_space(space::M);
            card_ui(ui, |ui| self.scenarios.ui(ui, state, projection, &mut actions));
            ui.add_space(space::M);
            card_ui(ui, |ui| self.shocks.ui(ui, state, projection, &mut actions));
            ui.add_space(space::M);
        }
        if let Some(bridge) = &state.planning.bridge {
            card_ui(ui, |ui| bars::bridge_ui(ui, state, bridge, &mut actions));
            ui.add_space(space::M);
        }
        if let Some(tornado) = &state.planning.tornado {
            card_ui(ui, |ui| bars::tornado_ui(ui, state, tornado, &mut actions));
            ui.add_space(space::M);
        }
        card_ui(ui, |ui| assumptions_ui(ui, state, &mut actions));
        actions
    }

    fn fan_ui(&mut self, ui: &mut Ui, state: &State, projection: &Projection, actions: &mut Vec<Action>) {
        let title = "Your hourly rate over all futures";
        if ui.available_width() < 640.0 {
            card_title_ui(ui, title);
            outlook_ui(ui, state, actions);
        } else {
            ui.horizontal(|ui| {
                card_title_ui(ui, title);
                ui.add_space(space::L);
                outlook_ui(ui, state, actions);
            });
        }
        let chart = FanChart {
            projection,
            market: &state.market,
            currency: state.profile.currency,
            height: 330.0,
            id: "projection fan",
            named: state.planning.plan.as_ref().map(|plan| largest_steps(plan, 6)).unwrap_or_default(),
        };
        fan_chart_ui(ui, &chart);
        small_ui(
            ui,
            format!(
                "The band holds 8 of 10 of {} futures; rings show when a step begins to be sold. Rates are before the \
                 platform's fee.",
                numbers::number(as_f64(projection.futures), 0)
            ),
        );
        ui.horizontal_wrapped(|ui| {
            let word = if self.table_is_open { "Hide the table" } else { "The same as a table" };
            if widgets::link_ui(ui, word).clicked() {
                self.table_is_open = !self.table_is_open;
            }
            why::explain_ui(ui, "How the band is made", Quantity::RateAtHorizon, actions);
        });
        if self.table_is_open {
            ui.add_space(space::S);
            table_ui(ui, projection, state.profile.currency);
        }
    }
}

fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// The weights of one outlook alone.
fn only(which: usize) -> OutlookWeights {
    let weight = |index: usize| if index == which { Share::new(1.0).unwrap_or_default() } else { Share::ZERO };
    OutlookWeights { goes_on: weight(0), plateaus: weight(1), falls_back: weight(2) }
}

fn outlook_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let choices = [default_outlook(), only(0), only(1), only(2)];
    let mine = state.profile.outlook.parts();
    let is_mine =
        |weights: &OutlookWeights| weights.parts().iter().zip(mine).all(|(one, other)| (one - other).abs() < 1e-9);
    let chosen = choices.iter().position(is_mine);
    let names = [(Some(0), "Mixed"), (Some(1), "Boom goes on"), (Some(2), "Plateaus"), (Some(3), "Falls back")];
    let picked = segmented_ui(ui, "Outlook", chosen, &names);
    if let Some(weights) = picked.flatten().and_then(|index: usize| choices.get(index)) {
        actions.push(Action::Edit(Edit::Outlook(*weights)));
        actions.push(Action::EndGesture);
    }
}

/// The table twin of the fan.
fn table_ui(ui: &mut Ui, projection: &Projection, currency: Currency) {
    let rate = |rate: Rate| numbers::rate(rate, currency);
    let width = ui.available_width();
    let first = (width * 0.28).min(150.0);
    let other = ((width - first) / 4.0 - ui.spacing().item_spacing.x).clamp(40.0, 110.0);
    TableBuilder::new(ui)
        .id_salt("fan table")
        .vscroll(false)
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::exact(first).clip(true))
        .columns(Column::exact(other).clip(true), 4)
        .header(24.0, |mut header| {
            for name in ["Month", "Low (1 in 10)", "Median", "High (1 in 10)", "Do nothing"] {
                header.col(|ui| drop(small_ui(ui, name)));
            }
        })
        .body(|body| {
            body.rows(24.0, projection.months.len(), |mut row| {
                let Some(month) = projection.months.get(row.index()) else { return };
                row.col(|ui| drop(ui.label(numbers::month_long(month.date))));
                for value in [month.plan.p10, month.plan.p50, month.plan.p90, month.nothing.p50] {
                    row.col(|ui| drop(ui.label(rate(value))));
                }
            });
        });
}

/// This plan beside doing nothing.
fn beside_nothing_ui(ui: &mut Ui, state: &State, projection: &Projection, actions: &mut Vec<Action>) {
    let currency = state.profile.currency;
    let rate = |rate| numbers::rate(rate, currency);
    widgets::fields_ui(ui, |ui| {
        let (plan, nothing) = (projection.headline, projection.nothing);
        let mut stat = |name: &str, figure: String, words: &str, quantity: Quantity| {
            if stat_ui(ui, name, &figure, words) {
                actions.push(Action::Explain(quantity));
            }
        };
        let words = format!("{} to {} in 8 of 10 futures", rate(plan.p10), rate(plan.p90));
        stat("This plan", rate(plan.p50), &words, Quantity::RateAtHorizon);
        let words = format!("{} to {}, from the drift of your service alone", rate(nothing.p10), rate(nothing.p90));
        stat("Do nothing", rate(nothing.p50), &words, Quantity::RateWithout);
        let value = projection.value;
        let words = format!(
            "{} to {}, in today's money",
            numbers::estimate(value.p10, currency),
            numbers::estimate(value.p90, currency)
        );
        stat("The difference is worth", numbers::estimate(value.p50, currency), &words, Quantity::FuturesValue);
        let pays = numbers::percent(projection.pays);
        stat("Futures in which it pays", pays, "of all that were drawn", Quantity::FuturesValue);
    });
}

/// Every number that the model assumes, each of which the user can replace.
fn assumptions_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    card_title_ui(ui, "What is assumed");
    let edited = state.profile.overrides.len();
    let words = if edited == 0 {
        "Plans use the middle, futures draw from the range. Put your own number in place of any of them.".to_owned()
    } else {
        format!(
            "{} of your own in use. Plans use the middle, futures draw from the range.",
            numbers::capitalized(&numbers::counted(edited, "number"))
        )
    };
    muted_ui(ui, words);
    outlook_weights_ui(ui, state, actions);
    for knob in Knob::ALL {
        if let Some(assumption) = state.market.assumptions.get(&knob) {
            assumption_ui(ui, state, assumption, actions);
        }
    }
}

fn outlook_weights_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let [goes_on, plateaus, falls_back] = state.profile.outlook.parts().map(|part| numbers::number(part * 100.0, 0));
    ui.horizontal_wrapped(|ui| {
        ui.label(format!("Outlook: goes on {goes_on}%, plateaus {plateaus}%, falls back {falls_back}%"));
        if state.profile.outlook == default_outlook() {
            badge_ui(ui, "Assumption", Mood::Warning);
        } else {
            badge_ui(ui, "Your own", Mood::Good);
        }
    });
    egui::CollapsingHeader::new("How likely I hold each").id_salt("outlook weights").show_unindented(ui, |ui| {
        small_ui(
            ui,
            "Only the proportions count. Four half-years of data cannot tell them apart, so this is an assumption.",
        );
        let weights = state.profile.outlook;
        ui.horizontal_wrapped(|ui| {
            for (name, weight, with) in [
                (
                    "Goes on",
                    weights.goes_on,
                    (|weights, share| OutlookWeights { goes_on: share, ..weights })
                        as fn(OutlookWeights, Share) -> OutlookWeights,
                ),
                ("Plateaus", weights.plateaus, |weights, share| OutlookWeights { plateaus: share, ..weights }),
                ("Falls back", weights.falls_back, |weights, share| OutlookWeights { falls_back: share, ..weights }),
            ] {
                let field = NumberField {
                    name,
                    value: weight.get() * 100.0,
                    decimals: 0,
                    prefix: "",
                    suffix: "%",
                    range: 0.0..=100.0,
                    width: 80.0,
                };
                if let Some(share) = number_field_ui(ui, &field).and_then(|value| Share::new(value / 100.0)) {
                    actions.push(Action::Edit(Edit::Outlook(with(weights, share))));
                    actions.push(Action::EndGesture);
                }
            }
        });
    });
}

fn assumption_ui(ui: &mut Ui, state: &State, assumption: &Assumption, actions: &mut Vec<Action>) {
    let own = state.profile.overrides.get(&assumption.knob);
    let value = own.map_or(assumption.range.mid(), |own| own.value);
    let unit = if assumption.unit == "factor" || assumption.unit == "share" { "" } else { assumption.unit.as_str() };
    let title = format!("{}: {} {unit}", assumption.name, numbers::number(value, 3));
    ui.push_id(assumption.knob.id(), |ui| {
        let id = ui.make_persistent_id("open");
        ui.horizontal(|ui| {
            let mut open = egui::collapsing_header::CollapsingState::load_with_default_open(ui.ctx(), id, false);
            let icon = if open.is_open() {
                egui_material_icons::icons::ICON_KEYBOARD_ARROW_DOWN
            } else {
                egui_material_icons::icons::ICON_CHEVRON_RIGHT
            };
            if widgets::icon_button_ui(ui, icon, &format!("Details of {}", assumption.name)).clicked() {
                open.toggle(ui);
                open.store(ui.ctx());
            }
            ui.add(egui::Label::new(title.trim_end().to_owned()).truncate());
            assumption_badge_ui(ui, state, assumption.knob);
        });
        let is_open = egui::collapsing_header::CollapsingState::load_with_default_open(ui.ctx(), id, false).is_open();
        if is_open {
            assumption_details_ui(ui, state, assumption, value, actions);
        }
    });
}

fn assumption_details_ui(ui: &mut Ui, state: &State, assumption: &Assumption, value: f64, actions: &mut Vec<Action>) {
    let knob = assumption.knob;
    let own = state.profile.overrides.get(&knob);
    egui::Frame::new().inner_margin(egui::Margin { left: 36, right: 4, top: 0, bottom: 10 }).show(ui, |ui| {
        cited_ui(ui, &state.market, &assumption.reason, Print::Body, actions);
        let range = assumption.range;
        let words = format!(
            "{} to {}, middle {}",
            numbers::number(range.low(), 3),
            numbers::number(range.high(), 3),
            numbers::number(range.mid(), 3)
        );
        pair_ui(ui, "Range in the pack", |ui| {
            why::number_ui(ui, &words, Quantity::Assumption(knob), actions);
        });
        widgets::fields_ui(ui, |ui| {
            let field = NumberField {
                name: "My number",
                value,
                decimals: 3,
                prefix: "",
                suffix: "",
                range: allowed(assumption),
                width: 100.0,
            };
            if let Some(value) = number_field_ui(ui, &field) {
                actions.push(Action::Edit(Edit::Override(knob, value)));
                actions.push(Action::EndGesture);
            }
            if let Some(own) = own {
                let field = TextField {
                    name: "Why",
                    value: &own.note,
                    hint: "what you know that the pack does not",
                    rows: 1,
                    width: 260.0,
                };
                if let Some(note) = text_field_ui(ui, &field) {
                    actions.push(Action::Edit(Edit::OverrideNote(knob, note)));
                }
            }
        });
        ui.horizontal_wrapped(|ui| {
            if own.is_some() && widgets::link_ui(ui, "Back to the pack's number").clicked() {
                actions.push(Action::Edit(Edit::ResetOverride(knob)));
            }
            if !assumption.figures.is_empty() && widgets::link_ui(ui, "Its figures and their sources").clicked() {
                actions.push(Action::ShowFigures(assumption.figures.clone()));
            }
        });
    });
}
