//! The sheet on which a reviewer reads a text, writes beside it and signs.
//!
//! It shows the very text that an approval is bound to, both wordings one below
//! the other and every paragraph with a number, so that a remark can be named
//! over the telephone. It stands alone, with its style inside, and is not a part
//! of the published site.
//!
//! Never: what the text says, approvals.

use super::citation::SetReference;
use super::frame::Frame;
use super::template::{Html, Templates};
use crate::diag::Diagnostics;
use crate::model::wording::{Kind, Wording};
use crate::name::Lang;
use crate::source::Sources;
use crate::syntax::directive::Audience;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;

/// A text to be reviewed, with what the sheet says about it.
#[derive(Clone, Copy, Debug)]
pub struct ReviewSheet<'a> {
    /// What it is called.
    pub title: &'a str,
    /// Its file.
    pub file: &'a str,
    /// Its language.
    pub lang: &'a Lang,
    /// The first digits of its fingerprint.
    pub version: &'a str,
    /// Its text.
    pub wording: &'a Wording,
    /// Who approved it, or an earlier text.
    pub reviewers: &'a [String],
    /// How far its review is, as the key of its words.
    pub status: &'a str,
}

#[derive(Serialize)]
struct View<'a> {
    title: &'a str,
    file: &'a str,
    version: &'a str,
    status: &'a str,
    reviewers: &'a [String],
    produced: String,
    parts: Vec<PartView<'a>>,
    sources: Vec<SourceView<'a>>,
    style: Html,
}

/// A heading with the paragraphs below it.
#[derive(Serialize)]
struct PartView<'a> {
    heading: Option<&'a str>,
    level: u8,
    paragraphs: Vec<ParagraphView<'a>>,
}

#[derive(Serialize)]
struct ParagraphView<'a> {
    number: usize,
    audience: Option<&'static str>,
    depth: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct SourceView<'a> {
    number: usize,
    key: &'a str,
    html: Html,
}

/// The sheet as HTML.
pub fn sheet(
    frame: &Frame<'_>,
    templates: &Templates<'_>,
    wanted: &ReviewSheet<'_>,
    diags: &mut Diagnostics,
) -> String {
    let (mut parts, mut sources, mut number) = (Vec::<PartView<'_>>::new(), Vec::new(), 0);
    for paragraph in &wanted.wording.paragraphs {
        if let Kind::Heading(level) = paragraph.kind {
            // The title stands on top of the sheet already.
            let heading = Some(paragraph.text.as_str()).filter(|text| level > 1 || *text != wanted.title);
            parts.push(PartView { heading, level, paragraphs: Vec::new() });
            continue;
        }
        number += 1;
        if paragraph.kind == Kind::Source {
            let key = paragraph.text.split([']', ' ']).next().unwrap_or_default().trim_start_matches("[@");
            sources.push(SourceView { number, key, html: Html::vouch(set(frame, key)) });
            continue;
        }
        if parts.is_empty() {
            parts.push(PartView { heading: None, level: 1, paragraphs: Vec::new() });
        }
        let audience = paragraph.audience.map(|audience| match audience {
            Audience::Parent => "parent",
            Audience::Clinician => "clinician",
        });
        let view = ParagraphView { number, audience, depth: paragraph.depth, text: &paragraph.text };
        parts.last_mut().expect("there is a part").paragraphs.push(view);
    }
    let view = View {
        title: wanted.title,
        file: wanted.file,
        version: wanted.version,
        status: frame.strings.get(wanted.status),
        reviewers: wanted.reviewers,
        produced: frame.strings.date(frame.site.today),
        parts,
        sources,
        style: Html::vouch(&style(frame.site.sources)),
    };
    templates.render("review.html", &view, diags)
}

fn set<'f>(frame: &'f Frame<'_>, key: &str) -> &'f str {
    let found = frame.site.model.bibliography.find(key).and_then(|i| frame.references.get(i));
    found.map_or("", |SetReference { html, .. }| html)
}

/// The style with the upright Latin font inside: what stands alone has no files beside it.
fn style(sources: &Sources) -> String {
    let text = |path: &str| sources.find(path).and_then(|id| sources.get(id).text()).unwrap_or_default();
    let style = text("theme/css/fonts.css").to_owned() + text("theme/css/tokens.css") + text("theme/css/review.css");
    let fonts = sources.below("theme/fonts/").map(|(_, source)| source);
    fonts.filter(|font| font.path.ends_with("-latin-wght-normal.woff2")).fold(style, |style, font| {
        let inside = format!("data:font/woff2;base64,{}", BASE64_STANDARD.encode(font.bytes()));
        style.replace(&font.path.replace("theme/", "../"), &inside)
    })
}
