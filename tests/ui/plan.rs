//! The plan and the user's wishes: gaps, pins, skips, finished steps, assumptions, and the table beside the chart.

use egui::accesskit::Role;
use egui::{Key, Theme, vec2};
use premia::plan::market::Knob;
use premia::plan::skill::{Level, SkillId, StepId};
use premia::state::Place;

use crate::desk::{Desk, Look};

/// The first step of the plan, and the name of its skill.
fn first_step(desk: &Desk) -> Option<(StepId, String)> {
    let step = desk.state().planning.plan.as_ref()?.steps.first()?.id.clone();
    let name = desk.state().market.skill_name(&step.skill).to_owned();
    Some((step, name))
}

#[test]
fn a_gap_put_into_the_plan_is_pinned_and_planned() {
    let mut desk = Desk::own();
    desk.go(Place::Gap);
    desk.click(Role::RadioButton, "Machine learning specialist");
    let (button, name, step) = {
        let planned = desk.steps();
        let skills = &desk.state().market.skills;
        let asked = |words: String| words.strip_prefix("Put into my plan: ").map(str::to_owned);
        let gaps = desk.widgets().into_iter().filter_map(|(_, words, _)| Some((words.clone(), asked(words)?)));
        let of_skill = |name: &str| skills.values().find(|skill| skill.name == name);
        let unplanned = gaps.filter_map(|(words, name)| Some((words, name.clone(), of_skill(&name)?.id.clone())));
        unplanned
            .into_iter()
            .find(|(_, _, id)| !planned.iter().any(|step| step.starts_with(&format!("{id} "))))
            .unwrap()
    };
    desk.click(Role::Button, &button);
    let pin = desk.profile().pinned.first().unwrap().clone();
    assert_eq!(pin.skill, step);
    assert!(desk.has(Role::Button, &format!("In my plan: {name}")));
    desk.until_planned();
    let planned = desk.steps();
    assert!(planned.contains(&format!("{} {}", pin.skill, pin.level)), "{pin:?} in {planned:?}");
    desk.go(Place::Path);
    assert!(desk.sees(&format!("Pinned: {name} {}", pin.level)));
    desk.go(Place::Gap);
    desk.click(Role::Button, &format!("In my plan: {name}"));
    assert!(desk.profile().pinned.is_empty());
}

#[test]
fn a_skipped_skill_leaves_the_plan_until_it_is_allowed_again() {
    let mut desk = Desk::own();
    let before = desk.steps();
    let (step, name) = first_step(&desk).unwrap();
    desk.go(Place::Path);
    desk.click(Role::Button, "Skip");
    assert!(desk.profile().excluded.contains(&step.skill));
    desk.until_planned();
    let without = desk.steps();
    assert!(!without.iter().any(|own| own.starts_with(&format!("{} ", step.skill))), "{without:?}");
    assert!(desk.sees(&format!("Skipped: {name}")));
    let left_out = desk.widgets().into_iter().find(|(_, words, _)| words.starts_with("Left out: ")).unwrap().1;
    desk.click(Role::DisclosureTriangle, &left_out);
    assert!(desk.sees(": skipped by you"));
    desk.click(Role::Link, "Allow");
    assert!(desk.profile().excluded.is_empty());
    desk.until_planned();
    assert_eq!(desk.steps().len(), before.len());
}

#[test]
fn a_finished_step_is_a_held_level_and_undo_in_the_message_takes_it_back() {
    let mut desk = Desk::own();
    let (step, name) = first_step(&desk).unwrap();
    let before = desk.profile().clone();
    desk.go(Place::Path);
    desk.click(Role::Button, "Mark done");
    assert_eq!(desk.profile().level(&step.skill), step.level);
    desk.until_planned();
    assert!(!desk.steps().contains(&format!("{} {}", step.skill, step.level)));
    assert!(desk.sees(&format!("Done: mark {name} level {} done", step.level)));
    desk.click(Role::Link, "Undo");
    assert_eq!(desk.profile().skills, before.skills);
    assert!(!desk.has(Role::Link, "Undo"), "the message is gone");
    desk.until_planned();
    assert!(desk.steps().contains(&format!("{} {}", step.skill, step.level)));
}

