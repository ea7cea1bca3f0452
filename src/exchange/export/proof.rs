//! A sheet to show clients: each skill that work shows, and that work, in Markdown.

use super::markdown::escape;
use crate::plan::market::Market;
use crate::plan::profile::{Evidence, Profile, Rating};
use crate::plan::skill::SkillId;
use crate::plan::units::Date;

/// Writes the sheet: skills whose level is shown by evidence, highest level first, newest work first.
///
/// Ratings that nothing shows are left out, so that nothing on the sheet is a mere claim.
#[must_use]
pub fn proof_sheet(profile: &Profile, market: &Market, today: Date) -> String {
    let mut text = format!("# Work and what it shows: {}\n", escape(&profile.name));
    let mut say = |words: &str| text.extend([words, "\n"]);
    let mut shown: Vec<(&SkillId, &Rating)> =
        profile.skills.iter().filter(|(_, rating)| rating.level.get() > 0 && rating.has_proof()).collect();
    shown.sort_by(|one, other| other.1.level.cmp(&one.1.level).then_with(|| one.0.cmp(other.0)));
    for (id, rating) in &shown {
        say(&format!("\n## {}, level {} of 4\n", escape(market.skill_name(id)), rating.level));
        let does = market.skill(id).and_then(|skill| skill.does.get(rating.level.index().saturating_sub(1)));
        if let Some(does) = does {
            say(&format!("{}\n", escape(does)));
        }
        let mut pieces: Vec<&Evidence> = rating.evidence.iter().collect();
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.date));
        for piece in pieces {
            say(&format!("- {}", escape(&words(piece))));
        }
    }
    if shown.is_empty() {
        say("\nNo rating is backed by evidence of its level yet.");
    }
    say(&format!("\nLevels are own ratings; the work below each one shows it. As of {today}."));
    text
}

/// A piece of evidence in one line: what came of it, what it is, for whom, when and where.
fn words(piece: &Evidence) -> String {
    let client = if piece.client.is_empty() { String::new() } else { format!("for {}", piece.client) };
    let date = piece.date.map(|date| date.to_string()).unwrap_or_default();
    let level = piece.level.map(|level| format!("shows level {level}")).unwrap_or_default();
    let kind = piece.kind.word();
    let parts = [piece.outcome.as_str(), &kind, &client, &date, &piece.link, &level];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::profile::EvidenceKind;
    use crate::plan::skill::Level;
    use crate::plan::testing::{case, today};

    #[test]
    fn only_what_evidence_shows_stands_on_the_sheet() {
        let (mut profile, market) = case();
        "Ana *B*".clone_into(&mut profile.name);
        let piece = |level: u8, outcome: &str, day: &str| Evidence {
            kind: EvidenceKind::Certificate,
            level: Level::new(level),
            outcome: outcome.to_owned(),
            client: "Harbour | Films".to_owned(),
            date: Date::parse(day),
            link: String::new(),
        };
        let rated = |level: u8, evidence| Rating { level: Level::new(level).unwrap(), evidence, ..Rating::default() };
        profile.skills = [
            ("code", rated(2, Vec::new())),
            ("cut", rated(3, vec![piece(3, "older", "2025-01-31"), piece(3, "newer", "2026-01-31")])),
            ("prompt", rated(3, vec![piece(2, "lower", "2026-01-31")])),
            ("review", rated(4, vec![piece(4, "led", "2026-03-01")])),
        ]
        .map(|(id, rating)| (SkillId::new(id), rating))
        .into();
        let text = proof_sheet(&profile, &market, today());
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings.len(), 2, "{text}");
        assert!(headings.iter().zip(["level 4", "level 3"]).all(|(line, level)| line.contains(level)), "{text}");
        let [newer, older] = ["newer", "older"].map(|word| text.find(word));
        assert!(newer < older && newer.is_some(), "{text}");
        assert!(text.contains("for Harbour \\| Films, 2026-01-31, shows level 3"), "{text}");
        assert!(
            text.contains("Ana \\*B\\*") && !text.contains("lower") && text.contains("As of 2026-11-22."),
            "{text}"
        );
    }

    #[test]
    fn a_profile_without_evidence_says_so() {
        let (mut profile, market) = case();
        profile.skills.clear();
        assert!(proof_sheet(&profile, &market, today()).contains("No rating is backed"));
    }
}
