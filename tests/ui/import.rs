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
