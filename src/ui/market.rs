//! Market: what is asked for, how it pays, and how well that is known.

use std::collections::BTreeSet;

use egui::{Align, Layout, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::{Column, TableBuilder};
use egui_plot::{Bar, BarChart, Line, Plot, PlotPoints, Points, Text};

use super::drawer::value_words;
use super::numbers;
use super::theme::{self, Palette, space};
use super::widgets::{
    self, Mood, badge_ui, card_title_ui, card_ui, heading_ui, link_ui, muted_ui, segmented_ui, small_ui,
};
use crate::plan::market::{FigureId, Market, Premium, Series};
use crate::plan::skill::{Class, Level, Skill, SkillId};
use crate::state::{Action, Edit, Place, State};

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sort {
    #[default]
    Demand,
    Name,
    Premium,
    Hours,
    Mine,
}

/// What is searched, sorted and chosen in Market.
#[derive(Default)]
pub(super) struct MarketView {
    /// Set to put the cursor into the search field.
    pub(super) focus_search: bool,
    query: String,
    sort: Sort,
    descending: bool,
    class: Option<Class>,
    chosen: Option<SkillId>,
}

impl MarketView {
    /// Shows this skill.
    pub(super) fn select(&mut self, skill: SkillId) {
        self.chosen = Some(skill);
        self.query.clear();
        self.class = None;
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
        let rows = self.rows(state);
        if let Some(skill) = self.chosen.as_ref().and_then(|id| state.market.skill(id)) {
            let mut close = false;
            card_ui(ui, |ui| close = detail_ui(ui, state, skill, &mut actions));
            ui.add_space(space::M);
            if close {
                self.chosen = None;
            }
        }
        card_ui(ui, |ui| {
            if rows.is_empty() {
                widgets::empty_ui(ui, "No skill matches", "Try fewer letters, or another word that job posts use.");
            } else {
                self.table_ui(ui, state, &rows, &mut actions);
            }
        });
        ui.add_space(space::L);
        let mut more = Vec::new();
        widgets::two_columns_ui(
            ui,
            860.0,
            0.5,
            |ui| card_ui(ui, |ui| quadrant_ui(ui, state)),
            |ui| card_ui(ui, |ui| divergence_ui(ui, &state.market, &mut more)),
        );
        actions.append(&mut more);
        ui.add_space(space::L);
        card_ui(ui, |ui| unmeasured_ui(ui, &state.market));
        actions
    }

    fn controls_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            let field = egui::TextEdit::singleline(&mut self.query)
                .hint_text("Search skills")
                .desired_width(220.0)
                .margin(vec2(8.0, 6.0));
            let response = ui.add(field);
            response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Search skills"));
            if std::mem::take(&mut self.focus_search) {
                response.request_focus();
            }
            let choices = [
                (None, "All"),
                (Some(Class::Execution), "Execution"),
                (Some(Class::Judgment), "Judgment"),
                (Some(Class::Foundation), "Foundation"),
            ];
            if let Some(class) = segmented_ui(ui, "Kind of work", self.class, &choices) {
                self.class = class;
            }
        });
    }

    fn rows<'a>(&self, state: &'a State) -> Vec<&'a Skill> {
        let found = state.words.search(&self.query);
        let matches = |skill: &Skill| self.class.is_none_or(|class| class == skill.class) && found.contains(&skill.id);
        let mut rows: Vec<&Skill> = state.market.skills.values().filter(|skill| matches(skill)).collect();
        rows.sort_by(|one, other| {
            let order = match self.sort {
                Sort::Demand => {
                    let (one, other) = (demand_rank(&state.market, one), demand_rank(&state.market, other));
                    other.0.cmp(&one.0).then_with(|| other.1.total_cmp(&one.1))
                }
                Sort::Name => std::cmp::Ordering::Equal,
                Sort::Premium => middle(&state.market, other).total_cmp(&middle(&state.market, one)),
                Sort::Hours => hours_to_sell(one).total_cmp(&hours_to_sell(other)),
                Sort::Mine => state.profile.level(&other.id).cmp(&state.profile.level(&one.id)),
            };
            let order = order.then_with(|| one.name.to_lowercase().cmp(&other.name.to_lowercase()));
            if self.descending { order.reverse() } else { order }
        });
        rows
    }

    fn table_ui(&mut self, ui: &mut Ui, state: &State, rows: &[&Skill], actions: &mut Vec<Action>) {
        let wide = ui.available_width() > 760.0;
        let shows_kind = ui.available_width() > 600.0;
        let row_height = 34.0;
        let mut table = TableBuilder::new(ui)
            .id_salt("market skills")
            .sense(Sense::click())
            .cell_layout(Layout::left_to_right(Align::Center))
            .vscroll(false)
            .column(Column::remainder().at_least(140.0).clip(true))
            .column(Column::exact(if wide { 150.0 } else { 110.0 }))
            .column(Column::exact(140.0));
        if shows_kind {
            table = table.column(Column::exact(104.0));
        }
        if wide {
            table = table.column(Column::exact(112.0)).column(Column::exact(86.0)).column(Column::exact(60.0));
        }
        table
            .header(30.0, |mut header| {
                header.col(|ui| self.sort_button_ui(ui, Sort::Name, "Skill"));
                header.col(|ui| self.sort_button_ui(ui, Sort::Demand, "Demand"));
                header.col(|ui| self.sort_button_ui(ui, Sort::Premium, "Published premium"));
                if shows_kind {
                    header.col(|ui| drop(small_ui(ui, "Kind")));
                }
                if wide {
                    header.col(|ui| drop(small_ui(ui, "Grade, date")));
                    header.col(|ui| self.sort_button_ui(ui, Sort::Hours, "To selling"));
                    header.col(|ui| self.sort_button_ui(ui, Sort::Mine, "Mine"));
                }
            })
            .body(|body| {
                body.rows(row_height, rows.len(), |mut row| {
                    let Some(skill) = rows.get(row.index()) else { return };
                    row.set_selected(self.chosen.as_ref() == Some(&skill.id));
                    row.col(|ui| {
                        if name_button_ui(ui, &skill.name) {
                            self.chosen = Some(skill.id.clone());
                        }
                        if state.market.in_demand.contains(&skill.id) {
                            badge_ui(ui, "In demand", Mood::Accent);
                        }
                    });
                    row.col(|ui| demand_ui(ui, &state.market, skill, actions));
                    row.col(|ui| premium_ui(ui, &state.market, skill, actions));
                    if shows_kind {
                        row.col(|ui| class_badge_ui(ui, skill.class));
                    }
                    if wide {
                        row.col(|ui| drop(small_ui(ui, grade_and_date(&state.market, skill))));
                        row.col(|ui| drop(ui.label(format!("{} h", numbers::number(hours_to_sell(skill), 0)))));
                        row.col(|ui| {
                            let level = state.profile.level(&skill.id);
                            drop(ui.label(if level > Level::NONE {
                                format!("level {level}")
                            } else {
                                "–".to_owned()
                            }));
                        });
                    }
                    if row.response().clicked() {
                        self.chosen = Some(skill.id.clone());
                    }
                });
            });
    }

    fn sort_button_ui(&mut self, ui: &mut Ui, sort: Sort, name: &str) {
        let palette = Palette::of(ui);
        let is_chosen = self.sort == sort;
        let arrow = match (is_chosen, self.descending) {
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
            self.descending = is_chosen && !self.descending;
            self.sort = sort;
        }
    }
}

