//! Exports from the window: how one will look, and its file, both made in the background.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{App, sentence};
use crate::exchange::export::{self, Existing, Format, Numbers, Picture, Preview, Report, SaveError};
use crate::plan::Plan;
use crate::plan::gap::own_gap;
use crate::plan::market::Market;
use crate::plan::profile::Profile;
use crate::plan::projection::Projection;
use crate::plan::units::Date;
use crate::state::{
    Decimals, ExportKind, ExportLook, ExportPicture, ExportPreview, ExportStop, ExportWish, NamesakeFile, State,
};

/// The most words of a preview, in bytes; a file has all of them.
const MOST_WORDS: usize = 40_000;

/// What became of a wish to write a file: its path, its folder, and why it was not written if so.
pub(super) struct Ended {
    path: String,
    folder: String,
    stop: Option<ExportStop>,
}

/// What the window can choose from.
pub(super) fn kinds() -> Vec<ExportKind> {
    let kind = |format: Format| ExportKind {
        word: format.word(),
        name: format.name(),
        ending: format.ending(),
        is_table: format.is_table(),
    };
    Format::ALL.into_iter().map(kind).collect()
}

/// Where exports go if nothing else is said: beside the profiles that were asked for, or among the user's documents.
pub(super) fn folder(data_dir: Option<&Path>) -> String {
    let documents = || {
        let of_user = directories::UserDirs::new()?;
        Some(of_user.document_dir().unwrap_or_else(|| of_user.home_dir()).to_owned())
    };
    let folder = data_dir.map(Path::to_owned).or_else(documents).unwrap_or_default();
    folder.display().to_string()
}

impl App {
    /// Shows how an export will look.
    pub(super) fn preview_export(&mut self, wish: ExportWish) {
        self.previews += 1;
        let (number, material) = (self.previews, Material::of(&self.state));
        self.previewer.start(move |_, reply| {
            let look = material.map_or_else(
                || ExportLook::Nothing("There is no plan to export yet".to_owned()),
                |material| material.look(wish),
            );
            reply.send(ExportPreview { wish, look, number });
        });
    }

    /// Writes an export.
    pub(super) fn save_export(&mut self, wish: ExportWish, path: String, namesake: NamesakeFile) {
        let material = Material::of(&self.state);
        let base = PathBuf::from(&self.state.exports.folder);
        self.exporter.start(move |_, reply| {
            let whole = whole_path(&path, &base);
            let stop = match material {
                Some(material) => material.save(wish, &whole, namesake),
                None => Some(ExportStop::Failed("There is no plan to export yet".to_owned(), String::new())),
            };
            let folder = whole.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
            reply.send(Ended { path, folder, stop });
        });
    }

    /// Takes in how exports will look, and which were written.
    pub(super) fn poll_exports(&mut self) {
        if let Some(preview) = self.previewer.poll().pop() {
            self.state.exports.preview = Some(preview);
        }
        for Ended { path, folder, stop } in self.exporter.poll() {
            self.state.export_ended(path, folder, stop);
        }
        if self.state.exports.is_saving && !self.exporter.is_busy() {
            // The thread could not be started, or broke off without an answer.
            let stop = ExportStop::Failed("It could not be written".to_owned(), "Try it again.".to_owned());
            self.state.export_ended(String::new(), String::new(), Some(stop));
        }
    }
}

/// All that an export is made of.
struct Material {
    profile: Profile,
    market: Arc<Market>,
    today: Date,
    plan: Arc<Plan>,
    projection: Arc<Projection>,
}

impl Material {
    fn of(state: &State) -> Option<Self> {
        Some(Self {
            profile: state.profile.clone(),
            market: Arc::clone(&state.market),
            today: state.today,
            plan: Arc::clone(state.planning.plan.as_ref()?),
            projection: Arc::clone(state.planning.projection.as_ref()?),
        })
    }

