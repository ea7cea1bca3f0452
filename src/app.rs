//! The window's loop: polls jobs, shows the views, applies actions, and runs the effects that actions owe the world.

mod planning;
mod vault;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use egui::{Context, Ui, ViewportCommand};

use crate::jobs::Job;
use crate::plan::market::Market;
use crate::plan::profile::Profile;
use crate::plan::projection::Futures;
use crate::plan::units::Date;
use crate::state::{Action, Effect, PackOffer, ProfileEntry, ProfileKey, Remedy, Saving, Scene, State, Tone, sample};
use crate::store::{BinId, Condition, Handle, Loaded, SaveError, Slug, Store};
use crate::ui::{Window, theme};
use planning::{Answer, Question, Reason, explain, plan, plan_without};

/// How long after the last change the profile is saved.
const SAVE_DELAY: Duration = Duration::from_secs(1);
/// How long after a failed save it is tried again.
const RETRY_DELAY: Duration = Duration::from_secs(5);
/// How long a message that all went well stays.
const NOTICE_STAYS: Duration = Duration::from_secs(9);
/// How many frames a smoke test draws.
const SMOKE_FRAMES: u32 = 3;

/// How the window is to be opened.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where profiles are saved; by default where the system keeps the data of programs.
    pub data_dir: Option<PathBuf>,
    /// The demand pack to plan with, as one file or a folder; by default the bundled one.
    pub market: Option<PathBuf>,
    /// The date to plan from.
    pub today: Option<Date>,
    /// Whether to close after a few frames.
    pub smoke: bool,
}

/// What became of a save in the background.
struct SaveReport {
    result: Result<(), SaveError>,
}

/// The program behind the window.
pub struct App {
    ctx: Context,
    state: State,
    window: Window,
    store: Option<Store>,
    /// What the open profile is saved with; nothing while it is only in memory.
    handle: Option<Handle>,
    /// The number of the newest content that is on disk; whoever saves holds it, so that older content never wins.
    saved: Arc<Mutex<u64>>,
    changes: u64,
    save_at: Option<Instant>,
    saver: Job<SaveReport>,
    keeper: vault::Keeper,
    planner: Job<Answer>,
    explainer: Job<Answer>,
    skipper: Job<Answer>,
    reader: Job<PackOffer>,
    futures: Arc<Mutex<Option<Futures>>>,
    deleted: Option<BinId>,
    notices_seen: BTreeMap<u64, Instant>,
    frames_left: Option<u32>,
    had_focus: bool,
}

impl App {
    /// Opens the profile that was open last, or the welcome screen.
    ///
    /// # Errors
    /// If the bundled pack cannot be read, which the tests rule out.
    pub fn new(ctx: &Context, options: &Options) -> anyhow::Result<Self> {
        theme::install(ctx);
        // The program has its own keys for the scale, within its own limits.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let market = crate::demand::bundled()
            .map_err(|issues| anyhow::anyhow!("the bundled pack has {} problems", issues.len()))?;
        let today =
            options.today.or_else(today).ok_or_else(|| anyhow::anyhow!("the clock shows a year beyond 9999"))?;
        let mut app = Self {
            ctx: ctx.clone(),
            state: State::new(Arc::new(market), today),
            window: Window::default(),
            store: None,
            handle: None,
            saved: Arc::default(),
            changes: 0,
            save_at: None,
            saver: Job::new("save", ctx.clone()),
            keeper: vault::Keeper::new(ctx),
            planner: Job::new("plan", ctx.clone()),
            explainer: Job::new("explain", ctx.clone()),
            skipper: Job::new("skip", ctx.clone()),
            reader: Job::new("read pack", ctx.clone()),
            futures: Arc::default(),
            deleted: None,
            notices_seen: BTreeMap::new(),
            frames_left: options.smoke.then_some(SMOKE_FRAMES),
            had_focus: true,
        };
        if let Some(path) = &options.market {
            app.start_with(path.display().to_string());
        }
        app.open_store(options.data_dir.clone());
        Ok(app)
    }

    /// Plans with the pack at this path from the first frame on, or says why not and offers its problems in Sources.
    fn start_with(&mut self, path: String) {
        let offer = read_pack(path);
        if let Some(market) = &offer.market {
            // Nothing is planned yet, so nothing has to be planned again.
            drop(self.state.use_pack(Arc::clone(market)));
            return;
        }
        let hint = "Premia plans with the bundled pack; Sources lists the problems.";
        self.state.notify(Tone::Warning, format!("Cannot use the pack `{}`", offer.path), hint);
        self.state.offer = Some(offer);
    }

