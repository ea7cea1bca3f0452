//! A small invented market and profile for the tests of this room.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::compile::Model;
use super::floor::Needs;
use super::market::{
    Ask, Assumption, FigureId, Knob, Market, Premium, PremiumId, Range3, Service, ServiceId, Target, TargetId,
};
use super::profile::{Aim, Evidence, OutlookWeights, Profile, Rating, Setup};
use super::skill::{Class, Domain, HoursBasis, Level, Skill, SkillId, Step, StepId};
use super::units::{Change, Currency, Date, Hours, Money, Range, Rate, Share};
use super::{Limits, Plan, build};

/// The day on which all tests take place.
pub(crate) fn today() -> Date {
    Date::new(2026, 11, 22).unwrap_or_else(|| Date::new(1, 1, 1).expect("the first day exists"))
}

/// A profile with a market of its own.
pub(crate) fn case() -> (Profile, Market) {
    (profile(), market())
}

pub(super) fn id(name: &str) -> SkillId {
    SkillId::new(name)
}

pub(super) fn level(number: u8) -> Level {
    Level::new(number).expect("levels go to 4")
}

pub(super) fn step(name: &str, number: u8) -> StepId {
    StepId { skill: id(name), level: level(number) }
}

pub(super) fn rating(number: u8, proofs: usize) -> Rating {
    Rating { level: level(number), evidence: vec![Evidence::default(); proofs], ..Rating::default() }
}

/// The plan of a case that has one.
#[track_caller]
pub(super) fn plan(profile: &Profile, market: &Market) -> Plan {
    build(profile, market, today(), &Limits::USUAL).expect("the test case has a plan")
}

/// Every step comes after all that it needs.
#[track_caller]
pub(super) fn is_in_order(profile: &Profile, market: &Market, plan: &Plan) {
    let model = Model::new(profile, market, today()).expect("the test case is sound");
    let ids = plan.ids();
    for (place, id) in ids.iter().enumerate() {
        for need in model.needs(id) {
            let earlier = ids.iter().take(place).any(|other| *other == need);
            assert!(earlier || model.is_held(&need), "{id} comes before {need}");
        }
    }
}

fn profile() -> Profile {
    Profile {
        name: "Test".to_owned(),
        setup: Setup::Done,
        service: ServiceId::new("editor"),
        rate: Rate::new(45.0).expect("a rate"),
        currency: Currency::Usd,
        billable_hours: Hours::new(25.0).expect("hours"),
        learning_hours: Hours::new(5.0).expect("hours"),
        displacement: Share::ZERO,
        fee: Share::new(0.1).expect("a share"),
        horizon_months: 24,
        budget: None,
        target: Aim::MostValue,
        skills: BTreeMap::from([(id("cut"), rating(3, 1)), (id("prompt"), rating(1, 0))]),
        pinned: BTreeSet::new(),
        excluded: BTreeSet::new(),
        locked: Vec::new(),
        steps: BTreeMap::new(),
        outlook: OutlookWeights {
            goes_on: Share::new(0.25).expect("a share"),
            plateaus: Share::new(0.5).expect("a share"),
            falls_back: Share::new(0.25).expect("a share"),
        },
        overrides: BTreeMap::new(),
        figures: BTreeMap::new(),
        breaks: Vec::new(),
        seen: None,
        scenarios: Vec::new(),
        diary: super::diary::Diary::default(),
        log: BTreeMap::new(),
        clients: Vec::new(),
        needs: Needs::default(),
        assessments: BTreeMap::new(),
    }
}

fn range(low: f64, mid: f64, high: f64) -> Range<f64> {
    Range::new(low, mid, high).expect("an ordered range")
}

fn changes(low: f64, mid: f64, high: f64) -> Range<Change> {
    let change = |share| Change::new(share).expect("a change");
    Range::new(change(low), change(mid), change(high)).expect("an ordered range")
}

fn premium(name: &str, low: f64, mid: f64, high: f64) -> (PremiumId, Premium) {
    let figure = || FigureId::new("A1");
    let figures = Range3 { low: figure(), mid: figure(), high: figure() };
    let id = PremiumId::new(name);
    (id.clone(), Premium { id, range: changes(low, mid, high), figures, note: String::new() })
}

fn skill(
    name: &str,
    class: Class,
    domain: Domain,
    premium: &str,
    hours: [f64; 3],
    costs: [f64; 3],
    requires: &[(u8, &str, u8)],
) -> (SkillId, Skill) {
    let steps = (1_u8..).zip(hours.into_iter().zip(costs)).map(|(at, (hours, cost))| {
        let of = |factor: f64| Hours::new(hours * factor).expect("hours");
        let needs = requires.iter().filter(|(own, _, _)| *own == at);
        Step {
            hours: Range::new(of(0.7), of(1.0), of(1.6)).expect("an ordered range"),
            basis: HoursBasis::Judged,
            cost: Money::new(cost).expect("money"),
            requires: needs.map(|(_, other, level)| step(other, *level)).collect(),
            project: None,
        }
    });
    let skill = Skill {
        id: id(name),
        name: name.to_owned(),
        aliases: Vec::new(),
        class,
        domain,
        premium: PremiumId::new(premium),
        hours_note: String::new(),
        demand: Vec::new(),
        supply: Vec::new(),
        steps: steps.collect(),
        does: Vec::new(),
        asks: Vec::new(),
    };
    (id(name), skill)
}

