//! The rate curve as a table, for the millions of times that a projection asks it.

use crate::plan::number;
use crate::plan::premium::Uplift;

/// Cells of the table for each unit of u.
const CELLS_PER_UNIT: f64 = 256.0;
/// Cells in all: up to u = 4, far beyond any real sum of premiums; further out the curve itself is asked.
const CELLS: usize = 1024;

/// Cubic Hermite pieces of the rate curve, within 1e-9 of it for limits U of 0.1 and more.
pub(super) struct Curve {
    exact: Uplift,
    cells: Vec<[f64; 4]>,
}

impl Curve {
    /// Tables the curve.
    pub(super) fn new(exact: Uplift) -> Self {
        let node = |cell: usize| {
            let u = number::real(cell) / CELLS_PER_UNIT;
            (exact.share(u), exact.slope(u) / CELLS_PER_UNIT)
        };
        let cells = (0..CELLS).map(|cell| {
            let ((left, rise), (right, end)) = (node(cell), node(cell + 1));
            let step = right - left;
            [left, rise, 3.0 * step - 2.0 * rise - end, rise + end - 2.0 * step]
        });
        Self { exact, cells: cells.collect() }
    }

    /// F(u).
    #[inline]
    pub(super) fn share(&self, u: f64) -> f64 {
        if u <= 0.0 {
            return u;
        }
        let place = u * CELLS_PER_UNIT;
        let cell = number::count(place);
        match self.cells.get(cell) {
            Some([value, slope, square, cube]) => {
                let part = place - number::real(cell);
                value + part * (slope + part * (square + part * cube))
            }
            None => self.exact.share(u),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_agrees_with_the_curve() {
        #[track_caller]
        fn check(cap_log: f64, tolerance: f64) {
            let exact = Uplift::Saturating { cap_log };
            let curve = Curve::new(exact);
            for step in -100..6000 {
                let u = f64::from(step) * 0.000_987;
                let error = (curve.share(u) - exact.share(u)).abs();
                assert!(error < tolerance, "off by {error} at {u}");
            }
        }
        check(1.0, 1e-12);
        check(0.448, 1e-11);
        check(0.1, 1e-9);
        check(0.01, 1e-5);
    }
}
