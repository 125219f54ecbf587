//! The documents that are published, field by field; an engine without the checks reads only what was held against this.

use crate::document::{CALENDAR_FORMAT, POLICY_FORMAT, SEAL_FORMAT, ZONE_FORMAT, object};
use crate::shape::{Field, Object, Shape, optional, required};

/// An object that must have some field.
const fn filled(name: &'static str, doc: &'static str, fields: &'static [Field]) -> Object {
    Object { filled: true, ..object(name, doc, fields) }
}

const DEFINED: Shape = Shape::Either(&[&Shape::Object(&WINDOW), &Shape::Object(&EARLIEST), &Shape::Object(&LATEST)]);
const BY_MARKET: Shape = Shape::Either(&[&Shape::Text, &Shape::Map(&Shape::Market, &Shape::Text)]);

/// A policy of a shop, a platform or a legislator.
#[rustfmt::skip]
pub(crate) static POLICY: Object = object("PolicyDocument", "A return and warranty policy of a shop, a platform or a legislator.", &[
    required("format", Shape::OneOf(&[POLICY_FORMAT]), "The kind and version of this document."),
    required("id", Shape::Word, "A name that is unique among the documents loaded together."),
    required("version", Shape::Text, "Which version this is, in the author's own words; appears in every answer."),
    required("layer", Shape::OneOf(&["declared", "default", "floor"]),
        "`declared`: the shop's own promise; `default`: fills what no declared rule sets; `floor`: a minimum that no declared rule can undercut."),
    optional("title", Shape::Text, "What people call this document."),
    optional("note", Shape::Text, "Remarks for authors; never evaluated."),
    optional("effective", Shape::Object(&EFFECTIVE), "The contract dates this document is for; a policy is frozen at purchase."),
    optional("zone", BY_MARKET, "The IANA time zone in which days end: one name, or names by market."),
    optional("calendar", BY_MARKET, "The id of the calendar of rest days: one id, or ids by market."),
    optional("groups", Shape::Map(&Shape::Market, &Shape::List(&Shape::Market, 1)), "Groups of markets, such as `EU` and its members."),
    optional("reasons", Shape::Map(&Shape::Word, &Shape::Word), "Further reasons, each with the reason it belongs to: `{ \"too-small\": \"change-of-mind\" }`."),
    optional("when", Shape::When, "Conditions added to every rule of this document."),
    optional("precedence", Shape::List(&Shape::FactName, 1), "Facts in order: of two rules, the one that constrains the earlier fact wins."),
    optional("ties", Shape::OneOf(&["buyer"]), "What becomes of two rules that set a term differently where neither wins: a problem (if not said); or `buyer`: each of two windows is an offer of its own, and of all else the buyer gets the better."),
    optional("given", Shape::Given, "Facts the author vouches for on every order; they fill what an order leaves out."),
    optional("windows", Shape::Map(&Shape::Word, &DEFINED), "Windows by name, for rules to share."),
    optional("counters", Shape::Map(&Shape::Word, &Shape::Object(&COUNTER)), "Counters by name, for conditions on `counter`."),
    required("rules", Shape::List(&Shape::Object(&RULE), 1), "The rules; their order means nothing."),
]);

#[rustfmt::skip]
static COUNTER: Object = object("Counter", "What a rule may count in the history of the goods: how many entries match, or how many days they took.", &[
    required("of", Shape::OneOf(&["repairs", "claims"]), "What is counted."),
    optional("sum", Shape::OneOf(&["elapsed-days", "inclusive-days", "started-days"]),
        "Of repairs, the days from hand-over to return instead of their number, up to now for one that lasts: civil days that passed, one more, for both count, or every 24 hours that were begun."),
    optional("less", Shape::List(&Shape::Word, 1), "The `excludedDays` that are taken off each sum."),
    optional("where", Shape::Object(&ENTRY), "What an entry must match; all of them if not said."),
    optional("by", Shape::OneOf(&["component", "defect", "replaced"]), "What groups entries: only the largest group counts."),
]);

#[rustfmt::skip]
static ENTRY: Object = filled("CounterWhere", "Conditions on an entry: of each field, one of the values.", &[
    optional("component", Shape::List(&Shape::Path, 1), "The part it was about, or one that holds it."),
    optional("replaced", Shape::List(&Shape::Path, 1), "A part that was replaced, or one that holds it."),
    optional("defect", Shape::List(&Shape::Word, 1), "The defect."),
    optional("outcome", Shape::List(&OUTCOME, 1), "How it ended."),
    optional("reason", Shape::List(&Shape::Word, 1), "Of claims, the reason."),
    optional("remedy", Shape::List(&Shape::Word, 1), "Of claims, the remedy."),
]);

