//! What other programs are told about a page: search engines, and whoever shows a link to it.
//!
//! One value a page, made of its finished view, so that nothing is said to a
//! program that a reader does not get: `data` is JSON-LD in the words of
//! schema.org, the picture is what chats show beside a link. All addresses are
//! whole ones.
//!
//! Never: how a page looks, what is drawn on a picture.

mod data;
mod questions;

pub use questions::{Question, questions};

use super::article::encoded;
use super::card::Cards;
use super::frame::Frame;
use super::template::Html;
use super::view::{ArticleView, MetaView};
use crate::model::page::Kind;

/// What sort of page it is to other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The front door.
    Home,
    /// A text about the site's subject.
    Text,
    /// About the site itself and who is behind it.
    About,
    /// A list of other things: words, sources, plans.
    List,
    /// Something to use.
    Tool,
}

impl Sort {
    /// The sort of a page of this kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Home => Self::Home,
            Kind::About => Self::About,
            Kind::Guide | Kind::Condition | Kind::Treatment | Kind::Equipment | Kind::Medicine | Kind::Safety => {
                Self::Text
            }
        }
    }
}

/// A page's view with what other programs are told.
#[must_use]
pub fn with(frame: &Frame<'_>, cards: &Cards, sort: Sort, questions: &[Question], view: ArticleView) -> ArticleView {
    let picture = cards.of(frame, &view);
    let graph = data::graph(frame, sort, questions, &view, &picture.href);
    let meta = MetaView { data: Html::vouch(&script(&graph)), picture, article: sort != Sort::Home };
    ArticleView { meta: Some(meta), ..view }
}

/// An address from a page's view as a whole one, without the file's name.
#[must_use]
pub fn whole(frame: &Frame<'_>, root: &str, href: &str) -> String {
    let path = href.strip_prefix(root).unwrap_or(href);
    let path = path.strip_suffix("index.html").unwrap_or(path);
    format!("{}{}", frame.site.model.settings.base_url, encoded(path))
}

/// JSON as it may stand inside of `<script>`: nothing in it closes the element or opens a comment.
fn script(graph: &serde_json::Value) -> String {
    graph.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_the_script_that_it_stands_in() {
        let written = script(&serde_json::json!({ "name": "</script><!-- \"x\"" }));
        assert!(!written.contains('<'), "{written}");
        let read: serde_json::Value = serde_json::from_str(&written).expect("it is JSON still");
        assert_eq!(read["name"], "</script><!-- \"x\"");
    }
}
