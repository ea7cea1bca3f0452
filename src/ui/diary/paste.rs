//! Months as lines of text, as a spreadsheet copies them.

use crate::plan::diary::{CalendarMonth, Entry};
use crate::plan::units::{Hours, Rate};
use crate::ui::numbers;

/// The months in a text, and what could not be read, line by line.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Pasted {
    /// What was read, in the order of the text.
    pub(super) entries: Vec<Entry>,
    /// The other lines, each with its number and the reason.
    pub(super) complaints: Vec<String>,
}

/// Reads lines of month, rate, hours sold and hours of learning, apart by tabs, semicolons or commas; words after them
/// are a note. A first line without a month is a heading, and empty lines are passed over.
pub(super) fn read(text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    let lines = (1_usize..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    for (index, (number, line)) in lines.enumerate() {
        let cells = cells(line);
        let month = cells.first().and_then(|cell| CalendarMonth::parse(cell));
        match month.ok_or_else(|| "the month is not like 2026-12".to_owned()).and_then(|month| entry(month, &cells)) {
            Ok(entry) if pasted.entries.iter().any(|old| old.month == entry.month) => {
                pasted.complaints.push(format!("line {number}: {} is there twice", entry.month));
            }
            Ok(entry) => pasted.entries.push(entry),
            Err(_) if month.is_none() && index == 0 => {}
            Err(reason) => pasted.complaints.push(format!("line {number}: {reason}")),
        }
    }
    pasted
}

fn entry(month: CalendarMonth, cells: &[String]) -> Result<Entry, String> {
    let number = |index: usize, what: &str| {
        let cell = cells.get(index).map_or("", String::as_str);
        numbers::parse(cell).filter(|value| *value >= 0.0).ok_or_else(|| format!("{what} is not a number: \"{cell}\""))
    };
    let hours = |index, what: &str| number(index, what).map(|value| Hours::new(value).unwrap_or_default());
    Ok(Entry {
        month,
        rate: number(1, "the rate").map(|value| Rate::new(value).unwrap_or_default())?,
        billable_hours: hours(2, "the hours sold")?,
        learning_hours: hours(3, "the hours of learning")?,
        note: cells.get(4..).unwrap_or_default().join(", "),
    })
}

/// The cells of a line without blanks and quotes around them. Tabs part before semicolons and these before commas, so
/// that a decimal comma stays whole wherever the line has a better separator.
fn cells(line: &str) -> Vec<String> {
    let separator = ['\t', ';', ','].into_iter().find(|separator| line.contains(*separator)).unwrap_or(',');
    line.split(separator).map(|cell| cell.trim().trim_matches('"').trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_text(pasted: &Pasted) -> Vec<String> {
        let words = |entry: &Entry| {
            let Entry { month, rate, billable_hours, learning_hours, note } = entry;
            format!("{month} {} {} {} {note}", rate.get(), billable_hours.get(), learning_hours.get())
        };
        pasted.entries.iter().map(words).chain(pasted.complaints.iter().cloned()).collect()
    }

    #[test]
    fn months_are_read_as_spreadsheets_copy_them() {
        #[track_caller]
        fn check(text: &str, expect: &[&str]) {
            assert_eq!(as_text(&read(text)), expect);
        }
        check("2026-12\t47.50\t101\t24", &["2026-12 47.5 101 24 "]);
        check("Month,Rate,Sold,Learning\n2026-12,$47.50,101 h,24\n", &["2026-12 47.5 101 24 "]);
        check("2026-12;47,50;101,5;0;two weeks ill", &["2026-12 47.5 101.5 0 two weeks ill"]);
        check("\"2026-12-31\",\"45\",\"90\",\"20\"\n\n2027-01,46,91,21", &["2026-12 45 90 20 ", "2027-01 46 91 21 "]);
        check("", &[]);
    }

    #[test]
    fn every_line_that_cannot_be_read_is_named() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            assert_eq!(read(text).complaints, [expect]);
        }
        check("2026-12,45,90,20\nJanuary,46,91,21", "line 2: the month is not like 2026-12");
        check("2026-12,a lot,90,20", "line 1: the rate is not a number: \"a lot\"");
        check("2026-12,45,-90,20", "line 1: the hours sold is not a number: \"-90\"");
        check("2026-12,45,90", "line 1: the hours of learning is not a number: \"\"");
        check("2026-12,45,90,20\n2026-12,46,90,20", "line 2: 2026-12 is there twice");
    }
}
