//! Sheets as files: the `Sheet` value through the sheet template, or as PDF.
//!
//! The blank sheets of every protocol are part of the site. A dated one is made
//! on demand and stands alone, with its style inside of no other file: it is the
//! same template with the theme's files put beside it by the caller.
//!
//! Never: what stands on a sheet.

use super::frame::Frame;
use super::href;
use super::template::{Html, Templates};
use super::view::AssetsView;
use crate::bundle::Bundle;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::memo::{Forget, Memo};
use crate::model::protocol::{Audience, ProtocolFile};
use crate::name::{Lang, Paper, SheetName};
use crate::pdf::{Letters, Press};
use crate::schedule::{Day, Schedule};
use crate::sheet::{Kit, Make, Print, Sheet, kit, lay_out, published};
use crate::site::Shown;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the sheet template sees.
#[derive(Serialize)]
struct SheetPage<'a> {
    root: &'a str,
    home: &'a str,
    /// The protocol's page, seen from the sheet; none for a sheet that stands alone.
    back: Option<&'a str>,
    sheet: &'a Sheet,
    /// The style, where the sheet stands alone; else it is linked.
    style: Option<Html>,
}

/// Sheets as they are asked for.
#[derive(Clone, Copy, Debug)]
pub struct WantedSheets<'a> {
    /// The protocol.
    pub protocol: &'a ProtocolFile,
    /// The kinds; several go one after the other.
    pub names: &'a [SheetName],
    /// The paper.
    pub paper: Paper,
    /// The size of letters.
    pub print: Print,
    /// Whose wording.
    pub audience: Audience,
    /// The dates; none for sheets to fill in by hand.
    pub schedule: Option<&'a Schedule>,
    /// The days that get a page of the log.
    pub days: &'a [Day],
}

#[derive(Serialize)]
struct Embed<'a> {
    sheet: &'a Sheet,
}

/// Sheets stand two folders deep: `sheets/PROTOCOL/`.
const ROOT: &str = "../../";

/// Puts the blank sheets of all protocols in their places.
pub fn publish(
    frame: &Frame<'_>,
    templates: &Templates<'_>,
    pdf: Option<&dyn Memo>,
    bundle: &mut Bundle,
    diags: &mut Diagnostics,
) {
    let site = frame.site;
    let mut all: Vec<(&ProtocolFile, SheetName, Paper, Print)> = frame
        .protocols()
        .into_iter()
        .flat_map(|protocol| published(protocol).into_iter().map(move |name| (protocol, name)))
        .flat_map(|(protocol, name)| Paper::ALL.map(|paper| (protocol, name, paper)))
        .flat_map(|(protocol, name, paper)| Print::ALL.map(|print| (protocol, name, paper, print)))
        .collect();
    // The longest first, while few of the finished files are in memory.
    all.sort_by_key(|(_, name, ..)| *name != SheetName::Packet);
    let home = frame.home(ROOT);
    let pdf = pdf.map(|memo| (press(frame), Letters::new(site.sources), memo));
    // Each sheet is let go of before the next is begun, and what Typst needed for it, too.
    let made = diags.map_one_a_core(&all, |&(protocol, name, paper, print), diags| {
        let sheet = blank(frame, protocol, name, paper, print);
        let back = href::page(ROOT, &href::protocol(protocol));
        let page = SheetPage { root: ROOT, home: &home, back: Some(&back), sheet: &sheet, style: None };
        let html = templates.render("sheet.html", &page, diags);
        let pdf = pdf.as_ref().map(|(press, letters, memo)| match letters.missing(&sheet) {
            Some(letter) => Err(letter),
            None => Ok(press.write(&sheet, *memo, diags)),
        });
        (html, pdf)
    });
    let mut unset = BTreeSet::new();
    for (&(protocol, ..), (_, pdf)) in all.iter().zip(&made) {
        if let Some(Err(letter)) = pdf
            && unset.insert(protocol.id())
        {
            diags.push(missing_letter(frame, protocol, *letter));
        }
    }
    for (&(protocol, name, paper, print), (html, pdf)) in all.iter().zip(made) {
        let from = &site.sources.get(protocol.file).path;
        bundle.insert(href::sheet(protocol, name, paper, print), html, from, diags);
        if let Some(Ok(Some(bytes))) = pdf
            && !unset.contains(protocol.id())
        {
            bundle.insert(href::sheet_pdf(protocol, name, paper, print), bytes, from, diags);
        }
    }
}

fn press<'s>(frame: &Frame<'s>) -> Press<'s> {
    Press::new(frame.site.sources, frame.lang.tag(), frame.lang.direction(), frame.site.today)
}

/// Told once a protocol, none of whose sheets is then written as PDF.
fn missing_letter(frame: &Frame<'_>, protocol: &ProtocolFile, letter: char) -> Diagnostic {
    let place = Place::File(frame.site.sources.get(protocol.file).path.clone());
    let message = format!("no font has the letter `{letter}`, so the sheets of this protocol cannot be written as PDF");
    Diagnostic::new(Code::MissingLetters, place, message)
        .help("put a font that has it into theme/fonts/, as .ttf or .otf; until then the sheets are web pages to print")
}

/// Blank sheets as they look inside of a page, by protocol and name.
pub type Embeds = BTreeMap<(usize, SheetName), String>;

