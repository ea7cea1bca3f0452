//! The parts that screens are made of.

mod bar_row;
mod fan_chart;
mod level_picker;
mod lines_chart;
mod number_field;
mod search_field;
mod slider_row;
mod table;
mod text_field;

use egui::text::LayoutJob;
use egui::{
    Align, Color32, CornerRadius, Frame, Layout, Margin, Response, Role, Sense, Stroke, TextFormat, Ui, WidgetInfo,
    vec2,
};
use egui_material_icons::MaterialIcon;

use super::theme::{self, Palette, space};

pub(super) use bar_row::{BarRow, bar_row_ui};
pub(super) use fan_chart::{FanChart, fan_chart_ui, month_label, nice_step, still, words as plot_words};
pub(super) use level_picker::level_picker_ui;
pub(super) use lines_chart::{LinesChart, RateLine, lines_chart_ui};
pub(super) use number_field::{NumberField, number_field_ui};
pub(super) use search_field::search_field_ui;
pub(super) use slider_row::{SliderRow, slider_row_ui};
pub(super) use table::{Column, table_ui};
pub(super) use text_field::{TextField, text_field_ui};

/// Between choices that stand side by side.
const SEGMENT_GAP: f32 = 2.0;

/// Width of a figure with its words.
const STAT_WIDTH: f32 = 230.0;

/// What a badge or banner says by its colour, beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// Nothing in particular.
    Plain,
    /// Belongs to the accent.
    Accent,
    /// Needs a look.
    Warning,
    /// Is well.
    Good,
}

impl Mood {
    const fn colours(self, palette: &Palette) -> (Color32, Color32) {
        match self {
            Self::Plain => (palette.muted, palette.track),
            Self::Accent => (palette.accent, palette.accent_tint),
            Self::Warning => (palette.warning, palette.warning_tint),
            Self::Good => (palette.good, palette.good_tint),
        }
    }
}

/// A white sheet with a hairline around it, as wide as there is room.
pub(super) fn card_ui<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = Palette::of(ui);
    Frame::new()
        .fill(palette.panel)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::same(18))
        .show(ui, |ui| {
            // What stands on one sheet belongs together, for a screen reader as well.
            let id = ui.unique_id();
            ui.ctx().accesskit_node_builder(id, |node| node.set_role(Role::Group));
            ui.set_width(ui.available_width());
            content(ui)
        })
        .inner
}

/// The quiet title of a card.
pub(super) fn card_title_ui(ui: &mut Ui, text: &str) {
    let palette = Palette::of(ui);
    ui.label(egui::RichText::new(text).font(theme::strong(theme::LABEL)).color(palette.muted));
    ui.add_space(space::XS);
}

/// The title of a card all of whose numbers are the user's, or counted from those alone.
pub(super) fn own_card_title_ui(ui: &mut Ui, text: &str) {
    ui.horizontal_wrapped(|ui| {
        card_title_ui(ui, text);
        badge_ui(ui, "Your own numbers", Mood::Plain);
    });
}

/// The sentence that a place opens with.
pub(super) fn heading_ui(ui: &mut Ui, text: impl Into<egui::WidgetText>) -> Response {
    let text = text.into();
    let words = text.text().to_owned();
    let response = ui.add(egui::Label::new(text.heading()).wrap());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &words));
    response
}

/// A line of less weight under a heading; wraps.
pub(super) fn muted_ui(ui: &mut Ui, text: impl Into<String>) -> Response {
    let palette = Palette::of(ui);
    ui.add(egui::Label::new(egui::RichText::new(text).color(palette.muted)).wrap())
}

/// Small print; wraps.
pub(super) fn small_ui(ui: &mut Ui, text: impl Into<String>) -> Response {
    let palette = Palette::of(ui);
    ui.add(egui::Label::new(egui::RichText::new(text).size(theme::SMALL).color(palette.faint)).wrap())
}

/// Semi-bold text of body size; cut with an ellipsis if there is no room.
pub(super) fn strong_ui(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.add(egui::Label::new(strong_text(text)).truncate())
}

/// Semi-bold text of body size.
pub(super) fn strong_text(text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).font(theme::strong(theme::BODY))
}

/// A name in semi-bold, followed by words of less weight, in one line.
pub(super) fn name_and_words(ui: &Ui, name: &str, words: &str) -> LayoutJob {
    let palette = Palette::of(ui);
    let mut job = LayoutJob::default();
    job.append(name, 0.0, TextFormat::simple(theme::strong(theme::BODY), palette.text));
    job.append(&format!(" {words}"), 2.0, TextFormat::simple(theme::regular(theme::BODY), palette.muted));
    job.wrap.max_rows = 1;
    job
}

