//! Charts as SVG: text stays text, and a title and a description say what is to be seen.

use super::Report;
use super::numbers::one_line;
use crate::plan::projection::Month;
use crate::plan::units::Rate;

/// The size of the rate chart, in pixels.
const SIZE: (f64, f64) = (960.0, 480.0);
/// Room at the left, top, right and bottom, in pixels.
const ROOM: [f64; 4] = [70.0, 56.0, 30.0, 70.0];
/// The height of a step's row, in pixels.
const ROW: f64 = 28.0;
/// The width of the names of steps, in pixels.
const NAMES: f64 = 300.0;
/// The most letters of a name that fit there.
const MOST_LETTERS: usize = 42;
/// For words; all four colours differ in lightness on white.
const INK: &str = "#1c2430";
/// For what is said beside.
const FAINT: &str = "#5b6675";
/// For the plan.
const ACCENT: &str = "#0b6e5f";
/// For the range of the plan.
const TINT: &str = "#bfe3dc";

/// The rate over time: the range of the plan, its middle, and the middle without learning.
pub(super) fn rate(report: &Report<'_>) -> String {
    let months = &report.projection.months;
    let all = months.iter().flat_map(|month| [month.plan.p10, month.plan.p90, month.nothing.p50]).map(Rate::get);
    let (least, most) = all.fold((f64::INFINITY, 0.0_f64), |(least, most), rate| (least.min(rate), most.max(rate)));
    let scale = Scale::new(months.len(), least, most);
    let line = |of: fn(&Month) -> Rate| -> String {
        let points = months.iter().enumerate().map(|(at, month)| scale.point(at, of(month).get()));
        points.collect::<Vec<String>>().join(" ")
    };
    let back = months.iter().enumerate().rev().map(|(at, month)| scale.point(at, month.plan.p10.get()));
    let band = format!("{} {}", line(|month| month.plan.p90), back.collect::<Vec<String>>().join(" "));
    let mut body = scale.axes(report);
    body.extend([format!("<polygon points=\"{band}\" fill=\"{TINT}\"/>\n")]);
    body.extend([format!(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{FAINT}\" stroke-width=\"2\" stroke-dasharray=\"6 5\"/>\n",
        line(|month| month.nothing.p50)
    )]);
    body.extend([format!(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{ACCENT}\" stroke-width=\"3\"/>\n",
        line(|month| month.plan.p50)
    )]);
    let legend = "Line: middle with the plan. Area: 8 of 10 futures. Dashed: middle without learning.";
    body.push_str(&text(ROOM[0], SIZE.1 - 34.0, FAINT, 13, legend));
    document(report, "Estimated hourly rate", &report.verdict(), SIZE, &body)
}

/// The steps as bars over time.
pub(super) fn steps(report: &Report<'_>) -> String {
    let steps = &report.plan.steps;
    let count = f64::from(u32::try_from(steps.len()).unwrap_or(u32::MAX));
    let size = (SIZE.0, ROOM[1] + ROW * count + 60.0);
    let weeks = steps.iter().map(|step| step.end_week).fold(1.0_f64, f64::max);
    let width = SIZE.0 - NAMES - ROOM[2] - 20.0;
    let mut body = String::new();
    for (number, step) in (0_u32..).zip(steps) {
        let top = ROOM[1] + ROW * f64::from(number);
        let (from, to) = (NAMES + width * step.start_week / weeks, NAMES + width * step.end_week / weeks);
        let name: String = report.step_name(step).chars().take(MOST_LETTERS).collect();
        body.push_str(&text(20.0, top + 17.0, INK, 13, &name));
        body.extend([format!(
            "<rect x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"16\" rx=\"3\" fill=\"{ACCENT}\"/>\n",
            top + 4.0,
            (to - from).max(2.0)
        )]);
    }
    let last = report.plan.finish.unwrap_or(report.today);
    body.push_str(&text(NAMES, size.1 - 34.0, FAINT, 13, &format!("{} to {last}", report.today)));
    let words = steps.iter().map(|step| format!("{} from {} to {}", report.step_name(step), step.start, step.end));
    let words = words.collect::<Vec<String>>().join("; ");
    document(report, "Steps of the plan", &words, size, &body)
}

