//! A plan for others: one report, written in the formats that other programs read.

mod calendar;
mod chart;
mod drawing;
mod file;
mod font;
mod json;
mod json_resume;
mod markdown;
mod numbers;
mod pages;
mod parts;
mod pdf;
mod picture;
mod proof;
mod svg;
mod table;
#[cfg(test)]
mod tests;

use crate::plan::gap::Gap;
use crate::plan::market::{Figure, FigureId, Market};
use crate::plan::profile::Profile;
use crate::plan::projection::Projection;
use crate::plan::units::Date;
use crate::plan::{Plan, PlannedStep, Proof};

pub use file::{Existing, SaveError, save};
pub use picture::Picture;
pub use proof::proof_sheet;

use drawing::Drawing;
use numbers::one_line;

/// A plan with all that it was made from. Everything that is exported is in it, so equal reports give equal files.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Whose plan it is.
    pub profile: &'a Profile,
    /// The pack, with the user's own figures.
    pub market: &'a Market,
    /// The day from which it is planned.
    pub today: Date,
    /// The plan.
    pub plan: &'a Plan,
    /// What the plan does to the rate.
    pub projection: &'a Projection,
    /// What the profile lacks for its target, if it has one.
    pub gap: Option<&'a Gap>,
}

/// A format that a plan can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A report to read.
    Markdown,
    /// The same with its charts, to print or to send.
    Pdf,
    /// The steps as a table.
    Steps,
    /// The range of the rate, month by month, as a table.
    Months,
    /// All of it for programs.
    Json,
    /// The skills that work shows, with that work, to show clients.
    Proof,
    /// Skills and their evidence as a résumé for other programs.
    JsonResume,
    /// The steps as days in a calendar.
    Calendar,
    /// The rate over time as a picture.
    RateChart,
    /// The steps over time as a picture.
    StepChart,
    /// The rate over time as a picture in pixels.
    RatePicture,
    /// The steps over time as a picture in pixels.
    StepPicture,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 12] = [
        Self::Pdf,
        Self::Markdown,
        Self::Steps,
        Self::Months,
        Self::Json,
        Self::Proof,
        Self::JsonResume,
        Self::Calendar,
        Self::RateChart,
        Self::StepChart,
        Self::RatePicture,
        Self::StepPicture,
    ];

    /// The word for it on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Pdf => "pdf",
            Self::Steps => "csv",
            Self::Months => "csv-months",
            Self::Json => "json",
            Self::Proof => "proof",
            Self::JsonResume => "json-resume",
            Self::Calendar => "ics",
            Self::RateChart => "svg",
            Self::StepChart => "svg-steps",
            Self::RatePicture => "png",
            Self::StepPicture => "png-steps",
        }
    }

    /// What it is, for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "Report to print (PDF)",
            Self::Markdown => "Report (Markdown)",
            Self::Steps => "Steps (CSV)",
            Self::Months => "Rate by month (CSV)",
            Self::Json => "Whole plan (JSON)",
            Self::Proof => "Proof sheet for clients (Markdown)",
            Self::JsonResume => "Skills (JSON Resume)",
            Self::Calendar => "Calendar (ICS)",
            Self::RateChart => "Rate chart (SVG)",
            Self::StepChart => "Steps chart (SVG)",
            Self::RatePicture => "Rate chart (PNG)",
            Self::StepPicture => "Steps chart (PNG)",
        }
    }

    /// Whether it is a table, whose numbers can be written with points or commas.
    #[must_use]
    pub const fn is_table(self) -> bool {
        matches!(self, Self::Steps | Self::Months)
    }

    /// The usual ending of its files.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown | Self::Proof => "md",
            Self::Pdf => "pdf",
            Self::Steps | Self::Months => "csv",
            Self::Json | Self::JsonResume => "json",
            Self::Calendar => "ics",
            Self::RateChart | Self::StepChart => "svg",
            Self::RatePicture | Self::StepPicture => "png",
        }
    }
}

/// How tables are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// Commas between cells, points in numbers.
    #[default]
    Points,
    /// Semicolons between cells, commas in numbers, as spreadsheets in much of Europe read it.
    Commas,
}

/// Why a report could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The letters that the program carries cannot be read.
    #[error("the bundled letters cannot be read")]
    Face,
    /// The library for PDF refuses the pages.
    #[error("the pages cannot be written: {0}")]
    Pdf(String),
    /// The library for pictures refuses the drawing.
    #[error("the picture cannot be drawn: {0}")]
    Picture(String),
}

impl WriteError {
    /// What the user can do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Face | Self::Pdf(_) => "Export the report as Markdown, which needs no letters, and print that",
            Self::Picture(_) => "Export the chart as SVG, which browsers show and print",
        }
    }
}

/// How an export looks before it is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preview {
    /// Words, exactly as they will be saved.
    Words(String),
    /// A picture for each chart or page.
    Pictures(Vec<Picture>),
}

