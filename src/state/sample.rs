//! The sample profile: an invented video editor, for looking around.

use std::collections::BTreeMap;

use crate::plan::market::{Market, ServiceId};
use crate::plan::profile::{Evidence, Profile, Rating, Setup};
use crate::plan::skill::{Level, SkillId};
use crate::plan::units::{Date, Hours, Rate};

/// The sample profile. Skills that the pack does not know are kept, as with any profile.
#[must_use]
pub fn sample(market: &Market, today: Date) -> Profile {
    let level = |number| Level::new(number).unwrap_or_default();
    let reel = Evidence {
        link: "https://example.com/maya-reel".to_owned(),
        client: "Harbour Films".to_owned(),
        date: Some(today.plus_days(-120)),
        outcome: "12 product films, 3.1 million views".to_owned(),
        ..Evidence::default()
    };
    let rated = |number, evidence: Vec<Evidence>| Rating {
        level: level(number),
        evidence,
        verified: Some(today.plus_days(-30)),
        ..Rating::default()
    };
    let skills = BTreeMap::from([
        (SkillId::new("video_editing"), rated(3, vec![reel])),
        (SkillId::new("short_form_editing"), rated(2, Vec::new())),
        (SkillId::new("graphic_design"), rated(1, Vec::new())),
        (SkillId::new("chatgpt_fluency"), rated(1, Vec::new())),
    ]);
    Profile {
        name: "Maya, video editor (sample)".to_owned(),
        setup: Setup::Sample,
        service: ServiceId::new("video_editor"),
        rate: Rate::new(45.0).unwrap_or_default(),
        learning_hours: Hours::new(6.0).unwrap_or_default(),
        skills,
        ..super::blank(market)
    }
}
