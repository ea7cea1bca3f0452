//! The set search: walks the sets of finished steps in the order of the time they take, and keeps what the bound allows.
//!
//! Indices: nodes and their words are pushed together and named by position, and cells stay within the window.

use super::dominance::Dominance;
use super::graph::SMALL_CHANGE;
use super::incumbent::Order;
use super::number::{index, narrow, small, wide};
use super::relaxation::Relaxation;

/// A set of finished steps, reached by the best order known for it.
struct Node {
    /// Value so far, exact.
    value: f64,
    /// What no plan that continues from here exceeds.
    bound: f64,
    /// The bound without the path still to come.
    ground: f64,
    /// Money spent.
    spent: f64,
    parent: u32,
    step: u32,
    /// Cells that required steps not yet finished will take.
    reserved: u32,
    hash: u64,
}

/// How a search ended.
pub(super) struct Outcome {
    /// The largest bound of what was dropped for want of room; the search is a proof if there is none.
    pub(super) dropped: Option<f64>,
    /// A better order, if one was found.
    pub(super) better: Option<Order>,
    /// Sets that were kept.
    pub(super) nodes: usize,
    /// Whether it ended for want of memory or time, so that a wider search would end likewise.
    pub(super) is_full: bool,
}

/// What a search may use.
pub(super) struct Room<'a> {
    /// Sets kept for each cell.
    pub(super) width: usize,
    /// Sets looked at.
    pub(super) nodes: usize,
    /// Says when to end early.
    pub(super) stop: &'a dyn Fn() -> bool,
}

/// Memory that the sets of one search may take.
const MOST_BYTES: usize = 32 << 20;

/// A search in progress.
pub(super) struct Search<'a> {
    relaxation: &'a Relaxation,
    dominance: &'a Dominance,
    words: usize,
    nodes: Vec<Node>,
    sets: Vec<u64>,
    premiums: Vec<f64>,
    queues: Vec<Vec<u32>>,
    /// Nodes by the hash of their set, open addressing.
    table: Vec<u32>,
    /// For each cell the steps that may start there, with the worth of the best path through each, best first.
    starts: Vec<Vec<(f64, u32)>>,
    needs: Vec<u64>,
    hashes: Vec<u64>,
    out: Vec<Vec<usize>>,
    /// What each arc lends at each cell.
    lent: Vec<f64>,
    granted: f64,
    thrift: f64,
    least: f64,
    tolerance: f64,
    best: Option<(u32, f64)>,
    dropped: Option<f64>,
}

impl<'a> Search<'a> {
    /// Prepares a search at the prices of the relaxation's last sweep.
    pub(super) fn new(relaxation: &'a Relaxation, dominance: &'a Dominance, incumbent: f64, tolerance: f64) -> Self {
        let steps = relaxation.pack.steps.len();
        let words = steps.div_ceil(64).max(1);
        let mut needs = vec![0; steps * words];
        for (m, step) in relaxation.pack.steps.iter().enumerate() {
            for &p in &step.before {
                needs[m * words + p / 64] |= 1 << (p % 64);
            }
        }
        let mut out = vec![Vec::new(); steps];
        for (a, arc) in relaxation.arcs.iter().enumerate() {
            if relaxation.prices[relaxation.place(a)..][..3].iter().any(|&price| price > 0.0) {
                out[arc.from].push(a);
            }
        }
        Self {
            relaxation,
            dominance,
            words,
            nodes: Vec::new(),
            sets: Vec::new(),
            premiums: Vec::new(),
            queues: vec![Vec::new(); relaxation.tangent.width],
            table: vec![u32::MAX; 1 << 12],
            starts: starts(relaxation),
            needs,
            hashes: (0..steps).map(|m| mixed(wide(m) + 1)).collect(),
            out,
            lent: relaxation.lent(),
            granted: relaxation.granted(),
            thrift: relaxation.thrift(),
            least: incumbent,
            tolerance,
            best: None,
            dropped: None,
        }
    }

    /// Runs the search.
    pub(super) fn run(mut self, room: &Room<'_>) -> Outcome {
        self.root();
        let mut ended = false;
        let most =
            room.nodes.min(MOST_BYTES / (size_of::<Node>() + 8 * (self.words + self.relaxation.frame.line.curves)));
        for cell in 0..self.relaxation.tangent.width {
            let mut queue = std::mem::take(&mut self.queues[cell]);
            self.trim(&mut queue, room.width);
            for (place, &node) in queue.iter().enumerate() {
                ended = ended || self.nodes.len() >= most || (place.is_multiple_of(64) && (room.stop)());
                if ended {
                    self.drop(self.nodes[index(node)].bound);
                } else {
                    self.expand(cell, index(node));
                }
            }
        }
        let better = self.best.map(|(node, value)| Order { steps: self.order(node), value });
        let dropped = self.dropped.filter(|&bound| bound > self.floor());
        Outcome { dropped, better, nodes: self.nodes.len(), is_full: ended }
    }

