//! The widget gallery: every part that screens are made of, in its states, in the colours of the moment.

mod inputs;
mod pictures;
mod sheets;

use egui::Ui;
use egui_material_icons::icons;

use super::theme::{self, Palette, space};
use super::widgets::{
    Mood, badge_ui, card_title_ui, card_ui, heading_ui, icon_button_ui, link_ui, muted_ui, name_and_words,
    number_link_ui, own_card_title_ui, primary_button_ui, small_link_ui, small_ui, strong_ui, two_columns_ui,
    unfold_ui,
};
use crate::plan::skill::Level;
use crate::state::State;

/// Below this width, in points, the cards stand one below the other.
const TWO_COLUMNS: f32 = 800.0;

/// Words without a gap, and many of them, as people and translators write them.
const LONG: &str = "Donaudampfschifffahrtsgesellschaftskapitänspatent, renewed for a client whose name has many words";

/// What is typed and chosen in the gallery; none of it is data.
pub(super) struct GalleryView {
    is_open: bool,
    takes_focus: bool,
    query: String,
    words: String,
    level: Level,
    rate: f64,
    hours: f64,
    size: Size,
    is_unfolded: [bool; 2],
}

/// A choice of the gallery.
#[derive(Clone, Copy, PartialEq)]
enum Size {
    Small,
    Middle,
    Large,
}

impl Default for GalleryView {
    fn default() -> Self {
        Self {
            is_open: false,
            takes_focus: false,
            query: String::new(),
            words: "A client's handbook".to_owned(),
            level: Level::MAX,
            rate: 45.0,
            hours: 6.0,
            size: Size::Middle,
            is_unfolded: [false, true],
        }
    }
}

impl GalleryView {
    /// Shows it in the place of the place, until a place is chosen.
    pub(super) fn open(&mut self) {
        *self = Self { is_open: true, takes_focus: true, ..Self::default() };
    }

    /// Gives the room back to the place.
    pub(super) const fn close(&mut self) {
        self.is_open = false;
    }

    /// Whether it is shown.
    pub(super) const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws it; closes it when that is asked for.
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) {
        heading_ui(ui, "Widget gallery");
        muted_ui(
            ui,
            "The parts that screens are made of, in their states. Nothing here is kept, and the figures are made up.",
        );
        ui.add_space(space::S);
        if primary_button_ui(ui, "Close the gallery").clicked() {
            self.close();
        }
        ui.add_space(space::L);
        let [first, second] = &mut self.is_unfolded;
        two_columns_ui(
            ui,
            TWO_COLUMNS,
            0.5,
            |ui| card_ui(ui, |ui| words_ui(ui, first, second)),
            |ui| {
                card_ui(ui, buttons_ui);
                ui.add_space(space::M);
                card_ui(ui, sheets::figures_ui);
            },
        );
        ui.add_space(space::M);
        two_columns_ui(
            ui,
            TWO_COLUMNS,
            0.5,
            |ui| card_ui(ui, |ui| inputs::fields_ui(ui, &mut self.query, &mut self.words, &mut self.rate)),
            |ui| {
                let level = inputs::Levels { chosen: &mut self.level, takes_focus: &mut self.takes_focus };
                card_ui(ui, |ui| inputs::choices_ui(ui, level, &mut self.hours, &mut self.size));
            },
        );
        ui.add_space(space::M);
        sheets::banners_ui(ui);
        ui.add_space(space::M);
        two_columns_ui(ui, TWO_COLUMNS, 0.5, |ui| card_ui(ui, sheets::table_ui), |ui| card_ui(ui, pictures::bars_ui));
        ui.add_space(space::M);
        card_ui(ui, |ui| pictures::futures_ui(ui, state));
    }
}

fn words_ui(ui: &mut Ui, first: &mut bool, second: &mut bool) {
    card_title_ui(ui, "Words");
    heading_ui(ui, "A heading says what the place has found");
    muted_ui(ui, "Muted words give the reason, and wrap where the card ends.");
    small_ui(ui, "Small print tells where it comes from.");
    strong_ui(ui, "A strong name");
    let named = name_and_words(ui, "A name", "and what is said of it in the same line");
    ui.label(named);
    strong_ui(ui, LONG).on_hover_text(LONG);
    muted_ui(ui, LONG);
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        for (words, mood) in
            [("Plain", Mood::Plain), ("Accent", Mood::Accent), ("Warning", Mood::Warning), ("Good", Mood::Good)]
        {
            badge_ui(ui, words, mood);
        }
    });
    ui.add_space(space::S);
    unfold_ui(ui, "What is folded", first, || "It was unfolded.");
    unfold_ui(ui, "What is unfolded", second, || "Its explanation stands below it.");
    ui.add_space(space::S);
    own_card_title_ui(ui, "A title over the user's own numbers");
}

fn buttons_ui(ui: &mut Ui) {
    card_title_ui(ui, "Buttons and links");
    for (words, is_enabled) in [("at rest", true), ("disabled", false)] {
        small_ui(ui, words);
        ui.add_enabled_ui(is_enabled, |ui| {
            ui.horizontal_wrapped(|ui| {
                primary_button_ui(ui, "Next step");
                drop(ui.button("Another way"));
                icon_button_ui(ui, icons::ICON_SEARCH, "Search");
                link_ui(ui, "A link");
                small_link_ui(ui, "A small link");
                let muted = Palette::of(ui).muted;
                number_link_ui(ui, "$45/h", theme::strong(theme::BODY), muted);
            });
        });
    }
    drop(ui.add(egui::Button::new(LONG).truncate()).on_hover_text(LONG));
}
