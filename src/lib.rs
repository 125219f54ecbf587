//! A policy engine for return windows, shipping-cost responsibility and warranty terms.
//!
//! A shop, a platform or a legislator writes a policy as a document. For an order, or for a product before it is bought,
//! the engine says what the buyer may ask for, until exactly when, who pays which cost, which facts are missing, and why.
//! Calls and answers are JSON text, the same bytes on every host; the engine has no clock, so "now" is an argument.
//!
//! ```
//! use return_policy::Policy;
//!
//! # let zone = include_str!("../zones/Europe-Berlin.json");
//! let shop = r#"{ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "Europe/Berlin",
//!     "rules": [{ "id": "month", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
//!         "then": { "granted": true, "window": { "length": "P1M", "from": ["delivery"] } } }] }"#;
//! let policy = Policy::compile(&format!("[{shop}, {zone}]")).expect("documents without problems");
//!
//! // Delivered on 31 January at 23:30 in Berlin: a month later ends with the last day of February.
//! let answer = policy.evaluate(r#"{ "at": "2026-02-28T22:59:59Z", "order": { "id": "1", "lines": [
//!     { "id": "a", "deliveredAt": "2026-01-31T23:30:00+01:00" }] } }"#);
//! assert!(answer.contains(r#""status":"open""#) && answer.contains(r#""lastDay":"2026-02-28""#));
//! ```
//!
//! The modules follow an order downwards: documents are read (`json`, `shape`, `policy`), checked together (`load`, `check`)
//! and compiled (`dimension`, `condition`, `compile`, `prove`), and may be sealed (`seal`); a call is read (`call`,
//! `facts`), and decided over all values that missing facts may take (`explore`, `matching`, `layer`, `timing`, `decide`).
//! Before documents are published, questions about all orders are answered: what is surely or likely not meant (`lint`),
//! whether a shop gives less than a law (`floor`), what changes for whom (`diff`), which rules decide (`coverage`).
#![cfg_attr(not(feature = "check"), allow(dead_code, reason = "a few helpers serve the checks alone"))]

mod answer;
mod atom;
#[cfg(feature = "brief")]
mod brief;
mod by_market;
mod calendar;
mod call;
#[cfg(feature = "check")]
mod check;
#[cfg(feature = "check")]
mod circle;
mod compile;
mod condition;
#[cfg(feature = "check")]
mod coverage;
mod day;
mod decide;
mod derived;
#[cfg(feature = "check")]
mod diff;
mod digest;
mod dimension;
mod document;
mod during;
mod evaluate;
mod explore;
mod fact;
mod facts;
#[cfg(feature = "check")]
mod floor;
mod gather;
#[cfg(feature = "check")]
mod given;
mod history;
mod json;
mod layer;
#[cfg(feature = "check")]
mod lines;
#[cfg(feature = "check")]
mod lint;
mod load;
mod map;
mod matching;
mod missing;
mod money;
mod near;
mod next_repair;
mod order;
mod period;
mod pointer;
mod policy;
mod problem;
#[cfg(feature = "check")]
mod prove;
mod reading;
mod recall;
#[cfg(all(feature = "check", not(target_arch = "wasm32")))]
pub mod schema;
#[cfg(feature = "check")]
mod schema_org;
mod seal;
mod shape;
mod shown;
mod suspension;
mod term;
mod terms;
mod text;
mod timing;
mod usage;
mod validate;
mod window;
mod world;
mod write;
mod zone;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

#[cfg(feature = "check")]
pub use lint::{FindingCode, Severity};
pub use problem::{Example, Problem, ProblemCode};

use compile::Compiled;
use json::write::{Object, Written};

/// Documents that were read, checked together and compiled.
#[derive(Debug, Clone)]
pub struct Policy {
    compiled: Compiled,
    #[cfg(feature = "brief")]
    office: brief::Office,
}

impl Policy {
    /// Compiles documents: a JSON array of policies and of the calendars and zones they name.
    ///
    /// # Errors
    ///
    /// Every problem of every document, with pointers into the array: `/0/rules/2/then/window`.
    pub fn compile(documents: &str) -> Result<Self, Vec<Problem>> {
        load::load(documents).map(|compiled| Self {
            compiled,
            #[cfg(feature = "brief")]
            office: brief::Office::default(),
        })
    }

