//! Import in the window: pasted text, a file, what is ticked, and the way back.

use egui::Key;
use egui::accesskit::Role;
use premia::plan::skill::{Level, SkillId};
use premia::state::Place;

use crate::desk::Desk;

/// The level of a skill in the open profile.
fn level(desk: &Desk, skill: &str) -> u8 {
    desk.profile().level(&SkillId::new(skill)).get()
}

#[test]
fn pasted_text_is_looked_at_ticked_and_undone() {
    let mut desk = Desk::own();
    let before = desk.profile().clone();
    desk.go(Place::Data);
    desk.click(Role::Button, "Import…");
    desk.click(Role::MultilineTextInput, "Or paste text, such as your online profile");
    desk.write("Skills: n8n, Zapier");
    desk.click(Role::Button, "Find skills in this text");
    desk.until_seen("Found in the pasted text");
    desk.assert_tidy();
    assert_eq!(desk.profile().skills, before.skills, "nothing enters unseen");
    assert!(desk.sees("Take over no skills"), "no level is guessed");
    desk.click(Role::Button, "Cancel");
    assert_eq!(desk.profile().skills, before.skills);
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the file of somebody else is written as others write it")]
fn a_file_is_taken_over_as_one_step_and_importing_it_again_changes_nothing() {
    let mut desk = Desk::own();
    let before = desk.profile().skills.clone();
    let path = desk.folder().join("cv.json");
    let text = r#"{"skills": [{"name": "n8n", "level": "Advanced"}, {"name": "Zapier", "level": "Expert"}, {"name": "Juggling"}]}"#;
    std::fs::write(&path, text).expect("the file can be written");
    let read = |desk: &mut Desk| {
        desk.command(Key::I);
        desk.fill("File or folder", &path.display().to_string());
        desk.click(Role::Button, "Read it");
        desk.until_seen("Found in cv.json");
    };
    read(&mut desk);
    assert!(desk.sees("Not among the skills of this data pack: Juggling."));
    desk.click(Role::CheckBox, "Zapier: new, level 4");
    desk.click(Role::Button, "Take over one skill");
    desk.until("it is taken over", |desk| level(desk, "n8n") == 3);
    assert_eq!(level(&desk, "zapier"), Level::NONE.get());
    assert_eq!(desk.state().history.undo_name(), Some("import 1 skill"));
    desk.until_saved();
    desk.go(Place::Data);
    desk.until_seen("See what differs");
    read(&mut desk);
    assert!(desk.sees("As in your profile already: n8n."));
    desk.click(Role::Button, "Cancel");
    desk.command(Key::Z);
    assert_eq!(desk.profile().skills, before);
}

/// Writes a file of somebody else into the desk's folder, and has it read.
#[expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "others write their files as they like; a test without is none"
)]
#[track_caller]
fn read(desk: &mut Desk, name: &str, text: &str) {
    let path = desk.folder().join(name);
    std::fs::write(&path, text).expect("the file can be written");
    desk.fill("File or folder", &path.display().to_string());
    desk.click(Role::Button, "Read it");
    desk.until_seen(&format!("Found in {name}"));
}

#[test]
fn columns_of_a_table_are_explained_once_and_known_the_next_time() {
    let mut desk = Desk::own();
    desk.command(Key::I);
    read(&mut desk, "tools.csv", "Werkzeug,Wie gut\nn8n,expert\n");
    assert!(desk.sees("no column is called"), "it says what is missing");
    for (column, holds) in [("Werkzeug, such as n8n", "Skill or certificate"), ("Wie gut, such as expert", "Level")] {
        let before = desk.state().import.as_ref().map(|offer| offer.number);
        desk.click(Role::ComboBox, column);
        desk.click(Role::Button, holds);
        desk.until("it is read again", |desk| desk.state().import.as_ref().map(|offer| offer.number) != before);
        desk.steps_on(2);
        if !desk.sees("Wie gut, such as expert") {
            desk.click(Role::Button, "Columns of the table");
            desk.steps_on(10);
        }
    }
    desk.until_seen("n8n: new, level 4");
    desk.click(Role::Button, "Take over one skill");
    desk.until("it is taken over", |desk| level(desk, "n8n") == 4);
    desk.until_saved();
    desk.command(Key::I);
    read(&mut desk, "others.csv", "Werkzeug,Wie gut\nZapier,advanced\n");
    desk.until_seen("Zapier: new, level 3");
}

#[test]
fn a_plan_can_begin_with_an_import() {
    let mut desk = Desk::new();
    desk.click(Role::Button, "Start with an import");
    desk.until_seen("Import skills");
    read(&mut desk, "cv.json", r#"{"skills": [{"name": "n8n", "level": "Advanced"}]}"#);
    desk.assert_tidy();
    desk.click(Role::Button, "Take over one skill");
    desk.until("it is taken over", |desk| level(desk, "n8n") == 3);
    assert_eq!(desk.state().scene, premia::state::Scene::Setup(1), "the first question waits");
    desk.click(Role::Button, "Next");
    desk.until_seen("What can you do already?");
    desk.click(Role::Link, "Import from a résumé, a LinkedIn export or a table");
    desk.until_seen("Or paste text, such as your online profile");
    desk.press(Key::Enter);
    desk.steps_on(3);
    assert_eq!(desk.state().scene, premia::state::Scene::Setup(2), "Enter does not go on below the window");
    desk.press(Key::Escape);
    desk.steps_on(3);
    assert!(!desk.sees("Or paste text, such as your online profile"));
}
