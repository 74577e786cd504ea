//! The lines of a calendar file, as RFC 5545 wants them.
//!
//! A line ends with CR LF and is folded before its 76th byte, never inside of a
//! character. Texts are escaped, and what cannot be seen is left out of them, so
//! that no text can begin a line of its own.
//!
//! Never: which lines there are.

/// The longest line, in bytes, without its end (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// The lines of a calendar file.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// The head of a file, which is ended by `END:VCALENDAR`: which form of ours it has, and what people call it.
    pub(super) fn calendar(form: &str, name: &str) -> Self {
        let mut lines = Self::default();
        lines.put("BEGIN", "VCALENDAR");
        lines.put("VERSION", "2.0");
        lines.put("PRODID", &format!("-//Latchwork//{form}//EN"));
        lines.put("CALSCALE", "GREGORIAN");
        lines.text("X-WR-CALNAME", name);
        lines
    }

    /// A property whose value is no text: `DTSTART`, `RRULE`.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut room = LONGEST;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.put(name, &escape(text));
    }

    /// The whole file.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// A text as a value (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        let text = "\u{e9}\u{1f37c}abc".repeat(40);
        lines.text("SUMMARY", &text);
        let file = lines.finish();
        assert!(file.ends_with("\r\n") && file.matches("\r\n").count() > 4);
        assert!(file.split("\r\n").all(|line| line.len() <= LONGEST));
        assert_eq!(file.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
        let mut full = Lines::default();
        full.put("X", &"y".repeat(LONGEST - 2));
        assert_eq!(full.finish().matches("\r\n").count(), 1, "75 bytes are one line");
    }

    #[test]
    fn no_text_begins_a_line_of_its_own() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a, b; c\\d\r\nEND:VEVENT\u{0}\u{85}\rX");
        assert_eq!(lines.finish(), "SUMMARY:a\\, b\\; c\\\\d\\nEND:VEVENTX\r\n");
    }
}
