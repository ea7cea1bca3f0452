//! No number stands in the window without a way to where it comes from.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use premia::plan::explain::{Basis, trace};
use premia::state::{Origin, Place, SETUP_SCREENS};

use crate::desk::Desk;

/// Words of links that explain the numbers that stand beside them.
const EXPLAINING: [&str; 5] = ["Why", "How", "Sources", "Which studies", "Its figures"];
/// Words beside a number that say whose it is.
const MARKS: [&str; 5] = ["Assumption", "From figures", "Your own", "Your answers so far", "Spend your"];

/// Whether a text holds an amount of money, a percentage, hours or the month of a pay-back; counts, levels, dates and
/// versions are none.
fn holds_a_figure(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.iter().enumerate().any(|(at, letter)| {
        let rest = letters.get(at + 1..).unwrap_or_default();
        let after: String = rest.iter().take(3).collect();
        let is_unit = |unit: &str| {
            let rest = after.trim_start_matches([' ', '\u{a0}']);
            rest.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        };
        let is_money = matches!(letter, '$' | '€' | '£' | '₹') && rest.first().is_some_and(char::is_ascii_digit);
        is_money || (letter.is_ascii_digit() && (is_unit("%") || is_unit("h")))
    }) || text.contains("month ") && text.contains("back")
}

#[test]
fn figures_are_told_from_counts() {
    #[track_caller]
    fn check(text: &str, expect: bool) {
        assert_eq!(holds_a_figure(text), expect, "{text}");
    }
    check("$45", true);
    check("about €53 by November 2028", true);
    check("22% of it", true);
    check("8 to 19\u{a0}h", true);
    check("6 h a week", true);
    check("pays back in month 7", true);
    check("3 hundred", false);
    check("Level 3, Nov 26 to Jan 27", false);
    check("9 steps", false);
}

/// A widget with words, and the sheet that it lies on.
struct Seen {
    role: Role,
    words: String,
    sheet: Option<String>,
}

fn seen(desk: &Desk) -> Vec<Seen> {
    let root = desk.harness.root();
    let all = root.children_recursive().filter_map(|node| {
        let inner = node.accesskit_node();
        let words = inner.label().or_else(|| inner.value())?;
        inner.bounding_box()?;
        let mut above = inner.parent();
        while above.is_some_and(|node| node.role() != Role::Group) {
            above = above.and_then(|node| node.parent());
        }
        Some(Seen { role: inner.role(), words, sheet: above.map(|node| format!("{:?}", node.id())) })
    });
    all.collect()
}

/// Every number is something that opens, something that was typed, or has an explanation on its own sheet.
#[track_caller]
fn check(desk: &Desk, place: &str) -> usize {
    let all = seen(desk);
    let explains = |other: &Seen| {
        let is_link = other.role == Role::Link
            && (holds_a_figure(&other.words) || EXPLAINING.iter().any(|start| other.words.starts_with(start)));
        is_link || MARKS.iter().any(|mark| other.words.starts_with(mark))
    };
    let opens = |role: Role| {
        matches!(
            role,
            Role::Link
                | Role::Button
                | Role::ListItem
                | Role::RadioButton
                | Role::TextInput
                | Role::SpinButton
                | Role::Slider
                | Role::ComboBox
                | Role::CheckBox
                | Role::DisclosureTriangle
        )
    };
    let numbers: Vec<&Seen> = all.iter().filter(|one| holds_a_figure(&one.words)).collect();
    let bare: Vec<&str> = numbers
        .iter()
        .filter(|one| !opens(one.role))
        .filter(|one| !all.iter().any(|other| other.sheet == one.sheet && explains(other)))
        .map(|one| one.words.as_str())
        .collect();
    assert!(bare.is_empty(), "{place} shows numbers without a way to where they come from: {bare:#?}");
    numbers.len()
}

/// Clicks every link that is a number, and finds an explanation each time.
#[track_caller]
fn check_links(desk: &mut Desk, place: &str) -> usize {
    let links = seen(desk).into_iter().filter(|one| one.role == Role::Link && holds_a_figure(&one.words));
    let mut names: Vec<String> = links.map(|one| one.words).collect();
    names.sort();
    names.dedup();
    for name in &names {
        // As a screen reader clicks, so that scrolling is not part of the test.
        desk.find(Role::Link, name).click_accesskit();
        desk.steps_on(2);
        assert!(!desk.state().drawer.is_empty(), "{name:?} in {place} opens nothing");
        if let Some(Origin::Quantity(quantity)) = desk.state().drawer.last() {
            let found = trace(quantity, &desk.state().ground());
            assert!(found.is_some(), "{name:?} in {place} has no trace");
            for part in found.into_iter().flat_map(|trace| trace.parts) {
                if let Basis::Figures(figures) = part.basis {
                    let known = &desk.state().market.figures;
                    assert!(figures.iter().all(|id| known.contains_key(id)), "{figures:?}");
                }
            }
        }
        desk.press(Key::Escape);
    }
    names.len()
}

#[test]
fn every_number_in_every_place_opens_a_source_an_arithmetic_or_an_owner() {
    let mut desk = Desk::sample();
    desk.until_idle();
    let (mut numbers, mut links) = (0, 0);
    for place in Place::ALL {
        desk.go(place);
        desk.until_idle();
        numbers += check(&desk, place.name());
        links += check_links(&mut desk, place.name());
    }
    desk.go(Place::Sources);
    for section in ["Sources", "Disagreements", "Not measured", "Data packs"] {
        desk.click(Role::RadioButton, &format!("Show: {section}"));
        numbers += check(&desk, section);
        links += check_links(&mut desk, section);
    }
    assert!(numbers > 150 && links > 60, "{numbers} numbers, {links} links");
    desk.go(Place::Market);
    desk.click(Role::Button, "AI video generation");
    desk.until_seen("Posted as ");
    check(&desk, "a skill of the market");
    check_links(&mut desk, "a skill of the market");
}

#[test]
fn the_first_run_explains_its_numbers_too() {
    let mut desk = Desk::new();
    desk.click(Role::Button, "Start my plan (2 min)");
    for screen in 1..SETUP_SCREENS {
        check(&desk, &format!("screen {screen} of the first run"));
        desk.click(Role::Button, "Next");
    }
    desk.until_planned();
    assert!(check(&desk, "the last screen of the first run") > 6);
}

#[test]
fn a_number_is_followed_down_to_its_assumption_and_back() {
    let mut desk = Desk::sample();
    desk.until_idle();
    desk.click(Role::Link, "Why these numbers?");
    desk.until_seen("are drawn with a fixed seed");
    desk.click(Role::Link, "How it is computed");
    desk.until_seen("F = exp(U (1 - exp(-u / U))) - 1");
    let deep = desk.state().drawer.len();
    desk.click(Role::Button, "Back to what was shown before");
    assert_eq!(desk.state().drawer.len(), deep - 1);
    desk.until_seen("are drawn with a fixed seed");
    desk.click(Role::Link, "Why this number?");
    desk.until_seen("Put my own number in its place");
    desk.click(Role::Link, "Put my own number in its place");
    assert_eq!(desk.state().place, Place::Projection);
    assert_eq!(desk.state().drawer, []);
}
