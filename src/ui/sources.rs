//! Sources: every figure of the pack with its grade, and the numbers that the model assumes.

use egui::{Role, Ui, WidgetInfo, vec2};

use super::drawer::{age_in_months, figure_ui, value_words};
use super::market::unmeasured_ui;
use super::numbers;
use super::theme::{self, Palette, space};
use super::widgets::{self, Mood, badge_ui, card_title_ui, card_ui, heading_ui, muted_ui, segmented_ui, small_ui};
use crate::plan::evidence::Differences;
use crate::plan::market::{Conflict, Figure, FigureId, Grade, Kind, Market, Premium, Source};
use crate::plan::profile::Override;
use crate::state::{Action, Edit, State};

/// How many figures are shown at once; more are a search away.
const MOST_SHOWN: usize = 40;
/// How many sources are shown before more are asked for.
const FIRST_SOURCES: usize = 12;

/// Whose numbers are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    #[default]
    All,
    Published,
    Derived,
    Disputed,
}

/// What is searched in Sources.
pub(super) struct SourcesView {
    /// Set to put the cursor into the search field.
    pub(super) focus_search: bool,
    query: String,
    filter: Filter,
    /// The path of another pack, as typed so far.
    path: String,
    sources_shown: usize,
}

impl Default for SourcesView {
    fn default() -> Self {
        Self {
            focus_search: false,
            query: String::new(),
            filter: Filter::default(),
            path: String::new(),
            sources_shown: FIRST_SOURCES,
        }
    }
}

impl SourcesView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        let market = &state.market;
        heading_ui(ui, "Where every figure comes from");
        muted_ui(
            ui,
            format!(
                "Data pack {}, made {}, figures up to {}: {} figures from {} sources. Digest {}.",
                market.edition,
                numbers::day(market.date),
                market.figures_until,
                market.figures.len(),
                market.sources.len(),
                state.pack.digest
            ),
        );
        ui.add_space(space::S);
        grades_ui(ui);
        ui.add_space(space::M);
        if !state.profile.figures.is_empty() {
            card_ui(ui, |ui| own_numbers_ui(ui, state, &mut actions));
            ui.add_space(space::L);
        }
        self.controls_ui(ui);
        ui.add_space(space::S);
        let hits: Vec<&Figure> = market.figures.values().filter(|figure| self.shows(market, figure)).collect();
        card_ui(ui, |ui| {
            if hits.is_empty() {
                widgets::empty_ui(ui, "No figure matches", "Try a skill, a publisher, or an id such as D01.");
            }
            for figure in hits.iter().take(MOST_SHOWN) {
                Self::figure_row_ui(ui, state, figure, &mut actions);
            }
            if hits.len() > MOST_SHOWN {
                small_ui(ui, format!("{} more; search to narrow them down.", hits.len() - MOST_SHOWN));
            }
        });
        ui.add_space(space::L);
        card_ui(ui, |ui| conflicts_ui(ui, state, &mut actions));
        ui.add_space(space::L);
        card_ui(ui, |ui| unmeasured_ui(ui, market));
        ui.add_space(space::L);
        card_ui(ui, |ui| sources_ui(ui, state, &mut self.sources_shown, &mut actions));
        ui.add_space(space::L);
        card_ui(ui, |ui| packs_ui(ui, state, &mut self.path, &mut actions));
        ui.add_space(space::L);
        card_ui(ui, |ui| licences_ui(ui, market));
        actions
    }

    fn controls_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            let field = egui::TextEdit::singleline(&mut self.query)
                .hint_text("Search figures")
                .desired_width(220.0)
                .margin(vec2(8.0, 6.0));
            let response = ui.add(field);
            response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Search figures"));
            if std::mem::take(&mut self.focus_search) {
                response.request_focus();
            }
            let choices = [
                (Filter::All, "All"),
                (Filter::Published, "Published"),
                (Filter::Derived, "Derived by us"),
                (Filter::Disputed, "Disputed"),
            ];
            if let Some(filter) = segmented_ui(ui, "Whose number", self.filter, &choices) {
                self.filter = filter;
            }
        });
    }

    fn shows(&self, market: &Market, figure: &Figure) -> bool {
        let fits = match self.filter {
            Filter::All => true,
            Filter::Published => matches!(figure.kind, Kind::Published { .. }),
            Filter::Derived => !matches!(figure.kind, Kind::Published { .. }),
            Filter::Disputed => market.conflicts_of(&figure.id).next().is_some(),
        };
        let query = self.query.trim().to_lowercase();
        let publisher = market.source_of(figure).map_or("", |(source, _)| source.publisher.as_str());
        let words = [figure.id.as_str(), &figure.segment, &figure.metric, publisher, &figure.population];
        fits && (query.is_empty() || words.iter().any(|word| word.to_lowercase().contains(&query)))
    }

    fn figure_row_ui(ui: &mut Ui, state: &State, figure: &Figure, actions: &mut Vec<Action>) {
        let own = if state.profile.figures.contains_key(&figure.id) { "   Your own" } else { "" };
        let title = format!("{}   {}{own}   {}, {}", figure.id, value_words(figure), figure.segment, figure.metric);
        let title = cut_to_width(ui, &title, 40.0);
        egui::CollapsingHeader::new(egui::RichText::new(title).size(theme::LABEL))
            .id_salt(figure.id.as_str())
            .show_unindented(ui, |ui| {
                ui.add_space(space::XS);
                figure_ui(ui, state, figure, actions);
            });
    }
}

