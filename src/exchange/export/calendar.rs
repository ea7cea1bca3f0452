//! The steps as whole days in a calendar (RFC 5545), which update themselves when imported again.

use icalendar::{Calendar, Component as _, Event, Property};

use super::Report;
use super::numbers::{one_line, short};
use crate::plan::PlannedStep;
use crate::plan::units::Date;

/// One event for each step, from its first day to its last.
pub(super) fn write(report: &Report<'_>) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&one_line(&format!("Premia: {}", report.profile.name)));
    for step in &report.plan.steps {
        calendar.push(event(report, step));
    }
    calendar.to_string()
}

fn event(report: &Report<'_>, step: &PlannedStep) -> Event {
    let sign = report.profile.currency.sign();
    let words = format!(
        "{} to {} hours, {sign}{}. Worth about {sign}{:.0}. {}",
        short(step.hours.low().get()),
        short(step.hours.high().get()),
        short(step.cost.get()),
        step.marginal.get(),
        report.stamp(),
    );
    let day = |name: &str, date: Date| Property::new(name, compact(date)).add_parameter("VALUE", "DATE").done();
    Event::new()
        // The step names the event, so that a later export moves it instead of adding a second one.
        .uid(&format!("{}@premia.invalid", uid(step)))
        .append_property(Property::new("DTSTAMP", format!("{}T000000Z", compact(report.today))).done())
        .append_property(day("DTSTART", step.start))
        // The end is the first day that is no longer part of it.
        .append_property(day("DTEND", step.end.max(step.start).plus_days(1)))
        .append_property(Property::new("TRANSP", "TRANSPARENT").done())
        .summary(&one_line(&format!("Learn {}", report.step_name(step))))
        .description(&one_line(&words))
        .done()
}

/// A day as eight digits.
fn compact(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// The step in letters that every calendar takes.
fn uid(step: &PlannedStep) -> String {
    let skill = step.id.skill.as_str().bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => char::from(byte).to_string(),
        other => format!("-{other:02x}"),
    });
    format!("{}.{}", skill.collect::<String>(), step.id.level)
}
