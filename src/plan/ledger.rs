//! What a given order of steps is worth, hour by hour, straight from the definition (MODEL, section 2).

use std::collections::BTreeSet;

use super::calendar::Calendar;
use super::number;
use super::optimize::{MOST_TICKS, Problem, ProblemLevel, ProblemSkill, StepId};
use super::premium::{Uplift, WEEKS_PER_YEAR};

/// The weights of every learning hour of a problem, computed once for many orders.
pub(super) struct Ledger<'p> {
    problem: &'p Problem,
    calendar: Calendar,
    hours: Vec<Hour>,
}

/// One learning hour.
struct Hour {
    /// Money of today per unit of uplift.
    income: f64,
    /// Money of today, at today's rate, that this hour of learning displaces.
    displaced: f64,
    /// Period of the curves.
    period: usize,
    /// Month in which the hour's income arrives, counted from 0.
    month: usize,
}

/// A step in an order, with the hour from which it counts.
#[derive(Clone)]
pub(super) struct Entry<'p> {
    pub(super) id: StepId,
    /// Hour in which it begins.
    pub(super) start: usize,
    /// Hour before which it is finished.
    pub(super) end: usize,
    pub(super) cost: f64,
    premium: f64,
    curve: &'p [f64],
    requires: &'p [StepId],
}

impl<'p> Ledger<'p> {
    /// Weighs every hour of the horizon, as far as the solver looks ahead.
    pub(super) fn new(problem: &'p Problem) -> Self {
        let week = problem.week();
        let hours = (0..number::count(week.ticks().min(MOST_TICKS)))
            .map(|tick| {
                let at = number::real(tick);
                let sold = week.sold(at);
                Hour {
                    income: week.income(at),
                    displaced: week.displaced(at),
                    period: number::count(sold / problem.period_weeks),
                    month: number::count(sold * 12.0 / WEEKS_PER_YEAR),
                }
            })
            .collect();
        Self { problem, calendar: week.calendar, hours }
    }

    /// Puts steps one after another; ids that the problem does not have are passed over.
    pub(super) fn schedule(&self, order: &[StepId]) -> Vec<Entry<'p>> {
        let mut end = 0;
        let mut entries: Vec<Entry<'p>> = Vec::with_capacity(order.len());
        for id in order {
            let Some((skill, level)) = self.find(id) else { continue };
            let start = end;
            end += number::count(level.hours);
            let curve = self.problem.curves.get(&skill.curve).map_or(&[] as &[f64], Vec::as_slice);
            let (cost, premium, requires) = (level.cost, level.premium, level.requires.as_slice());
            entries.push(Entry { id: id.clone(), start, end, cost, premium, curve, requires });
        }
        entries
    }

    /// Calendar week of an hour's beginning.
    pub(super) fn starts(&self, hour: usize) -> f64 {
        self.calendar.starts(number::real(hour))
    }

    /// Calendar week in which so many hours are learned.
    pub(super) fn ends(&self, hours: usize) -> f64 {
        self.calendar.ends(number::real(hours))
    }

    /// V of an order, in money of today against learning nothing.
    pub(super) fn value(&self, order: &[StepId]) -> f64 {
        let entries = self.schedule(order);
        let learning = entries.last().map_or(0, |entry| entry.end);
        let uplifts = self.uplifts(&entries, |_| true);
        let hourly = self.hours.iter().zip(&uplifts).enumerate().map(|(hour, (weights, uplift))| {
            let lost = if hour < learning { weights.displaced * (1.0 + uplift) } else { 0.0 };
            weights.income * uplift - lost
        });
        hourly.sum::<f64>() - entries.iter().map(|entry| entry.cost).sum::<f64>()
    }

    /// Month, counted from 1, in which `part` of an order has brought more than it has cost and displaced so far.
    ///
    /// The dates of all other steps stay as they are; `part` holds positions in the order.
    pub(super) fn pays_back(&self, order: &[StepId], part: &BTreeSet<usize>) -> Option<u32> {
        let entries = self.schedule(order);
        let all = self.uplifts(&entries, |_| true);
        let rest = self.uplifts(&entries, |place| !part.contains(&place));
        let mut months = vec![0.0; self.hours.last().map_or(0, |hour| hour.month + 1)];
        let mut add = |month: usize, money: f64| {
            if let Some(sum) = months.get_mut(month) {
                *sum += money;
            }
        };
        for ((hour, all), rest) in self.hours.iter().zip(&all).zip(&rest) {
            add(hour.month, hour.income * (all - rest));
        }
        for entry in part.iter().filter_map(|place| entries.get(*place)) {
            add(number::count(self.starts(entry.start) * 12.0 / WEEKS_PER_YEAR), -entry.cost);
            for (hour, (weights, uplift)) in self.hours.iter().zip(&all).enumerate().take(entry.end).skip(entry.start) {
                add(number::count(self.starts(hour) * 12.0 / WEEKS_PER_YEAR), -weights.displaced * (1.0 + uplift));
            }
        }
        let mut sum = 0.0;
        let passed = months.iter().position(|month| {
            sum += month;
            sum > 0.0
        });
        passed.map(|month| number::months(month + 1))
    }

    /// F(u) at each hour, counting the entries at places that `counts` names.
    fn uplifts(&self, entries: &[Entry<'p>], counts: impl Fn(usize) -> bool) -> Vec<f64> {
        let uplift: Uplift = self.problem.uplift;
        let (mut done, mut last, mut share) = (0, usize::MAX, 0.0);
        let mut result = Vec::with_capacity(self.hours.len());
        for (hour, weights) in self.hours.iter().enumerate() {
            let before = done;
            while entries.get(done).is_some_and(|entry| entry.end <= hour) {
                done += 1;
            }
            if done != before || weights.period != last {
                last = weights.period;
                let finished = entries.iter().enumerate().take(done).filter(|(place, _)| counts(*place));
                share = uplift.share(finished.map(|(_, entry)| entry.at(last)).sum());
            }
            result.push(share);
        }
        result
    }

    fn find(&self, id: &StepId) -> Option<(&'p ProblemSkill, &'p ProblemLevel)> {
        let skill = self.problem.skills.iter().find(|skill| skill.id == id.skill)?;
        Some((skill, skill.levels.get(usize::from(id.level).checked_sub(1)?)?))
    }
}

