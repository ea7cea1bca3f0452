//! What is true now, and the one place where it changes.
//!
//! [`State::apply`] takes an [`Action`], changes the state and says which [`Effect`]s the program owes the world.
//! Nothing here draws, reads a disk or asks the clock.

mod difference;
mod edit;
mod history;
mod private;
mod sample;
mod vault;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::Concession;
use crate::plan::evidence::Differences;
use crate::plan::explain::{Bridge, Flip, Ground, Quantity, Skip, Tornado};
use crate::plan::gap::Gap;
use crate::plan::market::{FigureId, Market, ServiceId, TargetId};
use crate::plan::profile::{Aim, OutlookWeights, Profile, Setup};
use crate::plan::projection::{FirstSteps, Projection};
use crate::plan::skill::SkillId;
use crate::plan::units::{Currency, Date, Hours, Money, Rate, Share};
use crate::plan::words::Words;
use crate::plan::{Plan, Trouble};

pub use difference::differences;
pub use edit::Edit;
pub use history::History;
pub use private::{diagnostics, without_private_words};
pub use sample::sample;
pub use vault::{BinRow, Comparison, Keeping, Listing, PartRow, ReadOnly, SnapshotRow, StoredRow, Vault};

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
    /// Where every figure comes from.
    Sources,
    /// What is stored, and where.
    Data,
}

impl Place {
    /// Every place, in the order of the rail.
    pub const ALL: [Self; 8] =
        [Self::Today, Self::Profile, Self::Market, Self::Gap, Self::Path, Self::Projection, Self::Sources, Self::Data];

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
}

impl Remedy {
    /// The words on its button.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Undo | Self::RestoreDeleted => "Undo",
            Self::LeaveUnsaved => "Leave without saving",
            Self::ShowVersions => "Show earlier versions",
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
        }
    }
}

/// Everything that the window shows.
#[derive(Clone, Debug)]
pub struct State {
    /// The demand pack in use, with the user's own numbers in place of its figures.
    pub market: Arc<Market>,
    /// The same pack as it was published.
    pub pack: Arc<Market>,
    /// The pack that comes with the program.
    pub bundled: Arc<Market>,
    /// The names of the pack's skills, to search in.
    pub words: Arc<Words>,
    /// How the pack in use differs from the bundled one.
    pub differences: Arc<Differences>,
    /// Another pack that was asked for, to be looked at before it is used.
    pub offer: Option<PackOffer>,
    /// Today's date.
    pub today: Date,
    /// The window's scene.
    pub scene: Scene,
    /// The open place.
    pub place: Place,
    /// The open profile; before there is one, the profile that the first run fills in.
    pub profile: Profile,
    /// Where the open profile is saved; none before its first save.
    pub key: Option<ProfileKey>,
    /// All saved profiles.
    pub profiles: Vec<ProfileEntry>,
    /// What the window waits for.
    pub opening: Opening,
    /// What became of the last save.
    pub saving: Saving,
    /// Where planning stands.
    pub planning: Planning,
    /// Messages that the user has not dismissed, oldest first.
    pub notices: Vec<Notice>,
    /// What the source drawer shows, last what was opened last; closed while it is empty.
    pub drawer: Vec<Origin>,
    /// What can be undone and redone.
    pub history: History,
    /// Where profiles are saved, for people.
    pub folder: String,
    /// What is kept beside the open profile, and who else works on it.
    pub vault: Vault,
    next_notice: u64,
    /// The user's own figures that `market` was made with.
    figures: BTreeMap<FigureId, f64>,
}

/// What a number on screen comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Figures of the pack with their sources; none where no public figure measures it.
    Figures(Vec<FigureId>),
    /// A number that Premia computes.
    Quantity(Quantity),
}

