//! Words for levels: what a file says of how well a skill is mastered, as one of our levels or as nothing.

use crate::plan::skill::Level;
use crate::plan::words::fold;

/// Words for each level from 1 to 4, in English, German, French, Spanish, Italian and Portuguese.
const WORDS: [&[&str]; 4] = [
    &[
        "beginner",
        "basic",
        "basics",
        "novice",
        "elementary",
        "entry level",
        "Anfänger",
        "Grundkenntnisse",
        "débutant",
        "principiante",
        "básico",
        "base",
        "iniciante",
    ],
    &["intermediate", "competent", "solid", "mittel", "intermédiaire", "intermedio", "intermediário"],
    &["advanced", "proficient", "professional", "fortgeschritten", "avancé", "avanzado", "avanzato", "avançado"],
    &["expert", "master", "guru", "Experte", "Expertin", "experto", "experta", "esperto", "especialista"],
];

/// The level that `text` states: a word for one, or a number of 4. Anything else may mean several levels: no level.
pub(super) fn stated(text: &str) -> Option<Level> {
    if let Some(number) = text.trim().strip_suffix("/4") {
        return number.trim().parse().ok().and_then(Level::new);
    }
    let folded = fold(text);
    let index = WORDS.iter().position(|words| words.iter().any(|word| fold(word) == folded))?;
    Level::ALL.get(index + 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_taken_where_the_words_are_clear() {
        #[track_caller]
        fn check(text: &str, expect: Option<u8>) {
            assert_eq!(stated(text).map(Level::get), expect, "{text}");
        }
        check("Beginner", Some(1));
        check("GRUNDKENNTNISSE", Some(1));
        check("intermediate", Some(2));
        check(" Avancé ", Some(3));
        check("Master", Some(4));
        check("3/4", Some(3));
        check("0 /4", Some(0));
        check("5/4", None);
        check("4", None);
        check("3/5", None);
        check("fairly good", None);
        check("", None);
    }
}
