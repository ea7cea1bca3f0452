//! No number stands in the window without a way to where it comes from.

#![expect(clippy::expect_used, reason = "what fails in a helper of tests fails the test")]

use std::collections::{BTreeSet, VecDeque};

use egui::Key;
use egui::accesskit::{NodeId, Role};
use egui_kittest::kittest::{AccessKitNode, NodeT as _};
use premia::plan::explain::{Basis, trace};
use premia::plan::market::{Kind, Market};
use premia::state::{Origin, Place, SETUP_SCREENS};

use crate::desk::Desk;
use crate::digits::figures_in;

/// What links begin with that explain the numbers beside them.
const EXPLAINING: [&str; 8] =
    ["Why", "How", "Sources", "Which studies", "Its figures", "More of this source", "From ", "The same as a table"];
/// What badges and words say beside a number whose it is.
const MARKS: [&str; 14] = [
    "Assumption",
    "From figures",
    "Your own",
    "Yours",
    "Your answers so far",
    "Spend your",
    "Follows from your own",
    "Premia's judgment",
    "Derived by Premia",
    "Computed by Premia",
    "Grade A",
    "Grade B",
    "Grade C",
    "Grade D",
];
/// What a badge beside the title of a card says when all numbers on it are the user's.
const OWN_CARD: &str = "Your own numbers";
/// How far below or above a number its explanation may stand, in points: the next line, or the one after a heading's.
const NEAR: f64 = 20.0;
const NEAR_A_HEADING: f64 = 60.0;

/// A widget with words, and where it lies.
struct Seen {
    id: NodeId,
    role: Role,
    words: String,
    /// The card that it lies on, if it does.
    card: Option<NodeId>,
    is_in_drawer: bool,
    top: f64,
    bottom: f64,
    left: f64,
    right: f64,
}

impl Seen {
    fn is_a_number(&self, market: &Market, months: u32) -> bool {
        !figures_in(&self.words, market, months).is_empty()
    }

    /// Whether it is in the same row, or in the next one and not beside it.
    fn is_near(&self, other: &Self) -> bool {
        let gap = (other.top - self.bottom).max(self.top - other.bottom);
        let near = if self.role == Role::Heading { NEAR_A_HEADING } else { NEAR };
        let overlaps = self.left < other.right && other.left < self.right;
        self.card == other.card && (gap < -2.0 || gap <= near && overlaps)
    }
}

fn seen(desk: &Desk) -> Vec<Seen> {
    let root = desk.harness.root();
    let mut drawer = None;
    let mut all: Vec<(Seen, Vec<NodeId>)> = Vec::new();
    for node in root.children_recursive() {
        let inner = node.accesskit_node();
        let (Some(words), Some(bounds)) = (inner.label().or_else(|| inner.value()), inner.bounding_box()) else {
            continue;
        };
        if inner.role() == Role::TextRun {
            continue;
        }
        let above: Vec<_> = std::iter::successors(inner.parent(), AccessKitNode::parent).collect();
        let card = above.iter().find(|node| node.role() == Role::Group).map(|node| node.locate().0);
        let path: Vec<NodeId> = above.iter().rev().map(|node| node.locate().0).collect();
        if words == "Where this comes from" {
            drawer = Some(path.iter().take(3).copied().collect::<Vec<_>>());
        }
        let one = Seen {
            id: inner.locate().0,
            role: inner.role(),
            words,
            card,
            is_in_drawer: false,
            top: bounds.y0,
            bottom: bounds.y1,
            left: bounds.x0,
            right: bounds.x1,
        };
        all.push((one, path));
    }
    let is_in_drawer = |path: &[NodeId]| drawer.as_ref().is_some_and(|drawer| path.starts_with(drawer));
    all.into_iter().map(|(one, path)| Seen { is_in_drawer: is_in_drawer(&path), ..one }).collect()
}

/// Whether something says whose the numbers beside it are, or opens where they come from.
fn explains(one: &Seen, market: &Market, months: u32) -> bool {
    let is_source = || market.sources.values().any(|source| source.title == one.words);
    let opens = one.is_a_number(market, months) || EXPLAINING.iter().any(|start| one.words.starts_with(start));
    match one.role {
        Role::Link => opens || is_source(),
        Role::DisclosureTriangle => EXPLAINING.iter().any(|start| one.words.starts_with(start)),
        _ => MARKS.iter().any(|mark| one.words.starts_with(mark)),
    }
}

