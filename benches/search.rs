//! How large the index of search is and how soon a page's script answers, at 10,000 pages.
//!
//! The pages are made up: words of a made-up language, as seldom and as often as words of a real one are (the
//! second half as often as the first, the third a third as often). The index is made by the program, and the page's
//! own script answers under Node, part by part from the disk. Numbers mean something only beside each other; no
//! test reads them.
//!
//! ```text
//! cargo bench --bench search
//! cargo bench --bench search -- 1000        another number of pages
//! ```
//!
//! Never: a judgement. What is too slow is for people to say.
#![allow(clippy::print_stdout, reason = "its figures are its result")]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "measures the real thing, disk included")]

mod numbers;

use latchwork::search::{Document, Index, Part, Section, Words, index};
use numbers::Numbers;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// How many words the language has.
const VOCABULARY: usize = 40_000;
const SECTIONS: usize = 7;
const WORDS_A_SECTION: usize = 85;

fn main() {
    let size = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let documents = documents(size);
    let words = Words { lang: "en", small: "the of and", synonyms: &[] };
    let start = Instant::now();
    let made = index(&documents, words);
    println!("{size} pages, {} sections: index made in {:.1} s", size * SECTIONS, start.elapsed().as_secs_f64());
    let folder = std::env::temp_dir().join(format!("latchwork-search-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    let core = write(&made, &folder);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/search.cjs");
    let output = Command::new("node").arg(script).arg(&folder).arg(core).output().expect("Node can be run");
    println!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    fs::remove_dir_all(&folder).expect("our own folder can be removed");
}

/// Writes all parts; gives the name of the core.
fn write(index: &Index, folder: &Path) -> &'static str {
    let put = |kind: &str, parts: &[Part]| -> Vec<String> {
        let names = parts.iter().enumerate().map(|(number, part)| {
            // As long as real names are.
            let name = format!("search-{kind}-en.{number:012}.js");
            fs::write(folder.join(&name), &part.bytes).expect("a part can be written");
            name
        });
        names.collect()
    };
    let (words, places, pages) = (put("words", &index.words), put("places", &index.places), put("pages", &index.pages));
    fs::write(folder.join("core.js"), index.core(&words, &places, &pages)).expect("a part can be written");
    "core.js"
}

/// A rank: the first is drawn twice as often as the second, three times as often as the third.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a draw")]
fn rank(numbers: &mut Numbers) -> usize {
    let share = numbers.below(1_000_000) as f64 / 1_000_000.0;
    ((VOCABULARY as f64).powf(share) as usize).min(VOCABULARY) - 1
}

/// A word of the language, by its rank: seldom words are long.
fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "do", "fi", "gu", "ke", "la", "mi", "no", "pu", "ra", "se", "ti", "vo", "wa", "ze", "bri", "cro", "dle",
        "fra", "gli", "pla", "sto", "tre", "swi",
    ];
    let (mut rest, mut out) = (rank + SYLLABLES.len(), String::new());
    while rest > 0 {
        out.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    out
}

fn documents(size: usize) -> Vec<Document> {
    let language: Vec<String> = (0..VOCABULARY).map(word).collect();
    let mut numbers = Numbers(1);
    let mut text = |count: usize| -> String {
        let words: Vec<&str> = (0..count).map(|_| language[rank(&mut numbers)].as_str()).collect();
        words.join(" ")
    };
    let document = |number: usize| Document {
        address: format!("s{}/p{number}/index.html", number % 200),
        title: text(5),
        trail: vec!["Home".to_owned(), format!("Section {}", number % 200)],
        sections: (0..SECTIONS)
            .map(|section| Section {
                anchor: if section == 0 { String::new() } else { format!("part-{section}") },
                heading: if section == 0 { String::new() } else { text(4) },
                lead: if section == 0 { text(25) } else { String::new() },
                text: text(WORDS_A_SECTION),
                ..Section::default()
            })
            .collect(),
        cards: Vec::new(),
    };
    (0..size).map(document).collect()
}
