//! Which fragment each `:::include` means, and with which values.
//!
//! A fragment in the language of the page is preferred to one in the site's
//! main language. Every value that a page gives must be a parameter of the
//! fragment and every parameter needs a value, from the page or by default. A
//! fragment that includes itself by a detour is found here and cut.
//!
//! Never: how a fragment is rendered.

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::Model;
use crate::name::Lang;
use crate::source::Spanned;
use crate::syntax::body::Body;
use crate::syntax::directive::Directive;
use std::collections::BTreeMap;

/// A fragment that is put in.
#[derive(Clone, Debug)]
pub struct Included {
    /// Which.
    pub fragment: usize,
    /// Its parameters' values here.
    pub values: BTreeMap<String, String>,
}

/// The fragments that a body includes, by the number of the directive.
pub type Includes = BTreeMap<u32, Included>;

/// Resolves the includes of all pages and of all fragments.
pub fn resolve(model: &Model, diags: &mut Diagnostics) -> (Vec<Includes>, Vec<Includes>) {
    let names: BTreeMap<(&str, &Lang), usize> =
        model.fragments.iter().enumerate().map(|(i, fragment)| ((fragment.name.as_str(), &fragment.lang), i)).collect();
    let main = model.settings.main_language();
    let mut of = |body: &Body, lang: &Lang| -> Includes {
        let mut includes = Includes::new();
        for (i, directive) in body.directives.iter().enumerate() {
            let Directive::Include { fragment, arguments } = directive else { continue };
            let key = fragment.value.as_str();
            match names.get(&(key, lang)).or_else(|| names.get(&(key, main))) {
                Some(&found) => {
                    let values = values(model, found, fragment, arguments, diags);
                    includes.insert(crate::source::offset(i), Included { fragment: found, values });
                }
                None if key.is_empty() || model.unread.contains(&format!("content/fragments/{key}.md")) => {}
                None => diags.push(
                    Diagnostic::new(Code::UnknownFragment, fragment.span, format!("there is no fragment `{key}`"))
                        .help(format!("write content/fragments/{key}.md, or name one that is there"))
                        .help_maybe(did_you_mean(key, names.keys().map(|(name, _)| *name))),
                ),
            }
        }
        includes
    };
    let mut fragments: Vec<Includes> = model.fragments.iter().map(|f| of(&f.body, &f.lang)).collect();
    let pages = model.pages.iter().map(|page| of(&page.body, &page.lang)).collect();
    cut_loops(model, &mut fragments, diags);
    (pages, fragments)
}

fn values(
    model: &Model,
    fragment: usize,
    name: &Spanned<String>,
    arguments: &[(Spanned<String>, String)],
    diags: &mut Diagnostics,
) -> BTreeMap<String, String> {
    let parameters = &model.fragments[fragment].parameters;
    for (argument, _) in arguments.iter().filter(|(argument, _)| !parameters.contains_key(&argument.value)) {
        diags.push(
            Diagnostic::new(
                Code::UnknownParameter,
                argument.span,
                format!("the fragment `{}` has no parameter `{}`", name.value, argument.value),
            )
            .help("declare it in the fragment's front matter, or leave it out")
            .help_maybe(did_you_mean(&argument.value, parameters.keys().map(String::as_str))),
        );
    }
    let given =
        |key: &str| arguments.iter().find(|(argument, _)| argument.value == key).map(|(_, value)| value.clone());
    let mut values = BTreeMap::new();
    for (key, default) in parameters {
        match given(key).or_else(|| default.clone()) {
            Some(value) => {
                values.insert(key.clone(), model.settings.fill(&value));
            }
            None => diags.push(
                Diagnostic::new(
                    Code::UnknownParameter,
                    name.span,
                    format!("the fragment `{}` needs a value for `{key}`", name.value),
                )
                .help(format!("write `:::include {} {key}=\"…\"`", name.value)),
            ),
        }
    }
    values
}

/// Takes out the includes by which a fragment would come to include itself.
fn cut_loops(model: &Model, fragments: &mut [Includes], diags: &mut Diagnostics) {
    for start in 0..fragments.len() {
        let looping: Vec<u32> = fragments[start]
            .iter()
            .filter(|(_, included)| reaches(fragments, included.fragment, start, &mut Vec::new()))
            .map(|(&directive, _)| directive)
            .collect();
        for directive in looping {
            fragments[start].remove(&directive);
            if let Directive::Include { fragment, .. } = &model.fragments[start].body.directives[directive as usize] {
                diags.push(
                    Diagnostic::new(Code::FragmentLoop, fragment.span, "this fragment would come to include itself")
                        .help("take one of the includes out"),
                );
            }
        }
    }
}

fn reaches(fragments: &[Includes], from: usize, to: usize, seen: &mut Vec<usize>) -> bool {
    if from == to {
        return true;
    }
    if seen.contains(&from) {
        return false;
    }
    seen.push(from);
    fragments[from].values().any(|included| reaches(fragments, included.fragment, to, seen))
}
