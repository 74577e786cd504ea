//! What people say about their clinic, each answer judged when it is given.
//!
//! Options and answers at a terminal go through the same door, so both are told
//! the same. A color is tried on a small site: whether it can be read is for
//! the rule of contrast to say and not for this file.
//!
//! Never: files, terminals.

use super::files;
use crate::Inputs;
use crate::cli::{self, NewSite};
use crate::diag::{Code, Diagnostics};
use crate::model::{Drafts, settings, wording};
use crate::name::{Lang, Paper};
use anyhow::anyhow;
use jiff::civil::date;

/// The longest name, in letters. It has to go on paper.
const LONGEST: usize = 100;

/// Something that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Name,
    Languages,
    Paper,
    Emergency,
    Urgent,
    Routine,
    Accent,
    Zone,
    BaseUrl,
}

/// What was answered. What was not stays as in the sample.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answers {
    pub name: Option<String>,
    /// Languages beside English.
    pub languages: Vec<Lang>,
    pub paper: Option<Paper>,
    pub emergency: Option<String>,
    pub urgent: Option<String>,
    pub routine: Option<String>,
    /// As `#rrggbb`.
    pub accent: Option<String>,
    pub zone: Option<String>,
    pub base_url: Option<String>,
}

impl Answers {
    /// The answers that were given as options.
    ///
    /// # Errors
    /// Where one of them cannot be.
    pub fn from_options(new: &NewSite) -> anyhow::Result<Self> {
        let mut answers = Self {
            paper: new.paper.map(|paper| match paper {
                cli::Paper::A4 => Paper::A4,
                cli::Paper::Letter => Paper::Letter,
            }),
            ..Self::default()
        };
        let options = [
            (Question::Name, &new.name),
            (Question::Emergency, &new.emergency_number),
            (Question::Urgent, &new.urgent_number),
            (Question::Routine, &new.routine_number),
            (Question::Accent, &new.accent),
            (Question::Zone, &new.zone),
            (Question::BaseUrl, &new.base_url),
        ];
        for (question, text) in options {
            if let Some(text) = text {
                answers.set(question, text).map_err(|objection| anyhow!("{objection}"))?;
            }
        }
        if !new.languages.is_empty() {
            answers.set(Question::Languages, &new.languages.join(" ")).map_err(|objection| anyhow!("{objection}"))?;
        }
        Ok(answers)
    }

    /// Takes an answer.
    ///
    /// # Errors
    /// A sentence that says why it cannot be, and what can.
    pub fn set(&mut self, question: Question, text: &str) -> Result<(), String> {
        let text = text.trim();
        match question {
            Question::Name => self.name = Some(name(text)?),
            Question::Languages => self.languages = languages(text)?,
            Question::Paper => self.paper = Some(paper(text)?),
            Question::Emergency => self.emergency = Some(number(text)?),
            Question::Urgent => self.urgent = Some(number(text)?),
            Question::Routine => self.routine = Some(number(text)?),
            Question::Accent => self.accent = Some(accent(text)?),
            Question::Zone => {
                settings::read_zone(text).map_err(|(message, help)| format!("{message}; {help}"))?;
                self.zone = Some(text.to_owned());
            }
            Question::BaseUrl => {
                let good = settings::good_base(text);
                let objection =
                    || format!("`{text}` is not an address on the web; write it whole: https://clinic.example/");
                self.base_url = Some(good.ok_or_else(objection)?);
            }
        }
        Ok(())
    }

    /// Whether a question was answered.
    pub fn has(&self, question: Question) -> bool {
        match question {
            Question::Name => self.name.is_some(),
            Question::Languages => !self.languages.is_empty(),
            Question::Paper => self.paper.is_some(),
            Question::Emergency => self.emergency.is_some(),
            Question::Urgent => self.urgent.is_some(),
            Question::Routine => self.routine.is_some(),
            Question::Accent => self.accent.is_some(),
            Question::Zone => self.zone.is_some(),
            Question::BaseUrl => self.base_url.is_some(),
        }
    }

    /// What readers rely on and nobody has answered.
    pub fn open(&self) -> Vec<&'static str> {
        let asked = [
            (Question::Name, "the name"),
            (Question::Emergency, "the emergency number"),
            (Question::Urgent, "the same-day number"),
            (Question::Routine, "the number for questions"),
        ];
        asked.into_iter().filter(|(question, _)| !self.has(*question)).map(|(_, words)| words).collect()
    }
}

fn name(text: &str) -> Result<String, String> {
    let length = text.chars().count();
    match length {
        0 => Err("a clinic needs a name".to_owned()),
        1..=LONGEST if !text.contains(wording::unseen) => Ok(text.to_owned()),
        1..=LONGEST => Err("this name has a character that cannot be shown; type it again".to_owned()),
        _ => Err(format!("this name has {length} letters; {LONGEST} fit on a page")),
    }
}

fn languages(text: &str) -> Result<Vec<Lang>, String> {
    let mut all: Vec<Lang> = Vec::new();
    for tag in text.split([',', ' ']).filter(|tag| !tag.is_empty()) {
        let lang = Lang::new(tag).ok_or_else(|| {
            format!("`{tag}` is not the short tag of a language; write two or three small letters: es, ar")
        })?;
        if lang.tag() != files::LANGUAGE && !all.contains(&lang) {
            all.push(lang);
        }
    }
    Ok(all)
}

fn paper(text: &str) -> Result<Paper, String> {
    Paper::from_word(&text.to_lowercase())
        .ok_or_else(|| format!("`{text}` is no paper that we print on; write a4 or letter"))
}

fn number(text: &str) -> Result<String, String> {
    if !text.contains(|c: char| c.is_ascii_digit()) || text.contains(wording::unseen) {
        return Err(format!("`{text}` is not a number to call"));
    }
    Ok(text.to_owned())
}

fn accent(text: &str) -> Result<String, String> {
    let colour = format!("#{}", text.trim_start_matches('#').to_lowercase());
    if colour.len() != 7 || !colour[1..].bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(format!("`{text}` is not a color; write six hexadecimal digits: #2f6f6b"));
    }
    let own = Answers { accent: Some(colour.clone()), ..Answers::default() };
    let day = date(2026, 1, 1);
    let sources = files::sources(&files::all(&own, true, day));
    let mut diags = Diagnostics::new();
    let _ = crate::compile(&Inputs { sources, today: day, base_url: None, drafts: Drafts::Shown }, &mut diags);
    let finding = diags.into_vec().into_iter().find(|finding| finding.code == Code::LowContrast);
    match finding {
        Some(finding) => Err(format!(
            "`{text}` cannot be read: {}; {}",
            finding.message,
            finding.help.unwrap_or_else(|| "take another color".to_owned())
        )),
        None => Ok(colour),
    }
}
