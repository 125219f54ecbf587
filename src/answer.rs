//! Answers as plain data, written as JSON with a fixed order of keys.

mod json;

use crate::json::write::Written;
use crate::map::Map;
use crate::money::Money;
use crate::term::Term;

/// The `format` of a decision.
pub(crate) const DECISION_FORMAT: &str = "return-decision/1";
/// The `format` of terms before purchase.
pub(crate) const TERMS_FORMAT: &str = "return-terms/1";

/// What the buyer of an order may ask for.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) format: &'static str,
    pub(crate) decision_id: String,
    pub(crate) order: String,
    pub(crate) at: String,
    pub(crate) next_change_at: Option<String>,
    pub(crate) documents: Vec<DocumentReference>,
    pub(crate) data: String,
    pub(crate) lines: Vec<Line>,
}

/// What the buyer of a product may ask for, before it is bought.
#[derive(Debug)]
pub(crate) struct Terms {
    pub(crate) format: &'static str,
    pub(crate) at: String,
    pub(crate) documents: Vec<DocumentReference>,
    pub(crate) data: String,
    pub(crate) offers: Vec<Offer>,
    pub(crate) warranty: Vec<Offer>,
}

/// A policy that took part.
#[derive(Debug)]
pub(crate) struct DocumentReference {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) layer: &'static str,
    pub(crate) digest: String,
}

/// The answer for a line, or for a bucket of a line that is split.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) line: String,
    pub(crate) bucket: Option<String>,
    /// Units bought less units returned; absent where the quantity is not stated.
    pub(crate) left: Option<i64>,
    pub(crate) offers: Vec<Offer>,
    pub(crate) warranty: Vec<Offer>,
}

/// What the buyer may ask for, for one reason, with one remedy.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) reason: String,
    pub(crate) remedy: String,
    pub(crate) component: Option<String>,
    pub(crate) status: &'static str,
    pub(crate) window: Option<Written>,
    pub(crate) terms: Costs,
    pub(crate) improved: Vec<Written>,
    pub(crate) depends: Vec<Missing>,
    pub(crate) cases: Vec<Case>,
    pub(crate) phases: Vec<Written>,
    pub(crate) layers: Vec<LayerReading>,
    pub(crate) because: Vec<Written>,
}

/// A period in which a remedy may be asked for, or by the end of which something is due.
#[derive(Debug, Default)]
pub(crate) struct Window {
    pub(crate) length: Option<String>,
    /// The windows it is made of, the first or last of which to end ends it.
    pub(crate) earliest_of: Vec<Window>,
    pub(crate) latest_of: Vec<Window>,
    pub(crate) from: Vec<Anchor>,
    /// Which days count, where they are not all from the day after the event.
    pub(crate) counts: Option<&'static str>,
    /// On which day months end, where it is not the one with the number of the event's day.
    pub(crate) ends: Option<&'static str>,
    /// Which rest days move its last day.
    pub(crate) rolls: Option<&'static str>,
    /// How many days a repair takes out of it.
    pub(crate) suspends: Option<&'static str>,
    pub(crate) at_least_until: Option<String>,
    pub(crate) cap: Option<String>,
    pub(crate) started: Option<Started>,
    pub(crate) opens_at: Option<String>,
    pub(crate) last_day: Option<String>,
    pub(crate) ends_before: Option<String>,
    pub(crate) days_left: Option<i64>,
    pub(crate) zone: Option<String>,
    /// What must have happened inside it; absent where nobody acts in it.
    pub(crate) act: Option<&'static str>,
}

/// An event from which a window may run.
#[derive(Debug)]
pub(crate) struct Anchor {
    pub(crate) anchor: &'static str,
    pub(crate) offset: Option<String>,
    pub(crate) rolls: Option<&'static str>,
}

/// The event from which a window does run.
#[derive(Debug)]
pub(crate) struct Started {
    pub(crate) anchor: &'static str,
    pub(crate) day: String,
}

/// What an offer costs and asks of the buyer; a term nobody states is left out, never free.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Costs(pub(crate) Map<Term, Written>);

/// The value of a term.
#[derive(Debug)]
pub(crate) enum Cost {
    /// `seller`, `refunded`, `none`.
    Word(&'static str),
    ReturnShipping(Shipping),
    Share {
        rate: String,
    },
    Flat(Money),
    Due(Window),
    Burden {
        seller: Window,
    },
    Evidence(Vec<String>),
}

/// Who pays for sending the goods back.
#[derive(Debug)]
pub(crate) struct Shipping {
    pub(crate) payer: String,
    pub(crate) fee: Option<Money>,
    pub(crate) up_to: Option<Money>,
}

/// A term in which a floor is better than what is declared.
#[derive(Debug)]
pub(crate) struct Improvement {
    pub(crate) term: &'static str,
    pub(crate) document: String,
    pub(crate) declared: Costs,
}

/// A fact that is missing and matters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Missing {
    pub(crate) fact: String,
    pub(crate) path: String,
    pub(crate) affects: Vec<String>,
}

/// The answer for some values of what is missing.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) when: Map<&'static str, Condition>,
    pub(crate) status: &'static str,
    pub(crate) window: Option<Written>,
    pub(crate) terms: Costs,
    /// The rules that take part here besides those of the offer.
    pub(crate) because: Vec<Written>,
}

/// A condition in the language of a policy's `when`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    /// Exactly this.
    Is(Scalar),
    /// One of these.
    Values(Vec<Scalar>),
    /// In this range.
    Range(Range),
    /// Not this.
    Not {
        /// What it is not.
        not: Box<Condition>,
    },
    /// Conditions on names.
    Names(Map<String, Condition>),
}

/// A range of numbers or dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) gte: Option<Scalar>,
    pub(crate) lt: Option<Scalar>,
}

/// A value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scalar {
    /// `null`.
    None,
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(i64),
    /// A text, a date or an instant.
    Text(String),
}

/// What an offer reads in a later stretch of time.
#[derive(Debug)]
pub(crate) struct Phase {
    pub(crate) from: String,
    pub(crate) until: Option<String>,
    pub(crate) status: &'static str,
    pub(crate) terms: Costs,
}

/// What one layer offers by itself.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LayerReading {
    pub(crate) layer: &'static str,
    pub(crate) document: String,
    pub(crate) status: &'static str,
    pub(crate) window: Option<Written>,
    pub(crate) terms: Costs,
}

/// One rule that took part, and why.
#[derive(Debug)]
pub(crate) struct Because {
    pub(crate) layer: &'static str,
    pub(crate) document: String,
    pub(crate) version: String,
    pub(crate) rule: String,
    pub(crate) code: &'static str,
    pub(crate) sets: Vec<&'static str>,
    pub(crate) basis: Vec<String>,
    pub(crate) confidence: Option<String>,
    pub(crate) facts: Vec<UsedFact>,
}

/// A fact that a rule looked at.
#[derive(Debug)]
pub(crate) struct UsedFact {
    pub(crate) fact: String,
    pub(crate) value: Scalar,
    pub(crate) path: Option<String>,
    /// The document that vouches for it, where the order does not state it.
    pub(crate) given: Option<String>,
}

/// What is wrong with a request.
#[derive(Debug)]
pub(crate) struct Validation {
    pub(crate) acceptable: bool,
    pub(crate) decision_id: String,
    pub(crate) problems: Vec<crate::problem::Problem>,
}
