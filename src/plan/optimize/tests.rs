//! The optimizer against the definition of value, against itself, and against bad input.

mod brute;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::plan::calendar::Stretch;
use crate::plan::premium::Uplift;
use brute::random;

/// A small generator of repeatable dice (Marsaglia's xorshift, 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 33) % u64::from(limit)).unwrap()
    }

    fn one_in(&mut self, chances: u32) -> bool {
        self.below(chances) == 0
    }

    fn amount(&mut self, most: u32) -> f64 {
        f64::from(self.below(most * 100)) / 100.0
    }
}

fn quiet<'a>(stop: &'a dyn Fn() -> bool, improved: &'a mut dyn FnMut(&Solution)) -> Limits<'a> {
    Limits { nodes: USUAL_NODES, stop, improved, start: &[] }
}

fn answer(problem: &Problem) -> Result<Solution, Refusal> {
    solve(problem, quiet(&|| false, &mut |_| {}))
}

fn base() -> Problem {
    Problem {
        uplift: Uplift::Saturating { cap_log: 0.448 },
        horizon_weeks: 26.0,
        period_weeks: 4.0,
        lag_weeks: 2.0,
        rate: 40.0,
        billable_hours: 25.0,
        learning_hours: 2.0,
        stretches: Vec::new(),
        displacement: 0.0,
        budget: None,
        discount: 0.05,
        curves: BTreeMap::from([
            ("down".to_owned(), vec![1.0, 0.9, 0.8, 0.7, 0.65, 0.6, 0.6]),
            ("up".to_owned(), vec![0.3, 0.4, 0.6, 0.9, 1.0, 1.1, 1.2]),
        ]),
        skills: Vec::new(),
        held: BTreeMap::new(),
        pinned: Vec::new(),
        excluded: BTreeSet::new(),
        locked: Vec::new(),
    }
}

fn skill(id: &str, curve: &str, levels: &[(f64, f64, f64)]) -> ProblemSkill {
    let level = |&(hours, cost, premium): &(f64, f64, f64)| ProblemLevel { hours, cost, premium, requires: Vec::new() };
    ProblemSkill { id: id.to_owned(), curve: curve.to_owned(), levels: levels.iter().map(level).collect() }
}

fn three() -> Problem {
    let skills = vec![
        skill("ads", "down", &[(6.0, 10.0, 0.04), (9.0, 0.0, 0.05)]),
        skill("bots", "up", &[(5.0, 0.0, 0.03), (12.0, 20.0, 0.08)]),
        skill("code", "up", &[(8.0, 0.0, 0.06)]),
    ];
    Problem { skills, ..base() }
}

/// The value of a plan as the model states it, one learning hour at a time.
fn by_hour(problem: &Problem, sequence: &[StepId]) -> f64 {
    let week = problem.week();
    let (mut ends, mut end, mut cost) = (Vec::new(), 0.0, 0.0);
    for step in sequence {
        let skill = problem.skills.iter().find(|skill| skill.id == step.skill).unwrap();
        let level = &skill.levels[usize::from(step.level) - 1];
        end += level.hours;
        cost += level.cost;
        ends.push((end, &problem.curves[&skill.curve], level.premium));
    }
    let mut value = -cost;
    let mut tick = 0.0;
    while tick < week.ticks() {
        let act = week.sold(tick);
        let earned = ends.iter().filter(|(end, ..)| *end <= tick);
        let period = |factors: &Vec<f64>| factors[number::whole(act / problem.period_weeks).min(factors.len() - 1)];
        let share = problem.uplift.share(earned.map(|(_, factors, premium)| premium * period(factors)).sum());
        value += week.income(tick) * share;
        if tick < end {
            value -= week.displaced(tick) * (1.0 + share);
        }
        tick += 1.0;
    }
    value
}

