//! The window's loop: polls jobs, shows the views, applies actions, and runs the effects that actions owe the world.

mod disk;
mod frames;
pub mod intake;
mod outgoing;
mod planning;
#[cfg(test)]
mod tests;
mod turn;
mod vault;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use egui::{Context, Ui, ViewportCommand};

use crate::exchange::export::proof_sheet;
use crate::jobs::{Job, Queue};
use crate::plan::market::Market;
use crate::plan::projection::Futures;
use crate::plan::scenario::Scenario;
use crate::plan::units::Date;
use crate::state::{
    Action, Effect, ExportPreview, ImportOffer, Pack, PackOffer, ProfileKey, Scene, State, Tone, sample,
};
use crate::store::{BinId, Handle, Slug, Store};
use crate::ui::{Window, appearance, theme};
use disk::{Failure, Next, Told};
use planning::{Answer, Question, Reason, compare, explain, plan, plan_without};

/// How long after the last change the profile is saved.
const SAVE_DELAY: Duration = Duration::from_secs(1);
/// How long changes that never pause stay unsaved.
const LONGEST_UNSAVED: Duration = Duration::from_secs(5);
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
    /// Whether to print at the end how long frames took.
    pub frame_times: bool,
}

/// The program behind the window.
pub struct App {
    ctx: Context,
    state: State,
    window: Window,
    data_dir: Option<PathBuf>,
    store: Option<Store>,
    /// What the open profile is saved with; nothing while it is only in memory.
    handle: Option<Handle>,
    /// The number of the last change, and that of the last one that the disk has confirmed.
    changes: u64,
    saved: u64,
    save_at: Option<Instant>,
    /// When the first of the changes was made that wait for a save.
    unsaved_since: Option<Instant>,
    /// All that reads or writes the open profile, in order.
    disk: Queue<Told>,
    /// The number of the last wish for another profile.
    turn: u64,
    /// Whether a profile that was only in memory is getting its file, and what is wanted after that.
    is_adopting: bool,
    deferred: Option<Next>,
    /// What was wanted when the open profile could not be kept.
    stayed: Option<Next>,
    /// What was said of the last save that failed.
    save_trouble: Option<String>,
    /// The trouble with snapshots that was said last.
    snapshot_trouble: Option<String>,
    keeper: vault::Keeper,
    planner: Job<Answer>,
    explainer: Job<Answer>,
    skipper: Job<Answer>,
    comparer: Job<Answer>,
    reader: Job<PackOffer>,
    importer: Job<Result<ImportOffer, Failure>>,
    previewer: Job<ExportPreview>,
    exporter: Job<outgoing::Ended>,
    /// How many previews of exports were asked for.
    previews: u64,
    /// How many imports were read.
    imports: u64,
    /// Whether the pack that is being read is to be planned with at once, as the command line asked.
    adopts: bool,
    futures: Arc<Mutex<Option<Futures>>>,
    deleted: Option<BinId>,
    notices_seen: BTreeMap<u64, Instant>,
    frames_left: Option<u32>,
    frame_times: Option<frames::FrameTimes>,
    had_focus: bool,
}

impl App {
    /// Opens the profile that was open last, or the welcome screen.
    ///
    /// # Errors
    /// If the bundled pack cannot be read, which the tests rule out, or the system gives no thread.
    pub fn new(ctx: &Context, options: &Options) -> anyhow::Result<Self> {
        theme::install(ctx);
        appearance::restyle(ctx);
        // The program has its own keys for the scale, within its own limits.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        // Read here and not by a job: it takes a few milliseconds, before the first frame, and there is nothing to draw
        // without it. `tests/bench/pack.rs` holds it under 20 ms; packs of the user's own are read by a job.
        let market = crate::demand::bundled()
            .map_err(|issues| anyhow::anyhow!("the bundled pack has {} problems", issues.len()))?;
        let today =
            options.today.or_else(today).ok_or_else(|| anyhow::anyhow!("the clock shows a year beyond 9999"))?;
        let mut state = State::new(Arc::new(market), today);
        let handbook = crate::demand::handbook();
        state.handbook =
            Arc::new(handbook.map_err(|trouble| anyhow::anyhow!("the handbook is unreadable: {trouble}"))?);
        let mut app = Self {
            ctx: ctx.clone(),
            state,
            window: Window::default(),
            data_dir: options.data_dir.clone(),
            store: None,
            handle: None,
            changes: 0,
            saved: 0,
            save_at: None,
            unsaved_since: None,
            disk: Queue::new("disk", ctx.clone())?,
            turn: 0,
            is_adopting: false,
            deferred: None,
            stayed: None,
            save_trouble: None,
            snapshot_trouble: None,
            keeper: vault::Keeper::new(ctx),
            planner: Job::new("plan", ctx.clone()),
            explainer: Job::new("explain", ctx.clone()),
            skipper: Job::new("skip", ctx.clone()),
            comparer: Job::new("compare", ctx.clone()),
            reader: Job::new("read pack", ctx.clone()),
            importer: Job::new("read import", ctx.clone()),
            previewer: Job::new("preview", ctx.clone()),
            exporter: Job::new("export", ctx.clone()),
            previews: 0,
            imports: 0,
            adopts: options.market.is_some(),
            futures: Arc::default(),
            deleted: None,
            notices_seen: BTreeMap::new(),
            frames_left: options.smoke.then_some(SMOKE_FRAMES),
            frame_times: options.frame_times.then(frames::FrameTimes::default),
            had_focus: true,
        };
        app.state.exports.kinds = outgoing::kinds();
        app.state.exports.folder = outgoing::folder(options.data_dir.as_deref());
        if let Some(path) = &options.market {
            app.read(path.display().to_string());
        }
        app.go_on_with(Next::Last);
        Ok(app)
    }

