//! The brief decision: of each reason and remedy whether the buyer may ask now, until when, and at what cost.
//!
//! It says what a decision says, less what explains it. Where a call has its plain form and states what the answer hangs
//! on, it is read and decided without a tree of the call and without a word that is not shown (`quick`); any other call is
//! decided in full and cut down here. Tests hold the two ways against each other.

mod call;
mod chosen;
mod facts;
mod known;
mod matched;
mod offered;
mod plan;
mod quick;
mod recent;
mod room;
mod rows;
mod said;
mod scan;
mod subject;
mod timed;
mod value;
mod write;

use std::str::Utf8Error;
use std::sync::{Mutex, OnceLock};

use crate::answer::{BRIEF_FORMAT, Decision, Line, Missing, Offer};
use crate::compile::Compiled;
use crate::evaluate;
use crate::json::write::{Filled, Object, ToJson, Written};
use crate::problem::{Problem, ProblemCode};

use plan::Plan;
use quick::Desk;

/// What is kept for brief decisions about the same documents.
#[derive(Debug, Default)]
pub(crate) struct Office {
    /// What was worked out of the documents, if that can be done.
    plan: OnceLock<Option<Plan>>,
    /// The desks at which nobody sits: as many as there were decisions at the same time.
    desks: Mutex<Vec<Desk<'static>>>,
}

impl Clone for Office {
    /// A copy begins without anything kept.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Office {
    /// Decides calls, one after another: `decide` is given what writes the answer of a call, or every problem of it.
    pub(crate) fn decide<'b>(&'b self, compiled: &'b Compiled, decide: impl FnOnce(&mut Briefer<'b>)) {
        let plan = self.plan.get_or_init(|| Plan::new(compiled)).as_ref();
        let desk = self.desks.lock().ok().and_then(|mut desks| desks.pop()).unwrap_or_default();
        let mut briefer = Briefer { compiled, plan, desk };
        decide(&mut briefer);
        if let Ok(mut desks) = self.desks.lock() {
            desks.push(briefer.desk.emptied());
        }
    }
}

/// Decides call after call.
pub(crate) struct Briefer<'b> {
    compiled: &'b Compiled,
    plan: Option<&'b Plan>,
    desk: Desk<'b>,
}

impl<'b> Briefer<'b> {
    /// Writes the answer of a call, or every problem of it.
    pub(crate) fn write(&mut self, call: &'b str, out: &mut String) {
        if let Some(plan) = self.plan
            && quick::answer(self.compiled, plan, &mut self.desk, call, out).is_some()
        {
            return;
        }
        out.push_str(&crate::answer_text(cut_down(self.compiled, call)));
    }
}

/// The lines of a text, each with what ends it; those that are no UTF-8 where not all are.
pub(crate) fn lines(bytes: &[u8]) -> Vec<(Result<&str, Utf8Error>, &str)> {
    let mut lines = Vec::new();
    match str::from_utf8(bytes) {
        Ok(text) => {
            for line in text.split_inclusive('\n') {
                lines.push(line.strip_suffix('\n').map_or((Ok(line), ""), |line| (Ok(line), "\n")));
            }
        }
        Err(_) => {
            for line in bytes.split_inclusive(|byte| *byte == b'\n') {
                let (line, end) = line.strip_suffix(b"\n").map_or((line, ""), |line| (line, "\n"));
                lines.push((str::from_utf8(line), end));
            }
        }
    }
    lines
}

/// The problem of a line that is no text.
pub(crate) fn no_utf8(error: Utf8Error) -> Problem {
    let message = format!("not JSON: no UTF-8 after {} bytes", error.valid_up_to());
    Problem::new(ProblemCode::NotJson, "", message)
}

/// Decides an order in full and cuts the answer down: the call is `{ order, request?, at }`.
fn cut_down(compiled: &Compiled, call: &str) -> Result<Written, Vec<Problem>> {
    evaluate::decided(compiled, call, &|decision| Written::of(&Brief(decision)))
}

/// What is kept of a decision.
struct Brief<'d>(&'d Decision<'d>);

impl ToJson for Brief<'_> {
    fn write(&self, out: &mut String) {
        let mut lines = Vec::new();
        for line in &self.0.lines {
            lines.push(BriefLine(line));
        }
        let mut object = Object::open(out);
        object.field("format", &BRIEF_FORMAT);
        object.field("order", &self.0.order);
        object.field("at", &self.0.at);
        object.field("lines", &lines);
        object.close();
    }
}

/// What is kept of a line.
struct BriefLine<'d>(&'d Line<'d>);

impl ToJson for BriefLine<'_> {
    fn write(&self, out: &mut String) {
        let Self(line) = self;
        let offers = |offers: &'_ [Offer]| {
            let mut written = Vec::new();
            for offer in offers {
                written.push(Written::of(&BriefOffer(offer)));
            }
            written
        };
        let mut object = Object::open(out);
        object.field("line", &line.line);
        object.field("bucket", &line.bucket);
        object.field("left", &line.left);
        object.field("offers", &offers(&line.offers));
        object.field("warranty", &Filled(&offers(&line.warranty)));
        object.close();
    }
}

/// What is kept of an offer.
struct BriefOffer<'d>(&'d Offer);

impl ToJson for BriefOffer<'_> {
    fn write(&self, out: &mut String) {
        let Self(offer) = self;
        let mut depends = Vec::new();
        for Missing { fact, path, .. } in &offer.depends {
            depends.push(Needed { fact, path });
        }
        let window = offer.leaf.window.as_ref().map(Written::json);
        let of_window = |field: &str| window.as_ref().and_then(|window| window.text_of(field).map(str::to_owned));
        let mut object = Object::open(out);
        object.field("reason", &offer.reason);
        object.field("remedy", &offer.remedy);
        object.field("component", &offer.component);
        object.field("status", &offer.leaf.status.text());
        object.field("lastDay", &of_window("lastDay"));
        object.field("endsBefore", &of_window("endsBefore"));
        object.field("terms", &offer.leaf.terms);
        object.field("depends", &Filled(&depends));
        object.close();
    }
}

/// A missing fact that matters, and where it would be stated.
struct Needed<'d> {
    fact: &'d str,
    path: &'d str,
}

impl ToJson for Needed<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("fact", &self.fact);
        object.field("path", &self.path);
        object.close();
    }
}
