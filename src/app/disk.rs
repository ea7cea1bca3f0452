//! The way to the disk: all that concerns the open profile goes through one queue, in order, so that no disk, however
//! slow, holds a frame, and no write overtakes another.

use std::path::PathBuf;

use super::{sentence, vault};
use crate::plan::profile::{Profile, Setup};
use crate::state::{ProfileEntry, ProfileKey};
use crate::store::{
    BinId, Condition, Entry, Handle, Hold, Loaded, Recovery, SaveError, Saved, Slug, Store, StoreError,
};

/// What went wrong, in a sentence, and what is safe and to be done.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) text: String,
    pub(super) hint: String,
}

impl Failure {
    pub(super) fn new(error: &impl ToString, hint: String) -> Self {
        Self { text: sentence(&error.to_string()), hint }
    }
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        Self::new(&error, error.hint())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(&error, format!("{} Until then Premia works, and keeps nothing.", error.hint()))
    }
}

/// What is to come in the place of the open profile.
pub(super) enum Next {
    /// The profile that was open last, when the program starts.
    Last,
    Open(Slug),
    /// The sample as it was left, or this one if there is none.
    Sample(Box<Profile>),
    Create(Box<Profile>),
    /// The profile whose first run was not finished, or this one if there is none.
    Resume(Box<Profile>),
    Leave,
    Delete {
        slug: Slug,
        /// Whether it is the open one, and held by this window.
        is_mine: bool,
    },
    /// The deleted profile of this name in the bin.
    RestoreBinned(String),
    /// The open profile anew, if no other window has it any more.
    TakeOver {
        slug: Slug,
        is_asked: bool,
    },
    /// What has been found already.
    Found(Box<Outcome>),
}

/// What became of it.
pub(super) enum Outcome {
    Opened(Box<Opened>),
    /// The profile could not be given a file, for this reason, and is opened all the same.
    InMemory(Box<Profile>, Failure),
    Left,
    Deleted {
        id: BinId,
        name: String,
        slug: Slug,
    },
    /// A damaged file went back to where it was set aside.
    PutBack,
    StillHeld {
        who: String,
        is_asked: bool,
    },
    Refused(Failure),
}

/// A profile that was loaded or made, and the right to change it.
pub(super) struct Opened {
    pub(super) handle: Handle,
    pub(super) profile: Profile,
    /// Nothing where a newer Premia wrote it.
    pub(super) hold: Option<Hold>,
    pub(super) newer: Option<u64>,
    pub(super) recovered: Option<Recovery>,
    pub(super) is_taken_over: bool,
    /// What of the file this version does not know.
    pub(super) unknown: Vec<String>,
    pub(super) trouble: Option<Failure>,
}

/// What the disk has said.
pub(super) enum Told {
    Arrived(Box<Arrival>),
    /// What is open could not be kept, so nothing came in its place.
    Stayed(Next, Failure),
    Saved {
        slug: Slug,
        number: u64,
        result: Result<Saved, SaveError>,
    },
    Adopted(Result<Preserved, Failure>),
    Profiles(Result<Vec<ProfileEntry>, Failure>),
    Kept(vault::Kept),
}

/// What became of the open profile and of what was to come after it.
pub(super) struct Arrival {
    /// The number of the wish; only the newest is fulfilled.
    pub(super) turn: u64,
    /// The number of the last change when it was wished.
    pub(super) changes: u64,
    pub(super) kept: Preserved,
    pub(super) store: Option<Store>,
    pub(super) outcome: Outcome,
    pub(super) profiles: Result<Vec<ProfileEntry>, Failure>,
}

/// How a profile was kept.
#[derive(Default)]
pub(super) struct Preserved {
    /// The number of the last change in it.
    pub(super) number: Option<u64>,
    /// The store that was opened for it, and its handle and lock, if it was only in memory before.
    pub(super) adopted: Option<(Store, Handle, Hold)>,
    /// Where it went because another program changed its file.
    pub(super) aside: Option<String>,
}

