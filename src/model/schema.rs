//! JSON Schemas of everything that is written in YAML, for editors.
//!
//! They are made of the raw shapes themselves: a key that a shape gains is in
//! the schema, with the comment of its field as the help that an editor shows.
//! What serde's shapes do not say about YAML is put right at the end, in one
//! place, `settle`.
//!
//! A schema says what a file must look like by itself. Whatever it objects to,
//! `check` complains of as well, but for one thing: an optional key without a
//! value, which the reader takes for a line left out. Whether names, links and
//! sources exist, only `check` can know.
//!
//! Never: what a value means.

use super::bibliography::RawReferences;
use super::fragment::RawFragment;
use super::glossary::RawGlossary;
use super::page::RawFront;
use super::planner::RawPlanner;
use super::protocol;
use super::search::RawSearch;
use super::settings::RawSettings;
use super::strings::RawStrings;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use serde_json::{Value, json};

/// Something that is written in YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The front matter of a page.
    Page,
    /// The front matter of an `_index.md`.
    Section,
    /// `content/site.yaml`.
    Site,
    /// `content/planner.yaml`.
    Planner,
    /// A file in `content/protocols/`.
    Protocol,
    /// A file in `content/protocols/shared/`.
    Shared,
    /// A protocol in another language: `content/protocols/walks.es.yaml`.
    Translation,
    /// Shared blocks in another language.
    SharedTranslation,
    /// `content/glossary.yaml`.
    Glossary,
    /// `content/search.yaml`.
    Search,
    /// `content/references.yaml`.
    References,
    /// The front matter of a file in `content/fragments/`.
    Fragment,
    /// A file in `theme/strings/`.
    Strings,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 13] = [
        Self::Page,
        Self::Section,
        Self::Site,
        Self::Planner,
        Self::Protocol,
        Self::Shared,
        Self::Translation,
        Self::SharedTranslation,
        Self::Glossary,
        Self::Search,
        Self::References,
        Self::Fragment,
        Self::Strings,
    ];

    /// The word on the command line, and the name of the schema's file without `.json`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Section => "section",
            Self::Site => "site",
            Self::Planner => "planner",
            Self::Protocol => "protocol",
            Self::Shared => "shared",
            Self::Translation => "translation",
            Self::SharedTranslation => "shared-translation",
            Self::Glossary => "glossary",
            Self::Search => "search",
            Self::References => "references",
            Self::Fragment => "fragment",
            Self::Strings => "strings",
        }
    }

    /// Where its schema lies in a site: `schemas/protocol.json`.
    #[must_use]
    pub fn file(self) -> String {
        format!("schemas/{}.json", self.word())
    }

    /// The keys of its outermost map, in the order in which they are described.
    #[must_use]
    pub fn keys(self) -> Vec<String> {
        let schema: Value = serde_json::from_str(&self.schema()).unwrap_or_default();
        schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
    }

    /// Its schema: a JSON Schema of the draft 2020-12, two spaces a level, with a line break at its end.
    #[must_use]
    pub fn schema(self) -> String {
        let generator = SchemaSettings::draft2020_12().with_transform(settle).into_generator();
        let mut schema = match self {
            Self::Page | Self::Section => generator.into_root_schema_for::<RawFront>(),
            Self::Site => generator.into_root_schema_for::<RawSettings>(),
            Self::Planner => generator.into_root_schema_for::<RawPlanner>(),
            Self::Protocol => protocol::schema(generator),
            Self::Shared => protocol::shared_schema(generator),
            Self::Translation => protocol::translation_schema(generator),
            Self::SharedTranslation => protocol::shared_translation_schema(generator),
            Self::Glossary => generator.into_root_schema_for::<RawGlossary>(),
            Self::Search => generator.into_root_schema_for::<RawSearch>(),
            Self::References => generator.into_root_schema_for::<RawReferences>(),
            Self::Fragment => generator.into_root_schema_for::<RawFragment>(),
            Self::Strings => generator.into_root_schema_for::<RawStrings>(),
        };
        if self == Self::Section {
            // The keys of a page; only what the folder makes of them is another.
            let words = |text: &str| Value::from(text);
            schema.insert("title".to_owned(), words("Front matter of a section of Latchwork"));
            schema.insert(
                "description".to_owned(),
                words(
                    "What stands between the two lines `---` on top of an `_index.md`. Its folder is a section: the pages in it stand below this one.",
                ),
            );
            if let Some(order) = schema.pointer_mut("/properties/order") {
                order["description"] = words(
                    "Where the section stands in the menu and among its neighbors. Those without a number stand last, by title.",
                );
            }
        }
        format!("{:#}\n", readable(schema.to_value()))
    }
}

/// The same, with what says what it is about first.
fn readable(value: Value) -> Value {
    match value {
        Value::Object(mut map) => {
            let first = ["$schema", "title", "description", "type"].map(|key| map.shift_remove_entry(key));
            first.into_iter().flatten().chain(map).map(|(key, value)| (key, readable(value))).collect()
        }
        Value::Array(values) => values.into_iter().map(readable).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// Puts right what serde's shapes do not say about YAML, and what editors like better.
fn settle(schema: &mut Schema) {
    transform_subschemas(&mut settle, schema);
    without_null(schema);
    let Some(map) = schema.as_object_mut() else { return };
    // A text may look like a number or a truth to YAML: `version: 1`. The reader takes it as a text.
    let is_text = map.get("type") == Some(&json!("string"));
    if is_text && !map.contains_key("pattern") && !map.contains_key("enum") {
        map.insert("type".to_owned(), json!(["string", "number", "boolean"]));
    }
    // Formats such as `int32` are Rust's and not of the standard.
    map.remove("format");
    // An empty list or text as a default says nothing.
    if map.get("default").is_some_and(|value| [json!([]), json!({}), json!(""), json!(null)].contains(value)) {
        map.remove("default");
    }
    if let Some(Value::String(text)) = map.get_mut("description") {
        *text = text.replace('\n', " ");
    }
    if let (Some(Value::String(text)), Some(Value::String(how))) =
        (map.get("description"), map.get("patternErrorMessage"))
    {
        let both = format!("{text}\n\n{how}");
        map.insert("description".to_owned(), both.into());
    }
}

/// A key without a value is a line that somebody has not finished; it is left out, not empty.
fn without_null(schema: &mut Schema) {
    let Some(map) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|word| word != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            map.insert("type".to_owned(), one);
        }
    }
    if let Some(Value::Array(choices)) = map.get_mut("anyOf") {
        choices.retain(|choice| choice != &json!({"type": "null"}));
        if let [Value::Object(one)] = choices.as_slice() {
            let one = one.clone();
            map.remove("anyOf");
            for (key, value) in one {
                map.entry(key).or_insert(value);
            }
        }
    }
}
