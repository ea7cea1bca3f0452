//! Wishes that cannot be met: why, and the smallest changes that would make them possible.

use egui::Ui;

use super::numbers;
use super::theme::space;
use super::widgets::{Mood, banner_ui, heading_ui, muted_ui};
use crate::plan::optimize::{self, Obstacle, Refusal};
use crate::plan::profile::Profile;
use crate::plan::skill::{SkillId, StepId};
use crate::plan::units::{Currency, Hours, Money};
use crate::plan::{Concession, Trouble};
use crate::state::{Action, Edit, State};

/// Why there is no plan, and what can be done about it in general.
pub(super) fn trouble_ui(ui: &mut Ui, state: &State, trouble: &Trouble) {
    heading_ui(ui, "No plan under these wishes");
    let words = match trouble {
        Trouble::Refused(Refusal::Infeasible(obstacle)) => obstacle_words(state, obstacle),
        other => other_words(state, other),
    };
    let hint = trouble.hint();
    banner_ui(ui, Mood::Warning, |ui| drop(ui.add(egui::Label::new(format!("{words}. {hint}")).wrap())));
}

/// A button for each way to make the wishes possible.
pub(super) fn ways_out_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let ways = &state.planning.ways_out;
    if ways.is_empty() {
        return;
    }
    ui.add_space(space::S);
    muted_ui(ui, if ways.len() > 1 { "Either of these makes it possible:" } else { "This makes it possible:" });
    ui.horizontal_wrapped(|ui| {
        for way in ways {
            let words: Vec<String> = way.iter().map(|concession| concession_words(state, concession)).collect();
            let words = numbers::capitalized(&words.join(", and "));
            let button = egui::Button::new(words).wrap();
            if ui.add(button).on_hover_text("The smallest such change; Undo takes it back").clicked() {
                actions.push(Action::Edit(Edit::Concede(way.clone())));
            }
        }
    });
}

fn concession_words(state: &State, concession: &Concession) -> String {
    let Profile { learning_hours, horizon_months, budget, currency, .. } = &state.profile;
    match concession {
        Concession::LearningHours(hours) => {
            let more = Hours::new(hours.get() - learning_hours.get()).unwrap_or(*hours);
            format!("learn {} more a week ({})", numbers::hours(more), numbers::hours(*hours))
        }
        Concession::Horizon(months) => {
            format!("plan {} more ({months} in all)", month_words(months.saturating_sub(*horizon_months)))
        }
        Concession::Budget(money) => {
            let more = money.get() - budget.map_or(0.0, Money::get);
            format!("raise the budget by {} to {}", amount(more, *currency), numbers::money(*money, *currency))
        }
        Concession::Include(skill) => format!("allow {} again", state.market.skill_name(skill)),
        Concession::GiveUp(step) => format!("give up {}", step_words(state, step)),
        Concession::LockFirst(steps) => {
            let steps: Vec<String> = steps.iter().map(|step| step_words(state, step)).collect();
            format!("start in the order {}", steps.join(", "))
        }
    }
}

fn obstacle_words(state: &State, obstacle: &Obstacle) -> String {
    let currency = state.profile.currency;
    let name = |step: &optimize::StepId| plain_words(state, step);
    let names = |steps: &[optimize::StepId]| steps.iter().map(name).collect::<Vec<String>>().join(", ");
    let hours = |amount: f64| numbers::hours(Hours::new(amount).unwrap_or_default());
    match obstacle {
        Obstacle::Excluded { wanted, needs } if wanted.skill == needs.skill => {
            format!("{} is wished for, but the skill is skipped", name(wanted))
        }
        Obstacle::Excluded { wanted, needs } => format!("{} needs {}, which is skipped", name(wanted), name(needs)),
        Obstacle::NoSuchLevel { wanted, highest } => {
            format!("{} is wished for, but the highest level is {highest}", name(wanted))
        }
        Obstacle::Order { locked, needs } if locked == needs => format!("{} is to come first twice", name(locked)),
        Obstacle::Order { locked, needs } => {
            format!("{} cannot come first, as it needs {} before it", name(locked), name(needs))
        }
        Obstacle::Missing { wanted } => format!("{} is not where it was wished", name(wanted)),
        Obstacle::Hours { steps, need, have } => format!(
            "What you wish for takes {}, but until the horizon there are {}, {} too few: {}",
            hours(*need),
            hours(*have),
            hours(need - have),
            names(steps)
        ),
        Obstacle::Budget { steps, need, have } => format!(
            "What you wish for costs {}, but the budget is {}, {} too little: {}",
            amount(*need, currency),
            amount(*have, currency),
            amount(need - have, currency),
            names(steps)
        ),
    }
}

fn other_words(state: &State, trouble: &Trouble) -> String {
    let mut named = numbers::capitalized(&trouble.to_string());
    for skill in state.market.skills.values() {
        named = named.replace(&format!("`{}`", skill.id), &skill.name);
    }
    named
}

fn plain_words(state: &State, step: &optimize::StepId) -> String {
    format!("{} {}", state.market.skill_name(&SkillId::new(step.skill.clone())), step.level)
}

fn step_words(state: &State, step: &StepId) -> String {
    format!("{} {}", state.market.skill_name(&step.skill), step.level)
}

fn month_words(months: u32) -> String {
    format!("{months} month{}", if months == 1 { "" } else { "s" })
}

fn amount(amount: f64, currency: Currency) -> String {
    numbers::money(Money::new(amount).unwrap_or(Money::ZERO), currency)
}
