//! One pack with forty planted mistakes gives forty reports, each at its place.

use super::*;

/// Stands in a text at the place that an issue should name.
const MARK: char = '▸';

/// A mistake: the file, what stands there, what is put in its place with the mark, and what is said of it.
type Mistake = (&'static str, &'static str, &'static str, &'static str);

const MISTAKES: [Mistake; 40] = [
    // The heading.
    ("pack", "version: 1", "version: ▸2", "schema version 2 is not one that this program reads"),
    ("pack", "[\"python\"", "[▸\"pyton\", \"python\"", "there is no skill `pyton`"),
    ("pack", "[\"E15\", \"E17\"]", "[\"E15\", ▸\"E16\"]", "there is no figure `E16`"),
    ("pack", "\"Does graphic design shrink?\"", "▸\" \"", "`question` is empty"),
    // Sources: a bad address, none that uses it, a name taken, no date.
    ("sources", "\"https://www.bls", "▸\"ftp://www.bls", "`ftp://www.bls.gov/oes/` is not an http or https address"),
    (
        "sources",
        "\n]",
        "\n▸(id: \"new\", title: \"T\", publisher: \"P\", published: \"2026\", address: \"https://a.b\", licence: \"L\"),\n]",
        "the source `new` is used by no figure and no series",
    ),
    (
        "sources",
        "\n]",
        "\n(id: ▸\"bls_oews_2025\", title: \"T\", publisher: \"P\", published: \"2026\", address: \"https://a.b\", licence: \"L\"),\n]",
        "the source `bls_oews_2025` is given twice",
    ),
    ("sources", "published: \"2025-10-02\"", "published: ▸\"\"", "`published` is empty"),
    // Figures.
    ("figures", "(id: \"A02\"", "(id: ▸\"A02\"", "the figure `A02` is given twice"),
    ("figures", "unit: \"x\"", "unit: ▸\"\"", "`unit` is empty"),
    ("figures", "value: 162", "value: ▸-162", "-162 % cannot be right: expected -100 to 5000"),
    ("figures", "value: 85000", "low: ▸85001, value: 85000", "low, middle and high are not in this order"),
    ("figures", "source: \"bls_oews_2025\"", "source: ▸\"bls\"", "there is no source `bls`"),
    (
        "figures",
        "\n]",
        "\n▸(id: \"N1\", segment: \"s\", metric: \"m\", unit: \"%\", population: \"p\", period: \"2026\", kind: assumption(reason: \"r\")),\n]",
        "the figure has none of value, low and high",
    ),
    (
        "figures",
        "\n]",
        "\n(id: \"N2\", segment: \"s\", metric: \"m\", unit: \"%\", value: ▸7, population: \"p\", period: \"2026\", kind: derived(formula: mean(of: [\"A10\"]), round: 1)),\n]",
        "a derived figure takes its number from its formula, not from `value`",
    ),
    (
        "figures",
        "\n]",
        "\n(id: \"N3\", segment: \"s\", metric: \"m\", unit: \"%\", population: \"p\", period: \"2026\", kind: derived(formula: ▸sum(of: [\"C99\"]), round: 1)),\n]",
        "there is no figure `C99`",
    ),
    (
        "figures",
        "\n]",
        "\n(id: \"N4\", segment: \"s\", metric: \"m\", unit: \"%\", population: \"p\", period: \"2026\", kind: derived(formula: ▸sum(of: [\"N4\"]), round: 1)),\n]",
        "figures are computed from one another in a circle: N4 needs N4",
    ),
    (
        "figures",
        "\n]",
        "\n▸(id: \"N5\", segment: \"s\", metric: \"m\", unit: \"%\", population: \"p\", period: \"2026\", kind: derived(formula: mean(of: [\"A10\"]), round: 1)),\n]",
        "nothing uses the figure `N5`",
    ),
    (
        "figures",
        "\n]",
        "\n(id: \"N6\", segment: \"s\", metric: \"m\", unit: \"%\", value: 1, population: \"p\", period: \"2026\", kind: assumption(reason: ▸\"\")),\n]",
        "`reason` is empty",
    ),
    // Premiums: each end needs a figure in percent of grade A to C, and the whole must be possible.
    (
        "premiums",
        "\n]",
        "\n(id: \"p1\", low: ▸\"D99\", mid: \"D01\", high: \"B20\", note: \"n\"),\n]",
        "there is no figure `D99`",
    ),
    (
        "premiums",
        "\n]",
        "\n(id: \"p2\", low: ▸\"F03\", mid: \"D01\", high: \"B20\", note: \"n\"),\n]",
        "the figure `F03` has grade D and cannot be the ground of a default",
    ),
    (
        "premiums",
        "\n]",
        "\n(id: \"p3\", low: ▸\"E01\", mid: \"D01\", high: \"B20\", note: \"n\"),\n]",
        "the figure `E01` is in USD/h, not in %",
    ),
    (
        "premiums",
        "\n]",
        "\n(id: \"p4\", low: ▸\"D50\", mid: \"D01\", high: \"B20\", note: \"n\"),\n]",
        "the figure `D50` gives no value",
    ),
    ("premiums", "high: \"B20\"", "high: ▸\"D20\"", "a premium of 56% is more than all AI skills together can add"),
    ("premiums", "\n]", "\n▸)\n]", "`)` closes nothing"),
    // Assumptions.
    ("assumptions", "(0, 0.1, 0.3)", "▸(0, 0.1, 30)", "30 factor cannot be right: expected 0 to 1"),
    // Skills and what they take.
    ("skills", "hours: (4, 6, 9.5)", "hours: ▸(0, 6, 9.5)", "learning hours are not above zero"),
    ("skills", "cost: 0,", "cost: ▸-1,", "the number is not one that a cost can have"),
    ("skills", "[(\"prompt_engineering\", 1)]", "[▸(\"promt\", 1)]", "there is no skill `promt`"),
    ("skills", "[(\"prompt_engineering\", 1)]", "[▸(\"prompt_engineering\", 4)]", "level 4 is not among 1 to 3"),
    (
        "skills",
        "name: \"Zapier\"",
        "name: ▸\"text-to-video\"",
        "`text-to-video` is already a name of the skill `ai_video`",
    ),
    (
        "skills",
        "(hours: (3, 4, 6.5), basis: derived, cost: 0)",
        "(hours: (3, 4, 6.5), basis: derived, cost: 0, requires: [▸(\"prompt_engineering\", 1)])",
        "prerequisites form a circle: prompt_engineering level 1 needs chatgpt_fluency level 1 needs prompt_engineering \
         level 1",
    ),
    ("levels", "projects: [", "projects: ▸[\"One more\",", "expected 3 to 3 sentences, found 4"),
    ("resources", "price: 0", "price: ▸-5", "the number is not one that a price can have"),
    // Services, targets, series.
    ("services", "drift: (-0.13", "drift: ▸(-1.3", "-1.3 (as a part of one) cannot be right: expected -1 to 1"),
    (
        "services",
        "ask_first: [\"video_editing\", \"short_form_editing\", \"ai_video\",",
        "ask_first: ▸[",
        "expected 8 to 10 skills, found 7",
    ),
    ("services", "pay: \"O27-1024\"", "pay: ▸\"C99\"", "there is no figure `C99`"),
    ("targets", "(\"ai_video\", 3, 3)", "▸(\"ai_video\", 3, 0)", "the number is not one that a weight can have"),
    ("series", "(\"2024-Q4\", \"X04\")", "▸(\"2024-Q4\", \"X01\")", "the figure `X01` is in %, not in million USD"),
    (
        "series",
        "(id: \"ai_share_au\"",
        "▸(figures: [(\"now\", \"A06\")], id: \"ai_share_au\"",
        "a series is either made of figures, or of points with a source",
    ),
];

