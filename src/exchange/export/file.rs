//! A file for others: written whole or not at all, and never over another one unless that is wished.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What is to happen to a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Keep,
    /// It is replaced.
    Replace,
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// There is a file of that name.
    #[error("{} is there already", .0.display())]
    Taken(PathBuf),
    /// The disk refuses.
    #[error("cannot write {}: {}", .0.display(), .1)]
    Disk(PathBuf, std::io::Error),
}

impl SaveError {
    /// What the user can do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Taken(_) => "Choose another name, or pass --force to replace it",
            Self::Disk(..) => "Look whether the folder is there, may be written to, and has room",
        }
    }
}

/// Writes `bytes` to `path` in one move, so that no reader meets half of it.
///
/// # Errors
/// If there is a file of that name that is to be kept, or the disk refuses; nothing is left behind then.
pub fn save(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), SaveError> {
    let refused = |error| SaveError::Disk(path.to_owned(), error);
    if existing == Existing::Keep && path.symlink_metadata().is_ok() {
        return Err(SaveError::Taken(path.to_owned()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".premia-").tempfile_in(folder).map_err(refused)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(refused)?;
    match existing {
        Existing::Replace => file.persist(path).map_err(|error| refused(error.error))?,
        Existing::Keep => file.persist_noclobber(path).map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => SaveError::Taken(path.to_owned()),
            _ => refused(error.error),
        })?,
    };
    Ok(())
}
