use serde_json::Value;

use super::*;
use crate::exchange::import;
use crate::plan::intake::{Counts, propose};
use crate::plan::profile::{Evidence, Rating};
use crate::plan::projection::{Futures, project};
use crate::plan::skill::{Level, SkillId};
use crate::plan::testing::{self, today};
use crate::plan::{Limits, build};

/// A profile whose words hold all that a format could trip over, with its plan.
fn with_report<T>(look: impl FnOnce(&Report<'_>) -> T) -> T {
    let (mut profile, market) = testing::case();
    "=1+1 | <b>&\"Søn\" *x*\r\nBEGIN:VCALENDAR".clone_into(&mut profile.name);
    let evidence = Evidence {
        link: "https://a.example/?b=c".to_owned(),
        client: "O'Neill & Søn".to_owned(),
        date: Date::new(2026, 2, 3),
        outcome: "Saved 12 h\na week".to_owned(),
    };
    let rating = Rating { level: Level::new(2).unwrap(), evidence: vec![evidence], ..Rating::default() };
    profile.skills.insert(SkillId::new("review"), rating);
    let plan = build(&profile, &market, today(), &Limits::USUAL).unwrap();
    assert!(plan.steps.len() > 2, "a plan with steps");
    let futures = Futures::draw(&profile, &market, 50).unwrap();
    let projection = project(&futures, &profile, &market, &plan.ids(), today()).unwrap();
    let gap = crate::plan::gap::gap(&profile, &market, market.targets.first().unwrap()).unwrap();
    look(&Report {
        profile: &profile,
        market: &market,
        today: today(),
        plan: &plan,
        projection: &projection,
        gap: Some(&gap),
    })
}

#[test]
fn every_export_carries_its_date_and_pack_and_is_the_same_each_time() {
    with_report(|report| {
        for format in Format::ALL {
            let text = write(report, format, Numbers::Points);
            assert_eq!(text, write(report, format, Numbers::Points), "{format:?}");
            assert!(text.contains("2026-11-22"), "{format:?}: {text}");
            // A résumé is what the user says of themselves, and no plan.
            if format != Format::JsonResume {
                // In a calendar a long line goes on behind a break.
                let unfolded = text.replace("\r\n ", "");
                assert!(
                    unfolded.contains("test") && unfolded.to_lowercase().contains("estimate"),
                    "{format:?}: {text}"
                );
            }
        }
    });
}

/// Holds a value against the parts of JSON Schema that the description uses.
#[track_caller]
fn fits(value: &Value, schema: &Value, root: &Value, path: &str) {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(name.trim_start_matches('#')).unwrap();
        return fits(value, target, root, path);
    }
    for key in schema.as_object().unwrap().keys() {
        let known = ["type", "properties", "required", "additionalProperties", "items", "const", "pattern", "minimum"];
        let words = ["maximum", "description", "title", "$schema", "$id", "$defs"];
        assert!(known.contains(&key.as_str()) || words.contains(&key.as_str()), "{path}: {key} is not looked at");
    }
    if let Some(wanted) = schema.get("const") {
        assert_eq!(value, wanted, "{path}");
    }
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("{path}: no type {other}"),
    };
    match schema.get("type") {
        Some(Value::String(name)) => assert!(is(name), "{path} is no {name}: {value}"),
        Some(Value::Array(names)) => assert!(names.iter().filter_map(Value::as_str).any(is), "{path}: {value}"),
        _ => {}
    }
    if let (Some(properties), Some(members)) = (schema.get("properties").and_then(Value::as_object), value.as_object())
    {
        let required: Vec<&str> = schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(required.iter().all(|name| members.contains_key(*name)), "{path}: {required:?} in {members:?}");
        for (name, member) in members {
            let of = properties.get(name).unwrap_or_else(|| panic!("{path}.{name} is not described"));
            fits(member, of, root, &format!("{path}.{name}"));
        }
    }
    if let (Some(of), Some(entries)) = (schema.get("items"), value.as_array()) {
        for entry in entries {
            fits(entry, of, root, &format!("{path}[]"));
        }
    }
}

#[test]
fn the_json_of_a_plan_is_what_its_description_says() {
    let schema: Value = serde_json::from_str(include_str!("../../../assets/schema/premia-plan.schema.json")).unwrap();
    with_report(|report| {
        let value: Value = serde_json::from_str(&write(report, Format::Json, Numbers::Points)).unwrap();
        fits(&value, &schema, &schema, "plan");
    });
}

