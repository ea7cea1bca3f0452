//! Getting around: the rail, the palette, the keys, the market and the sources behind every figure.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme};
use premia::plan::market::{FigureId, Kind};
use premia::state::{Origin, Place};

use crate::desk::Desk;

#[test]
fn keys_lead_to_every_place() {
    let mut desk = Desk::sample();
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    for (key, place) in keys.into_iter().zip(Place::ALL).rev() {
        desk.command(key);
        assert_eq!(desk.state().place, place);
    }
}

#[test]
fn every_heading_has_a_name_for_screen_readers() {
    let mut desk = Desk::sample();
    for place in Place::ALL {
        desk.go(place);
        desk.steps_on(2);
        let headings = desk.names_of(Role::Heading);
        assert!(!headings.is_empty(), "{place:?} has a heading");
        assert!(headings.iter().all(Option::is_some), "{place:?}: {headings:?}");
    }
}

#[test]
fn the_palette_leads_to_places_and_skills() {
    let mut desk = Desk::sample();
    desk.command(Key::K);
    assert!(desk.has(Role::SearchInput, "Search or run a command"));
    desk.write("path");
    desk.press(Key::Enter);
    assert_eq!(desk.state().place, Place::Path);
    assert!(!desk.has(Role::SearchInput, "Search or run a command"), "the palette is closed");

    desk.command(Key::K);
    desk.write("python");
    desk.press(Key::Enter);
    assert_eq!(desk.state().place, Place::Market);
    assert!(desk.has(Role::Button, "Close the skill"));
    assert!(desk.has(Role::Slider, "Python, level"));

    desk.command(Key::K);
    desk.write("go to");
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowUp);
    desk.press(Key::Enter);
    assert_eq!(desk.state().place, Place::Today, "what was picked before, Path, comes first, and the arrows choose");

    desk.command(Key::K);
    desk.write("qqqq");
    assert!(desk.sees("Nothing matches."));
    desk.press(Key::Enter);
    assert!(desk.has(Role::SearchInput, "Search or run a command"));
    desk.press(Key::Escape);
    assert!(!desk.has(Role::SearchInput, "Search or run a command"));
    assert_eq!(desk.state().place, Place::Today);
}

#[test]
fn escape_closes_what_lies_on_top_and_no_more() {
    let mut desk = Desk::sample();
    desk.click(Role::Link, "Which studies?");
    assert!(desk.sees("Where this comes from"));
    desk.command(Key::K);
    desk.press(Key::Escape);
    assert!(!desk.has(Role::SearchInput, "Search or run a command"));
    assert!(!desk.state().drawer.is_empty(), "the sources lay below the palette");
    desk.press(Key::Escape);
    assert_eq!(desk.state().drawer, []);
}

#[test]
fn all_keys_are_listed_and_the_list_closes() {
    let mut desk = Desk::sample();
    desk.press(Key::F1);
    assert!(desk.sees("Ctrl+Shift+Z or Ctrl+Y"), "{}", desk.transcript());
    desk.press(Key::Escape);
    assert!(!desk.sees("Ctrl+Shift+Z or Ctrl+Y"));
}

#[test]
fn the_theme_switches_and_the_rail_folds() {
    let mut desk = Desk::sample();
    assert_eq!(desk.harness.ctx.theme(), Theme::Light);
    desk.click(Role::Button, "Switch between light and dark");
    assert_eq!(desk.harness.ctx.theme(), Theme::Dark);
    desk.click(Role::Button, "Fold the rail");
    desk.go(Place::Gap);
    desk.assert_tidy();
    desk.click(Role::Button, "Show the words of the rail");
    assert!(desk.has(Role::Button, "Fold the rail"));
}

/// The skills of the table from top to bottom.
fn rows(desk: &Desk) -> Vec<String> {
    let names: std::collections::BTreeSet<&str> =
        desk.state().market.skills.values().map(|skill| skill.name.as_str()).collect();
    let mut rows: Vec<_> = desk
        .widgets()
        .into_iter()
        .filter(|(role, words, _)| *role == Role::Button && names.contains(words.as_str()))
        .collect();
    rows.sort_by(|(.., one), (.., other)| one.top().total_cmp(&other.top()));
    rows.into_iter().map(|(_, words, _)| words).collect()
}

