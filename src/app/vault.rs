//! What is kept beside the open profile: looked at and changed in the background, so that no slow disk stops the window.

use std::time::SystemTime;

use egui::Context;

use super::{App, RETRY_DELAY, sentence};
use crate::jobs::Job;
use crate::plan::profile::Profile;
use crate::state::{
    BinRow, Comparison, Keeping, Listing, PartRow, Place, ProfileKey, ReadOnly, Saving, Scene, SnapshotRow, StoredRow,
    Tone, differences,
};
use crate::store::{
    Condition, Handle, Hold, Holder, LoadError, Overview, ProfileLock, SNAPSHOT_LIMIT, SaveError, Slug, Snapshot,
    Store, Stored,
};

/// What comes back from the background.
pub(super) enum Kept {
    Listing(Listing),
    Compared(Comparison),
    /// The profile as it was, and when that was.
    Restored(Box<Profile>, String),
    /// The version from outside, if there is one.
    Outside(Option<Box<Profile>>),
    Theirs(Option<Box<Profile>>),
    Mine,
    Both,
    BackFromBin(Slug),
    BinEmptied(usize),
    Erased(Vec<String>),
    Failed(String, String),
}

/// The lock of the open profile, and the jobs that look at the data folder.
pub(super) struct Keeper {
    lock: Option<ProfileLock>,
    looker: Job<Kept>,
    watcher: Job<Kept>,
    doer: Job<Kept>,
    was_shown: bool,
    /// Whether a save met a version from outside that was not looked at yet.
    found_other: bool,
}

impl Keeper {
    pub(super) fn new(ctx: &Context) -> Self {
        Self {
            lock: None,
            looker: Job::new("look", ctx.clone()),
            watcher: Job::new("watch", ctx.clone()),
            doer: Job::new("keep", ctx.clone()),
            was_shown: false,
            found_other: false,
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.looker.is_busy() || self.watcher.is_busy() || self.doer.is_busy()
    }

    /// Lets other windows change the profile that was open.
    pub(super) fn let_go(&mut self) {
        self.lock = None;
        self.found_other = false;
        self.looker.cancel();
        self.watcher.cancel();
    }
}

impl App {
    /// Asks for the right to change the open profile, or notes who has it.
    pub(super) fn hold(&mut self, newer: Option<u64>) {
        self.keeper.let_go();
        self.state.vault.read_only = newer.map(ReadOnly::Newer);
        let (Some(store), Some(handle), None) = (&self.store, &self.handle, newer) else { return };
        match store.hold(handle.slug()) {
            Hold::Mine(lock) => self.keeper.lock = Some(lock),
            Hold::Theirs(holder) => self.state.vault.read_only = Some(ReadOnly::Held(words(&holder))),
        }
    }

    /// Whether the open profile must not be saved now: it is for looking only, or another version waits for a choice.
    pub(super) fn saving_waits(&self) -> bool {
        self.state.vault.read_only.is_some() || self.state.vault.outside.is_some()
    }

    /// Whether another window has this profile open, so that it must not be deleted; if so, a message says so.
    pub(super) fn refuses_to_delete(&mut self, slug: &Slug, is_open: bool) -> bool {
        if is_open && self.state.vault.read_only.is_none() {
            return false;
        }
        let Some(holder) = self.store.as_ref().and_then(|store| store.holder(slug)) else { return false };
        let text = format!("Another window has this profile open ({})", words(&holder));
        self.state.notify(Tone::Warning, text, "Nothing was deleted; close the other window and try again.");
        true
    }

    /// Another program changed the file: no save overwrites it until the user has chosen.
    pub(super) fn noticed_outside(&mut self) {
        self.state.saving = Saving::Failed("the file was changed by another program".to_owned());
        self.keeper.found_other = true;
        self.watch();
        self.save_in(RETRY_DELAY);
    }

    /// Keeps changes as a snapshot that may not be saved, because the program ends before the user has chosen.
    pub(super) fn put_aside(&mut self) {
        if self.state.vault.outside.is_none() && !self.keeper.found_other {
            return;
        }
        if let Some((store, handle)) = self.target()
            && let Err(error) = store.take_snapshot_of(&handle, &self.state.profile)
        {
            self.state.notify(Tone::Warning, sentence(&error.to_string()), error.hint());
        }
    }

    /// Looks whether another program changed the file, or another window let go of it.
    pub(super) fn watch(&mut self) {
        let Some((store, handle)) = self.target() else { return };
        match self.state.vault.read_only {
            Some(ReadOnly::Held(_)) => self.take_over(false),
            Some(ReadOnly::Newer(_)) => {}
            None => self.keeper.watcher.start(move |_, reply| {
                reply.send(match store.outside_version(&handle) {
                    Ok(profile) => Kept::Outside(profile.map(Box::new)),
                    Err(error) => load_failed(&error),
                });
            }),
        }
    }

