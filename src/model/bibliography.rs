//! The references: `content/references.yaml`, in Hayagriva's format.
//!
//! Hayagriva reads the entries and knows their types; it passes over keys that
//! it does not know, so those are looked for here. Only entries that a page
//! cites belong into the file, because every one of them is shown.
//!
//! Never: citation styles, who cites what.

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{FileId, Position, Span, byte_offset, offset};
use hayagriva::Entry;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A reference.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The key by which texts cite it.
    pub key: String,
    /// What it is.
    pub entry: Entry,
    /// What its entry says, in the order in which it says so.
    pub facts: String,
    /// Where its entry begins.
    pub span: Span,
}

impl Reference {
    /// Where it can be found on the web: `DOI`, `PubMed` or `Web`, with the address.
    #[must_use]
    pub fn links(&self) -> Vec<(&'static str, String)> {
        let doi = self.entry.doi().map(|doi| ("DOI", format!("{DOIS}{doi}")));
        let pmid = self.entry.pmid().map(|pmid| ("PubMed", format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/")));
        let web = self.entry.url().map(|url| ("Web", url.to_string()));
        let is_web = |address: &str| address.starts_with("https://") || address.starts_with("http://");
        [doi, pmid, web].into_iter().flatten().filter(|(_, address)| is_web(address)).collect()
    }
}

/// Where every DOI is looked up.
pub const DOIS: &str = "https://doi.org/";

/// All references, by key.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    references: Vec<Reference>,
    by_key: BTreeMap<String, usize>,
}

impl Bibliography {
    /// The number of a key's reference.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// The references, in the order of the file.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
    }
}

/// The keys of Hayagriva's format for an entry, each with what it is for.
const FIELDS: [(&str, &str); 36] = [
    ("type", "What sort of source it is: `article`, `web`, `book`, `report`, `chapter`, `thesis`, `video` and so on."),
    ("title", "The title of the source itself. Every entry needs one."),
    ("author", "Who wrote it: `Last, First`, or a list of them."),
    ("date", "When it came out: a year, or `2026-11`, or a whole date."),
    (
        "parent",
        "What it is part of: the journal of an article, the book of a chapter, with its own `title`, `volume` and so on.",
    ),
    ("abstract", "What it says, in short."),
    ("genre", "What sort of work it is, in words."),
    ("editor", "Who edited it."),
    ("affiliated", "Other people who took part, each with a role."),
    ("call-number", "The number by which a library finds it."),
    ("publisher", "Who published it."),
    ("location", "Where it was published."),
    ("organization", "The organization behind it."),
    ("issue", "The issue of the journal."),
    ("chapter", "The number of the chapter."),
    ("volume", "The volume."),
    ("volume-total", "How many volumes there are."),
    ("edition", "Which edition it is."),
    ("page-range", "On which pages it stands: `36-40`."),
    ("page-total", "How many pages it has."),
    ("time-range", "From when to when, within a recording."),
    ("runtime", "How long a recording is."),
    ("url", "Where it can be read on the web, perhaps with the day on which it was."),
    ("serial-number", "Its numbers: `doi`, `pmid`, `isbn` and so on, each below its name."),
    ("language", "Its language, by a short tag."),
    ("archive", "The archive that keeps it."),
    ("archive-location", "Where that archive is."),
    ("note", "A note that belongs to the entry."),
    ("translator", "Who translated it."),
    ("doi", "Its DOI; better below `serial-number:`."),
    ("isbn", "Its ISBN; better below `serial-number:`."),
    ("issn", "Its ISSN; better below `serial-number:`."),
    ("pmid", "Its number in PubMed; better below `serial-number:`."),
    ("pmcid", "Its number in PubMed Central; better below `serial-number:`."),
    ("arxiv", "Its number in arXiv; better below `serial-number:`."),
    ("annote", "A remark of your own."),
];

/// The file of references, for its schema; Hayagriva reads it and knows the values.
pub(super) struct RawReferences;

