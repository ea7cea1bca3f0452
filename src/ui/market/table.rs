//! The table of all skills.

use egui::style::ScrollAnimation;
use egui::{Align, Layout, Role, Sense, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder};

use super::list::{demand_figure, hours_to_sell, is_shared, steps_to_sell, supply_figure};
use super::{MarketView, Sort, class_badge_ui, premium_figures};
use crate::plan::explain::Quantity;
use crate::plan::market::{Base, Bound, Figure, FigureId, Market, Premium};
use crate::plan::skill::{Level, Skill};
use crate::state::{Action, State};
use crate::ui::drawer::{own_badge_ui, value_words};
use crate::ui::numbers;
use crate::ui::theme::{self, Palette};
use crate::ui::why;
use crate::ui::widgets::{self, Mood, badge_ui, link_ui, small_ui};

const HEADER_HEIGHT: f32 = 30.0;
const ROW_HEIGHT: f32 = 34.0;

/// The columns from left to right, each with its width and the width of the table from which on it is shown.
const COLUMNS: [(Sort, &str, f32, f32); 8] = [
    (Sort::Demand, "Demand", 148.0, 0.0),
    (Sort::Premium, "Published premium", 126.0, 0.0),
    (Sort::Kind, "Kind", 92.0, 600.0),
    (Sort::Supply, "Supply", 146.0, 782.0),
    (Sort::Grade, "Grade", 52.0, 842.0),
    (Sort::Age, "Age", 84.0, 922.0),
    (Sort::Hours, "To selling", 92.0, 1002.0),
    (Sort::Mine, "Mine", 56.0, 1082.0),
];

/// Added to a column of figures while there are numbers of the user's own, for the badge that says so.
const BADGE_WIDTH: f32 = 74.0;

impl MarketView {
    /// The skills that match, a row each; the columns that fit.
    pub(super) fn table_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        let rows = self.list.rows(state, &self.query, self.order, self.filters);
        if rows.is_empty() {
            let hint = "Try fewer letters or filters, or another word that job posts use.";
            widgets::empty_ui(ui, "No skill matches", hint);
            return;
        }
        let badge = if state.market.digest == state.pack.digest { 0.0 } else { BADGE_WIDTH };
        let room = ui.available_width() - 3.0 * badge;
        let columns: Vec<_> = COLUMNS.into_iter().filter(|(.., least)| room >= *least).collect();
        let mut table = TableBuilder::new(ui)
            .id_salt("market skills")
            .sense(Sense::click())
            .cell_layout(Layout::left_to_right(Align::Center))
            .vscroll(false)
            .column(Column::remainder().at_least(140.0).clip(true));
        for (sort, _, width, _) in &columns {
            let more = if matches!(sort, Sort::Demand | Sort::Premium | Sort::Supply) { badge } else { 0.0 };
            table = table.column(Column::exact(width + more));
        }
        table
            .header(HEADER_HEIGHT, |mut header| {
                header.col(|ui| self.sort_button_ui(ui, Sort::Name, "Skill"));
                for (sort, name, ..) in &columns {
                    header.col(|ui| self.sort_button_ui(ui, *sort, name));
                }
            })
            .body(|mut body| {
                let ui = body.ui_mut();
                let (top, step) = (ui.max_rect().top(), ROW_HEIGHT + ui.spacing().item_spacing.y);
                if let Some(skill) = self.back_to.take() {
                    go_back_to(ui, rows.iter().position(|id| *id == skill), top, step);
                }
                body.rows(ROW_HEIGHT, rows.len(), |mut row| {
                    let Some(skill) = rows.get(row.index()).and_then(|id| state.market.skill(id)) else { return };
                    row.set_selected(self.chosen.as_ref() == Some(&skill.id));
                    let mut is_chosen = false;
                    row.col(|ui| is_chosen = name_ui(ui, &state.market, skill));
                    for (sort, ..) in &columns {
                        row.col(|ui| cell_ui(ui, *sort, state, skill, actions));
                    }
                    if is_chosen || row.response().clicked() {
                        self.choose(skill.id.clone());
                    }
                });
            });
    }

    fn sort_button_ui(&mut self, ui: &mut Ui, sort: Sort, name: &str) {
        let palette = Palette::of(ui);
        let is_chosen = self.order.sort == sort;
        let arrow = match (is_chosen, self.order.is_reversed) {
            (true, false) => " ↓",
            (true, true) => " ↑",
            (false, _) => "",
        };
        let text = egui::RichText::new(format!("{name}{arrow}")).size(theme::SMALL).color(if is_chosen {
            palette.text
        } else {
            palette.faint
        });
        let response = ui.add(egui::Button::new(text).frame(false));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, format!("Sort by {name}")));
        if response.clicked() {
            self.order.is_reversed = is_chosen && !self.order.is_reversed;
            self.order.sort = sort;
        }
    }
}

/// Brings the row of a skill that was just closed back into sight.
fn go_back_to(ui: &Ui, row: Option<usize>, top: f32, step: f32) {
    let Some(row) = row.and_then(|row| u16::try_from(row).ok()) else { return };
    let from = top + f32::from(row) * step;
    let rect = egui::Rect::from_x_y_ranges(ui.max_rect().x_range(), from..=from + ROW_HEIGHT);
    ui.scroll_to_rect_animation(rect, Some(Align::Center), ScrollAnimation::none());
}

