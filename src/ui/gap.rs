//! Gap: what a target asks for against what is there, and how many fields the user is at home in.

use std::collections::BTreeSet;

use egui::{Align, Layout, Role, Ui, WidgetInfo, vec2};

use super::numbers;
use super::theme::{self, Palette, space};
use super::today::holds_anything;
use super::why;
use super::widgets::{
    self, Mood, badge_ui, card_title_ui, card_ui, heading_ui, meter_ui, muted_ui, number_link_ui, small_ui, stat_ui,
    two_columns_ui,
};
use crate::plan::explain::Quantity;
use crate::plan::gap::{Gap, GapRow, GapState};
use crate::plan::market::{Target, TargetId};
use crate::plan::profile::Aim;
use crate::plan::skill::StepId;
use crate::state::{Action, Edit, State};

/// Which target is looked at.
#[derive(Default)]
pub(super) struct GapView {
    chosen: Option<TargetId>,
}

impl GapView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        let Some((target, gap)) = self.shown(state) else {
            heading_ui(ui, "What is missing");
            muted_ui(ui, "The data pack in use has no targets, or the gap is still being measured.");
            return actions;
        };
        heading_ui(ui, title(target, gap));
        if gap.closed.get() < 1.0 {
            let words = format!("Why {}?", numbers::percent(gap.closed));
            why::explain_ui(ui, &words, Quantity::GapClosed(target.id.clone()), &mut actions);
        }
        muted_ui(
            ui,
            format!("{} {}", target.summary, "What is asked is Premia's reading of such work, not a published figure."),
        );
        ui.add_space(space::M);
        let mut beside = Vec::new();
        two_columns_ui(
            ui,
            860.0,
            0.66,
            |ui| {
                card_ui(ui, |ui| rows_ui(ui, state, gap, &mut actions));
            },
            |ui| {
                card_ui(ui, |ui| self.targets_ui(ui, state, &target.id, &mut beside));
                ui.add_space(space::M);
                card_ui(ui, |ui| hybrid_ui(ui, state, &target.id, gap, &mut beside));
            },
        );
        actions.append(&mut beside);
        actions
    }

    /// The target looked at: the one chosen here, else the one aimed at, else the nearest.
    fn shown<'a>(&self, state: &'a State) -> Option<(&'a Target, &'a Gap)> {
        let gaps = &state.planning.gaps;
        let aimed = match &state.profile.target {
            Aim::Target(id) => Some(id),
            Aim::MostValue | Aim::Unknown(_) => None,
        };
        let nearest =
            || gaps.iter().max_by(|(_, one), (_, other)| one.closed.total_cmp(&other.closed)).map(|(id, _)| id);
        let id = self.chosen.as_ref().or(aimed).or_else(nearest)?;
        let gap = gaps.iter().find(|(own, _)| own == id).map(|(_, gap)| gap)?;
        Some((state.market.target(id)?, gap))
    }

    fn targets_ui(&mut self, ui: &mut Ui, state: &State, shown: &TargetId, actions: &mut Vec<Action>) {
        card_title_ui(ui, "Targets, and how much of each is there");
        for (id, gap) in &state.planning.gaps {
            let Some(target) = state.market.target(id) else { continue };
            let is_shown = id == shown;
            ui.horizontal(|ui| {
                let text = egui::RichText::new(&target.name).size(theme::LABEL);
                let size = vec2((ui.available_width() - 48.0).max(80.0), 26.0);
                let button = egui::Button::selectable(is_shown, (text, egui::Atom::grow())).truncate().min_size(size);
                let response = ui.add(button);
                response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_shown, &target.name));
                if response.clicked() {
                    self.chosen = Some(id.clone());
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let closed = Quantity::GapClosed(id.clone());
                    why::number_ui(ui, &numbers::percent(gap.closed), closed, actions);
                });
            });
        }
        ui.add_space(space::S);
        let is_aim = state.profile.target == Aim::Target(shown.clone());
        let (word, aim) = if is_aim {
            ("Plan for the most value", Aim::MostValue)
        } else {
            ("Plan for this target", Aim::Target(shown.clone()))
        };
        if ui.button(word).clicked() {
            actions.push(Action::Edit(Edit::Target(aim)));
        }
        if is_aim {
            small_ui(ui, "Your plan is kept to what this target asks.");
        }
    }
}

fn title(target: &Target, gap: &Gap) -> String {
    if gap.closed.get() >= 1.0 {
        return format!("You have all that {} asks for", with_article(&target.name));
    }
    format!("You have {} of what {} asks for", numbers::percent(gap.closed), with_article(&target.name))
}

