//! How a profile looks on disk: version 1 of the file's records, each value checked while it is read.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::breaks::BreakRecord;
use super::checked::{As, Months, Screen, StepLevel, distinct};
use super::clients::{AssessmentRecord, ClientRecord, NeedsRecord, assessment_records, assessments};
use super::diary::DiaryRecord;
use super::evidence::EvidenceRecord;
use super::later::Choice;
use super::scenario::{
    OutlookRecord, OverrideRecord, ScenarioRecord, figure_records, figures, override_records, overrides,
};
use super::seen::SeenRecord;
use crate::plan::floor::Needs;
use crate::plan::market::{ServiceId, TargetId};
use crate::plan::profile::{Aim, Evidence, Profile, Rating, Setup, StepRecord};
use crate::plan::skill::{Level, SkillId, StepId};
use crate::plan::units::{Currency, Date, Hours, Money, Rate, Share};

/// The version that is written, and the newest that is read.
pub(super) const SCHEMA_VERSION: u64 = 1;

/// Every field name of version 1; a name that is not among them is carried along unread.
pub(super) const FIELDS: [&str; 69] = [
    "schema_version",
    "name",
    "setup",
    "service",
    "rate",
    "currency",
    "billable_hours",
    "learning_hours",
    "displacement",
    "fee",
    "horizon_months",
    "budget",
    "target",
    "skills",
    "pinned",
    "excluded",
    "locked",
    "steps",
    "outlook",
    "overrides",
    "figures",
    "breaks",
    "from",
    "until",
    "seen",
    "scenarios",
    "skill",
    "end",
    "level",
    "evidence",
    "verified",
    "faded_from",
    "link",
    "client",
    "date",
    "outcome",
    "logged",
    "hours",
    "cost",
    "note",
    "stop_rule",
    "goes_on",
    "plateaus",
    "falls_back",
    "value",
    "diary",
    "forecasts",
    "entries",
    "circumstances",
    "pack",
    "band",
    "p10",
    "p50",
    "p90",
    "month",
    "kind",
    "clients",
    "share",
    "since",
    "assessments",
    "answers",
    "stop_on",
    "needs",
    "income",
    "costs",
    "tax",
    "weeks_off",
    "unpaid_hours",
    "log",
];