    /// Reads a pack in the background.
    fn read(&mut self, path: String) {
        let bundled = Arc::clone(&self.state.bundled);
        self.reader.start(move |_, reply| reply.send(read_pack(path, &bundled)));
    }

    /// Plans with the pack that the command line asked for, or says why not and offers its problems in Sources.
    fn start_with(&mut self, offer: PackOffer) {
        if let Some(pack) = offer.pack {
            let effects = self.state.use_pack(pack);
            self.owe(effects);
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
            && !self.comparer.is_busy()
            && !self.disk.is_busy()
            && !self.keeper.is_busy()
            && !self.reader.is_busy()
            && !self.importer.is_busy()
            && !self.previewer.is_busy()
            && !self.exporter.is_busy()
            && self.save_at.is_none()
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
            Effect::SaveNow => self.save_now(),
            Effect::Replan => self.replan(),
            Effect::ReadPack(path) => self.read(path),
            Effect::ReadImport(from) => self.read_import(from),
            Effect::PreviewExport(wish) => self.preview_export(wish),
            Effect::SaveExport(wish, path, namesake) => self.save_export(wish, path, namesake),
            Effect::ExplainSkip(skill) => {
                let Some(plan) = self.state.planning.plan.clone() else { return };
                let question = self.question();
                self.skipper.start(move |stop, reply| {
                    plan_without(&question, &plan, &skill, &|| stop.is_set(), &|answer| reply.send(answer));
                });
            }
            Effect::Compare => self.compare(),
            Effect::Create(profile) => self.go_on_with(Next::Create(profile)),
            Effect::Resume(profile) => self.go_on_with(Next::Resume(profile)),
            Effect::Load(key) => {
                if let Some(slug) = Slug::parse(&key.0).filter(|_| self.state.key.as_ref() != Some(&key)) {
                    self.go_on_with(Next::Open(slug));
                }
            }
            Effect::LoadSample => {
                let sample = sample(&self.state.market, self.state.today);
                self.go_on_with(Next::Sample(Box::new(sample)));
            }
            Effect::Close => self.go_on_with(Next::Leave),
            Effect::LeaveUnsaved => self.leave_unsaved(),
            Effect::Delete(key) => self.delete(&key),
            Effect::RestoreDeleted => {
                if let Some(id) = self.deleted.take() {
                    self.go_on_with(Next::RestoreBinned(id.to_string()));
                }
            }
            Effect::Keep(wanted) => self.keep(wanted),
            Effect::Export(profile) => self.export(*profile),
            Effect::OpenFolder => self.ctx.open_url(egui::OpenUrl::new_tab(format!("file://{}", self.state.folder))),
            Effect::OpenAddress(address) => self.ctx.open_url(egui::OpenUrl::new_tab(address)),
            Effect::Copy(text) => self.ctx.copy_text(text),
            Effect::CopyProof => {
                let State { profile, market, today, .. } = &self.state;
                self.ctx.copy_text(proof_sheet(profile, market, *today));
                self.state.notify(Tone::Good, "Copied the proof sheet", "It is Markdown; paste it where you write.");
            }
        }
    }

    fn delete(&mut self, key: &ProfileKey) {
        let Some(slug) = Slug::parse(&key.0) else { return };
        let is_mine = self.state.key.as_ref() == Some(key) && self.state.vault.read_only.is_none();
        self.go_on_with(Next::Delete { slug, is_mine });
    }

    fn replan(&mut self) {
        if self.state.scene == Scene::Welcome {
            return;
        }
        self.explainer.cancel();
        self.comparer.cancel();
        self.state.planning.busy = true;
        let question = self.question();
        self.planner.start(move |stop, reply| plan(&question, &|| stop.is_set(), &|answer| reply.send(answer)));
    }

