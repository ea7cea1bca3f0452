//! Traces of what a target asks for.

use std::collections::BTreeSet;

use super::{Amount, Basis, Part, Quantity, Trace, Tracer};
use crate::plan::gap::Gap;
use crate::plan::market::{Knob, TargetId};
use crate::plan::skill::StepId;

/// Why a target asks for what it asks for.
const READING: &str = "What is asked, to which level and with which weight is Premia's reading of such work; no public figure measures it.";

impl Tracer<'_> {
    pub(super) fn gap_closed(&self, id: &TargetId) -> Option<Trace> {
        let gap = self.gap(id)?;
        let target = self.ground.market.target(id)?;
        let rows = gap.rows.iter().map(|row| {
            let name = self.ground.market.skill_name(&row.skill);
            let asked = format!("{name}: level {} of {}, weight", row.held, row.asked);
            Part { name: asked, amount: Amount::Share(row.weight), basis: Basis::Judged(READING.to_owned()) }
        });
        let hours: BTreeSet<StepId> = gap.rows.iter().flat_map(|row| row.steps.iter().cloned()).collect();
        let mut parts: Vec<Part> = rows.collect();
        let hours = Quantity::Hours(hours.into_iter().collect());
        parts.push(Self::computed("Hours to close all of it", Amount::Hours(gap.hours), hours));
        Some(Trace {
            name: format!("How much you have of what is asked: {}", target.name),
            amount: Amount::Share(gap.closed),
            how: "For each skill asked, the level you hold by the level asked, at most 1, times its weight; added up. The levels are your own ratings.".to_owned(),
            parts,
        })
    }

    pub(super) fn hybrid(&self, id: &TargetId) -> Option<Trace> {
        let hybrid = &self.gap(id)?.hybrid;
        let parts = hybrid.domains.iter().map(|(domain, share)| Self::own(domain.name(), Amount::Share(*share)));
        Some(Trace {
            name: "At home in several fields".to_owned(),
            amount: Amount::Share(hybrid.total),
            how: "An index of ours: a field scores the levels of your two strongest skills in it, as a part of 6; the total is the mean of the three highest scores. No public figure measures what it is worth.".to_owned(),
            parts: parts.chain([self.knob(Knob::HybridFactor)]).collect(),
        })
    }

    fn gap(&self, id: &TargetId) -> Option<&Gap> {
        self.ground.gaps.iter().find(|(own, _)| own == id).map(|(_, gap)| gap)
    }
}
