//! What other programs are told, and what readers are told was checked.
//!
//! Every page of the shipped site is read as a search engine reads it: the
//! JSON-LD against a table of the types and properties that we use, addresses
//! against the page's own, pictures against the files that are there. Nothing
//! may claim a review without a record. The vocabulary as a whole is held by
//! `tests/browser/structured.mjs`.
//!
//! Never: how a page looks.
#![expect(clippy::expect_used, reason = "tests touch the world")]

mod support;

use latchwork::bundle::Bundle;
use latchwork::diag::{Diagnostics, short};
use latchwork::model::Drafts;
use latchwork::{Inputs, read};
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use support::{compile, inputs, strings, tree};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");
const SHIPPED: &str = "https://clinic.example/";
const GOLDEN: &str = "https://clinic.example/site/";

/// The types of schema.org that are used, each with the properties that are, and whether they have to be there.
const TYPES: [(&str, &str, &str); 20] = [
    ("WebPage", "name", PAGE),
    ("MedicalWebPage", "url name audience isPartOf publisher", PAGE),
    ("AboutPage", "url name isPartOf publisher", PAGE),
    ("CollectionPage", "url name isPartOf publisher", PAGE),
    ("FAQPage", "url mainEntity isPartOf", "inLanguage"),
    ("Question", "name acceptedAnswer", ""),
    ("Answer", "text", ""),
    ("BreadcrumbList", "itemListElement", ""),
    ("ListItem", "position name item", ""),
    ("WebSite", "name url", "inLanguage publisher description"),
    ("Organization", "name url", "contactPoint"),
    ("ContactPoint", "contactType telephone", ""),
    ("Person", "name", "honorificSuffix"),
    ("Patient", "", ""),
    ("MedicalAudience", "audienceType", ""),
    ("ScholarlyArticle", "name", "url"),
    ("Article", "name", "url"),
    ("Book", "name", "url"),
    ("Report", "name", "url"),
    ("CreativeWork", "name", "url"),
];
const PAGE: &str = "url description inLanguage isPartOf publisher image breadcrumb dateModified creativeWorkStatus audience \
                    lastReviewed reviewedBy citation";

/// A page as other programs see it.
struct Seen {
    html: String,
    canonical: String,
    graph: Vec<Value>,
}

impl Seen {
    fn meta(&self, name: &str) -> Vec<String> {
        let tag = Regex::new(&format!("<meta (?:property|name)=\"{name}\" content=\"([^\"]*)\">")).expect("it is good");
        tag.captures_iter(&self.html).map(|found| found[1].to_owned()).collect()
    }

    /// The only node of a type.
    fn node(&self, kind: &str) -> Option<&Value> {
        let mut all = self.graph.iter().filter(|node| node["@type"] == kind);
        let first = all.next();
        assert!(all.next().is_none(), "{} has two of {kind}", self.canonical);
        first
    }

    /// The page itself.
    fn page(&self) -> &Value {
        self.graph.iter().find(|node| node["@id"] == self.canonical.as_str()).expect("the page is in its own graph")
    }

    /// Its addresses in each language.
    fn languages(&self) -> BTreeMap<String, String> {
        let tag = Regex::new("<link rel=\"alternate\" hreflang=\"([^\"]+)\" href=\"([^\"]+)\">").expect("it is good");
        tag.captures_iter(&self.html).map(|found| (found[1].to_owned(), found[2].to_owned())).collect()
    }
}

/// All pages that name their address, by that address.
fn seen(bundle: &Bundle) -> BTreeMap<String, Seen> {
    let canonical = Regex::new("<link rel=\"canonical\" href=\"([^\"]+)\">").expect("it is good");
    let script = Regex::new("(?s)<script type=\"application/ld\\+json\">(.*?)</script>").expect("it is good");
    let pages = bundle.iter().filter(|(address, _)| address.rsplit('.').next() == Some("html"));
    let mut all = BTreeMap::new();
    for (address, bytes) in pages {
        let html = String::from_utf8(bytes.to_vec()).expect("a page is text");
        let Some(found) = canonical.captures(&html).filter(|_| !html.contains("http-equiv=\"refresh\"")) else {
            continue;
        };
        let canonical = found[1].to_owned();
        let scripts: Vec<&str> = script.captures_iter(&html).map(|found| found.extract::<1>().1[0]).collect();
        assert_eq!(scripts.len(), 1, "{address} has one graph");
        let data: Value = serde_json::from_str(scripts[0]).expect("the graph is JSON");
        assert_eq!(data["@context"], "https://schema.org");
        let graph = data["@graph"].as_array().expect("the graph is a list").clone();
        all.insert(canonical.clone(), Seen { html, canonical, graph });
    }
    all
}

