//! The diary: forecasts as they were when they were made, what came of them month by month, and how good they were.

mod score;
mod update;

use std::fmt;

use super::market::{Market, ServiceId};
use super::number;
use super::profile::Profile;
use super::projection::{Band, Projection};
use super::scenario::Scenario;
use super::skill::StepId;
use super::units::{Currency, Date, Hours, Rate};

pub use score::{CREDIBLE_MONTHS, Calibration, Pair, pinball, wilson};
pub use update::{OBSERVATION_SPREAD, Standing, Updated};

/// What was forecast, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diary {
    /// Forecasts in the order in which they were frozen.
    pub forecasts: Vec<Forecast>,
    /// Months as they were, oldest first, each at most once.
    pub entries: Vec<Entry>,
}

/// A month of the calendar, such as December 2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarMonth {
    year: i32,
    month: u32,
}

/// One month as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which month.
    pub month: CalendarMonth,
    /// What an hour cost clients on average, before the platform's fee; zero if nothing was sold.
    pub rate: Rate,
    /// Hours sold in the whole month.
    pub billable_hours: Hours,
    /// Hours of learning in the whole month.
    pub learning_hours: Hours,
    /// Free words.
    pub note: String,
}

/// A forecast of the rate, kept as it was on its day with all that made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Its name, and the circumstances that it was made in.
    pub circumstances: Scenario,
    /// The day on which it was frozen.
    pub date: Date,
    /// The edition of the data pack.
    pub pack: String,
    /// The service sold on that day.
    pub service: ServiceId,
    /// The rate of that day.
    pub rate: Rate,
    /// What all rates of the forecast are counted in.
    pub currency: Currency,
    /// Hours sold in a week of that day.
    pub billable_hours: Hours,
    /// The steps of the plan, in their order.
    pub steps: Vec<StepId>,
    /// The rate with the plan, from the day itself (month 0) to the horizon.
    pub band: Vec<Band<Rate>>,
}

impl Diary {
    /// The month that should be written down next: the newest one that is over since the first forecast and has no
    /// entry.
    #[must_use]
    pub fn due(&self, today: Date) -> Option<CalendarMonth> {
        let first = self.forecasts.iter().map(|forecast| CalendarMonth::of(forecast.date)).min()?;
        let over = CalendarMonth::of(today).before();
        let is_written = |month: CalendarMonth| self.entries.iter().any(|entry| entry.month == month);
        (over > first && !is_written(over)).then_some(over)
    }

    /// Writes a month down, in place of what stood there for it.
    pub fn write(&mut self, entry: Entry) {
        self.entries.retain(|old| old.month != entry.month);
        self.entries.push(entry);
        self.entries.sort_by_key(|entry| entry.month);
    }
}

impl CalendarMonth {
    /// Makes the month, or nothing unless the year is 1 to 9999 and the month 1 to 12.
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<Self> {
        Date::new(year, month, 1).map(Self::of)
    }

    /// The month that a day lies in.
    #[must_use]
    pub const fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// Reads `2026-12`, or the month of a day such as `2026-12-31`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Date::parse(text).or_else(|| Date::parse(&format!("{text}-01"))).map(Self::of)
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month, 1)
    }

    /// The month before; January of year 1 has none before it.
    #[must_use]
    pub fn before(self) -> Self {
        let (year, month) = if self.month > 1 { (self.year, self.month - 1) } else { (self.year - 1, 12) };
        Self::new(year, month).unwrap_or(self)
    }

    /// The month after; December of year 9999 has none after it.
    #[must_use]
    pub fn after(self) -> Self {
        let (year, month) = if self.month < 12 { (self.year, self.month + 1) } else { (self.year + 1, 1) };
        Self::new(year, month).unwrap_or(self)
    }

    /// How many months it lies after `earlier`.
    #[must_use]
    pub fn months_since(self, earlier: Self) -> i64 {
        let number = |month: Self| i64::from(month.year) * 12 + i64::from(month.month);
        number(self) - number(earlier)
    }
}

