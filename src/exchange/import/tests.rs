use std::io::Write as _;
use std::sync::Arc;

use super::*;
use crate::plan::intake::{Column, Outcome, Proposal, Seen, Why, propose};
use crate::plan::market::Market;
use crate::plan::profile::{Profile, Rating};
use crate::plan::skill::{Level, SkillId};
use crate::plan::testing;

const RESUME: &str = r#"{
    "skills": [{"name": "Python", "level": "Advanced", "keywords": ["SQL", "Basket weaving"]}],
    "work": [
        {"position": "Analyst", "summary": "Wrote SQL.", "startDate": "2020-01-01", "endDate": "2021-01-01"},
        {"position": "Analyst", "summary": "More SQL.", "startDate": "2020-07-01", "endDate": "2021-07-01"},
        {"position": "Undated"}
    ],
    "certificates": [{"name": "SQL for all", "issuer": "School", "date": "2024-05", "url": "https://a.example"}]
}"#;

/// A profile without skills, and a market with two that the files name.
fn case() -> (Profile, Market) {
    let (mut profile, mut market) = testing::case();
    profile.skills.clear();
    for (id, alias) in [("code", "Python"), ("review", "SQL")] {
        if let Some(skill) = Arc::make_mut(&mut market.skills).get_mut(&SkillId::new(id)) {
            skill.aliases = vec![alias.to_owned()];
        }
    }
    (profile, market)
}

fn seen(row: &crate::plan::intake::Row) -> Vec<String> {
    row.seen.iter().map(Seen::to_string).collect()
}

fn level(number: u8) -> Level {
    Level::new(number).unwrap()
}

/// What becomes of the skill `id` when `text` is imported.
fn outcome(name: &str, text: &str, id: &str, profile: &Profile, unstated: Option<Level>) -> Option<Outcome> {
    let found = read(name, text.as_bytes(), &[]).unwrap();
    let (_, market) = case();
    let proposal = propose(&found, &market, profile, unstated, testing::today());
    proposal.rows.into_iter().find(|row| row.skill == SkillId::new(id)).map(|row| row.outcome)
}

#[test]
fn a_level_is_taken_only_where_the_file_states_one() {
    #[track_caller]
    fn check(name: &str, text: &str, expect: Outcome) {
        assert_eq!(outcome(name, text, "code", &case().0, None), Some(expect), "{text}");
    }
    let new = |number| Outcome::New(level(number));
    check("cv.json", RESUME, new(3));
    check("cv.txt", RESUME, new(3));
    check("skills.csv", "Skill,Level\nPython,expert\n", new(4));
    check("skills.csv", "Niveau;Kompetenz\nAnfänger;Python\n", new(1));
    check("skills.csv", "Name\nPython\n", Outcome::Skipped(Why::NoLevel));
    check("skills.csv", "Name,Level\nPython,7\n", Outcome::Skipped(Why::NoLevel));
    check("skills.csv", "Name,Level\nPython for cooks,expert\n", Outcome::Skipped(Why::OnlyMentioned));
    check("cv.txt", "Excel, Python", Outcome::Skipped(Why::NoLevel));
    check("cv.txt", "I have once seen a python, and it was rather large", Outcome::Skipped(Why::OnlyMentioned));
}

#[test]
fn what_the_profile_holds_is_never_lowered() {
    #[track_caller]
    fn check(held: u8, unstated: Option<u8>, text: &str, expect: Outcome) {
        let mut profile = case().0;
        profile.skills.insert(SkillId::new("code"), Rating { level: level(held), ..Rating::default() });
        assert_eq!(outcome("skills.csv", text, "code", &profile, unstated.map(level)), Some(expect), "{text}");
    }
    let advanced = "Name,Level\nPython,advanced\n";
    check(2, None, advanced, Outcome::Changed { from: level(2), to: level(3) });
    check(3, None, advanced, Outcome::Same);
    check(4, None, advanced, Outcome::Skipped(Why::HeldHigher(level(4))));
    check(1, Some(3), "Name\nPython\n", Outcome::Same);
}

#[test]
fn the_user_may_give_a_level_to_named_skills_without_one() {
    #[track_caller]
    fn check(text: &str, expect: Outcome) {
        assert_eq!(outcome("cv.txt", text, "code", &case().0, Some(level(2))), Some(expect), "{text}");
    }
    check("Python", Outcome::New(level(2)));
    check("Once upon a time there was a python here", Outcome::Skipped(Why::OnlyMentioned));
}

#[test]
fn years_evidence_and_unknown_words_come_with_the_rows() {
    let (profile, market) = case();
    let found = read("cv.json", RESUME.as_bytes(), &[]).unwrap();
    let proposal = propose(&found, &market, &profile, None, testing::today());
    assert_eq!(proposal.unknown, ["Basket weaving"]);
    let sql = proposal.rows.iter().find(|row| row.skill.as_str() == "review").unwrap();
    assert_eq!(
        (sql.days, seen(sql)),
        (547, vec!["SQL (line 2)".to_owned(), "SQL for all".to_owned(), "Analyst".to_owned()])
    );
    let evidence = sql.evidence.first().unwrap();
    assert_eq!((evidence.link.as_str(), evidence.client.as_str()), ("https://a.example", "School"));
    assert_eq!(found.unread.len(), 1, "{:?}", found.unread);
}

