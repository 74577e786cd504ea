//! The tools around a site: that form changes no meaning, that copies change no page, that editors are offered what works.
//!
//! Transcripts in `cmd/` show what each tool says; here stands what has to hold for all texts.
//!
//! Never: which words a tool uses.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use clap::CommandFactory as _;
use clap_complete::Shell;
use latchwork::cite;
use latchwork::cli::Cli;
use latchwork::model::schema::Shape;
use latchwork::syntax::format::{self, Left};
use latchwork::syntax::front_matter;
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::Path;
use support::{Folder, HOME, SETTINGS, compile, inputs, said, status, tree};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn in_form(path: &str, text: &str) -> Result<String, Left> {
    if is_markdown(path) { format::markdown(text, &Shape::Page.keys()) } else { format::yaml(text) }
}

fn is_markdown(path: &str) -> bool {
    ends(path, "md")
}

fn ends(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|own| own == ending)
}

fn meaning(path: &str, text: &str) -> (Option<Value>, String) {
    let text = text.replace("\r\n", "\n");
    let (yaml, body) = match front_matter::split(&text) {
        Ok(parts) if is_markdown(path) => (parts.yaml.to_owned(), parts.body.trim_end_matches('\n').to_owned()),
        Ok(_) | Err(_) => (text, String::new()),
    };
    (serde_yaml::from_str(&yaml).ok(), body)
}

/// Every line that is a comment, or has one behind a value, in some order.
fn comments(text: &str) -> Vec<String> {
    let of = |line: &str| line.find('#').map(|at| line[at..].trim_end().to_owned());
    let mut all: Vec<String> = text.lines().filter_map(of).collect();
    all.sort();
    all
}

/// What holds of a text and its form. `false` where it was left alone.
fn hold(path: &str, text: &str) -> bool {
    let Ok(good) = in_form(path, text) else { return false };
    assert_eq!(meaning(path, text), meaning(path, &good), "{path} means something else:\n{text}\n---\n{good}");
    assert_eq!(comments(text), comments(&good), "{path} lost a comment:\n{text}\n---\n{good}");
    assert_eq!(in_form(path, &good).as_ref(), Ok(&good), "{path} is not in form after it was put into form:\n{text}");
    true
}

fn shipped() -> Vec<(String, String)> {
    let of = |folder: &str| {
        let all = tree(&Path::new(ROOT).join(folder)).into_iter();
        all.filter(|(path, _)| is_markdown(path) || ends(path, "yaml")).collect::<Vec<_>>()
    };
    let all = ["content", "manual/content", "theme/strings"].into_iter().flat_map(of);
    let fragments = |path: &str| path.starts_with("fragments/") || path.starts_with("reviews/");
    all.filter(|(path, _)| !fragments(path))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("a text")))
        .collect()
}

#[test]
fn what_is_shipped_is_in_form() {
    let report: Vec<String> = shipped()
        .into_iter()
        .filter(|(path, text)| in_form(path, text).as_ref() != Ok(text))
        .map(|(path, _)| path)
        .collect();
    assert!(report.is_empty(), "`latchwork fmt` would change or leave {report:?}");
}