#[test]
fn the_market_is_searched_filtered_and_sorted() {
    let mut desk = Desk::sample();
    desk.go(Place::Market);
    let all = rows(&desk);
    desk.click(Role::SearchInput, "Search skills");
    desk.write("zapier");
    let found = rows(&desk);
    assert!(found.contains(&"Zapier".to_owned()) && found.len() < 5, "{found:?}");
    desk.command(Key::A);
    desk.write("qqqq");
    assert!(rows(&desk).is_empty());
    assert!(desk.sees("No skill matches"));
    desk.command(Key::A);
    desk.press(Key::Backspace);
    assert_eq!(rows(&desk), all);

    desk.click(Role::RadioButton, "Kind of work: Judgment");
    assert_ne!(rows(&desk), all);
    desk.click(Role::RadioButton, "Kind of work: All");
    let sorted = |rows: &[String]| rows.is_sorted_by_key(|name| name.to_lowercase());
    assert!(!sorted(&all));
    desk.click(Role::Button, "Sort by Skill");
    let by_name = rows(&desk);
    assert!(by_name.len() > 5 && sorted(&by_name), "{by_name:?}");
    desk.click(Role::Button, "Sort by Skill");
    let backwards: Vec<String> = rows(&desk).into_iter().rev().collect();
    assert!(backwards.len() > 5 && sorted(&backwards), "{backwards:?}");
    desk.click(Role::Button, "Sort by Demand");
    assert_eq!(rows(&desk), all);
}

#[test]
fn a_figure_opens_its_source_and_escape_closes_it() {
    let mut desk = Desk::sample();
    desk.go(Place::Market);
    let premium =
        desk.widgets().into_iter().find(|(role, words, _)| *role == Role::Link && words.contains(" to ")).unwrap().1;
    desk.click(Role::Link, &premium);
    let Some(Origin::Figures(figures)) = desk.state().drawer.last().cloned() else { panic!("no figures are shown") };
    assert!(!figures.is_empty());
    desk.steps_on(2);
    let market = desk.state().market.clone();
    let mut published = 0;
    for figure in figures.iter().filter_map(|id| market.figures.get(id)) {
        let Kind::Published { .. } = figure.kind else { continue };
        let (source, grade) = market.source_of(figure).unwrap();
        assert!(desk.sees(&source.title), "{}", source.title);
        assert!(desk.sees(&source.publisher), "{}", source.publisher);
        assert!(desk.sees(&format!("Grade {}: ", grade.letter())));
        published += 1;
    }
    assert!(published > 0, "the drawer shows a published figure");
    desk.press(Key::Escape);
    assert_eq!(desk.state().drawer, []);
    assert!(!desk.sees("Where this comes from"));
    desk.click(Role::Link, &premium);
    desk.click(Role::Button, "Close the sources (Esc)");
    assert_eq!(desk.state().drawer, []);
}

#[test]
fn a_skill_of_the_market_opens_with_its_levels_and_closes() {
    let mut desk = Desk::sample();
    desk.go(Place::Market);
    desk.click(Role::Button, "AI video generation");
    assert!(desk.sees("Posted as "));
    desk.click(Role::Button, "Keep out of my plan");
    desk.until_planned();
    assert!(!desk.steps().iter().any(|step| step.starts_with("ai_video_generation ")));
    desk.click(Role::Button, "Allow in my plan");
    desk.click(Role::Button, "Close the skill");
    assert!(!desk.sees("Posted as "));
}

#[test]
fn every_figure_of_the_pack_can_be_searched_for() {
    let mut desk = Desk::sample();
    desk.go(Place::Sources);
    desk.click(Role::SearchInput, "Search figures");
    desk.write("D01");
    assert!(desk.has(Role::Label, "D01"), "{}", desk.transcript());
    desk.click(Role::Link, "21%");
    assert!(desk.sees("Figure D01"));
}

