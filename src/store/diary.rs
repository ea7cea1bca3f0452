//! How frozen forecasts and the months written down look on disk.

use serde::{Deserialize, Serialize};

use super::checked::As;
use super::record::{StepKey, step_id, step_key};
use super::scenario::ScenarioRecord;
use crate::plan::diary::{CalendarMonth, Diary, Entry, Forecast};
use crate::plan::market::ServiceId;
use crate::plan::projection::Band;
use crate::plan::units::{Currency, Date, Hours, Rate};

#[derive(Default, Serialize, Deserialize)]
pub(super) struct DiaryRecord {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    forecasts: Vec<ForecastRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    entries: Vec<EntryRecord>,
}

impl DiaryRecord {
    /// Whether there is nothing to write.
    pub(super) const fn is_empty(&self) -> bool {
        self.forecasts.is_empty() && self.entries.is_empty()
    }
}

#[derive(Serialize, Deserialize)]
struct ForecastRecord {
    circumstances: ScenarioRecord,
    date: As<Date>,
    pack: String,
    service: String,
    rate: As<Rate>,
    currency: As<Currency>,
    billable_hours: As<Hours>,
    #[serde(default)]
    steps: Vec<StepKey>,
    band: Vec<BandRecord>,
}

#[derive(Serialize, Deserialize)]
struct BandRecord {
    p10: As<Rate>,
    p50: As<Rate>,
    p90: As<Rate>,
}

#[derive(Serialize, Deserialize)]
struct EntryRecord {
    month: As<CalendarMonth>,
    rate: As<Rate>,
    billable_hours: As<Hours>,
    learning_hours: As<Hours>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

impl From<&Diary> for DiaryRecord {
    fn from(diary: &Diary) -> Self {
        Self {
            forecasts: diary.forecasts.iter().map(ForecastRecord::from).collect(),
            entries: diary.entries.iter().map(EntryRecord::from).collect(),
        }
    }
}

impl From<DiaryRecord> for Diary {
    fn from(record: DiaryRecord) -> Self {
        let mut diary =
            Self { forecasts: record.forecasts.into_iter().map(Forecast::from).collect(), ..Self::default() };
        // Written one by one, so that they are in order and no month stands there twice, whoever edited the file.
        record.entries.into_iter().map(Entry::from).for_each(|entry| diary.write(entry));
        diary
    }
}

impl From<&Forecast> for ForecastRecord {
    fn from(forecast: &Forecast) -> Self {
        let band = |Band { p10, p50, p90 }: &Band<Rate>| BandRecord { p10: As(*p10), p50: As(*p50), p90: As(*p90) };
        Self {
            circumstances: (&forecast.circumstances).into(),
            date: As(forecast.date),
            pack: forecast.pack.clone(),
            service: forecast.service.to_string(),
            rate: As(forecast.rate),
            currency: As(forecast.currency),
            billable_hours: As(forecast.billable_hours),
            steps: forecast.steps.iter().map(step_key).collect(),
            band: forecast.band.iter().map(band).collect(),
        }
    }
}

impl From<ForecastRecord> for Forecast {
    fn from(record: ForecastRecord) -> Self {
        let band = |BandRecord { p10, p50, p90 }: BandRecord| Band { p10: p10.0, p50: p50.0, p90: p90.0 };
        Self {
            circumstances: record.circumstances.into(),
            date: record.date.0,
            pack: record.pack,
            service: ServiceId::new(record.service),
            rate: record.rate.0,
            currency: record.currency.0,
            billable_hours: record.billable_hours.0,
            steps: record.steps.into_iter().map(step_id).collect(),
            band: record.band.into_iter().map(band).collect(),
        }
    }
}

impl From<&Entry> for EntryRecord {
    fn from(entry: &Entry) -> Self {
        let Entry { month, rate, billable_hours, learning_hours, note } = entry.clone();
        Self {
            month: As(month),
            rate: As(rate),
            billable_hours: As(billable_hours),
            learning_hours: As(learning_hours),
            note,
        }
    }
}

impl From<EntryRecord> for Entry {
    fn from(record: EntryRecord) -> Self {
        let EntryRecord { month, rate, billable_hours, learning_hours, note } = record;
        Self { month: month.0, rate: rate.0, billable_hours: billable_hours.0, learning_hours: learning_hours.0, note }
    }
}