fn grades_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        for grade in [Grade::A, Grade::B, Grade::C, Grade::D] {
            badge_ui(ui, &format!("{}  {}", grade.letter(), grade.meaning()), Mood::Plain);
        }
    });
}

/// The user's own numbers in place of figures, each with the way back.
fn own_numbers_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    card_title_ui(ui, "My own numbers");
    for (id, own) in &state.profile.figures {
        ui.push_id(id.as_str(), |ui| {
            ui.horizontal_wrapped(|ui| {
                let Some(published) = state.pack.figures.get(id) else {
                    badge_ui(ui, "Not in this pack", Mood::Warning);
                    muted_ui(
                        ui,
                        format!(
                            "{id}: the pack in use has no such figure; your number {} stays in your profile, unused",
                            numbers::number(own.value, 3)
                        ),
                    );
                    reset_link_ui(ui, id, actions);
                    return;
                };
                badge_ui(ui, "Your own", Mood::Good);
                let mine = Figure { value: Some(own.value), low: None, high: None, ..published.clone() };
                let words = format!("{} in place of {}", value_words(&mine), value_words(published));
                if widgets::link_ui(ui, &words).clicked() {
                    actions.push(Action::ShowFigures(vec![id.clone()]));
                }
                muted_ui(ui, format!("{}, {} ({id})", published.segment, published.metric));
                reset_link_ui(ui, id, actions);
            });
            if !own.note.is_empty() {
                small_ui(ui, &own.note);
            }
        });
    }
    if state.profile.figures.len() > 1 && ui.button("Back to all published numbers").clicked() {
        actions.push(Action::Edit(Edit::ResetFigures));
    }
}

fn reset_link_ui(ui: &mut Ui, id: &FigureId, actions: &mut Vec<Action>) {
    if widgets::small_link_ui(ui, &format!("Reset {id}")).clicked() {
        actions.push(Action::Edit(Edit::ResetFigure(id.clone())));
    }
}

/// Figures that disagree, side by side, with a choice where one of them feeds a premium.
fn conflicts_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    card_title_ui(ui, "Where sources disagree");
    for (index, conflict) in state.market.conflicts.iter().enumerate() {
        ui.push_id(index, |ui| {
            ui.add(egui::Label::new(widgets::strong_text(&conflict.question)).wrap());
            ui.horizontal_wrapped(|ui| {
                for figure in conflict.figures.iter().filter_map(|id| state.market.figures.get(id)) {
                    let own = if state.profile.figures.contains_key(&figure.id) { " (your own)" } else { "" };
                    let who = state.pack.source_of(figure).map_or_else(
                        || "derived by Premia".to_owned(),
                        |(source, grade)| format!("{}, {}, grade {}", source.publisher, figure.period, grade.letter()),
                    );
                    widgets::block_ui(ui, 210.0, |ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        let link = widgets::link_ui(ui, &format!("{}{own}", value_words(figure)));
                        if link.on_hover_text(format!("Figure {}", figure.id)).clicked() {
                            actions.push(Action::ShowFigures(vec![figure.id.clone()]));
                        }
                        small_ui(ui, format!("{}: {} ({who})", figure.segment, figure.metric));
                        ui.add_space(space::S);
                    });
                }
            });
            muted_ui(ui, &conflict.note);
            choice_ui(ui, state, conflict, actions);
            widgets::hairline_ui(ui);
        });
    }
}

