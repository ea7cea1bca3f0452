//! Data: what is stored and where, snapshots to go back to, the bin, appearance, and deleting everything.

use egui::{Align, Layout, Ui};

use super::appearance::{self, Look};
use super::command::Command;
use super::theme::{Palette, space};
use super::widgets::{
    self, Mood, badge_ui, banner_ui, card_title_ui, card_ui, heading_ui, link_ui, muted_ui, pair_ui, segmented_ui,
    small_ui, two_columns_ui,
};
use crate::state::{Action, Comparison, Keeping, Listing, ReadOnly, SnapshotRow, State, StoredRow};

/// How many snapshots are shown before the rest is asked for.
const FEW: usize = 8;
/// The scales to choose from, in percent.
const SCALES: [(u16, &str); 7] =
    [(80, "80%"), (90, "90%"), (100, "100%"), (110, "110%"), (125, "125%"), (150, "150%"), (200, "200%")];

/// What is unfolded and about to be confirmed in Data.
#[derive(Default)]
pub(super) struct DataView {
    /// Set when something is to be imported or exported.
    pub(super) asks_for: Option<Command>,
    shows_all_snapshots: bool,
    asks: Option<Question>,
}

/// What is asked once more before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    EmptyBin,
    EraseAll,
}

impl DataView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let mut actions = Vec::new();
        heading_ui(ui, "Your data, on this computer only");
        muted_ui(
            ui,
            "Everything is saved by itself as plain text. Nothing is sent anywhere: there is no network code in Premia.",
        );
        ui.add_space(space::M);
        let empty = Listing::default();
        let listing = state.vault.listing.as_ref().unwrap_or(&empty);
        let (mut beside, mut asks_for_bin) = (Vec::new(), false);
        two_columns_ui(
            ui,
            860.0,
            0.56,
            |ui| {
                card_ui(ui, |ui| self.snapshots_ui(ui, state, listing, &mut actions));
                ui.add_space(space::M);
                card_ui(ui, |ui| profiles_ui(ui, state, listing, &mut actions));
                ui.add_space(space::M);
                card_ui(ui, |ui| self.asks_for = exchange_ui(ui));
            },
            |ui| {
                card_ui(ui, |ui| folder_ui(ui, state, listing, &mut beside));
                ui.add_space(space::M);
                card_ui(ui, appearance_ui);
                ui.add_space(space::M);
                card_ui(ui, |ui| asks_for_bin = bin_ui(ui, listing, &mut beside));
            },
        );
        actions.append(&mut beside);
        if asks_for_bin {
            self.asks = Some(Question::EmptyBin);
        }
        ui.add_space(space::M);
        card_ui(ui, |ui| self.privacy_ui(ui, state, &mut actions));
        self.question_ui(ui, state, listing, &mut actions);
        if let Some(comparison) = &state.vault.comparison {
            comparison_ui(ui, state, comparison, &mut actions);
        }
        actions
    }

    fn snapshots_ui(&mut self, ui: &mut Ui, state: &State, listing: &Listing, actions: &mut Vec<Action>) {
        card_title_ui(ui, "Earlier versions of this profile");
        if listing.snapshots.is_empty() {
            muted_ui(ui, "None yet. The first is kept with your next change.");
        }
        let most = if self.shows_all_snapshots { usize::MAX } else { FEW };
        for snapshot in listing.snapshots.iter().take(most) {
            snapshot_row_ui(ui, state, snapshot, actions);
        }
        let more = listing.snapshots.len().saturating_sub(most);
        if more > 0 && link_ui(ui, &format!("Show {more} more")).clicked() {
            self.shows_all_snapshots = true;
        }
        let bytes = listing.snapshots.iter().map(|snapshot| snapshot.bytes).sum();
        small_ui(
            ui,
            format!(
                "One every 5 minutes while you change things, thinned to one an hour for a day, one a day for a month, \
                 then one a month. They take {} of at most {}.",
                size(bytes),
                size(listing.snapshot_limit)
            ),
        );
    }

    fn privacy_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        card_title_ui(ui, "Privacy");
        for sentence in [
            "Stored: your profiles with what you typed into them, their backups and earlier versions, deleted profiles in \
             the bin, which profile was open last, and the size and look of the window.",
            "Where: in the data folder named above, in files that only your user can read.",
            "Sent: nothing. Premia opens no connection; a web address opens in your browser, and only if you click it.",
            "To delete all of it: the button below lists every file first. Deleting the data folder does the same.",
            "To ask for help: copy diagnostics or export without private words. Names, clients, links, outcomes and notes \
             are left out; skills, levels, hours, rates and costs stay.",
        ] {
            muted_ui(ui, sentence);
        }
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            if ui.button("Copy diagnostics").clicked() {
                actions.push(Action::CopyDiagnostics);
            }
            if ui.add_enabled(state.key.is_some(), egui::Button::new("Export without private words")).clicked() {
                actions.push(Action::ExportWithoutPrivateWords);
            }
            // Only when it is known what will go.
            let is_known = state.vault.listing.is_some();
            if ui.add_enabled(is_known, egui::Button::new("Delete all my data…")).clicked() {
                self.asks = Some(Question::EraseAll);
            }
        });
    }

    fn question_ui(&mut self, ui: &Ui, state: &State, listing: &Listing, actions: &mut Vec<Action>) {
        let Some(question) = self.asks else { return };
        let (title, yes, wanted) = match question {
            Question::EmptyBin => ("Empty the bin?", "Delete for good", Keeping::EmptyBin),
            Question::EraseAll => ("Delete all your data?", "Delete everything", Keeping::EraseAll),
        };
        let response = egui::Modal::new(egui::Id::unique("data question")).show(ui.ctx(), |ui| {
            ui.set_width(400.0_f32.min(ui.ctx().content_rect().width() - 60.0));
            heading_ui(ui, title);
            match question {
                Question::EmptyBin => {
                    let names: Vec<&str> = listing.bin.iter().map(|binned| binned.name.as_str()).collect();
                    muted_ui(ui, format!("Gone for good: {}.", shortened(&names)));
                }
                Question::EraseAll => erased_ui(ui, state, listing),
            }
            ui.add_space(space::S);
            ui.horizontal(|ui| (ui.button("Cancel").clicked(), ui.button(yes).clicked())).inner
        });
        let (cancelled, agreed) = response.inner;
        if agreed {
            actions.push(Action::Keep(wanted));
        }
        if cancelled || agreed || response.should_close() {
            self.asks = None;
        }
    }
}

