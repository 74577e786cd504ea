//! A source as an entry of `content/references.yaml`, in the style of that file.
//!
//! Never: reading.

use super::{Author, Kind, Work};
use crate::name::slug;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How many words of a name or a title make a key.
const WORDS: usize = 3;

/// A key for a source: `seema-1997`; with a number where that is taken.
#[must_use]
pub fn key(work: &Work, taken: impl Fn(&str) -> bool) -> String {
    let name = match work.authors.first() {
        Some(Author { family, given }) if !given.is_empty() => family.clone(),
        Some(Author { family, .. }) => few(family),
        None => few(&work.title),
    };
    let folded: String = name.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let name = slug(&folded.replace('_', "-"));
    // A key has to look like a text to YAML.
    let name = if name.starts_with(char::is_alphabetic) && !is_word(&name) { name } else { format!("source-{name}") };
    let base = match work.date.get(..4) {
        Some(year) => format!("{name}-{year}"),
        None => name,
    };
    if !taken(&base) {
        return base;
    }
    (2..=u32::MAX).map(|number| format!("{base}-{number}")).find(|key| !taken(key)).unwrap_or(base)
}

fn few(text: &str) -> String {
    text.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ")
}

/// The lines of an entry, below its key.
#[must_use]
pub fn entry(key: &str, work: &Work) -> String {
    let mut out = format!("{key}:\n");
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("  {name}: {value}\n"));
        }
    };
    put("type", kind(work.kind));
    put("title", &scalar(&escaped(&work.title)));
    put("author", &authors(&work.authors));
    put("date", &work.date);
    let journal = work.kind == Kind::Article && !work.container.is_empty();
    if !journal {
        put("publisher", &publisher(work));
        if work.container.is_empty() {
            put("volume", &number(&work.volume));
        }
    }
    put("page-range", &if work.pages.is_empty() { String::new() } else { scalar(&work.pages) });
    put("parent", &parent(work));
    let numbers = [("doi", &work.doi), ("pmid", &work.pmid), ("isbn", &work.isbn)];
    let numbers: Vec<String> = numbers
        .into_iter()
        .filter(|(_, number)| !number.is_empty())
        .map(|(name, number)| format!("{name}: {}", quoted(number)))
        .collect();
    put("serial-number", &if numbers.is_empty() { String::new() } else { format!("{{ {} }}", numbers.join(", ")) });
    let url = match (work.url.is_empty(), work.pmid.is_empty()) {
        (true, false) => format!("https://pubmed.ncbi.nlm.nih.gov/{}/", work.pmid),
        (true, true) | (false, _) => work.url.clone(),
    };
    put("url", &if url.is_empty() { String::new() } else { scalar(&url) });
    out
}

fn kind(of: Kind) -> &'static str {
    match of {
        Kind::Article => "article",
        Kind::Book => "book",
        Kind::Chapter => "chapter",
        Kind::Report => "report",
        Kind::Web => "web",
        Kind::Thesis => "thesis",
        Kind::Misc => "misc",
    }
}

fn authors(all: &[Author]) -> String {
    match all {
        [] => String::new(),
        [one] if in_words(one).is_some() => scalar(&in_words(one).unwrap_or_default()),
        [one] => author(one),
        _ => format!("[{}]", all.iter().map(author).collect::<Vec<_>>().join(", ")),
    }
}

fn author(one: &Author) -> String {
    let Author { family, given } = one;
    match in_words(one) {
        Some(words) => quoted(&words),
        None if given.is_empty() => format!("{{ name: {} }}", quoted(family)),
        None => format!("{{ name: {}, given-name: {} }}", quoted(family), quoted(given)),
    }
}

/// A name as one text. Hayagriva would cut an organization's at a comma, or before a word with a small letter.
fn in_words(Author { family, given }: &Author) -> Option<String> {
    let large = |name: &str| name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let comma = family.contains(',') || given.contains(',');
    if given.is_empty() {
        return (!comma && large(family)).then(|| family.clone());
    }
    (!comma).then(|| format!("{family}, {given}"))
}

fn publisher(work: &Work) -> String {
    match (work.publisher.is_empty(), work.location.is_empty()) {
        (true, _) => String::new(),
        (false, true) => scalar(&escaped(&work.publisher)),
        (false, false) => {
            format!("{{ name: {}, location: {} }}", quoted(&escaped(&work.publisher)), quoted(&escaped(&work.location)))
        }
    }
}

fn parent(work: &Work) -> String {
    if work.container.is_empty() {
        return String::new();
    }
    let kind = match work.kind {
        Kind::Article => "periodical",
        Kind::Chapter => "anthology",
        Kind::Book | Kind::Report | Kind::Web | Kind::Thesis | Kind::Misc => "misc",
    };
    let mut parts = vec![format!("type: {kind}"), format!("title: {}", quoted(&escaped(&work.container)))];
    for (name, value) in [("volume", &work.volume), ("issue", &work.issue)] {
        if !value.is_empty() {
            parts.push(format!("{name}: {}", number(value)));
        }
    }
    format!("{{ {} }}", parts.join(", "))
}

/// A number as one, anything else in quotes.
fn number(text: &str) -> String {
    let plain = (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    if plain || text.is_empty() { text.to_owned() } else { quoted(text) }
}

/// A text as YAML has it: plain where nothing in it means anything to YAML, else in double quotes.
fn scalar(text: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '/' | '(' | ')' | '+' | '\'' | ';');
    let address = text.starts_with("https://")
        && !text.contains(|c: char| !c.is_ascii_graphic() || "#\"'`{}[]&*|>%@,".contains(c));
    let plain =
        text.starts_with(char::is_alphabetic) && !text.ends_with(' ') && text.chars().all(safe) && !is_word(text);
    if plain || address { text.to_owned() } else { quoted(text) }
}

/// Whether a text means something else to some reader of YAML.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    WORDS.contains(&text.to_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A text without what means something within Hayagriva's texts: words kept as they are, and mathematics.
fn escaped(text: &str) -> String {
    let marks = |c: char| matches!(c, '\\' | '{' | '}' | '$');
    text.chars().flat_map(|c| marks(c).then_some('\\').into_iter().chain([c])).collect()
}
