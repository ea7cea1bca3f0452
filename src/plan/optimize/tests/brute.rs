//! The optimizer against brute force on random small problems: displacement, budgets, pins, locks, negative premiums.

use super::*;

/// A small problem by number; every rule of the model appears in some.
pub(super) fn random(seed: u64) -> Problem {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut problem = base();
    let negative = dice.one_in(3);
    for id in ["a", "b", "c", "d"].into_iter().take(2 + dice.below(3) as usize) {
        let levels = 1 + dice.below(2);
        let rows: Vec<_> = (0..levels)
            .map(|_| {
                let cost = if dice.one_in(2) { 0.0 } else { dice.amount(60) };
                let sign = if negative && dice.one_in(2) { -1.0 } else { 1.0 };
                (f64::from(2 + dice.below(9)), cost, sign * dice.amount(1) * 0.2)
            })
            .collect();
        problem.skills.push(skill(id, if dice.one_in(2) { "up" } else { "down" }, &rows));
    }
    for place in 1..problem.skills.len() {
        if dice.one_in(2) {
            let needs = StepId::new(problem.skills[place - 1].id.as_str(), 1);
            problem.skills[place].levels[0].requires.push(needs);
        }
    }
    problem.displacement = [0.0, 0.0, 0.5, 1.0][dice.below(4) as usize];
    problem.lag_weeks = [0.0, 2.0, 2.5][dice.below(3) as usize];
    problem.learning_hours = [1.0, 1.5, 2.0][dice.below(3) as usize];
    problem.budget = dice.one_in(3).then(|| dice.amount(90));
    problem.uplift = if dice.one_in(6) { Uplift::Additive } else { problem.uplift };
    if dice.one_in(3) {
        problem.pinned.push(StepId::new("b", 1));
    }
    if dice.one_in(4) {
        problem.held.insert("a".to_owned(), 1);
    }
    if dice.one_in(5) {
        problem.locked.push(StepId::new("a", 1));
    }
    if dice.one_in(5) {
        problem.excluded.insert("c".to_owned());
    }
    if dice.one_in(2) {
        problem.stretches = (0..=dice.below(2)).map(|_| stretch(&mut dice)).collect();
    }
    problem
}

/// Some weeks without learning, or with other hours than usual.
fn stretch(dice: &mut Dice) -> Stretch {
    let from = dice.amount(24);
    Stretch { from, until: from + 0.1 + dice.amount(7), pace: [0.0, 0.0, 0.5, 3.0][dice.below(4) as usize] }
}

/// The best of all plans, tried one by one; minus infinity when there is none.
fn brute(problem: &Problem, sequence: &mut Vec<StepId>) -> f64 {
    let mut best = value(problem, sequence).unwrap_or(f64::NEG_INFINITY);
    for skill in &problem.skills {
        for level in (1_u8..).take(skill.levels.len()) {
            let step = StepId::new(skill.id.as_str(), level);
            let held = problem.held.get(&skill.id).copied().unwrap_or(0);
            if level <= held || sequence.contains(&step) || problem.excluded.contains(&skill.id) {
                continue;
            }
            sequence.push(step);
            let order = matches!(
                value(problem, sequence),
                Err(Refusal::Infeasible(Obstacle::Order { .. } | Obstacle::Hours { .. }))
            );
            if !order {
                best = best.max(brute(problem, sequence));
            }
            sequence.pop();
        }
    }
    best
}

#[track_caller]
fn check_optimal(problem: &Problem) -> Solution {
    let best = brute(problem, &mut Vec::new());
    let solution = answer(problem).unwrap();
    let slack = 1e-6 * best.abs().max(1.0);
    assert_eq!(solution.status, Status::Optimal, "{problem:?}");
    assert!((solution.objective - best).abs() <= slack, "{} is not {best}: {problem:?}", solution.objective);
    assert!(solution.upper_bound >= best - 1e-9 * best.abs().max(1.0), "{} < {best}", solution.upper_bound);
    assert!((value(problem, &solution.sequence).unwrap() - solution.objective).abs() < 1e-9);
    assert!((by_hour(problem, &solution.sequence) - solution.objective).abs() < 1e-6);
    solution
}

#[test]
fn plans_are_as_good_as_the_best_of_all_plans() {
    check_optimal(&three());
    let mut solved = 0;
    for seed in 1..=2000 {
        let problem = random(seed);
        if let Err(refusal) = answer(&problem) {
            let best = brute(&problem, &mut Vec::new());
            assert!(best < 0.0 && best.is_infinite(), "seed {seed} refused: {refusal}");
        } else {
            check_optimal(&problem);
            solved += 1;
        }
    }
    assert!(solved > 1200, "only {solved} of the random problems have a plan");
}