    /// Returns the value that a plan must exceed to matter.
    fn floor(&self) -> f64 {
        self.least + self.tolerance
    }

    fn root(&mut self) {
        let start = &self.relaxation.frame.start;
        let required = self.relaxation.pack.steps.iter().filter(|step| step.required);
        self.premiums.extend(&start.premiums);
        self.sets.extend(std::iter::repeat_n(0, self.words));
        self.nodes.push(Node {
            value: start.value,
            bound: self.relaxation.bound(),
            ground: self.relaxation.ground(),
            spent: 0.0,
            parent: u32::MAX,
            step: u32::MAX,
            reserved: small(required.map(|step| step.cells).sum()),
            hash: 0,
        });
        self.offer(0, 0);
        self.queues[0].push(0);
    }

    /// Keeps the `width` nodes of the largest bound, of those that still matter.
    fn trim(&mut self, queue: &mut Vec<u32>, width: usize) {
        let floor = self.floor();
        queue.retain(|&node| self.nodes[index(node)].bound > floor);
        if queue.len() <= width {
            return;
        }
        let bound = |node: u32| self.nodes[index(node)].bound;
        queue.select_nth_unstable_by(width, |&a, &b| bound(b).total_cmp(&bound(a)).then(a.cmp(&b)));
        let largest = bound(queue[width]);
        self.drop(largest);
        queue.truncate(width);
        queue.sort_unstable();
    }

    fn drop(&mut self, bound: f64) {
        self.dropped = Some(self.dropped.map_or(bound, |dropped| dropped.max(bound)));
    }

    fn expand(&mut self, cell: usize, node: usize) {
        let starts = std::mem::take(&mut self.starts[cell]);
        let (line, frame) = (&self.relaxation.frame.line, &self.relaxation.frame);
        let curves = line.curves;
        let (mut learned, mut upto) = (0.0, cell);
        for &(through, step) in &starts {
            if self.nodes[node].ground + through <= self.floor() {
                break;
            }
            if !self.may_start(node, index(step), cell) {
                continue;
            }
            let end = cell + self.relaxation.pack.steps[index(step)].cells;
            if upto != end {
                let premiums = &self.premiums[node * curves..][..curves];
                learned = line.learning(premiums, frame.tick(cell), frame.tick(end), |u| line.share(u));
                upto = end;
            }
            self.add(node, index(step), end, learned);
        }
        self.starts[cell] = starts;
    }

    fn may_start(&self, node: usize, m: usize, cell: usize) -> bool {
        let set = &self.sets[node * self.words..][..self.words];
        let step = &self.relaxation.pack.steps[m];
        let needs = &self.needs[m * self.words..][..self.words];
        if set[m / 64] >> (m % 64) & 1 == 1 || needs.iter().zip(set).any(|(needs, set)| needs & !set != 0) {
            return false;
        }
        let own = if step.required { step.cells } else { 0 };
        let reserved = index(self.nodes[node].reserved) - own;
        cell + step.cells + reserved <= self.relaxation.tangent.window.1
            && self.nodes[node].spent + step.cost <= self.relaxation.frame.start.budget + SMALL_CHANGE
            && !self.dominance.forbids(m, set, |a| {
                self.needs[a * self.words..][..self.words].iter().zip(set).all(|(needs, set)| needs & !set == 0)
            })
    }

    /// Adds the set that a step makes of a node, or improves the way to it if it is known.
    fn add(&mut self, parent: usize, m: usize, end: usize, learned: f64) {
        let (relaxation, words) = (self.relaxation, self.words);
        let (step, curves) = (&relaxation.pack.steps[m], relaxation.frame.line.curves);
        let old = &self.nodes[parent];
        let (value, spent, hash) = (old.value + learned - step.cost, old.spent + step.cost, old.hash ^ self.hashes[m]);
        let reserved = old.reserved - if step.required { small(step.cells) } else { 0 };
        let slot = match self.find(parent, m, hash) {
            Ok(known) => return self.improve(known, (parent, m), value, end),
            Err(slot) => slot,
        };
        let node = self.nodes.len();
        self.sets.extend_from_within(parent * words..(parent + 1) * words);
        self.sets[node * words + m / 64] |= 1 << (m % 64);
        self.premiums.extend_from_within(parent * curves..(parent + 1) * curves);
        self.premiums[node * curves + step.curve] += step.premium;
        let tangent = relaxation.tangent.from(end, &self.premiums[node * curves..]);
        let ground = value + tangent + self.refund(node, end) - self.thrift * spent;
        let bound = ground + relaxation.ahead[end];
        let (bonus, first) = (&relaxation.tangent.bonus, relaxation.tangent.window.0);
        let bonus = end.checked_sub(first).and_then(|cell| bonus.get(cell)).copied().unwrap_or(0.0);
        let hopeful = value + tangent + bonus > self.least;
        let (parent, step) = (small(parent), small(m));
        self.nodes.push(Node { value, bound, ground, spent, parent, step, reserved, hash });
        if hopeful {
            self.offer(node, end);
        }
        if bound > self.floor() || self.best.is_some_and(|(best, _)| index(best) == node) {
            self.queues[end].push(small(node));
            self.enrol(node, slot);
        } else {
            self.nodes.pop();
            self.sets.truncate(node * words);
            self.premiums.truncate(node * curves);
        }
    }

