//! How long it takes from a save to the new page.
//!
//! A preview runs in a process of its own over a generated site. A page is written,
//! and the same is asked for in the same order as by a browser that has the page open:
//! news, what the page gets to know, the page. The time until its new words are there
//! is what somebody who writes waits for, but for the drawing of the browser. Once for
//! a word in a text, and once for a title, which stands in the menus of other pages;
//! and once more for a text while the whole site of the save before is still being
//! made aside. Beside them stands how long that whole takes.
//!
//! Other generators, measured in the same way on a machine like this one (1,000
//! pages, a word in a text, median of 10): Hugo 0.168 takes 290 ms from memory and
//! 500 ms by way of the disk, Zola 0.22 1,500 ms, `zola --fast` 1,100 ms.
//!
//! ```text
//! cargo bench --bench serve
//! cargo bench --bench serve -- 1000          only this size
//! ```
//!
//! Never: a judgement. What is too slow is for people to say.
#![allow(clippy::print_stdout, reason = "its figures are its result")]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "measures the real thing, disk included")]

mod corpus;
mod numbers;
mod timing;

use jiff::civil::date;
use latchwork::memo::Forget;
use latchwork::serve::{Door, Preview, Workshop};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use timing::{median, ms};

/// Each figure is the median of so many saves.
const SAVES: usize = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let Some("preview") = arguments.first().map(String::as_str) {
        return preview(Path::new(&arguments[1]));
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 1_000, 10_000] } else { sizes };
    let folder = std::env::temp_dir().join(format!("latchwork-bench-serve-{}", std::process::id()));
    println!("{:<16} {:>12} {:>12} {:>12} {:>12}", "pages", "text, ms", "title, ms", "at once, ms", "whole, ms");
    for size in sizes {
        let root = folder.join(size.to_string());
        corpus::generate(&root, size);
        measure(&root, size);
        fs::remove_dir_all(&root).expect("our own folder can be removed");
    }
    let _ = fs::remove_dir_all(&folder);
}

/// The child: a preview until its parent ends it. It tells its port, and then the length of each round.
fn preview(root: &Path) {
    let door = Door::open([127, 0, 0, 1].into(), 0).expect("a port is free");
    let port = door.address().port();
    let today = Box::new(|| date(2026, 12, 1));
    let (workshop, wakes) = Workshop::open(root, today, Box::new(Forget)).expect("the site is there");
    let editor_link = String::new();
    let preview = Preview { door, workshop, wakes, more: axum::Router::new(), editor_link };
    let told = preview.run(|now| {
        assert!(now.is_good(), "the site has no errors");
        println!("{port} {}", now.is_whole);
    });
    told.expect("it answers");
}

fn measure(root: &Path, size: usize) {
    let program = std::env::current_exe().expect("this is a program");
    let mut child =
        Command::new(program).arg("preview").arg(root).stdout(Stdio::piped()).spawn().expect("it starts again");
    let mut out = BufReader::new(child.stdout.take().expect("its output is ours"));
    let mut whole = || loop {
        let mut line = String::new();
        out.read_line(&mut line).expect("it tells of each moment");
        let (port, is_whole) = line.trim().split_once(' ').expect("a port and a word");
        if is_whole == "true" {
            return port.parse::<u16>().expect("a port is a number");
        }
    };
    let port = whole();
    let (file, address) = page(root);
    let written = fs::read_to_string(&file).expect("a page can be read");
    let mut known = generation(&get(port, "/_latchwork/news?after=0"));
    let mut save = |text: String, words: &str| {
        fs::write(&file, text).expect("a page can be written");
        let start = Instant::now();
        loop {
            known = generation(&get(port, &format!("/_latchwork/news?after={known}")));
            get(port, &format!("/_latchwork/page.json?path={address}"));
            if get(port, &address).contains(words) {
                return start.elapsed();
            }
        }
    };
    let text = |i: usize| {
        let words = format!("Saved {i} times.");
        (format!("{written}\n{words}\n"), words)
    };
    let title = |i: usize| {
        let words = format!("Named {i} times");
        (written.replacen("\ntitle: \"", &format!("\ntitle: \"{words} "), 1), words)
    };
    let mut calm = |(text, words): (String, String)| {
        let took = save(text, &words);
        whole();
        took
    };
    let texts = median((0..SAVES).map(|i| calm(text(i))));
    let titles = median((0..SAVES).map(|i| calm(title(i))));
    let at_once = median((SAVES..2 * SAVES).map(|i| {
        let (text, words) = text(i);
        save(text, &words)
    }));
    let rounds = median((0..3).map(|_| round(root)));
    println!("{size:<16} {:>12} {:>12} {:>12} {:>12}", ms(texts, 1), ms(titles, 1), ms(at_once, 1), ms(rounds, 1));
    end(&mut child);
}

/// The number in `{"generation":7}`.
fn generation(answer: &str) -> u64 {
    let digits = answer.rsplit_once(':').map_or("", |(_, rest)| rest);
    digits.trim_end_matches(['}', '\n']).parse().expect("the news are a number")
}

/// One round by itself.
fn round(root: &Path) -> Duration {
    let today = Box::new(|| date(2026, 12, 1));
    let (workshop, _wakes) = Workshop::open(root, today, Box::new(Forget)).expect("the site is there");
    let start = Instant::now();
    assert!(workshop.make().is_good(), "the site has no errors");
    start.elapsed()
}

/// A page in the middle of the site: its file and its address.
fn page(root: &Path) -> (std::path::PathBuf, String) {
    let content = root.join("content");
    let mut folders: Vec<_> =
        fs::read_dir(&content).expect("it is there").flatten().map(|entry| entry.path()).collect();
    folders.retain(|path| path.join("_index.md").is_file());
    folders.sort();
    let folder = &folders[folders.len() / 2];
    let mut files: Vec<_> = fs::read_dir(folder).expect("it is there").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("_index.md"));
    files.sort();
    let file = files[files.len() / 2].clone();
    let below = file.strip_prefix(&content).expect("it is below").with_extension("");
    (file, format!("/{}/", below.display()))
}

fn get(port: u16, address: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it answers");
    let request = format!("GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it listens");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("it answers to the end");
    assert!(text.starts_with("HTTP/1.1 200"), "{address}: {}", text.lines().next().unwrap_or_default());
    text
}

fn end(child: &mut Child) {
    child.kill().expect("a child can be ended");
    child.wait().expect("a child ends");
}
