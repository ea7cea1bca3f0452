//! A report to read, in Markdown with tables.

use super::Report;
use super::numbers::one_line;
use super::parts::{self, Edge, Table};

/// The verdict, the steps, the range of the rate, the gap, assumptions and sources.
pub(super) fn write(report: &Report<'_>) -> String {
    let mut text = format!("# {}\n\n", escape(&report.profile.name));
    let mut say = |words: &str| text.extend([words, "\n"]);
    say(&escape(&report.verdict()));
    say("");
    say(&format!(
        "**{}** {} All money is of today, in {}.",
        escape(&report.stamp()),
        escape(&report.proof()),
        report.profile.currency.code()
    ));
    steps(report, &mut say);
    say("\n## Estimated rate\n");
    table(&parts::months(report), &mut say);
    gap(report, &mut say);
    assumptions(report, &mut say);
    sources(report, &mut say);
    text
}

fn steps(report: &Report<'_>, say: &mut impl FnMut(&str)) {
    say("\n## Plan\n");
    if report.plan.steps.is_empty() {
        say("No step pays back in time under these answers.");
        return;
    }
    table(&parts::steps(report), say);
    say(&format!("\n{}", escape(&parts::total(report))));
}

fn gap(report: &Report<'_>, say: &mut impl FnMut(&str)) {
    let Some((closed, rows)) = parts::gap(report) else { return };
    say("\n## Gap to the target\n");
    say(&format!("{}\n", escape(&closed)));
    table(&rows, say);
}

fn assumptions(report: &Report<'_>, say: &mut impl FnMut(&str)) {
    say("\n## Assumptions\n");
    for line in parts::assumptions(report) {
        say(&format!("- {}", escape(&line)));
    }
}

fn sources(report: &Report<'_>, say: &mut impl FnMut(&str)) {
    let figures = report.figures();
    if figures.is_empty() {
        return;
    }
    say("\n## Sources\n");
    for figure in figures {
        let (words, address) = parts::source(report, figure);
        let address = address.map(|address| format!(": {}", escape(address))).unwrap_or_default();
        say(&format!("- {}{address}", escape(&words)));
    }
}

fn table(table: &Table, say: &mut impl FnMut(&str)) {
    let mut row = |cells: Vec<String>| say(&format!("| {} |", cells.join(" | ")));
    row(table.columns.iter().map(|(head, ..)| escape(head)).collect());
    let edges = table.columns.iter().map(|(_, edge, _)| if *edge == Edge::Right { "--:" } else { ":--" }.to_owned());
    row(edges.collect());
    for cells in &table.rows {
        row(cells.iter().map(|cell| escape(cell)).collect());
    }
}

/// Text that Markdown shows as it is, in one line.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '='
        ) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    // A number with a point and a gap, or a sign, would begin a list.
    let rest = escaped.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let ends_number = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let begins_list =
        escaped.starts_with(['-', '+']) || rest.strip_prefix(['.', ')']).is_some_and(ends_number) && rest != escaped;
    if begins_list { format!("\u{200b}{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words_in_markdown() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            assert_eq!(escape(text), expect);
        }
        check("a *b* _c_", "a \\*b\\* \\_c\\_");
        check("# no\nheading | <b>", "\\# no heading \\| \\<b\\>");
        check("[x](y)", "\\[x\\](y)");
        check("1. one", "\u{200b}1. one");
        check("1.50", "1.50");
        check("Maria", "Maria");
    }
}
