//! Why this order, what would change it, and how sure its beginning is, in sentences.

use egui::Ui;

use super::numbers;
use super::theme::{self, Palette, space};
use super::widgets::{self, card_title_ui, muted_ui, small_ui};
use crate::plan::Plan;
use crate::plan::explain::{Flip, Lever, Quantity, Skip, Turn};
use crate::plan::market::Knob;
use crate::plan::skill::StepId;
use crate::plan::units::{Money, Rate};
use crate::state::{Action, State};

/// A number that opens its own explanation, in the text's own weight.
pub(super) fn number_ui(ui: &mut Ui, text: &str, quantity: Quantity, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    if widgets::number_link_ui(ui, text, theme::regular(theme::BODY), palette.text).clicked() {
        actions.push(Action::Explain(quantity));
    }
}

/// The same in less weight.
pub(super) fn quiet_number_ui(ui: &mut Ui, text: &str, quantity: Quantity, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    if widgets::number_link_ui(ui, text, theme::regular(theme::BODY), palette.muted).clicked() {
        actions.push(Action::Explain(quantity));
    }
}

/// Small words after a sentence that open the explanation of its numbers.
pub(super) fn explain_ui(ui: &mut Ui, words: &str, quantity: Quantity, actions: &mut Vec<Action>) {
    if widgets::small_link_ui(ui, words).clicked() {
        actions.push(Action::Explain(quantity));
    }
}

/// The part of a plan's value that its head brings.
const MOST_OF_IT: f64 = 0.9;

/// How many steps from the beginning bring nine tenths of what the plan is worth.
pub(super) fn head_of(plan: &Plan) -> usize {
    let enough = plan.value.get() * MOST_OF_IT;
    plan.steps.iter().position(|step| step.so_far.get() >= enough).map_or(plan.steps.len(), |index| index + 1)
}

/// What the head of a long plan brings, as a sentence that goes on from the verdict.
pub(super) fn head_words(plan: &Plan) -> Option<String> {
    let head = head_of(plan);
    let last = plan.steps.get(head.checked_sub(1)?)?;
    let words = format!(
        "The first {}, until {}, bring nine tenths of it.",
        numbers::count(head),
        numbers::month_long(last.end)
    );
    (head + 3 < plan.steps.len()).then_some(words)
}

/// In how many futures a step stays among the first, as far as it has been counted.
pub(super) fn stays_words(state: &State, step: &StepId) -> Option<String> {
    let steps = state.planning.first_steps.as_ref().filter(|steps| steps.draws >= 20)?;
    let share = steps.share(step)?;
    Some(format!("Among the first three in {} of {} re-planned futures", numbers::percent(share), steps.draws))
}

/// What would have to change for another step to come first.
pub(super) fn flips_ui(ui: &mut Ui, state: &State, plan: &Plan, actions: &mut Vec<Action>) {
    card_title_ui(ui, "What would change the plan?");
    let Some(flips) = &state.planning.flips else {
        muted_ui(ui, "Trying other hours, rates and premiums in the background…");
        return;
    };
    let sentences: Vec<String> = flips.iter().flat_map(|flip| flip_sentences(state, flip)).collect();
    if sentences.is_empty() {
        let first = plan.steps.first().map_or("the first step", |step| state.market.skill_name(&step.id.skill));
        muted_ui(
            ui,
            format!("Nothing that was tried: {first} stays first at any rate, premium and hours within reach."),
        );
    }
    for sentence in sentences {
        ui.horizontal_wrapped(|ui| {
            ui.label(format!("•  {sentence}"));
            explain_ui(ui, "Why?", Quantity::Flips, actions);
        });
    }
    small_ui(
        ui,
        "Found by planning anew at other values and halving the distance; a change there and back in between can be missed.",
    );
    explain_ui(ui, "How these are found", Quantity::Flips, actions);
}

