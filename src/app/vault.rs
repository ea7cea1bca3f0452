//! What is kept beside the open profile: looked at and changed in the background, so that no slow disk stops the window.

use std::time::SystemTime;

use egui::Context;

use super::disk::{Failure, Next, Told};
use super::{App, RETRY_DELAY};
use crate::jobs::Job;
use crate::plan::intake::Taken;
use crate::plan::profile::Profile;
use crate::state::{
    BinRow, Comparison, Keeping, Listing, PartRow, Place, ProfileKey, ReadOnly, Remedy, Saving, Scene, SnapshotRow,
    StoredRow, Tone, differences,
};
use crate::store::{
    BinId, Condition, Handle, Holder, LoadError, Overview, ProfileLock, SNAPSHOT_LIMIT, SaveError, Snapshot, Store,
    Stored,
};

/// What comes back from the background.
pub(super) enum Kept {
    Listing(Listing),
    Compared(Comparison),
    /// The profile as it was, and when that was.
    Restored(Box<Profile>, String),
    /// The profile before an import is kept, and the import may go on.
    BeforeImport(Vec<Taken>),
    /// The version from outside, if there is one.
    Outside(Option<Box<Profile>>),
    Theirs(Option<Box<Profile>>),
    Mine,
    Both,
    BinEmptied(usize),
    Erased(Vec<String>),
    /// A damaged file of this name went to the bin.
    Discarded(BinId, String),
    /// A profile was written for others, to this file.
    Exported(String),
    Failed(Failure),
}

/// The lock of the open profile, and the jobs that look at the data folder.
pub(super) struct Keeper {
    pub(super) lock: Option<ProfileLock>,
    looker: Job<Kept>,
    watcher: Job<Kept>,
    /// Whether something that was wanted of the data folder is under way.
    pub(super) is_doing: bool,
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
            is_doing: false,
            was_shown: false,
            found_other: false,
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.looker.is_busy() || self.watcher.is_busy()
    }

    /// Forgets the profile that was open, and gives back its lock.
    pub(super) fn forget(&mut self) -> Option<ProfileLock> {
        self.found_other = false;
        self.looker.cancel();
        self.watcher.cancel();
        self.lock.take()
    }
}

impl App {
    /// Whether the open profile must not be saved now: it is for looking only, or another version waits for a choice.
    pub(super) fn saving_waits(&self) -> bool {
        self.state.vault.read_only.is_some() || self.state.vault.outside.is_some()
    }

    /// Whether the file holds another version that the user has not decided about.
    pub(super) const fn differs_outside(&self) -> bool {
        self.state.vault.outside.is_some() || self.keeper.found_other
    }

    /// Another program changed the file: no save overwrites it until the user has chosen.
    pub(super) fn noticed_outside(&mut self) {
        self.state.saving = Saving::Failed("the file was changed by another program".to_owned());
        self.keeper.found_other = true;
        self.watch();
        self.save_in(RETRY_DELAY);
    }

    /// Looks whether another program changed the file, or another window let go of it.
    pub(super) fn watch(&mut self) {
        let (Some(store), Some(handle)) = (self.store.clone(), self.handle.clone()) else { return };
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
        let Some(slug) = self.handle.as_ref().map(|handle| handle.slug().clone()) else { return };
        self.go_on_with(Next::TakeOver { slug, is_asked });
    }

    /// The other window still has the open profile.
    pub(super) fn still_held(&mut self, who: String, is_asked: bool) {
        if is_asked {
            let text = format!("The other window still has this profile open ({who})");
            self.state.notify(Tone::Warning, text, "Close that window, or start a copy of the profile here.");
        }
        self.state.vault.read_only = Some(ReadOnly::Held(who));
    }

    /// Starts what is wanted of the data folder; one thing at a time.
    pub(super) fn keep(&mut self, wanted: Keeping) {
        if self.keeper.is_doing {
            return;
        }
        let Some(store) = self.store.clone() else {
            // Without a data folder nothing is kept, but the open profile can still take something in.
            if let Keeping::Import(taken) = wanted {
                let effects = self.state.import(taken);
                self.owe(effects);
            }
            return;
        };
        match wanted {
            Keeping::TakeOver => self.take_over(true),
            Keeping::EmptyBin => self.start(move || store.empty_bin().map(Kept::BinEmptied)),
            Keeping::EraseAll => self.erase(store),
            Keeping::Discard(name) => self.start(move || Ok(Kept::Discarded(store.discard(&name)?, name))),
            Keeping::RestoreBinned(id) => self.go_on_with(Next::RestoreBinned(id)),
            wanted => self.keep_open(store, wanted),
        }
    }