    /// What the window shows, for tests.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Whether nothing is under way or waits: no planning, no save.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        !self.planner.is_busy()
            && !self.explainer.is_busy()
            && !self.skipper.is_busy()
            && !self.saver.is_busy()
            && !self.keeper.is_busy()
            && !self.reader.is_busy()
            && self.save_at.is_none()
    }

    fn open_store(&mut self, data_dir: Option<PathBuf>) {
        match Store::open(data_dir) {
            Ok(store) => {
                self.state.folder = store.data_dir().display().to_string();
                let last = store.last_opened();
                self.store = Some(store);
                self.refresh_profiles();
                if let Some(slug) = last {
                    self.load(&slug);
                }
            }
            Err(error) => {
                let hint = format!("{} Until then Premia works, and keeps nothing.", error.hint());
                self.state.notify(Tone::Warning, sentence(&error.to_string()), hint);
                "nowhere, because the data folder cannot be used".clone_into(&mut self.state.folder);
            }
        }
    }

    fn refresh_profiles(&mut self) {
        let Some(store) = &self.store else { return };
        match store.list() {
            Ok(entries) => {
                let entry = |entry: crate::store::Entry| ProfileEntry {
                    key: ProfileKey(entry.slug.as_str().to_owned()),
                    readable: !matches!(entry.condition, Condition::Newer(_) | Condition::Refused(_)),
                    name: entry.name,
                };
                self.state.profiles = entries.into_iter().map(entry).collect();
            }
            Err(error) => self.state.notify(Tone::Warning, sentence(&error.to_string()), error.hint()),
        }
    }

    fn apply(&mut self, action: Action) {
        let effects = self.state.apply(action);
        self.owe(effects);
    }

    /// Runs what a change owes the world.
    fn owe(&mut self, effects: Vec<Effect>) {
        if effects.iter().any(|effect| matches!(effect, Effect::SaveSoon)) {
            self.changes += 1;
        }
        for effect in effects {
            self.run(effect);
        }
    }

    fn run(&mut self, effect: Effect) {
        match effect {
            Effect::SaveSoon => self.save_in(SAVE_DELAY),
            Effect::SaveNow => self.start_save(),
            Effect::Replan => self.replan(),
            Effect::ReadPack(path) => self.reader.start(move |_, reply| reply.send(read_pack(path))),
            Effect::ExplainSkip(skill) => {
                let Some(plan) = self.state.planning.plan.clone() else { return };
                let question = self.question();
                self.skipper.start(move |stop, reply| {
                    plan_without(&question, &plan, &skill, &|| stop.is_set(), &|answer| reply.send(answer));
                });
            }
            Effect::Create(profile) => {
                self.flush();
                self.create(*profile);
            }
            Effect::Load(key) => {
                self.flush();
                if let Some(slug) = Slug::parse(&key.0) {
                    self.load(&slug);
                }
            }
            Effect::LoadSample => {
                self.flush();
                self.load_sample();
            }
            Effect::Close => {
                self.flush();
                self.leave();
            }
            Effect::Delete(key) => self.delete(&key),
            Effect::RestoreDeleted => self.restore_deleted(),
            Effect::Keep(wanted) => self.keep(wanted),
            Effect::OpenFolder => self.ctx.open_url(egui::OpenUrl::new_tab(format!("file://{}", self.state.folder))),
            Effect::OpenAddress(address) => self.ctx.open_url(egui::OpenUrl::new_tab(address)),
            Effect::Copy(text) => self.ctx.copy_text(text),
        }
    }

    /// Shows a profile as the open one and plans it.
    fn open(&mut self, handle: Handle, profile: Profile) {
        let slug = handle.slug().clone();
        self.handle = Some(handle);
        self.changes += 1;
        *self.saved.lock().unwrap_or_else(PoisonError::into_inner) = self.changes;
        self.state.open(ProfileKey(slug.as_str().to_owned()), profile);
        self.hold(None);
        self.state.saving = Saving::Nothing;
        if let Some(error) = self.store.as_ref().and_then(|store| store.remember_opened(&slug).err()) {
            self.state.notify(Tone::Warning, sentence(&error.to_string()), error.hint());
        }
        self.refresh_profiles();
        self.replan();
    }

    /// Makes a new profile. Without a working store it is opened all the same, and kept in memory.
    fn create(&mut self, mut profile: Profile) {
        profile.name = self.free_name(&profile.name);
        let made = self.store.as_ref().map(|store| store.create(&profile));
        match made {
            Some(Ok(handle)) => self.open(handle, profile),
            Some(Err(error)) => {
                self.open_in_memory(profile);
                self.failed(&error);
            }
            None => self.open_in_memory(profile),
        }
    }

    fn open_in_memory(&mut self, profile: Profile) {
        self.state.open(ProfileKey(String::new()), profile);
        self.state.key = None;
        self.handle = None;
        self.keeper.let_go();
        self.replan();
    }

    /// The name, with a number where another profile has it already.
    fn free_name(&self, name: &str) -> String {
        let is_taken = |name: &str| self.state.profiles.iter().any(|entry| entry.name == name);
        if !is_taken(name) {
            return name.to_owned();
        }
        // Of one more number than there are profiles, one is free.
        let most = self.state.profiles.len() + 2;
        let numbered = (2..=most).map(|number| format!("{name} {number}"));
        numbered.into_iter().find(|name| !is_taken(name)).unwrap_or_else(|| name.to_owned())
    }

    fn load(&mut self, slug: &Slug) {
        let Some(store) = &self.store else { return };
        match store.load(slug) {
            Ok(Loaded { profile, handle, recovered, newer, .. }) => {
                self.open(handle, profile);
                if newer.is_some() {
                    self.hold(newer);
                }
                if let Some(recovery) = recovered {
                    let what = recovery.damage.map_or_else(
                        || "the profile's file was missing".to_owned(),
                        |damage| format!("the profile's file was damaged: {damage}"),
                    );
                    let kept = recovery
                        .damaged
                        .map_or_else(String::new, |path| format!(" The damaged file is kept as {}.", path.display()));
                    let hint = format!(
                        "You see the version before the last save, from the backup.{kept} Look through your last changes."
                    );
                    self.state.notify(Tone::Warning, sentence(&what), hint);
                }
            }
            Err(error) => {
                self.refresh_profiles();
                self.state.notify(Tone::Warning, sentence(&error.to_string()), error.hint());
            }
        }
    }

    /// Opens the sample; one that was changed is opened as it was left.
    fn load_sample(&mut self) {
        let entries = self.store.as_ref().and_then(|store| store.list().ok()).unwrap_or_default();
        match entries.into_iter().find(|entry| entry.is_sample) {
            Some(entry) => self.load(&entry.slug),
            None => self.create(sample(&self.state.market, self.state.today)),
        }
    }

    fn delete(&mut self, key: &ProfileKey) {
        self.flush();
        let Some(slug) = Slug::parse(&key.0) else { return };
        if self.refuses_to_delete(&slug, self.state.key.as_ref() == Some(key)) {
            return;
        }
        let Some(store) = &self.store else { return };
        match store.delete(&slug) {
            Ok(bin) => {
                self.deleted = Some(bin);
                let name = self.state.profile.name.clone();
                let is_open = self.state.key.as_ref() == Some(key);
                if is_open {
                    self.leave();
                } else {
                    self.refresh_profiles();
                }
                self.state.notify_with_remedy(format!("Put \"{name}\" into the bin"), Remedy::RestoreDeleted);
            }
            Err(error) => self.state.notify(Tone::Warning, sentence(&error.to_string()), error.hint()),
        }
    }

    /// Leaves the open profile, which is saved or deleted by now.
    fn leave(&mut self) {
        self.planner.cancel();
        self.explainer.cancel();
        self.skipper.cancel();
        self.keeper.let_go();
        self.handle = None;
        self.save_at = None;
        self.state.close();
        self.refresh_profiles();
    }

    fn restore_deleted(&mut self) {
        let (Some(store), Some(bin)) = (&self.store, self.deleted.take()) else { return };
        match store.restore(&bin) {
            Ok(handle) => self.load(handle.slug()),
            Err(error) => self.state.notify(Tone::Warning, sentence(&error.to_string()), error.hint()),
        }
    }

    fn replan(&mut self) {
        if self.state.scene == Scene::Welcome {
            return;
        }
        self.explainer.cancel();
        self.state.planning.busy = true;
        let question = self.question();
        self.planner.start(move |stop, reply| plan(&question, &|| stop.is_set(), &|answer| reply.send(answer)));
    }

    fn question(&self) -> Question {
        Question {
            profile: self.state.profile.clone(),
            market: Arc::<Market>::clone(&self.state.market),
            today: self.state.today,
            start: self.state.planning.plan.as_ref().map(|plan| plan.ids()).unwrap_or_default(),
            futures: Arc::clone(&self.futures),
        }
    }

    /// Takes in what the planner has found so far.
    fn poll_planner(&mut self) {
        let answers = [&mut self.planner, &mut self.explainer, &mut self.skipper].map(Job::poll);
        for answer in answers.into_iter().flatten() {
            self.take_answer(answer);
        }
        for offer in self.reader.poll() {
            self.state.offer = Some(offer);
        }
    }

    fn take_answer(&mut self, answer: Answer) {
        let planning = &mut self.state.planning;
        match answer {
            Answer::Plan(plan, solved_ms) => {
                planning.trouble = None;
                if planning.plan.as_ref().is_none_or(|old| old.ids() != plan.ids()) {
                    planning.flips = None;
                    planning.first_steps = None;
                    planning.skip = None;
                }
                planning.plan = Some(plan);
                planning.solved_ms = Some(solved_ms);
            }
            Answer::Projection(projection) => planning.projection = Some(projection),
            Answer::Reasons(Reason { gaps, tornado, bridge }) => {
                planning.gaps = gaps;
                planning.tornado = tornado;
                planning.bridge = bridge;
            }
            Answer::Trouble(trouble) => {
                planning.plan = None;
                planning.projection = None;
                planning.tornado = None;
                planning.bridge = None;
                planning.trouble = Some(trouble);
                planning.busy = false;
            }
            Answer::Done => {
                planning.busy = false;
                let question = self.question();
                self.explainer
                    .start(move |stop, reply| explain(&question, &|| stop.is_set(), &|answer| reply.send(answer)));
            }
            Answer::Flips(flips) => planning.flips = Some(flips),
            Answer::FirstSteps(steps) => planning.first_steps = Some(steps),
            Answer::Skip(skill, skip) => planning.skip = Some((skill, Some(skip))),
        }
    }

    fn save_in(&mut self, delay: Duration) {
        self.save_at = Some(Instant::now() + delay);
        self.ctx.request_repaint_after(delay);
    }

    /// The store and the handle that the open profile is saved with.
    fn target(&self) -> Option<(Store, Handle)> {
        Some((self.store.clone()?, self.handle.clone()?))
    }

    /// Saves in the background.
    fn start_save(&mut self) {
        self.save_at = None;
        if self.saving_waits() {
            return;
        }
        let Some((store, handle)) = self.target() else {
            self.adopt();
            return;
        };
        let (number, saved, profile) = (self.changes, Arc::clone(&self.saved), self.state.profile.clone());
        self.saver.start(move |_, reply| {
            reply.send(SaveReport { result: save(&store, &handle, &profile, number, &saved) });
        });
    }

    /// A profile that is only in memory gets a file as soon as the store works.
    fn adopt(&mut self) {
        if self.state.scene == Scene::Welcome {
            return;
        }
        let Some(store) = &self.store else {
            self.state.saving = Saving::Failed("there is no data folder".to_owned());
            return;
        };
        match store.create(&self.state.profile) {
            Ok(handle) => {
                self.state.key = Some(ProfileKey(handle.slug().as_str().to_owned()));
                self.handle = Some(handle);
                self.state.saving = Saving::Saved(time_of_day());
                self.refresh_profiles();
            }
            Err(error) => self.failed(&error),
        }
    }

    /// Saves before going on, if there is anything to save.
    fn flush(&mut self) {
        self.put_aside();
        let is_due = self.save_at.is_some() || self.saver.is_busy();
        if self.state.scene == Scene::Welcome || self.saving_waits() || !is_due {
            return;
        }
        self.save_at = None;
        let Some((store, handle)) = self.target() else {
            self.adopt();
            return;
        };
        match save(&store, &handle, &self.state.profile, self.changes, &self.saved) {
            Ok(()) => self.state.saving = Saving::Saved(time_of_day()),
            Err(error) => {
                self.failed(&error);
                self.put_aside();
            }
        }
    }

    fn failed(&mut self, error: &SaveError) {
        if let SaveError::ChangedOutside(_) = error {
            self.noticed_outside();
            return;
        }
        self.state.saving = Saving::Failed(error.to_string());
        self.state.notify(Tone::Warning, sentence(&error.to_string()), error.hint());
        self.save_in(RETRY_DELAY);
    }

    fn poll_saver(&mut self) {
        for SaveReport { result } in self.saver.poll() {
            match result {
                Ok(()) => {
                    if self.save_at.is_none() {
                        self.state.saving = Saving::Saved(time_of_day());
                    }
                    let is_named = |entry: &ProfileEntry| {
                        Some(&entry.key) == self.state.key.as_ref() && entry.name == self.state.profile.name
                    };
                    if !self.state.profiles.iter().any(is_named) {
                        self.refresh_profiles();
                    }
                }
                Err(error) => self.failed(&error),
            }
        }
        if let Some(at) = self.save_at {
            let left = at.saturating_duration_since(Instant::now());
            if left.is_zero() {
                self.start_save();
            } else {
                // The window wakes a little before the time it was asked for, so it asks again until the time has come.
                self.ctx.request_repaint_after(left);
            }
        }
    }

    /// Takes away messages of success after a while.
    fn age_notices(&mut self) {
        let now = Instant::now();
        self.notices_seen.retain(|id, _| self.state.notices.iter().any(|notice| notice.id == *id));
        for notice in self.state.notices.iter().filter(|notice| notice.tone == Tone::Good) {
            self.notices_seen.entry(notice.id).or_insert(now);
        }
        let seen = &self.notices_seen;
        self.state.notices.retain(|notice| seen.get(&notice.id).is_none_or(|since| now - *since < NOTICE_STAYS));
        // As with saving, the window may wake too early and has to ask again.
        if let Some(oldest) = self.state.notices.iter().filter_map(|notice| seen.get(&notice.id)).min() {
            self.ctx.request_repaint_after(NOTICE_STAYS.saturating_sub(now - *oldest));
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.poll_planner();
        self.poll_saver();
        self.poll_keeper();
        self.age_notices();
        let (has_focus, is_closing) = ctx.input(|input| (input.focused, input.viewport().close_requested()));
        let had_focus = std::mem::replace(&mut self.had_focus, has_focus);
        let lost_focus = had_focus && !has_focus;
        if has_focus && !had_focus {
            self.watch();
        }
        if is_closing || (lost_focus && self.save_at.is_some()) {
            self.flush();
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        for action in self.window.ui(ui, &self.state) {
            self.apply(action);
        }
        if let Some(left) = self.frames_left {
            self.frames_left = Some(left.saturating_sub(1));
            if left <= 1 {
                self.ctx.send_viewport_cmd(ViewportCommand::Close);
            } else {
                self.ctx.request_repaint();
            }
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

impl Drop for App {
    /// The window may be closed without a chance to ask; what is not saved yet is saved now.
    fn drop(&mut self) {
        self.flush();
    }
}

/// Saves unless newer content is on disk already.
fn save(store: &Store, handle: &Handle, profile: &Profile, number: u64, saved: &Mutex<u64>) -> Result<(), SaveError> {
    let mut newest = saved.lock().unwrap_or_else(PoisonError::into_inner);
    if number <= *newest {
        return Ok(());
    }
    store.save(handle, profile)?;
    *newest = number;
    Ok(())
}

/// Reads a pack from disk and puts its problems into words.
fn read_pack(path: String) -> PackOffer {
    match crate::demand::read_pack(std::path::Path::new(path.trim())) {
        Ok((market, issues)) => {
            let issues = issues.iter().map(|issue| format!("{issue}. {}", issue.hint)).collect();
            PackOffer { path, market: market.map(Arc::new), issues }
        }
        Err(error) => PackOffer { path, market: None, issues: vec![format!("{error}. {}", error.hint())] },
    }
}

/// Today's date by the system's clock and time zone.
#[must_use]
pub fn today() -> Option<Date> {
    let today = jiff::Zoned::now().date();
    Date::new(i32::from(today.year()), u32::try_from(today.month()).ok()?, u32::try_from(today.day()).ok()?)
}

fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}

/// The words of an error as a sentence begins.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
