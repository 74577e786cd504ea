//! What a finished site would load, set and send, read from its own files.
//!
//! A site is a bundle of files, so what it does can be read before anybody opens
//! it. Each address that stands where a browser loads by itself is held against
//! the site's own; forms, cookies and what scripts keep are counted. A link
//! that waits for a click is no request.
//!
//! Never: what is said about it, addresses that a script puts together.

use crate::bundle::Entry;
use crate::diag::Diagnostics;
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a site is made of and what it would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// How many pages and sheets there are.
    pub pages: usize,
    /// How many style sheets.
    pub styles: usize,
    /// How many scripts.
    pub scripts: usize,
    /// How many pictures and letters.
    pub pictures: usize,
    /// How many forms stand on all pages together.
    pub forms: usize,
    /// What it would do that a private site does not, each once, with the first file that does it.
    pub deeds: BTreeMap<Deed, String>,
    /// What scripts keep in the reader's browser.
    pub kept: BTreeMap<&'static str, usize>,
}

/// Something that a private site does not do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Loads this from another server.
    Loads(String),
    /// Names this address on another server in a script, which may ask for it.
    Names(String),
    /// The file at this address can set a cookie.
    Cookie(String),
    /// A form in the file at this address hands on what is typed.
    Sends(String),
}

/// What stands in a script that keeps something, and the interface text that says what.
const KEEPERS: [(&str, &str); 4] = [
    ("\"reader\"", "privacy_kept_reader"),
    ("\"latchwork.plans/1\"", "privacy_kept_plans"),
    ("\"colour\"", "privacy_kept_colour"),
    ("serviceWorker", "privacy_kept_copy"),
];

/// What sets a cookie.
const COOKIES: [&str; 3] = ["document.cookie", "cookieStore", "http-equiv=\"set-cookie\""];

/// The words in `rel` of a `<link>` that is only followed by a click, or by nobody.
const NOT_LOADED: [&str; 9] =
    ["canonical", "alternate", "author", "license", "next", "prev", "help", "search", "bookmark"];

/// Where the program's own code for browsers comes from. What else is a script is data that it wrote.
const CODE: &str = "theme/";

/// Reads a whole site, file by file. `base` is its own address.
#[must_use]
pub fn look(files: &[(&str, &Entry)], base: &str) -> Look {
    let parts = Diagnostics::new().par_map(files, |&(address, entry), _| one(address, entry, base));
    parts.into_iter().fold(Look::default(), Look::and)
}

impl Look {
    fn and(mut self, other: Self) -> Self {
        self.pages += other.pages;
        self.styles += other.styles;
        self.scripts += other.scripts;
        self.pictures += other.pictures;
        self.forms += other.forms;
        for (deed, from) in other.deeds {
            self.deeds.entry(deed).or_insert(from);
        }
        for (key, number) in other.kept {
            *self.kept.entry(key).or_default() += number;
        }
        self
    }
}

fn one(address: &str, entry: &Entry, base: &str) -> Look {
    let mut look = Look::default();
    let mut deeds: Vec<Deed> = Vec::new();
    let file = || File::new(std::str::from_utf8(&entry.bytes).unwrap_or_default(), base);
    let cookies = |text: &File<'_>| text.cookies.then(|| Deed::Cookie(address.to_owned()));
    match address.rsplit('.').next().unwrap_or_default() {
        "html" => {
            let text = file();
            look.pages = 1;
            look.forms = text.forms.len();
            deeds.extend(markup(&text));
            deeds.extend(cookies(&text));
            deeds.extend(sends(&text).then(|| Deed::Sends(address.to_owned())));
        }
        "svg" => {
            look.pictures = 1;
            deeds.extend(markup(&file()));
        }
        "css" => {
            let text = file();
            look.styles = 1;
            let loaded = text.others().filter(|(at, _)| is_loaded_by_style(&text.text[..*at]));
            deeds.extend(loaded.map(|(_, other)| Deed::Loads(other.to_owned())));
        }
        "js" | "mjs" => {
            look.scripts = 1;
            if entry.from.starts_with(CODE) {
                let text = file();
                let named = text.others().filter(|(at, other)| is_named(&text.text[..*at], other));
                deeds.extend(named.map(|(_, other)| Deed::Names(other.to_owned())));
                deeds.extend(cookies(&text));
                let kept = KEEPERS.iter().filter(|(word, _)| text.text.contains(word));
                look.kept = kept.map(|(_, key)| (*key, 1)).collect();
            }
        }
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "ico" | "woff2" => look.pictures = 1,
        _ => {}
    }
    look.deeds = deeds.into_iter().map(|deed| (deed, entry.from.clone())).collect();
    look
}

/// What is looked for in a text: what addresses have in them, forms, and then all that sets a cookie.
const MARKS: [&str; 2 + COOKIES.len()] = ["//", "<form", COOKIES[0], COOKIES[1], COOKIES[2]];

