//! Sheets as HTML: the `Sheet` value through the sheet template.
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
use crate::diag::Diagnostics;
use crate::model::protocol::ProtocolFile;
use crate::name::SheetName;
use crate::schedule::{Day, Schedule};
use crate::sheet::{Make, Paper, Sheet, day_log, when_to_call};
use crate::site::Shown;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the sheet template sees.
#[derive(Serialize)]
struct SheetPage<'a> {
    root: &'a str,
    home: &'a str,
    sheet: &'a Sheet,
    /// The style, where the sheet stands alone; else it is linked.
    style: Option<Html>,
}

/// A sheet with dates, as it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct DatedSheet<'a> {
    /// The protocol.
    pub protocol: &'a ProtocolFile,
    /// The kind.
    pub name: SheetName,
    /// The paper.
    pub paper: Paper,
    /// The dates; none for a sheet to fill in by hand.
    pub schedule: Option<&'a Schedule>,
    /// The days that get a page.
    pub days: &'a [Day],
}

#[derive(Serialize)]
struct Embed<'a> {
    sheet: &'a Sheet,
}

/// Sheets stand two folders deep: `sheets/PROTOCOL/`.
const ROOT: &str = "../../";

/// Puts the blank sheets of all protocols in their places.
pub fn publish(frame: &Frame<'_>, templates: &Templates<'_>, bundle: &mut Bundle, diags: &mut Diagnostics) {
    let site = frame.site;
    let all: Vec<(&ProtocolFile, SheetName, Paper)> = site
        .model
        .protocols
        .iter()
        .flat_map(|protocol| SheetName::ALL.map(|name| (protocol, name)))
        .flat_map(|(protocol, name)| Paper::ALL.map(|paper| (protocol, name, paper)))
        .collect();
    let home = frame.home(ROOT);
    let pages = diags.par_map(&all, |&(protocol, name, paper), diags| {
        let sheet = blank(frame, protocol, name, paper);
        templates.render("sheet.html", &SheetPage { root: ROOT, home: &home, sheet: &sheet, style: None }, diags)
    });
    for ((protocol, name, paper), html) in all.into_iter().zip(pages) {
        let from = site.sources.get(protocol.file).path.clone();
        bundle.insert(href::sheet(protocol.id(), name, paper), html, from, diags);
    }
}

/// The blank sheets that some text shows, as they look inside of a page.
pub fn embeds(
    frame: &Frame<'_>,
    templates: &Templates<'_>,
    diags: &mut Diagnostics,
) -> BTreeMap<(usize, SheetName), String> {
    let mut embeds = BTreeMap::new();
    let texts = frame.site.texts.iter().chain(&frame.site.fragments);
    for shown in texts.flat_map(|text| &text.images) {
        if let Shown::Sheet(protocol, name) = *shown
            && !embeds.contains_key(&(protocol, name))
        {
            let sheet = blank(frame, &frame.site.model.protocols[protocol], name, Paper::A4);
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
    wanted: &DatedSheet<'_>,
    diags: &mut Diagnostics,
) -> String {
    let sheet = lay_out(frame, wanted, None);
    let style = match wanted.paper {
        Paper::A4 => &assets.sheet_a4,
        Paper::Letter => &assets.sheet_letter,
    };
    let style = theme.get(style).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("");
    let style = with_font(style, theme);
    let page = SheetPage { root: "", home: "", sheet: &sheet, style: Some(Html::vouch(&style)) };
    templates.render("sheet.html", &page, diags)
}

/// The style with the upright Latin font inside: what stands alone has no files beside it.
fn with_font(style: &str, theme: &Bundle) -> String {
    let font = theme.iter().find(|(address, _)| address.contains("-latin-wght-normal."));
    let Some((name, bytes)) = font.and_then(|(address, bytes)| Some((address.rsplit('/').next()?, bytes))) else {
        return style.to_owned();
    };
    style.replace(name, &format!("data:font/woff2;base64,{}", BASE64_STANDARD.encode(bytes)))
}

fn blank(frame: &Frame<'_>, protocol: &ProtocolFile, name: SheetName, paper: Paper) -> Sheet {
    let back = href::page(ROOT, &href::own(&format!("{}/{}", href::PROTOCOLS, protocol.id())));
    lay_out(frame, &DatedSheet { protocol, name, paper, schedule: None, days: &[] }, Some(&back))
}

fn lay_out(frame: &Frame<'_>, wanted: &DatedSheet<'_>, href: Option<&str>) -> Sheet {
    let DatedSheet { protocol, name, paper, schedule, days } = *wanted;
    let due = protocol.review.due.as_ref().map(|due| frame.strings.date(due.value));
    let produced = frame.strings.date(frame.site.today);
    let make = Make {
        protocol,
        strings: frame.strings,
        settings: &frame.site.model.settings,
        paper,
        schedule,
        produced: &produced,
        review_due: due.as_deref(),
        href,
    };
    match name {
        SheetName::DayLog => day_log(&make, days),
        SheetName::WhenToCall => when_to_call(&make),
    }
}
