//! How old a figure is: by when it was published, and by when it was counted.

use super::inputs;
use crate::plan::market::{Figure, Kind, Market};
use crate::plan::units::Date;

impl Market {
    /// How many months before `today` a figure was published, or last counted where that is longer ago; a computed
    /// figure is as old as the oldest of its inputs. Nothing where no date is known.
    #[must_use]
    pub fn age_in_months(&self, figure: &Figure, today: Date) -> Option<i64> {
        match &figure.kind {
            Kind::Published { source, .. } => {
                let published = self.sources.get(source).and_then(|source| months_since(&source.published, today));
                [published, months_since_period(&figure.period, today)].into_iter().flatten().max()
            }
            // The check of packs leaves no circles among figures.
            Kind::Derived { .. } => {
                let inputs = inputs(figure).iter().filter_map(|id| self.figures.get(id));
                inputs.filter(|input| input.id != figure.id).filter_map(|input| self.age_in_months(input, today)).max()
            }
            Kind::Assumption { .. } => None,
        }
    }
}

/// How many months before `today` a day, month or year such as `2025-06` lies; a year alone counts as its end.
#[must_use]
pub fn months_since(published: &str, today: Date) -> Option<i64> {
    let mut parts = published.split(['-', ' ']);
    let year: i64 = parts.next()?.trim().parse().ok()?;
    let month: i64 = parts.next().and_then(|month| month.get(..2)?.parse().ok()).unwrap_or(12);
    months_between(year, month, today)
}

/// The same for the last year that the words of a period name, such as `2016-2022`.
fn months_since_period(period: &str, today: Date) -> Option<i64> {
    let numbers = period.split(|letter: char| !letter.is_ascii_digit());
    let years = numbers.filter(|digits| digits.len() == 4).filter_map(|digits| digits.parse().ok());
    let last = years.filter(|year| (1990..=i64::from(today.year())).contains(year)).max()?;
    months_between(last, 12, today)
}

fn months_between(year: i64, month: i64, today: Date) -> Option<i64> {
    let months = (i64::from(today.year()) - year) * 12 + i64::from(today.month()) - month;
    ((1900..3000).contains(&year) && (1..=12).contains(&month)).then_some(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_periods_become_months() {
        #[track_caller]
        fn check(found: Option<i64>, expect: Option<i64>) {
            assert_eq!(found, expect);
        }
        let today = Date::new(2026, 11, 22).expect("a day");
        check(months_since("2026-11", today), Some(0));
        check(months_since("2025-06-30", today), Some(17));
        check(months_since("2023", today), Some(35));
        check(months_since("2023 (rev. 2026)", today), Some(35));
        check(months_since("n.d.", today), None);
        check(months_since_period("2016-2022", today), Some(47));
        check(months_since_period("Q1 2026 vs Q1 2025", today), Some(-1));
        check(months_since_period("published 2023/24", today), Some(35));
        check(months_since_period("three years", today), None);
    }
}
