//! Undo across more changes than anyone makes, and what restoring a snapshot changes, in words.

use std::error::Error;
use std::sync::Arc;

use premia::plan::profile::Profile;
use premia::plan::skill::{Level, SkillId};
use premia::plan::units::{Date, Rate};
use premia::state::{Action, Edit, Effect, ProfileKey, ReadOnly, State, differences};

type Outcome = Result<(), Box<dyn Error>>;

fn state() -> Result<State, Box<dyn Error>> {
    let market = premia::demand::bundled().map_err(|issues| format!("{} issues", issues.len()))?;
    let mut state = State::new(Arc::new(market), Date::new(2026, 11, 22).ok_or("no date")?);
    let profile = Profile { setup: premia::plan::profile::Setup::Done, ..state.profile.clone() };
    state.open(ProfileKey("my-plan".to_owned()), profile);
    Ok(state)
}

fn rate(rate: u32) -> Action {
    Action::Edit(Edit::Rate(Rate::new(f64::from(rate)).unwrap_or_default()))
}

#[test]
fn more_than_two_hundred_changes_can_be_taken_back_and_done_again() -> Outcome {
    let mut state = state()?;
    let start = state.profile.clone();
    for number in 0..250_u32 {
        assert!(!state.apply(rate(100 + number)).is_empty());
        assert!(state.apply(Action::EndGesture).is_empty());
        assert_eq!(state.history.undo_name(), Some("change the rate"));
    }
    let end = state.profile.clone();
    for _ in 0..250 {
        assert!(state.history.undo_name().is_some_and(|name| !name.is_empty()), "every change has a name");
        assert!(!state.apply(Action::Undo).is_empty());
    }
    assert_eq!((state.profile == start, state.history.undo_name()), (true, None));
    for _ in 0..250 {
        assert!(!state.apply(Action::Redo).is_empty());
    }
    assert_eq!(state.profile, end);
    Ok(())
}

#[test]
fn a_restored_profile_is_one_change_with_a_name() -> Outcome {
    let mut state = state()?;
    let before = state.profile.clone();
    let older = Profile { name: "Older".to_owned(), ..before.clone() };
    let effects = state.replace_profile(older.clone(), "restore the profile of 22 Nov 2026, 14:02");
    assert!(effects.contains(&Effect::SaveSoon) && effects.contains(&Effect::Replan));
    assert_eq!(state.profile, older);
    assert_eq!(state.history.undo_name(), Some("restore the profile of 22 Nov 2026, 14:02"));
    assert!(!state.apply(Action::Undo).is_empty());
    assert_eq!(state.profile, before);
    Ok(())
}

#[test]
fn a_profile_for_looking_only_refuses_every_change_with_a_sentence() -> Outcome {
    let mut state = state()?;
    assert!(!state.apply(rate(99)).is_empty());
    let before = state.profile.clone();
    for why in [ReadOnly::Held("process 1234, since 14:02".to_owned()), ReadOnly::Newer(7)] {
        state.vault.read_only = Some(why.clone());
        for action in [rate(77), Action::Undo] {
            assert!(state.apply(action).is_empty());
            assert_eq!(state.profile, before);
            assert_eq!(state.notices.last().map(|notice| notice.text.clone()), Some(why.sentence()));
        }
    }
    Ok(())
}

#[test]
fn differences_are_sentences() -> Outcome {
    let state = state()?;
    let from = Profile { rate: Rate::new(45.0).ok_or("no rate")?, ..state.profile.clone() };
    assert_eq!(differences(&state.market, &from, &from), Vec::<String>::new());
    let mut to = Profile { rate: Rate::new(52.0).ok_or("no rate")?, horizon_months: 36, ..from.clone() };
    let python = SkillId::new("python");
    to.skills.entry(python.clone()).or_default().level = Level::new(3).ok_or("no level")?;
    to.excluded.insert(python);
    let found = differences(&state.market, &from, &to);
    for sentence in ["Rate: 45 → 52", "Horizon in months: 24 → 36", "Kept out of the plan: Python is added"] {
        assert!(found.iter().any(|found| found == sentence), "{sentence} in {found:?}");
    }
    assert!(found.iter().any(|sentence| sentence.starts_with("Python: ") && sentence.contains('3')), "{found:?}");
    assert_eq!(found.len(), 4, "{found:?}");
    Ok(())
}