fn flip_sentences(state: &State, flip: &Flip) -> Vec<String> {
    // That nothing pays where a number is nothing goes without saying.
    let says_something = |turn: &&Turn| turn.first.is_some() || turn.value > 0.005;
    let below = flip
        .below
        .as_ref()
        .filter(says_something)
        .map(|turn| format!("Under {}, {}.", value_words(state, &flip.lever, turn.value), then_words(state, turn)));
    let above = flip
        .above
        .as_ref()
        .map(|turn| format!("Above {}, {}.", value_words(state, &flip.lever, turn.value), then_words(state, turn)));
    [below, above].into_iter().flatten().collect()
}

fn then_words(state: &State, turn: &Turn) -> String {
    match &turn.first {
        Some(step) => format!("you would start with {} level {}", state.market.skill_name(&step.skill), step.level),
        None => "no step would pay any more".to_owned(),
    }
}

/// A value of a lever with its name, as it stands after "under" or "above".
fn value_words(state: &State, lever: &Lever, value: f64) -> String {
    let percent = |value: f64| numbers::change(value);
    match lever {
        Lever::LearningHours => format!("{} h of learning a week", numbers::number(value, 1)),
        Lever::Rate => {
            format!("a rate of {}", numbers::rate(Rate::new(value).unwrap_or_default(), state.profile.currency))
        }
        Lever::Assumption(Knob::OwnShare) => format!("an own share of {} of each premium", numbers::number(value, 2)),
        Lever::Assumption(knob) => {
            let name = state.market.assumptions.get(knob).map_or(knob.id(), |assumption| assumption.name.as_str());
            format!("{} for \"{name}\"", numbers::number(value, 2))
        }
        Lever::SkillPremium(skill) => format!("a premium of {} for {}", percent(value), state.market.skill_name(skill)),
        Lever::Premium(_) => format!("a published premium of {}", percent(value)),
        Lever::Outlook => format!("an outlook factor of {}", numbers::number(value, 2)),
        Lever::BaseDrift => format!("a drift of your service of {}", percent(value)),
        Lever::StepHours => format!(
            "{} of the hours estimated",
            numbers::percent(crate::plan::units::Share::new(value).unwrap_or_default())
        ),
    }
}

/// "What if I skip it?", and the answer of a plan made without the skill.
pub(super) fn skip_ui(ui: &mut Ui, state: &State, step: &StepId, actions: &mut Vec<Action>) {
    let asked = state.planning.skip.as_ref().filter(|(skill, _)| *skill == step.skill);
    match asked {
        None => {
            if widgets::link_ui(ui, "What if I skip it?").clicked() {
                actions.push(Action::AskSkip(step.skill.clone()));
            }
        }
        Some((_, None)) => drop(muted_ui(ui, "Planning without it…")),
        Some((_, Some(skip))) => {
            ui.add_space(space::XS);
            muted_ui(ui, skip_words(state, skip));
        }
    }
}

fn skip_words(state: &State, skip: &Skip) -> String {
    let lost = if skip.lost > Money::ZERO {
        format!("Without it, the best plan is worth {} less.", numbers::estimate(skip.lost, state.profile.currency))
    } else {
        "Without it, the best plan is worth as much.".to_owned()
    };
    let names = |steps: &[StepId]| {
        let named: Vec<String> = steps
            .iter()
            .take(3)
            .map(|step| format!("{} {}", state.market.skill_name(&step.skill), step.level))
            .collect();
        let more = if steps.len() > 3 { format!(" and {} more", steps.len() - 3) } else { String::new() };
        format!("{}{more}", named.join(", "))
    };
    let first = skip.plan.steps.first().map_or_else(String::new, |step| {
        format!(" It would begin with {} {}.", state.market.skill_name(&step.id.skill), step.id.level)
    });
    let new = if skip.new.is_empty() { String::new() } else { format!(" New in it: {}.", names(&skip.new)) };
    format!("{lost}{first}{new}")
}
