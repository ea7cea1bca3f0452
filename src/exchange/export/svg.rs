//! Drawings as SVG: text stays text, and a title and a description say what is to be seen.

use super::drawing::{Colour, Drawing, Mark, Point, Stroke, Weight};
use super::numbers::one_line;

/// How heavy words are asked for: by the name of the face that Premia carries, and by weight where others are used.
const STRONG: &str = " font-family=\"Inter Semi Bold, Inter, Helvetica, Arial, sans-serif\" font-weight=\"600\"";

/// The drawing as a document of its own.
pub(super) fn write(drawing: &Drawing) -> String {
    let Drawing { title, words, width, height, marks } = drawing;
    let body: String = marks.iter().map(mark).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"title desc\" font-family=\"Inter, Helvetica, Arial, sans-serif\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{body}</svg>\n",
        escape(title),
        escape(words),
    )
}

fn mark(mark: &Mark) -> String {
    match mark {
        Mark::Words { at: (x, y), size, weight, colour, words } => {
            let weight = if *weight == Weight::Strong { STRONG } else { "" };
            let (colour, words) = (hex(*colour), escape(words));
            format!("<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{weight} fill=\"{colour}\">{words}</text>\n")
        }
        Mark::Line { points, width, stroke, colour } => {
            let dashes = if *stroke == Stroke::Dashed { " stroke-dasharray=\"6 5\"" } else { "" };
            let (points, colour) = (path(points), hex(*colour));
            format!(
                "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}/>\n"
            )
        }
        Mark::Area { points, colour } => {
            format!("<polygon points=\"{}\" fill=\"{}\"/>\n", path(points), hex(*colour))
        }
        Mark::Bar { at: (x, y), width, height, colour } => format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"2\" fill=\"{}\"/>\n",
            hex(*colour)
        ),
    }
}

fn path(points: &[Point]) -> String {
    points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<String>>().join(" ")
}

fn hex(Colour([red, green, blue]): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
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
