//! Market: what is asked for, how it pays, and how well that is known.

mod categories;
mod countries;
mod detail;
mod divergence;
mod list;
mod quadrant;
mod rows;
mod table;

use std::collections::BTreeSet;

use egui::style::ScrollAnimation;
use egui::{Align, ComboBox, Ui, vec2};
use egui_plot::Plot;

use super::drawer::own_badge_ui;
use super::theme::{self, Palette, space};
use super::widgets::{
    self, Mood, badge_ui, card_title_ui, card_ui, heading_ui, muted_ui, search_field_ui, segmented_ui, small_link_ui,
    small_ui,
};
use crate::plan::market::{FigureId, Market, Premium, Series};
use crate::plan::skill::{Class, SkillId};
use crate::state::{Action, State};
pub(super) use table::demand_ui;

use list::{Age, Filters, Growth, List, Order, Own, Sort, Supply};

/// What is searched, sorted and chosen in Market.
#[derive(Default)]
pub(super) struct MarketView {
    /// Set to put the cursor into the search field.
    pub(super) focus_search: bool,
    query: String,
    order: Order,
    filters: Filters,
    filters_are_open: bool,
    list: List,
    chosen: Option<SkillId>,
    /// Set to bring the chosen skill into sight.
    reveal: bool,
    /// The row to go back to, once its skill is closed.
    back_to: Option<SkillId>,
    country: Option<String>,
}

impl MarketView {
    /// Shows this skill.
    pub(super) fn select(&mut self, skill: SkillId) {
        self.choose(skill);
        self.query.clear();
        self.filters = Filters::default();
    }

    fn choose(&mut self, skill: SkillId) {
        self.chosen = Some(skill);
        self.reveal = true;
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        heading_ui(ui, "What clients ask for, and what it pays");
        muted_ui(
            ui,
            "Growth is not a premium: a skill can be wanted more and paid less. Every number opens its source.",
        );
        ui.add_space(space::M);
        self.controls_ui(ui);
        ui.add_space(space::S);
        let top = ui.cursor().min.y - space::S;
        self.chosen_ui(ui, state, &mut actions);
        card_ui(ui, |ui| self.table_ui(ui, state, &mut actions));
        if std::mem::take(&mut self.reveal) {
            // A row far down may have been clicked; its card stands above the table, from the next frame on.
            let head = egui::Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + space::XL);
            ui.scroll_to_rect_animation(head, Some(Align::Min), ScrollAnimation::none());
        }
        ui.add_space(space::L);
        let mut more = Vec::new();
        widgets::two_columns_ui(
            ui,
            860.0,
            0.5,
            |ui| card_ui(ui, |ui| quadrant::quadrant_ui(ui, state, &mut actions)),
            |ui| card_ui(ui, |ui| divergence::divergence_ui(ui, state, &mut more)),
        );
        ui.add_space(space::L);
        let mut others = Vec::new();
        widgets::two_columns_ui(
            ui,
            860.0,
            0.5,
            |ui| card_ui(ui, |ui| countries::countries_ui(ui, state, &mut self.country, &mut more)),
            |ui| card_ui(ui, |ui| categories::categories_ui(ui, state, &mut others)),
        );
        actions.append(&mut more);
        actions.append(&mut others);
        ui.add_space(space::L);
        card_ui(ui, |ui| unmeasured_ui(ui, &state.market));
        actions
    }

    /// The chosen skill above the table.
    fn chosen_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        let Some(skill) = self.chosen.as_ref().and_then(|id| state.market.skill(id)) else { return };
        let close = card_ui(ui, |ui| detail::detail_ui(ui, state, skill, actions));
        ui.add_space(space::M);
        if close {
            self.back_to = self.chosen.take();
        }
    }

    fn controls_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            search_field_ui(ui, "Search skills", &mut self.query, &mut self.focus_search);
            let choices = [
                (None, "All"),
                (Some(Class::Execution), "Execution"),
                (Some(Class::Judgment), "Judgment"),
                (Some(Class::Foundation), "Foundation"),
            ];
            if let Some(class) = segmented_ui(ui, "Kind of work", self.filters.class, &choices) {
                self.filters.class = class;
            }
            let words = match self.filters.count() {
                0 => "More filters".to_owned(),
                count => format!("More filters ({count} set)"),
            };
            if ui.selectable_label(self.filters_are_open, words).clicked() {
                self.filters_are_open = !self.filters_are_open;
            }
            if self.filters != Filters::default() && ui.button("Show all skills").clicked() {
                self.filters = Filters::default();
            }
        });
        if self.filters_are_open {
            ui.add_space(space::XS);
            ui.horizontal_wrapped(|ui| self.filters_ui(ui));
        }
    }

    /// A choice for each column that can be filtered, and for the order where the window is too narrow for its column.
    fn filters_ui(&mut self, ui: &mut Ui) {
        let filters = &mut self.filters;
        choice_ui(ui, "Growth", &mut filters.growth, &Growth::CHOICES);
        choice_ui(ui, "Premium", &mut filters.premium, &Own::CHOICES);
        choice_ui(ui, "Supply", &mut filters.supply, &Supply::CHOICES);
        choice_ui(ui, "Grade", &mut filters.grade, &list::GRADES);
        choice_ui(ui, "Age", &mut filters.age, &Age::CHOICES);
        choice_ui(ui, "Sort by", &mut self.order.sort, &Sort::CHOICES);
    }
}

