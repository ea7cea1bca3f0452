//! Profiles for the store's tests: a minimal one, a full one, and any one.

use proptest::prelude::*;

use crate::plan::assessment::Assessment;
use crate::plan::clients::Client;
use crate::plan::diary::{CalendarMonth, Diary, Entry, Forecast};
use crate::plan::floor::Needs;
use crate::plan::market::{FigureId, Knob, ServiceId, TargetId};
use crate::plan::profile::{
    Aim, Break, Evidence, EvidenceKind, OutlookWeights, Override, Profile, Rating, Setup, StepRecord,
};
use crate::plan::projection::Band;
use crate::plan::replan::{SeenPlan, SeenStep};
use crate::plan::scenario::Scenario;
use crate::plan::skill::{Level, SkillId, StepId};
use crate::plan::units::{Currency, Date, Hours, Money, Rate, Share};

pub(super) fn minimal() -> Profile {
    let third = Share::new(1.0 / 3.0).unwrap();
    Profile {
        name: "Maria".to_owned(),
        setup: Setup::Done,
        service: ServiceId::new("video_editing"),
        rate: Rate::new(45.0).unwrap(),
        currency: Currency::Usd,
        billable_hours: Hours::new(25.0).unwrap(),
        learning_hours: Hours::new(6.0).unwrap(),
        displacement: Share::ZERO,
        fee: Share::new(0.1).unwrap(),
        horizon_months: 24,
        budget: None,
        target: Aim::MostValue,
        skills: [].into(),
        pinned: [].into(),
        excluded: [].into(),
        locked: vec![],
        steps: [].into(),
        outlook: OutlookWeights { goes_on: third, plateaus: third, falls_back: third },
        overrides: [].into(),
        figures: [].into(),
        breaks: Vec::new(),
        seen: None,
        scenarios: Vec::new(),
        diary: Diary::default(),
        log: [].into(),
        clients: Vec::new(),
        needs: Needs::default(),
        assessments: [].into(),
    }
}

pub(super) fn named(name: &str) -> Profile {
    Profile { name: name.to_owned(), ..minimal() }
}

pub(super) fn full() -> Profile {
    let evidence = Evidence {
        link: "https://example.org/a?b=\"c\"".to_owned(),
        client: "O'Neill & Søn, बैंगलोर".to_owned(),
        date: Date::new(2026, 11, 22),
        outcome: "Saved 12 h a week\nand \\ a backslash".to_owned(),
        ..Evidence::default()
    };
    let rating = |level, evidence| Rating {
        level: Level::new(level).unwrap(),
        evidence,
        verified: Date::new(2024, 2, 29),
        faded_from: Level::new(4),
    };
    let record = StepRecord {
        logged: Hours::new(3.5).unwrap(),
        hours: Hours::new(40.0),
        cost: Money::new(199.99),
        note: "ask Ana".to_owned(),
        stop_rule: "no client by June".to_owned(),
        stop_on: Date::new(2027, 6, 1),
    };
    Profile {
        setup: Setup::AtScreen(3),
        currency: Currency::Eur,
        budget: Money::new(500.0),
        target: Aim::Target(TargetId::new("ai_creator")),
        skills: [
            (SkillId::new("python"), rating(2, vec![evidence.clone(), Evidence::default()])),
            (SkillId::new("ai_video"), rating(0, vec![])),
            (SkillId::new("odd \"skill\" ("), Rating::default()),
        ]
        .into(),
        pinned: [step("python", 3), step("ai_video", 1)].into(),
        excluded: [SkillId::new("annotation")].into(),
        locked: vec![step("python", 3), step("ai_video", 1)],
        steps: [(step("python", 3), record), (step("ai_video", 1), StepRecord::default())].into(),
        overrides: Knob::ALL
            .into_iter()
            .map(|knob| (knob, Override { value: -0.031, note: "mine".to_owned() }))
            .collect(),
        breaks: vec![Break {
            from: Date::new(2026, 12, 21).unwrap(),
            until: Date::new(2027, 1, 3).unwrap(),
            learning_hours: Hours::new(1.5).unwrap(),
        }],
        seen: Some(seen()),
        diary: diary(),
        log: [(Date::new(2026, 11, 22).unwrap(), Hours::new(1.5).unwrap())].into(),
        clients: vec![
            Client {
                name: "O'Neill & \"Søn\"".to_owned(),
                share: Share::new(0.45).unwrap(),
                rate: Rate::new(47.5),
                since: Date::new(2024, 2, 29),
            },
            Client { name: "B".to_owned(), share: Share::ZERO, rate: None, since: None },
        ],
        needs: Needs {
            income: Money::new(36_000.0).unwrap(),
            costs: Money::new(4_200.5).unwrap(),
            tax: Share::new(0.31).unwrap(),
            weeks_off: 7,
            unpaid_hours: Hours::new(9.5).unwrap(),
        },
        assessments: [(
            SkillId::new("odd \"skill\" ("),
            vec![Assessment {
                date: Date::new(2026, 11, 22).unwrap(),
                answers: vec![vec![true, true], vec![false, true], vec![]],
            }],
        )]
        .into(),
        scenarios: vec![
            Scenario::of(&minimal(), "as it is"),
            Scenario {
                name: "8 h \"and\" a boom".to_owned(),
                overrides: [(Knob::OwnShare, Override { value: 0.25, note: "less".to_owned() })].into(),
                figures: [(FigureId::new("D01"), Override { value: 9.0, note: String::new() })].into(),
                ..Scenario::of(&minimal(), "")
            },
        ],
        figures: [(FigureId::new("D01"), Override { value: 12.5, note: "my clients".to_owned() })].into(),
        ..minimal()
    }
}

