//! How a clinic looks: `brand:` in its settings.
//!
//! One colour is all that a clinic sets; the theme makes the rest of it.
//!
//! Never: style sheets, whether the colour can be read.

use super::shape::Colour;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::syntax::yaml::{Raw, Yaml};
use schemars::JsonSchema;
use serde::Deserialize;

/// How the clinic looks.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "brand")]
pub(super) struct RawBrand {
    /// The color of links and buttons, in quotes, with six hexadecimal digits.
    #[schemars(with = "Option<Colour>")]
    accent: Option<Raw<String>>,
}

impl RawBrand {
    /// The accent colour, in small letters, if there is one and it is a colour.
    pub(super) fn accent(self, yaml: &Yaml<'_>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
        colour(&yaml.place(&self.accent?), diags)
    }
}

fn colour(raw: &Spanned<String>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let good =
        raw.value.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    if !good {
        diags.push(
            Diagnostic::new(Code::InvalidValue, raw.span, format!("`{}` is not a colour", raw.value))
                .help("write it in quotes with six hexadecimal digits: `\"#2f6f6a\"`"),
        );
    }
    good.then(|| Spanned { value: raw.value.to_lowercase(), span: raw.span })
}