fn name_button_ui(ui: &mut Ui, name: &str) -> bool {
    ui.add(egui::Button::new(widgets::strong_text(name)).frame(false).truncate()).clicked()
}

/// For sorting by demand: skills with a growth figure come first, then those with a count of posts, then the rest.
fn demand_rank(market: &Market, skill: &Skill) -> (u8, f64) {
    match demand_figure(market, skill) {
        Some(figure) if figure.unit.starts_with('%') => (2, figure.value.unwrap_or_default()),
        Some(figure) => (1, figure.value.unwrap_or_default()),
        None => (0, 0.0),
    }
}

/// The first figure on growth in percent, else the first of any kind.
fn demand_figure<'a>(market: &'a Market, skill: &Skill) -> Option<&'a crate::plan::market::Figure> {
    let mut figures = skill.demand.iter().filter_map(|id| market.figures.get(id));
    figures.clone().find(|figure| figure.unit.starts_with('%') && figure.value.is_some()).or_else(|| figures.next())
}

fn demand_ui(ui: &mut Ui, market: &Market, skill: &Skill, actions: &mut Vec<Action>) {
    match demand_figure(market, skill) {
        Some(figure) => {
            let sign =
                if figure.unit.starts_with('%') && figure.value.is_some_and(|value| value > 0.0) { "+" } else { "" };
            let text = format!("{sign}{}", value_words(figure));
            if link_ui(ui, &text).on_hover_text(format!("{}: {}", figure.segment, figure.metric)).clicked() {
                actions.push(Action::ShowFigures(skill.demand.clone()));
            }
        }
        None => drop(small_ui(ui, "No public figure")),
    }
}

