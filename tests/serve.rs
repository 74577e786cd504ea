//! The preview, as a program with a port: what it answers, to whom, and what it makes of saves, mistakes and deletions.
//!
//! Whatever takes time is asked for again and again until it is there, with a limit
//! so long that only a failure reaches it.
//!
//! Never: how long anything takes.
#![cfg(all(unix, feature = "serve"))]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod serve {
    pub mod preview;
}
mod support;

use serve::preview::Preview;
use std::fs;
use std::path::Path;
use support::{Folder, HOME, SETTINGS};

fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\nsummary: A page.\nupdated: 2026-11-22\n---\n\n{text}\n")
}

#[test]
fn pages_are_answered_from_memory_and_follow_saves() {
    let folder = Folder::site().with("content/pump.md", page("Pump", "First words."));
    let preview = Preview::of(&folder, &[]);
    assert!(preview.get("/pump/").body.contains("First words."));
    assert_eq!(preview.get("/pump").header("location"), Some("/pump/"));
    assert_eq!(preview.get("/pump/").header("cache-control"), Some("no-store"));
    assert_eq!(preview.get("/nothing/").status, 404);
    assert!(preview.get("/nothing/").body.contains("live.js"), "the page for missing ones follows, too");
    assert_eq!(preview.ask("PUT /pump/").status, 403);

    folder.put("content/pump.md", page("Pump", "Second words."));
    preview.until("/pump/", "Second words.");
    // As editors save: another file takes the place.
    folder.put("content/.pump.md.tmp", page("Pump", "Third words."));
    fs::rename(folder.at("content/.pump.md.tmp"), folder.at("content/pump.md")).expect("it can be renamed");
    preview.until("/pump/", "Third words.");
    // A new folder with a page, and the folder under another name.
    folder.put("content/new/deep/page.md", page("Deep", "Deep words."));
    folder.put("content/new/_index.md", page("New", "A section."));
    folder.put("content/new/deep/_index.md", page("Deeper", "A section."));
    preview.until("/new/deep/page/", "Deep words.");
    fs::rename(folder.at("content/new"), folder.at("content/other")).expect("it can be renamed");
    preview.until("/other/deep/page/", "Deep words.");
    preview.until_gone("/new/deep/page/");
    folder.put("content/other/deep/page.md", page("Deep", "Deeper words."));
    preview.until("/other/deep/page/", "Deeper words.");
    fs::remove_dir_all(folder.at("content/other")).expect("it can be removed");
    preview.until_gone("/other/deep/page/");
    // A template of the site's own, and its style.
    folder.put("templates/partials/footer.html", "<footer>Our own foot</footer>\n");
    preview.until("/pump/", "Our own foot");
    let before = preview.get("/pump/").style();
    folder.put("theme/css/own.css", "@layer components { p { color: red; } }\n");
    preview.wait("another style", |preview| preview.get("/pump/").style() != before);
    assert!(!folder.at("public").exists());
}

#[test]
fn a_hundred_quick_saves_end_in_the_last_one() {
    let folder = Folder::site().with("content/pump.md", page("Pump", "Save 0."));
    let preview = Preview::of(&folder, &[]);
    for number in 1..=100 {
        folder.put("content/pump.md", page("Pump", &format!("Save {number}.")));
        // Now and then half a file, now and then another one.
        if number % 10 == 0 {
            folder.put("content/other.md", page("Other", &format!("Other {number}.")));
            folder.put("content/pump.md", "---\ntitle: Pu");
            folder.put("content/pump.md", page("Pump", &format!("Save {number}.")));
        }
        assert!(preview.get("/pump/").body.contains("Save "), "there is a page at every moment");
    }
    preview.until("/pump/", "Save 100.");
    preview.until("/other/", "Other 100.");
    assert!(preview.facts("/pump/")["good"].as_bool().expect("it says so"));
}

