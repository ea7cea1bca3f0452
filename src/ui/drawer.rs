//! The source drawer: where a number on screen comes from, what it is made of, and what disagrees with it.

mod source;
mod trace;

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, ScrollArea, Stroke, Ui, vec2};
use egui_material_icons::icons;

use super::cited::{Print, cited_ui};
use super::numbers;
use super::theme::{self, Palette, space};
use super::widgets::{
    self, Mood, NumberField, TextField, badge_ui, icon_button_ui, muted_ui, number_field_ui, small_ui, strong_text,
    text_field_ui,
};
use crate::plan::market::{Base, Conflict, Figure, FigureId, Kind, Knob, Market, Service};
use crate::plan::profile::Override;
use crate::state::{Action, Edit, Origin, State};

const WIDTH: f32 = 400.0;

/// A published figure is old after this many months.
pub(super) const OLD_MONTHS: i64 = 12;

pub(super) fn drawer_ui(ui: &mut Ui, state: &State) -> Vec<Action> {
    let mut actions = Vec::new();
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
                if state.drawer.len() > 1
                    && icon_button_ui(ui, icons::ICON_ARROW_BACK, "Back to what was shown before").clicked()
                {
                    actions.push(Action::DrawerBack);
                }
                ui.label(egui::RichText::new("Where this comes from").font(theme::strong(16.0)));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if icon_button_ui(ui, icons::ICON_CLOSE, "Close the sources (Esc)").clicked() {
                        actions.push(Action::CloseDrawer);
                    }
                });
            });
            ui.add_space(space::S);
            // Each depth scrolls by itself, so that the way back leads to where one was.
            let area = ScrollArea::vertical().id_salt(("source drawer", state.drawer.len())).auto_shrink(false);
            area.show(ui, |ui| match state.drawer.last() {
                Some(Origin::Figures(figures)) => figures_ui(ui, state, figures, &mut actions),
                Some(Origin::Source(id)) => source::source_ui(ui, state, id, &mut actions),
                Some(Origin::Quantity(quantity)) => trace::trace_ui(ui, state, quantity, &mut actions),
                None => {}
            });
        });
    });
    actions
}

fn figures_ui(ui: &mut Ui, state: &State, figures: &[FigureId], actions: &mut Vec<Action>) {
    let market = &state.market;
    if figures.is_empty() {
        muted_ui(ui, "No public figure measures this. It is an assumption, drawn as a range.");
    }
    for id in figures {
        match market.figures.get(id) {
            Some(figure) => figure_ui(ui, state, figure, actions),
            None => drop(muted_ui(ui, format!("The data pack in use has no figure {id}."))),
        }
        ui.add_space(space::M);
    }
    let mut conflicts: Vec<&Conflict> = figures.iter().flat_map(|id| market.conflicts_of(id)).collect();
    conflicts.dedup_by_key(|conflict| conflict.question.clone());
    for conflict in conflicts {
        conflict_ui(ui, market, conflict, actions);
        ui.add_space(space::M);
    }
}

