//! Raising the rate: whom to ask when, in which words, and what comes of it if some refuse.

use egui::Ui;

use crate::plan::clients::{Order, Outcome, Raise, RaisePlan};
use crate::plan::diary::CalendarMonth;
use crate::plan::units::{Money, Rate};
use crate::state::{Action, State};
use crate::ui::numbers;
use crate::ui::theme::space;
use crate::ui::widgets::{self, NumberField, card_title_ui, muted_ui, number_field_ui, segmented_ui, small_ui};

/// The month of the plan whose median rate is proposed.
const PROPOSED_MONTH: usize = 12;

/// What is chosen and unfolded.
#[derive(Default)]
pub(super) struct RaiseView {
    /// The new rate; without one, what the plan expects in a year.
    to: Option<Rate>,
    order: Order,
    months_apart: u32,
    rule_is_open: bool,
}

impl RaiseView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        card_title_ui(ui, "Raise my rate");
        let currency = state.profile.currency;
        let plan = RaisePlan {
            to: self.to.unwrap_or_else(|| proposed(state)),
            order: self.order,
            months_apart: self.months_apart.max(1),
        };
        self.fields_ui(ui, state, &plan);
        let raises = plan.raises(&state.profile, state.today);
        if raises.is_empty() {
            muted_ui(ui, "Every client with a share of your income pays this already. Put in a higher rate.");
            return;
        }
        for (index, raise) in raises.iter().enumerate() {
            ui.push_id(("raise", index), |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.label(widgets::strong_text(format!("{}: {}", month(raise.month), raise.client.name)));
                    muted_ui(
                        ui,
                        format!(
                            "{} to {} an hour, {} a week if they agree and buy as many hours",
                            numbers::own_rate(raise.from, currency),
                            numbers::own_rate(plan.to, currency),
                            signed(raise.gain, state)
                        ),
                    );
                    let name = format!("Copy the words for {}", raise.client.name);
                    if widgets::small_link_ui(ui, &name).clicked() {
                        actions.push(Action::Copy(letter(raise, &plan, state)));
                    }
                });
            });
        }
        let outcomes = Outcome::all(&raises);
        refusals_ui(ui, state, &outcomes);
        let rule = || rule(&raises, &plan, state);
        widgets::unfold_ui(ui, "How this is counted", &mut self.rule_is_open, rule);
        small_ui(
            ui,
            "No public figure says how many clients refuse a raise, so every number of refusals is shown and none is called likely.",
        );
    }

    fn fields_ui(&mut self, ui: &mut Ui, state: &State, plan: &RaisePlan) {
        widgets::fields_ui(ui, |ui| {
            let field = NumberField {
                name: "New rate an hour",
                value: plan.to.get(),
                decimals: 2,
                prefix: state.profile.currency.sign(),
                suffix: "",
                range: 0.0..=1_000_000.0,
                width: 110.0,
            };
            if let Some(rate) = number_field_ui(ui, &field).and_then(Rate::new) {
                self.to = Some(rate);
            }
            let apart = NumberField {
                name: "Between two clients",
                value: f64::from(plan.months_apart),
                decimals: 0,
                prefix: "",
                suffix: "months",
                range: 1.0..=12.0,
                width: 110.0,
            };
            if let Some(months) = number_field_ui(ui, &apart) {
                self.months_apart = (1..=12).find(|count| f64::from(*count) >= months).unwrap_or(12);
            }
        });
        let orders = [
            (Order::LowestFirst, "Who pays least"),
            (Order::OldestFirst, "Longest at one rate"),
            (Order::AsListed, "As listed above"),
        ];
        if let Some(order) = segmented_ui(ui, "Ask first", self.order, &orders) {
            self.order = order;
        }
        if self.to.is_none() {
            small_ui(ui, "Proposed: the median of your plan in a year, or a tenth more than now if that is higher.");
        }
        ui.add_space(space::XS);
    }
}

/// What a new rate is worth asking for: what the plan expects in a year, and at least a tenth more than now; whole.
fn proposed(state: &State) -> Rate {
    let now = state.profile.rate.get() * 1.1;
    let planned = state.planning.projection.as_ref().and_then(|projection| {
        projection.months.get(PROPOSED_MONTH).or(projection.months.last()).map(|month| month.plan.p50.get())
    });
    Rate::new(planned.unwrap_or(0.0).max(now).ceil()).unwrap_or(state.profile.rate)
}

fn refusals_ui(ui: &mut Ui, state: &State, outcomes: &[Outcome]) {
    let of = outcomes.len().saturating_sub(1);
    let range = |[worst, best]: [Money; 2]| {
        let (worst, best) = (signed(worst, state), signed(best, state));
        if worst == best { worst } else { format!("{worst} to {best}") }
    };
    ui.add_space(space::XS);
    for outcome in outcomes {
        let words = match outcome.refusals {
            0 => format!("If all agree: {} a week.", range(outcome.stay)),
            refusals => format!(
                "If {refusals} of {of} refuse: {} a week if they stay at the old rate, {} if they leave and nobody comes.",
                range(outcome.stay),
                range(outcome.leave)
            ),
        };
        muted_ui(ui, words);
    }
    let may = Outcome::most_who_may_leave(outcomes);
    let words = match may {
        0 => "One who leaves can be enough to earn less than now, though in fewer hours.".to_owned(),
        may => format!(
            "{} of them may leave, whoever it is, before you earn less than now.",
            numbers::capitalized(&numbers::count(may))
        ),
    };
    muted_ui(ui, words);
}

/// A gain or loss to the whole unit of the currency, with its sign.
fn signed(money: Money, state: &State) -> String {
    let plus = if money.get() >= 0.5 { "+" } else { "" };
    format!("{plus}{}", numbers::money(money, state.profile.currency))
}

fn month(month: CalendarMonth) -> String {
    month.first_day().map_or_else(String::new, numbers::month_long)
}

/// The arithmetic of the first client, which is that of all.
fn rule(raises: &[Raise<'_>], plan: &RaisePlan, state: &State) -> String {
    let currency = state.profile.currency;
    let example = raises.first().map_or_else(String::new, |raise| {
        format!(
            "{} brings {} a week today, your rate times hours sold times their share, after the platform's fee; times {} over {} less the same, that is {}. ",
            raise.client.name,
            numbers::money(raise.income, currency),
            numbers::own_rate(plan.to, currency),
            numbers::own_rate(raise.from, currency),
            signed(raise.gain, state)
        )
    });
    format!(
        "{example}Who refuses and stays takes that away again; who leaves takes their whole income of today with it. The range is over who it is that refuses."
    )
}

/// Words to send, to be made one's own.
fn letter(raise: &Raise<'_>, plan: &RaisePlan, state: &State) -> String {
    let currency = state.profile.currency;
    let from = month(raise.month.after());
    format!(
        "Hello {},\n\nfrom the beginning of {from} my rate for new work is {} an hour. Until now it has been {}. What we have agreed already stays at the old rate.\n\nSince we set that rate my work for you has changed: [name one result, best with a number]. I would like to go on with it, and tell you early so that you can plan.\n\nIf the new rate does not fit your budget, let us look at what to leave out of the scope.\n\n[Your name]",
        raise.client.name,
        numbers::own_rate(plan.to, currency),
        numbers::own_rate(raise.from, currency)
    )
}