/// A site of this repository.
fn shipped(root: &str) -> Bundle {
    let mut diags = Diagnostics::new();
    let sources = read::read(&Path::new(REPOSITORY).join(root), &mut diags).expect("the site is there");
    let inputs = Inputs { sources, today: support::TODAY, base_url: None, drafts: Drafts::Hidden };
    latchwork::compile(&inputs, &mut diags)
}

/// The site that uses everything, with some of its files changed.
fn golden(changes: &[(&str, &str, &str)]) -> Bundle {
    let files = tree(&Path::new(REPOSITORY).join("tests/golden/content")).into_iter();
    let mut texts: BTreeMap<String, String> =
        files.map(|(path, bytes)| (format!("content/{path}"), String::from_utf8(bytes).expect("it is text"))).collect();
    texts.insert("theme/strings/es.yaml".to_owned(), strings(include_str!("fixtures/strings/es.yaml")));
    for (path, old, new) in changes {
        let text = texts.get_mut(*path).expect("the file is there");
        assert!(text.contains(old), "{path} has no `{old}`");
        *text = text.replace(old, new);
    }
    compile(&inputs(texts)).0
}

/// What is wrong with a node and those within it.
fn judge(node: &Value, report: &mut Vec<String>) {
    let Some(members) = node.as_object() else { return };
    if members.len() == 1 && members.contains_key("@id") {
        return;
    }
    let name = node["@type"].as_str().unwrap_or("(none)");
    let Some((_, needs, may)) = TYPES.iter().find(|(known, ..)| *known == name) else {
        return report.push(format!("`{name}` is no type that is used"));
    };
    let needs: Vec<&str> = needs.split_whitespace().collect();
    for lacking in needs.iter().filter(|key| !members.contains_key(**key)) {
        report.push(format!("{name} has no {lacking}"));
    }
    for (key, value) in members.iter().filter(|(key, _)| !key.starts_with('@')) {
        if !needs.contains(&key.as_str()) && !may.split_whitespace().any(|known| known == key) {
            report.push(format!("{name} has no property {key}"));
        }
        if value.as_str().is_some_and(str::is_empty) || *value == Value::Null {
            report.push(format!("{key} of {name} says nothing"));
        }
        let inner = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in inner {
            judge(value, report);
        }
    }
}

/// Everything that has to hold on every page of a site.
fn hold(bundle: &Bundle, base: &str) -> BTreeMap<String, Seen> {
    let pages = seen(bundle);
    for (canonical, page) in &pages {
        let mut report = Vec::new();
        page.graph.iter().for_each(|node| judge(node, &mut report));
        assert!(report.is_empty(), "{canonical}: {}", report.join("; "));
        assert!(canonical.starts_with(base) && canonical.ends_with('/'), "{canonical}");
        let own = page.page();
        assert_eq!(own["url"], canonical.as_str());
        assert_eq!(page.meta("og:url"), [canonical.as_str()]);
        assert_eq!(
            page.meta("og:type"),
            [if own["breadcrumb"].is_null() { "website" } else { "article" }],
            "{canonical}"
        );
        // The picture is there, as large as it says, and the same for everybody.
        let picture = own["image"].as_str().expect("every page has a picture");
        assert_eq!(page.meta("og:image"), [picture]);
        let bytes = bundle.get(picture.strip_prefix(base).expect("it is the site's own")).expect("it is there");
        let size = imagesize::blob_size(bytes).expect("it is a picture");
        assert_eq!((size.width, size.height), (1200, 630));
        assert_eq!(
            (page.meta("og:image:width"), page.meta("og:image:height")),
            (vec!["1200".into()], vec!["630".into()])
        );
        assert!(bytes.len() < 30_000, "{picture} is {} bytes", bytes.len());
        // The way ends here, and each step is a page.
        if let Some(way) = page.node("BreadcrumbList") {
            let steps = way["itemListElement"].as_array().expect("a way has steps");
            let place = |i: usize| steps[i]["item"].as_str().expect("a step is an address");
            assert_eq!(place(steps.len() - 1), canonical);
            assert!((0..steps.len()).all(|i| pages.contains_key(place(i)) && steps[i]["position"] == i + 1), "{way}");
        }
    }
    pages
}

