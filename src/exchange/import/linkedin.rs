//! The tables of a LinkedIn export that are read, and no others: never messages, connections or addresses.

use super::{bytes, table};
use crate::plan::intake::Found;

/// The names of the tables that are read.
pub const TABLES: [&str; 4] = ["Skills.csv", "Positions.csv", "Profile.csv", "Certifications.csv"];

/// Whether the file at this place in an export is one of the tables that are read.
#[must_use]
pub fn is_read(place: &str) -> bool {
    TABLES.iter().any(|name| base(place).eq_ignore_ascii_case(name))
}

/// The name of a file without the folders before it.
pub(super) fn base(place: &str) -> &str {
    place.rsplit(['/', '\\']).next().unwrap_or(place)
}

/// Reads one table; what could not be read names it.
pub(super) fn table(place: &str, bytes: &[u8], found: &mut Found) {
    let mut one = Found::default();
    let (text, unread) = bytes::decode(bytes);
    one.unread = unread;
    table::read(&text, &[], &mut one);
    // Its columns are known; nobody has to say what they hold.
    one.tables.clear();
    if base(place).eq_ignore_ascii_case("Certifications.csv") {
        table::as_proofs(&mut one);
    }
    found.add(one, base(place));
}