    /// Decides an order; takes `{ "order", "request"?, "at" }` and gives `{ "ok": true, "value" }` or
    /// `{ "ok": false, "problems" }` as JSON text, the same bytes on every host.
    #[must_use]
    pub fn evaluate(&self, call: &str) -> String {
        answer_text(evaluate::evaluate(&self.compiled, call))
    }

    /// Decides an order in brief: of each line, reason and remedy the status, the end and the terms, without what explains
    /// them.
    ///
    /// Takes what [`Policy::evaluate`] takes, and gives what that gives less most fields, much sooner: `{ "ok": true,
    /// "value": { "format": "return-brief/1", "order", "at", "lines" } }`. A line has `line`, `bucket`, `left`, `offers` and,
    /// where documents tell components apart, `warranty`; an offer has `reason`, `remedy`, `component`, `status`, `lastDay`
    /// and `endsBefore` of its window, `terms`, and in `depends` the facts that are missing, each with its `fact` and `path`.
    /// Lists that say nothing are left out, but for `offers`.
    #[cfg(feature = "brief")]
    #[must_use]
    pub fn brief(&self, call: &str) -> String {
        let mut answer = String::new();
        self.office.decide(&self.compiled, |briefer| briefer.write(call, &mut answer));
        answer
    }

    /// Decides many orders in brief: a call a line, and an answer a line.
    ///
    /// Each line is answered as [`Policy::brief`] does; where it is no UTF-8 or no JSON, by its problem. Empty lines stay
    /// empty.
    #[cfg(feature = "brief")]
    #[must_use]
    pub fn brief_lines(&self, calls: &[u8]) -> Vec<u8> {
        let mut answers = String::new();
        self.office.decide(&self.compiled, |briefer| {
            for (line, end) in brief::lines(calls) {
                match line {
                    Ok(call) if call.trim_ascii().is_empty() => {}
                    Ok(call) => briefer.write(call, &mut answers),
                    Err(error) => answers.push_str(&answer_text(Err(vec![brief::no_utf8(error)]))),
                }
                answers.push_str(end);
            }
        });
        answers.into_bytes()
    }

    /// Says what the buyer of a product may ask for, before it is bought; takes
    /// `{ "product", "expectedDelivery"?, "at" }`.
    #[must_use]
    pub fn terms(&self, call: &str) -> String {
        answer_text(terms::terms(&self.compiled, call))
    }

    /// Says whether a request may be accepted, with every problem a form can show; takes
    /// `{ "order", "request", "at" }`.
    #[must_use]
    pub fn validate(&self, call: &str) -> String {
        answer_text(validate::validate(&self.compiled, call))
    }
}

/// Checks documents and gives them as one JSON array under a seal: what an engine without the checks reads, as pages load it.
///
/// Calendars and zones that no policy names are left out.
///
/// # Errors
///
/// Every problem of every document, as [`Policy::compile`] gives them.
#[cfg(feature = "check")]
pub fn seal(documents: &str) -> Result<String, Vec<Problem>> {
    seal::seal(documents)
}

/// Checks documents and says what is found in them: problems as errors, and in documents without problems what is surely or
/// likely not meant.
///
/// Takes what [`Policy::compile`] takes and gives `{ "ok": true, "value": { "format": "return-check/1", "findings" } }`, by
/// place and code, or `{ "ok": false, "problems" }` where the text is no list of documents.
#[cfg(feature = "check")]
#[must_use]
pub fn check(documents: &str) -> String {
    answer_text(lint::lint(documents).map(|findings| Written::of(&findings)))
}

/// Says which rules decided something in many orders, how often, and which never did.
///
/// `calls` holds one call of [`Policy::evaluate`] a line; empty lines are passed over. Gives
/// `{ "ok": true, "value": { "format": "return-coverage/1", "calls", "rules", "problems"? } }`, the problems being those of
/// lines that could not be decided, each with its line; or `{ "ok": false, "problems" }` where the documents have problems.
#[cfg(feature = "check")]
#[must_use]
pub fn coverage(documents: &str, calls: &str) -> String {
    answer_text(coverage::coverage(documents, calls).map(|coverage| Written::of(&coverage)))
}

