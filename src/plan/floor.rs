//! The rate that covers what the user needs, and what makes it up.

use super::number;
use super::profile::Profile;
use super::units::{Hours, Money, Rate, Share};

/// Weeks in a year.
const WEEKS: f64 = 52.0;
/// The most weeks of a year without paid work.
pub const MOST_WEEKS_OFF: u8 = 51;

/// What the user wants to live on, and what stands between that and the price.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Needs {
    /// What is to be left of a year for living, after tax and costs.
    pub income: Money,
    /// What the business costs in a year.
    pub costs: Money,
    /// The part of what is left after costs that goes to tax and insurance.
    pub tax: Share,
    /// Weeks of a year without paid work, at most [`MOST_WEEKS_OFF`].
    pub weeks_off: u8,
    /// Hours a week that nobody pays for: finding clients, mail, books.
    pub unpaid_hours: Hours,
}

/// The least that an hour must cost clients, and what adds up to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// What an hour sold must cost clients, the platform's fee included.
    pub rate: Rate,
    /// What it is made of, in order; each adds to the ones before.
    pub parts: Vec<(Part, f64)>,
}

/// One thing that the floor is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The income, spread over every hour worked in all weeks of the year.
    Income,
    /// Weeks in which nothing is sold.
    WeeksOff,
    /// Hours that nobody pays for.
    UnpaidHours,
    /// Tax and insurance.
    Tax,
    /// Costs of the business.
    Costs,
    /// What the platform keeps.
    Fee,
}

impl Floor {
    /// Works the floor out from a profile's needs, its hours sold in a week, and its fee.
    ///
    /// Full-cost pricing, plain arithmetic and no evidence of what a market pays: with `h` hours sold in each of
    /// `52 - off` weeks, `rate = (income / (1 - tax) + costs) / (h (52 - off)) / (1 - fee)`. The parts are the differences
    /// as these terms come in, in the order of [`Part`]. Nothing where no income or cost is to be covered, where no hour
    /// is sold, or where tax or fee take everything.
    #[must_use]
    pub fn of(profile: &Profile) -> Option<Self> {
        let Needs { income, costs, tax, weeks_off, unpaid_hours } = profile.needs;
        let (income, costs, sold) = (income.get().max(0.0), costs.get().max(0.0), profile.billable_hours.get());
        let weeks = WEEKS - f64::from(weeks_off.min(MOST_WEEKS_OFF));
        let (kept, paid_out) = (1.0 - tax.get(), 1.0 - profile.fee.get());
        if income + costs <= 0.0 || sold <= 0.0 || kept <= 0.0 || paid_out <= 0.0 {
            return None;
        }
        let (worked, year) = (sold + unpaid_hours.get(), sold * weeks);
        let net = (income / kept + costs) / year;
        let levels = [
            (Part::Income, income / (WEEKS * worked)),
            (Part::WeeksOff, income / (weeks * worked)),
            (Part::UnpaidHours, income / year),
            (Part::Tax, income / kept / year),
            (Part::Costs, net),
            (Part::Fee, net / paid_out),
        ];
        let mut before = 0.0;
        let part = |(part, level): (Part, f64)| {
            let added = level - before;
            before = level;
            (part, added)
        };
        Some(Self { rate: number::rate(net / paid_out), parts: levels.into_iter().map(part).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::case;

    fn profile(needs: Needs, sold: f64, fee: f64) -> Profile {
        let (billable_hours, fee) = (Hours::new(sold).unwrap(), Share::new(fee).unwrap());
        Profile { billable_hours, fee, needs, ..case().0 }
    }

    fn needs(income: f64, costs: f64, tax: f64, weeks_off: u8, unpaid: f64) -> Needs {
        Needs {
            income: Money::new(income).unwrap(),
            costs: Money::new(costs).unwrap(),
            tax: Share::new(tax).unwrap(),
            weeks_off,
            unpaid_hours: Hours::new(unpaid).unwrap(),
        }
    }

    #[test]
    fn the_floor_covers_income_tax_costs_and_fee() {
        #[track_caller]
        fn check(needs: Needs, sold: f64, fee: f64, expect: Option<f64>) {
            let found = Floor::of(&profile(needs, sold, fee)).map(|floor| floor.rate.get());
            match (found, expect) {
                (Some(found), Some(expect)) => assert!((found - expect).abs() < 1e-9, "{found} is not {expect}"),
                (found, expect) => assert_eq!(found, expect),
            }
        }
        // 52,000 over 52 weeks of 20 hours is 50 an hour.
        check(needs(52_000.0, 0.0, 0.0, 0, 0.0), 20.0, 0.0, Some(50.0));
        // Half the year off doubles it; hours that nobody pays for change nothing in the sum, only in its parts.
        check(needs(52_000.0, 0.0, 0.0, 26, 10.0), 20.0, 0.0, Some(100.0));
        // 36,000 after 25% tax is 48,000; with 4,000 of costs 52,000; a fee of a fifth makes 50 to 62.50.
        check(needs(36_000.0, 4_000.0, 0.25, 0, 0.0), 20.0, 0.2, Some(62.5));
        check(needs(0.0, 5_200.0, 0.25, 0, 0.0), 10.0, 0.0, Some(10.0));
        check(Needs::default(), 20.0, 0.0, None);
        check(needs(1.0, 0.0, 0.0, 0, 0.0), 0.0, 0.0, None);
        check(needs(1.0, 0.0, 1.0, 0, 0.0), 20.0, 0.0, None);
        check(needs(1.0, 0.0, 0.0, 0, 0.0), 20.0, 1.0, None);
    }

    #[test]
    fn the_parts_add_up_to_the_floor() {
        let floor = Floor::of(&profile(needs(36_000.0, 4_000.0, 0.3, 7, 9.0), 22.0, 0.1)).unwrap();
        let sum: f64 = floor.parts.iter().map(|(_, added)| added).sum();
        assert!((sum - floor.rate.get()).abs() < 1e-9);
        assert!(floor.parts.iter().all(|(_, added)| *added > 0.0), "{floor:?}");
        // 36,000 by 52 weeks of 31 hours, then by 45 weeks of 31, then by 45 of 22.
        let expect = [36_000.0 / (52.0 * 31.0), 36_000.0 / (45.0 * 31.0), 36_000.0 / (45.0 * 22.0)];
        let mut at = 0.0;
        for ((_, added), level) in floor.parts.iter().zip(expect) {
            at += added;
            assert!((at - level).abs() < 1e-9, "{at} is not {level}");
        }
    }
}
