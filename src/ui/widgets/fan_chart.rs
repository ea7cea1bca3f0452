//! The fan of futures: a band, its median, doing nothing, and the steps along the way.

use egui::{Color32, Ui, vec2};
use egui_plot::{FilledArea, HoverPosition, Line, LineStyle, Plot, Points, Text, uniform_grid_spacer};

use super::super::numbers;
use super::super::theme::{self, Palette};
use crate::plan::market::Market;
use crate::plan::projection::{Band, Month, Projection};
use crate::plan::skill::StepId;
use crate::plan::units::{Currency, Rate};

/// What a fan chart shows.
pub(in crate::ui) struct FanChart<'a> {
    /// The futures.
    pub projection: &'a Projection,
    /// Names for the milestones.
    pub market: &'a Market,
    /// What the rates are counted in.
    pub currency: Currency,
    /// The height in points.
    pub height: f32,
    /// Tells charts on one screen apart.
    pub id: &'a str,
    /// The steps whose names stand in the chart, as far as there is room.
    pub named: Vec<StepId>,
}

/// Draws the chart. It is a picture: its figures must stand in a table beside it.
pub(in crate::ui) fn fan_chart_ui(ui: &mut Ui, chart: &FanChart<'_>) {
    let palette = Palette::of(ui);
    let months = &chart.projection.months;
    let Some(last) = months.last() else { return };
    let span = f64::from(last.month.max(1));
    let currency = chart.currency;
    let (low, high) = bounds(months);
    let room = (high - low).max(1.0);
    let label_every = if span <= 12.0 { 3.0 } else { 6.0 };
    let width = f64::from(ui.available_width().max(200.0));
    // Words at the right end of the lines need about this much room.
    let right = span * (1.0 + 122.0 / width);
    still(Plot::new(chart.id), &palette)
        .height(chart.height)
        .default_x_bounds(-span * 0.01, right)
        .default_y_bounds(low - room * 0.10, high + room * 0.10)
        .y_grid_spacer(uniform_grid_spacer(move |_| [nice_step(room), nice_step(room) * 2.0, nice_step(room) * 4.0]))
        .x_grid_spacer(uniform_grid_spacer(move |_| [label_every, label_every * 2.0, label_every * 4.0]))
        .x_axis_formatter(move |mark, _| month_label(months, mark.value))
        .y_axis_formatter(move |mark, _| numbers::rate(Rate::new(mark.value.max(0.0)).unwrap_or_default(), currency))
        .label_formatter(move |hover| hovered(months, hover, currency))
        .show(ui, |plot| {
            let xs: Vec<f64> = months.iter().map(|month| f64::from(month.month)).collect();
            let of = |pick: fn(&Month) -> Rate| -> Vec<f64> { months.iter().map(|month| pick(month).get()).collect() };
            let (p10, p50, p90) = (of(|month| month.plan.p10), of(|month| month.plan.p50), of(|month| month.plan.p90));
            let nothing = of(|month| month.nothing.p50);
            plot.add(
                FilledArea::new("8 of 10 futures", &xs, &p10, &p90).fill_color(palette.accent.gamma_multiply(0.16)),
            );
            plot.line(
                Line::new("do nothing", pairs(&xs, &nothing))
                    .color(palette.edge)
                    .width(1.5)
                    .style(LineStyle::Dashed { length: 6.0 }),
            );
            plot.line(Line::new("median", pairs(&xs, &p50)).color(palette.accent).width(2.5));
            milestones(plot, chart, &palette, room);
            ends(plot, chart.projection, &palette, currency, span, room);
        });
}

/// A plot that neither moves nor zooms, with quiet lines across.
pub(in crate::ui) fn still<'a>(plot: Plot<'a>, palette: &Palette) -> Plot<'a> {
    plot.allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_grid([false, true])
        .grid_color(palette.line)
        .grid_fade(0.0)
        .set_margin_fraction(vec2(0.0, 0.0))
        .auto_bounds(false)
        .reset()
}

/// A round step that puts three to seven lines on a span.
pub(in crate::ui) fn nice_step(span: f64) -> f64 {
    let steps = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0];
    steps.into_iter().find(|step| span / step <= 6.5).unwrap_or(span / 5.0)
}

pub(super) fn pairs(xs: &[f64], ys: &[f64]) -> Vec<[f64; 2]> {
    xs.iter().zip(ys).map(|(x, y)| [*x, *y]).collect()
}

