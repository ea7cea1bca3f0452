//! Numbers that carry their unit and are checked when they are made.

use std::fmt;

/// Declares a number with a unit: made by `new`, which refuses what the unit cannot hold, and read by `get`.
macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $holds:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            /// Zero of this unit.
            pub const ZERO: Self = Self(0.0);

            /// Makes the quantity, or nothing if the unit cannot hold `value`.
            #[must_use]
            pub fn new(value: f64) -> Option<Self> {
                let holds: fn(f64) -> bool = $holds;
                // Adding zero turns a negative zero into a plain one, so equal quantities print alike.
                (value.is_finite() && holds(value)).then_some(Self(value + 0.0))
            }

            /// The bare number, in this unit.
            #[must_use]
            pub const fn get(self) -> f64 {
                self.0
            }

            /// Orders by size; every value is finite, so the order is total.
            #[must_use]
            pub fn total_cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.0.total_cmp(&other.0)
            }
        }
    };
}

quantity! {
    /// A span of work or learning in hours: finite and not negative.
    Hours, |x| x >= 0.0
}
quantity! {
    /// An amount of money in the profile's currency, of either sign.
    Money, |_| true
}
quantity! {
    /// A price of one hour in money per hour, before the platform's fee: finite and not negative.
    Rate, |x| x >= 0.0
}
quantity! {
    /// A part of a whole, from 0 to 1.
    Share, |x| (0.0..=1.0).contains(&x)
}
quantity! {
    /// A relative change: 0.21 is +21%, and nothing can fall by more than all of it (-1).
    Change, |x| x >= -1.0
}

/// A low, a middle and a high estimate of one thing, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range<T> {
    low: T,
    mid: T,
    high: T,
}

impl<T: Copy + PartialOrd> Range<T> {
    /// Makes the range, or nothing unless `low <= mid <= high`.
    #[must_use]
    pub fn new(low: T, mid: T, high: T) -> Option<Self> {
        (low <= mid && mid <= high).then_some(Self { low, mid, high })
    }

    /// A range of no width: the three estimates agree.
    #[must_use]
    pub const fn exact(value: T) -> Self {
        Self { low: value, mid: value, high: value }
    }

    /// The low estimate.
    #[must_use]
    pub const fn low(&self) -> T {
        self.low
    }

    /// The middle estimate, which plans are made with.
    #[must_use]
    pub const fn mid(&self) -> T {
        self.mid
    }

    /// The high estimate.
    #[must_use]
    pub const fn high(&self) -> T {
        self.high
    }
}

/// The currency that a profile's money is in; nothing is ever converted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Currency {
    /// United States dollar.
    #[default]
    Usd,
    /// Euro.
    Eur,
    /// Pound sterling.
    Gbp,
    /// Canadian dollar.
    Cad,
    /// Australian dollar.
    Aud,
    /// Swiss franc.
    Chf,
    /// Indian rupee.
    Inr,
    /// Polish zloty.
    Pln,
    /// Swedish krona.
    Sek,
    /// Brazilian real.
    Brl,
    /// Japanese yen.
    Jpy,
    /// One that this version has no sign for; its amounts are shown with its code.
    Other(OtherCurrency),
}

/// The code of a currency that this version has no sign for, such as one that a newer Premia wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherCurrency {
    /// The code, and blanks up to the end.
    padded: [u8; 12],
}

impl OtherCurrency {
    /// Makes it of 1 to 11 letters and digits.
    fn new(code: &str) -> Option<Self> {
        let mut padded = [b' '; 12];
        let is_code = (1..padded.len()).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        padded.iter_mut().zip(code.bytes()).for_each(|(place, byte)| *place = byte);
        is_code.then_some(Self { padded })
    }

    fn code(&self) -> &str {
        self.sign().trim_end()
    }

    /// The code and one blank.
    fn sign(&self) -> &str {
        let length = self.padded.iter().take_while(|byte| **byte != b' ').count() + 1;
        self.padded.get(..length).and_then(|sign| str::from_utf8(sign).ok()).unwrap_or_default()
    }
}

impl Currency {
    /// Every currency that has a sign here, in the order of the menu.
    pub const ALL: [Self; 11] = [
        Self::Usd,
        Self::Eur,
        Self::Gbp,
        Self::Cad,
        Self::Aud,
        Self::Chf,
        Self::Inr,
        Self::Pln,
        Self::Sek,
        Self::Brl,
        Self::Jpy,
    ];

    /// The ISO 4217 code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Usd => "USD",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Cad => "CAD",
            Self::Aud => "AUD",
            Self::Chf => "CHF",
            Self::Inr => "INR",
            Self::Pln => "PLN",
            Self::Sek => "SEK",
            Self::Brl => "BRL",
            Self::Jpy => "JPY",
            Self::Other(other) => other.code(),
        }
    }

    /// The sign that stands before an amount.
    #[must_use]
    pub fn sign(&self) -> &str {
        match self {
            Self::Usd => "$",
            Self::Eur => "€",
            Self::Gbp => "£",
            Self::Cad => "CA$",
            Self::Aud => "A$",
            Self::Chf => "CHF ",
            Self::Inr => "₹",
            Self::Pln => "PLN ",
            Self::Sek => "SEK ",
            Self::Brl => "R$",
            Self::Jpy => "¥",
            Self::Other(other) => other.sign(),
        }
    }

    /// The currency with this ISO 4217 code, or any with a code of 1 to 11 letters and digits.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let other = || OtherCurrency::new(code).map(Self::Other);
        Self::ALL.into_iter().find(|currency| currency.code() == code).or_else(other)
    }
}

