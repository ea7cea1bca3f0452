//! The bin: deleted profiles with their backups, each in a folder of its own until it is restored.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::{DiskError, LoadError, SaveError};
use super::slug::Slug;
use super::whole::read_profile;
use super::{Handle, Store, erase, file};

/// What stands between the slug and the time in the name of a deleted profile's folder.
const MARK: &str = ".deleted-";
const PROFILE: &str = "profile.ron";
const BACKUP: &str = "backup.ron";
const SNAPSHOTS: &str = "snapshots";

/// The name of one deleted profile in the bin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BinId(String);

/// One deleted profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binned {
    /// What to restore it with.
    pub id: BinId,
    /// The profile's name, or that of its file if it cannot be read.
    pub name: String,
    /// The name of the damaged file, if it is one that had been set aside and no profile.
    pub set_aside: Option<String>,
    /// When it was last written.
    pub saved: Option<SystemTime>,
    /// When it was deleted.
    pub deleted: Option<SystemTime>,
}

impl BinId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BinId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Store {
    /// Moves a profile and its backup to the bin; nothing of it is lost, whatever state it is in.
    ///
    /// # Errors
    /// If there is no such profile, or the disk refuses.
    pub fn delete(&self, slug: &Slug) -> Result<BinId, SaveError> {
        let _writing = self.lock();
        let (path, backup) = (self.folder.profile(slug), self.folder.backup(slug));
        if !self.folder.holds(slug) {
            return Err(LoadError::Missing(path).into());
        }
        self.snapshot_on_disk(slug)?;
        let folder = self.new_place_in_bin(slug)?;
        // The backup goes first: a profile without its backup is still listed as itself.
        move_if_there(&backup, &folder.join(BACKUP))?;
        move_if_there(&path, &folder.join(PROFILE))?;
        move_if_there(&self.folder.snapshots(slug), &folder.join(SNAPSHOTS))?;
        Ok(BinId(name_of(&folder)))
    }

    /// Moves a deleted profile back, under its old file name if that is free.
    ///
    /// # Errors
    /// If the bin does not hold it, or the disk refuses.
    pub fn restore(&self, id: &BinId) -> Result<Handle, SaveError> {
        let _writing = self.lock();
        let folder = self.folder.bin().join(&id.0);
        let slug =
            slug_of(id).filter(|_| file::is_taken(&folder)).ok_or_else(|| SaveError::NotInBin(id.to_string()))?;
        self.folder.prepare()?;
        let free = file::first_free(|number| {
            let slug = slug.numbered(number);
            self.folder.check_free(&slug).map(|()| slug)
        });
        let slug = free.map_err(DiskError::when("restore", &folder))?;
        move_if_there(&folder.join(PROFILE), &self.folder.profile(&slug))?;
        move_if_there(&folder.join(BACKUP), &self.folder.backup(&slug))?;
        let snapshots = self.folder.all_snapshots();
        file::make_folder(&snapshots).map_err(DiskError::when("make the folder", &snapshots))?;
        move_if_there(&folder.join(SNAPSHOTS), &self.folder.snapshots(&slug))?;
        file::remove_empty_folder(&folder);
        let text = read_profile(&self.folder.profile(&slug)).ok().map(|found| found.text);
        Ok(Handle::new(slug, text))
    }

    /// Moves a damaged file that had been set aside to the bin.
    ///
    /// # Errors
    /// If there is no such file, or the disk refuses.
    pub fn discard(&self, name: &str) -> Result<BinId, SaveError> {
        let _writing = self.lock();
        let path = self.folder.profiles().join(name);
        // Only what is listed is moved, so that no name leads out of the folder.
        let (true, Some((slug, _))) = (self.folder.set_aside_files()?.contains(&path), name.split_once('.')) else {
            return Err(LoadError::Missing(path).into());
        };
        let folder = self.new_place_in_bin(&Slug::of_file(slug))?;
        move_if_there(&path, &folder.join(name))?;
        Ok(BinId(name_of(&folder)))
    }

    /// Moves a damaged file from the bin back to where it had been set aside.
    ///
    /// # Errors
    /// If the bin does not hold it, its name is taken by now, or the disk refuses.
    pub fn restore_set_aside(&self, id: &BinId) -> Result<PathBuf, SaveError> {
        let _writing = self.lock();
        let binned = binned(&self.folder.bin(), id.clone());
        let Some(name) = binned.and_then(|binned| binned.set_aside) else {
            return Err(SaveError::NotInBin(id.to_string()));
        };
        self.folder.prepare()?;
        let (folder, path) = (self.folder.bin().join(&id.0), self.folder.profiles().join(&name));
        move_if_there(&folder.join(&name), &path)?;
        file::remove_empty_folder(&folder);
        Ok(path)
    }

    /// Every deleted profile, in the order of the names.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list_bin(&self) -> Result<Vec<Binned>, LoadError> {
        let bin = self.folder.bin();
        let names = file::names_in(&bin).map_err(DiskError::when("list", &bin))?;
        Ok(names.into_iter().filter_map(|name| binned(&bin, BinId(name))).collect())
    }

    /// Deletes what is in the bin for good, and says how many profiles that were.
    ///
    /// # Errors
    /// If the disk refuses; what could not be deleted is still listed.
    pub fn empty_bin(&self) -> Result<usize, SaveError> {
        let _writing = self.lock();
        let binned = self.list_bin()?;
        for id in binned.iter().map(|binned| &binned.id) {
            let folder = self.folder.bin().join(&id.0);
            erase::erase_folder(&folder).map_err(DiskError::when("empty", &folder))?;
        }
        Ok(binned.len())
    }

    fn new_place_in_bin(&self, slug: &Slug) -> Result<PathBuf, DiskError> {
        let bin = self.folder.bin();
        file::make_folder(&bin).map_err(DiskError::when("make the folder", &bin))?;
        let name = format!("{slug}{MARK}{}", file::stamp(SystemTime::now()));
        let made = file::first_free(|number| {
            let folder = bin.join(file::numbered(&name, number));
            file::make_new_folder(&folder).map(|()| folder)
        });
        made.map_err(DiskError::when("make a folder in", &bin))
    }
}

fn binned(bin: &Path, id: BinId) -> Option<Binned> {
    let folder = bin.join(&id.0);
    let slug = slug_of(&id)?;
    let files = [folder.join(PROFILE), folder.join(BACKUP)];
    let Some(path) = files.iter().find(|path| file::is_taken(path)) else {
        let name = file::names_in(&folder).ok()?.into_iter().find(|name| file::is_set_aside(name))?;
        let (path, deleted) = (folder.join(&name), file::saved_at(&folder));
        let words = format!("Damaged file of {slug}");
        return Some(Binned { name: words, set_aside: Some(name), saved: file::saved_at(&path), deleted, id });
    };
    let name = read_profile(path).map_or_else(|_| slug.to_string(), |found| found.profile.name);
    Some(Binned { name, set_aside: None, saved: file::saved_at(path), deleted: file::saved_at(&folder), id })
}

/// The profile's file name before it was deleted.
fn slug_of(id: &BinId) -> Option<Slug> {
    let (slug, _) = id.0.rsplit_once(MARK)?;
    (!slug.is_empty()).then(|| Slug::of_file(slug))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn move_if_there(from: &Path, to: &Path) -> Result<(), DiskError> {
    match file::move_new(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !file::is_taken(from) => Ok(()),
        moved => moved.map_err(DiskError::when("move", from)),
    }
}
