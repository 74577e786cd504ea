//! Search as people use it: lay queries over the built site, answered by the page's own script under Node.
//!
//! `search/queries.tsv` says what people type and which pages have to come up; 95 of 100 must come up among the first
//! three, and every urgent one must bring up its care card. `search/words.tsv` holds the script's cutting of
//! texts to the program's. Nothing is timed here; `cargo bench --bench search` prints times.
//!
//! Never: how results are ranked.
#![expect(clippy::expect_used, reason = "tests touch the world")]

mod support;

use latchwork::bundle::Bundle;
use latchwork::diag::{Diagnostics, short};
use latchwork::model::Drafts;
use latchwork::{Inputs, read};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use support::{Folder, compile, inputs};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const QUERIES: &str = include_str!("search/queries.tsv");
const WORDS: &str = include_str!("search/words.tsv");

/// The script over the assets of a site.
struct Node {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Kept, so that the assets are there as long as the script.
    _folder: Folder,
}

impl Node {
    fn over(bundle: &Bundle, lang: &str) -> Self {
        let folder = Folder::new();
        let mut core = None;
        for (address, bytes) in bundle.iter().filter(|(address, _)| address.starts_with("assets/search-")) {
            folder.put(address, bytes);
            if address.starts_with(&format!("assets/search-core-{lang}.")) {
                core = address.strip_prefix("assets/");
            }
        }
        let script = Path::new(ROOT).join("tests/search/script.cjs");
        let process = Command::new("node")
            .arg(script)
            .arg(folder.at("assets"))
            .arg(core.expect("the language has an index"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut process = process.expect("these tests need Node 20 or later: install it so that `node` can be run");
        let questions = process.stdin.take().expect("it was asked for");
        let answers = BufReader::new(process.stdout.take().expect("it was asked for"));
        Self { process, questions, answers, _folder: folder }
    }

    fn ask(&mut self, question: &Value) -> Value {
        writeln!(self.questions, "{question}").expect("Node takes questions");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("Node answers in text");
        serde_json::from_str(&answer).expect("Node has stopped; what it said stands above")
    }

    fn find(&mut self, query: &str) -> Value {
        self.ask(&json!({ "find": query }))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn built(root: &Path) -> Bundle {
    let mut diags = Diagnostics::new();
    let sources = read::read(root, &mut diags).expect("the site is there");
    let inputs = Inputs { sources, today: support::TODAY, base_url: None, drafts: Drafts::Hidden };
    let bundle = latchwork::compile(&inputs, &mut diags);
    assert!(!diags.has_errors(), "{}", short(&diags, &inputs.sources));
    bundle
}

/// The pages of an answer, as `help/enough-milk`; the home page is empty.
fn pages(answer: &Value) -> Vec<&str> {
    let all = answer["pages"].as_array().into_iter().flatten().filter_map(Value::as_str);
    all.map(|page| page.trim_end_matches("index.html").trim_end_matches('/')).collect()
}

fn cards(answer: &Value) -> Vec<(&str, String)> {
    let all = answer["cards"].as_array().into_iter().flatten();
    all.map(|card| (card["level"].as_str().unwrap_or_default(), card["text"].to_string().to_lowercase())).collect()
}

/// One line of the table.
struct Query<'a> {
    typed: &'a str,
    pages: Vec<&'a str>,
    /// The level and the words of the card; `?` where either is fine.
    card: &'a str,
}

fn queries(text: &str) -> Vec<Query<'_>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let query = |line| {
        let mut fields = str::split(line, '\t');
        let typed = fields.next().expect("a line has fields");
        let pages = fields.next().expect("a query has pages").split(' ').collect();
        Query { typed, pages, card: fields.next().unwrap_or_default() }
    };
    lines.map(query).collect()
}

#[test]
fn lay_queries_find_their_pages_and_urgent_ones_their_card() {
    let mut node = Node::over(&built(Path::new(ROOT)), "en");
    let (tuned, held_out) = QUERIES.split_once("# held out\n").expect("the table has both parts");
    let mut report = String::new();
    let (mut all, mut found) = (0, 0);
    for (text, least) in [(tuned, 95), (held_out, 80)] {
        let queries = queries(text);
        let mut hits = 0;
        for Query { typed, pages: expected, card } in &queries {
            let answer = node.find(typed);
            let first: Vec<&str> = pages(&answer).into_iter().take(3).collect();
            if expected.iter().any(|page| first.contains(page)) {
                hits += 1;
            } else {
                let _ = writeln!(report, "{typed}: found {}", first.join(", "));
            }
            let cards = cards(&answer);
            let right = match *card {
                "?" => true,
                "" => cards.is_empty(),
                card => {
                    let (level, words) = card.split_once(':').expect("a level and words");
                    let says = |text: &str| words.split(", ").all(|word| text.contains(&word.to_lowercase()));
                    cards.iter().any(|(own, text)| *own == level && says(text))
                }
            };
            assert!(right, "{typed}: should bring up {card:?}, brings up {cards:?}");
        }
        assert!(hits * 100 >= queries.len() * least, "{hits} of {} found their page\n{report}", queries.len());
        all += queries.len();
        found += hits;
    }
    assert!(all >= 110, "{all} queries are too few");
    assert!(found * 100 >= all * 95, "{found} of {all} queries found their page among the first three\n{report}");
}

#[test]
fn the_script_cuts_texts_as_the_program_does() {
    let site = inputs([("content/site.yaml", support::SETTINGS), ("content/_index.md", support::HOME)]);
    let mut node = Node::over(&compile(&site).0, "en");
    for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').expect("a text, a tab and its words");
        let found = node.ask(&json!({ "words": text }));
        assert_eq!(found, json!(expected.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>()), "{text}");
    }
    for (a, b, slips) in [("milk", "milk", 0), ("mastitus", "mastitis", 1), ("fevre", "fever", 1), ("abc", "xyz", 3)] {
        assert_eq!(node.ask(&json!({ "slips": [a, b] })), json!(slips), "{a} {b}");
    }
}