    fn with_report<T>(&self, write: impl FnOnce(&Report<'_>) -> T) -> T {
        let Self { profile, market, today, plan, projection } = self;
        // A target that cannot be held against the profile is left out; the plan says why by itself.
        let gap = own_gap(profile, market).ok().flatten();
        write(&Report { profile, market, today: *today, plan, projection, gap: gap.as_ref() })
    }

    fn look(&self, wish: ExportWish) -> ExportLook {
        let Some(format) = format(wish) else { return ExportLook::Nothing("This format is not known".to_owned()) };
        match self.with_report(|report| export::preview(report, format, numbers(wish))) {
            Ok(Preview::Words(words)) => ExportLook::Words(beginning(words)),
            Ok(Preview::Pictures(pictures)) => ExportLook::Pictures(pictures.into_iter().map(picture).collect()),
            Err(error) => ExportLook::Nothing(format!("{}. {}.", sentence(&error.to_string()), error.hint())),
        }
    }

    fn save(&self, wish: ExportWish, path: &Path, namesake: NamesakeFile) -> Option<ExportStop> {
        let existing = match namesake {
            NamesakeFile::Keep => Existing::Keep,
            NamesakeFile::Replace => Existing::Replace,
        };
        let failed = |words: String, hint: &str| Some(ExportStop::Failed(sentence(&words), format!("{hint}.")));
        let Some(format) = format(wish) else {
            return failed("this format is not known".to_owned(), "Choose another");
        };
        let bytes = match self.with_report(|report| export::write(report, format, numbers(wish))) {
            Ok(bytes) => bytes,
            Err(error) => return failed(error.to_string(), error.hint()),
        };
        match export::save(path, &bytes, existing) {
            Ok(()) => None,
            Err(SaveError::Taken(_)) => Some(ExportStop::Taken),
            Err(error) => failed(error.to_string(), error.hint()),
        }
    }
}

fn format(wish: ExportWish) -> Option<Format> {
    Format::ALL.into_iter().find(|format| format.word() == wish.kind.word)
}

const fn numbers(wish: ExportWish) -> Numbers {
    match wish.decimals {
        Decimals::Points => Numbers::Points,
        Decimals::Commas => Numbers::Commas,
    }
}

/// A path as it was typed, from the folder for exports where it is not whole; `~` is the user's own folder.
fn whole_path(typed: &str, base: &Path) -> PathBuf {
    let home = || directories::UserDirs::new().map(|of_user| of_user.home_dir().to_owned());
    match typed.strip_prefix("~/").and_then(|rest| home().map(|home| home.join(rest))) {
        Some(path) => path,
        None => base.join(typed),
    }
}

/// As much of long words as a person looks through, without what no reader sees.
fn beginning(words: String) -> String {
    let words = if words.contains(['\u{feff}', '\u{200b}', '\r']) {
        words.replace(['\u{feff}', '\u{200b}', '\r'], "")
    } else {
        words
    };
    if words.len() <= MOST_WORDS {
        return words;
    }
    let mut shown = String::new();
    let mut lines = words.lines();
    for line in lines.by_ref() {
        shown.extend([line, "\n"]);
        if shown.len() > MOST_WORDS {
            break;
        }
    }
    let rest = lines.count();
    format!("{shown}… and {rest} more lines in the file")
}

fn picture(picture: Picture) -> ExportPicture {
    let side = |pixels: u32| usize::try_from(pixels).unwrap_or_default();
    ExportPicture {
        width: side(picture.width),
        height: side(picture.height),
        rgba: picture.rgba.into(),
        words: picture.words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_is_taken_from_the_folder_for_exports() {
        #[track_caller]
        fn check(typed: &str, expect: &str) {
            assert_eq!(whole_path(typed, Path::new("/base")), Path::new(expect));
        }
        check("/other/plan.md", "/other/plan.md");
        check("plan.md", "/base/plan.md");
        check("a/plan.md", "/base/a/plan.md");
    }

    #[test]
    fn long_words_are_shown_to_a_whole_line_and_the_rest_is_counted() {
        let words = format!("\u{feff}{}", "0123456789\r\n".repeat(MOST_WORDS / 5));
        let shown = beginning(words);
        assert!(shown.len() < MOST_WORDS + 100 && !shown.contains(['\r', '\u{feff}']));
        let lines = shown.lines().count() - 1;
        let rest = MOST_WORDS / 5 - lines;
        assert!(shown.ends_with(&format!("0123456789\n… and {rest} more lines in the file")), "{lines}");
        assert_eq!(beginning("short".to_owned()), "short");
    }
}
