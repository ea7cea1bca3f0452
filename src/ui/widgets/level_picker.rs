//! A level from 0 to 4, by mouse, by the keys 0 to 4 and by the arrow keys.

use egui::{CornerRadius, EventFilter, Key, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::theme::{self, Palette};
use super::focus_ring;
use crate::plan::skill::Level;

const CELL_WIDTH: f32 = 30.0;
const HEIGHT: f32 = 26.0;

/// What became of a level picker in a frame.
pub(in crate::ui) struct LevelPicked {
    /// A newly chosen level.
    pub level: Option<Level>,
    /// The widget, for giving it the keyboard.
    pub response: egui::Response,
}

/// Shows the picker of `name`'s level.
///
/// A rating without evidence is drawn lighter, as `backed` says.
pub(in crate::ui) fn level_picker_ui(ui: &mut Ui, name: &str, level: Level, backed: bool) -> LevelPicked {
    let (rect, response) = ui.allocate_exact_size(vec2(CELL_WIDTH * 5.0, HEIGHT), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::slider(enabled, f64::from(level.get()), format!("{name}, level")));
    describe(ui, &response, level);
    if ui.is_rect_visible(rect) {
        paint(ui, rect, level, backed, response.hover_pos().map(|pos| level_at(rect, pos.x)));
        focus_ring(ui, &response, rect);
    }
    let clicked =
        response.clicked().then(|| response.interact_pointer_pos()).flatten().map(|pos| level_at(rect, pos.x));
    if response.clicked() {
        response.request_focus();
    }
    let chosen = clicked.or_else(|| chosen_by_key(ui, &response, level));
    LevelPicked { level: chosen.filter(|chosen| *chosen != level), response }
}

fn level_at(rect: Rect, x: f32) -> Level {
    let cell = |level: &Level| x < rect.left() + CELL_WIDTH * (f32::from(level.get()) + 1.0);
    Level::ALL.into_iter().find(cell).unwrap_or(Level::MAX)
}

fn chosen_by_key(ui: &Ui, response: &egui::Response, level: Level) -> Option<Level> {
    use egui::accesskit::Action;
    let asked = |action| ui.input(|input| input.num_accesskit_action_requests(response.id, action)) > 0;
    let up = || Level::new(level.get() + 1);
    let down = || level.get().checked_sub(1).and_then(Level::new);
    if asked(Action::Increment) {
        return up();
    }
    if asked(Action::Decrement) {
        return down();
    }
    if !response.has_focus() {
        return None;
    }
    ui.memory_mut(|memory| {
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        memory.set_focus_lock_filter(response.id, filter);
    });
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let digits = [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4];
    for (key, level) in digits.into_iter().zip(Level::ALL) {
        if pressed(key) {
            return Some(level);
        }
    }
    if pressed(Key::ArrowRight) {
        return up();
    }
    if pressed(Key::ArrowLeft) {
        return down();
    }
    None
}

fn describe(ui: &Ui, response: &egui::Response, level: Level) {
    ui.accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(4.0);
        node.set_numeric_value_step(1.0);
        node.set_numeric_value(f64::from(level.get()));
        node.add_action(egui::accesskit::Action::Increment);
        node.add_action(egui::accesskit::Action::Decrement);
    });
}

fn paint(ui: &Ui, rect: Rect, level: Level, backed: bool, hovered: Option<Level>) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    painter.rect(rect, radius, palette.panel, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    for cell in Level::ALL {
        let left = rect.left() + CELL_WIDTH * f32::from(cell.get());
        let area = Rect::from_min_size(pos2(left, rect.top()), vec2(CELL_WIDTH, HEIGHT));
        let is_chosen = cell == level;
        let counts = cell <= level && level > Level::NONE && cell > Level::NONE;
        let fill = match (is_chosen, counts, backed) {
            (true, _, true) if level > Level::NONE => Some(palette.accent),
            (true, _, false) if level > Level::NONE => Some(palette.on_panel(palette.accent, 0.3)),
            (_, true, _) => Some(palette.accent_tint),
            (true, ..) => Some(palette.track),
            _ => (hovered == Some(cell)).then_some(palette.track),
        };
        if let Some(fill) = fill {
            painter.rect_filled(area.shrink(2.0), CornerRadius::same(5), fill);
        }
        let colour = match (is_chosen, backed && level > Level::NONE) {
            (true, true) => palette.on_accent,
            (true, false) => palette.text,
            _ => palette.faint,
        };
        let font = if is_chosen { theme::strong(theme::LABEL) } else { theme::regular(theme::LABEL) };
        painter.text(area.center(), egui::Align2::CENTER_CENTER, cell.to_string(), font, colour);
    }
}
