//! Finding the glossary's terms in running text.
//!
//! One automaton over every form of every term, so that the cost does not grow
//! with the glossary. The longest form wins; a form counts only as a whole word.
//!
//! Never: which of the finds are marked, HTML.

use crate::model::glossary::Term;
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;

/// The automaton, with the term of each form.
#[derive(Debug)]
pub struct TermFinder {
    forms: Option<AhoCorasick>,
    terms: Vec<usize>,
}

impl TermFinder {
    /// Prepares to find these terms.
    #[must_use]
    pub fn new(terms: &[Term]) -> Self {
        let (mut forms, mut owners) = (Vec::new(), Vec::new());
        for (i, term) in terms.iter().enumerate() {
            for form in term.forms().filter(|form| !form.trim().is_empty()) {
                forms.push(form.to_owned());
                owners.push(i);
            }
        }
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(&forms);
        Self { forms: automaton.ok().filter(|_| !owners.is_empty()), terms: owners }
    }

    /// The terms in a text, as whole words, in order.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
        self.forms
            .iter()
            .flat_map(move |forms| forms.find_iter(text))
            .filter(move |found| is_word(text, found.start(), found.end()))
            .map(|found| (found.range(), self.terms[found.pattern().as_usize()]))
    }
}

fn is_word(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    !letter(text[..start].chars().next_back()) && !letter(text[end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::source::Sources;

    #[test]
    fn only_whole_words_and_the_longest() {
        let text =
            "pump:\n  plain: pump\n  definition: A machine.\nps:\n  plain: pump session\n  definition: One use.\n";
        let sources = Sources::from_texts([("g", text)]);
        let terms = crate::model::glossary::parse(sources.find("g").expect("there"), text, &mut Diagnostics::new());
        let finder = TermFinder::new(&terms);
        let found =
            |text| finder.find(text).map(|(range, term)| (range.start, terms[term].key.clone())).collect::<Vec<_>>();
        assert_eq!(found("A Pump session, pumps and a pump."), [(2, "ps".to_owned()), (28, "pump".to_owned())]);
    }
}