#[test]
fn a_source_opens_with_its_figures_and_what_rests_on_them() {
    let mut desk = Desk::sample();
    desk.go(Place::Sources);
    desk.click(Role::RadioButton, "Show: Sources");
    desk.command(Key::F);
    desk.write("stephany");
    let id = FigureId::new("D01");
    let source = desk.state().market.source_of(&desk.state().market.figures[&id]).unwrap().0.clone();
    desk.click(Role::Link, &source.title);
    assert_eq!(desk.state().drawer.len(), 1);
    desk.until_seen("What rests on it");
    assert!(desk.sees("Premium: group"), "{}", desk.transcript());
    desk.click(Role::Link, "21%");
    assert!(desk.sees("Figure D01"));
    desk.click(Role::Link, "More of this source");
    assert_eq!(desk.state().drawer.len(), 2, "what was shown already moves to the top");
}

#[test]
fn figures_over_a_year_old_are_told_apart() {
    let mut desk = Desk::sample();
    desk.go(Place::Sources);
    desk.click(Role::RadioButton, "Whose number: Over a year old");
    let ages = |desk: &Desk| desk.widgets().into_iter().filter(|(_, words, _)| words.ends_with(" months")).count();
    assert!(ages(&desk) > 5, "{}", desk.transcript());
    desk.click(Role::SearchInput, "Search figures");
    desk.write("no such figure");
    desk.until_seen("No figure matches");
}

#[test]
fn alt_and_arrows_lead_back_and_forward_through_the_places() {
    let mut desk = Desk::sample();
    desk.go(Place::Gap);
    desk.go(Place::Path);
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(desk.state().place, Place::Gap);
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(desk.state().place, Place::Today);
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(desk.state().place, Place::Today, "there is nothing before the first");
    desk.press_with(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(desk.state().place, Place::Gap);
}

#[test]
fn colours_and_motion_are_chosen_in_data() {
    let mut desk = Desk::sample();
    desk.go(Place::Data);
    let fill = |desk: &Desk| desk.harness.ctx.style_of(desk.harness.ctx.theme()).visuals.panel_fill;
    desk.click(Role::RadioButton, "Colours: High contrast");
    assert_eq!(fill(&desk), egui::Color32::BLACK);
    desk.click(Role::RadioButton, "Colours: Light");
    assert_ne!(fill(&desk), egui::Color32::BLACK);
    desk.click(Role::CheckBox, "Without motion");
    assert!(desk.harness.ctx.style_of(Theme::Light).animation_time <= 0.0);
    desk.click(Role::CheckBox, "Without motion");
    assert!(desk.harness.ctx.style_of(Theme::Light).animation_time > 0.0);
}

#[test]
fn the_palette_finds_a_skill_by_the_names_that_clients_use() {
    let mut desk = Desk::sample();
    desk.command(Key::K);
    desk.write("text to video");
    desk.press(Key::Enter);
    assert_eq!(desk.state().place, Place::Market);
    assert!(desk.sees("Posted as "), "{}", desk.transcript());
}

#[test]
fn every_command_stands_in_a_menu_and_runs_from_there() {
    let mut desk = Desk::sample();
    desk.click(Role::Button, "View");
    desk.click(Role::Button, "Switch to high contrast");
    let fill = |desk: &Desk| desk.harness.ctx.style_of(desk.harness.ctx.theme()).visuals.panel_fill;
    assert_eq!(fill(&desk), egui::Color32::BLACK);
    desk.click(Role::Button, "Go");
    desk.click(Role::Button, "Go to Projection");
    assert_eq!(desk.state().place, Place::Projection);
    desk.go(Place::Today);
    desk.click(Role::Button, "Log an hour");
    desk.click(Role::Button, "Edit");
    let undo = format!("Undo: {}", desk.state().history.undo_name().unwrap());
    desk.click(Role::Button, &undo);
    assert!(desk.state().history.undo_name().is_none());
}

#[test]
fn the_palette_finds_steps_and_shows_first_what_was_picked_before() {
    let mut desk = Desk::sample();
    let step = desk.state().planning.plan.as_ref().unwrap().steps[1].id.clone();
    let words = format!("{} to level {}", desk.state().market.skill_name(&step.skill), step.level);
    desk.command(Key::K);
    desk.write(&words);
    desk.press(Key::Enter);
    assert_eq!(desk.state().place, Place::Path);
    desk.command(Key::K);
    desk.write("projection");
    desk.press(Key::Enter);
    assert_eq!(desk.state().place, Place::Projection);
    desk.go(Place::Today);
    desk.command(Key::K);
    desk.press(Key::Enter);
    assert_eq!(desk.state().place, Place::Projection, "what was picked last comes first");
}
