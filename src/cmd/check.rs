//! `check`: everything that `build` does, but for writing.
//!
//! It takes the same path, so it finds the same things: rendering included. Asked to,
//! it looks at what other sites say about the links to them, too.
//!
//! Never: templates, Markdown, the target folder.

use super::cache::Cache;
use super::{Exit, external, forbids, inputs, print, root, show};
use crate::cli::{Check, Run};
use crate::diag::{Diagnostics, Severity, count};
use crate::memo::Memos;

pub(super) fn run(check: &Check, run: &Run) -> anyhow::Result<Exit> {
    let root = root(&check.which)?;
    let mut diags = Diagnostics::new();
    let inputs = inputs(&root, &check.strictness, run, &mut diags)?;
    let cache = Cache::new(&root);
    let bundle = crate::compile_with(&inputs, Memos::of_sheets(&cache), &mut diags);
    let outside = if check.external { external::ask(&root, &inputs, &mut diags) } else { String::new() };
    show(&diags, &inputs.sources, check.which.format);
    print(&outside)?;
    if forbids(&diags, &check.strictness) {
        return Ok(Exit::Content);
    }
    let found = match diags.count(Severity::Warning) {
        0 => "nothing to complain about".to_owned(),
        number => count(number, "warning"),
    };
    print(&format!("Checked {}: {found}\n", count(bundle.len(), "file")))?;
    Ok(Exit::Good)
}