impl fmt::Display for CalendarMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Forecast {
    /// Freezes a projection with all that it was made of; rates are kept to the hundredth.
    #[must_use]
    pub fn freeze(
        profile: &Profile,
        market: &Market,
        projection: &Projection,
        steps: Vec<StepId>,
        today: Date,
        name: impl Into<String>,
    ) -> Self {
        let kept = |rate: Rate| number::rate(libm::round(rate.get() * 100.0) / 100.0);
        Self {
            circumstances: Scenario::of(profile, name),
            date: today,
            pack: market.edition.clone(),
            service: profile.service.clone(),
            rate: profile.rate,
            currency: profile.currency,
            billable_hours: profile.billable_hours,
            steps,
            band: projection.months.iter().map(|month| month.plan.map(kept)).collect(),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.circumstances.name
    }

    /// The month of the calendar in which the band's point `index` lies.
    #[must_use]
    pub fn month(&self, index: usize) -> CalendarMonth {
        (0..index).fold(CalendarMonth::of(self.date), |month, _| month.after())
    }

    /// What was forecast for a later month and what was written down for it, oldest first.
    ///
    /// The month of the forecast's own day is no forecast, and a month in which nothing was sold has no rate, so neither
    /// counts.
    #[must_use]
    pub fn pairs(&self, entries: &[Entry]) -> Vec<Pair> {
        let first = CalendarMonth::of(self.date);
        let pair = |entry: &Entry| {
            let index = usize::try_from(entry.month.months_since(first)).ok().filter(|index| *index > 0)?;
            let band = *self.band.get(index)?;
            (entry.rate > Rate::ZERO).then_some(Pair { month: entry.month, index, band, actual: entry.rate })
        };
        entries.iter().filter_map(pair).collect()
    }

    /// How well it has done so far; nothing before the first month.
    #[must_use]
    pub fn calibration(&self, entries: &[Entry]) -> Option<Calibration> {
        Calibration::of(&self.pairs(entries), self.rate)
    }

    /// The band in the light of the months written down.
    #[must_use]
    pub fn updated(&self, entries: &[Entry]) -> Updated {
        Updated::new(&self.band, &self.pairs(entries))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::plan::projection::{Futures, project};
    use crate::plan::testing::{case, today};

    pub(in crate::plan) fn rate(value: f64) -> Rate {
        Rate::new(value).unwrap()
    }

    pub(in crate::plan) fn band(p10: f64, p50: f64, p90: f64) -> Band<Rate> {
        Band { p10, p50, p90 }.map(rate)
    }

    pub(in crate::plan) fn entry(month: &str, value: f64) -> Entry {
        Entry {
            month: CalendarMonth::parse(month).unwrap(),
            rate: rate(value),
            billable_hours: Hours::new(100.0).unwrap(),
            learning_hours: Hours::new(20.0).unwrap(),
            note: String::new(),
        }
    }

    /// A forecast of 31 October 2026 at 40 an hour for the three months after it.
    pub(in crate::plan) fn forecast() -> Forecast {
        let (profile, market) = case();
        let futures = Futures::draw(&profile, &market, 20).unwrap();
        let date = Date::new(2026, 10, 31).unwrap();
        let projection = project(&futures, &profile, &market, &[], date).unwrap();
        let frozen = Forecast::freeze(&profile, &market, &projection, Vec::new(), date, "Plan A");
        let band = vec![band(40.0, 40.0, 40.0), band(36.0, 40.0, 44.0), band(38.0, 42.0, 48.0), band(38.0, 44.0, 52.0)];
        Forecast { rate: rate(40.0), band, ..frozen }
    }

    #[test]
    fn a_forecast_keeps_what_made_it() {
        let (profile, market) = case();
        let futures = Futures::draw(&profile, &market, 50).unwrap();
        let projection = project(&futures, &profile, &market, &[], today()).unwrap();
        let frozen = Forecast::freeze(&profile, &market, &projection, Vec::new(), today(), "Plan A");
        assert_eq!((frozen.name(), frozen.rate, frozen.pack.as_str()), ("Plan A", profile.rate, &*market.edition));
        assert!(frozen.circumstances.is_in_use(&profile));
        assert_eq!(frozen.band.len(), projection.months.len());
        let apart = frozen.band.iter().zip(&projection.months).map(|(kept, month)| {
            assert!(kept.p10 <= kept.p50 && kept.p50 <= kept.p90);
            (kept.p90.get() - month.plan.p90.get()).abs()
        });
        assert!(apart.fold(0.0, f64::max) <= 0.005 + 1e-9);
    }

    #[test]
    fn months_are_read_counted_and_written() {
        #[track_caller]
        fn check(text: &str, expect: Option<&str>) {
            assert_eq!(CalendarMonth::parse(text).map(|month| month.to_string()).as_deref(), expect);
        }
        check("2026-12", Some("2026-12"));
        check("2026-12-31", Some("2026-12"));
        check("2026-13", None);
        check("2026-02-30", None);
        check("12/2026", None);
        let month = |text| CalendarMonth::parse(text).unwrap();
        assert_eq!(month("2027-01").before(), month("2026-12"));
        assert_eq!(month("2026-12").after(), month("2027-01"));
        assert_eq!(month("2027-02").months_since(month("2026-11")), 3);
        assert_eq!(month("0001-01").before(), month("0001-01"));
        assert_eq!(month("9999-12").after(), month("9999-12"));
    }

    #[test]
    fn only_months_after_the_day_and_within_the_horizon_are_held_against_it() {
        let all = [
            entry("2026-10", 99.0),
            entry("2026-11", 41.0),
            entry("2026-12", 0.0),
            entry("2027-01", 50.0),
            entry("2027-02", 50.0),
        ];
        let forecast = forecast();
        let found: Vec<String> = forecast.pairs(&all).iter().map(|pair| pair.month.to_string()).collect();
        assert_eq!(found, ["2026-11", "2027-01"]);
        assert_eq!(forecast.month(3).to_string(), "2027-01");
    }

    #[test]
    fn the_newest_month_that_is_over_is_due_until_it_is_written() {
        #[track_caller]
        fn check(today: &str, written: &[&str], expect: Option<&str>) {
            let entries = written.iter().map(|month| entry(month, 40.0)).collect();
            let diary = Diary { forecasts: vec![forecast()], entries };
            let due = diary.due(Date::parse(today).unwrap()).map(|month| month.to_string());
            assert_eq!(due.as_deref(), expect);
        }
        check("2026-10-31", &[], None);
        check("2026-11-30", &[], None);
        check("2026-12-01", &[], Some("2026-11"));
        check("2026-12-01", &["2026-11"], None);
        check("2027-02-03", &["2026-11"], Some("2027-01"));
        assert_eq!(Diary::default().due(today()), None);
    }

    #[test]
    fn a_month_written_again_replaces_what_stood_there() {
        let mut diary = Diary::default();
        for (month, value) in [("2027-01", 40.0), ("2026-12", 41.0), ("2027-01", 42.0)] {
            diary.write(entry(month, value));
        }
        assert_eq!(diary.entries, [entry("2026-12", 41.0), entry("2027-01", 42.0)]);
    }
}
