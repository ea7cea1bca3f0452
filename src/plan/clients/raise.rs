//! Raising the rate: which client is asked when, and what it brings if some of them refuse.

use super::super::diary::CalendarMonth;
use super::super::number;
use super::super::profile::Profile;
use super::super::units::{Date, Money, Rate};
use super::{Client, Concentration};

/// Who is asked first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// Who pays least: most is to be gained there, and least to be lost.
    #[default]
    LowestFirst,
    /// Whose rate has stood longest; who has no date comes first.
    OldestFirst,
    /// As the user lists them.
    AsListed,
}

/// A new rate for all who pay less.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RaisePlan {
    /// The new rate.
    pub to: Rate,
    /// Who is asked first.
    pub order: Order,
    /// Months between two clients, at least 1: what the first answers is learned before the next is asked.
    pub months_apart: u32,
}

/// One client who is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Raise<'a> {
    /// The client.
    pub client: &'a Client,
    /// What they pay now.
    pub from: Rate,
    /// The month in which they are asked.
    pub month: CalendarMonth,
    /// What it brings a week if they agree and buy as many hours as before.
    pub gain: Money,
    /// What they bring a week today.
    pub income: Money,
}

/// What a raise comes to if some refuse, against today, a week and after the platform's fee.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// How many refuse.
    pub refusals: usize,
    /// If those who refuse stay at the old rate: at worst and at best, by who they are.
    pub stay: [Money; 2],
    /// If those who refuse leave and nobody comes in their place: at worst and at best.
    pub leave: [Money; 2],
}

impl RaisePlan {
    /// The clients to ask, in their order, from the month after today's on; those who pay the new rate already are left.
    ///
    /// A client's income a week is their share of `rate x hours sold a week x (1 - fee)`; agreeing multiplies it by the
    /// new rate over theirs.
    #[must_use]
    pub fn raises<'a>(&self, profile: &'a Profile, today: Date) -> Vec<Raise<'a>> {
        let week = profile.rate.get() * profile.billable_hours.get() * (1.0 - profile.fee.get());
        let whole = Concentration::of(&profile.clients).map_or(1.0, |found| found.listed.max(1.0));
        let first = CalendarMonth::of(today).after();
        let mut asked: Vec<Raise<'a>> = profile
            .clients
            .iter()
            .map(|client| {
                let from = client.rate.unwrap_or(profile.rate);
                let income = week * client.share.get() / whole;
                let more = if from > Rate::ZERO { self.to.get() / from.get() - 1.0 } else { 0.0 };
                Raise { client, from, month: first, gain: number::money(income * more), income: number::money(income) }
            })
            .filter(|raise| raise.from < self.to && raise.gain > Money::ZERO)
            .collect();
        match self.order {
            Order::LowestFirst => {
                asked.sort_by(|one, other| {
                    one.from.total_cmp(&other.from).then(one.client.since.cmp(&other.client.since))
                });
            }
            Order::OldestFirst => asked.sort_by_key(|raise| raise.client.since),
            Order::AsListed => {}
        }
        let mut month = first;
        for raise in &mut asked {
            raise.month = month;
            month = (0..self.months_apart.max(1)).fold(month, |month, _| month.after());
        }
        asked
    }
}