#[test]
fn reports_only_improve_and_never_cross_the_optimum() {
    for seed in 1..=40 {
        let problem = random(seed);
        let mut seen: Vec<(f64, f64)> = Vec::new();
        let Ok(last) = solve(&problem, quiet(&|| false, &mut |s| seen.push((s.objective, s.upper_bound)))) else {
            continue;
        };
        seen.push((last.objective, last.upper_bound));
        for pair in seen.windows(2) {
            assert!(pair[1].0 >= pair[0].0 - 1e-9 && pair[1].1 <= pair[0].1 + 1e-9, "seed {seed}: {pair:?}");
        }
        assert!(seen.iter().all(|(_, bound)| *bound >= last.objective - 1e-9), "seed {seed}: {seen:?}");
    }
}

#[test]
fn the_same_problem_gives_the_same_answer() {
    let problem = service(16, 3.0, 0.5);
    assert_eq!(answer(&problem), answer(&problem));
    let mut shuffled = problem.clone();
    shuffled.skills.reverse();
    assert_eq!(answer(&problem), answer(&shuffled));
}

/// Skills like those of the bundled pack: equal premiums, three levels, chains of prerequisites, two drifting curves.
fn service(count: u32, learning_hours: f64, displacement: f64) -> Problem {
    let mut dice = Dice(7);
    let drift = |yearly: f64| {
        (0..26).map(|j| libm::exp(yearly * (1.0 - libm::exp2(-f64::from(j) / 13.0)) / std::f64::consts::LN_2)).collect()
    };
    let x = Uplift::Saturating { cap_log: 0.448 }.raw(0.21).unwrap();
    let mut problem = Problem { horizon_weeks: 104.0, learning_hours, displacement, lag_weeks: 4.0, ..base() };
    problem.curves = BTreeMap::from([("execution".to_owned(), drift(-0.139)), ("judgment".to_owned(), drift(0.199))]);
    for i in 0..count {
        let fit = [1.0, 0.85, 0.6][dice.below(3) as usize];
        let hours = [4 + dice.below(12), 10 + dice.below(50), 20 + dice.below(80)].map(f64::from);
        let levels = [0.15, 0.35, 0.5].map(|part| 0.5 * x * part * fit);
        let rows: Vec<_> = hours.into_iter().zip(levels).map(|(hours, premium)| (hours, 0.0, premium)).collect();
        let mut skill = skill(&format!("s{i:02}"), if dice.one_in(4) { "judgment" } else { "execution" }, &rows);
        if i > 0 && dice.one_in(2) {
            skill.levels[0].requires.push(StepId::new(format!("s{:02}", dice.below(i)), 1));
        }
        problem.skills.push(skill);
    }
    problem
}

#[test]
fn a_pack_of_near_ties_is_proven() {
    for hours in [2.0, 3.0] {
        let problem = service(48, hours, 0.0);
        let solution = answer(&problem).unwrap();
        assert_eq!(
            solution.status,
            Status::Optimal,
            "{hours} hours: {} to {}",
            solution.objective,
            solution.upper_bound
        );
        assert!((by_hour(&problem, &solution.sequence) - solution.objective).abs() < 1e-6);
    }
}

#[test]
fn more_hours_or_more_skills_are_never_worse() {
    let mut last = 0.0;
    for hours in [1.0, 2.0, 3.0, 4.0, 6.0] {
        let best = answer(&Problem { learning_hours: hours, ..three() }).unwrap().objective;
        assert!(best >= last - 25.0 * 40.0 * 0.3, "{hours} hours: {best} < {last}");
        last = best;
    }
    let mut skills = Vec::new();
    last = 0.0;
    for skill in three().skills {
        skills.push(skill);
        let best = answer(&Problem { skills: skills.clone(), ..base() }).unwrap().objective;
        assert!(best >= last - 1e-9);
        last = best;
    }
}

#[test]
fn an_early_stop_leaves_a_plan_and_a_bound() {
    let problem = service(30, 3.0, 0.5);
    for asks in [0, 1, 5, 40] {
        let left = Cell::new(asks);
        let stop = || {
            left.set(i32::max(left.get(), 1) - 1);
            left.get() == 0
        };
        let solution = solve(&problem, quiet(&stop, &mut |_| {})).unwrap();
        assert!(solution.upper_bound >= solution.objective && solution.upper_bound.is_finite());
        assert!(solution.objective > 0.0);
        assert!(value(&problem, &solution.sequence).is_ok());
    }
    let solution = solve(&problem, Limits { nodes: 10, ..quiet(&|| false, &mut |_| {}) }).unwrap();
    assert!(solution.upper_bound.is_finite() && value(&problem, &solution.sequence).is_ok());
}

