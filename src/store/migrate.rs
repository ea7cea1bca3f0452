//! From old versions of the format to the newest, one step at a time, each from text to text.

use super::error::FormatError;
use super::record::SCHEMA_VERSION;

/// The way from one version of the format to the next.
pub(super) struct Migration {
    /// The version that it reads; it writes the one after it.
    pub(super) from: u64,
    /// Rewrites the text, its `schema_version` included, and keeps what it does not know.
    pub(super) rewrite: fn(&str) -> Result<String, FormatError>,
}

/// Every step, the oldest first. Version 1 is the first that was ever written, so there is none yet; whoever raises
/// [`SCHEMA_VERSION`] adds the step here and a folder `tests/core/fixtures/vN`.
#[cfg(not(test))]
const MIGRATIONS: &[Migration] = &[];

/// In tests there was a version before the first, in which the rate was called `pay`, so that the way is walked.
#[cfg(test)]
const MIGRATIONS: &[Migration] = &[Migration {
    from: 0,
    rewrite: |text| {
        let renamed = text.replacen("\n  pay: ", "\n  rate: ", 1).replacen("schema_version: 0", "schema_version: 1", 1);
        text.contains("\n  pay: ").then_some(renamed).ok_or(FormatError::Foreign)
    },
}];

/// The text in the newest version; nothing if no step begins at its version.
pub(super) fn to_newest(text: &str, version: u64) -> Result<Option<String>, FormatError> {
    climb(text, version, SCHEMA_VERSION, MIGRATIONS)
}

fn climb(text: &str, version: u64, newest: u64, steps: &[Migration]) -> Result<Option<String>, FormatError> {
    let (mut text, mut version) = (text.to_owned(), version);
    while version < newest {
        let Some(step) = steps.iter().find(|step| step.from == version) else { return Ok(None) };
        text = (step.rewrite)(&text)?;
        version += 1;
    }
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &[Migration] = &[
        Migration {
            from: 1,
            rewrite: |text| Ok(text.replacen("version: 1", "version: 2", 1).replace("pay:", "rate:")),
        },
        Migration {
            from: 2,
            rewrite: |text| {
                let renamed = text.contains("rate:").then(|| text.replacen("version: 2", "version: 3", 1));
                renamed.ok_or(FormatError::Foreign)
            },
        },
    ];

    #[test]
    fn a_text_climbs_one_step_after_the_other() {
        #[track_caller]
        fn check(text: &str, version: u64, expect: Result<Option<&str>, FormatError>) {
            assert_eq!(climb(text, version, 3, STEPS), expect.map(|text| text.map(str::to_owned)));
        }
        check("(version: 1, pay: 3, mood: 4)", 1, Ok(Some("(version: 3, rate: 3, mood: 4)")));
        check("(version: 2, rate: 3)", 2, Ok(Some("(version: 3, rate: 3)")));
        check("(version: 3, rate: 3)", 3, Ok(Some("(version: 3, rate: 3)")));
        check("(version: 0, pay: 3)", 0, Ok(None));
        check("(version: 2)", 2, Err(FormatError::Foreign));
    }
}
