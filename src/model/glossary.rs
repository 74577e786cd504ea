//! The glossary: `content/glossary.yaml`.
//!
//! A term has a plain form for parents, a clinical one, a definition and other
//! forms that people write or type. Its first use in every part of a page is
//! linked, so two terms must not claim the same form.
//!
//! Never: the pages, how a term looks.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span, Spanned};
use crate::syntax::yaml::{Raw, Yaml};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A term.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its key, by which texts name it.
    pub key: String,
    /// The parents' word.
    pub plain: String,
    /// The clinicians' word, where it is another.
    pub clinical: Option<String>,
    /// What it means, in one or two plain sentences.
    pub definition: String,
    /// Other forms.
    pub synonyms: Vec<String>,
    /// Where the definition comes from.
    pub cite: Vec<Spanned<String>>,
    /// Where the term is defined.
    pub span: Span,
}

impl Term {
    /// Every form in which it may stand in a text.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.plain.as_str())
            .chain(self.clinical.as_deref())
            .chain(self.synonyms.iter().map(String::as_str))
    }
}

/// The terms, each below a key of its own, by which texts name it: `[milk booster](term:galactagogue)`.
/// The first use of any of its forms in every part of a page opens the definition.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(title = "The glossary of a site of Latchwork")]
pub(super) struct RawGlossary(BTreeMap<String, RawTerm>);

/// A term. No two terms may have a form in common.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "term")]
struct RawTerm {
    /// The readers' word.
    #[schemars(extend("examples" = ["milk booster"]))]
    plain: Raw<String>,
    /// The clinicians' word, where it is another.
    #[schemars(extend("examples" = ["galactagogue"]))]
    clinical: Option<String>,
    /// What it means, in one or two plain sentences.
    definition: String,
    /// Other forms that stand in texts or that people type.
    #[serde(default)]
    synonyms: Vec<String>,
    /// Where the definition comes from: keys of `content/references.yaml`.
    #[serde(default)]
    cite: Vec<Raw<String>>,
}

/// Parses the glossary: its terms, in order of key.
pub fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> Vec<Term> {
    let yaml = Yaml::whole(file, text);
    let Some(RawGlossary(raw)) = yaml.parse(diags) else { return Vec::new() };
    let terms: Vec<Term> = raw
        .into_iter()
        .map(|(key, RawTerm { plain, clinical, definition, synonyms, cite })| Term {
            key,
            clinical: clinical.filter(|clinical| *clinical != plain.value),
            definition,
            synonyms,
            cite: cite.iter().map(|raw| yaml.place(raw)).collect(),
            span: yaml.span(&plain),
            plain: plain.value,
        })
        .collect();
    let mut owners: BTreeMap<String, &Term> = BTreeMap::new();
    for term in &terms {
        for form in term.forms().map(str::to_lowercase) {
            match owners.get(&form) {
                Some(other) if other.key != term.key => diags.push(
                    Diagnostic::new(
                        Code::DuplicateTerm,
                        term.span,
                        format!("`{form}` is a form of two terms, `{}` and `{}`", other.key, term.key),
                    )
                    .label(other.span, "the other one")
                    .help("remove the form from one of them"),
                ),
                Some(_) => {}
                None => {
                    owners.insert(form, term);
                }
            }
        }
    }
    terms
}
