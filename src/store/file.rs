//! Single files: the only place where the store touches the disk, so that every step can be made to fail in a test.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use tempfile::{Builder, TempPath};

use super::error::Damage;
use super::step::{self, Step};

/// The largest profile that is read or written, in bytes.
pub(super) const SIZE_LIMIT: u64 = 8 * 1024 * 1024;
/// What stands between the slug and the random part in the name of a temporary file.
const TEMPORARY_MARK: &str = "~";
const TEMPORARY_END: &str = ".tmp";
/// What stands before the time in the name of a damaged file.
const DAMAGED: &str = "damaged-";
/// How many names are tried before giving up on a free one.
const NAME_ATTEMPTS: u32 = 10_000;

/// Why a file gives no text.
#[derive(Debug)]
pub(super) enum ReadError {
    Missing,
    Damaged(Damage),
    Disk(io::Error),
}

/// Reads a text file of bounded size; never waits for a pipe and never allocates more than the bound.
pub(super) fn read(path: &Path) -> Result<String, ReadError> {
    step::pass(Step::Read).map_err(ReadError::Disk)?;
    check_kind(&fs::metadata(path).map_err(read_error)?)?;
    let file = File::open(path).map_err(read_error)?;
    let size = check_kind(&file.metadata().map_err(ReadError::Disk)?)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(ReadError::Disk)?;
    check_size(bytes.len().try_into().unwrap_or(u64::MAX)).map_err(ReadError::Damaged)?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = valid.filter(|byte| **byte == b'\n').count() + 1;
        ReadError::Damaged(Damage::NotText { line })
    })
}

/// Refuses what is larger than a profile may be.
pub(super) fn check_size(bytes: u64) -> Result<(), Damage> {
    if bytes > SIZE_LIMIT { Err(Damage::TooLarge { bytes, limit: SIZE_LIMIT }) } else { Ok(()) }
}

/// Puts `text` in the place of the file at `path`: whoever reads it sees the old text or the new, whole.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut file = write_beside(path, text)?;
    passed(&mut file, step::pass(Step::Rename))?;
    file.persist(path)?;
    sync_folder(path)
}

/// Writes `text` to a file that must not be there yet.
pub(super) fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = write_beside(path, text)?;
    passed(&mut file, step::pass(Step::Rename))?;
    file.persist_noclobber(path)?;
    sync_folder(path)
}

/// Renames a file or folder to a name that must not be taken.
pub(super) fn move_new(from: &Path, to: &Path) -> io::Result<()> {
    let mut path = TempPath::try_from_path(from)?;
    // It is no temporary file: whatever fails here, it stays.
    path.disable_cleanup(true);
    step::pass(Step::Rename)?;
    path.persist_noclobber(to)?;
    sync_folder(to)?;
    sync_folder(from)
}

/// Renames a damaged file to a free name beside it, which tells when that happened.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let stamp = format!("{DAMAGED}{}", stamp(SystemTime::now()));
    first_free(|number| {
        let aside = with_ending(path, &numbered(&stamp, number));
        move_new(path, &aside).map(|()| aside)
    })
}

/// Whether [`set_aside`] gave a file this name.
pub(super) fn is_set_aside(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.starts_with(DAMAGED))
}

/// Calls `attempt` with 1, 2, 3... until what it makes was not there before.
pub(super) fn first_free<T>(mut attempt: impl FnMut(u32) -> io::Result<T>) -> io::Result<T> {
    for number in 1..NAME_ATTEMPTS {
        match attempt(number) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made,
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Makes a folder that only the user can enter, with all above it; one that is there is left as it is.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    step::pass(Step::MakeFolder)?;
    private().recursive(true).create(path)?;
    sync_folder(path)
}

/// Makes a folder that must not be there yet.
pub(super) fn make_new_folder(path: &Path) -> io::Result<()> {
    step::pass(Step::MakeFolder)?;
    private().create(path)?;
    sync_folder(path)
}

/// Whether anything at all has this name, a broken link included.
pub(super) fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// When the file was last written.
pub(super) fn saved_at(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

/// The names in a folder, in order; a folder that is not there has none.
pub(super) fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    step::pass(Step::List)?;
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let name = |entry: io::Result<fs::DirEntry>| entry.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.map(name).collect::<io::Result<_>>()?;
    names.sort();
    Ok(names)
}

/// Removes a folder if it is empty; if not, it is not worth an error.
pub(super) fn remove_empty_folder(path: &Path) {
    step::pass(Step::Remove).and_then(|()| fs::remove_dir(path)).unwrap_or_default();
}

/// Removes a file for good.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    step::pass(Step::Remove)?;
    fs::remove_file(path)
}

/// The size of a file in bytes; nothing for what is no file.
pub(super) fn size(path: &Path) -> Option<u64> {
    fs::symlink_metadata(path).ok().filter(Metadata::is_file).map(|metadata| metadata.len())
}

/// Whether there is a folder, not a link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Removes temporary files that a killed program left for the file at `path`.
pub(super) fn remove_leftovers(path: &Path) {
    let (Some(folder), Some(slug)) = (path.parent(), path.file_stem()) else { return };
    let start = temporary_start(&slug.to_string_lossy());
    remove_files(folder, |name, _| name.starts_with(&start) && name.ends_with(TEMPORARY_END));
}

