//! What the window shows beside the profile: places, scenes, how saving and planning stand, messages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Action;
use crate::plan::evidence::Differences;
use crate::plan::explain::{Bridge, Flip, Quantity, Skip, Tornado};
use crate::plan::gap::Gap;
use crate::plan::market::{FigureId, Market, SourceId, TargetId};
use crate::plan::projection::{FirstSteps, Projection};
use crate::plan::replan::Changes;
use crate::plan::scenario::Outcome;
use crate::plan::skill::SkillId;
use crate::plan::words::Words;
use crate::plan::{Concession, Plan, Trouble};

/// The key of a saved profile, as the store gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProfileKey(pub String);

/// A saved profile in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileEntry {
    /// Its key.
    pub key: ProfileKey,
    /// Its name, or its file's name if it can't be read.
    pub name: String,
    /// Whether it can be opened.
    pub readable: bool,
}

/// A place of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The verdict and what to do next.
    #[default]
    Today,
    /// What the user sells and can do.
    Profile,
    /// What the market asks for.
    Market,
    /// What lies between the two.
    Gap,
    /// The learning order.
    Path,
    /// Where the rate may go.
    Projection,
    /// What is sold, and what the next rung asks for.
    Offers,
    /// What was forecast, and what came of it.
    Diary,
    /// Where every figure comes from.
    Sources,
    /// What is stored, and where.
    Data,
}

impl Place {
    /// Every place, in the order of the rail.
    pub const ALL: [Self; 10] = [
        Self::Today,
        Self::Profile,
        Self::Market,
        Self::Gap,
        Self::Path,
        Self::Projection,
        Self::Offers,
        Self::Diary,
        Self::Sources,
        Self::Data,
    ];

    /// The word in the rail.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Profile => "Profile",
            Self::Market => "Market",
            Self::Gap => "Gap",
            Self::Path => "Path",
            Self::Projection => "Projection",
            Self::Offers => "Offers",
            Self::Diary => "Diary",
            Self::Sources => "Sources",
            Self::Data => "Data",
        }
    }
}

/// What the window is for at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// No profile is open: start, look around or open one.
    Welcome,
    /// The first run, on this screen, counted from 1.
    Setup(u8),
    /// A profile is open.
    Work,
}

/// How many screens the first run has; the last one shows the plan.
pub const SETUP_SCREENS: u8 = 4;

/// What the window waits for before it shows another profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opening {
    /// Nothing.
    #[default]
    Nothing,
    /// The data folder, and the profile that was open last.
    Start,
    /// Another profile.
    Profile,
}

/// What became of the last save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing has been saved yet.
    #[default]
    Nothing,
    /// There are changes that wait to be saved.
    Waiting,
    /// All is saved, since this time of day.
    Saved(String),
    /// The last save failed; the program keeps trying.
    Failed(String),
}

/// Where planning stands.
#[derive(Clone, Debug, Default)]
pub struct Planning {
    /// Whether an answer to the present profile is still awaited.
    pub busy: bool,
    /// The newest plan.
    pub plan: Option<Arc<Plan>>,
    /// The newest projection.
    pub projection: Option<Arc<Projection>>,
    /// The profile against every target of the pack, in the pack's order.
    pub gaps: Vec<(TargetId, Gap)>,
    /// What moves the rate most.
    pub tornado: Option<Tornado>,
    /// From today's rate to the one at the horizon.
    pub bridge: Option<Bridge>,
    /// What would have to change for another step to come first; comes later than the plan.
    pub flips: Option<Vec<Flip>>,
    /// In how many futures the first steps stay first; comes later than the plan, in growing counts.
    pub first_steps: Option<FirstSteps>,
    /// What was asked last of all "what if I skip this", and the answer once it is there.
    pub skip: Option<(SkillId, Option<Arc<Skip>>)>,
    /// What moved since the plan that the user goes by; nothing where nothing did.
    pub changes: Option<Arc<Changes>>,
    /// The saved scenarios beside the plan, by name, each with its plan and futures or with why it has none.
    pub compared: BTreeMap<String, Result<Arc<Outcome>, Trouble>>,
    /// The plan in the same futures, with the service eroding as far as its studies go; comes later than the plan.
    pub eroded: Option<Arc<Projection>>,
    /// Why there is no plan.
    pub trouble: Option<Trouble>,
    /// The smallest changes that would make the wishes possible, each a list that suffices.
    pub ways_out: Vec<Vec<Concession>>,
    /// How long the solver took, in milliseconds.
    pub solved_ms: Option<f64>,
}

/// A pack with what is made of it once, because it takes long for a large one.
#[derive(Clone, Debug)]
pub struct Pack {
    /// What it says.
    pub market: Arc<Market>,
    /// The names of its skills, to search in.
    pub words: Arc<Words>,
    /// How it differs from the bundled pack.
    pub differences: Arc<Differences>,
}

impl Pack {
    /// Makes a pack ready for use beside the bundled one.
    #[must_use]
    pub fn new(market: Arc<Market>, bundled: &Market) -> Self {
        let words = Arc::new(Words::new(&market));
        let differences = Arc::new(market.differences(bundled));
        Self { market, words, differences }
    }
}

/// A pack that was read from disk and is not in use yet.
#[derive(Clone, Debug)]
pub struct PackOffer {
    /// Where it was read.
    pub path: String,
    /// The pack, unless it cannot be used.
    pub pack: Option<Pack>,
    /// Its problems, each with file, line and column; or why it could not be read.
    pub issues: Vec<String>,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something went as wished.
    Good,
    /// Something needs a look.
    Warning,
}

/// A message to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number, for dismissing it.
    pub id: u64,
    /// How it is meant.
    pub tone: Tone,
    /// What happened.
    pub text: String,
    /// What is safe, and what to do.
    pub hint: String,
    /// How to take it back, where that can be done.
    pub remedy: Option<Remedy>,
}

/// How what a message reports can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Undo the last change of the profile.
    Undo,
    /// Take the deleted profile out of the bin.
    RestoreDeleted,
    /// Give up what cannot be saved, and go on.
    LeaveUnsaved,
    /// Show the earlier versions.
    ShowVersions,
    /// Show the folder of what was exported.
    ShowExport,
}

impl Remedy {
    /// The words on its button.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Undo | Self::RestoreDeleted => "Undo",
            Self::LeaveUnsaved => "Leave without saving",
            Self::ShowVersions => "Show earlier versions",
            Self::ShowExport => "Show folder",
        }
    }

    /// The action that takes it back.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Undo => Action::Undo,
            Self::RestoreDeleted => Action::RestoreDeleted,
            Self::LeaveUnsaved => Action::LeaveUnsaved,
            Self::ShowVersions => Action::Go(Place::Data),
            Self::ShowExport => Action::ShowExport,
        }
    }
}

/// What a number on screen comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Figures of the pack with their sources; none where no public figure measures it.
    Figures(Vec<FigureId>),
    /// A source of the pack with its figures.
    Source(SourceId),
    /// A number that Premia computes.
    Quantity(Quantity),
}
