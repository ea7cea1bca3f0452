//! Export: choose a format, see how it will look, say where it goes.

use std::path::Path;
use std::sync::Arc;

use egui::{
    ColorImage, Id, Image, Role, ScrollArea, Sense, Stroke, TextureHandle, TextureOptions, Ui, WidgetInfo, vec2,
};

use super::theme::{self, Palette, space};
use super::widgets::{Mood, banner_ui, heading_ui, muted_ui, primary_button_ui, segmented_ui, small_ui, strong_ui};
use crate::plan::Plan;
use crate::plan::projection::Projection;
use crate::state::{
    Action, Decimals, ExportKind, ExportLook, ExportPicture, ExportPreview, ExportStop, ExportWish, NamesakeFile, State,
};

/// What is kept with the window's place until the next export.
const FORMAT: &str = "export format";
const COMMAS: &str = "export with decimal commas";
const FOLDER: &str = "export folder";
/// The most letters of a profile's name in the name of a file.
const MOST_LETTERS: usize = 40;

/// What is chosen and typed while exporting; nothing while the window is closed.
#[derive(Default)]
pub(super) struct ExportView {
    open: Option<Choices>,
}

/// The choices of one export.
struct Choices {
    wish: ExportWish,
    path: String,
    /// What the newest preview was asked for, with the plan of that moment.
    asked: Option<Asked>,
    /// How many files had been written when it was opened.
    saved: u64,
    /// The pictures of a preview, by its number, as far as they have been seen.
    shown: (u64, Vec<Option<TextureHandle>>),
}

#[derive(Clone)]
struct Asked {
    wish: ExportWish,
    plan: Option<Arc<Plan>>,
    projection: Option<Arc<Projection>>,
}

impl ExportView {
    /// Opens the window with what was chosen last.
    pub(super) fn open(&mut self, ctx: &egui::Context, state: &State) {
        let word: String = remembered(ctx, FORMAT);
        let kinds = &state.exports.kinds;
        let Some(kind) = kinds.iter().find(|kind| kind.word == word).or(kinds.first()).copied() else { return };
        let decimals = if remembered(ctx, COMMAS) { Decimals::Commas } else { Decimals::Points };
        let path = usual_path(ctx, state, kind);
        let wish = ExportWish { kind, decimals };
        self.open = Some(Choices { wish, path, asked: None, saved: state.exports.saved, shown: (0, Vec::new()) });
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State) -> Vec<Action> {
        let Some(choices) = &mut self.open else { return Vec::new() };
        if state.exports.saved != choices.saved {
            remember(ui.ctx(), FOLDER, state.exports.shown.clone());
            self.open = None;
            return Vec::new();
        }
        let mut actions = choices.ask(state);
        let response = egui::Modal::new(Id::unique("export")).show(ui.ctx(), |ui| {
            let screen = ui.ctx().content_rect();
            ui.set_width(760.0_f32.min(screen.width() - 60.0));
            heading_ui(ui, "Export the plan");
            choices.format_ui(ui, state);
            ui.add_space(space::S);
            choices.preview_ui(ui, state, (screen.height() - 330.0).max(90.0));
            ui.add_space(space::S);
            choices.foot_ui(ui, state, &mut actions)
        });
        let should_close = response.should_close();
        if response.inner || should_close {
            self.open = None;
        }
        actions
    }
}

impl Choices {
    /// Asks for a preview where the choice or the plan is another than that of the last one.
    fn ask(&mut self, state: &State) -> Vec<Action> {
        let planning = &state.planning;
        let now = Asked { wish: self.wish, plan: planning.plan.clone(), projection: planning.projection.clone() };
        if self.asked.as_ref().is_some_and(|asked| asked.is_same(&now)) {
            return Vec::new();
        }
        self.asked = Some(now);
        vec![Action::PreviewExport(self.wish)]
    }