#[test]
fn a_start_is_repaired_and_kept() {
    let problem = three();
    let start = [StepId::new("bots", 2), StepId::new("gone", 1), StepId::new("bots", 2)];
    let warm = solve(&problem, Limits { start: &start, ..quiet(&|| false, &mut |_| {}) });
    assert_eq!(warm, answer(&problem));
}

#[test]
fn nothing_to_learn_is_an_answer() {
    let all =
        BTreeMap::from([("ads".to_owned(), 2), ("bots".to_owned(), 9), ("code".to_owned(), 1), ("else".to_owned(), 3)]);
    let problems = [
        Problem { learning_hours: 0.0, ..three() },
        Problem { horizon_weeks: 0.0, ..three() },
        Problem { held: all, ..three() },
        Problem { excluded: ["ads", "bots", "code"].map(str::to_owned).into(), ..three() },
        Problem { rate: 0.0, budget: Some(0.0), ..three() },
        base(),
    ];
    for problem in problems {
        let solution = answer(&problem).unwrap();
        assert!(solution.objective.abs() < 1e-9 && solution.status == Status::Optimal, "{solution:?}");
    }
}

#[track_caller]
fn check_refused(change: impl FnOnce(&mut Problem), invalid: bool, words: &str) {
    let mut problem = three();
    change(&mut problem);
    let refusal = answer(&problem).unwrap_err();
    assert_eq!(matches!(refusal, Refusal::Invalid(_)), invalid, "{refusal}");
    assert!(refusal.to_string().contains(words), "{refusal:?} says: {refusal}");
    assert!(refusal.hint().ends_with('.'));
}

#[test]
fn every_fault_is_named() {
    let wrong = |change: fn(&mut Problem), words: &str| check_refused(change, true, words);
    wrong(|p| p.rate = f64::NAN, "rate is NaN");
    wrong(|p| p.discount = -0.1, "discount is -0.1");
    wrong(|p| p.displacement = 1.5, "displacement is 1.5");
    wrong(|p| p.budget = Some(-1.0), "budget is -1");
    wrong(|p| p.period_weeks = 0.0, "period_weeks is 0");
    wrong(|p| p.uplift = Uplift::Saturating { cap_log: 1.1 }, "cap_log is 1.1");
    wrong(|p| (p.displacement, p.learning_hours) = (1.0, 30.0), "displaces 30 hours a week, but only 25");
    wrong(|p| p.horizon_weeks = 1e9, "exceed the 200000");
    wrong(|p| p.skills[0].levels[1].hours = 2.5, "ads level 2 takes 2.5 hours");
    wrong(|p| p.skills[0].levels[1].hours = 0.0, "ads level 2 takes 0 hours");
    wrong(|p| p.skills[1].levels[0].cost = -3.0, "bots level 1 costs -3");
    wrong(|p| p.skills[1].levels[0].premium = f64::INFINITY, "bots level 1 has the premium inf");
    wrong(|p| p.skills[1].curve = "flat".to_owned(), "bots follows the unknown curve flat");
    wrong(|p| p.skills.push(p.skills[0].clone()), "ads appears twice");
    wrong(|p| p.curves.values_mut().next().unwrap().clear(), "curve");
    wrong(|p| p.pinned.push(StepId::new("who", 1)), "a pin names who level 1");
    wrong(|p| p.locked.push(StepId::new("who", 1)), "a lock names who level 1");
    wrong(|p| p.skills[0].levels[0].requires.push(StepId::new("code", 2)), "ads level 1 names code level 2");
    wrong(
        |p| {
            p.skills[0].levels[0].requires.push(StepId::new("code", 1));
            p.skills[2].levels[0].requires.push(StepId::new("ads", 2));
        },
        "in a circle: ",
    );
}

