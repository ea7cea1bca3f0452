//! The questions on one skill: yes or no to each, and the level that the answers suggest; nothing is set alone.

use egui::Ui;

use super::LEVEL_WORDS;
use crate::plan::assessment::{Answered, Assessment, Suggestion};
use crate::plan::skill::{Level, Skill, SkillId};
use crate::state::{Action, Edit, State};
use crate::ui::numbers;
use crate::ui::theme::space;
use crate::ui::widgets::{self, Mood, badge_ui, card_title_ui, muted_ui, primary_button_ui, segmented_ui, small_ui};

/// The skill that is assessed, and the answers so far, level 1 first.
#[derive(Default)]
pub(super) struct AssessView {
    skill: Option<SkillId>,
    answers: Vec<Vec<Option<bool>>>,
}

impl AssessView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, skill: &Skill, actions: &mut Vec<Action>) {
        let is_open = self.skill.as_ref() == Some(&skill.id);
        history_ui(ui, state, &skill.id);
        let word = if is_open { "Close the questions" } else { "Answer the questions on this skill (1 min)" };
        if widgets::link_ui(ui, word).clicked() {
            *self = Self { skill: (!is_open).then(|| skill.id.clone()), answers: Vec::new() };
            return;
        }
        if !is_open {
            return;
        }
        let questions = questions(skill);
        self.answers.resize_with(questions.len(), Vec::new);
        for (index, (asks, answers)) in questions.iter().zip(&mut self.answers).enumerate() {
            answers.resize(asks.len(), None);
            card_title_ui(ui, &format!("Level {}: {}", index + 1, LEVEL_WORDS.get(index + 1).unwrap_or(&"")));
            for (ask, answer) in asks.iter().zip(answers) {
                ui.add(egui::Label::new(ask).wrap());
                if let Some(new) = segmented_ui(ui, ask, *answer, &[(Some(true), "Yes"), (Some(false), "No")]) {
                    *answer = new;
                }
            }
            ui.add_space(space::XS);
        }
        self.result_ui(ui, state, skill, actions);
    }

    /// What the answers suggest, once they reach to the first no or are complete.
    fn result_ui(&mut self, ui: &mut Ui, state: &State, skill: &Skill, actions: &mut Vec<Action>) {
        let Some(answers) = enough(&self.answers) else {
            small_ui(ui, "Answer from level 1 up; the first level with a no ends it, and no answer sets anything.");
            return;
        };
        let own = Assessment { date: state.today, answers };
        let suggestion = own.suggestion();
        let held = state.profile.level(&skill.id);
        ui.add_space(space::XS);
        ui.label(widgets::strong_text(format!("Your answers suggest level {}", suggestion.level)));
        muted_ui(ui, reason(&suggestion));
        let mut keep = |level: Option<Level>| {
            actions.push(Action::Edit(Edit::Assess(skill.id.clone(), own.clone(), level)));
            actions.push(Action::EndGesture);
            *self = Self::default();
        };
        ui.horizontal_wrapped(|ui| {
            if suggestion.level == held {
                badge_ui(ui, "As you rate yourself", Mood::Good);
                if ui.button("Keep these answers").clicked() {
                    keep(Some(held));
                }
                return;
            }
            if primary_button_ui(ui, &format!("Take level {}", suggestion.level)).clicked() {
                keep(Some(suggestion.level));
            } else if ui.button(format!("Keep level {held}, and the answers")).clicked() {
                keep(None);
            }
        });
    }
}

/// The questions of a skill, level 1 first: the pack's, or one on each of its sentences where it has none.
fn questions(skill: &Skill) -> Vec<Vec<String>> {
    if !skill.asks.is_empty() {
        return skill.asks.clone();
    }
    skill.does.iter().map(|does| vec![format!("Is this what you do? {does}")]).collect()
}

/// The answers up to the first level with a no, if all up to there are given.
fn enough(answers: &[Vec<Option<bool>>]) -> Option<Vec<Vec<bool>>> {
    let mut given = Vec::new();
    for level in answers {
        let level: Vec<bool> = level.iter().copied().collect::<Option<_>>()?;
        let ends = level.contains(&false);
        given.push(level);
        if ends {
            // What is answered above counts as well, so that a gap below can be told.
            given.extend(answers.iter().skip(given.len()).map_while(|level| level.iter().copied().collect()));
            break;
        }
    }
    (!given.is_empty()).then_some(given)
}

/// Why this level, such as "yes to all of level 2, no to one of two on level 3".
fn reason(suggestion: &Suggestion) -> String {
    let level = suggestion.level;
    let below =
        if level > Level::NONE { format!("Yes to all of level {level}") } else { "No level is full".to_owned() };
    let above = suggestion.stopped.map_or_else(String::new, |stopped| {
        format!(", no to {} of {} on level {}", numbers::count(stopped.noes), numbers::count(stopped.of), stopped.level)
    });
    let gap = match suggestion.has_more_above {
        Answered::Yes => " You said yes further up; levels build on one another, so the gap counts.",
        Answered::No => "",
    };
    format!("{below}{above}.{gap}")
}

/// What earlier answers suggested, oldest first.
fn history_ui(ui: &mut Ui, state: &State, skill: &SkillId) {
    let Some(kept) = state.profile.assessments.get(skill).filter(|kept| !kept.is_empty()) else { return };
    let one = |own: &Assessment| format!("level {} on {}", own.suggestion().level, numbers::day(own.date));
    let all: Vec<String> = kept.iter().map(one).collect();
    small_ui(ui, format!("Your answers suggested {}.", all.join(", then ")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::units::Date;

    #[test]
    fn answers_are_enough_from_the_first_no_on() {
        #[track_caller]
        fn check(answers: &[&[Option<bool>]], expect: Option<usize>) {
            let answers: Vec<Vec<Option<bool>>> = answers.iter().map(|level| level.to_vec()).collect();
            assert_eq!(enough(&answers).map(|given| given.len()), expect);
        }
        let (yes, no, open): (&[_], &[_], &[_]) =
            (&[Some(true), Some(true)], &[Some(true), Some(false)], &[None, None]);
        check(&[open, open], None);
        check(&[yes, open], None);
        check(&[yes, &[Some(false), None], open], None);
        check(&[yes, no, open, open], Some(2));
        check(&[yes, no, yes, open], Some(3));
        check(&[yes, yes, yes, yes], Some(4));
        check(&[], None);
    }

    #[test]
    fn the_reason_names_where_the_yes_ended() {
        #[track_caller]
        fn check(answers: &[&[bool]], expect: &str) {
            let answers = answers.iter().map(|level| level.to_vec()).collect();
            let own = Assessment { date: Date::new(2026, 11, 22).unwrap(), answers };
            assert_eq!(reason(&own.suggestion()), expect);
        }
        check(&[&[true, true], &[true, true], &[true, false]], "Yes to all of level 2, no to one of two on level 3.");
        check(&[&[false, false]], "No level is full, no to two of two on level 1.");
        check(&[&[true], &[true], &[true], &[true]], "Yes to all of level 4.");
        let gap = "Yes to all of level 1, no to one of one on level 2. You said yes further up; levels build on one another, so the gap counts.";
        check(&[&[true], &[false], &[true]], gap);
    }
}
