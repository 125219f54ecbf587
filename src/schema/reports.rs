//! What reports on documents look like, for their schemas and types: findings, coverage, floor proofs and comparisons.

use super::answers::{BURDEN, CONFIDENCE, COUNT, DEDUCTION, LAYER, SHARE, SHIPPING, TERM_OR_GRANT, WINDOW, object};
use crate::document::MONEY;
use crate::shape::{Object, Shape, optional, required};
use crate::{coverage, diff, floor, lint};

/// The answer of `check`.
#[rustfmt::skip]
pub(super) static CHECK: Object = object("CheckReport", "What is found in documents. Only errors keep them from being compiled.", &[
    required("format", Shape::OneOf(&[lint::finding::FORMAT]), "The kind and version of this report."),
    required("findings", Shape::List(&Shape::Object(&FINDING), 0), "Everything that is found, by place and code."),
]);

#[rustfmt::skip]
static FINDING: Object = object("Finding", "One thing that is found in documents. Branch on `code` and `path`; show `message`, never parse it.", &[
    required("path", Shape::Prose, "Where it is, as a JSON Pointer into the list of documents."),
    required("code", Shape::FindingCode, "What it is; a published code keeps its meaning for ever."),
    required("severity", Shape::OneOf(&["error", "warning", "note"]), "`error`: the documents cannot be used; `warning`: surely not meant; `note`: worth a look."),
    required("message", Shape::Prose, "What is found and the way out, for people; may be reworded."),
    optional("also", Shape::Prose, "A second place that takes part."),
    optional("example", EXAMPLE, "The facts of a concrete order that shows it."),
]);

const EXAMPLE: Shape = Shape::Map(&Shape::Word, &Shape::Condition);

/// The answer of `coverage`.
#[rustfmt::skip]
pub(super) static COVERAGE: Object = object("CoverageReport", "Which rules decided something in many orders.", &[
    required("format", Shape::OneOf(&[coverage::FORMAT]), "The kind and version of this report."),
    required("calls", COUNT, "How many calls were decided."),
    required("badLines", COUNT, "How many lines could not be."),
    required("rules", Shape::List(&Shape::Object(&COVERED), 0), "Every rule, in the order of documents and rules."),
    optional("problems", Shape::List(&Shape::Object(&LINE_PROBLEM), 1), "What is wrong with the first 100 lines that could not be decided."),
]);

#[rustfmt::skip]
static COVERED: Object = object("CoveredRule", "How often one rule decided something.", &[
    required("document", Shape::Text, "Its document."),
    required("rule", Shape::Text, "Its id."),
    required("path", Shape::Prose, "Where it is, as a JSON Pointer into the list of documents."),
    required("decided", COUNT, "In how many calls it decided something."),
]);

#[rustfmt::skip]
static LINE_PROBLEM: Object = object("LineProblem", "One thing wrong with one of many calls.", &[
    required("line", COUNT, "The number of its line, from 1."),
    required("path", Shape::Prose, "Where in the call it is, as a JSON Pointer."),
    required("code", Shape::Code, "What is wrong."),
    required("message", Shape::Prose, "What is wrong and what would be right, for people."),
]);

/// The answer of `floor`.
#[rustfmt::skip]
pub(super) static FLOOR: Object = object("FloorReport", "Whether what is declared gives the buyer no less than each floor, without relying on it.", &[
    required("format", Shape::OneOf(&[floor::answer::FORMAT]), "The kind and version of this report."),
    required("outcome", Shape::OneOf(&["proved", "refuted", "undecided"]), "`proved`: no order gets less; `refuted`: the orders shown do; `undecided`: part of it could not be told."),
    required("floors", Shape::List(&Shape::Text, 0), "The floors that are for some order of the declared documents; with none there was nothing to prove."),
    required("given", Shape::List(&Shape::Object(&VOUCHED), 0), "The facts that documents vouch for, and under which it holds."),
    required("findings", Shape::List(&Shape::Object(&LESS), 0), "Where less is declared, or where it could not be told."),
]);

