//! How profiles come and go in the window: the open one is kept first, and what the disk says is taken in.

use std::time::Duration;

use super::disk::{Arrival, Content, Failure, Next, Opened, Outcome, Preserved, Site, Told, Unsaved, profiles};
use super::{App, RETRY_DELAY, lower_first, sentence, time_of_day, vault};
use crate::plan::profile::Profile;
use crate::state::{Notice, Opening, ProfileEntry, ProfileKey, ReadOnly, Remedy, Saving, Scene, Tone};
use crate::store::{Handle, Hold, Recovery, SaveError, Saved, Slug};

/// How long the end of the program waits for the last save.
const LAST_SAVE: Duration = Duration::from_secs(10);

impl App {
    /// Keeps what is open and then goes on with something else; of several wishes the newest counts.
    pub(super) fn go_on_with(&mut self, next: Next) {
        if self.is_adopting {
            // The open profile is about to get its file; a second one would be made of it now.
            self.deferred = Some(next);
            return;
        }
        let unsaved = self.unsaved();
        self.go_on_after(unsaved, next);
    }

    /// Goes on with what the disk refused to keep the open profile for, and gives that profile up.
    pub(super) fn leave_unsaved(&mut self) {
        if let Some(next) = self.stayed.take() {
            self.go_on_after(Unsaved::Nothing, next);
        }
    }

    fn go_on_after(&mut self, unsaved: Unsaved, next: Next) {
        self.save_at = None;
        self.unsaved_since = None;
        self.turn += 1;
        self.state.opening = match next {
            Next::Last => Opening::Start,
            Next::TakeOver { is_asked: false, .. } => Opening::Nothing,
            _ => Opening::Profile,
        };
        let (turn, changes, site) = (self.turn, self.changes, self.site());
        self.disk.push(move || {
            let kept = match unsaved.keep(&site) {
                Ok(kept) => kept,
                Err(failure) => return Some(Told::Stayed(next, failure)),
            };
            let site = Site { store: kept.adopted.as_ref().map(|(store, ..)| store.clone()).or(site.store), ..site };
            let (store, outcome) = next.run(&site);
            let profiles = store.as_ref().map_or_else(|| Ok(Vec::new()), profiles);
            Some(Told::Arrived(Box::new(Arrival { turn, changes, kept, store, outcome, profiles })))
        });
    }

    fn site(&self) -> Site {
        Site { store: self.store.clone(), data_dir: self.data_dir.clone() }
    }

    /// Whether there are changes that the disk has not confirmed.
    pub(super) const fn is_dirty(&self) -> bool {
        self.changes != self.saved
    }

    fn unsaved(&self) -> Unsaved {
        if self.state.scene == Scene::Welcome {
            return Unsaved::Nothing;
        }
        let (number, profile) = (self.changes, self.state.profile.clone());
        let content = |handle: &Handle| Content { number, handle: handle.clone(), profile: profile.clone() };
        match &self.handle {
            Some(handle) if self.differs_outside() => Unsaved::Aside(content(handle)),
            _ if !self.is_dirty() || self.state.vault.read_only.is_some() => Unsaved::Nothing,
            Some(handle) => Unsaved::Save(content(handle)),
            None => Unsaved::Adopt(number, Box::new(profile)),
        }
    }

    /// Saves in the background what is not saved yet; of a profile that is only in memory it makes a file.
    pub(super) fn save_now(&mut self) {
        self.save_at = None;
        self.unsaved_since = None;
        if self.saving_waits() {
            return;
        }
        let site = self.site();
        match self.unsaved() {
            Unsaved::Save(content) => self.disk.push(move || {
                let result = match &site.store {
                    Some(store) => store.save(&content.handle, &content.profile),
                    // A handle comes from a store, so there is one.
                    None => return None,
                };
                Some(Told::Saved { slug: content.handle.slug().clone(), number: content.number, result })
            }),
            Unsaved::Adopt(..) if std::mem::replace(&mut self.is_adopting, true) => {}
            unsaved @ Unsaved::Adopt(..) => self.disk.push(move || Some(Told::Adopted(unsaved.keep(&site)))),
            // A save met a version from outside that could not be looked at yet.
            Unsaved::Aside(_) => self.watch(),
            Unsaved::Nothing => {}
        }
    }

    /// Keeps what is open when the window is gone, and waits for it within bounds.
    pub(super) fn finish(&mut self) {
        // What is under way comes first, so that nothing is written twice.
        if !self.disk.wait(LAST_SAVE) {
            return;
        }
        self.poll_disk();
        let (unsaved, site) = (self.unsaved(), self.site());
        let lock = self.keeper.lock.take();
        self.disk.push(move || {
            // Nobody is left to hear of a failure; what was saved last is still on the disk.
            drop(unsaved.keep(&site));
            drop(lock);
            None
        });
        self.disk.wait(LAST_SAVE);
    }

    /// Lets go of something whose end touches the disk, such as a lock.
    pub(super) fn release(&mut self, held: impl Send + 'static) {
        self.disk.push(move || {
            drop(held);
            None
        });
    }

