//! The editor: its door, where it may write, and that nothing is lost.
//!
//! The door is tried from outside, with requests as any page or program could
//! send them, against the program itself. Places, saving and the form are asked directly.
//!
//! Never: how the page looks; `tests/browser/edit.mjs` does.
#![cfg(feature = "serve")]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod editor;
mod support;

use editor::{Asked, Editor};
use latchwork::edit::{Content, Outcome, Refused, keep_text, kept, kept_text, save};
use latchwork::model::wording::fingerprint_of;
use serde_json::{Value, json};
use std::fs;
use support::{Folder, HOME, tree};

const PAGE: &str = "---\ntitle: Pump # ours\nsummary: How to pump.\nupdated: 2026-11-22\n---\n\n## Fit\n\nText.\n";

fn site() -> Folder {
    Folder::site().with("content/pump.md", PAGE)
}

fn content(folder: &Folder) -> Content {
    Content::new(folder.path()).expect("there is content")
}

/// Everything in a folder but the editor's own part.
fn all_but_own(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    folder.tree("").into_iter().filter(|(path, _)| !path.starts_with(".latchwork/")).collect()
}

#[test]
fn a_saved_text_is_on_the_disk_and_the_old_one_is_kept() {
    let folder = site();
    let content = content(&folder);
    let first = fingerprint_of(PAGE.as_bytes());
    let saved = save(&content, "content/pump.md", Some(&first), "new\n");
    assert_eq!(saved, Outcome::Saved(fingerprint_of(b"new\n")));
    assert_eq!(fs::read(folder.at("content/pump.md")).expect("it is there"), b"new\n");
    let again = save(&content, "content/pump.md", Some(&fingerprint_of(b"new\n")), "newer\n");
    assert!(matches!(again, Outcome::Saved(_)));
    let older = kept(&content, "content/pump.md").expect("there are some");
    assert_eq!(older.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
    let text = |number| kept_text(&content, "content/pump.md", number).expect("it is kept").text;
    assert_eq!((text(1).as_str(), text(2).as_str()), (PAGE, "new\n"));
    assert_eq!(kept_text(&content, "content/pump.md", 3), Err(Refused::NotAFile));
    assert_eq!(folder.tree(".latchwork")[0], (".gitignore".to_owned(), b"*\n".to_vec()));
    let names: Vec<String> = folder.tree("content").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["_index.md", "pump.md", "site.yaml"], "nothing is left beside it");
}

#[test]
fn a_file_that_changed_meanwhile_is_not_written_over() {
    let folder = site();
    let content = content(&folder);
    let began = fingerprint_of(PAGE.as_bytes());
    folder.put("content/pump.md", "theirs\n");
    let before = folder.tree("");
    let Outcome::Conflict(Some(theirs)) = save(&content, "content/pump.md", Some(&began), "mine\n") else {
        panic!("it is a conflict");
    };
    assert_eq!(theirs.text, "theirs\n");
    assert_eq!(folder.tree(""), before, "nothing at all was written");
    // Who then keeps theirs by name writes over it, and it is kept.
    assert!(matches!(save(&content, "content/pump.md", Some(&theirs.fingerprint), "mine\n"), Outcome::Saved(_)));
    assert_eq!(kept_text(&content, "content/pump.md", 1).expect("it is kept").text, "theirs\n");
    // Who takes theirs keeps their own the same way, once.
    assert_eq!(keep_text(&content, "content/pump.md", "my own\n"), Ok(2));
    assert_eq!(keep_text(&content, "content/pump.md", "my own\n"), Ok(2));
    // Who sends a text twice is no second writer; nothing is kept for it.
    assert!(matches!(save(&content, "content/pump.md", Some(&began), "mine\n"), Outcome::Saved(_)));
    assert_eq!(kept(&content, "content/pump.md").expect("there are some").len(), 2);
    // A file that is gone, one that is there where a new one should be.
    fs::remove_file(folder.at("content/pump.md")).expect("it can go");
    assert_eq!(save(&content, "content/pump.md", Some(&began), "mine\n"), Outcome::Conflict(None));
    assert!(matches!(save(&content, "content/_index.md", None, "mine\n"), Outcome::Conflict(Some(_))));
    assert_eq!(fs::read_to_string(folder.at("content/_index.md")).expect("it is there"), HOME);
}

#[test]
fn a_new_file_gets_the_folders_around_it() {
    let folder = site();
    let saved = save(&content(&folder), "content/new-part/deep/page.md", None, "text\n");
    assert!(matches!(saved, Outcome::Saved(_)));
    assert_eq!(
        folder.tree("content/new-part"),
        [("deep/page.md".to_owned(), b"text\n".to_vec())],
        "nothing is beside it"
    );
}

