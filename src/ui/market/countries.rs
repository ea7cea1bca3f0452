//! The part of job ads that mention AI, by country and month.

use std::collections::{BTreeMap, BTreeSet};

use egui::Ui;
use egui_plot::{Line, PlotPoints};

use super::{nothing_ui, plain_plot, small_text, table_twin_ui};
use crate::plan::market::{Figure, Market, Series};
use crate::state::{Action, State};
use crate::ui::drawer::own_badge_ui;
use crate::ui::numbers;
use crate::ui::theme::{Palette, space};
use crate::ui::widgets::{card_title_ui, small_link_ui, small_ui};

/// What the ids of these series begin with.
const PREFIX: &str = "ai_share_";
/// The country that is drawn in front at first.
const FIRST: &str = "ai_share_us";

/// A line for each country, one of them in front, and the table.
pub(super) fn countries_ui(ui: &mut Ui, state: &State, chosen: &mut Option<String>, actions: &mut Vec<Action>) {
    let market = &state.market;
    card_title_ui(ui, "Job ads that mention AI, by country");
    let all: Vec<&Series> = market.series.iter().filter(|series| series.id.starts_with(PREFIX)).collect();
    let Some(first) = all.iter().find(|series| series.id == FIRST).or_else(|| all.first()) else {
        nothing_ui(ui, "series by country");
        return;
    };
    let is_known = chosen.as_ref().is_some_and(|id| all.iter().any(|series| series.id == *id));
    let mut front = if is_known { chosen.clone().unwrap_or_default() } else { first.id.clone() };
    let name = all.iter().find(|series| series.id == front).map_or("", |series| country(series));
    egui::ComboBox::from_label("in front").selected_text(name).show_ui(ui, |ui| {
        for series in &all {
            ui.selectable_value(&mut front, series.id.clone(), country(series));
        }
    });
    ui.add_space(space::XS);
    let months = months(&all);
    chart_ui(ui, &all, &months, &front);
    latest_ui(ui, state, &all, &front, actions);
    small_ui(ui, "Ads for employees, not for freelancers: a sign of what is asked for, not of what is paid.");
    let headings: Vec<&str> = std::iter::once("Month").chain(all.iter().map(|series| country(series))).collect();
    table_twin_ui(ui, "countries table", &headings, |ui| {
        let values: Vec<BTreeMap<&str, f64>> = all
            .iter()
            .map(|series| series.points.iter().map(|(month, value)| (month.as_str(), *value)).collect())
            .collect();
        for month in months.iter().rev() {
            ui.label(small_text(ui, month));
            for values in &values {
                let words = values.get(month).map_or_else(|| "–".to_owned(), |value| percent(*value));
                ui.label(small_text(ui, &words));
            }
            ui.end_row();
        }
    });
    *chosen = Some(front);
}

fn chart_ui(ui: &mut Ui, all: &[&Series], months: &[&str], front: &str) {
    let palette = Palette::of(ui);
    let places: BTreeMap<&str, f64> =
        months.iter().zip(0_u32..).map(|(month, index)| (*month, f64::from(index))).collect();
    let years: Vec<(f64, String)> =
        places.iter().filter_map(|(month, at)| Some((*at, month.strip_suffix("-01")?.to_owned()))).collect();
    plain_plot(&palette, "countries", 200.0)
        .show_grid([false, true])
        .include_y(0.0)
        .x_grid_spacer(egui_plot::uniform_grid_spacer(|_| [12.0, 24.0, 48.0]))
        .y_grid_spacer(egui_plot::uniform_grid_spacer(|_| [2.0, 4.0, 8.0]))
        .x_axis_formatter(move |mark, _| {
            let near = years.iter().find(|(at, _)| (at - mark.value).abs() < 0.01);
            near.map(|(_, year)| year.clone()).unwrap_or_default()
        })
        .y_axis_formatter(|mark, _| format!("{}%", numbers::number(mark.value, 0)))
        .label_formatter(|_| None)
        .show(ui, |plot| {
            // The one in front is drawn last.
            let (back, mine): (Vec<&Series>, Vec<&Series>) = all.iter().partition(|series| series.id != front);
            for series in back.into_iter().chain(mine) {
                let is_front = series.id == front;
                let (colour, width) = if is_front { (palette.accent, 2.5) } else { (palette.edge, 1.0) };
                let points: Vec<[f64; 2]> = series
                    .points
                    .iter()
                    .filter_map(|(month, value)| Some([*places.get(month.as_str())?, *value]))
                    .collect();
                plot.line(Line::new(country(series), PlotPoints::from(points)).color(colour).width(width));
            }
        });
}

/// The newest value of each country, highest first, as links where the pack has it as a figure.
fn latest_ui(ui: &mut Ui, state: &State, all: &[&Series], front: &str, actions: &mut Vec<Action>) {
    let mut latest: Vec<(&Series, f64, &str)> = all
        .iter()
        .filter_map(|series| series.points.last().map(|(month, value)| (*series, *value, month.as_str())))
        .collect();
    latest.sort_by(|one, other| other.1.total_cmp(&one.1));
    ui.horizontal_wrapped(|ui| {
        for (series, value, month) in latest {
            let figure = newest(&state.market, series);
            let value = figure.and_then(|figure| figure.value).unwrap_or(value);
            let words = format!("{} {}", country(series), percent(value));
            let hover = format!("{month}{}", if series.id == front { ", in front" } else { "" });
            let is_asked = small_link_ui(ui, &words).on_hover_text(hover).clicked();
            match (figure, &series.source) {
                (Some(figure), _) => {
                    if is_asked {
                        actions.push(Action::ShowFigures(vec![figure.id.clone()]));
                    }
                    own_badge_ui(ui, state, &figure.id);
                }
                (None, Some(source)) if is_asked => actions.push(Action::ShowSource(source.clone())),
                (None, _) => {}
            }
        }
    });
}

/// The figure that is the newest point of this series: its last one, or the one of the same source and name. Its value
/// may be the user's own.
fn newest<'a>(market: &'a Market, series: &'a Series) -> Option<&'a Figure> {
    let Some(source) = &series.source else { return market.figures.get(series.figures.last()?) };
    market.figures_of(source).find(|figure| figure.segment == series.name)
}

/// The country of a series, which its name ends with.
fn country(series: &Series) -> &str {
    series.name.rsplit(", ").next().unwrap_or(&series.name)
}

fn months<'a>(all: &[&'a Series]) -> Vec<&'a str> {
    let months: BTreeSet<&str> =
        all.iter().flat_map(|series| &series.points).map(|(month, _)| month.as_str()).collect();
    months.into_iter().collect()
}

fn percent(value: f64) -> String {
    format!("{}%", numbers::number(value, 1))
}
