//! Makes the plan: asks the solver, then puts dates, gains and reasons to its answer.

use std::collections::BTreeSet;

use super::answer::{Met, Need, Plan, PlannedStep, Proof};
use super::compile::{self, Model, Values};
use super::ledger::{self, Entry, Ledger};
use super::left_out;
use super::limits::{self, Limits};
use super::market::Market;
use super::middle;
use super::number;
use super::optimize::{self, Solution, Status};
use super::profile::Profile;
use super::skill::StepId;
use super::trouble::Trouble;
use super::units::{Date, Hours, Range, Rate, Share};

/// The learning order with the largest value on the middle values, with its proof (MODEL, sections 2 to 6).
///
/// `today` is the day from which weeks are counted. Equal inputs and limits give an equal plan on every machine.
///
/// # Errors
/// A pack or profile that the model cannot read, or pins and locks that cannot be met.
pub fn build(profile: &Profile, market: &Market, today: Date, limits: &Limits<'_>) -> Result<Plan, Trouble> {
    let model = Model::new(profile, market, today)?;
    let values = model.middle()?;
    let problem = model.problem(&values);
    let solution = limits::solve(&problem, limits)?;
    let desk = Desk { model: &model, values: &values, ledger: &Ledger::new(&problem), problem: &problem, today };
    Ok(desk.plan(&solution))
}

/// A solution as a whole, to hold each of its steps against.
struct Whole<'a> {
    order: &'a [optimize::StepId],
    entries: Vec<Entry<'a>>,
    value: f64,
    rate: Rate,
}

/// All that is needed to speak about a solution.
struct Desk<'a> {
    model: &'a Model<'a>,
    values: &'a Values,
    ledger: &'a Ledger<'a>,
    problem: &'a optimize::Problem,
    today: Date,
}

impl Desk<'_> {
    fn plan(&self, solution: &Solution) -> Plan {
        let order = &solution.sequence;
        let (value, rate) = (self.ledger.value(order), self.rate(order));
        let whole = Whole { order, entries: self.ledger.schedule(order), value, rate };
        let all: BTreeSet<usize> = (0..order.len()).collect();
        let steps: Vec<PlannedStep> = (0..order.len()).filter_map(|place| self.step(&whole, place)).collect();
        Plan {
            value: number::money(value),
            upper_bound: number::money(solution.upper_bound.max(value)),
            proof: proof(solution),
            rate_at_horizon: rate,
            rate_without: self.rate(&[]),
            finish: steps.last().map(|step| step.end),
            pays_back: self.ledger.pays_back(order, &all),
            hours: total_hours(&steps),
            cost: number::money(steps.iter().map(|step| step.cost.get()).sum()),
            left_out: left_out::reasons(self.model, self.problem, self.ledger, order),
            unknown: self.model.unknown(),
            steps,
        }
    }

    fn step(&self, whole: &Whole<'_>, place: usize) -> Option<PlannedStep> {
        let Whole { order, entries, value, rate } = whole;
        let entry = entries.get(place)?;
        let id = compile::typed(&entry.id)?;
        let (_, step) = self.model.step(&id)?;
        let gone = ledger::with_dependents(entries, place);
        let kept = ledger::without(order, &gone);
        let marginal = value - self.ledger.value(&kept);
        let freed: usize = gone.iter().filter_map(|place| entries.get(*place)).map(|lost| lost.end - lost.start).sum();
        let (start_week, end_week) = (self.ledger.starts(entry.start), self.ledger.ends(entry.end));
        Some(PlannedStep {
            start_week,
            end_week,
            start: self.today.plus_days(number::days(libm::floor(start_week * 7.0))),
            end: self.today.plus_days(number::days(libm::ceil(end_week * 7.0))),
            hours: self.model.hours(&id, step),
            cost: self.model.cost(&id, step),
            rate_gain: number::money(rate.get() - self.rate(&kept).get()),
            marginal: number::money(marginal),
            per_hour: number::money(marginal / number::real(freed.max(1))),
            so_far: number::money(order.get(..=place).map_or(*value, |first| self.ledger.value(first))),
            pays_back: self.ledger.pays_back(order, &gone),
            needs: self.needs(&id),
            before_next: self.swapped(order, entries, place).map(|swapped| number::money(value - swapped)),
            id,
        })
    }

    /// The rate at the horizon with these steps, on the middle values.
    fn rate(&self, order: &[optimize::StepId]) -> Rate {
        let order: Vec<StepId> = order.iter().filter_map(compile::typed).collect();
        middle::rate_at_horizon(self.model, self.values, &order)
    }

    fn needs(&self, id: &StepId) -> Vec<Need> {
        let mut needs: Vec<Need> = self
            .model
            .needs(id)
            .into_iter()
            .map(|step| Need { met: if self.model.is_held(&step) { Met::Held } else { Met::Earlier }, step })
            .collect();
        needs.sort();
        needs.dedup();
        needs
    }

    /// The value with a step and the next one swapped, where that is allowed.
    fn swapped(&self, order: &[optimize::StepId], entries: &[Entry<'_>], place: usize) -> Option<f64> {
        let (first, second) = (entries.get(place)?, entries.get(place + 1)?);
        if second.needs(&first.id) || place < self.problem.locked.len() {
            return None;
        }
        let mut swapped = order.to_vec();
        swapped.swap(place, place + 1);
        Some(self.ledger.value(&swapped))
    }
}

fn proof(solution: &Solution) -> Proof {
    match solution.status {
        Status::Optimal => Proof::Optimal,
        Status::Gap => {
            let gap = (solution.upper_bound - solution.objective) / solution.objective.abs().max(1.0);
            Proof::Within(Share::new(gap.clamp(0.0, 1.0)).unwrap_or(Share::ZERO))
        }
    }
}

fn total_hours(steps: &[PlannedStep]) -> Range<Hours> {
    let sum = |end: fn(&Range<Hours>) -> Hours| number::hours(steps.iter().map(|step| end(&step.hours).get()).sum());
    let mid = sum(Range::mid);
    Range::new(sum(Range::low), mid, sum(Range::high)).unwrap_or(Range::exact(mid))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::plan::number;
    use crate::plan::testing::{case, is_in_order, level, plan, rating};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_plan_is_sound(
            pace in 0.0..12.0_f64,
            months in 1..30_u32,
            kappa in 0.0..1.0_f64,
            budget in proptest::option::of(0.0..500.0_f64),
            held in proptest::collection::vec(0..4_u8, 7),
        ) {
            let (mut profile, market) = case();
            profile.learning_hours = number::hours(pace);
            profile.horizon_months = months;
            profile.displacement = number::share(kappa);
            profile.budget = budget.map(number::money);
            for (skill, number) in market.skills.keys().zip(held) {
                profile.skills.insert(skill.clone(), rating(number, 0));
            }
            let plan = plan(&profile, &market);
            is_in_order(&profile, &market, &plan);
            prop_assert!(plan.value.get() >= -1e-9 && plan.value <= plan.upper_bound);
            prop_assert!(budget.is_none_or(|budget| plan.cost.get() <= budget + 1e-9));
            let weeks = f64::from(months) * 52.0 / 12.0;
            prop_assert!(plan.steps.iter().all(|step| step.end_week <= weeks + 1.0 && step.end >= step.start));
            prop_assert!(plan.steps.iter().all(|step| step.id.level > level(0)));
        }
    }
}