/// How good the demand figure is, and when it was published.
fn grade_and_date(market: &Market, skill: &Skill) -> String {
    let source = demand_figure(market, skill).and_then(|figure| market.source_of(figure));
    source.map_or_else(
        || "–".to_owned(),
        |(source, grade)| {
            let date: String = source.published.chars().take(7).collect();
            format!("{}, {date}", grade.letter())
        },
    )
}

fn middle(market: &Market, skill: &Skill) -> f64 {
    market.premium(skill).map_or(0.0, |premium| premium.range.mid().get())
}

fn premium_ui(ui: &mut Ui, market: &Market, skill: &Skill, actions: &mut Vec<Action>) {
    let Some(premium) = market.premium(skill) else {
        small_ui(ui, "No public figure");
        return;
    };
    let range = &premium.range;
    let (low, mid, high) = (range.low().get(), range.mid().get(), range.high().get());
    let text = format!(
        "{} ({} to {})",
        numbers::change(mid),
        numbers::number(low * 100.0, 0),
        numbers::number(high * 100.0, 0)
    );
    if link_ui(ui, &text).on_hover_text(&premium.note).clicked() {
        actions.push(Action::ShowFigures(premium_figures(premium)));
    }
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

/// Hours from nothing to level 3, which is sold to clients.
fn hours_to_sell(skill: &Skill) -> f64 {
    skill.steps.iter().take(3).map(|step| step.hours.mid().get()).sum()
}

/// One skill in full; returns whether it was closed.
fn detail_ui(ui: &mut Ui, state: &State, skill: &Skill, actions: &mut Vec<Action>) -> bool {
    let mut close = false;
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(&skill.name).font(theme::strong(18.0)));
        class_badge_ui(ui, skill.class);
        badge_ui(ui, skill.domain.name(), Mood::Plain);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            close = widgets::icon_button_ui(ui, egui_material_icons::icons::ICON_CLOSE, "Close the skill").clicked();
        });
    });
    small_ui(ui, format!("Posted as {}", skill.aliases.join(", ")));
    ui.add_space(space::S);
    let level = state.profile.level(&skill.id);
    ui.horizontal_wrapped(|ui| {
        ui.label("My level");
        let backed = state.profile.skills.get(&skill.id).is_some_and(|rating| !rating.evidence.is_empty());
        if let Some(level) = widgets::level_picker_ui(ui, &skill.name, level, backed).level {
            actions.push(Action::Edit(Edit::SkillLevel(skill.id.clone(), level)));
        }
        let is_out = state.profile.excluded.contains(&skill.id);
        let (word, edit) = if is_out {
            ("Allow in my plan", Edit::Include(skill.id.clone()))
        } else {
            ("Keep out of my plan", Edit::Exclude(skill.id.clone()))
        };
        if ui.button(word).clicked() {
            actions.push(Action::Edit(edit));
        }
        if ui.button("See my path").clicked() {
            actions.push(Action::Go(Place::Path));
        }
    });
    ui.add_space(space::S);
    for (index, sentence) in skill.does.iter().enumerate() {
        level_line_ui(ui, skill, index, sentence, level);
    }
    small_ui(ui, format!("Hours: {}", skill.hours_note));
    if let Some(premium) = state.market.premium(skill) {
        small_ui(ui, &premium.note);
    }
    close
}

