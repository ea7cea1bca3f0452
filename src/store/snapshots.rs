//! Snapshots: what a profile was, outside its file, taken while it changes and thinned as they age.
//!
//! `snapshots/SLUG/TIME.ron` holds the profile as it was saved at that time. A save keeps the content that it replaces
//! if that is 5 minutes younger than the newest snapshot, so that what was left last at the end of a day is always
//! there on the next.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::error::{DiskError, LoadError, SaveError};
use super::slug::Slug;
use super::whole::{Unread, checked_text, read_profile};
use super::{Handle, Store, file};
use crate::plan::profile::Profile;

/// How much younger than the newest snapshot a content is before it gets its own.
const EVERY: Duration = Duration::from_mins(5);
/// How long every snapshot is kept, then one an hour, then one a day; after that one a month, for ever.
const ALL_FOR: Duration = Duration::from_hours(1);
const HOURLY_FOR: Duration = Duration::from_hours(24);
const DAILY_FOR: Duration = Duration::from_hours(31 * 24);
/// The most that the snapshots of one profile take on the disk, in bytes; the oldest go first.
pub const SNAPSHOT_LIMIT: u64 = 64 * 1024 * 1024;
/// How far apart the times of one moment may be, as names hold whole seconds.
const SECOND: Duration = Duration::from_secs(1);
const ENDING: &str = ".ron";
/// What stands between the time and the version in the name of a text of an older version of the format.
const ORIGINAL: &str = "-v";

/// The name of one snapshot of a profile.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SnapshotId(String);

impl SnapshotId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The snapshot of this name, unless it could name anything but one file in its folder.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (Slug::parse(text).is_some() && text.ends_with(ENDING)).then(|| Self(text.to_owned()))
    }

    /// Whether it is a text of an older version of the format.
    fn is_original(&self) -> bool {
        self.0.contains(ORIGINAL)
    }
}