#[test]
fn odd_texts_are_refused_and_stay() {
    let folder = site().with("content/odd.md", b"\xff\xfe").with("content/bom.md", "\u{feff}text\n");
    let content = content(&folder);
    let read = |name: &str| content.place(name).and_then(|place| place.read());
    assert_eq!(read("content/odd.md"), Err(Refused::NotText));
    assert_eq!(read("content/bom.md").map(|text| text.map(|text| text.text)), Ok(Some("text\n".to_owned())));
    assert_eq!(read("content/none.md"), Ok(None));
    let large = "x".repeat(latchwork::edit::LIMIT + 1);
    assert_eq!(save(&content, "content/large.md", None, &large), Outcome::Refused(Refused::TooLarge));
    assert_eq!(
        save(&content, "content/reviews/pump.yaml", None, "x"),
        Outcome::Refused(Refused::Review),
        "approvals are for people who read"
    );
}

/// Every way out of `content/` that a name can try, for what is there and for what would be new.
#[test]
fn no_name_leads_out_of_the_content() {
    let folder = site().with("secret.md", "secret\n").with("templates/x.md", "template\n");
    let content = content(&folder);
    let before = all_but_own(&folder);
    for name in [
        "secret.md",
        "../secret.md",
        "content/../secret.md",
        "content/./../secret.md",
        "content/a/../../secret.md",
        "/etc/passwd",
        "content//etc/x.md",
        "content/..\\secret.md",
        "content/%2e%2e/secret.md",
        "content/..%2fsecret.md",
        "templates/x.md",
        "content/../templates/x.md",
        "content/.hidden.md",
        "content/x.html",
        "content/site.yaml\0.md",
        "content/Über.md",
        "content/two words.md",
        "content/a..b.md",
        "CONTENT/x.md",
        "",
    ] {
        assert!(matches!(save(&content, name, None, "mine\n"), Outcome::Refused(_)), "{name:?}");
        assert!(keep_text(&content, name, "mine\n").is_err(), "{name:?}");
        assert!(kept(&content, name).is_err(), "{name:?}");
    }
    assert_eq!(all_but_own(&folder), before);
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_either() {
    use std::os::unix::fs::symlink;
    let folder = site().with("outside/secret.md", "secret\n").with("content/inner/page.md", "inner\n");
    let link = |to: &str, at: &str| symlink(folder.at(to), folder.at(at)).expect("a link can be made");
    link("outside/secret.md", "content/file.md");
    link("outside", "content/away");
    link("outside/nothing.md", "content/hanging.md");
    link("content/inner", "content/near");
    let content = content(&folder);
    let before = all_but_own(&folder);
    for name in ["content/file.md", "content/away/secret.md", "content/away/new.md", "content/away/deep/new.md"] {
        assert_eq!(save(&content, name, None, "mine\n"), Outcome::Refused(Refused::Outside), "{name}");
        assert_eq!(content.place(name).and_then(|place| place.read()), Err(Refused::Outside), "{name}");
    }
    assert!(matches!(save(&content, "content/hanging.md", None, "mine\n"), Outcome::Refused(_)));
    assert_eq!(all_but_own(&folder), before);
    // A link that stays inside is a file like any other.
    let inner = fingerprint_of(b"inner\n");
    assert!(matches!(save(&content, "content/near/page.md", Some(&inner), "mine\n"), Outcome::Saved(_)));
    assert_eq!(fs::read(folder.at("content/inner/page.md")).expect("it is there"), b"mine\n");
    // And older texts are not written through one.
    fs::remove_dir_all(folder.at(".latchwork")).expect("it can go");
    link("outside", ".latchwork");
    let mine = fingerprint_of(b"mine\n");
    assert!(matches!(save(&content, "content/inner/page.md", Some(&mine), "x\n"), Outcome::Refused(_)));
    assert_eq!(tree(&folder.at("outside")).len(), 1);
    assert_eq!(fs::read(folder.at("content/inner/page.md")).expect("it is there"), b"mine\n");
}

#[test]
fn the_door_opens_once_and_for_one_browser() {
    let folder = site();
    let editor = Editor::open(&folder);
    for path in
        ["", "edit.js", "site.json", "file.json?path=content/pump.md", "draft/", "tokens.css", "?token=", "?token=0"]
    {
        assert_eq!(editor.ask(Asked { cookie: false, ..Asked::get(path) }).status, 403, "{path}");
    }
    let again = editor.ask(Asked { cookie: false, ..Asked::get(&format!("?token={}", editor.token)) });
    assert_eq!((again.status, again.header("set-cookie")), (403, None), "its word was used");
    let page = editor.ask(Asked::get(""));
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").expect("it has one");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(editor.cookie.starts_with(&format!("latchwork-edit-{}=", editor.port)), "{}", editor.cookie);
    for word in ["HttpOnly", "SameSite=Strict", "Path=/_latchwork/edit/"] {
        assert!(editor.set_cookie.contains(word), "{}", editor.set_cookie);
    }
}

#[test]
fn nobody_else_comes_in_with_the_cookie() {
    let folder = site();
    let editor = Editor::open(&folder);
    let before = all_but_own(&folder);
    let text = json!({"path": "content/pump.md", "text": "mine\n", "began": fingerprint_of(PAGE.as_bytes())});
    let save = || Asked::post("save", &text);
    let own = format!("http://127.0.0.1:{}", editor.port);
    let host = |host: &str| Some(host.replace("PORT", &editor.port.to_string()));
    let refused = [
        ("another origin", Asked { origin: host("http://evil.test"), ..save() }),
        ("another port", Asked { origin: host("http://127.0.0.1:1"), ..save() }),
        ("no origin", Asked { origin: None, ..save() }),
        ("the origin null", Asked { origin: host("null"), ..save() }),
        ("another name for it", Asked { origin: host("http://localhost:PORT"), ..save() }),
        ("another host", Asked { host: host("evil.test:PORT"), ..save() }),
        (
            "another host and its origin",
            Asked { host: host("evil.test:PORT"), origin: host("http://evil.test:PORT"), ..save() },
        ),
        ("no cookie", Asked { cookie: false, ..save() }),
        ("no mark", Asked { mark: false, ..save() }),
        ("a form", Asked { content_type: "text/plain", ..save() }),
        ("another form", Asked { content_type: "application/x-www-form-urlencoded", ..save() }),
        ("a page of another site", Asked { fetch_site: Some("cross-site"), ..save() }),
        ("a page of another port", Asked { fetch_site: Some("same-site"), ..save() }),
        ("another method", Asked { method: "PUT", ..save() }),
        (
            "reading from another site",
            Asked { fetch_site: Some("cross-site"), ..Asked::get("file.json?path=content/pump.md") },
        ),
        ("reading from another port", Asked { fetch_site: Some("same-site"), ..Asked::get("site.json") }),
        ("reading by another name", Asked { host: host("evil.test:PORT"), ..Asked::get("site.json") }),
        ("reading for another origin", Asked { origin: host("http://evil.test"), ..Asked::get("site.json") }),
    ];
    for (what, asked) in refused {
        let told = editor.ask(asked);
        assert!([403, 421].contains(&told.status), "{what}: {}", told.status);
        assert!(!told.body.contains("Clinic") && !told.body.contains("Text."), "{what} tells something");
        assert_eq!(told.header("access-control-allow-origin"), None, "{what}");
    }
    assert_eq!(all_but_own(&folder), before);
    let done = editor.ask(Asked { origin: Some(own), fetch_site: Some("same-origin"), ..save() });
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(fs::read(folder.at("content/pump.md")).expect("it is there"), b"mine\n");
}

#[test]
fn no_request_leads_out_of_the_content() {
    let folder = site().with("secret.md", "the secret\n");
    let editor = Editor::open(&folder);
    let before = all_but_own(&folder);
    for name in ["../secret.md", "content/../secret.md", "secret.md", "/etc/passwd", "content/%2e%2e/secret.md"] {
        let encoded = name.replace('/', "%2F").replace('.', "%2E");
        for asked in [name, encoded.as_str()] {
            for path in ["file.json?path=", "backups.json?path=", "backup.json?number=1&path="] {
                let told = editor.ask(Asked::get(&format!("{path}{asked}")));
                assert!([400, 422].contains(&told.status), "{path}{asked}: {} {}", told.status, told.body);
                assert!(!told.body.contains("the secret"));
            }
        }
        for path in ["save", "keep", "draft"] {
            let told = editor.ask(Asked::post(path, &json!({"path": name, "text": "mine\n"})));
            assert_eq!(told.status, 422, "{path} {name}: {}", told.body);
        }
    }
    for path in [
        "../../secret.md",
        "draft/../../../secret.md",
        "draft/%2e%2e/secret.md",
        "draft/..%2fsecret.md",
        "draft//etc/passwd",
        "fonts/../css/base.css",
        "fonts/..%2fcss%2fbase.css",
        "page/edit.js",
        "%2e%2e/",
    ] {
        let told = editor.ask(Asked::get(path));
        assert!(told.status == 404 || told.status == 403, "{path}: {}", told.status);
    }
    assert_eq!(all_but_own(&folder), before);
}

#[test]
fn a_draft_is_shown_and_not_written() {
    let folder = site();
    let editor = Editor::open(&folder);
    let before = folder.tree("");
    let draft = |text: &str| {
        let told = editor.ask(Asked::post("draft", &json!({"path": "content/pump.md", "text": text})));
        assert_eq!(told.status, 200, "{}", told.body);
        serde_json::from_str::<Value>(&told.body).expect("it is JSON")
    };
    let told = draft(&PAGE.replace("Text.", "Words <b>nobody</b> saved."));
    assert_eq!(told["address"], "pump/");
    let finding = &told["findings"][0];
    assert_eq!((&finding["line"], &finding["severity"]), (&json!(9), &json!("error")), "{finding}");
    let told = draft(&PAGE.replace("Text.", "Words nobody saved."));
    assert_eq!(told["on_disk"], fingerprint_of(PAGE.as_bytes()));
    assert_eq!(told["front_lines"], 5);
    let title =
        told["fields"].as_array().into_iter().flatten().find(|field| field["key"] == "title").expect("it has one");
    assert_eq!((&title["value"], &title["line"]), (&json!("Pump"), &json!(2)));
    let page = editor.ask(Asked::get("draft/pump/"));
    assert!(page.body.contains("Words nobody saved."));
    assert!(page.header("content-security-policy").is_some_and(|policy| !policy.contains("script-src")));
    // A text that cannot be read leaves the page with the last one that could.
    assert_eq!(draft("no front matter")["address"], Value::Null);
    assert!(editor.ask(Asked::get("draft/pump/")).body.contains("Words nobody saved."));
    assert_eq!(folder.tree(""), before);
}

#[test]
fn two_writers_get_both_texts() {
    let folder = site();
    let editor = Editor::open(&folder);
    folder.put("content/pump.md", "theirs\n");
    let began = fingerprint_of(PAGE.as_bytes());
    let mine = json!({"path": "content/pump.md", "text": "mine\n", "began": began});
    let told = editor.ask(Asked::post("save", &mine));
    let value: Value = serde_json::from_str(&told.body).expect("it is JSON");
    assert_eq!((told.status, &value["theirs"]["text"]), (409, &json!("theirs\n")));
    let told = editor.ask(Asked::post("difference", &json!({"before": "a\nb\n", "after": "a\nc\n"})));
    let value: Value = serde_json::from_str(&told.body).expect("it is JSON");
    assert_eq!(value["lines"], json!([["same", "a"], ["gone", "b"], ["new", "c"]]));
    let told = editor.ask(Asked::post("difference", &json!({"before": "a\r\nb\r\n", "after": "a\nb\n"})));
    let value: Value = serde_json::from_str(&told.body).expect("it is JSON");
    assert_eq!(value["lines"], json!([["same", "a"], ["same", "b"]]), "line ends of Windows are no difference");
}

#[test]
fn a_plan_shows_its_days() {
    let protocol = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/manual/content/protocols/walks.yaml"));
    let protocol = protocol.expect("the manual has a plan");
    let folder = site().with("content/protocols/walks.yaml", &protocol);
    let editor = Editor::open(&folder);
    let told = editor.ask(Asked::post("draft", &json!({"path": "content/protocols/walks.yaml", "text": protocol})));
    let value: Value = serde_json::from_str(&told.body).expect("it is JSON");
    let phases = value["day"]["phases"].as_array().expect("there are some");
    let sessions: Vec<&Value> =
        phases.iter().flat_map(|phase| phase["days"].as_array().expect("it is a list")).collect();
    assert!(phases.iter().all(|phase| phase["title"].as_str().is_some_and(|title| !title.is_empty())));
    let timed = sessions
        .iter()
        .any(|day| day["sessions"].as_array().is_some_and(|all| all.iter().any(|one| one["time"].is_string())));
    assert!(timed, "{}", value["day"]);
    // Activities that wait for each other have no first one; that is told, and nothing hangs on it.
    let circle = "activities:\n  warmth: {title: Warm up, kind: walk, before: massage}\n  massage: {title: Massage, kind: walk, before: \"walk, warmth\"}\n";
    let text = protocol.replace("activities:\n", circle).replace("do: [walk]", "do: [walk, massage, warmth]");
    let told = editor.ask(Asked::post("draft", &json!({"path": "content/protocols/walks.yaml", "text": text})));
    let value: Value = serde_json::from_str(&told.body).expect("it is JSON");
    let findings = value["findings"].as_array().expect("it is a list");
    assert!(findings.iter().any(|finding| finding["code"] == "protocol-loop"), "{findings:?}");
    assert_eq!(value["day"], Value::Null);
}
