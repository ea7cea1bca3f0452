//! One step of the path in full: what it proves, what it brings, where to learn it, and what the user knows better.

use egui::Ui;

use crate::plan::explain::Quantity;
use crate::plan::profile::StepRecord;
use crate::plan::skill::StepId;
use crate::plan::units::{Date, Hours, Money};
use crate::plan::{Met, Plan, PlannedStep};
use crate::state::{Action, Edit, State};
use crate::ui::market::class_badge_ui;
use crate::ui::numbers;
use crate::ui::theme::space;
use crate::ui::why;
use crate::ui::widgets::{
    self, NumberField, TextField, card_title_ui, muted_ui, number_field_ui, pair_ui, small_ui, text_field_ui,
};

/// What is being typed beside a step.
#[derive(Default)]
pub(super) struct StepView {
    hours_to_log: Option<f64>,
}

impl StepView {
    /// One step in full.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        state: &State,
        plan: &Plan,
        step: &PlannedStep,
        actions: &mut Vec<Action>,
    ) {
        let market = &state.market;
        let skill = market.skill(&step.id.skill);
        let name = market.skill_name(&step.id.skill);
        card_title_ui(ui, &format!("{name}, level {}", step.id.level));
        let project = skill.and_then(|skill| skill.step(step.id.level)).and_then(|step| step.project.as_deref());
        if let Some(does) = skill.and_then(|skill| skill.does.get(step.id.level.index().saturating_sub(1))) {
            ui.add(egui::Label::new(widgets::strong_text(does)).wrap());
        }
        if let Some(project) = project {
            muted_ui(ui, format!("Proof of work: {project}"));
        }
        ui.add_space(space::S);
        figures_ui(ui, state, step, actions);
        ui.add_space(space::S);
        small_ui(ui, order_words(state, plan, step));
        why::explain_ui(ui, "How this is compared", Quantity::StepMarginal(step.id.clone()), actions);
        if let Some(words) = why::stays_words(state, &step.id) {
            small_ui(ui, words);
            why::explain_ui(ui, "How this is counted", Quantity::FirstStep(step.id.clone()), actions);
        }
        why::skip_ui(ui, state, &step.id, actions);
        if let Some(skill) = skill {
            ui.horizontal(|ui| class_badge_ui(ui, skill.class));
        }
        ui.add_space(space::S);
        self.buttons_ui(ui, state, step, actions);
        resources_ui(ui, state, step, actions);
        own_ui(ui, state, step, actions);
    }

    fn buttons_ui(&mut self, ui: &mut Ui, state: &State, step: &PlannedStep, actions: &mut Vec<Action>) {
        let id = &step.id;
        ui.horizontal_wrapped(|ui| {
            if widgets::primary_button_ui(ui, "Mark done").clicked() {
                actions.push(Action::Edit(Edit::Done(id.clone())));
            }
            let is_pinned = state.profile.pinned.contains(id);
            if ui
                .add(egui::Button::selectable(is_pinned, if is_pinned { "Pinned" } else { "Pin" }))
                .on_hover_text("Keep this step in the plan, whatever it is worth")
                .clicked()
            {
                actions.push(Action::Edit(if is_pinned { Edit::Unpin(id.clone()) } else { Edit::Pin(id.clone()) }));
            }
            if ui.button("Do first").on_hover_text("Put this step at the beginning, after what it needs").clicked() {
                actions.push(Action::Edit(Edit::LockFirst(first_with_needs(state, id))));
            }
            if ui.button("Skip").on_hover_text("Keep this skill out of the plan").clicked() {
                actions.push(Action::Edit(Edit::Exclude(id.skill.clone())));
            }
        });
        widgets::fields_ui(ui, |ui| {
            let field = NumberField {
                name: "Hours spent",
                value: self.hours_to_log.unwrap_or(1.0),
                decimals: 1,
                prefix: "",
                suffix: "h",
                range: 0.0..=500.0,
                width: 70.0,
            };
            if let Some(hours) = number_field_ui(ui, &field) {
                self.hours_to_log = Some(hours);
            }
            ui.vertical(|ui| {
                ui.add_space(22.0);
                let logged = state.profile.steps.get(id).map_or(Hours::ZERO, |record| record.logged);
                ui.horizontal(|ui| {
                    if ui.button("Log").clicked()
                        && let Some(hours) = Hours::new(self.hours_to_log.unwrap_or(1.0))
                    {
                        actions.push(Action::Edit(Edit::LogHours(id.clone(), hours)));
                    }
                    small_ui(ui, format!("{} logged", numbers::hours(logged)));
                });
            });
        });
    }
}