    /// What concerns the open profile.
    fn keep_open(&mut self, store: Store, wanted: Keeping) {
        let Some(handle) = self.handle.clone() else {
            // A profile that is only in memory has no earlier versions.
            if let Keeping::Import(taken) = wanted {
                let effects = self.state.import(taken);
                self.owe(effects);
            }
            return;
        };
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
                self.save_now();
                self.start(move || {
                    store.take_snapshot(handle.slug())?;
                    let (profile, taken) = snapshot(&store, &handle, &id)?;
                    Ok(Kept::Restored(Box::new(profile), taken))
                });
            }
            Keeping::Import(taken) => {
                self.save_now();
                self.start(move || {
                    store.take_snapshot(handle.slug())?;
                    Ok(Kept::BeforeImport(taken))
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

    /// Does something in the background, behind the saves that wait.
    fn start(&mut self, work: impl FnOnce() -> Result<Kept, SaveError> + Send + 'static) {
        self.keeper.is_doing = true;
        self.disk.push(move || Some(Told::Kept(work().unwrap_or_else(|error| Kept::Failed(error.into())))));
    }

    /// Writes a profile for others in the background.
    pub(super) fn export(&mut self, profile: Profile) {
        let Some(store) = self.store.clone() else { return };
        self.start(move || Ok(Kept::Exported(store.export(&profile)?.display().to_string())));
    }

    /// Leaves the open profile, then deletes everything; saves under way end before, so that they bring nothing back.
    fn erase(&mut self, store: Store) {
        self.save_now();
        self.leave();
        self.start(move || {
            let left = store.erase_all()?;
            Ok(Kept::Erased(left.into_iter().map(|path| path.display().to_string()).collect()))
        });
    }

    /// Takes in what was seen, and looks at the folder anew when its place is opened.
    pub(super) fn poll_keeper(&mut self) {
        let is_shown = self.state.scene == Scene::Work && self.state.place == Place::Data;
        if std::mem::replace(&mut self.keeper.was_shown, is_shown) != is_shown && is_shown {
            self.look();
        }
        let mut answers = self.keeper.looker.poll();
        answers.extend(self.keeper.watcher.poll());
        for answer in answers {
            self.take_kept(answer);
        }
    }

    /// Takes in what was done.
    pub(super) fn kept(&mut self, answer: Kept) {
        self.keeper.is_doing = false;
        self.take_kept(answer);
        self.list_profiles();
        self.look();
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
            Kept::BeforeImport(taken) => {
                let effects = self.state.import(taken);
                self.owe(effects);
            }
            Kept::Outside(None) => {
                let had_found = std::mem::take(&mut self.keeper.found_other);
                if vault.outside.take().is_some() || had_found {
                    self.save_now();
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
                self.save_now();
            }
            Kept::Mine | Kept::Both => {
                vault.outside = None;
                self.keeper.found_other = false;
                self.changes += 1;
                self.save_now();
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
            Kept::Discarded(id, name) => {
                self.deleted = Some(id);
                self.state.notify_with_remedy(format!("Put {name} into the bin"), Remedy::RestoreDeleted);
            }
            Kept::Exported(path) => {
                let hint = format!("It is in {path}. Look through it before you give it away.");
                self.state.notify(Tone::Good, "Exported without private words", hint);
            }
            Kept::Failed(failure) => self.state.notify(Tone::Warning, failure.text, failure.hint),
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
    Kept::Failed(Failure::new(error, error.hint()))
}

fn listing(overview: Overview, snapshots: Vec<Snapshot>) -> Listing {
    Listing {
        profiles: overview.profiles.into_iter().map(stored_row).collect(),
        files: overview.files.iter().map(|path| path.display().to_string()).collect(),
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

pub(super) fn words(holder: &Holder) -> String {
    let process = holder.process.map_or_else(|| "unknown process".to_owned(), |process| format!("process {process}"));
    holder.since.map_or_else(|| process.clone(), |since| format!("{process}, since {}", time_words(Some(since))))
}

/// A time as people say it, in the system's time zone.
fn time_words(time: Option<SystemTime>) -> String {
    let zoned = time.and_then(|time| jiff::Timestamp::try_from(time).ok());
    let words = zoned.map(|time| time.to_zoned(jiff::tz::TimeZone::system()).strftime("%-d %b %Y, %H:%M").to_string());
    words.unwrap_or_else(|| "at an unknown time".to_owned())
}
