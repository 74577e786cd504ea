//! The questions about a new site, at a terminal.
//!
//! An empty answer leaves the sample's; an answer that cannot be is told at once
//! and asked for again. It reads and writes what it is given, so that a test can
//! be the person at the terminal.
//!
//! Never: which answers are good.

use super::answers::{Answers, Question};
use anyhow::{Context as _, bail};
use std::io::{BufRead, Write};

/// The questions in their order, each with what an empty answer leaves.
const QUESTIONS: [(Question, &str, &str); 8] = [
    (Question::Name, "Name of your clinic", "the sample's"),
    (Question::Languages, "Languages beside English, such as es ar", "none"),
    (Question::Paper, "Paper to print on, a4 or letter", "a4"),
    (Question::Emergency, "Emergency number", "the sample's"),
    (Question::Urgent, "Number for calls on the same day", "the sample's"),
    (Question::Routine, "Number for questions that can wait", "the sample's"),
    (Question::Accent, "Color of your clinic, such as #2f6f6b", "the sample's"),
    (Question::Zone, "Time zone, such as Europe/Berlin", "the sample's"),
];

/// Asks what was not answered yet.
///
/// # Errors
/// Where the answers end before the questions do.
pub(super) fn ask(
    answers: &mut Answers,
    empty: bool,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let what = if empty { "A small site to write over." } else { "The sample site, with your name and numbers." };
    let lost = "cannot write to the terminal";
    writeln!(out, "{what} An empty answer leaves what stands in brackets; everything can be changed later.")
        .context(lost)?;
    for (question, words, otherwise) in QUESTIONS {
        if answers.has(question) {
            continue;
        }
        loop {
            write!(out, "{words} [{otherwise}]: ").and_then(|()| out.flush()).context(lost)?;
            let mut line = String::new();
            if input.read_line(&mut line).context("cannot read the answer")? == 0 {
                bail!("the answers ended before the questions did, and nothing was written");
            }
            if line.trim().is_empty() {
                break;
            }
            match answers.set(question, &line) {
                Ok(()) => break,
                Err(objection) => writeln!(out, "  {objection}").context(lost)?,
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_answers_are_asked_for_again_and_empty_ones_leave_the_sample() {
        let typed =
            "Müller's \"Milk\" & Co: Clinic\nenglish\nes, ar en\nA5\nletter\n\nsoon\n555-0100\n\n#ffffcc\n#35588a\n\n";
        let (mut answers, mut out) = (Answers::default(), Vec::new());
        ask(&mut answers, true, &mut typed.as_bytes(), &mut out).expect("all questions are answered");
        let said = String::from_utf8(out).expect("it is text");
        assert_eq!(answers.name.as_deref(), Some("Müller's \"Milk\" & Co: Clinic"));
        assert_eq!(answers.languages.iter().map(crate::name::Lang::tag).collect::<Vec<_>>(), ["es", "ar"]);
        assert_eq!(answers.paper, Some(crate::name::Paper::Letter));
        assert_eq!((answers.emergency, answers.urgent.as_deref()), (None, Some("555-0100")));
        assert_eq!((answers.accent.as_deref(), answers.zone), (Some("#35588a"), None));
        for objection in ["`english` is not", "`A5` is no paper", "`soon` is not", "`#ffffcc` cannot be read"] {
            assert!(said.contains(objection), "{objection} is missing in:\n{said}");
        }
    }

    #[test]
    fn answers_that_end_early_are_an_error() {
        let mut answers = Answers::default();
        assert!(ask(&mut answers, false, &mut "Clinic\n".as_bytes(), &mut Vec::new()).is_err());
    }
}