/// All of them are found in one pass: a large site is a gigabyte.
static FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(MARKS).expect("a handful of short words is no large machine"));

/// A text with what was found in it.
struct File<'t> {
    text: &'t str,
    base: &'t str,
    /// Where the two strokes of an address may be.
    strokes: Vec<usize>,
    /// Where forms begin.
    forms: Vec<usize>,
    /// Whether it can set a cookie.
    cookies: bool,
}

impl<'t> File<'t> {
    fn new(text: &'t str, base: &'t str) -> Self {
        let mut found = Self { text, base, strokes: Vec::new(), forms: Vec::new(), cookies: false };
        for mark in FINDER.find_iter(text) {
            match mark.pattern().as_usize() {
                0 => found.strokes.push(mark.start()),
                1 => found.forms.push(mark.start()),
                _ => found.cookies = true,
            }
        }
        found
    }

    /// The addresses on other servers, with their places.
    fn others(&self) -> impl Iterator<Item = (usize, &'t str)> {
        let Self { text, base, .. } = *self;
        self.strokes.iter().filter_map(move |&at| {
            let before = &text[..at];
            let scheme = ["https:", "http:", "wss:", "ws:"].into_iter().find(|scheme| before.ends_with(scheme));
            let bare = before.ends_with(['"', '\'', '(', '=', ',', ' ', '`']);
            let start = match scheme {
                Some(scheme) => at - scheme.len(),
                None if bare => at,
                None => return None,
            };
            let is_end =
                |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ')' | '(' | '>' | '<' | ',' | ';' | '\\');
            let length = text[start..].find(is_end).unwrap_or(text.len() - start);
            let address = &text[start..start + length];
            (address.len() > at - start + 2 && !address.starts_with(base)).then_some((start, address))
        })
    }
}

/// What markup loads from other servers.
fn markup(text: &File<'_>) -> Vec<Deed> {
    let loaded = text.others().filter(|(at, _)| {
        let before = &text.text[..*at];
        match before.rfind('<').filter(|open| before[*open..].find('>').is_none()) {
            Some(open) => is_loaded_by_tag(&text.text[open + 1..], at - open - 1),
            None => is_loaded_by_style(before),
        }
    });
    loaded.map(|(_, other)| Deed::Loads(other.to_owned())).collect()
}

/// Whether a style sheet loads the address that follows.
fn is_loaded_by_style(before: &str) -> bool {
    let before = before.trim_end_matches(['"', '\'', ' ']);
    before.ends_with("url(") || before.ends_with("@import")
}

/// Whether a script's address that follows can be asked for: it is a text, and no name of a vocabulary.
fn is_named(before: &str, address: &str) -> bool {
    before.ends_with(['"', '\'', '`']) && !address.starts_with("http://www.w3.org/") && address.contains(':')
}

/// Whether a browser loads by itself what stands at this place of a tag: `link rel="icon" href="…`.
fn is_loaded_by_tag(tag: &str, at: usize) -> bool {
    let name_end = tag.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(tag.len());
    let name = tag[..name_end].to_ascii_lowercase();
    let attributes = attributes(&tag[name_end..]);
    let value_of = |wanted: &str| attributes.iter().find(|(key, ..)| key == wanted).map_or("", |(_, value, _)| *value);
    let inside = attributes.iter().find(|(_, value, start)| (*start..=*start + value.len()).contains(&(at - name_end)));
    let Some((key, ..)) = inside else { return false };
    match (name.as_str(), key.as_str()) {
        ("link", "href") => {
            let rel = value_of("rel").to_ascii_lowercase();
            !rel.split_whitespace().all(|word| NOT_LOADED.contains(&word)) || rel.is_empty()
        }
        ("meta", "content") => value_of("http-equiv").eq_ignore_ascii_case("refresh"),
        ("base" | "use" | "image" | "feimage", "href") | ("object", "data") => true,
        (name, "xlink:href") => name != "a",
        (_, "style") => is_loaded_by_style(&tag[..at]),
        (_, key) => ["src", "srcset", "imagesrcset", "poster", "background", "ping", "manifest"].contains(&key),
    }
}