    /// Plans for the scenarios beside the plan, all anew: they share what is not their own with the profile.
    fn compare(&mut self) {
        let scenarios: Vec<Scenario> = self.state.compared().cloned().collect();
        self.state.planning.compared.retain(|name, _| scenarios.iter().any(|scenario| scenario.name == *name));
        if scenarios.is_empty() {
            return self.comparer.cancel();
        }
        let (question, pack) = (self.question(), Arc::clone(&self.state.pack));
        self.comparer.start(move |stop, reply| {
            compare(&question, &pack, &scenarios, &|| stop.is_set(), &|answer| reply.send(answer));
        });
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
        let answers = [&mut self.planner, &mut self.explainer, &mut self.skipper, &mut self.comparer].map(Job::poll);
        for answer in answers.into_iter().flatten() {
            self.take_answer(answer);
        }
        for offer in self.reader.poll() {
            if std::mem::take(&mut self.adopts) {
                self.start_with(offer);
            } else {
                self.state.offer = Some(offer);
            }
        }
    }

    fn take_answer(&mut self, answer: Answer) {
        let planning = &mut self.state.planning;
        match answer {
            Answer::Plan(plan, solved_ms) => {
                planning.trouble = None;
                planning.ways_out.clear();
                if planning.plan.as_ref().is_none_or(|old| old.ids() != plan.ids()) {
                    planning.flips = None;
                    planning.first_steps = None;
                    planning.skip = None;
                    planning.eroded = None;
                }
                planning.plan = Some(plan);
                planning.solved_ms = Some(solved_ms);
            }
            Answer::Changes(changes) => planning.changes = changes,
            Answer::Projection(projection) => planning.projection = Some(projection),
            Answer::Reasons(Reason { gaps, tornado, bridge }) => {
                planning.gaps = gaps;
                planning.tornado = tornado;
                planning.bridge = bridge;
            }
            Answer::Trouble(trouble, ways_out) => {
                planning.plan = None;
                planning.changes = None;
                planning.projection = None;
                planning.eroded = None;
                planning.tornado = None;
                planning.bridge = None;
                planning.trouble = Some(trouble);
                planning.ways_out = ways_out;
                planning.busy = false;
            }
            Answer::Done => {
                let effects = self.state.plan_is_final();
                self.owe(effects);
                self.compare();
                let question = self.question();
                self.explainer
                    .start(move |stop, reply| explain(&question, &|| stop.is_set(), &|answer| reply.send(answer)));
            }
            Answer::Flips(flips) => planning.flips = Some(flips),
            Answer::Eroded(projection) => planning.eroded = Some(projection),
            Answer::FirstSteps(steps) => planning.first_steps = Some(steps),
            Answer::Compared(name, found) => drop(planning.compared.insert(name, found)),
            Answer::Skip(skill, skip) => planning.skip = Some((skill, Some(skip))),
        }
    }

    fn save_in(&mut self, delay: Duration) {
        let now = Instant::now();
        let since = *self.unsaved_since.get_or_insert(now);
        // A retry comes later than any change waits, so it is not hurried by older changes.
        let latest = if delay < RETRY_DELAY { since + LONGEST_UNSAVED } else { now + delay };
        let at = latest.min(now + delay).max(now);
        self.save_at = Some(at);
        self.ctx.request_repaint_after(at - now);
    }

    /// Saves when the time has come.
    fn save_in_time(&mut self) {
        let Some(at) = self.save_at else { return };
        let left = at.saturating_duration_since(Instant::now());
        if left.is_zero() {
            self.save_now();
        } else {
            // The window wakes a little before the time it was asked for, so it asks again until the time has come.
            self.ctx.request_repaint_after(left);
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
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        if let Some(times) = &mut self.frame_times {
            times.note(ctx, frame);
        }
        self.poll_planner();
        self.poll_disk();
        self.save_in_time();
        self.poll_keeper();
        self.poll_imports();
        self.poll_exports();
        self.age_notices();
        let (has_focus, is_closing) = ctx.input(|input| (input.focused, input.viewport().close_requested()));
        let had_focus = std::mem::replace(&mut self.had_focus, has_focus);
        let lost_focus = had_focus && !has_focus;
        if has_focus && !had_focus {
            self.watch();
        }
        if (is_closing || lost_focus) && self.save_at.is_some() {
            self.save_now();
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
        self.finish();
        if let Some(times) = &self.frame_times {
            #[expect(clippy::print_stdout, reason = "whoever measures reads it where the window was started")]
            {
                println!("{}", times.words());
            }
        }
    }
}

/// Reads a pack from disk and puts its problems into words.
fn read_pack(path: String, bundled: &Market) -> PackOffer {
    match crate::demand::read_pack(std::path::Path::new(path.trim())) {
        Ok((market, issues)) => {
            let issues = issues.iter().map(|issue| format!("{issue}. {}", issue.hint)).collect();
            PackOffer { path, pack: market.map(|market| Pack::new(Arc::new(market), bundled)), issues }
        }
        Err(error) => PackOffer { path, pack: None, issues: vec![format!("{error}. {}", error.hint())] },
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

/// The same words within a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