/// Proves for every order that what is declared, with its defaults, gives the buyer no less than each floor by itself, or
/// shows an order where it gives less; takes documents as [`Policy::compile`] does.
///
/// Gives `{ "ok": true, "value" }`, whose `outcome` is `proved`, `refuted` or `undecided`, or `{ "ok": false, "problems" }`:
/// those of the documents, or that nothing is declared, or that there is no floor.
#[cfg(feature = "check")]
#[must_use]
pub fn floor(documents: &str) -> String {
    answer_text(floor::floor(documents))
}

/// Compares two versions of a policy: every region of facts in which what the buyer may ask for changes.
///
/// Both are JSON arrays of documents as [`Policy::compile`] takes them. The answer is
/// `{ "ok": true, "value": { "format": "return-diff/1", "outcome", "rows", "undecided" } }`: `outcome` is `same`,
/// `changed` or `undecided`, and what could not be told within the budget stands under `undecided`. Problems of either
/// set have pointers that start with `/old` or `/new`.
///
/// What is compared is what [`Policy::terms`] reads, all layers together: whether a remedy is granted, its window and its
/// costs, at first and while one window after another ends. Costs are not compared where one of the versions grants nothing.
/// A row has `reasons`, `remedies`, `when` and perhaps `unless` (nodes that are left out below those of `when`), the `term`
/// with its `old` and `new` value, and `buyer`: `better`, `worse` or `other`. Where both are the same at first, `phases` has
/// what both say in turn. `data` names zones and calendars that make a difference, `because` the rules of both versions.
/// A row may hold for facts for which neither version offers anything, unless it says what is granted.
#[cfg(feature = "check")]
#[must_use]
pub fn diff(old: &str, new: &str) -> String {
    answer_text(diff::diff(old, new))
}

/// Compares two versions of a policy as [`diff`] does, and counts for each row the orders and lines it touches.
///
/// `calls` is one call of [`Policy::evaluate`] a line, `{ "order", "request"?, "at" }`. A line of an order is touched by a
/// row if the row's `when` holds for what the order states and the documents vouch for, and a request, if there is one,
/// asks for one of the row's reasons and remedies; where a fact is missing on which that hangs, it may be touched.
/// The value has `orders` too: `{ "orders", "lines", "badLines" }`. Calls that cannot be read are left out and counted as
/// `badLines`; `problems` of the value has `line`, `path`, `code` and `message` for the first 100 of them, as in [`coverage`].
#[cfg(feature = "check")]
#[must_use]
pub fn diff_orders(old: &str, new: &str, calls: &str) -> String {
    answer_text(diff::diff_orders(old, new, calls))
}

/// Makes a rule of what structured data of a page promises: a `WarrantyPromise` of schema.org, or what is offered with one as
/// its `warranty`, as JSON text.
///
/// Gives `{ "ok": true, "value": { "format": "return-import/1", "rule", "assumed", "left" } }`: `rule` is for the `rules` of a
/// policy, `assumed` lists places in it that the promise does not say, and `left` places in the text that a rule has no room
/// for; or `{ "ok": false, "problems" }` where the duration or the scope cannot be read.
///
/// ```
/// let answer = return_policy::import_warranty(r#"{ "@type": "WarrantyPromise",
///     "durationOfWarranty": { "@type": "QuantitativeValue", "value": 2, "unitCode": "ANN" },
///     "warrantyScope": "http://purl.org/goodrelations/v1#PartsAndLabor-BringIn" }"#);
/// assert!(answer.contains(r#""window":{"length":"P2Y","from":["delivery"]},"covers":["labour","parts"],"service":"bring-in""#));
/// ```
#[cfg(feature = "check")]
#[must_use]
pub fn import_warranty(promise: &str) -> String {
    answer_text(schema_org::warranty(promise).map(|imported| Written::of(&imported)))
}

/// Writes an answer, or every problem of the call.
fn answer_text(outcome: Result<Written, Vec<Problem>>) -> String {
    let mut text = String::new();
    let mut object = Object::open(&mut text);
    object.field("ok", &outcome.is_ok());
    match &outcome {
        Ok(value) => object.field("value", value),
        Err(problems) => object.field("problems", problems),
    }
    object.close();
    text
}
