//! The report set on pages of A4: what stands where, and what each part is to a reader who does not see it.

mod setter;

use super::Report;
use super::chart;
use super::drawing::{Drawing, FAINT, INK, Mark, Weight};
use super::parts;
use setter::{Setter, Style};

/// The size of a page, in points.
pub(super) const PAGE: (f64, f64) = (595.0, 842.0);
/// The width that charts are laid out for before they are made to fit the page.
const CHART: f64 = 700.0;

/// A report on pages.
pub(super) struct Paper {
    pub(super) pages: Vec<Page>,
    /// All that is read, in the order of reading.
    pub(super) blocks: Vec<Block>,
}

/// A page.
#[derive(Default)]
pub(super) struct Page {
    /// What is read: lines of words, and figures.
    pub(super) parts: Vec<Vec<Mark>>,
    /// What is only seen: rules, and what repeats on each page.
    pub(super) ornaments: Vec<Mark>,
    pub(super) links: Vec<Link>,
}

/// A part of a page that opens an address.
pub(super) struct Link {
    /// Left, top, right and bottom.
    pub(super) area: [f64; 4],
    pub(super) address: String,
}

/// Where a part or a link is: its page, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) page: usize,
    pub(super) number: usize,
}

/// The lines of one cell.
pub(super) type Cell = Vec<Place>;

/// What is read in one.
pub(super) enum Block {
    /// A heading, of level 1 for the whole, with how far from the top it stands.
    Heading { level: u16, words: String, lines: Vec<Place>, top: f64 },
    /// Lines of words.
    Paragraph(Vec<Place>),
    /// A table, which may go over several pages.
    Table { head: Vec<Cell>, rows: Vec<Vec<Cell>> },
    /// A picture and what is to be seen on it.
    Figure { words: String, part: Place },
    /// Points in a list.
    List(Vec<Item>),
}

/// A point in a list.
pub(super) struct Item {
    pub(super) lines: Vec<Place>,
    /// The lines of its address, each with its link if it can be opened.
    pub(super) address: Vec<(Place, Option<Place>)>,
}

/// Sets the whole report.
pub(super) fn set(report: &Report<'_>) -> Paper {
    let mut setter = Setter::new();
    setter.heading(1, &report.title());
    setter.paragraph(&report.verdict(), Style { size: 12.0, ..Style::BODY });
    let currency = report.profile.currency.code();
    let standing = format!("{} {} All money is of today, in {currency}.", report.stamp(), report.proof());
    setter.paragraph(&standing, Style::SMALL);
    setter.figure(chart::rate(report, CHART));
    plan(report, &mut setter);
    setter.heading(2, "Estimated rate");
    setter.table(&parts::months(report));
    if let Some((closed, table)) = parts::gap(report) {
        setter.heading(2, "Gap to the target");
        setter.paragraph(&closed, Style::BODY);
        setter.table(&table);
    }
    setter.heading(2, "Assumptions");
    setter.list(parts::assumptions(report).iter().map(|line| (line.as_str(), None)));
    sources(report, &mut setter);
    setter.finish(&report.stamp())
}

fn plan(report: &Report<'_>, setter: &mut Setter) {
    setter.heading(2, "Plan");
    if report.plan.steps.is_empty() {
        setter.paragraph("No step pays back in time under these answers.", Style::BODY);
        return;
    }
    setter.figure(chart::steps(report, CHART));
    setter.table(&parts::steps(report));
    setter.paragraph(&parts::total(report), Style::BODY);
}

/// Sources have pages of their own, so that they can be handed on with any part.
fn sources(report: &Report<'_>, setter: &mut Setter) {
    let figures = report.figures();
    if figures.is_empty() {
        return;
    }
    setter.next_page();
    setter.heading(2, "Sources");
    let sources: Vec<(String, Option<&str>)> = figures.iter().map(|figure| parts::source(report, figure)).collect();
    setter.list(sources.iter().map(|(words, address)| (words.as_str(), *address)));
}

impl Page {
    /// All that is seen on it.
    pub(super) fn drawing(&self, words: String) -> Drawing {
        let marks = self.ornaments.iter().chain(self.parts.iter().flatten()).cloned().collect();
        Drawing { title: words.clone(), words, width: PAGE.0, height: PAGE.1, marks }
    }

    /// Puts in what every page carries.
    fn foot(&mut self, stamp: &str, number: &str, left: f64, right: f64) {
        let top = PAGE.1 - 28.0;
        let words = |x: f64, words: &str| Mark::Words {
            at: (x, top),
            size: Style::SMALL.size,
            weight: Weight::Regular,
            colour: FAINT,
            words: words.to_owned(),
        };
        self.ornaments.push(words(left, stamp));
        self.ornaments.push(words(right, number));
    }
}

impl Style {
    /// For reading.
    const BODY: Self = Self { size: 10.0, weight: Weight::Regular, colour: INK };
    /// For what is said beside.
    const SMALL: Self = Self { size: 8.5, weight: Weight::Regular, colour: FAINT };
    /// For tables.
    const CELL: Self = Self { size: 8.5, weight: Weight::Regular, colour: INK };
    /// For what stands above their columns.
    const HEAD: Self = Self { size: 8.5, weight: Weight::Strong, colour: INK };
}
