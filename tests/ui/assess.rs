//! The questions on a skill: they suggest a level with its reason, set none alone, and a retake shows the change.

use egui::Key;
use egui::accesskit::Role;
use premia::plan::skill::SkillId;
use premia::state::Place;

use crate::desk::Desk;

const SKILL: &str = "short_form_editing";

fn level(desk: &Desk) -> u8 {
    desk.profile().level(&SkillId::new(SKILL)).get()
}

/// Answers every question up to `full` with yes, and one of the next level with no.
#[track_caller]
fn answer(desk: &mut Desk, full: usize) {
    desk.click(Role::Link, "Answer the questions on this skill (1 min)");
    let market = desk.state().market.clone();
    let Some(skill) = market.skill(&SkillId::new(SKILL)) else { unreachable!("the pack knows the skill") };
    let of_sentence = |does: &String| vec![format!("Is this what you do? {does}")];
    let questions =
        if skill.asks.is_empty() { skill.does.iter().map(of_sentence).collect() } else { skill.asks.clone() };
    for (index, asks) in questions.iter().enumerate().take(full + 1) {
        for (number, ask) in asks.iter().enumerate() {
            let word = if index == full && number == 0 { "No" } else { "Yes" };
            desk.click(Role::RadioButton, &format!("{ask}: {word}"));
        }
    }
}

#[test]
fn questions_suggest_a_level_and_a_retake_shows_the_change() {
    let mut desk = Desk::sample();
    let name = desk.state().market.skill_name(&SkillId::new(SKILL)).to_owned();
    desk.go(Place::Profile);
    desk.click(Role::Button, &format!("Details of {name}"));
    assert_eq!(level(&desk), 2);
    answer(&mut desk, 3);
    assert!(desk.sees("Your answers suggest level 3"), "{}", desk.transcript());
    assert!(desk.sees("Yes to all of level 3, no to one of"));
    assert_eq!(level(&desk), 2, "no answer sets a level");
    desk.assert_tidy();
    desk.click(Role::Button, "Take level 3");
    assert_eq!(level(&desk), 3);
    assert!(desk.sees("Your answers suggested level 3 on 22 Nov 2026."));
    answer(&mut desk, 1);
    desk.click(Role::Button, "Keep level 3, and the answers");
    assert_eq!(level(&desk), 3);
    assert!(desk.sees("Your answers suggested level 3 on 22 Nov 2026, then level 1 on 22 Nov 2026."));
    desk.command(Key::Z);
    desk.command(Key::Z);
    assert_eq!(level(&desk), 2);
    assert!(!desk.sees("Your answers suggested level 3"));
}

#[test]
fn the_sample_tells_of_its_questions_its_clients_and_its_forecast() {
    let mut desk = Desk::sample();
    desk.go(Place::Profile);
    desk.click(Role::Button, "Details of Video editing");
    assert!(desk.sees("Your answers suggested level 2 on") && desk.sees("then level 3 on"));
    assert!(desk.sees("Testimonial") && desk.sees("Income is highly concentrated"));
    desk.go(Place::Diary);
    assert!(desk.sees("of 3 months came out inside the band"), "{}", desk.transcript());
    assert!(desk.sees("My first plan"));
}

#[test]
fn today_counts_the_hours_of_the_week_and_reminds_of_stop_rules_on_their_day() {
    let mut desk = Desk::own();
    desk.click(Role::Button, "Log an hour");
    assert!(desk.sees("Since Monday: 1 of 5\u{a0}h"), "{}", desk.transcript());
    desk.go(Place::Path);
    desk.click(Role::DisclosureTriangle, "My own figures and notes");
    desk.fill("I stop if", "no client asks for it");
    desk.press(Key::Enter);
    desk.fill("Look at that rule on", "2026-11-22");
    desk.press(Key::Enter);
    desk.go(Place::Today);
    assert!(desk.sees("You wrote: I stop if no client asks for it."), "{}", desk.transcript());
    let look = desk.names_of(Role::Button).into_iter().flatten().find(|name| name.starts_with("Look at "));
    desk.click(Role::Button, &look.unwrap_or_default());
    assert_eq!(desk.state().place, Place::Path);
}