/// Removes the temporary files in `folder` that are older than `age_secs`, so that no running program needs them.
pub(super) fn remove_old_leftovers(folder: &Path, age_secs: u64) {
    let now = SystemTime::now();
    let is_old = |path: &Path| {
        saved_at(path).and_then(|time| now.duration_since(time).ok()).is_some_and(|age| age.as_secs() >= age_secs)
    };
    remove_files(folder, |name, path| {
        name.starts_with('.') && name.contains(TEMPORARY_MARK) && name.ends_with(TEMPORARY_END) && is_old(path)
    });
}

/// A time as it stands in file names, such as `20261122T140233Z`.
pub(super) fn stamp(time: SystemTime) -> String {
    Timestamp::try_from(time).map_or_else(|_| "unknown".to_owned(), |time| time.strftime("%Y%m%dT%H%M%SZ").to_string())
}

/// The time in a name that starts with a [`stamp`].
pub(super) fn stamped(name: &str) -> Option<SystemTime> {
    let stamp = name.split(['.', '-']).next()?;
    let time = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", stamp).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().into())
}

/// The path with `.ending` after its whole name.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// The text with a number behind it; the first stands for itself.
pub(super) fn numbered(text: &str, number: u32) -> String {
    if number < 2 { text.to_owned() } else { format!("{text}-{number}") }
}

fn read_error(error: io::Error) -> ReadError {
    if error.kind() == io::ErrorKind::NotFound { ReadError::Missing } else { ReadError::Disk(error) }
}

/// The size of a regular file that is small enough.
fn check_kind(metadata: &Metadata) -> Result<u64, ReadError> {
    if metadata.is_dir() {
        return Err(ReadError::Damaged(Damage::NotAFile("a folder")));
    }
    if !metadata.is_file() {
        return Err(ReadError::Damaged(Damage::NotAFile("a pipe or device")));
    }
    check_size(metadata.len()).map_err(ReadError::Damaged)?;
    Ok(metadata.len())
}

/// Writes `text` to a temporary file in the same folder, down to the disk; dropping it removes it.
fn write_beside(path: &Path, text: &str) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let start = temporary_start(&path.file_stem().unwrap_or_default().to_string_lossy());
    // On Unix the builder makes files that only the user can read (0600).
    step::pass(Step::Create)?;
    let mut file = Builder::new().prefix(&start).suffix(TEMPORARY_END).tempfile_in(folder)?;
    let written = step::write(file.as_file_mut(), text);
    passed(&mut file, written)?;
    let synced = step::sync(file.as_file());
    passed(&mut file, synced)?;
    Ok(file)
}

/// Hands on how a step went; a temporary file stays where a test has cut the power, as it would.
fn passed(file: &mut tempfile::NamedTempFile, step: io::Result<()>) -> io::Result<()> {
    step.inspect_err(|_| file.disable_cleanup(step::power_is_off()))
}

fn temporary_start(slug: &str) -> String {
    format!(".{slug}{TEMPORARY_MARK}")
}

fn remove_files(folder: &Path, is_wanted: impl Fn(&str, &Path) -> bool) {
    let names = names_in(folder).unwrap_or_default();
    for path in names.iter().map(|name| (name, folder.join(name))).filter(|(name, path)| is_wanted(name, path)) {
        // A leftover that cannot be removed takes a little room and harms nothing.
        remove(&path.1).unwrap_or_default();
    }
}

/// Makes what happened to the name `path` in its folder last through a power cut.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    step::pass(Step::SyncFolder)?;
    match File::open(folder)?.sync_all() {
        // Some network file systems know no such thing, and some of them say so in this way.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

/// Does nothing: Windows gives no handle to a folder and writes renames to its journal.
#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn private() -> fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = fs::DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn private() -> fs::DirBuilder {
    fs::DirBuilder::new()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "the files here are the test's own")]

    use super::*;

    #[test]
    fn a_taken_name_stops_a_move_and_keeps_both() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let [from, to] = ["from", "to"].map(|name| dir.path().join(name));
        fs::write(&from, "from")?;
        fs::write(&to, "to")?;
        assert!(move_new(&from, &to).is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists));
        assert_eq!((fs::read_to_string(&from)?, fs::read_to_string(&to)?), ("from".to_owned(), "to".to_owned()));
        let nowhere = dir.path().join("nowhere").join("to");
        assert!(move_new(&from, &nowhere).is_err());
        assert_eq!(fs::read_to_string(&from)?, "from");
        assert!(write_new(&to, "other").is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists));
        assert_eq!(names_in(dir.path())?, ["from", "to"], "nothing temporary is left");
        Ok(())
    }

    #[test]
    fn failed_writes_leave_nothing_behind() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let folder = dir.path().join("full");
        fs::create_dir(&folder)?;
        fs::write(folder.join("x"), "")?;
        assert!(replace(&folder, "text").is_err(), "a folder that holds something is not replaced by a file");
        assert_eq!(names_in(dir.path())?, ["full"]);
        Ok(())
    }

    #[test]
    fn times_are_stamps() {
        assert_eq!(stamp(SystemTime::UNIX_EPOCH), "19700101T000000Z");
        assert_eq!(stamped("19700101T000000Z-2.ron"), Some(SystemTime::UNIX_EPOCH));
        assert_eq!(stamped("notes.ron"), None);
        assert_eq!(with_ending(Path::new("a/b.ron"), "damaged"), Path::new("a/b.ron.damaged"));
    }
}
