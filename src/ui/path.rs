//! Path: the learning order, its dates, and what each step is worth.

mod step;

use egui::{CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::changes;
use super::numbers;
use super::profile::labelled_box_ui;
use super::theme::{self, Palette, space};
use super::why;
use super::widgets::{self, Mood, SliderRow, badge_ui, card_ui, heading_ui, muted_ui, small_ui, two_columns_ui};
use super::wishes;
use crate::plan::explain::Quantity;
use crate::plan::profile::Aim;
use crate::plan::skill::StepId;
use crate::plan::units::{Hours, Money};
use crate::plan::{LeftOut, Plan, PlannedStep, Proof, Reason};
use crate::state::{Action, Edit, State};

/// The largest budget of the slider; more can be typed in steps of the plan.
const MOST_BUDGET: f64 = 2000.0;
const ROW_HEIGHT: f32 = 56.0;
/// From this width on the step stands beside the list.
const TWO_COLUMNS: f32 = 820.0;
/// The fewest rows shown before the rest is folded away.
const FIRST_ROWS: usize = 6;

/// Which step is looked at.
#[derive(Default)]
pub(super) struct PathView {
    chosen: Option<StepId>,
    shows_all: bool,
    /// Set to bring the chosen step into sight where it stands below the list.
    scrolls_to_step: bool,
    step: step::StepView,
    changes: changes::ChangesView,
}

impl PathView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        head_ui(ui, state, &mut actions);
        ui.add_space(space::M);
        card_ui(ui, |ui| sliders_ui(ui, state, &mut actions));
        ui.add_space(space::M);
        wishes_ui(ui, state, &mut actions);
        let Some(plan) = &state.planning.plan else { return actions };
        self.changes.ui(ui, state, &mut actions);
        if plan.steps.is_empty() {
            card_ui(ui, |ui| {
                widgets::empty_ui(
                    ui,
                    "No step pays back in time",
                    "Try more hours a week, a longer horizon, or another aim.",
                );
                left_out_ui(ui, state, plan, &mut actions);
            });
            return actions;
        }
        let chosen = self.chosen.as_ref().and_then(|id| plan.step(id)).or_else(|| plan.steps.first());
        let mut clicked = None;
        let mut fold = false;
        let shows_all = self.shows_all;
        let is_narrow = ui.available_width() < TWO_COLUMNS;
        let mut beside = Vec::new();
        two_columns_ui(
            ui,
            TWO_COLUMNS,
            0.66,
            |ui| {
                card_ui(ui, |ui| {
                    let shown = if shows_all { plan.steps.len() } else { first_rows(plan) };
                    for (index, step) in plan.steps.iter().take(shown).enumerate() {
                        let is_chosen = chosen.is_some_and(|chosen| chosen.id == step.id);
                        if step_row_ui(ui, state, plan, index, step, is_chosen) {
                            clicked = Some(step.id.clone());
                        }
                    }
                    if plan.steps.len() > first_rows(plan) {
                        let word = if shows_all { "Show fewer".to_owned() } else { rest_words(plan) };
                        if widgets::link_ui(ui, &word).clicked() {
                            fold = true;
                        }
                    }
                    ui.add_space(space::S);
                    left_out_ui(ui, state, plan, &mut actions);
                });
            },
            |ui| {
                if std::mem::take(&mut self.scrolls_to_step) && is_narrow {
                    ui.scroll_to_cursor(Some(egui::Align::TOP));
                }
                if let Some(step) = chosen {
                    card_ui(ui, |ui| ui.push_id(&step.id, |ui| self.step.ui(ui, state, plan, step, &mut beside)));
                }
            },
        );
        actions.append(&mut beside);
        ui.add_space(space::M);
        card_ui(ui, |ui| why::flips_ui(ui, state, plan, &mut actions));
        if let Some(step) = clicked {
            self.choose(step);
        }
        self.shows_all ^= fold;
        actions
    }

    /// Shows a step, and brings it into sight.
    pub(super) fn choose(&mut self, step: StepId) {
        self.chosen = Some(step);
        self.scrolls_to_step = true;
    }
}

