//! Sentences of a pack with the numbers that they name, each of which opens its figure.

use egui::{Label, RichText, Ui};

use super::theme::{self, Palette};
use super::widgets::{link_ui, small_link_ui};
use crate::plan::market::Market;
use crate::state::Action;

/// How large a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Print {
    /// As text beside a number.
    Body,
    /// As small print.
    Small,
}

/// A text of the pack; a figure that it names stands there as a link.
pub(super) fn cited_ui(ui: &mut Ui, market: &Market, text: &str, print: Print, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let (size, colour) = match print {
        Print::Body => (theme::BODY, palette.muted),
        Print::Small => (theme::SMALL, palette.faint),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for part in market.cited(text) {
            let Some(figure) = part.figure else {
                ui.add(Label::new(RichText::new(part.words).size(size).color(colour)).wrap());
                continue;
            };
            let link = match print {
                Print::Body => link_ui(ui, &part.words),
                Print::Small => small_link_ui(ui, &part.words),
            };
            if link.on_hover_text(figure.as_str()).clicked() {
                actions.push(Action::ShowFigures(vec![figure]));
            }
        }
    });
}
