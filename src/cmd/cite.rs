//! `cite`: a source that somebody was given, put into `content/references.yaml`.
//!
//! Nothing is looked up. A DOI or a number in PubMed is looked for in the site's
//! sources, and in a file if one is named; where it is in neither, the way to
//! get it is told. The new file is read by our own reader before it is written.
//!
//! Never: forms of sources.
#![expect(clippy::disallowed_methods, reason = "reads what was given and writes the file of sources")]

use super::put::put;
use super::{Exit, print, say, shown, site_root};
use crate::cite::{Id, Work, entry, key, read};
use crate::cli::Cite;
use crate::diag::{Diagnostics, count};
use crate::model::bibliography::{self, Bibliography, Reference};
use crate::model::schema::Shape;
use crate::name::slug;
use crate::source::Sources;
use anyhow::{Context as _, anyhow, bail, ensure};
use std::fs;
use std::io::{self, ErrorKind, IsTerminal as _, Read as _};
use std::path::Path;

const FILE: &str = "content/references.yaml";

/// The most that is read of a file or of what is pasted, in bytes.
const LIMIT: u64 = 4 << 20;

pub(super) fn run(cite: &Cite) -> anyhow::Result<Exit> {
    let root = site_root(cite.root.as_deref())?;
    let path = root.join(FILE);
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            format!("# yaml-language-server: $schema=../{}\n# The sources that texts cite.\n", Shape::References.file())
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", shown(&path))),
    };
    let known = parsed(&old).ok_or_else(|| anyhow!("{FILE} cannot be read; `latchwork check` says why"))?;
    let works = match wanted(cite, &known)? {
        Wanted::There(key) => {
            print(&format!("{FILE} has it: [@{key}]\n"))?;
            return Ok(Exit::Good);
        }
        Wanted::New(works) => works,
    };
    ensure!(cite.key.is_none() || works.len() == 1, "`--key` names one source, and there are {}", works.len());
    let mut text = old;
    let mut added: Vec<(String, Work)> = Vec::new();
    for work in works {
        if let Some(there) = same(&known, &work) {
            say(&format!("note: {FILE} has it already, as [@{there}]; it is not added again\n"));
            continue;
        }
        if let Some((there, _)) = added.iter().find(|(_, other)| other.ids().iter().any(|id| work.is(id))) {
            say(&format!("note: the same source stands there twice; it is added once, as [@{there}]\n"));
            continue;
        }
        let taken = |key: &str| known.find(key).is_some() || added.iter().any(|(other, _)| other == key);
        let key = match &cite.key {
            Some(key) => own_key(key, &taken)?,
            None => key(&work, taken),
        };
        text = format!("{}\n\n{}", text.trim_end(), entry(&key, &work));
        added.push((key, work));
    }
    if added.is_empty() {
        return Ok(Exit::Good);
    }
    let again = parsed(&text)
        .ok_or_else(|| anyhow!("{FILE} could not be read with the new source, and nothing was written"))?;
    for (key, work) in &added {
        let read = again.find(key).and_then(|at| again.references()[at].entry.title().map(ToString::to_string));
        ensure!(
            read.as_deref() == Some(work.title.as_str()),
            "the title of `{key}` would be read as something else, and nothing was written; add it by hand"
        );
    }
    put(&path, text.as_bytes())?;
    let mut out = String::new();
    for (key, work) in &added {
        out.push_str(&format!("Added to {FILE}: {}\nCite it as [@{key}]\n", work.title));
    }
    print(&out)?;
    Ok(Exit::Good)
}

/// What is to be added.
enum Wanted {
    /// The site has it, by this key.
    There(String),
    /// These.
    New(Vec<Work>),
}

fn wanted(cite: &Cite, known: &Bibliography) -> anyhow::Result<Wanted> {
    let what = cite.what.as_deref().filter(|what| *what != "-");
    let id = what.filter(|what| !Path::new(what).is_file()).and_then(Id::new);
    let Some(id) = id else {
        let source = match (what, &cite.from) {
            (Some(_), Some(_)) => bail!("`--from` is for a DOI or a number in PubMed"),
            (Some(file), None) => Some(Path::new(file)),
            (None, from) => from.as_deref(),
        };
        return given(source).map(Wanted::New);
    };
    if let Some(there) = known.references().iter().find(|reference| names(reference, &id)) {
        return Ok(Wanted::There(there.key.clone()));
    }
    let works = match &cite.from {
        Some(from) => given(Some(from))?.into_iter().filter(|work| work.is(&id)).collect(),
        None => Vec::new(),
    };
    if works.is_empty() {
        bail!(how_to_get(&id, cite.from.as_deref()));
    }
    Ok(Wanted::New(works))
}