#[test]
fn a_step_is_done_first_with_what_it_needs() {
    let mut desk = Desk::own();
    desk.go(Place::Path);
    let row = desk
        .widgets()
        .into_iter()
        .find(|(role, words, _)| *role == Role::ListItem && words.starts_with("7. "))
        .unwrap()
        .1;
    desk.click(Role::ListItem, &row);
    let chosen = desk.state().planning.plan.as_ref().unwrap().steps.get(6).unwrap().id.clone();
    desk.click(Role::Button, "Do first");
    assert_eq!(desk.profile().locked.last(), Some(&chosen));
    desk.until_planned();
    let locked = desk.profile().locked.len();
    let at = desk.steps().iter().position(|step| *step == format!("{} {}", chosen.skill, chosen.level)).unwrap();
    assert!(at < locked, "at {at}, with {locked} locked");
    let wish = desk.widgets().into_iter().find(|(_, words, _)| words.starts_with("First: ")).unwrap().1;
    desk.click(Role::Button, &wish);
    assert!(desk.profile().locked.is_empty());
}

#[test]
fn hours_are_logged_on_a_step() {
    let mut desk = Desk::own();
    let (step, _) = first_step(&desk).unwrap();
    desk.go(Place::Path);
    desk.fill("Hours spent", "2,5");
    desk.press(Key::Enter);
    desk.click(Role::Button, "Log");
    assert!((desk.profile().steps[&step].logged.get() - 2.5).abs() < 1e-9);
    desk.go(Place::Today);
    desk.click(Role::Button, "Log an hour");
    assert!((desk.profile().steps[&step].logged.get() - 3.5).abs() < 1e-9);
}

#[test]
fn no_hours_and_no_budget_and_an_impossible_wish_all_have_words() {
    let mut desk = Desk::own();
    desk.go(Place::Path);
    desk.fill("Learning", "0");
    desk.press(Key::Enter);
    desk.until_planned();
    assert!(desk.steps().is_empty());
    for place in Place::ALL {
        desk.go(place);
        desk.steps_on(4);
        desk.assert_tidy();
    }
    desk.go(Place::Today);
    assert!(desk.sees("with no hours to learn"));
    desk.go(Place::Gap);
    let gap = desk.widgets().into_iter().find(|(_, words, _)| words.starts_with("Put into my plan: ")).unwrap().1;
    desk.click(Role::Button, &gap);
    desk.until("the trouble is said", |desk| desk.state().planning.trouble.is_some());
    desk.go(Place::Path);
    assert!(desk.sees("No plan under these wishes"));
    assert!(desk.sees("Pinned: "), "the wish can be taken back where it hurts");
}

#[test]
fn an_impossible_wish_is_made_possible_by_one_button_and_taken_back_by_undo() {
    let mut desk = Desk::own();
    desk.go(Place::Path);
    desk.fill("Learning", "0");
    desk.press(Key::Enter);
    desk.until_planned();
    desk.go(Place::Gap);
    let gap = desk.widgets().into_iter().find(|(_, words, _)| words.starts_with("Put into my plan: ")).unwrap().1;
    desk.click(Role::Button, &gap);
    desk.until("the trouble is said", |desk| desk.state().planning.trouble.is_some());
    desk.go(Place::Today);
    desk.click(Role::Link, "What would make it possible");
    assert!(desk.sees("but until the horizon there are"));
    let way = desk.widgets().into_iter().find(|(_, words, _)| words.starts_with("Learn ")).unwrap().1;
    desk.click(Role::Button, &way);
    assert!(desk.profile().learning_hours.get() > 0.0, "{way}");
    desk.until_planned();
    let pin = desk.profile().pinned.first().unwrap().clone();
    assert!(desk.state().planning.plan.as_ref().unwrap().step(&pin).is_some());
    assert!(!desk.sees("No plan under these wishes"));
    desk.assert_tidy();
    desk.command(Key::Z);
    assert!(desk.profile().learning_hours.get() < 1e-9);
    desk.until("the trouble is back", |desk| desk.state().planning.trouble.is_some());
}

