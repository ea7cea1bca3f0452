//! Another data pack: looked into, compared with the bundled one, used, and left again.

#![expect(clippy::expect_used, reason = "what fails in a helper of tests fails the test")]

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use premia::plan::market::FigureId;
use premia::state::Place;

use crate::desk::Desk;

/// A copy of the bundled pack in a folder, with sixteen figures and one skill changed.
#[expect(clippy::disallowed_methods, reason = "a test makes a pack as its author would")]
fn another_pack(folder: &Path) -> PathBuf {
    let pack = folder.join("pack");
    std::fs::create_dir(&pack).expect("a folder for the pack");
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/market");
    for entry in std::fs::read_dir(bundled).expect("the bundled pack").flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "ron") {
            let text = std::fs::read_to_string(entry.path()).expect("a part of the pack");
            let text = text.replace("500M job ads, 15 countries", "500M job ads, 16 countries");
            let text = text.replace("period: \"Aug 2025\"", "period: \"Jul 2025\"");
            let text = text.replace("value: 21, population: \"962 skills", "value: 20, population: \"962 skills");
            let text = text.replace("\"Spreadsheet Software\"", "\"Spreadsheet Programs\"");
            std::fs::write(pack.join(entry.file_name()), text).expect("the part can be written");
        }
    }
    pack
}

fn middle(desk: &Desk) -> Option<f64> {
    desk.state().market.figures.get(&FigureId::new("D01")).and_then(|figure| figure.value)
}

#[test]
fn another_pack_is_looked_into_used_and_left() {
    let mut desk = Desk::sample();
    let pack = another_pack(desk.folder());
    let bundled = desk.state().bundled.digest.clone();
    desk.go(Place::Sources);
    desk.click(Role::RadioButton, "Show: Data packs");
    desk.fill("Open another pack", &pack.display().to_string());
    desk.click(Role::Button, "Look inside");
    desk.until_seen("Use this pack");
    let count =
        desk.state().offer.as_ref().and_then(|offer| offer.pack.as_ref()).map(|pack| pack.differences.changed.len());
    let more = format!("and {} more", count.unwrap_or_default() - 12);
    assert!(desk.sees(&more), "{more:?} is not said:\n{}", desk.transcript());
    assert!(!desk.sees("D17: "), "the last ones are folded away");
    desk.click(Role::Link, "Show all differences");
    assert!(!desk.sees(&more) && desk.sees("D17"));
    assert!(desk.has(Role::Link, "D01: 20% instead of 21%"));
    assert_eq!((desk.state().pack.digest.clone(), middle(&desk)), (bundled.clone(), Some(21.0)), "nothing is used yet");

    desk.click(Role::Button, "Use this pack");
    desk.until_planned();
    assert!(desk.state().pack.digest != bundled && desk.sees("a pack of your own"));
    assert_eq!(middle(&desk), Some(20.0));
    desk.click(Role::Button, "Back to the bundled pack");
    desk.until_planned();
    assert_eq!((desk.state().pack.digest.clone(), middle(&desk)), (bundled, Some(21.0)));
    assert!(!desk.has(Role::Button, "Back to the bundled pack"));
}
