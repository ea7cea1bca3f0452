//! The user's own numbers: chosen where sources disagree, seen wherever they count, taken back, and kept on disk.

use egui::Key;
use egui::accesskit::Role;
use premia::plan::market::{FigureId, Knob, PremiumId};
use premia::state::Place;

use crate::desk::Desk;

fn own(desk: &Desk, id: &str) -> Option<f64> {
    desk.profile().figures.get(&FigureId::new(id)).map(|own| own.value)
}

/// The middle of the premium that most skills are planned with, in whole per cent.
fn group_middle(desk: &Desk) -> i32 {
    let premium = desk.state().market.premiums.get(&PremiumId::new("group"));
    let middle = premium.map_or(0.0, |premium| (premium.range.mid().get() * 100.0).round());
    (-100..1000).find(|whole| (f64::from(*whole) - middle).abs() < 0.5).unwrap_or(-1)
}

#[test]
fn a_contradiction_can_be_settled_and_taken_back() {
    let mut desk = Desk::sample();
    desk.go(Place::Sources);
    desk.click(Role::RadioButton, "Show: Disagreements");
    assert_eq!(group_middle(&desk), 21);
    desk.click(Role::RadioButton, "Plan with: Careful 9%");
    assert_eq!((own(&desk, "D01"), group_middle(&desk)), (Some(9.0), 9));
    desk.until_planned();
    desk.click(Role::RadioButton, "Plan with: Published middle 21%");
    assert_eq!((own(&desk, "D01"), group_middle(&desk)), (None, 21));
    desk.command(Key::Z);
    assert_eq!(own(&desk, "D01"), Some(9.0), "undo brings the choice back");
    desk.command(Key::Z);
    assert_eq!((own(&desk, "D01"), group_middle(&desk)), (None, 21), "and takes it back");
    let blend =
        desk.names_of(Role::RadioButton).into_iter().flatten().find(|name| name.starts_with("Plan with: Blend"));
    desk.click(Role::RadioButton, &blend.unwrap_or_default());
    assert!(group_middle(&desk) > 21, "the mean of all that was published is above the freelance study");
    desk.click(Role::Link, "Plan with D36");
    let picked = desk.state().market.figures.get(&FigureId::new("D36")).and_then(|figure| figure.value);
    assert_eq!(own(&desk, "D01"), picked, "one of the figures can be picked");
    assert!(!desk.has(Role::Link, "Plan with D21"), "62% is beyond what all skills together can add");
    desk.click(Role::Link, "Plan with D01");
    assert_eq!(own(&desk, "D01"), None, "and the first one again, as the pack has it");
}

#[test]
fn a_contradiction_beside_premiums_is_settled_too_and_what_follows_is_marked() {
    let mut desk = Desk::sample();
    desk.go(Place::Sources);
    desk.click(Role::RadioButton, "Show: Disagreements");
    let drift = |desk: &Desk| {
        let assumption = desk.state().market.assumptions.get(&Knob::ExecutionDrift);
        assumption.map_or(f64::NAN, |own| (own.range.mid() * 1000.0).round())
    };
    assert!((drift(&desk) + 130.0).abs() < 0.1);
    desk.click(Role::RadioButton, "In place of F02: Blend −20.5%");
    assert_eq!(own(&desk, "F02"), Some(-20.5));
    assert!((drift(&desk) + 205.0).abs() < 0.1, "the drift of execution skills follows");
    desk.click(Role::Link, "F03 in place of F02");
    assert_eq!(own(&desk, "F02"), Some(-28.0));
    desk.go(Place::Projection);
    assert!(desk.has(Role::Label, "Follows from your own"), "an assumption that moved says so");
    desk.go(Place::Sources);
    desk.click(Role::RadioButton, "Show: Disagreements");
    desk.click(Role::Link, "Plan with F02 again");
    assert_eq!(own(&desk, "F02"), None);
    assert!((drift(&desk) + 130.0).abs() < 0.1);
}

#[test]
fn sentences_show_the_number_in_use() {
    let mut desk = Desk::sample();
    desk.go(Place::Sources);
    desk.click(Role::RadioButton, "Show: Disagreements");
    assert!(desk.has(Role::Link, "21%") && desk.sees("Premia takes the freelance study ("));
    desk.click(Role::RadioButton, "Plan with: Careful 9%");
    assert!(!desk.has(Role::Link, "21%"), "the sentence has followed");
    assert!(desk.sees("Premia takes the freelance study ("));
}

#[test]
fn an_own_number_is_badged_listed_kept_and_reset() {
    let mut desk = Desk::sample();
    desk.go(Place::Market);
    let premium = "+21% (9 to 34)";
    desk.click(Role::Link, premium);
    desk.click(Role::Link, "Use my own number");
    desk.fill("My own number", "15");
    desk.press(Key::Enter);
    assert_eq!((own(&desk, "D01"), group_middle(&desk)), (Some(15.0), 15));
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    desk.until_planned();
    assert!(!desk.has(Role::Link, premium) && desk.has(Role::Link, "+15% (9 to 34)"));
    assert!(desk.has(Role::Label, "Your own"), "the table says whose number it is:\n{}", desk.transcript());
    desk.until_saved();

    let mut desk = desk.restart();
    assert_eq!((own(&desk, "D01"), group_middle(&desk)), (Some(15.0), 15), "it is there after a restart");
    desk.go(Place::Sources);
    assert!(desk.has(Role::Label, "Your own"));
    desk.click(Role::Link, "Reset D01");
    assert_eq!((own(&desk, "D01"), group_middle(&desk)), (None, 21));
    assert!(!desk.has(Role::Link, "Reset D01"), "nothing is listed any more");
    desk.command(Key::Z);
    assert_eq!(own(&desk, "D01"), Some(15.0));
}

#[test]
fn columns_of_the_market_are_filtered() {
    let mut desk = Desk::sample();
    desk.go(Place::Market);
    assert!(desk.has(Role::Button, "AI video generation"));
    desk.click(Role::Button, "More filters");
    desk.click(Role::ComboBox, "Growth");
    desk.click(Role::Button, "No figure");
    assert!(desk.has(Role::Button, "Python") && !desk.has(Role::Button, "AI video generation"));
    desk.click(Role::Button, "Show all skills");
    assert!(desk.has(Role::Button, "AI video generation"));
}

#[test]
fn own_hours_of_a_step_count_in_the_market_too() {
    let mut desk = Desk::sample();
    let plan = desk.state().planning.plan.clone().expect("a plan");
    let name = desk.state().market.skill_name(&plan.steps[0].id.skill).to_owned();
    let shown = |desk: &mut Desk| -> Vec<String> {
        desk.go(Place::Market);
        desk.click(Role::SearchInput, "Search skills");
        desk.write_over(&name);
        desk.names_of(Role::Link).into_iter().flatten().filter(|words| words.ends_with("\u{a0}h")).collect()
    };
    let before = shown(&mut desk);
    assert_eq!(before.len(), 1, "{before:?}");
    desk.go(Place::Path);
    desk.click(Role::DisclosureTriangle, "My own figures and notes");
    desk.until_seen("Hours in all");
    desk.steps_on(20);
    desk.fill("Hours in all", "90");
    desk.press(Key::Enter);
    desk.until_planned();
    let after = shown(&mut desk);
    assert!(after.len() == 1 && after != before, "{before:?}, then {after:?}");
}