/// Something that the user or the program wants done.
#[derive(Clone, Debug)]
pub enum Action {
    /// Change the profile.
    Edit(Edit),
    /// The gesture is over: the next edit is an undo step of its own.
    EndGesture,
    /// Take back the last change.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Open a place.
    Go(Place),
    /// Show these figures with their sources.
    ShowFigures(Vec<FigureId>),
    /// Take a number apart into what it is made of.
    Explain(Quantity),
    /// Show what the source drawer showed before.
    DrawerBack,
    /// Close the source drawer.
    CloseDrawer,
    /// Read a pack from this path, to look at it.
    ReadPack(String),
    /// Forget the pack that was read.
    DropOffer,
    /// Plan with the pack that was read.
    UseOffer,
    /// Plan with the pack that comes with the program.
    UseBundled,
    /// Find the best plan without this skill, and what that loses.
    AskSkip(SkillId),
    /// Begin the first run with a new profile, or go on with one that was not finished.
    StartSetup,
    /// Go to this screen of the first run.
    SetupScreen(u8),
    /// End the first run.
    FinishSetup,
    /// Go to the welcome screen.
    Welcome,
    /// Open the sample profile.
    OpenSample,
    /// Open a saved profile.
    OpenProfile(ProfileKey),
    /// Copy the open profile under a new name.
    DuplicateProfile,
    /// Put a saved profile into the bin.
    DeleteProfile(ProfileKey),
    /// Take the profile that was deleted last out of the bin.
    RestoreDeleted,
    /// Give up the changes that cannot be saved, and go on with what was wanted.
    LeaveUnsaved,
    /// Look at or change what is kept beside the open profile.
    Keep(Keeping),
    /// Dismiss a message.
    Dismiss(u64),
    /// Save now.
    SaveNow,
    /// Show the folder of profiles in the system's file manager.
    OpenFolder,
    /// Open a web address in the browser.
    OpenAddress(String),
    /// Copy text to the clipboard.
    Copy(String),
    /// Copy what helps to find a fault, without anything private.
    CopyDiagnostics,
    /// Write the open profile to a file without private words.
    ExportWithoutPrivateWords,
}

/// Something that the program owes the world after an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Save soon.
    SaveSoon,
    /// Save at once.
    SaveNow,
    /// Plan again.
    Replan,
    /// Read a pack from this path and offer it.
    ReadPack(String),
    /// Plan without this skill, beside the plan.
    ExplainSkip(SkillId),
    /// Save what is open, then start this profile as a new file.
    Create(Box<Profile>),
    /// Save what is open, then go on with the first run that was not finished, or start this profile.
    Resume(Box<Profile>),
    /// Save what is open, then load this profile.
    Load(ProfileKey),
    /// Save what is open, then load the sample, making it if it is new.
    LoadSample,
    /// Save what is open and leave it.
    Close,
    /// Put this profile into the bin.
    Delete(ProfileKey),
    /// Take the last deleted profile out of the bin.
    RestoreDeleted,
    /// Go on with what was wanted, without a save.
    LeaveUnsaved,
    /// Look at or change what is kept beside the open profile.
    Keep(Keeping),
    /// Write this profile for others.
    Export(Box<Profile>),
    /// Open the data folder.
    OpenFolder,
    /// Open a web address.
    OpenAddress(String),
    /// Copy text to the clipboard.
    Copy(String),
}

impl State {
    /// The state of a program that has just started, with no profile open.
    #[must_use]
    pub fn new(market: Arc<Market>, today: Date) -> Self {
        let profile = blank(&market);
        Self {
            pack: Arc::clone(&market),
            bundled: Arc::clone(&market),
            words: Arc::new(Words::new(&market)),
            differences: Arc::default(),
            offer: None,
            figures: BTreeMap::new(),
            market,
            today,
            scene: Scene::Welcome,
            place: Place::Today,
            profile,
            key: None,
            profiles: Vec::new(),
            opening: Opening::Nothing,
            saving: Saving::Nothing,
            planning: Planning::default(),
            notices: Vec::new(),
            drawer: Vec::new(),
            history: History::default(),
            folder: String::new(),
            vault: Vault::default(),
            next_notice: 0,
        }
    }