/// Where to get a source that is nowhere here.
fn how_to_get(id: &Id, from: Option<&Path>) -> String {
    let (what, steps) = match id {
        Id::Doi(doi) => (
            format!("the DOI {doi}"),
            format!(
                "Open https://doi.org/{doi} and look for \"Cite\" or \"Export citation\": RIS or BibTeX. Save the file, then run: latchwork cite FILE"
            ),
        ),
        Id::Pmid(pmid) => (
            format!("the PubMed number {pmid}"),
            format!(
                "Open https://pubmed.ncbi.nlm.nih.gov/{pmid}/ and press \"Cite\", then \"Download .nbib\". Then run: latchwork cite FILE"
            ),
        ),
    };
    let places = match from {
        Some(from) => format!("neither {FILE} nor {} has", from.display()),
        None => format!("{FILE} does not have"),
    };
    format!("{places} {what}, and this program asks nobody.\n{steps}\nOr run `latchwork cite` and paste what you get.")
}

/// The sources of a file, or of what is typed or piped in.
fn given(file: Option<&Path>) -> anyhow::Result<Vec<Work>> {
    let mut bytes = Vec::new();
    let name = if let Some(file) = file {
        let name = file.display().to_string();
        let opened = fs::File::open(file)
            .with_context(|| format!("cannot open {name}, which is neither a file nor a DOI nor a PubMed number"))?;
        opened.take(LIMIT + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
        name
    } else {
        if io::stdin().is_terminal() {
            say("Paste BibTeX, RIS, CSL-JSON or .nbib, then press Ctrl-D on a line of its own.\n");
        }
        io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes).context("cannot read what was pasted")?;
        "what was pasted".to_owned()
    };
    ensure!(bytes.len() as u64 <= LIMIT, "{name} is too large for sources");
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("{name} is not UTF-8; save it as such"))?;
    let works = read(&text).map_err(|why| anyhow!("{name} cannot be taken: {why}"))?;
    if works.len() > 1 {
        say(&format!("note: {name} has {}\n", count(works.len(), "source")));
    }
    Ok(works)
}

/// The references of a text, where nothing is wrong with it.
fn parsed(text: &str) -> Option<Bibliography> {
    let sources = Sources::from_texts([(FILE, text)]);
    let file = sources.find(FILE)?;
    // A file of comments alone is one without sources.
    if text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
        return Some(Bibliography::default());
    }
    let mut diags = Diagnostics::new();
    let bibliography = bibliography::parse(file, text, &mut diags);
    (!diags.has_errors()).then_some(bibliography)
}

fn names(reference: &Reference, id: &Id) -> bool {
    match id {
        Id::Doi(doi) => reference
            .entry
            .doi()
            .is_some_and(|own| Id::new(own) == Some(Id::Doi(doi.clone())) || own.eq_ignore_ascii_case(doi)),
        Id::Pmid(pmid) => reference.entry.pmid() == Some(pmid.as_str()),
    }
}

/// The key of a reference that is the same source.
fn same<'k>(known: &'k Bibliography, work: &Work) -> Option<&'k str> {
    let ids = work.ids();
    let url = |reference: &Reference| {
        let own = reference.entry.url().map(ToString::to_string);
        !work.url.is_empty() && own.is_some_and(|own| own.trim_end_matches('/') == work.url.trim_end_matches('/'))
    };
    let same = |reference: &&Reference| ids.iter().any(|id| names(reference, id)) || url(reference);
    known.references().iter().find(same).map(|reference| reference.key.as_str())
}

fn own_key(key: &str, taken: &impl Fn(&str) -> bool) -> anyhow::Result<String> {
    ensure!(
        slug(key) == key,
        "`{key}` is no good key; take lower-case letters, digits and single hyphens, such as `{}`",
        slug(key)
    );
    ensure!(!taken(key), "{FILE} has the key `{key}` already; take another one");
    Ok(key.to_owned())
}
