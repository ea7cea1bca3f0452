//! What is true now, and the one place where it changes.
//!
//! [`State::apply`] takes an [`Action`], changes the state and says which [`Effect`]s the program owes the world.
//! Nothing here draws, reads a disk or asks the clock.

mod action;
mod difference;
mod edit;
mod export;
mod history;
mod import;
mod private;
mod sample;
mod scenarios;
mod shown;
mod vault;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::diary::Diary;
use crate::plan::evidence::Differences;
use crate::plan::explain::Ground;
use crate::plan::floor::Needs;
use crate::plan::ladder::Handbook;
use crate::plan::market::{FigureId, Market, ServiceId};
use crate::plan::profile::{Aim, OutlookWeights, Profile, Setup};
use crate::plan::replan::SeenPlan;
use crate::plan::units::{Currency, Date, Hours, Money, Rate, Share};
use crate::plan::words::Words;

pub use action::{Action, Effect};
pub use difference::differences;
pub use edit::{ClientEdit, DiaryEdit, Edit};
pub use export::{
    Decimals, ExportKind, ExportLook, ExportPicture, ExportPreview, ExportStop, ExportWish, Exports, NamesakeFile,
};
pub use history::History;
pub use import::{ImportFrom, ImportOffer};
pub use private::{diagnostics, without_private_words};
pub use sample::sample;
pub use scenarios::MOST_COMPARED;
pub use shown::{
    Notice, Opening, Origin, Pack, PackOffer, Place, Planning, ProfileEntry, ProfileKey, Remedy, SETUP_SCREENS, Saving,
    Scene, Tone,
};
pub use vault::{BinRow, Comparison, Keeping, Listing, PartRow, ReadOnly, SnapshotRow, StoredRow, Vault};

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
    /// What somebody wants to import, to be looked at before anything changes.
    pub import: Option<ImportOffer>,
    /// Where exporting stands.
    pub exports: Exports,
    /// What the program knows of selling work.
    pub handbook: Arc<Handbook>,
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
    /// The names of the saved scenarios that are shown beside the plan, at most [`MOST_COMPARED`].
    pub beside: Vec<String>,
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
            import: None,
            exports: Exports::default(),
            figures: BTreeMap::new(),
            handbook: Arc::default(),
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
            beside: Vec::new(),
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
            today: self.today,
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
            Action::ShowSource(source) => self.show(Origin::Source(source)),
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
            Action::ToggleCompared(name) => return self.toggle_compared(name),
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
            Action::ReadImport(from) => return self.read_import(from),
            Action::PreviewExport(wish) => return self.preview_export(wish),
            Action::SaveExport(wish, path, namesake) => return self.save_export(wish, path, namesake),
            Action::ShowExport => return vec![Effect::OpenAddress(format!("file://{}", self.exports.shown))],
            Action::DropImport => self.import = None,
            Action::TakeImport(taken) => return self.take_import(taken),
            Action::CopyProof => return vec![Effect::CopyProof],
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
            Setup::Done | Setup::Sample | Setup::Unknown(_) => Scene::Work,
        };
        self.place = Place::Today;
        self.profile = profile;
        self.follow_figures();
        self.key = Some(key);
        self.import = None;
        self.exports.preview = None;
        self.exports.stopped = None;
        self.vault = Vault::default();
        self.history = History::default();
        self.planning = Planning::default();
        self.choose_compared();
        self.drawer.clear();
        self.notices.retain(|notice| notice.remedy != Some(Remedy::Undo));
    }

    /// Leaves the open profile.
    pub fn close(&mut self) {
        self.scene = Scene::Welcome;
        self.import = None;
        self.exports.preview = None;
        self.exports.stopped = None;
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
        if edit.changes_plan() && !edit.is_progress() && changed != self.profile {
            changed.seen = None;
        }
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
        self.follow_scenarios(edit);
        let mut effects = self.after_change(edit.changes_plan());
        if edit.changes_scenarios() {
            effects.push(Effect::Compare);
        }
        effects
    }

    /// Takes in that the plan on screen is final: where the user goes by no plan yet, it is this one from now on.
    ///
    /// That is no change of the user's, so it is no step of the history, and alone no reason to write a file.
    pub fn plan_is_final(&mut self) -> Vec<Effect> {
        self.planning.busy = false;
        let Some(plan) = self.planning.plan.as_ref().filter(|_| self.scene == Scene::Work) else { return Vec::new() };
        if self.profile.seen.is_some() || self.vault.read_only.is_some() {
            return Vec::new();
        }
        self.profile.seen = Some(SeenPlan::of(&self.profile, plan, self.today));
        if self.history.is_empty() { Vec::new() } else { vec![Effect::SaveSoon] }
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
        let (setup, scenarios) = (self.profile.setup.clone(), self.profile.scenarios.clone());
        if self.refuses_change() || walk(&mut self.history, &mut self.profile).is_none() {
            return Vec::new();
        }
        self.profile.setup = setup;
        self.keep_compared(&scenarios);
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
        breaks: Vec::new(),
        seen: None,
        scenarios: Vec::new(),
        diary: Diary::default(),
        log: BTreeMap::new(),
        clients: Vec::new(),
        needs: Needs::default(),
        assessments: BTreeMap::new(),
    }
}

/// The outlook weights to start with: half on a plateau, a quarter on either side.
#[must_use]
pub fn default_outlook() -> OutlookWeights {
    let share = |value| Share::new(value).unwrap_or_default();
    OutlookWeights { goes_on: share(0.25), plateaus: share(0.5), falls_back: share(0.25) }
}
