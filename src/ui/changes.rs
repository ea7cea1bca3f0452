//! What moved since the plan that the user goes by, and why: a card in Path, a shorter one in Today.

use egui::{Align, Layout, Ui};

use super::numbers;
use super::path::reason_words;
use super::theme::space;
use super::verdict::lead_ui;
use super::widgets::{self, Mood, badge_ui, card_title_ui, card_ui, muted_ui};
use crate::plan::replan::{Cause, Change, Changes, Moved, SeenPlan};
use crate::plan::skill::StepId;
use crate::state::{Action, Edit, Place, State};

/// The rows that are shown before the rest is folded away.
const FIRST_ROWS: usize = 3;
/// Money below which two plans are worth the same.
const SAME: f64 = 0.5;

/// Whether the whole list is shown.
#[derive(Default)]
pub(super) struct ChangesView {
    shows_all: bool,
}

impl ChangesView {
    /// The list of what moved, above the path; nothing where nothing moved.
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        let Some(changes) = &state.planning.changes else { return };
        card_ui(ui, |ui| {
            head_ui(ui, state, changes);
            let shown = if self.shows_all { changes.steps.len() } else { FIRST_ROWS };
            rows_ui(ui, state, changes, shown);
            muted_ui(ui, worth_words(state, changes));
            ui.horizontal_wrapped(|ui| {
                keep_ui(ui, state, actions);
                if changes.steps.len() > FIRST_ROWS {
                    let words = if self.shows_all {
                        "Show fewer changes".to_owned()
                    } else {
                        format!("Show all {} changes", changes.steps.len())
                    };
                    if widgets::link_ui(ui, &words).clicked() {
                        self.shows_all = !self.shows_all;
                    }
                }
            });
        });
        ui.add_space(space::M);
    }
}

/// The same in short for Today.
pub(super) fn changes_today_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(changes) = &state.planning.changes else { return };
    card_ui(ui, |ui| {
        head_ui(ui, state, changes);
        rows_ui(ui, state, changes, FIRST_ROWS);
        ui.horizontal_wrapped(|ui| {
            keep_ui(ui, state, actions);
            lead_ui(ui, &format!("All that moved: {}", step_count(changes)), Place::Path, actions);
        });
    });
    ui.add_space(space::M);
}

fn step_count(changes: &Changes) -> String {
    numbers::counted(changes.steps.len(), "step")
}

/// The title, and what has happened.
fn head_ui(ui: &mut Ui, state: &State, changes: &Changes) {
    card_title_ui(ui, &format!("What changed since {}", numbers::day(changes.since)));
    let causes: Vec<String> = changes.causes.iter().map(|cause| cause_words(state, cause)).collect();
    let words = if causes.is_empty() { "The plan was solved again.".to_owned() } else { causes.join(" ") };
    ui.add(egui::Label::new(words).wrap());
    ui.add_space(space::XS);
}

/// Goes by the new plan from now on, which takes the card away; Undo brings it back.
fn keep_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(plan) = &state.planning.plan else { return };
    let hover = "Later changes are held against this plan; Undo brings this list back";
    if ui.button("Go by the new plan").on_hover_text(hover).clicked() {
        let seen = SeenPlan::of(&state.profile, plan, state.today);
        actions.push(Action::Edit(Edit::GoBy(Box::new(seen))));
        actions.push(Action::EndGesture);
    }
}

fn rows_ui(ui: &mut Ui, state: &State, changes: &Changes, most: usize) {
    for change in changes.steps.iter().take(most) {
        ui.horizontal(|ui| {
            let (badge, mood, words) = row_words(state, change);
            widgets::cell_ui(ui, 116.0, |ui| drop(badge_ui(ui, &badge, mood)));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = widgets::name_and_words(ui, &step_words(state, &change.step), &words);
                ui.add(egui::Label::new(name).truncate());
            });
        });
    }
}

/// The badge of a row, and the words after the step's name.
fn row_words(state: &State, change: &Change) -> (String, Mood, String) {
    match &change.what {
        Moved::Shifted { from, to, weeks } => {
            let (way, mood) = if *weeks > 0 { ("later", Mood::Plain) } else { ("earlier", Mood::Good) };
            let words = format!("done by {}, was {}", numbers::day(*to), numbers::day(*from));
            (format!("{} {way}", week_words(*weeks)), mood, words)
        }
        Moved::Entered(to) => ("New".to_owned(), Mood::Accent, format!("done by {}", numbers::day(*to))),
        Moved::Left(reason) => {
            let why = reason.as_ref().map_or_else(String::new, |reason| reason_words(state, reason));
            ("Left out".to_owned(), Mood::Warning, why)
        }
    }
}

fn week_words(weeks: i64) -> String {
    let weeks = weeks.unsigned_abs();
    format!("{weeks} week{}", if weeks == 1 { "" } else { "s" })
}

fn step_words(state: &State, step: &StepId) -> String {
    format!("{} {}", state.market.skill_name(&step.skill), step.level)
}

fn cause_words(state: &State, cause: &Cause) -> String {
    match cause {
        Cause::Done(step, days) => format!("{} is done{}.", step_words(state, step), lateness(*days)),
        Cause::Logged(step, hours) => {
            format!("{} more logged on {}.", numbers::hours(*hours), step_words(state, step))
        }
        Cause::Estimate(step, from, to) => {
            let name = step_words(state, step);
            format!("{name} is estimated at {} instead of {}.", numbers::hours(*to), numbers::hours(*from))
        }
        Cause::Pace(from, to) => {
            format!("You learn {} a week instead of {}.", numbers::hours(*to), numbers::hours(*from))
        }
        Cause::Passed { weeks, planned, spent } => {
            let passed = if *weeks == 1 { "One week has".to_owned() } else { format!("{weeks} weeks have") };
            format!(
                "{passed} passed, with {} of {} planned hours logged or done.",
                numbers::number(spent.get(), 0),
                numbers::number(planned.get(), 0)
            )
        }
    }
}

fn lateness(days: i64) -> String {
    match (days, days / 7) {
        (_, 0) => String::new(),
        (..0, weeks) => format!(", {} early", week_words(weeks)),
        (_, weeks) => format!(", {} late", week_words(weeks)),
    }
}

/// What the new plan is worth against the old one, both from exact evaluations.
fn worth_words(state: &State, changes: &Changes) -> String {
    let money = |money| numbers::estimate(money, state.profile.currency);
    let (now, before, kept) = (changes.value, changes.value_before, changes.old_order);
    let gain = crate::plan::units::Money::new(now.get() - kept.get()).unwrap_or_default();
    let order = if gain.get() < SAME {
        "The old order would be worth as much today.".to_owned()
    } else {
        format!("Keeping the old order would be worth {} less.", money(gain))
    };
    if (now.get() - before.get()).abs() < SAME {
        return format!("What is left to learn is worth {} on the middle values, as before. {order}", money(now));
    }
    format!("What is left to learn is worth {} on the middle values, it was {}. {order}", money(now), money(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_early_or_late_by_whole_weeks() {
        #[track_caller]
        fn check(days: i64, expect: &str) {
            assert_eq!(lateness(days), expect);
        }
        check(0, "");
        check(-6, "");
        check(-7, ", 1 week early");
        check(-20, ", 2 weeks early");
        check(15, ", 2 weeks late");
    }
}
