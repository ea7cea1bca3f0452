//! Profiles on disk: readable files, written so that nothing is ever lost; the only writer of profiles.
//!
//! ```text
//! profiles/SLUG.ron               one profile each, and what was found damaged: SLUG.ron.damaged-TIME
//! backups/SLUG.ron                the content before the last save
//! snapshots/SLUG/TIME.ron         what the profile was at that time, thinned as it ages
//! bin/SLUG.deleted-TIME/          profiles that were deleted, with their backups and snapshots
//! exports/premia-TIME.ron         profiles without private words, to be given away
//! locks/SLUG.lock                 which window has the profile open
//! state.ron                       which profile was open last
//! ```
//! A save first copies the content that it replaces to `backups` and then replaces it. Each of the two is a rename of
//! a file that has reached the disk, so whenever the program is killed, one of them is whole. Before anything is
//! replaced, the content is compared with what was read or written last: a change from outside is never overwritten.

mod bin;
mod breaks;
mod checked;
mod clients;
mod diary;
mod erase;
mod error;
mod evidence;
mod file;
mod folder;
mod format;
mod keep;
mod later;
mod lexer;
mod lock;
mod migrate;
mod outcome;
mod outside;
mod record;
#[cfg(test)]
mod sample;
mod scan;
mod scenario;
mod seen;
mod slug;
mod snapshots;
mod step;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_faults;
#[cfg(test)]
mod tests_keeping;
mod whole;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

pub use bin::{BinId, Binned};
pub use erase::{Overview, Part, Stored};
pub use error::{Damage, DiskError, FormatError, LoadError, NoBackup, SaveError, StoreError};
pub use format::{decode, encode};
pub use lock::{Hold, Holder, ProfileLock};
pub use outcome::{Condition, Entry, Handle, Loaded, Recovery, Saved};
pub use slug::Slug;
pub use snapshots::{SNAPSHOT_LIMIT, Snapshot, SnapshotId};
#[cfg(test)]
pub(crate) use step::faults;
pub use whole::read_file;

use crate::plan::profile::{Aim, Profile, Setup};
use crate::plan::units::Currency;
use folder::Folder;
use whole::{Found, Unread, checked_text, read_profile};

/// A folder of profiles; its clones work on the same folder, one change at a time.
#[derive(Clone, Debug)]
pub struct Store {
    folder: Folder,
    writer: Arc<Mutex<()>>,
}

impl Store {
    /// Opens the store in `data_dir`, or where the system keeps the data of programs, and makes what is missing.
    ///
    /// # Errors
    /// If there is no home folder, or the folder cannot be made.
    pub fn open(data_dir: Option<PathBuf>) -> Result<Self, StoreError> {
        let dir = data_dir.or_else(default_dir).ok_or(StoreError::NoHome)?;
        let folder = Folder::new(std::path::absolute(&dir).map_err(DiskError::when("find the folder", &dir))?);
        folder.prepare()?;
        folder.clean();
        Ok(Self { folder, writer: Arc::default() })
    }

    /// The store that is in `data_dir`, or where the system keeps the data of programs; makes and removes nothing.
    ///
    /// # Errors
    /// If there is no home folder, or the folder is not there.
    pub fn existing(data_dir: Option<PathBuf>) -> Result<Self, StoreError> {
        let dir = data_dir.or_else(default_dir).ok_or(StoreError::NoHome)?;
        let cannot = |cause| DiskError::when("find the folder", &dir)(cause);
        let folder = Folder::new(std::path::absolute(&dir).map_err(cannot)?);
        if !folder.root().is_dir() {
            return Err(cannot(std::io::ErrorKind::NotFound.into()).into());
        }
        Ok(Self { folder, writer: Arc::default() })
    }

