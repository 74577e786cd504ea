//! What the editor answers: the rules of its door, and one function for each thing that its page asks.
//!
//! Host and origin are judged before by the server's guard. Here a request needs
//! the cookie; whatever changes something is a `POST` of JSON with a header that no
//! other site's page can send without being asked first. What is not known is not there.
//!
//! Never: the network, how a text is saved or a site is made.

use super::place::Refused;
use super::save::{Outcome, keep_text, kept, kept_text, save};
use super::{Desk, PATH, draft, form, list};
use crate::serve::answer::{Answer, answer as look_up, content_type};
use axum::http::{HeaderName, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};
use std::sync::PoisonError;
use std::time::Duration;

/// A request to the editor, with what is needed to judge it.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Whether it is `GET` or `HEAD`.
    pub reads: bool,
    /// Whether it is `POST`.
    pub writes: bool,
    /// The whole path, as it was sent.
    pub path: String,
    /// The query without its `?`.
    pub query: String,
    /// The header `Cookie`.
    pub cookie: String,
    /// The header `X-Latchwork`.
    pub mark: String,
    /// The header `Content-Type`.
    pub content_type: String,
    /// The header `Sec-Fetch-Site`, which pages cannot set.
    pub fetch_site: String,
    /// What was sent.
    pub body: Vec<u8>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// The headers that are its own.
    pub headers: Vec<(HeaderName, String)>,
    /// What is sent.
    pub body: Vec<u8>,
}

/// The files of the page, each with its text.
const FILES: [(&str, &str); 12] = [
    ("edit.css", include_str!("page/edit.css")),
    ("ask.js", include_str!("page/ask.js")),
    ("dom.js", include_str!("page/dom.js")),
    ("list.js", include_str!("page/list.js")),
    ("fields.js", include_str!("page/fields.js")),
    ("lines.js", include_str!("page/lines.js")),
    ("insert.js", include_str!("page/insert.js")),
    ("pick.js", include_str!("page/pick.js")),
    ("frames.js", include_str!("page/frames.js")),
    ("day.js", include_str!("page/day.js")),
    ("keep.js", include_str!("page/keep.js")),
    ("edit.js", include_str!("page/edit.js")),
];

const PAGE: &str = include_str!("page/edit.html");

/// Nothing from elsewhere, nothing inline, and in nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
     connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A draft in a frame of the editor: it is looked at and does nothing.
const DRAFT_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Answers a request that the guard let in.
pub(super) fn answer(desk: &Desk, request: &Request) -> Reply {
    let Some(path) = request.path.strip_prefix(PATH) else { return missing() };
    if request.reads && path.is_empty() && request.query.starts_with("token=") {
        return exchange(desk, &request.query["token=".len()..]);
    }
    let near = ["", "same-origin", "none"].contains(&request.fetch_site.as_str()) || (path.is_empty() && request.reads);
    if !desk.keys.hold(&request.cookie) || !near {
        return locked();
    }
    if request.reads {
        return read(desk, path, &request.query);
    }
    let json = request.content_type.split(';').next().is_some_and(|kind| kind.trim() == "application/json");
    if !request.writes || request.mark != "edit" || !json {
        return Reply { status: 403, ..told("Only the editor's own page can ask for this.") };
    }
    write(desk, path, &request.body)
}

/// The word of the address for the cookie.
fn exchange(desk: &Desk, token: &str) -> Reply {
    match desk.keys.exchange(token) {
        Some(cookie) => Reply {
            status: 303,
            headers: vec![(header::SET_COOKIE, cookie), (header::LOCATION, PATH.to_owned())],
            body: Vec::new(),
        },
        None => locked(),
    }
}

