//! Answers as plain data, written as JSON with a fixed order of keys.

mod json;

use crate::json::write::Written;
use crate::map::Map;
use crate::policy::PolicyDocument;
use crate::reading::Leaf;
use crate::term::Term;

/// The `format` of a decision.
pub(crate) const DECISION_FORMAT: &str = "return-decision/1";
/// The `format` of a brief decision.
pub(crate) const BRIEF_FORMAT: &str = "return-brief/1";
/// The `format` of terms before purchase.
pub(crate) const TERMS_FORMAT: &str = "return-terms/1";

/// What the buyer of an order may ask for.
#[derive(Debug)]
pub(crate) struct Decision<'d> {
    pub(crate) format: &'static str,
    pub(crate) decision_id: String,
    pub(crate) order: &'d str,
    pub(crate) at: String,
    pub(crate) next_change_at: Option<String>,
    pub(crate) documents: &'d Vec<PolicyDocument>,
    pub(crate) data: &'d str,
    pub(crate) lines: Vec<Line<'d>>,
}

/// What the buyer of a product may ask for, before it is bought.
#[derive(Debug)]
pub(crate) struct Terms<'d> {
    pub(crate) format: &'static str,
    pub(crate) at: String,
    pub(crate) documents: &'d Vec<PolicyDocument>,
    pub(crate) data: &'d str,
    pub(crate) offers: Vec<Offer>,
    pub(crate) warranty: Vec<Offer>,
}

/// The answer for a line, or for a bucket of a line that is split.
#[derive(Debug)]
pub(crate) struct Line<'d> {
    pub(crate) line: &'d str,
    pub(crate) bucket: Option<&'d str>,
    /// Units bought less units returned; absent where the quantity is not stated.
    pub(crate) left: Option<i64>,
    pub(crate) offers: Vec<Offer>,
    pub(crate) warranty: Vec<Offer>,
    /// What would change after one more repair that fails; `None` where nothing counts repairs, or none are stated.
    pub(crate) after_repair: Option<Vec<Change>>,
}

/// An offer whose status would be another one.
#[derive(Debug, PartialEq)]
pub(crate) struct Change {
    pub(crate) reason: String,
    pub(crate) remedy: String,
    pub(crate) component: Option<String>,
    pub(crate) status: &'static str,
}

/// What the buyer may ask for, for one reason, with one remedy.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) reason: String,
    pub(crate) remedy: String,
    pub(crate) component: Option<String>,
    /// What holds whatever is missing.
    pub(crate) leaf: Leaf,
    pub(crate) depends: Vec<Missing>,
    pub(crate) cases: Vec<Case>,
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

/// A term in which a floor is better than what is declared.
#[derive(Debug)]
pub(crate) struct Improvement<'d> {
    pub(crate) term: &'static str,
    pub(crate) document: &'d str,
    pub(crate) declared: Costs,
}

/// A fact that is missing and matters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Missing {
    pub(crate) fact: String,
    pub(crate) path: String,
    pub(crate) affects: Vec<&'static str>,
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
pub(crate) struct Because<'d> {
    pub(crate) layer: &'static str,
    pub(crate) document: &'d str,
    pub(crate) version: &'d str,
    pub(crate) rule: &'d str,
    pub(crate) code: &'static str,
    pub(crate) sets: Vec<&'static str>,
    pub(crate) basis: &'d Vec<String>,
    pub(crate) confidence: &'d Option<String>,
    pub(crate) facts: Vec<UsedFact<'d>>,
}

/// A fact that a rule looked at.
#[derive(Debug)]
pub(crate) struct UsedFact<'d> {
    pub(crate) fact: String,
    pub(crate) value: Scalar,
    pub(crate) path: Option<&'d str>,
    /// The document that vouches for it, where the order does not state it.
    pub(crate) given: Option<&'d str>,
}

/// What is wrong with a request.
#[derive(Debug)]
pub(crate) struct Validation {
    pub(crate) acceptable: bool,
    pub(crate) decision_id: String,
    pub(crate) problems: Vec<crate::problem::Problem>,
}
