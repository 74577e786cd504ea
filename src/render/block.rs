//! The blocks that are ours, as HTML: care cards, steps, tabs, wordings.
//!
//! The shapes are the theme's contract: a card says its level in words, tabs
//! are plain sections until a script makes tabs of them, and both wordings are
//! on the page for the reader's switch.
//!
//! Never: what the blocks hold.

use super::escape::{escape, escaped};
use super::html::Writer;
use crate::site::Part;
use crate::source::Spanned;
use crate::syntax::directive::{Audience, Directive, Urgency};
use crate::syntax::markdown::fill;

impl Writer<'_> {
    pub(super) fn open_directive(&mut self, part: Part<'_>, i: u32) {
        match &part.body.directives[i as usize] {
            Directive::Care { urgency, title } => self.open_care(part, *urgency, title),
            Directive::Steps => self.out.push_str("<div class=\"steps\">\n"),
            Directive::Details { summary } => {
                let words = self.title(part, summary);
                self.details += 1;
                let number = self.details.to_string();
                self.out.extend(["<details class=\"more\" id=\"details-", &number, "\"><summary>"]);
                escape(&words, &mut self.out);
                self.out.push_str("</summary><div class=\"more-body\">\n");
            }
            Directive::Tabs => self.out.push_str("<div class=\"tabs\">\n"),
            Directive::Tab { name } => {
                let words = self.title(part, name);
                self.tabs += 1;
                let (n, level) = (self.tabs.to_string(), self.next_level());
                self.out.extend(["<section class=\"tab\" aria-labelledby=\"tab-", &n, "\"><h", &level]);
                self.out.extend([" class=\"tab-title\" id=\"tab-", &n, "\">", &escaped(&words), "</h", &level, ">\n"]);
            }
            Directive::For(audience) => {
                self.text.two_wordings = true;
                self.out.push_str(match audience {
                    Audience::Parent => "<div class=\"for-parent\">\n",
                    Audience::Clinician => "<div class=\"for-clinician\">\n",
                });
            }
            Directive::Include { .. } => {}
        }
    }

    pub(super) fn close_directive(&mut self, part: Part<'_>, i: u32) {
        match &part.body.directives[i as usize] {
            Directive::Care { urgency, .. } => self.close_care(*urgency),
            Directive::Details { .. } => self.out.push_str("</div></details>\n"),
            Directive::Tab { .. } => self.out.push_str("</section>\n"),
            Directive::Steps | Directive::Tabs | Directive::For(_) => self.out.push_str("</div>\n"),
            Directive::Include { .. } => {}
        }
    }

    fn open_care(&mut self, part: Part<'_>, urgency: Urgency, title: &Spanned<String>) {
        let words = self.title(part, title);
        self.cards += 1;
        let (n, level) = (self.cards.to_string(), self.next_level());
        self.out.extend([
            "<section class=\"care care-",
            urgency.word(),
            "\" aria-labelledby=\"care-",
            &n,
            "\"><h",
            &level,
        ]);
        self.out.extend([" class=\"care-title\" id=\"care-", &n, "\"><span class=\"care-level\">"]);
        escape(self.shared.strings.urgency(urgency), &mut self.out);
        self.out.push_str("</span> ");
        escape(&words, &mut self.out);
        self.out.extend(["</h", &level, "><div class=\"care-body\">\n"]);
        self.unmarked += 1;
    }

    fn close_care(&mut self, urgency: Urgency) {
        self.unmarked -= 1;
        let contact = self.shared.site.model.settings.contacts.by(urgency);
        self.out.push_str("</div><p class=\"care-contact\">");
        escape(&contact.label, &mut self.out);
        self.out.push_str(": ");
        if contact.tel.is_empty() {
            self.out.push_str("<strong>");
            escape(&contact.number, &mut self.out);
            self.out.push_str("</strong>");
        } else {
            self.out.push_str("<a href=\"tel:");
            escape(&contact.tel, &mut self.out);
            self.out.push_str("\">");
            escape(&contact.number, &mut self.out);
            self.out.push_str("</a>");
        }
        if let Some(note) = &contact.note {
            self.out.push_str(" <span class=\"care-note\">");
            escape(note, &mut self.out);
            self.out.push_str("</span>");
        }
        self.out.push_str("</p></section>\n");
    }

    /// A heading inside of a block stands one level below the last one.
    fn next_level(&self) -> String {
        (self.level + 1).min(6).to_string()
    }

    /// The words after a block's name, with values put in.
    fn title(&self, part: Part<'_>, words: &Spanned<String>) -> String {
        fill(&words.value, |name| part.value(self.shared.site, name))
    }
}
