//! Getting help: care cards where they belong, and steps to take.
//!
//! Pages about what can go wrong say whom to call and when, in cards that look the
//! same everywhere (the care cards of the National Health Service). Cards of
//! fragments count for the pages that include them.
//!
//! Never: what a card says.

use super::Doc;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::page::Kind;
use crate::site::{Includes, PageId, Site, Target, walk};
use crate::source::{Span, offset};
use crate::syntax::body::{Kind as Step, Tag};
use crate::syntax::directive::{Directive, Urgency};

/// How many letters of text may stand before the first card of a page about safety.
const BEFORE_HELP: usize = 1200;

/// What a page says about getting help.
#[derive(Default)]
pub(super) struct Help {
    cards: Vec<Card>,
    /// Whether there is a numbered list, or one to tick off.
    steps: bool,
}

/// A care card of a page.
struct Card {
    urgency: Urgency,
    title: Span,
    /// How many letters of text stand before it.
    before: usize,
}

impl Help {
    /// Reads a page together with its fragments, whose own includes are given.
    pub fn of(site: &Site<'_>, fragments: &[Includes], id: PageId) -> Self {
        let (mut found, mut before) = (Self::default(), 0);
        walk(
            site.model,
            &site.page(id).body,
            &site.texts[id.0].includes,
            fragments,
            &mut |body, event| match event.kind {
                Step::Text => before += (event.end - event.start) as usize,
                Step::Open(Tag::Numbers(_)) | Step::Task(_) => found.steps = true,
                Step::Open(Tag::Directive(i)) => {
                    if let Some(Directive::Care { urgency, title }) = body.directives.get(i as usize) {
                        found.cards.push(Card { urgency: *urgency, title: title.span, before });
                    }
                }
                Step::Open(_)
                | Step::Close(_)
                | Step::Owned(_)
                | Step::Code(_)
                | Step::SoftBreak
                | Step::HardBreak
                | Step::Rule
                | Step::Image(_)
                | Step::Figure(_)
                | Step::Citation(_)
                | Step::Placeholder(_)
                | Step::FootnoteMark(_)
                | Step::Include(_) => {}
            },
        );
        found
    }
}

/// A page about something that can go wrong, and no card.
pub(super) fn missing(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((_, page)) = doc.page else { return };
    let needed = match page.front.kind {
        Kind::Condition | Kind::Treatment | Kind::Medicine | Kind::Safety => true,
        Kind::Home | Kind::Guide | Kind::Equipment | Kind::About => false,
    };
    if needed && doc.help.cards.iter().all(|card| card.urgency == Urgency::NonUrgent) {
        let message = format!(
            "a page of the kind `{}` says when to call at once or today, and this one does not",
            page.front.kind.word()
        );
        diags.push(
            Diagnostic::new(Code::MissingCareCard, doc.key("kind"), message)
                .help("add `:::emergency …` or `:::urgent …` with the signs, or include a fragment that has it"),
        );
    }
}

/// The first card of a page about safety stands far down.
pub(super) fn late(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((_, page)) = doc.page else { return };
    if page.front.kind != Kind::Safety {
        return;
    }
    let cards = &doc.help.cards;
    let Some(card) = cards.iter().find(|card| card.urgency == Urgency::Emergency) else { return };
    let first = cards.iter().map(|card| card.before).min().unwrap_or_default();
    if first > BEFORE_HELP && !leads_to_help(doc) {
        diags.push(
            Diagnostic::new(Code::LateCareCard, card.title, "a reader in need has to scroll to this card")
                .help("put it before the rest of the page, or link to it from the first lines"),
        );
    }
}

