//! Files that somebody wants to import, read from the disk.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::App;
use super::disk::Failure;
use crate::exchange::import::{self, ImportError};
use crate::plan::intake::{Found, Mapped, propose};
use crate::state::{ImportFrom, ImportOffer, Tone};
use crate::store::{self, LoadError};

/// Why nothing is imported.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// The disk refuses.
    #[error("cannot read {}: {}", .0.display(), .1)]
    Disk(PathBuf, std::io::Error),
    /// A folder without any table of a LinkedIn export.
    #[error("the folder {} holds none of {}", .0.display(), import::TABLES.join(", "))]
    EmptyFolder(PathBuf),
    /// It is a profile of Premia that cannot be read.
    #[error("{}: {}", .0.display(), .1)]
    Profile(PathBuf, Box<LoadError>),
    /// It is of no kind that is read.
    #[error("{}: {}", .0.display(), .1)]
    Kind(PathBuf, ImportError),
}

impl ReadFault {
    /// What the user can do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Disk(..) => "Look whether the file is there and may be read".to_owned(),
            Self::EmptyFolder(_) => "Choose the folder into which a LinkedIn export was unpacked, or a file".to_owned(),
            Self::Profile(_, error) => error.hint(),
            Self::Kind(_, error) => error.hint().to_owned(),
        }
    }
}

impl App {
    /// Reads what is to be imported in the background, and compares it with the profile.
    pub(super) fn read_import(&mut self, from: ImportFrom) {
        self.imports += 1;
        let (number, today) = (self.imports, self.state.today);
        let (profile, market) = (self.state.profile.clone(), Arc::clone(&self.state.market));
        self.importer.start(move |_, reply| {
            let offer = offer(from.clone()).map_err(|fault| Failure::new(&fault, fault.hint()));
            reply.send(offer.map(|(name, found)| ImportOffer {
                name,
                from,
                tables: found.tables.clone(),
                proposal: propose(&found, &market, &profile, None, today),
                unread: found.unread.iter().map(ToString::to_string).collect(),
                number,
            }));
        });
    }

    /// Takes in what was read.
    pub(super) fn poll_imports(&mut self) {
        for answer in self.importer.poll() {
            match answer {
                Ok(offer) => self.state.import = Some(offer),
                Err(failure) => self.state.notify(Tone::Warning, failure.text, failure.hint),
            }
        }
    }
}

/// What all files say together; `columns` says which columns of tables hold what.
///
/// # Errors
/// If one of them cannot be read at all.
pub fn read_all(files: &[PathBuf], columns: &[Mapped]) -> Result<Found, ReadFault> {
    let mut all = Found::default();
    for path in files.iter().flat_map(|path| tables_in(path)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        all.add(read_one(path, &name, columns)?, &name);
    }
    Ok(all)
}

/// What was read, for people, and what it says.
pub(super) fn offer(from: ImportFrom) -> Result<(String, Found), ReadFault> {
    match from {
        ImportFrom::Files(paths, columns) => {
            let files: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            let names = files.iter().map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned());
            let names = names.collect::<Vec<String>>().join(", ");
            Ok((names, read_all(&files, &columns)?))
        }
        ImportFrom::Text(text) => {
            let name = "the pasted text".to_owned();
            let found = import::read("", text.as_bytes(), &[]);
            Ok((name.clone(), found.map_err(|error| ReadFault::Kind(PathBuf::from(name), error))?))
        }
    }
}

/// The tables of an unpacked LinkedIn export, if `path` is its folder; else the file itself.
fn tables_in(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let tables = import::TABLES.iter().map(|name| path.join(name));
    let tables: Vec<PathBuf> = tables.filter(|path| path.is_file()).collect();
    // Without any, the folder itself is named in the error.
    if tables.is_empty() { vec![path.to_owned()] } else { tables }
}

fn read_one(path: PathBuf, name: &str, columns: &[Mapped]) -> Result<Found, ReadFault> {
    if path.is_dir() {
        return Err(ReadFault::EmptyFolder(path));
    }
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron")) {
        let profile = store::read_file(&path).map_err(|error| ReadFault::Profile(path, Box::new(error)))?;
        return Ok(Found::of_profile(&profile));
    }
    let bytes = bytes(&path).map_err(|error| ReadFault::Disk(path.clone(), error))?;
    import::read(name, &bytes, columns).map_err(|error| ReadFault::Kind(path, error))
}

/// The bytes of a file, and one more than is allowed if it is larger, which is then refused.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let most = u64::try_from(import::MOST_ARCHIVE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
