//! The words that rules look for, gathered once for a run.
//!
//! Lists that hold for any English text about health stand here; what belongs to
//! one subject or one house comes from the settings and the glossary.
//!
//! Never: what is said about a word that is found.

use super::token::Phrases;
use crate::model::Model;

/// All lists.
pub(super) struct Lists {
    /// Words for medicines and herbs.
    pub medicines: Phrases<()>,
    /// How often something is taken.
    pub how_often: Phrases<()>,
    /// Statements that rest on research.
    pub claims: Phrases<()>,
    /// Where people were studied.
    pub settings: Phrases<()>,
    /// Risks that are told only by comparison.
    pub relative: Phrases<()>,
    /// Sums left to the reader.
    pub sums: Phrases<()>,
    /// Long ways to say something short, each with the short one.
    pub wordy: Phrases<&'static str>,
    /// Words that blame or leave people out, each with something better.
    pub unkind: Phrases<String>,
    /// Ways to speak about readers instead of to them.
    pub not_to_you: Phrases<()>,
    /// Promises that nobody can keep.
    pub promises: Phrases<()>,
    /// Brands.
    pub brands: Phrases<()>,
    /// Links that say nothing.
    pub vague_links: Phrases<()>,
    /// Clinicians' words, each with the parents' one.
    pub jargon: Phrases<(String, String)>,
}

const MEDICINES: [&str; 15] = [
    "medicine",
    "medicines",
    "medication",
    "medications",
    "drug",
    "drugs",
    "pill",
    "pills",
    "tablet",
    "tablets",
    "capsule",
    "capsules",
    "antibiotic",
    "antibiotics",
    "tincture",
];

const HOW_OFTEN: [&str; 22] = [
    "once a day",
    "twice a day",
    "three times a day",
    "four times a day",
    "two times a day",
    "1 time a day",
    "2 times a day",
    "3 times a day",
    "4 times a day",
    "5 times a day",
    "6 times a day",
    "once daily",
    "twice daily",
    "three times daily",
    "four times daily",
    "3 times daily",
    "every 4 hours",
    "every 6 hours",
    "every 8 hours",
    "every 12 hours",
    "every four hours",
    "every six hours",
];

const CLAIMS: [&str; 22] = [
    "studies show",
    "studies have shown",
    "studies suggest",
    "studies found",
    "studies prove",
    "research shows",
    "research has shown",
    "research suggests",
    "research proves",
    "trials show",
    "trials have shown",
    "trials found",
    "evidence shows",
    "evidence suggests",
    "experts say",
    "experts agree",
    "science shows",
    "it has been shown",
    "it is proven",
    "it has been proven",
    "scientifically proven",
    "clinically proven",
];

const SETTINGS: [&str; 54] = [
    "hospital",
    "hospitals",
    "ward",
    "wards",
    "clinic",
    "clinics",
    "home",
    "homes",
    "survey",
    "surveys",
    "online",
    "trial",
    "trials",
    "randomized",
    "series",
    "review",
    "reviews",
    "meta-analysis",
    "meta-analyses",
    "cohort",
    "study",
    "studies",
    "case reports",
    "camp",
    "camps",
    "community",
    "villages",
    "village",
    "practice",
    "program",
    "army",
    "registry",
    "unit",
    "units",
    "laboratory",
    "press",
    "interviews",
    "india",
    "punjab",
    "nepal",
    "bangladesh",
    "africa",
    "gambia",
    "papua",
    "australia",
    "canada",
    "britain",
    "united kingdom",
    "united states",
    "sweden",
    "finland",
    "norway",
    "netherlands",
    "europe",
];

const RELATIVE: [&str; 19] = [
    "doubles the risk",
    "double the risk",
    "doubled the risk",
    "triples the risk",
    "halves the risk",
    "doubles the chance",
    "doubles your chance",
    "halves the chance",
    "twice as likely",
    "three times as likely",
    "four times as likely",
    "ten times as likely",
    "three times more likely",
    "four times more likely",
    "five times more likely",
    "ten times more likely",
    "percent more likely",
    "percent less likely",
    "percent higher risk",
];

const SUMS: [&str; 9] = [
    "multiply",
    "divide by",
    "divided by",
    "per kg",
    "per kilogram",
    "per kilo",
    "for each kilogram",
    "ml/kg",
    "times your weight",
];

const WORDY: [(&str, &str); 40] = [
    ("in order to", "to"),
    ("due to the fact that", "because"),
    ("prior to", "before"),
    ("subsequent to", "after"),
    ("in the event of", "if"),
    ("in the event that", "if"),
    ("utilize", "use"),
    ("utilise", "use"),
    ("utilization", "use"),
    ("commence", "start"),
    ("terminate", "end"),
    ("a number of", "some, or the number"),
    ("at this point in time", "now"),
    ("at the present time", "now"),
    ("with regard to", "about"),
    ("with respect to", "about"),
    ("in relation to", "about"),
    ("for the purpose of", "to"),
    ("has the ability to", "can"),
    ("is able to", "can"),
    ("are able to", "can"),
    ("in spite of the fact that", "although"),
    ("in the majority of cases", "mostly"),
    ("on a daily basis", "daily"),
    ("on a regular basis", "regularly"),
    ("it is important to note that", "(leave it out)"),
    ("it should be noted that", "(leave it out)"),
    ("facilitate", "help"),
    ("endeavor", "try"),
    ("endeavour", "try"),
    ("ascertain", "find out"),
    ("consequently", "so"),
    ("nevertheless", "even so"),
    ("notwithstanding", "despite"),
    ("in addition to", "besides"),
    ("in accordance with", "following"),
    ("demonstrate that", "show that"),
    ("administer", "give"),
    ("cease", "stop"),
    ("the majority of", "most"),
];

