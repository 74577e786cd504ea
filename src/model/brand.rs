//! How a clinic looks: `brand:` in its settings.
//!
//! One colour and a mark are all that a clinic sets; the theme makes the rest of them.
//!
//! Never: style sheets, whether the colour can be read, whether the mark's file is there.

use super::shape::{Colour, PictureFile};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::syntax::yaml::{Raw, Yaml};
use schemars::JsonSchema;
use serde::Deserialize;

/// How the clinic looks.
#[derive(Clone, Debug, Default)]
pub struct Brand {
    /// The accent colour, as `#rrggbb` in small letters.
    pub accent: Option<Spanned<String>>,
    /// The file of its mark, from `content/`.
    pub logo: Option<Spanned<String>>,
}

/// How the clinic looks.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "brand")]
pub(super) struct RawBrand {
    /// The color of links and buttons, in quotes, with six hexadecimal digits.
    #[schemars(with = "Option<Colour>")]
    accent: Option<Raw<String>>,
    /// The clinic's mark, beside its name in the head of every page: the path of a picture from `content/`.
    #[schemars(with = "Option<PictureFile>")]
    logo: Option<Raw<String>>,
}

impl RawBrand {
    /// The same with its places. A colour that is none is said and left out.
    pub(super) fn lower(self, yaml: &Yaml<'_>, diags: &mut Diagnostics) -> Brand {
        let Self { accent, logo } = self;
        Brand {
            accent: accent.and_then(|raw| colour(&yaml.place(&raw), diags)),
            logo: logo.map(|raw| yaml.place(&raw)),
        }
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
