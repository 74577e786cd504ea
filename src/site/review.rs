//! Where each page stands in its review, and what is overdue.
//!
//! Only pages with a record are laid out again as they are reviewed and compared,
//! so a site without approvals pays nothing for this.
//!
//! Never: how a text is laid out, what a template shows.

use super::wording::wording;
use super::{PageId, Site};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::standing::{Declared, Standing};
use crate::source::Span;
use jiff::civil::Date;

/// Settles where each page stands.
#[must_use]
pub fn stand(site: &Site<'_>, diags: &mut Diagnostics) -> Vec<Standing> {
    let ids: Vec<PageId> = site.ids().collect();
    let standings = diags.par_map(&ids, |&id, diags| {
        let page = site.page(id);
        let path = &site.sources.get(page.file).path;
        let record = site.model.records.get(path);
        let standing = Standing::new(declared(site, id), record, || wording(site, id));
        if let Some(finding) = standing.finding(path) {
            diags.push(finding);
        }
        standing
    });
    overdue(site, &standings, diags);
    standings
}

/// What a page's file and the policy say about its review.
#[must_use]
pub fn declared(site: &Site<'_>, id: PageId) -> Declared {
    let front = &site.page(id).front;
    Declared {
        status: front.status,
        due: front.review_due.as_ref().map(|due| due.value),
        months: site.model.settings.review.months(front.kind.word()),
    }
}

fn overdue(site: &Site<'_>, standings: &[Standing], diags: &mut Diagnostics) {
    for (page, standing) in site.model.pages.iter().zip(standings) {
        let written = page.front.review_due.as_ref().filter(|due| Some(due.value) == standing.due);
        late(site, &site.sources.get(page.file).path, "page", standing.due, written.map(|due| due.span), diags);
    }
    let protocols = site.model.protocols.iter();
    for protocol in protocols.flat_map(|file| std::iter::once(file).chain(file.translations.values())) {
        let due = protocol.review.due;
        let span = due.and_then(|due| due.span);
        late(site, &site.sources.get(protocol.file).path, "protocol", due.map(|due| due.value), span, diags);
    }
}

fn late(site: &Site<'_>, path: &str, what: &str, due: Option<Date>, written: Option<Span>, diags: &mut Diagnostics) {
    let Some(due) = due.filter(|due| *due < site.today) else { return };
    let place = written.map_or_else(|| Place::File(path.to_owned()), Place::Span);
    diags.push(
        Diagnostic::new(Code::ReviewOverdue, place, format!("the review of this {what} was due on {due}")).help(
            format!("have it read again, then run `latchwork review {path} --by NAME`, or set the next `review_due:`"),
        ),
    );
}
