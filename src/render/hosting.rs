//! What a web server has to say with the site's files, written for the common ones.
//!
//! The rules for browsers are one list here: nothing inline, nothing from elsewhere, no markup made of texts by scripts,
//! nobody's frame, no word to other sites about where somebody came from. Each file for a server is the same list in
//! that server's language. `_headers` stands at the root, where the hosts that know it look for it; the others are in
//! `headers/`, to be copied by whoever looks after the server.
//!
//! Never: what the site says, which server it is.

use crate::bundle::Bundle;
use crate::diag::Diagnostics;

/// What browsers let a page do. Each script that has to load another one has a policy of its own name.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types latchwork latchwork-search latchwork-offline";

/// What goes with every file.
const ALWAYS: [(&str, &str); 6] = [
    ("Content-Security-Policy", POLICY),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// For files with a fingerprint in their name: they never change.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For all others: ask each time whether there is a newer one.
const ASK: &str = "no-cache";

/// Files of whose type servers are not sure.
const TYPES: [(&str, &str); 5] = [
    ("site.webmanifest", "application/manifest+json"),
    ("reviews.ics", "text/calendar; charset=utf-8"),
    ("sw.js", "text/javascript; charset=utf-8"),
    ("feed.xml", "application/atom+xml; charset=utf-8"),
    ("sitemap.xml", "application/xml; charset=utf-8"),
];

/// Why one more rule is there and not in force.
const TRANSPORT: &str = "\
# Once the whole host, with all its other pages, is reached by https alone, take the sign away before the next rule.
# Browsers remember it for two years and then refuse http, so it cannot be taken back quickly.
";
const STRICT: (&str, &str) = ("Strict-Transport-Security", "max-age=63072000");

/// Puts the files for servers in their places.
pub fn publish(bundle: &mut Bundle, diags: &mut Diagnostics) {
    let files = [
        ("_headers", plain()),
        ("headers/nginx.conf", nginx()),
        ("headers/apache.conf", apache()),
        ("headers/caddy.conf", caddy()),
    ];
    for (address, text) in files {
        bundle.insert(address, text, address, diags);
    }
}

fn lines(head: &str, items: impl IntoIterator<Item = String>, foot: &str) -> String {
    items.into_iter().fold(head.to_owned(), |text, line| text + &line + "\n") + foot
}

/// The format of Netlify, Cloudflare Pages and others that took it up. Rules add up there, so pages have no rule about
/// being kept: these hosts have pages asked for each time.
fn plain() -> String {
    let header = |(name, value): &(&str, &str)| format!("  {name}: {value}");
    let own = TYPES.iter().map(|(file, media_type)| format!("/{file}\n  Content-Type: {media_type}"));
    let (name, value) = STRICT;
    lines("/*\n", ALWAYS.iter().map(header), "")
        + TRANSPORT
        + &format!("#  {name}: {value}\n")
        + &format!("/assets/*\n  Cache-Control: {FOR_EVER}\n")
        + &lines("", own, "")
}

/// The inside of nginx's `server { … }`. A `location` there forgets headers that were set around it, so there is none.
fn nginx() -> String {
    let always = ALWAYS.iter().map(|(name, value)| format!("add_header {name} \"{value}\" always;"));
    let (name, value) = STRICT;
    let types = ["    application/manifest+json webmanifest;", "    text/calendar ics;"];
    lines("# For nginx: include this file inside `server { … }`, beside `root`.\n", always, "")
        + TRANSPORT
        + &format!("# add_header {name} \"{value}\" always;\n\n")
        + "# Files with a fingerprint in their name never change; others are asked for each time.\n"
        + &format!("set $latchwork_keep \"{ASK}\";\n")
        + &format!("if ($uri ~ \"/assets/[^/]+$\") {{ set $latchwork_keep \"{FOR_EVER}\"; }}\n")
        + "add_header Cache-Control $latchwork_keep;\n\n"
        + &lines(
            "# What nginx does not know by itself.\ninclude mime.types;\ntypes {\n",
            types.map(str::to_owned),
            "}\n",
        )
        + "charset utf-8;\ncharset_types text/css text/javascript application/javascript text/plain text/xml text/calendar application/json;\n\n"
        + "index index.html;\n# Where the site is not at the root of its host, put its path before the name.\nerror_page 404 /404.html;\n\n"
        + "# With `latchwork build --precompress`: send what is packed already. The second needs the module ngx_brotli.\n"
        + "gzip_static on;\ngzip_vary on;\n# brotli_static on;\n"
}

/// For Apache, as a part of its settings or as `.htaccess` in the site's folder.
fn apache() -> String {
    let always = ALWAYS.iter().map(|(name, value)| format!("Header always set {name} \"{value}\""));
    let (name, value) = STRICT;
    let types = [
        "AddType application/manifest+json .webmanifest",
        "AddType text/calendar .ics",
        "AddType text/javascript .js",
        "AddType font/woff2 .woff2",
    ];
    let head = "\
# For Apache: put this into the settings of the site, or copy it to `.htaccess` in the site's folder.
# Needs the modules headers and mime.
";
    lines(head, always, "")
        + TRANSPORT
        + &format!("# Header always set {name} \"{value}\"\n\n")
        + "# Files with a fingerprint in their name never change; others are asked for each time.\n"
        + &format!("Header set Cache-Control \"{ASK}\"\n")
        + &format!("Header set Cache-Control \"{FOR_EVER}\" \"expr=%{{REQUEST_URI}} =~ m#/assets/[^/]+$#\"\n\n")
        + &lines("", types.map(str::to_owned), "")
        + "AddDefaultCharset utf-8\nAddCharset utf-8 .css .js .json .ics .xml .webmanifest\n\n"
        + "DirectoryIndex index.html\n# Where the site is not at the root of its host, put its path before the name.\nErrorDocument 404 /404.html\n"
}

/// For Caddy: to be imported into the site's block.
fn caddy() -> String {
    let always = ALWAYS.iter().map(|(name, value)| format!("\t{name} \"{value}\""));
    let (name, value) = STRICT;
    lines("# For Caddy: `import` this file inside the block of the site, beside `root`.\nheader {\n", always, "")
        + &TRANSPORT.lines().fold(String::new(), |text, line| text + "\t" + line + "\n")
        + &format!("\t# {name} \"{value}\"\n}}\n")
        + "# Files with a fingerprint in their name never change; others are asked for each time.\n"
        + "@latchwork_kept path */assets/*\n@latchwork_asked not path */assets/*\n"
        + &format!(
            "header @latchwork_kept Cache-Control \"{FOR_EVER}\"\nheader @latchwork_asked Cache-Control \"{ASK}\"\n"
        )
        + "# What Caddy does not know by itself.\n@latchwork_manifest path *.webmanifest\n"
        + "header @latchwork_manifest Content-Type application/manifest+json\n"
        + "# With `latchwork build --precompress`: send what is packed already.\n"
        + "file_server {\n\tprecompressed br gzip\n}\n"
        + "handle_errors {\n\trewrite * /404.html\n\tfile_server\n}\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_server_is_told_the_same() {
        for text in [plain(), nginx(), apache(), caddy()] {
            for (name, value) in ALWAYS {
                assert!(text.lines().any(|line| line.contains(name) && line.contains(value)), "{name}: {text}");
            }
            assert!(text.contains(FOR_EVER));
            let strict: Vec<&str> = text.lines().filter(|line| line.contains(STRICT.0)).collect();
            assert_eq!(strict.len(), 1);
            assert!(strict[0].trim_start().starts_with('#'), "what cannot be taken back is off: {}", strict[0]);
        }
    }
}
