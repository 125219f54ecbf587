//! What answers look like, for their schemas and types.

use crate::answer;
use crate::document::MONEY;
use crate::json::LARGEST_WHOLE;
use crate::shape::{Field, Object, Shape, optional, required};

pub(super) const fn object(name: &'static str, doc: &'static str, fields: &'static [Field]) -> Object {
    Object { name, doc, fields, facts: 0, filled: false }
}

const STATUS: Shape = Shape::OneOf(&["open", "review", "not-started", "closed", "excluded", "depends"]);
pub(super) const LAYER: Shape = Shape::OneOf(&["declared", "default", "floor"]);
/// What rules set: first whether and until when something is granted, then the terms.
const SET: &[&str] = &[
    "granted",
    "window",
    "returnShipping",
    "outboundShipping",
    "restockingFee",
    "refundDue",
    "burden",
    "evidence",
    "deduction",
    "answerDue",
    "repairDue",
    "exchangeDue",
    "loanDue",
    "choice",
    "covers",
    "service",
    "warrantor",
];
const TERM: Shape = Shape::OneOf(SET.split_at(2).1);
pub(super) const TERM_OR_GRANT: Shape = Shape::OneOf(SET);
pub(super) const CONFIDENCE: Shape = Shape::OneOf(&["primary", "secondary", "known", "uncertain"]);
pub(super) const COUNT: Shape = Shape::Whole(0, LARGEST_WHOLE);
const DOCUMENTS: Shape = Shape::List(&Shape::Object(&DOCUMENT), 1);
const OFFERS: Shape = Shape::List(&Shape::Object(&OFFER), 0);

/// The answer of `evaluate`.
#[rustfmt::skip]
pub(super) static DECISION: Object = object("Decision", "What the buyer of an order may ask for.", &[
    required("format", Shape::OneOf(&[answer::DECISION_FORMAT]), "The kind and version of this answer."),
    required("decisionId", Shape::Text, "SHA-256 over the documents, what they can read of the order, the request and `at`: equal ids, equal decisions."),
    required("order", Shape::Text, "The order's id."),
    required("at", Shape::Instant, "The instant asked about, in UTC."),
    required("nextChangeAt", Shape::Either(&[&Shape::Null, &Shape::Instant]),
        "The first later instant at which, facts unchanged, anything but days left reads differently; null if none is known."),
    required("documents", DOCUMENTS, "The policies that took part."),
    required("data", Shape::Text, "SHA-256 over the calendars and zones that these policies name."),
    required("lines", Shape::List(&Shape::Object(&LINE), 0), "The answer for each line, or each bucket of a line that is split."),
]);

/// The answer of `brief`.
#[rustfmt::skip]
pub(super) static BRIEF: Object = object("BriefDecision", "What the buyer of an order may ask for, without what explains it.", &[
    required("format", Shape::OneOf(&[answer::BRIEF_FORMAT]), "The kind and version of this answer."),
    required("order", Shape::Text, "The order's id."),
    required("at", Shape::Instant, "The instant asked about, in UTC."),
    required("lines", Shape::List(&Shape::Object(&BRIEF_LINE), 0), "The answer for each line, or each bucket of a line that is split."),
]);

#[rustfmt::skip]
static BRIEF_LINE: Object = object("BriefLine", "The answer for a line, or a bucket of a line that is split.", &[
    required("line", Shape::Text, "The line's id."),
    optional("bucket", Shape::Text, "The bucket's id."),
    optional("left", COUNT, "Units bought less units returned; absent where the quantity is not stated. With 0 left there are no offers."),
    required("offers", BRIEF_OFFERS, "What may be asked for, by reason and remedy."),
    optional("warranty", BRIEF_OFFERS, "The same by component, where the documents tell components apart."),
]);

const BRIEF_OFFERS: Shape = Shape::List(&Shape::Object(&BRIEF_OFFER), 0);

