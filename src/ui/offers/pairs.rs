//! What goes with what is sold: skills of other fields, what is known of the demand for each, and an example offer.

use egui::Ui;

use crate::plan::explain::Quantity;
use crate::plan::gap::at_home;
use crate::plan::ladder::OfferPair;
use crate::plan::market::Service;
use crate::plan::skill::{Level, Skill, SkillId, StepId};
use crate::plan::units::Share;
use crate::state::{Action, Edit, State};
use crate::ui::market::{class_badge_ui, demand_ui};
use crate::ui::numbers;
use crate::ui::theme::space;
use crate::ui::why;
use crate::ui::widgets::{
    Mood, badge_ui, card_title_ui, card_ui, hairline_ui, heading_ui, muted_ui, small_ui, strong_ui,
};

/// The level at which a skill is sold.
const SOLD: u8 = 3;

/// Shows the pairs of the service that is sold.
pub(super) fn pairs_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    heading_ui(ui, "What goes with what you sell");
    let Some(service) = state.market.service(&state.profile.service) else {
        muted_ui(ui, "The data pack in use does not know your service, so there is nothing to pair it with.");
        return;
    };
    muted_ui(
        ui,
        "Who joins two fields has fewer rivals. No public figure measures what that is worth; the pairs and the example offers are Premia's judgment.",
    );
    ui.add_space(space::M);
    card_ui(ui, |ui| sold_ui(ui, state, service, actions));
    let pairs = state.handbook.pairs.iter().filter(|pair| pair.service == service.id);
    for pair in pairs {
        let Some(skill) = state.market.skill(&pair.skill) else { continue };
        ui.add_space(space::M);
        card_ui(ui, |ui| pair_ui(ui, state, service, (pair, skill), actions));
    }
}

/// What is known of the demand for what is sold today.
fn sold_ui(ui: &mut Ui, state: &State, service: &Service, actions: &mut Vec<Action>) {
    card_title_ui(ui, &format!("Demand for what you sell: {}", numbers::uncapitalized(&service.name)));
    for skill in service.own.keys().filter_map(|id| state.market.skill(id)) {
        demand_row_ui(ui, state, skill, actions);
    }
}

fn demand_row_ui(ui: &mut Ui, state: &State, skill: &Skill, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        small_ui(ui, format!("{}:", skill.name));
        demand_ui(ui, state, skill, actions);
    });
}

fn pair_ui(
    ui: &mut Ui,
    state: &State,
    service: &Service,
    (pair, skill): (&OfferPair, &Skill),
    actions: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        strong_ui(ui, format!("{} with {}", service.name, numbers::uncapitalized(&skill.name)));
        badge_ui(ui, skill.domain.name(), Mood::Accent);
        class_badge_ui(ui, skill.class);
    });
    muted_ui(ui, &pair.offer);
    hairline_ui(ui);
    demand_row_ui(ui, state, skill, actions);
    let level = Level::new(SOLD).unwrap_or(Level::MAX).min(skill.top());
    let (now, then) = (at_home(&state.profile, &state.market, None), with(state, &skill.id, level));
    let words = if then > now {
        format!("At home in several fields: from {} to {}", numbers::percent(now), numbers::percent(then))
    } else {
        format!("At home in several fields: {}, and this adds nothing to it", numbers::percent(now))
    };
    why::explain_ui(ui, &words, Quantity::Hybrid(service.target.clone()), actions);
    let step = StepId { skill: skill.id.clone(), level };
    if state.profile.level(&skill.id) >= level {
        badge_ui(ui, "You have it", Mood::Good);
    } else if state.profile.pinned.contains(&step) {
        badge_ui(ui, "In my plan", Mood::Good);
    } else if ui.button(format!("Put into my plan: {}, level {level}", skill.name)).clicked() {
        actions.push(Action::Edit(Edit::Pin(step)));
    }
}

/// How far the user would be at home in several fields with a skill at this level.
fn with(state: &State, skill: &SkillId, level: Level) -> Share {
    at_home(&state.profile, &state.market, Some((skill, level)))
}
