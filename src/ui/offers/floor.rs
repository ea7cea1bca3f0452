//! What an hour must bring to cover the user's needs, beside what is posted and what the plan leads to.

use egui::Ui;

use crate::plan::explain::Quantity;
use crate::plan::floor::{Floor, MOST_WEEKS_OFF, Needs, Part};
use crate::plan::market::Service;
use crate::plan::units::{Currency, Hours, Money, Rate, Share};
use crate::state::{Action, Edit, State};
use crate::ui::numbers;
use crate::ui::theme::{Palette, space};
use crate::ui::widgets::{
    self, BarRow, NumberField, bar_row_ui, card_title_ui, card_ui, heading_ui, muted_ui, number_field_ui,
    own_card_title_ui, small_ui,
};

const RULE: &str = "Income and tax: income divided by one less the share that tax and insurance take. With the costs added, that is what a year must bring; divided by the hours sold in it (hours sold a week, times 52 less the weeks off), an hour after the platform's fee; divided by one less the fee, an hour as clients pay it. This is full-cost pricing: plain arithmetic on your own numbers, and no evidence of what anybody pays.";

/// What is folded.
#[derive(Default)]
pub(super) struct FloorView {
    rule_is_open: bool,
}

impl FloorView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        let floor = Floor::of(&state.profile);
        heading_ui(ui, "From what you need to what you charge");
        muted_ui(ui, title(state, floor.as_ref()));
        ui.add_space(space::M);
        card_ui(ui, |ui| needs_ui(ui, state, actions));
        let Some(floor) = floor else { return };
        ui.add_space(space::M);
        card_ui(ui, |ui| {
            own_card_title_ui(ui, "What the hour is made of");
            let rows = parts(ui, state, &floor);
            for row in &rows {
                bar_row_ui(ui, row, (0.0, floor.rate.get()), None, actions);
            }
            widgets::unfold_ui(ui, "How this is counted", &mut self.rule_is_open, || RULE);
        });
        ui.add_space(space::M);
        card_ui(ui, |ui| ranges_ui(ui, state, &floor, actions));
    }
}

fn title(state: &State, floor: Option<&Floor>) -> &'static str {
    match floor {
        None => "Put in what you want to be left with, and see what an hour has to cost.",
        Some(floor) if floor.rate > state.profile.rate => "Your rate today does not cover what you need.",
        Some(_) => "Your rate today covers what you need.",
    }
}

fn needs_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    own_card_title_ui(ui, "What I need");
    let (needs, sign) = (state.profile.needs, state.profile.currency.sign());
    let mut changed = needs;
    widgets::fields_ui(ui, |ui| {
        let field = |name, value, prefix, suffix, most| NumberField {
            name,
            value,
            decimals: 0,
            prefix,
            suffix,
            range: 0.0..=most,
            width: 130.0,
        };
        let income = field("To live on, a year", needs.income.get(), sign, "", 1e9);
        if let Some(income) = number_field_ui(ui, &income).and_then(Money::new) {
            changed.income = income;
        }
        let costs = field("Costs of the business, a year", needs.costs.get(), sign, "", 1e9);
        if let Some(costs) = number_field_ui(ui, &costs).and_then(Money::new) {
            changed.costs = costs;
        }
        let tax = field("Tax and insurance", needs.tax.get() * 100.0, "", "%", 95.0);
        if let Some(tax) = number_field_ui(ui, &tax).and_then(|tax| Share::new(tax / 100.0)) {
            changed.tax = tax;
        }
        let most = f64::from(MOST_WEEKS_OFF);
        let off = field("Weeks off", f64::from(needs.weeks_off), "", "a year", most);
        if let Some(weeks) = number_field_ui(ui, &off) {
            changed.weeks_off = (0..=MOST_WEEKS_OFF).find(|off| f64::from(*off) >= weeks).unwrap_or(MOST_WEEKS_OFF);
        }
        let unpaid = field("Hours nobody pays for", needs.unpaid_hours.get(), "", "a week", 100.0);
        if let Some(hours) = number_field_ui(ui, &unpaid).and_then(Hours::new) {
            changed.unpaid_hours = hours;
        }
    });
    if changed != needs {
        actions.push(Action::Edit(Edit::Needs(changed)));
    }
    small_ui(
        ui,
        format!(
            "Counted with {} sold a week and a platform's fee of {}, as in your profile.",
            numbers::hours(state.profile.billable_hours),
            numbers::percent(state.profile.fee)
        ),
    );
}

