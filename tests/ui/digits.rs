//! Which digits of a text are a figure, and which only name a day, a level, a key or a version.

use premia::plan::market::Market;

/// Words before digits that make them a level, a version or a place in a row.
const NAMING: [&str; 10] = ["level", "levels", "version", "license", "by", "press", "step", "scale:", "out:", "digest"];
/// What the program says of itself and of what stands beside it: sizes and times on this machine, lists, the user's log.
const OF_ITSELF: [&str; 11] =
    ["KB", "MB", "ms", "minutes", "file", "files", "set)", "more", "figures", "sources", "problems"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// The key to the five levels.
const SCALE: &str = "0  I don't know this";

/// The digits of a text that are figures.
///
/// `months` is the horizon that the user chose. All digits count that do not stand for a day, a time, a period, a level,
/// a version, a key, an id, an age that is worked out from dates, or one of [`OF_ITSELF`].
pub(crate) fn figures_in(text: &str, market: &Market, months: u32) -> Vec<String> {
    if text.starts_with(SCALE) || text == market.edition {
        return Vec::new();
    }
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let begin = at;
        let is_separator =
            |at: usize| matches!(letters[at], '.' | ',') && letters.get(at + 1).is_some_and(char::is_ascii_digit);
        while at < letters.len() && (letters[at].is_ascii_digit() || is_separator(at)) {
            at += 1;
        }
        let [before, digits, after] =
            [&letters[..begin], &letters[begin..at], &letters[at..]].map(|part| part.iter().collect::<String>());
        if !is_name(&before, &digits, &after, months) {
            found.push(digits);
        }
    }
    found
}

fn is_name(before: &str, digits: &str, after: &str, months: u32) -> bool {
    let is_blank = |letter: char| letter.is_whitespace();
    let last = before.trim_end().rsplit(is_blank).next().unwrap_or_default();
    let next = after.trim_start().split(|letter: char| is_blank(letter) || matches!(letter, ',' | '.' | ';')).next();
    let next = next.unwrap_or_default();
    let after_blank = after.starts_with(is_blank);
    let mut touching = before.chars().rev();
    let (touch, beyond) = (touching.next(), touching.next());
    let is_money = touch.is_some_and(|letter| matches!(letter, '$' | '€' | '£' | '₹'));
    let is_year = digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.starts_with("19") || digits.starts_with("20"))
        && !after.starts_with('%')
        && !next.starts_with('h');
    let joins =
        touch.is_some_and(|letter| matches!(letter, '-' | '+' | '/')) && beyond.is_some_and(char::is_alphanumeric);
    let is_part = touch.is_some_and(char::is_alphabetic) || joins;
    let is_time = after.starts_with(':') || touch == Some(':');
    let is_month = |word: &str| MONTHS.iter().any(|month| word.starts_with(month));
    let is_day = digits.len() <= 2 && (is_month(last) && !before.ends_with('(') || after_blank && is_month(next));
    let is_age = after_blank && next.starts_with("month") && (before.is_empty() || after.ends_with("ago"));
    let is_horizon = after_blank && next == "months" && digits.parse() == Ok(months);
    let named = last.trim_matches(['(', ',']).to_lowercase();
    let words: Vec<&str> = before.split_whitespace().rev().take(3).collect();
    let is_second =
        matches!(words.as_slice(), ["of" | "to", _, word] if NAMING.contains(&word.to_lowercase().as_str()));
    let is_named = NAMING.contains(&named.as_str()) || is_second;
    let is_itself = after_blank && (OF_ITSELF.contains(&next) || after.ends_with(" logged"));
    let is_place = before.is_empty() && (after.is_empty() || after.starts_with(". "));
    !is_money && (is_year || is_part || is_time || is_day || is_age || is_horizon || is_named || is_itself || is_place)
}

#[test]
fn figures_are_told_from_names_and_dates() {
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let market = premia::demand::bundled().expect("the bundled pack");
        assert_eq!(figures_in(text, &market, 24), expect, "{text}");
    }
    check("$45", &["45"]);
    check("about €53 by November 2028", &["53"]);
    check("22% of it", &["22"]);
    check("8 to 19\u{a0}h", &["8", "19"]);
    check("25 USD/h", &["25"]);
    check("Active clients: 855,000", &["855,000"]);
    check("0.448 (0.4 to 0.5)", &["0.448", "0.4", "0.5"]);
    check("330 million USD in Q2 2026", &["330"]);
    check("6 h a week", &["6"]);
    check("4 weeks", &["4"]);
    check("pays back in month 7", &["7"]);
    check("in 8 of 10 futures", &["8", "10"]);
    check("among 48 skills", &["48"]);
    check("+21% (9 to 34)", &["21", "9", "34"]);
    check("2,100 posts", &["2,100"]);
    check("Level 3, Nov 26 to Jan 27", &[]);
    check("level 1 of 3", &[]);
    check("saved 23 Nov 2026, 09:10, 2 KB", &[]);
    check("2026-11-22, 2026-W32, Q3 2025", &[]);
    check("Press 0 to 4, or Ctrl+1", &[]);
    check("Step 2 of 4", &[]);
    check("D01 and R-python", &[]);
    check("your rate in 24 months", &[]);
    check("in 12 months", &["12"]);
    check("Published or counted 14 months ago", &[]);
    check("CC BY 4.0", &[]);
    check("nine steps", &[]);
}
