//! Small words with rules: languages, slugs, addresses, sheets and paper.
//!
//! Each has one way to be made, which checks the rule, so that later code can
//! rely on it. They stand apart because parsing, linking and rendering share them.
//!
//! Never: where a name is used.

use serde::Serialize;
use std::fmt;

/// A language by its short tag: `en`, `es`, `ar`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lang(String);

impl Lang {
    /// A tag of two or three small letters.
    #[must_use]
    pub fn new(tag: &str) -> Option<Self> {
        let good = (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase());
        good.then(|| Self(tag.to_owned()))
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Which way it is written: `ltr` or `rtl`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        match self.0.as_str() {
            "ar" | "he" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb" => "rtl",
            _ => "ltr",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of a page below the site's root: it begins and ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UrlPath(String);

impl UrlPath {
    /// The address made of these parts; no part may be empty or step upwards.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let inner = path.strip_prefix('/')?;
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        let good = inner.is_empty() || inner.split('/').all(safe_part);
        good.then(|| Self(if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") }))
    }

    /// The address with its slashes: `/`, `/relactation/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that a web server sends for it: `relactation/index.html`.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}index.html", &self.0[1..])
    }

    /// What leads from it back to the site's root: nothing, `../`, `../../`.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count() - 1)
    }
}

/// A kind of printable sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetName {
    /// The parts of a plan with their dates, on a page.
    Plan,
    /// One day's sessions with room to write.
    DayLog,
    /// A week's sessions to tick off.
    Week,
    /// A reduction, step by step, with its gates.
    Steps,
    /// Empty boxes for a prescriber.
    Medicines,
    /// What is needed.
    Equipment,
    /// Contacts with their dates, and what is looked at.
    Visits,
    /// Whom to call, and when: for the fridge.
    WhenToCall,
    /// All of them in one.
    Packet,
}

impl SheetName {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Plan,
        Self::DayLog,
        Self::Week,
        Self::Steps,
        Self::Medicines,
        Self::Equipment,
        Self::Visits,
        Self::WhenToCall,
        Self::Packet,
    ];

    /// The word in addresses and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::DayLog => "day-log",
            Self::Week => "week",
            Self::Steps => "steps",
            Self::Medicines => "medicines",
            Self::Equipment => "equipment",
            Self::Visits => "visits",
            Self::WhenToCall => "when-to-call",
            Self::Packet => "packet",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.word() == word)
    }
}

/// Paper sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

impl Paper {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// The word in addresses and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }

    /// The size with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.word() == word)
    }

    /// The name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "Letter",
        }
    }
}

/// Whether a text may be one part of an address and of a file's path.
#[must_use]
pub fn safe_part(part: &str) -> bool {
    let odd = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || matches!(c, '/' | '\\' | '?' | '#' | '%' | ':' | '*' | '"' | '<' | '>' | '|')
    };
    !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains(odd)
}

/// The id of a heading: letters and digits of any script, joined by `-`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() || c == '_' => out.push(c),
            c if (c.is_whitespace() || c == '-') && !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    if out.is_empty() { "part".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_of_any_script() {
        assert_eq!(slug("When to call us?"), "when-to-call-us");
        assert_eq!(slug("Día – 2 h"), "día-2-h");
        assert_eq!(slug("موعد"), "موعد");
        assert_eq!(slug("!?"), "part");
    }

    #[test]
    fn addresses_cannot_step_out() {
        assert_eq!(UrlPath::new("/a/../b/"), None);
        assert_eq!(UrlPath::new("a/"), None);
        assert_eq!(
            UrlPath::new("/a/b").map(|p| (p.file(), p.to_root())),
            Some(("a/b/index.html".into(), "../../".into()))
        );
        assert_eq!(UrlPath::new("/").map(|p| (p.file(), p.to_root())), Some(("index.html".into(), String::new())));
    }
}