#[rustfmt::skip]
static BRIEF_OFFER: Object = object("BriefOffer", "What the buyer may ask for, for one reason, with one remedy.", &[
    required("reason", Shape::Text, "The reason."),
    required("remedy", Shape::Text, "The remedy."),
    optional("component", Shape::Text, "The component the offer is about; in `warranty`, none stands for every other part."),
    required("status", STATUS, "`open`: ask and get it; `review`: a person decides; `not-started`, `closed`: the window; `excluded`: not granted; `depends`: on missing facts."),
    optional("lastDay", Shape::Date, "The last day of the window, inside."),
    optional("endsBefore", Shape::Instant, "The first instant outside the window."),
    required("terms", Shape::Object(&COSTS), "What it costs, as far as that hangs on nothing that is missing."),
    optional("depends", Shape::List(&Shape::Object(&NEEDED), 1), "Missing facts that matter."),
]);

#[rustfmt::skip]
static NEEDED: Object = object("NeededFact", "A missing fact that matters.", &[
    required("fact", Shape::Text, "The fact."),
    required("path", Shape::Prose, "Where it would be stated, as a JSON Pointer into the call; empty for what no call states."),
]);

/// The answer of `terms`.
#[rustfmt::skip]
pub(super) static TERMS: Object = object("TermsAnswer", "What the buyer of a product may ask for, before it is bought. Open means: granted, once the window has begun.", &[
    required("format", Shape::OneOf(&[answer::TERMS_FORMAT]), "The kind and version of this answer."),
    required("at", Shape::Instant, "When it would be bought, in UTC."),
    required("documents", DOCUMENTS, "The policies that took part."),
    required("data", Shape::Text, "SHA-256 over the calendars and zones that these policies name."),
    required("offers", OFFERS, "What may be asked for, by reason and remedy."),
    required("warranty", OFFERS, "The same by component, where the documents tell components apart."),
]);

/// The answer of `validate`.
#[rustfmt::skip]
pub(super) static VALIDATION: Object = object("Validation", "Whether a request may be accepted.", &[
    required("acceptable", Shape::Flag, "Whether nothing is wrong with it."),
    required("decisionId", Shape::Text, "The id of the decision it was held against."),
    required("problems", Shape::List(&Shape::Object(&PROBLEM), 0), "What is wrong with it, for the fields of a form."),
]);

/// One problem.
#[rustfmt::skip]
pub(super) static PROBLEM: Object = object("Problem", "One thing wrong with a document or call. Branch on `code` and `path`; show `message`, never parse it.", &[
    required("path", Shape::Prose, "Where it is, as a JSON Pointer; empty for the whole."),
    required("code", Shape::Code, "What is wrong; a published code keeps its meaning for ever."),
    required("message", Shape::Prose, "What is wrong and what would be right, for people; may be reworded."),
    optional("also", Shape::Prose, "A second place that takes part."),
    optional("example", Shape::Map(&Shape::Word, &Shape::Condition), "The facts of a concrete order that shows the problem."),
]);

#[rustfmt::skip]
static DOCUMENT: Object = object("DocumentReference", "A policy that took part.", &[
    required("id", Shape::Text, "Its id."),
    required("version", Shape::Text, "Its version."),
    required("layer", LAYER, "Its layer."),
    required("digest", Shape::Text, "SHA-256 over its canonical form (RFC 8785)."),
]);

#[rustfmt::skip]
static LINE: Object = object("DecisionLine", "The answer for a line, or a bucket of a line that is split.", &[
    required("line", Shape::Text, "The line's id."),
    optional("bucket", Shape::Text, "The bucket's id."),
    optional("left", COUNT, "Units bought less units returned; absent where the quantity is not stated. With 0 left there are no offers."),
    required("offers", OFFERS, "What may be asked for, by reason and remedy."),
    required("warranty", OFFERS, "The same by component, where the documents tell components apart."),
    optional("afterRepair", Shape::List(&Shape::Object(&CHANGE), 0), "The offers whose status would be another one after one more repair, of the same defect as the last one and begun now, that fails; absent where nothing counts repairs, or none are stated."),
]);

#[rustfmt::skip]
static CHANGE: Object = object("StatusChange", "An offer whose status would be another one.", &[
    required("reason", Shape::Text, "The reason."),
    required("remedy", Shape::Text, "The remedy."),
    optional("component", Shape::Text, "The component the offer is about."),
    required("status", STATUS, "The status it would have."),
]);

