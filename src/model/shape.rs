//! Small words for the schemas of several YAML shapes.
//!
//! Closed lists come from the very tables that the readers use, so that an
//! editor and `check` cannot disagree. The types have no values: a field of a
//! raw shape names one with `with`, and stays the text that it is.
//!
//! Never: any one shape, reading.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// The words of a closed list, as written in files.
pub fn words<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $pattern:literal, $what:literal, [$($example:literal),+];)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": "string",
                    "pattern": $pattern,
                    "patternErrorMessage": concat!("Write ", $what, "."),
                    "examples": [$($example),+],
                })
            }
        }
    )*};
}

texts! {
    /// A day of the calendar, as [`crate::model::page::date`] reads it.
    Day: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "the year, the month and the day: `2026-12-01`", ["2026-12-01"];
    /// The file of a page.
    PageFile: r"\.md$", "the path of the file of a page, with its ending: `../help/_index.md`", ["../help/_index.md"];
    /// The file of a picture.
    PictureFile: r"\.(svg|png|jpe?g|webp|avif|gif)$", "the path of a picture's file, with its ending: `images/logo.svg`", ["images/logo.svg"];
    /// The tag of a language, as [`crate::name::Lang`] has it.
    Tag: "^[a-z]{2,3}$", "the short tag of a language, two or three small letters: `en`", ["en", "es", "ar"];
    /// A base address, as [`crate::model::settings::good_base`] has it.
    WebAddress: r"^https?://[^/\s]", "a whole address: `https://clinic.example/`", ["https://clinic.example/"];
    /// A color, as the settings read it.
    Colour: "^#[0-9a-fA-F]{6}$", "a color with six hexadecimal digits, in quotes: `\"#2f6f6a\"`", ["#2f6f6a"];
    /// A time of day.
    Time: r"^\s*[0-9]{1,2}\s*:\s*[0-9]{1,2}\s*$", "hours and minutes, in quotes: `\"06:30\"`", ["06:30", "22:00"];
}
