//! The command palette: every command, place and skill behind one search field.

use egui::{Align2, Id, Key, Modal, Ui};

use super::command::Command;
use super::theme::{self, Palette, space};
use crate::plan::skill::{SkillId, StepId};
use crate::state::{Scene, State};

/// The most hits that are shown.
const MOST_HITS: usize = 9;

/// How far a skill is that has the query in another of its names.
const BY_ALIAS: usize = 4;

/// The most hits that are remembered, to come first the next time.
const MOST_RECENT: usize = 4;

/// The palette, whether it is open or not.
#[derive(Default)]
pub(super) struct PaletteView {
    is_open: bool,
    query: String,
    chosen: usize,
    /// What was picked before, the last one first.
    recent: Vec<Hit>,
}

/// Something that the palette finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hit {
    /// Run this.
    Command(Command),
    /// Show this skill.
    Skill(SkillId),
    /// Show this step of the plan.
    Step(StepId),
}

impl PaletteView {
    /// Opens it with an empty search field.
    pub(super) fn open(&mut self) {
        *self = Self { is_open: true, recent: std::mem::take(&mut self.recent), ..Self::default() };
    }

    /// Whether it is open.
    pub(super) const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws it while it is open; returns what was picked, with which it closes.
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Option<Hit> {
        if !self.is_open {
            return None;
        }
        let area = Modal::default_area(Id::unique("palette")).anchor(Align2::CENTER_TOP, egui::vec2(0.0, 90.0));
        let response = Modal::new(Id::unique("palette")).area(area).show(ui.ctx(), |ui| {
            ui.set_width(460.0);
            self.content_ui(ui, state)
        });
        self.is_open = response.inner.is_none() && !response.should_close();
        if let Some(hit) = &response.inner {
            self.recent.retain(|recent| recent != hit);
            self.recent.insert(0, hit.clone());
            self.recent.truncate(MOST_RECENT);
        }
        response.inner
    }

    fn content_ui(&mut self, ui: &mut Ui, state: &State) -> Option<Hit> {
        let (down, up, enter) = ui.input_mut(|input| {
            let none = egui::Modifiers::NONE;
            (
                input.consume_key(none, Key::ArrowDown),
                input.consume_key(none, Key::ArrowUp),
                input.consume_key(none, Key::Enter),
            )
        });
        let field = egui::TextEdit::singleline(&mut self.query)
            .hint_text("Command, place or skill")
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SearchInput, true, "Search or run a command"));
        response.request_focus();
        if response.changed() {
            self.chosen = 0;
        }
        let hits = hits(state, &self.query, &self.recent);
        let last = hits.len().saturating_sub(1);
        self.chosen = if down {
            (self.chosen + 1).min(last)
        } else if up {
            self.chosen.saturating_sub(1)
        } else {
            self.chosen.min(last)
        };
        ui.add_space(space::S);
        if hits.is_empty() {
            super::widgets::small_ui(ui, "Nothing matches.");
        }
        let mut picked = None;
        for (index, (name, keys, hit)) in hits.into_iter().enumerate() {
            let palette = Palette::of(ui);
            let keys = keys.map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
            let button = egui::Button::selectable(index == self.chosen, name)
                .right_text(egui::RichText::new(keys).size(theme::SMALL).color(palette.faint))
                .min_size(egui::vec2(ui.available_width(), 30.0));
            if ui.add(button).clicked() || (enter && index == self.chosen) {
                picked = Some(hit);
            }
        }
        picked
    }
}

type Named = (String, Option<egui::KeyboardShortcut>, Hit);

/// What matches the query, best first: all its letters in order, earlier and closer together counting more; of what is
/// equally near, what was picked lately.
fn hits(state: &State, query: &str, recent: &[Hit]) -> Vec<Named> {
    let is_working = state.scene == Scene::Work;
    let is_of_use = |command: &Command| {
        *command != Command::Palette
            && (is_working || !matches!(command, Command::Go(_) | Command::Find | Command::CopyRows | Command::Gallery))
    };
    let commands = Command::all().into_iter().filter(is_of_use).map(|command| {
        let keys = command.keys().first().copied();
        (command.name(), keys, Hit::Command(command))
    });
    let mut scored: Vec<(usize, Named)> =
        commands.filter_map(|named| Some((distance(&named.0, query)?, named))).collect();
    if is_working {
        scored.extend(skills(state, query));
        scored.extend(steps(state, query));
    }
    let lately = |hit: &Hit| recent.iter().position(|recent| recent == hit).unwrap_or(usize::MAX);
    scored.sort_by_key(|(score, (_, _, hit))| (*score, lately(hit)));
    scored.into_iter().take(MOST_HITS).map(|(_, named)| named).collect()
}

/// The steps of the plan; without a query they would hide everything else.
fn steps(state: &State, query: &str) -> impl Iterator<Item = (usize, Named)> {
    let steps = state.planning.plan.iter().flat_map(|plan| &plan.steps).filter(move |_| !query.trim().is_empty());
    steps.zip(1..).filter_map(move |(step, number)| {
        let name = format!("{} to level {} (step {number})", state.market.skill_name(&step.id.skill), step.id.level);
        Some((distance(&name, query)?, (name, None, Hit::Step(step.id.clone()))))
    })
}

/// The skills of the pack, each found by any of its names, those that clients use included.
fn skills(state: &State, query: &str) -> impl Iterator<Item = (usize, Named)> {
    let named = state.words.search(query);
    state.market.skills.values().filter_map(move |skill| {
        let name = format!("{} (skill)", skill.name);
        let score = distance(&name, query).or_else(|| named.contains(&skill.id).then_some(BY_ALIAS))?;
        Some((score, (name, None, Hit::Skill(skill.id.clone()))))
    })
}

/// How far `query` is from `text`, or nothing if its letters do not all occur in order.
fn distance(text: &str, query: &str) -> Option<usize> {
    let text = text.to_lowercase();
    let mut from = 0;
    let mut score = 0;
    for letter in query.to_lowercase().chars().filter(|letter| !letter.is_whitespace()) {
        let gap = text.get(from..)?.find(letter)?;
        let starts_word = from + gap == 0 || !text.get(..from + gap)?.ends_with(char::is_alphanumeric);
        score += if starts_word { 0 } else { gap };
        from += gap + letter.len_utf8();
    }
    Some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_order_match_and_beginnings_of_words_are_nearest() {
        #[track_caller]
        fn check(text: &str, query: &str, expect: Option<usize>) {
            assert_eq!(distance(text, query), expect, "{text} / {query}");
        }
        check("Go to Path", "", Some(0));
        check("Go to Path", "gp", Some(0));
        check("Go to Path", "path", Some(0));
        check("Go to Path", "ath", Some(7));
        check("Go to Path", "xyz", None);
        check("Ünïcode", "üc", Some(3));
    }
}