#[rustfmt::skip]
static OFFER: Object = object("Offer", "What the buyer may ask for, for one reason, with one remedy.", &[
    required("reason", Shape::Text, "The reason."),
    required("remedy", Shape::Text, "The remedy."),
    optional("component", Shape::Text, "The component the offer is about; in `warranty`, none stands for every other part."),
    required("status", STATUS, "`open`: ask and get it; `review`: a person decides; `not-started`, `closed`: the window; `excluded`: not granted; `depends`: on missing facts."),
    optional("window", Shape::Object(&WINDOW), "The window that is open longest, where every case has the same one."),
    required("terms", Shape::Object(&COSTS), "What it costs; of terms that hang on missing facts, see `cases`."),
    required("improved", Shape::List(&Shape::Object(&IMPROVEMENT), 0), "Terms in which a floor is better than what the shop declared."),
    required("depends", Shape::List(&Shape::Object(&MISSING), 0), "Missing facts that matter."),
    required("cases", Shape::List(&Shape::Object(&CASE), 0), "The answer for each value of what is missing; empty past 64 cases."),
    required("phases", Shape::List(&Shape::Object(&PHASE), 0), "What the offer reads in later stretches of time."),
    required("layers", Shape::List(&Shape::Object(&LAYER_READING), 0), "What each layer offers by itself."),
    required("because", Shape::List(&Shape::Object(&BECAUSE), 0), "Every rule that took part, by layer, document and rule."),
]);

#[rustfmt::skip]
pub(super) static WINDOW: Object = object("OfferWindow", "A period in which a remedy may be asked for.", &[
    optional("length", Shape::Text, "How long it is, with what is added to it and cut at caps of the same unit: an ISO 8601 length, or `unlimited`."),
    optional("earliestOf", PERIODS, "The windows it is made of; the first to end ends it."),
    optional("latestOf", PERIODS, "The windows it is made of; the last to end ends it."),
    optional("from", FROM, "The events from which it may run, the first that is not null counting; absent where it is made of several."),
    optional("counts", COUNTS, "Which days count, where they are not all from the day after the event."),
    optional("ends", Shape::OneOf(&["day-before"]), "On which day months end, where it is not the one with the number of the event's day."),
    optional("rolls", ROLLS, "Which rest days move its last day."),
    optional("suspends", Shape::OneOf(&["elapsed", "inclusive"]), "How many days a repair takes out of it: those from the first to the return, or one more."),
    optional("atLeastUntil", Shape::Date, "A day before which it does not end, where its last day is not known."),
    optional("cap", Shape::Length, "A length from its start beyond which it does not run, where its last day is not known."),
    optional("started", Shape::Object(&STARTED), "The event from which it does run."),
    optional("opensAt", Shape::Instant, "From when it may be used."),
    optional("lastDay", Shape::Date, "Its last day, inside."),
    optional("endsBefore", Shape::Instant, "The first instant outside."),
    optional("daysLeft", COUNT, "Civil days from `at` to the last day; 0 on the last day."),
    optional("zone", Shape::Text, "The IANA zone in which its days end."),
    required("act", Shape::OneOf(&["notify", "notice-received", "dispatch", "arrive", "pay"]), "What must have happened inside it."),
    optional("usage", Shape::Map(&Shape::Word, &Shape::Object(&ALLOWANCE)), "How much the goods may have been used, by what counts it: it is over when they have been used more."),
]);

#[rustfmt::skip]
static ALLOWANCE: Object = object("UsageAllowance", "How much the goods may have been used.", &[
    required("upTo", Shape::Whole(0, LARGEST_WHOLE), "The most."),
    optional("left", Shape::Whole(0, LARGEST_WHOLE), "What is left of it, where the use so far is known."),
]);

const PERIODS: Shape = Shape::List(&Shape::Period, 1);
const FROM: Shape = Shape::List(&Shape::Object(&ANCHOR), 1);
const ROLLS: Shape = Shape::OneOf(&["holiday", "weekend-or-holiday", "working-calendar"]);
const COUNTS: Shape = Shape::OneOf(&["same-day", "working-day"]);

