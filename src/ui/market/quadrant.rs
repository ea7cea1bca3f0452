//! Growth of demand against premium, with kinds of work told apart by shape.

use egui::{Color32, Sense, Shape, Stroke, Ui, vec2};
use egui_plot::{MarkerShape, Points};

use super::list::{demand_figure, inherits_premium};
use super::table::short_base;
use super::{cell_link_ui, class_badge_ui, plain_plot, premium_figures, small_text, table_twin_ui};
use crate::plan::market::Figure;
use crate::plan::skill::{Class, Level, Skill};
use crate::state::{Action, State};
use crate::ui::drawer::rests_badge_ui;
use crate::ui::numbers;
use crate::ui::theme::{Palette, space};
use crate::ui::widgets::{card_title_ui, small_link_ui, small_ui};

/// What growth is drawn between, in per cent; beyond it a point stands at the edge.
const DRAWN: std::ops::RangeInclusive<f64> = -50.0..=400.0;

/// A skill in the picture.
struct Dot<'a> {
    skill: &'a Skill,
    growth: &'a Figure,
    is_mine: bool,
    at: [f64; 2],
}

/// Demand against premium, with the user's skills filled in.
pub(super) fn quadrant_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    card_title_ui(ui, "Demand against premium");
    let palette = Palette::of(ui);
    let dots: Vec<Dot<'_>> = state.market.skills.values().filter_map(|skill| dot(state, skill)).collect();
    legend_ui(ui, &palette);
    let nearest: Vec<([f64; 2], String)> = dots.iter().map(|dot| (dot.at, dot.skill.name.clone())).collect();
    plain_plot(&palette, "quadrant", 240.0)
        .x_grid_spacer(egui_plot::uniform_grid_spacer(|_| [100.0, 200.0, 400.0]))
        .y_grid_spacer(egui_plot::uniform_grid_spacer(|_| [10.0, 20.0, 40.0]))
        .x_axis_formatter(|mark, _| numbers::change(mark.value / 100.0))
        .y_axis_formatter(|mark, _| numbers::change(mark.value / 100.0))
        .label_formatter(move |hover| hovered_name(&nearest, hover))
        .show(ui, |plot| {
            for class in Class::ALL {
                for (is_mine, name) in [(false, "others"), (true, "mine")] {
                    let of = |dot: &&Dot<'_>| dot.skill.class == class && dot.is_mine == is_mine;
                    let points: Vec<[f64; 2]> = dots.iter().filter(of).map(|dot| dot.at).collect();
                    let (radius, colour) = if is_mine { (6.5, palette.accent) } else { (4.5, palette.muted) };
                    let points = Points::new(format!("{}, {name}", class.name()), points)
                        .shape(marker(class))
                        .radius(radius)
                        .filled(is_mine)
                        .color(colour);
                    plot.points(points);
                }
            }
        });
    let left_out = state.market.skills.len().saturating_sub(dots.len());
    let inherited = dots.iter().filter(|dot| inherits_premium(dot.skill)).count();
    small_ui(
        ui,
        format!(
            "Across: growth of demand, each against its own base, which the table names. Up: published premium. {inherited} of {} stand \
             at their group's premium, because nobody published one for them alone. {left_out} more have no figure on \
             growth and are left out.",
            dots.len()
        ),
    );
    table_twin_ui(ui, "quadrant table", &["Skill", "Kind", "Growth", "Premium", "Mine"], |ui| {
        for dot in &dots {
            row_ui(ui, state, dot, actions);
        }
    });
}

fn dot<'a>(state: &'a State, skill: &'a Skill) -> Option<Dot<'a>> {
    let growth = demand_figure(&state.market, skill).filter(|figure| figure.is_change())?;
    let premium = state.market.premium(skill)?.range.mid().get();
    let across = growth.value?.clamp(*DRAWN.start(), *DRAWN.end());
    let is_mine = state.profile.level(&skill.id) > Level::NONE;
    Some(Dot { skill, growth, is_mine, at: [across, premium * 100.0] })
}

fn row_ui(ui: &mut Ui, state: &State, dot: &Dot<'_>, actions: &mut Vec<Action>) {
    ui.add(egui::Label::new(dot.skill.name.as_str()).extend());
    class_badge_ui(ui, dot.skill.class);
    let growth = numbers::change(dot.growth.value.unwrap_or_default() / 100.0);
    let base = dot.growth.base.map_or("", short_base);
    cell_link_ui(ui, state, &format!("{growth}{base}"), &dot.growth.id, actions);
    if let Some(premium) = state.market.premium(dot.skill) {
        ui.horizontal(|ui| {
            let figures = premium_figures(premium);
            let is_asked = small_link_ui(ui, &numbers::change(premium.range.mid().get())).clicked();
            rests_badge_ui(ui, state, &figures);
            if is_asked {
                actions.push(Action::ShowFigures(figures));
            }
        });
    }
    let level = state.profile.level(&dot.skill.id);
    let mine = if dot.is_mine { format!("level {level}") } else { "–".to_owned() };
    ui.label(small_text(ui, &mine));
    ui.end_row();
}

const fn marker(class: Class) -> MarkerShape {
    match class {
        Class::Execution => MarkerShape::Square,
        Class::Judgment => MarkerShape::Up,
        Class::Foundation => MarkerShape::Circle,
    }
}

/// What the shapes mean, in words.
fn legend_ui(ui: &mut Ui, palette: &Palette) {
    ui.horizontal_wrapped(|ui| {
        for (class, word) in [
            (Class::Execution, "square: execution"),
            (Class::Judgment, "triangle: judgment"),
            (Class::Foundation, "circle: foundation"),
        ] {
            shape_ui(ui, class, Color32::TRANSPARENT, palette.muted);
            ui.label(small_text(ui, word));
            ui.add_space(space::XS);
        }
        shape_ui(ui, Class::Foundation, palette.accent, palette.accent);
        ui.label(small_text(ui, "filled: yours"));
    });
}

fn shape_ui(ui: &mut Ui, class: Class, fill: Color32, edge: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
    let (middle, stroke) = (rect.center(), Stroke::new(1.5, edge));
    let shape = match class {
        Class::Execution => {
            let square = egui::Rect::from_center_size(middle, vec2(8.0, 8.0));
            Shape::Rect(egui::epaint::RectShape::new(square, 0.0, fill, stroke, egui::StrokeKind::Inside))
        }
        Class::Judgment => {
            let corners = vec![middle + vec2(0.0, -5.0), middle + vec2(4.5, 3.5), middle + vec2(-4.5, 3.5)];
            Shape::convex_polygon(corners, fill, stroke)
        }
        Class::Foundation => Shape::Circle(egui::epaint::CircleShape { center: middle, radius: 4.5, fill, stroke }),
    };
    ui.painter().add(shape);
}

fn hovered_name(names: &[([f64; 2], String)], hover: &egui_plot::HoverPosition<'_>) -> Option<String> {
    let egui_plot::HoverPosition::NearDataPoint { position, .. } = hover else { return None };
    let at = |point: &[f64; 2]| (point[0] - position.x).abs() < 1e-9 && (point[1] - position.y).abs() < 1e-9;
    let here: Vec<&str> = names.iter().filter(|(point, _)| at(point)).map(|(_, name)| name.as_str()).take(6).collect();
    Some(here.join("\n"))
}