/// What has to be kept before anything else comes in the place of the open profile.
pub(super) enum Unsaved {
    Nothing,
    /// Save it.
    Save(Content),
    /// Keep it beside its file, which holds a version from outside.
    Aside(Content),
    /// Make a file of it.
    Adopt(u64, Box<Profile>),
}

/// A profile as it was at one moment.
pub(super) struct Content {
    pub(super) number: u64,
    pub(super) handle: Handle,
    pub(super) profile: Profile,
}

/// Where files are, if they can be reached.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) store: Option<Store>,
    pub(super) data_dir: Option<PathBuf>,
}

impl Site {
    /// The store, which is tried again if it could not be opened before.
    fn store(&self) -> Result<Store, Failure> {
        match &self.store {
            Some(store) => Ok(store.clone()),
            None => Ok(Store::open(self.data_dir.clone())?),
        }
    }
}

impl Unsaved {
    pub(super) fn keep(self, site: &Site) -> Result<Preserved, Failure> {
        match self {
            Self::Nothing => Ok(Preserved::default()),
            Self::Save(content) => {
                let store = site.store()?;
                match store.save(&content.handle, &content.profile) {
                    Err(SaveError::ChangedOutside(_)) => aside(&store, &content),
                    saved => saved
                        .map(|_| Preserved { number: Some(content.number), ..Preserved::default() })
                        .map_err(Into::into),
                }
            }
            Self::Aside(content) => aside(&site.store()?, &content),
            Self::Adopt(number, profile) => {
                let store = site.store()?;
                let handle = store.create(&profile)?;
                let hold = store.hold(handle.slug());
                Ok(Preserved { number: Some(number), adopted: Some((store, handle, hold)), ..Preserved::default() })
            }
        }
    }
}

fn aside(store: &Store, content: &Content) -> Result<Preserved, Failure> {
    store.take_snapshot_of(&content.handle, &content.profile)?;
    let aside = Some(content.profile.name.clone());
    Ok(Preserved { number: Some(content.number), aside, ..Preserved::default() })
}

impl Next {
    pub(super) fn run(self, site: &Site) -> (Option<Store>, Outcome) {
        if let Self::Found(outcome) = self {
            return (site.store.clone(), *outcome);
        }
        match site.store() {
            Ok(store) => {
                let outcome = self.run_in(&store).unwrap_or_else(Outcome::Refused);
                (Some(store), outcome)
            }
            Err(failure) => (None, self.run_nowhere(failure)),
        }
    }

    fn run_in(self, store: &Store) -> Result<Outcome, Failure> {
        match self {
            Self::Last => store.last_opened().map_or(Ok(Outcome::Left), |slug| open(store, &slug)),
            Self::Open(slug) => open(store, &slug),
            Self::Sample(new) => {
                match entries(store)?.into_iter().find(|entry| entry.setup.as_ref().is_some_and(is_sample)) {
                    Some(entry) => open(store, &entry.slug),
                    None => Ok(create(store, *new)),
                }
            }
            Self::Resume(new) => {
                let is_free = |entry: &Entry| {
                    entry.setup.as_ref().is_some_and(is_unfinished) && store.holder(&entry.slug).is_none()
                };
                match entries(store)?.into_iter().find(is_free) {
                    Some(entry) => open(store, &entry.slug),
                    None => Ok(create(store, *new)),
                }
            }
            Self::Create(new) => Ok(create(store, *new)),
            Self::Leave => Ok(Outcome::Left),
            Self::Delete { slug, is_mine } => delete(store, slug, is_mine),
            Self::RestoreBinned(id) => {
                let binned =
                    store.list_bin().map_err(SaveError::from)?.into_iter().find(|binned| binned.id.as_str() == id);
                let binned = binned.ok_or(SaveError::NotInBin(id))?;
                if binned.set_aside.is_some() {
                    store.restore_set_aside(&binned.id)?;
                    return Ok(Outcome::PutBack);
                }
                open(store, store.restore(&binned.id)?.slug())
            }
            Self::TakeOver { slug, is_asked } => match store.hold(&slug) {
                Hold::Theirs(holder) => Ok(Outcome::StillHeld { who: vault::words(&holder), is_asked }),
                Hold::Mine(lock) => {
                    let opened = load(store, &slug, |_| Hold::Mine(lock))?;
                    Ok(Outcome::Opened(Box::new(Opened { is_taken_over: true, ..opened })))
                }
            },
            Self::Found(outcome) => Ok(*outcome),
        }
    }

