//! `new translation`: every text of a protocol, ready to be said in another language.
//!
//! The texts are empty, so nothing is published before somebody wrote them; the
//! original stands above each as a comment.
//!
//! Never: words of a translation.

use crate::cli::{Deny, NewTranslation, Run, Strictness};
use crate::cmd::put::create;
use crate::cmd::{Exit, inputs, print, shown, site_root};
use crate::diag::{Diagnostics, did_you_mean};
use crate::model::protocol::{ProtocolFile, texts};
use crate::model::schema::Shape;
use crate::model::{self, PROTOCOLS};
use crate::name::Lang;
use anyhow::{anyhow, bail, ensure};
use std::fmt::Write as _;

/// The folder of shared blocks, as it is typed.
const SHARED: &str = "shared/";

pub(super) fn run(new: &NewTranslation, run: &Run) -> anyhow::Result<Exit> {
    let root = site_root(new.root.as_deref())?;
    let strictness = Strictness { drafts: true, deny: None::<Deny> };
    let mut diags = Diagnostics::new();
    let sources = inputs(&root, &strictness, run, &mut diags)?.sources;
    let model = model::parse(&sources, model::Drafts::Shown, &mut diags)
        .ok_or_else(|| anyhow!("the settings cannot be understood; `latchwork check` says why"))?;
    let NewTranslation { id, lang, .. } = new;
    let others = || model.settings.languages.iter().skip(1).map(Lang::tag);
    if others().all(|known| known != lang) {
        let all = others().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
        let all = if all.is_empty() { "it has none".to_owned() } else { format!("it has {all}") };
        bail!(
            "`{lang}` is none of the other languages of the site; {all}; add it to `translations:` in content/site.yaml"
        );
    }
    let found = sources.find(&format!("{PROTOCOLS}{id}.yaml")).filter(|_| !id.contains('.'));
    let Some((file, text)) = found.and_then(|file| Some((file, sources.get(file).text()?))) else {
        let near = did_you_mean(id, model.protocols.iter().map(ProtocolFile::id));
        let near = near.map_or_else(String::new, |near| format!("; {near}"));
        bail!("there is no {PROTOCOLS}{id}.yaml{near}");
    };
    let shared = id.starts_with(SHARED);
    let texts = texts(file, text, shared);
    ensure!(!texts.is_empty(), "{PROTOCOLS}{id}.yaml cannot be understood; `latchwork check` says why");
    let shape = if shared { Shape::SharedTranslation } else { Shape::Translation };
    let up = "../".repeat(format!("{PROTOCOLS}{id}").matches('/').count());
    let mut out = format!("# yaml-language-server: $schema={up}{}\n", shape.file());
    if let Some(protocol) = model.protocols.iter().find(|protocol| protocol.id() == id) {
        let _ = writeln!(out, "of: {}", serde_json::Value::from(protocol.core.version.as_str()));
    }
    out.push_str("texts:\n");
    for (path, words) in &texts {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(out, "  # {words}\n  {path}: \"\"\n");
    }
    let path = root.join(format!("{PROTOCOLS}{id}.{lang}.yaml"));
    ensure!(create(&path, out.as_bytes())?, "{} is there already, and nothing was written", shown(&path));
    print(&format!("Wrote {} with {} texts to translate\n", shown(&path), texts.len()))?;
    let schema = root.join(shape.file());
    if create(&schema, shape.schema().as_bytes())? {
        print(&format!("Wrote {}, by which editors help\n", shown(&schema)))?;
    }
    Ok(Exit::Good)
}
