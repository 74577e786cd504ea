//! A running preview, and what it is asked.
//!
//! Requests are written by hand, because what is odd about some of them is what a
//! library would mend.
//!
//! Never: what the answers should be.

use crate::support::Folder;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How often is looked, and how many times.
const PAUSE: Duration = Duration::from_millis(20);
const LOOKS: u32 = 3000;

/// A preview on a port of its own.
pub struct Preview {
    child: Child,
    /// Its port.
    pub port: u16,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    /// A header, by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(header, _)| *header == name).map(|(_, value)| value.trim())
    }

    /// The address of a page's style sheet, from the folder of assets on.
    pub fn style(&self) -> String {
        let at = self.body.find("assets/site.").expect("a page has a style");
        self.body[at..].split('"').next().unwrap_or_default().to_owned()
    }
}

impl Preview {
    /// Starts one for a site and waits until it says where it is. Any free port, if none is named.
    pub fn of(folder: &Folder, more: &[&str]) -> Self {
        let port: &[&str] = if more.contains(&"--port") { &[] } else { &["--port", "0"] };
        let arguments = ["serve"].iter().chain(port).chain(more);
        let mut command = folder.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        let out = child.stdout.as_mut().expect("its output is ours");
        BufReader::new(out).read_line(&mut line).expect("it says where it is");
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        Self { port: port.unwrap_or_else(|| panic!("it says: {line}")), child }
    }

    /// Sends a request as it is; `HOST` in it is the preview's own.
    pub fn connect(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it answers");
        let request = request.replace("HOST", &format!("127.0.0.1:{}", self.port));
        stream.write_all(request.as_bytes()).expect("it listens");
        stream
    }

    /// The same, with the answer.
    pub fn raw(&self, request: &str) -> Answer {
        let mut bytes = Vec::new();
        self.connect(request).read_to_end(&mut bytes).expect("it answers to the end");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Asks with more headers.
    pub fn with(&self, path: &str, headers: &str) -> Answer {
        self.raw(&format!("GET {path} HTTP/1.1\r\nHost: HOST\r\n{headers}Connection: close\r\n\r\n"))
    }

    /// Asks with another method: `PUT /path/`.
    pub fn ask(&self, what: &str) -> Answer {
        self.raw(&format!("{what} HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.with(path, "")
    }

    /// What a page at this path gets to know.
    pub fn facts(&self, path: &str) -> Value {
        let answer = self.get(&format!("/_latchwork/page.json?path={path}"));
        serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {answer:?}"))
    }

    pub fn generation(&self) -> u64 {
        self.facts("/")["generation"].as_u64().expect("a number")
    }

    /// Waits until something holds.
    pub fn wait(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        for _ in 0..LOOKS {
            if holds(self) {
                return;
            }
            std::thread::sleep(PAUSE);
        }
        panic!("waited in vain for {what}");
    }

    /// Waits until a page has these words.
    pub fn until(&self, path: &str, words: &str) {
        self.wait(&format!("{words:?} at {path}"), |preview| preview.get(path).body.contains(words));
    }

    /// Waits until there is no such page.
    pub fn until_gone(&self, path: &str) {
        self.wait(&format!("the end of {path}"), |preview| preview.get(path).status == 404);
    }

    /// Sends a signal and gives the exit status.
    pub fn signal(mut self, name: &str) -> Option<i32> {
        self.send(name);
        self.child.wait().expect("it ends").code()
    }

    fn send(&self, name: &str) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-s", name, &id]).status().expect("a signal can be sent");
    }

    /// Ends it; gives what it said on the standard error.
    pub fn end(mut self) -> String {
        self.send("INT");
        let mut said = String::new();
        let mut errors = self.child.stderr.take().expect("its output is ours");
        errors.read_to_string(&mut said).expect("it says something");
        said
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
