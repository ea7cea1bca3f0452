//! The ladder from task to managed service: what of each rung is there, and what the next one asks for.

use egui::{Role, Ui, WidgetInfo, vec2};

use crate::plan::explain::Quantity;
use crate::plan::ladder::{Capability, Held, Ladder, Readiness, Rung, Standing};
use crate::state::{Action, Edit, Place, State};
use crate::ui::numbers;
use crate::ui::theme::{self, Palette, space};
use crate::ui::why;
use crate::ui::widgets::{
    self, Mood, badge_ui, card_title_ui, card_ui, heading_ui, meter_ui, muted_ui, small_ui, two_columns_ui,
};

/// Which rung is looked at.
#[derive(Default)]
pub(super) struct LadderView {
    chosen: Option<usize>,
}

impl LadderView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        let mut beside = Vec::new();
        let standings = state.handbook.ladder.standings(&state.profile, &state.market, state.today);
        let reached = Ladder::reached(&standings);
        heading_ui(ui, title(&state.handbook.ladder, reached));
        muted_ui(
            ui,
            "Clients pay for results that they need not look after. No public figure measures what a rung pays; what each asks for is Premia's judgment, and whether you have it follows from your ratings and your evidence.",
        );
        ui.add_space(space::M);
        let next = reached.map_or(0, |at| at + 1).min(standings.len().saturating_sub(1));
        let shown = self.chosen.unwrap_or(next);
        let Some((rung, standing)) = state.handbook.ladder.rungs.get(shown).zip(standings.get(shown)) else { return };
        two_columns_ui(
            ui,
            860.0,
            0.34,
            |ui| {
                card_ui(ui, |ui| self.rungs_ui(ui, &state.handbook.ladder, &standings, shown, reached));
                ui.add_space(space::M);
                card_ui(ui, |ui| steps_ui(ui, state, standing, actions));
            },
            |ui| {
                card_ui(ui, |ui| rung_ui(ui, state, rung, standing, &mut beside));
            },
        );
        actions.append(&mut beside);
    }

    /// The rungs, the highest on top.
    fn rungs_ui(&mut self, ui: &mut Ui, ladder: &Ladder, standings: &[Standing], shown: usize, reached: Option<usize>) {
        card_title_ui(ui, "The ladder");
        for (at, (rung, standing)) in ladder.rungs.iter().zip(standings).enumerate().rev() {
            let is_shown = at == shown;
            ui.horizontal(|ui| {
                let text = egui::RichText::new(&rung.name).size(theme::LABEL);
                let size = vec2((ui.available_width() - 140.0).max(80.0), 28.0);
                let button = egui::Button::selectable(is_shown, (text, egui::Atom::grow())).truncate();
                let response = ui.add_sized(size, button);
                response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_shown, &rung.name));
                if response.clicked() {
                    self.chosen = Some(at);
                }
                #[expect(clippy::cast_possible_truncation, reason = "a part of one keeps its meaning as f32")]
                meter_ui(ui, standing.shown().get() as f32, vec2(56.0, 8.0), Palette::of(ui).accent);
                let (words, mood) = match reached {
                    Some(reached) if at <= reached => ("Held", Mood::Good),
                    _ if at == reached.map_or(0, |reached| reached + 1) => ("Next", Mood::Warning),
                    _ => ("Later", Mood::Plain),
                };
                badge_ui(ui, words, mood);
            });
        }
        ui.add_space(space::XS);
        small_ui(ui, "The bar is the part of a rung that is held and shown by evidence.");
    }
}

fn title(ladder: &Ladder, reached: Option<usize>) -> String {
    let name = |at: usize| ladder.rungs.get(at).map(|rung| numbers::uncapitalized(&rung.name));
    let held = reached.and_then(name);
    match (held, name(reached.map_or(0, |at| at + 1))) {
        (Some(held), Some(next)) => format!("You have what the rung \"{held}\" asks for; \"{next}\" is next"),
        (Some(held), None) => format!("You have what the highest rung asks for: \"{held}\""),
        (None, Some(next)) => format!("The first rung to reach is \"{next}\""),
        (None, None) => "Offers".to_owned(),
    }
}

