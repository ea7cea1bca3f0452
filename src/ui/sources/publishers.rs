//! Every source with its age and the number of its figures; credits and licences.

use std::collections::BTreeSet;

use egui::Ui;

use crate::plan::evidence::months_since;
use crate::plan::market::{Market, Source};
use crate::state::{Action, State};
use crate::ui::drawer::OLD_MONTHS;
use crate::ui::numbers;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{
    self, Column, Mood, badge_ui, card_title_ui, card_ui, link_ui, search_field_ui, small_ui, table_ui,
};

/// What is searched among the sources.
#[derive(Default)]
pub(super) struct PublishersView {
    /// Set to put the cursor into the search field.
    pub(super) focus_search: bool,
    query: String,
}

/// What the columns show.
#[derive(Clone, Copy)]
enum Cell {
    Title,
    Publisher,
    Published,
    Age,
    Licence,
    Grade,
    Figures,
}

const COLUMNS: [Column<Cell>; 7] = [
    Column { what: Cell::Title, name: "Source", width: None, least: 0.0 },
    Column { what: Cell::Publisher, name: "Publisher", width: Some(180.0), least: 480.0 },
    Column { what: Cell::Published, name: "Published", width: Some(100.0), least: 700.0 },
    Column { what: Cell::Age, name: "Age", width: Some(104.0), least: 600.0 },
    Column { what: Cell::Licence, name: "Licence", width: Some(150.0), least: 960.0 },
    Column { what: Cell::Grade, name: "Grade", width: Some(52.0), least: 620.0 },
    Column { what: Cell::Figures, name: "Figures", width: Some(64.0), least: 0.0 },
];

impl PublishersView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        search_field_ui(ui, "Search sources", &mut self.query, &mut self.focus_search);
        ui.add_space(space::S);
        let query = self.query.trim().to_lowercase();
        let fits = |source: &&Source| {
            [&source.title, &source.publisher].into_iter().any(|words| words.to_lowercase().contains(&query))
        };
        let hits: Vec<&Source> = state.market.sources.values().filter(fits).collect();
        card_ui(ui, |ui| {
            if hits.is_empty() {
                widgets::empty_ui(ui, "No source matches", "Try the name of a publisher, or a word of a title.");
                return;
            }
            table_ui(ui, "sources", &COLUMNS, hits.len(), |ui, row, cell| {
                if let Some(source) = hits.get(row) {
                    cell_ui(ui, cell, state, source, actions);
                }
            });
        });
        ui.add_space(space::L);
        card_ui(ui, |ui| licences_ui(ui, &state.market));
    }
}

fn cell_ui(ui: &mut Ui, cell: Cell, state: &State, source: &Source, actions: &mut Vec<Action>) {
    match cell {
        Cell::Title => {
            if link_ui(ui, &source.title).clicked() {
                actions.push(Action::ShowSource(source.id.clone()));
            }
        }
        Cell::Publisher => drop(ui.add(egui::Label::new(&source.publisher).truncate())),
        Cell::Published => drop(small_ui(ui, &source.published)),
        Cell::Age => age_ui(ui, months_since(&source.published, state.today)),
        Cell::Licence => drop(ui.add(egui::Label::new(small_text(ui, &source.licence)).truncate())),
        Cell::Grade => drop(small_ui(ui, grades(&state.market, source))),
        Cell::Figures => {
            let count = state.market.figures_of(&source.id).count();
            small_ui(ui, count.to_string());
        }
    }
}

/// The grades of a source's figures.
fn grades(market: &Market, source: &Source) -> String {
    let grades = market.figures_of(&source.id).filter_map(|figure| market.source_of(figure));
    let letters: BTreeSet<&str> = grades.map(|(_, grade)| grade.letter()).collect();
    if letters.is_empty() { "–".to_owned() } else { letters.into_iter().collect::<Vec<_>>().join(", ") }
}

/// Small print that a cell holds in one line.
fn small_text(ui: &Ui, text: &str) -> egui::RichText {
    egui::RichText::new(text).size(theme::SMALL).color(Palette::of(ui).faint)
}

/// How old something is, in the warning colour and words of its own where that is over a year.
pub(super) fn age_ui(ui: &mut Ui, months: Option<i64>) {
    let words = numbers::age(months);
    if months.is_some_and(|months| months > OLD_MONTHS) {
        badge_ui(ui, &words, Mood::Warning).on_hover_text("Over a year old");
    } else {
        small_ui(ui, words);
    }
}

fn licences_ui(ui: &mut Ui, market: &Market) {
    card_title_ui(ui, "Credits and licences");
    let palette = Palette::of(ui);
    let mut credits: Vec<(&str, &str)> = market
        .sources
        .values()
        .filter(|source| !source.credit.is_empty())
        .map(|source| (source.credit.as_str(), source.licence.as_str()))
        .collect();
    credits.sort_unstable();
    credits.dedup();
    for (credit, licence) in credits {
        ui.add(egui::Label::new(egui::RichText::new(credited(credit, licence)).color(palette.muted)).wrap());
    }
    small_ui(
        ui,
        "All other figures are facts, cited with their publisher. Typeface: Inter, SIL Open Font License. Icons: Material Symbols, Apache License 2.0.",
    );
}

/// The credit line, with the licence where the line does not name it already.
pub(in crate::ui) fn credited(credit: &str, licence: &str) -> String {
    if credit.contains(licence) { credit.to_owned() } else { format!("{credit} {licence}") }
}