fn read(desk: &Desk, path: &str, query: &str) -> Reply {
    let asked = |name: &str| {
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    if let Some(address) = path.strip_prefix("draft") {
        return draft_file(desk, address);
    }
    if let Some((name, text)) = FILES.iter().find(|(name, _)| *name == path) {
        return file(content_type(name), text.as_bytes().to_vec());
    }
    match path {
        "" => with_policy(file("text/html; charset=utf-8", PAGE.as_bytes().to_vec()), POLICY),
        "fonts.css" | "tokens.css" => theme(desk, &format!("theme/css/{path}"), "text/css; charset=utf-8"),
        "icon.svg" => theme(desk, "theme/icon.svg", "image/svg+xml"),
        "site.json" => good(&list::site(&desk.workshop)),
        "file.json" => open(desk, &asked("path")),
        "backups.json" => or_refused(kept(&desk.content, &asked("path")).map(|kept| json!({ "kept": kept }))),
        "backup.json" => or_refused(
            kept_text(&desk.content, &asked("path"), asked("number").parse().unwrap_or(0))
                .map(|text| parts(&asked("path"), &text.text)),
        ),
        _ => match path.strip_prefix("fonts/") {
            Some(name) if !name.contains('/') => theme(desk, &format!("theme/fonts/{name}"), content_type(name)),
            Some(_) | None => missing(),
        },
    }
}

/// A file of the theme, so that the editor looks like the site. Its fonts are below the editor, too.
fn theme(desk: &Desk, path: &str, content_type: &'static str) -> Reply {
    let now = desk.workshop.now();
    let sources = &now.inputs.sources;
    let Some(found) = sources.find(path).map(|id| sources.get(id)) else { return missing() };
    let accent = now.good.as_ref().and_then(|good| good.model.settings.accent());
    match found.text().filter(|_| content_type.starts_with("text/css")) {
        Some(text) => {
            let accent = accent.map(|accent| format!("\n@layer tokens {{ :root {{ --accent: {accent}; }} }}\n"));
            file(content_type, (text.replace("../fonts/", "fonts/") + &accent.unwrap_or_default()).into_bytes())
        }
        None => file(content_type, found.bytes().to_vec()),
    }
}

/// A page of the draft that was looked at last, or something that belongs to it.
fn draft_file(desk: &Desk, address: &str) -> Reply {
    let shown = desk.shown.read().unwrap_or_else(PoisonError::into_inner).clone();
    match look_up(&shown, address) {
        Answer::File(address) => {
            let bytes = shown.get(&address).unwrap_or_default().to_vec();
            with_policy(file(content_type(&address), bytes), DRAFT_POLICY)
        }
        Answer::Folder(path) => {
            Reply { status: 307, headers: vec![(header::LOCATION, format!("{PATH}draft{path}"))], body: Vec::new() }
        }
        Answer::Missing => missing(),
    }
}

/// A text with its fingerprint, cut for the page.
fn open(desk: &Desk, name: &str) -> Reply {
    let text = desk.content.place(name).and_then(|place| place.read());
    or_refused(text.map(|text| match text {
        Some(text) => {
            let mut value = parts(name, &text.text);
            value["fingerprint"] = json!(text.fingerprint);
            value
        }
        None => json!({ "path": name, "fingerprint": null, "front": "", "body": "" }),
    }))
}

/// A text as the page takes it: what the form asks for, and what is written.
fn parts(name: &str, text: &str) -> Value {
    let cut = form::cut(name, text);
    let whole = cut.is_none();
    let cut = cut.unwrap_or_else(|| form::Cut { front: String::new(), body: text.to_owned() });
    let windows = text.matches("\r\n").count() * 2 > text.matches('\n').count();
    json!({ "path": name, "front": cut.front, "body": cut.body, "whole": whole, "crlf": windows })
}

#[derive(Deserialize)]
struct Sent {
    path: String,
    text: String,
    #[serde(default)]
    began: Option<String>,
}

#[derive(Deserialize)]
struct Set {
    path: String,
    text: String,
    /// The key, behind those that it stands below.
    keys: Vec<String>,
    value: Value,
}

#[derive(Deserialize)]
struct Two {
    before: String,
    after: String,
}

fn write(desk: &Desk, path: &str, body: &[u8]) -> Reply {
    match path {
        "draft" => with(body, |Sent { path, text, .. }| match desk.content.place(&path) {
            Ok(place) => draft::draft(desk, &place, text).map_or_else(|refused| refuse(&refused), |value| good(&value)),
            Err(refused) => refuse(&refused),
        }),
        "set" => with(body, |Set { path, text, keys, value }| {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            match form::set(&path, &text, &keys, &value) {
                Ok(text) => good(&json!({ "text": text })),
                Err(why) => Reply { status: 422, ..told(&why) },
            }
        }),
        "save" => with(body, |text| put(desk, &text)),
        "keep" => with(body, |Sent { path, text, .. }| {
            or_refused(keep_text(&desk.content, &path, &text).map(|number| json!({ "number": number })))
        }),
        "difference" => with(body, |Two { before, after }| good(&difference(&before, &after))),
        _ => missing(),
    }
}

fn put(desk: &Desk, text: &Sent) -> Reply {
    let saved = {
        let _one = desk.saving.lock().unwrap_or_else(PoisonError::into_inner);
        save(&desk.content, &text.path, text.began.as_deref(), &text.text)
    };
    match saved {
        Outcome::Saved(fingerprint) => {
            desk.workshop.wake();
            good(&json!({ "fingerprint": fingerprint }))
        }
        Outcome::Conflict(theirs) => {
            let theirs = theirs.map(|theirs| json!({ "text": theirs.text, "fingerprint": theirs.fingerprint }));
            Reply { status: 409, ..good(&json!({ "theirs": theirs })) }
        }
        Outcome::Refused(refused) => refuse(&refused),
    }
}

/// Two texts line by line: `[["same", "…"], ["gone", "…"], ["new", "…"]]`.
fn difference(before: &str, after: &str) -> Value {
    // Windows ends lines in another way, which is no difference to whoever reads them.
    let [before, after] = [before, after].map(|text| text.replace("\r\n", "\n"));
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(&before, &after);
    let lines = diff.iter_all_changes().map(|change| {
        let word = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "gone",
            ChangeTag::Insert => "new",
        };
        json!([word, change.value().trim_end_matches(['\r', '\n'])])
    });
    json!({ "lines": lines.collect::<Vec<_>>() })
}

