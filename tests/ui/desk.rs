//! The window on a desk: opened on a folder of its own, driven by role and name, closed and opened again.

#![expect(clippy::expect_used, clippy::panic, reason = "what fails in this helper of tests fails the test")]

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, Shape, Theme, Vec2, ViewportId, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use egui_kittest::{Harness, Node};
use premia::app::{App, Options};
use premia::plan::profile::Profile;
use premia::plan::units::Date;
use premia::state::{Opening, Place, Saving, State};
use tempfile::TempDir;

/// How long an answer from the background may take before a test gives up; a busy machine is slow.
const PATIENCE: Duration = Duration::from_secs(90);

/// The day on which all tests take place.
pub(crate) fn today() -> Date {
    Date::new(2026, 11, 22).expect("a day of the calendar")
}

/// How a window is opened.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// Its size in points.
    pub(crate) size: Vec2,
    /// Its theme.
    pub(crate) theme: Theme,
}

impl Default for Look {
    fn default() -> Self {
        Self { size: vec2(1280.0, 800.0), theme: Theme::Light }
    }
}

/// The program in a window without a screen.
pub(crate) struct Desk {
    pub(crate) harness: Harness<'static, App>,
    folder: Rc<TempDir>,
    look: Look,
}

impl Desk {
    /// The folder that the program keeps its data in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program as a new user meets it.
    pub(crate) fn new() -> Self {
        Self::with_look(Look::default())
    }

