//! What differs between two profiles, in sentences.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::market::{Knob, Market, TargetId};
use crate::plan::profile::{Aim, Break, Override, Profile, Rating};
use crate::plan::scenario::Scenario;
use crate::plan::skill::{Level, StepId};
use crate::plan::units::{Date, Hours, Money, Share};

/// What changes on the way from one profile to another, one sentence each; none if they are the same.
#[must_use]
pub fn differences(market: &Market, from: &Profile, to: &Profile) -> Vec<String> {
    let mut found = Vec::new();
    basics(market, from, to, &mut found);
    skills(market, from, to, &mut found);
    steps(market, from, to, &mut found);
    assumptions(market, from, to, &mut found);
    scenarios(from, to, &mut found);
    records(from, to, &mut found);
    // Which plan was seen last follows from all the rest.
    let rest = Profile { setup: from.setup.clone(), seen: from.seen.clone(), ..to.clone() };
    if found.is_empty() && rest != *from {
        found.push("Something else differs".to_owned());
    }
    found
}

fn basics(market: &Market, from: &Profile, to: &Profile, found: &mut Vec<String>) {
    let service = |profile: &Profile| {
        market.service(&profile.service).map_or_else(|| profile.service.to_string(), |service| service.name.clone())
    };
    let weights = |profile: &Profile| {
        let [up, flat, down] = profile.outlook.parts().map(percent);
        format!("{up} / {flat} / {down}")
    };
    let mut say = |what: &str, from: String, to: String| {
        if from != to {
            found.push(format!("{what}: {from} → {to}"));
        }
    };
    say("Name", from.name.clone(), to.name.clone());
    say("Service", service(from), service(to));
    say("Rate", number(from.rate.get()), number(to.rate.get()));
    say("Currency", from.currency.code().to_owned(), to.currency.code().to_owned());
    say("Billable hours a week", hours(from.billable_hours), hours(to.billable_hours));
    say("Learning hours a week", hours(from.learning_hours), hours(to.learning_hours));
    say("Days with other hours", breaks(from), breaks(to));
    say("Learning time taken from hours sold", share(from.displacement), share(to.displacement));
    say("Platform fee", share(from.fee), share(to.fee));
    say("Horizon in months", from.horizon_months.to_string(), to.horizon_months.to_string());
    say("Budget", budget(from.budget), budget(to.budget));
    say("Target", aim(market, &from.target), aim(market, &to.target));
    say("Outlook, up / flat / down", weights(from), weights(to));
}

fn skills(market: &Market, from: &Profile, to: &Profile, found: &mut Vec<String>) {
    for (_, name, change) in both(&from.skills, &to.skills, |id| market.skill_name(id).to_owned()) {
        match change {
            (Some(old), Some(new)) => rating(&name, old, new, found),
            (None, Some(new)) => found.push(format!("{name}: added at level {}", new.level)),
            (Some(old), None) => found.push(format!("{name}: removed (was level {})", old.level)),
            (None, None) => {}
        }
    }
    sets("Kept out of the plan", &from.excluded, &to.excluded, |id| market.skill_name(id).to_owned(), found);
}

fn rating(name: &str, old: &Rating, new: &Rating, found: &mut Vec<String>) {
    if old.level != new.level {
        found.push(format!("{name}: level {} → {}", old.level, new.level));
    }
    if old.faded_from != new.faded_from {
        let words = |level: Option<Level>| level.map_or_else(|| "no".to_owned(), |level| format!("from level {level}"));
        found.push(format!("{name}, faded: {} → {}", words(old.faded_from), words(new.faded_from)));
    }
    if old.evidence.len() != new.evidence.len() {
        found.push(format!("{name}: {} → {} pieces of evidence", old.evidence.len(), new.evidence.len()));
    } else if old.evidence != new.evidence {
        found.push(format!("{name}: other evidence"));
    } else if old.level == new.level && old.verified != new.verified {
        found.push(format!("{name}: confirmed on another day"));
    }
}

fn steps(market: &Market, from: &Profile, to: &Profile, found: &mut Vec<String>) {
    let step = |id: &StepId| format!("{} level {}", market.skill_name(&id.skill), id.level);
    for (_, name, change) in both(&from.steps, &to.steps, step) {
        let (old, new) = (change.0.cloned().unwrap_or_default(), change.1.cloned().unwrap_or_default());
        let mut say = |what: &str, old: String, new: String| {
            if old != new {
                found.push(format!("{name}, {what}: {} → {}", or_nothing(&old), or_nothing(&new)));
            }
        };
        say("hours logged", hours(old.logged), hours(new.logged));
        say("own hours", old.hours.map(hours).unwrap_or_default(), new.hours.map(hours).unwrap_or_default());
        say("own cost", old.cost.map(money).unwrap_or_default(), new.cost.map(money).unwrap_or_default());
        say("note", old.note, new.note);
        say("stop rule", old.stop_rule, new.stop_rule);
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        say("day to look at that rule", day(old.stop_on), day(new.stop_on));
    }
    sets("Pinned", &from.pinned, &to.pinned, step, found);
    let order = |profile: &Profile| profile.locked.iter().map(step).collect::<Vec<_>>().join(", then ");
    let (old, new) = (order(from), order(to));
    if old != new {
        found.push(format!("Comes first: {} → {}", or_nothing(&old), or_nothing(&new)));
    }
}