fn head_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    if let Some(trouble) = &state.planning.trouble {
        wishes::trouble_ui(ui, state, trouble);
        wishes::ways_out_ui(ui, state, actions);
        return;
    }
    let Some(plan) = &state.planning.plan else {
        heading_ui(ui, "Looking for the best order…");
        return;
    };
    let Some(finish) = plan.finish else {
        heading_ui(ui, "Nothing to learn pays under these answers");
        return;
    };
    let steps = numbers::capitalized(&numbers::counted(plan.steps.len(), "step"));
    let hours = numbers::number(plan.hours.mid().get(), 0);
    ui.horizontal_wrapped(|ui| {
        heading_ui(ui, format!("{steps}, {hours} hours, done by {}", numbers::month_long(finish)));
        match plan.proof {
            Proof::Optimal => drop(
                badge_ui(ui, "Proven best order", Mood::Good)
                    .on_hover_text("No other plan is worth more under these assumptions; the solver has proven it"),
            ),
            Proof::Within(share) => {
                let text = format!("Within {}% of the best", numbers::number((share.get() * 100.0).max(0.01), 2));
                badge_ui(ui, &text, Mood::Plain).on_hover_text("Certified: no plan can be better by more than this");
            }
        }
    });
    muted_ui(ui, worth_words(state, plan));
    ui.horizontal_wrapped(|ui| {
        let worth =
            if state.planning.projection.is_some() { Quantity::FuturesValue } else { Quantity::PlanValue(plan.ids()) };
        why::explain_ui(ui, "Why this value?", worth, actions);
        why::explain_ui(ui, "Why these hours?", Quantity::Hours(plan.ids()), actions);
        why::explain_ui(ui, "How it is proven", Quantity::Proof, actions);
    });
}

fn worth_words(state: &State, plan: &Plan) -> String {
    let currency = state.profile.currency;
    let months = state.profile.horizon_months;
    let cost = if plan.cost.get() > 0.0 {
        format!(", after costs of {}", numbers::money(plan.cost, currency))
    } else {
        String::new()
    };
    match &state.planning.projection {
        Some(projection) => {
            let value = projection.value;
            format!(
                "Worth about {} of today's money over {months} months (from {} to {} in 8 of 10 futures){cost}, after the platform's fee and before tax.",
                numbers::estimate(value.p50, currency),
                numbers::estimate(value.p10, currency),
                numbers::estimate(value.p90, currency)
            )
        }
        None => format!(
            "Worth about {} of today's money over {months} months on the middle values{cost}.",
            numbers::estimate(plan.value, currency)
        ),
    }
}

/// The three sliders that the plan follows while they move, and the aim.
fn sliders_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let profile = &state.profile;
    let learning = SliderRow {
        name: "Learning",
        value: profile.learning_hours.get(),
        range: 0.0..=20.0,
        step: 0.5,
        prefix: "",
        suffix: "h a week",
        field_width: 112.0,
    };
    let horizon = SliderRow {
        name: "Horizon",
        value: f64::from(profile.horizon_months),
        range: 3.0..=48.0,
        step: 1.0,
        prefix: "",
        suffix: "months",
        field_width: 92.0,
    };
    let budget = SliderRow {
        name: if profile.budget.is_none() { "Budget (no limit)" } else { "Budget" },
        value: profile.budget.map_or(MOST_BUDGET, Money::get),
        range: 0.0..=MOST_BUDGET,
        step: 10.0,
        prefix: profile.currency.sign(),
        suffix: "",
        field_width: 92.0,
    };
    let to_learning = |value: f64| Hours::new(value).map(Edit::LearningHours);
    let to_horizon = |value: f64| months(value).map(Edit::Horizon);
    let to_budget = |value: f64| Money::new(value).map(|money| Edit::Budget((value < MOST_BUDGET).then_some(money)));
    let mut row = |ui: &mut Ui, row: &SliderRow<'_>, edit: &dyn Fn(f64) -> Option<Edit>| {
        let moved = widgets::slider_row_ui(ui, row);
        actions.extend(moved.value.and_then(edit).map(Action::Edit));
        if moved.done {
            actions.push(Action::EndGesture);
        }
    };
    if ui.available_width() > 640.0 {
        ui.spacing_mut().item_spacing.x = 32.0;
        ui.columns(3, |columns| {
            for (ui, (slider, edit)) in columns.iter_mut().zip([
                (&learning, &to_learning as &dyn Fn(f64) -> Option<Edit>),
                (&horizon, &to_horizon),
                (&budget, &to_budget),
            ]) {
                ui.spacing_mut().item_spacing.x = space::S;
                row(ui, slider, edit);
            }
        });
    } else {
        row(ui, &learning, &to_learning);
        row(ui, &horizon, &to_horizon);
        row(ui, &budget, &to_budget);
    }
}

