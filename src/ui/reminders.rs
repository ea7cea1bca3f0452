//! What waits for the user today, each in one row with its button.

use egui::{Align, Layout, Ui};

use super::diary;
use super::numbers;
use super::theme::space;
use super::widgets::{self, card_title_ui, card_ui};
use crate::plan::skill::SkillId;
use crate::plan::units::Date;
use crate::state::{Action, Place, State};

/// The most ratings to look at again that are listed at once.
const MOST_LOOKS: usize = 3;

/// Something that is due.
struct Reminder {
    /// What, as a sentence.
    words: String,
    /// What the button says.
    button: String,
    /// What the button does.
    action: Action,
}

/// Shows all that is due, or nothing.
pub(super) fn reminders_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let reminders = reminders(state);
    if reminders.is_empty() {
        return;
    }
    card_ui(ui, |ui| {
        card_title_ui(ui, "Due today");
        for reminder in reminders {
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                if ui.button(&reminder.button).clicked() {
                    actions.push(reminder.action);
                }
                widgets::muted_ui(ui, reminder.words);
            });
        }
    });
    ui.add_space(space::L);
}

fn reminders(state: &State) -> Vec<Reminder> {
    let due = state.profile.diary.due(state.today);
    let month = due.map(|month| Reminder {
        words: format!(
            "{} is over. Three numbers, and the forecast can be held against it.",
            diary::month_words(month)
        ),
        button: "Write the month down".to_owned(),
        action: Action::Go(Place::Diary),
    });
    let looks = state.profile.due_looks(&state.market, state.today);
    let look = |(skill, day): (SkillId, Date)| {
        let name = state.market.skill_name(&skill).to_owned();
        Reminder {
            words: format!(
                "The last look at your rating holds no longer: since {} it counts as one without evidence until you look again.",
                numbers::day(day)
            ),
            button: format!("Look at {name}"),
            action: Action::Go(Place::Profile),
        }
    };
    let rules = state.profile.due_stop_rules(state.today);
    let rules = rules.into_iter().map(|(step, record)| Reminder {
        words: format!("You wrote: I stop if {}. Has it come to that?", record.stop_rule.trim_end_matches('.')),
        button: format!("Look at {} {}", state.market.skill_name(&step.skill), step.level),
        action: Action::Go(Place::Path),
    });
    month.into_iter().chain(rules).chain(looks.into_iter().take(MOST_LOOKS).map(look)).collect()
}
