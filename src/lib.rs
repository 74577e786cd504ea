//! Latchwork turns a folder of Markdown pages and YAML protocols into a website
//! and printable schedule sheets.
//!
//! The program is one sentence: [`compile`] takes [`Inputs`] and gives a
//! [`Bundle`]; everything that is wrong goes into [`Diagnostics`]. Only the edge touches the world: `read`
//! makes the inputs, `publish` writes a sealed bundle, `cmd` says what happened.
//!
//! ```text
//! read ─▶ Inputs ─▶ parse ─▶ Model ─▶ link ─▶ Site ─▶ render ─▶ Bundle ─▶ seal ─▶ Sealed ─▶ publish
//! ```
//!
//! The modules, in reading order: [`source`], [`name`], [`memo`], [`diag`], [`bundle`];
//! [`schedule`], [`calendar`]; [`syntax`], [`model`], [`compiled`], [`cite`]; [`site`]; [`lint`]; [`sheet`], [`pdf`],
//! [`search`], [`render`]; and at the edge [`pack`], [`read`], [`publish`], [`outside`], `serve`, `edit`, [`cmd`].
//!
//! Never: what a stage does inside.

pub mod bundle;
pub mod calendar;
pub mod cite;
pub mod cli;
pub mod cmd;
pub mod compiled;
pub mod diag;
#[cfg(feature = "serve")]
pub mod edit;
pub mod lint;
pub mod memo;
pub mod model;
pub mod name;
pub mod outside;
pub mod pack;
pub mod pdf;
pub mod publish;
pub mod read;
pub mod render;
pub mod schedule;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod sheet;
pub mod site;
pub mod source;
pub mod syntax;

use bundle::Bundle;
use diag::Diagnostics;
use jiff::civil::Date;
use memo::Memos;
use model::{Drafts, Model};
use site::Site;
use source::Sources;

/// Everything that a build depends on.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The files: the site's over the built-in ones.
    pub sources: Sources,
    /// The day of the build, for reviews that are due.
    pub today: Date,
    /// A base address instead of the one in the settings.
    pub base_url: Option<String>,
    /// Whether drafts are published.
    pub drafts: Drafts,
}

/// Makes a site of its files: parse, link, lint, render. Its sheets are HTML.
#[must_use]
pub fn compile(inputs: &Inputs, diags: &mut Diagnostics) -> Bundle {
    compile_with(inputs, Memos::none(), diags)
}

/// The same; with a memo for sheets they are PDF beside the HTML. What memos hold changes the time and not a byte.
#[must_use]
pub fn compile_with(inputs: &Inputs, memos: Memos<'_>, diags: &mut Diagnostics) -> Bundle {
    compile_seeing(inputs, memos, diags, |_| ()).1
}

/// The same, with the model that it was made of and what `see` sees of the linked site, for those who go on asking.
/// There is neither without settings.
#[must_use]
pub fn compile_seeing<T>(
    inputs: &Inputs,
    memos: Memos<'_>,
    diags: &mut Diagnostics,
    see: impl FnOnce(&Site<'_>) -> T,
) -> (Option<(Model, T)>, Bundle) {
    let Some(mut model) = model::parse(&inputs.sources, inputs.drafts, diags) else { return (None, Bundle::new()) };
    if let Some(base_url) = &inputs.base_url {
        model.settings.base_url.clone_from(base_url);
    }
    let site = site::link(&model, &inputs.sources, inputs.today, diags);
    lint::lint(&site, diags);
    let bundle = render::render(&site, memos, diags);
    let seen = see(&site);
    (Some((model, seen)), bundle)
}
