//! Templates: Tera behind two functions.
//!
//! Templates are files like all others, the site's over the built-in ones. Each
//! language has an engine of its own, with the interface text and everything
//! that all pages share set once. A mistake in a template becomes a finding at
//! its place in the template's file.
//!
//! Never: pages, what a view means.

use super::view::GlobalView;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{Sources, Span, offset};
use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

/// The templates, loaded for one language.
#[derive(Debug)]
pub struct Templates<'s> {
    tera: Tera,
    sources: &'s Sources,
}

/// Text that is markup already. It can be made of HTML that this crate wrote, and of nothing else.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Html(tera::Value);

impl Html {
    /// Vouches for a text.
    #[must_use]
    pub fn vouch(html: &str) -> Self {
        Self(tera::Value::safe_string(html))
    }
}

/// A view that many pages share, made once and then handed around without copying.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct SharedView(tera::Value);

impl SharedView {
    /// Makes a view ready.
    pub fn new(view: &impl Serialize) -> Self {
        Self(tera::Value::from_serializable(view))
    }
}

const FOLDER: &str = "templates/";

impl<'s> Templates<'s> {
    /// Loads all templates. `None` means that one of them cannot be read, which was said.
    pub fn load(sources: &'s Sources, global: &GlobalView<'_>, diags: &mut Diagnostics) -> Option<Self> {
        let mut tera = Tera::new();
        let files =
            sources.below(FOLDER).filter_map(|(_, source)| Some((&source.path[FOLDER.len()..], source.text()?)));
        if let Err(error) = tera.add_raw_templates(files.filter(|(name, _)| is_template(name))) {
            diags.push(finding(sources, &error));
            return None;
        }
        match Context::from_serialize(global) {
            Ok(context) => tera.global_context().extend(context),
            Err(error) => diags.push(finding(sources, &error)),
        }
        Some(Self { tera, sources })
    }

    /// Fills a template with a view. Empty, with a finding, where the template asks for what is not there.
    pub fn render(&self, name: &str, view: &impl Serialize, diags: &mut Diagnostics) -> String {
        let rendered = Context::from_serialize(view).and_then(|context| self.tera.render(name, &context));
        rendered.unwrap_or_else(|error| {
            diags.push(finding(self.sources, &error));
            String::new()
        })
    }

    /// Fills a component with a view.
    pub fn component(&self, name: &str, view: &impl Serialize, diags: &mut Diagnostics) -> String {
        let rendered =
            Context::from_serialize(view).and_then(|context| self.tera.render_component(name, &context, None, true));
        rendered.unwrap_or_else(|error| {
            diags.push(finding(self.sources, &error));
            String::new()
        })
    }
}

fn is_template(name: &str) -> bool {
    matches!(name.rsplit_once('.'), Some((_, "html" | "xml")))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the crate's own list, open")]
fn finding(sources: &Sources, error: &tera::Error) -> Diagnostic {
    let (place, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file = sources.find(&format!("{FOLDER}{}", report.filename()));
            let range = &report.span().range;
            let place = file.map_or(Place::Site, |file| {
                Place::Span(Span { file, start: offset(range.start), end: offset(range.end) })
            });
            (place, report.message().to_owned())
        }
        other => (Place::Site, other.to_string().lines().next().unwrap_or_default().to_owned()),
    };
    let mut chars = message.trim_end_matches('.').chars();
    let message = chars.next().map_or(String::new(), |first| first.to_lowercase().collect::<String>() + chars.as_str());
    Diagnostic::new(Code::TemplateError, place, format!("the template cannot be filled: {message}"))
        .help("compare it with the built-in template of the same name")
}
