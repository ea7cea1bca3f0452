//! The README's table: how long the optimizer takes to the proof, how close it is before that, and the memory it needs.
//!
//! `cargo bench --bench targets` prints it in about a minute: the public instances, the bundled pack by service, hours and
//! displacement, and a pack of ten thousand skills. Times and gaps are the solver's own, medians of five runs on one core.
#![allow(clippy::expect_used, reason = "a benchmark without its instances has nothing to measure")]
#![allow(clippy::print_stdout, reason = "the table is the purpose")]

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use premia::cli::instance;
use premia::demand;
use premia::plan::market::{Market, Service};
use premia::plan::optimize::{self, Problem, ProblemLevel, ProblemSkill, Solution};
use premia::plan::premium::Uplift;
use premia::plan::profile::{Aim, Profile, Rating};
use premia::plan::units::{Date, Hours, Share};
use premia::plan::{Limits, Progress, build};
use premia::state::State;

/// Milliseconds after which a search is told to end.
const LONGEST: f64 = 2_000.0;
/// Runs of which the median counts.
const RUNS: usize = 5;

fn main() {
    // First, because the peak of memory is that of the whole process so far.
    let huge = huge();
    println!("| problem | target | measured |");
    println!("|---|---|---|");
    proofs("11 small instances `t*`, the slowest", "proven in 2 ms", 't');
    proofs("8 instances `s*`, the slowest", "proven in 8 ms", 's');
    for (name, target) in [("m20_n45_l6", "proven in 200 ms, 0.5% at 16 ms"), ("m21_n45_l6_d05", "the same")] {
        let problem = read(name);
        let (time, end) = to_the_end(&problem);
        row(&format!("`{name}`"), target, &format!("{end} in {time:.1} ms, {} at 16 ms", gap_at(&problem, 16.0)));
    }
    let large = read("b22_n1000");
    row("`b22_n1000`, 1,000 skills", "0.5% at 50 ms", &format!("{} at 50 ms", gap_at(&large, 50.0)));
    sweeps();
    row("10,000 skills", "0.5% in 100 ms, 64 MiB beyond the input", &huge);
}

/// Gap, time and memory for ten thousand skills.
fn huge() -> String {
    let before = peak_mib();
    let huge = many(10_000);
    let input = peak_mib();
    let (begin, mut soon) = (Instant::now(), f64::INFINITY);
    let mut improved = |solution: &Solution| {
        if gap(solution) <= 0.005 {
            soon = soon.min(elapsed(begin));
        }
    };
    let stop = || elapsed(begin) >= 100.0;
    let limits = optimize::Limits { nodes: optimize::USUAL_NODES, stop: &stop, improved: &mut improved, start: &[] };
    let solution = optimize::solve(&huge, limits).expect("a problem that can be solved");
    let (end, took, beyond) = (percent(gap(&solution)), elapsed(begin), peak_mib() - input);
    let input = input - before;
    format!("0.5% in {soon:.0} ms, {end} in {took:.0} ms, {beyond:.0} MiB beyond an input of {input:.0} MiB")
}

fn row(problem: &str, target: &str, measured: &str) {
    println!("| {problem} | {target} | {measured} |");
}

/// One row for all instances whose name begins with a letter: the slowest proof.
fn proofs(name: &str, target: &str, first: char) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core/instances");
    let files = std::fs::read_dir(folder).expect("instances beside the tests").flatten();
    let mut names: Vec<String> = files.filter_map(|file| file.file_name().into_string().ok()).collect();
    names.retain(|name| name.starts_with(first));
    names.sort();
    let ends: Vec<(f64, String)> = names.iter().map(|name| to_the_end(&read(name.trim_end_matches(".json")))).collect();
    let proven = ends.iter().filter(|(_, end)| end == "proven").count();
    let slowest = ends.iter().map(|(time, _)| *time).fold(0.0, f64::max);
    row(name, target, &format!("{proven} of {} proven, slowest {slowest:.1} ms", names.len()));
}

fn read(name: &str) -> Problem {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core/instances");
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).expect("an instance beside the tests");
    instance::problem(&text).expect("an instance that can be read")
}

/// Median milliseconds to the end of the search, and what is proven then.
fn to_the_end(problem: &Problem) -> (f64, String) {
    let runs: Vec<(Solution, f64)> = (0..RUNS).map(|_| answer(problem, LONGEST)).collect();
    let end = runs.first().map_or(1.0, |(solution, _)| gap(solution));
    (middle(runs.iter().map(|(_, time)| *time).collect()), percent(end))
}

fn gap_at(problem: &Problem, most: f64) -> String {
    percent(middle((0..RUNS).map(|_| gap(&answer(problem, most).0)).collect()))
}

fn answer(problem: &Problem, most: f64) -> (Solution, f64) {
    let begin = Instant::now();
    let stop = || elapsed(begin) >= most;
    let limits = optimize::Limits { nodes: optimize::USUAL_NODES, stop: &stop, improved: &mut |_| {}, start: &[] };
    let solution = optimize::solve(problem, limits).expect("a problem that can be solved");
    (solution, elapsed(begin))
}

