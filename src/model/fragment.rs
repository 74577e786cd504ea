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
use schemars::JsonSchema;
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

/// What stands between the two lines `---` on top of a file in `content/fragments/`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Front matter of a fragment of Latchwork")]
pub(super) struct RawFragment {
    /// What the piece is about, for the people who use it. Readers do not see it.
    #[expect(dead_code, reason = "for the people who edit the file")]
    title: String,
    /// What a page can fill in: a name, written `{{name}}` in the text, and what it is for.
    #[serde(default)]
    parameters: BTreeMap<String, RawParameter>,
    /// Rules of style that this text sets aside, each with a reason and a last day.
    #[serde(default)]
    waive: Vec<RawWaiver>,
}

/// Something that a page can fill in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "parameter")]
struct RawParameter {
    /// What to fill in, for the people who use the piece.
    #[expect(dead_code, reason = "for the people who edit the file")]
    description: String,
    /// What stands there when a page fills in nothing. Without it, a page has to.
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
