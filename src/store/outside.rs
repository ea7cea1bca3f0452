//! Changes that another program made to a profile's file: noticed by content, and never overwritten unasked.

use super::error::{DiskError, LoadError, SaveError};
use super::whole::{Found, Unread, read_profile};
use super::{Handle, Saved, Store};
use crate::plan::profile::Profile;

/// What is put behind the name of a profile that came from outside.
const FROM_OUTSIDE: &str = " (from outside)";

impl Store {
    /// The profile that another program put into the file since it was last read or written with `handle`.
    ///
    /// A file that is missing or damaged holds no other version, and the same profile in other words is no change.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn outside_version(&self, handle: &Handle) -> Result<Option<Profile>, LoadError> {
        let _writing = self.lock();
        Ok(self.outside(handle)?.map(|found| found.profile))
    }

    /// Saves `mine` over a version from outside, which stays as a snapshot.
    ///
    /// # Errors
    /// Those of [`Store::save`].
    pub fn keep_mine(&self, handle: &Handle, mine: &Profile) -> Result<Saved, SaveError> {
        if let Some(theirs) = self.outside_now(handle)? {
            self.take_snapshot(&handle.slug)?;
            handle.note(theirs.text);
        }
        self.save(handle, mine)
    }

    /// Accepts a version from outside in the place of `mine`, which stays as a snapshot; nothing if it is gone.
    ///
    /// # Errors
    /// If the snapshot cannot be written, or the disk refuses.
    pub fn take_theirs(&self, handle: &Handle, mine: &Profile) -> Result<Option<Profile>, SaveError> {
        let Some(theirs) = self.outside_now(handle)? else { return Ok(None) };
        self.take_snapshot_of(handle, mine)?;
        handle.note(theirs.text);
        Ok(Some(theirs.profile))
    }

    /// Makes a profile of its own of a version from outside, and saves `mine`; gives the new one, unless it is gone.
    ///
    /// # Errors
    /// Those of [`Store::create`] and [`Store::save`].
    pub fn keep_both(&self, handle: &Handle, mine: &Profile) -> Result<Option<Handle>, SaveError> {
        let theirs = self.outside_now(handle)?;
        let made = match theirs {
            None => None,
            Some(theirs) => {
                let named = Profile { name: format!("{}{FROM_OUTSIDE}", theirs.profile.name), ..theirs.profile };
                let _writing = self.lock();
                Some(self.add(&named, Some(&theirs.text))?)
            }
        };
        self.keep_mine(handle, mine)?;
        Ok(made)
    }

    fn outside_now(&self, handle: &Handle) -> Result<Option<Found>, DiskError> {
        let _writing = self.lock();
        self.outside(handle)
    }

    fn outside(&self, handle: &Handle) -> Result<Option<Found>, DiskError> {
        let path = self.folder.profile(&handle.slug);
        match read_profile(&path) {
            Ok(found) if is_other(handle, &found.text, &found.profile) => Ok(Some(found)),
            Err(Unread::Disk(cause)) => Err(DiskError::when("read", &path)(cause)),
            Ok(_) | Err(_) => Ok(None),
        }
    }
}

/// Whether the file holds another profile than when it was last read or written with `handle`.
pub(super) fn is_other(handle: &Handle, text: &str, profile: &Profile) -> bool {
    if handle.knows(text) {
        return false;
    }
    handle.known().is_none_or(|known| super::format::decode(&known).as_ref() != Ok(profile))
}