/// A number of months from a slider.
fn months(value: f64) -> Option<u32> {
    (1..=120u32).find(|months| (f64::from(*months) - value).abs() < 0.5)
}

/// The aim, and the wishes that bind the plan, each of which can be taken back here.
fn wishes_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let profile = &state.profile;
    widgets::fields_ui(ui, |ui| {
        let chosen = match &profile.target {
            Aim::MostValue => "Whatever is worth most",
            Aim::Target(id) => state.market.target(id).map_or(id.as_str(), |target| target.name.as_str()),
            Aim::Unknown(text) => text,
        };
        labelled_box_ui(ui, "Aim", 230.0, chosen, |ui| {
            let choices = std::iter::once((Aim::MostValue, "Whatever is worth most")).chain(
                state.market.targets.iter().map(|target| (Aim::Target(target.id.clone()), target.name.as_str())),
            );
            for (aim, name) in choices {
                if ui.selectable_label(profile.target == aim, name).clicked() {
                    actions.push(Action::Edit(Edit::Target(aim)));
                }
            }
        });
    });
    ui.horizontal_wrapped(|ui| {
        let mut wish = |ui: &mut Ui, text: String, edit: Edit| {
            let response = ui.button(egui::RichText::new(format!("{text}  ×")).size(theme::LABEL));
            if response.on_hover_text("Take this wish back").clicked() {
                actions.push(Action::Edit(edit));
            }
        };
        let step_name = |step: &StepId| format!("{} {}", state.market.skill_name(&step.skill), step.level);
        for step in &profile.pinned {
            wish(ui, format!("Pinned: {}", step_name(step)), Edit::Unpin(step.clone()));
        }
        if let Some(last) = profile.locked.last() {
            wish(ui, format!("First: {}", step_name(last)), Edit::Unlock);
        }
        for skill in &profile.excluded {
            wish(ui, format!("Skipped: {}", state.market.skill_name(skill)), Edit::Include(skill.clone()));
        }
    });
    ui.add_space(space::S);
}

/// One step as a row with its bar on the timeline; returns whether it was chosen.
fn step_row_ui(ui: &mut Ui, state: &State, plan: &Plan, index: usize, step: &PlannedStep, is_chosen: bool) -> bool {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let name = state.market.skill_name(&step.id.skill);
    let gain = format!("{}/h", numbers::gain(step.rate_gain, state.profile.currency));
    let when = format!("level {}, {}", step.id.level, numbers::months(step.start, step.end));
    let hours = numbers::hours_range(step.hours);
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListItem, true, is_chosen, format!("{}. {name}, {when}, {hours}, {gain}", index + 1))
    });
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        if is_chosen || response.hovered() {
            let fill = if is_chosen { palette.accent_tint } else { palette.on_panel(palette.track, 0.6) };
            painter.rect_filled(rect.expand2(vec2(8.0, 0.0)), CornerRadius::same(theme::CARD_RADIUS), fill);
        }
        let middle = rect.center().y;
        let text = |x: f32, align, text: &str, font, colour| painter.text(pos2(x, middle), align, text, font, colour);
        text(
            rect.left() + 2.0,
            egui::Align2::LEFT_CENTER,
            &(index + 1).to_string(),
            theme::regular(theme::LABEL),
            palette.faint,
        );
        text(rect.right() - 4.0, egui::Align2::RIGHT_CENTER, &gain, theme::strong(theme::BODY), palette.text);
        text(rect.right() - 92.0, egui::Align2::RIGHT_CENTER, &hours, theme::regular(theme::LABEL), palette.muted);
        // In a narrow list the name needs the room of the bar.
        let shows_bar = rect.width() > 520.0;
        let bar_width = if shows_bar { (rect.width() * 0.28).min(230.0) } else { 0.0 };
        let bar_right = rect.right() - 184.0;
        let names_right = bar_right - bar_width - 14.0;
        let mut job = widgets::name_and_words(ui, name, "");
        job.wrap = egui::text::TextWrapping::truncate_at_width((names_right - rect.left() - 32.0).max(60.0));
        let galley = painter.layout_job(job);
        painter.galley(pos2(rect.left() + 30.0, middle - 19.0), galley, palette.text);
        painter.text(
            pos2(rect.left() + 30.0, middle + 11.0),
            egui::Align2::LEFT_CENTER,
            &when,
            theme::regular(theme::SMALL),
            palette.faint,
        );
        if shows_bar {
            let track = Rect::from_min_max(pos2(bar_right - bar_width, middle - 9.0), pos2(bar_right, middle + 9.0));
            painter.rect_filled(track, CornerRadius::same(5), palette.track);
            painter.rect_filled(
                bar_of(plan, step, track),
                CornerRadius::same(5),
                if is_chosen { palette.accent } else { palette.on_panel(palette.accent, 0.6) },
            );
        }
        widgets::focus_ring(ui, &response, rect);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

