//! How saved scenarios look on disk, and the parts of them that a profile has as well.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::checked::{As, Finite, Months, distinct};
use crate::plan::market::{FigureId, Knob};
use crate::plan::profile::{OutlookWeights, Override};
use crate::plan::scenario::Scenario;
use crate::plan::units::{Hours, Share};

#[derive(Serialize, Deserialize)]
pub(super) struct ScenarioRecord {
    name: String,
    learning_hours: As<Hours>,
    horizon_months: As<Months>,
    outlook: OutlookRecord,
    #[serde(default, deserialize_with = "distinct", skip_serializing_if = "BTreeMap::is_empty")]
    overrides: BTreeMap<String, OverrideRecord>,
    #[serde(default, deserialize_with = "distinct", skip_serializing_if = "BTreeMap::is_empty")]
    figures: BTreeMap<String, OverrideRecord>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct OutlookRecord {
    goes_on: As<Share>,
    plateaus: As<Share>,
    falls_back: As<Share>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct OverrideRecord {
    value: As<Finite>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

impl From<&Scenario> for ScenarioRecord {
    fn from(scenario: &Scenario) -> Self {
        Self {
            name: scenario.name.clone(),
            learning_hours: As(scenario.learning_hours),
            horizon_months: As(Months(scenario.horizon_months)),
            outlook: (&scenario.outlook).into(),
            overrides: override_records(&scenario.overrides),
            figures: figure_records(&scenario.figures),
        }
    }
}

impl From<ScenarioRecord> for Scenario {
    fn from(record: ScenarioRecord) -> Self {
        Self {
            name: record.name,
            learning_hours: record.learning_hours.0,
            horizon_months: record.horizon_months.0.0,
            outlook: record.outlook.into(),
            overrides: overrides(record.overrides),
            figures: figures(record.figures),
        }
    }
}

impl From<&OutlookWeights> for OutlookRecord {
    fn from(weights: &OutlookWeights) -> Self {
        let OutlookWeights { goes_on, plateaus, falls_back } = *weights;
        Self { goes_on: As(goes_on), plateaus: As(plateaus), falls_back: As(falls_back) }
    }
}

impl From<OutlookRecord> for OutlookWeights {
    fn from(record: OutlookRecord) -> Self {
        let OutlookRecord { goes_on, plateaus, falls_back } = record;
        Self { goes_on: goes_on.0, plateaus: plateaus.0, falls_back: falls_back.0 }
    }
}

impl From<&Override> for OverrideRecord {
    fn from(own: &Override) -> Self {
        Self { value: As(Finite(own.value)), note: own.note.clone() }
    }
}

impl From<OverrideRecord> for Override {
    fn from(record: OverrideRecord) -> Self {
        Self { value: record.value.0.0, note: record.note }
    }
}

pub(super) fn override_records(own: &BTreeMap<Knob, Override>) -> BTreeMap<String, OverrideRecord> {
    own.iter().map(|(knob, own)| (knob.id().to_owned(), own.into())).collect()
}

pub(super) fn figure_records(own: &BTreeMap<FigureId, Override>) -> BTreeMap<String, OverrideRecord> {
    own.iter().map(|(id, own)| (id.to_string(), own.into())).collect()
}

/// An assumption that only a newer Premia knows stays in the file, see `keep`.
pub(super) fn overrides(records: BTreeMap<String, OverrideRecord>) -> BTreeMap<Knob, Override> {
    records.into_iter().filter_map(|(knob, own)| Some((Knob::from_id(&knob)?, own.into()))).collect()
}

pub(super) fn figures(records: BTreeMap<String, OverrideRecord>) -> BTreeMap<FigureId, Override> {
    records.into_iter().map(|(id, own)| (FigureId::new(id), own.into())).collect()
}
