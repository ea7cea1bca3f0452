//! A report to read, in Markdown with tables.

use super::Report;
use super::numbers::{one_line, short};
use crate::plan::market::{Figure, Kind};

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
    months(report, &mut say);
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
    say("| # | Step | From | To | Hours | Cost | Rate gain an hour | Worth | Pays back |");
    say("|--:|:-----|:-----|:---|------:|-----:|----------:|------:|:----------|");
    let sign = report.profile.currency.sign();
    for (number, step) in (1..).zip(&report.plan.steps) {
        let pays = step.pays_back.map_or_else(|| "after the horizon".to_owned(), |month| format!("month {month}"));
        say(&format!(
            "| {number} | {} | {} | {} | {} to {} | {sign}{} | {sign}{} | {sign}{:.0} | {pays} |",
            escape(&report.step_name(step)),
            step.start,
            step.end,
            short(step.hours.low().get()),
            short(step.hours.high().get()),
            short(step.cost.get()),
            short(step.rate_gain.get()),
            step.marginal.get(),
        ));
    }
    let (hours, cost) = (report.plan.hours, report.plan.cost);
    say(&format!(
        "\nTogether about {} hours ({} to {}) and {sign}{}; estimated worth {sign}{:.0} until {}, after the platform's fee.",
        short(hours.mid().get()),
        short(hours.low().get()),
        short(hours.high().get()),
        short(cost.get()),
        report.plan.value.get(),
        report.end(),
    ));
}

fn months(report: &Report<'_>, say: &mut impl FnMut(&str)) {
    say("\n## Estimated rate\n");
    say("| Month | Day | Low (P10) | Middle (P50) | High (P90) | Middle without learning |");
    say("|------:|:----|----------:|-------------:|-----------:|------------------------:|");
    let last = report.projection.months.len().saturating_sub(1);
    for (at, month) in report.projection.months.iter().enumerate() {
        // Every third month tells the shape; the table for programs has them all.
        if at % 3 == 0 || at == last {
            let plan = month.plan;
            let cells = [plan.p10, plan.p50, plan.p90, month.nothing.p50].map(|rate| format!("{:.2}", rate.get()));
            say(&format!("| {} | {} | {} |", month.month, month.date, cells.join(" | ")));
        }
    }
}

fn gap(report: &Report<'_>, say: &mut impl FnMut(&str)) {
    let Some(gap) = report.gap else { return };
    say("\n## Gap to the target\n");
    say(&format!("{:.0}% of what it asks is held.\n", gap.closed.get() * 100.0));
    say("| Skill | Held | Asked | Hours still missing |");
    say("|:------|-----:|------:|--------------:|");
    for row in &gap.rows {
        let (name, hours) = (report.market.skill_name(&row.skill), row.missing);
        let hours = format!("{} to {}", short(hours.low().get()), short(hours.high().get()));
        say(&format!("| {} | {} | {} | {hours} |", escape(name), row.held, row.asked));
    }
}

fn assumptions(report: &Report<'_>, say: &mut impl FnMut(&str)) {
    say("\n## Assumptions\n");
    for (knob, assumption) in &report.market.assumptions {
        let range = assumption.range;
        let own = report.profile.overrides.get(knob);
        let value = own.map_or_else(
            || format!("{} ({} to {})", short(range.mid()), short(range.low()), short(range.high())),
            |own| format!("{}, set by the user", short(own.value)),
        );
        say(&format!("- {}: {value}, {}", escape(&assumption.name), escape(&assumption.unit)));
    }
}

fn sources(report: &Report<'_>, say: &mut impl FnMut(&str)) {
    let figures = report.figures();
    if figures.is_empty() {
        return;
    }
    say("\n## Sources\n");
    for figure in figures {
        say(&format!("- {}: {}", escape(figure.id.as_str()), escape(&source_words(report, figure))));
    }
}

/// Where a figure comes from, in words.
pub(super) fn source_words(report: &Report<'_>, figure: &Figure) -> String {
    let what = one_line(&format!("{}, {}", figure.segment, figure.metric));
    match (report.market.source_of(figure), &figure.kind) {
        (Some((source, grade)), _) => format!(
            "{what}. {}, \"{}\", {}, {} (grade {})",
            source.publisher,
            source.title,
            source.published,
            source.address,
            grade.letter()
        ),
        (None, Kind::Derived { arithmetic, .. }) => format!("{what}. Computed: {arithmetic}"),
        (None, _) => format!("{what}. An assumption of Premia"),
    }
}

/// Text that Markdown shows as it is, in one line.
fn escape(text: &str) -> String {
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
    // A number or sign at the beginning would make a list.
    let begins_list = escaped.starts_with(['-', '+'])
        || escaped.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
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
        check("Maria", "Maria");
    }
}