#[test]
fn every_page_of_the_shipped_site_says_what_it_is() {
    let pages = hold(&shipped(""), SHIPPED);
    assert!(pages.len() > 60);
    for (canonical, page) in &pages {
        let own = page.page();
        // Nobody has approved anything.
        assert!(own["lastReviewed"].is_null() && own["reviewedBy"].is_null(), "{canonical} claims a review");
        assert_eq!(page.meta("robots"), ["noindex"]);
    }
    let kind = |path: &str| pages[&format!("{SHIPPED}{path}")].page()["@type"].clone();
    assert_eq!(kind(""), "WebPage");
    assert_eq!(kind("about/privacy/"), "AboutPage");
    assert_eq!(kind("glossary/"), "CollectionPage");
    assert_eq!(kind("relactation/"), "MedicalWebPage");
    assert!(pages[SHIPPED].node("Organization").expect("the clinic")["contactPoint"][0]["telephone"].is_string());
    let asked: Vec<&String> =
        pages.iter().filter(|(_, page)| page.node("FAQPage").is_some()).map(|(at, _)| at).collect();
    assert_eq!(asked, [&format!("{SHIPPED}faq/")], "one page is made of questions");
    let questions =
        pages[asked[0]].node("FAQPage").expect("it was found")["mainEntity"].as_array().expect("a list").clone();
    assert!(questions.len() > 20);
    for question in questions {
        let answer = question["acceptedAnswer"]["text"].as_str().expect("an answer is text");
        assert!(question["name"].as_str().is_some_and(|name| name.ends_with('?')));
        assert!(answer.len() > 20 && !answer.contains(['[', '{', '<']), "{answer}");
    }
}

#[test]
fn the_manual_is_no_site_about_health() {
    let pages = hold(&shipped("manual"), "https://latchwork.example/");
    assert!(pages.values().flat_map(|page| &page.graph).all(|node| node["@type"] != "MedicalWebPage"));
}

#[test]
fn a_review_is_told_while_its_record_holds() {
    let pump = format!("{GOLDEN}equipment/pump/");
    let pages = hold(&golden(&[]), GOLDEN);
    let approved = pages[&pump].page();
    assert_eq!(approved["lastReviewed"], "2026-11-01");
    assert_eq!(approved["reviewedBy"][0]["name"], "A. Reviewer");
    assert_eq!(approved["reviewedBy"][0]["honorificSuffix"], "RN");
    let changed = golden(&[("content/equipment/pump.md", "Nothing but a paragraph", "Another paragraph")]);
    let changed = hold(&changed, GOLDEN);
    let changed = changed[&pump].page();
    assert!(changed["lastReviewed"].is_null() && changed["reviewedBy"].is_null(), "the text is another one");
    let asked = pages[&format!("{GOLDEN}equipment/questions/")].node("FAQPage").expect("it is made of questions");
    assert_eq!(asked["mainEntity"][0]["name"], "Is it <b>safe</b>?");
    assert_eq!(asked["mainEntity"][0]["acceptedAnswer"]["text"], "Yes, Harbour Clinic says. See the pump.\nOne\nTwo");
    assert_eq!(asked["mainEntity"][1]["acceptedAnswer"]["text"], "A while.");
}

#[test]
fn languages_name_each_other_and_themselves() {
    let pages = hold(&golden(&[]), GOLDEN);
    let languages = pages[GOLDEN].languages();
    let address = |lang: &str| languages[lang].as_str();
    assert_eq!(languages.len(), 3);
    assert_eq!((address("en"), address("es"), address("x-default")), (GOLDEN, &*format!("{GOLDEN}es/"), GOLDEN));
    assert_eq!(pages[&format!("{GOLDEN}es/")].languages(), languages, "both say the same");
    for page in pages.values() {
        assert!(page.languages().values().all(|other| pages.contains_key(other)), "{}", page.canonical);
        assert!(page.languages().is_empty() || page.languages().values().any(|own| *own == page.canonical));
    }
}

#[test]
fn the_feed_gives_the_reason_of_each_change_under_a_name_that_stays() {
    let feed = |bundle: &Bundle| String::from_utf8_lossy(bundle.get("feed.xml").expect("there is a feed")).into_owned();
    let ids = |feed: &str| -> Vec<String> {
        let id = Regex::new("<id>([^<]*pump[^<]*)</id>").expect("it is good");
        id.captures_iter(feed).map(|found| found[1].to_owned()).collect()
    };
    let before = feed(&golden(&[]));
    let pump = format!("{GOLDEN}equipment/pump/#change-");
    let names = [format!("{pump}2026-10-31"), format!("{pump}2026-10-02-2"), format!("{pump}2026-10-02")];
    assert_eq!(ids(&before), names);
    assert!(before.contains("<summary>Two sentences became one.</summary>"));
    assert!(before.contains("The first words on &lt;pumps&gt; &amp; hands."));
    // A change on top moves no name.
    let more =
        golden(&[("content/equipment/pump.md", "changes:\n", "changes:\n  - {date: 2026-10-31, reason: One more.}\n")]);
    assert_eq!(ids(&feed(&more)), [&[format!("{pump}2026-10-31-2")], names.as_slice()].concat());
}

