//! What is wrong with a document, and where.

use serde::ser::{Error, Serialize, Serializer};

use crate::answer::Condition;
use crate::json::Json;
use crate::json::write::{Object, ToJson};
use crate::map::Map;
use crate::order;
use crate::pointer::Pointer;

/// One thing wrong with a document, and where it is.
///
/// Branch on `code` and `path`; show `message`, never parse it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it is, as a JSON Pointer (RFC 6901) into the call: `/0/rules/2/then/window/length`.
    pub path: String,
    /// What is wrong; a published code keeps its meaning for ever.
    pub code: ProblemCode,
    /// What is wrong and what would be right, for people; may be reworded.
    pub message: String,
    /// A second place that takes part, such as the other rule of a clash.
    pub also: Option<String>,
    /// A concrete order that shows the problem.
    pub example: Option<Example>,
}

/// The facts of an order, by the names that a policy's `when` gives them; facts left out may be anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example(pub(crate) Map<&'static str, Condition>);

impl Problem {
    /// A problem at one place.
    pub(crate) fn new(code: ProblemCode, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), code, message: message.into(), also: None, example: None }
    }
}

impl ToJson for Problem {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("path", &self.path);
        object.field("code", &self.code.text());
        object.field("message", &self.message);
        object.field("also", &self.also);
        object.field("example", &self.example);
        object.close();
    }
}

impl ToJson for Example {
    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

/// The same form that answers have.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::new();
        self.write(&mut text);
        Json::parse(&text).map_err(|problem| S::Error::custom(problem.message))?.serialize(serializer)
    }
}

macro_rules! problem_codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $text:literal, )+) => {
        /// What kind of thing is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum ProblemCode {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl ProblemCode {
            /// Every code with its meaning, in the order of the documentation.
            #[cfg(not(target_arch = "wasm32"))]
            pub const ALL: &[(Self, &str, &str)] = &[ $( (Self::$name, $text, concat!($($doc),+)), )+ ];

            /// The code as documents and answers write it.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $( Self::$name => $text, )+ }
            }
        }
    };
}

problem_codes! {
    // Reading.
    /// The text is not JSON.
    NotJson = "not-json",
    /// A key stands twice in one object.
    DuplicateKey = "duplicate-key",
    /// The document nests more than 64 deep.
    TooDeep = "too-deep",
    /// A field that no document of this kind has.
    UnknownField = "unknown-field",
    /// A field that must be there is not.
    MissingField = "missing-field",
    /// A value of another JSON type than the field takes.
    WrongType = "wrong-type",
    /// A number outside the field's range.
    OutOfRange = "out-of-range",
    /// A text that is none of the values the field takes.
    UnknownValue = "unknown-value",
    /// A text in another form than the field takes: a date, an instant, a length, a currency, a name.
    BadForm = "bad-form",
    /// A list or text that is too long, or a list that is too short.
    BadSize = "bad-size",
    /// The same value twice in a list of different ones.
    DuplicateValue = "duplicate-value",
    // Documents together.
    /// A `format` this engine does not read.
    UnknownFormat = "unknown-format",
    /// Two documents, rules, lines or buckets with one id.
    DuplicateId = "duplicate-id",
    /// No policy among the documents.
    NoPolicy = "no-policy",
    /// A window name that the document does not define.
    UnknownWindow = "unknown-window",
    /// A counter name that the document does not define.
    UnknownCounter = "unknown-counter",
    /// An `overrides` that names no rule.
    UnknownRule = "unknown-rule",
    /// A time zone that no loaded document carries.
    UnknownZone = "unknown-zone",
    /// A calendar that no loaded document carries.
    UnknownCalendar = "unknown-calendar",
    /// A reason that is neither standard nor defined by a document.
    UnknownReason = "unknown-reason",
    /// Zone data that cannot be read.
    BadZone = "bad-zone",
    /// A window whose days end in no named zone, or a market without one.
    ZoneMissing = "zone-missing",
    /// A roll over rest days without a calendar to tell them.
    CalendarMissing = "calendar-missing",
    /// A range or period whose end is not after its start.
    InvertedRange = "inverted-range",
    /// A price is compared without saying in which currency.
    CurrencyMissing = "currency-missing",
    /// A rule that grants without naming its reasons and remedies.
    GrantUnnamed = "grant-unnamed",
    /// Somewhere a rule grants and no rule sets a window.
    GrantWithoutWindow = "grant-without-window",
    /// Two rules set one term differently and neither wins.
    RuleClash = "rule-clash",
    /// Rules override each other in a circle.
    OverrideCircle = "override-circle",
    /// A question about all orders that splits into too many pieces to be decided.
    TooComplex = "too-complex",
    /// Documents that are read as one define one thing differently.
    DefinitionClash = "definition-clash",
    /// Two documents vouch for different values of one fact on the same orders.
    GivenClash = "given-clash",
    /// A seal on other documents than those it was made for, or by another version of the engine.
    BrokenSeal = "broken-seal",
    /// Documents without a seal, where only checked ones are read.
    NotSealed = "not-sealed",
    // Requests.
    /// The order has no such line.
    UnknownLine = "unknown-line",
    /// The line has no such bucket.
    UnknownBucket = "unknown-bucket",
    /// More units than are left to return.
    QuantityExceeded = "quantity-exceeded",
    /// No loaded policy grants anything for this reason.
    ReasonNotOffered = "reason-not-offered",
    /// This remedy is not offered for this reason and line, now.
    RemedyNotOffered = "remedy-not-offered",
    /// Evidence that the policy asks for is missing.
    EvidenceMissing = "evidence-missing",
    /// A fact is missing that decides the answer.
    FactMissing = "fact-missing",
}

/// Reports that there are more of something than are allowed; `false` if so.
pub(crate) fn limit(count: usize, most: usize, what: &str, at: &Pointer<'_>, problems: &mut Vec<Problem>) -> bool {
    if count > most {
        problems.push(Problem::new(ProblemCode::BadSize, at, format!("{count} {what} where {most} are allowed")));
    }
    count <= most
}

/// Sorts problems by place and code, each once, so that the same document always gives the same list.
pub(crate) fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    order::sort_once_by(&mut problems, |a, b| {
        (&a.path, a.code, &a.message, &a.also).cmp(&(&b.path, b.code, &b.message, &b.also))
    });
    problems
}
