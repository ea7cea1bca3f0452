//! The two charts of a plan: where everything lies on them, for every format that shows them.

use super::Report;
use super::drawing::{ACCENT, Drawing, FAINT, INK, Mark, Point, RULE, Stroke, TINT, Weight};
use super::font;
use super::numbers::one_line;
use crate::plan::projection::Month;
use crate::plan::units::Rate;

/// The width of a chart in a file of its own.
pub(super) const WIDTH: f64 = 960.0;
/// The height of the rate chart in a file of its own, without heading and foot.
const HEIGHT: f64 = 400.0;
/// Room at the left, top, right and bottom of what is plotted.
const ROOM: [f64; 4] = [70.0, 12.0, 30.0, 62.0];
/// The height of a step's row.
const ROW: f64 = 28.0;
/// The part of the width that the names of steps have.
const NAMES: f64 = 0.34;
/// Room above a chart for its heading, and below for its foot.
const HEADING: f64 = 48.0;
const FOOT: f64 = 32.0;
/// The size of words.
const WORDS: f64 = 13.0;

/// The rate over time: the range of the plan, its middle, and the middle without learning.
pub(super) fn rate(report: &Report<'_>, width: f64) -> Drawing {
    let months = &report.projection.months;
    let all = months.iter().flat_map(|month| [month.plan.p10, month.plan.p90, month.nothing.p50]).map(Rate::get);
    let (least, most) = all.fold((f64::INFINITY, 0.0_f64), |(least, most), rate| (least.min(rate), most.max(rate)));
    let height = (HEIGHT * width / WIDTH).max(240.0);
    let scale = Scale::new(months.len(), least, most, (width, height));
    let line = |of: fn(&Month) -> Rate| -> Vec<Point> {
        (0_u32..).zip(months).map(|(at, month)| (scale.x(f64::from(at)), scale.y(of(month).get()))).collect()
    };
    let mut band = line(|month| month.plan.p90);
    band.extend(line(|month| month.plan.p10).into_iter().rev());
    let mut marks = scale.axes(report);
    marks.push(Mark::Area { points: band, colour: TINT });
    let (nothing, plan) = (line(|month| month.nothing.p50), line(|month| month.plan.p50));
    marks.push(Mark::Line { points: nothing, width: 2.0, stroke: Stroke::Dashed, colour: FAINT });
    marks.push(Mark::Line { points: plan, width: 3.0, stroke: Stroke::Whole, colour: ACCENT });
    let legend = "Line: middle with the plan. Area: 8 of 10 futures. Dashed: middle without learning.";
    marks.push(faint((ROOM[0], height - 12.0), legend.to_owned()));
    Drawing { title: "Estimated hourly rate".to_owned(), words: report.verdict(), width, height, marks }
}

/// The steps as bars over time.
pub(super) fn steps(report: &Report<'_>, width: f64) -> Drawing {
    let steps = &report.plan.steps;
    let rows = ROW * f64::from(u32::try_from(steps.len()).unwrap_or(u32::MAX));
    let height = ROOM[1] + rows + 34.0;
    let weeks = steps.iter().map(|step| step.end_week).fold(1.0_f64, f64::max);
    let left = width * NAMES;
    let room = width - left - ROOM[2];
    let mut marks = Vec::new();
    for (number, step) in (0_u32..).zip(steps) {
        let top = ROOM[1] + ROW * f64::from(number);
        let (from, to) = (left + room * step.start_week / weeks, left + room * step.end_week / weeks);
        let words = shortened(&report.step_name(step), left - 32.0);
        marks.push(Mark::Words { at: (20.0, top + 17.0), size: WORDS, weight: Weight::Regular, colour: INK, words });
        marks.push(Mark::Bar { at: (from, top + 4.0), width: (to - from).max(2.0), height: 16.0, colour: ACCENT });
    }
    let last = report.plan.finish.unwrap_or(report.today);
    marks.push(faint((left, height - 12.0), format!("{} to {last}", report.today)));
    let words = steps.iter().map(|step| format!("{} from {} to {}", report.step_name(step), step.start, step.end));
    let words = words.collect::<Vec<String>>().join("; ");
    Drawing { title: "Steps of the plan".to_owned(), words, width, height, marks }
}

