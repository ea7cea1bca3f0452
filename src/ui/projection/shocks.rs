//! Shocks beside the plan, through the same futures: the largest client goes, or the service erodes.

use egui::Ui;
use egui_plot::{Line, LineStyle, Plot, uniform_grid_spacer};

use crate::plan::clients::{ClientLoss, Missing};
use crate::plan::projection::{Band, Projection};
use crate::plan::units::{Money, Share};
use crate::state::{Action, Place, State};
use crate::ui::numbers;
use crate::ui::theme::{Palette, space};
use crate::ui::widgets::{
    self, Mood, NumberField, badge_ui, card_title_ui, month_label, muted_ui, nice_step, number_field_ui, small_ui,
    still,
};

/// Which shocks are on, and how the client's loss goes.
#[derive(Default)]
pub(super) struct ShocksView {
    loses: bool,
    erodes: bool,
    loss: ClientLoss,
    unfolded: Option<Unfolded>,
}

/// What is shown below the chart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unfolded {
    Rule,
    Table,
}

/// What is shown: income a month as planned, and with the shocks.
struct Shocked<'a> {
    plan: &'a Projection,
    /// The rates with the shocks.
    rates: &'a Projection,
    missing: Missing,
    planned: Missing,
}

impl ShocksView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, plan: &Projection, actions: &mut Vec<Action>) {
        card_title_ui(ui, "Shocks");
        muted_ui(ui, "What could go wrong, beside the plan and through the same futures.");
        let share = self.client_ui(ui, state, actions);
        self.erosion_ui(ui, state);
        if !(self.erodes || self.loses && share.is_some()) {
            return;
        }
        let rates = match (&state.planning.eroded, self.erodes) {
            (Some(eroded), true) => eroded.as_ref(),
            (None, true) => {
                muted_ui(ui, "Running the futures in which your service erodes…");
                return;
            }
            (_, false) => plan,
        };
        let lost = share.filter(|_| self.loses).unwrap_or(Share::ZERO);
        let shocked = Shocked {
            plan,
            rates,
            missing: self.loss.run(&state.profile, rates, lost),
            planned: self.loss.run(&state.profile, plan, Share::ZERO),
        };
        ui.add_space(space::S);
        chart_ui(ui, state, &shocked);
        self.words_ui(ui, state, &shocked);
    }

    /// Whether the largest client goes, and when; returns their share of income.
    fn client_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) -> Option<Share> {
        let Some(client) = state.profile.largest_client() else {
            ui.horizontal_wrapped(|ui| {
                muted_ui(ui, "To see what losing your largest client costs, say first who your clients are.");
                if widgets::link_ui(ui, "Name my clients").clicked() {
                    actions.push(Action::Go(Place::Profile));
                }
            });
            return None;
        };
        let sum: f64 = state.profile.clients.iter().map(|client| client.share.get()).sum();
        let share = Share::new(client.share.get() / sum.max(1.0)).unwrap_or_default();
        let words = format!("Lose {}, {} of my income", client.name, numbers::percent(share));
        ui.checkbox(&mut self.loses, words);
        if self.loses {
            widgets::fields_ui(ui, |ui| {
                let most = f64::from(state.profile.horizon_months);
                for (name, months, range) in [
                    ("First month without them", &mut self.loss.month, 1.0..=most),
                    ("Months until the hours are sold again", &mut self.loss.months_to_refill, 1.0..=most),
                ] {
                    let value = f64::from(*months);
                    let field = NumberField { name, value, decimals: 0, prefix: "", suffix: "", range, width: 90.0 };
                    if let Some(value) = number_field_ui(ui, &field) {
                        *months =
                            (1..=state.profile.horizon_months).find(|count| f64::from(*count) >= value).unwrap_or(1);
                    }
                }
            });
            ui.horizontal(|ui| {
                badge_ui(ui, "Assumption", Mood::Warning);
                small_ui(ui, "no public figure says how long new work takes to come; put in your own months");
            });
        }
        Some(share)
    }

    fn erosion_ui(&mut self, ui: &mut Ui, state: &State) {
        let Some(service) = state.market.service(&state.profile.service) else { return };
        let low = numbers::change(service.drift.low().get());
        let words = format!("My service erodes as far as its studies go: {low} in 24 months");
        ui.checkbox(&mut self.erodes, words).on_hover_text(&service.drift_note);
    }

    fn words_ui(&mut self, ui: &mut Ui, state: &State, shocked: &Shocked<'_>) {
        let currency = state.profile.currency;
        let estimate = |money: Money| numbers::estimate(money, currency);
        let band =
            |band: Band<Money>| format!("{} ({} to {})", estimate(band.p50), estimate(band.p10), estimate(band.p90));
        if self.loses {
            let at = usize::try_from(self.loss.month).unwrap_or(usize::MAX);
            if let (Some([_, with]), Some([planned, _])) =
                (shocked.missing.months.get(at), shocked.planned.months.get(at))
            {
                let months = if self.loss.months_to_refill == 1 { "month" } else { "months" };
                muted_ui(
                    ui,
                    format!(
                        "In month {} income falls to about {} from {}, for {} {months}. What the client would have brought in that time: {}.",
                        self.loss.month,
                        band(*with),
                        band(*planned),
                        self.loss.months_to_refill,
                        band(shocked.missing.total)
                    ),
                );
            }
        }
        if self.erodes {
            let rate = |rate| numbers::rate(rate, currency);
            let (eroded, planned) = (shocked.rates.headline, shocked.plan.headline);
            muted_ui(
                ui,
                format!(
                    "With the erosion the rate at the horizon is about {} ({} to {}) instead of {} ({} to {}).",
                    rate(eroded.p50),
                    rate(eroded.p10),
                    rate(eroded.p90),
                    rate(planned.p50),
                    rate(planned.p10),
                    rate(planned.p90)
                ),
            );
        }
        ui.horizontal_wrapped(|ui| {
            let table = self.unfolded == Some(Unfolded::Table);
            let word = if table { "Hide the table of shocks" } else { "The shocks as a table" };
            if widgets::link_ui(ui, word).clicked() {
                self.unfolded = (!table).then_some(Unfolded::Table);
            }
            if widgets::small_link_ui(ui, "How shocks are counted").clicked() {
                let rule = self.unfolded == Some(Unfolded::Rule);
                self.unfolded = (!rule).then_some(Unfolded::Rule);
            }
        });
        if self.unfolded == Some(Unfolded::Rule) {
            small_ui(
                ui,
                "Income of a month is the rate times hours sold a week times 52/12, after the platform's fee and before tax. A client who goes takes their share of it until the hours are sold again, all at once; the rate stays what it would be. The erosion puts the lowest end of your service's studies in place of its range, in every future; all else is drawn as in the plan.",
            );
        }
        if self.unfolded == Some(Unfolded::Table) {
            table_ui(ui, state, shocked);
        }
    }
}

