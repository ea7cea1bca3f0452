//! Planning instances as JSON: a file becomes a problem, an answer becomes a line.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::plan::optimize::{
    Fault, Limits, Problem, ProblemLevel, ProblemSkill, Refusal, Solution, Status, StepId, USUAL_NODES, solve,
};
use crate::plan::premium::Uplift;

/// The clock of the caller: the solver itself cannot read one.
pub struct Clock<'a> {
    /// Milliseconds since the solver was asked.
    pub elapsed_ms: &'a dyn Fn() -> f64,
    /// Milliseconds after which it must answer; `None` for no limit.
    pub limit_ms: Option<f64>,
}

/// What `premia solve` prints, how it exits, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// One JSON object on one line.
    pub line: String,
    /// 0 for a plan, 2 for an invalid file, 3 for one that has no plan.
    pub code: u8,
    /// What was wrong, for standard error.
    pub reason: Option<String>,
}

/// Answers the text of an instance file.
#[must_use]
pub fn answer(text: &str, clock: &Clock<'_>) -> Reply {
    let stop = || clock.limit_ms.is_some_and(|limit| (clock.elapsed_ms)() >= limit);
    let solved = problem(text).and_then(|problem| {
        let limits = Limits { nodes: USUAL_NODES, stop: &stop, improved: &mut |_| {}, start: &[] };
        solve(&problem, limits).map_err(Trouble::Refused)
    });
    let elapsed_ms = (clock.elapsed_ms)();
    let (printed, code, reason) = match solved {
        Ok(solution) => (Printed::solution(solution, elapsed_ms), 0, None),
        Err(Trouble::Refused(refusal @ Refusal::Infeasible(_))) => {
            (Printed::empty("infeasible", elapsed_ms), 3, Some(format!("{refusal}. {}", refusal.hint())))
        }
        Err(trouble) => (Printed::empty("invalid", elapsed_ms), 2, Some(trouble.to_string())),
    };
    // Numbers and strings always have a JSON form; the fallback is there so that nothing can fail here.
    let line = serde_json::to_string(&printed).unwrap_or_else(|_| r#"{"status":"invalid","sequence":[]}"#.to_owned());
    Reply { line, code, reason }
}

/// Reads an instance.
///
/// # Errors
/// [`Trouble::Json`] when the text is not an instance, [`Trouble::Refused`] when it says what cannot be planned. What the
/// optimizer itself checks is left to it.
pub fn problem(text: &str) -> Result<Problem, Trouble> {
    let instance: Instance = serde_json::from_str(text).map_err(Trouble::Json)?;
    let (uplift, mut faults) = instance.model.uplift();
    if !instance.synergies.is_empty() {
        let what = "synergies between pairs of skills are not planned: public data do not support pair premiums";
        faults.push(Fault::Unsupported { what: what.to_owned() });
    }
    let Instance { model, profile, curves, skills, domain_synergies, .. } = instance;
    let domains: BTreeSet<&str> = profile.domains.iter().map(String::as_str).collect();
    let extra = domain_synergies.iter().filter(|row| domains.contains(row.domain.as_str()));
    let mut skills: Vec<ProblemSkill> = skills.into_iter().map(|skill| skill.checked(&mut faults)).collect();
    let mut places = BTreeMap::new();
    for (place, skill) in skills.iter().enumerate() {
        places.entry(skill.id.clone()).or_insert(place);
    }
    for row in extra {
        let levels = places.get(&row.skill).map(|&place| &mut skills[place].levels);
        match levels.and_then(|levels| levels.get_mut(usize::from(row.level).wrapping_sub(1))) {
            Some(level) => level.premium += row.premium,
            None => faults.push(Fault::Unknown {
                step: StepId::new(row.skill.as_str(), row.level),
                by: format!("the synergy with domain {}", row.domain),
            }),
        }
    }
    if !faults.is_empty() {
        return Err(Trouble::Refused(Refusal::Invalid(faults)));
    }
    Ok(Problem {
        uplift,
        horizon_weeks: model.horizon_weeks,
        period_weeks: model.period_weeks,
        lag_weeks: model.lag_weeks,
        rate: profile.rate,
        billable_hours: profile.billable_hours,
        learning_hours: profile.learning_hours,
        stretches: Vec::new(),
        displacement: profile.displacement,
        budget: profile.budget,
        discount: profile.discount,
        curves,
        skills,
        held: profile.levels,
        pinned: profile.pinned.into_iter().map(|pin| StepId::new(pin.skill, pin.level)).collect(),
        excluded: profile.excluded,
        locked: profile.locked.into_iter().map(|(skill, level)| StepId::new(skill, level)).collect(),
    })
}

/// Why an instance file has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The text is not an instance.
    #[error("not a planning instance: {0}")]
    Json(#[source] serde_json::Error),
    /// The instance cannot be planned.
    #[error("{0}. {hint}", hint = .0.hint())]
    Refused(#[source] Refusal),
}

#[derive(Deserialize)]
struct Instance {
    model: Model,
    profile: Profile,
    curves: BTreeMap<String, Vec<f64>>,
    skills: Vec<Skill>,
    #[serde(default)]
    synergies: Vec<serde_json::Value>,
    #[serde(default)]
    domain_synergies: Vec<DomainSynergy>,
}

#[derive(Deserialize)]
struct Model {
    version: Option<u32>,
    rate_curve: Option<String>,
    #[serde(default)]
    cap_log: f64,
    horizon_weeks: f64,
    period_weeks: f64,
    lag_weeks: f64,
}

impl Model {
    fn uplift(&self) -> (Uplift, Vec<Fault>) {
        let mut faults = Vec::new();
        if let Some(version) = self.version.filter(|&version| version != 1) {
            let what = format!("model version {version} is not known; this program reads version 1");
            faults.push(Fault::Unsupported { what });
        }
        let uplift = match self.rate_curve.as_deref() {
            Some("additive") => Uplift::Additive,
            None | Some("saturating") => Uplift::Saturating { cap_log: self.cap_log },
            Some(other) => {
                let what = format!("rate_curve {other} is not known; it may be saturating or additive");
                faults.push(Fault::Unsupported { what });
                Uplift::Additive
            }
        };
        (uplift, faults)
    }
}

#[derive(Deserialize)]
struct Profile {
    rate: f64,
    billable_hours: f64,
    learning_hours: f64,
    #[serde(default)]
    displacement: f64,
    budget: Option<f64>,
    #[serde(default = "usual_discount")]
    discount: f64,
    #[serde(default)]
    levels: BTreeMap<String, u8>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    pinned: Vec<Pin>,
    #[serde(default)]
    excluded: BTreeSet<String>,
    #[serde(default)]
    locked: Vec<(String, u8)>,
}

fn usual_discount() -> f64 {
    0.05
}

#[derive(Deserialize)]
struct Pin {
    skill: String,
    level: u8,
}

#[derive(Deserialize)]
struct Skill {
    id: String,
    curve: String,
    #[serde(default)]
    requires: Vec<Requirement>,
    levels: Vec<Level>,
}

impl Skill {
    fn checked(self, faults: &mut Vec<Fault>) -> ProblemSkill {
        let level = |level: Level| ProblemLevel {
            hours: level.hours,
            cost: level.cost,
            premium: level.premium,
            requires: Vec::new(),
        };
        let mut levels: Vec<ProblemLevel> = self.levels.into_iter().map(level).collect();
        for row in self.requires {
            match levels.get_mut(usize::from(row.level).wrapping_sub(1)) {
                Some(level) => level.requires.push(StepId::new(row.skill, row.min_level)),
                None => faults.push(Fault::Unknown {
                    step: StepId::new(self.id.as_str(), row.level),
                    by: format!("a prerequisite of {}", self.id),
                }),
            }
        }
        ProblemSkill { id: self.id, curve: self.curve, levels }
    }
}

#[derive(Deserialize)]
struct Requirement {
    level: u8,
    skill: String,
    min_level: u8,
}

#[derive(Deserialize)]
struct Level {
    hours: f64,
    #[serde(default)]
    cost: f64,
    premium: f64,
}

#[derive(Deserialize)]
struct DomainSynergy {
    domain: String,
    skill: String,
    level: u8,
    premium: f64,
}

#[derive(Serialize)]
struct Printed {
    sequence: Vec<(String, u8)>,
    objective: Option<f64>,
    upper_bound: Option<f64>,
    status: &'static str,
    elapsed_ms: f64,
}

impl Printed {
    fn solution(solution: Solution, elapsed_ms: f64) -> Self {
        Self {
            sequence: solution.sequence.into_iter().map(|step| (step.skill, step.level)).collect(),
            objective: Some(solution.objective),
            upper_bound: Some(solution.upper_bound),
            status: match solution.status {
                Status::Optimal => "optimal",
                Status::Gap => "gap",
            },
            elapsed_ms,
        }
    }

    fn empty(status: &'static str, elapsed_ms: f64) -> Self {
        Self { sequence: Vec::new(), objective: None, upper_bound: None, status, elapsed_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"{"id": "x",
        "model": {"version": 1, "rate_curve": "saturating", "cap_log": 0.448, "horizon_weeks": 52, "period_weeks": 4, "lag_weeks": 4},
        "profile": {"rate": 40, "billable_hours": 25, "learning_hours": 2, "displacement": 0, "budget": null, "discount": 0.05,
            "levels": {"gone": 2}, "domains": ["design"], "pinned": [], "excluded": [], "locked": []},
        "curves": {"flat": [1.0, 1.0]},
        "skills": [{"id": "sql", "curve": "flat", "requires": [], "levels": [{"hours": 10, "cost": 5, "premium": 0.03}]},
            {"id": "bi", "curve": "flat", "requires": [{"level": 1, "skill": "sql", "min_level": 1}],
             "levels": [{"hours": 12, "cost": 0, "premium": 0.05, "low": 0.01, "high": 0.1}]}],
        "synergies": [], "domain_synergies": [{"domain": "design", "skill": "bi", "level": 1, "premium": 0.01},
            {"domain": "law", "skill": "bi", "level": 1, "premium": 9.0}]}"#;

    #[track_caller]
    fn check(from: &str, to: &str, code: u8, words: &str) {
        assert!(SMALL.contains(from), "{from} is not in the instance");
        let clock = Clock { elapsed_ms: &|| 1.5, limit_ms: None };
        let reply = answer(&SMALL.replacen(from, to, 1), &clock);
        assert_eq!(reply.code, code, "{reply:?}");
        let said = format!("{} {}", reply.line, reply.reason.unwrap_or_default());
        assert!(said.contains(words), "{said}");
        assert!(serde_json::from_str::<serde_json::Value>(&reply.line).is_ok());
    }

    #[test]
    fn an_instance_is_answered_on_one_line() {
        check("40", "40", 0, r#""sequence":[["sql",1],["bi",1]],"objective":"#);
        check("40", "40", 0, r#""status":"optimal","elapsed_ms":1.5}"#);
        check("saturating", "additive", 0, "optimal");
        check("\"learning_hours\": 2", "\"learning_hours\": 0", 0, r#""sequence":[],"objective":0.0"#);
    }

    #[test]
    fn what_cannot_be_planned_is_refused_with_its_reason() {
        check("{\"id\"", "[\"id\"", 2, "not a planning instance");
        check("saturating", "convex", 2, "rate_curve convex is not known");
        check("\"version\": 1", "\"version\": 2", 2, "model version 2");
        check("\"synergies\": []", "\"synergies\": [1]", 2, "pair premiums");
        check("\"skill\": \"sql\"", "\"skill\": \"sqk\"", 2, "sqk level 1, which does not exist");
        check("{\"level\": 1,", "{\"level\": 7,", 2, "bi level 7");
        check("\"skill\": \"bi\", \"level\": 1", "\"skill\": \"bi\", \"level\": 0", 2, "bi level 0");
        check(
            "\"hours\": 10",
            "\"hours\": 1.5",
            2,
            r#"{"sequence":[],"objective":null,"upper_bound":null,"status":"invalid""#,
        );
        check("\"pinned\": []", "\"pinned\": [{\"skill\": \"sql\", \"level\": 2}]", 3, r#""status":"infeasible""#);
        check("\"locked\": []", "\"locked\": [[\"bi\", 1]]", 3, "before sql level 1");
    }

    #[test]
    fn domain_premiums_count_for_the_domains_of_the_profile() {
        let with = problem(SMALL).unwrap();
        assert!((with.skills[1].levels[0].premium - 0.06).abs() < 1e-12);
        let without = problem(&SMALL.replace(r#"["design"]"#, "[]")).unwrap();
        assert!((without.skills[1].levels[0].premium - 0.05).abs() < 1e-12);
    }
}
