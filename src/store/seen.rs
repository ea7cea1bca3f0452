//! How the plan that the user goes by looks on disk.

use serde::{Deserialize, Serialize};

use super::checked::{As, StepLevel};
use super::record::{step_id, step_key};
use crate::plan::replan::{SeenPlan, SeenStep};
use crate::plan::units::{Date, Hours, Money};

#[derive(Serialize, Deserialize)]
pub(super) struct SeenRecord {
    date: As<Date>,
    learning_hours: As<Hours>,
    value: As<Money>,
    #[serde(default)]
    steps: Vec<SeenStepRecord>,
}

#[derive(Serialize, Deserialize)]
struct SeenStepRecord {
    skill: String,
    level: As<StepLevel>,
    end: As<Date>,
    hours: As<Hours>,
    logged: As<Hours>,
}

impl From<&SeenPlan> for SeenRecord {
    fn from(seen: &SeenPlan) -> Self {
        Self {
            date: As(seen.date),
            learning_hours: As(seen.learning_hours),
            value: As(seen.value),
            steps: seen.steps.iter().map(SeenStepRecord::from).collect(),
        }
    }
}

impl From<SeenRecord> for SeenPlan {
    fn from(record: SeenRecord) -> Self {
        Self {
            date: record.date.0,
            learning_hours: record.learning_hours.0,
            value: record.value.0,
            steps: record.steps.into_iter().map(SeenStep::from).collect(),
        }
    }
}

impl From<&SeenStep> for SeenStepRecord {
    fn from(step: &SeenStep) -> Self {
        let (skill, level) = step_key(&step.id);
        Self { skill, level, end: As(step.end), hours: As(step.hours), logged: As(step.logged) }
    }
}

impl From<SeenStepRecord> for SeenStep {
    fn from(record: SeenStepRecord) -> Self {
        let id = step_id((record.skill, record.level));
        Self { id, end: record.end.0, hours: record.hours.0, logged: record.logged.0 }
    }
}
