//! Evidence of one skill: what shows its level, what that does to the forecast, and a form for more.

use egui::{Role, Ui, WidgetInfo, vec2};
use egui_material_icons::icons;

use crate::plan::backing::Backing;
use crate::plan::explain::Quantity;
use crate::plan::market::Knob;
use crate::plan::profile::{Evidence, EvidenceKind, Rating};
use crate::plan::skill::{Level, SkillId};
use crate::plan::units::{Date, Share};
use crate::state::{Action, Edit, State};
use crate::ui::numbers;
use crate::ui::theme::{self, Palette, space};
use crate::ui::why;
use crate::ui::widgets::{Mood, badge_ui, icon_button_ui, muted_ui, small_ui};

/// A piece of evidence that is being typed.
#[derive(Default)]
pub(super) struct Draft {
    kind: EvidenceKind,
    /// The level that it shows; the rated one while nothing else was chosen.
    level: Option<Level>,
    link: String,
    client: String,
    date: String,
    outcome: String,
}

/// A badge that says whether anything shows the level.
pub(super) fn backing_badge_ui(ui: &mut Ui, state: &State, id: &SkillId) {
    match state.profile.backing(&state.market, id, state.today) {
        Some(Backing::Shown) => drop(badge_ui(ui, "Shown", Mood::Good)),
        Some(Backing::Stale) => {
            badge_ui(ui, "Look again", Mood::Warning)
                .on_hover_text("Not looked at for long, so it counts with less certainty");
        }
        Some(Backing::Unbacked) => {
            badge_ui(ui, "Own rating", Mood::Plain)
                .on_hover_text("A rating that no evidence shows counts with less certainty");
        }
        None => {}
    }
}

/// All evidence of a skill, what it does to the range of the forecast, and when the rating is to be looked at again.
pub(super) fn evidence_ui(ui: &mut Ui, state: &State, id: &SkillId, rating: &Rating, actions: &mut Vec<Action>) {
    for (index, evidence) in rating.evidence.iter().enumerate() {
        piece_ui(ui, id, index, evidence, actions);
    }
    let Some(backing) = state.profile.backing(&state.market, id, state.today) else { return };
    ui.horizontal_wrapped(|ui| {
        let spread = numbers::percent(Share::new(number_of(state, Knob::EvidenceSpread)).unwrap_or_default());
        let range = format!("{spread} less to {spread} more");
        match backing {
            Backing::Shown => drop(muted_ui(ui, "Work shows this level, so the rating makes the range no wider.")),
            Backing::Unbacked | Backing::Stale => {
                let why = if backing == Backing::Stale {
                    "Nobody looked at this rating for long, so what is built on it counts from"
                } else if rating.evidence.is_empty() {
                    "Nothing shows this level, so what is built on it counts from"
                } else {
                    "The evidence shows a lower level, so what is built on this one counts from"
                };
                muted_ui(ui, why);
                why::quiet_number_ui(ui, &range, Quantity::Assumption(Knob::EvidenceSpread), actions);
            }
        }
    });
    if let Some(day) = state.profile.look_months(&state.market).and_then(|months| rating.stale_on(months)) {
        ui.horizontal_wrapped(|ui| {
            let verb = if day <= state.today { "Too long ago since" } else { "Look again by" };
            small_ui(ui, format!("{verb} {}, after", numbers::day(day)));
            let months = format!("{} months", numbers::number(number_of(state, Knob::LookMonths), 0));
            why::quiet_number_ui(ui, &months, Quantity::Assumption(Knob::LookMonths), actions);
        });
    }
}

/// The number in use for an assumption: the user's own, or the middle of the pack's range.
fn number_of(state: &State, knob: Knob) -> f64 {
    let own = state.profile.overrides.get(&knob).map(|own| own.value);
    own.or_else(|| state.market.assumptions.get(&knob).map(|assumption| assumption.range.mid())).unwrap_or_default()
}

fn piece_ui(ui: &mut Ui, id: &SkillId, index: usize, evidence: &Evidence, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        badge_ui(ui, &numbers::capitalized(&evidence.kind.word()), Mood::Good);
        let level = evidence.level.map(|level| format!("level {level}")).unwrap_or_default();
        let date = evidence.date.map(numbers::day).unwrap_or_default();
        let words: Vec<&str> = [&level, &evidence.link, &evidence.client, &date, &evidence.outcome]
            .into_iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        ui.add(egui::Label::new(words.join(" · ")).truncate());
        if icon_button_ui(ui, icons::ICON_CLOSE, &format!("Remove evidence {}", index + 1)).clicked() {
            actions.push(Action::Edit(Edit::RemoveEvidence(id.clone(), index)));
        }
    });
}

impl Draft {
    /// The form for one more piece of evidence of a skill that is rated `held`.
    pub(super) fn ui(&mut self, ui: &mut Ui, id: &SkillId, held: Level, actions: &mut Vec<Action>) {
        ui.add_space(space::XS);
        small_ui(ui, "Add work that shows this level; it makes the forecast narrower and clients surer.");
        let level = self.level.unwrap_or(held).max(Level::ALL.get(1).copied().unwrap_or_default());
        self.choices_ui(ui, level);
        ui.horizontal_wrapped(|ui| {
            for (text, hint, width) in [
                (&mut self.link, "Link or file name", 200.0),
                (&mut self.client, "Client", 110.0),
                (&mut self.date, "Date, 2026-05-31", 120.0),
                (&mut self.outcome, "Outcome in numbers", 180.0),
            ] {
                let response = ui.add(
                    egui::TextEdit::singleline(text)
                        .hint_text(hint)
                        .desired_width(width)
                        .char_limit(500)
                        .margin(vec2(8.0, 6.0)),
                );
                response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, format!("Evidence: {hint}")));
            }
            let date = Date::parse(self.date.trim());
            let date_is_wrong = !self.date.trim().is_empty() && date.is_none();
            let is_empty = self.link.trim().is_empty() && self.outcome.trim().is_empty();
            if ui.add_enabled(!is_empty && !date_is_wrong, egui::Button::new("Add evidence")).clicked() {
                let evidence = std::mem::take(self).evidence(level, date);
                actions.push(Action::Edit(Edit::AddEvidence(id.clone(), evidence)));
            }
            if date_is_wrong {
                let words = egui::RichText::new("Write the date like 2026-05-31").size(theme::SMALL);
                ui.label(words.color(Palette::of(ui).warning));
            }
        });
    }

    /// What kind of thing it is, and which level it shows.
    fn choices_ui(&mut self, ui: &mut Ui, level: Level) {
        crate::ui::widgets::fields_ui(ui, |ui| {
            let chosen = numbers::capitalized(&self.kind.word());
            super::labelled_box_ui(ui, "Kind of evidence", 130.0, &chosen, |ui| {
                for kind in EvidenceKind::ALL {
                    if ui.selectable_label(kind == self.kind, numbers::capitalized(&kind.word())).clicked() {
                        self.kind = kind;
                    }
                }
            });
            super::labelled_box_ui(ui, "Level it shows", 90.0, &format!("Level {level}"), |ui| {
                for own in Level::ALL.into_iter().filter(|own| *own > Level::NONE) {
                    if ui.selectable_label(own == level, format!("Level {own}")).clicked() {
                        self.level = Some(own);
                    }
                }
            });
        });
    }

    fn evidence(self, level: Level, date: Option<Date>) -> Evidence {
        Evidence {
            kind: self.kind,
            level: Some(level),
            link: self.link.trim().to_owned(),
            client: self.client.trim().to_owned(),
            date,
            outcome: self.outcome.trim().to_owned(),
        }
    }
}