/// Where months and rates lie on the chart.
struct Scale {
    months: f64,
    least: f64,
    most: f64,
    tick: f64,
}

impl Scale {
    fn new(months: usize, least: f64, most: f64) -> Self {
        let months = f64::from(u32::try_from(months.saturating_sub(1)).unwrap_or(u32::MAX)).max(1.0);
        let span = (most - least).max(1.0);
        // About five marks, at a round distance.
        let rough = span / 5.0;
        let power = [100.0, 10.0].into_iter().find(|power| rough >= *power).unwrap_or(1.0);
        let tick =
            [1.0, 2.0, 5.0, 10.0].map(|step| step * power).into_iter().find(|step| *step >= rough).unwrap_or(rough);
        let least = (least / tick).floor() * tick;
        Self {
            months,
            least: if least.is_finite() { least } else { 0.0 },
            most: ((most / tick).ceil() * tick).max(least + tick),
            tick,
        }
    }

    fn point(&self, month: usize, rate: f64) -> String {
        let month = f64::from(u32::try_from(month).unwrap_or(u32::MAX));
        format!("{:.1},{:.1}", self.x(month), self.y(rate))
    }

    fn x(&self, month: f64) -> f64 {
        ROOM[0] + (SIZE.0 - ROOM[0] - ROOM[2]) * month / self.months
    }

    fn y(&self, rate: f64) -> f64 {
        SIZE.1 - ROOM[3] - (SIZE.1 - ROOM[1] - ROOM[3]) * (rate - self.least) / (self.most - self.least)
    }

    fn axes(&self, report: &Report<'_>) -> String {
        let mut body = String::new();
        let mut rate = self.least;
        while rate <= self.most + self.tick / 2.0 {
            let y = self.y(rate);
            body.extend([format!(
                "<line x1=\"{}\" y1=\"{y:.1}\" x2=\"{}\" y2=\"{y:.1}\" stroke=\"#d9dee5\"/>\n",
                ROOM[0],
                SIZE.0 - ROOM[2]
            )]);
            let words = format!("{}{rate:.0}", report.profile.currency.sign());
            body.push_str(&text(16.0, y + 4.0, FAINT, 13, &words));
            rate += self.tick;
        }
        for (at, month) in report.projection.months.iter().enumerate().filter(|(at, _)| at % 6 == 0) {
            let x = self.x(f64::from(u32::try_from(at).unwrap_or(u32::MAX)));
            let day = month.date.to_string();
            body.push_str(&text(x - 24.0, SIZE.1 - ROOM[3] + 18.0, FAINT, 12, day.get(..7).unwrap_or(&day)));
        }
        body
    }
}

fn document(report: &Report<'_>, title: &str, words: &str, (width, height): (f64, f64), body: &str) -> String {
    let stamp = report.stamp();
    let heading = text(20.0, 32.0, INK, 18, &format!("{title}: {}", report.profile.name));
    let foot = text(20.0, height - 12.0, FAINT, 12, &stamp);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"title desc\" font-family=\"Inter, Helvetica, Arial, sans-serif\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{} {}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{heading}{body}{foot}</svg>\n",
        escape(title),
        escape(words),
        escape(&stamp),
    )
}

fn text(x: f64, y: f64, colour: &str, size: u32, words: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{colour}\">{}</text>\n", escape(words))
}

/// Words that XML shows as they are.
fn escape(words: &str) -> String {
    let line = one_line(words);
    let kept = line.chars().filter(|letter| !matches!(letter, '\u{fffe}' | '\u{ffff}'));
    let mut escaped = String::with_capacity(line.len());
    for letter in kept {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
