//! A field for words that hands them over when it is left, and in every pause of typing.

use std::time::Duration;

use egui::{Ui, vec2};

use super::super::theme::{self, Palette};

/// What a text field shows.
pub(in crate::ui) struct TextField<'a> {
    /// The name above it.
    pub name: &'a str,
    /// The text now.
    pub value: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// Lines of text.
    pub rows: usize,
    /// The width in points.
    pub width: f32,
}

/// How long nobody types before what was typed so far is handed over, in seconds.
const PAUSE_SECS: f64 = 1.0;

/// The text of a field that is being typed in.
#[derive(Clone)]
struct Draft {
    text: String,
    /// When it last changed, on the clock of the window, in seconds.
    since_secs: f64,
    /// Whether nothing is in it that was not handed over.
    is_handed_over: bool,
}

/// Shows the field with its name above, and returns the new text when the field or the whole window is left, and while
/// it is typed in whenever nothing was typed for a second, so that no end of the program loses more than that.
pub(in crate::ui) fn text_field_ui(ui: &mut Ui, field: &TextField<'_>) -> Option<String> {
    let width = super::label_width(ui, field.name).max(field.width);
    super::block_ui(ui, width, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let palette = Palette::of(ui);
        let label = ui.label(egui::RichText::new(field.name).size(theme::LABEL).color(palette.muted));
        let id = ui.make_persistent_id((field.name, "text"));
        let draft = ui.data(|data| data.get_temp::<Draft>(id));
        let mut text = draft.as_ref().map_or_else(|| field.value.to_owned(), |draft| draft.text.clone());
        let edit = if field.rows > 1 {
            egui::TextEdit::multiline(&mut text).desired_rows(field.rows)
        } else {
            egui::TextEdit::singleline(&mut text)
        };
        let edit = edit
            .id(id)
            .char_limit(2000)
            .hint_text(egui::RichText::new(field.hint).color(palette.faint))
            .desired_width(field.width)
            .margin(vec2(8.0, 6.0))
            .min_size(vec2(0.0, theme::CONTROL_HEIGHT));
        let response = ui.add(edit).labelled_by(label.id);
        if response.has_focus() {
            let (draft, is_due) = typed(ui, draft, &text, field.value);
            ui.data_mut(|data| data.insert_temp(id, draft));
            return Some(text).filter(|text| is_due && text != field.value);
        }
        // See the number field: the second frame of leaving has no draft.
        if !response.lost_focus() || draft.is_none() {
            return None;
        }
        ui.data_mut(|data| data.remove::<Draft>(id));
        (text != field.value).then_some(text)
    })
}

/// What is typed now, and whether it is to be handed over; if not yet, the window wakes when it is.
fn typed(ui: &Ui, before: Option<Draft>, text: &str, value: &str) -> (Draft, bool) {
    let now = ui.input(|input| input.time);
    let begun = || Draft { text: text.to_owned(), since_secs: now, is_handed_over: text == value };
    let draft = before.filter(|draft| draft.text == text).unwrap_or_else(begun);
    let left_secs = draft.since_secs + PAUSE_SECS - now;
    let is_due = super::window_is_left(ui) || (!draft.is_handed_over && left_secs <= 0.0);
    let draft = Draft { is_handed_over: draft.is_handed_over || is_due, ..draft };
    if !draft.is_handed_over {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left_secs.clamp(0.0, PAUSE_SECS)));
    }
    (draft, is_due)
}
