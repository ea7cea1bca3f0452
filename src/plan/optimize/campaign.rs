//! The course of a solution: windows of end dates, each bounded, thinned and searched until the best plan is proven.

use std::rc::Rc;

use super::compile::{Compiled, Frame, Pack};
use super::core::Core;
use super::dominance::Dominance;
use super::incumbent::{self, Order};
use super::opening;
use super::relaxation::Relaxation;
use super::search::{Room, Search};
use super::tangent::Tangent;
use super::value::Walk;
use super::volume::{self, FIRST_REACH, Mean};

/// Half of the gap at which a plan counts as proven, relative to its value.
const TOLERANCE: f64 = 5e-7;

/// Rounds of the volume algorithm in one stretch.
const ROUNDS: usize = 30;

/// Rounds of the first stretch in a window: much is closed after it, and what is closed no longer takes time.
const FIRST_ROUNDS: usize = 12;

/// Stretches at most for the first window, and for one that is halved or touched again.
const FIRST_STRETCHES: usize = 10;
const NEXT_STRETCHES: usize = 3;

/// Stretches in which the bound of a large pack is lowered before its core is searched.
const CORE_STRETCHES: usize = 5;

/// Sets kept per cell in the first search of a window, and the factor from one search to the next.
const FIRST_WIDTH: usize = 24;
const WIDENING: usize = 8;

/// The share of a window's gap that an open end date may hide.
const LOOSE: f64 = 0.4;

/// How far below the best plan, relative to its value, another one is still worth polishing.
const NEAR: f64 = 0.003;

/// The gap, relative to the value, at which a search costs less than better prices.
const NARROW: f64 = 0.001;

/// What a campaign may use, and whom it tells.
pub(super) struct Means<'a> {
    /// Sets that may be looked at in all.
    pub(super) nodes: usize,
    /// Says when to end early.
    pub(super) stop: &'a dyn Fn() -> bool,
    /// Hears of every better plan or bound.
    pub(super) report: &'a mut dyn FnMut(&Order, f64),
}

/// A window of end dates that may still hold a better plan.
struct Window {
    relaxation: Relaxation,
    bound: f64,
    width: usize,
    reach: f64,
    /// The value of the plan at which the tangent was taken.
    touched: f64,
}

/// A campaign in progress.
pub(super) struct Campaign<'a> {
    frame: Rc<Frame>,
    pack: &'a Pack,
    means: Means<'a>,
    best: Order,
    bound: f64,
    /// What the bound cannot fall below, because of steps outside the core.
    least: f64,
    open: Vec<Window>,
    /// The order that the longest paths suggested last.
    tried: Vec<usize>,
}

impl<'a> Campaign<'a> {
    /// Starts from a plan in the hand.
    pub(super) fn new(compiled: &'a Compiled, best: Order, means: Means<'a>) -> Self {
        let frame = Rc::clone(&compiled.frame);
        Self {
            frame,
            pack: &compiled.pack,
            means,
            best,
            bound: f64::INFINITY,
            least: f64::NEG_INFINITY,
            open: Vec::new(),
            tried: Vec::new(),
        }
    }

    /// Runs to the proof or to the limits; returns the best order and the bound.
    pub(super) fn run(mut self) -> (Order, f64) {
        let tangent = Tangent::new(&self.frame, (self.pack, self.pack), &self.best.steps, (0, self.frame.cells));
        let core = Core::new(self.pack, &tangent);
        let pack = core.as_ref().map_or_else(|| self.pack.clone(), |core| core.pack.clone());
        let mut relaxation = Relaxation::new(Rc::clone(&self.frame), pack, tangent);
        if let Some(core) = &core {
            core.lend(&mut relaxation);
        }
        opening::price(&mut relaxation);
        self.knot(&mut relaxation);
        let (touched, mut reach) = (self.best.value, FIRST_REACH);
        if let Some(core) = &core {
            self.least = f64::INFINITY;
            for _ in 0..CORE_STRETCHES {
                let mean = volume::lower(&mut relaxation, touched, ROUNDS, &mut reach, self.means.stop);
                self.heed(&relaxation, &mean);
                // Pricing all steps outside the core takes as long as a stretch: once there is a bound, an end is an end.
                if self.least.is_finite() && (self.means.stop)() {
                    break;
                }
                self.least = self.least.min(relaxation.bound() + core.excess(&self.frame, &relaxation));
                self.lower(self.least);
            }
        }
        relaxation.sweep();
        self.lower(relaxation.bound().max(self.least));
        let window = Window { relaxation, bound: f64::INFINITY, width: FIRST_WIDTH, reach, touched };
        self.enter(window, FIRST_STRETCHES);
        while let Some(window) = self.next() {
            if (self.means.stop)() || self.means.nodes == 0 {
                self.open.push(window);
                break;
            }
            self.advance(window);
            self.tell();
        }
        self.tell();
        let bound = self.bound.max(self.best.value);
        (self.best, bound)
    }

