//! The model: everything parsed and good by itself.
//!
//! Every file of the site becomes a value here, each alone and on all cores.
//! Nothing in the model knows an address or another page; what the whole adds
//! stands in the `site` tables and is never written back.
//!
//! Never: addresses, templates, the disk.

pub mod bibliography;
mod brand;
pub mod change;
pub mod checks;
pub mod difference;
pub mod dose;
pub mod fragment;
pub mod glossary;
pub mod page;
pub mod planner;
pub mod policy;
pub mod protocol;
mod protocols;
pub mod record;
pub mod schema;
pub mod search;
pub mod settings;
mod shape;
pub mod standing;
pub mod strings;
pub mod subject;
pub mod waiver;
pub mod wording;

use crate::diag::{Code, Diagnostic, Diagnostics, Place, did_you_mean};
use crate::name::Lang;
use crate::source::{FileId, Source, Sources};
use bibliography::Bibliography;
use fragment::Fragment;
use glossary::Term;
use page::{Page, Status};
use planner::Questions;
use protocol::ProtocolFile;
use record::Record;
use search::SearchWords;
use settings::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use strings::Strings;

/// Everything parsed. A copy shares its pages and fragments.
#[derive(Clone, Debug)]
pub struct Model {
    /// The site's settings.
    pub settings: Settings,
    /// The pages, in order of path.
    pub pages: Vec<Arc<Page>>,
    /// The fragments, in order of path.
    pub fragments: Vec<Arc<Fragment>>,
    /// The terms of the glossary, in order of key.
    pub terms: Vec<Term>,
    /// What the clinic adds to search.
    pub search: SearchWords,
    /// The references.
    pub bibliography: Bibliography,
    /// The protocols, in order of id.
    pub protocols: Vec<ProtocolFile>,
    /// The questions that lead to one of them.
    pub questions: Questions,
    /// The approvals, by the file that they are of.
    pub records: BTreeMap<String, Record>,
    /// The interface text of each language.
    pub strings: BTreeMap<Lang, Strings>,
    /// Files that are there and could not be understood, which was said. What they may hold is not missed again.
    pub unread: BTreeSet<String>,
}

/// The file with the questions of the planner.
pub const PLANNER: &str = "content/planner.yaml";
/// The folder that holds everything the clinic writes.
pub const CONTENT: &str = "content/";
/// The file with the terms.
pub const GLOSSARY: &str = "content/glossary.yaml";
/// The file with the references.
pub const REFERENCES: &str = "content/references.yaml";
/// The file with the words of search.
pub const SEARCH: &str = "content/search.yaml";
/// The folder with the protocols.
pub const PROTOCOLS: &str = "content/protocols/";
/// The folder with the blocks that protocols share.
pub const SHARED: &str = "content/protocols/shared/";
/// The folder with the approvals.
pub const REVIEWS: &str = "content/reviews/";
/// The file with the settings.
pub const SETTINGS: &str = "content/site.yaml";

/// Whether pages that are still drafts count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Hidden,
    /// They are pages like the others.
    Shown,
}

enum Parsed {
    Page(Arc<Page>),
    Fragment(Arc<Fragment>),
    Nothing,
}

/// Parses all files of a site. `None` means that there are no settings to go on with.
pub fn parse(sources: &Sources, drafts: Drafts, diags: &mut Diagnostics) -> Option<Model> {
    let settings = settings(sources, diags);
    let languages = settings.as_ref().map_or_else(Vec::new, |s| s.languages.clone());
    let files: Vec<(FileId, &Source)> = sources.below(CONTENT).collect();
    let parsed = diags.par_map(&files, |&(id, source), diags| markdown(id, source, &languages, diags));
    let (mut pages, mut fragments, mut unread) = (Vec::new(), Vec::new(), BTreeSet::new());
    for ((_, source), item) in files.iter().zip(parsed) {
        match item {
            Parsed::Page(page) if page.front.status == Status::Draft && drafts == Drafts::Hidden => {}
            Parsed::Page(page) => pages.push(page),
            Parsed::Fragment(fragment) => fragments.push(fragment),
            Parsed::Nothing if source.path.strip_suffix(".md").is_some() => {
                unread.insert(source.path.clone());
            }
            Parsed::Nothing => {}
        }
    }
    let terms = yaml_file(sources, GLOSSARY, |id, text| glossary::parse(id, text, diags));
    let search = yaml_file(sources, SEARCH, |id, text| search::parse(id, text, diags));
    let bibliography = yaml_file(sources, REFERENCES, |id, text| bibliography::parse(id, text, diags));
    let nothing = [(GLOSSARY, terms.is_empty()), (REFERENCES, bibliography.references().is_empty())];
    unread.extend(
        nothing
            .into_iter()
            .filter(|(path, empty)| *empty && sources.find(path).is_some())
            .map(|(path, _)| path.to_owned()),
    );
    let strings = strings::parse(sources, &languages, diags);
    let mut protocols = protocols::protocols(sources, settings.as_ref(), &mut unread, diags);
    let names: Vec<&str> = sources
        .below(PROTOCOLS)
        .filter_map(|(_, source)| source.path[PROTOCOLS.len()..].strip_suffix(".yaml"))
        .filter(|name| !name.contains(['/', '.']))
        .collect();
    let questions = yaml_file(sources, PLANNER, |id, text| planner::parse(id, text, &names, diags));
    let records = record::parse(sources, diags);
    let settings = settings?;
    for protocol in &mut protocols {
        let texts = protocol.translations.values_mut();
        let stand = |text: &mut ProtocolFile| {
            protocol::stand(text, sources, &settings, &bibliography, &records, diags);
        };
        texts.for_each(stand);
        protocol::stand(protocol, sources, &settings, &bibliography, &records, diags);
    }
    Some(Model {
        settings,
        pages,
        fragments,
        terms,
        search,
        bibliography,
        protocols,
        questions,
        records,
        strings,
        unread,
    })
}

