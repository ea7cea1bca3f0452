//! A field for a number as people type it, which never swallows what it cannot read.

use egui::{Id, Key, Ui, vec2};

use super::super::numbers;
use super::super::theme::{self, Palette};

/// What a number field shows.
pub(in crate::ui) struct NumberField<'a> {
    /// The name above it.
    pub name: &'a str,
    /// The value now.
    pub value: f64,
    /// The most decimals shown.
    pub decimals: usize,
    /// Before the number, such as `$`.
    pub prefix: &'a str,
    /// After the number, such as `h a week`.
    pub suffix: &'a str,
    /// The least and the most that is accepted.
    pub range: std::ops::RangeInclusive<f64>,
    /// The width in points.
    pub width: f32,
}

/// Shows the field with its name above, and returns a newly typed value when it is left or Enter is pressed.
///
/// What can't be read is said under the field, and the old value stays.
pub(in crate::ui) fn number_field_ui(ui: &mut Ui, field: &NumberField<'_>) -> Option<f64> {
    let width = super::label_width(ui, field.name).max(field.width);
    super::block_ui(ui, width, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let palette = Palette::of(ui);
        let label = ui.label(egui::RichText::new(field.name).size(theme::LABEL).color(palette.muted));
        let (changed, complaint) = bare_number_field_ui(ui, field, label.id);
        if let Some(complaint) = complaint {
            ui.add(egui::Label::new(egui::RichText::new(complaint).size(theme::SMALL).color(palette.warning)).wrap());
        }
        changed
    })
}

/// The field alone, named by the widget `label`; also returns what is wrong with the text, if anything.
pub(super) fn bare_number_field_ui(ui: &mut Ui, field: &NumberField<'_>, label: Id) -> (Option<f64>, Option<String>) {
    let id = ui.make_persistent_id((field.name, "number"));
    let complaint_id = id.with("complaint");
    let shown = numbers::number(field.value, field.decimals).replace('−', "-");
    let draft = ui.data(|data| data.get_temp::<String>(id));
    let has_draft = draft.is_some();
    let mut text = draft.unwrap_or_else(|| shown.clone());
    let palette = Palette::of(ui);
    let affix = |text: &str| egui::RichText::new(text).color(palette.faint).size(theme::LABEL);
    let mut edit = egui::TextEdit::singleline(&mut text)
        .id(id)
        .desired_width(field.width)
        .margin(vec2(8.0, 6.0))
        .min_size(vec2(0.0, theme::CONTROL_HEIGHT));
    if !field.prefix.is_empty() {
        edit = edit.prefix(affix(field.prefix));
    }
    if !field.suffix.is_empty() {
        edit = edit.suffix(affix(field.suffix));
    }
    let response = ui.add(edit).labelled_by(label);
    if response.has_focus() {
        // Whoever leaves the window in the middle of a number finds it there; what cannot be read yet waits.
        let left = if super::window_is_left(ui) && text != shown { read(&text, field).ok() } else { None };
        ui.data_mut(|data| data.insert_temp(id, text));
        if left.is_some() {
            return (left, None);
        }
        return (None, complaint_about(ui, complaint_id, field.value));
    }
    // The library says for two frames that a field was left; in the second there is no draft any more.
    if !response.lost_focus() || !has_draft {
        return (None, complaint_about(ui, complaint_id, field.value));
    }
    ui.data_mut(|data| data.remove::<String>(id));
    let cancelled = ui.input(|input| input.key_pressed(Key::Escape));
    if cancelled || text == shown {
        ui.data_mut(|data| data.remove::<(f64, String)>(complaint_id));
        return (None, None);
    }
    match read(&text, field) {
        Ok(value) => {
            ui.data_mut(|data| data.remove::<(f64, String)>(complaint_id));
            (Some(value), None)
        }
        Err(complaint) => {
            ui.data_mut(|data| data.insert_temp(complaint_id, (field.value, complaint.clone())));
            (None, Some(complaint))
        }
    }
}

/// What was wrong with the last text, as long as the value that was kept still stands.
fn complaint_about(ui: &Ui, id: Id, value: f64) -> Option<String> {
    let (kept, complaint) = ui.data(|data| data.get_temp::<(f64, String)>(id))?;
    (kept.to_bits() == value.to_bits()).then_some(complaint)
}

fn read(text: &str, field: &NumberField<'_>) -> Result<f64, String> {
    let kept = format!("kept {}{}", field.prefix, numbers::number(field.value, field.decimals));
    let Some(value) = numbers::parse(text) else {
        let shown: String = text.chars().take(20).collect();
        return Err(format!("\"{shown}\" is not a number; {kept}"));
    };
    if field.range.contains(&value) {
        return Ok(value);
    }
    let (low, high) = (numbers::number(*field.range.start(), 0), numbers::number(*field.range.end(), 0));
    Err(format!("Must be from {low} to {high}; {kept}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_used_is_explained_and_the_value_kept() {
        #[track_caller]
        fn check(text: &str, expect: Result<f64, &str>) {
            let field = NumberField {
                name: "Rate",
                value: 45.0,
                decimals: 2,
                prefix: "$",
                suffix: "",
                range: 0.0..=1000.0,
                width: 90.0,
            };
            assert_eq!(read(text, &field), expect.map_err(str::to_owned));
        }
        check("52,50", Ok(52.5));
        check("$60/h", Ok(60.0));
        check("much", Err("\"much\" is not a number; kept $45"));
        check("", Err("\"\" is not a number; kept $45"));
        check("-1", Err("Must be from 0 to 1,000; kept $45"));
        check("1 200", Err("Must be from 0 to 1,000; kept $45"));
    }
}
