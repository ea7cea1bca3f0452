//! What the bound excludes is closed: moments at which a step cannot be finished in any better plan, and steps without one.
//!
//! Indices: those of the relaxation, whose rows and spans stay within its cells.

use super::relaxation::{Arc, Group, Relaxation};

impl Relaxation {
    /// Closes every finish that no plan above `least` can have, at the prices of the last [`Self::sweep`].
    ///
    /// The longest path through the finish of a step at a cell bounds every plan that has it. Steps without an open cell
    /// leave the pack, with all that needs them. Says whether a plan above `least` is still possible.
    pub(super) fn close(&mut self, least: f64) -> bool {
        let (width, ground) = (self.tangent.width, self.ground());
        let behind = self.behind();
        let mut alive = vec![false; self.pack.steps.len()];
        for (m, step) in self.pack.steps.iter().enumerate() {
            for cell in self.spans[m].0..self.spans[m].1 {
                let through = ground + behind[cell - step.cells] + self.rows[m * width + cell] + self.ahead[cell];
                if through > least {
                    alive[m] = true;
                } else {
                    self.base[m * width + cell] = f64::NEG_INFINITY;
                }
            }
        }
        if self.bound() <= least || self.pack.steps.iter().zip(&alive).any(|(step, &alive)| step.required && !alive) {
            return false;
        }
        if alive.contains(&false) {
            self.shrink(&alive);
        }
        self.measure();
        true
    }

    /// Finds the longest path from the start to every cell.
    fn behind(&self) -> Vec<f64> {
        let width = self.tangent.width;
        let mut behind = vec![f64::NEG_INFINITY; width];
        behind[0] = 0.0;
        for cell in 1..width {
            let open = |group: &Group| (group.span.0..group.span.1).contains(&cell);
            for (number, group) in self.groups.iter().enumerate().filter(|(_, group)| open(group)) {
                behind[cell] = behind[cell].max(behind[cell - group.cells] + self.best[number * width + cell]);
            }
        }
        behind
    }

    /// Drops steps; what is left keeps its prices, but nothing is lent any more to what went.
    fn shrink(&mut self, alive: &[bool]) {
        let (width, old) = (self.tangent.width, std::mem::take(&mut self.prices));
        let (old_arcs, old_steps) = (std::mem::take(&mut self.arcs), self.pack.steps.len());
        let (pack, places) = self.pack.retain(|m| alive[m]);
        self.pack = pack;
        self.link();
        let (mut prices, mut base) = (Vec::with_capacity(self.size()), Vec::new());
        for m in (0..old_steps).filter(|&m| places[m].is_some()) {
            prices.push(old[m]);
            base.extend_from_slice(&self.base[m * width..][..width]);
        }
        let mut arcs = Vec::new();
        for (a, arc) in old_arcs.into_iter().enumerate() {
            if let (Some(from), Some(to)) = (places[arc.from], places[arc.to]) {
                arcs.push(Arc { from, to, ..arc });
                prices.extend_from_slice(&old[old_steps + 3 * a..][..3]);
            }
        }
        prices.extend(old.last());
        (self.arcs, self.prices, self.base) = (arcs, prices, base);
        self.rows.truncate(self.pack.steps.len() * width);
    }
}
