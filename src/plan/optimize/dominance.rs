//! Exchange: a step need not start while one that is better in every respect could start instead.

use super::compile::{Frame, Pack};

/// For each step those that should come first whenever they can.
pub(super) struct Dominance {
    better: Vec<Vec<usize>>,
}

impl Dominance {
    /// Finds the pairs of levels `a`, `b` of two skills where `a` replaces `b`.
    ///
    /// Let a plan start `b` while `a` could start. Trade the names of the two skills, level by level, so that of each pair
    /// the level of `a`'s skill comes first. If from this level on `a`'s skill needs no more hours, costs no more, brings
    /// no less in any period and needs nothing that the places of `b`'s levels do not ensure, and nothing needs `b`'s skill,
    /// then every step of the new plan ends no later and `u(s)` is nowhere smaller. That is no worse as long as no step
    /// has a negative premium and every learning hour earns more than it displaces.
    pub(super) fn new(frame: &Frame, pack: &Pack) -> Self {
        let mut better = vec![Vec::new(); pack.steps.len()];
        if is_monotone(frame, pack) {
            for (b, list) in better.iter_mut().enumerate() {
                let chain = chain(pack, b);
                let fits = |&a: &usize| a != b && replaces(frame, pack, a, chain.as_deref());
                list.extend((0..pack.steps.len()).filter(fits));
            }
        }
        Self { better }
    }

    /// Says whether a step must wait for another that `is_ready` and not in the set.
    pub(super) fn forbids(&self, step: usize, set: &[u64], is_ready: impl Fn(usize) -> bool) -> bool {
        self.better[step].iter().any(|&a| set[a / 64] >> (a % 64) & 1 == 0 && is_ready(a))
    }
}

/// Says whether earlier is never worse: no premium below zero, and each paid hour of learning earns what it displaces.
fn is_monotone(frame: &Frame, pack: &Pack) -> bool {
    let (line, start) = (&frame.line, frame.start.tick);
    let ticks = || start..line.paid.max(start);
    let displaces = line.displaced.last().is_some_and(|&all| all > 0.0);
    let earns =
        |tick: usize| line.income[tick + 1] - line.income[tick] >= line.displaced[tick + 1] - line.displaced[tick];
    let grows = (start..line.ticks).all(|tick| line.factors(tick).iter().all(|&factor| factor >= 0.0));
    grows
        && pack.steps.iter().all(|step| step.premium >= 0.0)
        && frame.start.premiums.iter().all(|&premium| premium >= 0.0)
        && (!displaces || (ticks().all(earns) && pack.steps.iter().all(|step| !step.required)))
}

/// Returns the levels of a step's skill from it on, if nothing else needs them and no pin demands them.
fn chain(pack: &Pack, first: usize) -> Option<Vec<usize>> {
    let skill = pack.steps[first].place.0;
    let own = |&m: &usize| pack.steps[m].place.0 == skill;
    let chain: Vec<usize> = (first..pack.steps.len()).take_while(own).collect();
    let free = |&m: &usize| !pack.steps[m].required && pack.steps[m].after.iter().all(own);
    chain.iter().all(free).then_some(chain)
}

fn replaces(frame: &Frame, pack: &Pack, a: usize, chain: Option<&[usize]>) -> bool {
    let Some((&b, _)) = chain.and_then(<[usize]>::split_first) else {
        return false;
    };
    let chain = chain.unwrap_or_default();
    if pack.steps[a].place.0 == pack.steps[b].place.0 || pack.steps[a].place.1 != pack.steps[b].place.1 {
        return false;
    }
    let mut ensured = pack.steps[a].before.clone();
    let mut strict = a < b;
    for (offset, &m) in chain.iter().enumerate() {
        let (Some(x), y) = (pack.steps.get(a + offset), &pack.steps[m]) else {
            return false;
        };
        let same = x.place == (pack.steps[a].place.0, y.place.1);
        let gains = gains(frame, pack, a + offset, m);
        if !same || x.cells > y.cells || x.cost > y.cost || gains.is_none() {
            return false;
        }
        strict |= x.cells < y.cells || x.cost < y.cost || gains == Some(true);
        ensured.extend(&y.before);
        let own = |p: usize| pack.steps[p].place.0 == pack.steps[a].place.0;
        if !x.before.iter().all(|&p| own(p) || ensured.contains(&p)) {
            return false;
        }
    }
    strict
}

/// Says whether a step brings no less than another in every period, and if so, whether it somewhere brings more.
fn gains(frame: &Frame, pack: &Pack, a: usize, b: usize) -> Option<bool> {
    let (x, y) = (&pack.steps[a], &pack.steps[b]);
    if x.curve == y.curve {
        return (x.premium >= y.premium).then_some(x.premium > y.premium);
    }
    let mut more = false;
    let mut tick = frame.start.tick;
    while tick < frame.line.paid {
        let factors = frame.line.factors(tick);
        let (ours, theirs) = (x.premium * factors[x.curve], y.premium * factors[y.curve]);
        if ours < theirs {
            return None;
        }
        more |= ours > theirs;
        tick = frame.line.period_end(tick);
    }
    Some(more)
}
