//! How clients, needs and assessments look on disk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::checked::{As, WeeksOff};
use crate::plan::assessment::Assessment;
use crate::plan::clients::Client;
use crate::plan::floor::Needs;
use crate::plan::skill::SkillId;
use crate::plan::units::{Date, Hours, Money, Rate, Share};

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
pub(super) struct NeedsRecord {
    income: As<Money>,
    costs: As<Money>,
    tax: As<Share>,
    weeks_off: As<WeeksOff>,
    unpaid_hours: As<Hours>,
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

impl From<Needs> for NeedsRecord {
    fn from(needs: Needs) -> Self {
        let Needs { income, costs, tax, weeks_off, unpaid_hours } = needs;
        let weeks_off = As(WeeksOff(weeks_off));
        Self { income: As(income), costs: As(costs), tax: As(tax), weeks_off, unpaid_hours: As(unpaid_hours) }
    }
}

impl From<NeedsRecord> for Needs {
    fn from(record: NeedsRecord) -> Self {
        let NeedsRecord { income, costs, tax, weeks_off, unpaid_hours } = record;
        let weeks_off = weeks_off.0.0;
        Self { income: income.0, costs: costs.0, tax: tax.0, weeks_off, unpaid_hours: unpaid_hours.0 }
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
