//! When learning stops: what the hours of rest that a plan's end leaves in a window of end dates can bring at most.
//!
//! Indices: cells lie in the window, which lies in the frame; curves are those of the frame.

use super::compile::{Frame, Pack};
use super::number::real;
use super::opening;
use super::timeline::Timeline;

/// Returns, for each cell of a window, the most that a plan which ends there gains by resting until the window closes.
///
/// A tick of rest earns `min(I, Q) F(u)` more than one of learning, with `u` the final sum of premiums. Above the tangent
/// at the final premiums `v` of a known plan that is a constant plus, for each unit of premium of a curve, a gain; so the
/// gains of all steps of the plan are to be bounded by the cells that they have: a knapsack. Its linear relaxation is
/// bounded by any price per cell; the one at which the steps of the largest gain per cell fill the time is the best.
/// Prerequisites lend value as in `opening`, which holds for any amount lent.
pub(super) fn bonus(frame: &Frame, pack: &Pack, finals: &[f64], window: (usize, usize)) -> Vec<f64> {
    let (cells, line) = (window.1 - window.0 + 1, &frame.line);
    let (mut fixed, mut gains) = (vec![0.0; cells], vec![0.0; cells * line.curves]);
    let (mut sum, mut gain) = (0.0, vec![0.0; line.curves]);
    for cell in (window.0..window.1).rev() {
        for tick in frame.tick(cell)..frame.tick(cell + 1) {
            let (weight, v) = (resting(line, tick), line.sum(finals, tick));
            let slope = line.uplift.slope(v);
            sum += weight * (line.share(v) + slope * (line.sum(&frame.start.premiums, tick) - v));
            for (gain, factor) in gain.iter_mut().zip(line.factors(tick)) {
                *gain += weight * slope * factor;
            }
        }
        fixed[cell - window.0] = sum;
        gains[(cell - window.0) * line.curves..][..line.curves].copy_from_slice(&gain);
    }
    let all: f64 = gain.iter().map(|gain| gain.abs()).sum();
    if all <= 0.0 {
        return fixed;
    }
    let knapsack = Knapsack::new(pack, &gain, frame.cells);
    let gains = gains.chunks_exact(line.curves).enumerate();
    let knapsacks = gains.map(|(cell, gains)| {
        let part = gains.iter().map(|gain| gain.abs()).sum::<f64>() / all;
        knapsack.bound(gains, part, window.0 + cell)
    });
    fixed.iter().zip(knapsacks).map(|(fixed, gained)| fixed + gained).collect()
}

/// Returns what a tick of rest earns more than one of learning, per unit of uplift, as far as learning earns anything.
pub(super) fn resting(line: &Timeline, tick: usize) -> f64 {
    let (income, displaced) =
        (line.income[tick + 1] - line.income[tick], line.displaced[tick + 1] - line.displaced[tick]);
    income.min(displaced)
}

/// The prices of a knapsack of steps.
struct Knapsack {
    /// The steps, curve by curve.
    curves: Vec<Vec<Four>>,
    /// For each number of cells, the gain per cell of the step that fills the last one.
    prices: Vec<f64>,
}

/// Four steps side by side, for the bound is summed over all steps at every cell; what is missing to four is all zero.
#[derive(Clone, Copy, Default)]
struct Four {
    premium: [f64; 4],
    /// What each step borrows, less what it lends.
    lent: [f64; 4],
    cells: [f64; 4],
}

impl Knapsack {
    fn new(pack: &Pack, gains: &[f64], cells: usize) -> Self {
        let own: Vec<f64> = pack.steps.iter().map(|step| step.premium * gains[step.curve]).collect();
        let needs = |to: usize| pack.steps[to].before.iter().map(move |&from| (from, to));
        let arcs: Vec<(usize, usize)> = (0..own.len()).flat_map(needs).collect();
        let (values, _) = opening::level(pack, own.clone(), &arcs);
        let density = |m: usize| values[m] / real(pack.steps[m].cells);
        let mut order: Vec<usize> = (0..own.len()).filter(|&m| values[m] > 0.0).collect();
        order.sort_by(|&a, &b| density(b).total_cmp(&density(a)).then(a.cmp(&b)));
        let mut prices: Vec<f64> =
            order.iter().flat_map(|&m| std::iter::repeat_n(density(m), pack.steps[m].cells)).take(cells).collect();
        prices.resize(cells + 1, 0.0);
        let fours = |curve: usize| {
            let mine: Vec<usize> = (0..own.len()).filter(|&m| pack.steps[m].curve == curve).collect();
            let four = |four: &[usize]| {
                let mut steps = Four::default();
                for (lane, &m) in four.iter().enumerate() {
                    steps.premium[lane] = pack.steps[m].premium;
                    steps.lent[lane] = values[m] - own[m];
                    steps.cells[lane] = real(pack.steps[m].cells);
                }
                steps
            };
            mine.chunks(4).map(four).collect()
        };
        Self { curves: (0..gains.len()).map(fours).collect(), prices }
    }

    /// Returns what the gains of all steps in some cells cannot exceed, when `part` of the value is lent.
    fn bound(&self, gains: &[f64], part: f64, cells: usize) -> f64 {
        let price = self.prices[cells] * part;
        let mut surplus = [0.0; 4];
        for (gain, steps) in gains.iter().zip(&self.curves) {
            for Four { premium, lent, cells } in steps {
                for lane in 0..4 {
                    let own = premium[lane] * gain + part * lent[lane] - price * cells[lane];
                    surplus[lane] += if own > 0.0 { own } else { 0.0 };
                }
            }
        }
        price * real(cells) + surplus.iter().sum::<f64>()
    }
}
