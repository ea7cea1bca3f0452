//! A LinkedIn export as a ZIP: the few tables that are read, unpacked in memory within bounds.
//!
//! Nothing is ever written where an archive says; a name in it only tells which table an entry is.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{ImportError, MOST_BYTES, linkedin};
use crate::plan::intake::{Found, Unread};

/// The most entries of an archive that is read.
const MOST_ENTRIES: usize = 20_000;

/// Reads the tables that are known.
///
/// # Errors
/// If it is no archive, has too many entries, or none of the tables.
pub(super) fn read(bytes: &[u8]) -> Result<Found, ImportError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::BrokenArchive)?;
    if archive.len() > MOST_ENTRIES {
        return Err(ImportError::BrokenArchive);
    }
    // A name that is no text belongs to no table.
    let names = archive.file_names().flatten().map(std::borrow::Cow::into_owned);
    let names: Vec<String> = names.filter(|name| linkedin::is_read(name)).collect();
    if names.is_empty() {
        return Err(ImportError::NothingInArchive);
    }
    let mut found = Found::default();
    // All tables together may take no more than one file may.
    let mut left = MOST_BYTES;
    for name in names {
        match unpack(&mut archive, &name, left) {
            Ok(bytes) => {
                left -= bytes.len();
                linkedin::table(&name, &bytes, &mut found);
            }
            Err(what) => found.unread.push(Unread { line: None, what: format!("{}: {what}", linkedin::base(&name)) }),
        }
    }
    Ok(found)
}

/// The bytes of an entry; what the archive says of their number is not believed.
fn unpack(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, most: usize) -> Result<Vec<u8>, String> {
    let entry = archive.by_name(name).map_err(|error| error.to_string())?;
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    entry.take(bound).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() > most {
        return Err("it is larger than all that is read".to_owned());
    }
    Ok(bytes)
}