fn level_line_ui(ui: &mut Ui, skill: &Skill, index: usize, sentence: &str, held: Level) {
    let number = index + 1;
    let hours =
        skill.steps.get(index).map(|step| format!(", {}", numbers::hours_range(step.hours))).unwrap_or_default();
    let is_held = held.index() >= number;
    let palette = Palette::of(ui);
    ui.horizontal_top(|ui| {
        let held = if is_held { ", held" } else { "" };
        let name = egui::RichText::new(format!("Level {number}{hours}{held}")).size(theme::LABEL);
        let name = if is_held { name.color(palette.good) } else { name.color(palette.muted) };
        widgets::cell_ui(ui, 170.0, |ui| ui.label(name));
        ui.add(egui::Label::new(sentence).wrap());
    });
}

/// Demand against premium, with the user's skills marked.
fn quadrant_ui(ui: &mut Ui, state: &State) {
    card_title_ui(ui, "Demand against premium");
    let palette = Palette::of(ui);
    let point = |skill: &Skill| {
        let growth = demand_figure(&state.market, skill)
            .filter(|figure| figure.unit.starts_with('%'))
            .and_then(|figure| figure.value)?;
        Some([growth.clamp(-50.0, 400.0), middle(&state.market, skill) * 100.0])
    };
    let (mut mine, mut others, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for skill in state.market.skills.values() {
        let Some(at) = point(skill) else { continue };
        if state.profile.level(&skill.id) > Level::NONE {
            mine.push(at);
        } else {
            others.push(at);
        }
        names.push((at, skill.name.clone()));
    }
    let nearest = names.clone();
    plain_plot(&palette, "quadrant", 240.0)
        .x_grid_spacer(egui_plot::uniform_grid_spacer(|_| [100.0, 200.0, 400.0]))
        .y_grid_spacer(egui_plot::uniform_grid_spacer(|_| [10.0, 20.0, 40.0]))
        .x_axis_formatter(|mark, _| numbers::change(mark.value / 100.0))
        .y_axis_formatter(|mark, _| numbers::change(mark.value / 100.0))
        .label_formatter(move |hover| hovered_name(&nearest, hover))
        .show(ui, |plot| {
            plot.points(Points::new("other skills", others).radius(4.0).color(palette.edge));
            plot.points(
                Points::new("my skills", mine).radius(6.0).color(palette.accent).shape(egui_plot::MarkerShape::Diamond),
            );
        });
    small_ui(
        ui,
        "Across: growth of demand, each over its own year or month. Up: published premium. Diamonds are yours. The table above holds the same figures.",
    );
}

fn hovered_name(names: &[([f64; 2], String)], hover: &egui_plot::HoverPosition<'_>) -> Option<String> {
    let egui_plot::HoverPosition::NearDataPoint { position, .. } = hover else { return None };
    let at = |point: &[f64; 2]| (point[0] - position.x).abs() < 1e-9 && (point[1] - position.y).abs() < 1e-9;
    let here: Vec<&str> = names.iter().filter(|(point, _)| at(point)).map(|(_, name)| name.as_str()).take(6).collect();
    Some(here.join("\n"))
}

/// AI work against all work, by quarter.
fn divergence_ui(ui: &mut Ui, market: &Market, actions: &mut Vec<Action>) {
    card_title_ui(ui, "AI work grows, the number of clients does not");
    let palette = Palette::of(ui);
    let growth = market.series.iter().find(|series| series.id == "ai_growth");
    let clients = market.series.iter().find(|series| series.id == "active_clients");
    let (Some(growth), Some(clients)) = (growth, clients) else {
        muted_ui(ui, "The data pack in use has no quarterly series.");
        return;
    };
    let labels: Vec<String> = quarters(growth, clients);
    let index = |label: &str| {
        labels.iter().position(|own| own == label).and_then(|index| u32::try_from(index).ok()).map(f64::from)
    };
    let bars: Vec<Bar> =
        growth.points.iter().filter_map(|(label, value)| Some(Bar::new(index(label)?, *value).width(0.5))).collect();
    let first = clients.points.first().map_or(1.0, |(_, value)| *value);
    let line: Vec<[f64; 2]> = clients
        .points
        .iter()
        .filter_map(|(label, value)| Some([index(label)?, (value / first - 1.0) * 100.0]))
        .collect();
    let end = line.last().copied();
    let shown = labels.clone();
    plain_plot(&palette, "divergence", 240.0)
        .show_grid([false, true])
        .y_grid_spacer(egui_plot::uniform_grid_spacer(|_| [20.0, 40.0, 80.0]))
        .x_grid_spacer(egui_plot::uniform_grid_spacer(|_| [1.0, 2.0, 4.0]))
        .x_axis_formatter(move |mark, _| quarter_at(&shown, mark.value))
        .y_axis_formatter(|mark, _| numbers::change(mark.value / 100.0))
        .label_formatter(|_| None)
        .show(ui, |plot| {
            plot.bar_chart(BarChart::new("AI work, year on year", bars).color(palette.accent));
            plot.line(
                Line::new("active clients since the first quarter", PlotPoints::from(line))
                    .color(palette.warning)
                    .width(2.0),
            );
            if let Some([x, y]) = end {
                let words = egui::RichText::new(format!("clients {}", numbers::change(y / 100.0)))
                    .color(palette.warning)
                    .size(theme::SMALL);
                plot.text(Text::new("end", [x - 0.6, y - 7.0].into(), words));
            }
        });
    small_ui(
        ui,
        "Bars: AI-related work on Upwork against the year before. Line: active clients against the first quarter shown.",
    );
    ui.horizontal_wrapped(|ui| {
        if widgets::small_link_ui(ui, "Sources of the bars").clicked() {
            actions.push(Action::ShowFigures(growth.figures.clone()));
        }
        if widgets::small_link_ui(ui, "Sources of the line").clicked() {
            actions.push(Action::ShowFigures(clients.figures.clone()));
        }
    });
    egui::CollapsingHeader::new(egui::RichText::new("The same as a table").size(theme::SMALL))
        .id_salt("divergence table")
        .show(ui, |ui| {
            egui::Grid::new("divergence grid").num_columns(3).spacing(vec2(24.0, 4.0)).show(ui, |ui| {
                for heading in ["Quarter", "AI work", "Active clients"] {
                    small_ui(ui, heading);
                }
                ui.end_row();
                for label in &labels {
                    ui.label(label);
                    let value =
                        |series: &Series| series.points.iter().find(|(own, _)| own == label).map(|(_, value)| *value);
                    ui.label(value(growth).map_or_else(|| "–".to_owned(), |value| numbers::change(value / 100.0)));
                    ui.label(value(clients).map_or_else(|| "–".to_owned(), |value| numbers::number(value, 0)));
                    ui.end_row();
                }
            });
        });
}

fn quarters(one: &Series, other: &Series) -> Vec<String> {
    let labels: BTreeSet<&String> =
        one.points.iter().chain(&other.points).map(|(label, _)| label).filter(|label| label.contains('Q')).collect();
    labels.into_iter().cloned().collect()
}

fn quarter_at(labels: &[String], x: f64) -> String {
    let near = labels
        .iter()
        .enumerate()
        .find(|(index, _)| u32::try_from(*index).is_ok_and(|index| (f64::from(index) - x).abs() < 0.01));
    near.map_or_else(String::new, |(_, label)| label.replace('-', " "))
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