fn bounds(months: &[Month]) -> (f64, f64) {
    let low =
        months.iter().map(|month| month.plan.p10.get().min(month.nothing.p50.get())).fold(f64::INFINITY, f64::min);
    let high = months.iter().map(|month| month.plan.p90.get().max(month.nothing.p50.get())).fold(0.0, f64::max);
    (low, high)
}

pub(in crate::ui) fn month_label(months: &[Month], x: f64) -> String {
    months
        .iter()
        .find(|month| (f64::from(month.month) - x).abs() < 0.01)
        .map_or_else(String::new, |month| numbers::month_short(month.date))
}

fn hovered(months: &[Month], hover: &HoverPosition<'_>, currency: Currency) -> Option<String> {
    let position = match hover {
        HoverPosition::NearDataPoint { position, .. } | HoverPosition::Elsewhere { position } => position,
    };
    let month = months.iter().find(|month| (f64::from(month.month) - position.x).abs() <= 0.5)?;
    let rate = |rate| numbers::rate(rate, currency);
    let Band { p10, p50, p90 } = month.plan;
    Some(format!(
        "{}\nmedian {}\n8 of 10: {} to {}\ndo nothing {}",
        numbers::month_long(month.date),
        rate(p50),
        rate(p10),
        rate(p90),
        rate(month.nothing.p50)
    ))
}

/// Rings on the median where the named steps begin to be sold, small dots for all others.
fn milestones(plot: &mut egui_plot::PlotUi<'_>, chart: &FanChart<'_>, palette: &Palette, room: f64) {
    let span = chart.projection.months.last().map_or(1.0, |month| f64::from(month.month));
    let mut named_until = f64::NEG_INFINITY;
    let mut dots: Vec<[f64; 2]> = Vec::new();
    for (index, milestone) in chart.projection.milestones.iter().enumerate() {
        let at = [f64::from(milestone.month), milestone.rate.get()];
        if !chart.named.contains(&milestone.step) {
            dots.push(at);
            continue;
        }
        plot.points(Points::new("step", vec![at]).id(("ring", index)).radius(5.5).color(palette.accent));
        plot.points(Points::new("step", vec![at]).id(("core", index)).radius(3.5).color(palette.panel));
        let name = format!("{} {}", short_name(chart.market.skill_name(&milestone.step.skill)), milestone.step.level);
        let width = span * 0.0105 * f64::from(u32::try_from(name.chars().count()).unwrap_or(12));
        if at[0] < named_until || at[0] + width > span {
            continue;
        }
        named_until = at[0] + width;
        // To the lower right of its ring, where a rising median leaves room.
        let text =
            Text::new("step name", [at[0] + span * 0.008, at[1] - room * 0.045].into(), words(&name, palette.text));
        plot.text(text.id(("name", index)).anchor(egui::Align2::LEFT_CENTER));
    }
    plot.points(Points::new("other steps", dots).radius(2.5).color(palette.accent));
}

fn short_name(name: &str) -> String {
    if name.chars().count() > 22 { name.chars().take(21).chain(['…']).collect() } else { name.to_owned() }
}

fn ends(
    plot: &mut egui_plot::PlotUi<'_>,
    projection: &Projection,
    palette: &Palette,
    currency: Currency,
    span: f64,
    room: f64,
) {
    let rate = |rate| numbers::rate(rate, currency);
    let Band { p10, p50, p90 } = projection.headline;
    let nothing = projection.nothing.p50;
    let mut rows = [
        (p90.get(), format!("{} high", rate(p90)), palette.muted),
        (p50.get(), format!("{} median", rate(p50)), palette.accent),
        (p10.get(), format!("{} low", rate(p10)), palette.muted),
        (nothing.get(), format!("{} do nothing", rate(nothing)), palette.muted),
    ];
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    // Words that would lie on one another are moved apart, lowest first.
    let least = room * 0.075;
    let mut floor = f64::NEG_INFINITY;
    for (at, text, colour) in rows {
        let y = at.max(floor);
        floor = y + least;
        let text =
            Text::new(text.clone(), [span * 1.012, y].into(), words(&text, colour)).anchor(egui::Align2::LEFT_CENTER);
        plot.text(text);
    }
}

pub(in crate::ui) fn words(text: &str, colour: Color32) -> egui::RichText {
    egui::RichText::new(text).size(theme::SMALL).color(colour)
}
