//! Every command: its words, its icon and its keys, which menu, palette and keyboard share.

use egui::{Key, KeyboardShortcut, Modifiers};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons;

use super::menu::Heading;
use crate::state::{Action, Place, State};

/// Something that can be done from anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// Open a place.
    Go(Place),
    /// Take back the last change.
    Undo,
    /// Do it again.
    Redo,
    /// Start a new profile.
    NewProfile,
    /// Go to the welcome screen, to open another profile.
    OpenProfile,
    /// Save at once.
    Save,
    /// Copy the profile.
    Duplicate,
    /// Look around in the sample.
    Sample,
    /// Show the list of commands.
    Palette,
    /// Put the cursor into the search field of the place.
    Find,
    /// Copy the rows of the market's table, for a spreadsheet.
    CopyRows,
    /// Make everything larger.
    ZoomIn,
    /// Make everything smaller.
    ZoomOut,
    /// Back to the size of 100%.
    ZoomReset,
    /// Switch between light and dark.
    Theme,
    /// White on black, with strong edges.
    HighContrast,
    /// Go to the place that was shown before.
    Back,
    /// Go to the place that was left by going back.
    Ahead,
    /// Open the folder of profiles.
    OpenFolder,
    /// Copy the sheet of what work shows, to send to clients.
    CopyProof,
    /// Copy what helps to find a fault.
    CopyDiagnostics,
    /// Write the profile to a file without private words.
    ExportWithoutPrivateWords,
    /// Import skills from somebody else's format.
    Import,
    /// Write the plan for other programs and people.
    Export,
    /// Show all keys.
    Shortcuts,
    /// Show the parts that screens are made of.
    Gallery,
    /// Save and close the window.
    Quit,
}

