//! Tables for spreadsheets: RFC 4180 with a mark of UTF-8, in which no cell can be a formula.

use super::numbers::{one_line, short};
use super::{Numbers, Report};

/// What tells spreadsheets that a file is UTF-8.
const MARK: &str = "\u{feff}";

/// One row for each step.
pub(super) fn steps(report: &Report<'_>, numbers: Numbers) -> String {
    let heads = [
        "Step",
        "Skill",
        "Level",
        "From",
        "To",
        "Hours low",
        "Hours mid",
        "Hours high",
        "Cost",
        "Rate gain an hour",
        "Worth",
        "Pays back in month",
        "Currency",
        "Estimate of",
        "Data pack",
    ];
    let rows = (1_u32..).zip(&report.plan.steps).map(|(number, step)| {
        let hours = step.hours;
        vec![
            Cell::Number(f64::from(number)),
            Cell::Words(report.market.skill_name(&step.id.skill).to_owned()),
            Cell::Number(f64::from(step.id.level.get())),
            Cell::Words(step.start.to_string()),
            Cell::Words(step.end.to_string()),
            Cell::Number(hours.low().get()),
            Cell::Number(hours.mid().get()),
            Cell::Number(hours.high().get()),
            Cell::Number(step.cost.get()),
            Cell::Number(step.rate_gain.get()),
            Cell::Number(step.marginal.get()),
            step.pays_back.map_or_else(|| Cell::Words(String::new()), |month| Cell::Number(f64::from(month))),
            Cell::Words(report.profile.currency.code().to_owned()),
            Cell::Words(report.today.to_string()),
            Cell::Words(report.market.edition.clone()),
        ]
    });
    table(&heads, rows, numbers)
}

/// One row for each month.
pub(super) fn months(report: &Report<'_>, numbers: Numbers) -> String {
    let heads = [
        "Month",
        "Day",
        "Plan P10",
        "Plan P50",
        "Plan P90",
        "Without learning P10",
        "Without learning P50",
        "Without learning P90",
        "Currency",
        "Estimate of",
        "Data pack",
    ];
    let rows = report.projection.months.iter().map(|month| {
        let rates =
            [month.plan.p10, month.plan.p50, month.plan.p90, month.nothing.p10, month.nothing.p50, month.nothing.p90];
        let mut row = vec![Cell::Number(f64::from(month.month)), Cell::Words(month.date.to_string())];
        row.extend(rates.map(|rate| Cell::Number(rate.get())));
        row.push(Cell::Words(report.profile.currency.code().to_owned()));
        row.push(Cell::Words(report.today.to_string()));
        row.push(Cell::Words(report.market.edition.clone()));
        row
    });
    table(&heads, rows, numbers)
}

/// What stands in a cell.
enum Cell {
    Words(String),
    Number(f64),
}

fn table(heads: &[&str], rows: impl Iterator<Item = Vec<Cell>>, numbers: Numbers) -> String {
    let delimiter = if numbers == Numbers::Commas { b';' } else { b',' };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    let head = heads.iter().map(|head| (*head).to_owned()).collect();
    for row in
        std::iter::once(head).chain(rows.map(|row| row.iter().map(|cell| cell.text(numbers)).collect::<Vec<String>>()))
    {
        // Memory does not fail, and all rows have the length of the heading.
        if writer.write_record(row).is_err() {
            break;
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

impl Cell {
    fn text(&self, numbers: Numbers) -> String {
        match self {
            Self::Words(words) => harmless(words),
            Self::Number(value) if numbers == Numbers::Commas => short(*value).replace('.', ","),
            Self::Number(value) => short(*value),
        }
    }
}

/// Words that no spreadsheet takes for a formula: an apostrophe goes before the signs that begin one.
fn harmless(words: &str) -> String {
    let line = one_line(words);
    if line.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        #[track_caller]
        fn check(words: &str, expect: &str) {
            assert_eq!(harmless(words), expect);
        }
        check("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@sum", "'@sum");
        check("\t=1", "'=1");
        check("a=b\nc", "a=b c");
        check("", "");
    }

    #[test]
    fn numbers_follow_the_country() {
        let row = || std::iter::once(vec![Cell::Words("a;b,c".to_owned()), Cell::Number(-1.5)]);
        assert_eq!(table(&["x", "y"], row(), Numbers::Points), "\u{feff}x,y\r\n\"a;b,c\",-1.5\r\n");
        assert_eq!(table(&["x", "y"], row(), Numbers::Commas), "\u{feff}x;y\r\n\"a;b,c\";-1,5\r\n");
    }
}
