//! One skill of the market in full.

use egui::{Align, Layout, Ui};

use super::class_badge_ui;
use super::table::{age_words, demand_ui, grade_words, premium_ui, supply_ui};
use crate::plan::explain::Quantity;
use crate::plan::skill::{Level, Skill, StepId};
use crate::state::{Action, Edit, Place, State};
use crate::ui::numbers;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{self, Mood, badge_ui, small_ui};

/// One skill in full; returns whether it was closed.
pub(super) fn detail_ui(ui: &mut Ui, state: &State, skill: &Skill, actions: &mut Vec<Action>) -> bool {
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
    figures_ui(ui, state, skill, actions);
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
        level_line_ui(ui, state, skill, index, sentence, actions);
    }
    small_ui(ui, format!("Hours: {}", skill.hours_note));
    if let Some(premium) = state.market.premium(skill) {
        small_ui(ui, &premium.note);
    }
    close
}

/// What the table says of the skill, whatever columns it has room for.
fn figures_ui(ui: &mut Ui, state: &State, skill: &Skill, actions: &mut Vec<Action>) {
    widgets::fields_ui(ui, |ui| {
        let mut field = |name: &str, value: &mut dyn FnMut(&mut Ui)| {
            widgets::block_ui(ui, 190.0, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                small_ui(ui, name);
                value(ui);
            });
        };
        field("Demand", &mut |ui| demand_ui(ui, state, skill, actions));
        field("Published premium", &mut |ui| premium_ui(ui, state, skill, actions));
        field("Supply", &mut |ui| supply_ui(ui, state, skill, actions));
        field("Grade and age of the demand figure", &mut |ui| {
            ui.label(format!("{}, {}", grade_words(&state.market, skill), age_words(state, skill)));
        });
    });
}

fn level_line_ui(ui: &mut Ui, state: &State, skill: &Skill, index: usize, sentence: &str, actions: &mut Vec<Action>) {
    let number = index + 1;
    let level = u8::try_from(number).ok().and_then(Level::new);
    let step = level.and_then(|level| Some((StepId { skill: skill.id.clone(), level }, skill.step(level)?)));
    let is_held = state.profile.level(&skill.id).index() >= number;
    let palette = Palette::of(ui);
    ui.horizontal_top(|ui| {
        let held = if is_held { ", held" } else { "" };
        let colour = if is_held { palette.good } else { palette.muted };
        widgets::cell_ui(ui, 170.0, |ui| {
            let Some((id, step)) = step else {
                ui.label(egui::RichText::new(format!("Level {number}{held}")).size(theme::LABEL).color(colour));
                return;
            };
            let name = format!(
                "Level {number}, {}{held}",
                numbers::hours_range(state.profile.hours_left(&state.market, &id, step))
            );
            if widgets::number_link_ui(ui, &name, theme::regular(theme::LABEL), colour).clicked() {
                actions.push(Action::Explain(Quantity::Hours(vec![id])));
            }
        });
        ui.add(egui::Label::new(sentence).wrap());
    });
}
