//! Findings for other programs: that what they read is what they expect.
//!
//! A document of SARIF 2.1.0 is looked at by its structure; what the standard asks
//! for and how we fill it in stands here as assertions.
//!
//! Never: which findings there should be; the cases say that.
#![expect(clippy::expect_used, reason = "a test stops where it finds something else")]

mod support;

use latchwork::diag::{Code, Diagnostics, Group, beyond, explain, github, sarif};
use latchwork::source::Sources;
use serde_json::Value;
use support::{Folder, HOME, SETTINGS, compile, inputs};

const PAGE: &str = "---\ntitle: A\nsummary: x\n---\n\n\u{1f476} Most, 98 percent, did. See [more](b c.md).\n\nIt helps 1 in 25, \
                    and harms 3 in 100.\n";

fn found() -> (Diagnostics, Sources) {
    let inputs =
        inputs([("content/site.yaml", SETTINGS), ("content/_index.md", HOME), ("content/\u{e9}/n\u{e9}.md", PAGE)]);
    let (_, diags) = compile(&inputs);
    (diags, inputs.sources)
}

#[test]
fn sarif_is_whole_and_refers_to_itself() {
    let (diags, sources) = found();
    let document: Value = serde_json::from_str(&sarif(&diags, &sources)).expect("it is JSON");
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    assert_eq!(document["runs"].as_array().map(Vec::len), Some(1));
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("there are rules");
    let results = run["results"].as_array().expect("there are results");
    assert_eq!(results.len(), diags.sorted(&sources).len());
    for rule in rules {
        let code = Code::ALL.iter().find(|code| rule["id"] == code.name()).expect("a rule of ours");
        assert_eq!(rule["help"]["text"], explain(*code));
        assert_eq!(rule["defaultConfiguration"]["level"], code.severity().word());
    }
    for result in results {
        let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("a number");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "content/%C3%A9/n%C3%A9.md");
        let region = &location["region"];
        let number = |key: &str| region[key].as_u64().expect("a number from 1");
        assert!(number("startLine") >= 1 && number("startColumn") >= 1);
        assert!((number("startLine"), number("startColumn")) <= (number("endLine"), number("endColumn")));
    }
    let percent = results.iter().find(|result| result["ruleId"] == "uncited-number").expect("it has no source");
    // The emoji is one character, whatever its bytes.
    assert_eq!(percent["locations"][0]["physicalLocation"]["region"]["startColumn"], 9);
    let mixed = results.iter().find(|result| result["ruleId"] == "mixed-denominators").expect("they differ");
    assert_eq!(mixed["relatedLocations"][0]["message"]["text"], "the other one");
}

#[test]
fn a_site_without_findings_is_a_document_too() {
    let document: Value = serde_json::from_str(&sarif(&Diagnostics::new(), &Sources::default())).expect("it is JSON");
    assert_eq!(document["runs"][0]["results"], Value::Array(Vec::new()));
    assert_eq!(document["runs"][0]["tool"]["driver"]["rules"], Value::Array(Vec::new()));
}

#[test]
fn workflow_commands_are_one_a_line() {
    let (diags, sources) = found();
    let text = github(&diags, &sources);
    assert_eq!(text.lines().count(), diags.sorted(&sources).len());
    for line in text.lines() {
        let named = line.starts_with("::error file=") || line.starts_with("::warning file=");
        assert!(named && line.contains(",title="), "{line}");
    }
}

/// Without a name, `explain` tells all rules by what they are about, and what no rule is about.
#[test]
fn the_list_of_rules_is_whole() {
    let output = Folder::new().run(["explain"]);
    let text = String::from_utf8(output.stdout).expect("it is text");
    let mut rest = text.as_str();
    for group in Group::ALL {
        let start = rest.find(&format!("{}\n\n  ", group.title())).expect("the groups come in order");
        rest = &rest[start..];
        for code in Code::ALL.iter().filter(|code| code.group() == *group) {
            let at = rest.find(&format!("\n  {} ", code.name())).expect("its rules stand below it in order");
            rest = &rest[at + 1..];
        }
    }
    assert!(rest.trim_end().ends_with(beyond()));
}
