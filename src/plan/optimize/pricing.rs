//! The worth of every step at every cell, at the prices of the relaxation: the loops in which the optimizer spends its time.
//!
//! Indices: those of the relaxation; cuts lie within the span that is asked for.

use super::relaxation::{Arc, Relaxation};

impl Relaxation {
    /// Computes the worth of every step at every open cell, and the best of each length.
    pub(super) fn fill(&mut self) {
        let width = self.tangent.width;
        let (mut rows, mut best) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.best));
        for (best, group) in best.chunks_exact_mut(width).zip(&self.groups) {
            best[group.span.0..group.span.1].fill(f64::NEG_INFINITY);
            for &m in &group.members {
                let (from, to) = self.spans[m];
                // All that concerns a row is done while it is near.
                let row = &mut rows[m * width..][from..to];
                self.price(m, row);
                for (best, worth) in best[from..to].iter_mut().zip(row) {
                    *best = if *worth > *best { *worth } else { *best };
                }
            }
        }
        (self.rows, self.best) = (rows, best);
    }

    /// Computes the worth of a step at the cells of its span.
    fn price(&self, m: usize, row: &mut [f64]) {
        let (step, (from, to)) = (&self.pack.steps[m], self.spans[m]);
        let fixed = step.cost * (1.0 + self.thrift()) + self.prices[m];
        let gain = self.tangent.gain(step.curve);
        let base = &self.base[m * self.tangent.width..][..self.tangent.width];
        // What a step pays is a multiple of its own gain, so that between the knots one product does for all.
        let mut cuts: Vec<usize> = self.taken[m].iter().flat_map(|&arc| self.cuts(arc)).collect();
        cuts.extend([from, to]);
        cuts.retain(|cut| (from..=to).contains(cut));
        cuts.sort_unstable();
        for (from, to) in cuts.iter().copied().zip(cuts.iter().copied().skip(1)) {
            let (mut premium, mut fixed) = (step.premium, fixed);
            for &arc in &self.taken[m] {
                let (price, offset) = self.lent_at(arc, from);
                premium -= price;
                fixed += offset;
            }
            let cells = base[from..to].iter().zip(&gain[from..to]);
            for (worth, (base, gain)) in row[from - self.spans[m].0..].iter_mut().zip(cells) {
                *worth = base + (premium * gain - fixed);
            }
        }
        for &arc in &self.given[m] {
            let later = self.pack.steps[self.arcs[arc].to].cells;
            self.lend(arc, (from + later, to + later), row);
        }
    }

    /// Returns the price of an arc at a cell and up to its next cut: a multiple of the gain of its curve, and a constant.
    fn lent_at(&self, arc: usize, cell: usize) -> (f64, f64) {
        let Arc { to, knots: [first, second], .. } = self.arcs[arc];
        let curve = self.pack.steps[to].curve;
        let gain = self.tangent.gain(curve);
        if !self.tangent.falls[curve] || gain[0] <= 0.0 || cell > self.tangent.window.1 {
            return (0.0, 0.0);
        }
        let place = self.place(arc);
        let [before, between, after] = [0, 1, 2].map(|piece| self.prices[place + piece] / gain[0]);
        let offset = (after - between) * gain[second];
        match cell {
            _ if cell < first => (before, offset + (between - before) * gain[first]),
            _ if cell < second => (between, offset),
            _ => (after, 0.0),
        }
    }

    /// Returns the cells at which the price of an arc changes its shape.
    fn cuts(&self, arc: usize) -> [usize; 3] {
        let ([first, second], end) = (self.arcs[arc].knots, self.tangent.window.1 + 1);
        [first.min(end), second.min(end), end]
    }

    /// Adds the price of an arc at the cells of a span.
    fn lend(&self, arc: usize, span: (usize, usize), row: &mut [f64]) {
        let gain = self.tangent.gain(self.pack.steps[self.arcs[arc].to].curve);
        let mut from = span.0;
        for to in self.cuts(arc) {
            let to = to.min(span.1);
            if from < to {
                let (price, offset) = self.lent_at(arc, from);
                if price != 0.0 || offset != 0.0 {
                    for (row, gain) in row[from - span.0..].iter_mut().zip(&gain[from..to]) {
                        *row += price * gain + offset;
                    }
                }
                from = to;
            }
        }
    }

    /// Returns the price of every arc at every cell, `M(cell)`, arc by arc.
    pub(super) fn lent(&self) -> Vec<f64> {
        let width = self.tangent.width;
        let mut lent = vec![0.0; self.arcs.len() * width];
        for (arc, lent) in lent.chunks_exact_mut(width).enumerate() {
            self.lend(arc, (0, width), lent);
        }
        lent
    }
}
