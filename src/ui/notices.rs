//! What the program says in the corner of the window: each notice with its remedy, for a screen reader an alert.

use egui::{Align, Align2, Area, CornerRadius, Frame, Id, Layout, Margin, Order, Role, Stroke, Ui, WidgetInfo, vec2};
use egui_material_icons::icons;

use super::theme::{self, Palette};
use super::widgets::{self, icon_button_ui, small_ui};
use crate::state::{Action, State, Tone};

/// Shows the last notices.
pub(super) fn notices_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    if state.notices.is_empty() {
        return;
    }
    let palette = Palette::of(ui);
    let area =
        Area::new(Id::unique("notices")).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -42.0));
    area.show(ui.ctx(), |ui| {
        for notice in state.notices.iter().rev().take(4).rev() {
            let edge = if notice.tone == Tone::Warning { palette.warning } else { palette.line };
            let frame = Frame::new()
                .fill(palette.panel)
                .stroke(Stroke::new(1.0, edge))
                .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
                .inner_margin(Margin::symmetric(14, 10))
                .shadow(ui.visuals().popup_shadow);
            frame.show(ui, |ui| {
                ui.set_width(340.0);
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(250.0);
                        let response = ui.add(egui::Label::new(&notice.text).wrap());
                        response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &notice.text));
                        if !notice.hint.is_empty() {
                            small_ui(ui, &notice.hint);
                        }
                    });
                    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                        if icon_button_ui(ui, icons::ICON_CLOSE, "Dismiss").clicked() {
                            actions.push(Action::Dismiss(notice.id));
                        }
                        if let Some(remedy) = notice.remedy
                            && widgets::link_ui(ui, remedy.words()).clicked()
                        {
                            actions.extend([remedy.action(), Action::Dismiss(notice.id)]);
                        }
                    });
                });
            });
        }
    });
}
