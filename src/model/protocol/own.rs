//! A clinic's own values: lines of a protocol that `content/site.yaml` replaces.
//!
//! A protocol marks with `{clinic}` what is a clinic's to decide. A clinic that
//! decides otherwise need not copy the file: it names the line by its path and
//! writes the value as the file would.
//!
//! ```yaml
//! protocols:
//!   knee-exercises:
//!     phases.build.for: 3 weeks
//!     activities.stretch.ramp.2.every: 4h     # entries of a list count from 1
//!     weight: 70 kg                           # the value of an input, until a person gives theirs
//! ```
//!
//! What comes from a source, or is a policy, cannot be set: whoever means to change
//! that writes a protocol of their own, with sources of its own. The new values are
//! put into the raw shape before anything is read, so they go through the same
//! reader and the same checks; only their places are in another file.
//!
//! Never: what a value means.

use super::figure::parse_input;
use super::paths::each_value;
use super::raw::{RawProtocol, Word};
use super::text::{Origin, Part, parts};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::schedule::{Id as _, InputId, InputValue, Protocol};
use crate::source::{Span, Spanned};
use crate::syntax::yaml::Yaml;
use std::collections::BTreeMap;

/// One line of `protocols:` in the settings.
#[derive(Clone, Debug)]
pub struct OwnValue {
    /// The path of a line, or the name of an input.
    pub path: Spanned<String>,
    /// The value, as the protocol's file would have it.
    pub value: Spanned<String>,
}

/// Where replaced words really stand: the byte of the word in the protocol's file, its place in the settings.
#[derive(Debug, Default)]
pub(super) struct Moved(BTreeMap<u32, Span>);

impl Moved {
    /// Where a word stands: in the file, or in the settings that have replaced it.
    pub(super) fn span(&self, yaml: Yaml<'_>, word: &Word) -> Span {
        let written = yaml.span(word);
        self.0.get(&written.start).copied().unwrap_or(written)
    }

    /// All of them: the byte of the word in the protocol's file, its place in the settings.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&u32, &Span)> {
        self.0.iter()
    }
}

/// Puts the clinic's values into a protocol. Names of inputs are left to `figure`.
pub(super) fn apply(raw: &mut RawProtocol, yaml: Yaml<'_>, own: &[OwnValue], diags: &mut Diagnostics) -> Moved {
    let mut moved = Moved::default();
    if own.is_empty() {
        return moved;
    }
    let inputs: Vec<String> = raw.inputs.0.iter().map(|(key, _)| key.value.clone()).collect();
    let mut left: Vec<&OwnValue> = own.iter().filter(|own| !inputs.contains(&own.path.value)).collect();
    let mut open: Vec<String> = Vec::new();
    each_value(raw, &mut |path, word| {
        let clinics = parts(&word.value).contains(&Part::Origin(Origin::Clinic));
        if let Some(at) = left.iter().position(|own| own.path.value == path) {
            let own = left.remove(at);
            if clinics {
                moved.0.insert(yaml.span(word).start, own.value.span);
                word.value.clone_from(&own.value.value);
            } else {
                diags.push(
                    Diagnostic::new(Code::FixedValue, own.path.span, format!("`{path}` is not the clinic's to set"))
                        .label(yaml.span(word), "only values marked `{clinic}` may be set")
                        .help("remove the line, or write a protocol of your own with its own sources"),
                );
            }
        }
        if clinics {
            open.push(path);
        }
    });
    let known = || open.iter().chain(&inputs).map(String::as_str);
    for own in left {
        let path = &own.path.value;
        let all = known().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
        let all = if all.is_empty() { "it has none".to_owned() } else { format!("they are {all}") };
        let message = format!("the protocol has no value `{path}` for the clinic to set");
        diags.push(
            Diagnostic::new(Code::UndeclaredName, own.path.span, message)
                .help(all)
                .help_maybe(did_you_mean(path, known())),
        );
    }
    moved
}

/// The clinic's values of inputs.
pub(super) fn inputs(core: &Protocol, own: &[OwnValue], diags: &mut Diagnostics) -> BTreeMap<InputId, InputValue> {
    let mut values = BTreeMap::new();
    for OwnValue { path, value } in own {
        let Some(input) = core.inputs.iter().find(|input| input.id.as_str() == path.value) else { continue };
        match parse_input(input, &value.value) {
            Ok(read) => {
                values.insert(input.id.clone(), read);
            }
            Err(fault) => {
                let message = format!("`{}` cannot be read as `{}`: {}", value.value, path.value, fault.kind.words());
                diags.push(
                    Diagnostic::new(Code::InvalidValue, value.span, message)
                        .help("write it as a person would on the command line, such as `4.2 kg`"),
                );
            }
        }
    }
    values
}
