//! The months as they were: written down one by one, or pasted from a spreadsheet.

use egui::Ui;
use egui_material_icons::icons;

use super::forecasts::push;
use super::paste::{self, Pasted};
use super::words;
use crate::plan::diary::{CalendarMonth, Entry, Forecast};
use crate::plan::units::{Hours, Rate};
use crate::state::{Action, DiaryEdit, State};
use crate::ui::numbers;
use crate::ui::theme::space;
use crate::ui::widgets::{
    self, Mood, NumberField, TextField, badge_ui, icon_button_ui, muted_ui, number_field_ui, own_card_title_ui,
    primary_button_ui, small_ui, text_field_ui,
};

/// Weeks in a month of the calendar, on average.
const WEEKS_A_MONTH: f64 = 52.0 / 12.0;
/// The most hours in a month.
const MOST_HOURS: f64 = 744.0;

/// What is being typed.
#[derive(Default)]
pub(super) struct MonthsView {
    /// The month that is being written; without one, the month that is due with the last values.
    draft: Option<Entry>,
    text: String,
    pasted: Option<Pasted>,
    paste_is_open: bool,
}

impl MonthsView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        let diary = &state.profile.diary;
        own_card_title_ui(ui, "Write down a month");
        if let Some(due) = diary.due(state.today) {
            let words = format!("{} is over and not written down yet.", words::month(due));
            widgets::banner_ui(ui, Mood::Warning, |ui| drop(ui.add(egui::Label::new(words).wrap())));
            ui.add_space(space::XS);
        }
        let mut entry = self.draft.clone().unwrap_or_else(|| next(state));
        let before = entry.clone();
        month_ui(ui, &mut entry);
        fields_ui(ui, state, &mut entry);
        if entry != before {
            self.draft = Some(entry.clone());
        }
        let is_known = diary.entries.iter().any(|old| old.month == entry.month);
        ui.horizontal_wrapped(|ui| {
            let verb = if is_known { "Write in its place" } else { "Write down" };
            if primary_button_ui(ui, &format!("{verb}: {}", words::month(entry.month))).clicked() {
                push(actions, DiaryEdit::Write(vec![entry]));
                self.draft = None;
            }
            let word = if self.paste_is_open { "Hide the spreadsheet" } else { "Paste months from a spreadsheet" };
            if widgets::link_ui(ui, word).clicked() {
                self.paste_is_open = !self.paste_is_open;
            }
        });
        small_ui(
            ui,
            "Rate: what an hour cost clients on average, before the platform's fee; 0 if nothing was sold, and the month is then not held against a forecast.",
        );
        if self.paste_is_open {
            self.paste_ui(ui, state, actions);
        }
    }

    fn paste_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        ui.add_space(space::S);
        small_ui(
            ui,
            "One month a line: month like 2026-12, rate, hours sold, hours of learning, and a note if you like; apart by tabs, semicolons or commas.",
        );
        let field = TextField {
            name: "Months from a spreadsheet",
            value: &self.text,
            hint: "2026-12, 47.50, 101, 24",
            rows: 4,
            width: (ui.available_width() - 24.0).clamp(180.0, 520.0),
        };
        if let Some(text) = text_field_ui(ui, &field) {
            self.pasted = Some(paste::read(&text));
            self.text = text;
        }
        let Some(pasted) = &self.pasted else { return };
        for complaint in pasted.complaints.iter().take(8) {
            small_ui(ui, format!("Not read: {complaint}"));
        }
        let known = |entry: &&Entry| state.profile.diary.entries.iter().any(|old| old.month == entry.month);
        let replaced = pasted.entries.iter().filter(known).count();
        let words = format!(
            "Read: {}, of which {} already written down and would be replaced. Not read: {}.",
            numbers::counted(pasted.entries.len(), "month"),
            numbers::count(replaced),
            numbers::counted(pasted.complaints.len(), "line")
        );
        muted_ui(ui, words);
        let button = egui::Button::new(format!("Write down {}", numbers::counted(pasted.entries.len(), "month")));
        if ui.add_enabled(!pasted.entries.is_empty(), button).clicked() {
            push(actions, DiaryEdit::Write(pasted.entries.clone()));
            *self = Self::default();
        }
    }

    /// All months that are written down, newest first.
    pub(super) fn list_ui(
        &mut self,
        ui: &mut Ui,
        state: &State,
        forecast: Option<&Forecast>,
        actions: &mut Vec<Action>,
    ) {
        own_card_title_ui(ui, "Months written down");
        let entries = &state.profile.diary.entries;
        let pairs = forecast
            .filter(|forecast| forecast.currency == state.profile.currency)
            .map(|forecast| forecast.pairs(entries))
            .unwrap_or_default();
        for entry in entries.iter().rev() {
            let name = words::month(entry.month);
            ui.horizontal_wrapped(|ui| {
                ui.label(widgets::strong_text(&name));
                match pairs.iter().find(|pair| pair.month == entry.month).map(super::Pair::is_inside) {
                    Some(true) => drop(badge_ui(ui, "Inside the band", Mood::Good)),
                    Some(false) => drop(badge_ui(ui, "Outside the band", Mood::Warning)),
                    None => {}
                }
                if icon_button_ui(ui, icons::ICON_EDIT, &format!("Change {name}")).clicked() {
                    self.draft = Some(entry.clone());
                }
                if icon_button_ui(ui, icons::ICON_CLOSE, &format!("Delete {name}")).clicked() {
                    push(actions, DiaryEdit::Erase(entry.month));
                }
            });
            let note = if entry.note.is_empty() { String::new() } else { format!(" · {}", entry.note) };
            let words = format!(
                "{} an hour, {} sold, {} of learning{note}",
                numbers::own_rate(entry.rate, state.profile.currency),
                numbers::hours(entry.billable_hours),
                numbers::hours(entry.learning_hours)
            );
            muted_ui(ui, words);
            widgets::hairline_ui(ui);
        }
    }
}

