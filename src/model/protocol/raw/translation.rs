//! The translation of a protocol, as written: texts by their paths, and no values.
//!
//! Never: which paths there are.

use super::Word;
use crate::model::protocol::entries::Entries;
use crate::model::protocol::translation::STATUSES;
use crate::model::shape::{Day, words};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The schema of a translation of a protocol.
#[must_use]
pub fn translation_schema(generator: SchemaGenerator) -> Schema {
    generator.into_root_schema_for::<RawTranslation>()
}

/// The schema of a translation of shared blocks.
#[must_use]
pub fn shared_translation_schema(generator: SchemaGenerator) -> Schema {
    generator.into_root_schema_for::<RawSharedTranslation>()
}

/// A protocol in another language of the site: `content/protocols/walks.es.yaml` is `walks.yaml` in Spanish.
/// It holds words alone; dates, times and amounts stay those of the protocol.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "A translation of a protocol of Latchwork")]
pub struct RawTranslation {
    /// The version of the protocol that was translated. The build warns when the protocol has another one.
    #[schemars(extend("examples" = ["1", "1.2"]))]
    pub of: Option<Word>,
    /// How far the review of this translation is; without it, `under-review`. Whether it is approved does
    /// not stand here: `latchwork review` keeps that in `content/reviews/`.
    #[schemars(extend("enum" = words(&STATUSES)))]
    pub status: Option<Word>,
    /// The day by which it has to be read again. Without it, that many months after it was approved as
    /// `review:` in the settings says.
    #[schemars(with = "Option<Day>")]
    pub review_due: Option<Word>,
    /// Each text of the protocol by its path, such as `phases.begin.title`; entries of lists count from 1,
    /// as in `calls.fever.items.2`. A text keeps its sources and marks: `[@key]`, `{clinic}`.
    pub texts: Entries<Word>,
}

/// Shared blocks in another language of the site: `content/protocols/shared/calls.es.yaml` is `calls.yaml`
/// in Spanish.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "A translation of shared blocks of Latchwork")]
pub struct RawSharedTranslation {
    /// Each text of the blocks by its path, such as `calls.fever.title`; entries of lists count from 1,
    /// as in `calls.fever.items.2`. A text keeps its sources and marks: `[@key]`, `{clinic}`.
    pub texts: Entries<Word>,
}
