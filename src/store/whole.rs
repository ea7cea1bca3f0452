//! One profile's file: read with an answer to everything that can be wrong, and written only if it can be read.

use std::io;
use std::path::{Path, PathBuf};

use super::error::{Damage, DiskError, FormatError, LoadError, NoBackup, SaveError};
use super::file::{self, ReadError};
use super::format::{decode, decode_newer, encode, newest_text};
use super::{Condition, keep};
use crate::plan::profile::Profile;

/// Reads a profile from any file and leaves everything as it is.
///
/// # Errors
/// If the file is missing or damaged, a newer Premia wrote it, or the disk refuses.
pub fn read_file(path: &Path) -> Result<Profile, LoadError> {
    read_profile(path).map(|found| found.profile).map_err(|unread| unread.into_error(path.to_owned()))
}

/// A profile and the text that it was read from.
pub(super) struct Found {
    pub(super) profile: Profile,
    pub(super) text: String,
}

/// Why no profile was read; the file is as it was.
pub(super) enum Unread {
    Missing,
    Damaged(Damage),
    /// A newer Premia wrote it, in this version; what could be read of it is for looking only.
    Newer(u64, Option<Box<Found>>),
    Disk(io::Error),
}

impl Unread {
    pub(super) fn into_error(self, path: PathBuf) -> LoadError {
        match self {
            Self::Missing => LoadError::Missing(path),
            Self::Damaged(damage) => LoadError::Damaged { path, damage, backup: NoBackup::NotSought },
            Self::Newer(version, _) => LoadError::Newer { path, version },
            Self::Disk(cause) => LoadError::Disk(DiskError { doing: "read", path, cause }),
        }
    }

    pub(super) fn into_condition(self) -> Condition {
        match self {
            Self::Missing => Condition::Refused("it went away while it was read".to_owned()),
            Self::Damaged(damage) => Condition::Damaged(damage),
            Self::Newer(version, _) => Condition::Newer(version),
            Self::Disk(cause) => Condition::Refused(cause.to_string()),
        }
    }

    pub(super) fn into_no_backup(self, path: PathBuf) -> NoBackup {
        match self {
            Self::Missing => NoBackup::Absent,
            unread => NoBackup::Unreadable(unread.into_error(path).to_string()),
        }
    }
}

pub(super) fn read_profile(path: &Path) -> Result<Found, Unread> {
    let text = file::read(path).map_err(|error| match error {
        ReadError::Missing => Unread::Missing,
        ReadError::Damaged(damage) => Unread::Damaged(damage),
        ReadError::Disk(cause) => Unread::Disk(cause),
    })?;
    match decode(&text) {
        Ok(profile) => Ok(Found { profile, text }),
        Err(FormatError::Newer { version, .. }) => {
            let found = decode_newer(&text).map(|profile| Box::new(Found { profile, text }));
            Err(Unread::Newer(version, found))
        }
        Err(error) => Err(Unread::Damaged(error.into())),
    }
}

/// The text to write, read back once to be sure; the unknown fields of `old` are in it.
pub(super) fn checked_text(profile: &Profile, old: Option<&str>) -> Result<String, SaveError> {
    let text = encode(profile);
    let unreadable = |error: FormatError| SaveError::Unreadable(error.into());
    if decode(&text).map_err(unreadable)? != *profile {
        return Err(unreadable(FormatError::Altered));
    }
    let newest = old.and_then(|old| newest_text(old).ok().flatten());
    let carried = newest.as_deref().or(old).map(|old| keep::carry(old, &text)).filter(|carried| *carried != text);
    let text = carried.filter(|carried| decode(carried).as_ref() == Ok(profile)).unwrap_or(text);
    file::check_size(text.len().try_into().unwrap_or(u64::MAX)).map_err(SaveError::Unreadable)?;
    Ok(text)
}
