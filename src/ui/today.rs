//! Today: the verdict, the next move, and what is at risk.

use egui::Ui;

use super::changes::changes_today_ui;
use super::drawer::drift_badge_ui;
use super::market::class_badge_ui;
use super::numbers;
use super::theme::{self, Palette, space};
use super::verdict::{lead_ui, move_ui, verdict_ui};
use super::why;
use super::widgets::{
    self, FanChart, Mood, badge_ui, card_title_ui, card_ui, fan_chart_ui, muted_ui, stat_ui, two_columns_ui,
};
use crate::plan::PlannedStep;
use crate::plan::explain::Quantity;
use crate::plan::market::Service;
use crate::plan::skill::Level;
use crate::plan::units::Hours;
use crate::state::{Action, Edit, Place, State};

pub(super) fn today_ui(ui: &mut Ui, state: &State) -> Vec<Action> {
    let mut actions = Vec::new();
    verdict_ui(ui, state, &mut actions);
    ui.add_space(space::L);
    let (Some(plan), Some(projection)) = (&state.planning.plan, &state.planning.projection) else { return actions };
    changes_today_ui(ui, state, &mut actions);
    super::reminders::reminders_ui(ui, state, &mut actions);
    let mut beside = Vec::new();
    two_columns_ui(
        ui,
        860.0,
        0.71,
        |ui| {
            card_ui(ui, |ui| {
                card_title_ui(ui, &format!("Your hourly rate, next {} months", state.profile.horizon_months));
                let chart = FanChart {
                    projection,
                    market: &state.market,
                    currency: state.profile.currency,
                    height: 300.0,
                    id: "today fan",
                    named: super::verdict::largest_steps(plan, 4),
                };
                fan_chart_ui(ui, &chart);
                ui.horizontal_wrapped(|ui| {
                    lead_ui(ui, "The figures as a table, and other futures", Place::Projection, &mut actions);
                    why::explain_ui(ui, "How the band is made", Quantity::RateAtHorizon, &mut actions);
                });
            });
        },
        |ui| {
            if let Some(step) = plan.steps.first() {
                card_ui(ui, |ui| this_week_ui(ui, state, step, &mut beside));
                ui.add_space(space::M);
            }
            if let Some(service) = state.market.service(&state.profile.service) {
                card_ui(ui, |ui| risk_ui(ui, state, service, &mut beside));
            }
        },
    );
    actions.append(&mut beside);
    ui.add_space(space::L);
    card_ui(ui, |ui| {
        card_title_ui(ui, "Next moves");
        if plan.steps.is_empty() {
            muted_ui(ui, "There is no step that pays. More hours, a longer horizon or another aim may change that.");
        }
        for (index, step) in plan.steps.iter().take(4).enumerate() {
            move_ui(ui, state, index, step, &mut actions);
        }
        lead_ui(ui, "The whole path, and why in this order", Place::Path, &mut actions);
    });
    actions
}

fn this_week_ui(ui: &mut Ui, state: &State, step: &PlannedStep, actions: &mut Vec<Action>) {
    card_title_ui(ui, "This week");
    let skill = state.market.skill(&step.id.skill);
    widgets::strong_ui(ui, state.market.skill_name(&step.id.skill));
    let logged = state.profile.steps.get(&step.id).map_or(Hours::ZERO, |record| record.logged);
    let total = logged.get() + step.hours.mid().get();
    let words = format!(
        "To level {}. {} of about {} logged",
        step.id.level,
        numbers::number(logged.get(), 1),
        numbers::hours(Hours::new(total).unwrap_or_default())
    );
    if widgets::number_link_ui(ui, &words, theme::regular(theme::SMALL), Palette::of(ui).faint).clicked() {
        actions.push(Action::Explain(Quantity::Hours(vec![step.id.clone()])));
    }
    let learned = state.profile.learned_this_week(state.today);
    ui.horizontal_wrapped(|ui| {
        let (learned, hours) = (numbers::number(learned.get(), 1), numbers::hours(state.profile.learning_hours));
        widgets::small_ui(ui, format!("Since Monday: {learned} of {hours} that you learn in a week"));
        badge_ui(ui, "Your own hours", Mood::Plain);
    });
    let palette = Palette::of(ui);
    #[expect(clippy::cast_possible_truncation, reason = "a part of one keeps its meaning as f32")]
    let part = if total > 0.0 { (logged.get() / total) as f32 } else { 0.0 };
    widgets::meter_ui(ui, part, egui::vec2(ui.available_width(), 6.0), palette.accent);
    if let Some(sentence) = skill.and_then(|skill| skill.does.get(step.id.level.index().saturating_sub(1))) {
        muted_ui(ui, format!("Level {}: {}", step.id.level, numbers::uncapitalized(sentence)));
    }
    if let Some(skill) = skill {
        ui.horizontal(|ui| class_badge_ui(ui, skill.class));
    }
    ui.horizontal_wrapped(|ui| {
        if widgets::primary_button_ui(ui, "Log an hour").clicked()
            && let Some(hour) = Hours::new(1.0)
        {
            actions.push(Action::Edit(Edit::LogHours(step.id.clone(), hour)));
            actions.push(Action::EndGesture);
        }
        if ui.button("Mark done").clicked() {
            actions.push(Action::Edit(Edit::Done(step.id.clone())));
        }
    });
}

fn risk_ui(ui: &mut Ui, state: &State, service: &Service, actions: &mut Vec<Action>) {
    let drift = service.drift;
    let mid = numbers::change(drift.mid().get());
    let words = if service.drift_figures.is_empty() {
        "in 24 months, our assumption: no study measured this service"
    } else {
        "in 24 months, from what studies saw of this service"
    };
    if stat_ui(ui, "Income if nothing is learned", &mid, words) {
        actions.push(Action::Explain(Quantity::RateWithout));
    }
    ui.horizontal_wrapped(|ui| {
        let mood = if drift.mid().get() < 0.0 { Mood::Warning } else { Mood::Plain };
        badge_ui(
            ui,
            &format!("Range {} to {}", numbers::change(drift.low().get()), numbers::change(drift.high().get())),
            mood,
        );
        drift_badge_ui(ui, state, service);
        let hover = state.market.filled(&service.drift_note);
        if widgets::small_link_ui(ui, "Which studies?").on_hover_text(hover).clicked() {
            actions.push(Action::ShowFigures(service.drift_figures.clone()));
        }
    });
}

/// Whether the user holds anything at all, for the words of empty places.
pub(super) fn holds_anything(state: &State) -> bool {
    state.profile.skills.values().any(|rating| rating.level > Level::NONE)
}
