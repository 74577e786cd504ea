//! The questions of the planner: `content/planner.yaml`.
//!
//! A reader does not know the names of plans. A few plain questions, written by
//! the clinic, lead to one of them, or to the team where nobody but the team should
//! choose. The program knows no question itself; without this file readers
//! pick a plan from a list.
//!
//! Never: what a plan is, how the questions look.

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::protocol::Entries;
use crate::source::{FileId, Spanned};
use crate::syntax::yaml::{Raw, Yaml};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The questions, the first one first.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Questions(pub Vec<Question>);

/// A question.
#[derive(Clone, Debug, Serialize)]
pub struct Question {
    /// Its name, by which answers lead to it.
    pub id: String,
    /// Its words.
    pub ask: String,
    /// More words, where it needs them.
    pub help: Option<String>,
    /// What one can answer.
    pub answers: Vec<Answer>,
}

/// An answer, and where it leads.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Its words.
    pub answer: String,
    /// Where it leads.
    pub leads: Leads,
}

/// Where an answer leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leads {
    /// To another question.
    Ask(String),
    /// To a plan.
    Plan(String),
    /// To the clinic's team.
    Team,
}

/// A reader answers no more questions than these before there is a plan.
const MOST: usize = 3;

/// The questions by which a reader of the planner finds a plan, each below a name of its own. The first one is asked first.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "The questions of the planner of a site of Latchwork")]
pub(super) struct RawPlanner {
    /// The questions. Nobody has to answer more than three of them.
    questions: Entries<RawQuestion>,
}

/// A question. Leave the choice to the team wherever a reader alone should not make it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "question")]
struct RawQuestion {
    /// Its words, for someone who is tired.
    #[schemars(extend("examples" = ["Can you walk without pain?"]))]
    ask: Raw<String>,
    /// A sentence more, where the question needs it.
    help: Option<String>,
    /// What one can answer.
    answers: Vec<RawAnswer>,
}

/// An answer. It leads to exactly one of `ask`, `plan` and `team`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "answer")]
struct RawAnswer {
    /// Its words.
    answer: Raw<String>,
    /// The name of the next question.
    ask: Option<Raw<String>>,
    /// The plan: the name of a file in `content/protocols/`, without its ending.
    plan: Option<Raw<String>>,
    /// Write `true` where the reader should talk with the team first.
    #[serde(default)]
    team: bool,
}

/// Parses the questions. `plans` are the names of the protocols that there are.
pub fn parse(file: FileId, text: &str, plans: &[&str], diags: &mut Diagnostics) -> Questions {
    let yaml = Yaml::whole(file, text);
    let Some(RawPlanner { questions: Entries(raw) }) = yaml.parse(diags) else { return Questions::default() };
    let names: Vec<&str> = raw.iter().map(|(name, _)| name.value.as_str()).collect();
    let questions: Vec<Question> =
        raw.iter().map(|(name, raw)| question(&yaml, name, raw, &names, plans, diags)).collect();
    let questions = Questions(questions);
    let asked = questions.asked();
    for (name, place) in raw.iter().map(|(name, raw)| (&name.value, yaml.place(&raw.ask))) {
        let at = |depth: &&(String, usize)| depth.0 == *name;
        let most = asked.iter().filter(at).map(|(_, depth)| *depth).max();
        match most {
            None => diags.push(
                Diagnostic::new(Code::InvalidValue, place.span, format!("no answer leads to the question `{name}`"))
                    .help(format!("lead an answer to it with `ask: {name}`, or remove it")),
            ),
            Some(depth) if depth > MOST => diags.push(
                Diagnostic::new(
                    Code::InvalidValue,
                    place.span,
                    format!("somebody would be asked `{name}` after {MOST} other questions"),
                )
                .help("lead to a plan or to the team sooner, and never back to an earlier question"),
            ),
            Some(_) => {}
        }
    }
    questions
}

impl Questions {
    /// Every question that can be asked, with how many have been asked with it; once for each way to it.
    fn asked(&self) -> Vec<(String, usize)> {
        let mut found: Vec<(String, usize)> = self.0.first().map(|first| (first.id.clone(), 1)).into_iter().collect();
        let mut next = 0;
        while next < found.len() {
            let (name, depth) = found[next].clone();
            next += 1;
            let answers = self.0.iter().find(|question| question.id == name).map_or(&[][..], |one| &one.answers);
            for answer in answers {
                // A loop is found out when it is one question too long.
                if let Leads::Ask(to) = &answer.leads
                    && depth <= MOST
                    && !found.contains(&(to.clone(), depth + 1))
                {
                    found.push((to.clone(), depth + 1));
                }
            }
        }
        found
    }
}

fn question(
    yaml: &Yaml<'_>,
    name: &Raw<String>,
    raw: &RawQuestion,
    names: &[&str],
    plans: &[&str],
    diags: &mut Diagnostics,
) -> Question {
    if raw.answers.is_empty() {
        let message = format!("the question `{}` has no answers", name.value);
        diags.push(
            Diagnostic::new(Code::InvalidValue, yaml.span(&raw.ask), message)
                .help("write two or more below `answers:`"),
        );
    }
    let answers = raw.answers.iter().filter_map(|raw| answer(yaml, raw, names, plans, diags)).collect();
    Question { id: name.value.clone(), ask: raw.ask.value.clone(), help: raw.help.clone(), answers }
}

fn answer(yaml: &Yaml<'_>, raw: &RawAnswer, names: &[&str], plans: &[&str], diags: &mut Diagnostics) -> Option<Answer> {
    let mut known = |place: Spanned<String>, all: &[&str], what: &str, way: &str| {
        if !all.contains(&place.value.as_str()) {
            let message = format!("there is no {what} `{}`", place.value);
            let near = did_you_mean(&place.value, all.iter().copied());
            diags.push(Diagnostic::new(Code::UndeclaredName, place.span, message).help(way).help_maybe(near));
            return None;
        }
        Some(place.value)
    };
    let leads = match (&raw.ask, &raw.plan, raw.team) {
        (Some(to), None, false) => {
            Leads::Ask(known(yaml.place(to), names, "question", "name a question of this file")?)
        }
        (None, Some(to), false) => {
            let way = "name a file in content/protocols/, without its ending";
            Leads::Plan(known(yaml.place(to), plans, "protocol", way)?)
        }
        (None, None, true) => Leads::Team,
        (ask, plan, _) => {
            let message = if ask.is_none() && plan.is_none() {
                "this answer leads nowhere"
            } else {
                "this answer leads to more than one place"
            };
            let help = "write one of `ask: QUESTION`, `plan: PROTOCOL` and `team: true` below it";
            diags.push(Diagnostic::new(Code::InvalidValue, yaml.span(&raw.answer), message).help(help));
            return None;
        }
    };
    Some(Answer { answer: raw.answer.value.clone(), leads })
}
