//! What changed between two texts, in words.
//!
//! Lines that are the same are left out; in those that are not, words taken out
//! stand in `[-…-]` and words put in in `{+…+}`, below the heading that they
//! belong to. So it can be read aloud, sent in a message and printed.
//!
//! Never: whose texts they are.

use similar::{ChangeTag, DiffOp, TextDiff};

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// How many words were taken out.
    pub taken_out: usize,
    /// How many words were put in.
    pub put_in: usize,
    /// The lines that changed, with the headings above them.
    pub lines: Vec<String>,
}

impl Difference {
    /// Compares the text that was with the text that is.
    #[must_use]
    pub fn new(old: &str, new: &str) -> Self {
        let mut found = Self::default();
        let lines = TextDiff::from_lines(old, new);
        let bare = |line: &'_ str| line.trim_end_matches(['\n', '\r']).to_owned();
        let before: Vec<String> = lines.iter_old_slices().map(bare).collect();
        let after: Vec<String> = lines.iter_new_slices().map(bare).collect();
        let mut shown = None;
        for op in lines.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
            let (gone, come) = (&before[op.old_range()], &after[op.new_range()]);
            let above = after[..op.new_range().start].iter().rposition(|line| is_heading(line));
            if let Some(at) = above.filter(|at| shown != Some(*at)) {
                found.lines.push(after[at].clone());
                shown = above;
            }
            found.words(&gone.join("\n"), &come.join("\n"));
        }
        found
    }

    /// `2 words out, 5 words in`
    #[must_use]
    pub fn size(&self) -> String {
        let words = |n: usize| crate::diag::count(n, "word");
        format!("{} out, {} in", words(self.taken_out), words(self.put_in))
    }

    fn words(&mut self, gone: &str, come: &str) {
        let mut text = String::new();
        let mut open: Option<ChangeTag> = None;
        for change in TextDiff::from_words(gone, come).iter_all_changes() {
            let (tag, word) = (change.tag(), change.value());
            let count = word.split_whitespace().count();
            match tag {
                ChangeTag::Delete => self.taken_out += count,
                ChangeTag::Insert => self.put_in += count,
                ChangeTag::Equal => {}
            }
            // A mark never goes over the end of a line, so that each line can be read alone.
            for (i, piece) in word.split('\n').enumerate() {
                if i > 0 {
                    text.push_str(open.take().map_or("", end));
                    text.push('\n');
                }
                if !piece.is_empty() && open != Some(tag) {
                    text.push_str(open.replace(tag).map_or("", end));
                    text.push_str(begin(tag));
                }
                text.push_str(piece);
            }
        }
        text.push_str(open.map_or("", end));
        self.lines.extend(text.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("  {line}")));
    }
}

fn is_heading(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn begin(tag: ChangeTag) -> &'static str {
    match tag {
        ChangeTag::Delete => "[-",
        ChangeTag::Insert => "{+",
        ChangeTag::Equal => "",
    }
}

fn end(tag: ChangeTag) -> &'static str {
    match tag {
        ChangeTag::Delete => "-]",
        ChangeTag::Insert => "+}",
        ChangeTag::Equal => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_where_they_stand() {
        let old = "## Fit\nPump for 15 minutes.\nRest.\n## Milk\nSame.\nGone line.\n";
        let new = "## Fit\nPump for 20 minutes.\nRest.\n## Milk\nSame.\n## More\nA new line.\n";
        let found = Difference::new(old, new);
        // Out: 15, Gone. In: 20, ##, More, A, new; `line.` stayed.
        assert_eq!((found.taken_out, found.put_in), (2, 5));
        let lines =
            ["## Fit", "  Pump for [-15-]{+20+} minutes.", "## Milk", "  [-Gone-]{+## More+}", "  {+A new+} line."];
        assert_eq!(found.lines, lines);
        assert_eq!(found.size(), "2 words out, 5 words in");
        assert_eq!(Difference::new(old, old), Difference::default());
    }
}