/// What [`Shape::Period`] stands for, which may hold others of its kind.
#[rustfmt::skip]
pub(super) static PERIOD: Object = object("OfferPeriod", "A period by the end of which something is due, within which something holds, or of which a window is made.", &[
    optional("length", Shape::Text, "How long it is: an ISO 8601 length, or `unlimited`."),
    optional("earliestOf", PERIODS, "The periods it is made of; the first to end ends it."),
    optional("latestOf", PERIODS, "The periods it is made of; the last to end ends it."),
    optional("from", FROM, "The events from which it may run, the first that is not null counting; absent where it is made of several."),
    optional("counts", COUNTS, "Which days count, where they are not all from the day after the event."),
    optional("ends", Shape::OneOf(&["day-before"]), "On which day months end, where it is not the one with the number of the event's day."),
    optional("rolls", ROLLS, "Which rest days move its last day."),
    optional("suspends", Shape::OneOf(&["elapsed", "inclusive"]), "How many days a repair takes out of it: those from the first to the return, or one more."),
    optional("started", Shape::Object(&STARTED), "The event from which it does run."),
    optional("lastDay", Shape::Date, "Its last day, inside."),
    optional("endsBefore", Shape::Instant, "The first instant outside."),
    optional("zone", Shape::Text, "The IANA zone in which its days end."),
]);

#[rustfmt::skip]
static ANCHOR: Object = object("OfferAnchor", "An event from which a window may run.", &[
    required("anchor", Shape::Text, "The event."),
    optional("offset", Shape::Length, "What is added to its day."),
    optional("rolls", ROLLS, "Which rest days then move the day."),
]);

#[rustfmt::skip]
static STARTED: Object = object("Started", "The event from which a window runs.", &[
    required("anchor", Shape::Text, "The event."),
    required("day", Shape::Date, "Its civil day in the window's zone."),
]);

#[rustfmt::skip]
static COSTS: Object = object("Costs", "What an offer costs the buyer; a term that nobody states is left out, never free.", &[
    optional("returnShipping", Shape::Object(&SHIPPING), "Who pays for sending the goods back."),
    optional("outboundShipping", Shape::OneOf(&["refunded", "standard-refunded", "kept"]), "What becomes of the freight paid for sending the goods out."),
    optional("restockingFee", Shape::Either(&[&Shape::OneOf(&["none"]), &Shape::Object(&SHARE), &Shape::Object(&MONEY)]), "What is kept back from the refund."),
    optional("refundDue", Shape::Object(&PERIOD), "By when the money must be back; the day once the facts tell."),
    optional("burden", Shape::Either(&[&Shape::OneOf(&["seller", "buyer"]), &Shape::Object(&BURDEN)]), "Who must prove whether a defect was there when the goods were delivered."),
    optional("evidence", Shape::List(&Shape::Text, 0), "What the buyer must show."),
    optional("deduction", Shape::Either(&[&Shape::OneOf(&["none"]), &Shape::Object(&DEDUCTION)]), "What is kept back from the refund for the use the buyer had of the goods."),
    optional("answerDue", Shape::Object(&PERIOD), "By when the seller must answer."),
    optional("repairDue", Shape::Object(&PERIOD), "By when a repair must be done."),
    optional("exchangeDue", Shape::Object(&PERIOD), "By when an exchange must be done."),
    optional("loanDue", Shape::Object(&PERIOD), "After which day a loan unit is owed while a repair lasts."),
    optional("choice", Shape::OneOf(&["buyer", "seller"]), "Who chooses between this remedy and others that are open."),
    optional("covers", Shape::List(&Shape::Text, 0), "What a warranty covers."),
    optional("service", Shape::OneOf(&["on-site", "pick-up", "bring-in"]), "How the goods get to where they are repaired."),
    optional("warrantor", Shape::OneOf(&["seller", "manufacturer", "service-contract"]), "Who gives the warranty."),
]);

#[rustfmt::skip]
pub(super) static DEDUCTION: Object = object("OfferDeduction", "A share of the price paid for so much use.", &[
    required("rate", Shape::Rate, "The share."),
    required("per", Shape::Map(&Shape::Word, &Shape::Whole(1, LARGEST_WHOLE)), "For how much use, by a name of `usage`."),
    optional("atMost", Shape::Flag, "True where that is a limit, and less may be kept back."),
    optional("amount", Shape::Object(&MONEY), "What that makes of one unit's price for its use so far, where both are known; never more than the price."),
]);

#[rustfmt::skip]
pub(super) static BURDEN: Object = object("OfferBurden", "The seller must prove that a defect was not there if it shows within a time, the buyer that it was if it shows later.", &[
    required("seller", Shape::Object(&PERIOD), "The time."),
]);

