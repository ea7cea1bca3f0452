//! A computed number taken apart: the arithmetic, and every input with whose number it is.

use egui::Ui;

use super::{assumption_badge_ui, rests_badge_ui};
use crate::plan::explain::{Amount, Basis, Part, Quantity, trace};
use crate::plan::units::{Currency, Range};
use crate::state::{Action, Place, State};
use crate::ui::cited::{Print, cited_ui};
use crate::ui::numbers;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{self, Mood, badge_ui, muted_ui, small_link_ui, small_ui, strong_text};

/// Shows how a number comes about.
pub(super) fn trace_ui(ui: &mut Ui, state: &State, quantity: &Quantity, actions: &mut Vec<Action>) {
    let Some(found) = trace(quantity, &state.ground()) else {
        muted_ui(ui, "The plan has changed, and this number is no longer part of it.");
        return;
    };
    ui.spacing_mut().item_spacing.y = 4.0;
    let words = amount_words(found.amount, state.profile.currency);
    ui.horizontal_wrapped(|ui| {
        ui.label(egui::RichText::new(words).font(theme::strong(18.0)));
        match quantity {
            Quantity::Assumption(knob) => assumption_badge_ui(ui, state, *knob),
            _ => drop(badge_ui(ui, "Computed by Premia", Mood::Plain)),
        }
    });
    ui.add(egui::Label::new(strong_text(&found.name)).wrap());
    ui.add_space(space::XS);
    cited_ui(ui, &state.market, &found.how, Print::Body, actions);
    if let Quantity::Assumption(_) = quantity
        && widgets::link_ui(ui, "Put my own number in its place").clicked()
    {
        actions.push(Action::Go(Place::Projection));
    }
    if found.parts.is_empty() {
        return;
    }
    ui.add_space(space::M);
    small_ui(ui, "Made of");
    widgets::hairline_ui(ui);
    for (index, part) in found.parts.iter().enumerate() {
        ui.push_id(index, |ui| part_ui(ui, state, part, actions));
    }
}

/// One input: its name, its value, and the way to where it comes from.
fn part_ui(ui: &mut Ui, state: &State, part: &Part, actions: &mut Vec<Action>) {
    ui.add(egui::Label::new(egui::RichText::new(&part.name).size(theme::LABEL)).wrap());
    ui.horizontal_wrapped(|ui| {
        ui.label(strong_text(amount_words(part.amount, state.profile.currency)));
        match &part.basis {
            Basis::Own => drop(badge_ui(ui, "Yours", Mood::Good)),
            Basis::Judged(_) => drop(badge_ui(ui, "Premia's judgment", Mood::Warning)),
            Basis::Assumption(knob) => {
                assumption_badge_ui(ui, state, *knob);
                if small_link_ui(ui, "Why this number?").clicked() {
                    actions.push(Action::Explain(Quantity::Assumption(*knob)));
                }
            }
            Basis::Figures(figures) => {
                rests_badge_ui(ui, state, figures);
                if small_link_ui(ui, "Sources").clicked() {
                    actions.push(Action::ShowFigures(figures.clone()));
                }
            }
            Basis::Computed(quantity) => {
                if small_link_ui(ui, "How it is computed").clicked() {
                    actions.push(Action::Explain(quantity.clone()));
                }
            }
        }
    });
    if let Basis::Judged(reason) = &part.basis
        && !reason.is_empty()
    {
        cited_ui(ui, &state.market, reason, Print::Small, actions);
    }
    widgets::hairline_ui(ui);
}

/// A number with its unit and its ends.
fn amount_words(amount: Amount, currency: Currency) -> String {
    let three = |value: f64| numbers::number(value, 3);
    match amount {
        Amount::Rate(rate) => format!("{}/h", numbers::own_rate(rate, currency)),
        Amount::RateBand(band) => format!(
            "{}/h ({} to {})",
            numbers::rate(band.p50, currency),
            numbers::rate(band.p10, currency),
            numbers::rate(band.p90, currency)
        ),
        Amount::RateChange(money) => format!("{}/h", numbers::gain(money, currency)),
        Amount::Money(money) => numbers::estimate(money, currency),
        Amount::MoneyBand(band) => format!(
            "{} ({} to {})",
            numbers::estimate(band.p50, currency),
            numbers::estimate(band.p10, currency),
            numbers::estimate(band.p90, currency)
        ),
        Amount::Hours(hours) => numbers::hours_range(hours),
        Amount::Share(share) => numbers::percent(share),
        Amount::Change(range) => {
            let change = |end: crate::plan::units::Change| numbers::change(end.get());
            let (low, mid, high) = (change(range.low()), change(range.mid()), change(range.high()));
            if low == high { mid } else { format!("{mid} ({low} to {high})") }
        }
        Amount::Factor(range) if range == Range::exact(range.mid()) => three(range.mid()),
        Amount::Factor(range) => {
            format!("{} ({} to {})", three(range.mid()), three(range.low()), three(range.high()))
        }
        Amount::Month(month) => month.map_or_else(|| "after the horizon".to_owned(), |month| format!("month {month}")),
        Amount::Months(months) => format!("{months} months"),
    }
}
