//! Numbers as people write and read them.

use crate::plan::units::{Currency, Date, Hours, Money, Range, Rate, Share};

/// A thin space that keeps a number and its unit on one line.
const NO_BREAK_SPACE: char = '\u{a0}';

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads a number as people type it: `45`, `45.50`, `45,50`, `1 200`, `1,200.50`, `$45`, `45/h`, `15%`, `12 h`.
///
/// One separator followed by one or two digits, or by more than three, is a decimal sign; a comma before exactly three
/// digits separates thousands. Signs of currencies and units around the number are passed over; other words are not.
#[must_use]
pub(super) fn parse(text: &str) -> Option<f64> {
    let trimmed = strip_units(text);
    let (negative, digits) = match trimmed.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let compact: String =
        digits.chars().filter(|c| !matches!(*c, ' ' | NO_BREAK_SPACE | '\u{202f}' | '\'' | '_')).collect();
    let plain = decimal_point(&compact)?;
    let value: f64 = plain.parse().ok()?;
    let value = if negative { -value } else { value };
    value.is_finite().then_some(value)
}

/// Takes currency signs and codes from the front, and units from the back.
fn strip_units(text: &str) -> &str {
    const BEFORE: [&str; 9] = ["CA$", "A$", "R$", "CHF", "PLN", "SEK", "USD", "EUR", "GBP"];
    const AFTER: [&str; 16] = [
        "per hour", "per week", "months", "month", "weeks", "h/week", "h a week", "hours", "hour", "/hr", "/h", "hrs",
        "h", "%", "USD", "EUR",
    ];
    let mut text = text.trim();
    for prefix in BEFORE {
        text = text.strip_prefix(prefix).unwrap_or(text).trim_start();
    }
    text = text.trim_start_matches(['$', '€', '£', '₹', '¥']).trim_start();
    for suffix in AFTER {
        text = text.strip_suffix(suffix).unwrap_or(text).trim_end();
    }
    text.trim_end_matches(['$', '€', '£', '₹', '¥']).trim_end()
}

/// Turns a decimal comma or thousands separators into plain digits with a point, or nothing if it is no number.
fn decimal_point(compact: &str) -> Option<String> {
    let well_formed = !compact.is_empty() && compact.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    if !well_formed || !compact.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let last = compact.rfind(['.', ',']);
    let Some(last) = last else { return Some(compact.to_owned()) };
    let sign = compact.get(last..=last)?;
    let (whole, fraction) = (compact.get(..last)?, compact.get(last + 1..)?);
    let repeated = whole.contains(sign);
    let groups_of_three = whole.split([',', '.']).skip(1).all(|group| group.len() == 3);
    if !groups_of_three {
        return None;
    }
    let is_thousands = repeated || (sign == "," && fraction.len() == 3 && !whole.is_empty() && whole != "0");
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if is_thousands {
        return (fraction.len() == 3).then(|| format!("{digits}{fraction}"));
    }
    Some(format!(
        "{}.{}",
        if digits.is_empty() { "0" } else { &digits },
        if fraction.is_empty() { "0" } else { fraction }
    ))
}

/// A number with at most `decimals` decimals, thousands apart, and no trailing zeros.
#[must_use]
pub(super) fn number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let is_zero = whole == "0" && fraction.is_empty();
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction}")
}

/// An hourly rate: cents only below 20, where they matter.
#[must_use]
pub(super) fn rate(rate: Rate, currency: Currency) -> String {
    amount(rate.get(), currency, if rate.get() < 20.0 && rate.get().fract() != 0.0 { 2 } else { 0 })
}

/// A rate that the user typed, to the cent where it has cents.
#[must_use]
pub(super) fn own_rate(rate: Rate, currency: Currency) -> String {
    if rate.get().fract() == 0.0 { amount(rate.get(), currency, 0) } else { fixed(rate.get(), currency) }
}

/// A sum of money, rounded to about three digits, because it is an estimate.
#[must_use]
pub(super) fn estimate(money: Money, currency: Currency) -> String {
    let size = money.get().abs();
    let unit = if size >= 100_000.0 {
        1000.0
    } else if size >= 10_000.0 {
        100.0
    } else if size >= 1000.0 {
        10.0
    } else {
        1.0
    };
    amount((money.get() / unit).round() * unit, currency, 0)
}

/// A sum of money to the whole unit of the currency.
#[must_use]
pub(super) fn money(money: Money, currency: Currency) -> String {
    amount(money.get(), currency, 0)
}

/// A gain or loss per hour with its sign, such as `+$1.20`.
#[must_use]
pub(super) fn gain(money: Money, currency: Currency) -> String {
    let value = money.get();
    let text = fixed(value.abs(), currency);
    if value < -0.004 { format!("−{text}") } else { format!("+{text}") }
}

fn fixed(value: f64, currency: Currency) -> String {
    format!("{}{value:.2}", currency.sign())
}

fn amount(value: f64, currency: Currency, decimals: usize) -> String {
    let digits = number(value.abs(), decimals);
    let sign = if value < 0.0 && digits != "0" { "−" } else { "" };
    format!("{sign}{}{digits}", currency.sign())
}