/// A few words on a tint.
pub(super) fn badge_ui(ui: &mut Ui, text: &str, mood: Mood) -> Response {
    let (front, back) = mood.colours(&Palette::of(ui));
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::regular(theme::SMALL), front);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(14.0, 6.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, CornerRadius::same(5), back);
    ui.painter().galley(rect.min + vec2(7.0, 3.0), galley, front);
    response
}

/// Things one below the other, `width` wide, which a row that wraps puts on the next line where there is no room.
pub(super) fn block_ui<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        content(ui)
    })
    .inner
}

/// Blocks side by side with their tops in line, on as many lines as they need.
pub(super) fn fields_ui<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
    let layout = Layout::left_to_right(Align::Min).with_main_wrap(true);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::L, space::M);
        content(ui)
    })
    .inner
}

/// The width of a label that stands above a field.
fn label_width(ui: &Ui, text: &str) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), theme::regular(theme::LABEL), Color32::PLACEHOLDER).size().x
}

/// A cell of a row, `width` wide whatever it holds.
pub(super) fn cell_ui<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let height = ui.spacing().interact_size.y;
    ui.allocate_ui_with_layout(vec2(width, height), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(width);
        ui.set_max_width(width);
        content(ui)
    })
    .inner
}

/// A sentence across the place, on a tint.
pub(super) fn banner_ui(ui: &mut Ui, mood: Mood, content: impl FnOnce(&mut Ui)) {
    let (_, back) = mood.colours(&Palette::of(ui));
    Frame::new()
        .fill(back)
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::symmetric(14, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(content);
        });
}

/// The button for the thing to do next.
pub(super) fn primary_button_ui(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui);
    let label = egui::RichText::new(text).font(theme::strong(theme::BODY)).color(palette.on_accent);
    ui.add(egui::Button::new(label).fill(palette.accent).stroke(Stroke::NONE))
}

/// A button that shows an icon and is known by `name`.
pub(super) fn icon_button_ui(ui: &mut Ui, icon: MaterialIcon, name: &str) -> Response {
    let palette = Palette::of(ui);
    let button = egui::Button::new(icon.rich_text().size(18.0).color(palette.muted)).frame_when_inactive(false);
    let response = ui.add(button);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response.on_hover_text(name)
}

/// Words that open something, underlined with dots.
pub(super) fn link_ui(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui);
    link_styled_ui(ui, text, theme::regular(theme::BODY), palette.muted)
}

/// Small words that open something, underlined with dots.
pub(super) fn small_link_ui(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui);
    link_styled_ui(ui, text, theme::regular(theme::SMALL), palette.faint)
}

/// A line that shows its explanation below it when it is clicked.
pub(super) fn unfold_ui<T: Into<String>>(ui: &mut Ui, name: &str, is_open: &mut bool, text: impl FnOnce() -> T) {
    let palette = Palette::of(ui);
    let response = link_styled_ui(ui, name, theme::regular(theme::SMALL), palette.faint);
    let enabled = ui.is_enabled();
    if response.clicked() {
        *is_open = !*is_open;
    }
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, enabled, *is_open, name));
    if *is_open {
        small_ui(ui, text());
    }
}

/// A number that can be asked why it is what it is: plain words, underlined while the pointer or the keyboard is on it.
pub(super) fn number_link_ui(ui: &mut Ui, text: &str, font: egui::FontId, colour: Color32) -> Response {
    let (response, rect) = bare_link_ui(ui, text, font, colour);
    if response.hovered() || response.has_focus() {
        underline(ui, rect, Palette::of(ui).accent);
    }
    response.on_hover_text("Why this number?")
}

fn link_styled_ui(ui: &mut Ui, text: &str, font: egui::FontId, colour: Color32) -> Response {
    let (response, rect) = bare_link_ui(ui, text, font, colour);
    let lit = response.hovered() || response.has_focus();
    underline(ui, rect, if lit { Palette::of(ui).accent } else { colour });
    response
}

/// Dots below words that open something.
fn underline(ui: &Ui, rect: egui::Rect, colour: Color32) {
    let y = rect.bottom() - 1.0;
    let line = [egui::pos2(rect.left(), y), egui::pos2(rect.right(), y)];
    ui.painter().extend(egui::Shape::dotted_line(&line, colour, 3.0, 0.6));
}

/// Words that open something, without a line below.
fn bare_link_ui(ui: &mut Ui, text: &str, font: egui::FontId, colour: Color32) -> (Response, egui::Rect) {
    let palette = Palette::of(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(0.0, 3.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Link, enabled, text));
    if ui.is_rect_visible(rect) {
        let lit = response.hovered() || response.has_focus();
        let colour = if lit { palette.accent } else { colour };
        ui.painter().galley_with_override_text_color(rect.min, galley, colour);
        focus_ring(ui, &response, rect.expand(2.0));
    }
    (response.on_hover_cursor(egui::CursorIcon::PointingHand), rect)
}

