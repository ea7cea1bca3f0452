//! Finds prerequisites that run in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::learning::{Skills, step_id};
use super::{Fault, Report, Row, raw};
use crate::plan::skill::{Level, StepId};

/// Steps by number, and for each the steps that it needs.
type Needs = Vec<Vec<usize>>;

/// At most this many steps of a circle are named.
const MOST_NAMED: usize = 8;
/// At most this many circles are reported.
const MOST_CIRCLES: usize = 20;

/// Reports each circle once, at the first step of it that names a prerequisite on it.
pub(super) fn require_none(rows: &[Row<'_, raw::Skill>], skills: &Skills, report: &mut Report) {
    let (steps, needs) = graph(skills);
    let mut stuck = still_stuck(&needs, &(0..needs.len()).collect());
    for _ in 0..MOST_CIRCLES {
        let Some(start) = stuck.first().copied() else { return };
        let circle = walk(start, &needs, &stuck);
        report_circle(&circle, &steps, rows, report);
        for number in &circle {
            stuck.remove(number);
        }
        // What remains may only have waited for the circle, so it is sorted out once more.
        stuck = still_stuck(&needs, &stuck);
    }
}

/// Every step of every skill, and what each needs: the level below it and its prerequisites.
fn graph(skills: &Skills) -> (Vec<StepId>, Needs) {
    let levels = |count: usize| Level::ALL.into_iter().skip(1).take(count);
    let steps: Vec<StepId> = skills
        .values()
        .flat_map(|skill| levels(skill.steps.len()).map(|level| StepId { skill: skill.id.clone(), level }))
        .collect();
    let numbers: BTreeMap<&StepId, usize> = steps.iter().enumerate().map(|(number, step)| (step, number)).collect();
    let needs = steps
        .iter()
        .map(|step| {
            let below = step.level.get().checked_sub(1).and_then(Level::new);
            let below = below.map(|level| StepId { skill: step.skill.clone(), level });
            let requires =
                skills.get(&step.skill).and_then(|skill| skill.step(step.level)).map(|found| &found.requires);
            below.iter().chain(requires.into_iter().flatten()).filter_map(|need| numbers.get(need).copied()).collect()
        })
        .collect();
    (steps, needs)
}

/// Those of `among` that wait for one another for ever.
fn still_stuck(needs: &Needs, among: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut waiting: BTreeMap<usize, usize> = BTreeMap::new();
    let mut waiters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in among {
        let open = needs.get(*number).into_iter().flatten().filter(|need| among.contains(need));
        waiting.insert(*number, open.clone().count());
        open.for_each(|need| waiters.entry(*need).or_default().push(*number));
    }
    let mut free: Vec<usize> = waiting.iter().filter(|(_, count)| **count == 0).map(|(number, _)| *number).collect();
    while let Some(number) = free.pop() {
        waiting.remove(&number);
        for waiter in waiters.get(&number).into_iter().flatten() {
            let Some(count) = waiting.get_mut(waiter) else { continue };
            *count = count.saturating_sub(1);
            if *count == 0 {
                free.push(*waiter);
            }
        }
    }
    waiting.into_keys().collect()
}

/// A circle reached from `start` by following needs that are stuck too.
fn walk(start: usize, needs: &Needs, stuck: &BTreeSet<usize>) -> Vec<usize> {
    let mut path = vec![start];
    let mut met = BTreeMap::from([(start, 0)]);
    let mut now = start;
    loop {
        let next = needs.get(now).into_iter().flatten().find(|need| stuck.contains(need));
        let Some(next) = next.copied() else { return path };
        if let Some(from) = met.get(&next) {
            return path.split_off(*from);
        }
        met.insert(next, path.len());
        path.push(next);
        now = next;
    }
}

fn report_circle(circle: &[usize], steps: &[StepId], rows: &[Row<'_, raw::Skill>], report: &mut Report) {
    let on_it: BTreeSet<&StepId> = circle.iter().filter_map(|number| steps.get(*number)).collect();
    let names = names(circle, steps);
    let is_on_it = |skill: &str, level: u8| step_id(skill, level).is_some_and(|step| on_it.contains(&step));
    for row in rows {
        for (index, step) in row.raw.steps.iter().enumerate() {
            let level = u8::try_from(index + 1).unwrap_or(u8::MAX);
            let back = step.requires.iter().position(|(skill, level)| is_on_it(skill, *level));
            if let (true, Some(back)) = (is_on_it(&row.raw.id, level), back) {
                report.error(&row.inner_entry("steps", index, "requires", back), &Fault::Cycle(names));
                return;
            }
        }
    }
}

/// The steps of the circle up to the one it began with; a long one is cut short.
fn names(circle: &[usize], steps: &[StepId]) -> String {
    let mut names: Vec<String> =
        circle.iter().chain(circle.first()).filter_map(|number| steps.get(*number)).map(ToString::to_string).collect();
    if names.len() > MOST_NAMED {
        names.truncate(MOST_NAMED);
        names.push("others".to_owned());
    }
    names.join(" needs ")
}