    fn floor(&self) -> f64 {
        self.best.value + self.tolerance()
    }

    fn tolerance(&self) -> f64 {
        TOLERANCE * self.best.value.abs().max(1.0)
    }

    /// Lowers the bound to the largest of all windows that are still open.
    fn tell(&mut self) {
        let open = self.open.iter().map(|window| window.bound).fold(self.floor().max(self.least), f64::max);
        self.lower(open);
    }

    /// Takes over what no plan exceeds, if that is news, and tells.
    fn lower(&mut self, bound: f64) {
        self.bound = self.bound.min(bound);
        (self.means.report)(&self.best, self.bound.max(self.best.value));
    }

    /// Takes the window with the largest bound, if it can still hold something better.
    fn next(&mut self) -> Option<Window> {
        let floor = self.floor();
        self.open.retain(|window| window.bound > floor);
        let bound = |place: &usize| self.open[*place].bound;
        let best = (0..self.open.len()).max_by(|a, b| bound(a).total_cmp(&bound(b)).then(b.cmp(a)))?;
        Some(self.open.swap_remove(best))
    }

    /// Improves the prices of a window, closes what they close, and keeps it if it can still hold something better.
    ///
    /// Ends when the gap is narrow, when a stretch of rounds no longer narrows it by a thirtieth, or after `most` stretches.
    fn enter(&mut self, mut window: Window, most: usize) {
        for stretch in 1..=most {
            let before = window.bound.min(window.relaxation.bound());
            let rounds = if stretch == 1 { FIRST_ROUNDS } else { ROUNDS };
            let mean =
                volume::lower(&mut window.relaxation, self.best.value, rounds, &mut window.reach, self.means.stop);
            window.bound = window.bound.min(window.relaxation.bound());
            self.heed(&window.relaxation, &mean);
            if !window.relaxation.close(self.floor()) {
                return;
            }
            let slow = before - window.relaxation.bound() < 0.03 * (before - self.best.value);
            let narrow = window.relaxation.bound() - self.best.value < NARROW * self.best.value.abs();
            if narrow || (stretch > 1 && slow) || (self.means.stop)() {
                break;
            }
        }
        window.relaxation.sweep();
        self.open.push(window);
    }

    /// Searches a window, or halves it if its end date is too open to say much.
    fn advance(&mut self, mut window: Window) {
        if self.is_loose(&window) {
            self.halve(&window);
            return;
        }
        if self.best.value - window.touched > window.bound - self.best.value {
            window.touched = self.best.value;
            let span = window.relaxation.tangent.window;
            window.relaxation.tangent =
                Tangent::new(&self.frame, (self.pack, self.choice(&window.relaxation)), &self.best.steps, span);
            self.knot(&mut window.relaxation);
            self.enter(window, NEXT_STRETCHES);
            return;
        }
        let relaxation = &window.relaxation;
        let dominance = Dominance::new(&self.frame, &relaxation.pack);
        let room = Room { width: window.width, nodes: self.means.nodes, stop: self.means.stop };
        let outcome = Search::new(relaxation, &dominance, self.best.value, self.tolerance()).run(&room);
        self.means.nodes = self.means.nodes.saturating_sub(outcome.nodes);
        if let Some(better) = outcome.better {
            let steps = better.steps.iter().map(|&m| self.place(relaxation, m)).collect();
            self.adopt(Order { steps, ..better });
        }
        if let Some(dropped) = outcome.dropped {
            window.bound = window.bound.min(dropped);
            window.width = window.width.saturating_mul(WIDENING);
            if outcome.is_full {
                self.means.nodes = 0;
                self.open.push(window);
            } else {
                self.enter(window, NEXT_STRETCHES);
            }
        }
    }

