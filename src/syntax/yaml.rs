//! YAML in, typed raw values with places out.
//!
//! The one door to the YAML crate. It fixes the dialect (strict booleans, no
//! merge keys, no tags, bounded aliases and depth), turns the crate's errors
//! into our plain sentences, and moves places from a piece of a file (front
//! matter) to the whole file.
//!
//! Serde stops at the first wrong shape, so a file gives at most one finding
//! here. Raw shapes are therefore soft (`Raw<String>` for dates, kinds, links),
//! and what the strings mean is judged later, all at once. Places get lost
//! inside `flatten` and `untagged`: raw shapes use neither.
//!
//! Never: what any key means.

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{FileId, Position, Span, Spanned, byte_offset, offset};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;
use serde_yaml::{Error, Location};
use std::borrow::Cow;

/// A raw value with its place, as it stands in serde shapes. A schema sees the value alone.
#[derive(Clone, Debug)]
pub struct Raw<T> {
    /// The value.
    pub value: T,
    /// Where it stands, for [`Yaml::span`].
    place: Location,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Raw<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_yaml::Spanned::<T>::deserialize(deserializer)?;
        Ok(Self { value: spanned.value, place: spanned.referenced })
    }
}

impl<T: JsonSchema> JsonSchema for Raw<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A YAML text and where in which file it begins.
#[derive(Clone, Copy, Debug)]
pub struct Yaml<'a> {
    /// The file.
    pub file: FileId,
    /// The first byte of the YAML text in it.
    pub base: u32,
    /// The text.
    pub text: &'a str,
}

impl<'a> Yaml<'a> {
    /// A file that is YAML from its first byte.
    #[must_use]
    pub fn whole(file: FileId, text: &'a str) -> Self {
        Self { file, base: 0, text }
    }

    /// Reads the text as `T`. `None` means that a finding was pushed.
    pub fn parse<T: DeserializeOwned>(&self, diags: &mut Diagnostics) -> Option<T> {
        let plain = serde_yaml::with_deserializer_from_str_with_options(self.text, options(), |de| T::deserialize(de));
        if let Ok(value) = plain {
            return Some(value);
        }
        // Once more for the path of what is wrong; keeping it in mind all the time would cost every good file.
        let mut path = None;
        let result = serde_yaml::with_deserializer_from_str_with_options(self.text, options(), |de| {
            serde_path_to_error::deserialize::<_, T>(de).map_err(|e| {
                path = Some(e.path().to_string());
                e.into_inner()
            })
        });
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                diags.push(self.finding(&error, path.as_deref()));
                None
            }
        }
    }

    /// Where a raw value stands in the file.
    pub fn span<T>(&self, raw: &Raw<T>) -> Span {
        self.range(raw.place)
    }

    /// A raw value with its place in the file.
    pub fn place<T: Clone>(&self, raw: &Raw<T>) -> Spanned<T> {
        Spanned { value: raw.value.clone(), span: self.span(raw) }
    }

    /// The whole text.
    #[must_use]
    pub fn all(&self) -> Span {
        Span { file: self.file, start: self.base, end: self.base + offset(self.text.len()) }
    }

    fn range(&self, location: Location) -> Span {
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let start = location.span().byte_offset().map_or_else(
            || byte_offset(self.text, Position { line: number(location.line()), column: number(location.column()) }),
            number,
        );
        let start = start.min(self.text.len());
        let length = location.span().byte_len().map_or(0, number);
        let end = if length == 0 { word_end(self.text, start) } else { (start + length).min(self.text.len()) };
        Span { file: self.file, start: self.base + offset(start), end: self.base + offset(end) }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the crate's own list, long and open")]
    fn finding(&self, error: &Error, path: Option<&str>) -> Diagnostic {
        let span = error.location().map_or(self.all().slice(0, 0), |location| self.range(location));
        let at = path.filter(|p| !p.is_empty() && *p != "." && *p != "?").unwrap_or("this value");
        let new = |code, message: String| Diagnostic::new(code, span, message);
        match error {
            Error::SerdeUnknownField { field, expected, .. } => {
                new(Code::UnknownKey, format!("there is no key `{field}` here"))
                    .help(format!("the keys here are {}", listed(expected)))
                    .help_maybe(did_you_mean(field, expected.iter().copied()))
            }
            Error::SerdeMissingField { field, .. } => {
                new(Code::MissingKey, format!("the key `{field}` is missing")).help(format!("add a line `{field}: …`"))
            }
            Error::SerdeUnknownVariant { variant, expected, .. } => {
                new(Code::UnknownValue, format!("`{variant}` is not a value for `{at}`"))
                    .help(format!("write one of {}", listed(expected)))
                    .help_maybe(did_you_mean(variant, expected.iter().copied()))
            }
            Error::DuplicateMappingKey { key, .. } => {
                let key = key.as_deref().map_or(String::new(), |k| format!(" `{k}`"));
                new(Code::DuplicateKey, format!("the key{key} stands here a second time")).help("keep one of the two")
            }
            Error::NullIntoString { .. } => {
                new(Code::WrongType, format!("`{at}` is empty")).help("write a text after the colon, or remove the line")
            }
            Error::SerdeInvalidType { unexpected, expected, .. } | Error::SerdeInvalidValue { unexpected, expected, .. } => {
                new(Code::WrongType, format!("`{at}` cannot be {unexpected}")).help(format!("write {expected}"))
            }
            Error::Unexpected { expected: "string scalar", .. } => {
                new(Code::WrongType, format!("`{at}` has the wrong shape"))
                    .help("write one text here; a text with a colon and a space in it must stand in quotes")
            }
            Error::Unexpected { expected, .. } => {
                new(Code::WrongType, format!("`{at}` has the wrong shape")).help(format!("write {expected} here"))
            }
            Error::InvalidScalar { ty, .. } => {
                new(Code::WrongType, format!("`{at}` is not {}", article(plain_type(ty))))
                    .help(format!("write {} here", article(plain_type(ty))))
            }
            Error::InvalidBooleanStrict { .. } => {
                new(Code::WrongType, format!("`{at}` is not true or false")).help("write `true` or `false`")
            }
            Error::Budget { .. } | Error::AliasReplayLimitExceeded { .. } | Error::AliasExpansionLimitExceeded { .. } => {
                new(Code::YamlSyntax, "this YAML is too large, or refers to itself too often".to_owned())
                    .help("write it out plainly, without `&` and `*`")
            }
            other => new(Code::YamlSyntax, format!("this is not good YAML: {}", first_sentence(&other.to_string())))
                .help("text with `: `, `#` or a leading `@`, `[`, `{`, `*`, `&` must stand in quotes, and lists and keys must line up"),
        }
    }
}

