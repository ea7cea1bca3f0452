//! Profile: what the user sells, and how well they know what.

mod assess;
mod breaks;
mod clients;
mod evidence;
mod raise;

use egui::{Role, Ui, WidgetInfo};
use egui_material_icons::icons;

use super::drawer::{drift_badge_ui, own_badge_ui, value_words};
use super::market::class_badge_ui;
use super::numbers;
use super::theme::{self, Palette, space};
use super::widgets::{
    self, Mood, NumberField, TextField, badge_ui, card_title_ui, card_ui, heading_ui, icon_button_ui, level_picker_ui,
    muted_ui, number_field_ui, search_field_ui, segmented_ui, small_ui, text_field_ui,
};
use crate::plan::profile::{Profile, Rating};
use crate::plan::skill::{Level, SkillId};
use crate::plan::units::{Currency, Hours, Rate, Share};
use crate::state::{Action, Edit, State};

/// The words for each level, 0 to 4.
pub(super) const LEVEL_WORDS: [&str; 5] = [
    "I don't know this",
    "I can follow along",
    "I do it on my own",
    "Clients pay me for it",
    "Others learn it from me",
];

/// What happens to a skill that has faded.
const FADED: &str = "Counts one level less from today. The plan may learn it anew, in a part of the hours: see the assumptions in Projection";

/// Which skills are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Listed {
    #[default]
    Mine,
    All,
}

/// What is searched and unfolded in Profile.
#[derive(Default)]
pub(super) struct ProfileView {
    /// Set to put the cursor into the search field.
    pub(super) focus_search: bool,
    query: String,
    listed: Listed,
    unfolded: Option<SkillId>,
    draft: evidence::Draft,
    breaks: breaks::BreaksView,
    clients: clients::ClientsView,
    assess: assess::AssessView,
}

