//! CSL-JSON: one source or a list of them; also wrapped as Crossref answers.
//!
//! It is read as a value and not as a shape of ours: where a publisher puts a
//! list for a text, or a number for a year, what can be read is taken.
//!
//! Never: the other forms.

use super::{Author, Kind, Work};
use serde_json::Value;

/// Reads all sources.
pub(super) fn read(text: &str) -> Result<Vec<Work>, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("this JSON cannot be read: {error}"))?;
    let value = value.get("message").unwrap_or(&value);
    let value = value.get("items").unwrap_or(value);
    Ok(match value {
        Value::Array(all) => all.iter().map(work).collect(),
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => vec![work(value)],
    })
}

fn work(item: &Value) -> Work {
    let text = |key: &str| item.get(key).map_or_else(String::new, words);
    let people =
        |key: &str| item.get(key).and_then(Value::as_array).map(|all| all.iter().map(author).collect::<Vec<_>>());
    Work {
        kind: kind(&text("type")),
        title: text("title"),
        authors: people("author").or_else(|| people("editor")).unwrap_or_default(),
        date: ["issued", "published", "created"].iter().find_map(|key| day(item.get(key)?)).unwrap_or_default(),
        container: text("container-title"),
        volume: text("volume"),
        issue: text("issue"),
        pages: text("page"),
        publisher: text("publisher"),
        location: text("publisher-place"),
        doi: text("DOI"),
        pmid: text("PMID"),
        isbn: text("ISBN"),
        url: text("URL"),
    }
}

/// A text, a number, or the first of a list.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => all.first().map_or_else(String::new, words),
        Value::Null | Value::Bool(_) | Value::Object(_) => String::new(),
    }
}

fn author(value: &Value) -> Author {
    let text = |key: &str| value.get(key).map_or_else(String::new, words);
    let family = text("family");
    if family.is_empty() {
        let name = text("literal");
        return Author { family: if name.is_empty() { text("name") } else { name }, given: String::new() };
    }
    let particle = text("non-dropping-particle");
    let family = if particle.is_empty() { family } else { format!("{particle} {family}") };
    Author { family, given: text("given") }
}

/// `{"date-parts": [[1997, 3, 12]]}`, or a text.
fn day(value: &Value) -> Option<String> {
    let parts = value.get("date-parts").and_then(|all| all.get(0)).and_then(Value::as_array);
    let joined = parts.map(|parts| parts.iter().map(words).collect::<Vec<_>>().join("-"));
    let joined = joined.filter(|text| !text.is_empty());
    joined.or_else(|| ["raw", "literal"].iter().find_map(|key| value.get(key).map(words)))
}

fn kind(of: &str) -> Kind {
    match of {
        "article-journal" | "journal-article" | "article" | "article-magazine" => Kind::Article,
        "book" | "monograph" | "edited-book" => Kind::Book,
        "chapter" | "book-chapter" => Kind::Chapter,
        "report" => Kind::Report,
        "webpage" | "post-weblog" => Kind::Web,
        "thesis" | "dissertation" => Kind::Thesis,
        _ => Kind::Misc,
    }
}