    /// What numbers on screen are explained from.
    #[must_use]
    pub fn ground(&self) -> Ground<'_> {
        let planning = &self.planning;
        Ground {
            profile: &self.profile,
            market: &self.market,
            plan: planning.plan.as_deref(),
            projection: planning.projection.as_deref(),
            tornado: planning.tornado.as_ref(),
            bridge: planning.bridge.as_ref(),
            first_steps: planning.first_steps.as_ref(),
            gaps: &planning.gaps,
        }
    }

    /// Opens the source drawer on something, above what it shows already.
    fn show(&mut self, origin: Origin) {
        self.drawer.retain(|shown| *shown != origin);
        self.drawer.push(origin);
    }

    /// Carries out an action and says what the program now owes the world.
    #[must_use]
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Edit(edit) => return self.edit(&edit),
            Action::EndGesture => self.history.seal(),
            Action::Undo => return self.step_back(),
            Action::Redo => return self.step_forward(),
            Action::Go(place) => {
                self.place = place;
                self.drawer.clear();
            }
            Action::ShowFigures(figures) => self.show(Origin::Figures(figures)),
            Action::Explain(quantity) => self.show(Origin::Quantity(quantity)),
            Action::DrawerBack => drop(self.drawer.pop()),
            Action::CloseDrawer => self.drawer.clear(),
            Action::ReadPack(path) => return vec![Effect::ReadPack(path)],
            Action::DropOffer => self.offer = None,
            Action::UseOffer => {
                let pack = self.offer.take().and_then(|offer| offer.pack);
                return pack.map(|pack| self.use_pack(pack)).unwrap_or_default();
            }
            Action::UseBundled => return self.use_pack(Pack::new(Arc::clone(&self.bundled), &self.bundled)),
            Action::AskSkip(skill) => {
                self.planning.skip = Some((skill.clone(), None));
                return vec![Effect::ExplainSkip(skill)];
            }
            Action::StartSetup => {
                let profile = Profile { setup: Setup::AtScreen(1), ..blank(&self.market) };
                return vec![Effect::Resume(Box::new(profile))];
            }
            Action::SetupScreen(screen) => return self.go_to_screen(screen),
            Action::FinishSetup => {
                self.scene = Scene::Work;
                self.place = Place::Today;
                self.profile.setup = Setup::Done;
                return vec![Effect::SaveSoon, Effect::Replan];
            }
            Action::Welcome => return vec![Effect::Close],
            Action::OpenSample => return vec![Effect::LoadSample],
            Action::OpenProfile(key) => return vec![Effect::Load(key)],
            Action::DuplicateProfile => {
                let name = format!("{} (copy)", self.profile.name);
                let copy = Profile { name, setup: Setup::Done, ..self.profile.clone() };
                return vec![Effect::Create(Box::new(copy))];
            }
            Action::DeleteProfile(key) => return vec![Effect::Delete(key)],
            Action::RestoreDeleted => return vec![Effect::RestoreDeleted],
            Action::LeaveUnsaved => return vec![Effect::LeaveUnsaved],
            Action::Keep(wanted) => return self.keeping(wanted),
            Action::Dismiss(id) => self.notices.retain(|notice| notice.id != id),
            Action::SaveNow => return vec![Effect::SaveNow],
            Action::OpenFolder => return vec![Effect::OpenFolder],
            Action::OpenAddress(address) => return vec![Effect::OpenAddress(address)],
            Action::Copy(text) => return vec![Effect::Copy(text)],
            Action::CopyDiagnostics => {
                self.notify(Tone::Good, "Copied, without names, notes or links", "");
                return vec![Effect::Copy(diagnostics(self))];
            }
            Action::ExportWithoutPrivateWords => {
                return vec![Effect::Export(Box::new(without_private_words(&self.market, &self.profile)))];
            }
        }
        Vec::new()
    }

    /// Shows a profile that was loaded or made, at the place where its user left off.
    pub fn open(&mut self, key: ProfileKey, profile: Profile) {
        self.scene = match profile.setup {
            Setup::AtScreen(screen) => Scene::Setup(screen.clamp(1, SETUP_SCREENS)),
            Setup::Done | Setup::Sample => Scene::Work,
        };
        self.place = Place::Today;
        self.profile = profile;
        self.follow_figures();
        self.key = Some(key);
        self.vault = Vault::default();
        self.history = History::default();
        self.planning = Planning::default();
        self.drawer.clear();
        self.notices.retain(|notice| notice.remedy != Some(Remedy::Undo));
    }

    /// Leaves the open profile.
    pub fn close(&mut self) {
        self.scene = Scene::Welcome;
        self.vault = Vault::default();
        self.key = None;
        self.profile = blank(&self.pack);
        self.follow_figures();
        self.history = History::default();
        self.planning = Planning::default();
        self.saving = Saving::Nothing;
        self.drawer.clear();
    }

    /// Adds a message; the same words are not said twice at once.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>, hint: impl Into<String>) {
        self.push_notice(tone, text.into(), hint.into(), None);
    }

    /// Adds a message with something to do about it.
    pub fn notify_with(&mut self, tone: Tone, text: impl Into<String>, hint: impl Into<String>, remedy: Remedy) {
        self.push_notice(tone, text.into(), hint.into(), Some(remedy));
    }

    /// Adds a message about something that can be taken back.
    pub fn notify_with_remedy(&mut self, text: impl Into<String>, remedy: Remedy) {
        self.push_notice(Tone::Good, text.into(), String::new(), Some(remedy));
    }

    fn push_notice(&mut self, tone: Tone, text: String, hint: String, remedy: Option<Remedy>) {
        self.notices.retain(|old| old.text != text && (remedy.is_none() || old.remedy != remedy));
        self.notices.push(Notice { id: self.next_notice, tone, text, hint, remedy });
        self.next_notice += 1;
    }

    fn edit(&mut self, edit: &Edit) -> Vec<Effect> {
        let mut changed = self.profile.clone();
        edit.apply(&mut changed, self.today);
        if changed == self.profile || self.refuses_change() {
            return Vec::new();
        }
        let name = edit.name(&self.market, &self.profile);
        let before = std::mem::replace(&mut self.profile, changed);
        self.history.record(name.clone(), edit.merge_key(), before);
        // The Undo in an older message would take back this change and not the one it names.
        self.notices.retain(|notice| notice.remedy != Some(Remedy::Undo));
        // In the first run every answer is in sight, so a message would only be in the way.
        if edit.is_announced() && self.scene == Scene::Work {
            self.notify_with_remedy(format!("Done: {name}"), Remedy::Undo);
        }
        self.after_change(edit.changes_plan())
    }

    /// Plans with another pack; the profile stays as it is, whatever the pack knows of it.
    pub fn use_pack(&mut self, pack: Pack) -> Vec<Effect> {
        self.words = pack.words;
        self.differences = pack.differences;
        self.market = Arc::clone(&pack.market);
        self.pack = pack.market;
        self.figures.clear();
        self.follow_figures();
        self.drawer.clear();
        self.planning = Planning::default();
        vec![Effect::Replan]
    }

    /// Makes the market anew if the user's own figures are not the ones that it was made with.
    fn follow_figures(&mut self) {
        let figures: BTreeMap<FigureId, f64> =
            self.profile.figures.iter().map(|(id, own)| (id.clone(), own.value)).collect();
        if figures == self.figures {
            return;
        }
        self.market = if figures.is_empty() {
            Arc::clone(&self.pack)
        } else {
            Arc::new(self.pack.with_overrides(&self.profile.figures))
        };
        self.figures = figures;
    }

    fn step_back(&mut self) -> Vec<Effect> {
        self.step(History::undo)
    }

    fn step_forward(&mut self) -> Vec<Effect> {
        self.step(History::redo)
    }

    /// Goes one step through the history. How far the first run has come is no part of it.
    fn step(&mut self, walk: fn(&mut History, &mut Profile) -> Option<String>) -> Vec<Effect> {
        let setup = self.profile.setup;
        if self.refuses_change() || walk(&mut self.history, &mut self.profile).is_none() {
            return Vec::new();
        }
        self.profile.setup = setup;
        self.notices.retain(|notice| notice.remedy != Some(Remedy::Undo));
        self.after_change(true)
    }

    fn go_to_screen(&mut self, screen: u8) -> Vec<Effect> {
        let screen = screen.clamp(1, SETUP_SCREENS);
        self.scene = Scene::Setup(screen);
        self.profile.setup = Setup::AtScreen(screen);
        self.after_change(true)
    }

    fn after_change(&mut self, plan_changes: bool) -> Vec<Effect> {
        self.saving = Saving::Waiting;
        self.follow_figures();
        if plan_changes { vec![Effect::SaveSoon, Effect::Replan] } else { vec![Effect::SaveSoon] }
    }
}