impl JsonSchema for RawReferences {
    fn schema_name() -> Cow<'static, str> {
        "references".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let property = |(name, words): &(&str, &str)| ((*name).to_owned(), json!({ "description": words }));
        let mut fields: serde_json::Map<String, Value> = FIELDS.iter().map(property).collect();
        let parent = json!([{"$ref": "#/$defs/reference"}, {"type": "array", "items": {"$ref": "#/$defs/reference"}}]);
        fields["parent"]["anyOf"] = parent;
        json_schema!({
            "title": "The references of a site of Latchwork",
            "description": "The sources that texts cite, in Hayagriva's format, each below the key by which texts cite it: `[@seema-1997]`. Only sources that are cited belong here.",
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/reference", "required": ["title"]},
            "$defs": {
                "reference": {
                    "description": "A source.",
                    "type": "object",
                    "properties": fields,
                    "additionalProperties": false,
                },
            },
        })
    }
}

/// Parses the references.
pub fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> Bibliography {
    let yaml = crate::syntax::yaml::Yaml::whole(file, text);
    let Some(raw) = yaml.parse::<BTreeMap<String, Value>>(diags) else { return Bibliography::default() };
    for (key, entry) in &raw {
        unknown_fields(entry, key_span(file, text, key), diags);
    }
    let library = match hayagriva::io::from_yaml_str(text) {
        Ok(library) => library,
        Err(error) => {
            let at = error.location().map_or(0, |l| byte_offset(text, Position { line: l.line(), column: l.column() }));
            let span = Span {
                file,
                start: offset(at),
                end: offset(text[at..].find(['\n', '\r']).map_or(text.len(), |i| at + i)),
            };
            diags.push(
                Diagnostic::new(
                    Code::BadReference,
                    span,
                    format!("this reference cannot be read: {}", plain(&error.to_string())),
                )
                .help("look at the entries around it: each has a `type`, a `title`, an `author` and a `date`"),
            );
            return Bibliography::default();
        }
    };
    let references: Vec<Reference> = library
        .iter()
        .map(|entry| {
            let key = entry.key().to_owned();
            let span = key_span(file, text, &key);
            if entry.title().is_none() {
                diags.push(
                    Diagnostic::new(Code::BadReference, span, format!("the reference `{key}` has no title"))
                        .help("add `title: …`"),
                );
            }
            Reference { facts: raw.get(&key).map_or_else(String::new, facts), key, entry: entry.clone(), span }
        })
        .collect();
    let by_key = references.iter().enumerate().map(|(i, reference)| (reference.key.clone(), i)).collect();
    Bibliography { references, by_key }
}

/// A value of an entry in words: `type: article; parent: (title: Pediatrics; volume: 65)`.
fn facts(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(inner).collect::<Vec<_>>().join(" and "),
        Value::Object(all) => {
            all.iter().map(|(key, value)| format!("{key}: {}", inner(value))).collect::<Vec<_>>().join("; ")
        }
    }
}

fn inner(value: &Value) -> String {
    if value.is_object() { format!("({})", facts(value)) } else { facts(value) }
}

/// What hayagriva says, without its place, which we show, and its lists of everything possible.
fn plain(message: &str) -> String {
    let end = [", expected", " at line "].iter().filter_map(|mark| message.find(mark)).min().unwrap_or(message.len());
    message[..end].to_owned()
}

fn unknown_fields(entry: &Value, span: Span, diags: &mut Diagnostics) {
    let Value::Object(fields) = entry else { return };
    let known = |field: &str| FIELDS.iter().any(|(name, _)| *name == field);
    for field in fields.keys().filter(|field| !known(field)) {
        diags.push(
            Diagnostic::new(Code::UnknownKey, span, format!("a reference has no key `{field}`"))
                .help("see Hayagriva's file format for the keys of a reference")
                .help_maybe(did_you_mean(field, FIELDS.iter().map(|(name, _)| *name))),
        );
    }
    match fields.get("parent") {
        Some(Value::Array(parents)) => parents.iter().for_each(|parent| unknown_fields(parent, span, diags)),
        Some(parent) => unknown_fields(parent, span, diags),
        None => {}
    }
}

/// Where a key of the file's outermost map stands.
fn key_span(file: FileId, text: &str, key: &str) -> Span {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word = line.trim_start_matches(['"', '\'']);
        if word.strip_prefix(key).is_some_and(|rest| rest.trim_start_matches(['"', '\'']).starts_with(':')) {
            let start = at + line.len() - word.len();
            return Span { file, start: offset(start), end: offset(start + key.len()) };
        }
        at += line.len();
    }
    Span { file, start: 0, end: 0 }
}
