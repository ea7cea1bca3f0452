//! Days, months and periods as a pack writes them.

use super::{Fault, Place, Report};
use crate::plan::evidence::months_since;
use crate::plan::units::Date;

/// Years that a pack can speak of.
const YEARS: std::ops::Range<u32> = 1900..2200;

/// Reports a day of publication that is neither a year, a month, a day nor `n.d.`; words may follow after a space.
pub(super) fn require_published(place: &Place<'_>, published: &str, report: &mut Report) {
    let date = published.split(' ').next().unwrap_or_default();
    let is_month = |date: &str| Date::new(2000, 1, 1).is_some_and(|day| months_since(date, day).is_some());
    let is_known = match date.len() {
        _ if date == "n.d." => true,
        4 | 7 => is_month(date),
        10 => Date::parse(date).is_some(),
        _ => false,
    };
    if !published.is_empty() && !is_known {
        report.error(place, &Fault::BadDate(published.to_owned()));
    }
}

/// Reports a period without a year.
pub(super) fn require_period(place: &Place<'_>, period: &str, report: &mut Report) {
    let numbers = period.split(|letter: char| !letter.is_ascii_digit());
    let mut years = numbers.filter(|digits| digits.len() == 4).filter_map(|digits| digits.parse::<u32>().ok());
    if !period.is_empty() && !years.any(|year| YEARS.contains(&year)) {
        report.error(place, &Fault::NoYear(period.to_owned()));
    }
}

/// Whether a label of a series begins as a date does.
pub(super) fn is_dated(label: &str) -> bool {
    label.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether such a label is a year, a month, a quarter, a week or a day.
pub(super) fn is_time(label: &str) -> bool {
    let (year, rest) = label.split_once('-').unwrap_or((label, ""));
    let number = |digits: &str| (digits.len() <= 2).then(|| digits.parse::<u32>().ok()).flatten();
    let is_year = year.len() == 4 && year.parse().is_ok_and(|year: u32| YEARS.contains(&year));
    let is_part = match rest.bytes().next() {
        None => label.len() == 4,
        Some(b'Q') => rest.get(1..).and_then(number).is_some_and(|quarter| (1..=4).contains(&quarter)),
        Some(b'W') => rest.get(1..).and_then(number).is_some_and(|week| (1..=53).contains(&week)),
        Some(_) if rest.len() == 2 => number(rest).is_some_and(|month| (1..=12).contains(&month)),
        Some(_) => Date::parse(label).is_some(),
    };
    is_year && is_part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_time_are_told_from_others() {
        #[track_caller]
        fn check(label: &str, dated: bool, time: bool) {
            assert_eq!((is_dated(label), is_time(label)), (dated, time), "{label}");
        }
        check("2025", true, true);
        check("2025-06", true, true);
        check("2025-Q3", true, true);
        check("2025-W32", true, true);
        check("2025-06-30", true, true);
        check("2025-13", true, false);
        check("2025-Q5", true, false);
        check("2025-W60", true, false);
        check("2025-02-30", true, false);
        check("9999", true, false);
        check("2025Q3", true, false);
        check("Design & Creative", false, false);
        check("AI work", false, false);
    }
}
