//! `schema`: what may stand in a YAML file, for editors.
//!
//! Never: the site.

use super::{Exit, print};
use crate::cli::{Schema, SchemaOf};
use crate::model::schema::Shape;

pub(super) fn run(schema: &Schema) -> anyhow::Result<Exit> {
    let shape = match schema.of {
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
    };
    print(&shape.schema())?;
    Ok(Exit::Good)
}