    /// Takes a better order of a known set; its time, its money and its prices stay what they were.
    fn improve(&mut self, known: usize, (parent, m): (usize, usize), value: f64, end: usize) {
        let gain = value - self.nodes[known].value;
        if gain > 0.0 {
            let node = &mut self.nodes[known];
            (node.value, node.bound, node.ground) = (value, node.bound + gain, node.ground + gain);
            (node.parent, node.step) = (small(parent), small(m));
            self.offer(known, end);
        }
    }

    /// Finds the node of a parent's set with one more step, or the slot where it belongs.
    fn find(&self, parent: usize, m: usize, hash: u64) -> Result<usize, usize> {
        let mut slot = narrow(hash) & (self.table.len() - 1);
        loop {
            let Some(&node) = self.table.get(slot).filter(|&&node| node != u32::MAX) else {
                return Err(slot);
            };
            let node = index(node);
            if self.nodes[node].hash == hash && self.is_child(node, parent, m) {
                return Ok(node);
            }
            slot = (slot + 1) & (self.table.len() - 1);
        }
    }

    fn is_child(&self, node: usize, parent: usize, m: usize) -> bool {
        let sets = |node: usize| &self.sets[node * self.words..][..self.words];
        let with = |(word, set): (usize, &u64)| if word == m / 64 { set | 1 << (m % 64) } else { *set };
        sets(parent).iter().enumerate().map(with).eq(sets(node).iter().copied())
    }

    /// Writes a node into the table, which is never more than half full.
    fn enrol(&mut self, node: usize, slot: usize) {
        self.table[slot] = small(node);
        if self.nodes.len() * 2 < self.table.len() {
            return;
        }
        let size = self.table.len() * 2;
        self.table = vec![u32::MAX; size];
        for (node, hash) in self.nodes.iter().map(|node| node.hash).enumerate() {
            let mut slot = narrow(hash) & (size - 1);
            while self.table[slot] != u32::MAX {
                slot = (slot + 1) & (size - 1);
            }
            self.table[slot] = small(node);
        }
    }

    /// Returns what is granted back at a node: the prices of all steps but its own, and what its steps lend to others.
    fn refund(&self, node: usize, end: usize) -> f64 {
        let relaxation = self.relaxation;
        let set = &self.sets[node * self.words..][..self.words];
        let has = |m: usize| set[m / 64] >> (m % 64) & 1 == 1;
        let mut refund = self.granted;
        for (word, bits) in set.iter().enumerate() {
            let mut bits = *bits;
            while bits != 0 {
                let m = word * 64 + index(bits.trailing_zeros());
                bits &= bits - 1;
                refund -= relaxation.prices[m];
                for &a in &self.out[m] {
                    let to = relaxation.arcs[a].to;
                    let soonest = end + relaxation.pack.steps[to].cells;
                    if !has(to) && soonest < relaxation.tangent.width {
                        refund += self.lent[a * relaxation.tangent.width + soonest];
                    }
                }
            }
        }
        refund
    }

    /// Tries the plan that stops at a node.
    fn offer(&mut self, node: usize, end: usize) {
        let frame = &self.relaxation.frame;
        if self.nodes[node].reserved > 0 {
            return;
        }
        let premiums = &self.premiums[node * frame.line.curves..][..frame.line.curves];
        let value = self.nodes[node].value + frame.line.resting(premiums, frame.tick(end), |u| frame.line.share(u));
        if value > self.least {
            self.least = value;
            self.best = Some((small(node), value));
        }
    }

    fn order(&self, mut node: u32) -> Vec<usize> {
        let mut order = Vec::new();
        while let Some(Node { step, parent, .. }) = self.nodes.get(index(node)).filter(|node| node.step != u32::MAX) {
            order.push(index(*step));
            node = *parent;
        }
        order.reverse();
        order
    }
}

fn starts(relaxation: &Relaxation) -> Vec<Vec<(f64, u32)>> {
    let width = relaxation.tangent.width;
    let mut starts = vec![Vec::new(); width];
    for (m, step) in relaxation.pack.steps.iter().enumerate() {
        for end in (step.cells..width).filter(|&end| relaxation.is_open(m, end)) {
            let through = relaxation.rows[m * width + end] + relaxation.ahead[end];
            starts[end - step.cells].push((through, small(m)));
        }
    }
    for list in &mut starts {
        list.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    }
    starts
}

/// Spreads a number over 64 bits (the finaliser of `SplitMix64`, Steele and others 2014).
fn mixed(number: u64) -> u64 {
    let z = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
