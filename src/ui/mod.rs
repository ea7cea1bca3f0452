//! Everything on screen: the frame of the window, and one file for each screen.

pub mod appearance;
mod changes;
mod cited;
pub mod command;
mod data;
mod diary;
mod drawer;
mod export;
mod first_run;
mod gallery;
mod gap;
mod import;
mod market;
mod menu;
mod notices;
mod numbers;
mod offers;
mod palette;
mod path;
mod profile;
mod projection;
mod reminders;
mod sources;
mod status;
pub mod theme;
mod today;
mod trail;
mod verdict;
mod welcome;
mod why;
mod widgets;
mod wishes;

use egui::{
    Align, Align2, CentralPanel, CornerRadius, Frame, Id, Key, Layout, Margin, Panel, Role, ScrollArea, Sense, Ui,
    WidgetInfo, vec2,
};
use egui_material_icons::icons;

use crate::state::{Action, Opening, Place, Scene, State};
use command::Command;
use theme::{Palette, space};
use widgets::{icon_button_ui, small_ui, strong_text};

/// Below this width, in points, the window is narrow.
const NARROW: f32 = 820.0;

/// The state of the window itself: what is scrolled, searched and folded, but no data.
#[derive(Default)]
pub struct Window {
    rail_is_folded: bool,
    palette: palette::PaletteView,
    shortcuts_are_open: bool,
    first_run: first_run::FirstRunView,
    profile: profile::ProfileView,
    market: market::MarketView,
    gap: gap::GapView,
    path: path::PathView,
    projection: projection::ProjectionView,
    offers: offers::OffersView,
    diary: diary::DiaryView,
    sources: sources::SourcesView,
    data: data::DataView,
    import: import::ImportView,
    export: export::ExportView,
    gallery: gallery::GalleryView,
    shown: Option<(Scene, Place)>,
    trail: trail::Trail,
    /// The field that is typed in.
    typing: Option<Id>,
}