/// A text as a plain value, for comparing; `None` where it cannot be read.
pub(super) fn value(text: &str) -> Option<Value> {
    serde_yaml::with_deserializer_from_str_with_options(text, options(), |de| Value::deserialize(de)).ok()
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        reject_unsupported_tags: true,
        merge_keys: serde_yaml::options::MergeKeyPolicy::Error,
        with_snippet: false,
        budget: serde_yaml::budget! { max_aliases: 64, max_depth: 32, max_nodes: 2_000_000, max_events: 6_000_000 },
    }
}

/// Names in back-ticks, separated by commas.
fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn plain_type(ty: &str) -> &str {
    match ty {
        "bool" => "true or false",
        _ if ty.starts_with(['u', 'i']) => "whole number",
        _ if ty.starts_with('f') => "number",
        _ => ty,
    }
}

fn article(words: &str) -> String {
    if words.starts_with("true") { words.to_owned() } else { format!("a {words}") }
}

/// What the YAML crate says, without its place (we show that) and its advice to programmers.
fn first_sentence(message: &str) -> String {
    let line = message.lines().next().unwrap_or("");
    let line = line.strip_prefix("error: ").unwrap_or(line);
    let cut = line.find(" at line ").or_else(|| line.find(" (line ")).unwrap_or(line.len());
    let line = line[..cut].trim_end_matches(['.', ',']);
    let line =
        line.strip_prefix(|c: char| c.is_ascii_digit()).map_or(line, |_| line.split_once(": ").map_or(line, |p| p.1));
    let mut chars = line.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().collect::<String>() + chars.as_str())
}

/// The end of the word or quoted text at a place, for underlining.
fn word_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let end = rest.find(|c: char| c.is_whitespace() || c == ':' || c == ',').unwrap_or(rest.len());
    start + end.max(rest.chars().next().map_or(0, char::len_utf8).min(rest.len()))
}