impl ProfileView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        heading_ui(ui, "What I sell, and what I can do");
        muted_ui(ui, "Everything here stays on this computer. Change anything; the plan follows.");
        ui.add_space(space::M);
        card_ui(ui, |ui| work_ui(ui, state, &mut actions));
        ui.add_space(space::M);
        card_ui(ui, |ui| {
            money_ui(ui, state, &mut actions);
            self.breaks.ui(ui, state, &mut actions);
        });
        ui.add_space(space::L);
        self.skills_ui(ui, state, &mut actions);
        ui.add_space(space::L);
        card_ui(ui, |ui| self.clients.ui(ui, state, &mut actions));
        actions
    }

    fn skills_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        card_ui(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(egui::RichText::new("Skills").font(theme::strong(16.0)));
                let choices = [(Listed::Mine, "Mine"), (Listed::All, "All in the pack")];
                if let Some(listed) = segmented_ui(ui, "Skills listed", self.listed, &choices) {
                    self.listed = listed;
                }
                search_field_ui(ui, "Search skills", &mut self.query, &mut self.focus_search);
            });
            levels_legend_ui(ui);
            if state.profile.ratings_are_flat() {
                let words = "All your ratings are the same. If one skill is stronger than another, saying so makes the plan better.";
                widgets::banner_ui(ui, Mood::Warning, |ui| drop(ui.add(egui::Label::new(words).wrap())));
            }
            ui.add_space(space::S);
            let rows = self.rows(state);
            if rows.is_empty() {
                widgets::empty_ui(ui, "No skill here", "Choose \"All in the pack\", or try fewer letters.");
            }
            for id in rows {
                self.skill_ui(ui, state, &id, actions);
            }
        });
    }

    /// The skills to list: rated ones by level, then the pack's by name.
    fn rows(&self, state: &State) -> Vec<SkillId> {
        let query = self.query.trim().to_lowercase();
        let found = state.words.search(&self.query);
        // A skill that the pack does not know has no names to search in but the one it is shown by.
        let matches = |id: &SkillId| found.contains(id) || state.market.skill_name(id).to_lowercase().contains(&query);
        let rated = state.profile.skills.keys().cloned();
        let unrated = state.market.skills.keys().filter(|id| !state.profile.skills.contains_key(id)).cloned();
        let is_searching = !query.is_empty();
        let mut rows: Vec<SkillId> = match self.listed {
            Listed::Mine if !is_searching => rated.collect(),
            Listed::Mine | Listed::All => rated.chain(unrated).collect(),
        };
        rows.retain(matches);
        // Sorted by name and not by level, so that a row stays where it is while its level changes.
        rows.sort_by_key(|id| (!state.profile.skills.contains_key(id), state.market.skill_name(id).to_lowercase()));
        rows
    }

    fn skill_ui(&mut self, ui: &mut Ui, state: &State, id: &SkillId, actions: &mut Vec<Action>) {
        let rating = state.profile.skills.get(id);
        let name = state.market.skill_name(id);
        let is_unfolded = self.unfolded.as_ref() == Some(id);
        let backed = rating.is_some_and(Rating::has_proof);
        ui.push_id(id, |ui| {
            ui.horizontal(|ui| {
                let width = (ui.available_width() - 290.0).max(120.0);
                widgets::cell_ui(ui, width, |ui| {
                    let icon = if is_unfolded { icons::ICON_KEYBOARD_ARROW_DOWN } else { icons::ICON_CHEVRON_RIGHT };
                    if icon_button_ui(ui, icon, &format!("Details of {name}")).clicked() {
                        self.unfolded = (!is_unfolded).then(|| id.clone());
                        self.draft = evidence::Draft::default();
                    }
                    ui.add(egui::Label::new(widgets::strong_text(name)).truncate());
                    if state.market.skill(id).is_none() {
                        badge_ui(ui, "Not in this data pack", Mood::Warning);
                    }
                });
                let level = rating.map_or(Level::NONE, |rating| rating.level);
                if let Some(level) = level_picker_ui(ui, name, level, backed).level {
                    actions.push(Action::Edit(Edit::SkillLevel(id.clone(), level)));
                }
                evidence::backing_badge_ui(ui, state, id);
            });
            if is_unfolded {
                self.details_ui(ui, state, id, rating, actions);
            }
            widgets::hairline_ui(ui);
        });
    }

    fn details_ui(
        &mut self,
        ui: &mut Ui,
        state: &State,
        id: &SkillId,
        rating: Option<&Rating>,
        actions: &mut Vec<Action>,
    ) {
        egui::Frame::new().inner_margin(egui::Margin { left: 36, right: 4, top: 4, bottom: 12 }).show(ui, |ui| {
            if let Some(skill) = state.market.skill(id) {
                ui.horizontal(|ui| class_badge_ui(ui, skill.class));
                let held = rating.map_or(Level::NONE, |rating| rating.level);
                for (index, sentence) in skill.does.iter().enumerate() {
                    let mark = if held.index() == index + 1 { "→" } else { " " };
                    muted_ui(ui, format!("{mark} Level {}: {sentence}", index + 1));
                }
            }
            if let Some(skill) = state.market.skill(id) {
                self.assess.ui(ui, state, skill, actions);
            }
            if let Some(rating) = rating {
                evidence::evidence_ui(ui, state, id, rating, actions);
            }
            self.draft.ui(ui, id, rating.map_or(Level::NONE, |rating| rating.level), actions);
            ui.horizontal_wrapped(|ui| {
                if let Some(rating) = rating {
                    let when = rating.verified.map_or_else(
                        || "Never looked at again".to_owned(),
                        |date| format!("Rated {}", numbers::day(date)),
                    );
                    small_ui(ui, when);
                    if let Some(before) = rating.faded_from {
                        small_ui(ui, format!("Faded from level {before}, to be learned anew in less time"));
                    }
                    if widgets::small_link_ui(ui, "Still right today").clicked() {
                        actions.push(Action::Edit(Edit::VerifySkill(id.clone())));
                    }
                    if rating.level > Level::NONE
                        && widgets::small_link_ui(ui, "It has faded").on_hover_text(FADED).clicked()
                    {
                        actions.push(Action::Edit(Edit::FadeSkill(id.clone())));
                    }
                    if widgets::small_link_ui(ui, "Remove this skill").clicked() {
                        actions.push(Action::Edit(Edit::RemoveSkill(id.clone())));
                    }
                }
            });
        });
    }
}

fn levels_legend_ui(ui: &mut Ui) {
    let words: Vec<String> = LEVEL_WORDS.iter().enumerate().map(|(level, words)| format!("{level}  {words}")).collect();
    small_ui(ui, words.join("     "));
}

/// Service, rate and hours sold.
fn work_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    card_title_ui(ui, "My work");
    let profile = &state.profile;
    widgets::fields_ui(ui, |ui| {
        let name =
            TextField { name: "Name of this profile", value: &profile.name, hint: "My plan", rows: 1, width: 180.0 };
        if let Some(name) = text_field_ui(ui, &name) {
            let name =
                if name.trim().is_empty() { "My plan".to_owned() } else { name.trim().chars().take(80).collect() };
            actions.push(Action::Edit(Edit::Name(name)));
        }
        service_box_ui(ui, state, actions);
        rate_field_ui(ui, profile, actions);
        currency_box_ui(ui, profile, actions);
        hours_field_ui(ui, "Hours sold", profile.billable_hours, 80.0, Edit::BillableHours, actions);
    });
    service_note_ui(ui, state, actions);
}

/// Where the money of a week goes.
fn money_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    card_title_ui(ui, "Learning time and fees");
    let profile = &state.profile;
    widgets::fields_ui(ui, |ui| {
        hours_field_ui(ui, "Hours for learning", profile.learning_hours, 40.0, Edit::LearningHours, actions);
        let taken = NumberField {
            name: "Learning taken from paid hours",
            value: profile.displacement.get() * 100.0,
            decimals: 0,
            prefix: "",
            suffix: "%",
            range: 0.0..=100.0,
            width: 110.0,
        };
        if let Some(share) = number_field_ui(ui, &taken).and_then(|value| Share::new(value / 100.0)) {
            actions.push(Action::Edit(Edit::Displacement(share)));
        }
        let fee = NumberField {
            name: "Platform fee",
            value: profile.fee.get() * 100.0,
            decimals: 1,
            prefix: "",
            suffix: "%",
            range: 0.0..=100.0,
            width: 90.0,
        };
        if let Some(share) = number_field_ui(ui, &fee).and_then(|value| Share::new(value / 100.0)) {
            actions.push(Action::Edit(Edit::Fee(share)));
        }
    });
    small_ui(
        ui,
        "Nothing taken means that you learn in your free time; all of it, that every learning hour is an hour not sold. The fee is what your platform keeps; its own page says how much.",
    );
}