    /// Takes the right to change the profile if nobody else has it, and loads what the other window left.
    fn take_over(&mut self, is_asked: bool) {
        let (Some(store), Some(handle)) = (&self.store, &self.handle) else { return };
        let slug = handle.slug().clone();
        match store.hold(&slug) {
            Hold::Mine(lock) => {
                // Opening the profile asks for the lock anew.
                drop(lock);
                self.load(&slug);
                if self.state.vault.read_only.is_none() {
                    self.state.notify(Tone::Good, "You can change this profile here now", "");
                }
            }
            Hold::Theirs(holder) => {
                let who = words(&holder);
                if is_asked {
                    let text = format!("The other window still has this profile open ({who})");
                    self.state.notify(Tone::Warning, text, "Close that window, or start a copy of the profile here.");
                }
                self.state.vault.read_only = Some(ReadOnly::Held(who));
            }
        }
    }

    /// Starts what is wanted of the data folder; one thing at a time.
    pub(super) fn keep(&mut self, wanted: Keeping) {
        if self.keeper.doer.is_busy() {
            return;
        }
        if matches!(wanted, Keeping::TakeOver) {
            self.take_over(true);
            return;
        }
        let Some(store) = self.store.clone() else { return };
        match wanted {
            Keeping::EmptyBin => self.start(move || store.empty_bin().map(Kept::BinEmptied)),
            Keeping::EraseAll => self.erase(store),
            Keeping::RestoreBinned(id) => {
                self.flush();
                self.start(move || {
                    let found = store.list_bin()?.into_iter().find(|binned| binned.id.as_str() == id);
                    let binned = found.ok_or(SaveError::NotInBin(id))?;
                    Ok(Kept::BackFromBin(store.restore(&binned.id)?.slug().clone()))
                });
            }
            wanted => self.keep_open(store, wanted),
        }
    }

    /// What concerns the open profile.
    fn keep_open(&mut self, store: Store, wanted: Keeping) {
        let Some(handle) = self.handle.clone() else { return };
        let mine = self.state.profile.clone();
        match wanted {
            Keeping::Compare(id) => {
                let market = std::sync::Arc::clone(&self.state.market);
                self.start(move || {
                    let (profile, taken) = snapshot(&store, &handle, &id)?;
                    Ok(Kept::Compared(Comparison { id, taken, differences: differences(&market, &mine, &profile) }))
                });
            }
            Keeping::Restore(id) => {
                self.flush();
                self.start(move || {
                    store.take_snapshot(handle.slug())?;
                    let (profile, taken) = snapshot(&store, &handle, &id)?;
                    Ok(Kept::Restored(Box::new(profile), taken))
                });
            }
            Keeping::KeepMine => self.start(move || store.keep_mine(&handle, &mine).map(|_| Kept::Mine)),
            Keeping::TakeTheirs => {
                self.start(move || Ok(Kept::Theirs(store.take_theirs(&handle, &mine)?.map(Box::new))));
            }
            Keeping::KeepBoth => self.start(move || store.keep_both(&handle, &mine).map(|_| Kept::Both)),
            _ => {}
        }
    }

    fn start(&mut self, work: impl FnOnce() -> Result<Kept, SaveError> + Send + 'static) {
        self.keeper.doer.start(move |_, reply| {
            reply.send(work().unwrap_or_else(|error| Kept::Failed(sentence(&error.to_string()), error.hint())));
        });
    }

    /// Leaves the open profile without a save, then deletes everything.
    fn erase(&mut self, store: Store) {
        // A save under way ends before, so that it brings nothing back.
        self.flush();
        self.leave();
        self.start(move || {
            let left = store.erase_all()?;
            Ok(Kept::Erased(left.into_iter().map(|path| path.display().to_string()).collect()))
        });
    }

    /// Takes in what came back, and looks at the folder anew when its place is opened.
    pub(super) fn poll_keeper(&mut self) {
        let is_shown = self.state.scene == Scene::Work && self.state.place == Place::Data;
        if std::mem::replace(&mut self.keeper.was_shown, is_shown) != is_shown && is_shown {
            self.look();
        }
        let mut answers = self.keeper.looker.poll();
        answers.extend(self.keeper.watcher.poll());
        let done = self.keeper.doer.poll();
        let changed = !done.is_empty();
        for answer in answers.into_iter().chain(done) {
            self.take_kept(answer);
        }
        if changed {
            self.refresh_profiles();
            self.look();
        }
    }

    /// Looks at the data folder in the background, while its place is open.
    pub(super) fn look(&mut self) {
        let Some(store) = self.store.clone().filter(|_| self.keeper.was_shown) else { return };
        let slug = self.handle.as_ref().map(|handle| handle.slug().clone());
        self.keeper.looker.start(move |_, reply| {
            let snapshots = slug.map_or_else(|| Ok(Vec::new()), |slug| store.snapshots(&slug));
            reply.send(match snapshots.and_then(|snapshots| Ok(listing(store.overview()?, snapshots))) {
                Ok(listing) => Kept::Listing(listing),
                Err(error) => load_failed(&error),
            });
        });
    }

