//! The schedule engine and the protocol language, held to the outlines' vectors.
//!
//! `vectors` are the law, by number; `language` is what the files may say; `plans`
//! lays every outline over the calendar; `tables` are the outlines' worked numbers;
//! `properties` and `generated` hold for what `generate` makes up; `script` holds the
//! page's script to the engine, `script_odd` where plans are odd; `late`
//! is what moves after a late session; `written` reads plans back.
//! Protocols are texts here, so the language is tested with the engine.
//!
//! Never: sheets, pages, anything that is drawn.
#![expect(clippy::expect_used, reason = "tests say why it holds")]

#[path = "schedule/generate.rs"]
mod generate;
#[path = "schedule/generated.rs"]
mod generated;
#[path = "schedule/language.rs"]
mod language;
#[path = "schedule/late.rs"]
mod late;
#[path = "schedule/laws.rs"]
mod laws;
#[path = "schedule/plans.rs"]
mod plans;
#[path = "schedule/properties.rs"]
mod properties;
#[path = "schedule/script.rs"]
mod script;
#[path = "schedule/script_odd.rs"]
mod script_odd;
#[path = "schedule/stand_ins.rs"]
mod stand_ins;
#[path = "schedule/support.rs"]
mod support;
#[path = "schedule/tables.rs"]
mod tables;
#[path = "schedule/vectors.rs"]
mod vectors;
#[path = "schedule/written.rs"]
mod written;
