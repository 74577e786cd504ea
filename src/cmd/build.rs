//! `build`: read, compile, seal, publish.
//!
//! The target folder is judged first, so that a slip on the command line is
//! told at once. Then every file is read and everything is checked, and only a
//! site without errors is written.
//!
//! Never: templates, Markdown.
#![expect(clippy::disallowed_methods, reason = "measures how long it takes")]

use super::cache::Cache;
use super::{Exit, base_url, forbids, inputs, print, root, say, show, shown};
use crate::bundle::{Bundle, Sealed};
use crate::cli::{Build, Format, Run, Strictness, Which};
use crate::diag::{Diagnostics, count};
use crate::memo::Memos;
use crate::pack;
use crate::publish::{Change, Published, Target, publish};
use std::path::Path;
use std::time::{Duration, Instant};

pub(super) fn run(build: Build, run: &Run) -> anyhow::Result<Exit> {
    let start = Instant::now();
    let root = root(&build.which)?;
    let out = build.out.unwrap_or_else(|| root.join("public"));
    let target = Target::new(&root, &out)?;
    let cache = Cache::new(&root);
    let wanted = Wanted {
        root: &root,
        which: &build.which,
        strictness: &build.strictness,
        base_url: build.base_url.as_deref(),
        precompress: build.precompress,
    };
    let Some(sealed) = sealed(&wanted, run, &cache)? else {
        if build.which.format == Format::Human {
            say(&format!("Nothing was written; {}/ is as it was.\n", shown(&out)));
        }
        return Ok(Exit::Content);
    };
    let published = publish(&sealed, &target)?;
    cache.sweep();
    if let Some(left) = &published.left {
        say(&format!("note: {left}\n"));
    }
    print(&format!("{}\n", closing(&published, sealed.bundle(), &shown(&out), start.elapsed())))?;
    Ok(Exit::Good)
}

/// A site that is to be made and written.
pub(super) struct Wanted<'a> {
    pub(super) root: &'a Path,
    pub(super) which: &'a Which,
    pub(super) strictness: &'a Strictness,
    pub(super) base_url: Option<&'a str>,
    pub(super) precompress: bool,
}

/// Reads and makes a site, and shows what was found. `None` where that forbids to write it.
pub(super) fn sealed(wanted: &Wanted<'_>, run: &Run, cache: &Cache) -> anyhow::Result<Option<Sealed>> {
    let mut diags = Diagnostics::new();
    let mut inputs = inputs(wanted.root, wanted.strictness, run, &mut diags)?;
    inputs.base_url = wanted.base_url.map(base_url).transpose()?;
    let mut bundle = crate::compile_with(&inputs, Memos::of_sheets(cache), &mut diags);
    if wanted.precompress {
        pack::smaller(&mut bundle, &mut diags);
    }
    show(&diags, &inputs.sources, wanted.which.format);
    Ok(if forbids(&diags, wanted.strictness) { None } else { bundle.seal(&diags) })
}

/// `Built 23 pages, 8 sheets and 14 other files into public/ in 0.21 s`
fn closing(published: &Published, bundle: &Bundle, out: &str, took: Duration) -> String {
    let sheet = |address: &&str| {
        address.starts_with("sheets/") && address.rsplit_once('.').is_some_and(|(_, ending)| ending == "html")
    };
    let page = |address: &&str| address.ends_with("index.html") && !address.starts_with("sheets/");
    let pages = bundle.iter().map(|(address, _)| address).filter(page).count();
    let sheets = bundle.iter().map(|(address, _)| address).filter(sheet).count();
    let others = published.files - pages - sheets;
    let built = format!("{}, {} and {}", count(pages, "page"), count(sheets, "sheet"), count(others, "other file"));
    let took = took.as_secs_f64();
    match published.change {
        Change::First => format!("Built {built} into {out}/ in {took:.2} s"),
        Change::None => format!("Built {built} in {took:.2} s; {out}/ has them already and was not touched"),
        Change::Replaced { written, removed } => {
            format!("Built {built} into {out}/ in {took:.2} s; {written} of them changed, {removed} gone")
        }
    }
}
