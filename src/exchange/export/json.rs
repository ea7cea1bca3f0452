//! The whole plan for programs; `assets/schema/premia-plan.schema.json` describes it.

use serde_json::{Value, json};

use super::Report;
use crate::exchange::import::FORMAT;
use crate::plan::PlannedStep;
use crate::plan::profile::{Evidence, Rating};
use crate::plan::projection::Band;
use crate::plan::skill::{Level, SkillId};
use crate::plan::units::{Hours, Money, Range, Rate};

/// The version of the description.
const VERSION: u32 = 1;

/// Money is today's, in `currency`; rates are before the platform's fee, values after it.
pub(super) fn value(report: &Report<'_>) -> Value {
    let (profile, market, plan, projection) = (report.profile, report.market, report.plan, report.projection);
    let months = projection.months.iter().map(|month| {
        json!({"month": month.month, "date": month.date.to_string(), "plan": rates(month.plan), "nothing": rates(month.nothing)})
    });
    let assumptions = market.assumptions.iter().map(|(knob, assumption)| {
        let range = assumption.range;
        json!({
            "id": knob.id(),
            "name": assumption.name,
            "unit": assumption.unit,
            "low": range.low(),
            "mid": range.mid(),
            "high": range.high(),
            "own": profile.overrides.get(knob).map(|own| own.value),
        })
    });
    let figures = report.figures().into_iter().map(|figure| {
        let source = market.source_of(figure).map(|(source, _)| source);
        json!({
            "id": figure.id.as_str(),
            "segment": figure.segment,
            "metric": figure.measured(),
            "unit": figure.unit,
            "value": figure.value,
            "publisher": source.map(|source| source.publisher.as_str()),
            "address": source.map(|source| source.address.as_str()),
        })
    });
    json!({
        "format": FORMAT,
        "schema": VERSION,
        "estimate": true,
        "profile": profile.name,
        "service": profile.service.as_str(),
        "currency": profile.currency.code(),
        "rate": profile.rate.get(),
        "billable_hours": profile.billable_hours.get(),
        "learning_hours": profile.learning_hours.get(),
        "pack": market.edition,
        "pack_digest": market.digest,
        "today": report.today.to_string(),
        "horizon_months": profile.horizon_months,
        "skills": profile.skills.iter().map(|(id, rating)| skill(report, id, rating)).collect::<Vec<Value>>(),
        "steps": plan.steps.iter().map(|at| step(report, at)).collect::<Vec<Value>>(),
        "value": plan.value.get(),
        "upper_bound": plan.upper_bound.get(),
        "proof": report.proof(),
        "hours": hours(plan.hours),
        "cost": plan.cost.get(),
        "rate_at_horizon": rates(projection.headline),
        "rate_without": rates(projection.nothing),
        "value_band": moneys(projection.value),
        "futures": projection.futures,
        "months": months.collect::<Vec<Value>>(),
        "assumptions": assumptions.collect::<Vec<Value>>(),
        "figures": figures.collect::<Vec<Value>>(),
        "unknown": plan.unknown.iter().map(SkillId::as_str).collect::<Vec<&str>>(),
    })
}

/// A skill with its level and what backs it, which an import reads again.
pub(super) fn skill(report: &Report<'_>, id: &SkillId, rating: &Rating) -> Value {
    json!({
        "id": id.as_str(),
        "name": report.market.skill_name(id),
        "level": rating.level.get(),
        "evidence": rating.evidence.iter().map(evidence).collect::<Vec<Value>>(),
    })
}

fn evidence(evidence: &Evidence) -> Value {
    json!({
        "link": evidence.link,
        "client": evidence.client,
        "date": evidence.date.map(|date| date.to_string()),
        "outcome": evidence.outcome,
        "kind": evidence.kind.word(),
        "shows_level": evidence.level.map(Level::get),
    })
}

fn step(report: &Report<'_>, step: &PlannedStep) -> Value {
    json!({
        "skill": step.id.skill.as_str(),
        "name": report.market.skill_name(&step.id.skill),
        "level": step.id.level.get(),
        "start": step.start.to_string(),
        "end": step.end.to_string(),
        "hours": hours(step.hours),
        "cost": step.cost.get(),
        "rate_gain": step.rate_gain.get(),
        "worth": step.marginal.get(),
        "pays_back_month": step.pays_back,
    })
}

fn hours(range: Range<Hours>) -> Value {
    json!({"low": range.low().get(), "mid": range.mid().get(), "high": range.high().get()})
}

fn rates(band: Band<Rate>) -> Value {
    json!({"p10": band.p10.get(), "p50": band.p50.get(), "p90": band.p90.get()})
}

fn moneys(band: Band<Money>) -> Value {
    json!({"p10": band.p10.get(), "p50": band.p50.get(), "p90": band.p90.get()})
}
