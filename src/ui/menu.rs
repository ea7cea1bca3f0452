//! The menu bar: every command under a heading, with its keys, as the palette has it under one search field.

use egui::{Button, MenuBar, RichText, Role, Ui, WidgetInfo, vec2};
use egui_material_icons::icons;

use super::command::Command;
use super::theme::{self, Palette};
use crate::state::State;

/// The width of the headings beside each other.
const WIDTH: f32 = 186.0;

/// The headings of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// Profiles, and what comes in and goes out.
    File,
    /// What changes the open profile.
    Edit,
    /// How the window looks.
    View,
    /// The way to places.
    Go,
    /// Keys and what helps to find a fault.
    Help,
}

impl Heading {
    const ALL: [Self; 5] = [Self::File, Self::Edit, Self::View, Self::Go, Self::Help];

    const fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Go => "Go",
            Self::Help => "Help",
        }
    }
}

/// Draws the menus, one beside the other or, in a narrow window, behind one button; returns the command that was chosen.
pub(super) fn menu_bar_ui(ui: &mut Ui, state: &State, is_narrow: bool) -> Option<Command> {
    if is_narrow {
        let chosen = ui.menu_button(icons::ICON_MENU.rich_text().size(18.0), |ui| {
            let menus = Heading::ALL.map(|heading| ui.menu_button(heading.name(), |ui| items_ui(ui, state, heading)));
            menus.into_iter().find_map(|menu| menu.inner.flatten())
        });
        chosen.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Menu"));
        return chosen.inner.flatten();
    }
    // A menu bar takes all the width that it is given.
    let size = vec2(WIDTH, ui.spacing().interact_size.y);
    let bar = ui.allocate_ui(size, |ui| MenuBar::new().ui(ui, |ui| headings_ui(ui, state)));
    bar.inner.inner
}

fn headings_ui(ui: &mut Ui, state: &State) -> Option<Command> {
    let muted = Palette::of(ui).muted;
    let word = |heading: Heading| RichText::new(heading.name()).color(muted).size(theme::LABEL);
    let menus = Heading::ALL.map(|heading| ui.menu_button(word(heading), |ui| items_ui(ui, state, heading)));
    menus.into_iter().find_map(|menu| menu.inner.flatten())
}

fn items_ui(ui: &mut Ui, state: &State, heading: Heading) -> Option<Command> {
    let faint = Palette::of(ui).faint;
    ui.set_min_width(230.0);
    let mut chosen = None;
    for command in Command::all().into_iter().filter(|command| command.heading() == heading) {
        let keys = command.keys().first().map(|keys| ui.ctx().format_shortcut(keys)).unwrap_or_default();
        let button =
            Button::new(command.name_in(state)).right_text(RichText::new(keys).size(theme::SMALL).color(faint));
        let (name, is_of_use) = (command.name_in(state), command.is_of_use(state));
        let response = ui.add_enabled(is_of_use, button);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, is_of_use, &name));
        if response.clicked() {
            chosen = Some(command);
            ui.close();
        }
    }
    chosen
}
