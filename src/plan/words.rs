//! Skills found by their names: as somebody types, and in a longer text.

use std::collections::{BTreeMap, BTreeSet};

use super::market::Market;
use super::skill::SkillId;

/// The most words of one name that a text is searched for.
const MOST_WORDS: usize = 6;
/// Names of tools that are words of plain English as well; so is any single letter. In a text they count only where they
/// are written as a name.
const COMMON: [&str; 16] = [
    "cursor", "flux", "glide", "go", "lovable", "make", "motion", "notion", "rag", "runway", "rust", "slack", "spark",
    "swift", "yolo", "zap",
];

/// Every name of every skill, folded so that case, marks on letters, punctuation and plurals make no difference.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// All folded names, each after a line break, so that one search finds all.
    all: String,
    /// The skills in the order of `all`, each with the place where its first name begins.
    owners: Vec<(usize, SkillId)>,
    /// Whole folded names.
    whole: BTreeMap<String, SkillId>,
    /// Names that are common words, as they are spelled.
    spelled: BTreeSet<String>,
}

impl Words {
    /// The names and aliases of a market's skills.
    #[must_use]
    pub fn new(market: &Market) -> Self {
        let mut words = Self::default();
        for skill in market.skills.values() {
            words.owners.push((words.all.len(), skill.id.clone()));
            for name in std::iter::once(&skill.name).chain(&skill.aliases) {
                let folded = fold(name);
                if folded.is_empty() {
                    continue;
                }
                if is_common(&folded) {
                    words.spelled.insert(name.clone());
                }
                words.all.push('\n');
                words.all.push_str(&folded);
                words.whole.entry(folded).or_insert_with(|| skill.id.clone());
            }
        }
        words
    }

    /// The skills that have `query` in one of their names; all of them for a query without letters.
    #[must_use]
    pub fn search(&self, query: &str) -> BTreeSet<SkillId> {
        let folded = fold(query);
        if folded.is_empty() {
            return self.owners.iter().map(|(_, id)| id.clone()).collect();
        }
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.all.get(from..).and_then(|rest| rest.find(&folded)) {
            // One name is enough: the search goes on behind the last name of the same skill.
            let next = self.owners.partition_point(|(begin, _)| *begin <= from + at);
            found.extend(next.checked_sub(1).and_then(|index| self.owners.get(index)).map(|(_, id)| id.clone()));
            let Some((begin, _)) = self.owners.get(next) else { break };
            from = *begin;
        }
        found.into_iter().collect()
    }

    /// The skills that a text names, in the order of the text, each once; of names within names the longest counts.
    #[must_use]
    pub fn found_in(&self, text: &str) -> Vec<SkillId> {
        let words = words_of(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = (1..=MOST_WORDS).rev().find_map(|count| {
                let words = words.get(at..at + count)?;
                let name = words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
                self.whole.get(&name).map(|id| (count, id))
            });
            let longest = longest.filter(|(count, _)| *count > 1 || self.is_meant(&words, at));
            at += longest.map_or(1, |(count, _)| count);
            if let Some((_, id)) = longest
                && !found.contains(id)
            {
                found.push(id.clone());
            }
        }
        found
    }
}

impl Words {
    /// Whether a word of a text is a name: any that is no common word, and a common one that stands alone, or that is
    /// spelled as the name is and does not merely begin a sentence.
    fn is_meant(&self, words: &[Word<'_>], at: usize) -> bool {
        let Some(word) = words.get(at) else { return false };
        let is_spelled = self.spelled.contains(word.written) && !(word.begins && word.goes_on);
        !is_common(&word.folded) || words.len() == 1 || is_spelled
    }
}

/// A word of a text.
struct Word<'a> {
    folded: String,
    written: &'a str,
    /// Whether a sentence or the text begins with it.
    begins: bool,
    /// Whether nothing but blanks comes between it and the next word.
    goes_on: bool,
}

fn words_of(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut rest = text;
    let mut between = ".";
    loop {
        let begin = rest.find(|letter: char| is_part_of_word(letter)).unwrap_or(rest.len());
        let (gap, tail) = rest.split_at(begin);
        between = if words.is_empty() { between } else { gap };
        if let Some(before) = words.last_mut() {
            before.goes_on = !tail.is_empty() && between.chars().all(|letter| letter == ' ');
        }
        if tail.is_empty() {
            return words;
        }
        let end = tail.find(|letter: char| !is_part_of_word(letter)).unwrap_or(tail.len());
        let (written, after) = tail.split_at(end);
        let begins = between.contains(['.', '!', '?', ':', '\n', '•']);
        let folded = fold(written);
        if !folded.is_empty() {
            words.push(Word { folded, written, begins, goes_on: false });
        }
        rest = after;
    }
}

/// Whether a folded name is a word of plain English.
fn is_common(folded: &str) -> bool {
    COMMON.contains(&folded) || folded.chars().count() == 1
}