const UNKIND: [(&str, &str); 35] = [
    ("non-compliant", "say what got in the way"),
    ("noncompliant", "say what got in the way"),
    ("non-compliance", "say what got in the way"),
    ("noncompliance", "say what got in the way"),
    ("failed to comply", "say what got in the way"),
    ("lactation failure", "low milk supply"),
    ("failed lactation", "low milk supply"),
    ("failed mother", "say what happened"),
    ("inadequate mother", "say what happened"),
    ("inadequate milk", "low milk supply"),
    ("poor compliance", "say what got in the way"),
    ("lazy", "say what happens"),
    ("you must not fail", "say what helps"),
    ("your fault", "(leave it out, or say that it is not)"),
    ("natural mother", "birth parent"),
    ("real mother", "birth parent"),
    ("real parents", "birth parents"),
    ("natural parents", "birth parents"),
    ("real milk", "human milk"),
    ("normal mothers", "other parents"),
    ("normal women", "other people"),
    ("mother-to-be", "expectant parent"),
    ("moms", "parents"),
    ("mommy", "parent"),
    ("mommies", "parents"),
    ("mummy", "parent"),
    ("mummies", "parents"),
    ("biological woman", "say what matters for care"),
    ("biological man", "say what matters for care"),
    ("transgendered", "transgender"),
    ("transsexual", "transgender"),
    ("transsexuals", "transgender people"),
    ("sex change", "gender-affirming surgery"),
    ("opposite sex", "another gender"),
    ("wheelchair-bound", "wheelchair user"),
];

const NOT_TO_YOU: [&str; 16] = [
    "patients should",
    "patients must",
    "patients need to",
    "the patient should",
    "the patient must",
    "parents should",
    "parents must",
    "the parent should",
    "the parent must",
    "mothers should",
    "mothers must",
    "the mother should",
    "the mother must",
    "women should",
    "women must",
    "clients should",
];

const PROMISES: [&str; 31] = [
    "guaranteed",
    "guarantees",
    "guarantee",
    "never fails",
    "always works",
    "always succeeds",
    "cannot fail",
    "can't fail",
    "will definitely",
    "definitely works",
    "certain to work",
    "sure to work",
    "works for everyone",
    "works for everybody",
    "100 percent safe",
    "100% safe",
    "100 percent effective",
    "100% effective",
    "completely safe",
    "totally safe",
    "perfectly safe",
    "absolutely safe",
    "entirely safe",
    "risk-free",
    "risk free",
    "no side effects",
    "without side effects",
    "miracle",
    "miraculous",
    "no risk",
    "instant results",
];

const VAGUE_LINKS: [&str; 15] = [
    "click here",
    "here",
    "click",
    "read more",
    "more",
    "this",
    "this page",
    "this link",
    "link",
    "learn more",
    "see here",
    "see more",
    "go",
    "page",
    "more information",
];

fn plainly<const N: usize>(list: [&'static str; N]) -> Phrases<()> {
    Phrases::new(list.map(|phrase| (phrase, ())))
}

impl Lists {
    pub fn new(model: &Model) -> Self {
        let checks = &model.settings.checks;
        let own = |words: &[String]| words.iter().map(|word| (word.clone(), ())).collect::<Vec<_>>();
        let medicines = MEDICINES.iter().map(|word| ((*word).to_owned(), ())).chain(own(&checks.medicines));
        let unkind = UNKIND.iter().map(|(word, better)| ((*word).to_owned(), (*better).to_owned()));
        let clinical = model.terms.iter().filter_map(|term| {
            let clinical = term.clinical.clone()?;
            Some((clinical.clone(), (clinical, term.plain.clone())))
        });
        Self {
            medicines: Phrases::new(medicines),
            how_often: plainly(HOW_OFTEN),
            claims: plainly(CLAIMS),
            settings: plainly(SETTINGS),
            relative: plainly(RELATIVE),
            sums: plainly(SUMS),
            wordy: Phrases::new(WORDY),
            // The house's own words come first: of a phrase that stands twice the first is found.
            unkind: Phrases::new(checks.avoid.iter().cloned().chain(unkind)),
            not_to_you: plainly(NOT_TO_YOU),
            promises: plainly(PROMISES),
            brands: Phrases::new(own(&checks.brands)),
            vague_links: plainly(VAGUE_LINKS),
            jargon: Phrases::new(clinical),
        }
    }
}
