//! Import: choose or paste what to read, look at what was found, tick what to take over.

mod columns;

use std::collections::BTreeMap;

use egui::{Align2, Id, LayerId, Order, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::numbers;
use super::theme::{self, Palette, space};
use super::widgets::{card_title_ui, heading_ui, muted_ui, primary_button_ui, segmented_ui, small_ui};
use crate::plan::intake::{Confidence, Outcome, Row, Seen, Taken, Why};
use crate::plan::skill::{Level, SkillId};
use crate::state::{Action, ImportFrom, ImportOffer, Scene, State};

/// The most places of a skill that are shown.
const MOST_SEEN: usize = 3;
/// The most lines about what could not be read.
const MOST_UNREAD: usize = 6;
/// The most unknown words that are shown.
const MOST_UNKNOWN: usize = 30;

/// What is typed and ticked while importing.
#[derive(Default)]
pub(super) struct ImportView {
    is_open: bool,
    path: String,
    pasted: String,
    /// The reading that the choices belong to.
    number: u64,
    /// The level to take over for each skill; none is left out.
    chosen: BTreeMap<SkillId, Level>,
}

impl ImportView {
    pub(super) fn open(&mut self) {
        self.is_open = true;
    }

    /// Shows what is being imported, and takes in files that were dropped onto the window.
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        actions.extend(dropped_ui(ui));
        if let Some(offer) = &state.import {
            actions.extend(self.follow(ui.ctx(), offer).map(Action::ReadImport));
            self.offer_ui(ui, state, offer, &mut actions);
        } else if self.is_open && state.scene != Scene::Welcome {
            self.ask_ui(ui, &mut actions);
        }
        actions
    }

    /// Ticks what a new reading would take over; what has no level waits for the user to say one. Returns what is to be
    /// read again because its columns were explained before.
    fn follow(&mut self, ctx: &egui::Context, offer: &ImportOffer) -> Option<ImportFrom> {
        if std::mem::replace(&mut self.number, offer.number) == offer.number {
            return None;
        }
        self.is_open = false;
        let taken = offer.proposal.rows.iter().filter_map(Row::taken);
        self.chosen = taken.map(|taken| (taken.skill, taken.level)).collect();
        columns::said_before(ctx, offer)
    }

    fn ask_ui(&mut self, ui: &Ui, actions: &mut Vec<Action>) {
        let response = egui::Modal::new(Id::unique("import")).show(ui.ctx(), |ui| {
            ui.set_width(520.0_f32.min(ui.ctx().content_rect().width() - 60.0));
            heading_ui(ui, "Import skills");
            muted_ui(
                ui,
                "Nothing enters your profile before you have seen and ticked it. Reads JSON Resume, Europass (XML, JSON), \
                 LinkedIn exports (ZIP, folder, CSV), tables (CSV), text, and what Premia wrote.",
            );
            ui.add_space(space::S);
            let mut wanted = self.path_ui(ui);
            ui.add_space(space::S);
            let label = ui.label("Or paste text, such as your online profile");
            let field = egui::TextEdit::multiline(&mut self.pasted).desired_rows(5).desired_width(f32::INFINITY);
            ui.add(field).labelled_by(label.id);
            let has_text = !self.pasted.trim().is_empty();
            ui.horizontal(|ui| {
                if ui.add_enabled(has_text, egui::Button::new("Find skills in this text")).clicked() {
                    wanted = Some(ImportFrom::Text(self.pasted.clone()));
                }
                (wanted, ui.button("Cancel").clicked())
            })
            .inner
        });
        let should_close = response.should_close();
        let (wanted, cancelled) = response.inner;
        if cancelled || should_close {
            self.is_open = false;
        }
        actions.extend(wanted.map(Action::ReadImport));
    }

    fn path_ui(&mut self, ui: &mut Ui) -> Option<ImportFrom> {
        let label = ui.label("File or folder");
        ui.horizontal(|ui| {
            let field = egui::TextEdit::singleline(&mut self.path)
                .hint_text("Type its path, or drop it onto the window")
                .desired_width(ui.available_width() - 90.0)
                .margin(vec2(8.0, 6.0));
            let response = ui.add(field).labelled_by(label.id);
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let has_path = !self.path.trim().is_empty();
            let clicked = ui.add_enabled(has_path, egui::Button::new("Read it")).clicked();
            (has_path && (clicked || entered)).then(|| ImportFrom::Files(vec![self.path.trim().to_owned()], Vec::new()))
        })
        .inner
    }

    fn offer_ui(&mut self, ui: &Ui, state: &State, offer: &ImportOffer, actions: &mut Vec<Action>) {
        let response = egui::Modal::new(Id::unique("import offer")).show(ui.ctx(), |ui| {
            let screen = ui.ctx().content_rect();
            ui.set_width(620.0_f32.min(screen.width() - 60.0));
            heading_ui(ui, format!("Found in {}", offer.name));
            let counts = offer.proposal.counts();
            muted_ui(
                ui,
                format!(
                    "{} new, {} changed, {} same, {} without a level or only mentioned.",
                    counts.new, counts.changed, counts.same, counts.skipped
                ),
            );
            ScrollArea::vertical().max_height((screen.height() - 260.0).max(120.0)).show(ui, |ui| {
                actions.extend(columns::columns_ui(ui, offer).map(Action::ReadImport));
                for row in offer.proposal.rows.iter().filter(|row| row.outcome != Outcome::Same) {
                    self.row_ui(ui, state, row);
                }
                rest_ui(ui, state, offer);
            });
            small_ui(ui, "What you have now is kept as an earlier version first, and Undo brings it back.");
            let taken = self.taken(offer);
            ui.horizontal(|ui| {
                let closed = ui.button("Cancel").clicked();
                let words = format!("Take over {}", numbers::counted(taken.len(), "skill"));
                let agreed = ui.add_enabled_ui(!taken.is_empty(), |ui| primary_button_ui(ui, &words)).inner.clicked();
                (closed, agreed.then_some(taken))
            })
            .inner
        });
        let should_close = response.should_close();
        let (closed, taken) = response.inner;
        if let Some(taken) = taken {
            actions.push(Action::TakeImport(taken));
        } else if closed || should_close {
            actions.push(Action::DropImport);
        }
    }

    /// One skill: where it was found, and what is to become of it.
    fn row_ui(&mut self, ui: &mut Ui, state: &State, row: &Row) {
        let name = state.market.skill_name(&row.skill);
        ui.add_space(space::S);
        if let Some(taken) = row.taken() {
            let mut is_ticked = self.chosen.contains_key(&row.skill);
            let words = format!("{name}: {}", outcome_words(row.outcome));
            if ui.checkbox(&mut is_ticked, words).changed() {
                if is_ticked {
                    self.chosen.insert(taken.skill, taken.level);
                } else {
                    self.chosen.remove(&row.skill);
                }
            }
        } else if matches!(row.outcome, Outcome::Skipped(Why::HeldHigher(_))) {
            ui.add(egui::Label::new(format!("{name}: {}", outcome_words(row.outcome))).wrap());
        } else {
            ui.horizontal_wrapped(|ui| {
                ui.label(name);
                let levels =
                    Level::ALL.map(|level| (level, LEVEL_WORDS.get(level.index()).copied().unwrap_or_default()));
                let chosen = self.chosen.get(&row.skill).copied().unwrap_or_default();
                match segmented_ui(ui, &format!("Level of {name}"), chosen, &levels) {
                    Some(Level::NONE) => drop(self.chosen.remove(&row.skill)),
                    Some(level) => drop(self.chosen.insert(row.skill.clone(), level)),
                    None => {}
                }
            });
        }
        small_ui(ui, found_words(row));
    }

    fn taken(&self, offer: &ImportOffer) -> Vec<Taken> {
        let level = |row: &Row| Some(row.taken_at(*self.chosen.get(&row.skill)?));
        offer.proposal.rows.iter().filter_map(level).collect()
    }
}