    /// Reads the list of profiles anew.
    pub(super) fn list_profiles(&mut self) {
        let Some(store) = self.store.clone() else { return };
        self.disk.push(move || Some(Told::Profiles(profiles(&store))));
    }

    /// Takes in what the disk has said.
    pub(super) fn poll_disk(&mut self) {
        for told in self.disk.poll() {
            match told {
                Told::Arrived(arrival) => self.arrived(*arrival),
                Told::Stayed(next, failure) => self.stayed_open(next, failure),
                Told::Saved { slug, number, result } => self.saved(&slug, number, result),
                Told::Adopted(result) => {
                    self.is_adopting = false;
                    match result {
                        Ok(kept) => self.preserved(kept),
                        Err(failure) => self.save_failed(failure),
                    }
                    if let Some(next) = self.deferred.take() {
                        self.go_on_with(next);
                    }
                }
                Told::Profiles(profiles) => self.take_profiles(profiles),
                Told::Kept(kept) => self.kept(kept),
            }
        }
        if !self.disk.is_busy() {
            self.state.opening = Opening::Nothing;
            self.keeper.is_doing = false;
        }
    }

    fn arrived(&mut self, arrival: Arrival) {
        let Arrival { turn, changes, kept, store, outcome, profiles } = arrival;
        if self.store.is_none()
            && let Some(store) = store
        {
            self.state.folder = store.data_dir().display().to_string();
            self.store = Some(store);
        }
        self.preserved(kept);
        self.take_profiles(profiles);
        let is_newest = turn == self.turn;
        if is_newest {
            self.state.opening = Opening::Nothing;
        }
        match outcome {
            Outcome::Opened(_) | Outcome::InMemory(..) | Outcome::Left if !is_newest => self.release(outcome),
            // What was changed while the disk worked is kept before anything comes in its place.
            Outcome::Opened(_) | Outcome::InMemory(..) | Outcome::Left if changes != self.changes => {
                self.go_on_with(Next::Found(Box::new(outcome)));
            }
            Outcome::Opened(opened) => self.show(*opened),
            Outcome::InMemory(profile, failure) => {
                self.show_in_memory(*profile);
                self.save_failed(failure);
            }
            Outcome::Left => self.leave(),
            Outcome::PutBack => self.state.notify(Tone::Good, "The damaged file is back among the profiles' files", ""),
            Outcome::Deleted { id, name, slug } => {
                self.deleted = Some(id);
                if self.state.key.as_ref().is_some_and(|key| key.0 == slug.as_str()) {
                    self.leave();
                }
                self.state.notify_with_remedy(format!("Put \"{name}\" into the bin"), Remedy::RestoreDeleted);
            }
            Outcome::StillHeld { who, is_asked } => self.still_held(who, is_asked),
            Outcome::Refused(failure) => {
                self.state.notify(Tone::Warning, failure.text, failure.hint);
                if self.store.is_none() {
                    "nowhere, because the data folder cannot be used".clone_into(&mut self.state.folder);
                }
            }
        }
        self.look();
    }

    /// Shows a profile as the open one and plans it.
    fn show(&mut self, opened: Opened) {
        let Opened { handle, profile, hold, newer, recovered, is_taken_over, unknown, trouble } = opened;
        let key = ProfileKey(handle.slug().as_str().to_owned());
        self.let_go();
        self.handle = Some(handle);
        self.changes += 1;
        self.saved = self.changes;
        self.state.open(key, profile);
        self.state.saving = Saving::Nothing;
        self.hold(hold, newer);
        if let Some(failure) = trouble {
            self.state.notify(Tone::Warning, failure.text, failure.hint);
        }
        if !unknown.is_empty() && newer.is_none() {
            let text = "This profile holds something that this version of Premia does not know";
            self.state.notify(Tone::Warning, text, format!("It is kept with every save: {}.", unknown.join(", ")));
        }
        if let Some(recovery) = recovered {
            self.recovered(recovery);
        }
        if is_taken_over && self.state.vault.read_only.is_none() {
            self.state.notify(Tone::Good, "You can change this profile here now", "");
        }
        self.replan();
    }

    fn show_in_memory(&mut self, profile: Profile) {
        self.let_go();
        self.handle = None;
        self.changes += 1;
        self.state.open(ProfileKey(String::new()), profile);
        self.state.key = None;
        self.replan();
    }

    /// Says that a profile did not come from its own file.
    fn recovered(&mut self, recovery: Recovery) {
        let what = recovery.damage.map_or_else(
            || "the profile's file was missing".to_owned(),
            |damage| format!("the profile's file was damaged: {damage}"),
        );
        let kept = recovery
            .damaged
            .map_or_else(String::new, |path| format!(" The damaged file is kept as {}.", path.display()));
        let from = if recovery.backup.iter().any(|part| part == "snapshots") {
            "You see the newest earlier version that is whole."
        } else {
            "You see the version before the last save, from the backup."
        };
        let hint = format!("{from}{kept} Look through your last changes; all earlier versions are in Data.");
        // In the first run there is no way to the earlier versions yet.
        if self.state.scene == Scene::Work {
            self.state.notify_with(Tone::Warning, sentence(&what), hint, Remedy::ShowVersions);
        } else {
            self.state.notify(Tone::Warning, sentence(&what), hint);
        }
    }

