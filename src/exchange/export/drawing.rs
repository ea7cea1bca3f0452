//! What is drawn, before it is known for which program: charts and pages as words, lines and areas.

/// A colour by its parts of red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour(pub(super) [u8; 3]);

/// For words; all colours differ in lightness on white.
pub(super) const INK: Colour = Colour([0x1c, 0x24, 0x30]);
/// For what is said beside.
pub(super) const FAINT: Colour = Colour([0x5b, 0x66, 0x75]);
/// For the plan.
pub(super) const ACCENT: Colour = Colour([0x0b, 0x6e, 0x5f]);
/// For the range of the plan.
pub(super) const TINT: Colour = Colour([0xbf, 0xe3, 0xdc]);
/// For thin lines.
pub(super) const RULE: Colour = Colour([0xd9, 0xde, 0xe5]);

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// For reading.
    Regular,
    /// For headings.
    Strong,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stroke {
    /// In one.
    Whole,
    /// In dashes of 6 with gaps of 5, in units of the drawing.
    Dashed,
}

/// A point, from the left and from the top.
pub(super) type Point = (f64, f64);

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// A line of words that begins at a point on their baseline.
    Words { at: Point, size: f64, weight: Weight, colour: Colour, words: String },
    /// A line through points.
    Line { points: Vec<Point>, width: f64, stroke: Stroke, colour: Colour },
    /// What points enclose.
    Area { points: Vec<Point>, colour: Colour },
    /// An upright rectangle, from its left top corner.
    Bar { at: Point, width: f64, height: f64, colour: Colour },
}

/// A picture with a title and what is to be seen on it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawing {
    pub(super) title: String,
    pub(super) words: String,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) marks: Vec<Mark>,
}

impl Mark {
    /// The same in another size, moved.
    pub(super) fn placed(self, scale: f64, (left, top): Point) -> Self {
        let moved = |(x, y): Point| (left + x * scale, top + y * scale);
        match self {
            Self::Words { at, size, weight, colour, words } => {
                Self::Words { at: moved(at), size: size * scale, weight, colour, words }
            }
            Self::Line { points, width, stroke, colour } => {
                Self::Line { points: points.into_iter().map(moved).collect(), width: width * scale, stroke, colour }
            }
            Self::Area { points, colour } => Self::Area { points: points.into_iter().map(moved).collect(), colour },
            Self::Bar { at, width, height, colour } => {
                Self::Bar { at: moved(at), width: width * scale, height: height * scale, colour }
            }
        }
    }
}