/// What a drawer quotes: a source's own words and the arithmetic are the explanation, and need none of their own.
fn without_quotes(words: &str, desk: &Desk) -> String {
    let state = desk.state();
    let market = &state.market;
    let mut quoted: Vec<String> = Vec::new();
    if let Some(Origin::Quantity(quantity)) = state.drawer.last() {
        quoted.extend(trace(quantity, &state.ground()).map(|trace| trace.how));
    }
    for figure in market.figures.values() {
        quoted.extend([&figure.population, &figure.period, &figure.metric, &figure.segment].map(String::clone));
        if let Kind::Derived { arithmetic, .. } = &figure.kind {
            quoted.push(arithmetic.clone());
        }
    }
    for source in market.sources.values() {
        quoted.extend([&source.title, &source.publisher, &source.published, &source.credit].map(String::clone));
        quoted.push(source.licence.clone());
    }
    quoted.sort_by_key(|text| std::cmp::Reverse(text.len()));
    quoted.retain(|text| text.contains(|letter: char| letter.is_ascii_digit()));
    quoted.iter().fold(words.to_owned(), |words, text| words.replace(text.as_str(), ""))
}

/// Every number is something that opens, something that was typed, or has an explanation in its own row.
#[track_caller]
fn check(desk: &Desk, place: &str) -> usize {
    let (market, months) = (&desk.state().market, desk.profile().horizon_months);
    let all: Vec<Seen> = seen(desk).into_iter().filter(|one| !one.is_in_drawer).collect();
    check_rows(&all, market, months, place, str::to_owned)
}

/// The same of the drawer that is open.
#[track_caller]
fn check_drawer(desk: &Desk, place: &str) -> usize {
    let (market, months) = (&desk.state().market, desk.profile().horizon_months);
    let all: Vec<Seen> = seen(desk).into_iter().filter(|one| one.is_in_drawer).collect();
    assert!(all.len() > 3, "{place} opens a drawer with nothing in it");
    check_rows(&all, market, months, place, |words| without_quotes(words, desk))
}

#[track_caller]
fn check_rows(all: &[Seen], market: &Market, months: u32, place: &str, plain: impl Fn(&str) -> String) -> usize {
    let may_hold_numbers = |role: Role| {
        // A step of the path opens its card, on which the same numbers are links.
        let typed = [Role::TextInput, Role::SpinButton, Role::Slider, Role::ComboBox, Role::CheckBox];
        typed.contains(&role) || matches!(role, Role::Link | Role::ListItem) || role == Role::DisclosureTriangle
    };
    let numbers: Vec<&Seen> = all.iter().filter(|one| one.is_a_number(market, months)).collect();
    let bare = numbers.iter().filter(|one| !may_hold_numbers(one.role));
    let is_own = |one: &Seen| all.iter().any(|other| other.words == OWN_CARD && other.card == one.card);
    let bare = bare.filter(|one| one.card.is_none() || !is_own(one));
    let bare = bare.filter(|one| !all.iter().any(|other| explains(other, market, months) && one.is_near(other)));
    let bare: Vec<&str> = bare
        .filter(|one| !figures_in(&plain(&one.words), market, months).is_empty())
        .map(|one| one.words.as_str())
        .collect();
    assert!(bare.is_empty(), "{place} shows numbers without a way to where they come from: {bare:#?}");
    numbers.len()
}

/// Opens everything that a number leads to, down to its end, and looks at each drawer on the way.
#[derive(Default)]
struct Walk {
    been: BTreeSet<String>,
    numbers: usize,
}

impl Walk {
    /// Clicks every link that is a number or explains one, and finds an explanation each time; then every such link of
    /// the drawers that open, and so on.
    #[track_caller]
    fn all_of(&mut self, desk: &mut Desk, place: &str) -> usize {
        let first = links(desk, false).len();
        let mut open: VecDeque<Vec<usize>> = (0..first).map(|at| vec![at]).collect();
        while let Some(way) = open.pop_front() {
            let Some(name) = go(desk, &way) else { continue };
            let place = format!("{name:?} in {place}");
            let is_new = self.look(desk, &place);
            // What is computed is followed further; figures and sources stand in Sources, too.
            if !is_new || !matches!(desk.state().drawer.last(), Some(Origin::Quantity(_))) {
                continue;
            }
            for at in 0..links(desk, true).len() {
                let depth = desk.state().drawer.len();
                let Some((name, id)) = links(desk, true).into_iter().nth(at) else { break };
                let from = desk.state().drawer.last().cloned();
                click(desk, id);
                if desk.state().drawer.last() == from.as_ref() {
                    // Among figures that disagree stands the one that is shown, too.
                    assert!(matches!(from, Some(Origin::Figures(_))), "{name:?} in {place} opens nothing");
                    continue;
                }
                if !self.been.contains(&format!("{:?}", desk.state().drawer.last())) {
                    open.push_back(way.iter().copied().chain([at]).collect());
                }
                if desk.state().drawer.len() > depth {
                    let back = seen(desk).into_iter().find(|one| one.words == "Back to what was shown before");
                    click(desk, back.expect("a way back").id);
                } else {
                    // It was shown before on this way, which is a shorter one now.
                    go(desk, &way);
                }
            }
        }
        close(desk);
        first
    }