/// A model again after the texts of some pages changed, and nothing else; these alone are parsed. Files have the same
/// numbers as before. `None` where another file is among the changed ones, or a page is none any more.
#[must_use]
pub fn parse_again(before: &Model, sources: &Sources, changed: &[FileId], diags: &mut Diagnostics) -> Option<Model> {
    let mut model = before.clone();
    for &id in changed {
        let old = model.pages.iter_mut().find(|page| page.file == id)?;
        let source = sources.get(id);
        match markdown(id, source, &before.settings.languages, diags) {
            Parsed::Page(page) if page.front.status == Status::Draft && old.front.status != Status::Draft => {
                return None;
            }
            Parsed::Page(page) => *old = page,
            Parsed::Fragment(_) | Parsed::Nothing => return None,
        }
    }
    Some(model)
}

fn settings(sources: &Sources, diags: &mut Diagnostics) -> Option<Settings> {
    let path = SETTINGS;
    let Some(id) = sources.find(path) else {
        diags.push(
            Diagnostic::new(
                Code::MissingFile,
                Place::File(path.to_owned()),
                "there is no file with the site's settings",
            )
            .help("write content/site.yaml, or name the folder that has it with `--root`"),
        );
        return None;
    };
    sources.get(id).text().and_then(|text| settings::parse(id, text, diags))
}

fn yaml_file<T: Default>(sources: &Sources, path: &str, parse: impl FnOnce(FileId, &str) -> T) -> T {
    match sources.find(path).and_then(|id| sources.get(id).text().map(|text| (id, text))) {
        Some((id, text)) => parse(id, text),
        None => T::default(),
    }
}

fn markdown(id: FileId, source: &Source, languages: &[Lang], diags: &mut Diagnostics) -> Parsed {
    let path = &source.path[CONTENT.len()..];
    let (Some(stem), Some(text)) = (path.strip_suffix(".md"), source.text()) else { return Parsed::Nothing };
    let Some((stem, lang)) = language(&source.path, stem, languages, diags) else { return Parsed::Nothing };
    match stem.strip_prefix("fragments/") {
        Some(name) => {
            fragment::parse(id, text, name, lang, diags).map_or(Parsed::Nothing, |f| Parsed::Fragment(Arc::new(f)))
        }
        None => page::parse(id, text, stem, lang, diags).map_or(Parsed::Nothing, |p| Parsed::Page(Arc::new(p))),
    }
}

/// Takes the language off the name of a translation: `pump.es` is `pump` in `es`.
fn language<'a>(path: &str, stem: &'a str, languages: &[Lang], diags: &mut Diagnostics) -> Option<(&'a str, Lang)> {
    let main = languages.first().cloned().or_else(|| Lang::new("en"))?;
    let (folder_end, name) = stem.rfind('/').map_or((0, stem), |i| (i + 1, &stem[i + 1..]));
    let Some((base, tag)) = name.rsplit_once('.') else { return Some((stem, main)) };
    let Some(lang) = Lang::new(tag) else { return Some((stem, main)) };
    if languages.is_empty() || languages.contains(&lang) {
        return Some((&stem[..folder_end + base.len()], lang));
    }
    let known = languages.iter().map(Lang::tag);
    diags.push(
        Diagnostic::new(
            Code::UnknownLanguage,
            Place::File(path.to_owned()),
            format!("the file's name ends in the language `{tag}`, which the site does not have"),
        )
        .help("add it to `translations:` in content/site.yaml, or rename the file")
        .help_maybe(did_you_mean(tag, known)),
    );
    None
}
