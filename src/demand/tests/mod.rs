//! The bundled pack, and what the reader says of packs that are wrong.

mod defects;
mod forty;
mod overrides;
mod pack;
mod reading;

use super::*;

/// The texts of the bundled pack, to be changed.
fn bundled_files() -> Vec<(String, String)> {
    BUNDLED.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()
}
