//! Good plans fast: build one from what pays best per hour, repair one that is handed in, and polish it by moving blocks.

use super::compile::{Frame, Pack};
use super::graph::SMALL_CHANGE;
use super::number::real;
use super::value::{Walk, worth};

/// An order of a pack's steps and its value.
#[derive(Clone)]
pub(super) struct Order {
    /// Steps by position in the pack.
    pub(super) steps: Vec<usize>,
    /// Its value.
    pub(super) value: f64,
}

/// A plan under construction.
struct Draft<'a> {
    frame: &'a Frame,
    pack: &'a Pack,
    walk: Walk,
    done: Vec<bool>,
    steps: Vec<usize>,
    /// Cells and money that required steps not yet done will take.
    reserved: (usize, f64),
}

impl<'a> Draft<'a> {
    fn new(frame: &'a Frame, pack: &'a Pack) -> Self {
        let required = pack.steps.iter().filter(|step| step.required);
        let reserved = required.fold((0, 0.0), |(cells, cost), step| (cells + step.cells, cost + step.cost));
        let done = vec![false; pack.steps.len()];
        Self { frame, pack, walk: Walk::new(frame), done, steps: Vec::new(), reserved }
    }

    fn fits(&self, list: &[usize]) -> bool {
        let (mut cells, mut cost) = (self.walk.cell + self.reserved.0, self.walk.spent + self.reserved.1);
        for step in list.iter().map(|&m| &self.pack.steps[m]).filter(|step| !step.required) {
            cells += step.cells;
            cost += step.cost;
        }
        cells <= self.frame.cells && cost <= self.frame.start.budget + SMALL_CHANGE
    }

    fn append(&mut self, list: &[usize]) {
        for &m in list {
            let step = &self.pack.steps[m];
            self.walk.learn(self.frame, step);
            self.done[m] = true;
            if step.required {
                self.reserved = (self.reserved.0 - step.cells, self.reserved.1 - step.cost);
            }
        }
        self.steps.extend(list);
    }

    /// Returns the step whose closure brings most per hour, and whether it brings anything.
    fn best(&self, candidates: &[usize], scratch: &mut Walk) -> Option<(Vec<usize>, f64)> {
        let now = self.walk.stop(self.frame);
        let mut best: Option<(Vec<usize>, f64)> = None;
        for &m in candidates.iter().filter(|&&m| !self.done[m]) {
            let list = self.pack.closure(m, &self.done);
            if !self.fits(&list) {
                continue;
            }
            scratch.copy(&self.walk);
            for &m in &list {
                scratch.learn(self.frame, &self.pack.steps[m]);
            }
            let density = (scratch.stop(self.frame) - now) / real(scratch.cell - self.walk.cell);
            if best.as_ref().is_none_or(|(_, most)| density > *most) {
                best = Some((list, density));
            }
        }
        best
    }

    fn fill(mut self) -> Order {
        let all = promising(self.frame, self.pack);
        let required = (0..self.pack.steps.len()).filter(|&m| self.pack.steps[m].required).collect::<Vec<_>>();
        let mut scratch = self.walk.clone();
        while let Some((list, _)) = self.best(&all, &mut scratch).filter(|&(_, density)| density > 0.0) {
            self.append(&list);
        }
        while let Some((list, _)) = self.best(&required, &mut scratch) {
            self.append(&list);
        }
        Order { value: self.walk.stop(self.frame), steps: self.steps }
    }
}

/// Steps that a plan is built from at most.
const MOST_TRIED: usize = 250;

/// Lists the steps worth trying: all of a usual pack, of a large one those that bring most per hour with all they need.
fn promising(frame: &Frame, pack: &Pack) -> Vec<usize> {
    let mut list: Vec<usize> = (0..pack.steps.len()).collect();
    if list.len() <= MOST_TRIED {
        return list;
    }
    let (line, start, none) = (&frame.line, frame.start.tick, vec![false; pack.steps.len()]);
    let mut unit = vec![0.0; line.curves];
    for tick in start..line.paid.max(start) {
        for (unit, factor) in unit.iter_mut().zip(line.factors(tick)) {
            *unit += factor * (line.income[tick + 1] - line.income[tick]);
        }
    }
    let density = |&m: &usize| {
        let closure = pack.closure(m, &none);
        let steps = || closure.iter().map(|&m| &pack.steps[m]);
        let value: f64 = steps().map(|step| step.premium * unit[step.curve] - step.cost).sum();
        value / real(steps().map(|step| step.cells).sum())
    };
    let densities: Vec<f64> = list.iter().map(density).collect();
    list.sort_by(|&a, &b| densities[b].total_cmp(&densities[a]).then(a.cmp(&b)));
    list.truncate(MOST_TRIED);
    list.sort_unstable();
    list
}

