//! Fragments: pieces of text that several pages share.
//!
//! A fragment is a Markdown file in `content/fragments/` with a small front
//! matter of its own. Its parameters are declared there, with a description for
//! the people who use it, and come into the text as `{{name}}`.
//!
//! Never: the pages that include it.

use crate::diag::Diagnostics;
use crate::model::page;
use crate::model::waiver::{self, RawWaiver, Waiver};
use crate::name::Lang;
use crate::source::{FileId, offset};
use crate::syntax::body::Body;
use crate::syntax::markdown::{self, Markdown};
use crate::syntax::yaml::Yaml;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A piece of text that several pages share.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// Its file.
    pub file: FileId,
    /// Its name: the file's, without `fragments/`, language and ending.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// Its parameters, each with its value where a page gives none.
    pub parameters: BTreeMap<String, Option<String>>,
    /// Its text.
    pub body: Body,
    /// The rules of style that it sets aside.
    pub waivers: Vec<Waiver>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFragment {
    #[expect(dead_code, reason = "for the people who edit the file")]
    title: String,
    #[serde(default)]
    parameters: BTreeMap<String, RawParameter>,
    #[serde(default)]
    waive: Vec<RawWaiver>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParameter {
    #[expect(dead_code, reason = "for the people who edit the file")]
    description: String,
    default: Option<String>,
}

/// Parses the file of a fragment. `None` means that its front matter cannot be read, which was said.
pub fn parse(file: FileId, text: &str, name: &str, lang: Lang, diags: &mut Diagnostics) -> Option<Fragment> {
    let parts = page::split(file, text, diags)?;
    let body = markdown::parse(Markdown { file, base: parts.body_base, text: parts.body }, diags);
    let yaml = Yaml { file, base: offset(parts.yaml_base), text: parts.yaml };
    let raw: RawFragment = yaml.parse(diags)?;
    let waivers = waiver::waivers(&raw.waive, &yaml, diags);
    let parameters = raw.parameters.into_iter().map(|(name, parameter)| (name, parameter.default)).collect();
    Some(Fragment { file, name: name.to_owned(), lang, parameters, body, waivers })
}