    /// Looks at the open drawer; whether it had not been seen.
    fn look(&mut self, desk: &mut Desk, place: &str) -> bool {
        let origin = desk.state().drawer.last().cloned();
        if !self.been.insert(format!("{origin:?}")) {
            return false;
        }
        if let Some(Origin::Quantity(quantity)) = &origin {
            let found = trace(quantity, &desk.state().ground());
            assert!(found.is_some(), "{place} has no trace");
            for part in found.into_iter().flat_map(|trace| trace.parts) {
                if let Basis::Figures(figures) = part.basis {
                    let known = &desk.state().market.figures;
                    assert!(figures.iter().all(|id| known.contains_key(id)), "{figures:?}");
                }
            }
        }
        self.numbers += check_drawer(desk, place);
        true
    }
}

/// Opens the link of a place and then one in each drawer that opens; the name of the last, as far as there is one.
fn go(desk: &mut Desk, way: &[usize]) -> Option<String> {
    close(desk);
    let mut last = None;
    for (depth, at) in way.iter().enumerate() {
        let (name, id) = links(desk, depth > 0).into_iter().nth(*at)?;
        click(desk, id);
        assert!(!desk.state().drawer.is_empty(), "{name:?} opens nothing");
        desk.until_seen("Where this comes from");
        last = Some(name);
    }
    last
}

fn close(desk: &mut Desk) {
    while !desk.state().drawer.is_empty() {
        desk.press(Key::Escape);
    }
}

/// The links that are a number or explain one.
fn links(desk: &Desk, in_drawer: bool) -> Vec<(String, NodeId)> {
    let (market, months) = (&desk.state().market, desk.profile().horizon_months);
    let is_title = |words: &str| market.resources.iter().any(|resource| resource.title == words);
    // An address opens in the browser.
    let is_address = |words: &str| words.contains('/') && !words.contains("/h") && words.contains('.');
    let links = seen(desk)
        .into_iter()
        .filter(|one| one.role == Role::Link && one.is_in_drawer == in_drawer && explains(one, market, months));
    let links = links.filter(|one| !is_title(&one.words) && !is_address(&one.words));
    links.filter(|one| one.words != "The same as a table").map(|one| (one.words, one.id)).collect()
}

/// Clicks as a screen reader does, so that scrolling is no part of the test.
fn click(desk: &mut Desk, id: NodeId) {
    let root = desk.harness.root();
    let node = root.children_recursive().find(|node| node.accesskit_node().locate().0 == id);
    node.expect("the link is still there").click_accesskit();
    desk.steps_on(2);
}

#[test]
fn every_number_in_every_place_opens_a_source_an_arithmetic_or_an_owner() {
    let mut desk = Desk::sample();
    desk.until_idle();
    let (mut numbers, mut links, mut walk) = (0, 0, Walk::default());
    for place in Place::ALL {
        desk.go(place);
        desk.until_idle();
        numbers += check(&desk, place.name());
        links += walk.all_of(&mut desk, place.name());
    }
    desk.go(Place::Offers);
    desk.click(Role::RadioButton, "Show: What an hour must bring");
    numbers += check(&desk, "what an hour must bring");
    desk.click(Role::RadioButton, "Show: What goes together");
    numbers += check(&desk, "what goes together");
    desk.go(Place::Sources);
    for section in ["Sources", "Disagreements", "Not measured", "Data packs"] {
        desk.click(Role::RadioButton, &format!("Show: {section}"));
        numbers += check(&desk, section);
        links += walk.all_of(&mut desk, section);
    }
    desk.go(Place::Market);
    desk.click(Role::Button, "AI video generation");
    desk.until_seen("Posted as ");
    check(&desk, "a skill of the market");
    walk.all_of(&mut desk, "a skill of the market");
    assert!(numbers > 250 && links > 100, "{numbers} numbers, {links} links");
    let (drawers, inside) = (walk.been.len(), walk.numbers);
    assert!(drawers > 300 && inside > 1500, "{drawers} drawers with {inside} numbers");
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
