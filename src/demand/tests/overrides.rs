//! Numbers of the user's own in the bundled pack: what follows from them, and what stays.

use std::collections::BTreeMap;

use super::bundled;
use crate::plan::market::{FigureId, Kind, Knob, Market, PremiumId, ServiceId};
use crate::plan::profile::Override;

fn market() -> Market {
    bundled().unwrap_or_else(|issues| unreachable!("{issues:?}"))
}

fn with(numbers: &[(&str, f64)]) -> Market {
    let own = |value: f64| Override { value, note: String::new() };
    market().with_overrides(&numbers.iter().map(|(id, value)| (FigureId::new(*id), own(*value))).collect())
}

fn value(market: &Market, id: &str) -> f64 {
    market.figures.get(&FigureId::new(id)).and_then(|figure| figure.value).unwrap_or(f64::NAN)
}

fn percent(market: &Market, premium: &str) -> [String; 3] {
    let range = market.premiums.get(&PremiumId::new(premium)).map(|premium| premium.range).unwrap_or_default();
    [range.low(), range.mid(), range.high()].map(|change| format!("{:.0}", change.get() * 100.0))
}

fn drift(market: &Market, service: &str) -> [String; 3] {
    let range = market.service(&ServiceId::new(service)).map(|service| service.drift).unwrap_or_default();
    [range.low(), range.mid(), range.high()].map(|change| format!("{:.0}", change.get() * 100.0))
}

#[test]
fn without_own_numbers_nothing_changes() {
    assert_eq!(market().with_overrides(&BTreeMap::new()), market());
    assert_eq!(with(&[("Z99", 1.0)]), market(), "an id that the pack does not know changes nothing");
}

#[test]
fn derived_figures_and_their_arithmetic_follow_their_inputs() {
    #[track_caller]
    fn check(own: &[(&str, f64)], id: &str, expect: f64, words: &str) {
        let market = with(own);
        assert!((value(&market, id) - expect).abs() < 1e-9, "{id}: {}", value(&market, id));
        let kind = market.figures.get(&FigureId::new(id)).map(|figure| &figure.kind);
        let arithmetic =
            if let Some(Kind::Derived { arithmetic, .. }) = kind { arithmetic.as_str() } else { "not derived" };
        assert!(arithmetic.contains(words), "{id}: {arithmetic}");
    }
    check(&[], "X01", 7.8, "1.52 / 1.41 - 1 = 7.8%");
    check(&[], "X02", 6.3, "1.52 / 1.43 - 1 = 6.3%");
    check(&[], "X03", 0.448, "= 0.0609 / 0.1360 = 0.448");
    check(&[], "X04", 200.0, "300 / 1.5 = 200 (both inputs are stated as more than)");
    check(&[], "X06", -7.1, "794,000 / 855,000 - 1 = -7.1%");
    check(
        &[],
        "R-design",
        23.6,
        "(23 + 23 + 24 + 24 + 24) / 5 = 23.6; low 23.6 x 0.677 = 16, high 23.6 x 2.100 = 49.6",
    );
    check(&[("C05", 60.0)], "X01", 13.5, "1.6 / 1.41 - 1 = 13.5%");
    check(&[("C15", 400.0)], "X05", 330.0, "400 / 1.22 = 330");
    check(&[("W-design-w28", 33.0)], "R-design", 25.6, "(33 + 23 + 24 + 24 + 24) / 5 = 25.6");
    check(&[("X01", 5.0), ("C05", 60.0)], "X01", 5.0, "1.6 / 1.41");
}

#[test]
fn the_model_follows_its_figures() {
    let mid = |market: &Market, knob| market.assumptions.get(&knob).map_or(f64::NAN, |found| found.range.mid());
    assert_eq!(percent(&with(&[("D01", 15.0)]), "group"), ["9", "15", "34"]);
    assert_eq!(percent(&with(&[("D01", 5.0)]), "group"), ["5", "5", "34"], "the middle wins over the end");
    assert_eq!(percent(&with(&[("D36", 12.0)]), "machine_learning"), ["12", "40", "41"]);
    assert!((mid(&with(&[("F02", -20.0)]), Knob::ExecutionDrift) + 0.2).abs() < 1e-9);
    assert!((mid(&with(&[("F05", 11.0)]), Knob::JudgmentDrift) - 0.11).abs() < 1e-9);
    let cap = with(&[("D30", 30.0)]);
    assert!((mid(&cap, Knob::CapLog) - value(&cap, "X03")).abs() < 1e-9 && value(&cap, "X03") < 0.448);
    assert_eq!(drift(&with(&[("D61", -30.0)]), "illustrator"), ["-30", "-12", "0"]);
    assert_eq!(drift(&with(&[("D61", -5.0)]), "illustrator"), ["-5", "-5", "0"]);
    let rate = |market: &Market| market.service(&ServiceId::new("video_editor")).map(|service| service.rate);
    let own = rate(&with(&[("R-design", 40.0)])).unwrap_or_default();
    assert_eq!([own.low(), own.mid(), own.high()].map(|rate| format!("{:.0}", rate.get())), ["40"; 3]);
    assert_ne!(with(&[("D01", 15.0)]).digest, market().digest, "other numbers need other futures");
}

#[test]
fn a_series_of_figures_follows_them() {
    let market = with(&[("C15", 400.0)]);
    let series = market.series.iter().find(|series| series.id == "ai_volume");
    let values: Vec<f64> = series.into_iter().flat_map(|series| &series.points).map(|(_, value)| *value).collect();
    assert_eq!(values, [200.0, 330.0, 300.0, 400.0]);
}

#[test]
fn packs_are_compared_by_what_was_added_removed_and_changed() {
    let (one, mut other) = (market(), with(&[("D01", 15.0)]));
    other.figures.remove(&FigureId::new("A01"));
    let found = one.differences(&other);
    assert_eq!((found.added, found.removed), (vec![FigureId::new("A01")], Vec::new()));
    assert_eq!(found.changed, [FigureId::new("D01")]);
    assert_eq!(one.differences(&one), crate::plan::evidence::Differences::default());
}
