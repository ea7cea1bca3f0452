//! A source: who published it and when, under which terms, its figures, and what rests on them.

use std::collections::BTreeSet;

use egui::{Label, RichText, Ui};

use super::{OLD_MONTHS, value_words};
use crate::plan::evidence::months_since;
use crate::plan::market::{Figure, Source, SourceId};
use crate::state::{Action, State};
use crate::ui::numbers;
use crate::ui::sources::credited;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{self, Mood, badge_ui, muted_ui, small_link_ui, small_ui, strong_text};

/// The source of a figure in two lines.
pub(super) fn citation_ui(ui: &mut Ui, source: &Source, actions: &mut Vec<Action>) {
    small_ui(ui, format!("{}, {} ({})", source.title, source.publisher, source.published));
    address_ui(ui, source, actions);
    if !source.credit.is_empty() {
        small_ui(ui, credited(&source.credit, &source.licence));
    }
    if small_link_ui(ui, "More of this source").clicked() {
        actions.push(Action::ShowSource(source.id.clone()));
    }
}

/// All that is known of a source.
pub(super) fn source_ui(ui: &mut Ui, state: &State, id: &SourceId, actions: &mut Vec<Action>) {
    let market = &state.market;
    let Some(source) = market.sources.get(id) else {
        muted_ui(ui, format!("The data pack in use has no source {id}."));
        return;
    };
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.add(Label::new(RichText::new(&source.title).font(theme::strong(theme::BODY))).wrap());
    muted_ui(ui, format!("{}, {}", source.publisher, source.published));
    if let Some(months) = months_since(&source.published, state.today).filter(|months| *months > OLD_MONTHS) {
        badge_ui(ui, &format!("Published {months} months ago"), Mood::Warning);
    }
    address_ui(ui, source, actions);
    small_ui(ui, format!("Licence: {}", source.licence));
    if !source.credit.is_empty() {
        small_ui(ui, &source.credit);
    }
    let figures: Vec<&Figure> = market.figures_of(id).collect();
    let series = market.series.iter().filter(|series| series.source.as_ref() == Some(id));
    let mut uses: BTreeSet<String> = series.map(|series| format!("Series: {}", series.name)).collect();
    let rests = figures.iter().flat_map(|figure| market.rests_on(&figure.id));
    uses.extend(rests.map(|used| format!("{}: {}", numbers::capitalized(used.what), used.name)));
    ui.add_space(space::M);
    if !figures.is_empty() {
        title_ui(ui, "Its figures");
    }
    for figure in figures {
        ui.push_id(figure.id.as_str(), |ui| {
            if widgets::link_ui(ui, &value_words(figure)).on_hover_text(figure.id.as_str()).clicked() {
                actions.push(Action::ShowFigures(vec![figure.id.clone()]));
            }
            small_ui(ui, format!("{}, {}", figure.segment, figure.measured()));
            ui.add_space(space::XS);
        });
    }
    ui.add_space(space::S);
    title_ui(ui, "What rests on it");
    if uses.is_empty() {
        small_ui(ui, "Shown for reference; nothing is computed from it.");
    }
    for words in uses {
        small_ui(ui, words);
    }
}

fn title_ui(ui: &mut Ui, words: &str) {
    ui.label(strong_text(words));
    widgets::hairline_ui(ui);
}

fn address_ui(ui: &mut Ui, source: &Source, actions: &mut Vec<Action>) {
    if small_link_ui(ui, &shortened(&source.address, 58)).on_hover_text(&source.address).clicked() {
        actions.push(Action::OpenAddress(source.address.clone()));
    }
}

/// The text cut to `most` letters, with an ellipsis where something is missing.
fn shortened(text: &str, most: usize) -> String {
    let plain = text.trim_start_matches("https://").trim_start_matches("http://");
    if plain.chars().count() <= most {
        return plain.to_owned();
    }
    plain.chars().take(most - 1).chain(['…']).collect()
}
