//! Which of the saved scenarios are shown beside the plan.

use super::{Edit, Effect, State};
use crate::plan::scenario::Scenario;

/// The most saved scenarios beside the plan, so that their lines can be told apart.
pub const MOST_COMPARED: usize = 3;

impl State {
    /// The saved scenarios that are shown beside the plan, in the order in which they were saved.
    pub fn compared(&self) -> impl Iterator<Item = &Scenario> {
        self.profile.scenarios.iter().filter(|scenario| self.beside.contains(&scenario.name))
    }

    /// The saved scenario that the plan is made in, if it is one.
    #[must_use]
    pub fn scenario_in_use(&self) -> Option<&str> {
        let found = self.profile.scenarios.iter().find(|scenario| scenario.is_in_use(&self.profile));
        found.map(|scenario| scenario.name.as_str())
    }

    /// Shows the first scenarios of a profile that was just opened.
    pub(super) fn choose_compared(&mut self) {
        self.beside = self.profile.scenarios.iter().take(MOST_COMPARED).map(|scenario| scenario.name.clone()).collect();
    }

    /// Shows a scenario beside the plan, or no longer; with too many of them the one shown first gives way.
    pub(super) fn toggle_compared(&mut self, name: String) -> Vec<Effect> {
        if self.beside.contains(&name) {
            self.beside.retain(|shown| *shown != name);
            self.planning.compared.remove(&name);
            return Vec::new();
        }
        self.show_beside(name);
        vec![Effect::Compare]
    }

    /// A scenario that is saved is shown, and one that is renamed stays shown.
    pub(super) fn follow_scenarios(&mut self, edit: &Edit) {
        match edit {
            Edit::SaveScenario(scenario) if !self.beside.contains(&scenario.name) => {
                self.show_beside(scenario.name.clone());
            }
            Edit::RenameScenario(from, to) => {
                for shown in self.beside.iter_mut().filter(|shown| *shown == from) {
                    shown.clone_from(to);
                }
            }
            _ => {}
        }
    }

    /// After a step through the history a scenario may have another name; what was shown stays shown.
    pub(super) fn keep_compared(&mut self, before: &[Scenario]) {
        let after = &self.profile.scenarios;
        if before.len() != after.len() {
            return;
        }
        for (old, new) in before.iter().zip(after).filter(|(old, new)| old.name != new.name) {
            for shown in self.beside.iter_mut().filter(|shown| **shown == old.name) {
                shown.clone_from(&new.name);
            }
        }
    }

    fn show_beside(&mut self, name: String) {
        let profile = &self.profile;
        self.beside.retain(|shown| profile.scenarios.iter().any(|scenario| scenario.name == *shown));
        if self.beside.len() >= MOST_COMPARED {
            self.beside.remove(0);
        }
        self.beside.push(name);
    }
}