/// A page in clinical words, a question that opens, a synonym, and a word that only the head of the page has.
fn small_site() -> Inputs {
    inputs([
        ("content/site.yaml", support::SETTINGS),
        ("content/_index.md", support::HOME),
        (
            "content/hinge.md",
            "---\ntitle: Squeaky hinges\nsummary: What to do.\nsearch_words: [noise]\n---\n\nOil helps.\n\n## By night {#night}\n\nWait until the morning.\n\n:::clinician\nViscosity of lubricants.\n:::\n\n:::details Is rust dangerous?\nOnly for the hinge.\n:::\n",
        ),
        (
            "content/smoke.md",
            "---\ntitle: Smoke\nsummary: Act now.\nkind: safety\n---\n\n:::emergency Call now if\n**The house**\n\n- you smell smoke\n- {{clinic.name}} told you to\n:::\n\n## After\n\nOpen the windows.\n",
        ),
        ("content/glossary.yaml", "oil:\n  plain: oil\n  clinical: lubricant\n  definition: It makes things slide.\n"),
        (
            "content/search.yaml",
            "synonyms:\n  - [door, hinge]\nurgent:\n  - words: [burning smell]\n    page: smoke.md\n    level: emergency\n",
        ),
    ])
}

#[test]
fn sections_questions_and_wordings_are_found_where_they_are() {
    let (bundle, diags) = compile(&small_site());
    assert!(!diags.has_errors(), "the site is good");
    let mut node = Node::over(&bundle, "en");
    let mut first = |query: &str| node.find(query)["first"].clone();
    assert_eq!(first("is rust dangerous")["href"], "hinge/index.html#details-1");
    assert_eq!(first("noise at night")["href"], "hinge/index.html#night");
    assert_eq!(first("squeaking doors")["href"], "hinge/index.html");
    let clinical = first("viscosity");
    assert_eq!((&clinical["href"], &clinical["clinician"]), (&json!("hinge/index.html#night"), &json!(true)));
    assert_eq!(clinical["text"], "[Viscosity] of lubricants.");
    assert_eq!(first("lubricants")["href"], "glossary/index.html#oil");
    let nothing = node.find("zzzz");
    assert_eq!((&nothing["total"], &nothing["guess"]), (&json!(0), &Value::Null));
    assert_eq!(node.find("")["total"], 0);
    assert_eq!(node.find("the of and")["total"], 0);
    assert_eq!(node.find("squeky hinges")["guess"], "squeaky hinges");
}

