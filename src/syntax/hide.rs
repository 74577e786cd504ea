//! Hiding directive marks from the Markdown parser.
//!
//! A line that begins with `:::` has these three bytes read as `<?>`, which
//! CommonMark takes for a complete HTML block: it may follow a paragraph
//! directly, it ends with its line, and no offset moves. What is code and what
//! is a comment the Markdown parser itself says, in a first look at the text;
//! only texts that have a `:::` at all need one.
//!
//! A mark that does not stand at the very start of its line, in a list or in a
//! quotation, is told to be misplaced: it must never turn into ordinary text,
//! because it may be an emergency card.
//!
//! Never: what a directive means.

use pulldown_cmark::{Event, Options, Parser, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// A text that is safe to parse, and where its directives are.
#[derive(Debug)]
pub(super) struct Hidden<'a> {
    /// The text, as long as the original.
    pub(super) text: Cow<'a, str>,
    /// Where lines begin that are directives.
    pub(super) marks: Vec<usize>,
    /// Where marks stand that are not at the start of a line.
    pub(super) misplaced: Vec<usize>,
}

/// Hides the marks of a text.
pub(super) fn hide(text: &str, extensions: Options) -> Hidden<'_> {
    if !text.contains(":::") {
        return Hidden { text: Cow::Borrowed(text), marks: Vec::new(), misplaced: Vec::new() };
    }
    let verbatim = verbatim(text, extensions);
    let is_verbatim = |at: usize| verbatim.iter().any(|range| range.contains(&at));
    let mut hidden = String::with_capacity(text.len());
    let (mut marks, mut misplaced) = (Vec::new(), Vec::new());
    for line in text.split_inclusive('\n') {
        let start = hidden.len();
        let mark = start + line.len() - after_markers(line).len();
        match text[mark..].starts_with(":::") && !is_verbatim(mark) {
            true if mark == start => {
                marks.push(start);
                hidden.push_str("<?>");
                hidden.push_str(&line[3..]);
                continue;
            }
            true => misplaced.push(mark),
            false => {}
        }
        hidden.push_str(line);
    }
    Hidden { text: Cow::Owned(hidden), marks, misplaced }
}

/// What of a text is code or a comment.
fn verbatim(text: &str, extensions: Options) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, extensions).into_offset_iter();
    let is_comment = |range: &Range<usize>| text[range.clone()].trim_start().starts_with("<!--");
    let ranges = events.filter(|(event, range)| {
        matches!(event, Event::Start(Tag::CodeBlock(_)))
            || (matches!(event, Event::Start(Tag::HtmlBlock)) && is_comment(range))
    });
    ranges.map(|(_, range)| range).collect()
}

/// A line without the spaces, the marks of quotations and of lists before its words.
fn after_markers(line: &str) -> &str {
    let mut rest = line;
    loop {
        let bare = rest.trim_start_matches([' ', '\t', '>']);
        let number = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = match bare.strip_prefix(['-', '*', '+']) {
            Some(after) => Some(after),
            None if number.len() < bare.len() => number.strip_prefix(['.', ')']),
            None => None,
        };
        match after.filter(|after| after.starts_with([' ', '\t'])) {
            Some(after) => rest = after,
            None => return bare,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (usize, usize) {
        let hidden = hide(text, Options::empty());
        assert_eq!(hidden.text.len(), text.len());
        (hidden.marks.len(), hidden.misplaced.len())
    }

    #[test]
    fn marks_in_code_and_comments_are_left_alone() {
        assert_eq!(found("```\n:::urgent x\n```\n\n:::urgent y\n"), (1, 0));
        assert_eq!(found("- ```\n  code\n  ```\n\n:::urgent y\n"), (1, 0));
        assert_eq!(found("```x``` is code\n\n:::urgent y\n"), (1, 0));
        assert_eq!(found("<!--\n```\n:::urgent x\n-->\n\n:::urgent y\n"), (1, 0));
    }

    #[test]
    fn a_mark_anywhere_else_is_misplaced() {
        assert_eq!(found(" :::urgent x\n"), (0, 1));
        assert_eq!(found("- a\n\n  :::urgent x\n"), (0, 1));
        assert_eq!(found("> :::urgent x\n"), (0, 1));
        assert_eq!(found("1. :::urgent x\n"), (0, 1));
    }
}