/// A new profile with the pack's first service and careful defaults.
#[must_use]
pub fn blank(market: &Market) -> Profile {
    let service = market.services.first();
    Profile {
        name: "My plan".to_owned(),
        setup: Setup::AtScreen(1),
        service: service.map_or_else(|| ServiceId::new(""), |service| service.id.clone()),
        rate: service.map_or(Rate::ZERO, edit::typical_rate),
        currency: Currency::Usd,
        billable_hours: Hours::new(25.0).unwrap_or_default(),
        learning_hours: Hours::new(5.0).unwrap_or_default(),
        displacement: Share::ZERO,
        fee: Share::new(0.1).unwrap_or_default(),
        horizon_months: 24,
        budget: None::<Money>,
        target: service.map_or(Aim::MostValue, |service| Aim::Target(service.target.clone())),
        skills: service.map(edit::own_ratings).unwrap_or_default(),
        pinned: std::collections::BTreeSet::new(),
        excluded: std::collections::BTreeSet::new(),
        locked: Vec::new(),
        steps: BTreeMap::new(),
        outlook: default_outlook(),
        overrides: BTreeMap::new(),
        figures: BTreeMap::new(),
    }
}

/// The outlook weights to start with: half on a plateau, a quarter on either side.
#[must_use]
pub fn default_outlook() -> OutlookWeights {
    let share = |value| Share::new(value).unwrap_or_default();
    OutlookWeights { goes_on: share(0.25), plateaus: share(0.5), falls_back: share(0.25) }
}
