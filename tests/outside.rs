//! Other sites, without any: `check --external` before a server on this computer.
//!
//! The server knows a few paths, counts who asks for what, and lives for one test.
//! Where the network is not the point, a stand-in answers instead. Nothing here
//! leaves this computer.
//!
//! Never: the clock; how long something takes is nobody's business here.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod support;

use latchwork::diag::{Diagnostics, short};
use latchwork::model;
use latchwork::outside::{Ask, Manners, Method, Outcome, Reach, Reply, bare, check, tell};
use latchwork::site::{self, elsewhere};
use latchwork::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;
use url::Url;

/// No waiting in tests.
const QUICK: Manners = Manners { reach: Reach::Public, pause: Duration::ZERO, patience: Duration::ZERO, hosts: 3 };

/// Answers from a table, and remembers who was asked.
struct StandIn {
    answers: BTreeMap<&'static str, Vec<Reply>>,
    asked: Mutex<Vec<String>>,
}

fn status(code: u16) -> Reply {
    Reply::Status { code, location: None, retry_after: None }
}

fn to(code: u16, location: &str) -> Reply {
    Reply::Status { code, location: Some(location.to_owned()), retry_after: None }
}

impl StandIn {
    fn new<const N: usize>(answers: [(&'static str, Vec<Reply>); N]) -> Self {
        Self { answers: BTreeMap::from(answers), asked: Mutex::default() }
    }

    /// What was asked, as `Head https://…`, in order.
    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("nobody failed").clone()
    }
}

impl Ask for StandIn {
    fn ask(&self, method: Method, address: &Url) -> Reply {
        let mut asked = self.asked.lock().expect("nobody failed");
        let before = asked.iter().filter(|line| line.ends_with(&format!(" {address}"))).count();
        asked.push(format!("{method:?} {address}"));
        let answers = self.answers.get(address.as_str()).unwrap_or_else(|| panic!("nobody should ask for {address}"));
        answers[before.min(answers.len() - 1)].clone()
    }
}

fn outcome(address: &'static str, answers: &StandIn) -> Outcome {
    check([address], answers, &QUICK).remove(address).expect("each address has an outcome")
}

#[test]
fn a_page_is_asked_for_where_its_head_is_refused() {
    let web = StandIn::new([("https://a.example/", vec![status(405), status(200)])]);
    assert_eq!(outcome("https://a.example/", &web), Outcome::Good);
    assert_eq!(web.asked(), ["Head https://a.example/", "Get https://a.example/"]);
}

#[test]
fn only_a_clear_answer_is_a_dead_link() {
    let says = |code: u16| outcome("https://a.example/", &StandIn::new([("https://a.example/", vec![status(code)])]));
    for code in [404, 410] {
        assert!(matches!(says(code), Outcome::Dead(_)), "{code}");
    }
    for code in [400, 401, 403, 418, 429, 500, 502, 503, 999] {
        assert!(matches!(says(code), Outcome::Unknown(_)), "{code}");
    }
    let failed = StandIn::new([("https://a.example/", vec![Reply::Failed("no".to_owned())])]);
    assert_eq!(outcome("https://a.example/", &failed), Outcome::Unknown("no".to_owned()));
}

#[test]
fn redirects_are_followed_and_only_those_for_good_are_told() {
    let web = StandIn::new([
        ("http://a.example/", vec![to(301, "https://a.example/")]),
        ("https://a.example/", vec![to(308, "/new")]),
        ("https://a.example/new", vec![to(302, "/today")]),
        ("https://a.example/today", vec![status(200)]),
        ("https://b.example/", vec![to(307, "/x")]),
        ("https://b.example/x", vec![to(301, "/y")]),
        ("https://b.example/y", vec![status(200)]),
        ("https://c.example/", vec![to(301, "/gone")]),
        ("https://c.example/gone", vec![status(404)]),
        ("https://d.example/", vec![to(302, "/")]),
    ]);
    assert_eq!(outcome("http://a.example/", &web), Outcome::Moved("https://a.example/new".to_owned()));
    assert_eq!(outcome("https://b.example/", &web), Outcome::Good);
    assert!(matches!(outcome("https://c.example/", &web), Outcome::Dead(_)));
    assert!(matches!(outcome("https://d.example/", &web), Outcome::Unknown(_)));
    assert_eq!(web.asked().iter().filter(|line| line.ends_with("d.example/")).count(), 6, "five redirects");
}

#[test]
fn a_doi_is_looked_up_and_its_publisher_left_in_peace() {
    let web = StandIn::new([
        ("https://doi.org/10.1/x", vec![to(302, "https://publisher.example/")]),
        ("https://doi.org/10.1/no", vec![status(404)]),
    ]);
    assert_eq!(outcome("https://doi.org/10.1/x", &web), Outcome::Good);
    assert!(matches!(outcome("https://doi.org/10.1/no", &web), Outcome::Dead(_)));
}

#[test]
fn a_host_that_asks_to_be_left_alone_is() {
    let busy = |rest: u64| Reply::Status { code: 429, location: None, retry_after: Some(Duration::from_secs(rest)) };
    let web = StandIn::new([("https://a.example/1", vec![busy(3600)]), ("https://a.example/2", vec![status(200)])]);
    let found = check(["https://a.example/1", "https://a.example/2"], &web, &QUICK);
    assert!(found.values().all(|outcome| matches!(outcome, Outcome::Unknown(_))), "{found:?}");
    assert_eq!(web.asked(), ["Head https://a.example/1"], "the second address is not asked for");

    let web = StandIn::new([("https://a.example/", vec![busy(0), status(200)])]);
    assert_eq!(outcome("https://a.example/", &web), Outcome::Good, "a short rest is taken");
}

#[test]
fn no_private_network_is_ever_asked() {
    let web = StandIn::new([("https://a.example/", vec![to(302, "http://192.168.1.1/admin")])]);
    let found = check(["http://127.0.0.1/", "http://printer/", "http://[::1]:80/", "https://a.example/"], &web, &QUICK);
    assert!(found.values().all(|outcome| matches!(outcome, Outcome::Dead(_))), "{found:?}");
    assert_eq!(web.asked(), ["Head https://a.example/"]);
    let secret = check(["https://me:word@a.example/"], &web, &QUICK);
    assert!(matches!(secret["https://me:word@a.example/"], Outcome::Unknown(_)));
    let ways = StandIn::new([("https://b.example/", vec![to(301, "file:///etc/passwd")])]);
    assert!(matches!(outcome("https://b.example/", &ways), Outcome::Unknown(_)));
}

#[test]
fn a_host_that_nobody_knows_is_dead_unless_this_computer_is_not_connected() {
    let web = StandIn::new([("https://gone.example/", vec![Reply::NoHost]), ("https://a.example/", vec![status(403)])]);
    let both = check(["https://gone.example/", "https://a.example/"], &web, &QUICK);
    assert!(matches!(both["https://gone.example/"], Outcome::Dead(_)));
    assert!(matches!(outcome("https://gone.example/", &web), Outcome::Unknown(_)));
}

/// A host is asked one question at a time, even when others redirect to it.
#[test]
fn a_host_never_has_two_questions_at_once() {
    struct Busy(Mutex<BTreeSet<String>>);
    impl Ask for Busy {
        fn ask(&self, _: Method, address: &Url) -> Reply {
            let host = address.host_str().expect("it has a host").to_owned();
            assert!(self.0.lock().expect("nobody failed").insert(host.clone()), "{host} is busy");
            std::thread::yield_now();
            assert!(self.0.lock().expect("nobody failed").remove(&host));
            if host == "hub.example" { status(200) } else { to(302, "https://hub.example/") }
        }
    }
    let addresses: Vec<String> =
        (0..60).map(|n| format!("https://{}.example/{n}", ["a", "b", "c", "hub"][n % 4])).collect();
    let found = check(addresses.iter().map(String::as_str), &Busy(Mutex::default()), &QUICK);
    assert_eq!(found.values().filter(|outcome| **outcome == Outcome::Good).count(), 60);
}

/// The places of all addresses of a site given as texts, and what is told of these outcomes.
fn told(files: &[(&str, &str)], ask: impl Fn(&[Spanned<String>]) -> BTreeMap<String, Outcome>) -> (String, String) {
    let base = [("content/site.yaml", support::SETTINGS), ("content/_index.md", support::HOME)];
    let inputs = support::inputs(base.into_iter().chain(files.iter().copied()));
    let mut said = Diagnostics::new();
    let model = model::parse(&inputs.sources, inputs.drafts, &mut said).expect("the settings are good");
    let site = site::link(&model, &inputs.sources, inputs.today, &mut said);
    let places = elsewhere(&site);
    let mut diags = Diagnostics::new();
    let summary = tell(&places, &ask(&places), &mut diags).to_string();
    (short(&diags, &inputs.sources), summary)
}

const PAGE: &str = "\
---
title: Links
summary: x
---

See [one](https://one.example/#part) and [two](https://two.example/a). [@a; @b]

:::include more

[Mail](mailto:a@clinic.example), [home](_index.md).
";

const MORE: &str = "---\ntitle: More\n---\n\nAnd [one again](https://one.example/).\n";

const REFERENCES: &str = "\
a:
  type: article
  title: A
  serial-number: { doi: 10.1000/182, pmid: \"7354969\" }
  url: https://journal.example
b:
  type: web
  title: B
  url: https://www.page.example/b?x=1
";

#[test]
fn findings_stand_where_the_address_does() {
    let files =
        [("content/links.md", PAGE), ("content/fragments/more.md", MORE), ("content/references.yaml", REFERENCES)];
    let (found, summary) = told(&files, |places| {
        places.iter().map(|place| (bare(&place.value).to_owned(), Outcome::Dead("it is a test".to_owned()))).collect()
    });
    assert_eq!(
        found,
        "\
content/fragments/more.md:5:5: error[dead-link]: `https://one.example/` leads nowhere: it is a test
content/links.md:6:5: error[dead-link]: `https://one.example/#part` leads nowhere: it is a test
content/links.md:6:42: error[dead-link]: `https://two.example/a` leads nowhere: it is a test
content/references.yaml:4:25: error[dead-link]: `https://doi.org/10.1000/182` leads nowhere: it is a test
content/references.yaml:4:45: error[dead-link]: `https://pubmed.ncbi.nlm.nih.gov/7354969/` leads nowhere: it is a test
content/references.yaml:5:8: error[dead-link]: `https://journal.example/` leads nowhere: it is a test
content/references.yaml:9:8: error[dead-link]: `https://www.page.example/b?x=1` leads nowhere: it is a test
"
    );
    assert_eq!(summary, "Other sites: 6 addresses: 6 dead\n");
}

#[test]
fn what_could_not_be_checked_is_told_and_is_no_finding() {
    let (found, summary) = told(&[("content/links.md", PAGE)], |_| {
        BTreeMap::from([("https://two.example/a".to_owned(), Outcome::Unknown("its server says 403".to_owned()))])
    });
    assert_eq!(found, "");
    assert_eq!(
        summary,
        "Other sites: 2 addresses: 1 good from memory, 1 could not be checked\nCould not be checked:\n  \
         https://two.example/a: its server says 403\n"
    );
}

#[cfg(feature = "external")]
#[path = "outside/server.rs"]
mod server;
