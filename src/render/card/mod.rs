//! Pictures for links that are shared: which there are, and which belongs to a page.
//!
//! A chat shows a picture beside a link to a page. Each page has its own, with
//! its title; on a large site each section has one, because ten thousand
//! pictures would take longer than everything else. Pages of one title share a
//! picture. The site's own picture, without a title, stands in for what has
//! letters that no font of the site has.
//!
//! Never: how a picture is drawn.

mod draw;
mod png;
mod words;

pub use words::Pen;

use super::asset::fingerprinted;
use super::frame::Frame;
use super::meta::whole;
use super::view::{ArticleView, PictureView};
use crate::bundle::Bundle;
use crate::diag::Diagnostics;
use crate::memo::Memo;
use crate::name::slug;
use draw::{Artist, HEIGHT, WIDTH};
use std::collections::{BTreeMap, BTreeSet};

/// How many pages a site may have for each to have a picture of its own.
const EACH: usize = 300;

/// The pictures of a language.
#[derive(Debug)]
pub struct Cards {
    /// Where each stands, by the title on it.
    by_title: BTreeMap<String, String>,
    /// The site's own, without a title.
    own: String,
    /// Whether pages have theirs, and not only sections.
    each: bool,
}

impl Cards {
    /// Draws and publishes the pictures of a language.
    #[must_use]
    pub fn publish(frame: &Frame<'_>, memo: &dyn Memo, bundle: &mut Bundle, diags: &mut Diagnostics) -> Self {
        let site = frame.site;
        let each = site.placements.len() <= EACH;
        let artist = Artist::new(site.sources, &site.model.settings, frame.lang.direction());
        let titles: Vec<String> = titles(frame, each).into_iter().collect();
        let drawn = diags.par_map(&titles, |title, _| artist.drawn(Some(title), memo));
        let mut put = |name: &str, bytes: Vec<u8>| {
            let address = fingerprinted(name, "png", &bytes);
            if bundle.get(&address).is_none() {
                bundle.insert(address.clone(), bytes, "theme/fonts", diags);
            }
            address
        };
        let own = put("card", artist.drawn(None, memo).unwrap_or_default());
        let by_title = titles
            .into_iter()
            .zip(drawn)
            .filter_map(|(title, bytes)| {
                let name = slug(&title);
                let name: String = name.chars().filter(char::is_ascii).take(40).collect();
                let address = put(&format!("card-{}", name.trim_end_matches('-')), bytes?);
                Some((title, address))
            })
            .collect();
        Self { by_title, own, each }
    }

    /// The picture of a page.
    #[must_use]
    pub fn of(&self, frame: &Frame<'_>, view: &ArticleView) -> PictureView {
        let section = view.breadcrumbs.get(1).map_or(view.page.nav_title.as_str(), |crumb| crumb.title.as_str());
        let title = if self.each { view.page.title.as_str() } else { section };
        let name = &frame.site.model.settings.name;
        let (address, alt) = match self.by_title.get(title) {
            Some(address) => (address, format!("{title}. {name}")),
            None => (&self.own, name.clone()),
        };
        PictureView { href: whole(frame, "", address), width: WIDTH, height: HEIGHT, alt }
    }
}

/// What stands on the pictures of a language.
fn titles(frame: &Frame<'_>, each: bool) -> BTreeSet<String> {
    let site = frame.site;
    let pages = site.ids().filter(|id| site.page(*id).lang == *frame.lang);
    let front = |id| &site.page(id).front;
    let mut titles: BTreeSet<String> = if each {
        pages.map(|id| front(id).title.clone()).collect()
    } else {
        let tops = pages.filter(|id| site.ancestors(*id).len() <= 1);
        tops.map(|id| super::article::nav_title(front(id)).to_owned()).collect()
    };
    let protocols = frame.protocols();
    let plans = (!protocols.is_empty()).then_some("plans");
    if each {
        titles.extend(protocols.iter().map(|protocol| protocol.title.plain()));
    }
    let planner = frame.has_planner().then_some("planner_title");
    let own = frame.own_pages().into_iter().map(|(key, _)| key);
    titles.extend(plans.into_iter().chain(planner).chain(own).map(|key| frame.strings.get(key).to_owned()));
    // The site's own picture says its name.
    titles.remove(&site.model.settings.name);
    titles
}
