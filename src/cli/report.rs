//! A plan as text for people in a terminal.

use crate::plan::market::Market;
use crate::plan::profile::Profile;
use crate::plan::projection::Projection;
use crate::plan::units::{Date, Rate};
use crate::plan::{Plan, PlannedStep, Proof};

/// A plan with all that it was made from.
pub(super) struct Report<'a> {
    pub(super) profile: &'a Profile,
    pub(super) market: &'a Market,
    pub(super) today: Date,
    pub(super) plan: &'a Plan,
    pub(super) projection: &'a Projection,
}

impl Report<'_> {
    /// The plan in a terminal: the verdict, the steps, what was assumed.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let sign = self.profile.currency.sign();
        let (headline, nothing) = (self.projection.headline, self.projection.nothing);
        let rate = |rate: Rate| format!("{sign}{:.0}", rate.get());
        let end = self.projection.months.last().map_or(self.today, |month| month.date);
        let mut line = |words: String| text.extend([words.as_str(), "\n"]);
        line(format!(
            "At {} h a week, {} steps take the {} rate of \"{}\" to about {} ({} to {}) by {end}; doing nothing, to about {}.",
            self.profile.learning_hours.get(),
            self.plan.steps.len(),
            rate(self.profile.rate),
            self.profile.name,
            rate(headline.p50),
            rate(headline.p10),
            rate(headline.p90),
            rate(nothing.p50)
        ));
        line(format!("{} Estimates; data pack {}.", self.proof(), self.market.edition));
        line(String::new());
        let width = self.plan.steps.iter().map(|step| self.name(step).chars().count()).max().unwrap_or(0);
        for (index, step) in self.plan.steps.iter().enumerate() {
            let pays = step.pays_back.map_or_else(|| "after the horizon".to_owned(), |month| format!("month {month}"));
            line(format!(
                "{:>3}  {:width$}  {} to {}  {:>3.0} to {:>3.0} h  +{sign}{:.2}/h  worth {sign}{:.0}  pays back {pays}",
                index + 1,
                self.name(step),
                step.start,
                step.end,
                step.hours.low().get(),
                step.hours.high().get(),
                step.rate_gain.get(),
                step.marginal.get(),
            ));
        }
        if !self.plan.unknown.is_empty() {
            let unknown: Vec<&str> = self.plan.unknown.iter().map(crate::plan::skill::SkillId::as_str).collect();
            line(format!("\nKept, but unknown to this data pack: {}.", unknown.join(", ")));
        }
        text
    }

    fn name(&self, step: &PlannedStep) -> String {
        format!("{} {}", self.market.skill_name(&step.id.skill), step.id.level)
    }

    fn proof(&self) -> String {
        match self.plan.proof {
            Proof::Optimal => "Proven best order.".to_owned(),
            Proof::Within(share) => format!("Within {:.2}% of the best possible.", share.get() * 100.0),
        }
    }
}
