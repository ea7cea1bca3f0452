//! The face that pages and pictures are set in: how wide words are, and which letters it has.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

use super::drawing::Weight;

/// The regular face.
pub(super) const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular-tnum.otf");
/// The semi-bold face.
pub(super) const STRONG: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold-tnum.otf");

/// What stands for a letter that the face does not have.
const STRANGER: char = '?';
/// The width of a letter that cannot be measured, in parts of the size.
const USUAL_WIDTH: f32 = 0.6;

/// The width of words in the unit of `size`, without kerning.
pub(super) fn width(words: &str, weight: Weight, size: f64) -> f64 {
    let Ok(font) = FontRef::new(bytes(weight)) else { return 0.0 };
    let (letters, glyphs) = (font.charmap(), font.glyph_metrics(Size::new(1.0), LocationRef::default()));
    let each = words.chars().map(|letter| {
        letters.map(letter).and_then(|glyph| glyphs.advance_width(glyph)).map_or(USUAL_WIDTH, std::convert::identity)
    });
    f64::from(each.sum::<f32>()) * size
}

/// The words with a question mark for each letter that the face does not have.
pub(super) fn known(words: &str, weight: Weight) -> String {
    let Ok(font) = FontRef::new(bytes(weight)) else { return words.to_owned() };
    let letters = font.charmap();
    words.chars().map(|letter| if letters.map(letter).is_some() { letter } else { STRANGER }).collect()
}

/// Words broken into lines of at most `room`; a word that is wider is broken where it must be.
pub(super) fn wrap(words: &str, weight: Weight, size: f64, room: f64) -> Vec<String> {
    let fits = |line: &str| width(line, weight, size) <= room;
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if !fits(&line) && line.chars().nth(1).is_some() {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

const fn bytes(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => REGULAR,
        Weight::Strong => STRONG,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_their_room_and_lose_no_letter() {
        #[track_caller]
        fn check(words: &str, room: f64) {
            let lines = wrap(words, Weight::Regular, 10.0, room);
            assert!(lines.iter().all(|line| width(line, Weight::Regular, 10.0) <= room), "{lines:?}");
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(words));
        }
        check("one line", 400.0);
        check("several short words that do not fit into one line", 60.0);
        check("short https://example.com/a/path/without/any/gap/that/is/longer/than/the/line end", 90.0);
        check("", 50.0);
    }

    #[test]
    fn letters_that_the_face_lacks_are_marked() {
        assert_eq!(known("Søn → 日本 €", Weight::Regular), "Søn → ?? €");
        assert_eq!(known("Søn", Weight::Strong), "Søn");
    }
}
