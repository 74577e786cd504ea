//! Lines with a tag before each: RIS, and what PubMed calls `.nbib`.
//!
//! Both are `TAG - words`; a line that begins with spaces goes on. RIS closes a
//! source with `ER`, PubMed begins one with `PMID`.
//!
//! Never: the other forms.

use super::{Author, Kind, Work};

/// A line: its tag and its words.
type Line = (String, String);

/// Whether a text is of such lines.
pub(super) fn is(text: &str) -> bool {
    text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| tag(line).is_some())
}

/// Reads all sources.
pub(super) fn read(text: &str) -> Vec<Work> {
    let mut found: Vec<Vec<Line>> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        match tag(line) {
            Some(("ER", _)) => open = false,
            Some((tag, words)) => {
                if !open
                    || (tag == "PMID" && found.last().is_some_and(|lines| lines.iter().any(|(tag, _)| tag == "PMID")))
                {
                    found.push(Vec::new());
                    open = true;
                }
                if let Some(lines) = found.last_mut() {
                    lines.push((tag.to_owned(), words.to_owned()));
                }
            }
            None => {
                if let Some((_, words)) = found.last_mut().filter(|_| open).and_then(|lines| lines.last_mut()) {
                    *words = format!("{words} {}", line.trim());
                }
            }
        }
    }
    found.iter().map(|lines| if lines.iter().any(|(tag, _)| tag == "TY") { ris(lines) } else { nbib(lines) }).collect()
}

/// The tag of a line and what follows: `TI  - Words`, `PMID- 1`.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, words) = line.split_once('-')?;
    let name = tag.trim_end();
    let good = (2..=4).contains(&name.len())
        && tag.len() <= 6
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && (words.is_empty() || words.starts_with(' '));
    good.then(|| (name, words.trim()))
}

/// The words of the first of these tags that is there.
fn first(lines: &[Line], tags: &[&str]) -> String {
    let of = |tag: &&str| lines.iter().find(|(own, words)| own == tag && !words.is_empty());
    tags.iter().find_map(of).map_or_else(String::new, |(_, words)| words.clone())
}

fn ris(lines: &[Line]) -> Work {
    let get = |tags: &[&str]| first(lines, tags);
    let of = |tags: &[&str]| -> Vec<Author> {
        lines.iter().filter(|(tag, _)| tags.contains(&tag.as_str())).map(|(_, words)| person(words)).collect()
    };
    let authors = of(&["AU", "A1"]);
    let (start, end) = (get(&["SP"]), get(&["EP"]));
    let kind = match get(&["TY"]).as_str() {
        "JOUR" | "MGZN" | "EJOUR" => Kind::Article,
        "BOOK" | "EBOOK" | "EDBOOK" => Kind::Book,
        "CHAP" | "ECHAP" => Kind::Chapter,
        "RPRT" | "GOVDOC" => Kind::Report,
        "ELEC" | "WEB" | "BLOG" => Kind::Web,
        "THES" => Kind::Thesis,
        _ => Kind::Misc,
    };
    Work {
        kind,
        title: get(&["TI", "T1"]),
        authors: if authors.is_empty() { of(&["ED", "A2"]) } else { authors },
        date: get(&["PY", "Y1", "DA"]),
        container: get(&["T2", "JF", "JO", "JA", "BT"]),
        volume: get(&["VL"]),
        issue: get(&["IS"]),
        pages: if end.is_empty() || start.contains('-') { start } else { format!("{start}-{end}") },
        publisher: get(&["PB"]),
        location: get(&["CY", "PP"]),
        doi: get(&["DO"]),
        pmid: if get(&["DB"]).to_lowercase().contains("pubmed") { get(&["AN"]) } else { String::new() },
        isbn: if matches!(kind, Kind::Book | Kind::Chapter) { get(&["SN"]) } else { String::new() },
        url: get(&["UR", "L2"]),
    }
}

fn nbib(lines: &[Line]) -> Work {
    let get = |tags: &[&str]| first(lines, tags);
    let of = |wanted: &str| -> Vec<Author> {
        lines.iter().filter(|(tag, _)| tag == wanted).map(|(_, words)| person(words)).collect()
    };
    let full = of("FAU");
    let mut authors = if full.is_empty() { of("AU") } else { full };
    let groups = lines.iter().filter(|(tag, _)| tag == "CN");
    authors.extend(groups.map(|(_, words)| Author { family: words.clone(), given: String::new() }));
    let ids = lines.iter().filter(|(tag, _)| matches!(tag.as_str(), "LID" | "AID" | "SO"));
    let doi = ids.filter_map(|(_, words)| words.strip_suffix("[doi]")).map(str::trim).next().unwrap_or_default();
    let book = lines.iter().any(|(tag, _)| tag == "BTI");
    Work {
        kind: if book { Kind::Chapter } else { Kind::Article },
        title: get(&["TI", "BTI"]),
        authors,
        date: get(&["DP"]),
        container: get(&["JT", "TA", "BTI"]),
        volume: get(&["VI"]),
        issue: get(&["IP"]),
        pages: get(&["PG"]),
        publisher: get(&["PB"]),
        location: String::new(),
        doi: doi.to_owned(),
        pmid: get(&["PMID"]),
        isbn: get(&["ISBN"]),
        url: String::new(),
    }
}

/// `Last, First`, or the name of an organization. PubMed also writes `Seema A`.
fn person(words: &str) -> Author {
    let (family, given) = words.split_once(',').unwrap_or((words, ""));
    Author { family: family.trim().to_owned(), given: given.trim().trim_end_matches(',').to_owned() }
}