/// What words are made of: letters and digits, the signs of `C++` and `C#`, and marks on letters.
fn is_part_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '+' | '#' | '＋' | '＃') || ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The usual form of a letter that is drawn as wide as an ideograph, as East Asian keyboards write them.
fn usual(letter: char) -> char {
    let is_wide = ('\u{ff01}'..='\u{ff5e}').contains(&letter);
    let narrow = is_wide.then(|| char::from_u32(u32::from(letter) - 0xfee0)).flatten();
    narrow.unwrap_or(letter)
}

/// The text in lower case, without marks on Latin letters, with one space for each run of punctuation, and with its
/// words in the singular. Letters of full width count as usual ones. The signs of `C++` and `C#` stay.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().map(usual).flat_map(char::to_lowercase) {
        // A combining mark belongs to the letter before it.
        if ('\u{300}'..='\u{36f}').contains(&letter) {
            continue;
        }
        if letter.is_alphanumeric() || matches!(letter, '+' | '#') {
            match plain(letter) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(letter),
            }
        } else {
            end_word(&mut folded);
        }
    }
    end_word(&mut folded);
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Puts the last word into the singular and a space after it.
fn end_word(folded: &mut String) {
    if folded.is_empty() || folded.ends_with(' ') {
        return;
    }
    let word = folded.rsplit(' ').next().unwrap_or_default();
    let is_plural = word.chars().count() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if is_plural {
        folded.pop();
        // Strategies and strategy, but movies and movie.
        if folded.ends_with("ie") && word_len(folded) > 5 {
            folded.truncate(folded.len() - 2);
            folded.push('y');
        }
    }
    folded.push(' ');
}

fn word_len(folded: &str) -> usize {
    folded.rsplit(' ').next().unwrap_or_default().chars().count()
}

/// A small Latin letter without its mark.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ß' => "ss",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn case_marks_punctuation_and_plurals_make_no_difference() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            assert_eq!(fold(text), expect, "{text}");
        }
        check("AI-Generated  Videos", "ai generated video");
        check("Prompt engineering!", "prompt engineering");
        check("C++ / C#", "c++ c#");
        check("RÉSUMÉS", "resume");
        check("cafe\u{301}", "cafe");
        check("Straße", "strasse");
        check("business process", "business process");
        check("AI strategies", "ai strategy");
        check("movies", "movie");
        check("gas", "gas");
        check("Анализ данных", "анализ данных");
        check("Ｐｙｔｈｏｎ　３", "python 3");
        check("Ｃ＋＋", "c++");
        check(" . ", "");
        check("", "");
    }

    fn words() -> Words {
        let (_, mut market) = testing::case();
        let mut name = |id: &str, aliases: &[&str]| {
            if let Some(skill) = std::sync::Arc::make_mut(&mut market.skills).get_mut(&SkillId::new(id)) {
                skill.aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
            }
        };
        name("video", &["AI videos", "text-to-video"]);
        name("agents", &["AI agents", "agentic workflows"]);
        name("code", &["C++", "Python"]);
        Words::new(&market)
    }

    #[test]
    fn skills_are_found_as_somebody_types() {
        #[track_caller]
        fn check(query: &str, expect: &[&str]) {
            let found = words().search(query);
            assert_eq!(found.iter().map(SkillId::as_str).collect::<Vec<_>>(), expect, "{query}");
        }
        check("AI Vid", &["video"]);
        check("text to video", &["video"]);
        check("agentic workflow", &["agents"]);
        check("c++", &["code"]);
        check("ai ", &["agents", "video"]);
        check("cobol", &[]);
        assert_eq!(words().search(" ").len(), 7);
    }

    #[test]
    fn skills_are_found_in_a_text_in_its_order() {
        let text = "I build AI agents, cut text-to-video clips, and review. Some c++; more AI agents.";
        let found = words().found_in(text);
        assert_eq!(found.iter().map(SkillId::as_str).collect::<Vec<_>>(), ["agents", "cut", "video", "review", "code"]);
        assert_eq!(words().found_in("coder, agentic"), Vec::<SkillId>::new());
    }

    #[test]
    fn common_words_are_names_only_where_they_are_written_as_one() {
        #[track_caller]
        fn check(text: &str, expect: &[&str]) {
            let (_, mut market) = testing::case();
            let skills = std::sync::Arc::make_mut(&mut market.skills);
            for (id, alias) in [("agents", "Make"), ("code", "R")] {
                if let Some(skill) = skills.get_mut(&SkillId::new(id)) {
                    skill.aliases = vec![alias.to_owned()];
                }
            }
            let found = Words::new(&market).found_in(text);
            assert_eq!(found.iter().map(SkillId::as_str).collect::<Vec<_>>(), expect, "{text}");
        }
        check("I make films for clients", &[]);
        check("Make films. Make them well", &[]);
        check("r.s.v.p.", &[]);
        check("I connect shops with Make and report in R", &["agents", "code"]);
        check("Make, Zapier, R", &["agents", "code"]);
        check("make", &["agents"]);
        check("Skills: R", &["code"]);
    }
}
