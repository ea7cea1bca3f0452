//! The first screen: what Premia promises, where data live, and three ways to begin.

use egui::{CentralPanel, CornerRadius, Frame, Margin, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::theme::{self, Palette, space};
use super::widgets::{self, muted_ui, small_ui};
use crate::state::{Action, Opening, State};

/// Returns what is wanted, and sets `imports` if the plan is to start with an import.
pub(super) fn welcome_ui(ui: &mut Ui, state: &State, imports: &mut bool) -> Vec<Action> {
    let mut actions = Vec::new();
    let palette = Palette::of(ui);
    CentralPanel::default().frame(Frame::new().fill(palette.background).inner_margin(Margin::same(24))).show(
        ui,
        |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let width = ui.available_width().min(760.0);
                let margin = ((ui.available_width() - width) / 2.0).max(0.0);
                ui.horizontal(|ui| {
                    ui.add_space(margin);
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        *imports = content_ui(ui, state, &mut actions);
                    });
                });
            });
        },
    );
    actions
}

/// What is shown until the data folder has been read; on most disks nobody sees it.
pub(super) fn opening_ui(ui: &mut Ui) {
    let palette = Palette::of(ui);
    CentralPanel::default()
        .frame(Frame::new().fill(palette.background).inner_margin(Margin::same(24)))
        .show(ui, |ui| muted_ui(ui, "Opening your data folder…"));
}

fn content_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) -> bool {
    let palette = Palette::of(ui);
    ui.add_space((ui.ctx().content_rect().height() * 0.13).min(110.0));
    ui.label(egui::RichText::new("Premia").font(theme::strong(theme::BODY)).color(palette.accent));
    widgets::heading_ui(
        ui,
        egui::RichText::new("Which AI skill next, in what order, and what is it worth to you?").size(28.0),
    );
    ui.add_space(space::XS);
    muted_ui(ui, "A plan with its proof, a range instead of a promise, and a source behind every figure.");
    ui.add_space(space::XL);
    let saved: Vec<_> = state.profiles.iter().collect();
    if choice_ui(ui, "Start my plan (2 min)", "Your service, your rate, a few skills, and hours a week") {
        actions.push(Action::StartSetup);
    }
    if choice_ui(ui, "Look around with a sample", "An invented video editor; never mixed with your data") {
        actions.push(Action::OpenSample);
    }
    let words = "A résumé, a LinkedIn export or a table; you tick every skill before it enters";
    let imports = choice_ui(ui, "Start with an import", words);
    if imports {
        actions.push(Action::StartSetup);
    }
    if !saved.is_empty() {
        ui.add_space(space::L);
        widgets::card_title_ui(ui, "Open a profile");
        for entry in saved {
            let words = if entry.readable {
                "Saved on this computer"
            } else {
                "This file cannot be read; open it to see what can be saved"
            };
            if choice_ui(ui, &entry.name, words) {
                actions.push(Action::OpenProfile(entry.key.clone()));
            }
        }
    }
    ui.add_space(space::XL);
    if state.opening == Opening::Profile {
        muted_ui(ui, "Opening…");
    }
    small_ui(
        ui,
        format!("Everything stays on this computer, in {}. Premia has no network code and no account.", state.folder),
    );
    imports
}

/// A wide button with a title and a line below it.
fn choice_ui(ui: &mut Ui, title: &str, words: &str) -> bool {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 64.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, title));
    let lit = response.hovered() || response.has_focus();
    let stroke =
        Stroke::new(if response.has_focus() { 2.0 } else { 1.0 }, if lit { palette.accent } else { palette.line });
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    ui.painter().rect(rect, radius, palette.panel, stroke, egui::StrokeKind::Inside);
    let left = rect.left() + 18.0;
    let most = rect.width() - 36.0;
    let title = one_line(ui, title, theme::strong(15.0), palette.text, most);
    ui.painter().galley(egui::pos2(left, rect.top() + 12.0), title, palette.text);
    let words = one_line(ui, words, theme::regular(theme::LABEL), palette.muted, most);
    ui.painter().galley(egui::pos2(left, rect.top() + 35.0), words, palette.muted);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn one_line(
    ui: &Ui,
    text: &str,
    font: egui::FontId,
    colour: egui::Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.painter().layout_job(job)
}
