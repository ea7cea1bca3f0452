//! The parts of a report as words, before they are set in Markdown or on pages.

use super::Report;
use super::numbers::{one_line, short};
use crate::plan::market::{Figure, Kind};

/// At which end of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// For words.
    Left,
    /// For numbers.
    Right,
}

/// A table for people.
pub(super) struct Table {
    /// What stands above each column, where its cells stand, and its share of the width.
    pub(super) columns: Vec<(&'static str, Edge, f64)>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The steps of the plan.
pub(super) fn steps(report: &Report<'_>) -> Table {
    let sign = report.profile.currency.sign();
    let rows = (1..).zip(&report.plan.steps).map(|(number, step)| {
        vec![
            format!("{number}"),
            report.step_name(step),
            step.start.to_string(),
            step.end.to_string(),
            format!("{} to {}", short(step.hours.low().get()), short(step.hours.high().get())),
            format!("{sign}{}", short(step.cost.get())),
            format!("{sign}{}", short(step.rate_gain.get())),
            format!("{sign}{:.0}", step.marginal.get()),
            step.pays_back.map_or_else(|| "after the horizon".to_owned(), |month| format!("month {month}")),
        ]
    });
    Table {
        columns: vec![
            ("#", Edge::Right, 0.6),
            ("Step", Edge::Left, 3.2),
            ("From", Edge::Left, 1.85),
            ("To", Edge::Left, 1.85),
            ("Hours", Edge::Right, 1.4),
            ("Cost", Edge::Right, 0.9),
            ("Rate gain an hour", Edge::Right, 1.2),
            ("Worth", Edge::Right, 1.2),
            ("Pays back", Edge::Left, 1.2),
        ],
        rows: rows.collect(),
    }
}

/// What the steps take and bring together.
pub(super) fn total(report: &Report<'_>) -> String {
    let (hours, cost, sign) = (report.plan.hours, report.plan.cost, report.profile.currency.sign());
    format!(
        "Together about {} hours ({} to {}) and {sign}{}; estimated worth {sign}{:.0} until {}, after the platform's fee.",
        short(hours.mid().get()),
        short(hours.low().get()),
        short(hours.high().get()),
        short(cost.get()),
        report.plan.value.get(),
        report.end(),
    )
}

/// The range of the rate, every third month: that tells the shape; the table for programs has them all.
pub(super) fn months(report: &Report<'_>) -> Table {
    let last = report.projection.months.len().saturating_sub(1);
    let chosen = report.projection.months.iter().enumerate().filter(|(at, _)| at % 3 == 0 || *at == last);
    let rows = chosen.map(|(_, month)| {
        let plan = month.plan;
        let mut row = vec![month.month.to_string(), month.date.to_string()];
        row.extend([plan.p10, plan.p50, plan.p90, month.nothing.p50].map(|rate| format!("{:.2}", rate.get())));
        row
    });
    Table {
        columns: vec![
            ("Month", Edge::Right, 1.0),
            ("Day", Edge::Left, 1.6),
            ("Low (P10)", Edge::Right, 1.6),
            ("Middle (P50)", Edge::Right, 1.6),
            ("High (P90)", Edge::Right, 1.6),
            ("Middle without learning", Edge::Right, 2.2),
        ],
        rows: rows.collect(),
    }
}

/// What the target asks and the profile has.
pub(super) fn gap(report: &Report<'_>) -> Option<(String, Table)> {
    let gap = report.gap?;
    let rows = gap.rows.iter().map(|row| {
        let hours = row.missing;
        vec![
            report.market.skill_name(&row.skill).to_owned(),
            row.held.to_string(),
            row.asked.to_string(),
            format!("{} to {}", short(hours.low().get()), short(hours.high().get())),
        ]
    });
    let columns = vec![
        ("Skill", Edge::Left, 4.0),
        ("Held", Edge::Right, 1.0),
        ("Asked", Edge::Right, 1.0),
        ("Hours still missing", Edge::Right, 2.0),
    ];
    let closed = format!("{:.0}% of what it asks is held.", gap.closed.get() * 100.0);
    Some((closed, Table { columns, rows: rows.collect() }))
}

/// What is assumed, a line each.
pub(super) fn assumptions(report: &Report<'_>) -> Vec<String> {
    let lines = report.market.assumptions.iter().map(|(knob, assumption)| {
        let range = assumption.range;
        let own = report.profile.overrides.get(knob);
        let value = own.map_or_else(
            || format!("{} ({} to {})", short(range.mid()), short(range.low()), short(range.high())),
            |own| format!("{}, set by the user", short(own.value)),
        );
        one_line(&format!("{}: {value}, {}", assumption.name, assumption.unit))
    });
    lines.collect()
}

/// Where a figure comes from, in words, and the address of its source.
pub(super) fn source<'a>(report: &Report<'a>, figure: &Figure) -> (String, Option<&'a str>) {
    let what = format!("{}: {}, {}", figure.id.as_str(), figure.segment, figure.measured());
    match (report.market.source_of(figure), &figure.kind) {
        (Some((source, grade)), _) => {
            let (publisher, title, published) = (&source.publisher, &source.title, &source.published);
            let words = format!("{what}. {publisher}, \"{title}\", {published} (grade {})", grade.letter());
            (one_line(&words), Some(source.address.as_str()))
        }
        (None, Kind::Derived { arithmetic, .. }) => (one_line(&format!("{what}. Computed: {arithmetic}")), None),
        (None, _) => (one_line(&format!("{what}. An assumption of Premia")), None),
    }
}
