//! The rules, by name.
//!
//! A code is a stable word that people can search for, put into a waiver and
//! ask about with `latchwork explain CODE`. The list is closed: a stage cannot
//! raise a finding that is not documented here and in `codes.md`, and a test
//! holds the two together.
//!
//! Never: where or how a rule is checked.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site must not be published.
    Error,
    /// Worth a look; the site can be published.
    Warning,
}

impl Severity {
    /// The word in every output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident,)*) => {
        /// A rule that can raise a finding. `explain CODE` has its story.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each is documented in codes.md, which a test enforces")]
        pub enum Code { $($variant,)* }

        impl Code {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How bad a finding of this rule is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Reading
    UnreadableFile "unreadable-file" Error,
    NotUtf8 "not-utf8" Error,
    FileTooLarge "file-too-large" Error,
    EmptyFile "empty-file" Error,
    SymlinkLoop "symlink-loop" Error,
    SymlinkOutside "symlink-outside" Error,
    BadFileName "bad-file-name" Error,
    MissingFile "missing-file" Error,
    // YAML
    YamlSyntax "yaml-syntax" Error,
    UnknownKey "unknown-key" Error,
    MissingKey "missing-key" Error,
    DuplicateKey "duplicate-key" Error,
    WrongType "wrong-type" Error,
    UnknownValue "unknown-value" Error,
    InvalidValue "invalid-value" Error,
    ImpossibleDate "impossible-date" Error,
    MissingFrontMatter "missing-front-matter" Error,
    // Markdown
    RawHtml "raw-html" Error,
    UnknownDirective "unknown-directive" Error,
    UnclosedDirective "unclosed-directive" Error,
    StrayDirectiveEnd "stray-directive-end" Error,
    MisplacedDirective "misplaced-directive" Error,
    BadAttribute "bad-attribute" Error,
    UnknownAlert "unknown-alert" Error,
    BadCitation "bad-citation" Error,
    UnsafeLink "unsafe-link" Error,
    HeadingOrder "heading-order" Error,
    MissingAlt "missing-alt" Error,
    OffSiteImage "off-site-image" Error,
    EmptyLink "empty-link" Error,
    UnknownPlaceholder "unknown-placeholder" Error,
    BrokenFootnote "broken-footnote" Error,
    // The site as a whole
    BrokenLink "broken-link" Error,
    MissingAnchor "missing-anchor" Error,
    MissingImage "missing-image" Error,
    UnknownCitation "unknown-citation" Error,
    UnusedReference "unused-reference" Warning,
    BadReference "bad-reference" Error,
    UnknownTerm "unknown-term" Error,
    DuplicateTerm "duplicate-term" Error,
    UnknownProtocol "unknown-protocol" Error,
    UnknownSheet "unknown-sheet" Error,
    UnknownFragment "unknown-fragment" Error,
    FragmentLoop "fragment-loop" Error,
    UnknownParameter "unknown-parameter" Error,
    UnknownLanguage "unknown-language" Error,
    DuplicateAddress "duplicate-address" Error,
    BadAddress "bad-address" Error,
    DuplicateId "duplicate-id" Error,
    // Honesty
    ApprovalWithoutReviewer "approval-without-reviewer" Error,
    ChangedSinceApproval "changed-since-approval" Warning,
    BrokenReviewRecord "broken-review-record" Error,
    StrayReviewRecord "stray-review-record" Warning,
    ReviewOverdue "review-overdue" Warning,
    WarningForCliniciansOnly "warning-for-clinicians-only" Error,
    // Protocols
    UndeclaredName "undeclared-name" Error,
    UnusedName "unused-name" Warning,
    ProtocolLoop "protocol-loop" Error,
    PhaseOrder "phase-order" Error,
    PhaseOverlap "phase-overlap" Error,
    PhaseGap "phase-gap" Warning,
    EndlessPhase "endless-phase" Error,
    ForbiddenActivity "forbidden-activity" Error,
    ImpossibleCount "impossible-count" Error,
    UnusualHours "unusual-hours" Warning,
    ImpossibleLeadTime "impossible-lead-time" Warning,
    LongGap "long-gap" Warning,
    BlockTotal "block-total" Error,
    FixedValue "fixed-value" Error,
    DoseLikeText "dose-like-text" Error,
    UnverifiedValue "unverified-value" Warning,
    UncitedValue "uncited-value" Warning,
    MissingCall "missing-call" Error,
    // Templates and theme
    TemplateError "template-error" Error,
    MissingText "missing-text" Error,
    SheetTemplate "sheet-template" Error,
    SheetOverflow "sheet-overflow" Error,
}

const MANUAL: &str = include_str!("codes.md");

/// The manual's section on a rule: what it means, why it is there, the way out.
#[must_use]
pub fn explain(code: Code) -> &'static str {
    let heading = format!("\n## {}\n", code.name());
    let Some(start) = MANUAL.find(&heading).map(|i| i + heading.len()) else { return "" };
    let rest = &MANUAL[start..];
    rest[..rest.find("\n## ").unwrap_or(rest.len())].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_section_and_every_section_its_code() {
        for &code in Code::ALL {
            assert!(explain(code).len() > 40, "codes.md has no section on {}", code.name());
        }
        let sections = MANUAL.matches("\n## ").count();
        assert_eq!(sections, Code::ALL.len(), "codes.md has a section on a code that does not exist");
    }
}