impl Command {
    /// Every command, in the order of the palette.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let places = Place::ALL.into_iter().map(Self::Go);
        let rest = [
            Self::Undo,
            Self::Redo,
            Self::NewProfile,
            Self::OpenProfile,
            Self::Save,
            Self::Duplicate,
            Self::Sample,
            Self::Palette,
            Self::Find,
            Self::CopyRows,
            Self::ZoomIn,
            Self::ZoomOut,
            Self::ZoomReset,
            Self::Theme,
            Self::HighContrast,
            Self::Back,
            Self::Ahead,
            Self::OpenFolder,
            Self::CopyProof,
            Self::CopyDiagnostics,
            Self::ExportWithoutPrivateWords,
            Self::Import,
            Self::Export,
            Self::Shortcuts,
            Self::Gallery,
            Self::Quit,
        ];
        places.chain(rest).collect()
    }

    /// The words in menus and in the palette.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Go(place) => format!("Go to {}", place.name()),
            Self::Undo => "Undo".to_owned(),
            Self::Redo => "Redo".to_owned(),
            Self::NewProfile => "New profile…".to_owned(),
            Self::OpenProfile => "Open another profile…".to_owned(),
            Self::Save => "Save now".to_owned(),
            Self::Duplicate => "Duplicate this profile".to_owned(),
            Self::Sample => "Look around with the sample".to_owned(),
            Self::Palette => "Search or run a command".to_owned(),
            Self::Find => "Find a skill".to_owned(),
            Self::CopyRows => "Copy the rows of the market".to_owned(),
            Self::ZoomIn => "Larger".to_owned(),
            Self::ZoomOut => "Smaller".to_owned(),
            Self::ZoomReset => "Normal size".to_owned(),
            Self::Theme => "Switch between light and dark".to_owned(),
            Self::HighContrast => "Switch to high contrast".to_owned(),
            Self::Back => "Back to the place before".to_owned(),
            Self::Ahead => "Forward to the place after".to_owned(),
            Self::OpenFolder => "Open the folder of profiles".to_owned(),
            Self::CopyProof => "Copy the proof sheet for clients".to_owned(),
            Self::CopyDiagnostics => "Copy diagnostics".to_owned(),
            Self::ExportWithoutPrivateWords => "Export without private words".to_owned(),
            Self::Import => "Import skills…".to_owned(),
            Self::Export => "Export the plan…".to_owned(),
            Self::Shortcuts => "Show all keys".to_owned(),
            Self::Gallery => "Show widget gallery".to_owned(),
            Self::Quit => "Quit".to_owned(),
        }
    }

    /// Its keys, if it has any; the first is the one shown.
    #[must_use]
    pub fn keys(self) -> Vec<KeyboardShortcut> {
        // Nine digits lead to places; with Ctrl, the tenth makes everything its normal size.
        const PLACE_KEYS: [Key; 9] =
            [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
        let command = |key| KeyboardShortcut::new(Modifiers::COMMAND, key);
        let shifted = |key| KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, key);
        let along = |key| KeyboardShortcut::new(Modifiers::ALT, key);
        match self {
            Self::Go(place) => Place::ALL
                .into_iter()
                .zip(PLACE_KEYS)
                .filter(|(own, _)| *own == place)
                .map(|(_, key)| command(key))
                .collect(),
            Self::Undo => vec![command(Key::Z)],
            Self::Redo => vec![shifted(Key::Z), command(Key::Y)],
            Self::NewProfile => vec![command(Key::N)],
            Self::OpenProfile => vec![command(Key::O)],
            Self::Save => vec![command(Key::S)],
            Self::Quit => vec![command(Key::Q)],
            Self::Palette => vec![command(Key::K), command(Key::P)],
            Self::Find => vec![command(Key::F)],
            Self::CopyRows => vec![command(Key::T)],
            Self::ZoomIn => vec![command(Key::Plus), command(Key::Equals)],
            Self::ZoomOut => vec![command(Key::Minus)],
            Self::ZoomReset => vec![command(Key::Num0)],
            Self::Shortcuts => vec![command(Key::Slash), KeyboardShortcut::new(Modifiers::NONE, Key::F1)],
            Self::Duplicate => vec![shifted(Key::S)],
            Self::Import => vec![command(Key::I)],
            Self::Export => vec![command(Key::E)],
            Self::Back => vec![along(Key::ArrowLeft), KeyboardShortcut::new(Modifiers::NONE, Key::BrowserBack)],
            Self::Ahead => vec![along(Key::ArrowRight)],
            Self::Sample
            | Self::Theme
            | Self::HighContrast
            | Self::OpenFolder
            | Self::CopyProof
            | Self::CopyDiagnostics
            | Self::ExportWithoutPrivateWords
            | Self::Gallery => Vec::new(),
        }
    }

    /// The words in menus, which say what would be undone.
    #[must_use]
    pub fn name_in(self, state: &State) -> String {
        let what = match self {
            Self::Undo => state.history.undo_name(),
            Self::Redo => state.history.redo_name(),
            _ => None,
        };
        what.map_or_else(|| self.name(), |what| format!("{}: {what}", self.name()))
    }

    /// The menu that it stands in.
    pub(super) const fn heading(self) -> Heading {
        match self {
            Self::NewProfile
            | Self::OpenProfile
            | Self::Save
            | Self::Duplicate
            | Self::Sample
            | Self::Import
            | Self::Export
            | Self::CopyProof
            | Self::ExportWithoutPrivateWords
            | Self::OpenFolder
            | Self::Quit => Heading::File,
            Self::Undo | Self::Redo | Self::Find | Self::CopyRows => Heading::Edit,
            Self::ZoomIn | Self::ZoomOut | Self::ZoomReset | Self::Theme | Self::HighContrast => Heading::View,
            Self::Go(_) | Self::Back | Self::Ahead => Heading::Go,
            Self::Palette | Self::Shortcuts | Self::CopyDiagnostics | Self::Gallery => Heading::Help,
        }
    }

    /// Whether it would do something now.
    #[must_use]
    pub fn is_of_use(self, state: &State) -> bool {
        self.concerns_the_window() || self.action(state).is_some()
    }

    /// Whether it concerns the window alone, and not the state.
    const fn concerns_the_window(self) -> bool {
        matches!(
            self,
            Self::Import
                | Self::Export
                | Self::Palette
                | Self::Find
                | Self::CopyRows
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomReset
                | Self::Theme
                | Self::HighContrast
                | Self::Back
                | Self::Ahead
                | Self::Shortcuts
                | Self::Gallery
                | Self::Quit
        )
    }

    /// What it does to the state, unless it concerns the window alone or is of no use now.
    #[must_use]
    pub fn action(self, state: &State) -> Option<Action> {
        match self {
            Self::Go(place) => (state.scene == crate::state::Scene::Work).then_some(Action::Go(place)),
            Self::Undo => state.history.undo_name().is_some().then_some(Action::Undo),
            Self::Redo => state.history.redo_name().is_some().then_some(Action::Redo),
            Self::NewProfile => Some(Action::StartSetup),
            Self::OpenProfile => Some(Action::Welcome),
            Self::Save => state.key.is_some().then_some(Action::SaveNow),
            Self::Duplicate => state.key.is_some().then_some(Action::DuplicateProfile),
            Self::Sample => Some(Action::OpenSample),
            Self::OpenFolder => Some(Action::OpenFolder),
            Self::CopyProof => (state.scene == crate::state::Scene::Work).then_some(Action::CopyProof),
            Self::CopyDiagnostics => Some(Action::CopyDiagnostics),
            Self::ExportWithoutPrivateWords => state.key.is_some().then_some(Action::ExportWithoutPrivateWords),
            Self::Import
            | Self::Export
            | Self::Palette
            | Self::Find
            | Self::CopyRows
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset
            | Self::Theme
            | Self::HighContrast
            | Self::Back
            | Self::Ahead
            | Self::Shortcuts
            | Self::Gallery
            | Self::Quit => None,
        }
    }
}

/// The icon of a place in the rail.
#[must_use]
pub fn place_icon(place: Place) -> MaterialIcon {
    match place {
        Place::Today => icons::ICON_HOME,
        Place::Profile => icons::ICON_PERSON,
        Place::Market => icons::ICON_BAR_CHART,
        Place::Gap => icons::ICON_ALIGN_HORIZONTAL_LEFT,
        Place::Path => icons::ICON_ROUTE,
        Place::Projection => icons::ICON_TRENDING_UP,
        Place::Offers => icons::ICON_HANDSHAKE,
        Place::Diary => icons::ICON_EDIT_NOTE,
        Place::Sources => icons::ICON_MENU_BOOK,
        Place::Data => icons::ICON_DATABASE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Every command that is met by one press of a key, as the window tests them: more modifiers first.
    #[test]
    fn no_two_commands_share_a_key() {
        let mut taken: BTreeMap<String, Command> = BTreeMap::new();
        for command in Command::all() {
            for keys in command.keys() {
                let name = format!("{:?}+{:?}", keys.modifiers, keys.logical_key);
                assert_eq!(taken.insert(name.clone(), command), None, "{name} is taken twice");
            }
        }
    }

    #[test]
    fn every_command_has_words_of_its_own() {
        let mut names: Vec<String> = Command::all().into_iter().map(Command::name).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
