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
    ($($group:ident $title:literal { $($variant:ident $name:literal $severity:ident,)* })*) => {
        /// A rule that can raise a finding. `explain CODE` has its story.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each is documented in codes.md, which a test enforces")]
        pub enum Code { $($($variant,)*)* }

        /// What a rule is about. Lists of rules are in this order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each has its title")]
        pub enum Group { $($group,)* }

        impl Group {
            /// Every group.
            pub const ALL: &'static [Self] = &[$(Self::$group,)*];

            /// The words above its rules.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$group => $title,)* }
            }
        }

        impl Code {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// The stable name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)*)* }
            }

            /// How bad a finding of this rule is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $($(Self::$variant => Severity::$severity,)*)* }
            }

            /// What it is about.
            #[must_use]
            pub fn group(self) -> Group {
                match self { $($(Self::$variant => Group::$group,)*)* }
            }
        }
    };
}

codes! {
Files "Files" {
    UnreadableFile "unreadable-file" Error,
    NotUtf8 "not-utf8" Error,
    FileTooLarge "file-too-large" Error,
    EmptyFile "empty-file" Error,
    SymlinkLoop "symlink-loop" Error,
    SymlinkOutside "symlink-outside" Error,
    BadFileName "bad-file-name" Error,
    MissingFile "missing-file" Error,
}
Yaml "YAML" {
    YamlSyntax "yaml-syntax" Error,
    UnknownKey "unknown-key" Error,
    MissingKey "missing-key" Error,
    DuplicateKey "duplicate-key" Error,
    WrongType "wrong-type" Error,
    UnknownValue "unknown-value" Error,
    InvalidValue "invalid-value" Error,
    ImpossibleDate "impossible-date" Error,
    MissingFrontMatter "missing-front-matter" Error,
}
Markdown "Markdown" {
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
}
Site "The site as a whole" {
    BrokenLink "broken-link" Error,
    MissingAnchor "missing-anchor" Error,
    MissingCard "missing-card" Error,
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
    OffSiteRequest "off-site-request" Error,
    LessPrivate "less-private" Warning,
    DeadLink "dead-link" Error,
    MovedLink "moved-link" Warning,
}
Safety "Safety and honesty: no waiver" {
    ApprovalWithoutReviewer "approval-without-reviewer" Error,
    ChangedSinceApproval "changed-since-approval" Warning,
    BrokenReviewRecord "broken-review-record" Error,
    StrayReviewRecord "stray-review-record" Warning,
    ReviewOverdue "review-overdue" Warning,
    WarningForCliniciansOnly "warning-for-clinicians-only" Error,
    MissingCareCard "missing-care-card" Error,
    NoEmergencyNumber "no-emergency-number" Error,
    NoNotice "no-notice" Error,
    DoseLikeText "dose-like-text" Error,
    MedicineTimes "medicine-times" Error,
    UnsafeNotation "unsafe-notation" Error,
    BadWaiver "bad-waiver" Error,
    ExpiredWaiver "expired-waiver" Error,
    UnusedWaiver "unused-waiver" Warning,
}
Review "Review" {
    ReviewDates "review-dates" Error,
    ReviewSoon "review-soon" Warning,
    IncompletePage "incomplete-page" Warning,
    LongKeyMessage "long-key-message" Error,
    UnexplainedChange "unexplained-change" Warning,
}
Evidence "Numbers and sources" {
    UncitedNumber "uncited-number" Error,
    UncitedClaim "uncited-claim" Error,
    UncitedAmount "uncited-amount" Warning,
    BarePercentage "bare-percentage" Warning,
    MixedDenominators "mixed-denominators" Warning,
    RelativeRisk "relative-risk" Warning,
    ReaderSums "reader-sums" Warning,
}
Care "Getting help" {
    LateCareCard "late-care-card" Warning,
    ManyCareCards "many-care-cards" Warning,
    NoHeadingAfterCard "no-heading-after-card" Warning,
    NoSteps "no-steps" Warning,
}
Reading "Easy to read" {
    ReadingGrade "reading-grade" Warning,
    HardParagraph "hard-paragraph" Warning,
    LongSentence "long-sentence" Warning,
    LongParagraph "long-paragraph" Warning,
    LongSection "long-section" Warning,
    LongPage "long-page" Warning,
    LongAnswer "long-answer" Warning,
    WordyPhrase "wordy-phrase" Warning,
    Jargon "jargon" Warning,
    UnexpandedShortForm "unexpanded-short-form" Warning,
}
Words "Fair words" {
    UnkindWords "unkind-words" Warning,
    NotToYou "not-to-you" Warning,
    AbsolutePromise "absolute-promise" Warning,
    BrandName "brand-name" Error,
    Capitals "capitals" Warning,
}
Access "For every reader" {
    VagueLink "vague-link" Error,
    BareAddress "bare-address" Error,
    SameWordsTwoPages "same-words-two-pages" Error,
    PoorAlt "poor-alt" Warning,
    TableWithoutHead "table-without-head" Error,
    LowContrast "low-contrast" Error,
    MissingStatement "missing-statement" Warning,
}
Protocols "Protocols" {
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
    TranslationMarks "translation-marks" Error,
    TranslationFigures "translation-figures" Warning,
    TranslationIncomplete "translation-incomplete" Warning,
    TranslationBehind "translation-behind" Warning,
    UnverifiedValue "unverified-value" Warning,
    UncitedValue "uncited-value" Warning,
    MissingCall "missing-call" Error,
}
Theme "Templates and theme" {
    TemplateError "template-error" Error,
    MissingText "missing-text" Error,
    MissingLetters "missing-letters" Warning,
    SheetTemplate "sheet-template" Error,
    SheetOverflow "sheet-overflow" Error,
}
}

