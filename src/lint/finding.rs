//! One thing that a check found, how serious it is, and where.

use crate::json::write::{Object, ToJson};
use crate::order;
use crate::problem::Example;

/// What answers of `check` call their form.
pub(crate) const FORMAT: &str = "return-check/1";

/// How serious a finding is; the most serious comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The documents cannot be used.
    Error,
    /// Surely not meant.
    Warning,
    /// Worth a look.
    Note,
}

impl Severity {
    /// The word that answers use.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! finding_codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $text:literal: $severity:ident, )+) => {
        /// What is found in documents without problems.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum FindingCode {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl FindingCode {
            /// Every code with its severity and meaning, in the order of the documentation.
            #[cfg(not(target_arch = "wasm32"))]
            pub const ALL: &[(Self, &str, Severity, &str)] =
                &[ $( (Self::$name, $text, Severity::$severity, concat!($($doc),+)), )+ ];

            /// The code as answers write it; it keeps its meaning for ever.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $( Self::$name => $text, )+ }
            }

            /// How serious it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $( Self::$name => Severity::$severity, )+ }
            }
        }
    };
}

finding_codes! {
    /// A rule whose conditions, with those of its document, can never hold together.
    NeverHolds = "never-holds": Warning,
    /// A rule that is beaten in every term it sets, wherever it holds.
    NeverWins = "never-wins": Warning,
    /// A rule that sets terms where nothing is ever granted.
    NeverGrantedTerm = "never-granted-term": Note,
    /// Rules speak of lower and of higher numbers or earlier and later days, and of none between.
    Hole = "hole": Warning,
    /// A remedy is granted for some orders of a declared policy, and for others no rule says anything.
    Gap = "gap": Note,
    /// Rules about different reasons, or that differ in what they grant, of which only `precedence` says which wins.
    PrecedenceDecides = "precedence-decides": Note,
    /// Days between the periods of two declared documents that otherwise are for the same orders.
    PeriodMissing = "period-missing": Note,
    /// A law asks what the seller told the buyer, and no declared document says it.
    DisclosureMissing = "disclosure-missing": Warning,
    /// A word that is used once and differs by one letter from another one.
    SimilarWord = "similar-word": Note,
    /// A document chooses a reading of a setting that no rule asks for.
    UnusedSetting = "unused-setting": Note,
    /// A question that splits into too many pieces to be decided.
    CouldNotDecide = "could-not-decide": Note,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Where it is, as a JSON Pointer into the list of documents.
    pub(crate) path: String,
    /// What it is: the code of a finding or of a problem.
    pub(crate) code: &'static str,
    /// How serious it is.
    pub(crate) severity: Severity,
    /// What is found and the way out, for people.
    pub(crate) message: String,
    /// A second place that takes part.
    pub(crate) also: Option<String>,
    /// The facts of an order that shows it.
    pub(crate) example: Option<Example>,
}

impl Finding {
    /// A finding at one place.
    pub(crate) fn new(code: FindingCode, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            code: code.text(),
            severity: code.severity(),
            message: message.into(),
            also: None,
            example: None,
        }
    }
}

impl ToJson for Finding {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("path", &self.path);
        object.field("code", &self.code);
        object.field("severity", &self.severity.text());
        object.field("message", &self.message);
        object.field("also", &self.also);
        object.field("example", &self.example);
        object.close();
    }
}

/// Everything that was found, by place and code.
#[derive(Debug)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// Sorts findings, each once, so that the same documents always give the same list.
    pub(crate) fn sorted(mut findings: Vec<Finding>) -> Self {
        order::sort_by(&mut findings, |a, b| (&a.path, a.code, &a.message).cmp(&(&b.path, b.code, &b.message)));
        findings.dedup();
        Self(findings)
    }
}

impl ToJson for Findings {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("format", &FORMAT);
        object.field("findings", &self.0);
        object.close();
    }
}
