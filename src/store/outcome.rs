//! What the store answers: lists, loaded profiles, and what happened on the way.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::error::Damage;
use super::slug::Slug;
use crate::plan::profile::{Profile, Setup};

/// Stands for one profile in the store, whatever its name becomes, and knows what its file held when it was last read
/// or written with it, so that a change from outside is noticed by content.
#[derive(Clone)]
pub struct Handle {
    pub(super) slug: Slug,
    known: Arc<Mutex<Option<String>>>,
}

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Eq for Handle {}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Handle").field(&self.slug).finish()
    }
}

/// One profile in the list of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of its file without the ending.
    pub slug: Slug,
    /// The file; it may be missing, see `condition`.
    pub path: PathBuf,
    /// The profile's name, or that of its file if it cannot be read.
    pub name: String,
    /// When it was last written.
    pub saved: Option<SystemTime>,
    /// How far its first run has come, or that it is the sample; nothing if it cannot be read.
    pub setup: Option<Setup>,
    /// Whether it can be opened.
    pub condition: Condition,
}

/// Whether a profile in the list can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It can.
    Whole,
    /// Only its backup is there, which will be opened.
    OnlyBackup,
    /// Its file is damaged; opening sets it aside and turns to the backup.
    Damaged(Damage),
    /// A newer Premia wrote it, in this version of the format.
    Newer(u64),
    /// The disk refuses to give it, in the system's words.
    Refused(String),
}

/// A profile as it was loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The profile.
    pub profile: Profile,
    /// What to save it with.
    pub handle: Handle,
    /// When it was last written.
    pub saved: Option<SystemTime>,
    /// Fields of the file, and choices of known fields, that this version does not know; they are kept when it is saved.
    pub unknown_fields: Vec<String>,
    /// The version of the format if a newer Premia wrote the file; it can be read but not saved.
    pub newer: Option<u64>,
    /// What happened if the profile's own file could not be used.
    pub recovered: Option<Recovery>,
}

/// How a profile came from its backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Why its own file could not be used; nothing if the file was missing.
    pub damage: Option<Damage>,
    /// Where the damaged file is now; nothing if the file was missing.
    pub damaged: Option<PathBuf>,
    /// The backup that the profile came from.
    pub backup: PathBuf,
    /// When the backup was written.
    pub backup_saved: Option<SystemTime>,
}

/// What a save did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// When.
    pub at: SystemTime,
    /// Where the file in its place is now, if that was damaged.
    pub set_aside: Option<PathBuf>,
    /// Why no snapshot could be taken although one was due; the save itself went well.
    pub snapshot_trouble: Option<String>,
}

impl Handle {
    /// A handle on a file that holds `text`, or nothing that can be read.
    pub(super) fn new(slug: Slug, text: Option<String>) -> Self {
        Self { slug, known: Arc::new(Mutex::new(text)) }
    }

    /// Whether `text` is what the file held when it was last read or written with this handle.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).as_deref() == Some(text)
    }

    /// The text that the file held when it was last read or written with this handle.
    pub(super) fn known(&self) -> Option<String> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes what the file holds now.
    pub(super) fn note(&self, text: String) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
    }

    /// The name of the profile's file without the ending.
    #[must_use]
    pub const fn slug(&self) -> &Slug {
        &self.slug
    }
}