/// The attributes of a tag, each with its value and where that begins.
fn attributes(tag: &str) -> Vec<(String, &str, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = tag[at..].find(|c: char| !c.is_whitespace() && c != '/').map(|i| at + i) {
        if tag[begin..].starts_with('>') {
            break;
        }
        let key_end = tag[begin..]
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .map_or(tag.len(), |i| begin + i);
        let key = tag[begin..key_end].to_ascii_lowercase();
        at = key_end.max(begin + 1);
        let Some(value) = tag[key_end..].strip_prefix('=') else {
            found.push((key, "", key_end));
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let start = key_end + 1 + usize::from(quote.is_some());
        let ends = |c: char| quote.map_or(c.is_whitespace() || c == '>', |quote| c == quote);
        let end = tag[start..].find(ends).map_or(tag.len(), |i| start + i);
        found.push((key, &tag[start..end], start));
        at = (end + usize::from(quote.is_some())).min(tag.len());
    }
    found
}

/// Whether a form hands on what is typed: a field of it has a name, or it goes to another server.
fn sends(text: &File<'_>) -> bool {
    text.forms.iter().any(|at| {
        let form = text.text[at + "<form".len()..].split("</form").next().unwrap_or_default();
        let elsewhere = attributes(form).iter().any(|(key, value, _)| key == "action" && value.contains("//"));
        let fields = ["<input", "<select", "<textarea", "<button"].into_iter().flat_map(|tag| form.split(tag).skip(1));
        elsewhere || fields.flat_map(attributes).any(|(key, value, _)| key == "name" && !value.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Bundle;

    const BASE: &str = "https://clinic.example/";

    fn deeds(address: &str, text: &str) -> Vec<Deed> {
        let mut bundle = Bundle::new();
        bundle.insert(address, text, "theme/x", &mut Diagnostics::new());
        look(&bundle.entries().collect::<Vec<_>>(), BASE).deeds.into_keys().collect()
    }

    #[test]
    fn what_is_loaded_is_found_and_what_waits_for_a_click_is_not() {
        for (address, text) in [
            ("a.html", "<img alt='' src=\"https://a.example/p\">"),
            ("a.html", "<img srcset=\"p.png 1x, https://a.example/p 2x\">"),
            ("a.html", "<script defer src='https://a.example/p'></script>"),
            ("a.html", "<link href=\"https://a.example/p\" rel=\"preconnect\">"),
            ("a.html", "<link href=https://a.example/p rel=stylesheet>"),
            ("a.html", "<meta http-equiv=\"refresh\" content=\"0; url=https://a.example/p\">"),
            ("a.html", "<p style=\"background: url(https://a.example/p)\">"),
            ("a.html", "<style>@import \"https://a.example/p\";</style>"),
            ("a.svg", "<svg><image href=\"https://a.example/p\"/></svg>"),
            ("a.css", "@font-face { src: url('https://a.example/p') }"),
        ] {
            assert_eq!(deeds(address, text), [Deed::Loads("https://a.example/p".to_owned())], "{text}");
        }
        assert_eq!(deeds("a.html", "<iframe src=\"//a.example/p\">"), [Deed::Loads("//a.example/p".to_owned())]);
        for (address, text) in [
            ("a.html", "<a href=\"https://a.example/p\">https://a.example/p</a>"),
            ("a.html", "<link rel=\"canonical\" href=\"https://a.example/p\">"),
            ("a.html", "<meta property=\"og:image\" content=\"https://a.example/p\">"),
            ("a.html", "<img src=\"https://clinic.example/p.png\"> // no comment"),
            ("a.html", "<script type=\"application/ld+json\">{\"url\":\"https://a.example/p\"}</script>"),
            ("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">"),
            ("a.css", "/* https://a.example/p */ a { background: url(\"../p.png\") }"),
        ] {
            assert_eq!(deeds(address, text), [], "{text}");
        }
    }

    #[test]
    fn scripts_cookies_and_forms_are_read() {
        assert_eq!(deeds("a.js", "fetch(\"https://a.example/p\")"), [Deed::Names("https://a.example/p".to_owned())]);
        assert_eq!(deeds("a.js", "document.cookie = \"a=b\""), [Deed::Cookie("a.js".to_owned())]);
        assert_eq!(deeds("a.js", "// see https://a.example/p\nconst svg = \"http://www.w3.org/2000/svg\";"), []);
        let form = |inner: &str| format!("<form action=\"/x\">{inner}</form><input name=\"free\">");
        assert_eq!(deeds("a.html", &form("<input type=\"search\">")), []);
        assert_eq!(deeds("a.html", &form("<input type=\"text\" name=\"who\">")), [Deed::Sends("a.html".to_owned())]);
        assert_eq!(deeds("a.html", "<form action=\"https://a.example/\"></form>"), [Deed::Sends("a.html".to_owned())]);
    }

    #[test]
    fn everything_is_counted_once() {
        let (mut bundle, mut diags) = (Bundle::new(), Diagnostics::new());
        let script = "localStorage.getItem(\"reader\")";
        for (address, text) in [
            ("a.html", "<form></form>"),
            ("b/index.html", ""),
            ("x.css", ""),
            ("x.js", script),
            ("x.png", ""),
            ("x.pdf", ""),
        ] {
            bundle.insert(address, text, "theme/x", &mut diags);
        }
        let found = look(&bundle.entries().collect::<Vec<_>>(), BASE);
        assert_eq!((found.pages, found.styles, found.scripts, found.pictures, found.forms), (2, 1, 1, 1, 1));
        assert_eq!(found.kept.keys().copied().collect::<Vec<_>>(), ["privacy_kept_reader"]);
        assert!(found.deeds.is_empty());
    }
}