/// The name of a skill; whether it was clicked.
fn name_ui(ui: &mut Ui, market: &Market, skill: &Skill) -> bool {
    let button = egui::Button::new(widgets::strong_text(&skill.name)).frame(false).truncate();
    let is_clicked = ui.add(button).clicked();
    if market.in_demand.contains(&skill.id) {
        badge_ui(ui, "In demand", Mood::Accent);
    }
    is_clicked
}

fn cell_ui(ui: &mut Ui, sort: Sort, state: &State, skill: &Skill, actions: &mut Vec<Action>) {
    match sort {
        Sort::Name => {}
        Sort::Demand => demand_ui(ui, state, skill, actions),
        Sort::Premium => premium_ui(ui, state, skill, actions),
        Sort::Kind => class_badge_ui(ui, skill.class),
        Sort::Supply => supply_ui(ui, state, skill, actions),
        Sort::Grade => drop(small_ui(ui, grade_words(&state.market, skill))),
        Sort::Age => drop(small_ui(ui, age_words(state, skill))),
        Sort::Hours => {
            let words = numbers::hours_range(hours_to_sell(&state.market, &state.profile, skill));
            why::number_ui(ui, &words, Quantity::Hours(steps_to_sell(skill)), actions);
        }
        Sort::Mine => {
            let level = state.profile.level(&skill.id);
            drop(ui.label(if level > Level::NONE { format!("level {level}") } else { "–".to_owned() }));
        }
    }
}

/// What speaks of demand, as a link to its figures.
pub(in crate::ui) fn demand_ui(ui: &mut Ui, state: &State, skill: &Skill, actions: &mut Vec<Action>) {
    let Some(figure) = demand_figure(&state.market, skill) else {
        small_ui(ui, "No public figure");
        return;
    };
    let hover = hover_words(figure);
    if link_ui(ui, &demand_words(figure)).on_hover_text(hover).clicked() {
        let rest = skill.demand.iter().filter(|id| **id != figure.id).cloned();
        actions.push(Action::ShowFigures(std::iter::once(figure.id.clone()).chain(rest).collect()));
    }
    own_badge_ui(ui, state, &figure.id);
}

/// What a figure says in full.
fn hover_words(figure: &Figure) -> String {
    let base = figure.base.map_or_else(String::new, |base| format!(", {}", base.words()));
    format!("{}: {}, {}{base}", figure.segment, figure.metric, figure.period)
}

/// Growth with its sign and what it is measured against; a place on a list as such; anything else with its unit.
pub(super) fn demand_words(figure: &Figure) -> String {
    let words = value_words(figure);
    match (figure.unit.as_str(), figure.value, figure.base) {
        ("skills", Some(count), _) => format!("Among the top {}", numbers::number(count, 0)),
        ("%", Some(value), Some(base)) => {
            let limit = if figure.bound == Some(Bound::MoreThan) { "> " } else { "" };
            format!("{limit}{}{}", numbers::change(value / 100.0), short_base(base))
        }
        ("%", _, None) => format!("{words}, a share"),
        _ => words,
    }
}

/// What growth is measured against, as it stands after the number where there is little room.
pub(super) const fn short_base(base: Base) -> &'static str {
    match base {
        Base::Year => " a year",
        Base::Quarter => " a quarter",
        Base::Month => " a month",
        Base::Event => " in all",
        Base::Unclear => ", base unnamed",
    }
}

/// What speaks of how many others offer the skill.
pub(super) fn supply_ui(ui: &mut Ui, state: &State, skill: &Skill, actions: &mut Vec<Action>) {
    let market = &state.market;
    let Some(figure) = supply_figure(market, skill) else {
        small_ui(ui, "No public figure");
        return;
    };
    let group = if is_shared(market, &figure.id) { " (group)" } else { "" };
    let hover = hover_words(figure);
    if link_ui(ui, &format!("{}{group}", demand_words(figure))).on_hover_text(hover).clicked() {
        actions.push(Action::ShowFigures(skill.supply.clone()));
    }
    own_badge_ui(ui, state, &figure.id);
}

/// How near the source of the figure on demand is to the one who measured.
pub(super) fn grade_words(market: &Market, skill: &Skill) -> &'static str {
    let source = demand_figure(market, skill).and_then(|figure| market.source_of(figure));
    source.map_or("–", |(_, grade)| grade.letter())
}

/// How long ago the figure on demand was published.
pub(super) fn age_words(state: &State, skill: &Skill) -> String {
    let figure = demand_figure(&state.market, skill);
    numbers::age(figure.and_then(|figure| state.market.age_in_months(figure, state.today)))
}

/// The published premium with its range, as a link to its figures.
pub(super) fn premium_ui(ui: &mut Ui, state: &State, skill: &Skill, actions: &mut Vec<Action>) {
    let Some(premium) = state.market.premium(skill) else {
        small_ui(ui, "No public figure");
        return;
    };
    if link_ui(ui, &premium_words(premium)).on_hover_text(&premium.note).clicked() {
        actions.push(Action::ShowFigures(premium_figures(premium)));
    }
    let ends = [&premium.figures.mid, &premium.figures.low, &premium.figures.high];
    let is_own = |id: &&FigureId| state.profile.figures.contains_key(*id);
    own_badge_ui(ui, state, ends.into_iter().find(is_own).unwrap_or(&premium.figures.mid));
}

/// A premium with its range.
pub(super) fn premium_words(premium: &Premium) -> String {
    let range = &premium.range;
    let (low, high) = (range.low().get() * 100.0, range.high().get() * 100.0);
    format!("{} ({} to {})", numbers::change(range.mid().get()), numbers::number(low, 0), numbers::number(high, 0))
}