/// What is planted, with the number of the mistake in a pair of marks.
fn numbered(new: &str, number: usize) -> String {
    new.replacen(MARK, &format!("{MARK}{number}{MARK}"), 1)
}

/// The pack with all mistakes in it, and what should be said of them.
fn planted() -> (Vec<(String, String)>, Vec<String>) {
    let mut files = bundled_files();
    // The figure before A02 takes its name, and figures that are wrong for another reason, or that nothing else uses any
    // more, are used, so that this is all that is said of them.
    let helpers = [
        ("figures", "(id: \"A01\"", "(id: \"A02\""),
        ("pack", "\"A01\", ", ""),
        (
            "skills",
            "supply: [\"F20\"",
            "supply: [\"E17\", \"O27-1024\", \"N1\", \"N2\", \"N3\", \"N4\", \"N6\", \"X04\", \"F20\"",
        ),
    ];
    let planted = MISTAKES.iter().enumerate().map(|(number, (file, old, new, _))| (file, old, numbered(new, number)));
    let helpers = helpers.iter().map(|(file, old, new)| (file, old, (*new).to_owned()));
    for (file, old, new) in planted.chain(helpers) {
        let Some((_, text)) = files.iter_mut().find(|(name, _)| name.strip_suffix(".ron") == Some(file)) else {
            unreachable!("no file {file}")
        };
        assert!(text.contains(old), "{file} does not contain {old}");
        *text = text.replacen(old, &new, 1);
    }
    let mut expect = Vec::new();
    for (file, text) in &mut files {
        while let Some((before, rest)) = text.split_once(MARK) {
            let (number, after) = rest.split_once(MARK).expect("marks come in pairs");
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
            let (.., message) = MISTAKES[number.parse::<usize>().expect("a number between the marks")];
            expect.push(format!("{file}:{line}:{column}: {message}"));
            *text = format!("{before}{after}");
        }
    }
    (files, expect)
}

#[test]
fn forty_mistakes_give_forty_reports_at_their_places() {
    let (files, mut expect) = planted();
    let (market, issues) = load(&files);
    assert!(market.is_none(), "such a pack is not used");
    let mut found: Vec<String> = issues.iter().map(ToString::to_string).collect();
    expect.sort();
    found.sort();
    let missing: Vec<&String> = expect.iter().filter(|own| !found.contains(own)).collect();
    let surplus: Vec<&String> = found.iter().filter(|own| !expect.contains(own)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing {missing:#?}\nnot expected {surplus:#?}");
    assert_eq!(found.len(), 40);
}
