//! How evidence looks on disk.

use serde::{Deserialize, Serialize};

use super::checked::As;
use super::later::Choice;
use crate::plan::profile::{Evidence, EvidenceKind};
use crate::plan::skill::Level;
use crate::plan::units::Date;

#[derive(Serialize, Deserialize)]
pub(super) struct EvidenceRecord {
    #[serde(default = "project", skip_serializing_if = "is_project")]
    kind: Choice<KindRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<As<Level>>,
    #[serde(default)]
    link: String,
    #[serde(default)]
    client: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<As<Date>>,
    #[serde(default)]
    outcome: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum KindRecord {
    Project,
    Certificate,
    Test,
    Testimonial,
}

/// Evidence of the time before kinds was mostly of projects.
const fn project() -> Choice<KindRecord> {
    Choice::Known(KindRecord::Project)
}

fn is_project(kind: &Choice<KindRecord>) -> bool {
    *kind == project()
}

impl From<&Evidence> for EvidenceRecord {
    fn from(evidence: &Evidence) -> Self {
        let Evidence { kind, level, link, client, date, outcome } = evidence.clone();
        let kind = match kind {
            EvidenceKind::Project => project(),
            EvidenceKind::Certificate => Choice::Known(KindRecord::Certificate),
            EvidenceKind::Test => Choice::Known(KindRecord::Test),
            EvidenceKind::Testimonial => Choice::Known(KindRecord::Testimonial),
            EvidenceKind::Unknown(text) => Choice::Unknown(text),
        };
        Self { kind, level: level.map(As), link, client, date: date.map(As), outcome }
    }
}

impl From<EvidenceRecord> for Evidence {
    fn from(record: EvidenceRecord) -> Self {
        let EvidenceRecord { kind, level, link, client, date, outcome } = record;
        let kind = match kind {
            Choice::Known(KindRecord::Project) => EvidenceKind::Project,
            Choice::Known(KindRecord::Certificate) => EvidenceKind::Certificate,
            Choice::Known(KindRecord::Test) => EvidenceKind::Test,
            Choice::Known(KindRecord::Testimonial) => EvidenceKind::Testimonial,
            Choice::Unknown(text) => EvidenceKind::Unknown(text),
        };
        Self { kind, level: level.map(|level| level.0), link, client, date: date.map(|date| date.0), outcome }
    }
}
