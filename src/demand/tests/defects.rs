//! Each kind of defect is reported at its line and column.

use super::*;

/// Stands in a text at the place that an issue should name.
const MARK: char = '▸';

/// Replaces `old` in a file of the bundled pack by `new`, in which a mark shows where the issue `message` is expected.
#[track_caller]
fn check_defect(file: &str, old: &str, new: &str, message: &str) {
    let mut files = bundled_files();
    let Some((_, text)) = files.iter_mut().find(|(name, _)| name == file) else { unreachable!("no file {file}") };
    assert!(text.contains(old), "{file} does not contain {old}");
    let marked = text.replacen(old, new, 1);
    let (before, after) = marked.split_once(MARK).unwrap_or_else(|| unreachable!("no mark in {new}"));
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
    *text = format!("{before}{after}");
    let (_, issues) = load(&files);
    let expect = format!("{file}:{line}:{column}: {message}");
    let found: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert!(found.contains(&expect), "expected {expect}\nfound {found:#?}");
    assert!(issues.iter().all(|issue| issue.hint.ends_with('.')));
}

#[test]
fn defects_of_figures_sources_and_series_are_found_at_their_place() {
    let figure = r#"segment: "Translation & localization", metric: "demand growth", unit: "%", value: 29"#;
    check_defect("figures.ron", r#"(id: "A02""#, r#"(id: ▸"A01""#, "the figure `A01` is given twice");
    check_defect("figures.ron", r#"(id: "A02""#, r#"(id: ▸" ""#, "`id` is empty");
    check_defect("figures.ron", figure, &figure.replace("\"%\"", "▸\"\""), "`unit` is empty");
    check_defect(
        "figures.ron",
        figure,
        &figure.replace("29", "▸-129"),
        "-129 % cannot be right: expected -100 to 5000",
    );
    check_defect("figures.ron", figure, &figure.replace("29", "▸NaN"), "NaN % cannot be right: expected -100 to 5000");
    check_defect(
        "figures.ron",
        figure,
        &figure.replace("29", "▸29, high: 7"),
        "low, middle and high are not in this order",
    );
    check_defect(
        "figures.ron",
        &format!("(id: \"A10\", {figure}"),
        &format!("▸(id: \"A10\", {}", figure.replace(", value: 29", "")),
        "the figure has none of value, low and high",
    );
    check_defect("figures.ron", r#"source: "bls_oews_2025""#, r#"source: ▸"bls""#, "there is no source `bls`");
    check_defect(
        "figures.ron",
        r#"formula: growth_per(total: "C05", per: "C07")"#,
        r#"formula: ▸growth_per(total: "C05", per: "C99")"#,
        "there is no figure `C99`",
    );
    check_defect(
        "figures.ron",
        r#"total: "C05", per: "C07"), round: 0.1"#,
        r#"total: "C05", per: "C07"), round: ▸0"#,
        "the number is not one that a step of rounding can have",
    );
    check_defect(
        "figures.ron",
        r#"formula: change(now: "C24", before: "C20")"#,
        r#"formula: ▸change(now: "C24", before: "X06")"#,
        "figures are computed from one another in a circle: X06 needs X06",
    );
    check_defect(
        "figures.ron",
        r#"unit: "%", population: "Upwork", period: "Q3 2025", base: year, kind: derived(formula: growth"#,
        r#"unit: "%", value: ▸7.8, population: "Upwork", period: "Q3 2025", base: year, kind: derived(formula: growth"#,
        "a derived figure takes its number from its formula, not from `value`",
    );
    check_defect(
        "sources.ron",
        "address: \"https://www.bls",
        "address: ▸\"ftp://www.bls",
        "`ftp://www.bls.gov/oes/` is not an http or https address",
    );
    check_defect(
        "sources.ron",
        "\n]",
        "\n    ▸(id: \"new\", title: \"T\", publisher: \"P\", published: \"2026\", address: \"https://a.b\", licence: \"L\"),\n]",
        "the source `new` is used by no figure and no series",
    );
    check_defect(
        "series.ron",
        r#"("2024-Q4", "X04")"#,
        r#"▸("2024-Q4", "X01")"#,
        "the figure `X01` is in %, not in million USD",
    );
    check_defect(
        "series.ron",
        r#"(id: "ai_share_au""#,
        r#"▸(figures: [("now", "X06")], id: "ai_share_au""#,
        "a series is either made of figures, or of points with a source",
    );
}

#[test]
fn times_bases_and_growth_that_cannot_be_are_found_at_their_place() {
    let figure = r#"(id: "B03""#;
    check_defect("figures.ron", "value: 329", "value: ▸9000", "9000 % cannot be right: expected -100 to 5000");
    check_defect(
        "figures.ron",
        "period: \"Aug 2025\"",
        "period: ▸\"last summer\"",
        "the period `last summer` names no year",
    );
    check_defect(
        "figures.ron",
        r#"metric: "demand growth", unit: "%", value: 29, population: "US job posts on Upwork (>1M/yr)", period: "Sep 2025", base: unclear"#,
        r#"metric: ▸"demand growth", unit: "%", value: 29, population: "US job posts on Upwork (>1M/yr)", period: "Sep 2025""#,
        "a growth or change says what it is measured against",
    );
    check_defect(
        "figures.ron",
        figure,
        "▸(id: \"N1\", segment: \"s\", metric: \"m\", unit: \"x\", value: 1, population: \"p\", period: \"2026\", kind: \
         published(source: \"bls_oews_2025\", grade: a)),\n(id: \"B03\"",
        "nothing uses the figure `N1`",
    );
    check_defect(
        "sources.ron",
        "published: \"2025-10-02\"",
        "published: ▸\"2025-13-02\"",
        "`2025-13-02` is not a day such as 2026-11-22",
    );
    check_defect(
        "series.ron",
        "(\"2022-02\"",
        "▸(\"2022-22\"",
        "`2022-22` is not a time such as 2025, 2025-06, 2025-Q3 or 2025-W32",
    );
    check_defect("series.ron", "(\"2022-02\"", "▸(\"2022-01\"", "`2022-01` does not come after the point before it");
    check_defect(
        "series.ron",
        "(\"2022-02\", ",
        "▸(\"2022-02\", 99999",
        "999993.284 % cannot be right: expected -100 to 10000",
    );
    check_defect("premiums.ron", "(id: \"nlp\"", "▸(id: \"nlp2\"", "the premium `nlp2` is used by no skill");
    check_defect(
        "pack.ron",
        "figures_until: \"September 2026\"",
        "figures_until: ▸\"autumn\"",
        "the period `autumn` names no year",
    );
    check_defect(
        "pack.ron",
        "reference: [\n        \"A01\"",
        "reference: [\n        ▸\"A99\"",
        "there is no figure `A99`",
    );
}

#[test]
fn figures_named_in_sentences_exist() {
    check_defect(
        "assumptions.ron",
        r#"reason: "Job ads pay {D30}"#,
        r#"reason: ▸"Job ads pay {D300}"#,
        "there is no figure `D300`",
    );
    check_defect(
        "services.ron",
        r#"drift_note: "One study with"#,
        r#"drift_note: ▸"{One study with"#,
        "there is no figure `One study with a comparison group saw posts for video and audio editing among those that changed by `",
    );
    check_defect("pack.ron", r#"note: "Profiles ask"#, r#"note: ▸"{E99} Profiles ask"#, "there is no figure `E99`");
    check_defect(
        "pack.ron",
        r#"choices: [("F02", ["F03"])"#,
        r#"choices: [▸("F02", ["F33"])"#,
        "there is no figure of this contradiction `F33`",
    );
    check_defect(
        "pack.ron",
        r#"choices: [("E33", ["E30", "E01"])"#,
        r#"choices: [▸("E33", ["E30", "D01"])"#,
        "there is no figure of this contradiction `D01`",
    );
}

#[test]
fn defects_of_premiums_and_assumptions_are_found_at_their_place() {
    check_defect("premiums.ron", r#"low: "D36""#, r#"low: ▸"D99""#, "there is no figure `D99`");
    check_defect(
        "premiums.ron",
        r#"low: "D36""#,
        r#"low: ▸"F03""#,
        "the figure `F03` has grade D and cannot be the ground of a default",
    );
    check_defect("premiums.ron", r#"low: "D36""#, r#"low: ▸"E01""#, "the figure `E01` is in USD/h, not in %");
    check_defect("premiums.ron", r#"low: "D36""#, r#"low: ▸"D50""#, "the figure `D50` gives no value");
    check_defect(
        "premiums.ron",
        r#"(id: "group", low: "D36""#,
        r#"▸(id: "group", low: "D38""#,
        "low, middle and high are not in this order",
    );
    check_defect(
        "premiums.ron",
        r#"high: "B20""#,
        r#"high: ▸"D20""#,
        "a premium of 56% is more than all AI skills together can add",
    );
    check_defect(
        "assumptions.ron",
        "range: (0, 0.5, 1)",
        "range: ▸(0.6, 0.5, 1)",
        "low, middle and high are not in this order",
    );
    check_defect(
        "assumptions.ron",
        "range: (0, 0.5, 1)",
        "range: ▸(0, 0.5, 7)",
        "7 share cannot be right: expected 0 to 1",
    );
    check_defect("assumptions.ron", r#""own_share""#, r#"▸"own""#, "there is no assumption `own`");
    check_defect(
        "assumptions.ron",
        "[\n    (\n        knob: \"own_share\"",
        "▸[\n    (\n        knob: \"own\"",
        "the assumption `own_share` is missing",
    );
}

#[test]
fn defects_of_skills_and_resources_are_found_at_their_place() {
    check_defect(
        "skills.ron",
        "hours: (5.5, 8, 13)",
        "hours: ▸(5.5, 4, 13)",
        "low, middle and high are not in this order",
    );
    check_defect("skills.ron", "hours: (5.5, 8, 13)", "hours: ▸(0, 8, 13)", "learning hours are not above zero");
    check_defect("skills.ron", "cost: 0", "cost: ▸-1", "the number is not one that a cost can have");
    check_defect("skills.ron", r#"("prompt_engineering", 1)"#, r#"▸("promt", 1)"#, "there is no skill `promt`");
    check_defect(
        "skills.ron",
        r#"("prompt_engineering", 1)"#,
        r#"▸("prompt_engineering", 4)"#,
        "level 4 is not among 1 to 3",
    );
    check_defect(
        "skills.ron",
        r#"name: "Zapier""#,
        r#"name: ▸"text-to-video""#,
        "`text-to-video` is already a name of the skill `ai_video`",
    );
    check_defect("skills.ron", r#"demand: ["A17""#, r#"demand: [▸"A99""#, "there is no figure `A99`");
    check_defect("skills.ron", r#"premium: "group""#, r#"premium: ▸"grup""#, "there is no premium `grup`");
    check_defect("levels.ron", r#"skill: "ai_video""#, r#"skill: ▸"ai_vido""#, "there is no skill `ai_vido`");
    check_defect(
        "resources.ron",
        r#"skill: "ai_video", level: 1"#,
        r#"skill: "ai_video", level: ▸9"#,
        "level 9 is not among 1 to 3",
    );
    check_defect(
        "resources.ron",
        r#"address: "https://academy.runwayml"#,
        r#"address: ▸"https:academy.runwayml"#,
        "`https:academy.runwayml.com/guides/prompting-guide` is not an http or https address",
    );
}

#[test]
fn defects_of_levels_prices_and_hours_are_found_at_their_place() {
    check_defect("levels.ron", "projects: [", "projects: ▸[\"One more\",", "expected 3 to 3 sentences, found 4");
    check_defect("levels.ron", "does: [", "does: [▸\"\",", "`does` is empty");
    let first = "asks: [\n            [\"Have you turned";
    let asks = |lists: &str| lists.replace("...", "\"Have you turned");
    check_defect("levels.ron", first, &asks("asks: ▸[[\"a\"], [..."), "expected 4 to 4 lists of questions, found 5");
    check_defect("levels.ron", first, &asks("asks: [▸[\"\", ..."), "`asks` is empty");
    let five = asks("asks: [▸[\"a\", \"b\", \"c\", ...");
    check_defect("levels.ron", first, &five, "expected 1 to 4 questions, found 5");
    check_defect(
        "levels.ron",
        r#"skill: "ai_image""#,
        r#"skill: ▸"ai_video""#,
        "the record of levels for the skill `ai_video` is given twice",
    );
    check_defect("resources.ron", "price: 0", "price: ▸-5", "the number is not one that a price can have");
    check_defect("resources.ron", "stated_hours: 1.5", "stated_hours: ▸0", "learning hours are not above zero");
    check_defect("resources.ron", "title: \"Runway prompting guide\"", "title: ▸\"\"", "`title` is empty");
}

#[test]
fn circles_of_prerequisites_are_named() {
    check_defect(
        "skills.ron",
        "(hours: (3, 4, 6.5), basis: derived, cost: 0)",
        "(hours: (3, 4, 6.5), basis: derived, cost: 0, requires: [▸(\"prompt_engineering\", 1)])",
        "prerequisites form a circle: prompt_engineering level 1 needs chatgpt_fluency level 1 needs prompt_engineering \
         level 1",
    );
}

#[test]
fn defects_of_services_targets_and_the_heading_are_found_at_their_place() {
    check_defect(
        "services.ron",
        r#"rate: "R-design""#,
        r#"rate: ▸"W-design-w28""#,
        "the figure `W-design-w28` gives no low",
    );
    check_defect(
        "services.ron",
        r#"drift_figures: ["D63""#,
        r#"drift_figures: [▸"F03""#,
        "the figure `F03` has grade D and cannot be the ground of a default",
    );
    check_defect(
        "services.ron",
        "drift: (-0.13",
        "drift: ▸(-1.3",
        "-1.3 (as a part of one) cannot be right: expected -1 to 1",
    );
    check_defect(
        "services.ron",
        r#"ask_first: ["video_editing", "short_form_editing", "ai_video","#,
        "ask_first: ▸[",
        "expected 8 to 10 skills, found 7",
    );
    check_defect("services.ron", r#"core: ["video_editing""#, r#"core: [▸"vidio""#, "there is no skill `vidio`");
    check_defect(
        "services.ron",
        r#"id: "graphic_designer""#,
        r#"id: ▸"video_editor""#,
        "the service `video_editor` is given twice",
    );
    check_defect(
        "targets.ron",
        r#"("ai_video", 3, 3)"#,
        r#"▸("ai_video", 3, 0)"#,
        "the number is not one that a weight can have",
    );
    check_defect("pack.ron", "version: 1", "version: ▸2", "schema version 2 is not one that this program reads");
    check_defect("pack.ron", "\"2026-11-22\"", "▸\"2026-11-31\"", "`2026-11-31` is not a day such as 2026-11-22");
    check_defect("pack.ron", r#"figures: ["E15", "E17"]"#, r#"figures: ["E15", ▸"E16"]"#, "there is no figure `E16`");
    check_defect("pack.ron", r#"in_demand: ["python""#, r#"in_demand: [▸"pyton""#, "there is no skill `pyton`");
}

#[test]
fn defects_of_the_text_are_found_at_their_place() {
    check_defect(
        "premiums.ron",
        "note: \"The figure of",
        "note: ▸\"The figure of \n",
        "a text is opened here and not closed on the same line",
    );
    check_defect("premiums.ron", "(id: \"tensorflow\"", "▸((id: \"tensorflow\"", "`(` is opened here and never closed");
    check_defect("premiums.ron", "(id: \"tensorflow\"", "▸), (id: \"tensorflow\"", "`)` closes nothing");
    check_defect("premiums.ron", "[\n", "▸/* [\n", "a comment is opened here and never closed");
    check_defect("premiums.ron", "(id: \"nlp\"", &format!("{}▸(", "(".repeat(12)), "brackets are nested too deeply");
    check_defect("premiums.ron", "[\n", "▸{\n", "expected `[` here");
    check_defect("premiums.ron", "\n]", "\n]\n▸x", "expected `the end of the file` here");
    check_defect(
        "targets.ron",
        "summary: ",
        "▸sumary: ",
        "unexpected field named `sumary` in `target`, expected one of `id`, `name`, `summary`, or `asks` instead",
    );
}
