//! The editor: pages and plans written in a browser, by someone who knows no Markdown.
//!
//! It stands on the server of the preview, below one path of its own. What it adds
//! is a door that only one person has the key of (`token`), a form for what stands on
//! top of a text (`form`, `yaml`), the page as it would be while it is typed (`draft`), and
//! saving that loses nothing (`place`, `save`). Its page is part of the program and not of
//! any site, so no theme can change it.
//!
//! It stands apart because it is the only part of the server that writes, and it
//! writes below `content/` and nowhere else; older texts go to `.latchwork/backup/`.
//!
//! Never: how a site is made, other routes of the server.

mod answer;
mod draft;
mod form;
mod grid;
mod item;
mod list;
mod place;
mod save;
mod token;
mod yaml;

pub use answer::{Reply, Request};
pub use form::{Cut, Field, Sort, cut, fields, set};
pub use place::{Content, LIMIT, Place, Refused, Written};
pub use save::{Kept, Outcome, keep_text, kept, kept_text, save};
pub use token::{Keys, PATH};

use crate::serve::{Pages, Workshop};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request as HttpRequest, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use std::sync::{Arc, Mutex, RwLock};

/// The editor of one site.
#[derive(Debug)]
pub struct Desk {
    workshop: Arc<Workshop>,
    content: Content,
    keys: Keys,
    /// What the frames of the page show: the last draft that gave a page.
    shown: RwLock<Arc<Pages>>,
    /// One text is saved at a time.
    saving: Mutex<()>,
}

impl Desk {
    /// The editor of the site that this workshop makes, on the server at this port.
    ///
    /// # Errors
    /// Where the site has no folder `content/`, or the system has no randomness to give.
    pub fn new(workshop: Arc<Workshop>, port: u16) -> anyhow::Result<Self> {
        let content = Content::new(workshop.root()).map_err(|refused| anyhow::anyhow!("{refused}"))?;
        let keys = Keys::new(port)?;
        Ok(Self { workshop, content, keys, shown: RwLock::default(), saving: Mutex::new(()) })
    }

    /// The path and query that open it, once.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        self.keys.address()
    }
}

/// The routes of the editor, all below [`PATH`].
pub fn routes(desk: Arc<Desk>) -> Router {
    Router::new().route(PATH, any(enter)).route(&format!("{PATH}{{*rest}}"), any(enter)).with_state(desk)
}

/// Hands a request over to where it is judged and answered, away from the thread that listens.
async fn enter(State(desk): State<Arc<Desk>>, request: HttpRequest) -> Response {
    let (head, body) = request.into_parts();
    let header =
        |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    // A text of the largest size, written as JSON and sent twice (to compare two of them).
    let Ok(body) = to_bytes(body, 5 * LIMIT).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "This is more text than a page can have.").into_response();
    };
    let request = Request {
        reads: [Method::GET, Method::HEAD].contains(&head.method),
        writes: head.method == Method::POST,
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        cookie: header("cookie"),
        mark: header("x-latchwork"),
        content_type: header("content-type"),
        fetch_site: header("sec-fetch-site"),
        body: body.into(),
    };
    let Ok(reply) = tokio::task::spawn_blocking(move || answer::answer(&desk, &request)).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    response(reply)
}

fn response(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Body::from(reply.body)).into_response();
    let headers = response.headers_mut();
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static("default-src 'none'"));
    response
}
