//! Steps between whole and real numbers, each in one place and each without surprise.

use super::units::{Change, Hours, Money, Rate, Share};

/// A count as a real number; exact below 2^53, far above any count in this room.
#[expect(clippy::cast_precision_loss, reason = "counts here stay far below 2^53")]
pub(super) const fn real(count: usize) -> f64 {
    count as f64
}

/// The whole part of a number as a count; zero for what is negative or not a number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates at both ends, which is what a count needs"
)]
pub(super) const fn count(number: f64) -> usize {
    number as usize
}

/// The whole part of a number of days.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and dates are held within their calendar")]
pub(super) const fn days(number: f64) -> i64 {
    number as i64
}

/// A number of days, or of anything else that is whole, as a real number; exact below 2^53.
#[expect(clippy::cast_precision_loss, reason = "days of the calendar stay far below 2^53")]
pub(super) const fn whole(number: i64) -> f64 {
    number as f64
}

/// A count of months.
pub(super) fn months(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Money of this size; nothing where a sum left the range of numbers.
pub(super) fn money(amount: f64) -> Money {
    Money::new(amount).unwrap_or(Money::ZERO)
}

/// A rate of this size; no rate is below zero.
pub(super) fn rate(amount: f64) -> Rate {
    Rate::new(amount.max(0.0)).unwrap_or(Rate::ZERO)
}

/// Hours of this size; none are below zero.
pub(super) fn hours(amount: f64) -> Hours {
    Hours::new(amount.max(0.0)).unwrap_or(Hours::ZERO)
}

/// A share of this size, held within 0 to 1.
pub(super) fn share(part: f64) -> Share {
    Share::new(part.clamp(0.0, 1.0)).unwrap_or(Share::ZERO)
}

/// A relative change of this size, never below -1.
pub(super) fn change(part: f64) -> Change {
    Change::new(part.max(-1.0)).unwrap_or(Change::ZERO)
}