/// A span of hours, such as `8 to 19 h`.
#[must_use]
pub(super) fn hours_range(range: Range<Hours>) -> String {
    let (low, high) = (number(range.low().get(), 0), number(range.high().get(), 0));
    if low == high { format!("{low}{NO_BREAK_SPACE}h") } else { format!("{low} to {high}{NO_BREAK_SPACE}h") }
}

/// Hours, such as `6 h`.
#[must_use]
pub(super) fn hours(hours: Hours) -> String {
    format!("{}{NO_BREAK_SPACE}h", number(hours.get(), 1))
}

/// A part of a whole as a percentage, such as `22%`.
#[must_use]
pub(super) fn percent(share: Share) -> String {
    format!("{}%", number(share.get() * 100.0, 0))
}

/// A relative change as a signed percentage, such as `+21%`.
#[must_use]
pub(super) fn change(fraction: f64) -> String {
    let text = number(fraction.abs() * 100.0, 0);
    match (fraction < 0.0, text.as_str()) {
        (_, "0") => "0%".to_owned(),
        (true, _) => format!("−{text}%"),
        (false, _) => format!("+{text}%"),
    }
}

/// A month such as `November 2028`.
#[must_use]
pub(super) fn month_long(date: Date) -> String {
    format!("{} {}", month_name(date), date.year())
}

/// A month such as `Nov 28`.
#[must_use]
pub(super) fn month_short(date: Date) -> String {
    let name = month_name(date);
    format!("{} {:02}", name.get(..3).unwrap_or(name), date.year().rem_euclid(100))
}

/// A span of months such as `Nov 26 to Jan 27`, or one month.
#[must_use]
pub(super) fn months(from: Date, to: Date) -> String {
    let (from, to) = (month_short(from), month_short(to));
    if from == to { from } else { format!("{from} to {to}") }
}

/// A day such as `22 Nov 2026`.
#[must_use]
pub(super) fn day(date: Date) -> String {
    let name = month_name(date);
    format!("{} {} {}", date.day(), name.get(..3).unwrap_or(name), date.year())
}

fn month_name(date: Date) -> &'static str {
    let index = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
    MONTHS.get(index).copied().unwrap_or("January")
}

/// How long ago something was published.
#[must_use]
pub(super) fn age(months: Option<i64>) -> String {
    match months {
        None => "–".to_owned(),
        Some(..=0) => "this month".to_owned(),
        Some(1) => "1 month".to_owned(),
        Some(months) => format!("{months} months"),
    }
}

/// A small count in words, as sentences begin with it.
#[must_use]
pub(super) fn count(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// A word in singular or plural with its count, such as `three steps`.
#[must_use]
pub(super) fn counted(number: usize, singular: &str) -> String {
    format!("{} {singular}{}", count(number), if number == 1 { "" } else { "s" })
}

/// The text with its first letter in upper case.
#[must_use]
pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text with its first letter in lower case.
#[must_use]
pub(super) fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        #[track_caller]
        fn check(text: &str, expect: Option<f64>) {
            assert_eq!(parse(text), expect, "{text:?}");
        }
        check("45", Some(45.0));
        check("45.50", Some(45.5));
        check("45,50", Some(45.5));
        check("45,5", Some(45.5));
        check("1 200", Some(1200.0));
        check("1\u{a0}200,50", Some(1200.5));
        check("1,200", Some(1200.0));
        check("1,200.50", Some(1200.5));
        check("1.200,50", Some(1200.5));
        check("1,234,567", Some(1_234_567.0));
        check("0,125", Some(0.125));
        check("$45", Some(45.0));
        check("€ 45", Some(45.0));
        check("45 €", Some(45.0));
        check("45/h", Some(45.0));
        check("45 h", Some(45.0));
        check("$45/hr", Some(45.0));
        check("15%", Some(15.0));
        check("24 months", Some(24.0));
        check("6 h a week", Some(6.0));
        check("-3", Some(-3.0));
        check(".5", Some(0.5));
        check("5.", Some(5.0));
        check("", None);
        check("$", None);
        check("abc", None);
        check("4x5", None);
        check("1,2,3", None);
        check("1.2.3", None);
        check("NaN", None);
        check("inf", None);
        check("1e5", None);
        check(",", None);
    }

    #[test]
    fn numbers_are_written_calmly() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            assert_eq!(text, expect);
        }
        check(&number(1234.5, 2), "1,234.5");
        check(&number(0.0, 2), "0");
        check(&number(-0.001, 2), "0");
        check(&number(-1234.0, 0), "−1,234");
        check(&number(1_234_567.0, 0), "1,234,567");
        check(&change(0.214), "+21%");
        check(&change(-0.13), "−13%");
        check(&change(-0.001), "0%");
        check(&counted(1, "step"), "one step");
        check(&counted(13, "step"), "13 steps");
        check(&capitalized("three"), "Three");
    }

    #[test]
    fn what_is_written_can_be_read_again() {
        for value in [0.0, 0.5, 12.25, 999.99, 1000.0, 1234.5, 1_234_567.89, -42.0] {
            assert_eq!(parse(&number(value, 2)), Some(value));
        }
    }
}