    /// Says whether the open end date may hide much of the window's gap: the bonus for an early end is too large by that.
    fn is_loose(&self, window: &Window) -> bool {
        let (first, last) = window.relaxation.tangent.window;
        let tangent = &window.relaxation.tangent;
        let excess =
            |cell: usize| tangent.bonus[cell - first] - (tangent.study[last] - tangent.study[cell]) * self.share(cell);
        let most = [first, self.end().clamp(first, last)].into_iter().map(excess).fold(0.0, f64::max);
        last > first && most > LOOSE * (window.bound - self.best.value)
    }

    /// Returns the cell at which the best plan ends.
    fn end(&self) -> usize {
        self.best.steps.iter().map(|&m| self.pack.steps[m].cells).sum()
    }

    /// Returns the uplift of the best plan, as far as it gets before a cell.
    fn share(&self, cell: usize) -> f64 {
        let (mut walk, line) = (Walk::new(&self.frame), &self.frame.line);
        for step in self.best.steps.iter().map(|&m| &self.pack.steps[m]) {
            if walk.cell + step.cells > cell {
                break;
            }
            walk.cell += step.cells;
            walk.premiums[step.curve] += step.premium;
        }
        let tick = self.frame.tick(cell).min(line.ticks.saturating_sub(1));
        line.share(line.sum(&walk.premiums, tick)).max(0.0)
    }

    fn halve(&mut self, window: &Window) {
        let (first, last) = window.relaxation.tangent.window;
        let (middle, end) = (first + (last - first) / 2, self.end());
        let middle = if (first + 1..last).contains(&end) { end } else { middle };
        for span in [(middle + 1, last), (first, middle)] {
            let tangent =
                Tangent::new(&self.frame, (self.pack, self.choice(&window.relaxation)), &self.best.steps, span);
            let relaxation = window.relaxation.within(tangent);
            let (bound, width, reach, touched) = (window.bound, window.width, FIRST_REACH, self.best.value);
            self.enter(Window { relaxation, bound, width, reach, touched }, NEXT_STRETCHES);
        }
    }

    /// Puts the knots of each prerequisite's price where the best plan finishes its two steps.
    fn knot(&self, relaxation: &mut Relaxation) {
        let mut ends = vec![None; self.pack.steps.len()];
        let mut cell = 0;
        for &m in &self.best.steps {
            cell += self.pack.steps[m].cells;
            ends[m] = Some(cell);
        }
        for a in 0..relaxation.arcs.len() {
            let (from, to) = (relaxation.arcs[a].from, relaxation.arcs[a].to);
            let later = relaxation.pack.steps[to].cells;
            let knots = (ends[self.place(relaxation, from)], ends[self.place(relaxation, to)]);
            if let (Some(from), Some(to)) = knots {
                relaxation.arcs[a].knots = [from + later, to.max(from + later)];
            }
        }
    }

    /// Returns where a step of a window's pack is in the whole pack.
    fn place(&self, relaxation: &Relaxation, m: usize) -> usize {
        let number = relaxation.pack.steps[m].number;
        self.pack.steps.binary_search_by_key(&number, |step| step.number).unwrap_or(0)
    }

    /// Returns what plans of a window may choose from: the steps left in it, or the whole pack if those are but its core.
    fn choice<'b>(&self, relaxation: &'b Relaxation) -> &'b Pack
    where
        'a: 'b,
    {
        if self.least.is_finite() { self.pack } else { &relaxation.pack }
    }

    /// Tries the order that the mean of the longest paths suggests, if it is news.
    fn heed(&mut self, relaxation: &Relaxation, mean: &Mean) {
        let wishes: Vec<usize> = mean.order().into_iter().map(|m| self.place(relaxation, m)).collect();
        if self.tried != wishes {
            self.adopt(incumbent::kept(&self.frame, self.pack, &wishes));
            self.tried = wishes;
        }
    }

    fn adopt(&mut self, order: Order) {
        let near = order.value > self.best.value - NEAR * self.best.value.abs();
        if near && self.pack.allows(&self.frame, &order.steps) {
            let order = incumbent::polished(&self.frame, self.pack, order);
            if order.value > self.best.value + 1e-9 {
                self.best = order;
            }
        }
    }
}
