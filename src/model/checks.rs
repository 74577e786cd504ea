//! What the checks of texts have to know about a site: limits, and lists of words.
//!
//! The program knows no subject, so whatever belongs to one stands in the
//! settings: which names are medicines, which are brands, which words the house
//! does not use and what it says instead.
//!
//! Never: how a text is judged.

use crate::model::protocol::Entries;
use crate::model::waiver::Waiver;
use crate::syntax::yaml::Raw;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// What the checks of texts have to know.
#[derive(Clone, Debug)]
pub struct Checks {
    /// How many years of school a text for parents may ask for.
    pub parents: f64,
    /// How many years of school a text for clinicians may ask for.
    pub clinicians: f64,
    /// Names of medicines and herbs.
    pub medicines: Vec<String>,
    /// Names of brands, which no text promotes.
    pub brands: Vec<String>,
    /// Words that the house does not use, each with what it says instead.
    pub avoid: Vec<(String, String)>,
    /// The rules of style that the whole site sets aside.
    pub waivers: Vec<Waiver>,
}

/// How many years of school a text may ask for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "reading")]
pub(super) struct RawReading {
    /// For parents; without it, eight.
    #[serde(default = "usual_parents")]
    parents: f64,
    /// For clinicians; without it, fourteen.
    #[serde(default = "usual_clinicians")]
    clinicians: f64,
}

/// Words that the checks of texts have to know.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "words")]
pub(super) struct RawWords {
    /// Names of medicines and herbs. No text says how often they are taken.
    #[serde(default)]
    medicines: Vec<String>,
    /// Names of brands, which no text promotes.
    #[serde(default)]
    brands: Vec<String>,
    /// Words that your texts do not use, each with what they say instead.
    #[serde(default)]
    #[schemars(extend("examples" = json!([{"nursing home": "care home"}])))]
    avoid: Entries<Raw<String>>,
}

/// Grade 8: the upper end of what `MedlinePlus` asks for.
fn usual_parents() -> f64 {
    8.0
}

/// Grade 14: somebody who has been trained.
fn usual_clinicians() -> f64 {
    14.0
}

impl Checks {
    pub(super) fn new(reading: Option<RawReading>, words: Option<RawWords>, waivers: Vec<Waiver>) -> Self {
        let (parents, clinicians) = reading
            .map_or_else(|| (usual_parents(), usual_clinicians()), |reading| (reading.parents, reading.clinicians));
        let (medicines, brands, avoid) = words.map_or_else(Default::default, |words| {
            let avoid = words.avoid.0.into_iter().map(|(word, better)| (word.value, better.value));
            (words.medicines, words.brands, avoid.collect())
        });
        Self { parents, clinicians, medicines, brands, avoid, waivers }
    }
}