/// A day of the Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u32,
    day: u32,
}

impl Date {
    /// Makes the day, or nothing if the calendar has no such day.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let exists =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Reads an ISO 8601 day such as `2026-11-22`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u32 {
        self.day
    }

    /// The day that lies `days` later (or earlier, if negative), held within years 1 to 9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        from_day_number(self.day_number().saturating_add(days))
    }

    /// How many days `self` lies after `earlier`.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.day_number() - earlier.day_number()
    }

    /// Days since 1 January of year 1 (day 0).
    fn day_number(self) -> i64 {
        let years = i64::from(self.year - 1);
        let before_year = years * 365 + years / 4 - years / 100 + years / 400;
        let before_month: i64 = (1..self.month).map(|month| i64::from(days_in_month(self.year, month))).sum();
        before_year + before_month + i64::from(self.day) - 1
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The day with this number, counted as [`Date::day_number`] does and held within years 1 to 9999.
fn from_day_number(number: i64) -> Date {
    const DAYS_IN_400_YEARS: i64 = 146_097;
    let last = Date { year: 9999, month: 12, day: 31 };
    let number = number.clamp(0, last.day_number());
    // A year is at most 366 days, so this guess is never late and at most a few years early.
    let guess = 400 * (number / DAYS_IN_400_YEARS) + (number % DAYS_IN_400_YEARS) / 366 + 1;
    let mut date = Date { year: i32::try_from(guess).unwrap_or(9999), month: 1, day: 1 };
    while date.year < 9999 && (Date { year: date.year + 1, ..date }).day_number() <= number {
        date.year += 1;
    }
    while date.month < 12 && (Date { month: date.month + 1, ..date }).day_number() <= number {
        date.month += 1;
    }
    date.day += u32::try_from(number - date.day_number()).unwrap_or(0);
    date
}

const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_hold_only_what_their_unit_allows() {
        #[track_caller]
        fn check(made: Option<f64>, expect: Option<f64>) {
            assert_eq!(made, expect);
        }
        check(Hours::new(2.5).map(Hours::get), Some(2.5));
        check(Hours::new(-0.1).map(Hours::get), None);
        check(Hours::new(f64::NAN).map(Hours::get), None);
        check(Rate::new(f64::INFINITY).map(Rate::get), None);
        check(Money::new(-12.0).map(Money::get), Some(-12.0));
        check(Share::new(1.01).map(Share::get), None);
        check(Share::new(1.0).map(Share::get), Some(1.0));
        check(Change::new(-1.0).map(Change::get), Some(-1.0));
        check(Change::new(-1.1).map(Change::get), None);
        assert!(Hours::new(-0.0).is_some_and(|hours| hours.get().is_sign_positive()));
    }

    #[test]
    fn ranges_are_ordered() {
        assert!(Range::new(1.0, 2.0, 3.0).is_some());
        assert!(Range::new(2.0, 1.0, 3.0).is_none());
        assert!(Range::new(1.0, 2.0, f64::NAN).is_none());
    }

    #[test]
    fn dates_are_read_and_refused() {
        #[track_caller]
        fn check(text: &str, expect: Option<&str>) {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), expect, "{text}");
        }
        check("2026-11-22", Some("2026-11-22"));
        check("2024-02-29", Some("2024-02-29"));
        check("2026-02-29", None);
        check("1900-02-29", None);
        check("2026-13-01", None);
        check("2026-1-1", None);
        check("+026-01-01", None);
        check("yesterday", None);
    }

    #[test]
    fn days_are_counted_across_months_years_and_centuries() {
        #[track_caller]
        fn check(from: &str, days: i64, expect: &str) -> Option<()> {
            let (from, to) = (Date::parse(from)?, Date::parse(expect)?);
            assert_eq!(from.plus_days(days), to);
            assert_eq!(to.days_since(from), days);
            Some(())
        }
        let all = [
            check("2026-11-22", 0, "2026-11-22"),
            check("2026-11-22", 9, "2026-12-01"),
            check("2026-12-31", 1, "2027-01-01"),
            check("2024-02-28", 1, "2024-02-29"),
            check("2026-11-22", 728, "2028-11-19"),
            check("2000-01-01", 146_097, "2400-01-01"),
            check("2026-03-01", -1, "2026-02-28"),
        ];
        assert!(all.iter().all(Option::is_some));
        assert_eq!(Date::parse("9999-12-31").map(|last| last.plus_days(1)), Date::parse("9999-12-31"));
    }
}