impl Window {
    /// Draws the window and returns what the user wants done.
    pub fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        // A screen reader says the name of the window from its tree, not from its title.
        ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label("Premia"));
        let commands = pressed_commands(ui);
        let mut actions = Vec::new();
        match state.scene {
            Scene::Welcome if state.opening == Opening::Start => welcome::opening_ui(ui),
            Scene::Welcome => {
                let mut imports = false;
                actions.extend(welcome::welcome_ui(ui, state, &mut imports));
                if imports {
                    self.import.open();
                }
            }
            Scene::Setup(screen) => {
                actions.extend(self.first_run.ui(ui, state, screen));
                if std::mem::take(&mut self.first_run.imports) {
                    self.import.open();
                }
            }
            Scene::Work => self.work_ui(ui, state, &mut actions),
        }
        if !state.drawer.is_empty() {
            // Escape closes what lies on top, and no more.
            let is_on_top = !self.palette.is_open() && !self.shortcuts_are_open;
            if is_on_top && ui.input(|input| input.key_pressed(Key::Escape)) {
                actions.push(Action::CloseDrawer);
            }
            actions.extend(drawer::drawer_ui(ui, state));
        }
        // Commands come after the edits of this frame, so that what was being typed is kept before a place is left.
        for command in commands {
            self.run(ui.ctx(), state, command, &mut actions);
        }
        actions.extend(self.import.ui(ui, state));
        actions.extend(self.export.ui(ui, state));
        self.palette_ui(ui, state, &mut actions);
        self.shortcuts_ui(ui);
        notices::notices_ui(ui, state, &mut actions);
        if state.scene != Scene::Work || actions.iter().any(|action| matches!(action, Action::Go(_))) {
            self.gallery.close();
        }
        // What is typed in one visit to a field is one step to undo, however many pauses it has.
        let typing = ui.memory(egui::Memory::focused).filter(|_| ui.text_edit_focused());
        if std::mem::replace(&mut self.typing, typing) != typing && typing.is_some() {
            actions.push(Action::EndGesture);
        }
        actions
    }

    fn work_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        self.top_bar_ui(ui, state, actions);
        status::status_ui(ui, state, actions);
        self.rail_ui(ui, state, actions);
        self.trail.note(state.place);
        let shown = (state.scene, state.place);
        let moved = self.shown.replace(shown) != Some(shown);
        let is_gallery = self.gallery.is_open();
        let palette = Palette::of(ui);
        CentralPanel::default().frame(Frame::new().fill(palette.background)).show(ui, |ui| {
            let mut scroll = ScrollArea::vertical().id_salt(("place", state.place, is_gallery)).auto_shrink(false);
            if moved {
                scroll = scroll.vertical_scroll_offset(0.0);
            }
            scroll.show(ui, |ui| {
                Frame::new().inner_margin(Margin::symmetric(26, 20)).show(ui, |ui| {
                    ui.set_width(ui.available_width().min(1240.0));
                    if is_gallery {
                        return self.gallery.ui(ui, state);
                    }
                    if state.profile.setup == crate::plan::profile::Setup::Sample {
                        sample_banner_ui(ui, actions);
                    }
                    data::banners_ui(ui, state, actions);
                    actions.extend(self.place_ui(ui, state));
                });
            });
        });
    }

    fn place_ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        match state.place {
            Place::Today => today::today_ui(ui, state),
            Place::Profile => self.profile.ui(ui, state),
            Place::Market => self.market.ui(ui, state),
            Place::Gap => self.gap.ui(ui, state),
            Place::Path => self.path.ui(ui, state),
            Place::Projection => self.projection.ui(ui, state),
            Place::Offers => self.offers.ui(ui, state),
            Place::Diary => self.diary.ui(ui, state),
            Place::Sources => self.sources.ui(ui, state),
            Place::Data => {
                let mut actions = self.data.ui(ui, state);
                if let Some(command) = self.data.asks_for.take() {
                    self.run(ui.ctx(), state, command, &mut actions);
                }
                actions
            }
        }
    }

    fn top_bar_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        bar(Panel::top("top bar"), ui, 10).show(ui, |ui| {
            ui.horizontal(|ui| {
                let is_narrow = ui.ctx().content_rect().width() < NARROW;
                if !is_narrow {
                    ui.label(strong_text("Premia"));
                    ui.add_space(space::S);
                }
                if let Some(command) = menu::menu_bar_ui(ui, state, is_narrow) {
                    self.run(ui.ctx(), state, command, actions);
                }
                profile_menu_ui(ui, state, actions);
                if let Some(name) = state.scenario_in_use().filter(|_| ui.available_width() > NARROW) {
                    let badge = widgets::badge_ui(ui, &format!("Scenario: {name}"), widgets::Mood::Plain);
                    badge.on_hover_text("The plan is made in this saved scenario; Projection compares them");
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button_ui(ui, theme_icon(ui), "Switch between light and dark").clicked() {
                        appearance::Look::next(ui.ctx()).wear(ui.ctx());
                    }
                    history_button_ui(ui, Command::Redo, state.history.redo_name(), actions);
                    history_button_ui(ui, Command::Undo, state.history.undo_name(), actions);
                    if palette_button_ui(ui).clicked() {
                        self.palette.open();
                    }
                });
            });
        });
    }

    fn rail_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        let palette = Palette::of(ui);
        // In a narrow window, or at a large scale, the words would leave too little room for the place.
        let is_folded = self.rail_is_folded || ui.available_width() < NARROW;
        let width = if is_folded { 56.0 } else { 168.0 };
        let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(8, 10));
        Panel::left("rail").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            // In a low window the last places would be out of reach.
            let room = ui.available_height() - if ui.ctx().content_rect().width() < NARROW { 0.0 } else { 40.0 };
            ScrollArea::vertical().id_salt("places").max_height(room.max(80.0)).show(ui, |ui| {
                for place in Place::ALL {
                    let is_shown = state.place == place && !self.gallery.is_open();
                    if rail_item_ui(ui, place, is_shown, is_folded) {
                        actions.push(Action::Go(place));
                    }
                }
            });
            if ui.ctx().content_rect().width() < NARROW {
                return;
            }
            ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
                let (icon, name) = if self.rail_is_folded {
                    (icons::ICON_LEFT_PANEL_OPEN, "Show the words of the rail")
                } else {
                    (icons::ICON_LEFT_PANEL_CLOSE, "Fold the rail")
                };
                if icon_button_ui(ui, icon, name).clicked() {
                    self.rail_is_folded = !self.rail_is_folded;
                }
            });
        });
    }

    fn run(&mut self, ctx: &egui::Context, state: &State, command: Command, actions: &mut Vec<Action>) {
        match command {
            Command::Import if state.scene != Scene::Welcome => self.import.open(),
            Command::Export if state.scene == Scene::Work => self.export.open(ctx, state),
            Command::Palette => self.palette.open(),
            Command::Gallery if state.scene == Scene::Work => self.gallery.open(),
            Command::Shortcuts => self.shortcuts_are_open = !self.shortcuts_are_open,
            Command::Theme => appearance::Look::next(ctx).wear(ctx),
            Command::HighContrast => appearance::Look::HighContrast.wear(ctx),
            Command::Back => actions.extend(self.trail.go_back().map(Action::Go)),
            Command::Ahead => actions.extend(self.trail.go_ahead().map(Action::Go)),
            Command::ZoomIn => zoom(ctx, 0.1),
            Command::ZoomOut => zoom(ctx, -0.1),
            Command::ZoomReset => ctx.set_zoom_factor(1.0),
            Command::CopyRows if state.scene == Scene::Work => self.market.copy_rows(ctx, state),
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Command::Find => {
                if !matches!(state.place, Place::Market | Place::Profile | Place::Sources) {
                    actions.push(Action::Go(Place::Market));
                }
                self.market.focus_search = true;
                self.profile.focus_search = true;
                self.sources.search();
            }
            command => actions.extend(command.action(state)),
        }
    }

    fn palette_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        match self.palette.ui(ui, state) {
            Some(palette::Hit::Command(command)) => self.run(ui.ctx(), state, command, actions),
            Some(palette::Hit::Skill(skill)) => {
                self.market.select(skill);
                actions.push(Action::Go(Place::Market));
            }
            Some(palette::Hit::Step(step)) => {
                self.path.choose(step);
                actions.push(Action::Go(Place::Path));
            }
            None => {}
        }
    }

    fn shortcuts_ui(&mut self, ui: &mut Ui) {
        if !self.shortcuts_are_open {
            return;
        }
        let response = egui::Modal::new(Id::unique("shortcuts")).show(ui.ctx(), |ui| {
            ui.set_width(380.0);
            widgets::heading_ui(ui, "Keys");
            let most = (ui.ctx().content_rect().height() - 220.0).max(120.0);
            ScrollArea::vertical().max_height(most).show(ui, |ui| {
                for command in Command::all().into_iter().filter(|command| !command.keys().is_empty()) {
                    widgets::pair_ui(ui, &command.name(), |ui| {
                        let texts: Vec<String> =
                            command.keys().iter().map(|keys| ui.ctx().format_shortcut(keys)).collect();
                        ui.label(texts.join(" or "));
                    });
                }
            });
            small_ui(ui, "On a level: 0 to 4, or the arrow keys. In a text field, Undo is the field's own.");
            ui.button("Close").clicked()
        });
        if response.should_close() || response.inner {
            self.shortcuts_are_open = false;
        }
    }
}