/// The words of the choice of a level; level 0 stands for leaving the skill out.
const LEVEL_WORDS: [&str; 5] = ["Leave out", "1", "2", "3", "4"];

/// What is the same, unknown or unreadable.
fn rest_ui(ui: &mut Ui, state: &State, offer: &ImportOffer) {
    let same = offer.proposal.rows.iter().filter(|row| row.outcome == Outcome::Same);
    let same: Vec<&str> = same.map(|row| state.market.skill_name(&row.skill)).collect();
    if !same.is_empty() {
        ui.add_space(space::M);
        small_ui(ui, format!("As in your profile already: {}.", same.join(", ")));
    }
    let unknown = &offer.proposal.unknown;
    if !unknown.is_empty() {
        ui.add_space(space::M);
        let more = unknown.len().saturating_sub(MOST_UNKNOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let shown: Vec<&str> = unknown.iter().take(MOST_UNKNOWN).map(String::as_str).collect();
        small_ui(
            ui,
            format!(
                "Not among the skills of this data pack: {}{more}. It has no figures for them, so no plan can count them, \
                 and they are left out.",
                shown.join(", ")
            ),
        );
    }
    if !offer.unread.is_empty() {
        ui.add_space(space::M);
        card_title_ui(ui, "Could not be read");
        for unread in offer.unread.iter().take(MOST_UNREAD) {
            small_ui(ui, unread);
        }
        if offer.unread.len() > MOST_UNREAD {
            small_ui(ui, format!("and {} more", offer.unread.len() - MOST_UNREAD));
        }
    }
}

fn outcome_words(outcome: Outcome) -> String {
    match outcome {
        Outcome::New(level) => format!("new, level {level}"),
        Outcome::Changed { from, to } if from == to => "more evidence".to_owned(),
        Outcome::Changed { from, to } => format!("level {from} → {to}"),
        Outcome::Skipped(Why::HeldHigher(level)) => format!("stays at level {level}, which is higher"),
        Outcome::Same | Outcome::Skipped(_) => String::new(),
    }
}

/// How surely a skill is meant, where it was found, and for how long it was used.
fn found_words(row: &Row) -> String {
    let how = match row.confidence {
        Confidence::Named => "Named",
        Confidence::Mentioned => "Mentioned",
    };
    let places: Vec<String> = row.seen.iter().take(MOST_SEEN).map(Seen::to_string).collect();
    let mut words = if places.is_empty() { how.to_owned() } else { format!("{how} in: {}", places.join("; ")) };
    if row.days >= 30 {
        words.extend([format!(
            ". Dated work of {} years names it; that is no level",
            numbers::number(years(row.days), 1)
        )]);
    }
    if !row.evidence.is_empty() {
        words.extend([format!(". Brings {} of evidence", numbers::counted(row.evidence.len(), "piece"))]);
    }
    words
}

fn years(days: i64) -> f64 {
    i32::try_from(days).map_or(0.0, f64::from) / 365.25
}

/// Files that were dropped, and a sign over the window while they hover.
fn dropped_ui(ui: &Ui) -> Option<Action> {
    let (is_hovering, files) = ui.input(|input| {
        let paths = input.raw.dropped_files.iter().map(|file| file.path());
        (!input.raw.hovered_files.is_empty(), paths.map(|path| path.display().to_string()).collect::<Vec<String>>())
    });
    if is_hovering {
        let palette = Palette::of(ui);
        let screen = ui.ctx().content_rect();
        let painter = ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("drop")));
        painter.rect_filled(screen, 0.0, palette.background.gamma_multiply(0.85));
        let font = theme::strong(theme::HEADING);
        painter.text(screen.center(), Align2::CENTER_CENTER, "Drop it to look for skills", font, palette.accent);
        let response = ui.interact(screen, Id::unique("drop sign"), egui::Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, "Drop it to look for skills"));
    }
    (!files.is_empty()).then_some(Action::ReadImport(ImportFrom::Files(files, Vec::new())))
}