#[test]
fn a_care_card_comes_whole_and_first() {
    let mut node = Node::over(&compile(&small_site()).0, "en");
    for query in ["smell of smoke", "there is a burning smell", "smel smoke"] {
        let answer = node.find(query);
        assert_eq!(answer["cards"][0]["level"], "emergency", "{query}");
        let card = &answer["cards"][0]["text"];
        assert_eq!(card, "Call now if\nThe house\nyou smell smoke\nHarbour Clinic told you to", "{query}");
        assert_eq!(pages(&answer)[0], "smoke", "{query}");
    }
    assert_eq!(node.find("squeaky hinge")["cards"], json!([]));
}

/// Every language has its own index and its own page; nothing of one is in the other.
#[test]
fn each_language_is_searched_by_itself() {
    let english = read::built_in().into_iter().find(|file| file.path == "theme/strings/en.yaml");
    let strings = english.as_ref().and_then(|file| file.text()).expect("the English texts are built in");
    let settings = format!("{}translations: [es]\n", support::SETTINGS);
    let site = inputs([
        ("content/site.yaml", settings.as_str()),
        ("content/_index.md", support::HOME),
        ("content/_index.es.md", "---\ntitle: Hola\nsummary: Ayuda.\nkind: home\n---\n\nTexto.\n"),
        ("content/sleep.es.md", "---\ntitle: El sueño\nsummary: Dormir.\n---\n\nMedicación y bombas.\n"),
        ("theme/strings/es.yaml", strings),
    ]);
    let (bundle, _) = compile(&site);
    let mut node = Node::over(&bundle, "es");
    assert_eq!(pages(&node.find("sueno")), ["es/sleep"]);
    assert_eq!(pages(&node.find("medicaciones")), ["es/sleep"]);
    assert_eq!(pages(&node.find("bomba")), ["es/sleep"]);
    assert!(pages(&node.find("feeding")).is_empty());
    let page = |address| String::from_utf8_lossy(bundle.get(address).expect("the page is made")).into_owned();
    assert!(page("es/search/index.html").contains("assets/search-core-es."));
    assert!(page("es/index.html").contains("action=\"../es/search/index.html\""));
    assert!(page("search/index.html").contains("assets/search-core-en."));
}

fn pages_of(bundle: &Bundle) -> impl Iterator<Item = (&str, &[u8])> {
    bundle.iter().filter(|(address, _)| address.strip_suffix(".html").is_some())
}

/// What is typed must never reach a server: no field of a form that goes anywhere has a name.
#[test]
fn no_form_sends_a_query() {
    let (bundle, _) = compile(&small_site());
    let mut forms = 0;
    for (address, bytes) in pages_of(&bundle) {
        let text = String::from_utf8_lossy(bytes);
        for form in text.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()) {
            forms += 1;
            assert!(!form.contains(" name="), "a form of {address} sends what is typed");
        }
    }
    assert!(forms > 5, "every page has a field for searching");
}

/// The script of search is on the page for searching and nowhere else.
#[test]
fn other_pages_carry_no_search() {
    let (bundle, _) = compile(&small_site());
    for (address, bytes) in pages_of(&bundle) {
        let has = String::from_utf8_lossy(bytes).contains("assets/search");
        assert_eq!(has, address == "search/index.html", "{address}");
    }
}
