//! The engine's answers, as far as the text for people shows them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::period::Period;
use crate::problem::Problem;

/// An answer, or problems.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    pub(crate) ok: bool,
    #[serde(default)]
    pub(crate) value: Value,
    #[serde(default)]
    pub(crate) problems: Vec<Problem>,
}

/// What may be asked for on an order.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Decision {
    pub(crate) decision_id: String,
    pub(crate) order: String,
    pub(crate) at: String,
    pub(crate) next_change_at: Option<String>,
    pub(crate) documents: Vec<Document>,
    pub(crate) lines: Vec<Line>,
}

/// What may be asked for on a product, before it is bought.
#[derive(Debug, Deserialize)]
pub(crate) struct Terms {
    pub(crate) at: String,
    pub(crate) documents: Vec<Document>,
    pub(crate) offers: Vec<Offer>,
    pub(crate) warranty: Vec<Offer>,
}

/// Whether a request may be accepted.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Validation {
    pub(crate) acceptable: bool,
    pub(crate) problems: Vec<Problem>,
}

/// A document that took part.
#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) version: String,
}

/// A line of an order, or a bucket of it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Line {
    pub(crate) line: String,
    pub(crate) bucket: Option<String>,
    pub(crate) left: Option<i64>,
    pub(crate) offers: Vec<Offer>,
    pub(crate) warranty: Vec<Offer>,
    #[serde(default)]
    pub(crate) after_repair: Vec<StatusChange>,
}

/// An offer whose status would be another one.
#[derive(Debug, Deserialize)]
pub(crate) struct StatusChange {
    pub(crate) reason: String,
    pub(crate) remedy: String,
    pub(crate) component: Option<String>,
    pub(crate) status: String,
}

/// One remedy for one reason.
#[derive(Debug, Deserialize)]
pub(crate) struct Offer {
    pub(crate) reason: String,
    pub(crate) remedy: String,
    pub(crate) component: Option<String>,
    pub(crate) status: String,
    pub(crate) window: Option<Window>,
    pub(crate) terms: Costs,
    pub(crate) improved: Vec<Improvement>,
    pub(crate) depends: Vec<Missing>,
    pub(crate) cases: Vec<Case>,
    pub(crate) phases: Vec<Phase>,
    pub(crate) because: Vec<Because>,
}

/// The terms by name, in the order of their names; terms that are new to this program are shown too.
pub(crate) type Costs = Map<String, Value>;

/// A period in which the buyer may act.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Window {
    #[serde(flatten)]
    pub(crate) period: Period,
    pub(crate) at_least_until: Option<String>,
    pub(crate) cap: Option<String>,
    pub(crate) opens_at: Option<String>,
    pub(crate) ends_before: Option<String>,
    pub(crate) days_left: Option<i64>,
    pub(crate) zone: Option<String>,
    #[serde(default)]
    pub(crate) usage: BTreeMap<String, Allowance>,
}

/// How much the goods may have been used.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Allowance {
    pub(crate) up_to: i64,
    pub(crate) left: Option<i64>,
}

/// What a floor made better.
#[derive(Debug, Deserialize)]
pub(crate) struct Improvement {
    pub(crate) term: String,
    pub(crate) document: String,
    pub(crate) declared: Costs,
}

/// A fact that is missing and matters.
#[derive(Debug, Deserialize)]
pub(crate) struct Missing {
    pub(crate) fact: String,
    pub(crate) path: String,
    pub(crate) affects: Vec<String>,
}

/// The answer for some values of what is missing.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) when: Map<String, Value>,
    pub(crate) status: String,
    pub(crate) window: Option<Window>,
    pub(crate) terms: Costs,
    pub(crate) because: Vec<Because>,
}

/// What an offer reads later.
#[derive(Debug, Deserialize)]
pub(crate) struct Phase {
    pub(crate) from: String,
    pub(crate) until: Option<String>,
    pub(crate) status: String,
    pub(crate) terms: Costs,
}

/// A rule that took part.
#[derive(Debug, Deserialize)]
pub(crate) struct Because {
    pub(crate) layer: String,
    pub(crate) document: String,
    pub(crate) version: String,
    pub(crate) rule: String,
    pub(crate) code: String,
    pub(crate) sets: Vec<String>,
    pub(crate) basis: Vec<String>,
    pub(crate) confidence: Option<String>,
    pub(crate) facts: Vec<UsedFact>,
}

/// A fact that a rule looked at.
#[derive(Debug, Deserialize)]
pub(crate) struct UsedFact {
    pub(crate) fact: String,
    pub(crate) value: Value,
}