/// The version alone, which tells how to read the rest.
#[derive(Deserialize)]
#[serde(rename = "Profile")]
pub(super) struct VersionRecord {
    pub(super) schema_version: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Profile")]
pub(super) struct ProfileRecord {
    pub(super) schema_version: u64,
    name: String,
    setup: Choice<SetupRecord>,
    service: String,
    rate: As<Rate>,
    currency: As<Currency>,
    billable_hours: As<Hours>,
    learning_hours: As<Hours>,
    displacement: As<Share>,
    fee: As<Share>,
    horizon_months: As<Months>,
    #[serde(default)]
    budget: Option<As<Money>>,
    target: Choice<AimRecord>,
    #[serde(deserialize_with = "distinct")]
    skills: BTreeMap<String, RatingRecord>,
    #[serde(default)]
    pinned: BTreeSet<StepKey>,
    #[serde(default)]
    excluded: BTreeSet<String>,
    #[serde(default)]
    locked: Vec<StepKey>,
    #[serde(default, deserialize_with = "distinct")]
    steps: BTreeMap<StepKey, NotesRecord>,
    outlook: OutlookRecord,
    #[serde(default, deserialize_with = "distinct")]
    overrides: BTreeMap<String, OverrideRecord>,
    #[serde(default, deserialize_with = "distinct", skip_serializing_if = "BTreeMap::is_empty")]
    figures: BTreeMap<String, OverrideRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    breaks: Vec<BreakRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<SeenRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scenarios: Vec<ScenarioRecord>,
    #[serde(default, skip_serializing_if = "DiaryRecord::is_empty")]
    diary: DiaryRecord,
    #[serde(default, deserialize_with = "distinct", skip_serializing_if = "BTreeMap::is_empty")]
    log: BTreeMap<As<Date>, As<Hours>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    clients: Vec<ClientRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    needs: Option<NeedsRecord>,
    #[serde(default, deserialize_with = "distinct", skip_serializing_if = "BTreeMap::is_empty")]
    assessments: BTreeMap<String, Vec<AssessmentRecord>>,
}

#[derive(Serialize, Deserialize)]
enum SetupRecord {
    AtScreen(As<Screen>),
    Done,
    Sample,
}

#[derive(Serialize, Deserialize)]
enum AimRecord {
    MostValue,
    Target(String),
}

/// A skill and the level that the step reaches.
pub(super) type StepKey = (String, As<StepLevel>);

#[derive(Serialize, Deserialize)]
struct RatingRecord {
    level: As<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verified: Option<As<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    faded_from: Option<As<Level>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceRecord>,
}

#[derive(Serialize, Deserialize)]
struct NotesRecord {
    logged: As<Hours>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<As<Hours>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cost: Option<As<Money>>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    stop_rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stop_on: Option<As<Date>>,
}

impl From<&Profile> for ProfileRecord {
    fn from(profile: &Profile) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            name: profile.name.clone(),
            setup: setup_choice(&profile.setup),
            service: profile.service.to_string(),
            rate: As(profile.rate),
            currency: As(profile.currency),
            billable_hours: As(profile.billable_hours),
            learning_hours: As(profile.learning_hours),
            displacement: As(profile.displacement),
            fee: As(profile.fee),
            horizon_months: As(Months(profile.horizon_months)),
            budget: profile.budget.map(As),
            target: aim_choice(&profile.target),
            skills: profile.skills.iter().map(|(skill, rating)| (skill.to_string(), rating.into())).collect(),
            pinned: profile.pinned.iter().map(step_key).collect(),
            excluded: profile.excluded.iter().map(SkillId::to_string).collect(),
            locked: profile.locked.iter().map(step_key).collect(),
            steps: profile.steps.iter().map(|(step, notes)| (step_key(step), notes.into())).collect(),
            outlook: (&profile.outlook).into(),
            overrides: override_records(&profile.overrides),
            figures: figure_records(&profile.figures),
            breaks: profile.breaks.iter().map(BreakRecord::from).collect(),
            seen: profile.seen.as_ref().map(SeenRecord::from),
            scenarios: profile.scenarios.iter().map(ScenarioRecord::from).collect(),
            diary: (&profile.diary).into(),
            log: profile.log.iter().map(|(day, hours)| (As(*day), As(*hours))).collect(),
            clients: profile.clients.iter().map(ClientRecord::from).collect(),
            needs: (profile.needs != Needs::default()).then(|| profile.needs.into()),
            assessments: assessment_records(&profile.assessments),
        }
    }
}

impl From<ProfileRecord> for Profile {
    fn from(record: ProfileRecord) -> Self {
        Self {
            name: record.name,
            setup: setup(record.setup),
            service: ServiceId::new(record.service),
            rate: record.rate.0,
            currency: record.currency.0,
            billable_hours: record.billable_hours.0,
            learning_hours: record.learning_hours.0,
            displacement: record.displacement.0,
            fee: record.fee.0,
            horizon_months: record.horizon_months.0.0,
            budget: record.budget.map(|budget| budget.0),
            target: aim(record.target),
            skills: record.skills.into_iter().map(|(skill, rating)| (SkillId::new(skill), rating.into())).collect(),
            pinned: record.pinned.into_iter().map(step_id).collect(),
            excluded: record.excluded.into_iter().map(SkillId::new).collect(),
            locked: record.locked.into_iter().map(step_id).collect(),
            steps: record.steps.into_iter().map(|(step, notes)| (step_id(step), notes.into())).collect(),
            outlook: record.outlook.into(),
            overrides: overrides(record.overrides),
            figures: figures(record.figures),
            breaks: record.breaks.into_iter().map(BreakRecord::into).collect(),
            seen: record.seen.map(SeenRecord::into),
            scenarios: record.scenarios.into_iter().map(ScenarioRecord::into).collect(),
            diary: record.diary.into(),
            log: record.log.into_iter().map(|(day, hours)| (day.0, hours.0)).collect(),
            clients: record.clients.into_iter().map(ClientRecord::into).collect(),
            needs: record.needs.map(NeedsRecord::into).unwrap_or_default(),
            assessments: assessments(record.assessments),
        }
    }
}

