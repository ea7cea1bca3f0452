//! What somebody wants to import, looked at before anything changes.

use super::{Edit, Effect, Keeping, Scene, State, Tone};
use crate::plan::intake::{Mapped, Proposal, TableColumn, Taken};

/// Where an import comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportFrom {
    /// Files or folders, by their paths, and what the user says of the columns of tables.
    Files(Vec<String>, Vec<Mapped>),
    /// Words that were pasted.
    Text(String),
}

/// What came of reading it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportOffer {
    /// What was read, for people.
    pub name: String,
    /// Where it came from, to be read again in another way.
    pub from: ImportFrom,
    /// The tables in it.
    pub tables: Vec<Vec<TableColumn>>,
    /// What it would change.
    pub proposal: Proposal,
    /// What could not be read of it, in words.
    pub unread: Vec<String>,
    /// Tells this reading from those before.
    pub number: u64,
}

impl State {
    /// Has it read, if there is an open profile that could take it.
    pub(super) fn read_import(&mut self, from: ImportFrom) -> Vec<Effect> {
        if self.scene == Scene::Welcome {
            let hint = "Open a profile or start a plan first; then import into it.";
            self.notify(Tone::Warning, "There is no profile to import into", hint);
            return Vec::new();
        }
        if self.refuses_change() { Vec::new() } else { vec![Effect::ReadImport(from)] }
    }

    /// Takes over what the user ticked, once the profile as it is has been kept as an earlier version.
    pub(super) fn take_import(&mut self, taken: Vec<Taken>) -> Vec<Effect> {
        self.import = None;
        if taken.is_empty() || self.refuses_change() {
            return Vec::new();
        }
        vec![Effect::Keep(Keeping::Import(taken))]
    }

    /// Carries out an import as one step that can be undone.
    #[must_use]
    pub fn import(&mut self, taken: Vec<Taken>) -> Vec<Effect> {
        self.edit(&Edit::Import(taken))
    }
}