fn diary() -> Diary {
    let rate = |value| Rate::new(value).unwrap();
    let band = |low: f64| Band { p10: rate(low), p50: rate(low + 2.25), p90: rate(low + 7.5) };
    let entry = |month, note: &str| Entry {
        month: CalendarMonth::parse(month).unwrap(),
        rate: rate(47.5),
        billable_hours: Hours::new(101.5).unwrap(),
        learning_hours: Hours::new(24.0).unwrap(),
        note: note.to_owned(),
    };
    let forecast = Forecast {
        circumstances: Scenario {
            overrides: [(Knob::OwnShare, own(0.25, "less"))].into(),
            ..Scenario::of(&minimal(), "before the \"boom\"")
        },
        date: Date::new(2026, 11, 22).unwrap(),
        pack: "2026-11".to_owned(),
        service: ServiceId::new("video_editing"),
        rate: rate(45.0),
        currency: Currency::Eur,
        billable_hours: Hours::new(25.0).unwrap(),
        steps: vec![step("python", 3), step("odd \"skill\" (", 1)],
        band: vec![band(45.0), band(45.75)],
    };
    Diary { forecasts: vec![forecast], entries: vec![entry("2026-12", ""), entry("2027-01", "two weeks ill")] }
}

fn seen() -> SeenPlan {
    let step = |skill, level, end| SeenStep {
        id: step(skill, level),
        end,
        hours: Hours::new(36.5).unwrap(),
        logged: Hours::new(3.5).unwrap(),
    };
    SeenPlan {
        date: Date::new(2026, 11, 22).unwrap(),
        learning_hours: Hours::new(6.0).unwrap(),
        value: Money::new(-1234.5).unwrap(),
        steps: vec![
            step("python", 3, Date::new(2027, 2, 28).unwrap()),
            step("odd \"skill\" (", 1, Date::new(2028, 2, 29).unwrap()),
        ],
    }
}

