//! The quick look after a save: it shows what the whole site will have, and says what `check` would say.
//!
//! Never: how quick it is.
#![cfg(feature = "serve")]
#![expect(clippy::expect_used, reason = "tests touch the world")]

mod support;

use latchwork::diag::{Diagnostics, short};
use latchwork::memo::{Forget, Memos, Remember};
use latchwork::model::{self, Drafts};
use latchwork::serve::{Door, Moment, Preview, Workshop};
use latchwork::{Inputs, read, render, site};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;
use support::{Folder, TODAY};

fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\nsummary: A page.\nupdated: 2026-11-22\n---\n\n{text}\n")
}

/// A site in which pages, a fragment and a word hang together.
fn folder() -> Folder {
    Folder::site()
        .with("content/glossary.yaml", "flange:\n  plain: flange\n  definition: The part on the breast.\n")
        .with("content/fragments/call.md", "---\ntitle: When to call\n---\n\nCall us.\n")
        .with("content/pump/_index.md", page("Pump", "About pumps."))
        .with("content/pump/parts.md", page("Parts", "A flange, and [care](care.md).\n\n:::include call"))
        .with("content/pump/care.md", page("Care", "Wash it."))
}

fn workshop(folder: &Folder) -> (Arc<Workshop>, std::sync::mpsc::Receiver<latchwork::serve::Wake>) {
    Workshop::open(folder.path(), Box::new(|| TODAY), Box::new(Forget)).expect("the site is there")
}

fn good(now: &Moment) {
    assert!(now.is_good(), "{}", short(&now.findings, &now.inputs.sources));
}

#[test]
fn pages_alone_are_what_they_are_in_the_whole() {
    let mut diags = Diagnostics::new();
    let sources = read::read(Path::new(env!("CARGO_MANIFEST_DIR")), &mut diags).expect("the site is there");
    let model = model::parse(&sources, Drafts::Shown, &mut diags).expect("it has settings");
    let site = site::link(&model, &sources, TODAY, &mut diags);
    let whole = render::render(&site, Memos::none(), &mut diags);
    let ids: Vec<_> = site.ids().collect();
    let memo = Remember::default();
    for round in ["the first time", "from memory"] {
        let alone = render::pages(&site, &ids, &memo, &mut diags);
        for (address, bytes) in alone.iter() {
            assert_eq!(whole.get(address), Some(bytes), "{address}, {round}");
        }
        for &id in &ids {
            let address = site.placement(id).address.file();
            assert!(alone.get(&address).is_some(), "{address}, {round}");
        }
    }
    assert!(!diags.has_errors(), "{}", short(&diags, &sources));
}

#[test]
fn what_is_tried_out_gives_what_a_build_would() {
    let folder = folder();
    let (workshop, _wakes) = workshop(&folder);
    good(&workshop.make());
    let (file, address) = ("content/pump/parts.md", "pump/parts/index.html");
    for text in [
        page("Parts", "A flange, and [care](care.md)."),
        page("Other parts", "# Heading\n\nA *new* text with a [gone](gone.md) link."),
        page("Parts", "Take 10 mg of something twice a day. Click [here](care.md)."),
        page("Parts", ":::include nothing"),
        page("Parts", "<b>Bold</b> {{nothing}}"),
        page("Parts", "Words.").replace("summary: A page.\n", ""),
        "---\ntitle: Pa".to_owned(),
        String::new(),
    ] {
        let trial = workshop.try_out(file, text.clone());
        let inputs = Inputs { sources: workshop.now().inputs.sources.with(file, text.clone()), ..trial.inputs.clone() };
        let mut diags = Diagnostics::new();
        let bundle = latchwork::compile(&inputs, &mut diags);
        assert_eq!(trial.pages.get(address), bundle.get(address), "{text}");
        let own = |found: &Diagnostics| short(&found.only(&inputs.sources, |_, path| path == file), &inputs.sources);
        assert_eq!(own(&trial.findings), own(&diags), "{text}");
        assert_eq!(trial.findings.has_errors(), diags.has_errors(), "{text}");
    }
}

#[test]
fn a_save_is_shown_at_once_and_then_everything() {
    let folder = folder();
    let (workshop, wakes) = workshop(&folder);
    let door = Door::open([127, 0, 0, 1].into(), 0).expect("a port is free");
    let (sender, moments) = channel::<Moment>();
    let preview = Preview { door, workshop, wakes, more: axum::Router::new(), editor_link: String::new() };
    // It goes on until the test is over.
    std::thread::spawn(move || {
        preview.run(|now| {
            let _ = sender.send(now.clone());
        })
    });
    let next = |what: &str| moments.recv_timeout(Duration::from_secs(120)).unwrap_or_else(|_| panic!("{what}"));
    let until_whole = |what: &str| {
        let mut quick = Vec::new();
        loop {
            let now = next(what);
            if now.is_whole {
                return (quick, now);
            }
            quick.push(now);
        }
    };
    let shown = |now: &Moment, address: &str| {
        let good = now.good.as_ref().expect("there is a good site");
        String::from_utf8(good.pages.get(address).expect("it is there").to_vec()).expect("it is text")
    };
    good(&next("the first moment"));

    let (care, search) = ("pump/care/index.html", "pump/index.html");
    folder.put("content/pump/care.md", page("Careful care", "Dry it."));
    let (quick, whole) = until_whole("the whole after a save");
    let first = quick.first().expect("pages alone can be told in a hurry");
    assert!(shown(first, care).contains("Dry it."));
    assert_eq!(shown(first, care), shown(&whole, care));
    assert!(!shown(first, search).contains("Careful care"), "nobody looks at this page");
    assert!(shown(&whole, search).contains("Careful care"));

    // What is wrong is told by the whole alone, and the page stays.
    folder.put("content/pump/care.md", page("Care", "[Gone](gone.md)"));
    let (quick, whole) = until_whole("the whole after a mistake");
    assert!(quick.is_empty());
    assert!(!whole.is_good());
    assert!(shown(&whole, care).contains("Dry it."));

    // Not a page: only the whole knows what follows from it.
    folder.put("content/pump/care.md", page("Care", "Mended."));
    let (_, whole) = until_whole("the whole after the mistake was mended");
    good(&whole);
    folder.put("content/fragments/call.md", "---\ntitle: When to call\n---\n\nCall them.\n");
    let (quick, whole) = until_whole("the whole after a fragment");
    assert!(quick.is_empty());
    assert!(shown(&whole, "pump/parts/index.html").contains("Call them."));
}
