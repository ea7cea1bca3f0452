//! The bundled pack: complete, consistent, and resting on figures that may bear it.

use super::*;
use crate::plan::market::{Figure, FigureId, Fit, Grade, Kind, Knob};

fn market() -> Market {
    bundled().unwrap_or_else(|issues| {
        unreachable!("{}", issues.iter().fold(String::new(), |all, issue| format!("{all}{issue}\n")))
    })
}

fn figure<'a>(market: &'a Market, id: &str) -> &'a Figure {
    market.figures.get(&FigureId::new(id)).unwrap_or_else(|| unreachable!("no figure {id}"))
}

fn value(market: &Market, id: &str) -> f64 {
    figure(market, id).value.unwrap_or_else(|| unreachable!("figure {id} has no value"))
}

/// Whether the figure, or one that it is computed from, has grade D.
fn rests_on_grade_d(market: &Market, id: &FigureId) -> bool {
    match &figure(market, id.as_str()).kind {
        Kind::Published { grade, .. } => *grade == Grade::D,
        Kind::Derived { from, .. } => from.iter().any(|id| rests_on_grade_d(market, id)),
        Kind::Assumption { .. } => false,
    }
}

#[test]
fn the_bundled_pack_has_no_issues_and_is_complete() {
    let (market, issues) = load(&bundled_files());
    assert_eq!(issues, []);
    let market = market.unwrap_or_else(|| unreachable!("no market"));
    assert_eq!((market.skills.len(), market.resources.len(), market.assumptions.len()), (48, 170, Knob::ALL.len()));
    assert!(market.services.len() >= 14 && market.targets.len() >= 8 && market.figures.len() > 300);
    assert_eq!((market.edition.as_str(), market.date.to_string().as_str()), ("2026-11", "2026-11-22"));
    let in_demand: Vec<&str> = market.in_demand.iter().map(crate::plan::skill::SkillId::as_str).collect();
    assert_eq!(in_demand, ["python", "video_editing", "graphic_design", "chatgpt_fluency", "ai_video"]);
    assert!(market.skills.values().all(|skill| skill.steps.len() == 3 && skill.does.len() == 4));
    assert!(market.skills.values().flat_map(|skill| skill.steps.iter().skip(1)).all(|step| step.project.is_some()));
    assert!(market.services.iter().all(|service| (8..=10).contains(&service.ask_first.len())));
    assert!(market.targets.iter().all(|target| (4..=8).contains(&target.asks.len())));
    assert!(!market.unmeasured.is_empty() && market.conflicts.len() >= 7);
}

#[test]
fn every_figure_that_the_product_speaks_of_is_there() {
    let market = market();
    let named = "A17 B03 B04 B05 B06 B07 B16 B20 C05 C06 C07 C08 C09 C10 C13 C14 C15 C16 C20 C24 C34 D01 D03 D04 D05 D06 D07 \
                 D20 D21 D30 D31 D34 D35 D36 D38 D50 D51 D52 D53 D54 D55 D56 D57 D58 D60 D61 D62 D63 D65 D66 D67 D68 D70 D71 \
                 D72 D73 D74 D75 D80 D81 D82 D83 D84 D85 D86 D87 D88 E01 E15 E17 E30 E32 E33 E34 F01 F02 F03 F04 F05 F06";
    for id in named.split_whitespace() {
        assert!(market.figures.contains_key(&FigureId::new(id)), "{id}");
    }
}

#[test]
fn no_figure_of_grade_d_is_the_ground_of_a_default() {
    let market = market();
    let premiums = market.premiums.values().flat_map(|p| [&p.figures.low, &p.figures.mid, &p.figures.high]);
    let assumptions = market.assumptions.values().flat_map(|assumption| &assumption.figures);
    let rates = market.services.iter().flat_map(|s| [Some(&s.rate_figure), s.pay_figure.as_ref()]).flatten();
    let drifts = market.services.iter().flat_map(|service| &service.drift_figures);
    let series = market.series.iter().flat_map(|series| &series.figures);
    let demand = market.skills.values().flat_map(|skill| skill.demand.iter().chain(&skill.supply));
    for id in premiums.chain(assumptions).chain(rates).chain(drifts).chain(series).chain(demand) {
        assert!(!rests_on_grade_d(&market, id), "{id}");
    }
}

