//! Names of files: made from any name without ever trusting it.

use std::fmt;

use super::file;

/// What a profile is called if nothing of its name can be used.
const FALLBACK: &str = "profile";
/// The longest name that is made, in bytes; endings such as `-2` come on top.
const MADE_LIMIT: usize = 40;
/// The longest name that is accepted, in bytes; file systems allow 255 with all endings.
const ACCEPTED_LIMIT: usize = 200;

/// The name of a profile's file without its ending: one plain part of a path, never more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// Takes `text` as it stands, or nothing if it could name anything but one file in its folder.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let forbidden = |char: char| char.is_control() || "/\\:*?\"<>|".contains(char);
        let is_plain = !text.is_empty()
            && text.len() <= ACCEPTED_LIMIT
            && !text.starts_with('.')
            && !text.ends_with(['.', ' '])
            && !text.contains(forbidden)
            && !is_device(text);
        is_plain.then(|| Self(text.to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes a safe name from the name of a profile.
    pub(super) fn from_name(name: &str) -> Self {
        let mut made = String::new();
        for char in name.chars().flat_map(char::to_lowercase) {
            match plain_letters(char) {
                "" if char.is_ascii_alphanumeric() => made.push(char),
                "" if made.is_empty() || made.ends_with('-') => {}
                "" => made.push('-'),
                letters => made.push_str(letters),
            }
            if made.len() >= MADE_LIMIT {
                break;
            }
        }
        let made = made.trim_end_matches('-');
        match made {
            "" => Self(FALLBACK.to_owned()),
            _ if is_device(made) => Self(format!("{FALLBACK}-{made}")),
            _ => Self(made.to_owned()),
        }
    }

    /// Takes the name of a file that is there, so that it can be shown even if it is odd.
    pub(super) fn of_file(stem: &str) -> Self {
        Self(stem.to_owned())
    }

    /// The same name with a number; the first stands for itself.
    pub(super) fn numbered(&self, number: u32) -> Self {
        Self(file::numbered(&self.0, number))
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether Windows takes the name for a device, whatever its ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_port = |rest: &str| matches!(rest.as_bytes(), [b'0'..=b'9']);
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || stem.strip_prefix("com").is_some_and(is_port)
        || stem.strip_prefix("lpt").is_some_and(is_port)
}

/// The plain letters for a lower-case letter with a mark, or nothing.
const fn plain_letters(char: char) -> &'static str {
    match char {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ő' => "o",
        'ö' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_makes_a_safe_slug() {
        #[track_caller]
        fn check(name: &str, expect: &str) {
            let slug = Slug::from_name(name);
            assert_eq!(slug.as_str(), expect);
            assert_eq!(Slug::parse(slug.as_str()), Some(slug.clone()));
            assert_eq!(Slug::parse(slug.numbered(9999).as_str()), Some(slug.numbered(9999)));
        }
        check("Maria Kowalska", "maria-kowalska");
        check("Zoë Łódź", "zoe-lodz");
        check("Jörg Straße", "joerg-strasse");
        check("../x", "x");
        check("../../etc/passwd", "etc-passwd");
        check("C:\\Windows\\x", "c-windows-x");
        check("CON", "profile-con");
        check("nul", "profile-nul");
        check("com1", "profile-com1");
        check("com10", "com10");
        check("\u{1F600}\u{1F680}", "profile");
        check("", "profile");
        check(" . ", "profile");
        check("-rf", "rf");
        check("a\0b\nc", "a-b-c");
        check(&"x".repeat(255), &"x".repeat(40));
        check(&"ä".repeat(255), &"ae".repeat(20));
        check(&"- x".repeat(100), Slug::from_name(&"x ".repeat(100)).as_str());
    }

    #[test]
    fn only_one_plain_part_of_a_path_is_a_slug() {
        #[track_caller]
        fn check(text: &str, expect: bool) {
            assert_eq!(Slug::parse(text).is_some(), expect, "{text:?}");
        }
        check("maria", true);
        check("My profile (old)", true);
        check("żółw", true);
        check("a.b", true);
        check("", false);
        check(".", false);
        check("..", false);
        check(".hidden", false);
        check("a/b", false);
        check("a\\b", false);
        check("a:b", false);
        check("a\0", false);
        check("aux.x", false);
        check("COM1", false);
        check("a.", false);
        check(&"x".repeat(201), false);
    }
}