/// Any profile that the store must be able to hold.
pub(super) fn any_profile() -> impl Strategy<Value = Profile> {
    let money = any::<f64>().prop_filter_map("finite", Money::new);
    let records = proptest::collection::btree_map((words(), 1_u8..=4), (notes(), proptest::option::of(money)), 0..4);
    let skills = proptest::collection::btree_map(words(), (0_u8..=4, evidence()), 0..5);
    let numbers = (hours(), hours(), share(), share(), 1_u32..9999);
    let knobs =
        proptest::collection::btree_map(proptest::sample::select(Knob::ALL.to_vec()), (-1e9..1e9_f64, words()), 0..4);
    let choices = (setup(), aim(), currency());
    (words(), records, skills, numbers, knobs, choices).prop_map(
        |(name, records, skills, numbers, knobs, (setup, target, currency))| {
            let id = |(skill, level): &(String, u8)| step(skill, *level);
            Profile {
                name,
                setup,
                target,
                currency,
                pinned: records.keys().map(id).collect(),
                locked: records.keys().rev().map(id).collect(),
                excluded: skills.keys().map(SkillId::new).collect(),
                budget: records.values().next().and_then(|(_, cost)| *cost),
                steps: records
                    .iter()
                    .map(|(key, (note, cost))| {
                        let logged = Hours::ZERO;
                        (
                            id(key),
                            StepRecord {
                                logged,
                                hours: None,
                                cost: *cost,
                                note: note.clone(),
                                stop_rule: note.clone(),
                                stop_on: None,
                            },
                        )
                    })
                    .collect(),
                skills: skills
                    .into_iter()
                    .map(|(skill, (level, evidence))| {
                        (
                            SkillId::new(skill),
                            Rating { level: Level::new(level).unwrap(), evidence, ..Rating::default() },
                        )
                    })
                    .collect(),
                billable_hours: numbers.0,
                learning_hours: numbers.1,
                displacement: numbers.2,
                fee: numbers.3,
                horizon_months: numbers.4,
                figures: knobs.values().map(|(value, note)| (FigureId::new(note), own(*value, note))).collect(),
                overrides: knobs.into_iter().map(|(knob, (value, note))| (knob, Override { value, note })).collect(),
                ..full()
            }
        },
    )
}

fn own(value: f64, note: &str) -> Override {
    Override { value, note: note.to_owned() }
}

pub(super) fn step(skill: &str, level: u8) -> StepId {
    StepId { skill: SkillId::new(skill), level: Level::new(level).unwrap() }
}

/// Words with everything in them that a format could trip over.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[\"#r\\\\'(){}\\[\\],:/*\n\r\t\u{0}\u{1}\u{85}\u{feff} a]{0,12}"]
}

fn notes() -> impl Strategy<Value = String> {
    words()
}

fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let date = (1_i32..9999, 1_u32..=12, 1_u32..=31).prop_map(|(year, month, day)| Date::new(year, month, day));
    let kind =
        prop_oneof![proptest::sample::select(EvidenceKind::ALL.to_vec()), later().prop_map(EvidenceKind::Unknown)];
    let one = (words(), words(), date, kind, 0_u8..=5).prop_map(|(link, client, date, kind, level)| Evidence {
        kind,
        level: Level::new(level),
        outcome: link.clone(),
        link,
        client,
        date,
    });
    proptest::collection::vec(one, 0..3)
}

/// A choice as a newer Premia may write it.
fn later() -> impl Strategy<Value = String> {
    "(Paused|r#type)|Split\\(\\[[0-9]{1,3}, \"[a-z)\\]/]{0,5}\"\\]\\)|Mixed\\(share: 0\\.[0-9]{1,3}, /\\* [a-z]{0,3} \\*/ \\)"
}

fn aim() -> impl Strategy<Value = Aim> {
    prop_oneof![
        Just(Aim::MostValue),
        words().prop_map(|id| Aim::Target(TargetId::new(id))),
        later().prop_map(Aim::Unknown)
    ]
}

fn currency() -> impl Strategy<Value = Currency> {
    prop_oneof![
        proptest::sample::select(Currency::ALL.to_vec()),
        "[A-Za-z0-9]{1,11}".prop_filter_map("a code", |code| Currency::from_code(&code))
    ]
}

fn setup() -> impl Strategy<Value = Setup> {
    prop_oneof![
        Just(Setup::Done),
        Just(Setup::Sample),
        (1_u8..).prop_map(Setup::AtScreen),
        later().prop_map(Setup::Unknown)
    ]
}

fn hours() -> impl Strategy<Value = Hours> {
    any::<f64>().prop_filter_map("finite", |value| Hours::new(value.abs()))
}

fn share() -> impl Strategy<Value = Share> {
    (0.0..=1.0_f64).prop_filter_map("share", Share::new)
}
