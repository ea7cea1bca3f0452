//! What is known of the market: sources, figures, skills, services, and the assumptions that join them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::evidence::Derivation;
use super::skill::{Class, Domain, Level, Skill, SkillId};
use super::units::{Change, Date, Money, Range, Rate};

/// Declares the stable name of one kind of record in a pack.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes `id` as it stands; whether a pack knows it is for the pack to say.
            #[must_use]
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// The stable name of a source.
    SourceId
}
id! {
    /// The stable name of a figure, such as `D01`.
    FigureId
}
id! {
    /// The stable name of a published premium and its range.
    PremiumId
}
id! {
    /// The stable name of a service that freelancers sell.
    ServiceId
}
id! {
    /// The stable name of a target: a set of skills that some kind of work asks for.
    TargetId
}

/// How far a source is from the one who measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// The publisher's own text.
    A,
    /// Press or another third party.
    B,
    /// Second-hand, found alike in two independent places.
    C,
    /// Second-hand, found in one place; shown, and never the ground of a default.
    D,
}

impl Grade {
    /// The letter.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// What the letter means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::A => "publisher's own text",
            Self::B => "press or third party",
            Self::C => "second-hand, found in two independent places",
            Self::D => "second-hand, found in one place",
        }
    }
}

/// Where figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The stable name.
    pub id: SourceId,
    /// The title of the page, paper or data set.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as the publisher gives it: a day, a month, a year or `n.d.`.
    pub published: String,
    /// Its http(s) address.
    pub address: String,
    /// The terms its figures stand under.
    pub licence: String,
    /// The credit line that the licence asks for, or empty.
    pub credit: String,
}

/// Whose number a figure is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A source published it.
    Published {
        /// The source.
        source: SourceId,
        /// How near the source is to the one who measured.
        grade: Grade,
    },
    /// We computed it from other figures.
    Derived {
        /// The figures it was computed from.
        from: Vec<FigureId>,
        /// How it is computed.
        derivation: Derivation,
        /// The computation with its numbers, for people.
        arithmetic: String,
    },
    /// Nobody measured it; we assume it, for this reason.
    Assumption {
        /// Why this value and this range.
        reason: String,
    },
}

/// One number with all that is needed to cite it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The stable name.
    pub id: FigureId,
    /// What it is about.
    pub segment: String,
    /// What was measured.
    pub metric: String,
    /// The unit, such as `%` or `USD/h`; a percentage is stored as 21, not 0.21.
    pub unit: String,
    /// The middle value, where one is given.
    pub value: Option<f64>,
    /// The low end, where one is given.
    pub low: Option<f64>,
    /// The high end, where one is given.
    pub high: Option<f64>,
    /// Who or what was counted.
    pub population: String,
    /// When it was counted.
    pub period: String,
    /// Whose number it is.
    pub kind: Kind,
}

impl Figure {
    /// Whether it says by how many per cent something grew or shrank, as its metric words it.
    #[must_use]
    pub fn is_change(&self) -> bool {
        let names_change = ["growth", "change", "year on year", "month on month"];
        self.unit.starts_with('%') && names_change.into_iter().any(|word| self.metric.contains(word))
    }
}

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

/// The names of the numbers that the model assumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knob {
    /// Part of a published premium that comes from adding the skill itself (phi).
    OwnShare,
    /// Extra factor for a skill from another domain than the one sold (eta).
    HybridFactor,
    /// First-year change of what execution skills are worth.
    ExecutionDrift,
    /// First-year change of what judgment skills are worth.
    JudgmentDrift,
    /// Part of the two drifts above that happens, from none (0) to all (1).
    DriftSize,
    /// Limit of what all AI skills together can add, in logs (U).
    CapLog,
    /// Part of a full skill's premium at level 1.
    LevelOne,
    /// Part of a full skill's premium at level 2.
    LevelTwo,
    /// Part of a full skill's premium at level 3.
    LevelThree,
    /// Part of a full skill's premium at level 4.
    LevelFour,
    /// Fit factor of a skill that is part of the same work.
    FitCore,
    /// Fit factor of a skill next to it.
    FitAdjacent,
    /// Fit factor of a skill far from it.
    FitFar,
    /// Spread that a rating without evidence adds to what is built on it.
    EvidenceSpread,
    /// Premium factor after 24 months if the boom goes on.
    OutlookGoesOn,
    /// Premium factor after 24 months if the market plateaus.
    OutlookPlateaus,
    /// Premium factor after 24 months if the market falls back.
    OutlookFallsBack,
    /// Weeks from finishing a step to selling it.
    LagWeeks,
    /// What money is worth less each year.
    Discount,
}

impl Knob {
    /// Every assumption, in the order of the panel.
    pub const ALL: [Self; 19] = [
        Self::OwnShare,
        Self::HybridFactor,
        Self::DriftSize,
        Self::ExecutionDrift,
        Self::JudgmentDrift,
        Self::OutlookGoesOn,
        Self::OutlookPlateaus,
        Self::OutlookFallsBack,
        Self::CapLog,
        Self::LevelOne,
        Self::LevelTwo,
        Self::LevelThree,
        Self::LevelFour,
        Self::FitCore,
        Self::FitAdjacent,
        Self::FitFar,
        Self::EvidenceSpread,
        Self::LagWeeks,
        Self::Discount,
    ];

    /// The id in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OwnShare => "own_share",
            Self::HybridFactor => "hybrid_factor",
            Self::ExecutionDrift => "execution_drift",
            Self::JudgmentDrift => "judgment_drift",
            Self::DriftSize => "drift_size",
            Self::CapLog => "cap_log",
            Self::LevelOne => "level_1",
            Self::LevelTwo => "level_2",
            Self::LevelThree => "level_3",
            Self::LevelFour => "level_4",
            Self::FitCore => "fit_core",
            Self::FitAdjacent => "fit_adjacent",
            Self::FitFar => "fit_far",
            Self::EvidenceSpread => "evidence_spread",
            Self::OutlookGoesOn => "outlook_goes_on",
            Self::OutlookPlateaus => "outlook_plateaus",
            Self::OutlookFallsBack => "outlook_falls_back",
            Self::LagWeeks => "lag_weeks",
            Self::Discount => "discount",
        }
    }

    /// The assumption with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|knob| knob.id() == id)
    }
}

/// One number that the model assumes, with its range and the figures it follows from.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Which number.
    pub knob: Knob,
    /// The name on screen.
    pub name: String,
    /// The unit, such as `%`, `factor` or `weeks`.
    pub unit: String,
    /// Low, middle and high value; plans use the middle, futures draw from the range.
    pub range: Range<f64>,
    /// The figures it follows from; empty if it is pure assumption.
    pub figures: Vec<FigureId>,
    /// Where it comes from, with the arithmetic, for people.
    pub reason: String,
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
