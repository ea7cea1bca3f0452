//! One machine, additive values, priced rules: the longest path over time that bounds every plan of a window.
//!
//! Indices: rows have one entry for each cell `0..=cells`, a step of `h` cells is only ever finished at a cell `>= h`
//! (its first open cell is never less), and arcs name positions of the pack; so plain indexing stays in bounds.

use std::rc::Rc;

use super::compile::{Frame, Pack};
use super::tangent::Tangent;

/// A prerequisite `from -> to` and the shape of its price over time.
#[derive(Clone)]
pub(super) struct Arc {
    /// The step that is needed.
    pub(super) from: usize,
    /// The step that needs it.
    pub(super) to: usize,
    /// Where the price changes its slope.
    pub(super) knots: [usize; 2],
}

/// The Lagrangian relaxation of the plans that end in one window.
///
/// Under the tangent a plan is a path over time: finishing step `m` at cell `c` earns `premium * gain[c] - cost` and takes
/// the path from `c - h` to `c`. The longest such path may repeat a step, skip a prerequisite or overspend, so each rule
/// has a price, at least zero:
/// - `once[m]`, paid by every occurrence of `m` and granted once (of free sign if pins demand `m`);
/// - a function `M(c)` per prerequisite `p -> s` that never rises in `c`: `s` pays `M(C_s)`, `p` earns `M(C_p + h_s)`. In a
///   real plan `C_s >= C_p + h_s`, so nothing is lost. `M` is the gain of the curve of `s`, scaled by a price of its own
///   between two knots and on either side;
/// - money: each unit of cost is charged again, and the budget granted.
///
/// For any prices the longest path plus what was granted bounds all plans from above (Lagrange duality).
pub(super) struct Relaxation {
    /// What stays the same.
    pub(super) frame: Rc<Frame>,
    /// Steps that may still be chosen.
    pub(super) pack: Pack,
    /// The additive bound.
    pub(super) tangent: Tangent,
    /// Prerequisites.
    pub(super) arcs: Vec<Arc>,
    /// For each step the arcs that it pays, and those that it earns from.
    pub(super) taken: Vec<Vec<usize>>,
    pub(super) given: Vec<Vec<usize>>,
    /// Prices in money: of steps, of three pieces per arc, of the budget.
    pub(super) prices: Vec<f64>,
    /// Worth of finishing a step at a cell, prices included; minus infinity where closed. One row per step.
    pub(super) rows: Vec<f64>,
    /// Longest path from each cell to the end.
    pub(super) ahead: Vec<f64>,
    /// What no price changes of that worth: the money that learning displaces; minus infinity where closed.
    pub(super) base: Vec<f64>,
    /// For each step the first open cell and the one after the last.
    pub(super) spans: Vec<(usize, usize)>,
    pub(super) groups: Vec<Group>,
    pub(super) best: Vec<f64>,
}

/// The steps of one length.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) cells: usize,
    pub(super) members: Vec<usize>,
    /// The first cell at which one of them may be finished, and the one after the last.
    pub(super) span: (usize, usize),
}

/// An occurrence of a step on a path: the step and the cell at which it is finished.
pub(super) type Stop = (usize, usize);

impl Relaxation {
    /// Sets up the relaxation without prices; every step may be finished from the earliest moment that its needs allow.
    pub(super) fn new(frame: Rc<Frame>, pack: Pack, tangent: Tangent) -> Self {
        let (steps, width) = (pack.steps.len(), tangent.width);
        let mut base = vec![f64::NEG_INFINITY; steps * width];
        let none = vec![false; steps];
        for (m, step) in pack.steps.iter().enumerate() {
            let head: usize = pack.closure(m, &none).iter().map(|&p| pack.steps[p].cells).sum();
            for cell in head..=tangent.window.1 {
                base[m * width + cell] = tangent.study[cell - step.cells] - tangent.study[cell];
            }
        }
        let mut relaxation = Self {
            frame,
            pack,
            tangent,
            arcs: Vec::new(),
            taken: Vec::new(),
            given: Vec::new(),
            prices: Vec::new(),
            rows: vec![0.0; steps * width],
            ahead: vec![0.0; width],
            base,
            spans: Vec::new(),
            groups: Vec::new(),
            best: Vec::new(),
        };
        relaxation.link();
        relaxation.measure();
        relaxation.prices = vec![0.0; relaxation.size()];
        relaxation
    }