#[test]
fn search_growth_is_not_shown_as_demand() {
    let market = market();
    for id in market.skills.values().flat_map(|skill| &skill.demand) {
        assert!(!figure(&market, id.as_str()).metric.contains("search growth"), "{id}");
    }
}

#[test]
fn premiums_are_the_published_figures_and_stay_under_the_cap() {
    #[track_caller]
    fn check(market: &Market, id: &str, low: f64, mid: f64, high: f64) {
        let found = market.premiums.iter().find(|(found, _)| found.as_str() == id).map(|(_, premium)| premium.range);
        let found =
            found.map(|range| [range.low(), range.mid(), range.high()].map(|change| (change.get() * 100.0).round()));
        assert_eq!(found, Some([low, mid, high]));
    }
    let market = market();
    check(&market, "group", 9.0, 21.0, 34.0);
    check(&market, "machine_learning", 9.0, 40.0, 41.0);
    check(&market, "tensorflow", 9.0, 38.0, 41.0);
    check(&market, "deep_learning", 9.0, 27.0, 34.0);
    check(&market, "nlp", 9.0, 19.0, 34.0);
    check(&market, "data_science", 9.0, 17.0, 34.0);
    let cap = market.assumptions.get(&Knob::CapLog).map(|cap| cap.range.low());
    assert!(market.premiums.values().all(|premium| Some(premium.range.high().get().ln_1p()) < cap));
}

/// Computes the derived figures again from the figures that they name, each with the precision it is given in.
#[test]
fn derived_figures_follow_from_their_inputs() {
    #[track_caller]
    fn check(market: &Market, id: &str, step: f64, compute: impl Fn(&[f64]) -> f64) {
        let Kind::Derived { from, arithmetic, .. } = &figure(market, id).kind else {
            unreachable!("{id} is not derived")
        };
        let inputs: Vec<f64> = from.iter().map(|id| value(market, id.as_str())).collect();
        let expect = (compute(&inputs) / step).round() * step;
        let found = value(market, id);
        assert!((found - expect).abs() < step / 10.0, "{id}: {found} is not {expect}");
        assert!(arithmetic.replace(',', "").contains(&found.to_string()), "{id}: {found} is not in {arithmetic}");
    }
    fn ratio(inputs: &[f64], of: impl Fn(f64, f64) -> f64) -> f64 {
        if let [first, second, ..] = inputs { of(*first, *second) } else { f64::NAN }
    }
    let growth = |inputs: &[f64]| ratio(inputs, |a, b| ((1.0 + a / 100.0) / (1.0 + b / 100.0) - 1.0) * 100.0);
    let change = |inputs: &[f64]| ratio(inputs, |now, before| (now / before - 1.0) * 100.0);
    let level_before = |inputs: &[f64]| ratio(inputs, |level, growth| level / (1.0 + growth / 100.0));
    let cap = |inputs: &[f64]| {
        ratio(inputs, |one, two| {
            let (one, two) = ((one / 100.0).ln_1p(), (two / 100.0).ln_1p());
            one * one / (2.0 * one - two)
        })
    };
    let share = |inputs: &[f64]| ratio(inputs, |of, to| of / to * 100.0);
    let mean_of_five = |inputs: &[f64]| inputs.iter().take(5).sum::<f64>() / 5.0;
    let first = |inputs: &[f64]| inputs.first().copied().unwrap_or(f64::NAN);
    let market = market();
    check(&market, "X01", 0.1, growth);
    check(&market, "X02", 0.1, growth);
    check(&market, "X03", 0.001, cap);
    check(&market, "X04", 10.0, level_before);
    check(&market, "X05", 10.0, level_before);
    check(&market, "X06", 0.1, change);
    check(&market, "X07", 0.1, change);
    check(&market, "X08", 0.1, change);
    check(&market, "X09", 0.1, change);
    check(&market, "R-frontend", 0.1, first);
    check(&market, "R-python_ml", 0.1, first);
    let mut tested = 11;
    let categories = market.figures.keys().filter(|id| id.as_str().starts_with("R-"));
    for id in categories.filter(|id| !matches!(id.as_str(), "R-frontend" | "R-python_ml")) {
        check(&market, id.as_str(), 0.1, mean_of_five);
        tested += 1;
    }
    for id in market.figures.keys().filter(|id| id.as_str().starts_with("S-")) {
        check(&market, id.as_str(), 0.1, share);
        tested += 1;
    }
    let sum = |inputs: &[f64]| inputs.iter().sum();
    for id in market.figures.keys().filter(|id| id.as_str().starts_with("P-")) {
        check(&market, id.as_str(), 1.0, sum);
        tested += 1;
    }
    let derived = market.figures.values().filter(|figure| matches!(figure.kind, Kind::Derived { .. })).count();
    assert_eq!(tested, derived, "each derived figure is computed again here");
}