/// One snapshot in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// What to read it with.
    pub id: SnapshotId,
    /// When the profile was as it is in it.
    pub taken: SystemTime,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// Every snapshot of a profile, the newest first.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn snapshots(&self, slug: &Slug) -> Result<Vec<Snapshot>, LoadError> {
        Ok(self.list_snapshots(slug)?)
    }

    /// Reads a snapshot and leaves it as it is.
    ///
    /// # Errors
    /// If it is missing or damaged, or the disk refuses.
    pub fn read_snapshot(&self, slug: &Slug, id: &SnapshotId) -> Result<Profile, LoadError> {
        let path = self.folder.snapshots(slug).join(id.as_str());
        read_profile(&path).map(|found| found.profile).map_err(|unread| unread.into_error(path))
    }

    /// Keeps what is in a profile's file now; nothing is done if the newest snapshot holds just that.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn take_snapshot(&self, slug: &Slug) -> Result<(), SaveError> {
        let _writing = self.lock();
        Ok(self.snapshot_on_disk(slug)?)
    }

    /// Keeps a profile that is in memory only, without touching its file.
    ///
    /// # Errors
    /// If the profile could not be read back, or the disk refuses.
    pub fn take_snapshot_of(&self, handle: &Handle, profile: &Profile) -> Result<(), SaveError> {
        let _writing = self.lock();
        let text = checked_text(profile, handle.known().as_deref())?;
        Ok(self.add_snapshot(&handle.slug, &text, SystemTime::now())?)
    }

    /// Keeps what is in a profile's file now.
    pub(super) fn snapshot_on_disk(&self, slug: &Slug) -> Result<(), DiskError> {
        let path = self.folder.profile(slug);
        match read_profile(&path) {
            Ok(found) => self.add_snapshot(slug, &found.text, file::saved_at(&path).unwrap_or_else(SystemTime::now)),
            // What cannot be read as a profile is set aside as a file, never made a snapshot.
            Err(Unread::Disk(cause)) => Err(DiskError::when("read", &path)(cause)),
            Err(_) => Ok(()),
        }
    }

    /// Keeps the text of an older version of the format, which is about to be replaced by the newest, for ever.
    pub(super) fn keep_original(&self, slug: &Slug, old: &str, version: u64) -> Result<(), DiskError> {
        let saved = file::saved_at(&self.folder.profile(slug)).unwrap_or_else(SystemTime::now);
        let name = format!("{}{ORIGINAL}{version}", file::stamp(saved));
        let known = file::read(&self.folder.snapshots(slug).join(format!("{name}{ENDING}")));
        // A save that failed after this is tried again.
        if known.is_ok_and(|known| known == old) { Ok(()) } else { self.write_snapshot(slug, old, &name) }
    }

    /// Keeps the content that a save is about to replace, if a snapshot is due.
    pub(super) fn snapshot_if_due(&self, slug: &Slug, old: &str) -> Result<(), DiskError> {
        let saved = file::saved_at(&self.folder.profile(slug)).unwrap_or_else(SystemTime::now);
        let newest = self.list_snapshots(slug)?.first().map(|snapshot| snapshot.taken);
        if newest.is_some_and(|newest| distance(saved, newest) < EVERY) {
            return Ok(());
        }
        self.add_snapshot(slug, old, saved)
    }

    /// The newest snapshot that can be read.
    pub(super) fn newest_good_snapshot(&self, slug: &Slug) -> Option<(PathBuf, super::whole::Found)> {
        let folder = self.folder.snapshots(slug);
        let paths = self.list_snapshots(slug).ok()?.into_iter().map(|snapshot| folder.join(snapshot.id.as_str()));
        paths.into_iter().find_map(|path| read_profile(&path).ok().map(|found| (path, found)))
    }

    pub(super) fn add_snapshot(&self, slug: &Slug, text: &str, saved: SystemTime) -> Result<(), DiskError> {
        let folder = self.folder.snapshots(slug);
        let all = self.list_snapshots(slug)?;
        // After a clock was set back, the newest by name need not be the last one taken.
        let later = all.iter().enumerate().filter(|(index, one)| *index == 0 || distance(one.taken, saved) < SECOND);
        let mut texts = later.filter_map(|(_, one)| file::read(&folder.join(one.id.as_str())).ok());
        if texts.any(|known| known == text) {
            return Ok(());
        }
        self.write_snapshot(slug, text, &file::stamp(saved))?;
        self.thin(slug);
        Ok(())
    }

    fn write_snapshot(&self, slug: &Slug, text: &str, stamp: &str) -> Result<(), DiskError> {
        let folder = self.folder.snapshots(slug);
        file::make_folder(&folder).map_err(DiskError::when("make the folder", &folder))?;
        file::remove_old_leftovers(&folder, 0);
        let written = file::first_free(|number| {
            file::write_new(&folder.join(format!("{}{ENDING}", file::numbered(stamp, number))), text)
        });
        written.map_err(DiskError::when("write a snapshot in", &folder))
    }

    /// Removes the snapshots that are not needed any more; one that cannot be removed harms nothing.
    fn thin(&self, slug: &Slug) {
        let Ok(all) = self.list_snapshots(slug) else { return };
        let folder = self.folder.snapshots(slug);
        for gone in surplus(&all, SystemTime::now(), SNAPSHOT_LIMIT) {
            file::remove(&folder.join(gone.as_str())).unwrap_or_default();
        }
    }

    fn list_snapshots(&self, slug: &Slug) -> Result<Vec<Snapshot>, DiskError> {
        let folder = self.folder.snapshots(slug);
        let names = file::names_in(&folder).map_err(DiskError::when("list", &folder))?;
        let found = names.into_iter().filter_map(|name| {
            let taken = file::stamped(&name)?;
            let bytes = file::size(&folder.join(&name))?;
            Some(Snapshot { id: SnapshotId::parse(&name)?, taken, bytes })
        });
        let mut all: Vec<Snapshot> = found.collect();
        all.sort_by(|one, other| (other.taken, &other.id).cmp(&(one.taken, &one.id)));
        Ok(all)
    }
}

fn distance(one: SystemTime, other: SystemTime) -> Duration {
    one.duration_since(other).unwrap_or_else(|error| error.duration())
}