/// One figure with all that is needed to cite it.
pub(super) fn figure_ui(ui: &mut Ui, state: &State, figure: &Figure, actions: &mut Vec<Action>) {
    let market = &state.market;
    ui.push_id(figure.id.as_str(), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.horizontal_wrapped(|ui| {
            ui.label(egui::RichText::new(value_words(figure)).font(theme::strong(18.0)));
            if !own_badge_ui(ui, state, &figure.id) {
                kind_badge_ui(ui, &figure.kind);
            }
        });
        ui.add(egui::Label::new(strong_text(numbers::capitalized(&figure.metric))).wrap());
        muted_ui(ui, &figure.segment);
        let base = figure.base.map_or("", Base::words);
        let counted = [figure.population.as_str(), figure.period.as_str(), base];
        let counted: Vec<&str> = counted.into_iter().filter(|text| !text.is_empty()).collect();
        if !counted.is_empty() {
            small_ui(ui, counted.join(" · "));
        }
        match &figure.kind {
            Kind::Published { source, .. } => {
                if let Some(source) = market.sources.get(source) {
                    source::citation_ui(ui, source, actions);
                }
            }
            Kind::Derived { from, arithmetic, .. } => {
                small_ui(ui, format!("Computed by Premia: {arithmetic}"));
                let ids: Vec<&str> = from.iter().map(FigureId::as_str).collect();
                if !ids.is_empty() && widgets::small_link_ui(ui, &format!("From {}", ids.join(", "))).clicked() {
                    actions.push(Action::ShowFigures(from.clone()));
                }
            }
            Kind::Assumption { reason } => cited_ui(ui, market, reason, Print::Small, actions),
        }
        small_ui(ui, format!("Figure {}", figure.id));
        if let Some(words) = stale_words(state, figure) {
            badge_ui(ui, &words, Mood::Warning);
        }
        own_number_ui(ui, state, figure, actions);
        widgets::hairline_ui(ui);
    });
}

/// Says whose a number is that rests on several figures, where one of them is the user's own.
///
/// The drift of the user's service rests on more studies than its ends; it is marked only if an end moved.
pub(super) fn rests_badge_ui(ui: &mut Ui, state: &State, figures: &[FigureId]) {
    let service = state.market.service(&state.profile.service).filter(|service| service.drift_figures == *figures);
    if let Some(service) = service {
        drift_badge_ui(ui, state, service);
        return;
    }
    let is_own = |id: &FigureId| state.profile.figures.contains_key(id) && state.pack.figures.contains_key(id);
    match figures {
        [one] => drop(own_badge_ui(ui, state, one)),
        _ if figures.iter().any(|id| is_own(id) || follows_own(state, id)) => drop(follows_badge_ui(ui)),
        _ => {}
    }
}

/// Says that the drift of a service moved with a number of the user's own.
pub(super) fn drift_badge_ui(ui: &mut Ui, state: &State, service: &Service) {
    if state.pack.service(&service.id).is_some_and(|own| own.drift != service.drift) {
        follows_badge_ui(ui);
    }
}

/// Says whose number an assumption is.
pub(super) fn assumption_badge_ui(ui: &mut Ui, state: &State, knob: Knob) {
    let range = |market: &Market| market.assumptions.get(&knob).map(|own| own.range);
    let rests_on_figures = state.market.assumptions.get(&knob).is_some_and(|own| !own.figures.is_empty());
    if state.profile.overrides.contains_key(&knob) {
        badge_ui(ui, "Your own", Mood::Good);
    } else if range(&state.market) != range(&state.pack) {
        follows_badge_ui(ui);
    } else if rests_on_figures {
        badge_ui(ui, "From figures", Mood::Plain);
    } else {
        badge_ui(ui, "Assumption", Mood::Warning);
    }
}

fn follows_badge_ui(ui: &mut Ui) -> egui::Response {
    badge_ui(ui, "Follows from your own", Mood::Good)
}

/// Says that a number is the user's own, or moved because of one; whether it is the user's own.
pub(super) fn own_badge_ui(ui: &mut Ui, state: &State, id: &FigureId) -> bool {
    let is_own = state.profile.figures.contains_key(id) && state.pack.figures.contains_key(id);
    if is_own {
        badge_ui(ui, "Your own", Mood::Good);
    } else if follows_own(state, id) {
        follows_badge_ui(ui);
    }
    is_own
}

/// Whether a figure is not what the pack says, though the user did not replace it.
fn follows_own(state: &State, id: &FigureId) -> bool {
    let numbers = |market: &Market| market.figures.get(id).map(|figure| (figure.value, figure.low, figure.high));
    numbers(&state.market) != numbers(&state.pack)
}

