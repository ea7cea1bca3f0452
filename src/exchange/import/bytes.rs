//! Bytes to text: UTF-8 with the odd damaged byte, UTF-16 with and without its mark, Windows-1252 for all else.

use crate::plan::intake::Unread;

/// What Windows-1252 has from 0x80 to 0x9F; the five that it leaves open stay control characters, as on the web.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];
/// How many bytes tell whether a text without a mark is UTF-16.
const LOOKED_AT: usize = 2048;
/// The fewest pairs of bytes that tell it.
const FEWEST_PAIRS: usize = 4;
/// The most damaged lines that are named.
const MOST_NAMED: usize = 5;

/// The text in `bytes`, without its mark of order, and the lines in which bytes were no text.
pub(super) fn decode(bytes: &[u8]) -> (String, Vec<Unread>) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf_8(rest, true),
        [0xff, 0xfe, rest @ ..] => (utf_16(rest, u16::from_le_bytes), Vec::new()),
        [0xfe, 0xff, rest @ ..] => (utf_16(rest, u16::from_be_bytes), Vec::new()),
        _ => match zeros(bytes) {
            (true, false) => (utf_16(bytes, u16::from_be_bytes), Vec::new()),
            (false, true) => (utf_16(bytes, u16::from_le_bytes), Vec::new()),
            _ => utf_8(bytes, false),
        },
    }
}

/// Whether zero bytes stand regularly at even places, and at odd ones, as they do in UTF-16 of Latin letters.
fn zeros(bytes: &[u8]) -> (bool, bool) {
    let (pairs, _) = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default().as_chunks::<2>();
    let count = |at: fn(&[u8; 2]) -> u8| pairs.iter().filter(|pair| at(pair) == 0).count();
    let (even, odd) = (count(|pair| pair[0]), count(|pair| pair[1]));
    let most = |many: usize, few: usize| pairs.len() >= FEWEST_PAIRS && many * 2 > pairs.len() && few * 10 <= many;
    (most(even, odd), most(odd, even))
}

/// Text of which most that is beyond ASCII is UTF-8; else all of it is taken for Windows-1252.
fn utf_8(bytes: &[u8], is_marked: bool) -> (String, Vec<Unread>) {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if broken > whole && !is_marked {
        return (bytes.iter().map(|byte| windows_1252(*byte)).collect(), Vec::new());
    }
    let (mut text, mut line, mut lines) = (String::with_capacity(bytes.len()), 1_u64, Vec::new());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        line += chunk.valid().bytes().map(|byte| u64::from(byte == b'\n')).sum::<u64>();
        if !chunk.invalid().is_empty() {
            text.extend(chunk.invalid().iter().map(|byte| windows_1252(*byte)));
            lines.push(line);
        }
    }
    lines.dedup();
    (text, damage(&lines))
}

fn damage(lines: &[u64]) -> Vec<Unread> {
    let named = lines.iter().take(MOST_NAMED);
    let mut unread: Vec<Unread> = named
        .map(|line| Unread { line: Some(*line), what: "damaged letters, read as best they can be".to_owned() })
        .collect();
    if let Some(more) = lines.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        unread.push(Unread { line: None, what: format!("damaged letters in {more} more lines") });
    }
    unread
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn windows_1252(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|index| WINDOWS_1252.get(usize::from(index)));
    special.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_is_read() {
        #[track_caller]
        fn check(bytes: &[u8], expect: &str) {
            assert_eq!(decode(bytes), (expect.to_owned(), Vec::new()), "{bytes:x?}");
        }
        check("Résumé".as_bytes(), "Résumé");
        check(b"\xef\xbb\xbfName", "Name");
        check(b"\xff\xfeN\0\xe9\0", "Né");
        check(b"\xfe\xff\0N\0\xe9", "Né");
        check(b"N\0a\0m\0e\0\xe9\0", "Nameé");
        check(b"\0N\0a\0m\0e\0\xe9", "Nameé");
        check(b"\xff\xfe\0\xd8\x01", "\u{fffd}");
        check(b"R\xe9sum\xe9 \x96 \x80", "Résumé – €");
        check(b"", "");
    }

    #[test]
    fn one_damaged_byte_does_not_turn_the_rest_into_other_letters() {
        #[track_caller]
        fn check(bytes: &[u8], expect: &str, lines: &[Option<u64>]) {
            let (text, unread) = decode(bytes);
            assert_eq!(text, expect);
            assert_eq!(unread.iter().map(|part| part.line).collect::<Vec<_>>(), lines);
        }
        check(b"Caf\xc3\xa9\nR\xe9sum\xc3\xa9\n", "Café\nRésumé\n", &[Some(2)]);
        check(b"\xc3\xa9\xc3\xa9\n\xe9 \xe9", "éé\né é", &[Some(2)]);
        check(b"\xef\xbb\xbfa\xe9", "aé", &[Some(1)]);
        let many = [b"\xc3\xa9".repeat(9), b"\n\xe9".repeat(7)].concat();
        check(&many, &["é".repeat(9), "\né".repeat(7)].concat(), &[Some(2), Some(3), Some(4), Some(5), Some(6), None]);
    }
}