/// The deleted profiles; returns whether they are to be deleted for good.
fn bin_ui(ui: &mut Ui, listing: &Listing, actions: &mut Vec<Action>) -> bool {
    card_title_ui(ui, "Bin");
    if listing.bin.is_empty() {
        muted_ui(ui, "Empty. Profiles that you delete wait here.");
        return false;
    }
    for binned in &listing.bin {
        row_ui(ui, &binned.name, &format!("deleted {}", binned.deleted), |ui| {
            if ui.button("Put back").clicked() {
                actions.push(Action::Keep(Keeping::RestoreBinned(binned.id.clone())));
            }
        });
    }
    link_ui(ui, "Empty the bin…").clicked()
}

/// What stands above every place while the profile cannot be saved as usual.
pub(super) fn banners_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    if let Some(read_only) = &state.vault.read_only {
        banner_ui(ui, Mood::Warning, |ui| {
            ui.add(egui::Label::new(format!("{}.", read_only.sentence())).wrap());
            if matches!(read_only, ReadOnly::Held(_)) && link_ui(ui, "Look again").clicked() {
                actions.push(Action::Keep(Keeping::TakeOver));
            }
            if link_ui(ui, "Work on a copy").clicked() {
                actions.push(Action::DuplicateProfile);
            }
        });
        ui.add_space(space::M);
    }
    if let Some(differences) = &state.vault.outside {
        banner_ui(ui, Mood::Warning, |ui| {
            ui.vertical(|ui| {
                ui.add(
                    egui::Label::new(
                        "Another program changed this profile's file. Nothing is overwritten until you choose.",
                    )
                    .wrap(),
                );
                differences_ui(ui, "In the file", differences, 4);
                ui.horizontal_wrapped(|ui| {
                    for (words, wanted) in [
                        ("Keep mine", Keeping::KeepMine),
                        ("Take theirs", Keeping::TakeTheirs),
                        ("Keep both", Keeping::KeepBoth),
                    ] {
                        if ui.button(words).clicked() {
                            actions.push(Action::Keep(wanted));
                        }
                    }
                });
            });
        });
        ui.add_space(space::M);
    }
}

