//! What may stand in the values of a protocol file, for its schema.
//!
//! The raw shapes hold texts; what a text must look like is known to the reader.
//! These types have no values: a field says `with = "Cited<Length>"` and its
//! schema gets the pattern, the examples and the words that the reader of
//! [`Length`](crate::schedule::Length) has. So there is one table of each list
//! of words and one sentence about each notation.
//!
//! Never: reading.

use crate::model::protocol::grammar::{NAME, Written, read};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::marker::PhantomData;

/// A value in the small language, perhaps with its sources.
pub struct Value<T>(PhantomData<T>);

/// A value in the small language that must say where it comes from.
pub struct Cited<T>(PhantomData<T>);

/// The name of something in the file.
pub struct Name;

/// `[@key]`, `[@one; @two]`, `{clinic}`, `{policy}`, `{unverified}`.
const MARK: &str = r"\s*(?:\[@[^\]]*\]|\{(?:clinic|policy|unverified)\})";

impl<T: Written> JsonSchema for Value<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::WHAT.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut schema = json_schema!({
            "type": "string",
            "pattern": format!(r"^\s*(?:{})(?:{MARK})*\s*$", T::pattern()),
            "patternErrorMessage": format!("Write {}.", T::WHAT),
            "examples": T::EXAMPLES,
        });
        if read::<T>("1").is_ok() {
            // YAML takes `5` for a number where `5 ml` is a text.
            schema.insert("type".to_owned(), ["string", "number"].into());
        }
        schema
    }
}

impl<T: Written> JsonSchema for Cited<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}, with its source", T::WHAT).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let marks = ["[@key-of-a-source]", "{clinic}"].iter().cycle();
        let examples: Vec<String> =
            T::EXAMPLES.iter().zip(marks).map(|(example, mark)| format!("{example} {mark}")).collect();
        json_schema!({
            "type": "string",
            "pattern": format!(r"^\s*(?:{})(?:{MARK})+\s*$", T::pattern()),
            "patternErrorMessage": format!(
                "Write {}, and after it where it comes from: `[@key]` for a source in references.yaml, or `{{clinic}}` for a default that the clinic confirms.",
                T::WHAT
            ),
            "examples": examples,
        })
    }
}

impl JsonSchema for Name {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "name".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        name()
    }
}

/// What a name in the file must look like.
pub fn name() -> Schema {
    json_schema!({
        "type": "string",
        "pattern": format!("^{NAME}$"),
        "patternErrorMessage": "A name is lower-case letters, digits and single hyphens, such as `first-visit`.",
    })
}