    fn format_ui(&mut self, ui: &mut Ui, state: &State) {
        let mut kind = self.wish.kind;
        ui.horizontal_wrapped(|ui| {
            egui::ComboBox::from_label("Format").width(230.0).height(480.0).selected_text(kind.name).show_ui(
                ui,
                |ui| {
                    for choice in &state.exports.kinds {
                        ui.selectable_value(&mut kind, *choice, choice.name);
                    }
                },
            );
            if kind.is_table {
                let choices = [(Decimals::Points, "1.5 and commas"), (Decimals::Commas, "1,5 and semicolons")];
                if let Some(decimals) = segmented_ui(ui, "Numbers", self.wish.decimals, &choices) {
                    self.wish.decimals = decimals;
                    remember(ui.ctx(), COMMAS, decimals == Decimals::Commas);
                }
            }
        });
        if kind != self.wish.kind {
            let is_typed = self.path != usual_path(ui.ctx(), state, self.wish.kind);
            self.path = if is_typed {
                Path::new(&self.path).with_extension(kind.ending).display().to_string()
            } else {
                usual_path(ui.ctx(), state, kind)
            };
            self.wish.kind = kind;
            remember(ui.ctx(), FORMAT, kind.word.to_owned());
        }
    }

    fn preview_ui(&mut self, ui: &mut Ui, state: &State, height: f32) {
        let palette = Palette::of(ui);
        let frame = egui::Frame::new()
            .fill(palette.background)
            .stroke(Stroke::new(1.0, palette.line))
            .corner_radius(egui::CornerRadius::same(theme::CONTROL_RADIUS))
            .inner_margin(egui::Margin::same(10));
        frame.show(ui, |ui| {
            ui.set_min_height(height);
            ui.set_width(ui.available_width());
            let preview = state.exports.preview.as_ref().filter(|preview| preview.wish == self.wish);
            let scroll = ScrollArea::both().id_salt(self.wish.kind.word).max_height(height).auto_shrink(false);
            scroll.show(ui, |ui| match preview {
                None => drop(muted_ui(ui, "Drawing…")),
                Some(ExportPreview { look: ExportLook::Words(words), .. }) => {
                    let text = egui::RichText::new(words).font(theme::regular(theme::SMALL));
                    ui.add(egui::Label::new(text).extend().selectable(true));
                }
                Some(ExportPreview { look: ExportLook::Nothing(why), .. }) => drop(muted_ui(ui, why)),
                Some(ExportPreview { look: ExportLook::Pictures(pictures), number, .. }) => {
                    self.pictures_ui(ui, pictures, *number);
                }
            });
        });
    }

    fn pictures_ui(&mut self, ui: &mut Ui, pictures: &[ExportPicture], number: u64) {
        if self.shown.0 != number {
            self.shown = (number, vec![None; pictures.len()]);
        }
        for (picture, texture) in pictures.iter().zip(&mut self.shown.1) {
            picture_ui(ui, picture, texture);
            ui.add_space(space::S);
        }
    }

    /// Where it goes and what became of it; returns whether the window is to be closed.
    fn foot_ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) -> bool {
        let label = ui.label("Save as");
        let field = egui::TextEdit::singleline(&mut self.path).desired_width(f32::INFINITY).margin(vec2(8.0, 6.0));
        let response = ui.add(field).labelled_by(label.id);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        small_ui(ui, "A file that is there already is never replaced without asking.");
        let path = self.path.trim().to_owned();
        let stop = state.exports.stopped.as_ref().filter(|(of, _)| *of == path).map(|(_, stop)| stop);
        let mut save = None;
        match stop {
            Some(ExportStop::Taken) => banner_ui(ui, Mood::Warning, |ui| {
                ui.label("There is a file of this name already.");
                if ui.button("Replace it").clicked() {
                    save = Some(NamesakeFile::Replace);
                }
            }),
            Some(ExportStop::Failed(text, hint)) => banner_ui(ui, Mood::Warning, |ui| {
                strong_ui(ui, text);
                muted_ui(ui, hint);
            }),
            None => {}
        }
        let can_save = !path.is_empty() && !state.exports.is_saving && state.planning.projection.is_some();
        let closed = ui
            .horizontal(|ui| {
                let closed = ui.button("Cancel").clicked();
                let word = if state.exports.is_saving { "Saving…" } else { "Save" };
                let clicked = ui.add_enabled_ui(can_save, |ui| primary_button_ui(ui, word)).inner.clicked();
                if clicked || (entered && can_save) {
                    save = Some(NamesakeFile::Keep);
                }
                closed
            })
            .inner;
        actions.extend(save.map(|namesake| Action::SaveExport(self.wish, path, namesake)));
        closed
    }
}

