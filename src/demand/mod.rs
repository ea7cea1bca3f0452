//! The demand room: text -> a checked [`Market`] and every issue found; holds the bundled pack.
//!
//! A pack is eleven sections, either one file each in a folder or together in one file; `assets/market/README.md`
//! describes them. Reading never stops at the first mistake: each record is read on its own, and each issue says
//! file, line and column.

mod check;
mod handbook;
mod issue;
mod raw;
mod section;
mod sheet;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use handbook::handbook;
pub use issue::{Issue, Severity};

use crate::plan::market::Market;
use section::NAMES;
use sheet::Sheet;

/// The most bytes that one file of a pack may have.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Why a pack could not be read from disk.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The file or folder could not be read.
    #[error("cannot read `{}`", path.display())]
    Io {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is larger than any pack.
    #[error("`{}` is larger than {MOST_BYTES} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// The file is not UTF-8 text.
    #[error("`{}` is not text in UTF-8", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
    },
    /// The folder holds no section of a pack.
    #[error("`{}` holds no part of a demand pack", path.display())]
    NoPack {
        /// The folder.
        path: PathBuf,
    },
}

impl ReadError {
    /// A sentence on what to do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Io { .. } => "Check that it exists and that you may read it.",
            Self::TooLarge { .. } => "Choose the demand pack; it is a text file of well under a megabyte.",
            Self::NotText { .. } => "Choose the demand pack; it is a text file that ends in .ron.",
            Self::NoPack { .. } => "Choose the folder that holds pack.ron, sources.ron and the others.",
        }
    }
}

/// The pack that comes with the program.
///
/// # Errors
/// Every issue, if the bundled pack cannot be used; a test holds that it has none.
pub fn bundled() -> Result<Market, Vec<Issue>> {
    let sheets = BUNDLED.map(|(name, text)| Sheet::new(name, text));
    let (market, issues) = check::check(&sheets);
    market.ok_or(issues)
}

/// Reads a pack from named texts, and reports every issue; the market is there unless one of them is an error.
///
/// A text named after a section (`skills.ron`) is that section; any other, or one that holds several, gives them by name.
#[must_use]
pub fn load(files: &[(String, String)]) -> (Option<Market>, Vec<Issue>) {
    let mut sheets: Vec<Sheet> = files.iter().map(|(name, text)| Sheet::new(name, text)).collect();
    if sheets.is_empty() {
        sheets.push(Sheet::new("pack", ""));
    }
    check::check(&sheets)
}

/// Reads a pack from disk: one file, or a folder with a file for each section.
///
/// # Errors
/// If the file or folder cannot be read as bounded UTF-8 text; what is wrong inside is returned as issues.
pub fn read_pack(path: &Path) -> Result<(Option<Market>, Vec<Issue>), ReadError> {
    let files = if path.is_dir() { read_folder(path)? } else { vec![read_file(path)?] };
    Ok(load(&files))
}

fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, ReadError> {
    let paths = NAMES.map(|name| folder.join(format!("{name}.ron")));
    let files: Vec<(String, String)> =
        paths.iter().filter(|path| path.exists()).map(|path| read_file(path)).collect::<Result<_, _>>()?;
    if files.is_empty() {
        return Err(ReadError::NoPack { path: folder.to_owned() });
    }
    Ok(files)
}

/// The name of the file and its text.
fn read_file(path: &Path) -> Result<(String, String), ReadError> {
    let cannot = |source| ReadError::Io { path: path.to_owned(), source };
    let file = fs::File::open(path).map_err(cannot)?;
    let mut bytes = Vec::new();
    // One byte more than allowed, so that a file that grows while it is read is noticed, too.
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > MOST_BYTES) {
        return Err(ReadError::TooLarge { path: path.to_owned() });
    }
    let text = String::from_utf8(bytes).map_err(|_| ReadError::NotText { path: path.to_owned() })?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok((name, text.trim_start_matches('\u{feff}').to_owned()))
}

/// The texts of the bundled pack.
const BUNDLED: [(&str, &str); NAMES.len()] = [
    ("pack.ron", include_str!("../../assets/market/pack.ron")),
    ("sources.ron", include_str!("../../assets/market/sources.ron")),
    ("figures.ron", include_str!("../../assets/market/figures.ron")),
    ("premiums.ron", include_str!("../../assets/market/premiums.ron")),
    ("assumptions.ron", include_str!("../../assets/market/assumptions.ron")),
    ("skills.ron", include_str!("../../assets/market/skills.ron")),
    ("levels.ron", include_str!("../../assets/market/levels.ron")),
    ("services.ron", include_str!("../../assets/market/services.ron")),
    ("targets.ron", include_str!("../../assets/market/targets.ron")),
    ("resources.ron", include_str!("../../assets/market/resources.ron")),
    ("series.ron", include_str!("../../assets/market/series.ron")),
];

#[cfg(test)]
mod tests;