/// Whether the first lines link to a heading of the page or to another page about safety.
fn leads_to_help(doc: &Doc<'_>) -> bool {
    let Some((id, _)) = doc.page else { return false };
    let targets = &doc.site.texts[id.0].links;
    let lengths =
        doc.prose.blocks.iter().scan(0, |before, block| Some(std::mem::replace(before, *before + block.text.len())));
    let early = doc.prose.blocks.iter().zip(lengths).filter(|(_, before)| *before < BEFORE_HELP);
    early.flat_map(|(block, _)| &block.links).filter_map(|(_, link)| targets.get(*link)).any(|target| match target {
        Target::Page(other, _) => doc.site.page(*other).front.kind == Kind::Safety,
        Target::Heading(_) => true,
        Target::External(_)
        | Target::File(_)
        | Target::Protocol(_)
        | Target::Sheet(..)
        | Target::Term(_)
        | Target::Broken => false,
    })
}

/// More than one card of a level on a page.
pub(super) fn many(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let cards = &doc.help.cards;
    for level in Urgency::ALL {
        if let [first, second, ..] = cards.iter().filter(|card| card.urgency == level).collect::<Vec<_>>()[..] {
            // The finding belongs to the page, although a card of a fragment may be meant.
            let own = |card: &Card| card.title.file == doc.file;
            let span = if own(second) {
                second.title
            } else if own(first) {
                first.title
            } else {
                doc.key("title")
            };
            let message = format!("this page has more than one card `{}`", level.word());
            diags.push(
                Diagnostic::new(Code::ManyCareCards, span, message)
                    .help("put all signs of one level into one card: several cards weaken each other"),
            );
        }
    }
}

/// Text that follows a card without a heading of its own.
pub(super) fn no_heading_after(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let events = &doc.body.events;
    for (at, event) in events.iter().enumerate() {
        let Step::Close(Tag::Directive(i)) = event.kind else { continue };
        let Some(Directive::Care { .. }) = doc.body.directives.get(i as usize) else { continue };
        let Some(next) = events.get(at + 1) else { continue };
        let text = matches!(
            next.kind,
            Step::Open(Tag::Paragraph | Tag::Bullets | Tag::Numbers(_) | Tag::Table(_) | Tag::DefinitionList)
        );
        if text {
            let start = next.start as usize;
            let line = doc.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            diags.push(
                Diagnostic::new(
                    Code::NoHeadingAfterCard,
                    Span { file: doc.file, start: next.start, end: offset(start + line.len()) },
                    "this text looks as if it belonged to the card above",
                )
                .help("begin it with a heading, or move it before the card"),
            );
        }
    }
}

/// A page about doing something that has no steps.
pub(super) fn steps(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((_, page)) = doc.page else { return };
    if !matches!(page.front.kind, Kind::Condition | Kind::Treatment) {
        return;
    }
    if !doc.help.steps {
        diags.push(
            Diagnostic::new(Code::NoSteps, doc.key("kind"), "this page does not say in steps what to do")
                .help("add `:::steps` with a numbered list, or a list to tick off"),
        );
    }
}

/// The settings have no sentence about what the site is not.
pub(super) fn notice(site: &Site<'_>, diags: &mut Diagnostics) {
    if site.model.settings.notice.trim().is_empty() {
        diags.push(
            Diagnostic::new(
                Code::NoNotice,
                super::setting(site, "notice"),
                "no page says that it does not replace a clinician",
            )
            .help("write that sentence under `notice:`; it stands on every page and sheet"),
        );
    }
}

/// The settings do not say whom to call in an emergency.
pub(super) fn emergency_number(site: &Site<'_>, diags: &mut Diagnostics) {
    let contacts = &site.model.settings.contacts;
    for (name, contact) in [("emergency", &contacts.emergency), ("urgent", &contacts.urgent)] {
        if contact.number.trim().is_empty() {
            diags.push(
                Diagnostic::new(
                    Code::NoEmergencyNumber,
                    super::setting(site, name),
                    format!("the contact `{name}` has no number"),
                )
                .help("write what to dial under `number:`; every card of that level shows it"),
            );
        }
    }
}