/// Noise that editors and people make, at places chosen by numbers; and what is made of it is the text as it was.
#[test]
fn noise_goes_and_nothing_else() {
    for (path, text) in shipped() {
        for seed in 1..4_usize {
            let mut noisy = String::new();
            for (i, line) in text.lines().enumerate() {
                noisy.push_str(line);
                noisy.push_str(if (i * 7 + seed).is_multiple_of(3) { "\r\n" } else { "\n" });
            }
            noisy.push_str(&"\n".repeat(seed));
            assert_eq!(in_form(&path, &noisy).as_ref(), Ok(&text), "{path}");
        }
        let spaced = text.replace(": ", ":  ");
        if ends(&path, "yaml") {
            hold(&path, &spaced);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Pieces of YAML in any order, with noise between them.
    #[test]
    fn made_up_texts_keep_their_meaning(
        pieces in proptest::collection::vec((0..PIECES.len(), 0..NOISE.len(), 0..NOISE.len()), 1..9),
        page in any::<bool>(),
        windows in any::<bool>(),
    ) {
        let mut text = String::new();
        for (i, (piece, before, after)) in pieces.iter().enumerate() {
            text.push_str(NOISE[*before]);
            text.push_str(&PIECES[*piece].replace("KEY", &format!("k{i}")));
            text.push_str(NOISE[*after]);
        }
        if page {
            text = format!("---\ntitle: x\n{text}kind: guide\n---\nA body  \n\n\n with: x\n\n");
        }
        if windows {
            text = text.replace('\n', "\r\n");
        }
        hold(if page { "a.md" } else { "a.yaml" }, &text);
    }
}

/// Entries of a map, `KEY` for the key.
const PIECES: [&str; 17] = [
    "KEY: plain\n",
    "KEY :   spaced out   # why\n",
    "KEY: \"a: # b\"\n",
    "KEY: 'it''s'   \n",
    "KEY: it's # 'one' quote\n",
    "KEY:\n- a\n-   b:  1\n    c: 2\n",
    "KEY:\n  - |\n    one  \n\n\n    two:   x\n  # inside\n  - 'q\n\n    r:   s'\n",
    "KEY: |\n  # no comment\n  text   \n\n\n",
    "KEY: >+\n  kept\n\n\n",
    "KEY: [a,\n   b: {c:   d},\n\n  \"e ] f\"]\n",
    "KEY: {a: 1,   b: '#'}\n",
    "KEY: two\n  lines of: no\n",
    "KEY: two\n\n\n  lines\n",
    "KEY: &anchor x\nKEYb: *anchor\n",
    "\"KEY q\" :   x\n",
    "KEY:\n  deep:\n    deeper:   x\n    # deep comment\n\n\n    last: |2\n        y\n",
    "KEY:    # nothing yet\n",
];

/// What stands between entries.
const NOISE: [&str; 6] = ["", "\n", "\n\n\n", "   \n", "# a comment  \n", "\n# another\n\n\n# and one more\n"];

#[test]
fn copies_of_templates_change_no_page() {
    let folder = Folder::site();
    let build = |out: &str| {
        let run = folder.run(["build", "--out", out]);
        assert_eq!(status(&run), 0, "{}", said(&run));
        folder.tree(out).into_iter().filter(|(path, _)| path != ".latchwork").collect::<Vec<_>>()
    };
    let before = build("before");
    let list = folder.run(["eject", "--list"]);
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    let templates: Vec<&str> = list.lines().filter(|name| name.starts_with("templates/")).collect();
    assert!(templates.len() > 10, "{list}");
    let run = folder.run(["eject"].into_iter().chain(templates));
    assert_eq!(status(&run), 0, "{}", said(&run));
    assert!(before == build("after"), "a copied template makes another page");
}

/// What a snippet writes, with the words that it offers, is a good page.
#[test]
fn every_snippet_writes_what_the_program_reads() {
    let text = include_str!("../src/cmd/editor/snippets.json");
    let snippets: Value = serde_json::from_str(text).expect("snippets are JSON");
    let hole = regex::Regex::new(r"\$\{\d+[:|]([^}|,]*)[^}]*\}|\$\w+").expect("the pattern is good");
    let mut pages = String::from("---\ntitle: All of them\nsummary: x\n---\n\n");
    for (name, snippet) in snippets.as_object().expect("a map") {
        let lines = snippet["body"].as_array().expect("lines").iter().map(|line| line.as_str().expect("a line"));
        let body = lines.collect::<Vec<_>>().join("\n");
        let body = hole.replace_all(&body, |found: &regex::Captures<'_>| match &found[0] {
            "$CURRENT_YEAR" => "2026".to_owned(),
            "$CURRENT_MONTH" => "11".to_owned(),
            "$CURRENT_DATE" => "22".to_owned(),
            _ => found.get(1).map_or_else(String::new, |words| words.as_str().to_owned()),
        });
        match (snippet["scope"].as_str(), name.as_str()) {
            (Some("yaml"), _) => assert!(serde_yaml::from_str::<Value>(&body).is_ok(), "{name}: {body}"),
            (_, "Front matter") => assert!(front_matter::split(&body).is_ok(), "{body}"),
            _ => pages.push_str(&format!("{body}\n\n## After {}\n\n", name.to_lowercase())),
        }
    }
    let protocol = include_str!("../src/cmd/new/protocol.yaml").replace("PROTOCOL", "id");
    let source = |key: &str| format!("{key}:\n  type: web\n  title: {key}\n  url: https://example.org/{key}\n");
    let inputs = inputs([
        ("content/site.yaml", SETTINGS.to_owned()),
        ("content/_index.md", HOME.to_owned()),
        ("content/all.md", pages),
        ("content/protocols/id.yaml", protocol),
        ("content/fragments/fragment.md", "---\ntitle: x\n---\n\nText.\n".to_owned()),
        ("content/glossary.yaml", "key: {plain: key, definition: x}\n".to_owned()),
        ("content/references.yaml", ["key", "first", "second"].map(source).concat()),
    ]);
    let (_, diags) = compile(&inputs);
    let found = latchwork::diag::short(&diags, &inputs.sources);
    assert!(!diags.has_errors(), "{found}");
}

/// Whatever a publisher writes into a field, it is read back as it was, or refused.
#[test]
fn words_of_strangers_stay_words() {
    let odd = [
        "yes",
        "- a",
        "a: b",
        "#x",
        "*a",
        "&a b",
        "!t",
        "%d",
        "@x",
        "`x`",
        "{a}",
        "$x$",
        "a\\b",
        "\"",
        "'",
        "|",
        ">",
        "? a",
        "[a](b)",
        "é\u{301} 👶",
        "2001",
        "null",
        "~",
        ",",
        "a, b",
        "=x",
    ];
    for word in odd {
        let item = serde_json::json!({"type": "report", "title": word, "publisher": word, "DOI": "10.1/x", "author": [{"literal": word}]});
        let works = cite::read(&item.to_string()).expect("it is CSL-JSON");
        let text = cite::entry("key", &works[0]);
        let library = hayagriva::io::from_yaml_str(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
        let entry = library.get("key").expect("the entry is there");
        assert_eq!(entry.title().map(ToString::to_string).as_deref(), Some(word), "{text}");
        assert_eq!(entry.authors().and_then(|all| all.first()).map(|who| who.name.as_str()), Some(word), "{text}");
        assert_eq!(entry.doi(), Some("10.1/x"), "{text}");
        assert!(!cite::key(&works[0], |_| false).contains([' ', ',', '@', ';', ':']), "{text}");
    }
}

/// The paper that a clinic prints on is the one that links to sheets lead to.
#[test]
fn links_to_sheets_follow_the_paper_of_the_settings() {
    let protocol = include_str!("../src/cmd/new/protocol.yaml").replace("PROTOCOL", "walks");
    let made = |paper: &str| {
        let inputs = inputs([
            ("content/site.yaml", format!("{SETTINGS}{paper}")),
            ("content/_index.md", format!("{HOME}\n[A log](sheet:walks/day-log).\n")),
            ("content/protocols/walks.yaml", protocol.clone()),
        ]);
        let (bundle, diags) = compile(&inputs);
        let home = bundle.iter().find(|(path, _)| *path == "index.html").map(|(_, bytes)| bytes.to_vec());
        let home = String::from_utf8(home.unwrap_or_default()).expect("a page is text");
        (home, latchwork::diag::short(&diags, &inputs.sources))
    };
    let link = |paper: &str| format!("href=\"sheets/walks/day-log-{paper}.html\">A log</a>");
    for (line, paper) in [("", "a4"), ("paper: a4\n", "a4"), ("paper: letter\n", "letter")] {
        let (home, found) = made(line);
        assert!(home.contains(&link(paper)), "{line}: {found}\n{home}");
    }
    assert!(made("paper: a5\n").1.contains("unknown-value"), "there is no such paper");
}

#[test]
fn shells_complete_every_command() {
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
        let run = Folder::new().run(["completions", &shell.to_string()]);
        let text = String::from_utf8_lossy(&run.stdout).into_owned();
        for command in Cli::command().get_subcommands() {
            assert!(text.contains(command.get_name()), "{shell} does not know {}", command.get_name());
        }
    }
}

/// A program that ran into trouble leaves no half of a site.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_stays_empty() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new().with("closed/x", "");
    fs::remove_file(folder.at("closed/x")).expect("it is there");
    fs::set_permissions(folder.at("closed"), fs::Permissions::from_mode(0o500)).expect("it is ours");
    // Nothing is closed to root.
    if fs::write(folder.at("closed/y"), "").is_ok() {
        return;
    }
    let run = folder.run(["new", "closed/site", "--empty", "--yes"]);
    assert_eq!(status(&run), 2, "{}", said(&run));
    assert!(folder.tree("closed").is_empty());
}
