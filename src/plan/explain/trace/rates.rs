//! Traces of rates and of what a plan is worth.

use super::{Amount, Basis, Part, Quantity, Trace, Tracer, digits, plain};
use crate::plan::answer::Proof;
use crate::plan::compile::{self, OUTLOOK_WEEKS};
use crate::plan::explain::value_of;
use crate::plan::market::Knob;
use crate::plan::middle;
use crate::plan::number;
use crate::plan::skill::{Class, StepId};
use crate::plan::units::{Money, Range, Rate};

impl Tracer<'_> {
    pub(super) fn rate_at_horizon(&self) -> Option<Trace> {
        let projection = self.ground.projection?;
        let mut parts = vec![Self::computed(
            "The same on the middle values",
            Amount::Rate(self.ground.plan?.rate_at_horizon),
            Quantity::MiddleRate(self.ground.plan?.ids()),
        )];
        parts.extend(self.uncertain());
        Some(Trace {
            name: "Your hourly rate at the horizon".to_owned(),
            amount: Amount::RateBand(projection.headline),
            how: "Futures are drawn with a fixed seed, so that the same plan shows the same numbers. Each draws every uncertain number below once between its ends, most often near the middle; half of the futures end above the number shown, one in ten below the low end, one in ten above the high end.".to_owned(),
            parts,
        })
    }

    pub(super) fn middle_rate(&self, order: &[StepId]) -> Trace {
        let sold = self.sold_at_horizon(order);
        let u: f64 = sold.iter().map(|(_, log)| log).sum();
        let limit = self.model.knobs.mid(Knob::CapLog);
        let mut parts = vec![
            Self::computed("If nothing is learned", Amount::Rate(self.middle_without()), Quantity::RateWithout),
            self.knob(Knob::CapLog),
        ];
        parts.extend(sold.iter().map(|(id, log)| self.log_part(id, *log)));
        Trace {
            name: "Your hourly rate at the horizon, on the middle values".to_owned(),
            amount: Amount::Rate(middle::rate_at_horizon(&self.model, &self.values, order)),
            how: format!(
                "The rate without learning times (1 + F). F = exp(U (1 - exp(-u / U))) - 1 = {}, where u = {} is the sum of what all steps sold by then add and U = {} is the most that all skills together can add: each further skill adds less.",
                digits(self.model.uplift().share(u)),
                digits(u),
                digits(limit)
            ),
            parts,
        }
    }

    pub(super) fn rate_without(&self) -> Trace {
        let service = self.model.service;
        let months = self.ground.profile.horizon_months;
        let figures = service.drift_figures.clone();
        let basis =
            if figures.is_empty() { Basis::Judged(service.drift_note.clone()) } else { Basis::Figures(figures) };
        Trace {
            name: "Your hourly rate at the horizon if nothing is learned".to_owned(),
            amount: self
                .ground
                .projection
                .map_or(Amount::Rate(self.middle_without()), |projection| Amount::RateBand(projection.nothing)),
            how: format!(
                "Your rate times (1 + drift of your service) over {months} of 24 months. {}",
                service.drift_note
            ),
            parts: vec![
                Self::own("Your rate today", Amount::Rate(self.ground.profile.rate)),
                Part {
                    name: format!("Drift of {} over 24 months", service.name),
                    amount: Amount::Change(service.drift),
                    basis,
                },
            ],
        }
    }

    /// The rate at the horizon on the middle values if nothing is learned.
    pub(super) fn middle_without(&self) -> Rate {
        number::rate(middle::base_rate(&self.model, self.model.horizon_weeks()))
    }

    pub(super) fn plan_value(&self, order: &[StepId]) -> Option<Trace> {
        let profile = self.ground.profile;
        let mut parts = vec![
            Self::own("Your rate today", Amount::Rate(profile.rate)),
            Self::own("What the platform keeps", Amount::Share(profile.fee)),
            Self::own("Hours sold a week", Amount::Hours(Range::exact(profile.billable_hours))),
            Self::own("Hours of learning a week", Amount::Hours(Range::exact(profile.learning_hours))),
            Self::own("Part of them taken from hours sold", Amount::Share(profile.displacement)),
            Self::own("Horizon", Amount::Months(profile.horizon_months)),
            self.knob(Knob::Discount),
            self.knob(Knob::LagWeeks),
            self.knob(Knob::CapLog),
        ];
        let costs = order.iter().filter_map(|id| Some((id, self.model.cost(id, self.model.step(id)?.1))));
        parts.extend(costs.filter(|(_, cost)| *cost > Money::ZERO).map(|(id, cost)| {
            let name = format!("Cost of {}", self.step_name(id));
            Self::computed(name, Amount::Money(cost), Quantity::StepCost(id.clone()))
        }));
        parts.extend(self.sold_at_horizon(order).iter().map(|(id, log)| self.log_part(id, *log)));
        Some(Trace {
            name: "What the plan is worth on the middle values".to_owned(),
            amount: Amount::Money(value_of(profile, self.ground.market, self.ground.today, order).ok()?),
            how: "Added up hour by hour until the horizon: hours sold x rate after the platform's fee x what the steps finished by then add to it, less income lost to learning and less all costs, each at its value today. Against learning nothing; before tax.".to_owned(),
            parts,
        })
    }

    pub(super) fn futures_value(&self) -> Option<Trace> {
        let projection = self.ground.projection?;
        let plan = self.ground.plan?;
        let middle =
            Self::computed("The same on the middle values", Amount::Money(plan.value), Quantity::PlanValue(plan.ids()));
        let mut parts = vec![middle];
        parts.push(Part {
            name: "Futures in which it is worth more than nothing".to_owned(),
            amount: Amount::Share(projection.pays),
            basis: Basis::Judged("Counted over all futures that were drawn.".to_owned()),
        });
        parts.extend(self.uncertain());
        Some(Trace {
            name: "What the plan is worth over all futures".to_owned(),
            amount: Amount::MoneyBand(projection.value),
            how: "The plan's value, computed anew in each future with that future's own draws. Plan and doing nothing run through the same futures, so their difference is no accident of drawing.".to_owned(),
            parts,
        })
    }

    pub(super) fn proof(&self) -> Option<Trace> {
        let plan = self.ground.plan?;
        let gap = match plan.proof {
            Proof::Optimal => "The two agree to a millionth: the plan is proven to be the best.",
            Proof::Within(_) => "They do not meet yet, so a better plan may exist, better by their difference at most.",
        };
        Some(Trace {
            name: "No plan can be worth more than this".to_owned(),
            amount: Amount::Money(plan.upper_bound),
            how: format!(
                "An upper bound on every order of every choice of steps, from a relaxation of the same model that lets steps overlap. {gap}"
            ),
            parts: vec![Self::computed(
                "This plan's value",
                Amount::Money(plan.value),
                Quantity::PlanValue(plan.ids()),
            )],
        })
    }

    pub(super) fn class_factor(&self, class: Class) -> Trace {
        let horizon = self.model.horizon_weeks();
        let drift = match class {
            Class::Execution => Some(Knob::ExecutionDrift),
            Class::Judgment => Some(Knob::JudgmentDrift),
            Class::Foundation => None,
        };
        let mut parts: Vec<Part> =
            drift.into_iter().flat_map(|knob| [self.knob(knob), self.knob(Knob::DriftSize)]).collect();
        parts.push(Self::computed("Outlook after 24 months", plain(self.values.outlook), Quantity::Outlook));
        Trace {
            name: format!("What a premium of {} skills keeps until the horizon", class.name().to_lowercase()),
            amount: plain(compile::factor(class, &self.values, horizon)),
            how: format!(
                "(1 + first-year drift) to the power of (part of it that happens x {}), because each year drifts half as much as the one before, times the outlook, {} of the way to its factor after 24 months.",
                digits(compile::drift_years(horizon)),
                digits((horizon / OUTLOOK_WEEKS).min(1.0))
            ),
            parts,
        }
    }

    pub(super) fn outlook(&self) -> Trace {
        let names = ["goes on", "plateaus", "falls back"];
        let ends = [Knob::OutlookGoesOn, Knob::OutlookPlateaus, Knob::OutlookFallsBack];
        let weights = self.ground.profile.outlook.parts();
        let parts = names.iter().zip(weights).zip(ends).flat_map(|((name, weight), knob)| {
            let weight = Amount::Share(number::share(weight));
            [Self::own(&format!("How likely you hold that the market {name}"), weight), self.knob(knob)]
        });
        Trace {
            name: "What the outlook leaves of a premium after 24 months".to_owned(),
            amount: plain(self.values.outlook),
            how: "Each outlook's factor times how likely you hold it, added up. Each future draws one of the three."
                .to_owned(),
            parts: parts.collect(),
        }
    }

    /// The steps of an order that are sold by the horizon, with what each adds to the sum of log premiums there.
    pub(super) fn sold_at_horizon(&self, order: &[StepId]) -> Vec<(StepId, f64)> {
        let horizon = self.model.horizon_weeks();
        let sold = middle::schedule(&self.model, order).into_iter().filter(|step| step.from <= horizon);
        sold.map(|step| {
            let log = middle::log_gain(&self.model, &self.values, &step.id, horizon);
            (step.id, log)
        })
        .collect()
    }

    /// What a step adds to the sum of log premiums, as a part of something else.
    pub(super) fn log_part(&self, id: &StepId, log: f64) -> Part {
        Self::computed(format!("{} adds (in logs)", self.step_name(id)), plain(log), Quantity::StepLog(id.clone()))
    }
}