/// What a rung is, and what it asks for.
fn rung_ui(ui: &mut Ui, state: &State, rung: &Rung, standing: &Standing, actions: &mut Vec<Action>) {
    card_title_ui(ui, &rung.name);
    for (name, words) in [("Clients buy", &rung.buys), ("The price", &rung.price), ("Who carries what", &rung.summary)]
    {
        let mut words = widgets::name_and_words(ui, name, words);
        words.wrap = egui::text::TextWrapping::default();
        ui.add(egui::Label::new(words).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        badge_ui(ui, "Premia's judgment", Mood::Plain);
        small_ui(ui, "what the rung asks for; no public figure measures its pay premium");
    });
    ui.add_space(space::M);
    for (capability, held) in rung.capabilities.iter().zip(&standing.capabilities) {
        capability_ui(ui, state, capability, held);
    }
    if standing.count(Readiness::Unshown) > standing.count(Readiness::Shown) {
        small_ui(
            ui,
            "What is held but not shown rests on your rating alone. A client believes work that can be looked at.",
        );
        if widgets::link_ui(ui, "Add evidence in Profile").clicked() {
            actions.push(Action::Go(Place::Profile));
        }
    }
}

fn capability_ui(ui: &mut Ui, state: &State, capability: &Capability, held: &Held) {
    ui.horizontal_wrapped(|ui| {
        widgets::strong_ui(ui, &capability.name);
        let (words, mood) = words(held.readiness());
        badge_ui(ui, words, mood);
    });
    muted_ui(ui, &capability.what);
    for need in &held.needs {
        let name = state.market.skill_name(&need.skill);
        let unshown = if need.state == Readiness::Unshown { ", and nothing recent shows it" } else { "" };
        small_ui(ui, format!("{name}: level {} of {}{unshown}", need.held, need.asked));
    }
    widgets::hairline_ui(ui);
}

const fn words(readiness: Readiness) -> (&'static str, Mood) {
    match readiness {
        Readiness::Shown => ("Held and shown", Mood::Good),
        Readiness::Unshown => ("Held, not shown", Mood::Warning),
        Readiness::Missing => ("Missing", Mood::Plain),
    }
}

/// The steps that a rung lacks, and how they come into the plan.
fn steps_ui(ui: &mut Ui, state: &State, standing: &Standing, actions: &mut Vec<Action>) {
    card_title_ui(ui, "What is missing");
    let wishes = standing.wishes();
    if wishes.is_empty() {
        muted_ui(ui, "Nothing is missing on this rung.");
        return;
    }
    for wish in &wishes {
        let pinned = if state.profile.pinned.contains(wish) { " (in my plan)" } else { "" };
        ui.label(format!("{}, level {}{pinned}", state.market.skill_name(&wish.skill), wish.level));
    }
    ui.add_space(space::XS);
    let words = format!("It takes {} with all it needs", numbers::hours_range(standing.hours));
    why::explain_ui(ui, &words, Quantity::Hours(standing.missing.clone()), actions);
    ui.add_space(space::S);
    let open: Vec<_> = wishes.into_iter().filter(|wish| !state.profile.pinned.contains(wish)).collect();
    if open.is_empty() {
        if widgets::link_ui(ui, "Show my path").clicked() {
            actions.push(Action::Go(Place::Path));
        }
    } else if widgets::primary_button_ui(ui, "Put what is missing into my plan").clicked() {
        actions.push(Action::Edit(Edit::PinAll(open)));
    }
    small_ui(
        ui,
        "The planner finds the best order for these steps; it takes them in even where they do not pay back in your horizon.",
    );
}