/// Reads what was sent and goes on with it.
fn with<T: DeserializeOwned>(body: &[u8], go_on: impl FnOnce(T) -> Reply) -> Reply {
    match serde_json::from_slice(body) {
        Ok(value) => go_on(value),
        Err(_) => Reply { status: 400, ..told("The editor sent something that cannot be read. Load its page again.") },
    }
}

fn good(value: &Value) -> Reply {
    file("application/json", value.to_string().into_bytes())
}

fn or_refused(result: Result<Value, Refused>) -> Reply {
    result.map_or_else(|refused| refuse(&refused), |value| good(&value))
}

fn refuse(refused: &Refused) -> Reply {
    let status = match refused {
        Refused::Outside | Refused::Review => 403,
        Refused::Name | Refused::NewName | Refused::NotAFile | Refused::NotText | Refused::TooLarge => 422,
        Refused::Disk(_) => 500,
    };
    Reply { status, ..told(&refused.to_string()) }
}

fn told(sentence: &str) -> Reply {
    good(&json!({ "error": sentence }))
}

fn missing() -> Reply {
    Reply { status: 404, ..told("There is nothing here.") }
}

/// What somebody sees without the key.
fn locked() -> Reply {
    let text = "The editor is locked. Its address opens once, in one browser.\n\
                Go back to the window where it is open, or start `latchwork edit` again.\n";
    Reply { status: 403, ..file("text/plain; charset=utf-8", text.as_bytes().to_vec()) }
}

fn file(content_type: &str, body: Vec<u8>) -> Reply {
    let headers = vec![
        (header::CONTENT_TYPE, content_type.to_owned()),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin".to_owned()),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin".to_owned()),
    ];
    Reply { status: 200, headers, body }
}

fn with_policy(mut reply: Reply, policy: &str) -> Reply {
    reply.headers.push((header::CONTENT_SECURITY_POLICY, policy.to_owned()));
    reply
}
