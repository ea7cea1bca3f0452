//! Days as résumés write them, often without a day or a month.

use crate::plan::units::Date;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first day that `text` may mean: `2024-05-01`, `2024-05`, `2024`, `01 Oct 2022`, `Oct 2022`.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let whole = |part: &str| part.parse::<u32>().ok();
    let parts: Vec<&str> = text.split([' ', '-']).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year] => (*year, Some(1), Some(1)),
        [year, month] if whole(month).is_some() && year.len() == 4 && whole(year).is_some() => {
            (*year, whole(month), Some(1))
        }
        [month, year] => (*year, month_of(month), Some(1)),
        [year, month, day] if year.len() == 4 => (*year, whole(month), whole(day)),
        [day, month, year] => (*year, month_of(month), whole(day)),
        _ => return None,
    };
    let year: i32 = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
    Date::new(year, month?, day?)
}

fn month_of(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let index = MONTHS.iter().position(|month| word.starts_with(month))?;
    u32::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_resumes_write_them() {
        #[track_caller]
        fn check(text: &str, expect: Option<&str>) {
            assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), expect, "{text}");
        }
        check("2024-05-03", Some("2024-05-03"));
        check("2024-05", Some("2024-05-01"));
        check("2024", Some("2024-01-01"));
        check("01 Oct 2022", Some("2022-10-01"));
        check("October 2022", Some("2022-10-01"));
        check("2024-02-30", None);
        check("Present", None);
        check("05/06/2024", None);
        check("", None);
    }
}
