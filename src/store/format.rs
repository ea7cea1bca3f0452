//! The text of a profile: written for people to read, and read with suspicion.

use ron::Options;
use ron::error::{Error as RonError, SpannedError};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::FormatError;
use super::migrate;
use super::record::{ProfileRecord, SCHEMA_VERSION, VersionRecord};
use super::scan::{self, OutOfBounds};
use crate::plan::profile::Profile;

/// What every profile starts with.
const HEADER: &str = "\
// A profile of Premia, in RON: plain text to read, to copy, and to edit while Premia is closed.
";

/// Writes `profile` as text; [`decode`] reads the same profile from it unless a value is none, such as NaN.
#[must_use]
pub fn encode(profile: &Profile) -> String {
    to_text(HEADER, &ProfileRecord::from(profile))
}

/// Reads a profile from text.
///
/// # Errors
/// If the text is not a profile, comes from a newer Premia, or holds a value that cannot be.
pub fn decode(text: &str) -> Result<Profile, FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(FormatError::Empty);
    }
    check_bounds(text)?;
    // Nearly every text is of the newest version, and is read but once.
    let found: Result<ProfileRecord, _> = read(text);
    if let Ok(record) = found
        && record.schema_version == SCHEMA_VERSION
    {
        return Ok(record.into());
    }
    let newest = newest_text(text)?;
    let text = newest.as_deref().unwrap_or(text);
    let found: Result<ProfileRecord, _> = read(text);
    match found {
        Ok(record) if record.schema_version == SCHEMA_VERSION => Ok(record.into()),
        Ok(record) => Err(refuse(record.schema_version)),
        Err(error) => Err(explain_version(text).unwrap_or_else(|| explain(text, error))),
    }
}

/// Reads what this version understands of a text that a newer Premia wrote, to look at and never to save.
pub(super) fn decode_newer(text: &str) -> Option<Profile> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    read::<ProfileRecord>(text).ok().map(Profile::from)
}

/// A text of an older version in the newest one; nothing if it is no older version.
pub(super) fn newest_text(text: &str) -> Result<Option<String>, FormatError> {
    match version(text) {
        Some(version) if version < SCHEMA_VERSION => migrate::to_newest(text, version),
        _ => Ok(None),
    }
}

/// The version of a text that is older than the one that is written.
pub(super) fn older_version(text: &str) -> Option<u64> {
    version(text).filter(|version| *version < SCHEMA_VERSION)
}

/// The version of the format that a text within bounds names.
fn version(text: &str) -> Option<u64> {
    read::<VersionRecord>(text).ok().map(|record| record.schema_version)
}

/// Writes any record of the store after its header.
pub(super) fn to_text(header: &str, record: &impl Serialize) -> String {
    let pretty = || PrettyConfig::new().new_line("\n").indentor("  ");
    let write = |config| options().to_string_pretty(record, config).unwrap_or_default();
    // As they are, words are easier to read; escaped, nothing in them can be lost on the way.
    let mut body = write(pretty().escape_strings(false));
    if body.chars().any(|char| char.is_control() && char != '\n') {
        body = write(pretty());
    }
    format!("{header}{body}\n")
}

/// Reads any record of the store; the text must be within bounds.
pub(super) fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, FormatError> {
    check_bounds(text)?;
    read(text).map_err(|error| explain(text, error))
}

pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, SpannedError> {
    options().from_str(text)
}

/// Optional values stand without `Some( )` around them.
fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn check_bounds(text: &str) -> Result<(), FormatError> {
    if let Some(at) = text.find('\0') {
        return Err(FormatError::ZeroByte { line: scan::line_at(text, at) });
    }
    scan::measure(text).map_err(|out| match out {
        OutOfBounds::Deep(at) => FormatError::TooDeep { line: scan::line_at(text, at) },
        OutOfBounds::Long => FormatError::TooMany,
    })
}

/// Looks for the cause in the version alone, as a newer version may write the rest in ways unknown here.
fn explain_version(text: &str) -> Option<FormatError> {
    let found: Result<VersionRecord, _> = read(text);
    match found {
        Ok(record) if record.schema_version == SCHEMA_VERSION => None,
        Ok(record) => Some(refuse(record.schema_version)),
        Err(_) => (!text.contains("schema_version")).then_some(FormatError::Foreign),
    }
}

fn refuse(version: u64) -> FormatError {
    if version > SCHEMA_VERSION { FormatError::Newer { version, known: SCHEMA_VERSION } } else { FormatError::Foreign }
}

