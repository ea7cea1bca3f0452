//! How long it takes to load and check the bundled pack and a very large one, and to search the names of its skills.
#![allow(clippy::expect_used, reason = "a benchmark without its pack has nothing to measure")]

use std::fmt::Write as _;
use std::path::Path;

use divan::{Bencher, black_box};
use premia::demand::{load, read_pack};
use premia::plan::words::Words;

fn main() {
    divan::main();
}

/// The bundled pack from its folder, limit 20 ms.
#[divan::bench]
fn bundled_pack(bencher: Bencher) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/market");
    bencher.bench(|| read_pack(black_box(&folder)).expect("the bundled pack"));
}

/// The user's own number for one figure of the bundled pack, limit 2 ms.
#[divan::bench]
fn own_number(bencher: Bencher) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/market");
    let market = read_pack(&folder).expect("the bundled pack").0.expect("a pack without errors");
    let own = premia::plan::profile::Override { value: 15.0, note: String::new() };
    let own = [(premia::plan::market::FigureId::new("D01"), own)].into();
    bencher.bench(|| market.with_overrides(black_box(&own)));
}

/// The bundled pack with its skills made 10,000 and their names 80,000, limit 300 ms.
#[divan::bench(sample_count = 20)]
fn large_pack(bencher: Bencher) {
    let files = large();
    let (market, issues) = load(&files);
    assert!(market.is_some_and(|market| market.skills.len() >= 10_000), "{issues:?}");
    bencher.bench(|| load(black_box(&files)));
}

/// One more letter typed into the search among 80,000 names, limit one frame of 16 ms.
#[divan::bench(args = ["a", "name 77", "alias 9999 of skill 7", "nothing like it"])]
fn search(bencher: Bencher, query: &str) {
    let market = load(&large()).0.expect("a pack without errors");
    let words = Words::new(&market);
    bencher.bench(|| words.search(black_box(query)));
}

fn large() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/market");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the folder of the bundled pack")
        .map(|entry| entry.expect("a file of the bundled pack").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).expect("a text"))
        })
        .collect();
    for (name, text) in &mut files {
        let (skills, levels) = (name == "skills.ron", name == "levels.ron");
        if !skills && !levels {
            continue;
        }
        text.truncate(text.rfind(']').expect("a list"));
        for skill in 0..9_960 {
            let written = if skills {
                write!(text, "    (id: \"s{skill}\", name: \"Skill name {skill}\", class: execution, domain: technical, premium: \"group\", aliases: [")
                    .and_then(|()| (0..8).try_for_each(|alias| write!(text, "\"alias {alias} of skill {skill}\", ")))
                    .and_then(|()| writeln!(text, "], hours_note: \"made up\", steps: [(hours: (1, 2, 3), basis: judged), (hours: (2, 4, 6), basis: judged), (hours: (4, 8, 12), basis: judged)]),"))
            } else {
                writeln!(
                    text,
                    "    (skill: \"s{skill}\", does: [\"a\", \"b\", \"c\", \"d\"], projects: [\"x\", \"y\", \"z\"]),"
                )
            };
            written.expect("writing to a text");
        }
        text.push_str("]\n");
    }
    files
}
