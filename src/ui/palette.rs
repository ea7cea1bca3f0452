//! The command palette: every command, place and skill behind one search field.

use egui::{Align2, Id, Key, Modal, Ui};

use super::command::Command;
use super::theme::{self, Palette, space};
use crate::plan::skill::SkillId;
use crate::state::{Scene, State};

/// The most hits that are shown.
const MOST_HITS: usize = 9;

/// How far a skill is that has the query in another of its names.
const BY_ALIAS: usize = 4;

/// The palette while it is open.
#[derive(Default)]
pub(super) struct PaletteView {
    query: String,
    chosen: usize,
}

/// What became of the palette in this frame.
pub(super) enum Outcome {
    /// It stays open.
    Open,
    /// It was closed.
    Closed,
    /// Run this.
    Run(Command),
    /// Show this skill.
    Skill(SkillId),
}

enum Hit {
    Command(Command),
    Skill(SkillId),
}

impl PaletteView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Outcome {
        let area = Modal::default_area(Id::unique("palette")).anchor(Align2::CENTER_TOP, egui::vec2(0.0, 90.0));
        let response = Modal::new(Id::unique("palette")).area(area).show(ui.ctx(), |ui| {
            ui.set_width(460.0);
            self.content_ui(ui, state)
        });
        if response.should_close() && matches!(response.inner, Outcome::Open) {
            Outcome::Closed
        } else {
            response.inner
        }
    }

    fn content_ui(&mut self, ui: &mut Ui, state: &State) -> Outcome {
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
        let hits = hits(state, &self.query);
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
        match picked {
            Some(Hit::Command(command)) => Outcome::Run(command),
            Some(Hit::Skill(skill)) => Outcome::Skill(skill),
            None => Outcome::Open,
        }
    }
}

type Named = (String, Option<egui::KeyboardShortcut>, Hit);

/// What matches the query, best first: all its letters in order, earlier and closer together counting more.
fn hits(state: &State, query: &str) -> Vec<Named> {
    let is_working = state.scene == Scene::Work;
    let is_of_use = |command: &Command| {
        *command != Command::Palette && (is_working || !matches!(command, Command::Go(_) | Command::Find))
    };
    let commands = Command::all().into_iter().filter(is_of_use).map(|command| {
        let keys = command.keys().first().copied();
        (command.name(), keys, Hit::Command(command))
    });
    let mut scored: Vec<(usize, Named)> =
        commands.filter_map(|named| Some((distance(&named.0, query)?, named))).collect();
    if is_working {
        // A skill is found by any of its names, those that clients use included.
        let named = state.words.search(query);
        let skills = state.market.skills.values().filter_map(|skill| {
            let name = format!("{} (skill)", skill.name);
            let score = distance(&name, query).or_else(|| named.contains(&skill.id).then_some(BY_ALIAS))?;
            Some((score, (name, None, Hit::Skill(skill.id.clone()))))
        });
        scored.extend(skills);
    }
    scored.sort_by_key(|(score, _)| *score);
    scored.into_iter().take(MOST_HITS).map(|(_, named)| named).collect()
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
