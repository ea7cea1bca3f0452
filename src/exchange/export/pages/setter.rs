//! Sets words, tables and figures one below the other, and begins a page where the last is full.

use super::{Block, Cell, Item, Link, PAGE, Page, Paper, Place};
use crate::exchange::export::drawing::{ACCENT, Colour, Drawing, INK, Mark, Point, RULE, Stroke, Weight};
use crate::exchange::export::font;
use crate::exchange::export::numbers::one_line;
use crate::exchange::export::parts::{Edge, Table};

/// Room at every side of a page.
const MARGIN: f64 = 48.0;
/// How wide what is set may be.
const WIDTH: f64 = PAGE.0 - 2.0 * MARGIN;
/// Where the last line may stand; the foot is below.
const BOTTOM: f64 = PAGE.1 - MARGIN - 12.0;
/// From one line to the next, in parts of the size.
const LEADING: f64 = 1.4;
/// Room beside and above the words of a cell.
const PAD: f64 = 3.0;
/// The most lines of one cell; longer words are cut, so that every row fits a page.
const MOST_LINES: usize = 12;
/// What a heading wants below it on its page.
const COMPANY: f64 = 72.0;

/// How words are set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) colour: Colour,
}

/// The pages so far, and how far down the one that is being filled is.
pub(super) struct Setter {
    full: Vec<Page>,
    page: Page,
    blocks: Vec<Block>,
    y: f64,
}

/// A column with where it stands.
struct Column {
    left: f64,
    width: f64,
    edge: Edge,
}

impl Setter {
    /// Begins the first page.
    pub(super) fn new() -> Self {
        Self { full: Vec::new(), page: Page::default(), blocks: Vec::new(), y: MARGIN }
    }

    /// Begins another page.
    pub(super) fn next_page(&mut self) {
        self.full.push(std::mem::take(&mut self.page));
        self.y = MARGIN;
    }

    /// Sets a heading, never at the foot of a page.
    pub(super) fn heading(&mut self, level: u16, words: &str) {
        let size = if level == 1 { 20.0 } else { 14.0 };
        let above = if level == 1 { 0.0 } else { 14.0 };
        self.need(above + size * LEADING + COMPANY);
        self.y += above;
        let top = self.y;
        let words = one_line(words);
        let lines = self.lines(&words, Style { size, weight: Weight::Strong, colour: INK }, MARGIN, WIDTH);
        self.y += 4.0;
        self.blocks.push(Block::Heading { level, words, lines, top });
    }

    /// Sets words over the whole width.
    pub(super) fn paragraph(&mut self, words: &str, style: Style) {
        let lines = self.lines(words, style, MARGIN, WIDTH);
        self.y += 6.0;
        self.blocks.push(Block::Paragraph(lines));
    }

