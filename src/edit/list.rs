//! What the page of the editor chooses from: the texts of the site, its sources, words and fragments.
//!
//! All of it is read as plain YAML from what is on the disk, so that the list is
//! whole while something in the site is wrong; only how far a review is comes from
//! the last good site.
//!
//! Never: what a text says, how it is edited.

use super::{form, yaml};
use crate::diag::{Diagnostics, Severity, locate};
use crate::serve::{Moment, Workshop};
use crate::site;
use crate::source::Sources;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Everything, as JSON.
pub(super) fn site(workshop: &Workshop) -> Value {
    let now = workshop.now();
    let sources = &now.inputs.sources;
    json!({
        "generation": now.generation,
        "name": now.good.as_ref().map_or("", |good| good.model.settings.name.as_str()),
        "today": now.inputs.today.to_string(),
        "files": files(&now),
        "references": map(sources, "content/references.yaml").iter().map(reference).collect::<Vec<_>>(),
        "terms": map(sources, "content/glossary.yaml").iter().map(term).collect::<Vec<_>>(),
    })
}

/// The texts that may be edited, in order of path.
fn files(now: &Moment) -> Vec<Value> {
    let sources = &now.inputs.sources;
    let standings = standings(now);
    let problems = problems(&now.findings, sources);
    let texts = sources.below("content/").filter_map(|(_, source)| {
        let name = source.path.as_str();
        let wanted = [".md", ".yaml", ".yml"].iter().any(|ending| name.ends_with(ending));
        (wanted && !name.starts_with("content/reviews/")).then_some((name, source.text().unwrap_or_default()))
    });
    texts
        .map(|(name, text)| {
            // A list of words or of sources is a map of its own keys.
            let known = form::shape(name).is_some() || name.contains("/protocols/");
            let values = if known { form::values(name, text) } else { Map::new() };
            let said = |key: &str| values.get(key).and_then(Value::as_str);
            let (errors, warnings) = problems.get(name).copied().unwrap_or_default();
            json!({
                "path": name,
                "title": said("title").or_else(|| said("name").filter(|_| name != "content/site.yaml")),
                "sort": sort(name),
                "status": standings.get(name).copied().or_else(|| said("status")),
                "errors": errors,
                "warnings": warnings,
                "parameters": values.get("parameters").and_then(Value::as_object).map(|all| all.keys().collect::<Vec<_>>()),
            })
        })
        .collect()
}

/// The word for what sort of text a file is.
fn sort(name: &str) -> &'static str {
    let below = name.strip_prefix("content/").unwrap_or(name);
    match below.rsplit_once('.') {
        Some((stem, "md")) if stem.starts_with("fragments/") => "fragment",
        Some((_, "md")) => "page",
        Some(_) if below.starts_with("protocols/shared/") => "other",
        Some(_) if below.starts_with("protocols/") => "protocol",
        Some(_) | None => "other",
    }
}

/// How far the review of each text is, where the last good site knows it.
fn standings(now: &Moment) -> BTreeMap<String, &'static str> {
    let Some(good) = &now.good else { return BTreeMap::new() };
    let site = site::link(&good.model, &good.inputs.sources, good.inputs.today, &mut Diagnostics::new());
    let path = |file| good.inputs.sources.get(file).path.clone();
    site.ids().map(|id| (path(site.page(id).file), site.standing(id).status.word())).collect()
}

/// How many errors and warnings each file has.
fn problems(findings: &Diagnostics, sources: &Sources) -> BTreeMap<String, (usize, usize)> {
    let mut problems: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for finding in findings.iter() {
        let (errors, warnings) = problems.entry(locate(&finding.place, sources).path).or_default();
        match finding.severity() {
            Severity::Error => *errors += 1,
            Severity::Warning => *warnings += 1,
        }
    }
    problems
}

/// A YAML file that is a map of names.
fn map(sources: &Sources, path: &str) -> Map<String, Value> {
    let text = sources.find(path).and_then(|id| sources.get(id).text());
    text.and_then(yaml::read).unwrap_or_default()
}

/// A source: its key, title, first author and year.
fn reference((key, entry): (&String, &Value)) -> Value {
    let words = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Object(parts) => {
            parts.get("value").or(parts.get("name")).and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) => String::new(),
    };
    let author = &entry["author"];
    let first = author.as_array().and_then(|all| all.first()).unwrap_or(author);
    let year = entry["date"].as_str().map_or_else(|| entry["date"].to_string(), str::to_owned);
    let year = year.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit())).unwrap_or_default().to_owned();
    json!({ "key": key, "title": words(&entry["title"]), "author": words(first), "year": year })
}

/// A word of the word list.
fn term((key, entry): (&String, &Value)) -> Value {
    let said = |name: &str| entry[name].as_str().unwrap_or_default();
    json!({ "key": key, "plain": said("plain"), "clinical": said("clinical"), "definition": said("definition") })
}
