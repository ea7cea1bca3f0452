//! What rests on which figure: figures computed from others, numbers of the user's own, and how two packs differ.

mod age;
mod cited;
mod formula;
mod own;
mod settle;

use std::collections::BTreeSet;

use super::market::{Figure, FigureId, Kind, Market, SourceId};
use super::skill::Skill;

pub use age::months_since;
pub use cited::{Cited, named_in};
pub use formula::{Derivation, Formula, circular, compute};
pub use settle::Settlement;

/// Something in a market that rests on a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// What it is, such as `premium`.
    pub what: &'static str,
    /// Its name on screen.
    pub name: String,
}

/// What one pack has that another has not, and where both differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Figures that only this pack has.
    pub added: Vec<FigureId>,
    /// Figures that only the other pack has.
    pub removed: Vec<FigureId>,
    /// Figures that both have with different numbers, words or kinds.
    pub changed: Vec<FigureId>,
    /// Skills that only this pack has, by name.
    pub skills_added: Vec<String>,
    /// Skills that only the other pack has, by name.
    pub skills_removed: Vec<String>,
    /// Skills that both have with different words, hours or prerequisites, by name.
    pub skills_changed: Vec<String>,
    /// What else differs, such as `services`.
    pub others: Vec<&'static str>,
}

impl Market {
    /// All that rests on a figure, in a fixed order.
    #[must_use]
    pub fn rests_on(&self, id: &FigureId) -> Vec<Use> {
        let mut found = BTreeSet::new();
        let mut note = |is_user: bool, what: &'static str, name: &str| {
            if is_user {
                found.insert(Use { what, name: name.to_owned() });
            }
        };
        for premium in self.premiums.values() {
            let ends = [&premium.figures.low, &premium.figures.mid, &premium.figures.high];
            note(ends.contains(&id), "premium", premium.id.as_str());
        }
        for assumption in self.assumptions.values() {
            note(assumption.figures.contains(id), "assumption", &assumption.name);
        }
        for service in &self.services {
            note(service.rate_figure == *id, "posted rate", &service.name);
            note(service.pay_figure.as_ref() == Some(id), "employee pay", &service.name);
            note(service.drift_figures.contains(id), "own drift", &service.name);
        }
        for skill in self.skills.values() {
            note(skill.demand.contains(id), "demand", &skill.name);
            note(skill.supply.contains(id), "supply", &skill.name);
        }
        for series in &self.series {
            note(series.figures.contains(id), "series", &series.name);
        }
        for figure in self.figures.values() {
            note(inputs(figure).contains(id), "derived figure", figure.id.as_str());
        }
        for conflict in &self.conflicts {
            note(conflict.figures.contains(id), "contradiction", &conflict.question);
        }
        found.into_iter().collect()
    }

    /// The figures that something in this market rests on or shows, beside the list of all figures.
    #[must_use]
    pub fn used_figures(&self) -> BTreeSet<&FigureId> {
        let premiums = self.premiums.values().map(|premium| &premium.figures);
        let premiums = premiums.flat_map(|figures| [&figures.low, &figures.mid, &figures.high]);
        let assumptions = self.assumptions.values().flat_map(|assumption| &assumption.figures);
        let services = self.services.iter().flat_map(|service| {
            std::iter::once(&service.rate_figure).chain(&service.pay_figure).chain(&service.drift_figures)
        });
        let skills = self.skills.values().flat_map(|skill| skill.demand.iter().chain(&skill.supply));
        let series = self.series.iter().flat_map(|series| &series.figures);
        let conflicts = self.conflicts.iter().flat_map(|conflict| &conflict.figures);
        let formulas = self.figures.values().flat_map(inputs);
        let texts = self.assumptions.values().map(|assumption| &assumption.reason);
        let texts = texts.chain(self.services.iter().map(|service| &service.drift_note));
        let texts = texts.chain(self.conflicts.iter().map(|conflict| &conflict.note));
        let named = texts.flat_map(|text| named_in(text)).filter_map(|id| Some(self.figures.get_key_value(&id)?.0));
        premiums
            .chain(assumptions)
            .chain(services)
            .chain(skills)
            .chain(series)
            .chain(conflicts)
            .chain(formulas)
            .chain(named)
            .collect()
    }

    /// The figures of a source.
    pub fn figures_of<'a>(&'a self, source: &'a SourceId) -> impl Iterator<Item = &'a Figure> {
        self.figures
            .values()
            .filter(move |figure| matches!(&figure.kind, Kind::Published { source: own, .. } if own == source))
    }

    /// What this market has that `other` has not, and the other way round.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Differences {
        let missing = |mine: &Self, theirs: &Self| -> Vec<FigureId> {
            mine.figures.keys().filter(|id| !theirs.figures.contains_key(*id)).cloned().collect()
        };
        let skills = |mine: &Self, theirs: &Self| -> Vec<String> {
            let only = mine.skills.values().filter(|skill| !theirs.skills.contains_key(&skill.id));
            only.map(|skill| skill.name.clone()).collect()
        };
        let is_changed = |figure: &&Figure| other.figures.get(&figure.id).is_some_and(|theirs| theirs != *figure);
        let is_reworked = |skill: &&Skill| other.skills.get(&skill.id).is_some_and(|theirs| theirs != *skill);
        let parts = [
            ("sources", self.sources != other.sources),
            ("premiums", self.premiums != other.premiums),
            ("assumptions", self.assumptions != other.assumptions),
            ("services", self.services != other.services),
            ("targets", self.targets != other.targets),
            ("resources", self.resources != other.resources),
            ("series", self.series != other.series),
            ("skills in demand", self.in_demand != other.in_demand),
            ("contradictions", self.conflicts != other.conflicts),
            ("what nobody measures", self.unmeasured != other.unmeasured),
        ];
        Differences {
            added: missing(self, other),
            removed: missing(other, self),
            changed: self.figures.values().filter(is_changed).map(|figure| figure.id.clone()).collect(),
            skills_added: skills(self, other),
            skills_removed: skills(other, self),
            skills_changed: self.skills.values().filter(is_reworked).map(|skill| skill.name.clone()).collect(),
            others: parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect(),
        }
    }
}

/// The inputs of a figure; none unless it is derived.
#[must_use]
pub fn inputs(figure: &Figure) -> &[FigureId] {
    match &figure.kind {
        Kind::Derived { from, .. } => from,
        Kind::Published { .. } | Kind::Assumption { .. } => &[],
    }
}