fn bar(panel: Panel, ui: &Ui, margin: i8) -> Panel {
    let palette = Palette::of(ui);
    panel.frame(Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(16, margin))).resizable(false)
}

/// One place of the rail; returns whether it was chosen.
fn rail_item_ui(ui: &mut Ui, place: Place, is_open: bool, is_folded: bool) -> bool {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, is_open, place.name()));
    let colour = if is_open { palette.accent } else { palette.muted };
    let fill = match (is_open, response.hovered()) {
        (true, _) => palette.accent_tint,
        (false, true) => palette.track,
        (false, false) => palette.panel,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(theme::CONTROL_RADIUS), fill);
    let icon = command::place_icon(place);
    let centre = if is_folded { rect.center() } else { egui::pos2(rect.left() + 19.0, rect.center().y) };
    let icon_font = egui::FontId::new(18.0, icon.font_family());
    ui.painter().text(centre, Align2::CENTER_CENTER, icon.codepoint, icon_font, colour);
    if !is_folded {
        let font = if is_open { theme::strong(theme::BODY) } else { theme::regular(theme::BODY) };
        ui.painter().text(
            egui::pos2(rect.left() + 38.0, rect.center().y),
            Align2::LEFT_CENTER,
            place.name(),
            font,
            colour,
        );
    }
    widgets::focus_ring(ui, &response, rect.shrink(1.0));
    let keys = shortcut_text(ui, Command::Go(place));
    let keys = if keys.is_empty() { keys } else { format!(" ({keys})") };
    response.on_hover_text(format!("{}{keys}", place.name())).clicked()
}

