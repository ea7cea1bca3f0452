//! Evidence: what shows a level, how it narrows the band, how long a look holds, and the sheet for clients.

use egui::Key;
use egui::accesskit::Role;
use premia::plan::profile::EvidenceKind;
use premia::plan::skill::{Level, SkillId};
use premia::state::Place;

use crate::desk::Desk;

/// The width of the range at the horizon, in money an hour.
fn width(desk: &Desk) -> f64 {
    let headline = desk.state().planning.projection.as_ref().map(|projection| projection.headline);
    headline.map_or(0.0, |band| band.p90.get() - band.p10.get())
}

/// Puts a number of one's own in place of an assumption.
#[track_caller]
fn assume(desk: &mut Desk, name: &str, value: &str) {
    desk.click(Role::Button, &format!("Details of {name}"));
    desk.fill("My number", value);
    desk.press(Key::Enter);
    desk.click(Role::Button, &format!("Details of {name}"));
}

#[test]
fn evidence_of_the_level_narrows_the_band_and_an_older_look_widens_it_again() {
    const SKILLS: [&str; 3] = ["Prompt engineering", "AI image generation and editing", "AI video generation"];
    let mut desk = Desk::sample();
    // With all other doubts out of the way, what a few pieces of evidence do is seen in the band.
    desk.go(Place::Projection);
    assume(&mut desk, "Own share of a premium", "0.5");
    assume(&mut desk, "Spread added by a rating without evidence", "1");
    desk.go(Place::Profile);
    desk.click(Role::RadioButton, "Skills listed: All in the pack");
    for skill in SKILLS {
        desk.click_level(skill, 1);
    }
    desk.until_idle();
    let before = width(&desk);
    for skill in SKILLS {
        desk.click(Role::Button, &format!("Details of {skill}"));
        assert!(desk.sees("Nothing shows this level"), "{}", desk.transcript());
        desk.fill("Evidence: Outcome in numbers", "Four product clips, 40,000 views");
        desk.click(Role::Button, "Add evidence");
        assert!(desk.sees("Work shows this level"), "{}", desk.transcript());
    }
    desk.until_idle();
    let after = width(&desk);
    assert!(after < 0.99 * before, "the band is {after} wide, and was {before}");
    let video = desk.profile().skills.get(&SkillId::new("ai_video")).and_then(|rating| rating.evidence.first());
    let kind_and_level = video.map(|added| (added.kind.clone(), added.level.map(Level::get)));
    assert_eq!(kind_and_level, Some((EvidenceKind::Project, Some(1))));

    desk.click_level("AI video generation", 2);
    desk.until_idle();
    assert!(desk.sees("The evidence shows a lower level"), "{}", desk.transcript());
    desk.command(Key::Z);
    desk.until_idle();
    desk.until_saved();
    let mut desk = desk.restart_after(900);
    desk.until_planned();
    assert!(desk.sees("The last look at your rating holds no longer"), "{}", desk.transcript());
    desk.click(Role::Button, "Look at ChatGPT and assistant fluency");
    assert_eq!(desk.state().place, Place::Profile);
    desk.click(Role::Button, "Details of AI video generation");
    assert!(desk.sees("Nobody looked at this rating for long"));
    desk.click(Role::Link, "Still right today");
    desk.until_idle();
    assert!(desk.sees("Work shows this level"));
}

#[test]
fn the_sheet_for_clients_is_copied_with_what_work_shows() {
    let mut desk = Desk::sample();
    desk.command(Key::K);
    desk.write("copy the proof");
    desk.press(Key::Enter);
    assert!(desk.sees("Copied the proof sheet"), "{}", desk.transcript());
}
