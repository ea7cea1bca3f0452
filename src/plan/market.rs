//! What is known of the market: sources, figures, skills, services, and the assumptions that join them.

mod figure;
mod id;
mod knob;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::skill::{Class, Domain, Level, Skill, SkillId};
use super::units::{Change, Date, Money, Range, Rate};

pub use figure::{Base, Bound, Figure, Grade, Kind, Source};
pub use id::{FigureId, PremiumId, ServiceId, SourceId, TargetId};
pub use knob::{Assumption, Knob};

/// A published premium with the figures it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Premium {
    /// The stable name.
    pub id: PremiumId,
    /// The premium of a full (level 3) skill as published: 0.21 is +21%.
    pub range: Range<Change>,
    /// The figures behind low, middle and high.
    pub figures: Range3<FigureId>,
    /// Said beside the number, such as that a skill inherits its group's figure.
    pub note: String,
}

/// Three things, one for each end and the middle of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range3<T> {
    /// Belongs to the low end.
    pub low: T,
    /// Belongs to the middle.
    pub mid: T,
    /// Belongs to the high end.
    pub high: T,
}

/// How close a skill is to the service sold today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// Part of the same work.
    Core,
    /// Next to it.
    Adjacent,
    /// Far from it.
    Far,
}

/// A service that freelancers sell, as a starting point.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// The stable name.
    pub id: ServiceId,
    /// The name on screen, such as "Video editor".
    pub name: String,
    /// The field it belongs to.
    pub domain: Domain,
    /// What clients typically post for an hour.
    pub rate: Range<Rate>,
    /// The figure behind the posted rate.
    pub rate_figure: FigureId,
    /// What US employees earn in the like occupation, where a figure exists.
    pub pay_figure: Option<FigureId>,
    /// Change of the service's own income over the first 24 months if nothing is learned.
    pub drift: Range<Change>,
    /// The figures behind the drift; empty where no study measured it.
    pub drift_figures: Vec<FigureId>,
    /// What the drift rests on, for people.
    pub drift_note: String,
    /// The skills that doing the service implies, with the level a working freelancer usually has.
    pub own: BTreeMap<SkillId, Level>,
    /// Skills that are part of the same work.
    pub core: Vec<SkillId>,
    /// Skills next to it.
    pub adjacent: Vec<SkillId>,
    /// The skills asked about in the first run, in order.
    pub ask_first: Vec<SkillId>,
    /// The target nearest to it, which the first run proposes.
    pub target: TargetId,
}

impl Service {
    /// How close `skill` is to this service.
    #[must_use]
    pub fn fit(&self, skill: &SkillId) -> Fit {
        if self.core.contains(skill) || self.own.contains_key(skill) {
            Fit::Core
        } else if self.adjacent.contains(skill) {
            Fit::Adjacent
        } else {
            Fit::Far
        }
    }
}

/// A set of skills that some kind of work asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The stable name.
    pub id: TargetId,
    /// The name on screen.
    pub name: String,
    /// One sentence on what clients buy.
    pub summary: String,
    /// What is asked, in the pack's order.
    pub asks: Vec<Ask>,
}

/// One skill that a target asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// The skill.
    pub skill: SkillId,
    /// The level asked for.
    pub level: Level,
    /// How much it weighs among the target's asks, more than 0.
    pub weight: f64,
}

/// A place to learn one level of a skill.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The skill it teaches.
    pub skill: SkillId,
    /// The level it leads to.
    pub level: Level,
    /// Its title.
    pub title: String,
    /// Who offers it.
    pub provider: String,
    /// Its http(s) address.
    pub address: String,
    /// Course, guide, book and so on, in the pack's word.
    pub kind: String,
    /// Its price in US dollars where it is known; free is zero.
    pub price: Option<Money>,
    /// The pack's word for what it costs, such as "free" or "subscription".
    pub cost: String,
    /// The length that its provider states, in hours.
    pub stated_hours: Option<f64>,
}

/// Values over time from one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The stable name.
    pub id: String,
    /// The name on screen.
    pub name: String,
    /// The unit of the values.
    pub unit: String,
    /// Period label, such as `2025-Q3` or `2026-06`, with its value, oldest first.
    pub points: Vec<(String, f64)>,
    /// The figures that the points are, where the pack has them as figures.
    pub figures: Vec<FigureId>,
    /// The source of all points, where they are not figures.
    pub source: Option<SourceId>,
}

