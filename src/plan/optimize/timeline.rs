//! Time and money: what each learning hour is worth, and the exact value of doing steps in an order.
//!
//! Indices: every tick handed in lies in `0..=ticks`, every premium slice has one entry per curve; both are ensured where
//! plans are put together, so the plain indexing below stays in bounds.

use super::number::{index, real, small, whole};
use crate::plan::premium::{Uplift, Week};

/// The income weights `I`, the displaced weights `Q`, the periods and the curve factors of MODEL.md, section 2.
///
/// The premiums are constant within a period while one step is being learned, so the value of a stretch of ticks is
/// `F(u)` times a difference of prefix sums, and no hour is visited twice.
pub(super) struct Timeline {
    /// Learning hours in the horizon.
    pub(super) ticks: usize,
    /// Ticks before this one bring income, later ones none.
    pub(super) paid: usize,
    /// Income of all ticks before a tick.
    pub(super) income: Vec<f64>,
    /// Displaced income of all ticks before a tick.
    pub(super) displaced: Vec<f64>,
    /// Number of curves.
    pub(super) curves: usize,
    /// The curve from premiums to the rate, exact.
    pub(super) uplift: Uplift,
    table: Table,
    period: Vec<u32>,
    ends: Vec<usize>,
    factors: Vec<f64>,
}

impl Timeline {
    /// Lays out the horizon: `curves` are the factors of each curve by period, `most` the largest sum of premiums ever.
    pub(super) fn new(week: &Week, period_weeks: f64, curves: &[&[f64]], uplift: Uplift, most: f64) -> Self {
        let ticks = whole(week.ticks());
        let periods = curves.first().map_or(1, |factors| factors.len().max(1));
        let mut line = Self {
            ticks,
            paid: 0,
            income: vec![0.0],
            displaced: vec![0.0],
            curves: curves.len(),
            uplift,
            table: Table::new(uplift, most),
            period: Vec::with_capacity(ticks),
            ends: vec![0; periods],
            factors: (0..periods).flat_map(|j| curves.iter().map(move |factors| factors[j])).collect(),
        };
        for tick in 0..ticks {
            let (income, displaced) = (week.income(real(tick)), week.displaced(real(tick)));
            let period = whole(week.sold(real(tick)) / period_weeks).min(periods - 1);
            line.income.push(line.income[tick] + income);
            line.displaced.push(line.displaced[tick] + displaced);
            line.period.push(small(period));
            line.ends[period] = tick + 1;
            if income > 0.0 {
                line.paid = tick + 1;
            }
        }
        line
    }

    /// Returns the factors of all curves at a tick.
    pub(super) fn factors(&self, tick: usize) -> &[f64] {
        let period = index(self.period[tick]);
        &self.factors[period * self.curves..][..self.curves]
    }

    /// Returns the first tick after the period of a tick.
    pub(super) fn period_end(&self, tick: usize) -> usize {
        self.ends[index(self.period[tick])]
    }

    /// Returns the sum of premiums at a tick, `u(s)`.
    pub(super) fn sum(&self, premiums: &[f64], tick: usize) -> f64 {
        self.factors(tick).iter().zip(premiums).map(|(factor, premium)| factor * premium).sum()
    }

    /// Returns the value of learning from tick `from` to tick `to` with these premiums earned: `sum (I - Q) F(u) - Q`.
    pub(super) fn learning(&self, premiums: &[f64], from: usize, to: usize, share: impl Fn(f64) -> f64) -> f64 {
        let (mut at, mut value) = (from, 0.0);
        while at < to {
            let end = self.period_end(at).min(to);
            let displaced = self.displaced[end] - self.displaced[at];
            let weight = self.income[end] - self.income[at] - displaced;
            value += share(self.sum(premiums, at)) * weight - displaced;
            at = end;
        }
        value
    }

    /// Returns the value of the ticks from `from` on when nothing more is learned: `sum I F(u)`.
    pub(super) fn resting(&self, premiums: &[f64], from: usize, share: impl Fn(f64) -> f64) -> f64 {
        let (mut at, mut value) = (from, 0.0);
        while at < self.paid {
            let end = self.period_end(at).min(self.paid);
            value += share(self.sum(premiums, at)) * (self.income[end] - self.income[at]);
            at = end;
        }
        value
    }

    /// Returns the uplift from the table, to about 13 digits and several times as fast as the exact curve.
    pub(super) fn share(&self, u: f64) -> f64 {
        self.table.share(u)
    }
}

/// The uplift as fifth-order Taylor polynomials on short intervals.
///
/// With `y = exp(-u/U) U` the derivatives of `exp(U - y)` by `u/U` are `exp(U - y)` times the polynomials in `y` below
/// (the recursion is `p' = y (p - dp/dy)`). An interval spans 1/32 of `U`, which leaves a relative error below 1e-13.
struct Table {
    pieces: Vec<[f64; 6]>,
    scale: f64,
    top: f64,
    uplift: Uplift,
}

/// Intervals per unit of `u/U`.
const FINENESS: f64 = 32.0;

/// Beyond this `u/U` the curve is flat to the last digit.
const FLAT: f64 = 38.0;

impl Table {
    fn new(uplift: Uplift, most: f64) -> Self {
        let Uplift::Saturating { cap_log: cap } = uplift else {
            return Self { pieces: Vec::new(), scale: 0.0, top: 0.0, uplift };
        };
        let span = if most > 0.0 { (most / cap).min(FLAT) } else { 0.0 };
        let pieces = (0..=whole(span * FINENESS)).map(|i| taylor(cap, (real(i) + 0.5) / FINENESS)).collect();
        Self { pieces, scale: FINENESS / cap, top: uplift.share(cap * FLAT), uplift }
    }

    fn share(&self, u: f64) -> f64 {
        if u <= 0.0 || self.pieces.is_empty() {
            return if u <= 0.0 { u } else { self.uplift.share(u) };
        }
        let scaled = u * self.scale;
        let Some(piece) = self.pieces.get(whole(scaled)) else {
            return if scaled >= FLAT * FINENESS { self.top } else { self.uplift.share(u) };
        };
        let z = scaled - real(whole(scaled)) - 0.5;
        piece[0] + z * (piece[1] + z * (piece[2] + z * (piece[3] + z * (piece[4] + z * piece[5]))))
    }
}

fn taylor(cap: f64, middle: f64) -> [f64; 6] {
    let y = cap * libm::exp(-middle);
    let level = libm::exp(cap - y);
    let step = 1.0 / FINENESS;
    [
        libm::expm1(cap - y),
        level * y * step,
        level * y * (y - 1.0) * step * step / 2.0,
        level * y * (1.0 + y * (y - 3.0)) * step.powi(3) / 6.0,
        level * y * (-1.0 + y * (7.0 + y * (y - 6.0))) * step.powi(4) / 24.0,
        level * y * (1.0 + y * (-15.0 + y * (25.0 + y * (y - 10.0)))) * step.powi(5) / 120.0,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_agrees_with_the_curve() {
        for cap in [0.01, 0.448, 1.0] {
            let uplift = Uplift::Saturating { cap_log: cap };
            let table = Table::new(uplift, 3.0);
            for i in 0..4000 {
                let u = f64::from(i) * 0.001 - 0.2;
                let (got, expect) = (table.share(u), uplift.share(u));
                assert!((got - expect).abs() < 2e-13, "cap {cap} u {u}: {got} is not {expect}");
            }
        }
    }
}