impl Entry<'_> {
    /// What the step adds to the sum of log premiums in a period; the last one holds on.
    fn at(&self, period: usize) -> f64 {
        self.premium * self.curve.get(period).or(self.curve.last()).copied().unwrap_or(0.0)
    }

    /// Whether this step needs another to be finished before.
    pub(super) fn needs(&self, other: &StepId) -> bool {
        (self.id.skill == other.skill && self.id.level == other.level + 1) || self.requires.contains(other)
    }
}

/// Positions in an order of a step and of all later steps that need it, by whatever chain.
pub(super) fn with_dependents(entries: &[Entry<'_>], place: usize) -> BTreeSet<usize> {
    let mut gone = BTreeSet::from([place]);
    for (later, entry) in entries.iter().enumerate().skip(place + 1) {
        if gone.iter().filter_map(|place| entries.get(*place)).any(|lost| entry.needs(&lost.id)) {
            gone.insert(later);
        }
    }
    gone
}

/// An order without the steps at these positions.
pub(super) fn without(order: &[StepId], gone: &BTreeSet<usize>) -> Vec<StepId> {
    order.iter().enumerate().filter(|(place, _)| !gone.contains(place)).map(|(_, step)| step.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::compile::Model;
    use crate::plan::optimize;
    use crate::plan::testing::{case, today};
    use crate::plan::units::Share;

    #[test]
    fn the_ledger_and_the_solver_agree() {
        #[track_caller]
        fn check(displacement: f64, months: u32, order: &[(&str, u8)]) {
            let (mut profile, market) = case();
            profile.displacement = Share::new(displacement).expect("a share");
            profile.horizon_months = months;
            let model = Model::new(&profile, &market, today()).expect("the test case is sound");
            let problem = model.problem(&model.middle().expect("the test case is sound"));
            let order: Vec<StepId> = order.iter().map(|(skill, level)| StepId::new(*skill, *level)).collect();
            let expect = optimize::value(&problem, &order).expect("the order is allowed");
            let got = Ledger::new(&problem).value(&order);
            assert!((got - expect).abs() <= 1e-9 * expect.abs().max(1.0), "{got} is not {expect}");
        }
        check(0.0, 24, &[]);
        check(0.0, 24, &[("video", 1), ("review", 1), ("video", 2)]);
        check(0.5, 24, &[("review", 1), ("review", 2), ("code", 1), ("agents", 1)]);
        check(1.0, 13, &[("prompt", 2), ("review", 1)]);
        check(0.2, 5, &[("code", 1), ("code", 2)]);
    }

    #[test]
    fn a_step_takes_all_that_needs_it_along() {
        #[track_caller]
        fn check(place: usize, expect: &[usize]) {
            let (profile, market) = case();
            let model = Model::new(&profile, &market, today()).expect("the test case is sound");
            let problem = model.problem(&model.middle().expect("the test case is sound"));
            let order = [("code", 1), ("review", 1), ("prompt", 2), ("agents", 1), ("agents", 2)];
            let order: Vec<StepId> = order.iter().map(|(skill, level)| StepId::new(*skill, *level)).collect();
            let entries = Ledger::new(&problem).schedule(&order);
            assert_eq!(with_dependents(&entries, place), expect.iter().copied().collect());
        }
        check(0, &[0, 3, 4]);
        check(1, &[1]);
        check(2, &[2, 4]);
        check(4, &[4]);
    }
}