#[test]
fn importing_the_same_file_again_changes_nothing() {
    let (mut profile, market) = case();
    let found = read("cv.json", RESUME.as_bytes(), &[]).unwrap();
    let import = |profile: &mut Profile| {
        propose(&found, &market, profile, Some(level(1)), testing::today()).apply(profile, testing::today());
    };
    import(&mut profile);
    let once = profile.clone();
    assert_eq!(once.skills.len(), 2);
    import(&mut profile);
    assert_eq!(profile, once);
}

#[test]
fn what_cannot_be_read_is_said_with_its_line() {
    #[track_caller]
    fn check(name: &str, text: &str, line: Option<u64>, words: &str) {
        let unread = read(name, text.as_bytes(), &[]).unwrap().unread;
        assert!(unread.iter().any(|part| part.line == line && part.what.contains(words)), "{text}: {unread:?}");
    }
    check("a.json", "{\n\"skills\": [", Some(2), "not whole JSON");
    check("a.json", "{\"skills\": [\n\n{\"level\": \"expert\"}]}", Some(3), "without a name");
    check("a.json", "{\"work\": [\n{\"position\": \"Cook\"}]}", Some(2), "no day on which it began");
    check("a.xml", "<SkillsPassport>\n<Skills></SkillsPassport>", Some(2), "not whole XML");
    check("a.xml", "<html></html>", None, "Europass");
    check("Skills.csv", "Colour\nred\n", Some(1), "Skills.csv: no column");
    check("a.csv", "Notes:\n\"About this file\"\n\nTitle,Started On\nCook,never\n", Some(5), "no day");
    check("a.json", &"[".repeat(100_000), Some(1), "not whole JSON");
    check("a.json", r#"{"skills": 5}"#, Some(1), "\"skills\" is not a list");
    check("a.json", r#"{"a": 5}"#, None, "JSON Resume");
    check("a.csv", "Colour,Size\nred,5\n", Some(1), "no column is called");
    check("a.csv", "Name,Level\n,expert\n", Some(2), "without a name");
    check("a.csv", "Title,Started On\nCook,some day\n", Some(2), "no day on which it began");
}

#[test]
fn what_is_no_text_is_refused() {
    #[track_caller]
    fn check(bytes: &[u8], expect: &ImportError) {
        assert_eq!(read("a.txt", bytes, &[]).as_ref(), Err(expect));
    }
    check(b"PK\x03\x04rest", &ImportError::BrokenArchive);
    check(&zip(&[("messages.csv", b"a,b\n1,2\n")]), &ImportError::NothingInArchive);
    check(b"%PDF-1.7", &ImportError::UnknownKind);
    check(b"a\0b", &ImportError::UnknownKind);
    check(&vec![b'a'; MOST_BYTES + 1], &ImportError::TooLarge);
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What a file in the place of `bytes` proposes for an empty profile.
fn proposal(name: &str, bytes: &[u8]) -> (Proposal, Vec<String>) {
    let (profile, market) = case();
    let found = read(name, bytes, &[]).unwrap();
    let unread = found.unread.iter().map(ToString::to_string).collect();
    (propose(&found, &market, &profile, None, testing::today()), unread)
}

#[test]
fn of_a_linkedin_export_only_four_tables_are_read() {
    let bytes = zip(&[
        ("Complete/Skills.csv", b"Name\nPython\nJuggling\n"),
        (
            "../../Positions.csv",
            b"Company Name,Title,Description,Started On,Finished On\nA,Analyst,SQL,Jan 2020,Jan 2021\n",
        ),
        ("Profile.csv", b"First Name,Headline,Summary\nAda,I write SQL,Python too\n"),
        ("Certifications.csv", b"Name,Authority,Started On\nSQL basics,School,May 2024\n"),
        ("messages.csv", b"CONTENT\nPython expert\n"),
        ("Connections.csv", b"First Name\nSQL\n"),
    ]);
    let (proposal, unread) = proposal("export.zip", &bytes);
    let rows: Vec<(&str, Vec<String>)> = proposal.rows.iter().map(|row| (row.skill.as_str(), seen(row))).collect();
    let python = vec!["Python (line 2)".to_owned(), "Python too (line 2)".to_owned()];
    let sql = ["I write SQL (line 2)", "SQL basics", "Analyst"].map(str::to_owned).to_vec();
    assert_eq!(rows, [("code", python), ("review", sql)]);
    assert_eq!((proposal.unknown, unread), (vec!["Juggling".to_owned()], Vec::new()));
}

#[test]
fn an_archive_that_unpacks_to_far_more_than_it_says_is_not_unpacked() {
    let bomb = vec![b'a'; MOST_BYTES + 1];
    let bytes = zip(&[("Profile.csv", &bomb), ("Skills.csv", b"Name\nPython\n")]);
    assert!(bytes.len() < MOST_BYTES / 100, "{}", bytes.len());
    let (proposal, unread) = proposal("export.zip", &bytes);
    assert_eq!(unread, ["Profile.csv: it is larger than all that is read"]);
    assert_eq!(proposal.rows.len(), 1, "the rest is read");
}

#[test]
fn europass_is_read_in_all_its_kinds() {
    #[track_caller]
    fn check(name: &str, text: &str) {
        let (proposal, unread) = proposal(name, text.as_bytes());
        let days: Vec<(&str, i64)> = proposal.rows.iter().map(|row| (row.skill.as_str(), row.days)).collect();
        assert_eq!((days, unread), (vec![("code", 0), ("review", 366)], Vec::new()), "{name}");
    }
    check(
        "passport.xml",
        "<?xml version=\"1.0\"?><SkillsPassport xmlns=\"http://europass.cedefop.europa.eu/Europass\"><LearnerInfo>\
         <WorkExperienceList><WorkExperience><Period><From year=\"2020\" month=\"--01\" day=\"---01\"/>\
         <To year=\"2021\" month=\"--01\"/></Period><Position><Label>Analyst</Label></Position>\
         <Activities>&lt;p&gt;Wrote &lt;b&gt;SQL&lt;/b&gt;&lt;/p&gt;</Activities></WorkExperience></WorkExperienceList>\
         <Skills><Computer><Description>Python, Excel</Description></Computer></Skills></LearnerInfo></SkillsPassport>",
    );
    check(
        "passport.json",
        r#"{"SkillsPassport": {"LearnerInfo": {"WorkExperience": [{"Period": {"From": {"Year": 2020, "Month": 1},
        "To": {"Year": 2021, "Month": 1}}, "Position": {"Label": "Analyst"}, "Activities": "<p>SQL</p>"}],
        "Skills": {"Computer": {"Description": "Python; Excel"}}}}}"#,
    );
    check(
        "candidate.xml",
        "<Candidate xmlns=\"http://www.europass.eu/1.0\" xmlns:hr=\"http://www.hr-xml.org/3\"><CandidateProfile>\
         <EmploymentHistory><EmployerHistory><hr:OrganizationName>A</hr:OrganizationName><PositionHistory>\
         <PositionTitle>Analyst</PositionTitle><EmploymentPeriod><hr:StartDate><hr:FormattedDateTime>2020-01-01\
         </hr:FormattedDateTime></hr:StartDate><hr:EndDate><hr:FormattedDateTime>2021-01-01</hr:FormattedDateTime>\
         </hr:EndDate></EmploymentPeriod><Description>SQL &amp; more</Description></PositionHistory></EmployerHistory>\
         </EmploymentHistory><PersonQualifications><PersonCompetency><hr:CompetencyName>Python</hr:CompetencyName>\
         </PersonCompetency></PersonQualifications></CandidateProfile></Candidate>",
    );
}

