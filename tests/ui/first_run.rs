//! From the first start to a plan, by mouse and by keyboard alone, and the sample for those who only look around.

use egui::Key;
use egui::accesskit::Role;
use premia::plan::profile::Setup;
use premia::plan::skill::{Level, SkillId};
use premia::plan::units::Rate;
use premia::state::{Place, Scene};

use crate::desk::Desk;

fn level(desk: &Desk, skill: &str) -> u8 {
    desk.profile().level(&SkillId::new(skill)).get()
}

#[test]
fn a_new_user_comes_to_a_plan_by_mouse() {
    let mut desk = Desk::new();
    assert_eq!(desk.state().scene, Scene::Welcome);
    desk.click(Role::Button, "Start my plan (2 min)");
    desk.until_seen("What do you sell today?");
    desk.click(Role::RadioButton, "Graphic designer");
    assert_eq!(desk.profile().service.as_str(), "graphic_designer");
    desk.click(Role::Button, "Next");
    desk.until_seen("What can you do already?");
    desk.click_level("Python", 2);
    assert_eq!(level(&desk, "python"), 2);
    desk.click(Role::Button, "Next");
    desk.until_seen("Where to, and with how much time?");
    desk.click(Role::RadioButton, "AI-assisted brand designer");
    desk.click(Role::Button, "Next");
    desk.until_planned();
    desk.until_seen(" in 8 of 10 futures. If you change nothing, about $");
    assert!(desk.sees("Your first moves"));
    assert!(desk.sees("pays back month"));
    desk.click(Role::Button, "Open my plan");
    desk.until_planned();
    assert_eq!((desk.state().scene, desk.state().place), (Scene::Work, Place::Today));
    assert_eq!(desk.profile().setup, Setup::Done);
    assert!(desk.sees("At 5\u{a0}h a week,"));
    assert!(desk.sees(" in 8 of 10 futures"));
    assert!(desk.sees("Next moves"));
}

#[test]
fn a_new_user_comes_to_a_plan_by_keyboard_alone_and_going_back_loses_nothing() {
    let mut desk = Desk::new();
    desk.tab_to("Start my plan (2 min)");
    desk.press(Key::Enter);
    assert_eq!(desk.state().scene, Scene::Setup(1));
    assert_eq!(desk.focused().as_deref(), Some("Video editor"), "the first question has the keyboard");
    desk.tab_to("Translator");
    desk.press(Key::Space);
    assert_eq!(desk.profile().service.as_str(), "translator");
    desk.tab_to("My rate an hour");
    desk.write_over("31,50");
    desk.press(Key::Enter);
    assert_eq!(desk.profile().rate, Rate::new(31.5).unwrap());
    assert_eq!(desk.state().scene, Scene::Setup(1), "the field used this Enter");
    desk.press(Key::Enter);
    assert_eq!(desk.state().scene, Scene::Setup(2));

    let first = desk.focused().unwrap();
    assert!(first.ends_with(", level"), "the first skill has the keyboard, not {first:?}");
    desk.press(Key::Num4);
    desk.tab_to("Python, level");
    desk.press(Key::Num3);
    desk.press(Key::ArrowLeft);
    assert_eq!(level(&desk, "python"), 2);
    desk.press(Key::ArrowRight);
    assert_eq!(level(&desk, "python"), 3);
    desk.press(Key::Enter);
    assert_eq!(desk.state().scene, Scene::Setup(3));

    desk.tab_to_role(Role::Slider, "Hours for learning");
    let before = desk.profile().learning_hours.get();
    desk.press(Key::ArrowRight);
    let after = desk.profile().learning_hours.get();
    assert!(after > before, "{before} -> {after}");
    desk.tab_to("Localization lead");
    desk.press(Key::Space);
    desk.press(Key::Enter);
    assert_eq!(desk.state().scene, Scene::Setup(4));
    desk.until_planned();
    desk.until_seen(" in 8 of 10 futures");

    let answers = desk.answers();
    for screen in [3, 2, 1] {
        desk.tab_to("Back");
        desk.press(Key::Enter);
        assert_eq!(desk.state().scene, Scene::Setup(screen));
    }
    assert!(desk.sees("31.5"));
    for screen in [2, 3, 4] {
        desk.leave_focus();
        desk.press(Key::Enter);
        assert_eq!(desk.state().scene, Scene::Setup(screen));
    }
    assert_eq!(desk.answers(), answers);
    desk.until_planned();
    desk.leave_focus();
    desk.press(Key::Enter);
    desk.until_planned();
    assert_eq!((desk.state().scene, desk.state().place), (Scene::Work, Place::Today));
}