/// The snapshots that may go, of all of a profile's with the newest first: within its hour, day or month only the
/// newest stays, and of the rest the oldest go until all fit into `limit` bytes. The newest of all always stays, and so
/// does every text of an older version of the format.
fn surplus(all: &[Snapshot], now: SystemTime, limit: u64) -> Vec<SnapshotId> {
    let mut bytes = 0_u64;
    let mut last_bucket = None;
    let mut gone = Vec::new();
    for (index, snapshot) in all.iter().filter(|snapshot| !snapshot.id.is_original()).enumerate() {
        let bucket = bucket(snapshot.taken, now);
        let is_covered = bucket.is_some() && bucket == last_bucket;
        let grown = bytes.saturating_add(snapshot.bytes);
        if index > 0 && (is_covered || grown > limit) {
            gone.push(snapshot.id.clone());
        } else {
            bytes = grown;
            last_bucket = bucket;
        }
    }
    gone
}

/// The hour, day or month (UTC) of which one snapshot is kept; nothing while each is.
fn bucket(taken: SystemTime, now: SystemTime) -> Option<String> {
    // A clock that was set back leaves snapshots from the future; they are as good as new.
    let age = now.duration_since(taken).unwrap_or_default();
    let letters = match age {
        age if age < ALL_FOR => return None,
        age if age < HOURLY_FOR => "20261122T14".len(),
        age if age < DAILY_FOR => "20261122".len(),
        _ => "202611".len(),
    };
    Some(file::stamp(taken).chars().take(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(taken: SystemTime, bytes: u64) -> Snapshot {
        Snapshot { id: SnapshotId(format!("{}{ENDING}", file::stamp(taken))), taken, bytes }
    }

    /// Takes one every 5 minutes for 100 days and thins as the store does; gives what is left, newest first.
    fn history(days: u64, limit: u64) -> (Vec<Snapshot>, SystemTime) {
        let start = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 20_000);
        let mut all: Vec<Snapshot> = Vec::new();
        let mut now = start;
        for number in 0..days * 24 * 12 {
            now = start + EVERY * u32::try_from(number).unwrap();
            all.insert(0, snapshot(now, 1000));
            let gone = surplus(&all, now, limit);
            all.retain(|snapshot| !gone.contains(&snapshot.id));
        }
        (all, now)
    }

    #[test]
    fn what_an_older_version_wrote_is_never_thinned() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 20_000);
        let mut all: Vec<Snapshot> = (0..50).map(|minute| snapshot(now - Duration::from_mins(minute), 1000)).collect();
        let original = SnapshotId(format!("{}{ORIGINAL}1{ENDING}", file::stamp(now)));
        all.push(Snapshot { id: original.clone(), taken: now - Duration::from_hours(24 * 900), bytes: 1000 });
        let gone = surplus(&all, now, 3000);
        assert_eq!((gone.len(), gone.contains(&original)), (47, false));
        assert_eq!(SnapshotId::parse(original.as_str()), Some(original), "it is listed as any other");
    }

    #[test]
    fn snapshots_are_thinned_to_hours_days_and_months() {
        let (all, now) = history(100, SNAPSHOT_LIMIT);
        let count = |from: Duration, to: Duration| {
            let ages = all.iter().map(|snapshot| now.duration_since(snapshot.taken).unwrap());
            ages.filter(|age| (from..to).contains(age)).count()
        };
        assert_eq!(count(Duration::ZERO, ALL_FOR), 12);
        assert!((23..=25).contains(&count(ALL_FOR, HOURLY_FOR)), "{}", count(ALL_FOR, HOURLY_FOR));
        assert!((30..=32).contains(&count(HOURLY_FOR, DAILY_FOR)), "{}", count(HOURLY_FOR, DAILY_FOR));
        assert!((2..=4).contains(&count(DAILY_FOR, Duration::MAX)), "{}", count(DAILY_FOR, Duration::MAX));
    }

    #[test]
    fn the_size_bound_keeps_the_newest() {
        let (all, now) = history(2, 5_000);
        assert_eq!(all.len(), 5);
        assert_eq!(all.first().map(|snapshot| snapshot.taken), Some(now));
        assert_eq!(surplus(&[snapshot(now, 9_000)], now, 5_000), [], "the newest stays, whatever its size");
    }

    #[test]
    fn a_clock_set_back_loses_nothing() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 20_000);
        let all: Vec<Snapshot> =
            (1..50_u64).rev().map(|day| snapshot(now + Duration::from_hours(24 * day), 1)).collect();
        assert_eq!(surplus(&all, now, SNAPSHOT_LIMIT), []);
    }
}
