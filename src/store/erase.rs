//! All that is on the disk: how much it is, and deleting it for good.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::{DiskError, LoadError, SaveError};
use super::lock::Holder;
use super::{Binned, Entry, Store, file};
use crate::plan::profile::Profile;

/// How deep the store's folders go: `bin/SLUG.deleted-TIME/snapshots/TIME.ron`.
const DEPTH: usize = 3;

/// Everything in the data folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Every profile, in the order of the file names.
    pub profiles: Vec<Stored>,
    /// What was found damaged and is kept.
    pub set_aside: Vec<PathBuf>,
    /// Every deleted profile.
    pub bin: Vec<Binned>,
    /// What is in each folder.
    pub parts: Vec<Part>,
    /// Every file of the store, below the data folder.
    pub files: Vec<PathBuf>,
}

/// One profile and what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The profile.
    pub entry: Entry,
    /// The size of its file in bytes.
    pub bytes: u64,
    /// Who has it open, this window included.
    pub holder: Option<Holder>,
}

/// One folder of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name in the data folder.
    pub folder: &'static str,
    /// How many files of the store are in it.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
}

impl Store {
    /// Looks at everything in the data folder.
    ///
    /// # Errors
    /// If a folder cannot be read.
    pub fn overview(&self) -> Result<Overview, LoadError> {
        let stored = |entry: Entry| Stored {
            bytes: file::size(&entry.path).unwrap_or_default(),
            holder: self.holder(&entry.slug),
            entry,
        };
        Ok(Overview {
            profiles: self.list()?.into_iter().map(stored).collect(),
            set_aside: self.set_aside_files()?,
            bin: self.list_bin()?,
            parts: self.parts(),
            files: self.files(),
        })
    }

    /// Writes a profile for somebody else to a new file of its own, and says where; what only the profile's file knows
    /// is not in it.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn export(&self, profile: &Profile) -> Result<PathBuf, SaveError> {
        let _writing = self.lock();
        let folder = self.folder.exports();
        file::make_folder(&folder).map_err(DiskError::when("make the folder", &folder))?;
        let (name, text) = (format!("premia-{}", file::stamp(SystemTime::now())), super::encode(profile));
        let written = file::first_free(|number| {
            let path = folder.join(format!("{}.ron", file::numbered(&name, number)));
            file::write_new(&path, &text).map(|()| path)
        });
        Ok(written.map_err(DiskError::when("write a file in", &folder))?)
    }

    /// Deletes every file of the store for good, and says what is left in the data folder.
    ///
    /// # Errors
    /// If another window has a profile open, or the disk refuses; what was deleted by then stays deleted.
    pub fn erase_all(&self) -> Result<Vec<PathBuf>, SaveError> {
        let _writing = self.lock();
        if let Some(held) = self.list()?.into_iter().find(|entry| self.holder(&entry.slug).is_some()) {
            return Err(SaveError::HeldElsewhere(held.name));
        }
        for (_, path) in self.folders() {
            for file in files_below(&path, DEPTH) {
                file::remove(&file).map_err(DiskError::when("delete", &file))?;
            }
            remove_empty_folders(&path, DEPTH);
        }
        let state = self.folder.state();
        if file::is_taken(&state) {
            file::remove(&state).map_err(DiskError::when("delete", &state))?;
        }
        let root = self.folder.root();
        Ok(file::names_in(root).unwrap_or_default().into_iter().map(|name| root.join(name)).collect())
    }

    /// The size of everything that the store wrote, folder by folder; folders with nothing in them are left out.
    fn parts(&self) -> Vec<Part> {
        let part = |(folder, path): (&'static str, PathBuf)| {
            let files = files_below(&path, DEPTH);
            let bytes = files.iter().filter_map(|file| file::size(file)).sum();
            Part { folder, files: files.len(), bytes }
        };
        self.folders().into_iter().map(part).filter(|part| part.files > 0).collect()
    }

    /// Every file that [`Store::erase_all`] deletes, with its path below the data folder.
    fn files(&self) -> Vec<PathBuf> {
        let below = self.folders().into_iter().flat_map(|(_, path)| files_below(&path, DEPTH));
        let all = below.chain(Some(self.folder.state()).filter(|path| file::is_taken(path)));
        all.map(|path| path.strip_prefix(self.folder.root()).map(Path::to_path_buf).unwrap_or(path)).collect()
    }

    fn folders(&self) -> [(&'static str, PathBuf); 6] {
        [
            ("profiles", self.folder.profiles()),
            ("backups", self.folder.backups()),
            ("snapshots", self.folder.all_snapshots()),
            ("bin", self.folder.bin()),
            ("locks", self.folder.locks()),
            ("exports", self.folder.exports()),
        ]
    }
}

/// Deletes the store's files in a folder, and the folder if nothing else is in it.
pub(super) fn erase_folder(folder: &Path) -> io::Result<()> {
    files_below(folder, DEPTH).iter().try_for_each(|path| file::remove(path))?;
    remove_empty_folders(folder, DEPTH);
    Ok(())
}

/// Every file that the store wrote below a folder; links are not followed.
fn files_below(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let names = file::names_in(folder).unwrap_or_default();
    let below = |name: &String| {
        let path = folder.join(name);
        match file::is_folder(&path) {
            true if depth > 0 && !file::is_set_aside(name) => files_below(&path, depth - 1),
            false if is_own(name) => vec![path],
            true | false => Vec::new(),
        }
    };
    names.iter().flat_map(below).collect()
}

/// Whether the store gives such names.
fn is_own(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    matches!(ending, Some("ron" | "lock" | "tmp")) || file::is_set_aside(name)
}

/// Removes the empty folders from the bottom up; one that holds a file of somebody else stays.
fn remove_empty_folders(folder: &Path, depth: usize) {
    if depth > 0 {
        for path in file::names_in(folder).unwrap_or_default().iter().map(|name| folder.join(name)) {
            if file::is_folder(&path) {
                remove_empty_folders(&path, depth - 1);
            }
        }
    }
    file::remove_empty_folder(folder);
}
