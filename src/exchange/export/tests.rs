use serde_json::Value;

use super::drawing::Mark;
use super::*;
use crate::exchange::import;
use crate::plan::intake::{Counts, propose};
use crate::plan::profile::{Evidence, EvidenceKind, Rating};
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
        kind: EvidenceKind::Testimonial,
        level: Level::new(2),
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

/// A format as words: a file of words itself, or what is written on its chart or pages.
#[track_caller]
fn words(report: &Report<'_>, format: Format, numbers: Numbers) -> String {
    let marks = |marks: &[Mark]| {
        let lines = marks.iter().filter_map(|mark| match mark {
            Mark::Words { words, .. } => Some(words.as_str()),
            _ => None,
        });
        lines.collect::<Vec<&str>>().join(" ")
    };
    match written(report, format, numbers) {
        Written::Words(words) => words,
        Written::Chart(_) => String::from_utf8(write(report, format, numbers).unwrap()).unwrap(),
        Written::Pixels(drawing) => marks(&drawing.marks),
        Written::Pages => {
            let pages = pages::set(report).pages;
            pages.iter().map(|page| marks(&page.drawing(String::new()).marks)).collect::<Vec<String>>().join(" ")
        }
    }
}

#[test]
fn every_export_carries_its_date_and_pack_and_is_the_same_each_time() {
    with_report(|report| {
        for format in Format::ALL {
            let bytes = write(report, format, Numbers::Points).unwrap();
            assert!(bytes == write(report, format, Numbers::Points).unwrap(), "{format:?}");
            let text = words(report, format, Numbers::Points);
            assert!(text.contains("2026-11-22"), "{format:?}: {text}");
            // A résumé and a proof sheet are what the user says and shows of themselves, and no plan.
            if !matches!(format, Format::JsonResume | Format::Proof) {
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
        let value: Value = serde_json::from_str(&words(report, Format::Json, Numbers::Points)).unwrap();
        fits(&value, &schema, &schema, "plan");
    });
}

#[test]
fn what_was_exported_is_known_when_it_is_imported_again() {
    with_report(|report| {
        for format in [Format::Json, Format::JsonResume] {
            let text = words(report, format, Numbers::Points);
            let found = import::read("export.json", text.as_bytes(), &[]).unwrap();
            assert_eq!(found.unread, [], "{format:?}");
            let held = propose(&found, report.market, report.profile, None, today());
            let all = report.profile.skills.len();
            assert_eq!(held.counts(), Counts { same: all, ..Counts::default() }, "{format:?}: {held:?}");
            let mut empty = Profile { skills: [].into(), ..report.profile.clone() };
            propose(&found, report.market, &empty, None, today()).apply(&mut empty, today());
            for (id, rating) in &report.profile.skills {
                let taken = empty.skills.get(id).unwrap();
                assert_eq!(
                    (taken.level, taken.evidence.len()),
                    (rating.level, rating.evidence.len()),
                    "{format:?}: {id}"
                );
                let same = |(one, other): (&Evidence, &Evidence)| match format {
                    // A résumé has no words for what kind of thing shows which level.
                    Format::JsonResume => one.is_same_work(other),
                    _ => one == other,
                };
                assert!(taken.evidence.iter().zip(&rating.evidence).all(same), "{format:?}: {id}");
            }
        }
    });
}

#[test]
fn the_calendar_has_a_lasting_name_for_each_step_and_short_lines() {
    with_report(|report| {
        let text = words(report, Format::Calendar, Numbers::Points);
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
            let text = words(report, format, Numbers::Points);
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
                let text = words(report, format, numbers);
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
        let text = words(report, Format::Markdown, Numbers::Points);
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
    save(&path, b"one", Existing::Keep).unwrap();
    assert!(matches!(save(&path, b"two", Existing::Keep), Err(SaveError::Taken(_))));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "one");
    save(&path, b"two", Existing::Replace).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "two");
    assert!(matches!(save(&folder.path().join("no/plan.md"), b"x", Existing::Keep), Err(SaveError::Disk(..))));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}

/// Whether every letter of a page is on it.
#[track_caller]
fn assert_within(page: &Drawing) {
    for mark in &page.marks {
        if let Mark::Words { at: (x, y), size, weight, words, .. } = mark {
            let right = x + font::width(words, *weight, *size);
            assert!(
                *x >= 0.0 && right <= page.width && *y >= *size && *y <= page.height,
                "{words}: {x}, {y} to {right}"
            );
        }
    }
}

#[test]
fn pages_hold_all_that_the_report_says_within_their_edges() {
    with_report(|report| {
        let paper = pages::set(report);
        assert!(paper.pages.len() > 1, "{} pages", paper.pages.len());
        for page in &paper.pages {
            assert_within(&page.drawing(String::new()));
        }
        let text = words(report, Format::Pdf, Numbers::Points);
        let parts = ["Plan", "Estimated rate", "Gap to the target", "Assumptions", "Proven best", "Page 1 of"];
        for part in parts {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(text.contains(&report.verdict().split(' ').take(4).collect::<Vec<&str>>().join(" ")), "{text}");
    });
}

#[test]
fn names_that_are_longer_than_a_line_or_a_page_are_wrapped() {
    #[track_caller]
    fn check(name: &str) {
        let (mut profile, mut market) = testing::case();
        name.clone_into(&mut profile.name);
        for skill in std::sync::Arc::make_mut(&mut market.skills).values_mut() {
            name.clone_into(&mut skill.name);
        }
        let plan = build(&profile, &market, today(), &Limits::USUAL).unwrap();
        let futures = Futures::draw(&profile, &market, 50).unwrap();
        let projection = project(&futures, &profile, &market, &plan.ids(), today()).unwrap();
        let (plan, projection) = (&plan, &projection);
        let report = Report { profile: &profile, market: &market, today: today(), plan, projection, gap: None };
        for page in pages::set(&report).pages {
            assert_within(&page.drawing(String::new()));
        }
        for chart in [chart::rate(&report, chart::WIDTH), chart::steps(&report, chart::WIDTH)] {
            assert_within(&chart::alone(&report, chart));
        }
        for format in [Format::Pdf, Format::RatePicture, Format::StepPicture] {
            write(&report, format, Numbers::Points).unwrap();
        }
    }
    check("A name of many words that does not fit into one line of a table, however wide its column is made");
    check(&"Donaudampfschifffahrtsgesellschaft".repeat(40));
    check("\u{65e5}\u{672c}\u{8a9e} \u{1f600} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{ad}\u{200b}\u{feff}");
    check("");
}

#[test]
fn pictures_have_twice_the_size_of_the_chart_and_more_than_one_colour() {
    with_report(|report| {
        for (format, chart) in [
            (Format::RatePicture, chart::rate(report, chart::WIDTH)),
            (Format::StepPicture, chart::steps(report, chart::WIDTH)),
        ] {
            let height = chart::alone(report, chart).height;
            let bytes = write(report, format, Numbers::Points).unwrap();
            assert!(bytes.starts_with(b"\x89PNG\r\n"), "{format:?}");
            let side = |at: usize| f64::from(u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()));
            assert!((side(16) - 2.0 * chart::WIDTH).abs() < 1.0 && (side(20) - 2.0 * height).abs() < 1.5, "{format:?}");
            let Preview::Pictures(pictures) = preview(report, format, Numbers::Points).unwrap() else { panic!() };
            let colours: std::collections::BTreeSet<&[u8]> = pictures[0].rgba.chunks(4).collect();
            // Letters have soft edges: without a face that is found there would be five colours.
            assert!(colours.len() > 40, "{format:?}: {} colours", colours.len());
        }
    });
}
