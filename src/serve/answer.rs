//! What is answered: from the path of a request to an address among those that there are.
//!
//! A path is taken apart before it is decoded, so an encoded stroke stays inside of
//! its part, and is then looked up in the bundle, which is in memory. So no path
//! leads to a file of this machine, whatever stands in it. A folder is its
//! `index.html`; without the stroke at its end it leads to itself with one, because
//! links of a page go from its folder.
//!
//! Never: the disk, headers of requests, what a page says.

use super::moment::Pages;

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The file at this address.
    File(String),
    /// A folder, whose path ends in a stroke.
    Folder(String),
    /// Nothing.
    Missing,
}

/// Looks a path up.
#[must_use]
pub fn answer(pages: &Pages, path: &str) -> Answer {
    let Some(address) = address(path) else { return Answer::Missing };
    if !address.ends_with('/') && !address.is_empty() {
        if pages.get(&address).is_some() {
            return Answer::File(address);
        }
        return match pages.get(&format!("{address}/index.html")) {
            Some(_) => Answer::Folder(format!("{path}/")),
            None => Answer::Missing,
        };
    }
    let index = format!("{address}index.html");
    if pages.get(&index).is_some() { Answer::File(index) } else { Answer::Missing }
}

/// The address that a path means. `None` for one that no address can be.
fn address(path: &str) -> Option<String> {
    let rest = path.strip_prefix('/')?;
    let mut parts = Vec::new();
    for part in rest.split('/') {
        let part = decode(part)?;
        let odd = part.contains(['/', '\\']) || part.contains(char::is_control) || part == "." || part == "..";
        if odd || (part.is_empty() && !parts.is_empty() && parts.last().is_some_and(String::is_empty)) {
            return None;
        }
        parts.push(part);
    }
    // An empty part is the end of a folder and stands nowhere else.
    let inner_empty = parts.iter().rev().skip(1).any(String::is_empty);
    (!inner_empty).then(|| parts.join("/"))
}

/// One part of a path without its `%` signs. `None` where they are no UTF-8.
fn decode(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first == b'%' {
            let digits = rest.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
            let digits = std::str::from_utf8(digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &rest[2..];
        } else {
            bytes.push(first);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The `Content-Type` of an address.
#[must_use]
pub fn content_type(address: &str) -> &'static str {
    match address.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "pdf" => "application/pdf",
        "ics" => "text/calendar; charset=utf-8",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "vtt" => "text/vtt; charset=utf-8",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// A page with the preview's own part: a script, before the body ends, which fetches its style. The page knows by them
/// which state of itself it shows.
#[must_use]
pub fn with_preview(html: &[u8], generation: u64) -> Vec<u8> {
    let mark = mark(html);
    let own = format!(
        "<script defer src=\"/_latchwork/live.js\" data-latchwork data-generation=\"{generation}\" data-mark=\"{mark}\">\
         </script>\n"
    );
    let end = b"</body>";
    let at = html.windows(end.len()).rposition(|window| window == end).unwrap_or(html.len());
    [&html[..at], own.as_bytes(), &html[at..]].concat()
}

/// The fingerprint of a file, style sheets that a page links to left aside: a page whose mark stayed is the same but
/// for its look.
#[must_use]
pub fn mark(bytes: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let mut parts = text.split("<link rel=\"stylesheet\"");
            hasher.update(parts.next().unwrap_or_default().as_bytes());
            for part in parts {
                let after = part.split_once('>').map_or(part, |(_, after)| after);
                hasher.update(b"<link>").update(after.as_bytes());
            }
        }
        Err(_) => {
            hasher.update(bytes);
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Bundle;
    use crate::diag::Diagnostics;

    fn pages() -> Pages {
        let (mut bundle, mut diags) = (Bundle::new(), Diagnostics::new());
        for address in ["index.html", "404.html", "a/index.html", "a/b c.html", "é/index.html"] {
            bundle.insert(address, address, "a test", &mut diags);
        }
        Pages::only(bundle)
    }

    #[test]
    fn folders_are_their_index() {
        let file = |address: &str| Answer::File(address.to_owned());
        for (path, wanted) in [
            ("/", file("index.html")),
            ("/index.html", file("index.html")),
            ("/a/", file("a/index.html")),
            ("/a", Answer::Folder("/a/".to_owned())),
            ("/a/b%20c.html", file("a/b c.html")),
            ("/%C3%A9", Answer::Folder("/%C3%A9/".to_owned())),
            ("/c/", Answer::Missing),
        ] {
            assert_eq!(answer(&pages(), path), wanted, "{path}");
        }
    }

    #[test]
    fn no_path_leads_elsewhere() {
        let odd = [
            "",
            "index.html",
            "//",
            "//a/",
            "/a//",
            "/./",
            "/../",
            "/a/../index.html",
            "/..%2findex.html",
            "/%2e%2e/",
            "/a%2findex.html",
            "/a%5cindex.html",
            "/a\\index.html",
            "/%00",
            "/%",
            "/%2",
            "/%zz",
            "/%ff",
            "/etc/passwd",
            "//etc/passwd",
            "/C:/",
            "/index.html/",
        ];
        for path in odd {
            assert_eq!(answer(&pages(), path), Answer::Missing, "{path}");
        }
    }

    #[test]
    fn a_mark_does_not_see_the_look() {
        let page =
            |css: &str, text: &str| format!("<link rel=\"stylesheet\" href=\"{css}\"><p>{text}</p>").into_bytes();
        assert_eq!(mark(&page("a.css", "x")), mark(&page("b.css", "x")));
        assert_ne!(mark(&page("a.css", "x")), mark(&page("a.css", "y")));
    }

    #[test]
    fn the_preview_stands_at_the_end_of_the_body() {
        let page = with_preview(b"<body>text</body></html>", 7);
        let page = String::from_utf8(page).expect("it is text");
        assert!(page.starts_with("<body>text<script defer "), "{page}");
        assert!(page.contains("data-generation=\"7\""), "{page}");
        assert!(page.ends_with("</script>\n</body></html>"), "{page}");
    }
}