#[rustfmt::skip]
static VOUCHED: Object = object("VouchedFact", "A fact that a document vouches for on every order.", &[
    required("document", Shape::Text, "The document."),
    required("fact", Shape::Text, "The fact."),
    required("value", Shape::Condition, "Its value."),
]);

#[rustfmt::skip]
static LESS: Object = object("FloorFinding", "One term in which less is declared than a floor requires, or in which that could not be told.", &[
    required("outcome", Shape::OneOf(&["refuted", "undecided"]), "Which of the two."),
    required("term", TERM_OR_GRANT, "The term."),
    optional("reason", Shape::Text, "The reason asked for."),
    optional("remedy", Shape::Text, "The remedy asked for."),
    required("floor", Shape::Object(&GROUND), "The rule that requires more, and what it rests on."),
    optional("rule", Shape::Object(&PLACE), "The rule that gives less; absent where none says anything."),
    optional("changedBy", Shape::List(&Shape::Object(&GROUND), 1), "The rules of both sides that change the windows in question."),
    optional("declared", VALUE, "What is declared; absent where nothing is."),
    optional("required", VALUE, "What the floor requires."),
    optional("example", EXAMPLE, "The facts of a concrete order that shows it."),
    optional("events", EXAMPLE, "The days of its events."),
    optional("repairs", Shape::List(&EXAMPLE, 1), "Its repairs."),
    optional("actsAt", Shape::Instant, "When the buyer acts."),
    optional("at", Shape::Instant, "When that is judged."),
    optional("declaredLastDay", Shape::Date, "The last day of the declared window."),
    optional("requiredLastDay", Shape::Date, "The last day of the floor's window."),
    required("message", Shape::Prose, "What is less and the way out, for people; may be reworded."),
]);

#[rustfmt::skip]
static PLACE: Object = object("RulePlace", "A rule, and where it stands.", &[
    required("document", Shape::Text, "Its document."),
    required("rule", Shape::Text, "Its id."),
    required("path", Shape::Prose, "Where it is, as a JSON Pointer into the list of documents."),
]);

#[rustfmt::skip]
static GROUND: Object = object("FloorGround", "A rule, and what it rests on.", &[
    required("document", Shape::Text, "Its document."),
    required("rule", Shape::Text, "Its id."),
    required("path", Shape::Prose, "Where it is, as a JSON Pointer into the list of documents."),
    required("basis", Shape::List(&Shape::Text, 0), "The articles or clauses it states."),
    optional("confidence", CONFIDENCE, "How well they are established."),
]);

/// What a rule says in a term: the shape follows the term.
const VALUE: Shape = Shape::Either(&[
    &Shape::Flag,
    &Shape::Text,
    &Shape::List(&Shape::Text, 0),
    &Shape::Object(&WINDOW),
    &Shape::Period,
    &Shape::Object(&SHIPPING),
    &Shape::Object(&SHARE),
    &Shape::Object(&MONEY),
    &Shape::Object(&BURDEN),
    &Shape::Object(&DEDUCTION),
]);

/// The answer of `diff`.
#[rustfmt::skip]
pub(super) static DIFF: Object = object("DiffReport", "What changes for buyers from one version of documents to the next.", &[
    required("format", Shape::OneOf(&[diff::FORMAT]), "The kind and version of this report."),
    required("outcome", Shape::OneOf(&["same", "changed", "undecided"]), "`undecided`: part of it could not be told; the rows hold nevertheless."),
    required("rows", Shape::List(&Shape::Object(&ROW), 0), "Every change."),
    required("undecided", Shape::List(&Shape::Object(&UNTOLD), 0), "What could not be told."),
    optional("orders", Shape::Object(&COUNTED), "How many orders were read, where orders were given."),
    optional("problems", Shape::List(&Shape::Object(&LINE_PROBLEM), 1), "What is wrong with the first 100 lines that could not be read."),
]);

