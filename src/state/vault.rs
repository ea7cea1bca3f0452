//! What is kept beside the open profile: snapshots, the bin, other windows, changes from outside.

use super::{Effect, ProfileKey, Remedy, State, Tone};
use crate::plan::intake::Taken;
use crate::plan::profile::Profile;

/// What the window knows of the data folder, and of who else works in it.
#[derive(Clone, Debug, Default)]
pub struct Vault {
    /// What is in the data folder, once it was looked at.
    pub listing: Option<Listing>,
    /// The snapshot that is compared with the open profile.
    pub comparison: Option<Comparison>,
    /// How the version that another program put into the file differs from the open profile, if there is one.
    pub outside: Option<Vec<String>>,
    /// Why the open profile cannot be changed here.
    pub read_only: Option<ReadOnly>,
}

/// Why a profile can only be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// Another window has it open; who that is, in words.
    Held(String),
    /// A newer Premia wrote it, in this version of the format.
    Newer(u64),
}

impl ReadOnly {
    /// One sentence on why nothing can be changed.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Held(who) => format!("Another window has this profile open ({who}), so you can only look at it here"),
            Self::Newer(version) => format!(
                "A newer Premia wrote this profile (format version {version}), so this one only shows what it understands"
            ),
        }
    }
}

/// What is in the data folder; all times are words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Every profile.
    pub profiles: Vec<StoredRow>,
    /// The damaged files that were set aside.
    pub set_aside: Vec<String>,
    /// Every file that deleting all data deletes.
    pub files: Vec<String>,
    /// The deleted profiles.
    pub bin: Vec<BinRow>,
    /// The snapshots of the open profile, the newest first.
    pub snapshots: Vec<SnapshotRow>,
    /// The most bytes that the snapshots of one profile take.
    pub snapshot_limit: u64,
    /// What is in each folder.
    pub parts: Vec<PartRow>,
}

/// One profile in the data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRow {
    /// Its key.
    pub key: ProfileKey,
    /// Its name, or its file's.
    pub name: String,
    /// The name of its file.
    pub file: String,
    /// When it was last saved.
    pub saved: String,
    /// The size of its file in bytes.
    pub bytes: u64,
    /// What is wrong with it, if anything is.
    pub trouble: Option<String>,
}

/// One deleted profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BinRow {
    /// Its name in the bin.
    pub id: String,
    /// The profile's name.
    pub name: String,
    /// When it was deleted.
    pub deleted: String,
}

/// One snapshot of the open profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotRow {
    /// Its name.
    pub id: String,
    /// When the profile was as it is in it.
    pub taken: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// One folder of the data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRow {
    /// Its name.
    pub folder: String,
    /// How many files are in it.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
}

/// A snapshot beside the open profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The snapshot's name.
    pub id: String,
    /// When it was taken.
    pub taken: String,
    /// What restoring it would change, in sentences.
    pub differences: Vec<String>,
}

/// Something that is wanted of the data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Say what differs between the open profile and this snapshot.
    Compare(String),
    /// Close the comparison.
    CloseComparison,
    /// Make the open profile what it was in this snapshot.
    Restore(String),
    /// Keep the open profile as an earlier version, then take this over into it.
    Import(Vec<Taken>),
    /// Take this profile out of the bin.
    RestoreBinned(String),
    /// Put this damaged file, which was set aside, into the bin.
    Discard(String),
    /// Delete for good what is in the bin.
    EmptyBin,
    /// Save over the version from outside.
    KeepMine,
    /// Go on with the version from outside.
    TakeTheirs,
    /// Save, and make a profile of its own of the version from outside.
    KeepBoth,
    /// Change the profile here if no other window has it open any more.
    TakeOver,
    /// Delete every file of Premia for good.
    EraseAll,
}

impl State {
    /// Takes note of what is wanted of the data folder.
    pub(super) fn keeping(&mut self, wanted: Keeping) -> Vec<Effect> {
        match wanted {
            Keeping::CloseComparison => {
                self.vault.comparison = None;
                Vec::new()
            }
            Keeping::Restore(_) if self.refuses_change() => Vec::new(),
            wanted => vec![Effect::Keep(wanted)],
        }
    }

    /// Whether the open profile can only be looked at; if so, a message says why.
    pub(super) fn refuses_change(&mut self) -> bool {
        let Some(read_only) = &self.vault.read_only else { return false };
        let sentence = read_only.sentence();
        let hint = match read_only {
            ReadOnly::Held(_) => "Nothing was changed; close the other window, then change it here.",
            ReadOnly::Newer(_) => "Nothing was changed; open it with the newest Premia.",
        };
        self.notify(Tone::Warning, sentence, hint);
        true
    }

    /// Puts another profile in the place of the open one, as one change that can be undone; `name` follows "Undo: ".
    #[must_use]
    pub fn replace_profile(&mut self, profile: Profile, name: &str) -> Vec<Effect> {
        self.vault.comparison = None;
        // How far the first run has come is no part of what is restored.
        let profile = Profile { setup: self.profile.setup.clone(), ..profile };
        if profile == self.profile || self.refuses_change() {
            return Vec::new();
        }
        let before = std::mem::replace(&mut self.profile, profile);
        self.history.record(name.to_owned(), None, before);
        self.notify_with_remedy(format!("Done: {name}"), Remedy::Undo);
        self.after_change(true)
    }
}