    /// Returns the relaxation of a narrower window, with the same prices and what is closed here closed there.
    pub(super) fn within(&self, tangent: Tangent) -> Self {
        let mut base = self.base.clone();
        for row in base.chunks_exact_mut(tangent.width) {
            row[tangent.window.1 + 1..].fill(f64::NEG_INFINITY);
        }
        let mut relaxation = Self {
            frame: Rc::clone(&self.frame),
            pack: self.pack.clone(),
            tangent,
            arcs: self.arcs.clone(),
            taken: self.taken.clone(),
            given: self.given.clone(),
            prices: self.prices.clone(),
            rows: self.rows.clone(),
            ahead: self.ahead.clone(),
            base,
            spans: Vec::new(),
            groups: self.groups.clone(),
            best: self.best.clone(),
        };
        relaxation.measure();
        relaxation
    }

    /// Lists the prerequisites and the lengths of the pack's steps.
    pub(super) fn link(&mut self) {
        let steps = &self.pack.steps;
        let arc = |from: usize, to: usize| Arc { from, to, knots: [0, 0] };
        self.arcs = (0..steps.len()).flat_map(|to| steps[to].before.iter().map(move |&from| arc(from, to))).collect();
        (self.taken, self.given) = (vec![Vec::new(); steps.len()], vec![Vec::new(); steps.len()]);
        for (place, arc) in self.arcs.iter().enumerate() {
            self.taken[arc.to].push(place);
            self.given[arc.from].push(place);
        }
        let mut durations: Vec<usize> = steps.iter().map(|step| step.cells).collect();
        durations.sort_unstable();
        durations.dedup();
        let members = |cells: usize| (0..steps.len()).filter(|&m| steps[m].cells == cells).collect();
        let group = |cells| Group { cells, members: members(cells), span: (0, 0) };
        self.groups = durations.into_iter().map(group).collect();
        self.best = vec![f64::NEG_INFINITY; self.groups.len() * self.tangent.width];
    }

    /// Finds the first and the last open cells of every step and every length, and closes the rows outside.
    pub(super) fn measure(&mut self) {
        let span = |base: &[f64]| {
            let first = base.iter().position(|&base| base > f64::NEG_INFINITY);
            let end = base.iter().rposition(|&base| base > f64::NEG_INFINITY).map(|last| last + 1);
            first.zip(end).unwrap_or((0, 0))
        };
        self.spans = self.base.chunks_exact(self.tangent.width).map(span).collect();
        for group in &mut self.groups {
            let spans = || group.members.iter().map(|&m| self.spans[m]).filter(|(first, end)| first < end);
            group.span = (spans().map(|span| span.0).min().unwrap_or(0), spans().map(|span| span.1).max().unwrap_or(0));
        }
        self.rows.fill(f64::NEG_INFINITY);
        self.best.fill(f64::NEG_INFINITY);
    }

    /// Returns the number of prices.
    pub(super) fn size(&self) -> usize {
        self.pack.steps.len() + 3 * self.arcs.len() + 1
    }

    /// Returns where the three prices of an arc are.
    pub(super) fn place(&self, arc: usize) -> usize {
        self.pack.steps.len() + 3 * arc
    }

    /// Says whether a price may be negative: that of a step which must occur.
    pub(super) fn is_free(&self, price: usize) -> bool {
        self.pack.steps.get(price).is_some_and(|step| step.required)
    }

    /// Returns the share of the three pieces of an arc's price at a cell, relative to the gain at the first cell.
    pub(super) fn pieces(&self, arc: usize, cell: usize) -> [f64; 3] {
        let Arc { to, knots: [first, second], .. } = self.arcs[arc];
        let curve = self.pack.steps[to].curve;
        let gain = self.tangent.gain(curve);
        if !self.tangent.falls[curve] || gain[0] <= 0.0 || cell > self.tangent.window.1 {
            return [0.0; 3];
        }
        let at = |c: usize| gain[c.max(cell)] / gain[0];
        [at(0) - at(first), at(first) - at(second), at(second)]
    }

    /// Returns the price of money over and above itself, per unit of cost.
    pub(super) fn thrift(&self) -> f64 {
        if self.frame.start.budget.is_finite() {
            self.prices[self.size() - 1] / self.frame.start.budget.max(1.0)
        } else {
            0.0
        }
    }

    /// Returns what is granted: the price of every step once, and the budget.
    pub(super) fn granted(&self) -> f64 {
        let steps: f64 = self.prices[..self.pack.steps.len()].iter().sum();
        let money = if self.frame.start.budget.is_finite() { self.thrift() * self.frame.start.budget } else { 0.0 };
        steps + money
    }

    /// Returns the part of the bound that does not lie on the path.
    pub(super) fn ground(&self) -> f64 {
        let start = &self.frame.start;
        start.value + self.tangent.from(0, &start.premiums) + self.granted()
    }