const OUTCOME: Shape = Shape::OneOf(&["fixed", "failed", "granted", "refused"]);

#[rustfmt::skip]
static EFFECTIVE: Object = filled("Effective", "A period of contract dates.", &[
    optional("from", Shape::Date, "The first contract date."),
    optional("until", Shape::Date, "The last contract date."),
]);

#[rustfmt::skip]
static RULE: Object = object("Rule", "Where `when` holds, `then` sets terms.", &[
    required("id", Shape::Word, "A name that is unique in this document."),
    optional("when", Shape::When, "A conjunction over facts; a rule without conditions holds for every order."),
    required("then", Shape::Object(&THEN), "The terms this rule sets."),
    optional("overrides", Shape::List(&Shape::RuleName, 1), "Rules that this one beats wherever both hold: their ids, or `document/rule`."),
    optional("basis", Shape::Either(&[&Shape::Text, &Shape::List(&Shape::Text, 1)]), "The article of a law or clause of a contract this rule states."),
    optional("confidence", Shape::OneOf(&["primary", "secondary", "known", "uncertain"]),
        "How well the basis is established: primary text seen, reliable secondary statement, general knowledge, contested."),
    optional("note", Shape::Text, "Remarks for authors; never evaluated."),
]);

#[rustfmt::skip]
static THEN: Object = filled("Then", "The terms a rule sets; a term that no rule sets is unstated, never free.", &[
    optional("granted", Shape::Either(&[&Shape::Flag, &Shape::OneOf(&["review"])]), "Whether the remedy is granted; `review`: a person decides."),
    optional("window", Shape::Either(&[&Shape::Word, &Shape::Object(&WINDOW), &Shape::Object(&EARLIEST), &Shape::Object(&LATEST), &Shape::Object(&ADJUSTMENT)]),
        "The window: a name, a definition, or an adjustment of the window that another rule sets."),
    optional("returnShipping", Shape::Either(&[&PAYER, &Shape::Object(&RETURN_SHIPPING)]), "Who pays for sending the goods back."),
    optional("outboundShipping", OUTBOUND, "What becomes of the freight paid for sending the goods out."),
    optional("restockingFee", Shape::Either(&[&Shape::OneOf(&["none"]), &Shape::Object(&SHARE), &Shape::Object(&MONEY)]),
        "What is kept back from the refund."),
    optional("refundDue", Shape::Window, "The period within which the money must be back: a window by name or definition, without `opens` and `act`."),
    optional("answerDue", Shape::Window, "The period within which the seller must answer."),
    optional("repairDue", Shape::Window, "The period within which a repair must be done."),
    optional("exchangeDue", Shape::Window, "The period within which an exchange must be done."),
    optional("loanDue", Shape::Window, "The period after which a loan unit is owed while a repair lasts."),
    optional("burden", Shape::Either(&[&Shape::OneOf(&["seller", "buyer"]), &Shape::Object(&BURDEN)]),
        "Who must prove whether a defect was there when the goods were delivered."),
    optional("evidence", Shape::List(&Shape::Word, 0), "What the buyer must show, such as `photo`; an empty list: nothing."),
    optional("deduction", Shape::Either(&[&Shape::OneOf(&["none"]), &Shape::Object(&DEDUCTION)]), "What is kept back from the refund for the use the buyer had of the goods."),
    optional("choice", Shape::OneOf(&["buyer", "seller"]), "Who chooses between this remedy and others that are open."),
    optional("covers", Shape::List(&Shape::Word, 0), "What a warranty covers, such as `parts` and `labour`."),
    optional("service", Shape::OneOf(&["on-site", "pick-up", "bring-in"]), "How the goods get to where they are repaired."),
    optional("warrantor", Shape::OneOf(&["seller", "manufacturer", "service-contract"]), "Who gives the warranty."),
]);

#[rustfmt::skip]
static DEDUCTION: Object = object("Deduction", "A share of the price paid for so much use.", &[
    required("rate", Shape::Rate, "The share, up to two decimal places."),
    required("per", Shape::Map(&Shape::Word, &Shape::Whole(1, 1_000_000_000)), "For how much use, by one name of `usage`, such as `{ \"km\": 1000 }`."),
    optional("atMost", Shape::Flag, "Whether that is a limit: less may be kept back. Not if not said."),
]);

