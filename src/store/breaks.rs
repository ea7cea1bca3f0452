//! How holidays and other weeks look on disk.

use serde::{Deserialize, Serialize};

use super::checked::As;
use crate::plan::profile::Break;
use crate::plan::units::{Date, Hours};

#[derive(Serialize, Deserialize)]
pub(super) struct BreakRecord {
    from: As<Date>,
    until: As<Date>,
    learning_hours: As<Hours>,
}

impl From<&Break> for BreakRecord {
    fn from(own: &Break) -> Self {
        Self { from: As(own.from), until: As(own.until), learning_hours: As(own.learning_hours) }
    }
}

impl From<BreakRecord> for Break {
    fn from(record: BreakRecord) -> Self {
        Self { from: record.from.0, until: record.until.0, learning_hours: record.learning_hours.0 }
    }
}
