//! What can go wrong with profiles on disk, in words for the log and a hint for the user.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a text is not a profile.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FormatError {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It holds zero bytes, which no text has.
    #[error("line {line} holds a zero byte, which text never does")]
    ZeroByte {
        /// The line, counted from 1.
        line: usize,
    },
    /// Its brackets nest deeper than any profile's.
    #[error("line {line} nests brackets deeper than any profile does")]
    TooDeep {
        /// The line, counted from 1.
        line: usize,
    },
    /// It has more entries than any profile.
    #[error("it has far more entries than any profile")]
    TooMany,
    /// It does not name a schema version, so Premia did not write it.
    #[error("it is not a profile of Premia")]
    Foreign,
    /// It was written by a newer Premia.
    #[error("it was written by a newer Premia (its format is version {version}, this one reads up to {known})")]
    Newer {
        /// The version in the text.
        version: u64,
        /// The newest version that this program reads.
        known: u64,
    },
    /// It was written with a value that reads back as another.
    #[error("a value in it changes when it is written")]
    Altered,
    /// One place in it cannot be read or holds a value that cannot be.
    #[error("line {line}{}: {reason}", field_words(.field))]
    Invalid {
        /// The line, counted from 1.
        line: usize,
        /// The path to the field, such as `skills.python.level`; empty if unknown.
        field: String,
        /// What is wrong there.
        reason: String,
    },
}

fn field_words(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!(", field {field}") }
}

/// How a file is damaged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Damage {
    /// Something else is in the file's place.
    #[error("there is {0} in its place")]
    NotAFile(&'static str),
    /// It is larger than any profile.
    #[error("it is {bytes} bytes long, more than the {limit} that a profile may have")]
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The largest size in bytes.
        limit: u64,
    },
    /// Its bytes are not UTF-8 text.
    #[error("line {line} is not UTF-8 text")]
    NotText {
        /// The line, counted from 1.
        line: usize,
    },
    /// Its text is not a profile.
    #[error(transparent)]
    Format(#[from] FormatError),
}

/// A disk that refused something.
#[derive(Debug, Error)]
#[error("cannot {doing} {}: {cause}", path.display())]
pub struct DiskError {
    /// What was tried, such as `write`.
    pub doing: &'static str,
    /// With what.
    pub path: PathBuf,
    /// What the system said.
    pub cause: io::Error,
}

impl DiskError {
    /// Wraps what the system said, for use with `map_err`.
    pub(super) fn when(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |cause| Self { doing, path: path.to_owned(), cause }
    }

    /// What to do about it.
    fn remedy(&self) -> &'static str {
        match self.cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space on the disk",
            io::ErrorKind::PermissionDenied => "allow your user to read and write the data folder",
            io::ErrorKind::ReadOnlyFilesystem => "make the disk writable or choose another folder with --data-dir DIR",
            io::ErrorKind::NotFound => "check that the data folder is still there",
            _ => "check the disk",
        }
    }
}

/// Why the store cannot be opened.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The system names no folder for the user's data.
    #[error("no home folder to keep profiles in")]
    NoHome,
    /// The data folder cannot be made or reached.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl StoreError {
    /// One sentence for the user: what is safe and what to do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::NoHome => {
                "Nothing was changed; start Premia with --data-dir DIR to choose the folder yourself.".to_owned()
            }
            Self::Disk(error) => {
                format!("Nothing was changed; {}, or start Premia with --data-dir DIR.", error.remedy())
            }
        }
    }
}

/// Why a profile cannot be loaded.
#[derive(Debug, Error)]
pub enum LoadError {
    /// There is neither the file nor a backup of it.
    #[error("there is no profile at {}", .0.display())]
    Missing(PathBuf),
    /// A newer Premia wrote it; the file is untouched.
    #[error("{} was written by a newer Premia (format version {version})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The format's version in the file.
        version: u64,
    },
    /// The file is damaged and no backup can replace it.
    #[error("the profile in {} is damaged: {damage}{backup}", path.display())]
    Damaged {
        /// Where the damaged file is now.
        path: PathBuf,
        /// How it is damaged.
        damage: Damage,
        /// What is known of a backup.
        backup: NoBackup,
    },
    /// The disk refused; the file may well be whole.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Why no backup replaces a damaged file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoBackup {
    /// The file was read on its own, so no backup was looked for.
    #[error("")]
    NotSought,
    /// There is none.
    #[error("; there is no backup of it")]
    Absent,
    /// There is one, and it cannot be read either.
    #[error("; its backup cannot be read either: {0}")]
    Unreadable(String),
}

impl LoadError {
    /// One sentence for the user: what is safe and what to do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Missing(_) => {
                "Nothing was changed; choose another profile or look for the file in the bin.".to_owned()
            }
            Self::Newer { .. } => "The file is untouched; open it with the newest Premia.".to_owned(),
            Self::Damaged { path, .. } => format!(
                "Nothing was deleted: {} still holds every byte; repair it in a text editor or start a new profile.",
                path.display()
            ),
            Self::Disk(error) => format!("The profile was not changed; {} and try again.", error.remedy()),
        }
    }
}

/// Why a change could not be written; what was on disk before is still there.
#[derive(Debug, Error)]
pub enum SaveError {
    /// A newer Premia wrote the file in the meantime; it is untouched.
    #[error("{} was written by a newer Premia (format version {version})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The format's version in the file.
        version: u64,
    },
    /// The profile holds something that could not be read back.
    #[error("the profile cannot be written so that it can be read again: {0}")]
    Unreadable(Damage),
    /// The profile to change cannot be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Another program changed the file since it was read or written here; it is untouched.
    #[error("{} was changed by another program", .0.display())]
    ChangedOutside(PathBuf),
    /// Another window holds profiles open, so that they are not deleted under its feet.
    #[error("another window of Premia has {0} open")]
    HeldElsewhere(String),
    /// There is nothing of that name in the bin.
    #[error("there is no {0} in the bin")]
    NotInBin(String),
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl SaveError {
    /// One sentence for the user: what is safe and what to do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Newer { .. } => {
                "The file is untouched; open it with the newest Premia, or save your changes as a new profile."
                    .to_owned()
            }
            Self::Unreadable(_) => {
                "The last saved version is untouched; correct the value named and save again.".to_owned()
            }
            Self::Load(error) => error.hint(),
            Self::ChangedOutside(_) => {
                "Nothing was overwritten and your changes are still in memory; choose which version to keep.".to_owned()
            }
            Self::HeldElsewhere(_) => "Nothing was deleted; close the other window and try again.".to_owned(),
            Self::NotInBin(_) => "Nothing was changed; look at the bin again, it may have been emptied.".to_owned(),
            Self::Disk(error) => {
                format!("The last saved version is untouched and your changes are still in memory; {}.", error.remedy())
            }
        }
    }
}
