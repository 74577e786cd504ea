//! Tricky text that is right: `precision/`. It raises nothing.
//!
//! Years and telephones, quotations and denials, names that contain units, numbers
//! with their source: whatever a rule about words could take for a mistake. A false
//! alarm that somebody meets in real text belongs here, before the rule is mended.
//!
//! Never: mistakes; `cases/` and `rules/` have those.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod support;

use latchwork::diag::short;
use std::path::Path;

#[test]
fn nothing_right_is_called_wrong() {
    let files: Vec<(String, String)> = support::tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/precision"))
        .into_iter()
        .map(|(path, bytes)| (format!("content/{path}"), String::from_utf8(bytes).expect("the texts are UTF-8")))
        .collect();
    let is_statement = |line: &&str| line.ends_with(['.', '?', '!', '"', ':']) || line.starts_with("- ");
    let pages = files.iter().filter(|(path, _)| path.strip_suffix(".md").is_some());
    let statements: usize = pages.map(|(_, text)| text.lines().filter(is_statement).count()).sum();
    assert!(statements >= 150, "only {statements} statements");
    let home = ("content/_index.md".to_owned(), support::HOME.to_owned());
    let inputs = support::inputs(files.into_iter().chain([home]));
    let (bundle, diags) = support::compile(&inputs);
    assert_eq!(short(&diags, &inputs.sources), "");
    assert!(bundle.seal(&diags).is_some(), "a site without findings can be published");
}