/// Median income of each month. It is a picture: its figures must stand in a table beside it.
fn chart_ui(ui: &mut Ui, state: &State, shocked: &Shocked<'_>) {
    let palette = Palette::of(ui);
    let line = |months: &[[Band<Money>; 2]]| -> Vec<[f64; 2]> {
        let at = |(month, [_, with]): (u32, &[Band<Money>; 2])| [f64::from(month), with.p50.get()];
        (0..).zip(months).map(at).collect()
    };
    let (planned, with) = (line(&shocked.planned.months), line(&shocked.missing.months));
    let most = planned.iter().chain(&with).map(|at| at[1]).fold(1.0, f64::max);
    let span = f64::from(state.profile.horizon_months.max(1));
    let every = if span <= 12.0 { 3.0 } else { 6.0 };
    let (months, currency) = (&shocked.plan.months, state.profile.currency);
    still(Plot::new("shocks"), &palette)
        .height(220.0)
        .default_x_bounds(-span * 0.01, span * 1.02)
        .default_y_bounds(-most * 0.06, most * 1.1)
        .y_grid_spacer(uniform_grid_spacer(move |_| [nice_step(most), nice_step(most) * 2.0, nice_step(most) * 4.0]))
        .x_grid_spacer(uniform_grid_spacer(move |_| [every, every * 2.0, every * 4.0]))
        .x_axis_formatter(move |mark, _| month_label(months, mark.value))
        .y_axis_formatter(move |mark, _| numbers::money(Money::new(mark.value.max(0.0)).unwrap_or_default(), currency))
        .show(ui, |plot| {
            plot.line(Line::new("this plan", planned).color(palette.accent).width(2.0));
            let dashes = LineStyle::Dashed { length: 6.0 };
            plot.line(Line::new("with the shocks", with).color(palette.warning).width(2.0).style(dashes));
        });
    small_ui(ui, "Median income a month: solid as planned, dashed with the shocks.");
}

/// A column of the table twin.
#[derive(Clone, Copy)]
enum Cell {
    Month,
    Planned,
    Shocked,
}

/// The table twin of the chart.
fn table_ui(ui: &mut Ui, state: &State, shocked: &Shocked<'_>) {
    let columns = [
        widgets::Column { what: Cell::Month, name: "Month", width: Some(140.0), least: 0.0 },
        widgets::Column { what: Cell::Planned, name: "As planned, a month", width: Some(160.0), least: 0.0 },
        widgets::Column { what: Cell::Shocked, name: "With the shocks, a month", width: None, least: 0.0 },
    ];
    let money = |months: &[[Band<Money>; 2]], row: usize| {
        let with = months.get(row).map(|[_, with]| with.p50).unwrap_or_default();
        numbers::estimate(with, state.profile.currency)
    };
    widgets::table_ui(ui, "shock table", &columns, shocked.plan.months.len(), |ui, row, cell| {
        let words = match cell {
            Cell::Month => {
                shocked.plan.months.get(row).map_or_else(String::new, |month| numbers::month_long(month.date))
            }
            Cell::Planned => money(&shocked.planned.months, row),
            Cell::Shocked => money(&shocked.missing.months, row),
        };
        ui.label(words);
    });
}
