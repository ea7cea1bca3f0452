//! From the rate today to the rate at the horizon, with each step's fair share of the rise.

use crate::plan::compile::Model;
use crate::plan::market::Market;
use crate::plan::middle::{self, Sold};
use crate::plan::number;
use crate::plan::premium::Uplift;
use crate::plan::profile::Profile;
use crate::plan::projection::Shuffler;
use crate::plan::skill::StepId;
use crate::plan::trouble::Trouble;
use crate::plan::units::{Date, Money, Rate};

/// Steps up to which every order is counted.
const EXACT: usize = 12;
/// Orders that are drawn beyond.
const ORDERS: usize = 2_000;

/// The rate today, what changes it, and the rate at the horizon; the parts add up to the whole.
///
/// Middle values, before the platform's fee.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridge {
    /// The rate today.
    pub today: Rate,
    /// The service's own change until the horizon.
    pub base_drift: Money,
    /// Each step's share of the rise at the horizon, in the order of the steps; zero if it is not sold by then.
    pub shares: Vec<(StepId, Money)>,
    /// The rate at the horizon.
    pub horizon: Rate,
}

/// Splits the rise of the rate among the steps by Shapley's rule: the mean, over all orders in which the steps could be
/// added, of what a step adds; a step adds nothing until what it needs is there, and then brings in all that waited
/// for it.
///
/// Exact up to 12 steps, else the mean of 2,000 orders drawn with a fixed seed, which still adds up to the whole.
///
/// # Errors
/// A pack or profile that the model cannot read.
pub fn rate_bridge(profile: &Profile, market: &Market, today: Date, steps: &[StepId]) -> Result<Bridge, Trouble> {
    let model = Model::new(profile, market, today)?;
    let values = model.middle()?;
    let horizon = model.horizon_weeks();
    let sold = middle::schedule(&model, steps);
    let gain = |step: &Sold| {
        if step.from <= horizon { middle::log_gain(&model, &values, &step.id, horizon) } else { 0.0 }
    };
    let game = Game {
        gains: sold.iter().map(gain).collect(),
        needs: sold.iter().map(|step| needs(&model, &sold, step)).collect(),
        uplift: model.uplift(),
    };
    let (today, base) = (profile.rate.get(), middle::base_rate(&model, horizon));
    let shares = game.shares().into_iter().zip(&sold);
    Ok(Bridge {
        today: profile.rate,
        base_drift: number::money(base - today),
        shares: shares.map(|(share, step)| (step.id.clone(), number::money(base * share))).collect(),
        horizon: middle::rate_at_horizon(&model, &values, steps),
    })
}

/// Positions of the steps that a step needs directly.
fn needs(model: &Model<'_>, sold: &[Sold], step: &Sold) -> Vec<usize> {
    let place = |need: &StepId| sold.iter().position(|other| other.id == *need);
    model.needs(&step.id).iter().filter_map(place).collect()
}

/// What each group of steps adds to the rate, as a share of it.
struct Game {
    gains: Vec<f64>,
    needs: Vec<Vec<usize>>,
    uplift: Uplift,
}

impl Game {
    fn shares(&self) -> Vec<f64> {
        if self.gains.len() <= EXACT { self.exact() } else { self.drawn() }
    }

    /// The worth of a group: the curve over all its steps whose needs are in it too.
    fn worth(&self, group: &[bool]) -> f64 {
        let mut counts = vec![false; group.len()];
        let mut sum = 0.0;
        for (place, (gain, needs)) in self.gains.iter().zip(&self.needs).enumerate() {
            let is_in = |place: &usize| counts.get(*place).copied().unwrap_or(false);
            if group.get(place).copied().unwrap_or(false) && needs.iter().all(is_in) {
                sum += gain;
                if let Some(counted) = counts.get_mut(place) {
                    *counted = true;
                }
            }
        }
        self.uplift.share(sum)
    }

    /// Every group once: a step's share weighs what it adds to a group by how many orders pass through that group.
    fn exact(&self) -> Vec<f64> {
        let count = self.gains.len();
        let group = |mask: usize| -> Vec<bool> { (0..count).map(|place| mask >> place & 1 == 1).collect() };
        let worth: Vec<f64> = (0..1_usize << count).map(|mask| self.worth(&group(mask))).collect();
        let weights = weights(count);
        let share = |place: usize| -> f64 {
            let bit = 1_usize << place;
            let outside = worth.iter().enumerate().filter(|(mask, _)| mask & bit == 0);
            let adds = outside.filter_map(|(mask, without)| {
                let weight = weights.get(usize::try_from(mask.count_ones()).ok()?)?;
                Some(weight * (worth.get(mask | bit)? - without))
            });
            adds.sum()
        };
        (0..count).map(share).collect()
    }

    fn drawn(&self) -> Vec<f64> {
        let count = self.gains.len();
        let mut source = Shuffler::new("rate bridge");
        let mut sums = vec![0.0; count];
        let mut order: Vec<usize> = (0..count).collect();
        for _ in 0..ORDERS {
            source.shuffle(&mut order);
            let mut group = vec![false; count];
            let mut before = 0.0;
            for place in &order {
                if let Some(member) = group.get_mut(*place) {
                    *member = true;
                }
                let after = self.worth(&group);
                if let Some(sum) = sums.get_mut(*place) {
                    *sum += after - before;
                }
                before = after;
            }
        }
        sums.into_iter().map(|sum| sum / number::real(ORDERS)).collect()
    }
}

/// By the size of a group: the part of all orders of `count` steps that pass through one such group to one such step.
fn weights(count: usize) -> Vec<f64> {
    let factorial = |n: usize| (1..=n).map(number::real).product::<f64>();
    (0..count).map(|size| factorial(size) * factorial(count - size - 1) / factorial(count)).collect()
}
