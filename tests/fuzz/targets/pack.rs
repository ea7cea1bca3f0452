//! Any text read as a data pack, whole or in the place of one section: issues with words, or a market.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// The bundled pack, of which one section is replaced.
const BUNDLED: [(&str, &str); 11] = [
    ("assumptions.ron", include_str!("../../../assets/market/assumptions.ron")),
    ("figures.ron", include_str!("../../../assets/market/figures.ron")),
    ("levels.ron", include_str!("../../../assets/market/levels.ron")),
    ("pack.ron", include_str!("../../../assets/market/pack.ron")),
    ("premiums.ron", include_str!("../../../assets/market/premiums.ron")),
    ("resources.ron", include_str!("../../../assets/market/resources.ron")),
    ("series.ron", include_str!("../../../assets/market/series.ron")),
    ("services.ron", include_str!("../../../assets/market/services.ron")),
    ("skills.ron", include_str!("../../../assets/market/skills.ron")),
    ("sources.ron", include_str!("../../../assets/market/sources.ron")),
    ("targets.ron", include_str!("../../../assets/market/targets.ron")),
];

fuzz_target!(|text: &str| {
    // A first line such as `skills.ron` says which section the rest stands for.
    let (name, rest) = text.split_once('\n').unwrap_or(("", text));
    let files: Vec<(String, String)> = if BUNDLED.iter().any(|(section, _)| *section == name) {
        let text = |section: &str, own: &str| if section == name { rest.to_owned() } else { own.to_owned() };
        BUNDLED.iter().map(|(section, own)| ((*section).to_owned(), text(section, own))).collect()
    } else {
        vec![("pack.ron".to_owned(), text.to_owned())]
    };
    let (market, issues) = premia::demand::load(&files);
    assert!(market.is_some() || !issues.is_empty());
    assert!(issues.iter().all(|issue| !issue.to_string().is_empty() && !issue.hint.is_empty()));
});