fn assumptions(market: &Market, from: &Profile, to: &Profile, found: &mut Vec<String>) {
    let name = |knob: &Knob| {
        let known = market.assumptions.get(knob).map(|assumption| assumption.name.clone());
        known.unwrap_or_else(|| knob.id().to_owned())
    };
    overrides(&from.overrides, &to.overrides, name, found);
    overrides(&from.figures, &to.figures, |id| format!("Figure {id}"), found);
}

/// Lists whose entries are too long to be told one by one.
fn records(from: &Profile, to: &Profile, found: &mut Vec<String>) {
    let mut say = |what: &str, old: usize, new: usize, are_same: bool| match (are_same, old == new) {
        (true, _) => {}
        (false, true) => found.push(format!("{what}: changed")),
        (false, false) => found.push(format!("{what}: {old} → {new}")),
    };
    let (old, new) = (&from.diary, &to.diary);
    say("Frozen forecasts", old.forecasts.len(), new.forecasts.len(), old.forecasts == new.forecasts);
    say("Months in the diary", old.entries.len(), new.entries.len(), old.entries == new.entries);
    say("Clients", from.clients.len(), to.clients.len(), from.clients == to.clients);
    say("Needs", 1, 1, from.needs == to.needs);
    let answers = |profile: &Profile| profile.assessments.values().map(Vec::len).sum();
    say("Rounds of questions answered", answers(from), answers(to), from.assessments == to.assessments);
    say("Days with hours logged", from.log.len(), to.log.len(), from.log == to.log);
}

fn scenarios(from: &Profile, to: &Profile, found: &mut Vec<String>) {
    let named = |profile: &Profile| -> BTreeMap<String, Scenario> {
        profile.scenarios.iter().map(|scenario| (scenario.name.clone(), scenario.clone())).collect()
    };
    for (_, name, (old, new)) in both(&named(from), &named(to), String::clone) {
        let what = match (old, new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        found.push(format!("Scenario \"{name}\": {what}"));
    }
}

fn overrides<K: Ord>(
    from: &BTreeMap<K, Override>,
    to: &BTreeMap<K, Override>,
    name: impl Fn(&K) -> String,
    found: &mut Vec<String>,
) {
    for (_, name, change) in both(from, to, name) {
        match change {
            (Some(old), Some(new)) if old.value.to_bits() != new.value.to_bits() => {
                found.push(format!("\"{name}\": {} → {}", number(old.value), number(new.value)));
            }
            (Some(old), Some(new)) if old.note != new.note => found.push(format!("\"{name}\": another reason")),
            (None, Some(new)) => found.push(format!("\"{name}\": the pack's number → {}", number(new.value))),
            (Some(old), None) => found.push(format!("\"{name}\": {} → the pack's number", number(old.value))),
            _ => {}
        }
    }
}

/// A value of the old profile and of the new one.
type Change<'a, V> = (Option<&'a V>, Option<&'a V>);

/// Every key of two maps whose values differ, with its name.
fn both<'a, K: Ord, V: PartialEq>(
    from: &'a BTreeMap<K, V>,
    to: &'a BTreeMap<K, V>,
    name: impl Fn(&K) -> String,
) -> Vec<(&'a K, String, Change<'a, V>)> {
    let keys: BTreeSet<&K> = from.keys().chain(to.keys()).collect();
    let changes = keys.into_iter().map(|key| (key, name(key), (from.get(key), to.get(key))));
    changes.filter(|(_, _, (old, new))| old != new).collect()
}

fn sets<K: Ord>(
    what: &str,
    from: &BTreeSet<K>,
    to: &BTreeSet<K>,
    name: impl Fn(&K) -> String,
    found: &mut Vec<String>,
) {
    found.extend(to.difference(from).map(|key| format!("{what}: {} is added", name(key))));
    found.extend(from.difference(to).map(|key| format!("{what}: {} is removed", name(key))));
}

fn aim(market: &Market, aim: &Aim) -> String {
    match aim {
        Aim::MostValue => "whatever is worth most".to_owned(),
        Aim::Target(id) => target_name(market, id),
        Aim::Unknown(text) => text.clone(),
    }
}

fn target_name(market: &Market, id: &TargetId) -> String {
    market.target(id).map_or_else(|| id.to_string(), |target| target.name.clone())
}

fn breaks(profile: &Profile) -> String {
    let one = |own: &Break| format!("{} to {} at {} h", own.from, own.until, hours(own.learning_hours));
    if profile.breaks.is_empty() {
        "none".to_owned()
    } else {
        profile.breaks.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

fn budget(budget: Option<Money>) -> String {
    budget.map_or_else(|| "no limit".to_owned(), money)
}

fn hours(hours: Hours) -> String {
    number(hours.get())
}

fn money(money: Money) -> String {
    number(money.get())
}

fn share(share: Share) -> String {
    percent(share.get())
}

fn percent(part: f64) -> String {
    format!("{}%", (part * 1000.0).round() / 10.0)
}

fn number(value: f64) -> String {
    ((value * 1000.0).round() / 1000.0).to_string()
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}
