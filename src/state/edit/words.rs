//! What a change is called in the menu and in messages.

use super::Edit;
use crate::plan::market::{Knob, Market};
use crate::plan::profile::Profile;
use crate::plan::skill::{SkillId, StepId};

impl Edit {
    /// The change in words that follow "Undo: ".
    #[must_use]
    pub fn name(&self, market: &Market, profile: &Profile) -> String {
        let skill = |id: &SkillId| market.skill_name(id).to_owned();
        let step = |id: &StepId| format!("{} level {}", market.skill_name(&id.skill), id.level);
        match self {
            Self::Name(_) => "rename the profile".to_owned(),
            Self::Service(id, _) => {
                let name = market.service(id).map_or(id.as_str(), |service| service.name.as_str());
                format!("sell as {name}")
            }
            Self::AddBreak(_) => "add days with other hours".to_owned(),
            Self::RemoveBreak(_) => "remove days with other hours".to_owned(),
            Self::Rate(_) => "change the rate".to_owned(),
            Self::Currency(currency) => format!("count in {}", currency.code()),
            Self::BillableHours(_) => "change billable hours".to_owned(),
            Self::LearningHours(_) => "change learning hours".to_owned(),
            Self::Displacement(_) => "change where learning time comes from".to_owned(),
            Self::Fee(_) => "change the platform fee".to_owned(),
            Self::Horizon(_) => "change the horizon".to_owned(),
            Self::Budget(None) => "plan without a budget".to_owned(),
            Self::Budget(Some(_)) => "change the budget".to_owned(),
            Self::Target(_) => "change the target".to_owned(),
            Self::SkillLevel(id, level) => format!("set {} to level {level}", skill(id)),
            Self::RemoveSkill(id) => format!("remove {}", skill(id)),
            Self::FadeSkill(id) => format!("note that {} has faded", skill(id)),
            Self::VerifySkill(id) => format!("confirm {}", skill(id)),
            Self::AddEvidence(id, _) => format!("add evidence to {}", skill(id)),
            Self::RemoveEvidence(id, _) => format!("remove evidence from {}", skill(id)),
            Self::Pin(id) => format!("pin {}", step(id)),
            Self::PinAll(steps) => match steps.as_slice() {
                [one] => format!("pin {}", step(one)),
                steps => format!("pin {} steps", steps.len()),
            },
            Self::Unpin(id) => format!("unpin {}", step(id)),
            Self::Exclude(id) => format!("skip {}", skill(id)),
            Self::Include(id) => format!("allow {}", skill(id)),
            Self::LockFirst(steps) => {
                steps.last().map_or_else(|| "free the order".to_owned(), |id| format!("start with {}", step(id)))
            }
            Self::Unlock => "free the order".to_owned(),
            Self::Concede(_) => "make the wishes possible".to_owned(),
            Self::Done(id) => format!("mark {} done", step(id)),
            Self::LogHours(id, _) => format!("log hours on {}", step(id)),
            Self::StepHours(id, _) => format!("change the hours of {}", step(id)),
            Self::StepCost(id, _) => format!("change the cost of {}", step(id)),
            Self::StepNote(id, _) => format!("change the note on {}", step(id)),
            Self::StopRule(id, _) => format!("change the stop rule of {}", step(id)),
            Self::Outlook(_) => "change the outlook".to_owned(),
            Self::Override(knob, _) | Self::OverrideNote(knob, _) => format!("change \"{}\"", knob_name(market, *knob)),
            Self::ResetOverride(knob) => {
                let was = profile.overrides.get(knob).map(|own| own.value);
                let value = was.map_or_else(String::new, |value| format!(" from {value}"));
                format!("reset \"{}\"{value}", knob_name(market, *knob))
            }
            Self::OverrideFigure(id, own) => format!("use {} for figure {id}", own.value),
            Self::OverrideFigureNote(id, _) => format!("change the note on figure {id}"),
            Self::ResetFigure(id) => format!("use the published figure {id}"),
            Self::ResetFigures => "use the published figures".to_owned(),
            Self::Import(taken) if taken.len() == 1 => "import 1 skill".to_owned(),
            Self::Import(taken) => format!("import {} skills", taken.len()),
            Self::GoBy(_) => "go by the new plan".to_owned(),
            Self::SaveScenario(scenario) => format!("save the scenario \"{}\"", scenario.name),
            Self::RenameScenario(from, to) => format!("rename the scenario \"{from}\" to \"{to}\""),
            Self::DeleteScenario(name) => format!("delete the scenario \"{name}\""),
            Self::Diary(edit) => edit.name(),
            Self::Needs(_) => "change what you need".to_owned(),
            Self::Clients(edit) => edit.name(profile),
            Self::Assess(id, _, None) => format!("keep the answers on {}", skill(id)),
            Self::Assess(id, _, Some(level)) => format!("set {} to level {level} after its questions", skill(id)),
            Self::StopDate(id, _) => format!("change the day to look at {}", step(id)),
            Self::UseScenario(name) => format!("use the scenario \"{name}\""),
        }
    }
}

fn knob_name(market: &Market, knob: Knob) -> &str {
    market.assumptions.get(&knob).map_or(knob.id(), |assumption| assumption.name.as_str())
}
