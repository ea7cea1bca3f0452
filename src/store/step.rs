//! The edge to the disk: every operation passes here by name, so that a test can make each of them fail in turn.

use std::fs::File;
use std::io::{self, Write};

/// One operation on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Read,
    List,
    MakeFolder,
    Create,
    Write,
    Sync,
    Rename,
    SyncFolder,
    Remove,
}

/// Lets an operation through; in tests it may answer as a failing disk would.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "in tests it fails on demand")]
pub(super) const fn pass(_step: Step) -> io::Result<()> {
    Ok(())
}

/// Whether the power is cut in a test, so that nothing can be tidied up any more.
#[cfg(not(test))]
pub(super) const fn power_is_off() -> bool {
    false
}

#[cfg(test)]
pub(super) use faults::{pass, power_is_off};

/// Writes all of `text`; where a test lets it fail, a part of it, as a disk does that fills up.
pub(super) fn write(file: &mut File, text: &str) -> io::Result<()> {
    match pass(Step::Write) {
        Ok(()) => file.write_all(text.as_bytes()),
        Err(error) => {
            let half = text.as_bytes().get(..text.len() / 2).unwrap_or_default();
            file.write_all(half)?;
            Err(error)
        }
    }
}

/// Brings a file down to the disk; where a test cuts the power, its content is lost.
pub(super) fn sync(file: &File) -> io::Result<()> {
    match pass(Step::Sync) {
        Ok(()) => file.sync_all(),
        Err(error) if power_is_off() => file.set_len(0).and(Err(error)),
        Err(error) => Err(error),
    }
}

/// Failing disks for tests, one for each thread, and a slow one for the thread of the window's queue.
#[cfg(test)]
pub(crate) mod faults {
    use std::cell::{Cell, RefCell};
    use std::io;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    use super::Step;

    /// How long each operation takes on threads called `disk`, in milliseconds.
    static PACE_MILLIS: AtomicU64 = AtomicU64::new(0);

    /// What happens at the chosen operation.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Fault {
        /// The system answers with this error, once.
        Errno(i32),
        /// The system answers with this error from then on.
        AlwaysErrno(i32),
        /// The power is cut: neither this nor anything after it happens.
        PowerCut,
    }

    thread_local! {
        static PLAN: Cell<Option<(usize, Fault)>> = const { Cell::new(None) };
        static PASSED: RefCell<Vec<Step>> = const { RefCell::new(Vec::new()) };
    }

    /// Runs `work` with a fault at its operation number `at`, counted from 1, and gives the operations it came to.
    pub(crate) fn with<T>(at: usize, fault: Fault, work: impl FnOnce() -> T) -> (T, Vec<Step>) {
        PASSED.with_borrow_mut(Vec::clear);
        PLAN.set(Some((at, fault)));
        let result = work();
        PLAN.set(None);
        (result, PASSED.take())
    }

    /// Lets each operation on a thread called `disk` take this long from now on.
    pub(crate) fn slow_down(pace: Duration) {
        PACE_MILLIS.store(pace.as_millis().try_into().unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub(in crate::store) fn pass(step: Step) -> io::Result<()> {
        let pace = PACE_MILLIS.load(Ordering::Relaxed);
        if pace > 0 && std::thread::current().name() == Some("disk") {
            std::thread::sleep(Duration::from_millis(pace));
        }
        let Some((at, fault)) = PLAN.get() else { return Ok(()) };
        let number = PASSED.with_borrow_mut(|passed| {
            passed.push(step);
            passed.len()
        });
        match fault {
            Fault::Errno(code) if number == at => Err(io::Error::from_raw_os_error(code)),
            Fault::AlwaysErrno(code) if number >= at => Err(io::Error::from_raw_os_error(code)),
            Fault::PowerCut if number >= at => Err(io::Error::other("the power is off")),
            _ => Ok(()),
        }
    }

    pub(in crate::store) fn power_is_off() -> bool {
        let passed = PASSED.with_borrow(Vec::len);
        PLAN.get().is_some_and(|(at, fault)| fault == Fault::PowerCut && passed >= at)
    }
}
