//! A policy engine for returns.

mod answer;
mod atom;
mod calendar;
mod call;
mod check;
mod circle;
mod compile;
mod condition;
mod day;
mod decide;
mod digest;
mod dimension;
mod document;
mod evaluate;
mod explore;
mod fact;
mod facts;
mod json;
mod layer;
mod load;
mod matching;
mod missing;
mod money;
mod pointer;
mod policy;
mod problem;
mod prove;
mod reading;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod shape;
mod term;
mod terms;
mod timing;
mod validate;
mod window;
mod world;
mod write;
mod zone;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use problem::{Example, Problem, ProblemCode};

use compile::Compiled;
use serde::Serialize;

/// Documents that were read, checked together and compiled.
#[derive(Debug, Clone)]
pub struct Policy {
    compiled: Compiled,
}

impl Policy {
    /// Compiles documents: a JSON array of policies and of the calendars and zones they name.
    ///
    /// # Errors
    ///
    /// Every problem of every document, with pointers into the array: `/0/rules/2/then/window`.
    pub fn compile(documents: &str) -> Result<Self, Vec<Problem>> {
        load::load(documents).map(|compiled| Self { compiled })
    }

    /// Decides an order; takes `{ "order", "request"?, "at" }` and gives `{ "ok": true, "value" }` or
    /// `{ "ok": false, "problems" }` as JSON text, the same bytes on every host.
    #[must_use]
    pub fn evaluate(&self, call: &str) -> String {
        answer_text(evaluate::evaluate(&self.compiled, call))
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

/// An answer, or every problem of the call.
#[derive(Serialize)]
struct Answer<T> {
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<Vec<Problem>>,
}

fn answer_text<T: Serialize>(outcome: Result<T, Vec<Problem>>) -> String {
    let answer = match outcome {
        Ok(value) => Answer { ok: true, value: Some(value), problems: None },
        Err(problems) => Answer { ok: false, value: None, problems: Some(problems) },
    };
    serde_json::to_string(&answer).unwrap_or_default()
}
