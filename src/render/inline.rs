//! What stands within a page's text: pictures, links, sources, footnotes.
//!
//! The second half of the writer in `html`: numbers and ids that run through the
//! whole page, and what they point to.
//!
//! Never: blocks, the order of events.

use super::escape::{escape, escaped};
use super::href::href;
use super::html::{Note, Text, Writer};
use super::language;
use crate::model::strings::Strings;
use crate::name::SheetName;
use crate::site::{Part, Shown, Site, Target};
use crate::syntax::body::Image;

/// Pictures of up to so many bytes are loaded with the page: one that waits until the reader comes to it is missing on
/// paper where a browser does not fetch it for printing.
const LOADED_AT_ONCE: usize = 16 * 1024;

impl Writer<'_> {
    pub(super) fn image(&mut self, part: Part<'_>, i: u32) {
        let image = &part.body.images[i as usize];
        let Shown::Picture(picture) = part.resolved.images[i as usize] else { return };
        let alt = if image.title == "decorative" { String::new() } else { escaped(&image.alt) };
        let file = self.shared.files.get(&picture.file).map_or("", String::as_str);
        self.out.push_str("<img src=\"");
        escape(&format!("{}{file}", self.root), &mut self.out);
        self.out.extend(["\" alt=\"", &alt, "\""]);
        if let Some((width, height)) = picture.size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if self.shared.site.sources.get(picture.file).bytes().len() > LOADED_AT_ONCE {
            self.out.push_str(" loading=\"lazy\"");
        }
        self.out.push_str(" decoding=\"async\">");
    }

    pub(super) fn figure(&mut self, part: Part<'_>, i: u32) {
        let image: &Image = &part.body.images[i as usize];
        match part.resolved.images[i as usize] {
            Shown::Picture(_) => {
                self.out.push_str("<figure>");
                self.image(part, i);
                if !image.title.is_empty() && image.title != "decorative" {
                    self.out.extend(["<figcaption>", &escaped(&image.title), "</figcaption>"]);
                }
                self.out.push_str("</figure>\n");
            }
            Shown::Sheet(protocol, name) => {
                self.sheet(protocol, name);
                let embed = self.shared.embeds.get(&(protocol, name)).map_or("", String::as_str);
                let target = Target::Sheet(protocol, name);
                let link = href(self.shared.site, self.shared.files, self.shared.lang, &self.root, &target);
                let (caption, open) = (escaped(&image.alt), escaped(self.shared.strings.get("open_to_print")));
                self.out.extend([
                    "<figure class=\"sheet-embed\"><div class=\"sheet-frame\">",
                    embed,
                    "</div><figcaption>",
                ]);
                self.out.extend([
                    &caption,
                    " <a href=\"",
                    &escaped(&link),
                    "\">",
                    &open,
                    "</a></figcaption></figure>\n",
                ]);
            }
            Shown::Broken => {}
        }
    }

    pub(super) fn open_link(&mut self, target: &Target) {
        self.unmarked += 1;
        if let Target::Sheet(protocol, name) = target {
            self.sheet(*protocol, *name);
        }
        self.out.push_str("<a href=\"");
        escape(&href(self.shared.site, self.shared.files, self.shared.lang, &self.root, target), &mut self.out);
        let external = matches!(target, Target::External(address) if address.starts_with("http"));
        self.out.push_str(if external { "\" rel=\"external" } else { "" });
        if let Some(lang) = language::behind(self.shared.site, self.shared.lang, target) {
            self.out.extend(["\" hreflang=\"", lang.tag()]);
        }
        self.out.push_str("\">");
    }

    /// A link to another language says which one it is.
    pub(super) fn close_link(&mut self, target: &Target) {
        self.unmarked -= 1;
        self.out.push_str("</a>");
        if let Some(lang) = language::behind(self.shared.site, self.shared.lang, target) {
            let label = escaped(&language::label(self.shared.site, self.shared.strings, lang));
            self.out.push_str(&format!(" <span lang=\"{lang}\">{label}</span>"));
        }
    }

    pub(super) fn sheet(&mut self, protocol: usize, name: SheetName) {
        if !self.text.sheets.contains(&(protocol, name)) {
            self.text.sheets.push((protocol, name));
        }
    }

    pub(super) fn citation(&mut self, group: &[usize]) {
        if group.is_empty() {
            return;
        }
        if self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push_str("<sup class=\"cite\">");
        let mut numbers: Vec<usize> = group.iter().map(|&reference| self.number(reference)).collect();
        numbers.sort_unstable();
        for (i, &number) in numbers.iter().enumerate() {
            let (reference, times) = &mut self.text.references[number];
            *times += 1;
            if i > 0 {
                self.out.push(',');
            }
            self.out.push_str(&mark(self.shared.strings, self.shared.site, *reference, number + 1, *times));
        }
        self.out.push_str("</sup>");
    }

    /// The number of a reference on this page, from 0: it gets one when it is first cited.
    fn number(&mut self, reference: usize) -> usize {
        let cited = &mut self.text.references;
        cited.iter().position(|(known, _)| *known == reference).unwrap_or_else(|| {
            cited.push((reference, 0));
            cited.len() - 1
        })
    }

    pub(super) fn footnote_mark(&mut self, label: &str) {
        let number = self.note(label);
        self.notes[number].marks += 1;
        let words = self.shared.strings.fill("note_n", &[("n", &letter(number))]);
        let again = match self.notes[number].marks {
            1 => String::new(),
            more => format!("-{more}"),
        };
        self.out.push_str(&format!(
            "<sup class=\"footnote-ref\"><a id=\"fnref-{0}{again}\" href=\"#fn-{0}\" aria-label=\"{1}\">{2}</a></sup>",
            number + 1,
            escaped(&words),
            letter(number)
        ));
    }

    pub(super) fn note(&mut self, label: &str) -> usize {
        let key = (self.this_body, label.to_owned());
        self.notes.iter().position(|note| note.key == key).unwrap_or_else(|| {
            self.notes.push(Note { key, marks: 0, text: String::new() });
            self.notes.len() - 1
        })
    }

    pub(super) fn finish(mut self) -> Text {
        if !self.notes.is_empty() {
            let notes = escaped(self.shared.strings.get("notes"));
            let back = escaped(self.shared.strings.get("back_to_text"));
            self.out.extend(["<section class=\"footnotes\" aria-label=\"", &notes, "\"><ol>\n"]);
            for (i, note) in self.notes.iter().enumerate() {
                let link = format!(" <a href=\"#fnref-{}\" aria-label=\"{back}\">↩</a>", i + 1);
                let note = note.text.trim_end();
                let (text, end) = note.strip_suffix("</p>").map_or((note, ""), |text| (text, "</p>"));
                self.out.push_str(&format!("<li id=\"fn-{}\">{text}{link}{end}</li>\n", i + 1));
            }
            self.out.push_str("</ol></section>\n");
        }
        self.text.html = self.out;
        self.text
    }
}

/// The number of a reference as a link to it; `times` counts its mentions on the page.
#[must_use]
pub fn mark(strings: &Strings, site: &Site<'_>, reference: usize, number: usize, times: usize) -> String {
    let key = escaped(&site.model.bibliography.references()[reference].key);
    let words = escaped(&strings.fill("source_n", &[("n", &number.to_string())]));
    format!("<a id=\"cite-{key}-{times}\" href=\"#ref-{key}\" aria-label=\"{words}\">{number}</a>")
}

/// a, b, …, z, aa, …: footnotes have letters, because sources have numbers.
fn letter(number: usize) -> String {
    let last = char::from(b'a' + u8::try_from(number % 26).unwrap_or(0));
    if number < 26 { last.to_string() } else { format!("{}{last}", letter(number / 26 - 1)) }
}