    /// Without a folder for data, a profile is opened in memory.
    fn run_nowhere(self, failure: Failure) -> Outcome {
        match self {
            Self::Sample(profile) | Self::Create(profile) | Self::Resume(profile) => {
                Outcome::InMemory(profile, failure)
            }
            Self::Leave => Outcome::Left,
            _ => Outcome::Refused(failure),
        }
    }
}

const fn is_sample(setup: &Setup) -> bool {
    matches!(setup, Setup::Sample)
}

const fn is_unfinished(setup: &Setup) -> bool {
    matches!(setup, Setup::AtScreen(_))
}

fn entries(store: &Store) -> Result<Vec<Entry>, Failure> {
    store.list().map_err(|error| Failure::new(&error, error.hint()))
}

fn open(store: &Store, slug: &Slug) -> Result<Outcome, Failure> {
    Ok(Outcome::Opened(Box::new(load(store, slug, |store| store.hold(slug))?)))
}

fn load(store: &Store, slug: &Slug, hold: impl FnOnce(&Store) -> Hold) -> Result<Opened, Failure> {
    let loaded = store.load(slug).map_err(|error| Failure::new(&error, error.hint()))?;
    let Loaded { profile, handle, recovered, newer, unknown_fields: unknown, .. } = loaded;
    let hold = newer.is_none().then(|| hold(store));
    let trouble = store.remember_opened(slug).err().map(Failure::from);
    Ok(Opened { handle, profile, hold, newer, recovered, is_taken_over: false, unknown, trouble })
}

/// Makes a new profile under a free name; where the disk refuses, it is opened in memory.
fn create(store: &Store, mut profile: Profile) -> Outcome {
    let names: Vec<String> = store.list().unwrap_or_default().into_iter().map(|entry| entry.name).collect();
    profile.name = free_name(&profile.name, &names);
    match store.create(&profile) {
        Ok(handle) => {
            let hold = Some(store.hold(handle.slug()));
            let trouble = store.remember_opened(handle.slug()).err().map(Failure::from);
            let opened = Opened {
                handle,
                profile,
                hold,
                newer: None,
                recovered: None,
                is_taken_over: false,
                unknown: Vec::new(),
                trouble,
            };
            Outcome::Opened(Box::new(opened))
        }
        Err(error) => Outcome::InMemory(Box::new(profile), error.into()),
    }
}

/// The name, with a number where another profile has it already.
fn free_name(name: &str, taken: &[String]) -> String {
    let is_free = |name: &String| !taken.contains(name);
    // Of one more name than there are profiles, one is free.
    let numbered = (2..=taken.len() + 2).map(|number| format!("{name} {number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_else(|| name.to_owned())
}

fn delete(store: &Store, slug: Slug, is_mine: bool) -> Result<Outcome, Failure> {
    if let Some(holder) = store.holder(&slug).filter(|_| !is_mine) {
        return Err(Failure {
            text: format!("Another window has this profile open ({})", vault::words(&holder)),
            hint: "Nothing was deleted; close the other window and try again.".to_owned(),
        });
    }
    let named = entries(store)?.into_iter().find(|entry| entry.slug == slug);
    let id = store.delete(&slug)?;
    Ok(Outcome::Deleted { id, name: named.map_or_else(|| slug.to_string(), |entry| entry.name), slug })
}

pub(super) fn profiles(store: &Store) -> Result<Vec<ProfileEntry>, Failure> {
    let entry = |entry: Entry| ProfileEntry {
        key: ProfileKey(entry.slug.as_str().to_owned()),
        readable: !matches!(entry.condition, Condition::Newer(_) | Condition::Refused(_)),
        name: entry.name,
    };
    Ok(entries(store)?.into_iter().map(entry).collect())
}
