//! Holidays and other weeks in which more or fewer hours are learned than usual.

use egui::{Ui, vec2};
use egui_material_icons::icons;

use crate::plan::profile::Break;
use crate::plan::units::{Date, Hours};
use crate::state::{Action, Edit, State};
use crate::ui::numbers;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{self, NumberField, icon_button_ui, number_field_ui, small_ui};

/// What is being typed.
#[derive(Default)]
pub(super) struct BreaksView {
    from: String,
    until: String,
    hours: f64,
}

impl BreaksView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        ui.add_space(space::S);
        widgets::card_title_ui(ui, "Holidays and other weeks");
        for (index, own) in state.profile.breaks.iter().enumerate() {
            ui.horizontal(|ui| {
                ui.label(break_words(own));
                let name = format!("Remove {}", days_words(own));
                if icon_button_ui(ui, icons::ICON_CLOSE, &name).clicked() {
                    actions.push(Action::Edit(Edit::RemoveBreak(index)));
                    actions.push(Action::EndGesture);
                }
            });
        }
        let mut wrong = false;
        ui.horizontal_wrapped(|ui| {
            for (text, name) in [(&mut self.from, "First day, 2027-07-12"), (&mut self.until, "Last day, 2027-08-01")] {
                let edit = egui::TextEdit::singleline(text)
                    .char_limit(10)
                    .desired_width(190.0)
                    .margin(vec2(8.0, 6.0))
                    .hint_text(egui::RichText::new(name).color(Palette::of(ui).faint));
                let response = ui.add(edit);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
            }
            let days = [&self.from, &self.until].map(|text| Date::parse(text.trim()));
            wrong =
                [&self.from, &self.until].iter().zip(&days).any(|(text, day)| !text.trim().is_empty() && day.is_none())
                    || matches!(days, [Some(from), Some(until)] if until < from);
            let own = match days {
                [Some(from), Some(until)] if from <= until => {
                    Hours::new(self.hours).map(|learning_hours| Break { from, until, learning_hours })
                }
                _ => None,
            };
            if ui.add_enabled(own.is_some(), egui::Button::new("Add these days")).clicked()
                && let Some(own) = own
            {
                actions.push(Action::Edit(Edit::AddBreak(own)));
                actions.push(Action::EndGesture);
                *self = Self::default();
            }
        });
        let field = NumberField {
            name: "Hours a week in these days",
            value: self.hours,
            decimals: 1,
            prefix: "",
            suffix: "h",
            range: 0.0..=80.0,
            width: 90.0,
        };
        if let Some(hours) = number_field_ui(ui, &field) {
            self.hours = hours;
        }
        if wrong {
            let words = "Write days like 2027-07-12, the first one first";
            ui.label(egui::RichText::new(words).size(theme::SMALL).color(Palette::of(ui).warning));
        }
        small_ui(ui, "The plan steps over these days; where two of them overlap, the fewer hours count.");
    }
}

fn days_words(own: &Break) -> String {
    format!("{} to {}", numbers::day(own.from), numbers::day(own.until))
}

fn break_words(own: &Break) -> String {
    if own.learning_hours == Hours::ZERO {
        return format!("{}: no learning", days_words(own));
    }
    format!("{}: {} a week", days_words(own), numbers::hours(own.learning_hours))
}
