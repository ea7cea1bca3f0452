//! Traces of what a step takes and brings.

use std::collections::BTreeSet;

use super::{Amount, Basis, Part, Quantity, Trace, Tracer, plain};
use crate::plan::compile;
use crate::plan::market::{FigureId, Fit, Knob, Premium};
use crate::plan::number;
use crate::plan::skill::{HoursBasis, Level, Skill, SkillId, StepId};
use crate::plan::units::{Hours, Range};

impl Tracer<'_> {
    pub(super) fn step_gain(&self, id: &StepId) -> Option<Trace> {
        let plan = self.ground.plan?;
        let step = plan.step(id)?;
        let without = number::rate(plan.rate_at_horizon.get() - step.rate_gain.get());
        let (all, rest) = (plan.ids(), self.without(&plan.ids(), id));
        let mut parts = vec![
            Self::computed("With the whole plan", Amount::Rate(plan.rate_at_horizon), Quantity::MiddleRate(all)),
            Self::computed("Without it and what needs it", Amount::Rate(without), Quantity::MiddleRate(rest)),
        ];
        let own = self.sold_at_horizon(&plan.ids()).into_iter().filter(|(own, _)| own == id);
        parts.extend(own.map(|(own, log)| self.log_part(&own, log)));
        Some(Trace {
            name: format!("What {} adds to your hourly rate", self.step_name(id)),
            amount: Amount::RateChange(step.rate_gain),
            how: "The rate at the horizon with the whole plan less the rate without this step and what needs it, both on the middle values and before the platform's fee.".to_owned(),
            parts,
        })
    }

    pub(super) fn step_log(&self, id: &StepId) -> Option<Trace> {
        let (skill, _) = self.model.step(id)?;
        let horizon = self.model.horizon_weeks();
        let class = compile::factor(skill.class, &self.values, horizon);
        let mut parts = vec![
            Self::computed(
                format!("Published premium of {} in logs", skill.name),
                plain(self.values.premium.get(&skill.premium).copied().unwrap_or_default()),
                Quantity::RawPremium(skill.id.clone()),
            ),
            self.knob(Knob::OwnShare),
            self.knob(level_knob(id.level)?),
        ];
        parts.extend(below(id.level).and_then(level_knob).map(|knob| self.knob(knob)));
        parts.push(self.knob(fit_knob(self.model.service.fit(&skill.id))));
        if self.model.is_hybrid(skill) {
            parts.push(self.knob(Knob::HybridFactor));
        }
        let name = format!("What {} skills keep until the horizon", skill.class.name().to_lowercase());
        parts.push(Self::computed(name, plain(class), Quantity::ClassFactor(skill.class)));
        let pair = if self.model.is_hybrid(skill) { " x (1 + bonus for a second field)" } else { "" };
        let levels =
            if id.level.get() > 1 { "(part at this level less part at the level below)" } else { "part at this level" };
        Some(Trace {
            name: format!("What {} adds to the sum of log premiums at the horizon", self.step_name(id)),
            amount: plain(self.model.premium(skill, id.level, &self.values) * class),
            how: format!("Premium in logs x own share x {levels} x fit{pair} x what is kept until the horizon."),
            parts,
        })
    }

    pub(super) fn raw_premium(&self, id: &SkillId) -> Option<Trace> {
        let skill = self.ground.market.skill(id)?;
        let premium = self.ground.market.premium(skill)?;
        let raw = self.values.premium.get(&skill.premium).copied().unwrap_or_default();
        Some(Trace {
            name: format!("Published premium of {} in logs", skill.name),
            amount: plain(raw),
            how: format!(
                "x = -U ln(1 - ln(1 + P) / U), the number of which the curve of all skills together makes P for this skill alone. {}",
                premium.note
            ),
            parts: vec![self.premium_part(skill, premium), self.knob(Knob::CapLog)],
        })
    }

    /// A published premium with its figures.
    pub(super) fn premium_part(&self, skill: &Skill, premium: &Premium) -> Part {
        let sharing = self.ground.market.skills.values().filter(|other| other.premium == premium.id).count();
        let name = if sharing > 1 { "AI skills as a group".to_owned() } else { skill.name.clone() };
        Part {
            name: format!("Published premium of {name}"),
            amount: Amount::Change(premium.range),
            basis: Basis::Figures(figures_of(premium)),
        }
    }

    pub(super) fn step_marginal(&self, id: &StepId) -> Option<Trace> {
        let plan = self.ground.plan?;
        let step = plan.step(id)?;
        let without = number::money(plan.value.get() - step.marginal.get());
        let rest = self.without(&plan.ids(), id);
        Some(Trace {
            name: format!("What the plan would lose without {}", self.step_name(id)),
            amount: Amount::Money(step.marginal),
            how: "The plan's value less its value without this step and what needs it; the other steps move up."
                .to_owned(),
            parts: vec![
                Self::computed("The whole plan", Amount::Money(plan.value), Quantity::PlanValue(plan.ids())),
                Self::computed("Without it and what needs it", Amount::Money(without), Quantity::PlanValue(rest)),
            ],
        })
    }

    /// An order without a step and without all that comes later and needs it.
    fn without(&self, order: &[StepId], id: &StepId) -> Vec<StepId> {
        let mut gone = BTreeSet::from([id.clone()]);
        for step in order {
            if self.model.needs(step).iter().any(|need| gone.contains(need)) {
                gone.insert(step.clone());
            }
        }
        order.iter().filter(|step| !gone.contains(step)).cloned().collect()
    }

    pub(super) fn step_pays_back(&self, id: &StepId) -> Option<Trace> {
        let step = self.ground.plan?.step(id)?;
        Some(Trace {
            name: format!("When {} pays back", self.step_name(id)),
            amount: Amount::Month(step.pays_back),
            how: "The first month in which it and what needs it have brought more than they have cost and than the income lost to learning them, on the middle values, with the dates of all other steps kept. A step without any cost pays back with its first gain.".to_owned(),
            parts: vec![
                Self::computed("What it adds an hour at the horizon", Amount::RateChange(step.rate_gain), Quantity::StepGain(id.clone())),
                Self::computed("What it costs", Amount::Money(step.cost), Quantity::StepCost(id.clone())),
                Self::computed("The hours it takes", Amount::Hours(step.hours), Quantity::Hours(vec![id.clone()])),
                Self::own("Part of a learning hour taken from hours sold", Amount::Share(self.ground.profile.displacement)),
                self.knob(Knob::LagWeeks),
            ],
        })
    }

    pub(super) fn step_cost(&self, id: &StepId) -> Option<Trace> {
        let (_, step) = self.model.step(id)?;
        let own = self.ground.profile.steps.get(id).and_then(|record| record.cost);
        let pack = Part {
            name: "The pack's figure".to_owned(),
            amount: Amount::Money(step.cost),
            basis: Basis::Judged(
                "The cheapest way that the pack lists under \"Where to learn it\"; free if there is a free one."
                    .to_owned(),
            ),
        };
        let parts = own.map(|cost| Self::own("Your own figure", Amount::Money(cost))).into_iter().chain([pack]);
        Some(Trace {
            name: format!("What {} costs", self.step_name(id)),
            amount: Amount::Money(self.model.cost(id, step)),
            how: "Your own figure if there is one, else the pack's.".to_owned(),
            parts: parts.collect(),
        })
    }

    pub(super) fn hours(&self, ids: &[StepId]) -> Option<Trace> {
        if let [id] = ids {
            return self.step_hours(id);
        }
        let steps: Vec<(&StepId, Range<Hours>)> =
            ids.iter().filter_map(|id| Some((id, self.model.hours(id, self.model.step(id)?.1)))).collect();
        let sum =
            |end: fn(&Range<Hours>) -> Hours| number::hours(steps.iter().map(|(_, range)| end(range).get()).sum());
        let mid = sum(Range::mid);
        Some(Trace {
            name: "Hours of all these steps together".to_owned(),
            amount: Amount::Hours(Range::new(sum(Range::low), mid, sum(Range::high)).unwrap_or(Range::exact(mid))),
            how: "The hours of each step, added up; plans are made with the middle.".to_owned(),
            parts: steps
                .iter()
                .map(|(id, hours)| {
                    Self::computed(self.step_name(id), Amount::Hours(*hours), Quantity::Hours(vec![(*id).clone()]))
                })
                .collect(),
        })
    }

    fn step_hours(&self, id: &StepId) -> Option<Trace> {
        let (skill, step) = self.model.step(id)?;
        let record = self.ground.profile.steps.get(id);
        let whose = match step.basis {
            HoursBasis::Stated => "stated by a provider",
            HoursBasis::Derived => "computed from hours that a provider states",
            HoursBasis::Judged => "our own judgment",
        };
        let mut parts = vec![Part {
            name: format!("The pack's estimate, {whose}"),
            amount: Amount::Hours(step.hours),
            basis: Basis::Judged(skill.hours_note.clone()),
        }];
        let own = record.and_then(|record| record.hours);
        if own.is_none() && self.ground.profile.is_learned_anew(id) {
            parts.push(self.knob(Knob::RelearnPart));
        }
        parts.extend(own.map(|hours| Self::own("Your own estimate", Amount::Hours(Range::exact(hours)))));
        let logged = record.map(|record| record.logged).filter(|logged| *logged > Hours::ZERO);
        parts.extend(logged.map(|logged| Self::own("Hours you have logged", Amount::Hours(Range::exact(logged)))));
        Some(Trace {
            name: format!("Hours that {} still takes", self.step_name(id)),
            amount: Amount::Hours(self.model.hours(id, step)),
            how: "Your own estimate if there is one, else the pack's, of which a level that has faded takes a part; less the hours logged, at least one.".to_owned(),
            parts,
        })
    }

    pub(super) fn bridge_share(&self, id: &StepId) -> Option<Trace> {
        let bridge = self.ground.bridge?;
        let (_, share) = bridge.shares.iter().find(|(own, _)| own == id)?;
        let own = self.sold_at_horizon(&self.ground.plan?.ids()).into_iter().filter(|(own, _)| own == id);
        let mut parts: Vec<Part> = own.map(|(own, log)| self.log_part(&own, log)).collect();
        parts.push(Self::computed(
            "The rate at the horizon",
            Amount::Rate(bridge.horizon),
            Quantity::MiddleRate(self.ground.plan?.ids()),
        ));
        Some(Trace {
            name: format!("Share of {} in the rise until the horizon", self.step_name(id)),
            amount: Amount::RateChange(*share),
            how: "The mean of what the step adds over all orders in which the plan's steps could be added (Shapley's rule), so that the shares of all steps add up to the rise. Every order up to 12 steps, else 2,000 orders drawn with a fixed seed.".to_owned(),
            parts,
        })
    }

    pub(super) fn first_step(&self, id: &StepId) -> Option<Trace> {
        let counted = self.ground.first_steps?;
        Some(Trace {
            name: format!("How often {} stays among the first three", self.step_name(id)),
            amount: Amount::Share(counted.share(id)?),
            how: format!(
                "{} futures, each with its own draws of the uncertain numbers below, are planned anew; this is the part of them whose best plan has the step among its first three.",
                counted.draws
            ),
            parts: self.uncertain(),
        })
    }
}

/// The figures behind a premium, the middle one first, each once.
fn figures_of(premium: &Premium) -> Vec<FigureId> {
    let mut figures: Vec<FigureId> = Vec::new();
    for id in [&premium.figures.mid, &premium.figures.low, &premium.figures.high] {
        if !figures.contains(id) {
            figures.push(id.clone());
        }
    }
    figures
}

/// The assumption on how much of a premium a level earns.
fn level_knob(level: Level) -> Option<Knob> {
    [None, Some(Knob::LevelOne), Some(Knob::LevelTwo), Some(Knob::LevelThree), Some(Knob::LevelFour)]
        .get(level.index())
        .copied()
        .flatten()
}

fn below(level: Level) -> Option<Level> {
    level.get().checked_sub(1).and_then(Level::new)
}

/// The assumption on how well a skill goes with the service sold.
const fn fit_knob(fit: Fit) -> Knob {
    match fit {
        Fit::Core => Knob::FitCore,
        Fit::Adjacent => Knob::FitAdjacent,
        Fit::Far => Knob::FitFar,
    }
}