fn snapshot_row_ui(ui: &mut Ui, state: &State, snapshot: &SnapshotRow, actions: &mut Vec<Action>) {
    let is_open = state.vault.comparison.as_ref().is_some_and(|comparison| comparison.id == snapshot.id);
    row_ui(ui, &snapshot.taken, &size(snapshot.bytes), |ui| {
        if ui.add_enabled(!is_open, egui::Button::new("See what differs")).clicked() {
            actions.push(Action::Keep(Keeping::Compare(snapshot.id.clone())));
        }
    });
}

/// What restoring a snapshot would change, and the button that does it.
fn comparison_ui(ui: &Ui, state: &State, comparison: &Comparison, actions: &mut Vec<Action>) {
    let response = egui::Modal::new(egui::Id::unique("comparison")).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect();
        ui.set_width(480.0_f32.min(screen.width() - 60.0));
        heading_ui(ui, format!("The profile of {}", comparison.taken));
        egui::ScrollArea::vertical().max_height(screen.height() * 0.5).show(ui, |ui| {
            if comparison.differences.is_empty() {
                muted_ui(ui, "It is the same as the profile now.");
            } else {
                muted_ui(ui, "Restoring it changes, from now → to then:");
                differences_ui(ui, "", &comparison.differences, usize::MAX);
            }
        });
        small_ui(ui, "What you have now is kept as a version first, and Undo brings it back.");
        ui.horizontal(|ui| {
            let closed = ui.button("Close").clicked();
            let can = !comparison.differences.is_empty() && state.vault.read_only.is_none();
            let restored = ui.add_enabled_ui(can, |ui| widgets::primary_button_ui(ui, "Restore")).inner.clicked();
            if restored {
                actions.push(Action::Keep(Keeping::Restore(comparison.id.clone())));
            }
            closed || restored
        })
        .inner
    });
    if response.inner || response.should_close() {
        actions.push(Action::Keep(Keeping::CloseComparison));
    }
}

fn differences_ui(ui: &mut Ui, title: &str, differences: &[String], most: usize) {
    if !title.is_empty() && !differences.is_empty() {
        small_ui(ui, format!("{title}, yours → theirs:"));
    }
    for difference in differences.iter().take(most) {
        ui.add(egui::Label::new(difference).wrap());
    }
    if differences.len() > most {
        small_ui(ui, format!("and {} more", differences.len() - most));
    }
}

fn profiles_ui(ui: &mut Ui, state: &State, listing: &Listing, actions: &mut Vec<Action>) {
    card_title_ui(ui, "Profiles");
    for stored in &listing.profiles {
        profile_row_ui(ui, state, stored, actions);
    }
    if !listing.set_aside.is_empty() {
        badge_ui(ui, "Damaged files, set aside", Mood::Warning);
        for name in &listing.set_aside {
            row_ui(ui, name, "", |ui| {
                if ui.button("Put into the bin").clicked() {
                    actions.push(Action::Keep(Keeping::Discard(name.clone())));
                }
            });
        }
        muted_ui(ui, "They hold every byte that was found; a text editor can open them.");
        if link_ui(ui, "Show them in their folder").clicked() {
            actions.push(Action::OpenAddress(format!("file://{}/profiles", state.folder)));
        }
    }
}

/// The way to import; returns whether it is taken.
/// The way in and out for other people's formats; returns which of them is wanted.
fn exchange_ui(ui: &mut Ui) -> Option<Command> {
    card_title_ui(ui, "Import and export");
    muted_ui(
        ui,
        "Skills come from a résumé, a LinkedIn export, a table or text; you tick everything before it enters.",
    );
    muted_ui(ui, "The plan goes out as a report, tables, a calendar or charts; you see it before it is saved.");
    ui.horizontal(|ui| {
        let imports = ui.button("Import…").clicked().then_some(Command::Import);
        let exports = ui.button("Export…").clicked().then_some(Command::Export);
        imports.or(exports)
    })
    .inner
}

fn profile_row_ui(ui: &mut Ui, state: &State, stored: &StoredRow, actions: &mut Vec<Action>) {
    let is_open = state.key.as_ref() == Some(&stored.key);
    let words = format!("saved {}, {}", stored.saved, size(stored.bytes));
    row_ui(ui, &stored.name, &words, |ui| {
        if is_open {
            badge_ui(ui, "Open", Mood::Accent);
        } else if ui.button("Open").clicked() {
            actions.push(Action::OpenProfile(stored.key.clone()));
        }
    });
    if let Some(trouble) = &stored.trouble {
        small_ui(ui, format!("{}: {trouble}", stored.file));
    }
}