#[rustfmt::skip]
pub(super) static SHIPPING: Object = object("OfferShipping", "Who pays for sending the goods back.", &[
    required("payer", Shape::OneOf(&["buyer", "seller", "platform", "manufacturer", "insurance"]), "Who pays the carrier."),
    optional("fee", Shape::Object(&MONEY), "What the buyer is charged where another pays the carrier."),
    optional("upTo", Shape::Object(&MONEY), "The most it may cost a buyer who pays the carrier."),
]);

#[rustfmt::skip]
pub(super) static SHARE: Object = object("OfferShare", "A share of the price paid.", &[
    required("rate", Shape::Rate, "The share."),
]);

#[rustfmt::skip]
static IMPROVEMENT: Object = object("Improvement", "A term in which a floor is better than what the shop declared.", &[
    required("term", TERM, "The term."),
    required("document", Shape::Text, "The floor's document."),
    required("declared", Shape::Object(&COSTS), "What was declared; empty where nothing was."),
]);

#[rustfmt::skip]
static MISSING: Object = object("Missing", "A fact that is missing and matters: two of its values give two answers.", &[
    required("fact", Shape::Text, "The fact: `delivery`, `condition.seal`, `tag.final-sale`, or `calendar.cn` for a calendar that must reach further. One that is stated must be stated more exactly."),
    required("path", Shape::Prose, "Where it would be stated, as a JSON Pointer into the call; empty for what no call states, such as a calendar or the time at which a warranty is used."),
    required("affects", Shape::List(&Shape::Text, 1), "The parts of the answer that hang on it."),
]);

#[rustfmt::skip]
static CASE: Object = object("Case", "The answer for some values of what is missing.", &[
    required("when", Shape::Map(&Shape::Word, &Shape::Condition), "The values, in the language of a policy's `when`; names and tags each below their fact. A market, category or reason counts for what lies below it unless another case names that."),
    required("status", STATUS, "The status."),
    optional("window", Shape::Object(&WINDOW), "The window; without days where it runs from an unknown one."),
    required("terms", Shape::Object(&COSTS), "What it costs."),
    required("because", Shape::List(&Shape::Object(&BECAUSE), 0), "The rules that take part besides those of the offer."),
]);

#[rustfmt::skip]
static PHASE: Object = object("Phase", "What an offer reads in a later stretch of time.", &[
    required("from", Shape::Instant, "Its first instant."),
    optional("until", Shape::Instant, "The first instant after it."),
    required("status", STATUS, "The status."),
    required("terms", Shape::Object(&COSTS), "What it costs then."),
]);

#[rustfmt::skip]
static LAYER_READING: Object = object("LayerReading", "What one layer offers by itself.", &[
    required("layer", LAYER, "The layer."),
    required("document", Shape::Text, "The document that grants or excludes."),
    required("status", STATUS, "Its status."),
    optional("window", Shape::Object(&WINDOW), "Its window."),
    required("terms", Shape::Object(&COSTS), "Its terms."),
]);

#[rustfmt::skip]
static BECAUSE: Object = object("Because", "One rule that took part, and why.", &[
    required("layer", LAYER, "The layer of its document."),
    required("document", Shape::Text, "Its document."),
    required("version", Shape::Text, "The document's version."),
    required("rule", Shape::Text, "Its id."),
    required("code", Shape::OneOf(&["granted", "review", "excluded", "window-open", "window-not-started", "window-closed", "window-used-up", "window-unknown", "window-adjusted", "terms"]), "What it says."),
    required("sets", Shape::List(&TERM_OR_GRANT, 1), "The terms it decides."),
    required("basis", Shape::List(&Shape::Text, 0), "The articles or clauses it states."),
    optional("confidence", CONFIDENCE, "How well they are established."),
    required("facts", Shape::List(&Shape::Object(&USED_FACT), 0), "The facts it looked at."),
]);

#[rustfmt::skip]
static USED_FACT: Object = object("UsedFact", "A fact that a rule looked at.", &[
    required("fact", Shape::Text, "The fact."),
    required("value", Shape::Either(&[&Shape::Null, &Shape::Flag, &Shape::Whole(-LARGEST_WHOLE, LARGEST_WHOLE), &Shape::Text]), "Its value; instants in UTC."),
    optional("path", Shape::Prose, "Where it is stated, as a JSON Pointer into the call."),
    optional("given", Shape::Text, "The document that vouches for it, where the call does not state it."),
]);
