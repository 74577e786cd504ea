//! `schema`: what may stand in a YAML file, for editors; printed, or put into the site.
//!
//! Schemas are the program's, so those in a site are written over. Settings for
//! editors belong to the people who use them, and are only put where none are.
//!
//! Never: what a schema says.

use super::put::{create, put};
use super::{Exit, editor, print, shown, site_root};
use crate::cli::{Schema, SchemaOf};
use crate::model::schema::Shape;
use anyhow::Context as _;
use std::fs;

pub(super) fn run(schema: &Schema) -> anyhow::Result<Exit> {
    match schema.of {
        Some(of) => print(&shape(of).schema())?,
        None => write(schema)?,
    }
    Ok(Exit::Good)
}

fn shape(of: SchemaOf) -> Shape {
    match of {
        SchemaOf::Page => Shape::Page,
        SchemaOf::Section => Shape::Section,
        SchemaOf::Site => Shape::Site,
        SchemaOf::Planner => Shape::Planner,
        SchemaOf::Protocol => Shape::Protocol,
        SchemaOf::Shared => Shape::Shared,
        SchemaOf::Translation => Shape::Translation,
        SchemaOf::SharedTranslation => Shape::SharedTranslation,
        SchemaOf::Glossary => Shape::Glossary,
        SchemaOf::Search => Shape::Search,
        SchemaOf::References => Shape::References,
        SchemaOf::Fragment => Shape::Fragment,
        SchemaOf::Strings => Shape::Strings,
    }
}

/// Writes what is new or another: schemas over old ones, settings for editors only where there are none.
#[expect(clippy::disallowed_methods, reason = "writes the schemas into the site")]
fn write(schema: &Schema) -> anyhow::Result<()> {
    let root = site_root(schema.root.as_deref())?;
    let mut written = String::new();
    for shape in Shape::ALL {
        let path = root.join(shape.file());
        let text = shape.schema();
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            continue;
        }
        let folder = root.join("schemas");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        put(&path, text.as_bytes())?;
        written.push_str(&format!("Wrote {}\n", shown(&path)));
    }
    for (path, text) in editor::files() {
        let path = root.join(path);
        if create(&path, text.as_bytes())? {
            written.push_str(&format!("Wrote {}\n", shown(&path)));
        }
    }
    print(if written.is_empty() { "Everything is there already\n" } else { &written })
}
