//! The answer of a floor proof as plain data, written as JSON with a fixed order of keys.

use crate::answer::Condition;
use crate::json::write::{Filled, Object, ToJson, Written};
use crate::map::Map;
use crate::problem::Example;
use crate::term::Term;

/// The `format` of the answer.
pub(crate) const FORMAT: &str = "return-floor/1";

/// What became of a proof, or of one question of it; the worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// Some order gets less.
    Refuted,
    /// It could not be told.
    Undecided,
    /// No order gets less.
    Proved,
}

impl Outcome {
    const fn text(self) -> &'static str {
        match self {
            Self::Refuted => "refuted",
            Self::Undecided => "undecided",
            Self::Proved => "proved",
        }
    }
}

/// The answer.
#[derive(Debug)]
pub(crate) struct Proof {
    /// The floors that are for some order of the declared documents.
    pub(super) floors: Vec<String>,
    pub(super) given: Vec<Vouched>,
    pub(super) findings: Vec<Finding>,
}

/// A fact under which a proof holds.
#[derive(Debug)]
pub(super) struct Vouched {
    pub(super) document: String,
    pub(super) fact: String,
    pub(super) value: Written,
}

/// A rule, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) document: String,
    pub(super) rule: String,
    pub(super) path: String,
}

/// A rule, and what it rests on.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) place: Place,
    pub(super) basis: Vec<String>,
    pub(super) confidence: Option<String>,
}

/// One term in which less is declared than a floor requires.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) outcome: Outcome,
    pub(super) floor: Ground,
    pub(super) rule: Option<Place>,
    /// The rules of both sides that change the windows in question.
    pub(super) changed_by: Vec<Ground>,
    pub(super) reason: Option<String>,
    pub(super) remedy: Option<String>,
    pub(super) term: Term,
    pub(super) declared: Option<Written>,
    pub(super) required: Option<Written>,
    pub(super) example: Option<Example>,
    pub(super) days: Option<Days>,
    pub(super) message: String,
}

/// The days that show it.
#[derive(Debug)]
pub(super) struct Days {
    pub(super) events: Map<&'static str, Condition>,
    pub(super) repairs: Vec<Map<&'static str, Condition>>,
    /// When the buyer acts.
    pub(super) acts_at: String,
    /// When that is judged.
    pub(super) at: String,
    pub(super) declared_last_day: Option<String>,
    pub(super) required_last_day: Option<String>,
}

impl Proof {
    fn outcome(&self) -> Outcome {
        self.findings.iter().map(|finding| finding.outcome).min().unwrap_or(Outcome::Proved)
    }
}

impl ToJson for Proof {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("format", &FORMAT);
        object.field("outcome", &self.outcome().text());
        object.field("floors", &self.floors);
        object.field("given", &self.given);
        object.field("findings", &self.findings);
        object.close();
    }
}

impl ToJson for Vouched {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("document", &self.document);
        object.field("fact", &self.fact);
        object.field("value", &self.value);
        object.close();
    }
}

impl Place {
    fn fields(&self, object: &mut Object<'_>) {
        object.field("document", &self.document);
        object.field("rule", &self.rule);
        object.field("path", &self.path);
    }
}

impl ToJson for Place {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        self.fields(&mut object);
        object.close();
    }
}

impl ToJson for Ground {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        self.place.fields(&mut object);
        object.field("basis", &self.basis);
        object.field("confidence", &self.confidence);
        object.close();
    }
}

impl ToJson for Finding {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("outcome", &self.outcome.text());
        object.field("term", &self.term.text());
        object.field("reason", &self.reason);
        object.field("remedy", &self.remedy);
        object.field("floor", &self.floor);
        object.field("rule", &self.rule);
        object.field("changedBy", &Filled(&self.changed_by));
        object.field("declared", &self.declared);
        object.field("required", &self.required);
        object.field("example", &self.example);
        if let Some(days) = &self.days {
            object.field("events", &days.events);
            object.field("repairs", &Filled(&days.repairs));
            object.field("actsAt", &days.acts_at);
            object.field("at", &days.at);
            object.field("declaredLastDay", &days.declared_last_day);
            object.field("requiredLastDay", &days.required_last_day);
        }
        object.field("message", &self.message);
        object.close();
    }
}
