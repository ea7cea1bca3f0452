//! Large packs: the search runs on a core, and every step outside it is priced once, so that the bound covers the whole pack.

use super::compile::{Frame, Pack};
use super::number::real;
use super::opening;
use super::relaxation::Relaxation;
use super::tangent::Tangent;

/// Entries, one per step and cell, that each of the two tables of a relaxation may have: 128 MB, which only horizons of many
/// years at many hours a week come near.
const MOST_ENTRIES: usize = 16_000_000;

/// Steps that a pack without a core may have.
const MOST_STEPS: usize = 4_000;

/// Steps in a core at most.
const MOST_CHOSEN: usize = 1_200;

/// The promising part of a pack that is too large for one table.
pub(super) struct Core<'a> {
    /// The steps of the core, with all they need.
    pub(super) pack: Pack,
    whole: &'a Pack,
    /// For each step of the whole pack its place in the core.
    places: Vec<Option<usize>>,
    /// Prerequisites of the whole pack and the value that flows along them.
    arcs: Vec<(usize, usize)>,
    flows: Vec<f64>,
}

impl<'a> Core<'a> {
    /// Chooses a core, by value per hour once value has flowed to what is needed; `None` if the pack is small enough.
    pub(super) fn new(pack: &'a Pack, tangent: &Tangent) -> Option<Self> {
        if pack.steps.len() <= MOST_STEPS && pack.steps.len() * tangent.width <= MOST_ENTRIES {
            return None;
        }
        Some(Self::of(pack, tangent, (MOST_ENTRIES / tangent.width).min(MOST_CHOSEN)))
    }

    /// Chooses a core of about `most` steps, and of all that are required.
    pub(super) fn of(pack: &'a Pack, tangent: &Tangent, most: usize) -> Self {
        let needs = |to: usize| pack.steps[to].before.iter().map(move |&from| (from, to));
        let falls = |&(_, to): &(usize, usize)| {
            tangent.falls[pack.steps[to].curve] && tangent.gain(pack.steps[to].curve)[0] > 0.0
        };
        let arcs: Vec<(usize, usize)> = (0..pack.steps.len()).flat_map(needs).filter(falls).collect();
        let (values, flows) = opening::level(pack, opening::worth(pack, tangent), &arcs);
        let density: Vec<f64> = values.iter().zip(&pack.steps).map(|(value, step)| value / real(step.cells)).collect();
        let mut order: Vec<usize> = (0..density.len()).collect();
        let rank = |m: usize| (!pack.steps[m].required, -density[m]);
        order.sort_by(|&a, &b| rank(a).0.cmp(&rank(b).0).then(rank(a).1.total_cmp(&rank(b).1)).then(a.cmp(&b)));
        let (mut chosen, mut count) = (vec![false; order.len()], 0);
        for m in order {
            if count >= most && !pack.steps[m].required {
                break;
            }
            for p in pack.closure(m, &chosen) {
                chosen[p] = true;
                count += 1;
            }
        }
        let (core, places) = pack.retain(|m| chosen[m]);
        Self { pack: core, whole: pack, places, arcs, flows }
    }

    /// Lets the steps of the core earn what flows to them from outside.
    pub(super) fn lend(&self, relaxation: &mut Relaxation) {
        for (&(from, to), &flow) in self.arcs.iter().zip(&self.flows) {
            let step = &self.whole.steps[to];
            if let (Some(m), None, true) = (self.places[from], self.places[to], flow > 0.0) {
                relaxation.borrow(m, (step.cells, step.curve, flow));
            }
        }
    }

    /// Returns by how much steps outside may raise the bound of the core.
    ///
    /// Each of them is given the price that keeps it off the longest path: the most by which its worth at any cell, what it
    /// pays and earns for prerequisites included, exceeds the fall of the path's value over its hours. The price of a step
    /// is granted once, so the sum of these prices is what the core's bound lacks.
    pub(super) fn excess(&self, frame: &Frame, relaxation: &Relaxation) -> f64 {
        let (tangent, ahead) = (&relaxation.tangent, &relaxation.ahead);
        let mut links = vec![Vec::new(); self.places.len()];
        for (&(from, to), &flow) in self.arcs.iter().zip(&self.flows).filter(|(_, flow)| **flow > 0.0) {
            let step = &self.whole.steps[to];
            links[to].push((0, step.curve, -flow));
            links[from].push((step.cells, step.curve, flow));
        }
        let mut excess = 0.0;
        let mut row = vec![0.0; tangent.width];
        for m in (0..links.len()).filter(|&m| self.places[m].is_none()) {
            let step = &self.whole.steps[m];
            let cost = step.cost * (1.0 + relaxation.thrift());
            for (worth, gain) in row.iter_mut().zip(tangent.gain(step.curve)) {
                *worth = step.premium * gain - cost;
            }
            for &(later, curve, flow) in &links[m] {
                let gain = tangent.gain(curve);
                let scale = flow / gain[0];
                for (worth, gain) in row.iter_mut().zip(&gain[later.min(frame.cells)..]) {
                    *worth += scale * gain;
                }
            }
            let surplus = |c: usize| {
                let displaced = tangent.study[c] - tangent.study[c - step.cells];
                row[c] - displaced + ahead[c] - ahead[c - step.cells]
            };
            excess += (step.cells..tangent.width).map(surplus).fold(0.0, f64::max);
        }
        excess
    }
}