#[rustfmt::skip]
static BURDEN: Object = object("Burden", "The seller must prove that a defect was not there, if it shows within a time; after it the buyer must prove that it was.", &[
    required("seller", Shape::Window, "The time: a window by name or definition, without `opens` and `act`."),
]);

const PAYER: Shape = Shape::OneOf(&["buyer", "seller", "platform", "manufacturer", "insurance"]);
const OUTBOUND: Shape = Shape::OneOf(&["refunded", "standard-refunded", "kept"]);

#[rustfmt::skip]
static RETURN_SHIPPING: Object = object("ReturnShipping", "Who pays for sending the goods back, and what the buyer is charged.", &[
    required("payer", PAYER, "Who pays the carrier."),
    optional("fee", Shape::Object(&MONEY), "A flat fee charged to the buyer where someone else pays the carrier."),
]);

#[rustfmt::skip]
static SHARE: Object = object("Share", "A share of the price paid.", &[
    required("rate", Shape::Rate, "The share, up to two decimal places."),
]);

/// An amount of money.
#[rustfmt::skip]
pub(crate) static MONEY: Object = object("Money", "An amount of money.", &[
    required("amount", Shape::AMOUNT, "Whole minor units: 499 EUR are 4.99 euros, 500 JPY are 500 yen."),
    required("currency", Shape::Currency, "The ISO 4217 code."),
]);

const ANCHOR_NAME: Shape = Shape::OneOf(&[
    "delivery",
    "lastDelivery",
    "firstDelivery",
    "signing",
    "shipment",
    "order",
    "contract",
    "contractCopy",
    "invoice",
    "information",
    "installation",
    "activation",
    "exchange",
    "defectKnown",
    "notice",
    "noticeReceived",
    "returnDispatch",
    "goodsBack",
    "refundAgreed",
    "repairReturned",
    "repairBegun",
    "warrantyEnd",
]);

const ROLL: Shape = Shape::OneOf(&["none", "holiday", "weekend-or-holiday", "working-calendar"]);

#[rustfmt::skip]
static WINDOW: Object = object("Window", "A period in which a remedy may be asked for.", &[
    optional("length", Shape::Either(&[&Shape::Length, &Shape::Hours, &Shape::OneOf(&["unlimited"])]),
        "How long it is from its start: days, weeks, months and years whose last day is still inside, or hours from the very instant."),
    optional("until", Shape::Date, "Its last day, instead of a length."),
    required("from", Shape::List(&Shape::Either(&[&ANCHOR_NAME, &Shape::Object(&ANCHOR)]), 1),
        "The events from which it runs: the first that is not null counts; one before it that is absent leaves the answer open."),
    optional("opens", ANCHOR_NAME, "An event from which it may already be used before it starts to run; a day begins in the zone of the first period."),
    optional("counts", Shape::OneOf(&["next-day", "same-day", "working-day"]),
        "Which days count: those from the day after the event (if not said), those from the event's day, or working days from the day after."),
    optional("ends", Shape::OneOf(&["corresponding-day", "day-before"]),
        "On which day months end: that with the number of the event's day, or the month's last (if not said); or the day before that with the number of the first day counted."),
    optional("rolls", ROLL, "Which rest days move its last day to the next other day."),
    optional("suspends", Shape::Object(&SUSPENSION), "Repairs stop it."),
    optional("zone", BY_MARKET, "The IANA time zone of its days, where it is not the document's."),
    optional("calendar", BY_MARKET, "The id of its calendar, where it is not the document's."),
    ACT,
    USAGE,
]);

#[rustfmt::skip]
const OPENS: Field = optional("opens", ANCHOR_NAME, "An event from which it may already be used.");
#[rustfmt::skip]
const ACT: Field = optional("act", Shape::OneOf(&["notify", "notice-received", "dispatch", "arrive", "pay"]), "What must have happened inside it; `notify` if not said.");
#[rustfmt::skip]
const USAGE: Field = optional("usage", Shape::Map(&Shape::Word, &Shape::Whole(0, 1_000_000_000)), "How much the goods may have been used, such as `{ \"km\": 60000 }`: a window is over when its time is, or when they have been used more.");
const PARTS: Shape = Shape::List(&Shape::Window, 2);

/// What [`Shape::Window`] admits.
pub(crate) static WINDOWS: Shape =
    Shape::Either(&[&Shape::Word, &Shape::Object(&WINDOW), &Shape::Object(&EARLIEST), &Shape::Object(&LATEST)]);