/// The blank sheets that some text shows, in each language; where it does not have a protocol, in the main one.
pub fn embeds<'s>(languages: &[(Frame<'s>, Templates<'s>)], diags: &mut Diagnostics) -> BTreeMap<&'s Lang, Embeds> {
    let mut all: BTreeMap<&Lang, Embeds> = BTreeMap::new();
    for (frame, templates) in languages {
        all.insert(frame.lang, own_embeds(frame, templates, diags));
    }
    let main = languages.iter().find(|(frame, _)| frame.has_own_pages()).map(|(frame, _)| frame.lang);
    let Some((main, whole)) = main.and_then(|main| Some((main, all.get(main)?.clone()))) else { return all };
    for embeds in all.values_mut() {
        for (key, html) in whole.iter().filter(|(key, _)| !embeds.contains_key(key)).collect::<Vec<_>>() {
            embeds.insert(*key, format!("<div lang=\"{main}\" dir=\"{}\">{html}</div>", main.direction()));
        }
    }
    all
}

/// Those of the protocols that exist in a language.
fn own_embeds(frame: &Frame<'_>, templates: &Templates<'_>, diags: &mut Diagnostics) -> Embeds {
    let mut embeds = Embeds::new();
    let texts = frame.site.texts.iter().chain(&frame.site.fragments);
    for shown in texts.flat_map(|text| &text.images) {
        if let Shown::Sheet(protocol, name) = *shown
            && !embeds.contains_key(&(protocol, name))
            && let words = frame.site.model.protocols[protocol].in_language(frame.lang)
            && frame.speaks(words)
        {
            let sheet = blank(frame, words, name, frame.site.model.settings.paper, Print::Standard);
            embeds.insert((protocol, name), templates.component("sheet_embed", &Embed { sheet: &sheet }, diags));
        }
    }
    embeds
}

/// A sheet that stands alone, with its style inside.
pub fn alone(
    frame: &Frame<'_>,
    templates: &Templates<'_>,
    assets: &AssetsView,
    theme: &Bundle,
    wanted: &WantedSheets<'_>,
    diags: &mut Diagnostics,
) -> String {
    let sheet = laid_out(frame, wanted);
    let style = match wanted.paper {
        Paper::A4 => &assets.sheet_a4,
        Paper::Letter => &assets.sheet_letter,
    };
    let style = theme.get(style).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("");
    let style = with_font(style, theme);
    let page = SheetPage { root: "", home: "", back: None, sheet: &sheet, style: Some(Html::vouch(&style)) };
    templates.render("sheet.html", &page, diags)
}

/// A sheet as PDF.
pub fn as_pdf(frame: &Frame<'_>, wanted: &WantedSheets<'_>, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    let sheet = laid_out(frame, wanted);
    if let Some(letter) = Letters::new(frame.site.sources).missing(&sheet) {
        diags.push(missing_letter(frame, wanted.protocol, letter));
        return None;
    }
    press(frame).write(&sheet, &Forget, diags)
}

/// The style with the upright Latin font inside: what stands alone has no files beside it.
fn with_font(style: &str, theme: &Bundle) -> String {
    let font = theme.iter().find(|(address, _)| address.contains("-latin-wght-normal."));
    let Some((name, bytes)) = font.and_then(|(address, bytes)| Some((address.rsplit('/').next()?, bytes))) else {
        return style.to_owned();
    };
    style.replace(name, &format!("data:font/woff2;base64,{}", BASE64_STANDARD.encode(bytes)))
}

/// A sheet to fill in by hand.
fn blank(frame: &Frame<'_>, protocol: &ProtocolFile, name: SheetName, paper: Paper, print: Print) -> Sheet {
    let names = &[name];
    let wanted = WantedSheets { protocol, names, paper, print, audience: Audience::Parent, schedule: None, days: &[] };
    laid_out(frame, &wanted)
}

/// What the planner's script lays a protocol's sheets out of. `{date}` stands for the day on which it does so.
pub fn for_script(frame: &Frame<'_>, protocol: &ProtocolFile) -> Kit {
    let (names, paper, print) = (&[], Paper::A4, Print::Standard);
    let wanted = WantedSheets { protocol, names, paper, print, audience: Audience::Parent, schedule: None, days: &[] };
    with_make(frame, &wanted, "{date}", kit)
}

/// Sheets as a value.
fn laid_out(frame: &Frame<'_>, wanted: &WantedSheets<'_>) -> Sheet {
    with_make(frame, wanted, &frame.strings.date(frame.site.today), |make| lay_out(make, wanted.names))
}

/// What is made of the parts that sheets are made of.
fn with_make<T>(frame: &Frame<'_>, wanted: &WantedSheets<'_>, produced: &str, write: impl FnOnce(&Make<'_>) -> T) -> T {
    let WantedSheets { protocol, names: _, paper, print, audience, schedule, days } = *wanted;
    let due = protocol.review.due.as_ref().map(|due| frame.strings.date(due.value));
    let settings = &frame.site.model.settings;
    let (strings, review_due) = (frame.strings, due.as_deref());
    let make = Make { protocol, strings, settings, paper, print, audience, schedule, days, produced, review_due };
    write(&make)
}