#[test]
fn a_mistake_keeps_the_last_good_page_and_is_told() {
    let folder = Folder::site().with("content/pump.md", page("Pump", "Good words."));
    let preview = Preview::of(&folder, &["--editor-link", "vscode://file/{file}:{line}:{column}"]);
    folder.put("content/pump.md", page("Pump", "[Gone](nowhere.md) <b>words</b>."));
    preview.wait("the mistake", |preview| preview.facts("/pump/")["good"] == false);
    assert!(preview.get("/pump/").body.contains("Good words."));
    let facts = preview.facts("/pump/");
    let wrong = facts["wrong"].as_array().expect("a list");
    let link = wrong.iter().find(|finding| finding["code"] == "broken-link").expect("the link is told");
    assert_eq!(link["file"], "content/pump.md");
    assert!(link["drawn"].as_str().expect("its lines").contains("nowhere.md"), "{link}");
    let place = format!("vscode://file{}/content/pump.md:{}:{}", folder.path().display(), link["line"], link["column"]);
    assert_eq!(link["editor"], place);
    folder.put("content/pump.md", page("Pump", "Mended words."));
    preview.until("/pump/", "Mended words.");
    assert_eq!(preview.facts("/pump/")["wrong"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_site_that_begins_broken_shows_what_is_wrong_and_then_itself() {
    let folder = Folder::new().with("content/site.yaml", "name: [").with("content/_index.md", HOME);
    let preview = Preview::of(&folder, &[]);
    let first = preview.get("/");
    assert_eq!(first.status, 503);
    assert!(first.body.contains("Nothing to show yet") && first.body.contains("live.js"), "{}", first.body);
    assert!(preview.facts("/")["errors"].as_u64() > Some(0));
    folder.put("content/site.yaml", SETTINGS);
    preview.until("/", "Harbour Clinic");
}

#[test]
fn whatever_is_deleted_the_preview_goes_on() {
    let folder = Folder::site()
        .with("content/pump.md", page("Pump", "Words."))
        .with("content/section/_index.md", page("Section", "[Pump](../pump.md)"))
        .with("templates/page.html", fs::read("templates/page.html").expect("it is ours"))
        .with("theme/strings/en.yaml", fs::read("theme/strings/en.yaml").expect("it is ours"));
    let preview = Preview::of(&folder, &[]);
    let files = [
        "content/pump.md",
        "content/section/_index.md",
        "templates/page.html",
        "theme/strings/en.yaml",
        "content/_index.md",
        "content/site.yaml",
    ];
    for file in files {
        let kept = fs::read(folder.at(file)).expect("it is there");
        let before = preview.generation();
        fs::remove_file(folder.at(file)).expect("it can be removed");
        preview.wait("another round", |preview| preview.generation() > before);
        assert_eq!(preview.get("/").status, 200, "{file}");
        folder.put(file, kept);
        preview.wait("a good site again", |preview| preview.facts("/")["good"] == true);
    }
    for gone in ["templates", "theme", "content", ""] {
        let aside = std::env::temp_dir().join(format!("{}-aside", folder.path().display()));
        let before = preview.generation();
        fs::rename(folder.at(gone), &aside).expect("it can be moved");
        preview.wait("another round", |preview| preview.generation() > before);
        let is_needed = ["content", ""].contains(&gone);
        preview.wait("what is wrong", |preview| (preview.facts("/")["good"] == false) == is_needed);
        assert_eq!(preview.get("/").status, 200, "{gone}");
        fs::rename(&aside, folder.at(gone)).expect("it can be moved back");
        preview.wait("a good site again", |preview| preview.facts("/")["good"] == true);
        folder.put("content/pump.md", page("Pump", &format!("After {gone}.")));
        preview.until("/pump/", &format!("After {gone}."));
    }
}

#[test]
fn nobody_else_is_answered() {
    let folder = Folder::site().with("secret.txt", "secret");
    let preview = Preview::of(&folder, &[]);
    let port = preview.port;
    for host in ["evil.test", &format!("evil.test:{port}"), "127.0.0.1:1", "localhost", &format!("10.0.0.1:{port}")] {
        let answer = preview.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.contains("Harbour"), "{host}");
    }
    let no_host = preview.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!([400, 421].contains(&no_host.status), "{}", no_host.status);
    for more in
        ["Origin: http://evil.test\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n"]
    {
        for path in ["/", "/_latchwork/page.json?path=/", "/_latchwork/news?after=0"] {
            assert_eq!(preview.with(path, more).status, 403, "{path} {more}");
        }
    }
    assert_eq!(preview.with("/", &format!("Origin: http://127.0.0.1:{port}\r\n")).status, 200);
    assert_eq!(preview.ask("POST /_latchwork/news?after=0").status, 403);
    let odd = [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "/content/site.yaml",
        "//secret.txt",
        "/%2fetc%2fpasswd",
        "/etc/passwd",
        "/index.html%00",
        "/_latchwork/../../secret.txt",
        "/_latchwork/nothing",
    ];
    for path in odd {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("secret"), "{path}");
    }
    // A whole address in place of a path is judged by its host like any other.
    let whole = preview.raw("GET http://evil.test/ HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n");
    assert_eq!(whole.status, 421);
}

#[test]
fn a_taken_port_is_left_to_whom_it_belongs() {
    let folder = Folder::site();
    let first = Preview::of(&folder, &[]);
    let second = Preview::of(&folder, &["--port", &first.port.to_string()]);
    assert!(second.port > first.port);
    let said = second.end();
    assert!(said.contains(&format!("port {} is taken", first.port)), "{said}");
    assert_eq!(first.get("/").status, 200);
}

#[test]
fn it_ends_when_asked_to() {
    for signal in ["INT", "TERM"] {
        let folder = Folder::site();
        let preview = Preview::of(&folder, &[]);
        // Somebody still waits for news.
        let waiting = preview.connect("GET /_latchwork/news?after=1 HTTP/1.1\r\nHost: HOST\r\n\r\n");
        assert_eq!(preview.signal(signal), Some(0), "{signal}");
        drop(waiting);
        assert_eq!(support::names(folder.path()), ["content"]);
    }
}

#[test]
fn drafts_are_shown_and_marked() {
    let draft = page("Draft", "Not yet.").replace("updated:", "status: draft\nupdated:");
    let folder = Folder::site().with("content/draft.md", draft);
    let preview = Preview::of(&folder, &[]);
    assert!(preview.get("/draft/").body.contains("Not yet."));
    let facts = preview.facts("/draft/");
    assert_eq!(facts["page"]["status"], "draft");
    assert_eq!(facts["page"]["file"], "content/draft.md");
}

/// What a page that is open gets to know decides whether it is loaded again: not for another page's change, and not for
/// another look.
#[test]
fn a_page_is_told_whether_it_changed() {
    let folder = Folder::site()
        .with("content/pump.md", page("Pump", "Words."))
        .with("content/other.md", page("Other", "Words."));
    let preview = Preview::of(&folder, &[]);
    let mark = |path: &str| preview.facts(path)["marks"][path].as_str().expect("a mark").to_owned();
    let (pump, other) = (mark("/pump/"), mark("/other/"));
    assert!(preview.get("/pump/").body.contains(&format!("data-mark=\"{pump}\"")));
    folder.put("content/other.md", page("Other", "Other words."));
    preview.until("/other/", "Other words.");
    assert_eq!(mark("/pump/"), pump);
    assert_ne!(mark("/other/"), other);
    let style = preview.get("/pump/").style();
    folder.put("theme/css/own.css", "@layer components { p { color: red; } }\n");
    preview.wait("another style", |preview| preview.get("/pump/").style() != style);
    assert_eq!(mark("/pump/"), pump);
    let told = preview.facts("/pump/")["styles"][0].as_str().expect("a style").to_owned();
    assert!(told.ends_with(&preview.get("/pump/").style()), "{told}");
}

#[test]
#[cfg(feature = "pdf")]
fn a_sheet_is_set_when_somebody_asks() {
    let folder = Folder::site();
    folder.run(["new", "protocol", "walks"]);
    let preview = Preview::of(&folder, &[]);
    let page = preview.get("/protocols/walks/").body;
    let href = page
        .split('"')
        .find(|part| Path::new(part).extension().is_some_and(|ending| ending == "pdf"))
        .expect("a sheet is linked")
        .to_owned();
    let sheet = preview.get(&href.replace("../..", ""));
    assert!(sheet.body.starts_with("%PDF"), "{href}");
    assert_eq!(sheet.header("content-type"), Some("application/pdf"));
}