/// A demand pack after checking: every id that it mentions exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    /// The edition's name, such as `2026-11`.
    pub edition: String,
    /// The day the pack was made.
    pub date: Date,
    /// The newest period among its figures, for people, such as `September 2026`.
    pub figures_until: String,
    /// A digest of the pack's content, in hexadecimal.
    pub digest: String,
    /// Sources by id.
    pub sources: BTreeMap<SourceId, Source>,
    /// Figures by id.
    pub figures: BTreeMap<FigureId, Figure>,
    /// Premiums by id.
    pub premiums: BTreeMap<PremiumId, Premium>,
    /// Skills by id; shared by all markets made from one pack, because a large one takes long to copy.
    pub skills: Arc<BTreeMap<SkillId, Skill>>,
    /// The skills most in demand, most wanted first.
    pub in_demand: Vec<SkillId>,
    /// Services, in the pack's order.
    pub services: Vec<Service>,
    /// Targets, in the pack's order.
    pub targets: Vec<Target>,
    /// Learning resources, in the pack's order; shared like the skills.
    pub resources: Arc<Vec<Resource>>,
    /// Values over time.
    pub series: Vec<Series>,
    /// What the model assumes.
    pub assumptions: BTreeMap<Knob, Assumption>,
    /// Groups of figures that disagree, each with a sentence on why.
    pub conflicts: Vec<Conflict>,
    /// Sentences on what no public figure measures.
    pub unmeasured: Vec<String>,
}

/// Figures on one question that disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The question.
    pub question: String,
    /// The figures that answer it differently.
    pub figures: Vec<FigureId>,
    /// Why they differ and what Premia does with them.
    pub note: String,
    /// The figures among them that the model counts with, and what could stand in their place.
    pub choices: Vec<Choice>,
}

/// A figure that the model counts with, and others that answer the same question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The figure that is planned with.
    pub figure: FigureId,
    /// Those that could take its place.
    pub others: Vec<FigureId>,
}

impl Market {
    /// The skill with this id.
    #[must_use]
    pub fn skill(&self, id: &SkillId) -> Option<&Skill> {
        self.skills.get(id)
    }

    /// The name of a skill on screen; an id that the pack does not know stands for itself.
    #[must_use]
    pub fn skill_name<'a>(&'a self, id: &'a SkillId) -> &'a str {
        self.skills.get(id).map_or(id.as_str(), |skill| skill.name.as_str())
    }

    /// The service with this id.
    #[must_use]
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| service.id == *id)
    }

    /// The target with this id.
    #[must_use]
    pub fn target(&self, id: &TargetId) -> Option<&Target> {
        self.targets.iter().find(|target| target.id == *id)
    }

    /// The published premium that `skill` is planned with.
    #[must_use]
    pub fn premium(&self, skill: &Skill) -> Option<&Premium> {
        self.premiums.get(&skill.premium)
    }

    /// The resources that lead to `level` of `skill`.
    pub fn resources_for<'a>(&'a self, skill: &'a SkillId, level: Level) -> impl Iterator<Item = &'a Resource> {
        self.resources.iter().filter(move |resource| resource.skill == *skill && resource.level == level)
    }

    /// The source of a figure, where it was published.
    #[must_use]
    pub fn source_of(&self, figure: &Figure) -> Option<(&Source, Grade)> {
        match &figure.kind {
            Kind::Published { source, grade } => self.sources.get(source).map(|source| (source, *grade)),
            Kind::Derived { .. } | Kind::Assumption { .. } => None,
        }
    }

    /// The conflicts that `figure` takes part in.
    pub fn conflicts_of<'a>(&'a self, figure: &'a FigureId) -> impl Iterator<Item = &'a Conflict> {
        self.conflicts.iter().filter(move |conflict| conflict.figures.contains(figure))
    }

    /// The drift that work of `class` is planned with, as an assumption of the pack.
    #[must_use]
    pub fn drift_of(&self, class: Class) -> Option<&Assumption> {
        match class {
            Class::Execution => self.assumptions.get(&Knob::ExecutionDrift),
            Class::Judgment => self.assumptions.get(&Knob::JudgmentDrift),
            Class::Foundation => None,
        }
    }
}
