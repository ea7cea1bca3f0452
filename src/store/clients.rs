//! How clients and assessments look on disk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::checked::As;
use crate::plan::assessment::Assessment;
use crate::plan::clients::Client;
use crate::plan::skill::SkillId;
use crate::plan::units::{Date, Rate, Share};

#[derive(Serialize, Deserialize)]
pub(super) struct ClientRecord {
    name: String,
    share: As<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rate: Option<As<Rate>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<As<Date>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct AssessmentRecord {
    date: As<Date>,
    answers: Vec<Vec<bool>>,
}

impl From<&Client> for ClientRecord {
    fn from(client: &Client) -> Self {
        let Client { name, share, rate, since } = client.clone();
        Self { name, share: As(share), rate: rate.map(As), since: since.map(As) }
    }
}

impl From<ClientRecord> for Client {
    fn from(record: ClientRecord) -> Self {
        let ClientRecord { name, share, rate, since } = record;
        Self { name, share: share.0, rate: rate.map(|rate| rate.0), since: since.map(|date| date.0) }
    }
}

impl From<&Assessment> for AssessmentRecord {
    fn from(own: &Assessment) -> Self {
        Self { date: As(own.date), answers: own.answers.clone() }
    }
}

impl From<AssessmentRecord> for Assessment {
    fn from(record: AssessmentRecord) -> Self {
        Self { date: record.date.0, answers: record.answers }
    }
}

type Answered = BTreeMap<SkillId, Vec<Assessment>>;

pub(super) fn assessment_records(own: &Answered) -> BTreeMap<String, Vec<AssessmentRecord>> {
    own.iter().map(|(skill, own)| (skill.to_string(), own.iter().map(AssessmentRecord::from).collect())).collect()
}

pub(super) fn assessments(records: BTreeMap<String, Vec<AssessmentRecord>>) -> Answered {
    let own = |records: Vec<AssessmentRecord>| records.into_iter().map(AssessmentRecord::into).collect();
    records.into_iter().map(|(skill, records)| (SkillId::new(skill), own(records))).collect()
}
