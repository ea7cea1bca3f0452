//! Numbers and words as files want them.

/// A number with at most two decimals, without trailing zeros.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text in one line, without control characters.
pub(super) fn one_line(text: &str) -> String {
    let parts: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}
