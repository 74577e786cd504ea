//! What a clinic adds to search: `content/search.yaml`.
//!
//! Which words mean the same, beyond the word list, and by which words a care card is to be found. The file
//! may be missing. It is about the site's main language, as the word list is.
//!
//! Never: the pages, how search works.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::shape::{PageFile, words};
use crate::source::{FileId, Spanned};
use crate::syntax::directive::Urgency;
use crate::syntax::yaml::{Raw, Yaml};
use schemars::JsonSchema;
use serde::Deserialize;

/// What a clinic adds.
#[derive(Clone, Debug, Default)]
pub struct SearchWords {
    /// Phrases that mean the same, group by group.
    pub synonyms: Vec<Vec<String>>,
    /// Words by which care cards are to be found.
    pub urgent: Vec<UrgentWords>,
}

/// Words by which a care card is to be found.
#[derive(Clone, Debug)]
pub struct UrgentWords {
    /// The phrases that people type.
    pub words: Vec<String>,
    /// The file of the card's page, from `content/`.
    pub page: Spanned<String>,
    /// The card's level: the first such card of the page is meant.
    pub level: Urgency,
}

const LEVELS: [(&str, Urgency); 2] = [("emergency", Urgency::Emergency), ("urgent", Urgency::Urgent)];

/// What people type into search, and what they mean. The word list is known already; this file adds to it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "The words of search on a site of Latchwork")]
pub(super) struct RawSearch {
    /// Groups of words or phrases that mean the same. Whoever types one finds the pages that say another.
    #[serde(default)]
    #[schemars(extend("examples" = [[["clogged duct", "plugged duct", "blocked duct"]]]))]
    synonyms: Vec<Vec<Raw<String>>>,
    /// Words that show a care card above all results.
    #[serde(default)]
    urgent: Vec<RawUrgent>,
}

/// Words that show a care card above all results.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "urgent")]
struct RawUrgent {
    /// The words or phrases. A query that has all words of a phrase shows the card.
    #[schemars(extend("examples" = [["fever", "hot breast"]]))]
    words: Vec<Raw<String>>,
    /// The page with the card: the path of its file from `content/`.
    #[schemars(with = "PageFile")]
    page: Raw<String>,
    /// The level of the card. The first card of this level on the page is shown.
    #[schemars(extend("enum" = words(&LEVELS)))]
    level: Raw<String>,
}

/// Parses `content/search.yaml`.
pub fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> SearchWords {
    let yaml = Yaml::whole(file, text);
    let Some(RawSearch { synonyms, urgent }) = yaml.parse(diags) else { return SearchWords::default() };
    let mut phrases = |raws: &[Raw<String>]| -> Vec<String> {
        for raw in raws.iter().filter(|raw| !raw.value.contains(char::is_alphanumeric)) {
            diags.push(
                Diagnostic::new(Code::InvalidValue, yaml.span(raw), "this has no letters, so nobody can type it")
                    .help("write a word or a phrase, or remove it"),
            );
        }
        raws.iter().map(|raw| raw.value.clone()).collect()
    };
    let synonyms = synonyms.iter().map(|group| phrases(group)).collect();
    let urgent: Vec<(Vec<String>, RawUrgent)> = urgent.into_iter().map(|raw| (phrases(&raw.words), raw)).collect();
    let urgent = urgent.into_iter().filter_map(|(words, raw)| {
        let level = super::page::one_of(&LEVELS, &yaml.place(&raw.level), diags)?;
        Some(UrgentWords { words, page: yaml.place(&raw.page), level })
    });
    SearchWords { synonyms, urgent: urgent.collect() }
}