/// Says where in `text` the error lies and what is wrong, without the parser's own idiom.
fn explain(text: &str, error: SpannedError) -> FormatError {
    let end = error.span.end;
    let at = scan::byte_at(text, end.line, end.col);
    let (path, reason) = match error.code {
        RonError::Message(message) => (scan::path_at(text, at), message),
        RonError::MissingStructField { field, .. } => {
            let mut path = scan::record_at(text, at);
            path.push(field.to_owned());
            (path, "it is missing".to_owned())
        }
        RonError::NoSuchEnumVariant { expected, found, .. } => {
            (scan::path_at(text, at), format!("{found} is none of {}", expected.join(", ")))
        }
        RonError::Eof => (scan::path_at(text, at), "the text ends too early".to_owned()),
        code => (scan::path_at(text, at), lower_first(&code.to_string())),
    };
    FormatError::Invalid { line: end.line, field: path.join("."), reason }
}

/// The words of the parser as they stand within a sentence.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::keep;
    use super::super::sample::{any_profile, full, minimal};
    use super::*;

    #[test]
    fn profiles_survive_a_round_trip() {
        #[track_caller]
        fn check(profile: &Profile) {
            let text = encode(profile);
            assert_eq!(decode(&text).as_ref(), Ok(profile), "{text}");
            assert_eq!(keep::unknown_fields(&text), Vec::<String>::new(), "every field that is written is known");
            assert_eq!(encode(&decode(&text).unwrap()), text);
        }
        check(&minimal());
        check(&full());
    }

    proptest! {
        // Failures are printed with the case itself, so no file of seeds is kept beside the sources.
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_profile_survives_a_round_trip(profile in any_profile()) {
            let text = encode(&profile);
            prop_assert_eq!(decode(&text), Ok(profile));
            prop_assert_eq!(keep::carry(&text, &text), text);
        }

        #[test]
        fn any_text_is_refused_without_a_panic(text in any::<String>(), cut in 0_usize..3000) {
            prop_assert!(decode(&text).is_err());
            let whole = encode(&full());
            let cut = whole.floor_char_boundary(cut.min(whole.trim_end().len() - 1));
            prop_assert!(decode(whole.get(..cut).unwrap()).is_err());
        }

        #[test]
        fn a_flipped_bit_gives_an_error_or_a_valid_profile(at in 0_usize..3000, bit in 0_u8..8) {
            let mut bytes = encode(&full()).into_bytes();
            let at = at % bytes.len();
            bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << bit);
            if let Ok(Ok(profile)) = String::from_utf8(bytes).map(|text| decode(&text)) {
                prop_assert_eq!(decode(&encode(&profile)), Ok(profile));
            }
        }
    }

    #[test]
    fn the_text_is_readable() {
        let text = encode(&full());
        for line in [
            "// A profile of Premia",
            "\n(\n  schema_version: 1,\n  name: \"Maria\",\n",
            "\n  rate: 45.0,\n",
            "\n  currency: \"EUR\",\n",
            "\n  budget: 500.0,\n",
            "\n    (\"python\", 3): (\n      logged: 3.5,\n",
            "verified: \"2024-02-29\"",
            "O'Neill & Søn, बैंगलोर",
        ] {
            assert!(text.contains(line), "{line}\nin\n{text}");
        }
    }

    /// Replaces `from` in a full profile and expects the error to start with `expect`, where HERE is the line of `from`.
    #[track_caller]
    fn check(from: &str, to: &str, expect: &str) {
        let text = encode(&full());
        let (before, _) = text.split_once(from).unwrap_or_else(|| panic!("{from} is not in\n{text}"));
        let expect = expect.replacen("line HERE", &format!("line {}", before.lines().count().max(1)), 1);
        let found = decode(&text.replacen(from, to, 1)).map_err(|error| error.to_string());
        match found {
            Ok(_) => assert_eq!(expect, "", "{to} is accepted"),
            Err(error) => assert!(!expect.is_empty() && error.starts_with(&expect), "{to}: {error}"),
        }
    }

    #[test]
    fn values_that_cannot_be_are_refused_with_line_and_field() {
        check("rate: 45.0", "rate: -3.0", "line HERE, field rate: -3 is not a rate");
        check("rate: 45.0", "rate: NaN", "line HERE, field rate: NaN is not a rate");
        check("rate: 45.0", "rate: 1e999", "line HERE, field rate: inf is not a rate");
        check("rate: 45.0", "rate: \"45\"", "line HERE, field rate: expected float");
        check("rate: 45.0", "rate: None", "line HERE, field rate: ");
        // What is missing is missed where the profile ends.
        let last = encode(&full()).lines().count();
        check("rate: 45.0", "rste: 45.0", &format!("line {last}, field rate: it is missing"));
        check("rate: 45.0", "rate: 45", "");
        check("level: 2", "level: 9", "line HERE, field skills.python.level: 9 is not a level");
        check("level: 2", "level: 900", "line HERE, field skills.python.level: ");
        check("level: 2", "level: -1", "line HERE, field skills.python.level: ");
        check("level: 2", "level: 2.5", "line HERE, field skills.python.level: expected comma");
        check("2026-11-22", "2026-02-30", "line HERE, field skills.python.evidence.#1.date: 2026-02-30 is not a date");
        check("\"EUR\"", "\"a coin\"", "line HERE, field currency: a coin is not a code of a currency");
        check("fee: 0.1", "fee: 1.5", "line HERE, field fee: 1.5 is not a share");
        check("horizon_months: 24", "horizon_months: 0", "line HERE, field horizon_months: 0 is not a horizon");
        check("AtScreen(3)", "AtScreen(0)", "line HERE, field setup");
        check("AtScreen(3)", "AtScreen(", "line HERE, field setup: unexpected");
        check("Target(\"ai_creator\")", "Target(7)", "line HERE, field target: expected string");
        check("(\"python\", 3): (", "(\"python\", 0): (", "line HERE, field steps.#2.#2: 0 is not the level of a step");
        check(
            "logged: 3.5",
            "logged: -0.1",
            "line HERE, field steps.(\"python\", 3).logged: -0.1 is not a number of hours",
        );
        check("value: -0.031", "value: inf", "line HERE, field overrides.cap_log.value: inf is not a finite number");
        // An entry that is there twice is noticed behind it.
        let twice = decode(&encode(&full()).replacen("\"python\": (", "\"ai_video\": (", 1)).unwrap_err().to_string();
        assert!(twice.contains(", field skills: this entry is there twice"), "{twice}");
        check("budget: 500.0", "budget: Some(500.0)", "");
        check("schema_version: 1", "schema_version: 0", "it is not a profile of Premia");
        check("schema_version: 1", "schema_version: -1", "line HERE, field schema_version: ");
        check("schema_version: 1", "schema_version: 2", "it was written by a newer Premia");
        check("schema_version: 1", "schema_version: 2, strange: {Thing(1): r#\"x\"#}", "it was written by a newer");
        check("  skills: {", "  skils: {", &format!("line {last}, field skills: it is missing"));
    }

    #[test]
    fn texts_that_are_no_profile_are_refused() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            let error = decode(text).map_err(|error| error.to_string()).unwrap_err();
            assert!(error.starts_with(expect), "{error}");
        }
        check("", "it is empty");
        check(" \n\t", "it is empty");
        check("\u{feff}", "it is empty");
        check("// only a comment", "it is not a profile of Premia");
        check("{\"name\": \"json\"}", "it is not a profile of Premia");
        check("()", "it is not a profile of Premia");
        check("%PDF-1.7", "it is not a profile of Premia");
        check("(schema_version: 1,\n name: \"a\0\")", "line 2 holds a zero byte");
        check(&"(".repeat(1_000_000), "line 1 nests brackets deeper");
        check(&format!("(schema_version: 1, x: {}", "[".repeat(1_000_000)), "line 1 nests brackets deeper");
        check(&"Some(".repeat(1_000_000), "line 1 nests brackets deeper");
        check(&"(),".repeat(1_000_000), "it has far more entries");
        check("(schema_version: 1)", "line 1, field name: it is missing");
        check(&"/*".repeat(1_000_000), "it is not a profile of Premia");
        check(&"'".repeat(100_000), "it is not a profile of Premia");
        check(&"\"".repeat(100_001), "it is not a profile of Premia");
        check(&"#![enable(implicit_some)]\n".repeat(100_000), "it ");
    }

    #[test]
    fn marks_and_line_ends_of_other_editors_are_accepted() {
        let text = encode(&full());
        let wanted = decode(&text.replace("week\nand", "week\r\nand"));
        assert!(wanted.is_ok());
        assert_eq!(decode(&format!("\u{feff}{}", encode(&minimal()))), Ok(minimal()));
        assert_eq!(decode(&encode(&minimal()).replace('\n', "\r\n")), Ok(minimal()));
    }
}