#[rustfmt::skip]
static EARLIEST: Object = object("EarliestWindow", "Several windows, of which the earliest end counts. It may be used from when the first of them may.", &[
    required("earliestOf", PARTS, "The windows, by name or definition. One whose event has not happened has no end yet, and does not count."),
    OPENS,
    ACT,
    USAGE,
]);

#[rustfmt::skip]
static LATEST: Object = object("LatestWindow", "Several windows, of which the latest end counts. It may be used from when the first of them may.", &[
    required("latestOf", PARTS, "The windows, by name or definition. As long as the event of one has not happened, there is no end yet."),
    OPENS,
    ACT,
    USAGE,
]);

#[rustfmt::skip]
static ANCHOR: Object = object("Anchor", "An event, moved.", &[
    required("anchor", ANCHOR_NAME, "The event."),
    optional("offset", Shape::Length, "What is added to its day: a transit time, for instance."),
    optional("rolls", ROLL, "Which rest days then move the day to the next other day."),
]);

#[rustfmt::skip]
static SUSPENSION: Object = object("Suspension", "How repairs stop a window: every stretch that begins no later than its end so far moves the end; days before it runs do not count. Applied before rest days move it.", &[
    optional("from", Shape::OneOf(&["hand-over", "request"]), "From which day: that on which the goods were handed over (if not said), or on which the repair was asked for."),
    required("days", Shape::OneOf(&["elapsed", "inclusive"]), "How many days: those from the first to the return, or one more, for both count."),
    optional("leaves", Shape::Length, "What is left at least after the return."),
]);

#[rustfmt::skip]
static ADJUSTMENT: Object = filled("Adjustment", "A change to the window that another rule sets: `add` first, then `atLeastUntil`, then `cap`.", &[
    optional("add", Shape::Length, "What is added to its length."),
    optional("atLeastUntil", Shape::Date, "A day before which it does not end."),
    optional("cap", Shape::Length, "A length from its start beyond which it does not run."),
]);

/// An event that `given` takes from another.
#[rustfmt::skip]
pub(crate) static GIVEN_ANCHOR: Object = object("GivenAnchor", "The event happened when another one did.", &[
    required("anchor", ANCHOR_NAME, "The other event."),
]);

/// The rest days of a country or region.
#[rustfmt::skip]
pub(crate) static CALENDAR: Object = object("CalendarDocument", "The rest days of a country or region.", &[
    required("format", Shape::OneOf(&[CALENDAR_FORMAT]), "The kind and version of this document."),
    required("id", Shape::Word, "The name by which policies refer to it."),
    required("version", Shape::Text, "Which version this is; part of every decision's id."),
    optional("market", Shape::Market, "The market it is for."),
    optional("name", Shape::Text, "What people call it."),
    optional("source", Shape::Either(&[&Shape::Text, &Shape::List(&Shape::Text, 1)]), "Where the days are from."),
    optional("note", Shape::Text, "Remarks; never evaluated."),
    required("knownFrom", Shape::Date, "The first day the list covers."),
    required("knownUntil", Shape::Date, "The last day the list covers; beyond it the answer is unknown, not `no holiday`."),
    required("weekend", Shape::List(&Shape::OneOf(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]), 0), "The rest days of a week."),
    required("holidays", Shape::List(&Shape::Object(&HOLIDAY), 0), "Public holidays."),
    optional("workdays", Shape::List(&Shape::Date, 0), "Weekend days that are working days."),
]);

#[rustfmt::skip]
static HOLIDAY: Object = object("Holiday", "A public holiday.", &[
    required("date", Shape::Date, "Its day."),
    required("name", Shape::Text, "What it is called."),
]);

/// A time zone.
#[rustfmt::skip]
pub(crate) static ZONE: Object = object("ZoneDocument", "An IANA time zone.", &[
    required("format", Shape::OneOf(&[ZONE_FORMAT]), "The kind and version of this document."),
    required("id", Shape::Text, "The IANA name: `Europe/Berlin`."),
    required("version", Shape::Text, "The release of the time zone database."),
    required("tzif", Shape::Base64, "TZif data (RFC 9636) in base64."),
]);

/// A seal.
#[rustfmt::skip]
pub(crate) static SEAL: Object = object("Seal", "Says that the documents loaded with it were checked together.", &[
    required("format", Shape::OneOf(&[SEAL_FORMAT]), "The kind and version of this document."),
    required("id", Shape::Text, "SHA-256 over the digests of all other documents."),
    required("engine", Shape::Text, "The version of the engine that checked them."),
]);