    fn take_kept(&mut self, answer: Kept) {
        let vault = &mut self.state.vault;
        match answer {
            Kept::Listing(listing) => vault.listing = Some(listing),
            Kept::Compared(comparison) => vault.comparison = Some(comparison),
            Kept::Restored(profile, taken) => {
                let effects = self.state.replace_profile(*profile, &format!("restore the profile of {taken}"));
                self.owe(effects);
            }
            Kept::Outside(None) => {
                self.keeper.found_other = false;
                if vault.outside.take().is_some() {
                    self.start_save();
                }
            }
            Kept::Outside(Some(theirs)) => {
                vault.outside = Some(differences(&self.state.market, &self.state.profile, &theirs));
            }
            Kept::Theirs(theirs) => {
                vault.outside = None;
                self.keeper.found_other = false;
                let effects = theirs.map_or_else(Vec::new, |theirs| {
                    self.state.replace_profile(*theirs, "take the version from outside")
                });
                self.owe(effects);
                self.state.saving = Saving::Waiting;
                self.start_save();
            }
            Kept::Mine | Kept::Both => {
                vault.outside = None;
                self.keeper.found_other = false;
                self.changes += 1;
                self.start_save();
            }
            Kept::BackFromBin(slug) => {
                self.flush();
                self.load(&slug);
            }
            Kept::BinEmptied(count) => {
                let text = if count == 1 {
                    "Deleted 1 profile for good".to_owned()
                } else {
                    format!("Deleted {count} profiles for good")
                };
                self.state.notify(Tone::Good, text, "");
            }
            Kept::Erased(left) => {
                vault.listing = None;
                let hint = match left.as_slice() {
                    [] => "Nothing is left in the data folder.".to_owned(),
                    left => format!("Still there, because Premia's profiles are not in it: {}.", left.join(", ")),
                };
                self.state.notify(Tone::Warning, "All your data is deleted", hint);
            }
            Kept::Failed(text, hint) => self.state.notify(Tone::Warning, text, hint),
        }
    }
}

fn snapshot(store: &Store, handle: &Handle, id: &str) -> Result<(Profile, String), SaveError> {
    let found = store.snapshots(handle.slug())?.into_iter().find(|snapshot| snapshot.id.as_str() == id);
    let Some(Snapshot { id, taken, .. }) = found else {
        return Err(LoadError::Missing(store.data_dir().join("snapshots").join(handle.slug().as_str()).join(id)).into());
    };
    Ok((store.read_snapshot(handle.slug(), &id)?, time_words(Some(taken))))
}

fn load_failed(error: &LoadError) -> Kept {
    Kept::Failed(sentence(&error.to_string()), error.hint())
}

fn listing(overview: Overview, snapshots: Vec<Snapshot>) -> Listing {
    Listing {
        profiles: overview.profiles.into_iter().map(stored_row).collect(),
        set_aside: overview.set_aside.iter().map(|path| name_of(path)).collect(),
        bin: overview
            .bin
            .into_iter()
            .map(|binned| BinRow { id: binned.id.to_string(), name: binned.name, deleted: time_words(binned.deleted) })
            .collect(),
        snapshots: snapshots
            .into_iter()
            .map(|snapshot| SnapshotRow {
                id: snapshot.id.as_str().to_owned(),
                taken: time_words(Some(snapshot.taken)),
                bytes: snapshot.bytes,
            })
            .collect(),
        snapshot_limit: SNAPSHOT_LIMIT,
        parts: overview
            .parts
            .into_iter()
            .map(|part| PartRow { folder: part.folder.to_owned(), files: part.files, bytes: part.bytes })
            .collect(),
    }
}

fn stored_row(Stored { entry, bytes, .. }: Stored) -> StoredRow {
    let trouble = match &entry.condition {
        Condition::Whole => None,
        Condition::OnlyBackup => Some("only its backup is there".to_owned()),
        Condition::Damaged(damage) => Some(format!("damaged: {damage}")),
        Condition::Newer(version) => Some(format!("written by a newer Premia (format version {version})")),
        Condition::Refused(why) => Some(format!("cannot be read: {why}")),
    };
    StoredRow {
        key: ProfileKey(entry.slug.as_str().to_owned()),
        file: name_of(&entry.path),
        name: entry.name,
        saved: time_words(entry.saved),
        bytes,
        trouble,
    }
}

fn name_of(path: &std::path::Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn words(holder: &Holder) -> String {
    let process = holder.process.map_or_else(|| "unknown process".to_owned(), |process| format!("process {process}"));
    holder.since.map_or_else(|| process.clone(), |since| format!("{process}, since {}", time_words(Some(since))))
}

/// A time as people say it, in the system's time zone.
fn time_words(time: Option<SystemTime>) -> String {
    let zoned = time.and_then(|time| jiff::Timestamp::try_from(time).ok());
    let words = zoned.map(|time| time.to_zoned(jiff::tz::TimeZone::system()).strftime("%-d %b %Y, %H:%M").to_string());
    words.unwrap_or_else(|| "at an unknown time".to_owned())
}
