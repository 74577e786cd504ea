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
use serde::Deserialize;

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

/// `reading:` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawReading {
    #[serde(default = "usual_parents")]
    parents: f64,
    #[serde(default = "usual_clinicians")]
    clinicians: f64,
}

/// `words:` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWords {
    #[serde(default)]
    medicines: Vec<String>,
    #[serde(default)]
    brands: Vec<String>,
    #[serde(default)]
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
