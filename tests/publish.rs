//! Publishing: the old site or the new one, whole, whatever happens.
//!
//! The program is killed at many points, the disk fills up, the target is
//! read-only or somebody else's: each time the folder must be what it was
//! before, or all that it should become, and nothing may be left beside it.
//!
//! Never: what a page looks like.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use std::fs;
use std::time::SystemTime;
use support::{Folder, names, said, status};

fn printed(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn build(folder: &Folder) -> String {
    let output = folder.run(["build"]);
    assert_eq!(status(&output), 0, "{}", said(&output));
    printed(&output)
}

fn written(folder: &Folder, path: &str) -> SystemTime {
    fs::metadata(folder.at(path)).and_then(|file| file.modified()).expect("the file is there")
}

#[test]
fn five_mistakes_leave_the_site_untouched() {
    let folder = Folder::site();
    for name in ["a", "b", "c", "d", "e"] {
        folder.put(&format!("content/{name}.md"), "---\ntitle: Good\nsummary: x\n---\n\nText.\n");
    }
    build(&folder);
    let (before, time) = (folder.tree("public"), written(&folder, "public/index.html"));
    folder.put("content/a.md", "---\ntitle: Unknown key\nsumary: x\n---\n");
    folder.put("content/b.md", "---\ntitle: Broken link\n---\n\n[x](gone.md)\n");
    folder.put("content/c.md", "---\ntitle: Missing anchor\n---\n\n[x](#gone)\n");
    folder.put("content/d.md", "---\ntitle: Unknown citation\n---\n\n[@gone]\n");
    folder.put("content/e.md", "---\ntitle: Impossible date\nupdated: 2026-02-30\n---\n");
    let output = folder.run(["build", "--format", "short"]);
    assert_eq!(
        said(&output),
        "\
content/a.md:3:1: error[unknown-key]: there is no key `sumary` here
content/b.md:5:1: error[broken-link]: there is no file `gone.md` here
content/c.md:5:1: error[missing-anchor]: the page \"Missing anchor\" has no heading `#gone`
content/d.md:5:2: error[unknown-citation]: there is no reference `gone`
content/e.md:3:10: error[impossible-date]: `2026-02-30` is not a day of the calendar
"
    );
    assert_eq!((status(&output), printed(&output).as_str()), (1, ""));
    assert_eq!(folder.tree("public"), before);
    assert_eq!(written(&folder, "public/index.html"), time);
    assert_eq!(names(folder.path()), ["content", "public"]);
}

#[test]
fn warnings_that_are_denied_keep_the_site_back() {
    let folder = Folder::site().with("content/a.md", "---\ntitle: A\nreview_due: 2020-01-01\n---\n");
    let output = folder.run(["build", "--deny", "warnings"]);
    assert_eq!(status(&output), 1);
    assert_eq!(names(folder.path()), ["content"]);
    assert_eq!(status(&folder.run(["build"])), 0);
}

#[test]
fn a_site_that_has_not_changed_is_not_touched() {
    let folder = Folder::site();
    assert!(build(&folder).starts_with("Built 5 pages, 0 sheets and "));
    let time = written(&folder, "public/.latchwork");
    assert!(build(&folder).contains("public/ has them already and was not touched"));
    assert_eq!(written(&folder, "public/.latchwork"), time);
}

#[test]
fn a_site_that_somebody_has_touched_is_written_again() {
    let folder = Folder::site();
    build(&folder);
    let good = folder.tree("public");
    fs::remove_file(folder.at("public/404.html")).expect("a file can be removed");
    build(&folder);
    assert_eq!(folder.tree("public"), good);
    let later = SystemTime::now() + std::time::Duration::from_secs(60);
    let page = fs::File::options().write(true).open(folder.at("public/index.html")).expect("the page is there");
    page.set_modified(later).expect("its time can be set");
    assert!(build(&folder).contains("0 of them changed"));
    assert_eq!(folder.tree("public"), good);
}

#[test]
fn pages_that_are_gone_go_and_what_is_not_ours_stays() {
    let folder = Folder::site().with("content/deep/er/a.md", "---\ntitle: A\n---\n");
    build(&folder);
    assert!(folder.at("public/deep/er/a/index.html").exists());
    for foreign in ["CNAME", ".git/HEAD", "deep/er/a/note.txt", "assets/mine/x"] {
        folder.put(&format!("public/{foreign}"), foreign);
    }
    fs::remove_dir_all(folder.at("content/deep")).expect("a folder can be removed");
    // With the page go those parts of the index that spoke of it.
    let said = build(&folder);
    assert!(said.contains(" gone") && !said.contains(" 0 gone"), "{said}");
    assert!(!folder.at("public/deep/er/a/index.html").exists());
    for foreign in ["CNAME", ".git/HEAD", "deep/er/a/note.txt", "assets/mine/x"] {
        assert_eq!(fs::read(folder.at("public").join(foreign)).ok().as_deref(), Some(foreign.as_bytes()));
    }
    assert_eq!(names(folder.path()), ["content", "public"]);
}

#[test]
fn a_foreign_file_in_the_way_is_not_written_over() {
    let folder = Folder::site();
    build(&folder);
    folder.put("public/a/index.html", "mine");
    folder.put("content/a.md", "---\ntitle: A\n---\n");
    let output = folder.run(["build"]);
    assert_eq!(status(&output), 2);
    assert!(said(&output).contains("is in the way and was not made by latchwork"), "{}", said(&output));
    assert_eq!(fs::read(folder.at("public/a/index.html")).ok().as_deref(), Some(&b"mine"[..]));
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let folder = Folder::site().with("foreign/notes.txt", "x").with("file", "x").with("odd/.latchwork", "{}");
    fs::create_dir(folder.at("empty")).expect("a folder can be made");
    let refused = [
        ("foreign", "has files in it that latchwork did not make"),
        ("file", "is a file"),
        ("odd", "that this version cannot read"),
        (".", "which holds its sources"),
        ("..", "which holds its sources"),
        ("content", "which is read as a source"),
        ("content/public", "which is read as a source"),
        ("theme", "which is read as a source"),
        ("/", "which holds its sources"),
        ("file/public", "cannot"),
    ];
    let before = folder.tree(".");
    for (out, words) in refused {
        let output = folder.run(["build", "--out", out]);
        assert_eq!(status(&output), 2, "{out}");
        assert!(said(&output).contains(words), "{out}: {}", said(&output));
        assert_eq!(folder.tree("."), before, "{out}");
    }
    for good in ["empty", "new", "far/away/new", "content/../twice"] {
        assert_eq!(status(&folder.run(["build", "--out", good])), 0, "{good}");
    }
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let folder = Folder::site();
    let unfinished = "{\"made_by\":\"latchwork\",\"format\":1,\"files\":null}\n";
    folder.put(".public.latchwork-new-1/.latchwork", unfinished);
    folder.put(".public.latchwork-new-1/a/index.html", "half a pa");
    folder.put(".public.latchwork-new-2/.latchwork", unfinished);
    folder.put(".other.latchwork-new-3/.latchwork", unfinished);
    fs::create_dir(folder.at(".public.latchwork-new-4")).expect("a folder can be made");
    // One that is being written just now, by a run that lives.
    let marker =
        fs::File::options().write(true).open(folder.at(".public.latchwork-new-2/.latchwork")).expect("it is there");
    marker.lock().expect("it can be locked");
    build(&folder);
    assert_eq!(names(folder.path()), [".other.latchwork-new-3", ".public.latchwork-new-2", "content", "public"]);
    drop(marker);
    folder.put("content/a.md", "---\ntitle: A\n---\n");
    build(&folder);
    assert_eq!(names(folder.path()), [".other.latchwork-new-3", "content", "public"]);
}

#[cfg(unix)]
mod unix {
    use super::{Folder, build, names, printed, said, status};
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    #[test]
    fn everybody_may_read_what_is_published() {
        let folder = Folder::site().with("content/deep/a.md", "---\ntitle: A\n---\n");
        let program = env!("CARGO_BIN_EXE_latchwork");
        let script = format!("umask 022 && {program} build --root {}", folder.path().display());
        let output = Command::new("sh").args(["-c", &script]).output().expect("there is a shell");
        assert_eq!(status(&output), 0, "{}", said(&output));
        let mode = |path: &str| fs::metadata(folder.at(path)).map(|file| file.permissions().mode() & 0o777).ok();
        for (path, _) in folder.tree("public") {
            assert_eq!(mode(&format!("public/{path}")), Some(0o644), "{path}");
        }
        assert_eq!((mode("public"), mode("public/deep/a")), (Some(0o755), Some(0o755)));
    }

    #[test]
    fn a_link_to_the_folder_stays_a_link() {
        let folder = Folder::site().with("web/.keep", "");
        fs::remove_file(folder.at("web/.keep")).expect("a file can be removed");
        symlink("web", folder.at("public")).expect("a link can be made");
        for text in ["one", "two"] {
            folder.put("content/a.md", format!("---\ntitle: {text}\n---\n"));
            build(&folder);
        }
        assert_eq!(fs::read_link(folder.at("public")).ok().as_deref(), Some("web".as_ref()));
        assert!(folder.at("web/a/index.html").exists());
        assert_eq!(names(folder.path()), ["content", "public", "web"]);
    }

    #[test]
    fn files_that_cannot_grow_leave_the_old_site() {
        let folder = Folder::site();
        build(&folder);
        let before = folder.tree("public");
        folder.put("content/a.md", format!("---\ntitle: Long\n---\n\n{}", "All work and no play. ".repeat(4000)));
        let program = env!("CARGO_BIN_EXE_latchwork");
        let script = format!("trap '' XFSZ && ulimit -f 16 && exec {program} build");
        let output =
            Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().expect("there is a shell");
        assert_eq!(status(&output), 2, "{}", said(&output));
        assert!(said(&output).contains("what was there before is untouched"), "{}", said(&output));
        assert_eq!(folder.tree("public"), before);
        assert_eq!(names(folder.path()), ["content", "public"]);
        // A run that ended between taking the old site away and putting the new one there left both beside it: they
        // stay until there is a site again.
        let aside = folder.at(".public.latchwork-new-1-old");
        fs::rename(folder.at("public"), &aside).expect("a folder can be renamed");
        let output =
            Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().expect("there is a shell");
        assert_eq!(status(&output), 2, "{}", said(&output));
        assert_eq!(folder.tree(".public.latchwork-new-1-old"), before);
        build(&folder);
        assert_eq!(names(folder.path()), ["content", "public"]);
    }

    #[test]
    fn a_folder_without_the_right_to_write_is_told() {
        let folder = Folder::site();
        build(&folder);
        folder.put("content/a.md", "---\ntitle: A\n---\n");
        let before = folder.tree("public");
        let allow = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).expect("it is ours");
        allow(0o555);
        let output = folder.run(["build"]);
        allow(0o755);
        // To the superuser every folder is open.
        if status(&output) != 0 {
            assert!(said(&output).contains("you have no right to write there"), "{}", said(&output));
            assert_eq!(folder.tree("public"), before);
        }
    }

    /// Runs a script as the superuser of mounts of its own, if this machine lets us.
    fn with_mounts(folder: &Folder, script: &str) -> Option<std::process::Output> {
        let run = |arguments: &[&str], script: &str| {
            let words = ["sh", "-euc", script];
            let program = env!("CARGO_BIN_EXE_latchwork");
            Command::new("unshare")
                .args(arguments)
                .args(words)
                .current_dir(folder.path())
                .env("L", program)
                .output()
                .ok()
        };
        let ways: [&[&str]; 2] = [&["--mount"], &["--user", "--map-root-user", "--mount"]];
        let way = ways.into_iter().find(|way| {
            run(way, "mkdir -p web && mount -t tmpfs none web").is_some_and(|output| output.status.success())
        })?;
        run(way, script)
    }

    const SUM: &str = "sum() { (cd web/public && find . -type f | sort | xargs cat | cksum; find . | sort | cksum); }";

    #[test]
    fn a_full_disk_is_told_and_leaves_the_old_site() {
        let folder = Folder::site();
        let script = format!(
            "{SUM}; mount -t tmpfs -o size=1100k none web
            $L build --out web/public >&2
            before=$(sum)
            for i in 1 2 3 4 5 6 7 8 9; do printf -- '---\\ntitle: A\\n---\\n%20000s' x > content/$i.md; done
            cp content/site.yaml web/filler; head -c 100000 /dev/zero > web/filler
            status=0; $L build --out web/public || status=$?
            test \"$before\" = \"$(sum)\"
            echo status $status; ls -A web"
        );
        let Some(output) = with_mounts(&folder, &script) else { return };
        assert!(said(&output).contains("the disk is full; what was there before is untouched"), "{}", said(&output));
        assert_eq!(printed(&output), "status 2\nfiller\npublic\n", "{}", said(&output));
    }

    #[test]
    fn a_read_only_disk_is_told_and_leaves_the_old_site() {
        let folder = Folder::site();
        let script = format!(
            "{SUM}; mount -t tmpfs none web
            $L build --out web/public >&2
            before=$(sum)
            mount -o remount,ro web
            printf -- '---\\ntitle: A\\n---\\n' > content/a.md
            status=0; $L build --out web/public || status=$?
            test \"$before\" = \"$(sum)\"
            echo status $status; ls -A web"
        );
        let Some(output) = with_mounts(&folder, &script) else { return };
        assert!(said(&output).contains("the file system is read-only"), "{}", said(&output));
        assert_eq!(printed(&output), "status 2\npublic\n", "{}", said(&output));
    }

    #[test]
    fn a_mount_point_is_told() {
        let folder = Folder::site();
        let script = "mount -t tmpfs none web
            status=0; $L build --out web || status=$?
            echo status $status; ls -A web; $L build --out web/inside >&2";
        let Some(output) = with_mounts(&folder, script) else { return };
        assert!(said(&output).contains("something is mounted there"), "{}", said(&output));
        assert_eq!(printed(&output), "status 2\n", "{}", said(&output));
        assert!(output.status.success(), "{}", said(&output));
    }
}
