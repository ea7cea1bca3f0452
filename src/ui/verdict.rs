//! The plan in one sentence, and its moves in a line each.

use egui::text::LayoutJob;
use egui::{Align, Layout, TextFormat, Ui};

use super::numbers;
use super::theme::{self, Palette, space};
use super::why;
use super::widgets::{self, heading_ui, muted_ui};
use super::wishes;
use crate::plan::explain::Quantity;
use crate::plan::projection::Projection;
use crate::plan::skill::StepId;
use crate::plan::{Plan, PlannedStep};
use crate::state::{Action, Place, State};

/// The sentence that answers the question the program is for, and the range around it.
pub(super) fn verdict_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    if let Some(trouble) = &state.planning.trouble {
        wishes::trouble_ui(ui, state, trouble);
        if !state.planning.ways_out.is_empty() {
            lead_ui(ui, "What would make it possible", Place::Path, actions);
        }
        return;
    }
    let (Some(plan), Some(projection)) = (&state.planning.plan, &state.planning.projection) else {
        heading_ui(ui, "Looking for the best order…");
        muted_ui(ui, "This takes less than a second.");
        return;
    };
    heading_ui(ui, sentence(ui, state, plan, projection));
    ui.horizontal_wrapped(|ui| {
        let head = why::head_words(plan).map_or_else(String::new, |words| format!(" {words}"));
        muted_ui(ui, format!("{}{head}", range_words(state, projection)));
        if widgets::link_ui(ui, "Why these numbers?").clicked() {
            actions.push(Action::Explain(Quantity::RateAtHorizon));
        }
    });
}

fn sentence(ui: &Ui, state: &State, plan: &Plan, projection: &Projection) -> LayoutJob {
    let palette = Palette::of(ui);
    let currency = state.profile.currency;
    let rate = |rate| numbers::rate(rate, currency);
    let end = projection.months.last().map_or(state.today, |month| month.date);
    let plain = TextFormat::simple(theme::strong(theme::HEADING), palette.text);
    let lit = TextFormat::simple(theme::strong(theme::HEADING), palette.accent);
    let mut job = LayoutJob::default();
    if plan.steps.is_empty() {
        let why = if state.profile.learning_hours.get() > 0.0 {
            "no step pays back in time"
        } else {
            "with no hours to learn"
        };
        job.append(
            &format!(
                "Under these answers {why}; your {} rate stands at about ",
                numbers::own_rate(state.profile.rate, currency)
            ),
            0.0,
            plain.clone(),
        );
        job.append(&rate(projection.headline.p50), 0.0, lit);
        job.append(&format!(" by {}.", numbers::month_long(end)), 0.0, plain);
        return job;
    }
    let hours = numbers::hours(state.profile.learning_hours);
    let steps = numbers::counted(plan.steps.len(), "step");
    let takes = if plan.steps.len() == 1 { "takes" } else { "take" };
    let moves = if projection.headline.p50 > state.profile.rate { "lift" } else { "hold" };
    let moves = match (moves, plan.steps.len()) {
        ("lift", 1) => "lifts",
        ("lift", _) => "lift",
        _ => takes,
    };
    job.append(
        &format!(
            "At {hours} a week, {steps} {moves} your {} rate to about ",
            numbers::own_rate(state.profile.rate, currency)
        ),
        0.0,
        plain.clone(),
    );
    job.append(&rate(projection.headline.p50), 0.0, lit);
    let pays = plan.steps.first().and_then(|step| step.pays_back);
    let pays = pays.map_or_else(String::new, |month| format!(" The first pays back in month {month}."));
    job.append(&format!(" by {}.{pays}", numbers::month_long(end)), 0.0, plain);
    job
}

fn range_words(state: &State, projection: &Projection) -> String {
    let rate = |rate| numbers::rate(rate, state.profile.currency);
    format!(
        "Between {} and {} in 8 of 10 futures. If you change nothing, about {}.",
        rate(projection.headline.p10),
        rate(projection.headline.p90),
        rate(projection.nothing.p50)
    )
}

/// One of the next moves: what, how long, what it adds, when it pays back, and why.
pub(super) fn move_ui(ui: &mut Ui, state: &State, index: usize, step: &PlannedStep, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let currency = state.profile.currency;
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new((index + 1).to_string()).size(theme::LABEL).color(palette.faint));
        let name = widgets::name_and_words(
            ui,
            state.market.skill_name(&step.id.skill),
            &format!("to level {}", step.id.level),
        );
        ui.add(egui::Label::new(name).truncate());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let id = &step.id;
            why::explain_ui(ui, "Why?", Quantity::StepGain(id.clone()), actions);
            let pays = step.pays_back.map_or_else(|| "after the horizon".to_owned(), |month| format!("month {month}"));
            why::quiet_number_ui(ui, &format!("pays back {pays}"), Quantity::StepPaysBack(id.clone()), actions);
            let gain = format!("{}/h", numbers::gain(step.rate_gain, currency));
            if widgets::number_link_ui(ui, &gain, theme::strong(theme::BODY), palette.text).clicked() {
                actions.push(Action::Explain(Quantity::StepGain(id.clone())));
            }
            let hours = numbers::hours_range(step.hours);
            why::quiet_number_ui(ui, &hours, Quantity::Hours(vec![id.clone()]), actions);
        });
    });
    widgets::hairline_ui(ui);
}

/// The `count` steps that add most to the rate, in the order of the plan.
pub(super) fn largest_steps(plan: &Plan, count: usize) -> Vec<StepId> {
    let mut steps: Vec<&PlannedStep> = plan.steps.iter().collect();
    steps.sort_by(|one, other| other.rate_gain.total_cmp(&one.rate_gain));
    steps.into_iter().take(count).map(|step| step.id.clone()).collect()
}

/// A line that leads to another place.
pub(super) fn lead_ui(ui: &mut Ui, text: &str, place: Place, actions: &mut Vec<Action>) {
    ui.add_space(space::XS);
    if widgets::link_ui(ui, text).clicked() {
        actions.push(Action::Go(place));
    }
}
