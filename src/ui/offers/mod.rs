//! Offers: where the user stands between task and managed service, and what an hour has to bring.

mod floor;
mod ladder;
mod pairs;

use egui::Ui;

use super::theme::space;
use super::widgets::segmented_ui;
use crate::state::{Action, State};

/// What of the place is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Ladder,
    Rate,
    Pairs,
}

/// The part that is shown, and what each of them shows.
#[derive(Default)]
pub(super) struct OffersView {
    part: Part,
    ladder: ladder::LadderView,
    floor: floor::FloorView,
}

impl OffersView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        let parts =
            [(Part::Ladder, "Ladder"), (Part::Rate, "What an hour must bring"), (Part::Pairs, "What goes together")];
        if let Some(part) = segmented_ui(ui, "Show", self.part, &parts) {
            self.part = part;
        }
        ui.add_space(space::M);
        match self.part {
            Part::Ladder => self.ladder.ui(ui, state, &mut actions),
            Part::Pairs => pairs::pairs_ui(ui, state, &mut actions),
            Part::Rate => self.floor.ui(ui, state, &mut actions),
        }
        actions
    }
}
