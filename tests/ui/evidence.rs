//! The user's own numbers: chosen where sources disagree, seen wherever they count, taken back, and kept on disk.

use egui::Key;
use egui::accesskit::Role;
use premia::plan::market::{FigureId, PremiumId};
use premia::plan::skill::{Level, StepId};
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
    desk.click(Role::Link, "Plan with D01");
    assert_eq!(own(&desk, "D01"), None, "and the first one again, as the pack has it");
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
    desk.go(Place::Path);
    let plan = desk.state().planning.plan.clone().expect("a plan");
    let skill = plan.steps[0].id.skill.clone();
    let shown = |desk: &Desk| {
        let market = &desk.state().market;
        let own = market.skill(&skill).expect("a skill of the pack");
        let hours = own.steps.iter().enumerate().take(3).map(|(index, step)| {
            let level = Level::new(u8::try_from(index + 1).expect("a level")).expect("a level");
            desk.profile().hours_left(&StepId { skill: skill.clone(), level }, step).mid().get()
        });
        format!("{:.0} h", hours.sum::<f64>())
    };
    let before = shown(&desk);
    desk.click(Role::DisclosureTriangle, "My own figures and notes");
    desk.until_seen("Hours in all");
    desk.steps_on(20);
    desk.fill("Hours in all", "90");
    desk.press(Key::Enter);
    desk.until_planned();
    assert_ne!(shown(&desk), before);
    desk.go(Place::Market);
    desk.click(Role::SearchInput, "Search skills");
    let name = desk.state().market.skill_name(&skill).to_owned();
    desk.write(&name);
    assert!(desk.has(Role::Link, &shown(&desk)), "{}", desk.transcript());
}