#[test]
fn a_broken_file_yields_what_stands_before_the_break() {
    #[track_caller]
    fn check(name: &str, text: &str, line: &str) {
        let (proposal, unread) = proposal(name, text.as_bytes());
        assert_eq!(proposal.rows.len(), 1, "{text}");
        assert!(unread.iter().any(|part| part.contains(line)), "{unread:?}");
    }
    check("cv.json", "{\"skills\": [{\"name\": \"Python\"},\n{\"name\": \"SQ", "(line 2)");
    check("cv.xml", "<SkillsPassport><Computer>Python</Computer>\n<Comp", "(line 2)");
    let laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"SQL\">]><SkillsPassport><Computer>Python &b;</Computer>\n<";
    check("cv.xml", laughs, "(line 2)");
}

#[test]
fn columns_that_the_user_names_win_over_the_usual_headings() {
    let mapped = |column, heading: &str| Mapped { column: Some(column), heading: heading.to_owned() };
    let columns = [mapped(Column::Name, "TOOL"), mapped(Column::Level, "Grade")];
    let text = b"Name,Tool,Grade\nMine,Python,expert\n";
    let (profile, market) = case();
    let found = read("a.csv", text, &columns).unwrap();
    let rows = propose(&found, &market, &profile, None, testing::today()).rows;
    assert_eq!(rows.first().map(|row| row.outcome), Some(Outcome::New(level(4))));
}

#[test]
fn the_json_of_premia_and_another_profile_are_taken_by_id() {
    let (profile, market) = case();
    let text = r#"{"format": "premia-plan", "skills": [
        {"id": "code", "level": 2, "evidence": [{"link": "https://a.example"}]}, {"id": "gone", "level": 1},
        {"id": "review", "level": 9}]}"#;
    let found = read("plan.json", text.as_bytes(), &[]).unwrap();
    assert_eq!(found.unread.first().and_then(|part| part.line), Some(3));
    let other = Profile {
        skills: [(SkillId::new("code"), Rating { level: level(2), ..Rating::default() })].into(),
        ..profile.clone()
    };
    for found in [found, Found::of_profile(&other)] {
        let proposal = propose(&found, &market, &profile, None, testing::today());
        assert_eq!(proposal.rows.first().map(|row| row.outcome), Some(Outcome::New(level(2))));
    }
}