fn setup_choice(setup: &Setup) -> Choice<SetupRecord> {
    Choice::Known(match setup {
        Setup::AtScreen(screen) => SetupRecord::AtScreen(As(Screen(*screen))),
        Setup::Done => SetupRecord::Done,
        Setup::Sample => SetupRecord::Sample,
        Setup::Unknown(text) => return Choice::Unknown(text.clone()),
    })
}

fn setup(choice: Choice<SetupRecord>) -> Setup {
    match choice {
        Choice::Known(SetupRecord::AtScreen(As(Screen(screen)))) => Setup::AtScreen(screen),
        Choice::Known(SetupRecord::Done) => Setup::Done,
        Choice::Known(SetupRecord::Sample) => Setup::Sample,
        Choice::Unknown(text) => Setup::Unknown(text),
    }
}

fn aim_choice(aim: &Aim) -> Choice<AimRecord> {
    Choice::Known(match aim {
        Aim::MostValue => AimRecord::MostValue,
        Aim::Target(target) => AimRecord::Target(target.to_string()),
        Aim::Unknown(text) => return Choice::Unknown(text.clone()),
    })
}

fn aim(choice: Choice<AimRecord>) -> Aim {
    match choice {
        Choice::Known(AimRecord::MostValue) => Aim::MostValue,
        Choice::Known(AimRecord::Target(target)) => Aim::Target(TargetId::new(target)),
        Choice::Unknown(text) => Aim::Unknown(text),
    }
}

pub(super) fn step_key(step: &StepId) -> StepKey {
    (step.skill.to_string(), As(StepLevel(step.level)))
}

pub(super) fn step_id((skill, As(StepLevel(level))): StepKey) -> StepId {
    StepId { skill: SkillId::new(skill), level }
}

impl From<&Rating> for RatingRecord {
    fn from(rating: &Rating) -> Self {
        Self {
            level: As(rating.level),
            verified: rating.verified.map(As),
            faded_from: rating.faded_from.map(As),
            evidence: rating.evidence.iter().map(EvidenceRecord::from).collect(),
        }
    }
}

impl From<RatingRecord> for Rating {
    fn from(record: RatingRecord) -> Self {
        Self {
            level: record.level.0,
            evidence: record.evidence.into_iter().map(Evidence::from).collect(),
            verified: record.verified.map(|date| date.0),
            faded_from: record.faded_from.map(|level| level.0),
        }
    }
}

impl From<&StepRecord> for NotesRecord {
    fn from(step: &StepRecord) -> Self {
        let StepRecord { logged, hours, cost, note, stop_rule, stop_on } = step.clone();
        let (hours, cost, stop_on) = (hours.map(As), cost.map(As), stop_on.map(As));
        Self { logged: As(logged), hours, cost, note, stop_rule, stop_on }
    }
}

impl From<NotesRecord> for StepRecord {
    fn from(record: NotesRecord) -> Self {
        let NotesRecord { logged, hours, cost, note, stop_rule, stop_on } = record;
        let (hours, cost) = (hours.map(|hours| hours.0), cost.map(|cost| cost.0));
        Self { logged: logged.0, hours, cost, note, stop_rule, stop_on: stop_on.map(|date| date.0) }
    }
}