/// Writes the report in a format; `numbers` matters to tables only.
///
/// # Errors
/// If pages or a picture cannot be made; text formats always can.
pub fn write(report: &Report<'_>, format: Format, numbers: Numbers) -> Result<Vec<u8>, WriteError> {
    match written(report, format, numbers) {
        Written::Words(words) => Ok(words.into_bytes()),
        Written::Chart(drawing) => Ok(svg::write(&drawing).into_bytes()),
        Written::Pixels(drawing) => picture::png(&drawing),
        Written::Pages => pdf::write(report),
    }
}

/// Shows the report as it will be in a format.
///
/// # Errors
/// If a picture cannot be drawn.
pub fn preview(report: &Report<'_>, format: Format, numbers: Numbers) -> Result<Preview, WriteError> {
    match written(report, format, numbers) {
        Written::Words(words) => Ok(Preview::Words(words)),
        Written::Chart(drawing) | Written::Pixels(drawing) => Ok(Preview::Pictures(vec![picture::preview(&drawing)?])),
        Written::Pages => {
            let pages = (1..).zip(pages::set(report).pages);
            let pictures = pages.map(|(number, page)| picture::preview(&page.drawing(format!("Page {number}"))));
            Ok(Preview::Pictures(pictures.collect::<Result<_, _>>()?))
        }
    }
}

/// A report between its meaning and its bytes.
enum Written {
    Words(String),
    Chart(Drawing),
    Pixels(Drawing),
    Pages,
}

fn written(report: &Report<'_>, format: Format, numbers: Numbers) -> Written {
    match format {
        Format::Markdown => Written::Words(markdown::write(report)),
        Format::Steps => Written::Words(table::steps(report, numbers)),
        Format::Months => Written::Words(table::months(report, numbers)),
        Format::Json => Written::Words(pretty(&json::value(report))),
        Format::Proof => Written::Words(proof_sheet(report.profile, report.market, report.today)),
        Format::JsonResume => Written::Words(pretty(&json_resume::value(report))),
        Format::Calendar => Written::Words(calendar::write(report)),
        Format::RateChart => Written::Chart(chart::alone(report, chart::rate(report, chart::WIDTH))),
        Format::StepChart => Written::Chart(chart::alone(report, chart::steps(report, chart::WIDTH))),
        Format::RatePicture => Written::Pixels(chart::alone(report, chart::rate(report, chart::WIDTH))),
        Format::StepPicture => Written::Pixels(chart::alone(report, chart::steps(report, chart::WIDTH))),
        Format::Pdf => Written::Pages,
    }
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

impl<'a> Report<'a> {
    /// Whose plan it is, or what it is if that has no name.
    fn title(&self) -> String {
        let name = one_line(&self.profile.name);
        if name.is_empty() { "Plan".to_owned() } else { name }
    }

    /// A step's name, such as `Python, level 2`.
    fn step_name(&self, step: &PlannedStep) -> String {
        format!("{}, level {}", self.market.skill_name(&step.id.skill), step.id.level)
    }

    /// The last day that is planned for.
    fn end(&self) -> Date {
        self.projection.months.last().map_or(self.today, |month| month.date)
    }

    /// What is proven of the plan, as a sentence.
    fn proof(&self) -> String {
        match self.plan.proof {
            Proof::Optimal => "Proven best order on the middle values.".to_owned(),
            Proof::Within(share) => {
                format!("No order is worth over {:.2}% more on the middle values.", share.get() * 100.0)
            }
        }
    }

    /// The plan in one sentence.
    fn verdict(&self) -> String {
        let sign = self.profile.currency.sign();
        let (with, without) = (self.projection.headline, self.projection.nothing);
        format!(
            "At {} h of learning a week, {} take the rate from {sign}{} to about {sign}{:.0} an hour by {} \
             ({sign}{:.0} to {sign}{:.0} in 8 of 10 futures); without learning, to about {sign}{:.0}.",
            self.profile.learning_hours.get(),
            if self.plan.steps.len() == 1 { "1 step".to_owned() } else { format!("{} steps", self.plan.steps.len()) },
            self.profile.rate.get(),
            with.p50.get(),
            self.end(),
            with.p10.get(),
            with.p90.get(),
            without.p50.get(),
        )
    }

    /// What every export says of itself.
    fn stamp(&self) -> String {
        format!(
            "Estimate of {}, data pack {} (figures up to {}).",
            self.today, self.market.edition, self.market.figures_until
        )
    }

    /// The figures that the plan's premiums, rate and assumptions rest on, in the order of their ids.
    fn figures(&self) -> Vec<&'a Figure> {
        let mut ids: Vec<&FigureId> = Vec::new();
        for step in &self.plan.steps {
            let premium = self.market.skill(&step.id.skill).and_then(|skill| self.market.premium(skill));
            ids.extend(premium.iter().flat_map(|at| [&at.figures.low, &at.figures.mid, &at.figures.high]));
        }
        if let Some(service) = self.market.service(&self.profile.service) {
            ids.push(&service.rate_figure);
            ids.extend(&service.drift_figures);
        }
        ids.extend(self.market.assumptions.values().flat_map(|assumption| &assumption.figures));
        ids.sort();
        ids.dedup();
        ids.into_iter().filter_map(|id| self.market.figures.get(id)).collect()
    }
}
