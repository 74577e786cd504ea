//! Answers put into the text of `content/site.yaml`.
//!
//! Lines are replaced and not the file, so every comment stays where it is. The
//! texts are the two that the program ships, with one key a line.
//!
//! Never: whether an answer is good.

use super::answers::Answers;
use crate::name::Lang;
use serde_json::Value;

/// The settings with the answers in them.
pub(super) fn fill(text: &str, answers: &Answers) -> String {
    let mut text = text.to_owned();
    let put = |text: &mut String, path: &[&str], value: &str| *text = set(text, path, &quoted(value));
    for (path, answer) in [("name", &answers.name), ("base_url", &answers.base_url), ("zone", &answers.zone)] {
        if let Some(answer) = answer {
            put(&mut text, &[path], answer);
        }
    }
    if let Some(accent) = &answers.accent {
        put(&mut text, &["brand", "accent"], accent);
    }
    let contacts = [("emergency", &answers.emergency), ("urgent", &answers.urgent), ("routine", &answers.routine)];
    for (who, answer) in contacts {
        if let Some(number) = answer {
            put(&mut text, &["contacts", who, "number"], number);
            put(&mut text, &["contacts", who, "tel"], &dialled(number));
            text = without_sample(&text, who);
        }
    }
    if let Some(paper) = answers.paper {
        text = after(&text, "language", &format!("paper: {}", paper.word()));
    }
    if !answers.languages.is_empty() {
        let tags: Vec<&str> = answers.languages.iter().map(Lang::tag).collect();
        text = after(&text, "language", &format!("translations: [{}]", tags.join(", ")));
    }
    text
}

/// A text in double quotes, as JSON and YAML have it.
pub(in crate::cmd::new) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The digits to dial; nothing where words stand between them.
fn dialled(number: &str) -> String {
    let known = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}');
    if !number.chars().all(known) {
        return String::new();
    }
    number.chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '-')).collect()
}

/// The text with another value on the line of a key. Each key of the path stands two spaces further in.
fn set(text: &str, path: &[&str], value: &str) -> String {
    replace(text, path, |_| value.to_owned())
}

/// A label without the words that call its number a sample's.
fn without_sample(text: &str, who: &str) -> String {
    replace(text, &["contacts", who, "label"], |label| label.replace(" (sample)", ""))
}

fn replace(text: &str, path: &[&str], value: impl Fn(&str) -> String) -> String {
    let (mut depth, mut out) = (0, String::with_capacity(text.len()));
    for line in text.split_inclusive('\n') {
        let opens = path.get(depth).and_then(|key| {
            line.strip_prefix(&"  ".repeat(depth))?.strip_prefix(key)?.strip_prefix(':').map(str::trim)
        });
        match opens {
            Some(old) if depth + 1 == path.len() => {
                out.push_str(&format!("{}{}: {}\n", "  ".repeat(depth), path[depth], value(old)));
                depth += 1;
            }
            Some(_) => {
                depth += 1;
                out.push_str(line);
            }
            None => out.push_str(line),
        }
    }
    debug_assert_eq!(depth, path.len(), "the settings that are shipped have {path:?}");
    out
}

/// The text with a line more, below that of a key.
fn after(text: &str, key: &str, line: &str) -> String {
    let here = format!("{key}:");
    text.split_inclusive('\n')
        .fold(String::new(), |all, each| if each.starts_with(&here) { all + each + line + "\n" } else { all + each })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_answered_changes() {
        let text = "# Who\nname: Sample # no\ncontacts:\n  # call\n  urgent:\n    label: Line (sample)\n    number: 1\n    tel: \"1\"\n  routine:\n    label: Desk (sample)\n    number: 2\n    tel: \"2\"\nlanguage: en\n";
        let answers = Answers {
            name: Some("A: \"B\" #1".to_owned()),
            urgent: Some("+49 (30) 12".to_owned()),
            ..Answers::default()
        };
        assert_eq!(
            fill(text, &answers),
            "# Who\nname: \"A: \\\"B\\\" #1\"\ncontacts:\n  # call\n  urgent:\n    label: Line\n    number: \"+49 (30) 12\"\n    tel: \"+4930 12\"\n  routine:\n    label: Desk (sample)\n    number: 2\n    tel: \"2\"\nlanguage: en\n"
                .replace("+4930 12", "+493012")
        );
        assert_eq!(dialled("911 or 112"), "");
    }
}