/// Builds a plan: the closure with the largest gain per hour comes next, as long as one gains, then what is required.
pub(super) fn greedy(frame: &Frame, pack: &Pack) -> Order {
    Draft::new(frame, pack).fill()
}

/// Makes a plan from wishes: each in turn with what it needs if that still fits, filled up like a fresh plan.
pub(super) fn repaired(frame: &Frame, pack: &Pack, wishes: &[usize]) -> Order {
    draft(frame, pack, wishes).fill()
}

/// Makes a plan from wishes alone; it may lack required steps.
pub(super) fn kept(frame: &Frame, pack: &Pack, wishes: &[usize]) -> Order {
    let draft = draft(frame, pack, wishes);
    Order { value: draft.walk.stop(frame), steps: draft.steps }
}

fn draft<'a>(frame: &'a Frame, pack: &'a Pack, wishes: &[usize]) -> Draft<'a> {
    let mut draft = Draft::new(frame, pack);
    for &m in wishes {
        let list = pack.closure(m, &draft.done);
        if draft.fits(&list) {
            draft.append(&list);
        }
    }
    draft
}

/// Moves blocks of up to three neighbours to other places, and drops steps, until neither gains.
pub(super) fn polished(frame: &Frame, pack: &Pack, mut order: Order) -> Order {
    for _ in 0..MOST_ROUNDS {
        let moved = moves(frame, pack, &mut order);
        let dropped = drops(frame, pack, &mut order);
        if !moved && !dropped {
            break;
        }
    }
    order
}

/// Rounds of local search at most; few plans need more than three.
const MOST_ROUNDS: usize = 8;

/// Longer plans are polished only near their beginning, where most of the value lies.
const LONGEST_POLISHED: usize = 40;

/// Exchanges neighbouring blocks: what follows both is reached at the same time with the same steps, so only the value of
/// the two blocks themselves changes.
fn moves(frame: &Frame, pack: &Pack, order: &mut Order) -> bool {
    let (mut walks, mut any) = (walks(frame, pack, &order.steps), false);
    let length = order.steps.len().min(LONGEST_POLISHED);
    let mut scratch = Walk::new(frame);
    for from in 0..length {
        for (middle, end) in cuts(from, length) {
            let (first, second) = (&order.steps[from..middle], &order.steps[middle..end]);
            if second.iter().any(|&m| pack.steps[m].before.iter().any(|p| first.contains(p))) {
                continue;
            }
            scratch.copy(&walks[from]);
            for &m in second.iter().chain(first) {
                scratch.learn(frame, &pack.steps[m]);
            }
            let gain = scratch.value - walks[end].value;
            if gain > SMALL_CHANGE {
                order.steps[from..end].rotate_left(middle - from);
                order.value += gain;
                any = true;
                walks = self::walks(frame, pack, &order.steps);
            }
        }
    }
    any
}

/// Lists where two neighbouring blocks may be cut: both at most three steps long, or one step and at most eight.
fn cuts(from: usize, length: usize) -> impl Iterator<Item = (usize, usize)> {
    const BLOCKS: [(usize, usize); 19] = [
        (1, 1),
        (1, 2),
        (2, 1),
        (1, 3),
        (3, 1),
        (2, 2),
        (2, 3),
        (3, 2),
        (3, 3),
        (1, 4),
        (4, 1),
        (1, 5),
        (5, 1),
        (1, 6),
        (6, 1),
        (1, 7),
        (7, 1),
        (1, 8),
        (8, 1),
    ];
    let cut = move |(first, second): (usize, usize)| (from + first, from + first + second);
    BLOCKS.into_iter().map(cut).filter(move |&(_, end)| end <= length)
}

fn walks(frame: &Frame, pack: &Pack, steps: &[usize]) -> Vec<Walk> {
    let mut walks = vec![Walk::new(frame)];
    for &m in steps {
        let mut walk = walks[walks.len() - 1].clone();
        walk.learn(frame, &pack.steps[m]);
        walks.push(walk);
    }
    walks
}

fn drops(frame: &Frame, pack: &Pack, order: &mut Order) -> bool {
    let (mut place, mut any) = (order.steps.len().min(LONGEST_POLISHED), false);
    while place > 0 {
        place -= 1;
        let mut steps = order.steps.clone();
        steps.remove(place);
        if let Some(value) = worth(frame, pack, &steps).filter(|&value| value > order.value + SMALL_CHANGE) {
            *order = Order { steps, value };
            (place, any) = (place.min(order.steps.len()), true);
        }
    }
    any
}