impl Outcome {
    /// What comes of the raises for every number of refusals, from none to all.
    ///
    /// With gains `g` and incomes `y`: if all agree it brings `sum of g`. Each who refuses and stays takes their `g` away
    /// again, each who refuses and leaves their `g + y`; at worst those with the most to take away refuse, at best those
    /// with the least.
    #[must_use]
    pub fn all(raises: &[Raise<'_>]) -> Vec<Self> {
        let all: f64 = raises.iter().map(|raise| raise.gain.get()).sum();
        let stay = ordered(raises.iter().map(|raise| raise.gain.get()));
        let leave = ordered(raises.iter().map(|raise| raise.gain.get() + raise.income.get()));
        let without = |losses: &[f64], refusals: usize| {
            let worst: f64 = losses.iter().rev().take(refusals).sum();
            let best: f64 = losses.iter().take(refusals).sum();
            [all - worst, all - best].map(number::money)
        };
        (0..=raises.len())
            .map(|refusals| Self { refusals, stay: without(&stay, refusals), leave: without(&leave, refusals) })
            .collect()
    }

    /// The most who can leave, whoever they are, before it brings less than today.
    #[must_use]
    pub fn most_who_may_leave(outcomes: &[Self]) -> usize {
        outcomes
            .iter()
            .filter(|outcome| outcome.leave.first().is_some_and(|worst| *worst >= Money::ZERO))
            .count()
            .max(1)
            - 1
    }
}

/// Numbers from the least to the most.
fn ordered(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

#[cfg(test)]
mod tests {
    use super::super::tests::client;
    use super::*;
    use crate::plan::testing::{case, today};
    use crate::plan::units::{Hours, Share};

    /// 1,000 a week from three clients at 40, 50 and 60 an hour.
    fn profile() -> Profile {
        let (mut profile, _) = case();
        profile.rate = Rate::new(50.0).unwrap();
        profile.billable_hours = Hours::new(20.0).unwrap();
        profile.fee = Share::ZERO;
        profile.clients = vec![
            client("middle", 0.5, None, Some("2024-01-01")),
            client("high", 0.3, Some(60.0), None),
            client("low", 0.2, Some(40.0), Some("2025-01-01")),
        ];
        profile
    }

    fn plan(order: Order) -> RaisePlan {
        RaisePlan { to: Rate::new(60.0).unwrap(), order, months_apart: 2 }
    }

    #[test]
    fn those_who_pay_less_are_asked_in_their_order() {
        #[track_caller]
        fn check(order: Order, expect: &[&str]) {
            let profile = profile();
            let raises = plan(order).raises(&profile, today());
            let words: Vec<String> =
                raises.iter().map(|raise| format!("{} {}", raise.month, raise.client.name)).collect();
            assert_eq!(words, expect);
        }
        check(Order::LowestFirst, &["2026-12 low", "2027-02 middle"]);
        check(Order::OldestFirst, &["2026-12 middle", "2027-02 low"]);
        check(Order::AsListed, &["2026-12 middle", "2027-02 low"]);
    }

    #[test]
    fn refusals_take_away_what_they_would_have_brought_or_all_of_a_client() {
        #[track_caller]
        fn check(outcome: Option<&Outcome>, refusals: usize, stay: [f64; 2], leave: [f64; 2]) {
            let outcome = outcome.unwrap();
            let near = |money: [Money; 2], expect: [f64; 2]| {
                money.iter().zip(expect).all(|(one, other)| (one.get() - other).abs() < 1e-9)
            };
            assert_eq!(outcome.refusals, refusals);
            assert!(near(outcome.stay, stay) && near(outcome.leave, leave), "{outcome:?}");
        }
        let profile = profile();
        let raises = plan(Order::LowestFirst).raises(&profile, today());
        // Of 1,000 a week: 200 at 40 become 300, and 500 at 50 become 600.
        assert!(raises.iter().all(|raise| (raise.gain.get() - 100.0).abs() < 1e-9), "{raises:?}");
        let all = Outcome::all(&raises);
        assert_eq!(all.len(), 3);
        check(all.first(), 0, [200.0, 200.0], [200.0, 200.0]);
        check(all.get(1), 1, [100.0, 100.0], [-400.0, -100.0]);
        check(all.get(2), 2, [0.0, 0.0], [-700.0, -700.0]);
        assert_eq!(Outcome::most_who_may_leave(&all), 0);
        assert_eq!(Outcome::all(&[]).len(), 1);
    }

    #[test]
    fn a_raise_that_is_large_enough_bears_a_client_who_leaves() {
        let mut profile = profile();
        profile.clients = vec![client("a", 0.5, None, None), client("b", 0.5, None, None)];
        let plan = RaisePlan { to: Rate::new(101.0).unwrap(), ..plan(Order::AsListed) };
        let raises = plan.raises(&profile, today());
        assert_eq!(Outcome::most_who_may_leave(&Outcome::all(&raises)), 1);
        assert_eq!(Outcome::most_who_may_leave(&Outcome::all(&[])), 0);
    }
}