const MANUAL: &str = include_str!("codes.md");

/// The one section of the manual that is not about a rule.
const BEYOND: &str = "What no program can judge";

impl Code {
    /// Whether a page may set the rule aside, for a reason and until a day. What keeps a reader safe, what makes a
    /// page mean something and what only the program can see may not.
    #[must_use]
    pub fn may_be_waived(self) -> bool {
        match self.group() {
            Group::Review | Group::Evidence | Group::Care | Group::Reading | Group::Words | Group::Access => true,
            Group::Files
            | Group::Yaml
            | Group::Markdown
            | Group::Site
            | Group::Safety
            | Group::Protocols
            | Group::Theme => false,
        }
    }
}

/// The manual's section on a rule: what it means, why it is there, the way out.
#[must_use]
pub fn explain(code: Code) -> &'static str {
    section(code.name())
}

/// What the checks leave to people: the last section of the manual.
#[must_use]
pub fn beyond() -> &'static str {
    section(BEYOND)
}

fn section(title: &str) -> &'static str {
    let heading = format!("\n## {title}\n");
    let Some(start) = MANUAL.find(&heading).map(|i| i + heading.len()) else { return "" };
    let rest = &MANUAL[start..];
    rest[..rest.find("\n## ").unwrap_or(rest.len())].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_readers_safe_cannot_be_waived() {
        use Code::{ApprovalWithoutReviewer, DoseLikeText, MedicineTimes, MissingCareCard, WarningForCliniciansOnly};
        let safety = [ApprovalWithoutReviewer, DoseLikeText, MedicineTimes, MissingCareCard, WarningForCliniciansOnly];
        assert!(safety.iter().all(|code| !code.may_be_waived()));
        assert!(Code::ALL.iter().filter(|code| code.may_be_waived()).count() > 30);
    }

    #[test]
    fn every_code_has_its_section_and_every_section_its_code() {
        for &code in Code::ALL {
            assert!(explain(code).len() > 40, "codes.md has no section on {}", code.name());
        }
        assert!(beyond().len() > 400, "codes.md says nothing about what it leaves to people");
        let sections = MANUAL.matches("\n## ").count() - 1;
        assert_eq!(sections, Code::ALL.len(), "codes.md has a section on a code that does not exist");
    }
}