#[rustfmt::skip]
static ROW: Object = object("DiffRow", "One term that changes in one way for some orders.", &[
    required("reasons", Shape::List(&Shape::Text, 1), "The reasons."),
    required("remedies", Shape::List(&Shape::Text, 1), "The remedies."),
    required("when", EXAMPLE, "The orders, in the language of a policy's `when`."),
    optional("unless", EXAMPLE, "Those below a category, market or component named in `when` that are left out."),
    optional("except", EXAMPLE, "Orders that are left out: those that meet all of these conditions."),
    required("term", TERM_OR_GRANT, "The term."),
    required("old", Shape::Either(&[&Shape::Null, &VALUE]), "What the old version says; null where nothing."),
    required("new", Shape::Either(&[&Shape::Null, &VALUE]), "What the new version says; null where nothing."),
    optional("phases", Shape::Object(&PHASES), "What both say in turn, where they say the same at first."),
    optional("data", Shape::List(&Shape::Text, 1), "The zones and calendars whose own contents changed."),
    required("buyer", Shape::OneOf(&["better", "worse", "other"]), "Whether the new one is better for the buyer; `other` where neither is."),
    required("because", Shape::Object(&BECAUSE_OF), "The rules that decide it."),
    optional("touched", Shape::Object(&TOUCHED), "The orders it touches, where orders were given."),
]);

#[rustfmt::skip]
static PHASES: Object = object("DiffPhases", "What two versions say while one window after another ends.", &[
    required("old", STEPS, "In the old version."),
    required("new", STEPS, "In the new version."),
]);

const STEPS: Shape = Shape::List(&Shape::Object(&STEP), 1);

#[rustfmt::skip]
static STEP: Object = object("DiffPhase", "What a version says until a window ends.", &[
    optional("layer", LAYER, "The layer that says it by itself, where it is not sure in which order windows end."),
    optional("document", Shape::Text, "The document of that layer."),
    optional("within", Shape::Object(&WINDOW), "The window; absent after all of them."),
    optional("value", VALUE, "What it says; absent where nothing."),
]);

#[rustfmt::skip]
static BECAUSE_OF: Object = object("DiffBecause", "The rules that decide a term in each version.", &[
    required("old", RULES, "In the old version."),
    required("new", RULES, "In the new version."),
]);

const RULES: Shape = Shape::List(&Shape::Object(&RULE), 0);

#[rustfmt::skip]
static RULE: Object = object("RuleReference", "A rule.", &[
    required("document", Shape::Text, "Its document."),
    required("version", Shape::Text, "The document's version."),
    required("rule", Shape::Text, "Its id."),
]);

#[rustfmt::skip]
static UNTOLD: Object = object("DiffUndecided", "A reason and remedy for which part of the comparison was given up.", &[
    required("reason", Shape::Text, "The reason."),
    required("remedy", Shape::Text, "The remedy."),
    required("facts", Shape::List(&Shape::Text, 0), "The facts on which it hangs."),
]);

#[rustfmt::skip]
static COUNTED: Object = object("DiffOrders", "The orders that were read.", &[
    required("orders", COUNT, "How many."),
    required("lines", COUNT, "How many lines they have, each bucket of a line that is split counting by itself."),
    required("badLines", COUNT, "How many lines of the text could not be read."),
]);

#[rustfmt::skip]
static TOUCHED: Object = object("DiffTouched", "What a row touches among the orders.", &[
    required("orders", COUNT, "How many orders."),
    required("lines", COUNT, "How many lines."),
    required("amounts", Shape::List(&Shape::Object(&MONEY), 0), "Unit price times quantity of those lines, by currency."),
    required("unpriced", COUNT, "How many of those lines state no unit price, quantity or currency."),
    required("possible", COUNT, "How many further lines it may touch: a fact is missing on which that hangs."),
]);