    /// The program as a new user meets it, in a window of this look.
    pub(crate) fn with_look(look: Look) -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        Self::open(Rc::new(folder), look)
    }

    /// The program with the sample open, and its plan found.
    pub(crate) fn sample() -> Self {
        Self::sample_with_look(Look::default())
    }

    /// The same in a window of this look.
    #[track_caller]
    pub(crate) fn sample_with_look(look: Look) -> Self {
        let mut desk = Self::with_look(look);
        desk.click(Role::Button, "Look around with a sample");
        desk.until_planned();
        desk
    }

    /// The program with an own profile, made by skipping the questions, and its plan found.
    #[track_caller]
    pub(crate) fn own() -> Self {
        let mut desk = Self::new();
        desk.click(Role::Button, "Start my plan (2 min)");
        desk.click(Role::Button, "Skip the questions");
        desk.until_planned();
        desk.click(Role::Button, "Open my plan");
        desk.until_planned();
        desk
    }

    /// Opens the program on a folder that may hold profiles.
    pub(crate) fn open(folder: Rc<TempDir>, look: Look) -> Self {
        let data_dir = folder.path().to_owned();
        Self::open_at(folder, data_dir, look)
    }

    /// Opens the program on a path within a folder, which need not be usable.
    pub(crate) fn open_at(folder: Rc<TempDir>, data_dir: PathBuf, look: Look) -> Self {
        Self::open_on(today(), folder, data_dir, look)
    }

    /// Closes the program and opens it again some days later.
    pub(crate) fn restart_after(self, days: i64) -> Self {
        let look = self.look;
        let folder = self.close();
        let data_dir = folder.path().to_owned();
        Self::open_on(today().plus_days(days), folder, data_dir, look)
    }

    fn open_on(day: Date, folder: Rc<TempDir>, data_dir: PathBuf, look: Look) -> Self {
        let harness = Harness::builder().with_size(look.size).with_theme(look.theme).build_eframe(|cc| {
            let options = Options { data_dir: Some(data_dir), today: Some(day), ..Options::default() };
            App::new(&cc.egui_ctx, &options).expect("the program starts")
        });
        let mut desk = Self { harness, folder, look };
        desk.until_opened();
        desk
    }

    /// Asks the window to close, as its cross does.
    pub(crate) fn request_close(&mut self) {
        let root = self.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
        root.events.push(egui::ViewportEvent::Close);
        self.step();
    }

    /// Closes the program and gives back its folder.
    pub(crate) fn close(self) -> Rc<TempDir> {
        let Self { harness, folder, .. } = self;
        drop(harness);
        folder
    }

    /// Closes the program and opens it again.
    pub(crate) fn restart(self) -> Self {
        let look = self.look;
        Self::open(self.close(), look)
    }

    /// What the window shows.
    pub(crate) fn state(&self) -> &State {
        self.harness.state().state()
    }

    /// The open profile.
    pub(crate) fn profile(&self) -> &Profile {
        &self.state().profile
    }

    /// The open profile without the plan that it goes by, which the program notes when it is found.
    pub(crate) fn answers(&self) -> Profile {
        Profile { seen: None, ..self.profile().clone() }
    }

    /// The steps of the plan on screen, as `skill level`.
    pub(crate) fn steps(&self) -> Vec<String> {
        let plan = self.state().planning.plan.as_ref();
        plan.into_iter()
            .flat_map(|plan| &plan.steps)
            .map(|step| format!("{} {}", step.id.skill, step.id.level))
            .collect()
    }

    /// Draws one frame, or one for each event that waits.
    pub(crate) fn step(&mut self) {
        self.harness.step();
    }

    /// Draws a few frames, so that layout and focus settle.
    pub(crate) fn steps_on(&mut self, count: usize) {
        self.harness.run_steps(count);
    }

    /// Draws until the condition holds.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        loop {
            self.step();
            if holds(self) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain until {what}; the window says:\n{}", self.transcript());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Draws until these words are on screen.
    #[track_caller]
    pub(crate) fn until_seen(&mut self, words: &str) {
        self.until(&format!("{words:?} is seen"), |desk| desk.sees(words));
    }

    /// Draws until there is a plan for the present profile, with its futures.
    #[track_caller]
    pub(crate) fn until_planned(&mut self) {
        self.until("the plan is found", |desk| {
            let planning = &desk.state().planning;
            !planning.busy && planning.plan.is_some() && planning.projection.is_some()
        });
    }

    /// Draws until all is saved.
    #[track_caller]
    pub(crate) fn until_saved(&mut self) {
        self.until("all is saved", |desk| matches!(desk.state().saving, Saving::Saved(_)));
        self.until_seen("Saved ");
    }

    /// Draws until nothing is under way.
    #[track_caller]
    pub(crate) fn until_idle(&mut self) {
        self.until("nothing is under way", |desk| desk.harness.state().is_idle());
        self.steps_on(4);
    }

    /// Draws until the profile that was asked for is there: the disk works beside the window.
    #[track_caller]
    pub(crate) fn until_opened(&mut self) {
        if self.state().opening != Opening::Nothing {
            self.until("the profile is opened", |desk| desk.state().opening == Opening::Nothing);
            self.steps_on(2);
        }
    }

    /// The time until the window wants to be drawn again.
    pub(crate) fn repaint_delay(&self) -> Duration {
        let output = self.harness.output().viewport_output.get(&ViewportId::ROOT);
        output.map_or(Duration::ZERO, |output| output.repaint_delay)
    }

    /// Every widget with words, as role, words and place.
    pub(crate) fn widgets(&self) -> Vec<(Role, String, Rect)> {
        let root = self.harness.root();
        root.children_recursive()
            .filter_map(|node| {
                let inner = node.accesskit_node();
                let words = inner.label().or_else(|| inner.value())?;
                inner.bounding_box()?;
                Some((inner.role(), words, node.rect()))
            })
            .collect()
    }

    /// Whether a widget's name or text holds these words.
    pub(crate) fn sees(&self, words: &str) -> bool {
        let root = self.harness.root();
        root.children_recursive().any(|node| {
            let inner = node.accesskit_node();
            [inner.label(), inner.value()].into_iter().flatten().any(|text| text.contains(words))
        })
    }

    /// All words in the window, for messages of failed tests.
    pub(crate) fn transcript(&self) -> String {
        let lines = self.widgets().into_iter().map(|(role, words, _)| format!("  {role:?}: {words}\n"));
        lines.collect()
    }

    /// Whether there is exactly such a widget.
    pub(crate) fn has(&self, role: Role, name: &str) -> bool {
        self.harness.query_all(by().role(role).label(name)).next().is_some()
    }

    /// The first widget of this role and name.
    #[track_caller]
    pub(crate) fn find<'a>(&'a self, role: Role, name: &'a str) -> Node<'a> {
        let found = self.harness.query_all(by().role(role).label(name)).next();
        found.unwrap_or_else(|| panic!("there is no {role:?} {name:?}; the window says:\n{}", self.transcript()))
    }

    /// Scrolls to a widget if it is out of sight, and returns where it is.
    #[track_caller]
    pub(crate) fn show(&mut self, role: Role, name: &str) -> Rect {
        let screen = self.harness.ctx.content_rect().shrink2(vec2(0.0, 60.0));
        let rect = self.find(role, name).rect();
        if screen.contains_rect(rect) {
            return rect;
        }
        self.find(role, name).scroll_to_me();
        self.steps_on(3);
        self.find(role, name).rect()
    }

    /// Clicks a widget with the mouse, as far as it can be reached by scrolling.
    #[track_caller]
    pub(crate) fn click(&mut self, role: Role, name: &str) {
        let rect = self.show(role, name);
        self.click_at(rect.center());
    }

    /// Clicks with the mouse.
    pub(crate) fn click_at(&mut self, at: Pos2) {
        self.harness.hover_at(at);
        self.harness.drag_at(at);
        self.harness.drop_at(at);
        self.steps_on(2);
        self.until_opened();
    }

    /// Clicks the cell of a level, with the mouse.
    #[track_caller]
    pub(crate) fn click_level(&mut self, skill: &str, level: u8) {
        let rect = self.show(Role::Slider, &format!("{skill}, level"));
        let cell = rect.width() / 5.0;
        self.click_at(Pos2::new(rect.left() + cell * (f32::from(level) + 0.5), rect.center().y));
    }

    /// Presses and releases a key.
    pub(crate) fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.steps_on(2);
        self.until_opened();
    }

    /// Presses and releases a key while others are held.
    pub(crate) fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.steps_on(2);
        self.until_opened();
    }

    /// Presses a key with Ctrl, or Cmd on a Mac.
    pub(crate) fn command(&mut self, key: Key) {
        self.press_with(Modifiers::COMMAND, key);
    }

    /// Goes to a place by the rail, and waits until all of it is there: what still grows moves what stands below it.
    #[track_caller]
    pub(crate) fn go(&mut self, place: Place) {
        self.click(Role::Tab, place.name());
        assert_eq!(self.state().place, place);
        if place == Place::Data {
            self.until_idle();
        }
    }

    /// Types text where the keyboard is.
    pub(crate) fn write(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.steps_on(2);
    }

    /// Clicks a field and replaces its text, and stays in it.
    #[track_caller]
    pub(crate) fn fill(&mut self, field: &str, text: &str) {
        self.click(Role::TextInput, field);
        self.command(Key::A);
        self.write(text);
    }

    /// Replaces the text of the field that has the keyboard.
    pub(crate) fn write_over(&mut self, text: &str) {
        self.command(Key::A);
        self.write(text);
    }

    /// The text in a field.
    #[track_caller]
    pub(crate) fn value_of(&self, field: &str) -> String {
        self.find(Role::TextInput, field).value().unwrap_or_default()
    }

    /// The names of all widgets of a role; nothing for one without a name.
    pub(crate) fn names_of(&self, role: Role) -> Vec<Option<String>> {
        let root = self.harness.root();
        let nodes = root.children_recursive().filter(|node| node.accesskit_node().role() == role);
        nodes.map(|node| node.accesskit_node().label()).collect()
    }

    /// Takes the keyboard from whatever has it.
    pub(crate) fn leave_focus(&mut self) {
        self.press(Key::Escape);
        assert_eq!(self.focused(), None);
    }

    /// The name or text of the widget that has the keyboard.
    pub(crate) fn focused(&self) -> Option<String> {
        let root = self.harness.root();
        let focused = root.children_recursive().find(Node::is_focused)?;
        focused.accesskit_node().label().or_else(|| focused.accesskit_node().value())
    }

    /// Presses Tab until a widget of this name has the keyboard.
    #[track_caller]
    pub(crate) fn tab_to(&mut self, name: &str) {
        self.tab_until(name, |_| true);
    }

    /// Presses Tab until the widget of this role and name has the keyboard.
    #[track_caller]
    pub(crate) fn tab_to_role(&mut self, role: Role, name: &str) {
        self.tab_until(name, |own| own == role);
    }

    #[track_caller]
    fn tab_until(&mut self, name: &str, fits: impl Fn(Role) -> bool) {
        for _ in 0..200 {
            let root = self.harness.root();
            let focused = root.children_recursive().find(Node::is_focused).map(|node| node.accesskit_node());
            if focused.is_some_and(|node| node.label().as_deref() == Some(name) && fits(node.role())) {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("Tab does not reach {name:?}; the window says:\n{}", self.transcript());
    }

    /// What is wrong with the screen: widgets that share an id, inputs without a name, what sticks out at the sides.
    pub(crate) fn disorder(&self) -> Vec<String> {
        let painted = self.painted();
        let clashes = painted.into_iter().filter(|text| is_complaint(text));
        let unnamed = self.harness.unnamed_widgets().into_iter().map(|widget| format!("without a name: {widget}"));
        let width = self.harness.ctx.content_rect().width();
        let sticks_out = |rect: &Rect| rect.right() > width + 1.0 || rect.left() < -1.0;
        let widgets = self.widgets().into_iter();
        let out = widgets.filter(|(role, _, rect)| *role != Role::TextRun && sticks_out(rect));
        let out = out.map(|(role, words, rect)| {
            format!("sticks out: {role:?} {words:?} from {:.0} to {:.0} of {width}", rect.left(), rect.right())
        });
        clashes.chain(unnamed).chain(out).collect()
    }

    /// Holds that no two widgets share an id, every input has a name, and nothing sticks out at the sides.
    #[track_caller]
    pub(crate) fn assert_tidy(&self) {
        let disorder = self.disorder();
        let (scene, place) = (self.state().scene, self.state().place);
        assert!(disorder.is_empty(), "{scene:?}, {place:?}:\n{}", disorder.join("\n"));
    }

    /// Holds that the window waits for its user.
    #[track_caller]
    pub(crate) fn assert_still(&mut self, what: &str) {
        for _ in 0..5 {
            self.step();
            let delay = self.repaint_delay();
            let causes = self.harness.ctx.repaint_causes();
            assert!(delay >= Duration::from_secs(1), "{what} asks for a frame in {delay:?}: {causes:?}");
        }
    }

    /// Scrolls to the end of the place with the wheel, and looks on the way.
    #[track_caller]
    pub(crate) fn scroll_through(&mut self) {
        let screen = self.harness.ctx.content_rect();
        self.harness.hover_at(screen.center());
        for _ in 0..12 {
            self.harness.event(egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: vec2(0.0, -screen.height() * 0.6),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            });
            self.steps_on(3);
            self.assert_tidy();
        }
        self.harness.remove_cursor();
        self.steps_on(2);
    }

    /// Every text that was painted, whether a screen reader hears of it or not.
    fn painted(&self) -> Vec<String> {
        let mut texts = Vec::new();
        for clipped in &self.harness.output().shapes {
            collect_texts(&clipped.shape, &mut texts);
        }
        texts
    }

    /// The files of a folder below the data folder, by name.
    pub(crate) fn files(folder: &TempDir, below: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(folder.path().join(below)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// The path of a profile's file.
pub(crate) fn profile_file(folder: &Path, slug: &str) -> PathBuf {
    folder.join("profiles").join(format!("{slug}.ron"))
}

fn collect_texts(shape: &Shape, texts: &mut Vec<String>) {
    match shape {
        Shape::Text(text) => texts.push(text.galley.text().to_owned()),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect_texts(shape, texts)),
        _ => {}
    }
}

/// Whether egui painted this to complain of two widgets with one id, or of one that changes its id.
fn is_complaint(text: &str) -> bool {
    ["First use of", "Second use of", "Double use of", "changed id", "PERF WARNING"]
        .iter()
        .any(|words| text.contains(words))
}