impl Asked {
    fn is_same(&self, other: &Self) -> bool {
        fn is_one<T>(left: Option<&Arc<T>>, right: Option<&Arc<T>>) -> bool {
            match (left, right) {
                (Some(left), Some(right)) => Arc::ptr_eq(left, right),
                (None, None) => true,
                _ => false,
            }
        }
        self.wish == other.wish
            && is_one(self.plan.as_ref(), other.plan.as_ref())
            && is_one(self.projection.as_ref(), other.projection.as_ref())
    }
}

/// A picture as wide as there is room; it goes to the graphics card when it is first seen.
fn picture_ui(ui: &mut Ui, picture: &ExportPicture, texture: &mut Option<TextureHandle>) {
    let side = |pixels: usize| f32::from(u16::try_from(pixels).unwrap_or(u16::MAX));
    let (width, height) = (side(picture.width).max(1.0), side(picture.height));
    let room = ui.available_width().min(width).max(1.0);
    let (rect, response) = ui.allocate_exact_size(vec2(room, room * height / width), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &picture.words));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let texture = texture.get_or_insert_with(|| {
        let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
        ui.ctx().load_texture("export", image, TextureOptions::LINEAR)
    });
    Image::new((texture.id(), rect.size())).paint_at(ui, rect);
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, Palette::of(ui).line), egui::StrokeKind::Outside);
}

/// Where a file of this kind goes if nothing else is typed.
fn usual_path(ctx: &egui::Context, state: &State, kind: ExportKind) -> String {
    let last: String = remembered(ctx, FOLDER);
    let folder = if last.is_empty() { &state.exports.folder } else { &last };
    let name = file_name(&state.profile.name, kind, &state.today.to_string());
    Path::new(folder).join(name).display().to_string()
}

/// A name that every disk takes: letters and digits of the profile's, what of the plan it is, the day.
fn file_name(profile: &str, kind: ExportKind, today: &str) -> String {
    let letters: String = profile.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let words: Vec<String> = letters.split_whitespace().map(str::to_lowercase).collect();
    let name: String = words.join("-").chars().take(MOST_LETTERS).collect();
    let name = if name.is_empty() { "plan" } else { name.trim_end_matches('-') };
    let part = kind.word.split_once('-').map(|(_, part)| format!("-{part}")).unwrap_or_default();
    format!("{name}{part}-{today}.{}", kind.ending)
}

fn remembered<T: egui::util::id_type_map::SerializableAny + Default>(ctx: &egui::Context, name: &'static str) -> T {
    ctx.data_mut(|data| data.get_persisted(Id::unique(name))).unwrap_or_default()
}

fn remember<T: egui::util::id_type_map::SerializableAny>(ctx: &egui::Context, name: &'static str, value: T) {
    ctx.data_mut(|data| data.insert_persisted(Id::unique(name), value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain() {
        #[track_caller]
        fn check(profile: &str, word: &'static str, ending: &'static str, expect: &str) {
            let kind = ExportKind { word, name: "", ending, is_table: false };
            assert_eq!(file_name(profile, kind, "2026-11-22"), expect);
        }
        check("My plan", "pdf", "pdf", "my-plan-2026-11-22.pdf");
        check("../a\\b: c", "csv-months", "csv", "a-b-c-months-2026-11-22.csv");
        check("???", "svg-steps", "svg", "plan-steps-2026-11-22.svg");
        check(&"long ".repeat(30), "ics", "ics", "long-long-long-long-long-long-long-long-2026-11-22.ics");
    }
}
