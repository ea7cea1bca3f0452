//! Several futures of the rate side by side: one band, and a line for each.

use egui::Ui;
use egui_plot::{FilledArea, Line, LineStyle, Plot, PlotPoints, Text, uniform_grid_spacer};

use super::super::numbers;
use super::super::theme::Palette;
use super::fan_chart::{month_label, nice_step, pairs, still, words};
use crate::plan::projection::{Month, Projection};
use crate::plan::units::{Currency, Rate};

/// One line of a chart of several.
pub(in crate::ui) struct RateLine<'a> {
    /// What it is called at its end.
    pub name: &'a str,
    /// The futures whose median it shows.
    pub projection: &'a Projection,
}

/// What a chart of several lines shows.
pub(in crate::ui) struct LinesChart<'a> {
    /// The plan, with its band and with doing nothing.
    pub plan: RateLine<'a>,
    /// The lines beside it, at most three.
    pub beside: &'a [RateLine<'a>],
    /// What the rates are counted in.
    pub currency: Currency,
    /// Tells charts on one screen apart.
    pub id: &'a str,
}

/// A line as it is drawn: where it lies, its name, and how it looks.
struct Drawn {
    points: Vec<[f64; 2]>,
    name: String,
    colour: egui::Color32,
    /// Of its name, which must be read where the line needs only be seen.
    words: egui::Color32,
    style: LineStyle,
    width: f32,
}

/// Draws the chart. It is a picture: its figures must stand in a table beside it.
pub(in crate::ui) fn lines_chart_ui(ui: &mut Ui, chart: &LinesChart<'_>) {
    let palette = Palette::of(ui);
    let plan = &chart.plan.projection.months;
    let longest = chart
        .beside
        .iter()
        .map(|line| &line.projection.months)
        .fold(plan, |longest, months| if months.len() > longest.len() { months } else { longest });
    let span = longest.last().map_or(1.0, |month| f64::from(month.month.max(1)));
    let lines = drawn(chart, &palette);
    let band = plan.iter().flat_map(|month| [month.plan.p10.get(), month.plan.p90.get()]);
    let all: Vec<f64> = lines.iter().flat_map(|line| line.points.iter().map(|at| at[1])).chain(band).collect();
    let (low, high) = (all.iter().copied().fold(f64::INFINITY, f64::min), all.iter().copied().fold(0.0, f64::max));
    let room = (high - low).max(1.0);
    let every = if span <= 12.0 { 3.0 } else { 6.0 };
    let right = span * (1.0 + 190.0 / f64::from(ui.available_width().max(320.0)));
    let currency = chart.currency;
    still(Plot::new(chart.id), &palette)
        .height(280.0)
        .default_x_bounds(-span * 0.01, right)
        .default_y_bounds(low - room * 0.10, high + room * 0.10)
        .y_grid_spacer(uniform_grid_spacer(move |_| [nice_step(room), nice_step(room) * 2.0, nice_step(room) * 4.0]))
        .x_grid_spacer(uniform_grid_spacer(move |_| [every, every * 2.0, every * 4.0]))
        .x_axis_formatter(move |mark, _| month_label(longest, mark.value))
        .y_axis_formatter(move |mark, _| numbers::rate(Rate::new(mark.value.max(0.0)).unwrap_or_default(), currency))
        .show(ui, |plot| {
            let xs: Vec<f64> = plan.iter().map(|month| f64::from(month.month)).collect();
            let of = |pick: fn(&Month) -> Rate| -> Vec<f64> { plan.iter().map(|month| pick(month).get()).collect() };
            let (p10, p90) = (of(|month| month.plan.p10), of(|month| month.plan.p90));
            let fill = palette.accent.gamma_multiply(0.12);
            plot.add(FilledArea::new("8 of 10 futures", &xs, &p10, &p90).fill_color(fill));
            for line in &lines {
                let points: PlotPoints<'_> = line.points.iter().copied().collect();
                let drawn = Line::new(line.name.clone(), points).color(line.colour).width(line.width);
                plot.line(drawn.style(line.style));
            }
            ends(plot, &lines, span, room);
        });
}

fn drawn(chart: &LinesChart<'_>, palette: &Palette) -> Vec<Drawn> {
    let points = |months: &[Month], pick: fn(&Month) -> Rate| {
        let xs: Vec<f64> = months.iter().map(|month| f64::from(month.month)).collect();
        let ys: Vec<f64> = months.iter().map(|month| pick(month).get()).collect();
        pairs(&xs, &ys)
    };
    let rate = |rate| numbers::rate(rate, chart.currency);
    let plan = chart.plan.projection;
    let mut lines = vec![Drawn {
        points: points(&plan.months, |month| month.nothing.p50),
        name: format!("{} do nothing", rate(plan.nothing.p50)),
        colour: palette.edge,
        words: palette.muted,
        style: LineStyle::Dashed { length: 6.0 },
        width: 1.5,
    }];
    // Each line has a colour and a stroke of its own, so that neither is needed to know the other.
    let strokes = [LineStyle::Dashed { length: 14.0 }, LineStyle::Dotted { spacing: 7.0 }, LineStyle::Solid];
    for (line, (colour, style)) in chart.beside.iter().zip(palette.beside.into_iter().zip(strokes)) {
        lines.push(Drawn {
            points: points(&line.projection.months, |month| month.plan.p50),
            name: format!("{} {}", rate(line.projection.headline.p50), line.name),
            colour,
            words: colour,
            style,
            width: 2.0,
        });
    }
    lines.push(Drawn {
        points: points(&plan.months, |month| month.plan.p50),
        name: format!("{} {}", rate(plan.headline.p50), chart.plan.name),
        colour: palette.accent,
        words: palette.accent,
        style: LineStyle::Solid,
        width: 2.5,
    });
    lines
}

/// The name of each line at its right end; names that would lie on one another are moved apart, lowest first.
fn ends(plot: &mut egui_plot::PlotUi<'_>, lines: &[Drawn], span: f64, room: f64) {
    let mut rows: Vec<(&Drawn, [f64; 2])> =
        lines.iter().filter_map(|line| Some((line, *line.points.last()?))).collect();
    rows.sort_by(|one, other| one.1[1].total_cmp(&other.1[1]));
    let mut floor = f64::NEG_INFINITY;
    for (line, at) in rows {
        let y = at[1].max(floor);
        floor = y + room * 0.085;
        let text = Text::new(line.name.clone(), [span * 1.012, y].into(), words(&line.name, line.words));
        plot.text(text.anchor(egui::Align2::LEFT_CENTER));
    }
}
