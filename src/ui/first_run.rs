//! The first run: three screens of questions with defaults, and a plan.

use egui::{Align, Button, Key, Layout, Role, ScrollArea, Ui, UiBuilder, WidgetInfo, vec2};

use super::numbers;
use super::profile::{LEVEL_WORDS, currency_box_ui, hours_field_ui, rate_field_ui, service_note_ui};
use super::theme::{self, Palette, space};
use super::verdict;
use super::widgets::{self, SliderRow, card_ui, heading_ui, level_picker_ui, muted_ui, small_ui};
use crate::plan::profile::Aim;
use crate::plan::skill::{Level, SkillId};
use crate::plan::units::Hours;
use crate::state::{Action, Edit, SETUP_SCREENS, State};

/// Height of the bar with the buttons, in points.
const FOOT_HEIGHT: f32 = 56.0;

/// The first run keeps little of its own: the screen whose first question had the keyboard, and a wish.
#[derive(Default)]
pub(super) struct FirstRunView {
    /// Set when skills are to be imported.
    pub(super) imports: bool,
    greeted: Option<u8>,
}

impl FirstRunView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, screen: u8) -> Vec<Action> {
        let mut actions = Vec::new();
        let is_typing = ui.text_edit_focused();
        let palette = Palette::of(ui);
        // The foot comes last, so that the keyboard goes through the questions first.
        let whole = ui.max_rect();
        let (questions, foot) = whole.split_top_bottom_at_y(whole.bottom() - FOOT_HEIGHT);
        ui.painter().rect_filled(whole, 0, palette.background);
        ui.scope_builder(UiBuilder::new().max_rect(questions.shrink(20.0)), |ui| {
            ScrollArea::vertical().id_salt(("first run", screen)).auto_shrink(false).show(ui, |ui| {
                let width = ui.available_width().min(800.0);
                let margin = ((ui.available_width() - width) / 2.0).max(0.0);
                ui.horizontal(|ui| {
                    ui.add_space(margin);
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        small_ui(ui, format!("Step {screen} of {SETUP_SCREENS}"));
                        self.screen_ui(ui, state, screen, &mut actions);
                    });
                });
            });
        });
        ui.painter().rect_filled(foot, 0, palette.panel);
        ui.painter().hline(foot.x_range(), foot.top(), egui::Stroke::new(1.0, palette.line));
        ui.scope_builder(UiBuilder::new().max_rect(foot.shrink2(vec2(20.0, 12.0))), |ui| {
            foot_ui(ui, state, screen, &mut actions);
        });
        // Enter goes on, unless a field or a button has just used it.
        let is_covered = ui.memory(|memory| memory.top_modal_layer().is_some()) || egui::Popup::is_any_open(ui.ctx());
        let is_free = !is_typing && actions.is_empty() && !is_covered;
        if is_free && ui.input(|input| input.key_pressed(Key::Enter)) {
            actions.push(next(screen));
        }
        actions
    }

    fn screen_ui(&mut self, ui: &mut Ui, state: &State, screen: u8, actions: &mut Vec<Action>) {
        let is_new = self.greeted.replace(screen) != Some(screen);
        match screen {
            1 => work_ui(ui, state, is_new, actions),
            2 => self.imports |= skills_ui(ui, state, is_new, actions),
            3 => aim_ui(ui, state, actions),
            _ => plan_ui(ui, state, actions),
        }
    }
}

fn next(screen: u8) -> Action {
    if screen < SETUP_SCREENS { Action::SetupScreen(screen + 1) } else { Action::FinishSetup }
}