/// The month to write next: the one that is due, else the one after the last; with the values of the last.
fn next(state: &State) -> Entry {
    let profile = &state.profile;
    let diary = &profile.diary;
    let a_month = |hours: Hours| Hours::new((hours.get() * WEEKS_A_MONTH).round()).unwrap_or_default();
    let last = diary.entries.last();
    let after_last = last.map_or_else(|| CalendarMonth::of(state.today), |last| last.month.after());
    Entry {
        month: diary.due(state.today).unwrap_or(after_last),
        rate: last.map_or(profile.rate, |last| last.rate),
        billable_hours: last.map_or_else(|| a_month(profile.billable_hours), |last| last.billable_hours),
        learning_hours: last.map_or_else(|| a_month(profile.learning_hours), |last| last.learning_hours),
        note: String::new(),
    }
}

/// The month, with a button on either side.
fn month_ui(ui: &mut Ui, entry: &mut Entry) {
    ui.horizontal(|ui| {
        if icon_button_ui(ui, icons::ICON_CHEVRON_LEFT, "The month before").clicked() {
            entry.month = entry.month.before();
        }
        ui.label(widgets::strong_text(words::month(entry.month)));
        if icon_button_ui(ui, icons::ICON_CHEVRON_RIGHT, "The month after").clicked() {
            entry.month = entry.month.after();
        }
    });
}

fn fields_ui(ui: &mut Ui, state: &State, entry: &mut Entry) {
    widgets::fields_ui(ui, |ui| {
        let rate = NumberField {
            name: "Rate an hour",
            value: entry.rate.get(),
            decimals: 2,
            prefix: state.profile.currency.sign(),
            suffix: "",
            range: 0.0..=1_000_000.0,
            width: 100.0,
        };
        if let Some(rate) = number_field_ui(ui, &rate).and_then(Rate::new) {
            entry.rate = rate;
        }
        for (name, hours) in [
            ("Hours sold in the month", &mut entry.billable_hours),
            ("Hours of learning in the month", &mut entry.learning_hours),
        ] {
            let field = NumberField {
                name,
                value: hours.get(),
                decimals: 1,
                prefix: "",
                suffix: "h",
                range: 0.0..=MOST_HOURS,
                width: 100.0,
            };
            if let Some(own) = number_field_ui(ui, &field).and_then(Hours::new) {
                *hours = own;
            }
        }
        let note = TextField { name: "Note", value: &entry.note, hint: "what was special", rows: 1, width: 220.0 };
        if let Some(note) = text_field_ui(ui, &note) {
            entry.note = note;
        }
    });
}
