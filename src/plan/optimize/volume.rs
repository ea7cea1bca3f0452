//! Better prices, step by step: the volume algorithm of Barahona and Anbil (2000).

use super::number::real;
use super::relaxation::{Relaxation, Stop};

/// A mean of longest paths: how often, and on average when, each step is finished.
pub(super) struct Mean {
    often: Vec<f64>,
    cells: Vec<f64>,
}

impl Mean {
    fn new(steps: usize) -> Self {
        Self { often: vec![0.0; steps], cells: vec![0.0; steps] }
    }

    fn add(&mut self, path: &[Stop], part: f64) {
        for mean in self.often.iter_mut().chain(&mut self.cells) {
            *mean *= 1.0 - part;
        }
        for &(m, cell) in path {
            self.often[m] += part;
            self.cells[m] += part * real(cell);
        }
    }

    /// Lists the steps that are finished on most of the paths, earliest first.
    pub(super) fn order(&self) -> Vec<usize> {
        let when = |m: usize| self.cells[m] / self.often[m];
        let mut order: Vec<usize> = (0..self.often.len()).filter(|&m| self.often[m] > 0.3).collect();
        order.sort_by(|&a, &b| when(a).total_cmp(&when(b)).then(a.cmp(&b)));
        order
    }
}

/// How far the first attempt may move the prices, as a share of the way that would close the gap if the bound were linear.
pub(super) const FIRST_REACH: f64 = 0.3;

/// Attempts without a better bound before the reach shrinks.
const PATIENCE: usize = 2;

/// The reach never shrinks below this.
const LEAST_REACH: f64 = 1e-4;

/// Lowers the bound towards `target`, the value of the best plan known, in at most `rounds` rounds.
///
/// Every round steps from the best prices known along a running mean of the violations; the mean makes what one path
/// breaks and the next one mends cancel out, where a plain subgradient would swing from one to the other. Leaves the best
/// prices in place and swept, and the reach that served last in `reach`.
pub(super) fn lower(
    relaxation: &mut Relaxation,
    target: f64,
    rounds: usize,
    reach: &mut f64,
    stop: &dyn Fn() -> bool,
) -> Mean {
    relaxation.sweep();
    let size = relaxation.size();
    let (mut best, mut best_prices) = (relaxation.bound(), relaxation.prices.clone());
    let path = relaxation.path();
    let (mut now, mut violation) = (vec![0.0; size], vec![0.0; size]);
    relaxation.violation(&path, &mut violation);
    let mut mean = Mean::new(relaxation.pack.steps.len());
    mean.add(&path, 1.0);
    let (mut failures, mut moved) = (0, false);
    for _ in 0..rounds {
        let norm = squares(relaxation, &best_prices, &violation);
        if best <= target || norm <= 1e-12 || stop() {
            break;
        }
        let length = *reach * (best - target) / norm;
        for (place, best) in best_prices.iter().enumerate() {
            let price = best + length * violation[place];
            relaxation.prices[place] = if relaxation.is_free(place) { price } else { price.max(0.0) };
        }
        relaxation.sweep();
        moved = true;
        let path = relaxation.path();
        relaxation.violation(&path, &mut now);
        let along: f64 = now.iter().zip(&violation).map(|(now, mean)| now * mean).sum();
        let part = part(&now, &violation);
        for (mean, now) in violation.iter_mut().zip(&now) {
            *mean += part * (now - *mean);
        }
        mean.add(&path, part);
        if relaxation.bound() < best {
            best = relaxation.bound();
            best_prices.clone_from(&relaxation.prices);
            (failures, moved) = (0, false);
            if along > 0.0 {
                *reach = (*reach * 1.2).min(2.0);
            }
        } else {
            failures += 1;
            if failures >= PATIENCE {
                *reach = (*reach * 0.7).max(LEAST_REACH);
                failures = 0;
            }
        }
    }
    relaxation.prices = best_prices;
    if moved {
        relaxation.sweep();
    }
    mean
}

/// Returns the squared length of the violations that can still move a price.
fn squares(relaxation: &Relaxation, prices: &[f64], violation: &[f64]) -> f64 {
    let moving = |&(place, (price, violation)): &(usize, (&f64, &f64))| {
        *violation > 0.0 || *price > 0.0 || relaxation.is_free(place)
    };
    prices.iter().zip(violation).enumerate().filter(moving).map(|(_, (_, violation))| violation * violation).sum()
}

/// Returns the weight of the newest violations that makes the mean shortest, within limits.
fn part(now: &[f64], mean: &[f64]) -> f64 {
    let (mut along, mut length) = (0.0, 0.0);
    for (now, mean) in now.iter().zip(mean) {
        along += mean * (mean - now);
        length += (mean - now) * (mean - now);
    }
    if length > 0.0 { (along / length).clamp(0.02, 0.3) } else { 0.1 }
}
