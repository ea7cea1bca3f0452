//! A field for words that hands them over when it is left.

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

/// Shows the field with its name above, and returns the new text when the field or the whole window is left.
pub(in crate::ui) fn text_field_ui(ui: &mut Ui, field: &TextField<'_>) -> Option<String> {
    let width = super::label_width(ui, field.name).max(field.width);
    super::block_ui(ui, width, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let palette = Palette::of(ui);
        let label = ui.label(egui::RichText::new(field.name).size(theme::LABEL).color(palette.muted));
        let id = ui.make_persistent_id((field.name, "text"));
        let draft = ui.data(|data| data.get_temp::<String>(id));
        let has_draft = draft.is_some();
        let mut text = draft.unwrap_or_else(|| field.value.to_owned());
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
            ui.data_mut(|data| data.insert_temp(id, text.clone()));
            return Some(text).filter(|text| super::window_is_left(ui) && text != field.value);
        }
        // See the number field: the second frame of leaving has no draft.
        if !response.lost_focus() || !has_draft {
            return None;
        }
        ui.data_mut(|data| data.remove::<String>(id));
        (text != field.value).then_some(text)
    })
}
