//! What was forecast and what came: a band, the band in the light of the months, and the months as rings.

use egui::Ui;
use egui_plot::{FilledArea, Line, LineStyle, Plot, Points, Text, uniform_grid_spacer};

use crate::plan::diary::{Forecast, Pair, Updated};
use crate::plan::projection::Band;
use crate::plan::units::Rate;
use crate::ui::numbers;
use crate::ui::theme::Palette;
use crate::ui::widgets::{nice_step, plot_words, still};

/// Draws the chart. It is a picture: its figures must stand in a table beside it.
pub(super) fn chart_ui(ui: &mut Ui, forecast: &Forecast, pairs: &[Pair], updated: &Updated) {
    let palette = Palette::of(ui);
    let xs: Vec<f64> = (0..forecast.band.len()).map(whole).collect();
    let span = xs.last().copied().unwrap_or(0.0).max(1.0);
    let of = |band: &[Band<Rate>], pick: fn(&Band<Rate>) -> Rate| -> Vec<f64> {
        band.iter().map(|band| pick(band).get()).collect()
    };
    let (low, mid, high) =
        (of(&forecast.band, |band| band.p10), of(&forecast.band, |band| band.p50), of(&forecast.band, |band| band.p90));
    let came: Vec<[f64; 2]> = pairs.iter().map(|pair| [whole(pair.index), pair.actual.get()]).collect();
    let all = low.iter().chain(&high).copied().chain(came.iter().map(|at| at[1]));
    let (least, most) = all.fold((f64::INFINITY, 0.0_f64), |(least, most), y| (least.min(y), most.max(y)));
    let room = (most - least).max(1.0);
    let every = if span <= 12.0 { 3.0 } else { 6.0 };
    let right = span * (1.0 + 150.0 / f64::from(ui.available_width().max(320.0)));
    let currency = forecast.currency;
    still(Plot::new("diary chart"), &palette)
        .height(280.0)
        .default_x_bounds(-span * 0.01, right)
        .default_y_bounds(least - room * 0.10, most + room * 0.10)
        .y_grid_spacer(uniform_grid_spacer(move |_| [nice_step(room), nice_step(room) * 2.0, nice_step(room) * 4.0]))
        .x_grid_spacer(uniform_grid_spacer(move |_| [every, every * 2.0, every * 4.0]))
        .x_axis_formatter(move |mark, _| month_label(forecast, mark.value))
        .y_axis_formatter(move |mark, _| numbers::rate(Rate::new(mark.value.max(0.0)).unwrap_or_default(), currency))
        .show(ui, |plot| {
            let fill = palette.accent.gamma_multiply(0.16);
            plot.add(FilledArea::new("8 of 10 futures, as frozen", &xs, &low, &high).fill_color(fill));
            let [_, updated_colour, _] = palette.beside;
            let line = |points: Vec<[f64; 2]>, name: &'static str| Line::new(name, points);
            plot.line(line(pairs_of(&xs, &mid), "median, as frozen").color(palette.accent).width(2.0));
            if !pairs.is_empty() {
                let dots = LineStyle::Dotted { spacing: 5.0 };
                for (name, ys) in [
                    ("updated low", of(&updated.band, |band| band.p10)),
                    ("updated median", of(&updated.band, |band| band.p50)),
                    ("updated high", of(&updated.band, |band| band.p90)),
                ] {
                    plot.line(line(pairs_of(&xs, &ys), name).color(updated_colour).width(1.5).style(dots));
                }
            }
            for (index, at) in came.iter().enumerate() {
                plot.points(Points::new("came", vec![*at]).id(("ring", index)).radius(5.5).color(palette.text));
                plot.points(Points::new("came", vec![*at]).id(("core", index)).radius(3.0).color(palette.panel));
            }
            let mut ends = vec![(mid.last().copied(), "as frozen", palette.accent)];
            if !pairs.is_empty() {
                ends.push((updated.band.last().map(|band| band.p50.get()), "updated", updated_colour));
            }
            ends.sort_by(|one, other| one.0.unwrap_or(0.0).total_cmp(&other.0.unwrap_or(0.0)));
            let mut floor = f64::NEG_INFINITY;
            for (at, words, colour) in ends {
                let Some(at) = at else { continue };
                let y = at.max(floor);
                floor = y + room * 0.085;
                let words = format!("{} {words}", numbers::rate(Rate::new(at).unwrap_or_default(), currency));
                let text = Text::new(words.clone(), [span * 1.012, y].into(), plot_words(&words, colour));
                plot.text(text.anchor(egui::Align2::LEFT_CENTER));
            }
        });
}

fn pairs_of(xs: &[f64], ys: &[f64]) -> Vec<[f64; 2]> {
    xs.iter().zip(ys).map(|(x, y)| [*x, *y]).collect()
}

fn whole(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

fn month_label(forecast: &Forecast, x: f64) -> String {
    let index = (0..forecast.band.len()).find(|index| (whole(*index) - x).abs() < 0.01);
    let day = index.and_then(|index| forecast.month(index).first_day());
    day.map_or_else(String::new, numbers::month_short)
}