    /// Returns the bound on all plans of the window at the prices of the last [`Self::sweep`].
    pub(super) fn bound(&self) -> f64 {
        self.ground() + self.ahead[0]
    }

    /// Prices all rows and finds the longest path from every cell.
    pub(super) fn sweep(&mut self) {
        self.fill();
        self.run();
    }

    /// Finds the longest path from every cell, a block of cells at a time: no step is shorter than a block, so the cells of
    /// one do not depend on each other.
    fn run(&mut self) {
        let (width, (first, last)) = (self.tangent.width, self.tangent.window);
        self.ahead.fill(f64::NEG_INFINITY);
        self.ahead[first..=last].copy_from_slice(&self.tangent.bonus);
        let block = self.groups.first().map_or(width, |group| group.cells);
        let mut end = width;
        while end > 0 {
            let start = end.saturating_sub(block);
            let (near, far) = self.ahead.split_at_mut(end);
            for (group, best) in self.groups.iter().zip(self.best.chunks_exact(width)) {
                let from = (start + group.cells).max(group.span.0);
                let to = (end + group.cells).min(group.span.1);
                if from < to {
                    let near = &mut near[from - group.cells..to - group.cells];
                    let next = best[from..to].iter().zip(&far[from - end..to - end]);
                    for (most, (best, ahead)) in near.iter_mut().zip(next) {
                        let worth = best + ahead;
                        *most = if worth > *most { worth } else { *most };
                    }
                }
            }
            end = start;
        }
    }

    /// Returns the longest path of the last [`Self::sweep`].
    pub(super) fn path(&self) -> Vec<Stop> {
        let (width, mut cell, mut path) = (self.tangent.width, 0, Vec::new());
        while let Some((group, best)) = self.next(cell) {
            let next = cell + group.cells;
            let step = group.members.iter().copied().find(|&m| self.rows[m * width + next] >= best);
            path.extend(step.map(|m| (m, next)));
            cell = next;
        }
        path
    }

    /// Returns the length of the step with which the longest path from a cell goes on, and its worth; `None` at its end.
    fn next(&self, cell: usize) -> Option<(&Group, f64)> {
        let (first, last) = self.tangent.window;
        if (first..=last).contains(&cell) && self.tangent.bonus[cell - first] >= self.ahead[cell] {
            return None;
        }
        let nexts = self.groups.iter().zip(self.best.chunks_exact(self.tangent.width));
        let open = |group: &Group| (group.span.0..group.span.1).contains(&(cell + group.cells));
        nexts.filter(|(group, _)| open(group)).map(|(group, best)| (group, best[cell + group.cells])).find(
            |&(group, best)| best > f64::NEG_INFINITY && best + self.ahead[cell + group.cells] >= self.ahead[cell],
        )
    }

    /// Returns how far a path breaks each rule, in the units of the prices; negative where it has room.
    pub(super) fn violation(&self, path: &[Stop], violation: &mut [f64]) {
        let steps = self.pack.steps.len();
        violation.fill(0.0);
        violation[..steps].fill(-1.0);
        let mut spent = 0.0;
        for &(m, _) in path {
            violation[m] += 1.0;
            spent += self.pack.steps[m].cost;
        }
        for (a, arc) in self.arcs.iter().enumerate() {
            let later = self.pack.steps[arc.to].cells;
            for &(m, cell) in path.iter().filter(|(m, _)| *m == arc.from || *m == arc.to) {
                let (sign, at) = if m == arc.to { (1.0, cell) } else { (-1.0, cell + later) };
                for (place, piece) in self.pieces(a, at).into_iter().enumerate() {
                    violation[steps + 3 * a + place] += sign * piece;
                }
            }
        }
        let budget = self.frame.start.budget;
        violation[self.size() - 1] = if budget.is_finite() { (spent - budget) / budget.max(1.0) } else { 0.0 };
    }

    /// Says whether a step may be finished at a cell.
    pub(super) fn is_open(&self, m: usize, cell: usize) -> bool {
        self.base[m * self.tangent.width + cell] > f64::NEG_INFINITY
    }

    /// Lets a step earn what a step outside the pack, which needs it, pays for that: a share of its curve's gain.
    pub(super) fn borrow(&mut self, m: usize, (later, curve, price): (usize, usize, f64)) {
        let gain = self.tangent.gain(curve);
        let row = &mut self.base[m * self.tangent.width..][..self.tangent.width];
        for (base, later) in row.iter_mut().zip(&gain[later.min(gain.len())..]) {
            *base += price * later / gain[0];
        }
    }
}
