//! The interface text: `theme/strings/LANG.yaml`.
//!
//! Every word that the program itself puts on a page or a sheet stands in a
//! flat map from key to text, one file a language. A language is complete or
//! it is an error: a page never falls back to another tongue half way. Where the
//! program has a language itself, a site's file lies over it text by text, so a
//! site that is about something else says only what it says in other words.
//!
//! Never: pages, templates.

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::protocol::Text;
use crate::name::Lang;
use crate::schedule::InputValue;
use crate::source::{FileId, Sources};
use crate::syntax::directive::Urgency;
use crate::syntax::yaml::Yaml;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The interface text of one language.
#[derive(Clone, Debug, Default)]
pub struct Strings(BTreeMap<String, String>);

impl Strings {
    /// The text for a key; the key itself where there is none, which was said at parsing.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The text for a key with `{name}` filled in.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// A day in the words of the interface: `22 November 2026`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let month = self.get(&format!("month_{}", date.month())).to_owned();
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.fill("date", &[("day", &day), ("month", &month), ("year", &year)])
    }

    /// The same without the year and with a short month: `22 Nov`.
    #[must_use]
    pub fn short_date(&self, date: Date) -> String {
        let month = self.get(&format!("month_{}_short", date.month())).to_owned();
        self.fill("short_date", &[("day", &date.day().to_string()), ("month", &month)])
    }

    /// What takes place only on a condition: "A call (if you did a boost)".
    #[must_use]
    pub fn only_if(&self, what: String, condition: Option<&Text>) -> String {
        match condition {
            Some(condition) => self.fill("only_if", &[("what", &what), ("condition", &condition.plain())]),
            None => what,
        }
    }

    /// How urgent something is, in words.
    #[must_use]
    pub fn urgency(&self, urgency: Urgency) -> &str {
        self.get(match urgency {
            Urgency::Emergency => "care_emergency",
            Urgency::Urgent => "care_urgent",
            Urgency::NonUrgent => "care_non_urgent",
        })
    }

    /// A number as this language writes it: `4,2 kg`.
    #[must_use]
    pub fn number(&self, text: &str) -> String {
        decimal(text, self.get("decimal_mark"))
    }

    /// A value of an input, as people write it.
    #[must_use]
    pub fn input_value(&self, value: &InputValue) -> String {
        match value {
            InputValue::Amount(amount) => self.number(&amount.to_string()),
            InputValue::Date(date) => self.date(*date),
            InputValue::Text(text) => text.clone(),
        }
    }

    /// All texts, for the templates.
    #[must_use]
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

/// Every word that the program itself puts on a page or a sheet, in one language: a key and its text.
/// Words in braces are filled in. A language has all keys of the English one; over a language that the
/// program has, a site writes only the texts that it changes.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(title = "The interface text of Latchwork in one language")]
pub(super) struct RawStrings(BTreeMap<String, String>);

/// A text with each `{name}` filled in.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// A text with this mark in the place of each point between two digits.
#[must_use]
pub fn decimal(text: &str, mark: &str) -> String {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c == '.' && digit(text[..at].chars().next_back()) && digit(text[at + 1..].chars().next()) {
            out.push_str(mark);
        } else {
            out.push(c);
        }
    }
    out
}

/// The language that the program ships and that the others are measured by.
const COMPLETE: &str = "theme/strings/en.yaml";

/// Parses the interface text of every language of the site.
pub fn parse(sources: &Sources, languages: &[Lang], diags: &mut Diagnostics) -> BTreeMap<Lang, Strings> {
    let built_in = sources.beneath(COMPLETE).or_else(|| sources.find(COMPLETE));
    let complete = built_in.and_then(|id| read(sources, id, diags)).unwrap_or_default();
    let mut all = BTreeMap::new();
    for lang in languages {
        let path = format!("theme/strings/{lang}.yaml");
        let Some(id) = sources.find(&path) else {
            diags.push(
                Diagnostic::new(
                    Code::MissingText,
                    crate::diag::Place::File(path.clone()),
                    format!("there is no interface text for the language `{lang}`"),
                )
                .help(format!("write {path} with the keys of the built-in English one")),
            );
            continue;
        };
        let Some(own) = read(sources, id, diags) else { continue };
        slips(&own, &complete, &path, diags);
        let mut strings = sources.beneath(&path).and_then(|id| read(sources, id, diags)).unwrap_or_default();
        strings.0.extend(own.0);
        let missing: Vec<&str> =
            complete.0.keys().filter(|key| !strings.0.contains_key(*key)).map(String::as_str).collect();
        if !missing.is_empty() {
            let place = crate::diag::Place::File(path);
            diags.push(
                Diagnostic::new(Code::MissingText, place, format!("the texts {} are missing", missing.join(", ")))
                    .help("add a line for each"),
            );
        }
        all.insert(lang.clone(), strings);
    }
    all
}

/// Keys that look like mistyped ones. A site's own templates may have others, which look like none.
fn slips(own: &Strings, complete: &Strings, path: &str, diags: &mut Diagnostics) {
    for key in own.0.keys().filter(|key| !complete.0.contains_key(*key)) {
        if let Some(help) = did_you_mean(key, complete.0.keys().map(String::as_str)) {
            let place = crate::diag::Place::File(path.to_owned());
            diags.push(Diagnostic::new(Code::UnknownKey, place, format!("there is no text `{key}`")).help(help));
        }
    }
}

fn read(sources: &Sources, id: FileId, diags: &mut Diagnostics) -> Option<Strings> {
    let text = sources.get(id).text()?;
    Yaml::whole(id, text).parse(diags).map(|RawStrings(texts)| Strings(texts))
}
