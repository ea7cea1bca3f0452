//! Changes to the diary.

use crate::plan::diary::{CalendarMonth, Entry, Forecast};
use crate::plan::profile::Profile;

/// A change to what was forecast or to what came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum DiaryEdit {
    /// Keep this forecast; one of the same name gives way.
    Freeze(Box<Forecast>),
    /// Forget the forecast of this name.
    DropForecast(String),
    /// Write these months down, each in place of what stood there for it.
    Write(Vec<Entry>),
    /// Forget what was written down for this month.
    Erase(CalendarMonth),
}

impl DiaryEdit {
    pub(super) fn apply(&self, profile: &mut Profile) {
        let diary = &mut profile.diary;
        match self {
            Self::Freeze(forecast) => {
                diary.forecasts.retain(|old| old.name() != forecast.name());
                diary.forecasts.push(Forecast::clone(forecast));
            }
            Self::DropForecast(name) => diary.forecasts.retain(|forecast| forecast.name() != name),
            Self::Write(entries) => entries.iter().cloned().for_each(|entry| diary.write(entry)),
            Self::Erase(month) => diary.entries.retain(|entry| entry.month != *month),
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Self::Freeze(forecast) => format!("freeze the forecast \"{}\"", forecast.name()),
            Self::DropForecast(name) => format!("delete the forecast \"{name}\""),
            Self::Write(entries) => match entries.as_slice() {
                [entry] => format!("write down {}", entry.month),
                entries => format!("write down {} months", entries.len()),
            },
            Self::Erase(month) => format!("forget {month}"),
        }
    }

    pub(super) const fn is_announced(&self) -> bool {
        matches!(self, Self::DropForecast(_) | Self::Erase(_))
    }
}
