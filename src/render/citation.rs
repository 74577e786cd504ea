//! References as text: hayagriva behind one function.
//!
//! Every cited entry is set once, in the NLM (Vancouver) style that medical
//! readers know; pages number them by themselves, in the order in which they
//! cite. We write the HTML from hayagriva's elements, because its own writer
//! does not escape.
//!
//! The archived style has a `<names>` with a label and no `<name>`, which this
//! version of hayagriva takes for "no authors"; [`style`] mends that.
//!
//! Never: pages, numbers.

use super::escape::escape;
use crate::model::bibliography::Bibliography;
use crate::name::Lang;
use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::{FontStyle, FontWeight, IndependentStyle, Locale, LocaleCode, Style, VerticalAlign};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, Formatted,
};
use std::sync::OnceLock;

/// A reference, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetReference {
    /// Its text, as HTML.
    pub html: String,
    /// Where it can be found: `DOI`, `PubMed` or `Web`, with the address.
    pub links: Vec<(&'static str, String)>,
}

/// Sets all references, in their order.
#[must_use]
pub fn set(bibliography: &Bibliography, lang: &Lang) -> Vec<SetReference> {
    let references = bibliography.references();
    if references.is_empty() {
        return Vec::new();
    }
    let locales = locales();
    let style = style();
    let locale = Some(LocaleCode(locale_tag(lang)));
    let mut driver = BibliographyDriver::new();
    for reference in references {
        let item = CitationItem::with_entry(&reference.entry);
        driver.citation(CitationRequest::new(vec![item], style, locale.clone(), locales, None));
    }
    let rendered = driver.finish(BibliographyRequest::new(style, locale, locales));
    let mut texts: std::collections::BTreeMap<String, String> = rendered
        .bibliography
        .into_iter()
        .flat_map(|bibliography| bibliography.items)
        .map(|item| (item.key, html(&item.content)))
        .collect();
    references
        .iter()
        .map(|reference| SetReference {
            html: texts.remove(&reference.key).unwrap_or_default(),
            links: reference.links(),
        })
        .collect()
}

fn html(children: &ElemChildren) -> String {
    let mut out = String::new();
    children.0.iter().for_each(|child| write(child, &mut out));
    out.trim().to_owned()
}

fn write(child: &ElemChild, out: &mut String) {
    match child {
        ElemChild::Text(text) | ElemChild::Link { text, .. } => write_text(text, out),
        ElemChild::Elem(elem) => elem.children.0.iter().for_each(|child| write(child, out)),
        ElemChild::Markup(text) => escape(text, out),
        ElemChild::Transparent { .. } => {}
    }
}

fn write_text(text: &Formatted, out: &mut String) {
    let format = &text.formatting;
    let tags = [
        (format.font_style == FontStyle::Italic, "i"),
        (format.font_weight == FontWeight::Bold, "b"),
        (format.vertical_align == VerticalAlign::Sup, "sup"),
        (format.vertical_align == VerticalAlign::Sub, "sub"),
    ];
    let wanted = || tags.iter().filter(|(wanted, _)| *wanted).map(|(_, tag)| tag);
    wanted().for_each(|tag| out.extend(["<", tag, ">"]));
    escape(&text.text, out);
    wanted().rev().for_each(|tag| out.extend(["</", tag, ">"]));
}

/// The archive decodes all of its languages at once, so this is done once a process.
fn locales() -> &'static [Locale] {
    static LOCALES: OnceLock<Vec<Locale>> = OnceLock::new();
    LOCALES.get_or_init(archive::locales)
}

fn locale_tag(lang: &Lang) -> String {
    match lang.tag() {
        "en" => "en-US".to_owned(),
        tag => format!("{tag}-{}", tag.to_uppercase()),
    }
}

fn style() -> &'static IndependentStyle {
    static STYLE: OnceLock<IndependentStyle> = OnceLock::new();
    STYLE.get_or_init(|| {
        let mended = ArchivedStyle::NlmCitationSequence
            .get()
            .to_xml()
            .ok()
            .map(|xml| mend_names(&xml))
            .and_then(|xml| Style::from_xml(&xml).ok());
        match mended {
            Some(Style::Independent(style)) => style,
            Some(Style::Dependent(_)) | None => {
                unreachable!("the archived style is independent, and stays so when mended")
            }
        }
    })
}

/// Gives every `<names>` that begins with a `<label>` the `<name>` that it lacks.
fn mend_names(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() + 200);
    let mut rest = xml;
    while let Some(start) = rest.find("<names") {
        let end = rest[start..].find('>').map_or(rest.len(), |i| start + i + 1);
        out.push_str(&rest[..end]);
        rest = &rest[end..];
        if rest.trim_start().starts_with("<label") && !out.ends_with("/>") {
            out.push_str("<name/>");
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::source::Sources;

    #[test]
    fn authors_are_named_and_text_is_escaped() {
        let text = "k:\n  type: article\n  title: Milk <b>& more</b>\n  author: [\"Doe, Jane\", \"Roe, R.\"]\n  date: 2020\n  parent:\n    type: periodical\n    title: Journal\n";
        let sources = Sources::from_texts([("r.yaml", text)]);
        let mut diags = Diagnostics::new();
        let id = sources.find("r.yaml").expect("it was put there");
        let bibliography = crate::model::bibliography::parse(id, text, &mut diags);
        let lang = Lang::new("en").expect("a tag");
        let set = set(&bibliography, &lang);
        assert!(diags.is_empty(), "{diags:?}");
        assert_eq!(set[0].html, "Doe J, Roe R. Milk &lt;b&gt;&amp; more&lt;/b&gt;. Journal. 2020.");
    }
}