#[test]
fn questions_may_be_skipped() {
    let desk = Desk::own();
    assert_eq!(desk.state().scene, Scene::Work);
    assert!(!desk.steps().is_empty());
}

#[test]
fn a_first_run_that_was_left_goes_on_where_it_was_left() {
    let mut desk = Desk::new();
    desk.click(Role::Button, "Start my plan (2 min)");
    desk.click(Role::Button, "Next");
    desk.click_level("Python", 3);
    let answers = desk.answers();
    let desk = desk.restart();
    assert_eq!(desk.state().scene, Scene::Setup(2));
    assert_eq!(desk.answers(), answers);
}

#[test]
fn going_back_from_the_first_screen_and_starting_again_leaves_one_unfinished_profile() {
    let mut desk = Desk::new();
    desk.click(Role::Button, "Start my plan (2 min)");
    desk.click(Role::Button, "Back");
    assert_eq!(desk.state().scene, Scene::Welcome);
    assert!(desk.has(Role::Button, "My plan"), "what was begun can be gone on with");
    desk.click(Role::Button, "My plan");
    assert_eq!(desk.state().scene, Scene::Setup(1));
    assert_eq!(desk.state().profiles.len(), 1);
}

#[test]
fn the_sample_has_a_banner_and_is_never_mixed_with_own_data() {
    let mut desk = Desk::sample();
    assert_eq!(desk.profile().setup, Setup::Sample);
    assert!(desk.sees("You are looking at an invented sample"));
    let sample_name = desk.profile().name.clone();
    desk.go(Place::Profile);
    assert!(desk.sees("You are looking at an invented sample"), "the banner is in every place");
    desk.click_level("Graphic design", 4);
    assert_eq!(level(&desk, "graphic_design"), 4);

    desk.click(Role::Link, "Start my own plan");
    assert_eq!(desk.state().scene, Scene::Setup(1));
    assert_ne!(desk.profile().name, sample_name);
    assert_eq!(level(&desk, "graphic_design"), 0, "nothing of the sample is in the own profile");
    assert!(desk.profile().skills.values().all(|rating| rating.evidence.is_empty()));
    assert_eq!(desk.state().profiles.len(), 2);
    desk.click(Role::Button, "Skip the questions");
    desk.until_planned();
    desk.click(Role::Button, "Open my plan");
    desk.until_planned();
    assert!(!desk.sees("You are looking at an invented sample"));

    desk.click(Role::Button, "My plan");
    desk.click(Role::Button, &sample_name);
    desk.until_planned();
    assert_eq!(desk.profile().setup, Setup::Sample);
    assert_eq!(desk.profile().level(&SkillId::new("graphic_design")), Level::MAX, "the sample is as it was left");
    let folder = desk.close();
    assert_eq!(Desk::files(&folder, "profiles").len(), 2);
}

#[test]
fn a_first_run_that_was_left_is_gone_on_with_after_a_restart_and_not_begun_anew() {
    let mut desk = Desk::new();
    desk.click(Role::Button, "Start my plan (2 min)");
    desk.fill("My rate an hour", "58");
    desk.press(Key::Enter);
    desk.command(Key::O);
    let mut desk = desk.restart();
    desk.command(Key::O);
    assert_eq!(desk.state().scene, Scene::Welcome);
    desk.click(Role::Button, "Start my plan (2 min)");
    assert_eq!(desk.state().profiles.len(), 1, "{:?}", desk.state().profiles);
    assert!(desk.profile().rate.get().total_cmp(&58.0).is_eq());
}
