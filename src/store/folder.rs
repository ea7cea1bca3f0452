//! The data folder: what lies where, and the small file that remembers which profile was open.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::{DiskError, SaveError};
use super::slug::Slug;
use super::whole::{Unread, read_profile};
use super::{file, format};

/// The ending of every file with a profile.
const ENDING: &str = "ron";
/// A temporary file older than this belongs to no running save.
const LEFTOVER_AGE_SECS: u64 = 600;
const STATE_HEADER: &str = "// What Premia remembers between two starts; safe to delete while it is closed.\n";

/// Where everything is.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    root: PathBuf,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "State")]
struct StateRecord {
    schema_version: u64,
    #[serde(default)]
    last_opened: Option<String>,
}

impl Folder {
    pub(super) const fn new(root: PathBuf) -> Self {
        Self { root }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn profile(&self, slug: &Slug) -> PathBuf {
        self.profiles().join(format!("{slug}.{ENDING}"))
    }

    pub(super) fn backup(&self, slug: &Slug) -> PathBuf {
        self.backups().join(format!("{slug}.{ENDING}"))
    }

    pub(super) fn bin(&self) -> PathBuf {
        self.root.join("bin")
    }

    /// The folder of a profile's snapshots.
    pub(super) fn snapshots(&self, slug: &Slug) -> PathBuf {
        self.all_snapshots().join(slug.as_str())
    }

    pub(super) fn all_snapshots(&self) -> PathBuf {
        self.root.join("snapshots")
    }

    /// The folder of what was written for others.
    pub(super) fn exports(&self) -> PathBuf {
        self.root.join("exports")
    }

    pub(super) fn locks(&self) -> PathBuf {
        self.root.join("locks")
    }

    pub(super) fn profiles(&self) -> PathBuf {
        self.root.join("profiles")
    }

    pub(super) fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }

    pub(super) fn state(&self) -> PathBuf {
        self.root.join("state.ron")
    }

    /// Makes the folders that are missing, also while the program runs.
    pub(super) fn prepare(&self) -> Result<(), DiskError> {
        let make = |folder: PathBuf| file::make_folder(&folder).map_err(DiskError::when("make the folder", &folder));
        [self.root.clone(), self.profiles(), self.backups()].into_iter().try_for_each(make)
    }

    /// Removes what killed programs left behind.
    pub(super) fn clean(&self) {
        for folder in [self.root.clone(), self.profiles(), self.backups()] {
            file::remove_old_leftovers(&folder, LEFTOVER_AGE_SECS);
        }
    }

    /// Every profile of which there is a file or a backup.
    pub(super) fn slugs(&self) -> Result<BTreeSet<Slug>, DiskError> {
        let mut slugs = BTreeSet::new();
        for folder in [self.profiles(), self.backups()] {
            let names = file::names_in(&folder).map_err(DiskError::when("list", &folder))?;
            slugs.extend(names.iter().filter_map(|name| slug_of(name)));
        }
        Ok(slugs)
    }

    /// Every file beside the profiles that was set aside.
    pub(super) fn set_aside_files(&self) -> Result<Vec<PathBuf>, DiskError> {
        let folder = self.profiles();
        let names = file::names_in(&folder).map_err(DiskError::when("list", &folder))?;
        Ok(names.iter().filter(|name| file::is_set_aside(name)).map(|name| folder.join(name)).collect())
    }

    /// Whether there is a file or a backup of this profile.
    pub(super) fn holds(&self, slug: &Slug) -> bool {
        file::is_taken(&self.profile(slug)) || file::is_taken(&self.backup(slug))
    }

    /// Refuses a name that is taken, a backup's and that of older snapshots included.
    pub(super) fn check_free(&self, slug: &Slug) -> io::Result<()> {
        if self.holds(slug) || file::is_taken(&self.snapshots(slug)) {
            Err(io::ErrorKind::AlreadyExists.into())
        } else {
            Ok(())
        }
    }

    /// The content that a save will replace, if it is whole, and where it is now, if it was damaged.
    pub(super) fn current(path: &Path) -> Result<(Option<String>, Option<PathBuf>), SaveError> {
        match read_profile(path) {
            Ok(found) => Ok((Some(found.text), None)),
            Err(Unread::Missing) => Ok((None, None)),
            Err(Unread::Damaged(_)) => {
                let aside = file::set_aside(path).map_err(DiskError::when("set aside", path))?;
                Ok((None, Some(aside)))
            }
            Err(Unread::Newer(version, _)) => Err(SaveError::Newer { path: path.to_owned(), version }),
            Err(Unread::Disk(cause)) => Err(DiskError::when("read", path)(cause).into()),
        }
    }

    /// The profile that was open last; what is damaged here is worth no message, it will be written anew.
    pub(super) fn last_opened(&self) -> Option<Slug> {
        let text = file::read(&self.state()).ok()?;
        let state: StateRecord = format::from_text(&text).ok()?;
        Slug::parse(&state.last_opened?)
    }

    pub(super) fn remember_opened(&self, slug: &Slug) -> Result<(), DiskError> {
        self.prepare()?;
        let path = self.state();
        file::remove_leftovers(&path);
        let state = StateRecord { schema_version: 1, last_opened: Some(slug.to_string()) };
        file::replace(&path, &format::to_text(STATE_HEADER, &state)).map_err(DiskError::when("write", &path))
    }
}

/// The profile that a file belongs to; hidden and temporary files belong to none.
fn slug_of(name: &str) -> Option<Slug> {
    let stem = name.strip_suffix(ENDING)?.strip_suffix('.')?;
    (!stem.is_empty() && !stem.starts_with('.')).then(|| Slug::of_file(stem))
}