/// The row of the table with this first cell: its words from left to right.
fn row_of(desk: &Desk, first: &str) -> Vec<String> {
    let labels: Vec<_> = desk.widgets().into_iter().filter(|(role, ..)| *role == Role::Label).collect();
    let Some(at) = labels.iter().find(|(_, words, _)| words == first).map(|(.., rect)| *rect) else {
        return Vec::new();
    };
    let mut row: Vec<_> =
        labels.into_iter().filter(|(.., rect)| (rect.center().y - at.center().y).abs() < 6.0).collect();
    row.retain(|(.., rect)| rect.left() >= at.left());
    row.sort_by(|(.., one), (.., other)| one.left().total_cmp(&other.left()));
    row.into_iter().map(|(_, words, _)| words).collect()
}

#[test]
fn the_last_row_of_the_table_is_the_headline() {
    let mut desk = Desk::sample_with_look(Look { size: vec2(1280.0, 3600.0), theme: Theme::Light });
    desk.go(Place::Projection);
    desk.click(Role::Link, "The same as a table");
    desk.steps_on(4);
    let row = row_of(&desk, "November 2028");
    let [_, low, median, high, nothing] = row.as_slice() else { unreachable!("five cells, not {row:?}") };
    assert!(desk.sees(&format!("rate to about {median} by November 2028.")), "{median}");
    let range = format!("Between {low} and {high} in 8 of 10 futures. If you change nothing, about {nothing}.");
    assert!(desk.sees(&range), "{range}");
    desk.click(Role::Link, "Hide the table");
    assert!(row_of(&desk, "November 2028").is_empty());
}

#[test]
fn an_assumption_is_replaced_by_an_own_number_and_put_back() {
    let mut desk = Desk::own();
    desk.go(Place::Projection);
    let before = desk.state().planning.projection.as_ref().unwrap().headline.p50;
    desk.click(Role::Button, "Details of Own share of a premium");
    desk.fill("My number", "0,9");
    desk.press(Key::Enter);
    assert!((desk.profile().overrides[&Knob::ALL[0]].value - 0.9).abs() < 1e-9);
    assert!(desk.has(Role::Label, "Your own"));
    desk.until_planned();
    assert!(desk.state().planning.projection.as_ref().unwrap().headline.p50 > before);
    desk.fill("Why", "two clients told me");
    desk.press(Key::Enter);
    assert_eq!(desk.profile().overrides[&Knob::ALL[0]].note, "two clients told me");
    desk.click(Role::Link, "Back to the pack's number");
    assert!(desk.profile().overrides.is_empty());
    assert!(!desk.has(Role::Label, "Your own"));
    desk.until_planned();
    assert_eq!(desk.state().planning.projection.as_ref().unwrap().headline.p50, before);
}

#[test]
fn the_outlook_moves_the_projection() {
    let mut desk = Desk::own();
    desk.go(Place::Projection);
    let headline =
        |desk: &Desk| desk.state().planning.projection.as_ref().map(|projection| projection.headline.p50.get());
    desk.click(Role::RadioButton, "Outlook: Boom goes on");
    desk.until_planned();
    let boom = headline(&desk);
    desk.click(Role::RadioButton, "Outlook: Falls back");
    desk.until_planned();
    assert!(headline(&desk) < boom);
}

#[test]
fn unknown_skills_are_never_planned() {
    let desk = Desk::own();
    assert!(desk.steps().iter().all(|step| {
        let id = step.split(' ').next().unwrap_or_default();
        desk.state().market.skill(&SkillId::new(id)).is_some()
    }));
}

#[test]
fn a_skill_that_has_faded_counts_one_level_less_until_it_is_learned_anew() {
    let skill = SkillId::new("video_editing");
    let rating = |desk: &Desk| desk.profile().skills.get(&skill).map(|rating| (rating.level.get(), rating.faded_from));
    let mut desk = Desk::sample();
    desk.go(Place::Profile);
    desk.click(Role::Button, "Details of Video editing");
    desk.click(Role::Link, "It has faded");
    assert_eq!(rating(&desk), Some((2, Level::new(3))));
    assert!(desk.sees("Faded from level 3"), "{}", desk.transcript());
    desk.click_level("Video editing", 3);
    assert_eq!(rating(&desk), Some((3, None)));
    desk.command(Key::Z);
    desk.command(Key::Z);
    assert_eq!(rating(&desk), Some((3, None)));
    assert!(!desk.sees("Faded from level 3"));
}
