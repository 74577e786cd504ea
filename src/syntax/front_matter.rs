//! Cutting a Markdown file into its front matter and its body.
//!
//! Front matter is YAML between a first line `---` and the next line `---`.
//! Both parts keep their byte offset, so places in either are places in the file.
//!
//! Never: what the YAML or the Markdown says.

/// The parts of a file, each with the offset of its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The YAML text.
    pub yaml: &'a str,
    /// Where it begins.
    pub yaml_base: usize,
    /// The Markdown text.
    pub body: &'a str,
    /// Where it begins.
    pub body_base: usize,
}

/// Why a file could not be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The first line is not `---`.
    Opening,
    /// No later line is `---`.
    Closing,
}

/// Cuts a file.
///
/// # Errors
/// Where one of the two `---` lines is missing.
pub fn split(text: &str) -> Result<Parts<'_>, Missing> {
    let mut lines = Lines { text, at: 0 };
    let (_, first) = lines.next().ok_or(Missing::Opening)?;
    if first.trim_end() != "---" {
        return Err(Missing::Opening);
    }
    let yaml_base = lines.at;
    while let Some((start, line)) = lines.next() {
        if line.trim_end() == "---" {
            return Ok(Parts {
                yaml: &text[yaml_base..start],
                yaml_base,
                body: &text[lines.at..],
                body_base: lines.at,
            });
        }
    }
    Err(Missing::Closing)
}

/// Lines with the offset of their first byte; `at` is where the next one begins.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = &self.text[start..];
        let line = rest.split_inclusive('\n').next()?;
        self.at += line.len();
        Some((start, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_keep_their_offsets() {
        let text = "---\r\ntitle: Día\r\n---\r\nBody\n";
        let parts = split(text);
        assert_eq!(parts.map(|p| (p.yaml, p.body)), Ok(("title: Día\r\n", "Body\n")));
        assert_eq!(parts.map(|p| &text[p.body_base..]), Ok("Body\n"));
        assert_eq!(split("# Title"), Err(Missing::Opening));
        assert_eq!(split("---\ntitle: x\n"), Err(Missing::Closing));
        assert_eq!(split(""), Err(Missing::Opening));
    }
}