#[test]
fn every_obstacle_says_by_how_much() {
    let stuck = |change: fn(&mut Problem), words: &str| check_refused(change, false, words);
    stuck(
        |p| (p.pinned, p.excluded) = (vec![StepId::new("ads", 1)], ["ads".to_owned()].into()),
        "ads level 1 is wanted but excluded",
    );
    stuck(|p| p.pinned.push(StepId::new("code", 2)), "the highest level is 1");
    stuck(|p| p.locked.push(StepId::new("ads", 2)), "ads level 2 is locked before ads level 1");
    stuck(|p| (p.horizon_weeks, p.pinned) = (4.0, vec![StepId::new("bots", 2)]), "17 hours of 8, 9 too many");
    stuck(|p| (p.budget, p.pinned) = (Some(5.0), vec![StepId::new("bots", 2)]), "20 of 5, 15 too much");
}

#[test]
fn a_plan_that_breaks_a_rule_has_no_value() {
    let step = |id: &str, level| StepId::new(id, level);
    let problem = Problem { pinned: vec![step("code", 1)], locked: vec![step("ads", 1)], ..three() };
    for sequence in [
        vec![],
        vec![step("ads", 1)],
        vec![step("code", 1), step("ads", 1)],
        vec![step("ads", 1), step("bots", 2), step("code", 1)],
    ] {
        assert!(matches!(value(&problem, &sequence), Err(Refusal::Infeasible(_))), "{sequence:?}");
    }
    assert!(value(&problem, &[step("ads", 1), step("code", 1)]).is_ok());
    assert!(matches!(value(&problem, &[step("who", 1)]), Err(Refusal::Invalid(_))));
}

#[test]
fn extreme_sizes_are_answered() {
    let asks = Cell::new(0);
    let soon = || asks.replace(asks.get() + 1) > 3;
    let hurried = |problem: &Problem| {
        asks.set(0);
        let solution = solve(problem, quiet(&soon, &mut |_| {})).unwrap();
        assert!(solution.upper_bound >= solution.objective && solution.upper_bound.is_finite());
        assert!(value(problem, &solution.sequence).is_ok());
        solution
    };
    let all_day = Problem { learning_hours: 168.0, billable_hours: 168.0, ..three() };
    hurried(&Problem { horizon_weeks: 520.0, ..all_day.clone() });
    hurried(&Problem { displacement: 1.0, ..all_day });
    hurried(&Problem { rate: 1e9, billable_hours: 1e9, ..three() });
    let mut steep = three();
    for level in steep.skills.iter_mut().flat_map(|skill| &mut skill.levels) {
        level.premium *= 1e9;
    }
    hurried(&steep);
    let row = |i: u32| (f64::from(2 + i % 7), 0.0, 0.01 + f64::from(i % 11) * 0.002);
    let skills = (0..5000).map(|i| skill(&format!("s{i:04}"), "up", &[row(i)])).collect();
    let many = Problem { skills, ..base() };
    let bound = hurried(&many).upper_bound;
    let best = Problem { skills: many.skills[..400].to_vec(), ..base() };
    assert!(bound >= hurried(&best).objective && hurried(&many).objective > 0.0);
}

#[test]
fn the_bound_of_a_core_covers_the_whole_pack() {
    for seed in 1..=20 {
        let problem = Problem { displacement: 0.0, ..random(seed) };
        let Ok(compiled) = compile(&problem) else { continue };
        let Ok(best) = answer(&problem) else { continue };
        let (frame, pack) = (&compiled.frame, &compiled.pack);
        let first = first(&compiled, &[]);
        let tangent = tangent::Tangent::new(frame, (pack, pack), &first.steps, (0, frame.cells));
        let core = core::Core::of(pack, &tangent, 2);
        let mut relaxation = relaxation::Relaxation::new(compiled.frame.clone(), core.pack.clone(), tangent);
        core.lend(&mut relaxation);
        opening::price(&mut relaxation);
        relaxation.sweep();
        let bound = relaxation.bound() + core.excess(frame, &relaxation);
        assert!(bound >= best.objective - 1e-6, "seed {seed}: {bound} < {}", best.objective);
    }
}
