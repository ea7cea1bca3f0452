//! The sample profile: an invented video editor on the way from task to partner, for looking around.

use std::collections::BTreeMap;

use crate::plan::assessment::Assessment;
use crate::plan::clients::Client;
use crate::plan::diary::{CalendarMonth, Diary, Entry, Forecast};
use crate::plan::floor::Needs;
use crate::plan::market::{Market, ServiceId};
use crate::plan::profile::{Evidence, EvidenceKind, Profile, Rating, Setup};
use crate::plan::projection::{Futures, project};
use crate::plan::skill::{Level, SkillId, StepId};
use crate::plan::units::{Date, Hours, Money, Rate, Share};

/// The futures of the sample's frozen forecast: few, as it is made while the sample is opened.
const FEW_FUTURES: usize = 200;
/// What the three months after the forecast brought: rate, hours sold, hours of learning, note.
const MONTHS: [(f64, f64, f64, &str); 3] = [
    (42.5, 104.0, 24.0, ""),
    (42.75, 98.0, 28.0, "first product clips made with generated shots"),
    (43.25, 108.0, 22.0, "Lumen agreed to 45 for new work"),
];

/// The sample profile. Skills that the pack does not know are kept, as with any profile.
#[must_use]
pub fn sample(market: &Market, today: Date) -> Profile {
    let profile = Profile {
        name: "Maya, video editor (sample)".to_owned(),
        setup: Setup::Sample,
        service: ServiceId::new("video_editor"),
        rate: rate(45.0),
        learning_hours: hours(6.0),
        skills: skills(today),
        clients: clients(today),
        needs: needs(),
        assessments: assessments(today),
        ..super::blank(market)
    };
    Profile { diary: diary(&profile, market, today), ..profile }
}

fn skills(today: Date) -> BTreeMap<SkillId, Rating> {
    let piece = |kind: EvidenceKind, days: i64, client: &str, outcome: &str| Evidence {
        kind,
        link: String::new(),
        client: client.to_owned(),
        date: Some(today.plus_days(-days)),
        outcome: outcome.to_owned(),
        level: None,
    };
    let reel = Evidence {
        link: "https://example.com/maya-reel".to_owned(),
        ..piece(EvidenceKind::Project, 120, "Harbour Films", "12 product films, 3.1 million views")
    };
    let words =
        piece(EvidenceKind::Testimonial, 60, "Harbour Films", "\"She plans the shoot with us, not only the cut\"");
    let clips = piece(EvidenceKind::Project, 75, "Lumen Skincare", "20 vertical clips, 38% watched to the end");
    let course = piece(EvidenceKind::Certificate, 210, "Community college", "Basics of layout and type");
    let rated = |number: u8, evidence: Vec<Evidence>| {
        let level = level(number);
        let evidence = evidence.into_iter().map(|piece| Evidence { level: Some(level), ..piece }).collect();
        Rating { level, evidence, verified: Some(today.plus_days(-30)), ..Rating::default() }
    };
    [
        ("video_editing", rated(3, vec![reel, words])),
        ("short_form_editing", rated(2, vec![clips])),
        ("graphic_design", rated(1, vec![course])),
        ("chatgpt_fluency", rated(1, Vec::new())),
    ]
    .map(|(skill, rating)| (SkillId::new(skill), rating))
    .into()
}

/// One large client of the time of single tasks, and two newer ones; the rest of the income is not listed.
fn needs() -> Needs {
    Needs {
        income: Money::new(34_000.0).unwrap_or_default(),
        costs: Money::new(3_600.0).unwrap_or_default(),
        tax: Share::new(0.28).unwrap_or_default(),
        weeks_off: 6,
        unpaid_hours: hours(10.0),
    }
}

fn clients(today: Date) -> Vec<Client> {
    let client = |name: &str, share: f64, own: f64, days: i64| Client {
        name: name.to_owned(),
        share: Share::new(share).unwrap_or_default(),
        rate: Some(rate(own)),
        since: Some(today.plus_days(-days)),
    };
    vec![
        client("Harbour Films", 0.45, 42.0, 700),
        client("Lumen Skincare", 0.25, 45.0, 50),
        client("Northside Gym", 0.15, 40.0, 400),
    ]
}

/// Two rounds of questions on the main skill, a year apart.
fn assessments(today: Date) -> BTreeMap<SkillId, Vec<Assessment>> {
    let own = |days: i64, full: usize| {
        let mut answers = vec![vec![true, true]; full];
        answers.push(vec![true, false]);
        Assessment { date: today.plus_days(-days), answers }
    };
    [(SkillId::new("video_editing"), vec![own(395, 2), own(30, 3)])].into()
}

/// A forecast of four months ago, made the way every forecast is, and the three months after it.
fn diary(profile: &Profile, market: &Market, today: Date) -> Diary {
    let last = CalendarMonth::of(today).before();
    let first = last.before().before();
    let Some(date) = first.before().first_day().map(|day| day.plus_days(19)) else { return Diary::default() };
    let then = Profile { rate: rate(42.0), ..profile.clone() };
    let steps: Vec<StepId> = ["client_discovery", "prompt_engineering"]
        .map(|skill| StepId { skill: SkillId::new(skill), level: level(1) })
        .into();
    let projection =
        Futures::draw(&then, market, FEW_FUTURES).and_then(|futures| project(&futures, &then, market, &steps, date));
    // A pack that does not know the sample's service has no forecast for it.
    let Ok(projection) = projection else { return Diary::default() };
    let forecast = Forecast::freeze(&then, market, &projection, steps, date, "My first plan");
    let months = [first, first.after(), last];
    let entry = |(month, (own, sold, learned, note)): (CalendarMonth, (f64, f64, f64, &str))| Entry {
        month,
        rate: rate(own),
        billable_hours: hours(sold),
        learning_hours: hours(learned),
        note: note.to_owned(),
    };
    Diary { forecasts: vec![forecast], entries: months.into_iter().zip(MONTHS).map(entry).collect() }
}

fn level(number: u8) -> Level {
    Level::new(number).unwrap_or_default()
}

fn rate(value: f64) -> Rate {
    Rate::new(value).unwrap_or_default()
}

fn hours(value: f64) -> Hours {
    Hours::new(value).unwrap_or_default()
}