fn figures_ui(ui: &mut Ui, state: &State, step: &PlannedStep, actions: &mut Vec<Action>) {
    let currency = state.profile.currency;
    pair_ui(ui, "Adds to the rate", |ui| {
        let gain = format!("{}/h", numbers::gain(step.rate_gain, currency));
        if widgets::link_ui(ui, &gain).clicked() {
            actions.push(Action::Explain(Quantity::StepGain(step.id.clone())));
        }
    });
    let id = &step.id;
    let numbers = [
        ("Worth over the horizon", numbers::estimate(step.marginal, currency), Quantity::StepMarginal(id.clone())),
        ("Per hour learned", numbers::estimate(step.per_hour, currency), Quantity::StepMarginal(id.clone())),
        ("Pays back", pays_back(step), Quantity::StepPaysBack(id.clone())),
        ("Takes", numbers::hours_range(step.hours), Quantity::Hours(vec![id.clone()])),
        ("Costs", numbers::money(step.cost, currency), Quantity::StepCost(id.clone())),
    ];
    for (name, words, quantity) in numbers {
        pair_ui(ui, name, |ui| why::number_ui(ui, &words, quantity, actions));
    }
    let needs: Vec<String> = step
        .needs
        .iter()
        .map(|need| {
            let met = if need.met == Met::Held { "have" } else { "earlier here" };
            format!("{} {} ({met})", state.market.skill_name(&need.step.skill), need.step.level)
        })
        .collect();
    if !needs.is_empty() {
        pair_ui(ui, "Needs first", |ui| drop(ui.add(egui::Label::new(needs.join(", ")).wrap())));
    }
}

/// What the user knows better than the pack, and wants to remember.
fn own_ui(ui: &mut Ui, state: &State, step: &PlannedStep, actions: &mut Vec<Action>) {
    let empty = StepRecord::default();
    let record = state.profile.steps.get(&step.id).unwrap_or(&empty);
    let id = &step.id;
    ui.add_space(space::S);
    egui::CollapsingHeader::new("My own figures and notes").id_salt("own").show_unindented(ui, |ui| {
        widgets::fields_ui(ui, |ui| {
            let hours = record.hours.map_or(step.hours.mid().get() + record.logged.get(), Hours::get);
            let field = NumberField {
                name: "Hours in all",
                value: hours,
                decimals: 0,
                prefix: "",
                suffix: "h",
                range: 1.0..=2000.0,
                width: 90.0,
            };
            if let Some(hours) = number_field_ui(ui, &field).and_then(Hours::new) {
                actions.push(Action::Edit(Edit::StepHours(id.clone(), Some(hours))));
            }
            let field = NumberField {
                name: "Cost",
                value: step.cost.get(),
                decimals: 2,
                prefix: state.profile.currency.sign(),
                suffix: "",
                range: 0.0..=100_000.0,
                width: 90.0,
            };
            if let Some(cost) = number_field_ui(ui, &field).and_then(Money::new) {
                actions.push(Action::Edit(Edit::StepCost(id.clone(), Some(cost))));
            }
        });
        if (record.hours.is_some() || record.cost.is_some())
            && widgets::small_link_ui(ui, "Back to the pack's figures").clicked()
        {
            actions.push(Action::Edit(Edit::StepHours(id.clone(), None)));
            actions.push(Action::Edit(Edit::StepCost(id.clone(), None)));
        }
        let width = ui.available_width() - 20.0;
        let field = TextField {
            name: "I stop if",
            value: &record.stop_rule,
            hint: "no client asks for it by March",
            rows: 1,
            width,
        };
        if let Some(text) = text_field_ui(ui, &field) {
            actions.push(Action::Edit(Edit::StopRule(id.clone(), text)));
        }
        let day = record.stop_on.map(|day| day.to_string()).unwrap_or_default();
        let field = TextField { name: "Look at that rule on", value: &day, hint: "2027-03-01", rows: 1, width: 130.0 };
        if let Some(text) = text_field_ui(ui, &field) {
            let day = Date::parse(text.trim());
            // What is no day yet changes nothing: the field shows the old one again when it is left.
            if day.is_some() || text.trim().is_empty() {
                actions.push(Action::Edit(Edit::StopDate(id.clone(), day)));
            }
        }
        let field = TextField { name: "Notes", value: &record.note, hint: "links, ideas, who to ask", rows: 3, width };
        if let Some(text) = text_field_ui(ui, &field) {
            actions.push(Action::Edit(Edit::StepNote(id.clone(), text)));
        }
    });
}

