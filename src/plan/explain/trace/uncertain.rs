//! Traces of what is uncertain: what futures draw, what a lever moves, and where the plan would turn.

use std::collections::BTreeSet;

use super::{Amount, Basis, Part, Quantity, Trace, Tracer};
use crate::plan::answer::Plan;
use crate::plan::explain::Lever;
use crate::plan::market::{Knob, PremiumId};
use crate::plan::projection::Band;
use crate::plan::units::{Hours, Range};

/// The assumptions that each future draws anew.
const DRAWN: [Knob; 4] = [Knob::OwnShare, Knob::HybridFactor, Knob::DriftSize, Knob::EvidenceSpread];

impl Tracer<'_> {
    /// Every uncertain number that a future draws, with its ends.
    pub(super) fn uncertain(&self) -> Vec<Part> {
        let ranged = |knob: Knob| Part { amount: Amount::Factor(self.model.knobs.range(knob)), ..self.knob(knob) };
        let mut parts: Vec<Part> = DRAWN.map(ranged).into();
        parts.push(Self::computed("Outlook after 24 months", super::plain(self.values.outlook), Quantity::Outlook));
        parts.extend(self.rate_without().parts.into_iter().filter(|part| part.basis != Basis::Own));
        let mut seen: BTreeSet<&PremiumId> = BTreeSet::new();
        for step in self.ground.plan.iter().flat_map(|plan| &plan.steps) {
            let Some(skill) = self.ground.market.skill(&step.id.skill) else { continue };
            if seen.insert(&skill.premium) {
                parts.extend(self.ground.market.premium(skill).map(|premium| self.premium_part(skill, premium)));
            }
        }
        parts
    }

    pub(super) fn swing(&self, lever: &Lever) -> Option<Trace> {
        let tornado = self.ground.tornado?;
        let bar = tornado.bars.iter().find(|bar| bar.lever == *lever)?;
        let plan = self.ground.plan?.ids();
        let mut parts = self.lever_parts(lever);
        parts.push(Self::computed(
            "The rate with all in the middle",
            Amount::Rate(tornado.middle),
            Quantity::MiddleRate(plan),
        ));
        parts.push(Self::computed("All futures together", self.rate_at_horizon()?.amount, Quantity::RateAtHorizon));
        let ends = if bar.at_low <= bar.at_high { (bar.at_low, bar.at_high) } else { (bar.at_high, bar.at_low) };
        Some(Trace {
            name: "The rate at the horizon between the two ends of one number".to_owned(),
            amount: Amount::RateBand(Band { p10: ends.0, p50: tornado.middle, p90: ends.1 }),
            how: "The rate on the middle values, computed with this one number at its low and at its high end and all others in the middle; the plan stays as it is.".to_owned(),
            parts,
        })
    }

    fn lever_parts(&self, lever: &Lever) -> Vec<Part> {
        match lever {
            Lever::Assumption(knob) => {
                vec![Part { amount: Amount::Factor(self.model.knobs.range(*knob)), ..self.knob(*knob) }]
            }
            Lever::Outlook => {
                [Knob::OutlookGoesOn, Knob::OutlookPlateaus, Knob::OutlookFallsBack].map(|knob| self.knob(knob)).into()
            }
            Lever::BaseDrift => self.rate_without().parts.into_iter().filter(|part| part.basis != Basis::Own).collect(),
            Lever::StepHours => {
                let ids = self.ground.plan.map(Plan::ids).unwrap_or_default();
                let total = self.hours(&ids).map_or(Amount::Hours(Range::exact(Hours::ZERO)), |trace| trace.amount);
                vec![Self::computed("Hours of all steps", total, Quantity::Hours(ids))]
            }
            Lever::Premium(id) => {
                let market = self.ground.market;
                let skill = market.skills.values().find(|skill| skill.premium == *id);
                skill
                    .zip(market.premiums.get(id))
                    .map(|(skill, premium)| self.premium_part(skill, premium))
                    .into_iter()
                    .collect()
            }
            Lever::SkillPremium(id) => {
                let skill = self.ground.market.skill(id);
                let premium = skill.and_then(|skill| self.ground.market.premium(skill));
                skill.zip(premium).map(|(skill, premium)| self.premium_part(skill, premium)).into_iter().collect()
            }
            Lever::LearningHours => {
                vec![Self::own(
                    "Hours of learning a week",
                    Amount::Hours(Range::exact(self.ground.profile.learning_hours)),
                )]
            }
            Lever::Rate => vec![Self::own("Your rate today", Amount::Rate(self.ground.profile.rate))],
        }
    }

    pub(super) fn flips(&self) -> Option<Trace> {
        let plan = self.ground.plan?;
        let mut parts: Vec<Part> = [Lever::LearningHours, Lever::Rate, Lever::Assumption(Knob::OwnShare)]
            .iter()
            .flat_map(|lever| self.lever_parts(lever))
            .collect();
        let first = plan.steps.first()?;
        parts.extend(self.lever_parts(&Lever::SkillPremium(first.id.skill.clone())));
        Some(Trace {
            name: "What the plan is worth today, before anything is moved".to_owned(),
            amount: Amount::Money(plan.value),
            how: "Each of the numbers below is moved away from its present value, the best plan is found anew, and the distance is halved until the value is known at which the first step changes.".to_owned(),
            parts,
        })
    }
}
