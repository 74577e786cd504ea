//! What is needed, to tick off: for the whole plan, then part by part.
//!
//! Never: where to get it.

use super::Block;
use super::make::{Make, Part};
use crate::model::protocol::Text;

/// Lays it out.
pub(super) fn parts(make: &Make<'_>) -> Vec<Part> {
    let list = |title: Option<String>, items: &[Text]| {
        (!items.is_empty()).then(|| Block::Checklist { title, items: items.iter().map(Text::plain).collect() })
    };
    let mut blocks: Vec<Block> = list(None, &make.protocol.equipment).into_iter().collect();
    for phase in &make.protocol.core.phases {
        if let Some(text) = make.protocol.phases.get(&phase.id) {
            blocks.extend(list(Some(text.title.plain()), &text.equipment));
        }
    }
    vec![Part::new(None, blocks)]
}
