//! The two charts of bars: from today's rate to the horizon, and what moves it most. Each row is its own table twin.

use egui::{Color32, Ui};

use crate::plan::explain::{Bar, Bridge, Lever, Quantity, Tornado};
use crate::plan::skill::StepId;
use crate::plan::units::{Money, Rate};
use crate::state::{Action, State};
use crate::ui::numbers;
use crate::ui::theme::Palette;
use crate::ui::widgets::{BarRow, bar_row_ui, card_title_ui, small_ui};

/// The most steps that the bridge shows one by one.
const MOST_BARS: usize = 10;

/// From today's rate to the one at the horizon, step by step.
pub(super) fn bridge_ui(ui: &mut Ui, state: &State, bridge: &Bridge, actions: &mut Vec<Action>) {
    card_title_ui(ui, "From today's rate to the horizon, on the middle values");
    let palette = Palette::of(ui);
    let rows = bridge_rows(state, bridge, &palette);
    let ends = |row: &BarRow| [row.span.0, row.span.1];
    let most = rows.iter().flat_map(ends).fold(0.0, f64::max);
    let least = rows.iter().flat_map(ends).filter(|end| *end > 0.0).fold(most, f64::min);
    // The axis begins a little below the lowest bar, so that shares of a dollar can be seen.
    let from = (least - (most - least) * 0.6).max(0.0);
    for row in &rows {
        bar_row_ui(ui, row, (from, most), None, actions);
    }
    small_ui(
        ui,
        "Each step's share is its mean gain over all orders in which the plan's steps could be added (Shapley).",
    );
}

fn bridge_rows(state: &State, bridge: &Bridge, palette: &Palette) -> Vec<BarRow> {
    let currency = state.profile.currency;
    let plan: Vec<StepId> = bridge.shares.iter().map(|(step, _)| step.clone()).collect();
    let whole = |name: &str, rate: Rate, colour: Color32, why: Quantity| BarRow {
        name: name.to_owned(),
        span: (0.0, rate.get()),
        colour,
        words: numbers::rate(rate, currency),
        why: Some(Action::Explain(why)),
    };
    let mut rows = vec![whole("Today", bridge.today, palette.muted, Quantity::RateWithout)];
    let mut at = bridge.today.get();
    let mut push = |name: String, change: f64, why: Quantity| {
        let colour = if change < 0.0 { palette.warning } else { palette.accent };
        let span = (at.min(at + change), at.max(at + change));
        rows.push(BarRow {
            name,
            span,
            colour,
            words: numbers::gain(money(change), currency),
            why: Some(Action::Explain(why)),
        });
        at += change;
    };
    push("Drift of your service".to_owned(), bridge.base_drift.get(), Quantity::RateWithout);
    let mut sizes: Vec<f64> = bridge.shares.iter().map(|(_, share)| share.get()).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    let least = sizes.get(MOST_BARS - 1).copied().unwrap_or(f64::NEG_INFINITY);
    let (named, others): (Vec<_>, Vec<_>) = bridge.shares.iter().partition(|(_, share)| share.get() >= least);
    for (step, share) in named {
        let name = format!("{} {}", state.market.skill_name(&step.skill), step.level);
        push(name, share.get(), Quantity::BridgeShare(step.clone()));
    }
    if !others.is_empty() {
        let name = numbers::capitalized(&numbers::counted(others.len(), "other step"));
        push(name, others.iter().map(|(_, share)| share.get()).sum(), Quantity::MiddleRate(plan.clone()));
    }
    rows.push(whole("At the horizon", bridge.horizon, palette.text, Quantity::MiddleRate(plan)));
    rows
}

fn money(value: f64) -> Money {
    Money::new(value).unwrap_or_default()
}

/// What moves the rate at the horizon most.
pub(super) fn tornado_ui(ui: &mut Ui, state: &State, tornado: &Tornado, actions: &mut Vec<Action>) {
    card_title_ui(ui, "What moves it most");
    let colour = Palette::of(ui).on_panel(Palette::of(ui).accent, 0.7);
    let rows: Vec<BarRow> = tornado.bars.iter().map(|bar| tornado_row(state, bar, colour)).collect();
    let middle = tornado.middle.get();
    let ends = rows.iter().flat_map(|row| [row.span.0, row.span.1]);
    let scale = ends.fold((middle, middle), |(low, high), value| (low.min(value), high.max(value)));
    for row in &rows {
        bar_row_ui(ui, row, scale, Some(middle), actions);
    }
    small_ui(
        ui,
        "Each line: the middle rate at the horizon with this one number at its low and at its high end, all others in the middle.",
    );
}

fn tornado_row(state: &State, bar: &Bar, colour: Color32) -> BarRow {
    let currency = state.profile.currency;
    let ends = if bar.at_low <= bar.at_high { (bar.at_low, bar.at_high) } else { (bar.at_high, bar.at_low) };
    BarRow {
        name: lever_name(state, bar),
        span: (ends.0.get(), ends.1.get()),
        colour,
        words: format!("{} to {}", numbers::rate(ends.0, currency), numbers::rate(ends.1, currency)),
        why: Some(Action::Explain(Quantity::Swing(bar.lever.clone()))),
    }
}

fn lever_name(state: &State, bar: &Bar) -> String {
    let span = |unit: &str, scale: f64| {
        format!("{} to {}{unit}", numbers::number(bar.low * scale, 1), numbers::number(bar.high * scale, 1))
    };
    match &bar.lever {
        Lever::LearningHours => format!("Learning hours ({})", span(" h a week", 1.0)),
        Lever::Rate => format!("Today's rate ({})", span("", 1.0)),
        Lever::Assumption(knob) => {
            let name = state.market.assumptions.get(knob).map_or(knob.id(), |assumption| assumption.name.as_str());
            format!("{name} ({} to {})", numbers::number(bar.low, 2), numbers::number(bar.high, 2))
        }
        Lever::Outlook => "Outlook (falls back to goes on)".to_owned(),
        Lever::BaseDrift => format!("Drift of your service ({})", span("%", 100.0)),
        Lever::StepHours => {
            format!("Hours that steps take (x{} to x{})", numbers::number(bar.low, 1), numbers::number(bar.high, 1))
        }
        Lever::Premium(id) => {
            let named = state.market.skills.values().filter(|skill| skill.premium == *id).count();
            let whose = match state.market.skills.values().find(|skill| skill.premium == *id) {
                Some(skill) if named == 1 => skill.name.clone(),
                _ => "AI skills as a group".to_owned(),
            };
            format!("Published premium of {whose} ({})", span("%", 100.0))
        }
        Lever::SkillPremium(id) => format!("Premium of {} ({})", state.market.skill_name(id), span("%", 100.0)),
    }
}
