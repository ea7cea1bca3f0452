//! Every figure of the pack, a row each.

use egui::Ui;

use super::publishers::age_ui;
use crate::plan::market::{Figure, Kind, Market};
use crate::state::{Action, State};
use crate::ui::drawer::{OLD_MONTHS, own_badge_ui, value_words};
use crate::ui::theme::space;
use crate::ui::widgets::{self, Column, card_ui, link_ui, search_field_ui, segmented_ui, small_ui, table_ui};

/// Whose numbers are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    #[default]
    All,
    Published,
    Derived,
    Assumed,
    Disputed,
    Old,
}

/// What is searched among the figures.
#[derive(Default)]
pub(super) struct FiguresView {
    /// Set to put the cursor into the search field.
    pub(super) focus_search: bool,
    query: String,
    filter: Filter,
}

impl FiguresView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        self.controls_ui(ui);
        ui.add_space(space::S);
        let figures = state.market.figures.values();
        let query = self.query.trim().to_lowercase();
        let hits: Vec<&Figure> = figures.filter(|figure| self.shows(state, figure, &query)).collect();
        card_ui(ui, |ui| {
            if hits.is_empty() {
                widgets::empty_ui(ui, "No figure matches", "Try a skill, a publisher, or an id such as D01.");
            } else {
                table_ui(ui, "figures", &COLUMNS, hits.len(), |ui, row, cell| {
                    if let Some(figure) = hits.get(row) {
                        cell_ui(ui, cell, state, figure, actions);
                    }
                });
            }
        });
    }

    fn controls_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            search_field_ui(ui, "Search figures", &mut self.query, &mut self.focus_search);
            let choices = [
                (Filter::All, "All"),
                (Filter::Published, "Published"),
                (Filter::Derived, "Derived by us"),
                (Filter::Assumed, "Assumed"),
                (Filter::Disputed, "Disputed"),
                (Filter::Old, "Over a year old"),
            ];
            if let Some(filter) = segmented_ui(ui, "Whose number", self.filter, &choices) {
                self.filter = filter;
            }
        });
    }

    fn shows(&self, state: &State, figure: &Figure, query: &str) -> bool {
        let market = &state.market;
        let fits = match self.filter {
            Filter::All => true,
            Filter::Published => matches!(figure.kind, Kind::Published { .. }),
            Filter::Derived => matches!(figure.kind, Kind::Derived { .. }),
            Filter::Assumed => matches!(figure.kind, Kind::Assumption { .. }),
            Filter::Disputed => market.conflicts_of(&figure.id).next().is_some(),
            Filter::Old => state.market.age_in_months(figure, state.today).is_some_and(|months| months > OLD_MONTHS),
        };
        let words = [figure.id.as_str(), &figure.segment, &figure.metric, whose(market, figure), &figure.population];
        fits && (query.is_empty() || words.iter().any(|word| word.to_lowercase().contains(query)))
    }
}

/// What the columns show.
#[derive(Clone, Copy)]
enum Cell {
    Id,
    Value,
    Words,
    Whose,
    Grade,
    Age,
}

const COLUMNS: [Column<Cell>; 6] = [
    Column { what: Cell::Id, name: "Figure", width: Some(64.0), least: 0.0 },
    Column { what: Cell::Value, name: "Value", width: Some(168.0), least: 0.0 },
    Column { what: Cell::Words, name: "What it says", width: None, least: 0.0 },
    Column { what: Cell::Whose, name: "Whose number", width: Some(150.0), least: 620.0 },
    Column { what: Cell::Grade, name: "Grade", width: Some(48.0), least: 740.0 },
    Column { what: Cell::Age, name: "Age", width: Some(96.0), least: 860.0 },
];

fn cell_ui(ui: &mut Ui, cell: Cell, state: &State, figure: &Figure, actions: &mut Vec<Action>) {
    match cell {
        Cell::Id => drop(small_ui(ui, figure.id.as_str())),
        Cell::Value => {
            if link_ui(ui, &value_words(figure)).clicked() {
                actions.push(Action::ShowFigures(vec![figure.id.clone()]));
            }
        }
        Cell::Words => {
            own_badge_ui(ui, state, &figure.id);
            let words = format!("{}, {}", figure.segment, figure.measured());
            ui.add(egui::Label::new(words).truncate());
        }
        Cell::Whose => drop(ui.add(egui::Label::new(whose(&state.market, figure)).truncate())),
        Cell::Grade => drop(small_ui(ui, grade(&state.market, figure))),
        Cell::Age => age_ui(ui, state.market.age_in_months(figure, state.today)),
    }
}

/// The publisher, or why there is none.
fn whose<'a>(market: &'a Market, figure: &'a Figure) -> &'a str {
    match &figure.kind {
        Kind::Published { .. } => market.source_of(figure).map_or("–", |(source, _)| source.publisher.as_str()),
        Kind::Derived { .. } => "Derived by Premia",
        Kind::Assumption { .. } => "Assumption",
    }
}

fn grade(market: &Market, figure: &Figure) -> &'static str {
    market.source_of(figure).map_or("–", |(_, grade)| grade.letter())
}
