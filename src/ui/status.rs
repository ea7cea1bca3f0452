//! The line at the foot of the window: what is saved, which figures are shown, and how good the plan is proven to be.

use egui::{Align, Layout, Panel, Ui};

use super::theme::{self, Palette, space};
use super::{bar, numbers, widgets};
use crate::plan::Proof;
use crate::state::{Action, Opening, Planning, Saving, State};

/// Shows the line.
pub(super) fn status_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    bar(Panel::bottom("status"), ui, 6).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            match &state.saving {
                _ if state.opening == Opening::Profile => drop(small_ui_fixed(ui, "Opening…")),
                Saving::Nothing => {}
                Saving::Waiting => drop(small_ui_fixed(ui, "Saving…")),
                Saving::Saved(time) => drop(small_ui_fixed(ui, &format!("Saved {time}"))),
                Saving::Failed(why) => {
                    let palette = Palette::of(ui);
                    let text =
                        egui::RichText::new(format!("Not saved: {why}")).size(theme::SMALL).color(palette.warning);
                    ui.add(egui::Label::new(text).truncate());
                    if widgets::small_link_ui(ui, "Try again").clicked() {
                        actions.push(Action::SaveNow);
                    }
                }
            }
            small_ui_fixed(
                ui,
                &format!("Data pack {} (figures up to {})", state.market.edition, state.market.figures_until),
            );
            if ui.available_width() < 340.0 {
                ui.add(egui::Label::new(small_text(ui, &planning_words(&state.planning))).truncate());
                return;
            }
            small_ui_fixed(ui, &planning_words(&state.planning));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let palette = Palette::of(ui);
                let text = egui::RichText::new("All figures are estimates. No network.")
                    .size(theme::SMALL)
                    .color(palette.faint);
                ui.add(egui::Label::new(text).truncate());
            });
        });
    });
}

fn small_ui_fixed(ui: &mut Ui, text: &str) -> egui::Response {
    ui.add(egui::Label::new(small_text(ui, text)).extend())
}

fn small_text(ui: &Ui, text: &str) -> egui::RichText {
    egui::RichText::new(text).size(theme::SMALL).color(Palette::of(ui).faint)
}

/// What the plan's proof stands at, in a few words.
fn planning_words(planning: &Planning) -> String {
    if planning.trouble.is_some() {
        return "No plan yet".to_owned();
    }
    let Some(plan) = &planning.plan else { return "Planning…".to_owned() };
    let busy = if planning.busy { ", planning again…" } else { "" };
    let took = planning.solved_ms.map_or_else(String::new, |ms| format!(" in {} ms", numbers::number(ms.max(1.0), 0)));
    match plan.proof {
        Proof::Optimal => format!("Plan proven optimal{took}{busy}"),
        Proof::Within(share) => {
            format!(
                "Plan within {}% of the best possible{took}{busy}",
                numbers::number((share.get() * 100.0).max(0.01), 2)
            )
        }
    }
}
