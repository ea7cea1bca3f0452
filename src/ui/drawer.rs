//! The source drawer: where a number on screen comes from, and what disagrees with it.

use egui::{Align2, Area, CornerRadius, Frame, Id, Key, Margin, Order, ScrollArea, Stroke, Ui, vec2};
use egui_material_icons::icons;

use super::numbers;
use super::theme::{self, Palette, space};
use super::widgets::{self, Mood, badge_ui, icon_button_ui, muted_ui, small_ui, strong_text};
use crate::plan::market::{Conflict, Figure, FigureId, Kind, Market, Source};
use crate::state::{Action, State};

const WIDTH: f32 = 400.0;

pub(super) fn drawer_ui(ui: &mut Ui, state: &State, figures: &[FigureId]) -> Vec<Action> {
    let mut actions = Vec::new();
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        actions.push(Action::CloseDrawer);
    }
    let palette = Palette::of(ui);
    let screen = ui.ctx().content_rect();
    let width = WIDTH.min(screen.width() - 40.0);
    let area =
        Area::new(Id::unique("source drawer")).order(Order::Foreground).anchor(Align2::RIGHT_TOP, vec2(0.0, 0.0));
    area.show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(palette.panel)
            .stroke(Stroke::new(1.0, palette.line))
            .corner_radius(CornerRadius::ZERO)
            .inner_margin(Margin::same(18))
            .shadow(ui.visuals().popup_shadow);
        frame.show(ui, |ui| {
            ui.set_width(width - 36.0);
            ui.set_height(screen.height() - 36.0);
            ui.horizontal(|ui| {
                ui.label(egui::RichText::new("Where this comes from").font(theme::strong(16.0)));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if icon_button_ui(ui, icons::ICON_CLOSE, "Close the sources (Esc)").clicked() {
                        actions.push(Action::CloseDrawer);
                    }
                });
            });
            ui.add_space(space::S);
            ScrollArea::vertical().id_salt("source drawer").auto_shrink(false).show(ui, |ui| {
                content_ui(ui, &state.market, figures, &mut actions);
            });
        });
    });
    actions
}

fn content_ui(ui: &mut Ui, market: &Market, figures: &[FigureId], actions: &mut Vec<Action>) {
    if figures.is_empty() {
        muted_ui(ui, "No public figure measures this. It is an assumption, drawn as a range.");
    }
    for id in figures {
        match market.figures.get(id) {
            Some(figure) => figure_ui(ui, market, figure, actions),
            None => drop(muted_ui(ui, format!("The data pack in use has no figure {id}."))),
        }
        ui.add_space(space::M);
    }
    let mut conflicts: Vec<&Conflict> = figures.iter().flat_map(|id| market.conflicts_of(id)).collect();
    conflicts.dedup_by_key(|conflict| conflict.question.clone());
    for conflict in conflicts {
        conflict_ui(ui, market, conflict);
        ui.add_space(space::M);
    }
}

/// One figure with all that is needed to cite it.
pub(super) fn figure_ui(ui: &mut Ui, market: &Market, figure: &Figure, actions: &mut Vec<Action>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.horizontal_wrapped(|ui| {
            ui.label(egui::RichText::new(value_words(figure)).font(theme::strong(18.0)));
            kind_badge_ui(ui, &figure.kind);
        });
        ui.add(egui::Label::new(strong_text(numbers::capitalized(&figure.metric))).wrap());
        muted_ui(ui, &figure.segment);
        let counted: Vec<&str> =
            [figure.population.as_str(), figure.period.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
        if !counted.is_empty() {
            small_ui(ui, counted.join(" · "));
        }
        match &figure.kind {
            Kind::Published { source, .. } => {
                if let Some(source) = market.sources.get(source) {
                    source_ui(ui, source, actions);
                }
            }
            Kind::Derived { from, arithmetic } => {
                small_ui(ui, format!("Computed by Premia: {arithmetic}"));
                let ids: Vec<&str> = from.iter().map(FigureId::as_str).collect();
                if !ids.is_empty() && widgets::small_link_ui(ui, &format!("From {}", ids.join(", "))).clicked() {
                    actions.push(Action::ShowFigures(from.clone()));
                }
            }
            Kind::Assumption { reason } => drop(small_ui(ui, reason)),
        }
        small_ui(ui, format!("Figure {}", figure.id));
        widgets::hairline_ui(ui);
    });
}

fn source_ui(ui: &mut Ui, source: &Source, actions: &mut Vec<Action>) {
    small_ui(ui, format!("{}, {} ({})", source.title, source.publisher, source.published));
    if widgets::small_link_ui(ui, &shortened(&source.address, 58)).on_hover_text(&source.address).clicked() {
        actions.push(Action::OpenAddress(source.address.clone()));
    }
    if !source.credit.is_empty() {
        small_ui(ui, super::sources::credited(&source.credit, &source.licence));
    }
}

fn conflict_ui(ui: &mut Ui, market: &Market, conflict: &Conflict) {
    badge_ui(ui, "Sources disagree", Mood::Warning);
    ui.add(egui::Label::new(strong_text(&conflict.question)).wrap());
    for figure in conflict.figures.iter().filter_map(|id| market.figures.get(id)) {
        let publisher = market.source_of(figure).map_or("Premia", |(source, _)| source.publisher.as_str());
        small_ui(
            ui,
            format!("{}  {}, {} ({publisher}, {})", value_words(figure), figure.segment, figure.metric, figure.id),
        );
    }
    muted_ui(ui, &conflict.note);
}

fn kind_badge_ui(ui: &mut Ui, kind: &Kind) {
    match kind {
        Kind::Published { grade, .. } => {
            badge_ui(ui, &format!("Grade {}: {}", grade.letter(), grade.meaning()), Mood::Accent);
        }
        Kind::Derived { .. } => drop(badge_ui(ui, "Derived by Premia", Mood::Plain)),
        Kind::Assumption { .. } => drop(badge_ui(ui, "Assumption", Mood::Warning)),
    }
}

/// The value of a figure with its unit, and its range where it has one.
pub(super) fn value_words(figure: &Figure) -> String {
    let is_percent = figure.unit.starts_with('%');
    let unit = figure.unit.trim_start_matches('%').trim();
    let show =
        |value: f64| if is_percent { format!("{}%", numbers::number(value, 1)) } else { numbers::number(value, 2) };
    let range = match (figure.low, figure.high) {
        (Some(low), Some(high)) if low < high => Some(format!("{} to {}", show(low), show(high))),
        _ => None,
    };
    let main = match (figure.value, range) {
        (Some(value), Some(range)) => format!("{} ({range})", show(value)),
        (Some(value), None) => show(value),
        (None, Some(range)) => range,
        (None, None) => figure.low.or(figure.high).map_or_else(|| "no number".to_owned(), show),
    };
    if unit.is_empty() { main } else { format!("{main} {unit}") }
}

/// The text cut to `most` letters, with an ellipsis where something is missing.
fn shortened(text: &str, most: usize) -> String {
    let plain = text.trim_start_matches("https://").trim_start_matches("http://");
    if plain.chars().count() <= most {
        return plain.to_owned();
    }
    plain.chars().take(most - 1).chain(['…']).collect()
}
