//! The room behind the door: which request gets which answer.
//!
//! The guard stands before everything, routes of others included. What is not
//! below `/_latchwork/` is a page of the site, with the preview's part in it. Nothing
//! is to be kept by a browser, because the next moment has another site.
//!
//! Never: how an answer is found (`answer`), how a site is made.

use super::answer::{Answer, answer, content_type, with_preview};
use super::facts::{Editor, facts};
use super::guard::{Guard, Refusal, Request};
use super::later::promised;
use super::workshop::Workshop;
use axum::body::Body;
use axum::extract::{Query, Request as HttpRequest, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// What every answer needs.
#[derive(Debug)]
struct Room {
    workshop: Arc<Workshop>,
    editor: Editor,
}

/// How long somebody waits for news before asking again.
const PATIENCE: Duration = Duration::from_secs(25);

/// The page for a site that was never good.
const FIRST: &str = include_str!("page/first.html");
const SCRIPT: &str = include_str!("page/live.js");
const STYLE: &str = include_str!("page/live.css");
/// A service worker that takes itself away: one of a site that stood at this port would show old pages.
const NO_WORKER: &str = include_str!("page/no-worker.js");

/// All routes.
pub(super) fn router(at: SocketAddr, workshop: Arc<Workshop>, more: Router, editor_link: String) -> Router {
    let is_private = at.ip().is_loopback();
    let editor = Editor { root: workshop.root().to_owned(), link: editor_link, is_private };
    let room = Arc::new(Room { workshop, editor });
    Router::new()
        .route("/_latchwork/news", get(news))
        .route("/_latchwork/page.json", get(about_page))
        .route("/_latchwork/live.js", get(|| async { own("live.js", SCRIPT) }))
        .route("/_latchwork/live.css", get(|| async { own("live.css", STYLE) }))
        .route("/sw.js", get(|| async { own("sw.js", NO_WORKER) }))
        .fallback(page)
        .with_state(room)
        .merge(more)
        .layer(from_fn_with_state(Guard::new(at), stand_guard))
}

async fn stand_guard(State(guard): State<Guard>, request: HttpRequest, next: Next) -> Response {
    let mut response = match judge(guard, &request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => {
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::FORBIDDEN);
            (status, refusal.words()).into_response()
        }
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
    ] {
        headers.entry(name).or_insert(header::HeaderValue::from_static(value));
    }
    response
}

fn judge(guard: Guard, request: &HttpRequest) -> Result<(), Refusal> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    guard.judge(Request {
        reads: [Method::GET, Method::HEAD].contains(request.method()),
        host: header("host"),
        origin: header("origin"),
        fetch_site: header("sec-fetch-site"),
        fetch_mode: header("sec-fetch-mode"),
        fetch_dest: header("sec-fetch-dest"),
    })
}

/// A file that is the preview's own.
fn own(address: &str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, content_type(address))], text).into_response()
}

/// The number of a round that is not the one that is known; waits for it for a while.
async fn news(State(room): State<Arc<Room>>, Query(known): Query<Known>) -> Json<News> {
    let mut news = room.workshop.news();
    let another = news.wait_for(|generation| *generation != known.after);
    // After a while, or when the program ends, the answer is the same number again.
    let _ = tokio::time::timeout(PATIENCE, another).await;
    Json(News { generation: room.workshop.now().generation })
}

#[derive(Deserialize)]
struct Known {
    /// The number that is known.
    after: u64,
}

#[derive(Serialize)]
struct News {
    generation: u64,
}

/// What the page at a path gets to know.
async fn about_page(State(room): State<Arc<Room>>, Query(asked): Query<Asked>) -> Response {
    let work = move || {
        let others: Vec<&str> = asked.also.lines().collect();
        let now = room.workshop.now();
        if let Some(Answer::File(address)) = now.good.as_ref().map(|good| answer(&good.pages, &asked.path)) {
            room.workshop.looked_at(&address);
        }
        facts(&now, &asked.path, &others, &room.editor)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(facts) => Json(facts).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Deserialize)]
struct Asked {
    /// The path of the page.
    path: String,
    /// The paths of what it loaded, one a line.
    #[serde(default)]
    also: String,
}

/// A page of the site, or anything else that is published with it.
async fn page(State(room): State<Arc<Room>>, request: HttpRequest) -> Response {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let now = room.workshop.now();
    let Some(good) = &now.good else {
        return file(StatusCode::SERVICE_UNAVAILABLE, "index.html", with_preview(FIRST.as_bytes(), now.generation));
    };
    let pages = &good.pages;
    let (status, address) = match answer(pages, request.uri().path()) {
        Answer::File(address) => (StatusCode::OK, address),
        Answer::Folder(path) => {
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, path + &query)]).into_response();
        }
        Answer::Missing => (StatusCode::NOT_FOUND, "404.html".to_owned()),
    };
    let bytes = pages.get(&address).unwrap_or(b"Nothing is here.");
    if let Some(name) = promised(bytes) {
        let (room, good, name) = (Arc::clone(&room), Arc::clone(good), name.to_owned());
        let work = move || (room.workshop.sheet(&good, &address, &name), address);
        return match tokio::task::spawn_blocking(work).await {
            Ok((Ok(bytes), address)) => file(status, &address, bytes),
            Ok((Err(why), _)) => (StatusCode::INTERNAL_SERVER_ERROR, why).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
    }
    if address.rsplit_once('.').is_some_and(|(_, ending)| ending == "html") {
        file(status, &address, with_preview(bytes, now.generation))
    } else {
        file(status, &address, bytes.to_vec())
    }
}

fn file(status: StatusCode, address: &str, bytes: Vec<u8>) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(content_type(address)));
    (status, headers, Body::from(bytes)).into_response()
}