fn work_ui(ui: &mut Ui, state: &State, is_new: bool, actions: &mut Vec<Action>) {
    heading_ui(ui, "What do you sell today?");
    ui.add_space(space::S);
    card_ui(ui, |ui| {
        let palette = Palette::of(ui);
        ui.horizontal_wrapped(|ui| {
            for service in &state.market.services {
                let is_chosen = service.id == state.profile.service;
                let (colour, fill) =
                    if is_chosen { (palette.accent, palette.accent_tint) } else { (palette.text, palette.panel) };
                let response = ui.add(Button::new(egui::RichText::new(&service.name).color(colour)).fill(fill));
                response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, &service.name));
                if is_chosen && is_new {
                    response.request_focus();
                }
                if response.clicked() && !is_chosen {
                    actions.push(Action::Edit(Edit::to_service(service)));
                }
            }
        });
    });
    ui.add_space(space::M);
    card_ui(ui, |ui| {
        widgets::fields_ui(ui, |ui| {
            rate_field_ui(ui, &state.profile, actions);
            currency_box_ui(ui, &state.profile, actions);
            hours_field_ui(ui, "Hours sold", state.profile.billable_hours, 80.0, Edit::BillableHours, actions);
        });
        service_note_ui(ui, state, actions);
    });
    small_ui(ui, "The rate starts at what clients typically post for this service. Everything can be changed later.");
}

/// Returns whether skills are to be imported.
fn skills_ui(ui: &mut Ui, state: &State, is_new: bool, actions: &mut Vec<Action>) -> bool {
    heading_ui(ui, "What can you do already?");
    muted_ui(ui, "A guess is fine. Press 0 to 4, or click; Tab goes to the next skill, Enter goes on.");
    let legend: Vec<String> =
        LEVEL_WORDS.iter().enumerate().map(|(level, words)| format!("{level}  {words}")).collect();
    small_ui(ui, legend.join("     "));
    ui.add_space(space::S);
    card_ui(ui, |ui| {
        for (index, id) in asked_skills(state).iter().enumerate() {
            let Some(skill) = state.market.skill(id) else { continue };
            let level = state.profile.level(id);
            ui.push_id(id, |ui| {
                let row = ui.horizontal(|ui| {
                    let picked = level_picker_ui(ui, &skill.name, level, true);
                    if index == 0 && is_new {
                        picked.response.request_focus();
                    }
                    ui.add_space(space::S);
                    ui.label(widgets::strong_text(&skill.name));
                    let words = match level {
                        Level::NONE => LEVEL_WORDS.first().copied().unwrap_or_default().to_owned(),
                        level => skill.does.get(level.index() - 1).cloned().unwrap_or_default(),
                    };
                    let palette = Palette::of(ui);
                    ui.add(
                        egui::Label::new(egui::RichText::new(words).size(theme::SMALL).color(palette.faint)).truncate(),
                    );
                    picked
                });
                if let Some(level) = row.inner.level {
                    actions.push(Action::Edit(Edit::SkillLevel(id.clone(), level)));
                }
                widgets::hairline_ui(ui);
            });
        }
    });
    ui.add_space(space::S);
    widgets::link_ui(ui, "Import from a résumé, a LinkedIn export or a table").clicked()
}

/// The skills that the first run asks about: those of the service, then the ones most in demand, each once.
fn asked_skills(state: &State) -> Vec<SkillId> {
    let own = state.market.service(&state.profile.service).map(|service| service.ask_first.clone()).unwrap_or_default();
    let mut asked: Vec<SkillId> = Vec::new();
    for id in own.into_iter().chain(state.market.in_demand.iter().cloned()) {
        if !asked.contains(&id) {
            asked.push(id);
        }
    }
    asked
}

fn aim_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    heading_ui(ui, "Where to, and with how much time?");
    ui.add_space(space::S);
    card_ui(ui, |ui| {
        let hours = state.profile.learning_hours;
        let row = SliderRow {
            name: "Hours for learning",
            value: hours.get(),
            range: 0.0..=20.0,
            step: 0.5,
            prefix: "",
            suffix: "h a week",
            field_width: 96.0,
        };
        let moved = widgets::slider_row_ui(ui, &row);
        if let Some(hours) = moved.value.and_then(Hours::new) {
            actions.push(Action::Edit(Edit::LearningHours(hours)));
        }
        if moved.done {
            actions.push(Action::EndGesture);
        }
    });
    ui.add_space(space::M);
    card_ui(ui, |ui| {
        widgets::card_title_ui(ui, "Aim at");
        aim_row_ui(ui, state, &Aim::MostValue, "Whatever is worth most", "Premia may pick from all skills", actions);
        for target in &state.market.targets {
            aim_row_ui(ui, state, &Aim::Target(target.id.clone()), &target.name, &target.summary, actions);
        }
    });
}

