//! The address of the live page, for a camera.
//!
//! Paper gets old; the page does not. The code is drawn as one path over a grid
//! of whole modules, four of them quiet on each side, so that every writer can
//! put it down as a vector. The address stands beside it in letters, too.
//!
//! Never: what the address is.

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;
use std::fmt::Write as _;

/// A code for cameras.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Qr {
    /// Modules on each side, the quiet zone included.
    pub size: i32,
    /// The dark modules, as the data of an SVG path in modules.
    pub path: String,
}

/// Light modules around the code, as its standard wants.
const QUIET: i32 = 4;

impl Qr {
    /// The code for a text; empty for one that is too long for any code.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
            return Self { size: 0, path: String::new() };
        };
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let run = (x..code.size()).take_while(|&x| code.get_module(x, y)).count();
                let run = i32::try_from(run).unwrap_or(0);
                if run > 0 {
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
                }
                x += run.max(1);
            }
        }
        Self { size: code.size() + 2 * QUIET, path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_corner_marks_and_a_quiet_zone() {
        let qr = Qr::new("https://clinic.example/");
        assert_eq!(qr.size, 25 + 8, "a short address fits the second size");
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "the first corner mark begins behind the quiet zone");
        assert_eq!(Qr::new(&"x".repeat(5000)).size, 0);
    }
}