/// The choice between careful, published and blended for the premium whose middle takes part in a contradiction.
fn choice_ui(ui: &mut Ui, state: &State, conflict: &Conflict, actions: &mut Vec<Action>) {
    let feeds = |premium: &&Premium| conflict.figures.contains(&premium.figures.mid);
    let Some(premium) = state.pack.premiums.values().find(feeds) else { return };
    let id = &premium.figures.mid;
    let percents: Vec<(&FigureId, f64)> = (conflict.figures.iter())
        .filter_map(|id| state.pack.figures.get(id))
        .filter(|figure| figure.unit == "%")
        .filter_map(|figure| Some((&figure.id, figure.value?)))
        .collect();
    let names: Vec<&str> = percents.iter().map(|(id, _)| id.as_str()).collect();
    let Ok(count) = u32::try_from(percents.len()) else { return };
    let blend = (percents.iter().map(|(_, value)| value).sum::<f64>() / f64::from(count.max(1)) * 10.0).round() / 10.0;
    let careful = (premium.range.low().get() * 1000.0).round() / 10.0;
    let middle = premium.range.mid().get() * 100.0;
    let own = state.profile.figures.get(id).map(|own| own.value);
    let is = |value: f64| own.is_some_and(|own| (own - value).abs() < 1e-9);
    let chosen = match own {
        None => Some(0_u8),
        Some(_) if is(careful) => Some(1),
        Some(_) if is(blend) => Some(2),
        Some(_) => None,
    };
    let options = [
        (Some(0), format!("Published middle {}%", numbers::number(middle, 1))),
        (Some(1), format!("Careful {}%", numbers::number(careful, 1))),
        (Some(2), format!("Blend {}%", numbers::number(blend, 1))),
    ];
    let options: Vec<(Option<u8>, &str)> = options.iter().map(|(key, words)| (*key, words.as_str())).collect();
    ui.add_space(space::XS);
    let picked = segmented_ui(ui, "Plan with", chosen, &options);
    let own = |value: f64, note: String| Edit::OverrideFigure(id.clone(), Override { value, note });
    match picked.flatten() {
        Some(0) => actions.push(Action::Edit(Edit::ResetFigure(id.clone()))),
        Some(1) => {
            let note = format!("Careful: the low end of the published premiums ({})", premium.figures.low);
            actions.push(Action::Edit(own(careful, note)));
        }
        Some(_) => {
            let note = format!("Blend: the mean of {}", names.join(", "));
            actions.push(Action::Edit(own(blend, note)));
        }
        None => {}
    }
    small_ui(
        ui,
        format!(
            "Sets figure {id}, the middle of the premium \"{}\"; your own number goes into its drawer.",
            premium.id
        ),
    );
}

/// Every source with its figures, its age and what rests on it.
fn sources_ui(ui: &mut Ui, state: &State, shown: &mut usize, actions: &mut Vec<Action>) {
    card_title_ui(ui, "Sources, and what rests on them");
    let market = &state.market;
    for source in market.sources.values().take(*shown) {
        ui.push_id(source.id.as_str(), |ui| source_row_ui(ui, state, source, actions));
    }
    let rest = market.sources.len().saturating_sub(*shown);
    if rest > 0 && ui.button(format!("Show {rest} more sources")).clicked() {
        *shown = market.sources.len();
    }
}

