//! A field for words that are looked for at every letter.

use egui::{Role, TextEdit, Ui, WidgetInfo, vec2};

/// Shows the field; `takes_focus` puts the cursor into it once.
pub(in crate::ui) fn search_field_ui(ui: &mut Ui, name: &str, query: &mut String, takes_focus: &mut bool) {
    let field = TextEdit::singleline(query).hint_text(name).desired_width(200.0).margin(vec2(8.0, 6.0));
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, name));
    if std::mem::take(takes_focus) {
        response.request_focus();
    }
}