    /// The folder that holds everything.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        self.folder.root()
    }

    /// The file of a profile.
    #[must_use]
    pub fn path(&self, slug: &Slug) -> PathBuf {
        self.folder.profile(slug)
    }

    /// Every profile, in the order of the file names, with those that cannot be read.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list(&self) -> Result<Vec<Entry>, LoadError> {
        Ok(self.folder.slugs()?.into_iter().map(|slug| self.entry(slug)).collect())
    }

    /// Every file that was damaged and set aside, the oldest of each profile first.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn set_aside_files(&self) -> Result<Vec<PathBuf>, LoadError> {
        Ok(self.folder.set_aside_files()?)
    }

    /// Loads a profile; if its file is damaged, sets that aside and turns to the backup, then to the snapshots.
    ///
    /// What a newer Premia wrote is loaded for looking, if this one can make sense of it.
    ///
    /// # Errors
    /// If there is neither the file nor a backup, nothing can replace a damaged file, a newer Premia wrote the file in
    /// ways unknown here, or the disk refuses.
    pub fn load(&self, slug: &Slug) -> Result<Loaded, LoadError> {
        let _writing = self.lock();
        let path = self.folder.profile(slug);
        match read_profile(&path) {
            Ok(found) => Ok(loaded(found, slug, &path, None)),
            Err(Unread::Missing) => self.load_backup(slug, None),
            Err(Unread::Damaged(damage)) => self.load_backup(slug, Some(damage)),
            Err(Unread::Newer(version, Some(found))) => {
                Ok(Loaded { newer: Some(version), ..loaded(*found, slug, &path, None) })
            }
            Err(unread) => Err(unread.into_error(path)),
        }
    }

    /// Saves a profile in the place of what was there, which becomes the backup.
    ///
    /// # Errors
    /// If another program changed the file, the profile could not be read back, a newer Premia wrote the file, or the
    /// disk refuses; what was on disk is still there.
    pub fn save(&self, handle: &Handle, profile: &Profile) -> Result<Saved, SaveError> {
        let _writing = self.lock();
        self.folder.prepare()?;
        let path = self.folder.profile(&handle.slug);
        file::remove_leftovers(&path);
        let (old, set_aside) = Folder::current(&path)?;
        let text = match &old {
            Some(old) => checked_text(profile, Some(old))?,
            None => checked_text(profile, self.backup_text(&handle.slug).as_deref())?,
        };
        let mut snapshot_trouble = None;
        if old.as_ref() != Some(&text) {
            if let Some(old) = old {
                check_outside(handle, &old, &path)?;
                snapshot_trouble = self.keep_replaced(&handle.slug, &old)?;
            }
            file::replace(&path, &text).map_err(DiskError::when("write", &path))?;
        }
        if !file::is_taken(&self.folder.state()) {
            // The folder was deleted in between. Should this fail, the next save tries again.
            self.folder.remember_opened(&handle.slug).unwrap_or_default();
        }
        handle.note(text);
        Ok(Saved { at: SystemTime::now(), set_aside, snapshot_trouble })
    }

    /// Puts a new profile into the store, in a file of its own that is named after it.
    ///
    /// # Errors
    /// If the profile could not be read back, or the disk refuses.
    pub fn create(&self, profile: &Profile) -> Result<Handle, SaveError> {
        let _writing = self.lock();
        self.add(profile, None)
    }

    /// Gives a profile another name; its file keeps its own, so that handles and backups stay right.
    ///
    /// # Errors
    /// If the profile cannot be loaded or saved.
    pub fn rename(&self, slug: &Slug, name: &str) -> Result<Handle, SaveError> {
        let Loaded { mut profile, handle, .. } = self.load(slug)?;
        self.take_snapshot(slug)?;
        name.clone_into(&mut profile.name);
        self.save(&handle, &profile)?;
        Ok(handle)
    }

    /// Copies a profile to a new one called `name`.
    ///
    /// # Errors
    /// If the profile cannot be loaded, or the copy cannot be written.
    pub fn duplicate(&self, slug: &Slug, name: &str) -> Result<Handle, SaveError> {
        let mut profile = self.load(slug)?.profile;
        name.clone_into(&mut profile.name);
        let _writing = self.lock();
        let original = read_profile(&self.folder.profile(slug)).ok().map(|found| found.text);
        self.add(&profile, original.or_else(|| self.backup_text(slug)).as_deref())
    }

    /// The profile that was open last, if it is still there.
    #[must_use]
    pub fn last_opened(&self) -> Option<Slug> {
        self.folder.last_opened().filter(|slug| self.folder.holds(slug))
    }

    /// Remembers which profile is open.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remember_opened(&self, slug: &Slug) -> Result<(), SaveError> {
        let _writing = self.lock();
        Ok(self.folder.remember_opened(slug)?)
    }

    fn entry(&self, slug: Slug) -> Entry {
        let mut path = self.folder.profile(&slug);
        let mut found = read_profile(&path);
        let mut condition = Condition::Whole;
        if matches!(found, Err(Unread::Missing)) {
            path = self.folder.backup(&slug);
            found = read_profile(&path);
            condition = Condition::OnlyBackup;
        }
        let (name, setup) = match found {
            Ok(Found { profile, .. }) => (profile.name, Some(profile.setup)),
            Err(unread) => {
                condition = unread.into_condition();
                (slug.to_string(), None)
            }
        };
        let saved = file::saved_at(&path);
        Entry { path: self.folder.profile(&slug), slug, name, saved, setup, condition }
    }

    fn load_backup(&self, slug: &Slug, damage: Option<Damage>) -> Result<Loaded, LoadError> {
        let path = self.folder.profile(slug);
        // A damaged file that cannot be moved, say in a read-only folder, stays where it is.
        let damaged = damage.as_ref().map(|_| file::set_aside(&path).unwrap_or_else(|_| path.clone()));
        let backup = self.folder.backup(slug);
        match read_profile(&backup) {
            Ok(found) => {
                let backup_saved = file::saved_at(&backup);
                let recovery = Recovery { damage, damaged, backup: backup.clone(), backup_saved };
                Ok(loaded(found, slug, &backup, Some(recovery)))
            }
            Err(unread) => match self.newest_good_snapshot(slug).filter(|_| damage.is_some()) {
                Some((path, found)) => {
                    let backup_saved = path.file_name().and_then(|name| file::stamped(&name.to_string_lossy()));
                    let recovery = Recovery { damage, damaged, backup: path.clone(), backup_saved };
                    Ok(loaded(found, slug, &path, Some(recovery)))
                }
                None => Err(no_backup(unread, damage, damaged, path, backup)),
            },
        }
    }

    /// The backup's text, if it is whole.
    fn backup_text(&self, slug: &Slug) -> Option<String> {
        read_profile(&self.folder.backup(slug)).ok().map(|found| found.text)
    }

    /// Keeps the content that is about to be replaced, as a snapshot if one is due; an older version always.
    ///
    /// Gives the trouble with the snapshot, for which no save is given up, unless the original of an old version is at
    /// stake.
    fn keep_replaced(&self, slug: &Slug, old: &str) -> Result<Option<String>, DiskError> {
        if let Some(version) = format::older_version(old) {
            self.keep_original(slug, old, version)?;
        }
        let trouble = self.snapshot_if_due(slug, old).err().map(|error| error.to_string());
        self.back_up(slug, old)?;
        Ok(trouble)
    }

    fn back_up(&self, slug: &Slug, old: &str) -> Result<(), DiskError> {
        let backup = self.folder.backup(slug);
        file::remove_leftovers(&backup);
        file::replace(&backup, old).map_err(DiskError::when("write", &backup))
    }

    /// Writes a new file under the first free name; `original` lends it the fields that are not known here.
    fn add(&self, profile: &Profile, original: Option<&str>) -> Result<Handle, SaveError> {
        self.folder.prepare()?;
        let text = checked_text(profile, original)?;
        let wanted = Slug::from_name(&profile.name);
        let added = file::first_free(|number| {
            let slug = wanted.numbered(number);
            self.folder.check_free(&slug)?;
            file::write_new(&self.folder.profile(&slug), &text).map(|()| slug)
        });
        let slug = added.map_err(DiskError::when("write", &self.folder.profile(&wanted)))?;
        Ok(Handle::new(slug, Some(text)))
    }

    /// Lets one change at a time through; a change that panicked left whole files behind, so the next may go on.
    fn lock(&self) -> MutexGuard<'_, ()> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is returned for a profile that was found in the file at `path`.
