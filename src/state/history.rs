//! Undo and redo: named snapshots of the profile, bounded, with drags merged into one step.

use std::collections::VecDeque;

use crate::plan::profile::Profile;

/// The most steps that are kept; a profile is a few kilobytes, so this stays small.
const MOST_STEPS: usize = 300;

/// One change that can be taken back: its name, and the profile before (or after) it.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    profile: Profile,
}

/// What can be undone and redone.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// The key of the gesture under way; edits with the same key belong to one step.
    open_gesture: Option<String>,
}

impl History {
    /// The name of the change that would be undone.
    #[must_use]
    pub fn undo_name(&self) -> Option<&str> {
        self.undo.back().map(|step| step.name.as_str())
    }

    /// The name of the change that would be done again.
    #[must_use]
    pub fn redo_name(&self) -> Option<&str> {
        self.redo.last().map(|step| step.name.as_str())
    }

    /// How many changes can be undone.
    #[must_use]
    pub fn len(&self) -> usize {
        self.undo.len()
    }

    /// Whether nothing can be undone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.undo.is_empty()
    }

    /// Ends the gesture under way.
    pub(super) fn seal(&mut self) {
        self.open_gesture = None;
    }

    /// Notes a change that has just been made to `before`.
    pub(super) fn record(&mut self, name: String, merge_key: Option<String>, before: Profile) {
        self.redo.clear();
        let merges = merge_key.is_some() && merge_key == self.open_gesture;
        self.open_gesture = merge_key;
        match self.undo.back_mut() {
            Some(step) if merges => step.name = name,
            _ => self.undo.push_back(Step { name, profile: before }),
        }
        if self.undo.len() > MOST_STEPS {
            self.undo.pop_front();
        }
    }

    /// Takes back the last change of `profile` and returns its name.
    pub(super) fn undo(&mut self, profile: &mut Profile) -> Option<String> {
        self.seal();
        let step = self.undo.pop_back()?;
        let after = std::mem::replace(profile, step.profile);
        self.redo.push(Step { name: step.name.clone(), profile: after });
        Some(step.name)
    }

    /// Does the last change again that was taken back, and returns its name.
    pub(super) fn redo(&mut self, profile: &mut Profile) -> Option<String> {
        self.seal();
        let step = self.redo.pop()?;
        let before = std::mem::replace(profile, step.profile);
        self.undo.push_back(Step { name: step.name.clone(), profile: before });
        Some(step.name)
    }
}
