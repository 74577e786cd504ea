//! The editor as a program that answers, and requests to it, down to their bytes.
//!
//! No client is between: a test says exactly which headers are sent, the wrong ones too.
//!
//! Never: what a test expects.
#![allow(unreachable_pub, reason = "a part of a test")]
#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

use crate::support::Folder;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// A running editor that was opened.
pub struct Editor {
    child: Child,
    pub port: u16,
    /// The word of its address, used by now.
    pub token: String,
    /// `name=value`.
    pub cookie: String,
    /// The whole header that set it.
    pub set_cookie: String,
}

/// A request; what it has is what the editor's own page sends, unless a test says otherwise.
pub struct Asked<'a> {
    pub method: &'a str,
    pub path: String,
    pub host: Option<String>,
    pub origin: Option<String>,
    pub cookie: bool,
    pub mark: bool,
    pub content_type: &'a str,
    pub fetch_site: Option<&'a str>,
    pub body: String,
}

/// What stands for the editor's own origin until its port is known.
const OWN: &str = "own";

impl Asked<'_> {
    /// Reading a path below the editor's.
    pub fn get(path: &str) -> Self {
        Self {
            method: "GET",
            path: path.to_owned(),
            host: None,
            origin: None,
            cookie: true,
            mark: false,
            content_type: "",
            fetch_site: None,
            body: String::new(),
        }
    }

    /// Sending JSON to one.
    pub fn post(path: &str, body: &Value) -> Self {
        Self {
            method: "POST",
            origin: Some(OWN.to_owned()),
            mark: true,
            content_type: "application/json",
            body: body.to_string(),
            ..Self::get(path)
        }
    }
}

/// An answer.
pub struct Told {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: String,
}

impl Told {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl Editor {
    /// Starts the editor of a site and goes in by its address.
    pub fn open(folder: &Folder) -> Self {
        let mut command = folder.command(["edit", "--port", "0", "--no-open", "--today", "2026-12-01"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let mut said = String::new();
        let out = child.stdout.take().expect("it has an output");
        BufReader::new(out).read_line(&mut said).expect("it says where it is");
        let address = said.split_whitespace().find(|word| word.starts_with("http://")).expect("it names its address");
        let (place, token) = address.split_once("/_latchwork/edit/?token=").expect("the address has its word");
        let port = place.rsplit(':').next().and_then(|port| port.parse().ok()).expect("the address has a port");
        let token = token.to_owned();
        let closed = Self { child, port, token, cookie: String::new(), set_cookie: String::new() };
        let told = closed.ask(Asked { cookie: false, ..Asked::get(&format!("?token={}", closed.token)) });
        assert_eq!((told.status, told.header("location")), (303, Some("/_latchwork/edit/")), "{}", told.body);
        let set_cookie = told.header("set-cookie").expect("it sets a cookie");
        let cookie = set_cookie.split(';').next().unwrap_or_default();
        closed.opened(cookie.to_owned(), set_cookie.to_owned())
    }

    /// The same, with the cookie.
    fn opened(mut self, cookie: String, set_cookie: String) -> Self {
        (self.cookie, self.set_cookie) = (cookie, set_cookie);
        self
    }

    /// Sends a request and waits for the answer.
    pub fn ask(&self, asked: Asked<'_>) -> Told {
        let host = asked.host.unwrap_or_else(|| format!("127.0.0.1:{}", self.port));
        let mut head = format!(
            "{} /_latchwork/edit/{} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n",
            asked.method,
            asked.path,
            asked.body.len()
        );
        let mut add = |name: &str, value: &str| head.push_str(&format!("{name}: {value}\r\n"));
        match asked.origin.as_deref() {
            Some(OWN) => add("Origin", &format!("http://127.0.0.1:{}", self.port)),
            Some(origin) => add("Origin", origin),
            None => {}
        }
        if asked.cookie {
            add("Cookie", &self.cookie);
        }
        if asked.mark {
            add("X-Latchwork", "edit");
        }
        if !asked.content_type.is_empty() {
            add("Content-Type", asked.content_type);
        }
        if let Some(site) = asked.fetch_site {
            add("Sec-Fetch-Site", site);
        }
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it answers");
        stream.write_all(format!("{head}\r\n{}", asked.body).as_bytes()).expect("it listens");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers to the end");
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer has a head");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("it has a status");
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(key, value)| (key.to_ascii_lowercase(), value.to_owned())).collect();
        Told { status, headers, body: body.to_owned() }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