fn loaded(found: Found, slug: &Slug, path: &Path, recovered: Option<Recovery>) -> Loaded {
    Loaded {
        unknown_fields: unknown_fields(&found),
        profile: found.profile,
        handle: Handle::new(slug.clone(), recovered.is_none().then(|| found.text.clone())),
        saved: file::saved_at(path),
        newer: None,
        recovered,
    }
}

/// Everything in the file that only a newer Premia knows: fields, and choices of known fields.
fn unknown_fields(found: &Found) -> Vec<String> {
    let mut fields = keep::unknown_fields(&found.text);
    if let Setup::Unknown(text) = &found.profile.setup {
        fields.push(format!("setup {text}"));
    }
    if let Aim::Unknown(text) = &found.profile.target {
        fields.push(format!("target {text}"));
    }
    if let Currency::Other(_) = found.profile.currency {
        fields.push(format!("currency {}", found.profile.currency.code()));
    }
    fields
}

/// Refuses to overwrite what another program wrote.
fn check_outside(handle: &Handle, old: &str, path: &Path) -> Result<(), SaveError> {
    if handle.knows(old) {
        return Ok(());
    }
    match decode(old) {
        Ok(profile) if outside::is_other(handle, old, &profile) => Err(SaveError::ChangedOutside(path.to_owned())),
        _ => Ok(()),
    }
}

/// Why a profile cannot be loaded of which neither the file nor the backup can be read.
fn no_backup(
    unread: Unread,
    damage: Option<Damage>,
    damaged: Option<PathBuf>,
    path: PathBuf,
    backup: PathBuf,
) -> LoadError {
    match (damage, damaged) {
        (Some(damage), Some(path)) => LoadError::Damaged { path, damage, backup: unread.into_no_backup(backup) },
        _ if matches!(unread, Unread::Missing) => LoadError::Missing(path),
        _ => unread.into_error(backup),
    }
}

fn default_dir() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "Premia").map(|dirs| dirs.data_dir().to_owned())
}