#[test]
fn what_was_exported_is_known_when_it_is_imported_again() {
    with_report(|report| {
        for format in [Format::Json, Format::JsonResume] {
            let text = write(report, format, Numbers::Points);
            let found = import::read("export.json", text.as_bytes(), &[]).unwrap();
            assert_eq!(found.unread, [], "{format:?}");
            let held = propose(&found, report.market, report.profile, None, today());
            let all = report.profile.skills.len();
            assert_eq!(held.counts(), Counts { same: all, ..Counts::default() }, "{format:?}: {held:?}");
            let mut empty = Profile { skills: [].into(), ..report.profile.clone() };
            propose(&found, report.market, &empty, None, today()).apply(&mut empty, today());
            for (id, rating) in &report.profile.skills {
                let taken = empty.skills.get(id).unwrap();
                assert_eq!((taken.level, &taken.evidence), (rating.level, &rating.evidence), "{format:?}: {id}");
            }
        }
    });
}

#[test]
fn the_calendar_has_a_lasting_name_for_each_step_and_short_lines() {
    with_report(|report| {
        let text = write(report, Format::Calendar, Numbers::Points);
        assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), report.plan.steps.len());
        assert_eq!(text.lines().filter(|line| *line == "BEGIN:VCALENDAR").count(), 1, "{text}");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{text}");
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(!text.contains("VTIMEZONE"));
        let step = report.plan.steps.first().unwrap();
        let uid = format!("UID:{}.{}@premia.invalid\r\n", step.id.skill, step.id.level);
        assert!(text.contains(&uid), "{uid} in {text}");
        assert_eq!(text.matches("PRODID:").count(), 1);
        assert!(
            text.contains(&format!("DTSTART;VALUE=DATE:{}\r\n", step.start.to_string().replace('-', ""))),
            "{text}"
        );
    });
}

#[test]
fn charts_are_whole_xml_with_words_that_stay_words() {
    with_report(|report| {
        for format in [Format::RateChart, Format::StepChart] {
            let text = write(report, format, Numbers::Points);
            assert!(text.contains("<title id=\"title\">") && text.contains("<desc id=\"desc\">"), "{text}");
            assert!(text.contains("&lt;b&gt;&amp;&quot;Søn&quot;") && !text.contains("<b>"), "{text}");
            assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
            let mut reader = quick_xml::Reader::from_str(&text);
            let mut texts = 0;
            loop {
                match reader.read_event().unwrap() {
                    quick_xml::events::Event::Start(start) if start.name().as_ref() == b"text" => texts += 1,
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert!(texts > 4, "{texts} texts");
        }
    });
}

#[test]
fn the_tables_have_a_row_for_each_step_and_month() {
    with_report(|report| {
        for (format, rows) in
            [(Format::Steps, report.plan.steps.len()), (Format::Months, report.projection.months.len())]
        {
            for (numbers, delimiter) in [(Numbers::Points, b','), (Numbers::Commas, b';')] {
                let text = write(report, format, numbers);
                let text = text.strip_prefix('\u{feff}').unwrap();
                let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
                assert_eq!(reader.records().map(Result::unwrap).count(), rows, "{format:?} {numbers:?}");
            }
        }
    });
}

#[test]
fn the_report_has_all_its_parts() {
    with_report(|report| {
        let text = write(report, Format::Markdown, Numbers::Points);
        for part in
            ["# '=1", "## Plan\n", "## Estimated rate\n", "## Gap to the target\n", "## Assumptions\n", "Proven best"]
        {
            let part = part.replace("'=1", "\\=1+1 \\| \\<b\\>\\&");
            assert!(text.contains(&part), "{part} in {text}");
        }
        assert!(text.contains("\n| 1 | "), "{text}");
    });
}

#[test]
fn a_file_that_is_there_is_replaced_only_if_wished() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.md");
    save(&path, "one", Existing::Keep).unwrap();
    assert!(matches!(save(&path, "two", Existing::Keep), Err(SaveError::Taken(_))));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "one");
    save(&path, "two", Existing::Replace).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "two");
    assert!(matches!(save(&folder.path().join("no/plan.md"), "x", Existing::Keep), Err(SaveError::Disk(..))));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}
