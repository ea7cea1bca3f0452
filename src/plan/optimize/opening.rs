//! First prices in closed form, good enough that little is left to improve.

use super::compile::Pack;
use super::number::real;
use super::relaxation::Relaxation;
use super::tangent::Tangent;

/// Sweeps over all prerequisites; values move far less after that.
const SWEEPS: usize = 40;

/// Sets the prices of prerequisites and steps.
///
/// Value flows along each prerequisite to the needed step until both bring the same per hour; where it would flow back,
/// nothing flows. What is level then are the blocks of Sidney (1975), which an optimal order for additive values does not
/// break. Sorted by value per hour, the steps fill the horizon; if steps could be split, that order would be the best one,
/// and the dual of that relaxation prices each hour: `q(t)`, the value that everything after `t` loses by starting an hour
/// later. The price of a step is what is left of its worth, at its best moment, after it has paid for its hours.
pub(super) fn price(relaxation: &mut Relaxation) {
    let values = transfer(relaxation);
    relaxation.fill();
    let hours = hour_prices(relaxation, &values);
    let width = relaxation.tangent.width;
    for m in 0..relaxation.pack.steps.len() {
        let cells = relaxation.pack.steps[m].cells;
        let row = &relaxation.rows[m * width..][..width];
        let surplus = (cells..width).map(|c| row[c] + hours[c] - hours[c - cells]);
        relaxation.prices[m] = surplus.fold(0.0, f64::max);
    }
}

/// Prices the prerequisites; returns the worth of each step after that, were it finished at once.
fn transfer(relaxation: &mut Relaxation) -> Vec<f64> {
    let arcs: Vec<(usize, usize)> = relaxation.arcs.iter().map(|arc| (arc.from, arc.to)).collect();
    let (values, flows) = level(&relaxation.pack, worth(&relaxation.pack, &relaxation.tangent), &arcs);
    for (arc, flow) in flows.into_iter().enumerate() {
        let place = relaxation.place(arc);
        relaxation.prices[place..place + 3].fill(flow);
    }
    values
}

/// Returns the worth of each step, were it finished at once.
pub(super) fn worth(pack: &Pack, tangent: &Tangent) -> Vec<f64> {
    pack.steps.iter().map(|step| step.premium * tangent.gain(step.curve)[0] - step.cost).collect()
}

/// Lets the values of steps flow along prerequisites until they are level; returns the values then, and the flows.
pub(super) fn level(pack: &Pack, mut values: Vec<f64>, arcs: &[(usize, usize)]) -> (Vec<f64>, Vec<f64>) {
    let steps = &pack.steps;
    let mut flows = vec![0.0; arcs.len()];
    for _ in 0..SWEEPS {
        for (&(from, to), flow) in arcs.iter().zip(&mut flows) {
            let (before, after) = (real(steps[from].cells), real(steps[to].cells));
            let level = (values[to] * before - values[from] * after) / (before + after);
            let change = level.max(-*flow);
            *flow += change;
            values[to] -= change;
            values[from] += change;
        }
    }
    (values, flows)
}

/// Fills the horizon by value per hour, as long as that is more than what an hour of learning displaces, and returns, for
/// each cell, the price of all cells from there on.
fn hour_prices(relaxation: &Relaxation, values: &[f64]) -> Vec<f64> {
    let (steps, width) = (&relaxation.pack.steps, relaxation.tangent.width);
    let density = |m: usize| values[m] / real(steps[m].cells);
    let tangent = &relaxation.tangent;
    let lost = (tangent.study[width - 1] + tangent.bonus[0]) / real(width);
    let mut order: Vec<usize> = (0..steps.len()).filter(|&m| density(m) > lost).collect();
    order.sort_by(|&a, &b| density(b).total_cmp(&density(a)).then(a.cmp(&b)));
    let busy = order.iter().flat_map(|&m| std::iter::repeat_n(m, steps[m].cells)).take(width - 1);
    let mut fall = vec![0.0; width];
    for (cell, m) in busy.enumerate() {
        let gain = relaxation.tangent.gain(steps[m].curve);
        if gain[0] > 0.0 {
            fall[cell] = (density(m) * (gain[cell] - gain[cell + 1]) / gain[0]).max(0.0);
        }
    }
    let (mut hour, mut total) = (0.0, vec![0.0; width]);
    for cell in (0..width - 1).rev() {
        total[cell] = total[cell + 1] + hour + fall[cell] / 2.0;
        hour += fall[cell];
    }
    for (total, bonus) in total.iter_mut().zip(&tangent.bonus) {
        *total += bonus;
    }
    total
}