/// The bundled pack: every service at every pace, with learning in free time and half in working time.
fn sweeps() {
    let market = Arc::new(demand::bundled().expect("the bundled pack can be read"));
    let (mut times, mut left, mut fast) = (Vec::new(), 0.0_f64, [0.0_f64; 2]);
    for service in &market.services {
        for displacement in [0.0, 0.5] {
            for hours in [3.0, 5.0, 8.0] {
                let profile = profile(&market, service, hours, displacement);
                let runs: Vec<(f64, f64)> = (0..RUNS).map(|_| plan(&profile, &market, LONGEST)).collect();
                left = left.max(runs.first().map_or(1.0, |(_, gap)| *gap));
                times.push(middle(runs.iter().map(|(time, _)| *time).collect()));
            }
            let profile = profile(&market, service, 12.0, displacement);
            for (worst, most) in fast.iter_mut().zip([16.0, 500.0]) {
                *worst = worst.max(middle((0..RUNS).map(|_| plan(&profile, &market, most).1).collect()));
            }
        }
    }
    let count = times.len();
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times.get((count * part).div_ceil(100).saturating_sub(1)).copied().unwrap_or_default();
    row(
        &format!("bundled pack, {} services x 3, 5, 8 h a week x displacement 0, 0.5", market.services.len()),
        "median 16 ms, 95th percentile 100 ms, slowest 500 ms to the proof",
        &format!(
            "median {:.1}, 95th percentile {:.1}, slowest {:.1} ms; worst {}",
            at(50),
            at(95),
            at(100),
            percent(left)
        ),
    );
    let [soon, late] = fast.map(percent);
    row(
        "the same at 12 h a week, the worst gap",
        "1.5% at 16 ms, 0.3% at 500 ms",
        &format!("{soon} at 16 ms, {late} at 500 ms"),
    );
}

/// Plans for a profile; returns when the solver was done and the gap that it left.
fn plan(profile: &Profile, market: &Market, most: f64) -> (f64, f64) {
    let (begin, last) = (Instant::now(), Cell::new((0.0, 1.0)));
    let stop = || elapsed(begin) >= most;
    let improved = |progress: &Progress| {
        let (value, bound) = (progress.value.get(), progress.upper_bound.get());
        last.set((elapsed(begin), (bound - value) / value.abs().max(1.0)));
    };
    let limits = Limits { stop: &stop, improved: &improved, ..Limits::USUAL };
    build(profile, market, today(), &limits).expect("a profile that can be planned");
    last.get()
}

fn today() -> Date {
    Date::new(2026, 11, 22).expect("a day")
}

fn profile(market: &Arc<Market>, service: &Service, hours: f64, displacement: f64) -> Profile {
    let rating = |level: &_| Rating { level: *level, ..Rating::default() };
    Profile {
        service: service.id.clone(),
        rate: service.rate.mid(),
        learning_hours: Hours::new(hours).expect("hours"),
        displacement: Share::new(displacement).expect("a share"),
        target: Aim::MostValue,
        skills: service.own.iter().map(|(id, level)| (id.clone(), rating(level))).collect(),
        ..State::new(Arc::clone(market), today()).profile
    }
}

/// A pack of many skills with three levels each, on one rising and one falling curve.
fn many(count: u32) -> Problem {
    let part = |i: u32, factor: u32, limit: u32| f64::from(i.wrapping_mul(factor) / 7 % limit);
    let level = |i: u32, level: u32| ProblemLevel {
        hours: 5.0 * f64::from(level) * (1.0 + part(i, 2_654_435_761, 6)),
        cost: 10.0 * part(i, 40_503, 8),
        premium: 0.004 + 0.0005 * part(i, 69_069, 40),
        requires: Vec::new(),
    };
    let skill = |i: u32| ProblemSkill {
        id: format!("s{i:05}"),
        curve: if i.is_multiple_of(3) { "up" } else { "down" }.to_owned(),
        levels: (1..=3).map(|number| level(i, number)).collect(),
    };
    let curve = |drift: f64| (0..26).map(|period| (f64::from(period) * drift).exp()).collect();
    Problem {
        uplift: Uplift::Saturating { cap_log: 0.448 },
        horizon_weeks: 104.0,
        period_weeks: 4.0,
        lag_weeks: 4.0,
        rate: 45.0,
        billable_hours: 25.0,
        learning_hours: 6.0,
        stretches: Vec::new(),
        displacement: 0.0,
        budget: None,
        discount: 0.05,
        curves: BTreeMap::from([("down".to_owned(), curve(-0.01)), ("up".to_owned(), curve(0.01))]),
        skills: (0..count).map(skill).collect(),
        held: BTreeMap::new(),
        pinned: Vec::new(),
        excluded: BTreeSet::new(),
        locked: Vec::new(),
    }
}

/// The most memory that this process has held so far, in MiB; zero where the system does not say.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|words| words.split_whitespace().next()).and_then(|number| number.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}

fn elapsed(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1e3
}

fn gap(solution: &Solution) -> f64 {
    (solution.upper_bound - solution.objective) / solution.objective.abs().max(1.0)
}

fn percent(share: f64) -> String {
    if share <= 1e-6 { "proven".to_owned() } else { format!("{:.2}%", share * 100.0) }
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
