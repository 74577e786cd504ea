//! Reading from the disk: every file that cannot be read is told, with its place.
//!
//! The other findings have their cases in memory (`tests/cases.rs`); these need
//! real files, links and folders.
//!
//! Never: what a file means.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use latchwork::diag::{Diagnostics, short};
use latchwork::read::{find_root, read};
use latchwork::source::{Origin, Sources};
use std::fs;
use support::Folder;

fn sources(folder: &Folder) -> (Sources, Diagnostics) {
    let mut diags = Diagnostics::new();
    let sources = read(folder.path(), &mut diags).expect("the folder can be opened");
    (sources, diags)
}

/// What reading says about a folder, one finding a line.
fn said(folder: &Folder) -> String {
    let (sources, diags) = sources(folder);
    short(&diags, &sources).replace(&folder.path().display().to_string(), "ROOT")
}

#[test]
fn a_file_that_is_not_utf8_names_its_first_bad_byte() {
    let folder = Folder::site()
        .with("content/latin.md", b"---\ntitle: Caf\xe9\n---\n")
        .with("content/columns.md", "---\ntitle: x\n---\nعربي 漢字 👶 ".bytes().chain([0xff]).collect::<Vec<_>>())
        .with("content/mark.md", b"\xef\xbb\xbf\xc3".as_slice())
        .with("content/wide.md", b"\xff\xfet\0i\0".as_slice())
        .with("content/picture.png", b"\x89PNG\xff".as_slice());
    assert_eq!(
        said(&folder),
        "\
content/columns.md:4:11: error[not-utf8]: this file is not UTF-8: the byte FF stands for no character here
content/latin.md:2:11: error[not-utf8]: this file is not UTF-8: the byte E9 stands for no character here
content/mark.md:1:1: error[not-utf8]: this file is not UTF-8: the byte C3 stands for no character here
content/wide.md:1:1: error[not-utf8]: this file is UTF-16 and not UTF-8
"
    );
}

#[test]
fn an_empty_file_is_told_and_a_comment_is_not_empty() {
    let folder = Folder::site()
        .with("content/a.md", "")
        .with("content/b.md", "\u{feff} \r\n\n")
        .with("content/glossary.yaml", "")
        .with("content/references.yaml", "# none yet\n")
        .with("content/empty.txt", "");
    assert_eq!(
        said(&folder),
        "\
content/a.md: error[empty-file]: this file is empty
content/b.md: error[empty-file]: this file is empty
content/glossary.yaml: error[empty-file]: this file is empty
"
    );
}

#[test]
fn a_large_file_is_told_and_not_read() {
    let folder = Folder::site();
    folder.put("content/twenty.md", vec![b'x'; 20_000_000]);
    folder.put("content/four.md", vec![b'x'; 4 * 1024 * 1024]);
    folder.put("content/twenty.bin", vec![b'x'; 20_000_000]);
    let huge = fs::File::create(folder.at("content/huge.bin")).expect("a file can be made");
    huge.set_len(1 << 40).expect("a file can have a hole");
    assert_eq!(
        said(&folder),
        "\
content/huge.bin: error[file-too-large]: this file has 1048576.0 MiB, and a file of its kind may have 32 MiB
content/twenty.md: error[file-too-large]: this file has 19.0 MiB, and a file of its kind may have 4 MiB
"
    );
}

#[test]
fn a_mark_and_line_ends_of_windows_move_no_place() {
    let text = "\u{feff}---\r\ntitle: Größe مقاس 尺寸 👶🏽\r\nsummary: x\r\n---\r\n\r\n母乳 عربي 👩‍🍼 [mehr](a.md)\r\n";
    let folder = Folder::site().with("content/scripts.md", text);
    let output = folder.run(["check", "--format", "short"]);
    assert_eq!(support::said(&output), "content/scripts.md:6:13: error[broken-link]: there is no file `a.md` here\n");
    assert_eq!(support::status(&output), 1);
}

#[test]
fn a_finding_in_one_file_does_not_bring_others_about_it() {
    let folder = Folder::new().with("content/site.yaml", "").with("content/_index.md", support::HOME);
    let output = folder.run(["check", "--root", ".", "--format", "short"]);
    assert_eq!(support::said(&output), "content/site.yaml: error[empty-file]: this file is empty\n");
}

#[test]
fn files_of_editors_and_hidden_ones_are_passed_over() {
    let folder = Folder::site();
    for name in [".hidden.md", "a.md~", "#a.md#", ".a.md.swp", "a.swp", ".git/config.md", ".#a.md"] {
        folder.put(&format!("content/{name}"), "");
    }
    let (sources, diags) = sources(&folder);
    assert!(diags.is_empty());
    let paths: Vec<&str> = sources.below("content/").map(|(_, source)| source.path.as_str()).collect();
    assert_eq!(paths, ["content/_index.md", "content/site.yaml"]);
}

