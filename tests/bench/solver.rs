//! How long the optimizer takes to the proof, and to the first plan, on instances of growing size.
#![allow(clippy::expect_used, reason = "a benchmark without its instances has nothing to measure")]

use std::path::Path;

use divan::{Bencher, black_box};
use premia::cli::instance::problem;
use premia::plan::optimize::{Limits, Problem, Solution, USUAL_NODES, solve};

fn main() {
    divan::main();
}

fn instance(name: &str) -> Problem {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core/instances");
    let text = std::fs::read_to_string(folder.join(name)).expect("an instance beside the tests");
    problem(&text).expect("an instance that can be read")
}

fn answer(problem: &Problem, stop: &dyn Fn() -> bool) -> Solution {
    let limits = Limits { nodes: USUAL_NODES, stop, improved: &mut |_| {}, start: &[] };
    solve(problem, limits).expect("an instance that can be solved")
}

/// To the proof: small, with displacement, with a budget, long, with pins, many skills, and two of the usual size.
#[divan::bench(sample_count = 20, args = ["t01_base.json", "t02_displaced.json", "t10_oddhours.json", "s12_base.json",
    "s14_budget.json", "s16_loose.json", "s17_pins.json", "s19_levels1.json", "m20_n45_l6.json", "m21_n45_l6_d05.json"])]
fn prove(bencher: Bencher, name: &str) {
    let problem = instance(name);
    bencher.bench(|| answer(black_box(&problem), &|| false));
}

/// To the first plan with a bound: a search that is told to stop at its first question.
#[divan::bench(sample_count = 20, args = ["t01_base.json", "s16_loose.json", "m20_n45_l6.json", "m21_n45_l6_d05.json"])]
fn first_bound(bencher: Bencher, name: &str) {
    let problem = instance(name);
    bencher.bench(|| answer(black_box(&problem), &|| true));
}

/// Again from the optimum, as after a small change of the profile.
#[divan::bench(sample_count = 20, args = ["s12_base.json", "m20_n45_l6.json", "m21_n45_l6_d05.json"])]
fn prove_from_the_last_plan(bencher: Bencher, name: &str) {
    let problem = instance(name);
    let start = answer(&problem, &|| false).sequence;
    bencher.bench(|| {
        let limits = Limits { nodes: USUAL_NODES, stop: &|| false, improved: &mut |_| {}, start: &start };
        solve(black_box(&problem), limits)
    });
}