    /// Sets points, each with an address if it has one.
    pub(super) fn list<'a>(&mut self, points: impl Iterator<Item = (&'a str, Option<&'a str>)>) {
        let mut items = Vec::new();
        for (words, address) in points {
            let lines = self.lines(words, Style::CELL, MARGIN, WIDTH);
            let address = address.map(|address| self.address(address)).unwrap_or_default();
            self.y += 4.0;
            items.push(Item { lines, address });
        }
        self.blocks.push(Block::List(items));
    }

    /// Sets a picture over the whole width, smaller if it is too high for a page.
    pub(super) fn figure(&mut self, drawing: Drawing) {
        let scale = (WIDTH / drawing.width).min((BOTTOM - MARGIN) / drawing.height);
        let height = drawing.height * scale;
        self.need(height);
        let at = (MARGIN, self.y);
        let marks = drawing.marks.into_iter().map(|mark| with_known_letters(mark.placed(scale, at))).collect();
        let part = self.part(marks);
        self.y += height + 6.0;
        self.blocks.push(Block::Figure { words: one_line(&drawing.words), part });
    }

    /// Sets a table; where a page ends between rows, the heading stands again on the next.
    pub(super) fn table(&mut self, table: &Table) {
        let all: f64 = table.columns.iter().map(|(_, _, share)| share).sum();
        let mut left = MARGIN;
        let columns: Vec<Column> = table
            .columns
            .iter()
            .map(|(_, edge, share)| {
                let column = Column { left, width: WIDTH * share / all, edge: *edge };
                left += column.width;
                column
            })
            .collect();
        let heads: Vec<String> = table.columns.iter().map(|(head, ..)| (*head).to_owned()).collect();
        let head = cells(&columns, &heads, Style::HEAD);
        self.need(3.0 * row_height(&head));
        let shown = self.row(&columns, &head, Style::HEAD);
        let mut rows = Vec::new();
        for row in &table.rows {
            let lines = cells(&columns, row, Style::CELL);
            if self.y + row_height(&lines) > BOTTOM {
                self.next_page();
                self.repeat(&columns, &head);
            }
            rows.push(self.row(&columns, &lines, Style::CELL));
        }
        self.y += 8.0;
        self.blocks.push(Block::Table { head: shown, rows });
    }

    /// Ends it: every page gets its foot.
    pub(super) fn finish(self, stamp: &str) -> Paper {
        let mut pages = self.full;
        pages.push(self.page);
        let count = pages.len();
        for (number, page) in (1..).zip(&mut pages) {
            let words = format!("Page {number} of {count}");
            let width = font::width(&words, Weight::Regular, Style::SMALL.size);
            let stamp = font::known(&one_line(stamp), Weight::Regular);
            page.foot(&stamp, &words, MARGIN, PAGE.0 - MARGIN - width);
        }
        Paper { pages, blocks: self.blocks }
    }

    /// Begins a page if less than this is left of the last.
    fn need(&mut self, height: f64) {
        if self.y + height > BOTTOM && self.y > MARGIN {
            self.next_page();
        }
    }

    /// Sets words in lines of at most `room`.
    fn lines(&mut self, words: &str, style: Style, left: f64, room: f64) -> Vec<Place> {
        let words = font::known(&one_line(words), style.weight);
        let lines = font::wrap(&words, style.weight, style.size, room);
        lines.into_iter().map(|line| self.line(line, style, left)).collect()
    }

    fn line(&mut self, words: String, style: Style, left: f64) -> Place {
        let leading = style.size * LEADING;
        self.need(leading);
        self.y += leading;
        let at = (left, self.y - leading * 0.25);
        self.part(vec![style.words(words, at)])
    }

    /// Sets an address; only one that a browser opens becomes a link.
    fn address(&mut self, address: &str) -> Vec<(Place, Option<Place>)> {
        let opens = ["https://", "http://"].iter().any(|begin| address.starts_with(begin));
        let style = Style { colour: ACCENT, ..Style::CELL };
        let words = font::known(&one_line(address), style.weight);
        let lines = font::wrap(&words, style.weight, style.size, WIDTH);
        let set = lines.into_iter().map(|line| {
            let width = font::width(&line, style.weight, style.size);
            let place = self.line(line, style, MARGIN);
            let area = [MARGIN, self.y - style.size * LEADING, MARGIN + width, self.y];
            let link = opens.then(|| self.link(Link { area, address: address.to_owned() }));
            (place, link)
        });
        set.collect()
    }

    /// Sets a row, whose cells are broken into lines already.
    fn row(&mut self, columns: &[Column], lines: &[Vec<String>], style: Style) -> Vec<Cell> {
        let cells = self.marks(columns, lines, style);
        self.rule(lines);
        cells.into_iter().map(|marks| marks.into_iter().map(|mark| self.part(vec![mark])).collect()).collect()
    }

    /// Sets the heading of a table again, for the eye only.
    fn repeat(&mut self, columns: &[Column], lines: &[Vec<String>]) {
        let marks = self.marks(columns, lines, Style::HEAD);
        self.page.ornaments.extend(marks.into_iter().flatten());
        self.rule(lines);
    }

    /// The lines of each cell where they stand in the next row.
    fn marks(&self, columns: &[Column], lines: &[Vec<String>], style: Style) -> Vec<Vec<Mark>> {
        let leading = style.size * LEADING;
        let top = self.y + PAD - leading * 0.25;
        let cells = columns.iter().zip(lines).map(|(column, lines)| {
            let marks = (1_u32..).zip(lines).map(|(number, line)| {
                let left = match column.edge {
                    Edge::Left => column.left + PAD,
                    Edge::Right => column.left + column.width - PAD - font::width(line, style.weight, style.size),
                };
                style.words(line.clone(), (left, top + leading * f64::from(number)))
            });
            marks.collect()
        });
        cells.collect()
    }

    /// Goes below a row and draws the line there.
    fn rule(&mut self, lines: &[Vec<String>]) {
        self.y += row_height(lines);
        let points = vec![(MARGIN, self.y), (PAGE.0 - MARGIN, self.y)];
        self.page.ornaments.push(Mark::Line { points, width: 0.5, stroke: Stroke::Whole, colour: RULE });
    }

    fn part(&mut self, marks: Vec<Mark>) -> Place {
        self.page.parts.push(marks);
        Place { page: self.full.len(), number: self.page.parts.len().saturating_sub(1) }
    }

    fn link(&mut self, link: Link) -> Place {
        self.page.links.push(link);
        Place { page: self.full.len(), number: self.page.links.len().saturating_sub(1) }
    }
}

impl Style {
    fn words(self, words: String, at: Point) -> Mark {
        Mark::Words { at, size: self.size, weight: self.weight, colour: self.colour, words }
    }
}

/// The words of a row broken into lines that fit their columns.
fn cells(columns: &[Column], words: &[String], style: Style) -> Vec<Vec<String>> {
    let cells = columns.iter().zip(words).map(|(column, words)| {
        let words = font::known(&one_line(words), style.weight);
        let mut lines = font::wrap(&words, style.weight, style.size, column.width - 2.0 * PAD);
        if lines.len() > MOST_LINES {
            lines.truncate(MOST_LINES - 1);
            lines.push("…".to_owned());
        }
        lines
    });
    cells.collect()
}

fn row_height(lines: &[Vec<String>]) -> f64 {
    let most = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
    f64::from(u32::try_from(most).unwrap_or(u32::MAX)) * Style::CELL.size * LEADING + 2.0 * PAD
}

/// The mark with a question mark for each letter that the face does not have.
fn with_known_letters(mark: Mark) -> Mark {
    match mark {
        Mark::Words { at, size, weight, colour, words } => {
            Mark::Words { at, size, weight, colour, words: font::known(&words, weight) }
        }
        other => other,
    }
}