fn source_row_ui(ui: &mut Ui, state: &State, source: &Source, actions: &mut Vec<Action>) {
    let market = &state.market;
    let title = format!("{}, {} ({})", source.publisher, source.title, source.published);
    let is_old = age_in_months(&source.published, state.today).is_some_and(|months| months > 12);
    let title = if is_old { format!("{}   over a year old", cut_to_width(ui, &title, 130.0)) } else { title };
    let title = cut_to_width(ui, &title, 40.0);
    egui::CollapsingHeader::new(egui::RichText::new(title).size(theme::LABEL)).id_salt("source").show_unindented(
        ui,
        |ui| {
            let figures: Vec<FigureId> = market.figures_of(&source.id).map(|figure| figure.id.clone()).collect();
            ui.add(egui::Label::new(format!("{}, {} ({})", source.title, source.publisher, source.published)).wrap());
            if widgets::small_link_ui(ui, "Open the page").on_hover_text(&source.address).clicked() {
                actions.push(Action::OpenAddress(source.address.clone()));
            }
            small_ui(ui, format!("Licence: {}", source.licence));
            if !figures.is_empty() && widgets::small_link_ui(ui, &format!("Its figures: {}", figures.len())).clicked() {
                actions.push(Action::ShowFigures(figures.clone()));
            }
            let series = market.series.iter().filter(|series| series.source.as_ref() == Some(&source.id));
            let mut uses: Vec<String> = series.map(|series| format!("series: {}", series.name)).collect();
            uses.extend(
                figures.iter().flat_map(|id| market.rests_on(id)).map(|used| format!("{}: {}", used.what, used.name)),
            );
            uses.sort();
            uses.dedup();
            if uses.is_empty() {
                small_ui(ui, "Shown for reference; nothing is computed from it.");
            } else {
                small_ui(ui, format!("Rests on it: {}", uses.join("; ")));
            }
        },
    );
}

/// Text that fits into a header, which does not cut by itself, with `less` points to spare.
fn cut_to_width(ui: &Ui, text: &str, less: f32) -> String {
    // A letter of this size is about 6.6 points wide.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of letters from a positive width"
    )]
    let most = ((ui.available_width() - less).max(80.0) / 6.6) as usize;
    if text.chars().count() > most { text.chars().take(most).chain(['…']).collect() } else { text.to_owned() }
}

/// The pack in use, and another one from a file.
fn packs_ui(ui: &mut Ui, state: &State, path: &mut String, actions: &mut Vec<Action>) {
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
    let list = |ids: &[FigureId]| {
        let names: Vec<&str> = ids.iter().take(12).map(FigureId::as_str).collect();
        let more = if ids.len() > names.len() { ", …" } else { "" };
        format!("{}{more}", names.join(", "))
    };
    let groups = [("added", &found.added), ("removed", &found.removed), ("changed", &found.changed)];
    for (word, ids) in groups.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        small_ui(ui, format!("Figures {word}: {} ({})", ids.len(), list(ids)));
    }
    for id in found.changed.iter().take(12) {
        let words = |market: &Market| market.figures.get(id).map(value_words).unwrap_or_default();
        if widgets::small_link_ui(ui, &format!("{id}: {} instead of {}", words(pack), words(bundled))).clicked() {
            actions.push(Action::ShowFigures(vec![id.clone()]));
        }
    }
    for (word, names) in [("added", &found.skills_added), ("removed", &found.skills_removed)] {
        if !names.is_empty() {
            let shown: Vec<&str> = names.iter().take(12).map(String::as_str).collect();
            small_ui(ui, format!("Skills {word}: {} ({})", names.len(), shown.join(", ")));
        }
    }
    if *found == Differences::default() {
        small_ui(ui, "Its figures and skills are those of the bundled pack.");
    }
}

/// Skills of the profile that the pack in use does not know.
fn missing_ui(ui: &mut Ui, state: &State) {
    let lost: Vec<&str> = (state.profile.skills.keys())
        .filter(|id| state.market.skill(id).is_none())
        .map(crate::plan::skill::SkillId::as_str)
        .collect();
    if !lost.is_empty() {
        badge_ui(ui, "Some of your skills are not in this pack", Mood::Warning);
        small_ui(ui, format!("Kept in your profile and not planned with: {}", lost.join(", ")));
    }
}

fn licences_ui(ui: &mut Ui, market: &Market) {
    card_title_ui(ui, "Credits and licences");
    let palette = Palette::of(ui);
    let mut credits: Vec<(&str, &str)> = market
        .sources
        .values()
        .filter(|source| !source.credit.is_empty())
        .map(|source| (source.credit.as_str(), source.licence.as_str()))
        .collect();
    credits.sort_unstable();
    credits.dedup();
    for (credit, licence) in credits {
        ui.add(egui::Label::new(egui::RichText::new(credited(credit, licence)).color(palette.muted)).wrap());
    }
    small_ui(
        ui,
        "All other figures are facts, cited with their publisher. Typeface: Inter, SIL Open Font License. Icons: Material Symbols, Apache License 2.0.",
    );
}

/// The credit line, with the licence where the line does not name it already.
pub(super) fn credited(credit: &str, licence: &str) -> String {
    if credit.contains(licence) { credit.to_owned() } else { format!("{credit} {licence}") }
}
