//! Sources: every figure of the pack with its grade, and the numbers that the model assumes.

use egui::{Role, Ui, WidgetInfo, vec2};

use super::drawer::{figure_ui, value_words};
use super::theme::{self, Palette, space};
use super::widgets::{self, Mood, badge_ui, card_title_ui, card_ui, heading_ui, muted_ui, segmented_ui, small_ui};
use crate::plan::market::{Figure, Grade, Kind, Market};
use crate::state::{Action, State};

/// How many figures are shown at once; more are a search away.
const MOST_SHOWN: usize = 40;

/// Whose numbers are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    #[default]
    All,
    Published,
    Derived,
    Disputed,
}

/// What is searched in Sources.
#[derive(Default)]
pub(super) struct SourcesView {
    /// Set to put the cursor into the search field.
    pub(super) focus_search: bool,
    query: String,
    filter: Filter,
}

impl SourcesView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        let market = &state.market;
        heading_ui(ui, "Where every figure comes from");
        muted_ui(
            ui,
            format!(
                "Data pack {}, made {}, figures up to {}: {} figures from {} sources. Digest {}.",
                market.edition,
                super::numbers::day(market.date),
                market.figures_until,
                market.figures.len(),
                market.sources.len(),
                market.digest
            ),
        );
        ui.add_space(space::S);
        grades_ui(ui);
        ui.add_space(space::M);
        self.controls_ui(ui);
        ui.add_space(space::S);
        let hits: Vec<&Figure> = market.figures.values().filter(|figure| self.shows(market, figure)).collect();
        card_ui(ui, |ui| {
            if hits.is_empty() {
                widgets::empty_ui(ui, "No figure matches", "Try a skill, a publisher, or an id such as D01.");
            }
            for figure in hits.iter().take(MOST_SHOWN) {
                self.figure_row_ui(ui, market, figure, &mut actions);
            }
            if hits.len() > MOST_SHOWN {
                small_ui(ui, format!("{} more; search to narrow them down.", hits.len() - MOST_SHOWN));
            }
        });
        ui.add_space(space::L);
        card_ui(ui, |ui| licences_ui(ui, market));
        actions
    }

    fn controls_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            let field = egui::TextEdit::singleline(&mut self.query)
                .hint_text("Search figures")
                .desired_width(220.0)
                .margin(vec2(8.0, 6.0));
            let response = ui.add(field);
            response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Search figures"));
            if std::mem::take(&mut self.focus_search) {
                response.request_focus();
            }
            let choices = [
                (Filter::All, "All"),
                (Filter::Published, "Published"),
                (Filter::Derived, "Derived by us"),
                (Filter::Disputed, "Disputed"),
            ];
            if let Some(filter) = segmented_ui(ui, "Whose number", self.filter, &choices) {
                self.filter = filter;
            }
        });
    }

    fn shows(&self, market: &Market, figure: &Figure) -> bool {
        let fits = match self.filter {
            Filter::All => true,
            Filter::Published => matches!(figure.kind, Kind::Published { .. }),
            Filter::Derived => !matches!(figure.kind, Kind::Published { .. }),
            Filter::Disputed => market.conflicts_of(&figure.id).next().is_some(),
        };
        let query = self.query.trim().to_lowercase();
        let publisher = market.source_of(figure).map_or("", |(source, _)| source.publisher.as_str());
        let words = [figure.id.as_str(), &figure.segment, &figure.metric, publisher, &figure.population];
        fits && (query.is_empty() || words.iter().any(|word| word.to_lowercase().contains(&query)))
    }

    fn figure_row_ui(&self, ui: &mut Ui, market: &Market, figure: &Figure, actions: &mut Vec<Action>) {
        let title = format!("{}   {}   {}, {}", figure.id, value_words(figure), figure.segment, figure.metric);
        // A header does not cut its text by itself; a letter of this size is about 6.6 points wide.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count of letters from a positive width"
        )]
        let most = ((ui.available_width() - 40.0).max(80.0) / 6.6) as usize;
        let title: String =
            if title.chars().count() > most { title.chars().take(most).chain(['…']).collect() } else { title };
        egui::CollapsingHeader::new(egui::RichText::new(title).size(theme::LABEL))
            .id_salt(figure.id.as_str())
            .show_unindented(ui, |ui| {
                ui.add_space(space::XS);
                figure_ui(ui, market, figure, actions);
            });
    }
}

fn grades_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        for grade in [Grade::A, Grade::B, Grade::C, Grade::D] {
            badge_ui(ui, &format!("{}  {}", grade.letter(), grade.meaning()), Mood::Plain);
        }
    });
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
pub(super) fn credited(credit: &str, licence: &str) -> String {
    if credit.contains(licence) { credit.to_owned() } else { format!("{credit} {licence}") }
}
