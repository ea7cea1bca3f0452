//! What somebody wants to export, how that will look, and what became of it.

use std::sync::Arc;

use super::{Effect, Remedy, Scene, State, Tone};

/// A format that a plan can be exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportKind {
    /// The word for it, as on the command line.
    pub word: &'static str,
    /// What it is, for people.
    pub name: &'static str,
    /// The usual ending of its files.
    pub ending: &'static str,
    /// Whether it is a table, whose numbers can be written in two ways.
    pub is_table: bool,
}

/// How numbers stand in tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimals {
    /// Points in numbers, commas between cells.
    #[default]
    Points,
    /// Commas in numbers, semicolons between cells.
    Commas,
}

/// What is to be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportWish {
    /// The format.
    pub kind: ExportKind,
    /// How numbers stand in it, if it is a table.
    pub decimals: Decimals,
}

/// What is to happen to a file that has the wanted name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamesakeFile {
    /// It stays, and the user is asked.
    Keep,
    /// It is replaced.
    Replace,
}

/// A picture of a chart or page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportPicture {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Four bytes for each pixel: red, green, blue, opacity, which is always whole.
    pub rgba: Arc<[u8]>,
    /// What is to be seen on it.
    pub words: String,
}

/// How an export will look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportLook {
    /// Words, as they will stand in the file.
    Words(String),
    /// A picture for each chart or page.
    Pictures(Vec<ExportPicture>),
    /// Nothing, and why.
    Nothing(String),
}

/// The answer to a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportPreview {
    /// What was asked for.
    pub wish: ExportWish,
    /// How it will look.
    pub look: ExportLook,
    /// Tells this answer from those before.
    pub number: u64,
}

/// Why an export was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportStop {
    /// There is a file of that name, which is kept unless the user says otherwise.
    Taken,
    /// It cannot be written, for this reason and with this to do about it.
    Failed(String, String),
}

/// Where exporting stands.
#[derive(Clone, Debug, Default)]
pub struct Exports {
    /// What can be chosen from.
    pub kinds: Vec<ExportKind>,
    /// The folder that files go to if none is named.
    pub folder: String,
    /// The newest preview.
    pub preview: Option<ExportPreview>,
    /// Whether a file is being written.
    pub is_saving: bool,
    /// The path that was not written last, and why.
    pub stopped: Option<(String, ExportStop)>,
    /// How many files were written.
    pub saved: u64,
    /// The folder of the file that was written last.
    pub shown: String,
}

impl State {
    /// Shows how an export will look, if there is a plan.
    pub(super) fn preview_export(&mut self, wish: ExportWish) -> Vec<Effect> {
        self.exports.stopped = None;
        if self.scene == Scene::Work { vec![Effect::PreviewExport(wish)] } else { Vec::new() }
    }

    /// Has an export written.
    pub(super) fn save_export(&mut self, wish: ExportWish, path: String, namesake: NamesakeFile) -> Vec<Effect> {
        self.exports.stopped = None;
        if self.exports.is_saving {
            return Vec::new();
        }
        self.exports.is_saving = true;
        vec![Effect::SaveExport(wish, path, namesake)]
    }

    /// Takes in what became of writing a file.
    pub fn export_ended(&mut self, path: String, folder: String, stop: Option<ExportStop>) {
        self.exports.is_saving = false;
        if let Some(stop) = stop {
            self.exports.stopped = Some((path, stop));
            return;
        }
        self.exports.saved += 1;
        self.exports.shown = folder;
        self.notify_with(Tone::Good, "Exported", path, Remedy::ShowExport);
    }
}