fn pays_back(step: &PlannedStep) -> String {
    step.pays_back.map_or_else(|| "after the horizon".to_owned(), |month| format!("month {month}"))
}

/// Why the step stands where it does, from exact re-evaluations.
fn order_words(state: &State, plan: &Plan, step: &PlannedStep) -> String {
    let currency = state.profile.currency;
    let next = plan.steps.iter().skip_while(|own| own.id != step.id).nth(1);
    let name = state.market.skill_name(&step.id.skill);
    let lost = if step.marginal.get() > 0.0 {
        format!("Leaving it out, with what needs it, would lose {}.", numbers::estimate(step.marginal, currency))
    } else {
        "Leaving it out would lose nothing; it is here because you wished it or because others need it.".to_owned()
    };
    match (next, step.before_next) {
        (Some(next), _) if next.needs.iter().any(|need| need.step == step.id) => {
            format!(
                "{lost} It comes before {} level {}, which needs it.",
                state.market.skill_name(&next.id.skill),
                next.id.level
            )
        }
        (Some(next), Some(loss)) => {
            let other = state.market.skill_name(&next.id.skill);
            if loss.get() < 0.5 {
                format!("{lost} {name} and {other} could change places at no loss.")
            } else {
                format!(
                    "{lost} It comes before {other} because the other way round would lose {}.",
                    numbers::estimate(loss, currency)
                )
            }
        }
        _ => lost,
    }
}

/// The step with all that it still needs, in order.
fn first_with_needs(state: &State, id: &StepId) -> Vec<StepId> {
    let plan = state.planning.plan.as_ref();
    let mut wanted = std::collections::BTreeSet::from([id.clone()]);
    let mut chain: Vec<StepId> = Vec::new();
    for step in plan.into_iter().flat_map(|plan| plan.steps.iter().rev()) {
        if wanted.contains(&step.id) {
            wanted.extend(step.needs.iter().filter(|need| need.met == Met::Earlier).map(|need| need.step.clone()));
            chain.push(step.id.clone());
        }
    }
    chain.reverse();
    chain
}

fn resources_ui(ui: &mut Ui, state: &State, step: &PlannedStep, actions: &mut Vec<Action>) {
    let resources: Vec<_> = state.market.resources_for(&step.id.skill, step.id.level).collect();
    ui.add_space(space::S);
    if resources.is_empty() {
        small_ui(ui, "The pack lists no resource for this level.");
        return;
    }
    card_title_ui(ui, "Where to learn it");
    for resource in resources {
        ui.horizontal_wrapped(|ui| {
            if widgets::link_ui(ui, &resource.title).on_hover_text(&resource.address).clicked() {
                actions.push(Action::OpenAddress(resource.address.clone()));
            }
            let hours = resource
                .stated_hours
                .map_or_else(String::new, |hours| format!(", {} h stated", numbers::number(hours, 1)));
            small_ui(ui, format!("{}, {}{hours}", resource.provider, resource.cost));
        });
    }
}