/// The name of a target in the middle of a sentence.
fn with_article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O']) { "an" } else { "a" };
    let lower =
        if name.starts_with("AI") || name.starts_with("LLM") { name.to_owned() } else { numbers::uncapitalized(name) };
    let article = if name.starts_with("LLM") { "an" } else { article };
    format!("{article} {lower}")
}

fn rows_ui(ui: &mut Ui, state: &State, gap: &Gap, actions: &mut Vec<Action>) {
    if !holds_anything(state) {
        muted_ui(ui, "No skill is rated yet; rate a few in Profile to see what is already there.");
    }
    let order = [
        (GapState::OneStepAway, "One step away"),
        (GapState::Started, "Begun"),
        (GapState::Missing, "Missing"),
        (GapState::Enough, "Already enough"),
    ];
    for (group, name) in order {
        let rows: Vec<&GapRow> = gap.rows.iter().filter(|row| row.state == group).collect();
        if rows.is_empty() {
            continue;
        }
        card_title_ui(ui, name);
        for row in rows {
            row_ui(ui, state, row, actions);
        }
        ui.add_space(space::M);
    }
    let missing: BTreeSet<StepId> = gap.rows.iter().flat_map(|row| row.steps.iter().cloned()).collect();
    if !missing.is_empty() {
        let words = format!("All that is missing takes {} with what it needs", numbers::hours_range(gap.hours));
        why::explain_ui(ui, &words, Quantity::Hours(missing.into_iter().collect()), actions);
    }
}

fn row_ui(ui: &mut Ui, state: &State, row: &GapRow, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        let name_width = (ui.available_width() - 420.0).max(110.0);
        widgets::cell_ui(ui, name_width, |ui| widgets::strong_ui(ui, state.market.skill_name(&row.skill)));
        let part = f32::from(row.held.get()) / f32::from(row.asked.get().max(1));
        let colour = if row.state == GapState::Enough { palette.good } else { palette.accent };
        meter_ui(ui, part, vec2(70.0, 8.0), colour);
        ui.add_sized(
            vec2(94.0, 20.0),
            egui::Label::new(egui::RichText::new(format!("level {} of {}", row.held, row.asked)).color(palette.muted)),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if row.state == GapState::Enough {
                badge_ui(ui, "Enough", Mood::Good);
                return;
            }
            let step = StepId { skill: row.skill.clone(), level: row.asked };
            let is_pinned = state.profile.pinned.contains(&step);
            let word = if is_pinned { "In my plan" } else { "Put into my plan" };
            let response = ui.add(egui::Button::new(egui::RichText::new(word).size(theme::LABEL)).selected(is_pinned));
            let name = state.market.skill_name(&row.skill);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_pinned, format!("{word}: {name}")));
            if response.clicked() {
                let edit = if is_pinned { Edit::Unpin(step) } else { Edit::Pin(step) };
                actions.push(Action::Edit(edit));
            }
            let hours = numbers::hours_range(row.missing);
            why::quiet_number_ui(ui, &hours, Quantity::Hours(row.steps.clone()), actions);
        });
    });
    widgets::hairline_ui(ui);
}

fn hybrid_ui(ui: &mut Ui, state: &State, target: &TargetId, gap: &Gap, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let words = "an index of ours; no public figure measures what it is worth";
    if stat_ui(ui, "At home in several fields", &numbers::percent(gap.hybrid.total), words) {
        actions.push(Action::Explain(Quantity::Hybrid(target.clone())));
    }
    ui.add_space(space::S);
    for (domain, share) in &gap.hybrid.domains {
        ui.horizontal(|ui| {
            ui.add_sized(
                vec2(76.0, 18.0),
                egui::Label::new(egui::RichText::new(domain.name()).size(theme::LABEL)).halign(Align::Min),
            );
            #[expect(clippy::cast_possible_truncation, reason = "a part of one keeps its meaning as f32")]
            meter_ui(ui, share.get() as f32, vec2((ui.available_width() - 46.0).max(40.0), 8.0), palette.accent);
            let words = numbers::percent(*share);
            if number_link_ui(ui, &words, theme::regular(theme::SMALL), palette.muted).clicked() {
                actions.push(Action::Explain(Quantity::Hybrid(target.clone())));
            }
        });
    }
    if let Some(pair) = &gap.hybrid.best_pair {
        ui.add_space(space::XS);
        let skill = state.market.skill_name(&pair.with);
        muted_ui(
            ui,
            format!(
                "{} with {} is the nearest pair; {skill} would begin it.",
                pair.have.name(),
                pair.add.name().to_lowercase()
            ),
        );
    }
}