/// How many rows are shown at first: those that bring nine tenths of the value.
fn first_rows(plan: &Plan) -> usize {
    let head = why::head_of(plan).max(FIRST_ROWS);
    // Folding away one or two rows would save no room.
    if head + 3 < plan.steps.len() { head } else { plan.steps.len() }
}

/// What is folded away, in words.
fn rest_words(plan: &Plan) -> String {
    let rest: Vec<&PlannedStep> = plan.steps.iter().skip(first_rows(plan)).collect();
    let from = rest.first().map_or_else(String::new, |step| format!(" from {}", numbers::month_long(step.start)));
    format!("Show {} more steps{from}, which bring the last tenth", rest.len())
}

/// Where a step lies on the plan's own span of weeks.
fn bar_of(plan: &Plan, step: &PlannedStep, track: Rect) -> Rect {
    let weeks = plan.steps.last().map_or(1.0, |last| last.end_week).max(1e-6);
    #[expect(clippy::cast_possible_truncation, reason = "a part of one keeps its meaning as f32")]
    let x = |week: f64| egui::lerp(track.left()..=track.right(), (week / weeks).clamp(0.0, 1.0) as f32);
    let (left, right) = (x(step.start_week), x(step.end_week));
    Rect::from_min_max(pos2(left, track.top()), pos2(right.max(left + 4.0), track.bottom()))
}

/// What the plan leaves out, and why.
fn left_out_ui(ui: &mut Ui, state: &State, plan: &Plan, actions: &mut Vec<Action>) {
    if !plan.unknown.is_empty() {
        let names: Vec<&str> = plan.unknown.iter().map(crate::plan::skill::SkillId::as_str).collect();
        small_ui(ui, format!("Kept, but unknown to this data pack: {}.", names.join(", ")));
    }
    let left_out: Vec<&LeftOut> = plan.left_out.iter().filter(|left| left.reason != Reason::AlreadyHeld).collect();
    if left_out.is_empty() {
        return;
    }
    egui::CollapsingHeader::new(egui::RichText::new(format!("Left out: {}", left_out.len())).size(theme::LABEL))
        .id_salt("left out")
        .show_unindented(ui, |ui| {
            for left in left_out {
                ui.horizontal_wrapped(|ui| {
                    let name = state.market.skill_name(&left.skill);
                    small_ui(ui, format!("{name} {}: {}", left.level, reason_words(state, &left.reason)));
                    if left.reason == Reason::Excluded && widgets::small_link_ui(ui, "Allow").clicked() {
                        actions.push(Action::Edit(Edit::Include(left.skill.clone())));
                    }
                });
            }
        });
}

/// Why a plan leaves a skill out.
pub(super) fn reason_words(state: &State, reason: &Reason) -> String {
    match reason {
        Reason::Excluded => "skipped by you".to_owned(),
        Reason::NeedsExcluded(skill) => format!("needs {}, which you skip", state.market.skill_name(skill)),
        Reason::NotInTarget => "your target does not ask for it".to_owned(),
        Reason::AlreadyHeld => "already there".to_owned(),
        Reason::TooLong => "takes more hours than the horizon has".to_owned(),
        Reason::OverBudget => "costs more than the budget".to_owned(),
        Reason::PaysBackTooLate => "would not pay back within the horizon".to_owned(),
        Reason::OthersPayMore => "pays, but the hours bring more elsewhere".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_come_from_the_slider_whole() {
        #[track_caller]
        fn check(value: f64, expect: Option<u32>) {
            assert_eq!(months(value), expect);
        }
        check(24.0, Some(24));
        check(24.4, Some(24));
        check(0.2, None);
        check(48.0, Some(48));
    }
}