/// The published number beside the user's own, and the way from one to the other.
fn own_number_ui(ui: &mut Ui, state: &State, figure: &Figure, actions: &mut Vec<Action>) {
    let published = state.pack.figures.get(&figure.id);
    let Some(own) = state.profile.figures.get(&figure.id) else {
        let start = published.and_then(|figure| figure.value.or(figure.low).or(figure.high));
        if let Some(value) = start
            && widgets::small_link_ui(ui, "Use my own number")
                .on_hover_text("Plans with a number of yours in place of this one")
                .clicked()
        {
            actions
                .push(Action::Edit(Edit::OverrideFigure(figure.id.clone(), Override { value, note: String::new() })));
        }
        return;
    };
    ui.add_space(space::XS);
    let suffix = figure.unit.as_str();
    let (least, most) = if suffix == "%" { (-100.0, 10_000.0) } else { (-1e12, 1e12) };
    let field = NumberField {
        name: "My own number",
        value: own.value,
        decimals: 3,
        prefix: "",
        suffix,
        range: least..=most,
        width: 160.0,
    };
    if let Some(value) = number_field_ui(ui, &field) {
        let note = own.note.clone();
        actions.push(Action::Edit(Edit::OverrideFigure(figure.id.clone(), Override { value, note })));
    }
    let field = TextField {
        name: "Why my own number",
        value: &own.note,
        hint: "What do you know better?",
        rows: 1,
        width: 300.0,
    };
    if let Some(note) = text_field_ui(ui, &field) {
        actions.push(Action::Edit(Edit::OverrideFigureNote(figure.id.clone(), note)));
    }
    if let Some(published) = published {
        small_ui(ui, format!("The pack says {}.", value_words(published)));
    }
    if widgets::small_link_ui(ui, "Back to the published number").clicked() {
        actions.push(Action::Edit(Edit::ResetFigure(figure.id.clone())));
    }
}

/// What to say of a figure that is over a year older than today; nothing where no date is known.
pub(super) fn stale_words(state: &State, figure: &Figure) -> Option<String> {
    let months = state.market.age_in_months(figure, state.today).filter(|months| *months > OLD_MONTHS)?;
    Some(format!("Published or counted {months} months ago"))
}

fn conflict_ui(ui: &mut Ui, market: &Market, conflict: &Conflict, actions: &mut Vec<Action>) {
    badge_ui(ui, "Sources disagree", Mood::Warning);
    ui.add(egui::Label::new(strong_text(&conflict.question)).wrap());
    for figure in conflict.figures.iter().filter_map(|id| market.figures.get(id)) {
        let publisher = market.source_of(figure).map_or("Premia", |(source, _)| source.publisher.as_str());
        ui.horizontal_wrapped(|ui| {
            if widgets::small_link_ui(ui, &value_words(figure)).clicked() {
                actions.push(Action::ShowFigures(vec![figure.id.clone()]));
            }
            small_ui(ui, format!("{}, {} ({publisher}, {})", figure.segment, figure.measured(), figure.id));
        });
    }
    cited_ui(ui, market, &conflict.note, Print::Body, actions);
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
    if unit == "direction" {
        return direction_words(figure).to_owned();
    }
    let limit = figure.bound.map_or_else(String::new, |bound| format!("{} ", bound.words()));
    let main = match (figure.value, range) {
        (Some(value), Some(range)) => format!("{limit}{} ({range})", show(value)),
        (Some(value), None) => format!("{limit}{}", show(value)),
        (None, Some(range)) => range,
        (None, None) => figure.low.or(figure.high).map_or_else(|| "no number".to_owned(), show),
    };
    if unit.is_empty() { main } else { format!("{main} {unit}") }
}

/// What a figure says that gives a direction and no size.
fn direction_words(figure: &Figure) -> &'static str {
    match figure.value {
        Some(value) if value > 0.0 => "rises",
        Some(value) if value < 0.0 => "falls",
        _ => "stays",
    }
}