/// Draws the ring that shows where the keyboard is.
pub(super) fn focus_ring(ui: &Ui, response: &Response, rect: egui::Rect) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, Palette::of(ui).accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(theme::CONTROL_RADIUS), stroke, egui::StrokeKind::Outside);
    }
}

/// One figure with its name above and words below; returns whether it was asked why it is what it is.
pub(super) fn stat_ui(ui: &mut Ui, name: &str, figure: &str, words: &str) -> bool {
    let palette = Palette::of(ui);
    block_ui(ui, STAT_WIDTH.min(ui.available_width()), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(egui::RichText::new(name).size(theme::LABEL).color(palette.muted));
        let is_asked = number_link_ui(ui, figure, theme::strong(theme::STAT), palette.text).clicked();
        if !words.is_empty() {
            small_ui(ui, words);
        }
        is_asked
    })
}

/// A name on the left and a value on the right, with a hairline below.
pub(super) fn pair_ui(ui: &mut Ui, name: &str, value: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(name).color(palette.muted));
        ui.with_layout(Layout::right_to_left(Align::Center), value);
    });
    hairline_ui(ui);
}

/// A hairline across.
pub(super) fn hairline_ui(ui: &mut Ui) {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, palette.line));
}

/// A level bar from 0 to 1 on a track.
pub(super) fn meter_ui(ui: &mut Ui, part: f32, size: egui::Vec2, colour: Color32) {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let radius = CornerRadius::same(3);
    ui.painter().rect_filled(rect, radius, palette.track);
    let filled = egui::Rect::from_min_size(rect.min, vec2(rect.width() * part.clamp(0.0, 1.0), rect.height()));
    ui.painter().rect_filled(filled, radius, colour);
}

/// What stands where there is nothing yet: one sentence, and what to do.
pub(super) fn empty_ui(ui: &mut Ui, sentence: &str, hint: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space(space::XL);
        ui.label(strong_text(sentence));
        muted_ui(ui, hint);
        ui.add_space(space::XL);
    });
}

/// One of a few choices, side by side; on several lines where a whole line has no room for them.
pub(super) fn segmented_ui<T: PartialEq + Copy>(
    ui: &mut Ui,
    name: &str,
    chosen: T,
    choices: &[(T, &str)],
) -> Option<T> {
    let mut picked = None;
    let mut show = |ui: &mut Ui| {
        let between = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, SEGMENT_GAP);
        for (choice, text) in choices {
            let is_chosen = *choice == chosen;
            if segment_ui(ui, name, text, is_chosen).clicked() && !is_chosen {
                picked = Some(*choice);
            }
        }
        ui.spacing_mut().item_spacing.x = between;
    };
    let widths =
        choices.iter().map(|(_, text)| label_width(ui, text) + 2.0 * ui.spacing().button_padding.x + SEGMENT_GAP);
    let width: f32 = widths.sum();
    if ui.layout().main_wrap() && width > ui.max_rect().width() {
        show(ui);
        return picked;
    }
    if ui.layout().main_wrap() && width > ui.available_size_before_wrap().x {
        ui.end_row();
    }
    ui.horizontal(show);
    picked
}

fn segment_ui(ui: &mut Ui, name: &str, text: &str, is_chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let (front, fill, edge) = if is_chosen {
        (palette.accent, palette.accent_tint, palette.accent)
    } else {
        (palette.muted, palette.panel, palette.line)
    };
    let button = egui::Button::new(egui::RichText::new(text).color(front).size(theme::LABEL))
        .fill(fill)
        .stroke(Stroke::new(1.0, edge));
    let response = ui.add(button);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, is_chosen, format!("{name}: {text}")));
    response
}

/// Two columns if there is room for them, else one below the other; `share` is the part of the first.
pub(super) fn two_columns_ui(
    ui: &mut Ui,
    least_width: f32,
    share: f32,
    first: impl FnOnce(&mut Ui),
    second: impl FnOnce(&mut Ui),
) {
    let width = ui.available_width();
    if width < least_width {
        first(ui);
        ui.add_space(space::M);
        second(ui);
        return;
    }
    let gap = space::L;
    let left = ((width - gap) * share).round();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        ui.vertical(|ui| {
            ui.set_width(left);
            ui.spacing_mut().item_spacing.x = space::S;
            first(ui);
        });
        ui.vertical(|ui| {
            ui.set_width(width - gap - left);
            ui.spacing_mut().item_spacing.x = space::S;
            second(ui);
        });
    });
}

/// Whether the window loses the keyboard or is closed in this frame, so that what is being typed must be handed over.
fn window_is_left(ui: &Ui) -> bool {
    ui.input(|input| {
        let loses_focus = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(false));
        input.viewport().close_requested() || input.events.iter().any(loses_focus)
    })
}