#[test]
fn ends_of_posted_rates_have_the_shape_of_the_two_distributions() {
    let market = market();
    let part = |id: &str, end: fn(&Figure) -> Option<f64>| end(figure(&market, id)).map(|end| end / value(&market, id));
    let mean = |end: fn(&Figure) -> Option<f64>| Some(f64::midpoint(part("E30", end)?, part("E32", end)?));
    let (low, high) = (mean(|figure| figure.low), mean(|figure| figure.high));
    for figure in market.figures.values().filter(|figure| figure.id.as_str().starts_with("R-")) {
        for (end, factor) in [(figure.low, low), (figure.high, high)] {
            let expect = figure.value.zip(factor).map(|(value, factor)| value * factor);
            let near = end.zip(expect).is_some_and(|(end, expect)| (end - expect).abs() <= 0.051);
            assert!(near, "{}: {end:?} is not near {expect:?}", figure.id);
        }
    }
}

#[test]
fn the_cap_and_the_drifts_are_what_their_figures_say() {
    let market = market();
    let mid = |knob: Knob| market.assumptions.get(&knob).map_or(f64::NAN, |assumption| assumption.range.mid());
    assert!((mid(Knob::CapLog) - value(&market, "X03")).abs() < 1e-9);
    assert!((mid(Knob::ExecutionDrift) - value(&market, "F02") / 100.0).abs() < 1e-9);
    assert!((mid(Knob::JudgmentDrift) - value(&market, "F05") / 100.0).abs() < 1e-9);
    // F passes through both published points, so that a second equal skill adds 45% of the first.
    let cap = mid(Knob::CapLog);
    let one = -cap * (-1.28_f64.ln() / cap).ln_1p();
    let two = cap * (1.0 - (-2.0 * one / cap).exp());
    assert!((two.exp() - 1.43).abs() < 0.001, "{two}");
    assert!(((two - 1.28_f64.ln()) / 1.28_f64.ln() - 0.45).abs() < 0.005);
    assert!((cap.exp_m1() - 0.57).abs() < 0.006);
}

#[test]
fn no_drift_of_a_service_promises_a_gain_in_the_middle() {
    for service in market().services {
        assert!(service.drift.mid().get() <= 0.0 && service.drift.high().get() <= 0.1, "{}", service.id);
        assert!(service.drift_note.contains("assumption"), "{}", service.id);
    }
}

#[test]
fn skills_of_a_service_are_near_in_one_way_and_those_asked_first_are_near() {
    for service in market().services {
        let both: Vec<_> = service.core.iter().filter(|skill| service.adjacent.contains(skill)).collect();
        let far: Vec<_> = service.ask_first.iter().filter(|skill| service.fit(skill) == Fit::Far).collect();
        assert!(both.is_empty() && far.is_empty(), "{}: {both:?} {far:?}", service.id);
    }
}
