//! The two charts of bars: from today's rate to the horizon, and what moves it most. Each row is its own table twin.

use egui::{Color32, CornerRadius, Rect, Sense, Stroke, Ui, pos2, vec2};

use crate::plan::explain::{Bar, Bridge, Lever, Quantity, Tornado};
use crate::plan::skill::StepId;
use crate::plan::units::{Money, Rate};
use crate::state::{Action, State};
use crate::ui::numbers;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{self, card_title_ui, small_ui};

/// The most steps that the bridge shows one by one.
const MOST_BARS: usize = 10;

/// One row of a chart: its name, its bar, its number in words, and what explains the number.
struct Row {
    name: String,
    span: (f64, f64),
    colour: Color32,
    words: String,
    why: Quantity,
}

/// From today's rate to the one at the horizon, step by step.
pub(super) fn bridge_ui(ui: &mut Ui, state: &State, bridge: &Bridge, actions: &mut Vec<Action>) {
    card_title_ui(ui, "From today's rate to the horizon, on the middle values");
    let palette = Palette::of(ui);
    let rows = bridge_rows(state, bridge, &palette);
    let ends = |row: &Row| [row.span.0, row.span.1];
    let most = rows.iter().flat_map(ends).fold(0.0, f64::max);
    let least = rows.iter().flat_map(ends).filter(|end| *end > 0.0).fold(most, f64::min);
    // The axis begins a little below the lowest bar, so that shares of a dollar can be seen.
    let from = (least - (most - least) * 0.6).max(0.0);
    for row in &rows {
        row_ui(ui, row, (from, most), None, actions);
    }
    small_ui(
        ui,
        "Each step's share is its mean gain over all orders in which the plan's steps could be added (Shapley).",
    );
}

fn bridge_rows(state: &State, bridge: &Bridge, palette: &Palette) -> Vec<Row> {
    let currency = state.profile.currency;
    let plan: Vec<StepId> = bridge.shares.iter().map(|(step, _)| step.clone()).collect();
    let whole = |name: &str, rate: Rate, colour: Color32, why: Quantity| Row {
        name: name.to_owned(),
        span: (0.0, rate.get()),
        colour,
        words: numbers::rate(rate, currency),
        why,
    };
    let mut rows = vec![whole("Today", bridge.today, palette.muted, Quantity::RateWithout)];
    let mut at = bridge.today.get();
    let mut push = |name: String, change: f64, why: Quantity| {
        let colour = if change < 0.0 { palette.warning } else { palette.accent };
        let span = (at.min(at + change), at.max(at + change));
        rows.push(Row { name, span, colour, words: numbers::gain(money(change), currency), why });
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
    let rows: Vec<Row> = tornado.bars.iter().map(|bar| tornado_row(state, bar, colour)).collect();
    let middle = tornado.middle.get();
    let ends = rows.iter().flat_map(|row| [row.span.0, row.span.1]);
    let scale = ends.fold((middle, middle), |(low, high), value| (low.min(value), high.max(value)));
    for row in &rows {
        row_ui(ui, row, scale, Some(middle), actions);
    }
    small_ui(
        ui,
        "Each line: the middle rate at the horizon with this one number at its low and at its high end, all others in the middle.",
    );
}

fn tornado_row(state: &State, bar: &Bar, colour: Color32) -> Row {
    let currency = state.profile.currency;
    let ends = if bar.at_low <= bar.at_high { (bar.at_low, bar.at_high) } else { (bar.at_high, bar.at_low) };
    Row {
        name: lever_name(state, bar),
        span: (ends.0.get(), ends.1.get()),
        colour,
        words: format!("{} to {}", numbers::rate(ends.0, currency), numbers::rate(ends.1, currency)),
        why: Quantity::Swing(bar.lever.clone()),
    }
}

/// A name, a bar on a scale, and its words, which can be asked why.
fn row_ui(ui: &mut Ui, row: &Row, (from, to): (f64, f64), mark: Option<f64>, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        let label_width = (ui.available_width() * 0.34).clamp(130.0, 300.0);
        widgets::cell_ui(ui, label_width, |ui| {
            ui.add(egui::Label::new(egui::RichText::new(&row.name).size(theme::LABEL)).truncate())
        });
        let (rect, _) = ui.allocate_exact_size(vec2((ui.available_width() - 120.0).max(60.0), 24.0), Sense::hover());
        let width = (to - from).max(1e-9);
        #[expect(clippy::cast_possible_truncation, reason = "a part of one keeps its meaning as f32")]
        let x = |value: f64| egui::lerp(rect.left()..=rect.right(), ((value - from) / width).clamp(0.0, 1.0) as f32);
        let (left, right) = (x(row.span.0), x(row.span.1));
        let bar = Rect::from_min_max(pos2(left, rect.top() + 5.0), pos2(right.max(left + 2.0), rect.bottom() - 5.0));
        ui.painter().rect_filled(bar, CornerRadius::same(3), row.colour);
        if let Some(mark) = mark {
            ui.painter().vline(x(mark), rect.y_range(), Stroke::new(1.0, palette.edge));
        }
        if widgets::number_link_ui(ui, &row.words, theme::regular(theme::LABEL), palette.muted).clicked() {
            actions.push(Action::Explain(row.why.clone()));
        }
    });
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
