//! The keys on top of a text as the fields of a form.
//!
//! Which keys there are, what they are for and what they may be says the schema of
//! that sort of file, the same that editors of code use. So a key that a page gains
//! is in the form at once, with its help; and so are the parts of a plan, each phase and
//! each activity below its name. What a form cannot ask for (lists of several things
//! each) is shown by name and edited as text.
//!
//! Never: how YAML is written.

use super::yaml;
use crate::model::schema::Shape;
use crate::syntax::front_matter;
use serde::Serialize;
use serde_json::{Map, Value};

/// A text cut into what the form asks for and what is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cut {
    /// The front matter with both its lines `---`; empty where the file has none.
    pub front: String,
    /// Everything else.
    pub body: String,
}

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// The keys that it stands below, such as `phases` and the name of one of them; none for a key at the margin.
    pub below: Vec<String>,
    /// The key in the file.
    pub key: String,
    /// What it is for, from the schema.
    pub help: String,
    /// How it is asked for.
    pub sort: Sort,
    /// The words to choose from.
    pub choices: Vec<String>,
    /// Whether the file must have it.
    pub required: bool,
    /// What the file says; `null` where it does not have the key.
    pub value: Value,
    /// The line of the file, from 1, where the key stands.
    pub line: Option<usize>,
}

/// How a field is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Words.
    Text,
    /// One of several words.
    Choice,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// Several short texts.
    List,
    /// Nothing that a form can ask for.
    Other,
}

/// What sort of YAML a file has, where its schema has keys of its own.
#[must_use]
pub fn shape(name: &str) -> Option<Shape> {
    let below = name.strip_prefix("content/")?;
    let file = below.rsplit('/').next()?;
    let (stem, ending) = below.rsplit_once('.')?;
    let translated = stem.rsplit('/').next()?.contains('.');
    match ending {
        "md" if below.starts_with("fragments/") => Some(Shape::Fragment),
        "md" if file == "_index.md" || file.starts_with("_index.") => Some(Shape::Section),
        "md" => Some(Shape::Page),
        _ if translated => None,
        _ if below == "site.yaml" => Some(Shape::Site),
        _ if below.starts_with("protocols/shared/") => None,
        _ if below.starts_with("protocols/") => Some(Shape::Protocol),
        _ => None,
    }
}

/// Whether a file is Markdown, with front matter on top.
fn is_markdown(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "md")
}

/// Cuts a Markdown text in two. `None` where its front matter has no beginning or no end.
#[must_use]
pub fn cut(name: &str, text: &str) -> Option<Cut> {
    if !is_markdown(name) {
        return Some(Cut { front: String::new(), body: text.to_owned() });
    }
    let parts = front_matter::split(text).ok()?;
    Some(Cut { front: text[..parts.body_base].to_owned(), body: parts.body.to_owned() })
}

/// The YAML of a text, and where it begins.
fn yaml_of<'a>(name: &str, text: &'a str) -> Option<(&'a str, usize)> {
    if is_markdown(name) {
        front_matter::split(text).ok().map(|parts| (parts.yaml, parts.yaml_base))
    } else {
        Some((text, 0))
    }
}

/// The fields of a text. `None` where there is no form for such a file, or its YAML cannot be read.
#[must_use]
pub fn fields(name: &str, text: &str) -> Option<Vec<Field>> {
    let (yaml, base) = yaml_of(name, text)?;
    let values = yaml::read(yaml)?;
    let schema: Value = serde_json::from_str(&shape(name)?.schema()).ok()?;
    let line = text[..base].matches('\n').count() + 1;
    let mut all = of_map(&schema, &values, yaml, line, &[]);
    for (group, about) in schema["properties"].as_object()? {
        let (Some(part), Some(Value::Object(entries))) = (part(&schema, about), values.get(group)) else { continue };
        // What is written in another notation has no fields: it is edited as text.
        let Some(names) = yaml::below(yaml, group) else { continue };
        let line = line + yaml[..names.start].matches('\n').count();
        for (name, entry) in entries {
            let (Value::Object(values), Some(own)) = (entry, yaml::below(&names.text, name)) else { continue };
            let line = line + names.text[..own.start].matches('\n').count();
            all.extend(of_map(part, values, &own.text, line, &[group, name]));
        }
    }
    Some(all)
}

