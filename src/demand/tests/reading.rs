//! Broken, hostile and single-file packs, and packs on disk.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;

#[test]
fn one_broken_record_does_not_hide_the_others() {
    let mut files = bundled_files();
    for (name, text) in &mut files {
        if name == "premiums.ron" {
            *text = text
                .replace("(id: \"tensorflow\", low", "(id: \"tensorflow, low")
                .replace("mid: \"D06\"", "mid: \"Z06\"")
                .replace("mid: \"D07\"", "mod: \"D07\"");
        }
    }
    let (market, issues) = load(&files);
    let lines: BTreeSet<usize> =
        issues.iter().filter(|issue| issue.file == "premiums.ron").map(|issue| issue.line).collect();
    assert!(market.is_none());
    assert_eq!(lines, BTreeSet::from([5, 7, 8]));
}

#[test]
fn a_pack_with_warnings_can_be_used() {
    let mut files = bundled_files();
    for (name, text) in &mut files {
        if name == "levels.ron" {
            *text = "[]".to_owned();
        }
    }
    let (market, issues) = load(&files);
    assert!(market.is_some_and(|market| market.skills.values().all(|skill| skill.does.is_empty())));
    assert_eq!(issues.len(), 48);
    assert!(issues.iter().all(|issue| issue.severity == Severity::Warning));
}

#[test]
fn a_section_given_twice_is_reported() {
    let mut files = bundled_files();
    files.push(("targets.ron".to_owned(), "[]".to_owned()));
    let (market, issues) = load(&files);
    let found: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert!(market.is_none());
    assert_eq!(found, ["targets.ron:1:1: the section `targets` is given twice"]);
}

#[test]
fn a_pack_in_one_file_is_read_like_one_in_a_folder() {
    let mut one = String::from("(\n");
    for (name, text) in BUNDLED {
        let written = writeln!(one, "{}:\n{text},", name.trim_end_matches(".ron"));
        assert!(written.is_ok());
    }
    one.push(')');
    for name in ["mine.ron", "pack.ron", "skills.ron"] {
        let (market, issues) = load(&[(name.to_owned(), one.clone())]);
        assert_eq!(issues, []);
        assert_eq!(market.map(|market| market.skills), bundled().ok().map(|market| market.skills));
    }
    let (_, issues) = load(&[("mine.ron".to_owned(), one.replacen("targets:", "aims:", 1))]);
    let found: Vec<&str> = issues.iter().map(|issue| issue.message.as_str()).collect();
    assert_eq!(found, ["the section `targets` is missing", "`aims` is no section of a demand pack"]);
}

#[test]
fn the_digest_follows_the_content_and_not_the_line_ends() {
    let digest = |change: fn(&str) -> String| {
        let files: Vec<_> = bundled_files().into_iter().map(|(name, text)| (name, change(&text))).collect();
        load(&files).0.map(|market| market.digest)
    };
    let plain = digest(str::to_owned);
    assert_eq!(plain.as_ref().map(String::len), Some(16));
    assert_eq!(plain, digest(|text| text.replace('\n', "\r\n")));
    assert_ne!(plain, digest(|text| text.replace("September 2026", "October 2026")));
}

#[test]
fn nothing_in_a_file_can_break_the_reader() {
    #[track_caller]
    fn check(text: &str) {
        let (market, issues) = load(&[("x.ron".to_owned(), text.to_owned())]);
        assert!(market.is_none() && !issues.is_empty());
        let (market, issues) = load(&[("skills.ron".to_owned(), text.to_owned())]);
        assert!(market.is_none() && !issues.is_empty());
    }
    const MANY: usize = 1_000_000;
    for piece in
        ["(", "[", "{", "[(a:", "Some(", "/*", "r#", "r\"", "\\", "'", "\"", "[(", ",", "(a:(", "é", "\u{0}", "\n("]
    {
        check(piece);
        check(&format!("[{}", piece.repeat(1000)));
        check(&format!("(skills:[{}", piece.repeat(1000)));
    }
    for piece in ["(", "[", "(a:[", "Some(", "/*"] {
        check(&piece.repeat(MANY));
        check(&format!("[{}", piece.repeat(MANY)));
    }
    let (_, skills) = BUNDLED.into_iter().find(|(name, _)| *name == "skills.ron").unwrap_or_default();
    for end in (0..skills.len()).step_by(977).filter(|end| skills.is_char_boundary(*end)) {
        check(skills.get(..end).unwrap_or_default());
        let broken = skills.get(..end).unwrap_or_default().replace(['[', '"'], "\u{7f}");
        check(&broken);
    }
    check("");
    assert!(!load(&[]).1.is_empty());
}

#[test]
fn packs_on_disk_are_read_within_bounds() -> io::Result<()> {
    #[track_caller]
    fn check(path: &Path, expect: &str) {
        match read_pack(path) {
            Ok((market, issues)) => assert_eq!(expect, format!("{} {}", market.is_some(), issues.len())),
            Err(error) => {
                assert!(error.to_string().contains(expect), "{error}");
                assert!(error.hint().ends_with('.'));
            }
        }
    }
    let folder = tempfile::tempdir()?;
    let path = folder.path();
    check(path, "holds no part of a demand pack");
    check(&path.join("none.ron"), "cannot read");
    for (name, text) in BUNDLED {
        write(&path.join(name), text.as_bytes())?;
    }
    check(path, "true 0");
    write(&path.join("bytes.ron"), &[0xff, 0xfe, 0x00])?;
    check(&path.join("bytes.ron"), "is not text in UTF-8");
    write(&path.join("large.ron"), &vec![b' '; 17 * 1024 * 1024])?;
    check(&path.join("large.ron"), "is larger than");
    Ok(())
}

/// Writes through an open file, because plain `fs::write` is left to the rooms that own files.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    io::Write::write_all(&mut fs::OpenOptions::new().write(true).create(true).truncate(true).open(path)?, bytes)
}
