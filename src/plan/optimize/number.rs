//! The only place where the optimizer turns one kind of number into another.

/// Returns a count as a float; counts here stay far below 2^53, so nothing is lost.
#[expect(clippy::cast_precision_loss, reason = "counts of hours, steps and nodes stay far below 2^53")]
pub(super) fn real(count: usize) -> f64 {
    count as f64
}

/// Returns the whole part of a float as a count: 0 for what is negative or not a number, the largest count beyond it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates, as the docstring says"
)]
pub(super) fn whole(x: f64) -> usize {
    x as usize
}

/// Returns an index in 32 bits, to halve the memory of lists of indices; the lists never reach 2^32 entries.
#[expect(clippy::cast_possible_truncation, reason = "lists of steps, cells and nodes stay far below 2^32 entries")]
pub(super) fn small(index: usize) -> u32 {
    index as u32
}

/// Returns a 32-bit index in full width, which every supported system has.
pub(super) fn index(small: u32) -> usize {
    small as usize
}

/// Returns a count in 64 bits, which loses nothing on any supported system.
pub(super) fn wide(count: usize) -> u64 {
    count as u64
}

/// Returns the lower bits of a hash as an index; a 32-bit system drops the upper ones, which only spreads it otherwise.
#[expect(clippy::cast_possible_truncation, reason = "the lower bits of a hash are as good as all of them")]
pub(super) fn narrow(hash: u64) -> usize {
    hash as usize
}
