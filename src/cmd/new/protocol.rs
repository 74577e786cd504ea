//! `new protocol`: a commented protocol to write over.
//!
//! Its first line names the schema by which editors help, so the schema is put
//! into the site as well, where there is none yet.
//!
//! Never: other protocols.

use super::true_site;
use crate::cli::NewProtocol;
use crate::cmd::put::create;
use crate::cmd::{Exit, print, shown};
use crate::model::PROTOCOLS;
use crate::model::schema::Shape;
use crate::name::slug;
use crate::schedule::{Id as _, ProtocolId};
use anyhow::{bail, ensure};

/// The text, with `PROTOCOL` for the name.
pub(super) const TEXT: &str = include_str!("protocol.yaml");

pub(super) fn run(new: &NewProtocol) -> anyhow::Result<Exit> {
    let Some(id) = ProtocolId::new(&new.id) else { bail!(bad_name(&new.id)) };
    let root = true_site(new.root.as_deref())?;
    let path = root.join(format!("{PROTOCOLS}{id}.yaml"));
    ensure!(
        create(&path, TEXT.replace("PROTOCOL", id.as_str()).as_bytes())?,
        "{} is there already, and nothing was written; take another name",
        shown(&path)
    );
    print(&format!("Wrote {}\n", shown(&path)))?;
    let schema = root.join(Shape::Protocol.file());
    if create(&schema, Shape::Protocol.schema().as_bytes())? {
        print(&format!("Wrote {}, by which editors help\n", shown(&schema)))?;
    }
    let check = match &new.root {
        Some(root) => format!("latchwork check --root {}", root.display()),
        None => "latchwork check".to_owned(),
    };
    print(&format!("Write your own words over it, then run: {check}\n"))?;
    Ok(Exit::Good)
}

fn bad_name(name: &str) -> String {
    let near = slug(&name.strip_suffix(".yaml").unwrap_or(name).replace(['_', '.'], " "));
    let near = ProtocolId::new(&near).map_or_else(String::new, |near| format!(", such as `{near}`"));
    format!(
        "`{name}` is no good name for a protocol; take lower-case letters, digits and single hyphens, and begin with a letter{near}"
    )
}