#[test]
fn a_file_of_the_site_replaces_the_built_in_one_of_that_name() {
    let folder = Folder::site().with("templates/page.html", "mine");
    let (sources, _) = sources(&folder);
    let origin = |path: &str| sources.find(path).map(|id| sources.get(id).origin);
    assert_eq!(origin("templates/page.html"), Some(Origin::Site));
    assert_eq!(origin("templates/base.html"), Some(Origin::BuiltIn));
}

#[test]
fn the_root_is_the_nearest_folder_with_settings() {
    let folder = Folder::site();
    folder.put("content/deep/er/page.md", "");
    assert_eq!(find_root(&folder.at("content/deep/er")).as_deref(), Some(folder.path()));
    assert_eq!(find_root(&std::env::temp_dir()), None);
}

#[test]
fn a_root_that_is_no_folder_is_refused() {
    let folder = Folder::site();
    for (root, words) in [("nowhere", "cannot open the folder nowhere"), ("content/site.yaml", "is not a folder")] {
        let output = folder.run(["check", "--root", root]);
        assert_eq!(support::status(&output), 2);
        assert!(support::said(&output).contains(words), "{}", support::said(&output));
    }
}

#[cfg(unix)]
mod links {
    use super::{Folder, said, sources};
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    fn link(folder: &Folder, target: &str, name: &str) {
        symlink(target, folder.at(name)).expect("a link can be made");
    }

    #[test]
    fn links_that_stay_inside_are_followed() {
        let folder = Folder::site().with("content/a/page.md", "---\ntitle: A\n---\n").with("shared/leaf.svg", "<svg/>");
        link(&folder, "../shared", "content/images");
        link(&folder, "a/page.md", "content/b.md");
        let (sources, diags) = sources(&folder);
        assert!(diags.is_empty(), "{diags:?}");
        assert!(sources.find("content/images/leaf.svg").is_some() && sources.find("content/b.md").is_some());
    }

    #[test]
    fn links_in_a_circle_are_told() {
        let folder = Folder::site().with("content/a/page.md", "---\ntitle: A\n---\n").with("content/b/x.txt", "x");
        link(&folder, ".", "content/self");
        link(&folder, "..", "content/a/up");
        link(&folder, "../..", "content/a/root");
        link(&folder, "../b", "content/a/b");
        link(&folder, "../a", "content/b/a");
        link(&folder, "two", "content/one");
        link(&folder, "one", "content/two");
        assert_eq!(
            said(&folder),
            "\
content/a/b/a: error[symlink-loop]: this link leads in a circle
content/a/root: error[symlink-loop]: this link leads in a circle
content/a/up: error[symlink-loop]: this link leads in a circle
content/b/a/b: error[symlink-loop]: this link leads in a circle
content/b/a/root: error[symlink-loop]: this link leads in a circle
content/b/a/up: error[symlink-loop]: this link leads in a circle
content/one: error[symlink-loop]: this link leads in a circle
content/self: error[symlink-loop]: this link leads in a circle
content/two: error[symlink-loop]: this link leads in a circle
"
        );
    }

    #[test]
    fn links_that_lead_out_are_told_and_nothing_behind_them_is_read() {
        let outside = Folder::new().with("private/secret.md", "---\ntitle: Secret\n---\n");
        let folder = Folder::site();
        link(&folder, &outside.at("private").display().to_string(), "content/private");
        link(&folder, &outside.at("private/secret.md").display().to_string(), "content/secret.md");
        link(&folder, &outside.at("private").display().to_string(), "theme");
        let (sources, _) = sources(&folder);
        assert!(sources.iter().all(|(_, source)| !String::from_utf8_lossy(source.bytes()).contains("Secret")));
        let path = outside.path().display();
        assert_eq!(
            said(&folder),
            format!(
                "\
content/private: error[symlink-outside]: this link leads out of the site, to {path}/private
content/secret.md: error[symlink-outside]: this link leads out of the site, to {path}/private/secret.md
theme: error[symlink-outside]: this link leads out of the site, to {path}/private
"
            )
        );
    }

    #[test]
    fn a_link_to_nothing_and_a_pipe_are_told() {
        let folder = Folder::site();
        link(&folder, "nothing.md", "content/gone.md");
        let made = std::process::Command::new("mkfifo").arg(folder.at("content/pipe.md")).status();
        assert!(made.is_ok_and(|status| status.success()));
        assert_eq!(
            said(&folder),
            "\
content/gone.md: error[unreadable-file]: this link leads to nothing
content/pipe.md: error[unreadable-file]: this is neither a file nor a folder
"
        );
    }

    #[test]
    fn a_name_that_is_not_utf8_is_told() {
        let folder = Folder::site();
        let name = folder.at("content").join(OsStr::from_bytes(b"caf\xe9.md"));
        std::fs::write(name, "x").expect("a file can be written");
        folder.put("content/a\nb/c.md", "x");
        assert_eq!(
            said(&folder),
            "\
content/a\u{fffd}b: error[bad-file-name]: this name has a character that other systems and addresses cannot have
content/caf\u{fffd}.md: error[bad-file-name]: this name has a character that other systems and addresses cannot have
"
        );
    }
}