/// The floor as a waterfall: each row begins where the one before ends, and the last is the whole.
fn parts(ui: &Ui, state: &State, floor: &Floor) -> Vec<BarRow> {
    let (palette, currency) = (Palette::of(ui), state.profile.currency);
    let Needs { weeks_off, unpaid_hours, tax, .. } = state.profile.needs;
    let mut at = 0.0;
    let mut rows: Vec<BarRow> = Vec::new();
    for (part, added) in &floor.parts {
        let name = match part {
            Part::Income => "What you live on, over every hour worked".to_owned(),
            Part::WeeksOff => {
                numbers::capitalized(&format!("{} off", numbers::counted(usize::from(weeks_off), "week")))
            }
            Part::UnpaidHours => format!("{} a week nobody pays for", numbers::hours(unpaid_hours)),
            Part::Tax => format!("Tax and insurance, {}", numbers::percent(tax)),
            Part::Costs => "Costs of the business".to_owned(),
            Part::Fee => format!("The platform's fee, {}", numbers::percent(state.profile.fee)),
        };
        let words = rate_words(*added, currency);
        rows.push(BarRow { name, span: (at, at + added), colour: palette.accent, words, why: None });
        at += added;
    }
    let words = rate_words(floor.rate.get(), currency);
    let name = "An hour must cost clients".to_owned();
    rows.push(BarRow { name, span: (0.0, floor.rate.get()), colour: palette.text, words, why: None });
    rows
}

/// The floor beside the rate today, what is posted, and what the plan leads to.
fn ranges_ui(ui: &mut Ui, state: &State, floor: &Floor, actions: &mut Vec<Action>) {
    card_title_ui(ui, "Beside the market and your plan");
    let (palette, currency) = (Palette::of(ui), state.profile.currency);
    let mut rows = Vec::new();
    let posted = state.market.service(&state.profile.service);
    // Posted rates are in dollars, and nothing is converted.
    if let Some(service) = posted.filter(|_| currency == Currency::Usd) {
        rows.push(posted_row(service, &palette));
    }
    if let Some(projection) = &state.planning.projection {
        let rate = |rate: Rate| numbers::rate(rate, currency);
        for (name, band, why) in [
            ("If you learn nothing, at the horizon", projection.nothing, Quantity::RateWithout),
            ("With your plan, at the horizon", projection.headline, Quantity::RateAtHorizon),
        ] {
            rows.push(BarRow {
                name: name.to_owned(),
                span: (band.p10.get(), band.p90.get()),
                colour: palette.accent,
                words: format!("{} to {}", rate(band.p10), rate(band.p90)),
                why: Some(Action::Explain(why)),
            });
        }
    }
    let most = rows.iter().map(|row| row.span.1).fold(floor.rate.get(), f64::max);
    for row in &rows {
        bar_row_ui(ui, row, (0.0, most), Some(floor.rate.get()), actions);
    }
    small_ui(
        ui,
        "The line is what an hour must cost clients. Bars of the plan run from its 10th to its 90th percentile. No public figure measures what work sold as a package pays, so there is no bar for it.",
    );
    if currency != Currency::Usd && posted.is_some() {
        small_ui(ui, "Posted rates are in US dollars and nothing is converted, so they are in Profile and not here.");
    }
}

fn posted_row(service: &Service, palette: &Palette) -> BarRow {
    let rate = |rate: Rate| numbers::rate(rate, Currency::Usd);
    BarRow {
        name: "Posted for your service".to_owned(),
        span: (service.rate.low().get(), service.rate.high().get()),
        colour: palette.muted,
        words: format!("{} to {}", rate(service.rate.low()), rate(service.rate.high())),
        why: Some(Action::ShowFigures(vec![service.rate_figure.clone()])),
    }
}

fn rate_words(value: f64, currency: Currency) -> String {
    Rate::new(value.max(0.0)).map_or_else(String::new, |rate| numbers::own_rate(rate, currency))
}
