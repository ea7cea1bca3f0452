//! Losing a client: what is missing month by month until new work has come.

use super::super::number;
use super::super::profile::Profile;
use super::super::projection::{Band, Projection};
use super::super::units::{Money, Share};

/// Weeks in a month, on average.
const WEEKS_A_MONTH: f64 = 52.0 / 12.0;

/// A client who goes, and how long it takes until others have taken the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientLoss {
    /// The first month without them, counted from today.
    pub month: u32,
    /// For how many months their hours stay unsold; an assumption of the user's, as no public figure measures it.
    pub months_to_refill: u32,
}

impl Default for ClientLoss {
    /// In month 3, with three months until the hours are sold again.
    fn default() -> Self {
        Self { month: 3, months_to_refill: 3 }
    }
}

/// What a loss costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// Income a month, month by month of the projection: without the loss, and with it.
    pub months: Vec<[Band<Money>; 2]>,
    /// What is missing in all, within the horizon.
    pub total: Band<Money>,
}

impl ClientLoss {
    /// Whether the hours are unsold in a month, counted from today.
    #[must_use]
    pub const fn hits(self, month: u32) -> bool {
        month >= self.month && month - self.month < self.months_to_refill
    }

    /// Runs the loss of a client with this share of income through a projection.
    ///
    /// Income of a month is `rate x billable hours a week x 52/12 x (1 - fee)`, before tax; in the months of the loss it
    /// is that times `1 - share`. The rate stays what it would be: what falls is the hours sold, until all of them come
    /// back at once. Percentiles of months are added up as they are, as if a future that is low in one month were low in
    /// all, which the futures nearly are.
    #[must_use]
    pub fn run(self, profile: &Profile, projection: &Projection, share: Share) -> Missing {
        let a_rate_is = profile.billable_hours.get() * WEEKS_A_MONTH * (1.0 - profile.fee.get());
        let at = |part: f64, rates: Band<f64>| rates.map(|rate| number::money(rate * a_rate_is * part));
        let mut total = Band { p10: 0.0, p50: 0.0, p90: 0.0 };
        let months = projection.months.iter().map(|month| {
            let rates = month.plan.map(super::super::units::Rate::get);
            let lost = if self.hits(month.month) { share.get() } else { 0.0 };
            for (sum, rate) in
                [&mut total.p10, &mut total.p50, &mut total.p90].into_iter().zip([rates.p10, rates.p50, rates.p90])
            {
                *sum += rate * a_rate_is * lost;
            }
            [at(1.0, rates), at(1.0 - lost, rates)]
        });
        let months = months.collect();
        Missing { months, total: total.map(number::money) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::projection::{Futures, project};
    use crate::plan::testing::{case, today};
    use crate::plan::units::{Hours, Rate};

    #[test]
    fn the_months_of_the_loss_are_counted_from_its_first() {
        #[track_caller]
        fn check(month: u32, months_to_refill: u32, expect: &[u32]) {
            let loss = ClientLoss { month, months_to_refill };
            let hit: Vec<u32> = (0..12).filter(|month| loss.hits(*month)).collect();
            assert_eq!(hit, expect);
        }
        check(3, 3, &[3, 4, 5]);
        check(0, 1, &[0]);
        check(3, 0, &[]);
        check(10, 9, &[10, 11]);
    }

    #[test]
    fn what_is_missing_is_rate_times_hours_times_share() {
        let (mut profile, market) = case();
        profile.billable_hours = Hours::new(30.0).unwrap();
        profile.fee = Share::new(0.1).unwrap();
        let futures = Futures::draw(&profile, &market, 20).unwrap();
        let mut projection = project(&futures, &profile, &market, &[], today()).unwrap();
        let rate = |value| Rate::new(value).unwrap();
        for month in &mut projection.months {
            month.plan = Band { p10: rate(40.0), p50: rate(50.0), p90: rate(60.0) };
        }
        let missing = ClientLoss { month: 3, months_to_refill: 2 }.run(&profile, &projection, Share::new(0.4).unwrap());
        // 50 an hour, 30 hours in 52/12 weeks, nine tenths of it: 5850 a month, of which 2340 go in each of two.
        let [with, without] = missing.months.get(3).copied().unwrap();
        assert!((with.p50.get() - 5850.0).abs() < 1e-9 && (without.p50.get() - 3510.0).abs() < 1e-9);
        assert!((missing.total.p50.get() - 4680.0).abs() < 1e-9);
        assert!((missing.total.p10.get() - 3744.0).abs() < 1e-9);
        let [before, same] = missing.months.get(2).copied().unwrap();
        assert_eq!(before, same);
        assert_eq!(missing.months.len(), projection.months.len());
    }
}