/// A chart as a file of its own: with whose it is, its date and its data pack.
pub(super) fn alone(report: &Report<'_>, chart: Drawing) -> Drawing {
    let Drawing { title, words, width, height, marks } = chart;
    let stamp = report.stamp();
    let name = shortened(&format!("{title}: {}", report.profile.name), (width - 40.0) * WORDS / 18.0);
    let mut all = vec![Mark::Words { at: (20.0, 32.0), size: 18.0, weight: Weight::Regular, colour: INK, words: name }];
    all.extend(marks.into_iter().map(|mark| mark.placed(1.0, (0.0, HEADING))));
    let height = height + HEADING + FOOT;
    all.push(faint((20.0, height - 12.0), stamp.clone()));
    Drawing { title, words: format!("{words} {stamp}"), width, height, marks: all }
}

/// Words in one line of at most `room`, with a mark where some are left out.
fn shortened(words: &str, room: f64) -> String {
    let words = one_line(words);
    if font::width(&words, Weight::Regular, WORDS) <= room {
        return words;
    }
    let mut kept = String::new();
    for letter in words.chars() {
        kept.push(letter);
        if font::width(&kept, Weight::Regular, WORDS) > room - WORDS {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

fn faint(at: Point, words: String) -> Mark {
    Mark::Words { at, size: WORDS, weight: Weight::Regular, colour: FAINT, words }
}

/// Where months and rates lie on the chart.
struct Scale {
    months: f64,
    least: f64,
    most: f64,
    tick: f64,
    size: Point,
}

impl Scale {
    fn new(months: usize, least: f64, most: f64, size: Point) -> Self {
        let months = f64::from(u32::try_from(months.saturating_sub(1)).unwrap_or(u32::MAX)).max(1.0);
        let span = (most - least).max(1.0);
        // About five marks, at a round distance.
        let rough = span / 5.0;
        let power = [100.0, 10.0].into_iter().find(|power| rough >= *power).unwrap_or(1.0);
        let tick =
            [1.0, 2.0, 5.0, 10.0].map(|step| step * power).into_iter().find(|step| *step >= rough).unwrap_or(rough);
        let least = (least / tick).floor() * tick;
        let least = if least.is_finite() { least } else { 0.0 };
        Self { months, least, most: ((most / tick).ceil() * tick).max(least + tick), tick, size }
    }

    fn x(&self, month: f64) -> f64 {
        ROOM[0] + (self.size.0 - ROOM[0] - ROOM[2]) * month / self.months
    }

    fn y(&self, rate: f64) -> f64 {
        let room = self.size.1 - ROOM[1] - ROOM[3];
        self.size.1 - ROOM[3] - room * (rate - self.least) / (self.most - self.least)
    }

    fn axes(&self, report: &Report<'_>) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut rate = self.least;
        while rate <= self.most + self.tick / 2.0 {
            let y = self.y(rate);
            let points = vec![(ROOM[0], y), (self.size.0 - ROOM[2], y)];
            marks.push(Mark::Line { points, width: 1.0, stroke: Stroke::Whole, colour: RULE });
            marks.push(faint((16.0, y + 4.0), format!("{}{rate:.0}", report.profile.currency.sign())));
            rate += self.tick;
        }
        for (at, month) in (0_u32..).zip(&report.projection.months).filter(|(at, _)| at % 6 == 0) {
            let day = month.date.to_string();
            let words = day.get(..7).unwrap_or(&day).to_owned();
            let width = font::width(&words, Weight::Regular, WORDS);
            // In the middle below its month, but the last within the chart.
            let left = (self.x(f64::from(at)) - width / 2.0).min(self.size.0 - width - 4.0);
            marks.push(faint((left, self.size.1 - ROOM[3] + 20.0), words));
        }
        marks
    }
}
