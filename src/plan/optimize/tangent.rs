//! The upper bound that is additive over steps: the uplift curve lies below its tangent at a path that is already good.

use super::compile::{Frame, Pack};
use super::ending;
use super::timeline::Timeline;
use super::value::Walk;

/// The tangent of the value at the premiums `v(s)` of a known plan, for plans that end in a window of cells.
///
/// `F` is concave, so `F(u) <= F(v) + F'(v) (u - v)`. Weighted with what a tick earns and summed over the ticks from a cell
/// on, the right-hand side is `rest[cell]` plus, for each unit of premium of a curve, `gain[curve][cell]`. A step that is
/// finished at cell `c` is therefore worth at most `premium * gain[c]`, whatever else the plan holds.
///
/// A tick earns `I` at rest and `I - Q` while learning. Before the end of the window every tick is counted as one of
/// learning; what a plan that ends earlier gains by resting is not additive, and bounded apart: the bonus of its end (see
/// `ending`). Where the weight is negative the curve is bounded by its lowest value instead.
pub(super) struct Tangent {
    /// The first and the last cell in which plans may end.
    pub(super) window: (usize, usize),
    /// Cells of the frame, plus one.
    pub(super) width: usize,
    /// What a plan gains by ending at a cell of the window, on top of all else.
    pub(super) bonus: Vec<f64>,
    /// The part that no step changes, from each cell on.
    pub(super) rest: Vec<f64>,
    /// Money displaced by learning before each cell.
    pub(super) study: Vec<f64>,
    /// Whether the gain of a curve never rises and never falls below zero.
    pub(super) falls: Vec<bool>,
    gain: Vec<f64>,
}

impl Tangent {
    /// Builds the tangent at an order of the pack's steps, for plans that choose from `choice`.
    pub(super) fn new(frame: &Frame, (pack, choice): (&Pack, &Pack), order: &[usize], window: (usize, usize)) -> Self {
        let (line, width) = (&frame.line, frame.cells + 1);
        let lowest = Lowest::new(frame, pack);
        let learning = (frame.tick(window.0), frame.tick(window.1));
        let mut finals = frame.start.premiums.clone();
        for step in order.iter().map(|&m| &pack.steps[m]) {
            finals[step.curve] += step.premium;
        }
        let mut tangent = Self {
            window,
            bonus: ending::bonus(frame, choice, &finals, window),
            width,
            rest: vec![0.0; width],
            study: (0..width).map(|c| line.displaced[frame.tick(c)] - line.displaced[frame.start.tick]).collect(),
            falls: vec![true; line.curves],
            gain: vec![0.0; width * line.curves],
        };
        let path = path(frame, pack, order);
        let (mut rest, mut gain) = (0.0, vec![0.0; line.curves]);
        for tick in (frame.start.tick..line.ticks).rev() {
            let (v, share, slope) = path[tick - frame.start.tick];
            let (income, displaced) =
                (line.income[tick + 1] - line.income[tick], line.displaced[tick + 1] - line.displaced[tick]);
            let lost = if tick < learning.1 { displaced } else { 0.0 };
            let weight = (income - lost).max(0.0);
            rest += weight * (share - slope * v);
            let negative = (lost - income).max(0.0);
            if negative > 0.0 {
                let low = line.uplift.share(lowest.sum(line, tick));
                rest += negative * if tick < learning.0 { -low } else { (-low).max(0.0) };
            }
            for ((gain, falls), factor) in gain.iter_mut().zip(&mut tangent.falls).zip(line.factors(tick)) {
                *gain += weight * slope * factor;
                *falls &= *factor >= 0.0;
            }
            let offset = tick - frame.start.tick;
            if offset.is_multiple_of(frame.grid) {
                let cell = offset / frame.grid;
                tangent.rest[cell] = rest;
                for (curve, gain) in gain.iter().enumerate() {
                    tangent.gain[curve * width + cell] = *gain;
                }
            }
        }
        tangent
    }

    /// Returns, for each cell, what one unit of a curve's premium earns from there on.
    pub(super) fn gain(&self, curve: usize) -> &[f64] {
        &self.gain[curve * self.width..][..self.width]
    }

    /// Returns the bound on all ticks from a cell on, when nothing more is learned than `premiums`.
    pub(super) fn from(&self, cell: usize, premiums: &[f64]) -> f64 {
        let gains = premiums.iter().enumerate().map(|(curve, premium)| premium * self.gain[curve * self.width + cell]);
        self.rest[cell] + gains.sum::<f64>()
    }
}

/// Returns premium, uplift and slope of the path of an order, for each tick from the start.
fn path(frame: &Frame, pack: &Pack, order: &[usize]) -> Vec<(f64, f64, f64)> {
    let (line, mut walk, mut path) = (&frame.line, Walk::new(frame), Vec::new());
    let mut until = |walk: &Walk, end: usize| {
        while frame.start.tick + path.len() < end {
            let tick = frame.start.tick + path.len();
            let v = line.sum(&walk.premiums, tick);
            let point = (v, line.uplift.share(v), line.uplift.slope(v));
            let end = line.period_end(tick).min(end);
            path.resize(end - frame.start.tick, point);
        }
    };
    for step in order.iter().map(|&m| &pack.steps[m]) {
        until(&walk, frame.tick(walk.cell + step.cells));
        walk.cell += step.cells;
        walk.premiums[step.curve] += step.premium;
    }
    until(&walk, line.ticks);
    path
}

/// The lowest sum of premiums that any plan can have at a tick.
struct Lowest {
    start: Vec<f64>,
    negative: Vec<f64>,
    positive: Vec<f64>,
}

impl Lowest {
    fn new(frame: &Frame, pack: &Pack) -> Self {
        let none = vec![0.0; frame.line.curves];
        let mut lowest = Self { start: frame.start.premiums.clone(), negative: none.clone(), positive: none };
        for step in &pack.steps {
            lowest.negative[step.curve] += step.premium.min(0.0);
            lowest.positive[step.curve] += step.premium.max(0.0);
        }
        lowest
    }

    fn sum(&self, line: &Timeline, tick: usize) -> f64 {
        let worst =
            |(factor, k): (&f64, usize)| factor * if *factor < 0.0 { self.positive[k] } else { self.negative[k] };
        line.sum(&self.start, tick) + line.factors(tick).iter().zip(0..).map(worst).sum::<f64>()
    }
}
