//! Holds the rule who may use whom, by reading the `use` lines and paths of every file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The rooms, and what of the crate and of other crates each may name. `*` stands for anything of that kind.
const RULES: [(&str, &[&str], &[&str]); 9] = [
    ("plan", &["plan"], &["std", "libm", "rand_core", "rand_pcg", "thiserror"]),
    ("demand", &["demand", "plan"], &["std", "ron", "serde", "thiserror"]),
    ("store", &["store", "plan"], &["std", "directories", "jiff", "ron", "serde", "tempfile", "thiserror"]),
    (
        "exchange",
        &["exchange", "plan"],
        &[
            "std",
            "csv",
            "icalendar",
            "krilla",
            "quick_xml",
            "resvg",
            "serde_json",
            "skrifa",
            "tempfile",
            "thiserror",
            "zip",
        ],
    ),
    ("state", &["state", "plan"], &["std"]),
    ("ui", &["ui", "state", "plan"], &["std", "egui", "egui_extras", "egui_material_icons", "egui_plot"]),
    ("jobs", &["jobs"], &["std", "egui"]),
    ("cli", &["cli", "app", "jobs", "exchange", "store", "demand", "state", "plan"], &["*"]),
    ("app", &["*"], &["*"]),
];

/// What the core may not name, although the standard library has it.
const IMPURE: [&str; 15] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "std::io",
    "HashMap",
    "HashSet",
    // Not the same on every system; `libm` is.
    ".exp()",
    ".ln()",
    ".powf(",
    ".exp_m1()",
    ".ln_1p()",
    ".log10()",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// The files and folders that hold tests only: those of modules declared under `#[cfg(test)]`.
fn tests_only(path: &Path, text: &str) -> Vec<PathBuf> {
    let folder = if path.file_name().is_some_and(|name| name == "mod.rs" || name == "lib.rs") {
        path.parent().map(Path::to_path_buf)
    } else {
        Some(path.with_extension(""))
    };
    let names = text.split("#[cfg(test)]\n").skip(1).filter_map(|rest| rest.lines().next()).filter_map(|line| {
        line.trim_start_matches("pub(super) ").trim_start_matches("pub(crate) ").strip_prefix("mod ")?.strip_suffix(';')
    });
    folder
        .into_iter()
        .flat_map(|folder| names.clone().flat_map(move |name| [folder.join(format!("{name}.rs")), folder.join(name)]))
        .collect()
}

/// The code of a file without its comments and its tests, which may use more.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<&str>>().join("\n")
}

/// What a room's code names and may not: the other rooms after `crate::`, and crates at the head of `use` lines.
fn strays(room: &str, code: &str) -> BTreeSet<String> {
    let Some((_, rooms, crates)) = RULES.iter().find(|(name, ..)| *name == room) else {
        return BTreeSet::from([format!("no rule for the room `{room}`")]);
    };
    let word = |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned();
    let own_rooms = code.split("crate::").skip(1).map(word).map(|name| (name, rooms));
    let heads =
        code.lines().filter_map(|line| line.trim_start().strip_prefix("use ")).map(word).map(|name| (name, crates));
    let is_own = |name: &str| matches!(name, "crate" | "super" | "self") || name.is_empty();
    let declared: BTreeSet<String> = code
        .lines()
        .filter_map(|line| line.trim_start().trim_start_matches("pub ").strip_prefix("mod "))
        .map(word)
        .collect();
    let names_strays = own_rooms
        .chain(heads.filter(|(name, _)| !is_own(name) && !declared.contains(name)))
        .filter(|(name, allowed)| !allowed.contains(&"*") && !allowed.contains(&name.as_str()))
        .map(|(name, _)| name);
    let impure = IMPURE.iter().filter(|name| room == "plan" && code.contains(**name)).map(|name| (*name).to_owned());
    names_strays.chain(impure).collect()
}

#[test]
fn every_room_uses_only_what_it_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found).expect("the sources can be read");
    assert!(found.len() > 30, "only {} files found", found.len());
    let texts: Vec<(PathBuf, String)> = found
        .into_iter()
        .map(|path| (path.clone(), std::fs::read_to_string(path).expect("the file can be read")))
        .collect();
    let tests: Vec<PathBuf> = texts.iter().flat_map(|(path, text)| tests_only(path, text)).collect();
    for (path, text) in texts {
        if tests.iter().any(|test| path.starts_with(test)) {
            continue;
        }
        let inside = path.strip_prefix(&root).expect("files lie below the root");
        let room = inside.iter().next().and_then(|name| name.to_str()).unwrap_or("").trim_end_matches(".rs");
        if matches!(room, "lib" | "main") {
            continue;
        }
        let strays = strays(room, &code(&text));
        assert!(strays.is_empty(), "{} may not use {strays:?}", inside.display());
    }
}

#[test]
fn a_stray_import_is_seen() {
    #[track_caller]
    fn check(room: &str, code: &str, expect: &[&str]) {
        let found: Vec<String> = strays(room, code).into_iter().collect();
        assert_eq!(found, expect, "{room}: {code}");
    }
    check("plan", "use std::collections::BTreeMap;\nuse super::units::Hours;", &[]);
    check("plan", "use egui::Ui;", &["egui"]);
    check("plan", "let now = std::time::Instant::now();", &["std::time"]);
    check("plan", "use std::collections::HashMap;", &["HashMap"]);
    check("plan", "let grown = x.powf(2.0);", &[".powf("]);
    check("plan", "crate::store::load()", &["store"]);
    check("ui", "use crate::store::Store;", &["store"]);
    check("ui", "use crate::state::State;\nuse egui_plot::Plot;", &[]);
    check("state", "    use crate::ui::numbers;", &["ui"]);
    check("jobs", "use crate::plan::Plan;", &["plan"]);
    check("store", "use crate::demand::bundled;", &["demand"]);
    check("exchange", "use crate::store::Store;", &["store"]);
    check("attic", "", &["no rule for the room `attic`"]);
}