fn folder_ui(ui: &mut Ui, state: &State, listing: &Listing, actions: &mut Vec<Action>) {
    card_title_ui(ui, "Data folder");
    ui.add(egui::Label::new(&state.folder).wrap());
    ui.horizontal_wrapped(|ui| {
        if ui.button("Open folder").clicked() {
            actions.push(Action::OpenFolder);
        }
        if ui.button("Copy path").clicked() {
            actions.push(Action::Copy(state.folder.clone()));
        }
    });
    ui.add_space(space::XS);
    for part in &listing.parts {
        pair_ui(ui, &part.folder, |ui| {
            ui.label(size(part.bytes));
            let files = if part.files == 1 { "1 file".to_owned() } else { format!("{} files", part.files) };
            ui.label(egui::RichText::new(files).color(Palette::of(ui).muted));
        });
    }
    let bytes = listing.parts.iter().map(|part| part.bytes).sum();
    pair_ui(ui, "In all", |ui| drop(ui.label(size(bytes))));
}

fn appearance_ui(ui: &mut Ui) {
    card_title_ui(ui, "Appearance");
    muted_ui(ui, "Colours");
    ui.horizontal_wrapped(|ui| {
        if let Some(look) = segmented_ui(ui, "Colours", Look::of(ui.ctx()), &Look::CHOICES) {
            look.wear(ui.ctx());
        }
    });
    muted_ui(ui, "Scale");
    let factor = ui.ctx().zoom_factor();
    let nearest = SCALES.into_iter().find(|(percent, _)| (f32::from(*percent) / 100.0 - factor).abs() < 0.005);
    let chosen = nearest.map_or(0, |(percent, _)| percent);
    ui.horizontal_wrapped(|ui| {
        for choices in SCALES.chunks(4) {
            if let Some(percent) = segmented_ui(ui, "Scale", chosen, choices) {
                ui.ctx().set_zoom_factor(f32::from(percent) / 100.0);
            }
        }
    });
    let mut is_still = !appearance::has_motion(ui.ctx());
    if ui.checkbox(&mut is_still, "Without motion").on_hover_text("Nothing glides when it opens or scrolls").changed() {
        appearance::set_motion(ui.ctx(), !is_still);
    }
}

/// What goes if everything is deleted.
fn erased_ui(ui: &mut Ui, state: &State, listing: &Listing) {
    let names: Vec<&str> = listing.profiles.iter().map(|stored| stored.name.as_str()).collect();
    muted_ui(ui, format!("Gone for good, from {}:", state.folder));
    ui.add(egui::Label::new(format!("Profiles: {}", shortened(&names))).wrap());
    let bytes = listing.parts.iter().map(|part| part.bytes).sum();
    ui.label(format!("{} files, {}:", listing.files.len(), size(bytes)));
    let most = ui.ctx().content_rect().height() * 0.35;
    egui::ScrollArea::vertical().max_height(most).show(ui, |ui| {
        for file in &listing.files {
            small_ui(ui, file);
        }
    });
    small_ui(ui, "This cannot be undone. Files that Premia did not write stay.");
}

/// A name and words on the left, what can be done on the right, a hairline below.
fn row_ui(ui: &mut Ui, name: &str, words: &str, does: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            does(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let job = widgets::name_and_words(ui, name, words);
                ui.add(egui::Label::new(job).truncate());
            });
        });
    });
    widgets::hairline_ui(ui);
}

fn shortened(names: &[&str]) -> String {
    match names {
        [] => "none".to_owned(),
        names if names.len() <= 6 => names.join(", "),
        [first @ .., _] => format!("{} and {} more", first.get(..5).unwrap_or_default().join(", "), names.len() - 5),
    }
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1024 {
        return format!("{kilobytes} KB");
    }
    let tenths = kilobytes * 10 / 1024;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        #[track_caller]
        fn check(bytes: u64, expect: &str) {
            assert_eq!(size(bytes), expect);
        }
        check(0, "0 KB");
        check(1, "1 KB");
        check(20_000, "20 KB");
        check(64 * 1024 * 1024, "64.0 MB");
        check(1_600_000, "1.5 MB");
    }
}
