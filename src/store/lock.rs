//! One window a profile: an advisory lock on a small file that says in words who holds it.
//!
//! The lock is the system's and ends with the process, however it ends, so that a dead one never keeps it. The words in
//! the file are for people only.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::slug::Slug;
use super::{Store, file, format};

const HEADER: &str = "// The window of Premia that has this profile open; the file goes when that window is closed.\n";
/// How often a lock is tried for whose file went away in the meantime, or that somebody only looks at.
const ATTEMPTS: u32 = 8;
/// How long a look at a lock takes at most; a window keeps it far longer.
const LOOK: Duration = Duration::from_millis(10);

/// Who may change a profile.
#[derive(Debug)]
pub enum Hold {
    /// This window, as long as the lock lives.
    Mine(ProfileLock),
    /// Another window.
    Theirs(Holder),
}

/// The lock of one profile; dropping it lets another window change the profile.
#[derive(Debug)]
pub struct ProfileLock {
    /// Nothing where no lock can be had, such as in a folder that cannot be written.
    file: Option<(File, PathBuf)>,
}

/// Who has a profile open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The number of the process, if it could be read.
    pub process: Option<u32>,
    /// Since when, if it could be read.
    pub since: Option<SystemTime>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Lock")]
struct LockRecord {
    process: u32,
    since: String,
}

impl Store {
    /// Asks for the right to change a profile; where no lock can be had, as on some network disks, it is given.
    #[must_use]
    pub fn hold(&self, slug: &Slug) -> Hold {
        let path = self.folder.locks().join(format!("{slug}.lock"));
        let mut found = None;
        for _ in 0..ATTEMPTS {
            let Ok(mut file) = open(&path) else { break };
            match file.try_lock() {
                Ok(()) if is_still_there(&file, &path) => {
                    // Without the words the lock holds all the same.
                    name_holder(&mut file).unwrap_or_default();
                    return Hold::Mine(ProfileLock { file: Some((file, path)) });
                }
                // Its holder removed the file in between; the next try makes a new one.
                Ok(()) => found = None,
                Err(TryLockError::WouldBlock) => {
                    found = Some(holder(&path));
                    std::thread::sleep(LOOK);
                }
                Err(TryLockError::Error(_)) => break,
            }
        }
        found.map_or(Hold::Mine(ProfileLock { file: None }), Hold::Theirs)
    }

    /// Who has a profile open in another window, if anyone has; the lock of this window counts too.
    #[must_use]
    pub fn holder(&self, slug: &Slug) -> Option<Holder> {
        let path = self.folder.locks().join(format!("{slug}.lock"));
        let file = OpenOptions::new().read(true).open(&path).ok()?;
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Some(holder(&path)),
            Ok(()) | Err(TryLockError::Error(_)) => None,
        }
    }
}

impl Drop for ProfileLock {
    /// Removes the file while the lock still holds, so that nobody else's is removed.
    fn drop(&mut self) {
        if let Some((file, path)) = self.file.take()
            && is_still_there(&file, &path)
        {
            file::remove(&path).unwrap_or_default();
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    file::make_folder(path.parent().unwrap_or(Path::new(".")))?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    private(&mut options);
    options.open(path)
}

fn name_holder(file: &mut File) -> io::Result<()> {
    let since = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let text = format::to_text(HEADER, &LockRecord { process: std::process::id(), since });
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}

fn holder(path: &Path) -> Holder {
    let record: Option<LockRecord> = file::read(path).ok().and_then(|text| format::from_text(&text).ok());
    let since = record.as_ref().and_then(|record| record.since.parse::<Timestamp>().ok()).map(SystemTime::from);
    Holder { process: record.map(|record| record.process), since }
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn private(_options: &mut OpenOptions) {}

/// Whether the name still leads to the file that is locked.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |one: std::fs::Metadata, other: std::fs::Metadata| (one.dev(), one.ino()) == (other.dev(), other.ino());
    file.metadata().and_then(|own| Ok(same(own, std::fs::metadata(path)?))).unwrap_or(false)
}

/// Windows removes no file that is open.
#[cfg(not(unix))]
fn is_still_there(_file: &File, path: &Path) -> bool {
    path.exists()
}
