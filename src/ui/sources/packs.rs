//! The pack in use, another one from a file, and how the two differ.

use egui::{Ui, vec2};

use crate::plan::evidence::Differences;
use crate::plan::market::{FigureId, Market};
use crate::plan::skill::SkillId;
use crate::state::{Action, State};
use crate::ui::drawer::value_words;
use crate::ui::theme::space;
use crate::ui::widgets::{self, Mood, badge_ui, card_title_ui, small_ui};

/// How many problems of a pack are listed.
const MOST_SHOWN: usize = 40;

/// How many differences of a kind are listed at first.
const MOST_LISTED: usize = 12;

/// The pack in use, and another one from a file.
pub(super) fn packs_ui(ui: &mut Ui, state: &State, path: &mut String, actions: &mut Vec<Action>) {
    card_title_ui(ui, "Data packs");
    let is_bundled = state.pack.digest == state.bundled.digest;
    ui.horizontal_wrapped(|ui| {
        let words = if is_bundled { "bundled with Premia" } else { "a pack of your own" };
        ui.label(format!("In use: {} ({words})", state.pack.edition));
        if !is_bundled && ui.button("Back to the bundled pack").clicked() {
            actions.push(Action::UseBundled);
        }
    });
    if !is_bundled {
        differences_ui(ui, &state.differences, &state.pack, &state.bundled, actions);
        missing_ui(ui, state);
    }
    ui.horizontal_wrapped(|ui| {
        let label = ui.label("Open another pack");
        let field = egui::TextEdit::singleline(path)
            .hint_text("Path of a file or folder")
            .desired_width(320.0)
            .margin(vec2(8.0, 6.0));
        let response = ui.add(field).labelled_by(label.id);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let clicked = ui.add_enabled(!path.trim().is_empty(), egui::Button::new("Look inside")).clicked();
        if (clicked || entered) && !path.trim().is_empty() {
            actions.push(Action::ReadPack(path.trim().to_owned()));
        }
    });
    let Some(offer) = &state.offer else { return };
    ui.add_space(space::S);
    ui.add(egui::Label::new(widgets::strong_text(&offer.path)).truncate());
    match &offer.pack {
        Some(pack) => {
            let market = &pack.market;
            small_ui(
                ui,
                format!("Pack {}: {} figures, {} skills", market.edition, market.figures.len(), market.skills.len()),
            );
            differences_ui(ui, &pack.differences, market, &state.bundled, actions);
        }
        None => drop(badge_ui(ui, "Cannot be used", Mood::Warning)),
    }
    for issue in offer.issues.iter().take(MOST_SHOWN) {
        small_ui(ui, issue);
    }
    if offer.issues.len() > MOST_SHOWN {
        small_ui(ui, format!("{} more problems; see premia check.", offer.issues.len() - MOST_SHOWN));
    }
    ui.horizontal(|ui| {
        if offer.pack.is_some() && ui.button("Use this pack").clicked() {
            actions.push(Action::UseOffer);
        }
        if ui.button("Leave it").clicked() {
            actions.push(Action::DropOffer);
        }
    });
}

/// How a pack differs from the bundled one.
fn differences_ui(ui: &mut Ui, found: &Differences, pack: &Market, bundled: &Market, actions: &mut Vec<Action>) {
    let id = ui.make_persistent_id("all differences");
    let shows_all = ui.data(|data| data.get_temp(id).unwrap_or_default());
    let most = if shows_all { usize::MAX } else { MOST_LISTED };
    let list = |ids: &[FigureId]| listed(&ids.iter().map(FigureId::as_str).collect::<Vec<_>>(), most);
    let groups = [("added", &found.added), ("removed", &found.removed), ("changed", &found.changed)];
    for (word, ids) in groups.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        small_ui(ui, format!("Figures {word}: {} ({})", ids.len(), list(ids)));
    }
    for id in found.changed.iter().take(most) {
        let words = |market: &Market| market.figures.get(id).map(value_words).unwrap_or_default();
        if widgets::small_link_ui(ui, &format!("{id}: {} instead of {}", words(pack), words(bundled))).clicked() {
            actions.push(Action::ShowFigures(vec![id.clone()]));
        }
    }
    let skills =
        [("added", &found.skills_added), ("removed", &found.skills_removed), ("changed", &found.skills_changed)];
    for (word, names) in skills {
        if !names.is_empty() {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            small_ui(ui, format!("Skills {word}: {} ({})", names.len(), listed(&names, most)));
        }
    }
    if !found.others.is_empty() {
        small_ui(ui, format!("Also different: {}", found.others.join(", ")));
    }
    let lists = [found.added.len(), found.removed.len(), found.changed.len()];
    let skills = [found.skills_added.len(), found.skills_removed.len(), found.skills_changed.len()];
    if lists.into_iter().chain(skills).any(|count| count > MOST_LISTED) {
        let words = if shows_all { "Show fewer differences" } else { "Show all differences" };
        if widgets::small_link_ui(ui, words).clicked() {
            ui.data_mut(|data| data.insert_temp(id, !shows_all));
        }
    }
    if *found == Differences::default() {
        small_ui(ui, "It says what the bundled pack says.");
    }
}

/// Names in a row, with how many more there are.
fn listed(names: &[&str], most: usize) -> String {
    let shown = names.get(..most.min(names.len())).unwrap_or_default().join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown}, and {more} more"),
    }
}

/// Skills of the profile that the pack in use does not know.
fn missing_ui(ui: &mut Ui, state: &State) {
    let lost: Vec<&str> =
        (state.profile.skills.keys()).filter(|id| state.market.skill(id).is_none()).map(SkillId::as_str).collect();
    if !lost.is_empty() {
        badge_ui(ui, "Some of your skills are not in this pack", Mood::Warning);
        small_ui(ui, format!("Kept in your profile and not planned with: {}", lost.join(", ")));
    }
}