/// The fields of one map. `line` is the line of the file in which its text begins.
fn of_map(schema: &Value, values: &Map<String, Value>, yaml: &str, line: usize, below: &[&str]) -> Vec<Field> {
    let required = words(&schema["required"]);
    let entries = yaml::entries(yaml);
    let line_of = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some(line + yaml[..entry.start].matches('\n').count())
    };
    let field = |(key, about): (&String, &Value)| Field {
        below: below.iter().map(|key| (*key).to_owned()).collect(),
        key: key.clone(),
        help: about["description"].as_str().unwrap_or_default().to_owned(),
        sort: sort(about, values.get(key)),
        choices: words(&about["enum"]),
        required: required.contains(key),
        value: values.get(key).cloned().unwrap_or(Value::Null),
        line: line_of(key),
    };
    schema["properties"].as_object().into_iter().flatten().map(field).collect()
}

/// The schema of each thing in a map of named things, such as a phase. `None` for other keys.
fn part<'s>(schema: &'s Value, about: &Value) -> Option<&'s Value> {
    let name = about["additionalProperties"]["$ref"].as_str()?.strip_prefix("#/$defs/")?;
    Some(&schema["$defs"][name]).filter(|part| part["properties"].is_object())
}

/// Sets one key in a text, told with those that it stands below; everything else stays byte for byte.
///
/// # Errors
/// A plain sentence, where the file has to be edited as text.
pub fn set(name: &str, text: &str, keys: &[&str], value: &Value) -> Result<String, String> {
    let (yaml, base) = yaml_of(name, text).ok_or("The lines `---` on top of this page are not complete.")?;
    let schema = shape(name).and_then(|shape| serde_json::from_str::<Value>(&shape.schema()).ok());
    let schema = schema.ok_or("There is no form for this sort of file.")?;
    let unknown = "This sort of file has no such entry.";
    let (map, key) = match keys {
        [key] => (&schema, key),
        [group, _, key] => (part(&schema, &schema["properties"][group]).ok_or(unknown)?, key),
        _ => return Err(unknown.to_owned()),
    };
    let properties = map["properties"].as_object().ok_or(unknown)?;
    let about = properties.get(*key).ok_or(unknown)?;
    if sort(about, Some(value)) == Sort::Other && !value.is_null() {
        return Err("This entry can only be changed in the text.".to_owned());
    }
    let order: Vec<&str> = properties.keys().map(String::as_str).collect();
    let changed = yaml::set_below(yaml, keys, value, &order)?;
    Ok([&text[..base], &changed, &text[base + yaml.len()..]].concat())
}

/// How a key is asked for: by its schema, and by what stands there already.
fn sort(about: &Value, value: Option<&Value>) -> Sort {
    let plain = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    match value {
        Some(Value::Object(_)) => return Sort::Other,
        Some(Value::Array(items)) if !items.iter().all(plain) => return Sort::Other,
        Some(Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | None => {}
    }
    let types = types(about);
    let is = |word: &str| types.iter().any(|known| known == word);
    let found = if !words(&about["enum"]).is_empty() {
        Sort::Choice
    } else if about["pattern"].as_str() == Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}$") {
        Sort::Date
    } else if is("array") && types_of_items(about).iter().all(|word| word != "object") {
        Sort::List
    } else if is("string") {
        Sort::Text
    } else if is("integer") {
        Sort::Number
    } else {
        Sort::Other
    };
    let is_list = matches!(value, Some(Value::Array(_)));
    if value.is_some_and(|value| !value.is_null()) && is_list != (found == Sort::List) { Sort::Other } else { found }
}

fn types(about: &Value) -> Vec<String> {
    about["type"].as_str().map_or_else(|| words(&about["type"]), |one| vec![one.to_owned()])
}

/// The types of the items of a list; `object` where they are described elsewhere.
fn types_of_items(about: &Value) -> Vec<String> {
    let types = types(&about["items"]);
    if types.is_empty() { vec!["object".to_owned()] } else { types }
}

fn words(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The values on top of a text, whatever it is; nothing where they cannot be read.
#[must_use]
pub fn values(name: &str, text: &str) -> Map<String, Value> {
    yaml_of(name, text).and_then(|(yaml, _)| yaml::read(yaml)).unwrap_or_default()
}