#[test]
fn the_privacy_statement_tells_what_was_found() {
    let bundle = shipped("");
    let page =
        |bundle: &Bundle| String::from_utf8_lossy(bundle.get("privacy/index.html").expect("it is there")).into_owned();
    let html = page(&bundle);
    let row = Regex::new("<tr><td>([^<]+)</td><td class=\"end\">(\\d+)</td></tr>").expect("it is good");
    let counts: BTreeMap<String, usize> =
        row.captures_iter(&html).map(|found| (found[1].to_owned(), found[2].parse().expect("a number"))).collect();
    let with = |ending: &str| bundle.iter().filter(|(address, _)| address.rsplit('.').next() == Some(ending)).count();
    assert_eq!(counts["Pages and sheets"], with("html"));
    assert_eq!(counts["Scripts"], with("js"));
    assert_eq!(counts["Style sheets"], with("css"));
    assert_eq!(counts["Things loaded from another server"], 0);
    assert!(html.contains("No cookies.") && html.contains("Which wording you chose"));
    let home = ("content/_index.md", support::HOME);
    let settings = ("content/site.yaml", support::SETTINGS);
    let cookie = ("theme/js/own.js", "document.cookie = 'a=b';");
    // A script that no page has is not published and not told of; one that is takes the promise away.
    assert!(page(&compile(&inputs([settings, home, cookie])).0).contains("No cookies."));
    let main = ("theme/js/main.js", cookie.1);
    let (broken, diags) = compile(&inputs([settings, home, main]));
    assert!(!page(&broken).contains("No cookies.") && page(&broken).contains("A cookie may be set"));
    assert_eq!(diags.iter().count(), 1);
    // A clinic's own page wins.
    let own = ("content/privacy.md", "---\ntitle: Our privacy\nsummary: Our own words.\n---\n\nText.\n");
    let sources = inputs([settings, home, own]);
    let (bundle, diags) = compile(&sources);
    assert!(diags.is_empty(), "{}", short(&diags, &sources.sources));
    assert!(page(&bundle).contains("Our privacy") && !page(&bundle).contains("What was counted"));
    assert!(!seen(&bundle)[SHIPPED].html.contains("Privacy statement"), "no footer leads there");
}

/// Whoever lets a script keep something more has to say so to readers.
#[test]
fn all_that_scripts_keep_is_known_to_the_privacy_statement() {
    let key = Regex::new("(?:[gs]etItem|store\\.[gs]et)\\(\"([^\"]+)\"|const KEY = \"([^\"]+)\"").expect("it is good");
    let built_in = read::built_in();
    let scripts = built_in.iter().filter(|file| file.path.starts_with("theme/js/"));
    let texts: Vec<&str> = scripts.filter_map(|file| file.text()).collect();
    let keys: Vec<&str> = texts
        .iter()
        .flat_map(|text| key.captures_iter(text))
        .filter_map(|found| Some(found.get(1).or_else(|| found.get(2))?.as_str()))
        .collect();
    assert!(keys.contains(&"reader") && keys.contains(&"latchwork.plans/1"));
    let known = include_str!("../src/render/privacy/look.rs");
    for key in keys {
        assert!(known.contains(&format!("\\\"{key}\\\"")), "`{key}` is no line of KEEPERS");
    }
}

#[test]
fn a_large_site_has_a_picture_for_each_section() {
    let page = |title: String| format!("---\ntitle: {title}\nsummary: x\n---\n\nText.\n");
    let mut files = vec![
        ("content/site.yaml".to_owned(), support::SETTINGS.to_owned()),
        ("content/_index.md".to_owned(), support::HOME.to_owned()),
        ("content/walks/_index.md".to_owned(), page("Walks".to_owned())),
        ("content/rest/_index.md".to_owned(), page("Rest".to_owned())),
    ];
    files.extend((0..300).map(|i| (format!("content/walks/walk-{i}.md"), page(format!("Walk {i}")))));
    let (bundle, _) = compile(&inputs(files));
    let names: Vec<&str> =
        bundle.iter().map(|(address, _)| address).filter(|address| address.contains("/card")).collect();
    assert_eq!(names.len(), 4, "the site, two sections, the privacy statement: {names:?}");
    let pages = hold(&bundle, SHIPPED);
    let picture = |path: &str| pages[&format!("{SHIPPED}{path}")].page()["image"].clone();
    assert_eq!(picture("walks/walk-7/"), picture("walks/"));
    assert_ne!(picture("walks/"), picture("rest/"));
}