fn assumptions() -> BTreeMap<Knob, Assumption> {
    let of = |knob: Knob| match knob {
        Knob::OwnShare | Knob::DriftSize => range(0.0, 0.5, 1.0),
        Knob::HybridFactor => range(0.0, 0.1, 0.3),
        Knob::ExecutionDrift => range(-0.13, -0.13, 0.0),
        Knob::JudgmentDrift => range(0.0, 0.22, 0.22),
        Knob::CapLog => range(0.3, 0.448, 0.6),
        Knob::LevelOne => range(0.1, 0.15, 0.3),
        Knob::LevelTwo => range(0.4, 0.5, 0.6),
        Knob::LevelThree | Knob::FitCore => range(1.0, 1.0, 1.0),
        Knob::LevelFour => range(1.0, 1.15, 1.3),
        Knob::FitAdjacent => range(0.7, 0.85, 1.0),
        Knob::FitFar | Knob::OutlookFallsBack => range(0.4, 0.6, 0.8),
        Knob::RelearnPart => range(0.2, 0.5, 0.7),
        Knob::EvidenceSpread => range(0.0, 0.5, 0.8),
        Knob::OutlookGoesOn => range(1.0, 1.2, 1.4),
        Knob::OutlookPlateaus => range(0.9, 1.0, 1.1),
        Knob::LagWeeks => range(2.0, 4.0, 8.0),
        Knob::LookMonths => range(12.0, 24.0, 36.0),
        Knob::Discount => range(0.02, 0.05, 0.1),
    };
    Knob::ALL
        .into_iter()
        .map(|knob| {
            let (name, unit, reason) = (knob.id().to_owned(), "factor".to_owned(), String::new());
            (knob, Assumption { knob, name, unit, range: of(knob), figures: Vec::new(), reason })
        })
        .collect()
}

fn market() -> Market {
    let ask = |name: &str, number: u8, weight: f64| Ask { skill: id(name), level: level(number), weight };
    Market {
        edition: "test".to_owned(),
        date: today(),
        figures_until: "September 2026".to_owned(),
        digest: "0".to_owned(),
        sources: BTreeMap::new(),
        figures: BTreeMap::new(),
        premiums: BTreeMap::from([
            premium("group", 0.09, 0.21, 0.34),
            premium("learning", 0.2, 0.4, 0.5),
            premium("none", 0.0, 0.0, 0.0),
        ]),
        skills: BTreeMap::from([
            skill("cut", Class::Execution, Domain::Creative, "group", [20.0, 40.0, 60.0], [0.0; 3], &[]),
            skill("prompt", Class::Foundation, Domain::Business, "group", [6.0, 12.0, 20.0], [0.0; 3], &[]),
            skill(
                "video",
                Class::Execution,
                Domain::Creative,
                "group",
                [8.0, 20.0, 35.0],
                [0.0, 40.0, 90.0],
                &[(1, "prompt", 1), (3, "prompt", 2)],
            ),
            skill("code", Class::Foundation, Domain::Technical, "none", [30.0, 60.0, 90.0], [0.0, 0.0, 50.0], &[]),
            skill(
                "agents",
                Class::Execution,
                Domain::Technical,
                "group",
                [12.0, 35.0, 60.0],
                [0.0, 20.0, 100.0],
                &[(1, "code", 1), (2, "prompt", 2)],
            ),
            skill(
                "models",
                Class::Judgment,
                Domain::Data,
                "learning",
                [40.0, 80.0, 120.0],
                [0.0, 100.0, 300.0],
                &[(1, "code", 2)],
            ),
            skill("review", Class::Judgment, Domain::Business, "group", [6.0, 15.0, 30.0], [0.0, 0.0, 60.0], &[]),
        ])
        .into(),
        in_demand: vec![id("video"), id("agents"), id("models")],
        services: vec![Service {
            id: ServiceId::new("editor"),
            name: "Video editor".to_owned(),
            domain: Domain::Creative,
            rate: Range::exact(Rate::new(45.0).expect("a rate")),
            rate_figure: FigureId::new("A1"),
            pay_figure: None,
            drift: changes(-0.3, -0.1, 0.05),
            drift_figures: Vec::new(),
            drift_note: "Invented for tests.".to_owned(),
            own: BTreeMap::from([(id("cut"), level(3))]),
            core: vec![id("video")],
            adjacent: vec![id("prompt"), id("review")],
            ask_first: Vec::new(),
            target: TargetId::default(),
        }],
        targets: vec![Target {
            id: TargetId::new("clips"),
            name: "AI clips".to_owned(),
            summary: String::new(),
            asks: vec![ask("cut", 3, 2.0), ask("video", 2, 3.0), ask("review", 1, 1.0)],
        }],
        resources: Arc::default(),
        series: Vec::new(),
        assumptions: assumptions(),
        conflicts: Vec::new(),
        unmeasured: Vec::new(),
    }
}
