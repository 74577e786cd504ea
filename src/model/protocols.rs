//! The files of `content/protocols/`: protocols, shared blocks, and translations of either.
//!
//! A file's name says what it is: `walks.yaml` is a protocol, `walks.es.yaml` the
//! same in Spanish, `shared/calls.yaml` blocks that protocols take over. Originals
//! are read first, because a translation is nothing without them.
//!
//! Never: what stands in a file.

use super::protocol::{self, Original, ProtocolFile, Shared, SharedBlocks};
use super::settings::Settings;
use super::{PROTOCOLS, language};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, did_you_mean};
use crate::name::Lang;
use crate::source::{FileId, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// A file by its name, without the language and the ending.
#[derive(Clone, Copy)]
struct Named<'a> {
    id: FileId,
    name: &'a str,
    text: &'a str,
}

/// The files of one sort: the originals, and the translations of each language.
#[derive(Default)]
struct Files<'a> {
    originals: Vec<Named<'a>>,
    translations: BTreeMap<Lang, Vec<Named<'a>>>,
}

/// Reads all of them. Protocols come back in order of path, each with its translations.
pub(super) fn protocols(
    sources: &Sources,
    settings: Option<&Settings>,
    unread: &mut BTreeSet<String>,
    diags: &mut Diagnostics,
) -> Vec<ProtocolFile> {
    let (plans, blocks) = files(sources, settings, unread, diags);
    let read = |file: &Named<'_>, diags: &mut Diagnostics| {
        protocol::parse_shared(file.id, file.text, diags).unwrap_or_else(SharedBlocks::unread)
    };
    let shared: Shared = blocks.originals.iter().map(|file| (file.name.to_owned(), read(file, diags))).collect();
    let own = |name: &str| settings.map_or(&[][..], |settings| settings.own_values(name));
    let mut parsed = diags.par_map(&plans.originals, |file, diags| {
        protocol::parse(file.id, file.name, file.text, &shared, own(file.name), diags)
    });
    unknown_plans(settings, &plans.originals, diags);
    for (lang, translated) in &plans.translations {
        let shared = shared_in(lang, &blocks, sources, diags);
        let made = diags.par_map(translated, |file, diags| {
            let at = original(file, &plans.originals, sources, diags)?;
            let protocol = parsed[at].as_ref()?;
            let original = Original { text: plans.originals[at].text, protocol, own: own(file.name) };
            Some((at, protocol::translate(original, lang, file.id, file.text, &shared, diags)?))
        });
        for (at, translation) in made.into_iter().flatten() {
            if let Some(protocol) = &mut parsed[at] {
                protocol.translations.insert(lang.clone(), translation);
            }
        }
    }
    for lang in blocks.translations.keys().filter(|lang| !plans.translations.contains_key(*lang)) {
        shared_in(lang, &blocks, sources, diags);
    }
    let failed = plans.originals.iter().zip(&parsed).filter(|(_, protocol)| protocol.is_none());
    unread.extend(failed.map(|(file, _)| sources.get(file.id).path.clone()));
    parsed.into_iter().flatten().collect()
}

/// All files, protocols and shared ones, by what their names say.
fn files<'a>(
    sources: &'a Sources,
    settings: Option<&Settings>,
    unread: &mut BTreeSet<String>,
    diags: &mut Diagnostics,
) -> (Files<'a>, Files<'a>) {
    let languages = settings.map_or(&[][..], |settings| &settings.languages);
    let (mut plans, mut blocks) = (Files::default(), Files::default());
    for (id, source) in sources.below(PROTOCOLS) {
        let stem = source.path[PROTOCOLS.len()..].strip_suffix(".yaml");
        let named = stem.and_then(|stem| Some((stem, language(&source.path, stem, languages, diags)?)));
        let (Some((stem, (base, lang))), Some(text)) = (named, source.text()) else {
            unread.insert(source.path.clone());
            continue;
        };
        let (files, name) = match base.strip_prefix("shared/") {
            Some(name) => (&mut blocks, name),
            None => (&mut plans, base),
        };
        let file = Named { id, name, text };
        if stem == base {
            files.originals.push(file);
        } else if languages.first() == Some(&lang) {
            let message = format!("the file's name ends in `{lang}`, the main language, which needs no translation");
            diags.push(
                Diagnostic::new(Code::BadFileName, Place::File(source.path.clone()), message)
                    .help(format!("rename it {base}.yaml, or give it the ending of the language that it is in")),
            );
        } else {
            files.translations.entry(lang).or_default().push(file);
        }
    }
    (plans, blocks)
}

/// The shared blocks that are translated into a language.
fn shared_in(lang: &Lang, blocks: &Files<'_>, sources: &Sources, diags: &mut Diagnostics) -> Shared {
    let mut shared = Shared::new();
    for file in blocks.translations.get(lang).into_iter().flatten() {
        if let Some(at) = original(file, &blocks.originals, sources, diags) {
            let of = blocks.originals[at];
            let translated = protocol::translate_shared((of.id, of.text), file.id, file.text, diags);
            shared.insert(file.name.to_owned(), translated);
        }
    }
    shared
}

/// Which file a translation translates; where there is none, that is said.
fn original(file: &Named<'_>, originals: &[Named<'_>], sources: &Sources, diags: &mut Diagnostics) -> Option<usize> {
    let found = originals.iter().position(|of| of.name == file.name);
    if found.is_none() {
        let path = &sources.get(file.id).path;
        let message = format!("there is no file `{}.yaml` beside this, which it could translate", file.name);
        diags.push(
            Diagnostic::new(Code::UnknownProtocol, Place::File(path.clone()), message)
                .help("name it like the file that it translates, with the language before the ending: `walks.es.yaml`")
                .help_maybe(did_you_mean(file.name, originals.iter().map(|of| of.name))),
        );
    }
    found
}

/// The settings have values for protocols that are not there.
fn unknown_plans(settings: Option<&Settings>, plans: &[Named<'_>], diags: &mut Diagnostics) {
    for (name, _) in settings.into_iter().flat_map(|settings| &settings.protocols) {
        let known = || plans.iter().map(|file| file.name);
        if known().all(|known| known != name.value) {
            diags.push(
                Diagnostic::new(Code::UndeclaredName, name.span, format!("there is no protocol `{}`", name.value))
                    .help("name a file in content/protocols/, without its ending")
                    .help_maybe(did_you_mean(&name.value, known())),
            );
        }
    }
}