fn aim_row_ui(ui: &mut Ui, state: &State, aim: &Aim, name: &str, words: &str, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let is_chosen = state.profile.target == *aim;
        // The edge of a choice that is not made must be seen as well.
        let edge = Palette::of(ui).edge;
        ui.visuals_mut().widgets.inactive.bg_stroke.color = edge;
        if ui.radio(is_chosen, name).clicked() && !is_chosen {
            actions.push(Action::Edit(Edit::Target(aim.clone())));
        }
        let palette = Palette::of(ui);
        ui.add(egui::Label::new(egui::RichText::new(words).size(theme::SMALL).color(palette.faint)).truncate());
    });
}

fn plan_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    verdict::verdict_ui(ui, state, actions);
    ui.add_space(space::M);
    let Some(plan) = &state.planning.plan else { return };
    card_ui(ui, |ui| {
        widgets::card_title_ui(ui, "Your first moves");
        if plan.steps.is_empty() {
            muted_ui(ui, "Nothing to learn pays under these answers. Go back and try more hours, or another aim.");
        }
        for (index, step) in plan.steps.iter().take(3).enumerate() {
            verdict::move_ui(ui, state, index, step, actions);
        }
    });
    ui.add_space(space::M);
    if let Some(first) = plan.steps.first() {
        card_ui(ui, |ui| {
            widgets::card_title_ui(ui, "This week");
            let name = state.market.skill_name(&first.id.skill);
            let hours = numbers::hours(state.profile.learning_hours);
            muted_ui(ui, format!("Spend your {hours} on {name}, level {}.", first.id.level));
            for resource in state.market.resources_for(&first.id.skill, first.id.level).take(3) {
                ui.horizontal_wrapped(|ui| {
                    if widgets::link_ui(ui, &resource.title).clicked() {
                        actions.push(Action::OpenAddress(resource.address.clone()));
                    }
                    small_ui(ui, format!("{}, {}", resource.provider, resource.cost));
                });
            }
        });
    }
}

/// Back, skip and next, and the sentence that fills in.
fn foot_ui(ui: &mut Ui, state: &State, screen: u8, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        if ui.button("Back").clicked() {
            actions.push(if screen > 1 { Action::SetupScreen(screen - 1) } else { Action::Welcome });
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = if screen < SETUP_SCREENS { "Next" } else { "Open my plan" };
            if widgets::primary_button_ui(ui, text).clicked() {
                actions.push(next(screen));
            }
            if screen < SETUP_SCREENS && ui.button("Skip the questions").clicked() {
                actions.push(Action::SetupScreen(SETUP_SCREENS));
            }
            ui.add_space(space::M);
            ui.allocate_ui_with_layout(vec2(ui.available_width(), 32.0), Layout::left_to_right(Align::Center), |ui| {
                let text = egui::RichText::new(sentence(state, screen)).color(palette.muted);
                ui.add(egui::Label::new(text).truncate());
            });
        });
    });
}

/// What is known so far, in one sentence.
fn sentence(state: &State, screen: u8) -> String {
    let profile = &state.profile;
    let service = state.market.service(&profile.service).map_or("freelancer", |service| service.name.as_str());
    let rate = numbers::own_rate(profile.rate, profile.currency);
    let mut sentence = format!(
        "Your answers so far: {service} at {rate} an hour, {} a week sold",
        numbers::hours(profile.billable_hours)
    );
    if screen >= 2 {
        let known = profile.skills.values().filter(|rating| rating.level > Level::NONE).count();
        sentence = format!("{sentence}, {} known", numbers::counted(known, "skill"));
    }
    if screen >= 3 {
        sentence = format!("{sentence}, {} a week to learn", numbers::hours(profile.learning_hours));
    }
    sentence
}
