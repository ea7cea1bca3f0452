//! A market with numbers of the user's own in place of the pack's, and all that follows from them.

use std::collections::BTreeMap;

use super::compute;
use crate::plan::knobs;
use crate::plan::market::{Assumption, Figure, FigureId, Market, Premium, Service};
use crate::plan::profile::Override;
use crate::plan::units::{Change, Range, Rate};

impl Market {
    /// The same market with these numbers in place of the pack's figures, and all that follows from them computed anew.
    ///
    /// A number of the user's own stands for the whole range of its figure. An id that the pack does not know changes
    /// nothing.
    #[must_use]
    pub fn with_overrides(&self, own: &BTreeMap<FigureId, Override>) -> Self {
        let mut market = self.clone();
        let mut marks = String::new();
        for (id, own) in own {
            let Some(figure) = market.figures.get_mut(id) else { continue };
            (figure.value, figure.low, figure.high, figure.bound) = (Some(own.value), None, None, None);
            marks.push_str(&format_mark(id, own.value));
        }
        if marks.is_empty() {
            return market;
        }
        market.digest.push_str(&marks);
        compute(&mut market.figures, own);
        let (figures, before) = (&market.figures, &self.figures);
        for premium in market.premiums.values_mut() {
            follow_premium(premium, figures, before);
        }
        for service in &mut market.services {
            follow_service(service, figures, before);
        }
        for assumption in market.assumptions.values_mut() {
            follow_assumption(assumption, figures, before);
        }
        for series in &mut market.series {
            for ((_, value), id) in series.points.iter_mut().zip(&series.figures) {
                *value = figures.get(id).and_then(|figure| figure.value).unwrap_or(*value);
            }
        }
        market
    }
}

/// Tells markets with different numbers apart.
fn format_mark(id: &FigureId, value: f64) -> String {
    format!(" {id}={value}")
}

type Figures = BTreeMap<FigureId, Figure>;

/// Whether the value of a figure is not what it was.
fn is_moved(id: &FigureId, figures: &Figures, before: &Figures) -> bool {
    figures.get(id).map(ends) != before.get(id).map(ends)
}

const fn ends(figure: &Figure) -> [Option<f64>; 3] {
    [figure.low, figure.value, figure.high]
}

/// The premium as its figures give it now; the middle wins where an end would cross it.
fn follow_premium(premium: &mut Premium, figures: &Figures, before: &Figures) {
    let ids = &premium.figures;
    if ![&ids.low, &ids.mid, &ids.high].into_iter().any(|id| is_moved(id, figures, before)) {
        return;
    }
    let get = |id: &FigureId| figures.get(id).and_then(|figure| figure.value).map(|value| value / 100.0);
    let (Some(low), Some(mid), Some(high)) = (get(&ids.low), get(&ids.mid), get(&ids.high)) else { return };
    premium.range = changes(low.min(mid), mid, high.max(mid)).unwrap_or(premium.range);
}

/// The posted rate and the drift of a service as their figures give them now.
///
/// An end of the drift that was the number of one of its figures follows that figure; the others are our assumption and
/// stay, as far as the order of the three allows.
fn follow_service(service: &mut Service, figures: &Figures, before: &Figures) {
    if is_moved(&service.rate_figure, figures, before)
        && let Some(figure) = figures.get(&service.rate_figure)
        && let Some(mid) = figure.value
    {
        let rate = |value: f64| Rate::new(value);
        let (low, high) = (figure.low.unwrap_or(mid), figure.high.unwrap_or(mid));
        let range = rate(low.min(mid)).zip(rate(mid)).zip(rate(high.max(mid)));
        service.rate = range.and_then(|((low, mid), high)| Range::new(low, mid, high)).unwrap_or(service.rate);
    }
    let mut drift = [service.drift.low().get(), service.drift.mid().get(), service.drift.high().get()];
    let mut moved = [false; 3];
    for id in &service.drift_figures {
        let (Some(now), Some(was)) = (figures.get(id), before.get(id)) else { continue };
        if !was.unit.starts_with('%') || ends(now) == ends(was) {
            continue;
        }
        let Some(value) = now.value else { continue };
        for (end, is_moved) in drift.iter_mut().zip(&mut moved) {
            let is_its = ends(was).into_iter().flatten().any(|own| (own / 100.0 - *end).abs() < 1e-9);
            if is_its && !*is_moved {
                (*end, *is_moved) = (value / 100.0, true);
            }
        }
    }
    if moved != [false; 3] {
        let [low, mid, high] = drift.map(|end| end.clamp(-0.99, 10.0));
        let mid = match moved {
            [_, true, _] => mid,
            [false, _, true] => mid.min(high),
            _ => mid.max(low),
        };
        service.drift = changes(low.min(mid), mid, high.max(mid)).unwrap_or(service.drift);
    }
}

/// The assumption as its first figure gives it now: the whole range moves in proportion.
fn follow_assumption(assumption: &mut Assumption, figures: &Figures, before: &Figures) {
    let Some(first) = assumption.figures.first() else { return };
    let value = |figures: &Figures| figures.get(first).and_then(|figure| figure.value);
    let (Some(now), Some(was)) = (value(figures), value(before)) else { return };
    if now.to_bits() == was.to_bits() || was == 0.0 {
        return;
    }
    let (range, allowed) = (assumption.range, knobs::allowed(assumption));
    let moved =
        [range.low(), range.mid(), range.high()].map(|end| (end * now / was).clamp(*allowed.start(), *allowed.end()));
    let [low, mid, high] = if now / was < 0.0 { [moved[2], moved[1], moved[0]] } else { moved };
    assumption.range = Range::new(low, mid, high).unwrap_or(range);
}

fn changes(low: f64, mid: f64, high: f64) -> Option<Range<Change>> {
    Range::new(Change::new(low)?, Change::new(mid)?, Change::new(high)?)
}
