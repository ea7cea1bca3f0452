//! AI work against all work, by quarter.

use std::collections::BTreeSet;

use egui::Ui;
use egui_plot::{Bar, BarChart, Line, PlotPoints, Text};

use super::{cell_link_ui, figures_of, nothing_ui, plain_plot, series, small_text, table_twin_ui};
use crate::plan::market::{FigureId, Series};
use crate::state::{Action, State};
use crate::ui::drawer::own_badge_ui;
use crate::ui::numbers;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{block_ui, card_title_ui, fields_ui, link_ui, muted_ui, small_link_ui, small_ui};

/// Bars of growing AI work, a line of clients, the quarter in which both were counted, and the table.
pub(super) fn divergence_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let market = &state.market;
    card_title_ui(ui, "AI work grows, the number of clients does not");
    let (Some(growth), Some(clients)) = (series(market, "ai_growth"), series(market, "active_clients")) else {
        nothing_ui(ui, "quarterly series");
        return;
    };
    if let Some(quarter) = series(market, "ai_quarter") {
        quarter_ui(ui, state, quarter, clients, actions);
        ui.add_space(space::XS);
    }
    let labels = quarters(&[growth, clients]);
    let since = series(market, "active_clients_since").and_then(|series| figures_of(series).last());
    chart_ui(ui, &labels, growth, clients, since.map(|(_, value, _)| value));
    small_ui(
        ui,
        "Bars: AI-related work on Upwork against the year before. Line: active clients against the first quarter shown.",
    );
    ui.horizontal_wrapped(|ui| {
        for (words, series) in [("Sources of the bars", growth), ("Sources of the line", clients)] {
            if small_link_ui(ui, words).clicked() {
                actions.push(Action::ShowFigures(series.figures.clone()));
            }
        }
        if let Some((_, value, id)) = since {
            small_ui(ui, "End of the line:");
            cell_link_ui(ui, state, &numbers::change(value / 100.0), id, actions);
        }
    });
    twin_ui(ui, state, actions);
}

/// One quarter against the year before, each number with its figure.
fn quarter_ui(ui: &mut Ui, state: &State, quarter: &Series, clients: &Series, actions: &mut Vec<Action>) {
    muted_ui(ui, quarter.name.as_str());
    fields_ui(ui, |ui| {
        for (name, value, id) in figures_of(quarter) {
            number_ui(ui, name, |ui| figure_link_ui(ui, state, &numbers::change(value / 100.0), id, actions));
        }
        let count = |label: &str| figures_of(clients).find(|(own, ..)| *own == label);
        if let (Some((_, before, from)), Some((_, now, to))) = (count("2024-Q3"), count("2025-Q3")) {
            number_ui(ui, "Active clients, from and to", |ui| {
                ui.horizontal(|ui| {
                    figure_link_ui(ui, state, &numbers::number(before, 0), from, actions);
                    figure_link_ui(ui, state, &numbers::number(now, 0), to, actions);
                });
            });
        }
    });
}

/// A number above its name.
fn number_ui(ui: &mut Ui, name: &str, number: impl FnOnce(&mut Ui)) {
    block_ui(ui, 148.0, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        number(ui);
        small_ui(ui, name);
    });
}

fn figure_link_ui(ui: &mut Ui, state: &State, text: &str, figure: &FigureId, actions: &mut Vec<Action>) {
    if link_ui(ui, text).clicked() {
        actions.push(Action::ShowFigures(vec![figure.clone()]));
    }
    own_badge_ui(ui, state, figure);
}

/// The bars and the line; `since` is the change over the whole line in per cent, where the pack has it as a figure.
fn chart_ui(ui: &mut Ui, labels: &[String], growth: &Series, clients: &Series, since: Option<f64>) {
    let palette = Palette::of(ui);
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
    let shown = labels.to_owned();
    plain_plot(&palette, "divergence", 200.0)
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
            if let Some(([x, y], since)) = end.zip(since) {
                let words = egui::RichText::new(format!("clients {}", numbers::change(since / 100.0)))
                    .color(palette.warning)
                    .size(theme::SMALL);
                plot.text(Text::new("end", [x - 0.6, y - 7.0].into(), words));
            }
        });
}

/// Every quarterly series of Upwork as a table, each number with its figure.
fn twin_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let market = &state.market;
    let columns = [
        ("ai_growth", "AI work"),
        ("ai_volume", "AI work, million USD a year"),
        ("active_clients", "Active clients"),
        ("spend_per_client", "USD per client"),
    ];
    let columns: Vec<(&Series, &str)> =
        columns.into_iter().filter_map(|(id, name)| Some((series(market, id)?, name))).collect();
    let all: Vec<&Series> = columns.iter().map(|(series, _)| *series).collect();
    let headings: Vec<&str> = std::iter::once("Quarter").chain(columns.iter().map(|(_, name)| *name)).collect();
    table_twin_ui(ui, "divergence table", &headings, |ui| {
        for label in quarters(&all) {
            ui.label(small_text(ui, &label.replace('-', " ")));
            for (series, _) in &columns {
                match figures_of(series).find(|(own, ..)| *own == label) {
                    Some((_, value, id)) => {
                        let limit = market.figures.get(id).and_then(|figure| figure.bound);
                        let limit = limit.map_or_else(String::new, |bound| format!("{} ", bound.words()));
                        let number =
                            if series.unit == "%" { numbers::change(value / 100.0) } else { numbers::number(value, 0) };
                        cell_link_ui(ui, state, &format!("{limit}{number}"), id, actions);
                    }
                    None => drop(ui.label(small_text(ui, "–"))),
                }
            }
            ui.end_row();
        }
    });
}

/// The quarters that any of these series has a point in, oldest first.
fn quarters(all: &[&Series]) -> Vec<String> {
    let labels = all.iter().flat_map(|series| &series.points).map(|(label, _)| label);
    let labels: BTreeSet<&String> = labels.filter(|label| label.contains("-Q")).collect();
    labels.into_iter().cloned().collect()
}

fn quarter_at(labels: &[String], x: f64) -> String {
    let near = labels
        .iter()
        .enumerate()
        .find(|(index, _)| u32::try_from(*index).is_ok_and(|index| (f64::from(index) - x).abs() < 0.01));
    near.map_or_else(String::new, |(_, label)| label.replace('-', " "))
}