    /// Leaves the open profile, which is kept or deleted by now.
    pub(super) fn leave(&mut self) {
        self.planner.cancel();
        self.explainer.cancel();
        self.skipper.cancel();
        self.let_go();
        self.handle = None;
        self.save_at = None;
        self.saved = self.changes;
        self.state.close();
    }

    fn stayed_open(&mut self, next: Next, failure: Failure) {
        self.state.opening = Opening::Nothing;
        self.stayed = Some(next);
        self.state.saving = Saving::Failed(lower_first(&failure.text));
        let hint = format!("{} Until it is saved, this profile stays open, so that nothing is lost.", failure.hint);
        self.state.notify_with(Tone::Warning, failure.text, hint, Remedy::LeaveUnsaved);
        self.save_in(RETRY_DELAY);
    }

    fn saved(&mut self, slug: &Slug, number: u64, result: Result<Saved, SaveError>) {
        let is_open = self.handle.as_ref().is_some_and(|handle| handle.slug() == slug);
        match result {
            Ok(saved) => {
                self.say_what_a_save_met(saved);
                if is_open {
                    self.confirm(number);
                }
            }
            Err(SaveError::ChangedOutside(_)) if is_open => self.noticed_outside(),
            Err(error) => self.save_failed(error.into()),
        }
    }

    /// The changes up to this number are on the disk.
    fn confirm(&mut self, number: u64) {
        self.saved = self.saved.max(number);
        if self.is_dirty() {
            return;
        }
        self.state.saving = Saving::Saved(time_of_day());
        self.stayed = None;
        // What was said of saves that failed is over.
        let failed = self.save_trouble.take();
        let is_over = |notice: &Notice| {
            notice.remedy == Some(Remedy::LeaveUnsaved) || failed.as_ref().is_some_and(|text| *text == notice.text)
        };
        self.state.notices.retain(|notice| !is_over(notice));
        let is_named =
            |entry: &ProfileEntry| Some(&entry.key) == self.state.key.as_ref() && entry.name == self.state.profile.name;
        if !self.state.profiles.iter().any(is_named) {
            self.list_profiles();
        }
    }

    fn preserved(&mut self, kept: Preserved) {
        if let Some(name) = kept.aside {
            let text = format!("Another program changed the file of \"{name}\"");
            self.state.notify(Tone::Warning, text, "Your version is kept among its earlier versions, in Data.");
        }
        if let Some((store, handle, hold)) = kept.adopted
            && self.state.scene != Scene::Welcome
        {
            self.state.folder = store.data_dir().display().to_string();
            self.store.get_or_insert(store);
            self.state.key = Some(ProfileKey(handle.slug().as_str().to_owned()));
            self.handle = Some(handle);
            self.hold(Some(hold), None);
        }
        if let Some(number) = kept.number {
            self.confirm(number);
        }
    }

    fn save_failed(&mut self, failure: Failure) {
        self.state.saving = Saving::Failed(lower_first(&failure.text));
        self.save_trouble = Some(failure.text.clone());
        self.state.notify(Tone::Warning, failure.text, failure.hint);
        self.save_in(RETRY_DELAY);
    }

    /// Says what happened beside a save that went well; the same trouble is said once.
    fn say_what_a_save_met(&mut self, saved: Saved) {
        if let Some(path) = saved.set_aside {
            let hint = format!("It is kept as {}, and your profile is saved in its place.", path.display());
            self.state.notify(Tone::Warning, "The profile's file was damaged from outside", hint);
        }
        let is_new = saved.snapshot_trouble.is_some() && saved.snapshot_trouble != self.snapshot_trouble;
        if let Some(trouble) = saved.snapshot_trouble.as_ref().filter(|_| is_new) {
            let text = format!("Saved, but no earlier version could be kept: {trouble}");
            self.state.notify(
                Tone::Warning,
                text,
                "Your profile itself is safe. Premia tries again with the next save.",
            );
        }
        self.snapshot_trouble = saved.snapshot_trouble;
    }

    fn take_profiles(&mut self, profiles: Result<Vec<ProfileEntry>, Failure>) {
        match profiles {
            Ok(profiles) => self.state.profiles = profiles,
            Err(failure) => self.state.notify(Tone::Warning, failure.text, failure.hint),
        }
    }

    /// Notes who may change the profile that was just opened.
    fn hold(&mut self, hold: Option<Hold>, newer: Option<u64>) {
        self.state.vault.read_only = newer.map(ReadOnly::Newer);
        match hold {
            Some(Hold::Mine(lock)) => self.keeper.lock = Some(lock),
            Some(Hold::Theirs(holder)) => {
                self.state.vault.read_only = Some(ReadOnly::Held(vault::words(&holder)));
            }
            None => {}
        }
    }

    /// Lets other windows change the profile that was open.
    fn let_go(&mut self) {
        if let Some(lock) = self.keeper.forget() {
            self.release(lock);
        }
    }
}
