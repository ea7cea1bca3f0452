//! Sources: where every figure comes from, which of them disagree, what nobody measures, and the pack that holds them.

mod disagreements;
mod figures;
mod own;
mod packs;
mod publishers;

use egui::Ui;

use super::market::unmeasured_ui;
use super::numbers;
use super::theme::space;
use super::widgets::{Mood, badge_ui, card_ui, heading_ui, muted_ui, segmented_ui};
use crate::plan::market::Grade;
use crate::state::{Action, State};
use figures::FiguresView;
use publishers::PublishersView;

pub(super) use publishers::credited;

/// A part of the place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Figures,
    Publishers,
    Disagreements,
    Unmeasured,
    Packs,
}

impl Section {
    const CHOICES: [(Self, &'static str); 5] = [
        (Self::Figures, "Figures"),
        (Self::Publishers, "Sources"),
        (Self::Disagreements, "Disagreements"),
        (Self::Unmeasured, "Not measured"),
        (Self::Packs, "Data packs"),
    ];
}

/// What is chosen and searched in Sources.
#[derive(Default)]
pub(super) struct SourcesView {
    section: Section,
    figures: FiguresView,
    publishers: PublishersView,
    /// The path of another pack, as typed so far.
    path: String,
}

impl SourcesView {
    /// Puts the cursor into the search field.
    pub(super) const fn search(&mut self) {
        if matches!(self.section, Section::Publishers) {
            self.publishers.focus_search = true;
        } else {
            self.section = Section::Figures;
            self.figures.focus_search = true;
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        heading_ui(ui, "Where every figure comes from");
        muted_ui(ui, pack_words(state));
        ui.add_space(space::M);
        ui.horizontal_wrapped(|ui| {
            if let Some(section) = segmented_ui(ui, "Show", self.section, &Section::CHOICES) {
                self.section = section;
            }
        });
        ui.add_space(space::M);
        if !state.profile.figures.is_empty() {
            card_ui(ui, |ui| own::own_numbers_ui(ui, state, &mut actions));
            ui.add_space(space::L);
        }
        match self.section {
            Section::Figures => {
                self.figures.ui(ui, state, &mut actions);
                ui.add_space(space::M);
                grades_ui(ui);
            }
            Section::Publishers => self.publishers.ui(ui, state, &mut actions),
            Section::Disagreements => disagreements::disagreements_ui(ui, state, &mut actions),
            Section::Unmeasured => card_ui(ui, |ui| unmeasured_ui(ui, &state.market)),
            Section::Packs => card_ui(ui, |ui| packs::packs_ui(ui, state, &mut self.path, &mut actions)),
        }
        actions
    }
}

fn pack_words(state: &State) -> String {
    let market = &state.market;
    format!(
        "Data pack {}, made {}, figures up to {}: {} figures from {} sources. Digest {}.",
        market.edition,
        numbers::day(market.date),
        market.figures_until,
        market.figures.len(),
        market.sources.len(),
        state.pack.digest
    )
}

fn grades_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        for grade in [Grade::A, Grade::B, Grade::C, Grade::D] {
            badge_ui(ui, &format!("{}  {}", grade.letter(), grade.meaning()), Mood::Plain);
        }
    });
}
