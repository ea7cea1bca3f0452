//! Skills found by their names: as somebody types, and in a longer text.

use std::collections::{BTreeMap, BTreeSet};

use super::market::Market;
use super::skill::SkillId;

/// The most words of one name that a text is searched for.
const MOST_WORDS: usize = 6;

/// Every name of every skill, folded so that case, marks on letters, punctuation and plurals make no difference.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// All folded names, each after a line break, so that one search finds all.
    all: String,
    /// The skills in the order of `all`, each with the place where its first name begins.
    owners: Vec<(usize, SkillId)>,
    /// Whole folded names.
    whole: BTreeMap<String, SkillId>,
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
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = (1..=MOST_WORDS).rev().find_map(|count| {
                let name = words.get(at..at + count)?.join(" ");
                self.whole.get(&name).map(|id| (count, id))
            });
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

/// The text in lower case, without marks on Latin letters, with one space for each run of punctuation, and with its
/// words in the singular. The signs of `C++` and `C#` stay.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
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
}
