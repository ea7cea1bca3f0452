//! How a pack is written down: the types of its records, before anything is checked.

use serde::Deserialize;

use crate::plan::evidence;
use crate::plan::market::{self, FigureId};
use crate::plan::skill;

/// Low, middle and high.
pub(super) type Three = (f64, f64, f64);

/// The section `pack`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "pack")]
pub(super) struct Pack {
    pub(super) version: u32,
    pub(super) edition: String,
    pub(super) date: String,
    pub(super) figures_until: String,
    pub(super) in_demand: Vec<String>,
    pub(super) unmeasured: Vec<String>,
    pub(super) conflicts: Vec<Conflict>,
    #[serde(default)]
    pub(super) reference: Vec<String>,
}

/// Figures that disagree.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "conflict")]
pub(super) struct Conflict {
    pub(super) question: String,
    pub(super) figures: Vec<String>,
    pub(super) note: String,
    #[serde(default)]
    pub(super) choices: Vec<(String, Vec<String>)>,
}

/// A record of `sources`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "source")]
pub(super) struct Source {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) published: String,
    pub(super) address: String,
    pub(super) licence: String,
    #[serde(default)]
    pub(super) credit: String,
}

/// A record of `figures`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "figure")]
pub(super) struct Figure {
    pub(super) id: String,
    pub(super) segment: String,
    pub(super) metric: String,
    pub(super) unit: String,
    #[serde(default)]
    pub(super) value: Option<f64>,
    #[serde(default)]
    pub(super) low: Option<f64>,
    #[serde(default)]
    pub(super) high: Option<f64>,
    pub(super) population: String,
    pub(super) period: String,
    #[serde(default)]
    pub(super) base: Option<Base>,
    #[serde(default)]
    pub(super) bound: Option<Bound>,
    pub(super) kind: Kind,
}

/// Whose number a figure is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case", rename = "kind")]
pub(super) enum Kind {
    Published {
        source: String,
        grade: Grade,
    },
    Derived {
        formula: Formula,
        round: f64,
        #[serde(default)]
        note: String,
    },
    Assumption {
        reason: String,
    },
}

/// How a figure is computed from others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case", rename = "formula")]
pub(super) enum Formula {
    Sum { of: Vec<String> },
    Mean { of: Vec<String> },
    Ratio { of: String, to: String },
    Share { of: String, to: String },
    Change { now: String, before: String },
    GrowthPer { total: String, per: String },
    LevelBefore { level: String, growth: String },
    CapLog { one: String, two: String },
    Posted { of: Vec<String>, shape: Vec<String> },
}

impl From<&Formula> for evidence::Formula {
    fn from(raw: &Formula) -> Self {
        let id = |id: &String| FigureId::new(id);
        let ids = |ids: &[String]| ids.iter().map(id).collect();
        match raw {
            Formula::Sum { of } => Self::Sum(ids(of)),
            Formula::Mean { of } => Self::Mean(ids(of)),
            Formula::Ratio { of, to } => Self::Ratio(id(of), id(to)),
            Formula::Share { of, to } => Self::Share(id(of), id(to)),
            Formula::Change { now, before } => Self::Change { now: id(now), before: id(before) },
            Formula::GrowthPer { total, per } => Self::GrowthPer { total: id(total), per: id(per) },
            Formula::LevelBefore { level, growth } => Self::LevelBefore { level: id(level), growth: id(growth) },
            Formula::CapLog { one, two } => Self::CapLog { one: id(one), two: id(two) },
            Formula::Posted { of, shape } => Self::Posted { of: ids(of), shape: ids(shape) },
        }
    }
}

/// A record of `premiums`; each end names the figure it is read from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "premium")]
pub(super) struct Premium {
    pub(super) id: String,
    pub(super) low: String,
    pub(super) mid: String,
    pub(super) high: String,
    pub(super) note: String,
}

/// A record of `assumptions`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "assumption")]
pub(super) struct Assumption {
    pub(super) knob: String,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) range: Three,
    #[serde(default)]
    pub(super) figures: Vec<String>,
    pub(super) reason: String,
}

/// A record of `skills`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "skill")]
pub(super) struct Skill {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) class: Class,
    pub(super) domain: Domain,
    pub(super) premium: String,
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) demand: Vec<String>,
    #[serde(default)]
    pub(super) supply: Vec<String>,
    pub(super) hours_note: String,
    pub(super) steps: Vec<Step>,
}

/// What one level of a skill takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "step")]
pub(super) struct Step {
    pub(super) hours: Three,
    pub(super) basis: Basis,
    #[serde(default)]
    pub(super) cost: f64,
    #[serde(default)]
    pub(super) requires: Vec<(String, u8)>,
}

/// A record of `levels`: what a person at each level does, and the work that proves levels 2 to 4.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "levels")]
pub(super) struct Levels {
    pub(super) skill: String,
    pub(super) does: Vec<String>,
    pub(super) projects: Vec<String>,
    #[serde(default)]
    pub(super) asks: Vec<Vec<String>>,
}

/// A record of `services`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "service")]
pub(super) struct Service {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) domain: Domain,
    pub(super) rate: String,
    #[serde(default)]
    pub(super) pay: Option<String>,
    pub(super) drift: Three,
    #[serde(default)]
    pub(super) drift_figures: Vec<String>,
    pub(super) drift_note: String,
    pub(super) own: Vec<(String, u8)>,
    pub(super) core: Vec<String>,
    pub(super) adjacent: Vec<String>,
    pub(super) ask_first: Vec<String>,
    pub(super) target: String,
}

/// A record of `targets`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "target")]
pub(super) struct Target {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) asks: Vec<(String, u8, f64)>,
}

/// A record of `resources`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "resource")]
pub(super) struct Resource {
    pub(super) skill: String,
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) provider: String,
    pub(super) address: String,
    pub(super) kind: String,
    #[serde(default)]
    pub(super) price: Option<f64>,
    pub(super) cost: String,
    #[serde(default)]
    pub(super) stated_hours: Option<f64>,
}

/// A record of `series`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "series")]
pub(super) struct Series {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) unit: String,
    #[serde(default)]
    pub(super) figures: Vec<(String, String)>,
    #[serde(default)]
    pub(super) points: Vec<(String, f64)>,
    #[serde(default)]
    pub(super) source: Option<String>,
}

/// Declares a choice whose words in files are the names of its cases in lower case, and what each stands for.
macro_rules! word {
    ($name:ident as $plain:ty : $($case:ident),+) => {
        #[derive(Clone, Copy, Debug, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub(super) enum $name {
            $($case),+
        }

        impl From<$name> for $plain {
            fn from(word: $name) -> Self {
                match word {
                    $($name::$case => Self::$case),+
                }
            }
        }
    };
}

word!(Grade as market::Grade: A, B, C, D);
word!(Base as market::Base: Year, Quarter, Month, Event, Unclear);
word!(Bound as market::Bound: MoreThan, LessThan, UpTo, Nearly, About);
word!(Class as skill::Class: Execution, Judgment, Foundation);
word!(Domain as skill::Domain: Technical, Creative, Business, Language, Data);
word!(Basis as skill::HoursBasis: Stated, Derived, Judged);