/// One of a few choices that unfold.
fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, name: &str, chosen: &mut T, choices: &[(T, &str)]) {
    let words = choices.iter().find(|(choice, _)| choice == chosen).map_or("", |(_, words)| *words);
    widgets::block_ui(ui, 176.0, |ui| {
        ComboBox::from_label(name).selected_text(words).width(104.0).truncate().show_ui(ui, |ui| {
            for (choice, words) in choices {
                ui.selectable_value(chosen, *choice, *words);
            }
        });
    });
}

/// The series with this id.
fn series<'a>(market: &'a Market, id: &str) -> Option<&'a Series> {
    market.series.iter().find(|series| series.id == id)
}

/// The points of a series with the figures that they are.
fn figures_of(series: &Series) -> impl Iterator<Item = (&str, f64, &FigureId)> {
    series.points.iter().zip(&series.figures).map(|((label, value), id)| (label.as_str(), *value, id))
}

/// The same figures as a table, folded away until it is asked for.
fn table_twin_ui(ui: &mut Ui, id: &str, headings: &[&str], rows: impl FnOnce(&mut Ui)) {
    egui::CollapsingHeader::new(egui::RichText::new("The same as a table").size(theme::SMALL)).id_salt(id).show(
        ui,
        |ui| {
            egui::ScrollArea::both().id_salt(id).max_height(280.0).auto_shrink([false, true]).show(ui, |ui| {
                egui::Grid::new(id).num_columns(headings.len()).spacing(vec2(space::L, space::XS)).show(ui, |ui| {
                    for heading in headings {
                        ui.add(egui::Label::new(small_text(ui, heading)).extend());
                    }
                    ui.end_row();
                    rows(ui);
                });
            });
        },
    );
}

/// Small print that a cell of a table holds in one line.
fn small_text(ui: &Ui, text: &str) -> egui::RichText {
    egui::RichText::new(text).size(theme::SMALL).color(Palette::of(ui).faint)
}

/// A number in a table that opens its figure, and whose it is.
fn cell_link_ui(ui: &mut Ui, state: &State, text: &str, figure: &FigureId, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        if small_link_ui(ui, text).clicked() {
            actions.push(Action::ShowFigures(vec![figure.clone()]));
        }
        own_badge_ui(ui, state, figure);
    });
}

/// The figures behind a premium, the middle one first, each once.
pub(super) fn premium_figures(premium: &Premium) -> Vec<FigureId> {
    let mut seen = BTreeSet::new();
    [&premium.figures.mid, &premium.figures.low, &premium.figures.high]
        .into_iter()
        .filter(|id| seen.insert(*id))
        .cloned()
        .collect()
}

pub(super) fn class_badge_ui(ui: &mut Ui, class: Class) {
    match class {
        Class::Execution => drop(badge_ui(ui, "Execution", Mood::Warning).on_hover_text("AI makes this work cheaper")),
        Class::Judgment => drop(badge_ui(ui, "Judgment", Mood::Good).on_hover_text("AI makes this work dearer")),
        Class::Foundation => {
            drop(badge_ui(ui, "Foundation", Mood::Plain).on_hover_text("What the other kinds rest on"));
        }
    }
}

/// A plot without boxes, that leaves scrolling to the page.
pub(super) fn plain_plot<'a>(palette: &Palette, id: &'a str, height: f32) -> Plot<'a> {
    Plot::new(id)
        .grid_color(palette.line)
        .grid_fade(0.0)
        .height(height)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .set_margin_fraction(vec2(0.05, 0.1))
}

/// What nobody measures; shown in Sources as well.
pub(super) fn unmeasured_ui(ui: &mut Ui, market: &Market) {
    card_title_ui(ui, "What no public figure measures");
    for sentence in &market.unmeasured {
        muted_ui(ui, format!("•  {sentence}"));
    }
}

/// Said where a pack has nothing to draw.
fn nothing_ui(ui: &mut Ui, what: &str) {
    small_ui(ui, format!("The data pack in use has no {what}."));
}