/// The choice of the service sold.
pub(super) fn service_box_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    labelled_box_ui(ui, "What I sell", 170.0, service_name(state), |ui| {
        for service in &state.market.services {
            if ui.selectable_label(service.id == state.profile.service, &service.name).clicked() {
                actions.push(Action::Edit(Edit::to_service(service)));
            }
        }
    });
}

fn service_name(state: &State) -> &str {
    state.market.service(&state.profile.service).map_or(state.profile.service.as_str(), |service| service.name.as_str())
}

/// A choice with its name above.
pub(super) fn labelled_box_ui(ui: &mut Ui, name: &str, width: f32, chosen: &str, choices: impl FnOnce(&mut Ui)) {
    widgets::block_ui(ui, width, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let palette = Palette::of(ui);
        let label = ui.label(egui::RichText::new(name).size(theme::LABEL).color(palette.muted));
        let response = egui::ComboBox::from_id_salt(name)
            .width(width)
            .selected_text(chosen)
            .height(420.0)
            .show_ui(ui, choices)
            .response;
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {chosen}")));
        response.labelled_by(label.id);
    });
}

/// The rate in the profile's currency.
pub(super) fn rate_field_ui(ui: &mut Ui, profile: &Profile, actions: &mut Vec<Action>) {
    let field = NumberField {
        name: "My rate an hour",
        value: profile.rate.get(),
        decimals: 2,
        prefix: profile.currency.sign(),
        suffix: "",
        range: 0.0..=1_000_000.0,
        width: 100.0,
    };
    if let Some(rate) = number_field_ui(ui, &field).and_then(Rate::new) {
        actions.push(Action::Edit(Edit::Rate(rate)));
    }
}

/// The currency of the profile.
pub(super) fn currency_box_ui(ui: &mut Ui, profile: &Profile, actions: &mut Vec<Action>) {
    labelled_box_ui(ui, "Currency", 84.0, profile.currency.code(), |ui| {
        for currency in Currency::ALL {
            if ui.selectable_label(currency == profile.currency, currency.code()).clicked() {
                actions.push(Action::Edit(Edit::Currency(currency)));
            }
        }
    });
}

/// A number of hours a week.
pub(super) fn hours_field_ui(
    ui: &mut Ui,
    name: &str,
    hours: Hours,
    most: f64,
    edit: fn(Hours) -> Edit,
    actions: &mut Vec<Action>,
) {
    let field = NumberField {
        name,
        value: hours.get(),
        decimals: 1,
        prefix: "",
        suffix: "h a week",
        range: 0.0..=most,
        width: 110.0,
    };
    if let Some(hours) = number_field_ui(ui, &field).and_then(Hours::new) {
        actions.push(Action::Edit(edit(hours)));
    }
}

/// What clients post for the service, and what studies say of it.
pub(super) fn service_note_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(service) = state.market.service(&state.profile.service) else {
        muted_ui(ui, "The data pack in use does not know this service. It is kept; choose another one to plan.");
        return;
    };
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        small_ui(ui, "Clients post");
        let posted = state.market.figures.get(&service.rate_figure).map_or_else(String::new, value_words);
        if widgets::small_link_ui(ui, &posted).clicked() {
            actions.push(Action::ShowFigures(vec![service.rate_figure.clone()]));
        }
        own_badge_ui(ui, state, &service.rate_figure);
        if let Some(pay) = service.pay_figure.as_ref().and_then(|id| state.market.figures.get(id)) {
            small_ui(ui, format!("   US employees ({}) earn", numbers::uncapitalized(&pay.segment)));
            if widgets::small_link_ui(ui, &value_words(pay)).clicked() {
                actions.push(Action::ShowFigures(vec![pay.id.clone()]));
            }
            own_badge_ui(ui, state, &pay.id);
        }
        let drift = service.drift;
        let words =
            format!("{} to {} in 24 months", numbers::change(drift.low().get()), numbers::change(drift.high().get()));
        small_ui(ui, "   If nothing is learned, income may change by");
        if widgets::small_link_ui(ui, &words).on_hover_text(state.market.filled(&service.drift_note)).clicked() {
            actions.push(Action::ShowFigures(service.drift_figures.clone()));
        }
        drift_badge_ui(ui, state, service);
    });
    if state.profile.currency != Currency::Usd {
        small_ui(ui, "Market figures are in US dollars; nothing is converted.");
    }
}
