//! Fair words: nobody is blamed, left out, shouted at or sold to.
//!
//! Lists of phrases, some built in and some the house's own. What a text quotes is
//! left alone, because quotations keep the words of their source.
//!
//! Never: tone, which takes a person.

use super::Doc;
use super::block::Form;
use super::lists::List;
use super::token::{Token, tokens};
use crate::diag::{Code, Diagnostic, Diagnostics};
use std::ops::Range;

/// Words that blame or leave people out.
pub(super) fn unkind(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in &doc.prose.blocks {
        for (range, better) in doc.found(List::Unkind, block) {
            if is_quoted(&block.text, &range) {
                continue;
            }
            let message = format!("`{}` can hurt or leave people out", &block.text[range.clone()]);
            diags
                .push(Diagnostic::new(Code::UnkindWords, block.span(range), message).help(format!("better: {better}")));
        }
    }
}

/// Parents are spoken about instead of to.
pub(super) fn not_to_you(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in doc.prose.blocks.iter().filter(|block| block.for_parents() && block.is_prose()) {
        let some = |range: &Range<usize>| {
            let before = tokens(&block.text, 0..range.start);
            before
                .last()
                .is_some_and(|token| token.is_one_of(&["some", "other", "many", "most", "which", "all", "these"]))
        };
        for (range, _) in doc.found(List::NotToYou, block) {
            if is_quoted(&block.text, &range) || some(&range) {
                continue;
            }
            let message = format!("`{}` speaks about the reader", &block.text[range.clone()]);
            diags.push(
                Diagnostic::new(Code::NotToYou, block.span(range), message)
                    .help("speak to them: `you`, or begin with the verb"),
            );
        }
    }
}

/// Words that take a promise back.
const DENIED: [&str; 17] = [
    "no", "not", "nobody", "never", "none", "nothing", "cannot", "can't", "don't", "doesn't", "isn't", "without",
    "nor", "if", "whether", "neither", "didn't",
];

/// A promise that nobody can keep.
pub(super) fn promises(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in doc.prose.blocks.iter().filter(|block| block.form != Form::Code) {
        for (range, _) in doc.found(List::Promises, block) {
            let Some(sentence) = block.sentences.iter().find(|sentence| sentence.range.contains(&range.start)) else {
                continue;
            };
            let before = tokens(&block.text, sentence.range.start..range.start);
            let denied = before.iter().rev().take(5).any(|token| token.is_one_of(&DENIED));
            if denied || block.sentence(sentence).ends_with('?') || is_quoted(&block.text, &range) {
                continue;
            }
            let message = format!("`{}` promises more than anyone can", &block.text[range.clone()]);
            diags.push(
                Diagnostic::new(Code::AbsolutePromise, block.span(range), message)
                    .help("say what was seen, in whom, and what is not known"),
            );
        }
    }
}

/// Brands that the house does not name.
pub(super) fn brands(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in &doc.prose.blocks {
        for (range, _) in doc.found(List::Brands, block) {
            let words = &block.text[range.clone()];
            // A name of two common words is one only in capitals.
            if words.contains(' ') && !words.contains(char::is_uppercase) {
                continue;
            }
            let message = format!("`{words}` is a brand");
            diags.push(
                Diagnostic::new(Code::BrandName, block.span(range), message)
                    .help("say what kind of thing it is; if the name is needed, waive the rule with the reason"),
            );
        }
    }
}

/// Text in capitals.
pub(super) fn capitals(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in doc.prose.blocks.iter().filter(|block| block.capitals && block.form != Form::Code) {
        let all = tokens(&block.text, 0..block.text.len());
        let words: Vec<_> = all.iter().filter(|token| token.is_word()).collect();
        // "WHO, UNICEF and ENN" is a list.
        let beside = |a: &Token<'_>, b: &Token<'_>| block.text[a.end()..b.start].trim().is_empty();
        let runs = words
            .chunk_by(|a, b| a.is_short_form() == b.is_short_form() && beside(a, b))
            .filter(|run| run[0].is_short_form());
        for run in runs {
            let letters: usize = run.iter().map(|token| token.text.len()).sum();
            if run.len() >= 2 && letters >= 10 || run.len() == 1 && letters >= 8 {
                let range = run[0].start..run[run.len() - 1].end();
                diags.push(
                    Diagnostic::new(Code::Capitals, block.span(range), "text in capitals is hard to read")
                        .help("write it in small letters, and in bold if it matters: `**…**`"),
                );
            }
        }
    }
}

/// Whether a place in a text stands between quotes.
pub(super) fn is_quoted(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].matches('"').count();
    before % 2 == 1 && text[range.end..].contains('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str, part: &str) -> bool {
        text.find(part).is_some_and(|at| is_quoted(text, &(at..at + part.len())))
    }

    #[test]
    fn quotations_are_known() {
        assert!(quoted("They said \"it is your fault\" to me", "your fault"));
        assert!(!quoted("They said \"no\" and it is your fault", "your fault"));
    }
}