/// The commands whose keys were pressed in this frame. A field that is being typed in is left first, and hands over.
fn pressed_commands(ui: &Ui) -> Vec<Command> {
    let mut commands: Vec<(egui::KeyboardShortcut, Command)> = Command::all()
        .into_iter()
        .flat_map(|command| command.keys().into_iter().map(move |keys| (keys, command)))
        .collect();
    // A shortcut also matches with further modifiers held, so those with more of them are tried first.
    commands
        .sort_by_key(|(keys, _)| std::cmp::Reverse(u8::from(keys.modifiers.shift) + u8::from(keys.modifiers.command)));
    let is_typing = ui.text_edit_focused();
    let is_the_fields_own = |command: &Command| {
        is_typing && matches!(command, Command::Undo | Command::Redo | Command::Back | Command::Ahead)
    };
    let pressed: Vec<Command> = commands
        .into_iter()
        .filter(|(_, command)| !is_the_fields_own(command))
        .filter(|(keys, _)| ui.input_mut(|input| input.consume_shortcut(keys)))
        .map(|(_, command)| command)
        .collect();
    if !pressed.is_empty() && is_typing {
        ui.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
    }
    pressed
}

/// The way to the palette, in words where there is room for them.
fn palette_button_ui(ui: &mut Ui) -> egui::Response {
    let keys = shortcut_text(ui, Command::Palette);
    let name = Command::Palette.name();
    if ui.ctx().content_rect().width() < NARROW {
        return icon_button_ui(ui, icons::ICON_SEARCH, &format!("{name} ({keys})"));
    }
    let palette = Palette::of(ui);
    let text = egui::RichText::new(format!("{name}   {keys}")).color(palette.muted).size(theme::LABEL);
    ui.add(egui::Button::new(text))
}

fn shortcut_text(ui: &Ui, command: Command) -> String {
    command.keys().first().map(|keys| ui.ctx().format_shortcut(keys)).unwrap_or_default()
}

fn history_button_ui(ui: &mut Ui, command: Command, name: Option<&str>, actions: &mut Vec<Action>) {
    let (icon, word, action) = match command {
        Command::Redo => (icons::ICON_REDO, "Redo", Action::Redo),
        _ => (icons::ICON_UNDO, "Undo", Action::Undo),
    };
    let text = name.map_or_else(|| word.to_owned(), |name| format!("{word}: {name}"));
    ui.add_enabled_ui(name.is_some(), |ui| {
        if icon_button_ui(ui, icon, &text).clicked() {
            actions.push(action);
        }
    });
}

fn profile_menu_ui(ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
    let most = if ui.ctx().content_rect().width() < NARROW { 20 } else { 32 };
    let name: String = state.profile.name.chars().take(most).collect();
    let chosen = ui.menu_button(name, |ui| {
        ui.set_min_width(220.0);
        let mut chosen = None;
        for entry in &state.profiles {
            let is_open = state.key.as_ref() == Some(&entry.key);
            let words = if entry.readable { entry.name.clone() } else { format!("{} (cannot be read)", entry.name) };
            let button = egui::Button::selectable(is_open, words).truncate();
            if ui.add_enabled(entry.readable, button).clicked() && !is_open {
                chosen = Some(Action::OpenProfile(entry.key.clone()));
            }
        }
        ui.separator();
        for (command, action) in [
            (Command::NewProfile, Action::StartSetup),
            (Command::Duplicate, Action::DuplicateProfile),
            (Command::Sample, Action::OpenSample),
            (Command::OpenProfile, Action::Welcome),
            (Command::OpenFolder, Action::OpenFolder),
        ] {
            if ui.button(command.name()).clicked() {
                chosen = Some(action);
            }
        }
        if let Some(key) = &state.key
            && ui.button("Delete this profile").clicked()
        {
            chosen = Some(Action::DeleteProfile(key.clone()));
        }
        if chosen.is_some() {
            ui.close();
        }
        chosen
    });
    actions.extend(chosen.inner.flatten());
}

fn sample_banner_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    widgets::banner_ui(ui, widgets::Mood::Warning, |ui| {
        ui.label("You are looking at an invented sample. Change anything; your own data is never mixed with it.");
        if widgets::link_ui(ui, "Start my own plan").clicked() {
            actions.push(Action::StartSetup);
        }
    });
    ui.add_space(space::M);
}

fn theme_icon(ui: &Ui) -> egui_material_icons::MaterialIcon {
    if ui.visuals().dark_mode { icons::ICON_LIGHT_MODE } else { icons::ICON_DARK_MODE }
}

/// Changes the scale of everything, between 80% and 200%.
fn zoom(ctx: &egui::Context, by: f32) {
    let factor = ((ctx.zoom_factor() + by) * 10.0).round() / 10.0;
    ctx.set_zoom_factor(factor.clamp(0.8, 2.0));
}
