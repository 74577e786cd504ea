//! Medicines: empty boxes for a prescriber, and what to watch for.
//!
//! The boxes have labels and nothing else. There is no value in a protocol that
//! could be printed into one; an empty box means that nothing is prescribed, and
//! the sheet says so.
//!
//! Never: a dose, a number of times, a name of a medicine to take.

use super::Block;
use super::make::{Make, Part};
use crate::model::protocol::{Medicine, Text};

/// Lays it out.
pub(super) fn parts(make: &Make<'_>) -> Vec<Part> {
    let mut blocks = vec![Block::Text { text: make.word("plan_medicines_text").to_owned(), strong: true }];
    for medicine in &make.protocol.medicines {
        blocks.extend(slot(make, medicine));
    }
    vec![Part::new(None, blocks)]
}

fn slot(make: &Make<'_>, medicine: &Medicine) -> Vec<Block> {
    let plain = |texts: &[Text]| texts.iter().map(Text::plain).collect::<Vec<_>>();
    let mut blocks = vec![Block::Form {
        title: medicine.purpose.plain(),
        note: medicine.note.as_ref().map(Text::plain),
        fields: plain(&make.protocol.medicine_boxes),
    }];
    if !medicine.questions.is_empty() {
        let title = Some(make.word("medicine_questions").to_owned());
        blocks.push(Block::Checklist { title, items: plain(&medicine.questions) });
    }
    if !medicine.warnings.is_empty() {
        let title = Some(make.word("medicine_warnings").to_owned());
        blocks.push(Block::List { title, items: plain(&medicine.warnings), ordered: false });
    }
    blocks
}
