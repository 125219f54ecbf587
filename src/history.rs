//! What may be counted in the history of the goods: repairs and earlier claims.
//!
//! What an entry does not state leaves a count between two numbers, and never adds to a guess.

use crate::day::{self, Instant, Moment};
use crate::fact::{self, FactId, LINE};
use crate::facts::FactValue;
use crate::gather::Gather;
use crate::json::Json;
use crate::map::Map;
use crate::policy::PolicyDocument;
use crate::zone::Zone;

/// A counter, as a document defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counter {
    /// The fact whose entries are counted.
    pub(crate) of: FactId,
    /// How days are counted, where they are added up.
    sum: Option<Days>,
    /// The causes whose days are taken off.
    less: Vec<String>,
    /// Fields, and the values of which an entry must have one.
    conditions: Vec<(&'static str, Vec<String>)>,
    /// The field that groups entries.
    by: Option<String>,
}

/// How the days of a repair are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Days {
    /// Civil days that passed.
    Elapsed,
    /// One more: hand-over and return both count.
    Inclusive,
    /// Every 24 hours that were begun.
    Started,
}

/// The fields of entries that conditions may name; parts hold other parts.
const FIELDS: [&str; 6] = ["component", "replaced", "defect", "outcome", "reason", "remedy"];

impl Counter {
    /// Reads a definition.
    pub(crate) fn read(json: &Json<'_>) -> Self {
        let texts = |json: &Json<'_>| json.items().iter().filter_map(|item| item.text().map(str::to_owned)).gather();
        let mut conditions = Vec::new();
        for field in FIELDS {
            if let Some(values) = json.get("where").and_then(|entry| entry.get(field)) {
                conditions.push((field, texts(values)));
            }
        }
        Self {
            of: json.text_of("of").and_then(|of| fact::stated(of, LINE)).unwrap_or(0),
            sum: json.text_of("sum").map(|word| match word {
                "inclusive-days" => Days::Inclusive,
                "started-days" => Days::Started,
                _ => Days::Elapsed,
            }),
            less: json.get("less").map(texts).unwrap_or_default(),
            conditions,
            by: json.text_of("by").map(str::to_owned),
        }
    }

    /// Whether a value of a field is one that its conditions allow.
    fn asks_for(&self, field: &str, text: &str) -> bool {
        self.conditions.iter().all(|(own, values)| *own != field || is_one_of(field, text, values))
    }
}

/// What conditions, answers and proofs call a counter: several documents may use one name.
pub(crate) fn full_name(document: &str, counter: &str) -> String {
    format!("{document}:{counter}")
}

/// A full name without its document.
pub(crate) fn own_name<'n>(document: &str, full: &'n str) -> Option<&'n str> {
    full.strip_prefix(document)?.strip_prefix(':')
}

/// The counter of a full name.
pub(crate) fn named<'d>(documents: &'d [PolicyDocument], name: &str) -> Option<&'d Counter> {
    owner(documents, name).map(|(_, counter)| counter)
}

/// The document and definition of a full name.
pub(crate) fn owner<'d>(documents: &'d [PolicyDocument], name: &str) -> Option<(&'d PolicyDocument, &'d Counter)> {
    documents.iter().find_map(|document| Some((document, document.counters.get(own_name(&document.id, name)?)?)))
}

/// What a counter reads at an instant; days are those of its document's zone, if that is known.
pub(crate) fn count(counter: &Counter, entries: &[Json<'_>], at: Instant, zone: Option<&Zone>) -> FactValue {
    // By group: at least so many, and what an entry adds that may belong to it.
    let mut groups: Map<&str, (i64, i64)> = Map::new();
    // What may belong to any group, and the most that one such entry surely brings to whichever it belongs to.
    let (mut anywhere, mut alone) = (0_i64, 0_i64);
    for entry in entries {
        let Some(amount) = amount(counter, entry, at, zone) else { continue };
        let surely = match matches(counter, entry) {
            Some(false) => continue,
            truth => truth == Some(true),
        };
        let mut add = |group| {
            groups.change(group, |(least, most): &mut (i64, i64)| {
                *least = least.saturating_add(if surely { amount.0 } else { 0 });
                *most = most.saturating_add(amount.1);
            });
        };
        match counter.by.as_deref().map(|field| entry.get(field)) {
            None => add(""),
            Some(Some(Json::Text(text))) => add(text.as_ref()),
            // A part that is not asked for is no group.
            Some(Some(Json::List(parts))) => {
                parts.iter().filter_map(Json::text).filter(|part| counter.asks_for("replaced", part)).for_each(add);
            }
            Some(Some(_)) => {}
            Some(None) => {
                anywhere = anywhere.saturating_add(amount.1);
                alone = alone.max(if surely { amount.0 } else { 0 });
            }
        }
    }
    let (mut least, mut most) = (alone, 0);
    for (few, many) in groups.values() {
        least = least.max(*few);
        most = most.max(*many);
    }
    most = most.saturating_add(anywhere);
    if least == most { FactValue::Number(least) } else { FactValue::Between(least, most) }
}

/// Says whether an entry matches; `None` where it does not say.
fn matches(counter: &Counter, entry: &Json<'_>) -> Option<bool> {
    let mut all = Some(true);
    for (field, values) in &counter.conditions {
        let holds = |text: &str| is_one_of(field, text, values);
        let one = match entry.get(field) {
            None => None,
            Some(Json::Text(text)) => Some(holds(text)),
            Some(list) => Some(list.items().iter().filter_map(Json::text).any(holds)),
        };
        match one {
            Some(false) => return one,
            None => all = None,
            Some(true) => {}
        }
    }
    all
}

fn is_one_of(field: &str, text: &str, values: &[String]) -> bool {
    values.iter().any(|value| {
        let below = || text.strip_prefix(value.as_str()).is_some_and(|rest| rest.starts_with('/'));
        text == value || matches!(field, "component" | "replaced") && below()
    })
}

/// What an entry adds, at least and at most; nothing if it lies ahead.
fn amount(counter: &Counter, entry: &Json<'_>, at: Instant, zone: Option<&Zone>) -> Option<(i64, i64)> {
    let moment = |field: &str| entry.text_of(field).and_then(day::read_moment);
    let first = moment("handedOverAt").or_else(|| moment("requestedAt"))?;
    let now = Moment::Instant(at);
    let passed = elapsed(first, now, zone)?;
    if passed.1 < 0 || matches!(first, Moment::Instant(first) if first > at) {
        return None;
    }
    let Some(sum) = counter.sum else { return Some((1, 1)) };
    let last = moment("returnedAt").filter(|last| elapsed(*last, now, zone).is_some_and(|passed| passed.1 >= 0));
    let last = last.unwrap_or(now);
    let (least, most) = elapsed(first, last, zone)?;
    let days = match (sum, first, last) {
        (Days::Elapsed, ..) => (least, most),
        (Days::Inclusive, ..) => (least.saturating_add(1), most.saturating_add(1)),
        (Days::Started, Moment::Instant(first), Moment::Instant(last)) => {
            let begun = last.0.saturating_sub(first.0).saturating_add(DAY - 1).div_euclid(DAY).max(1);
            (begun, begun)
        }
        // Bare dates leave open how much of the first and of the last day it took.
        (Days::Started, ..) => (least.max(1), most.saturating_add(i64::from(most > 0)).max(1)),
    };
    let mut taken = 0_i64;
    for cause in &counter.less {
        let stated = entry.get("excludedDays").and_then(|excluded| excluded.get(cause)).and_then(Json::whole);
        taken = taken.saturating_add(stated.unwrap_or(0));
    }
    let left = |days: i64| days.saturating_sub(taken).max(0);
    Some((left(days.0), left(days.1)))
}

/// Milliseconds of 24 hours.
const DAY: i64 = 86_400_000;

/// The civil days from one moment to a later one, at least and at most.
fn elapsed(first: Moment, last: Moment, zone: Option<&Zone>) -> Option<(i64, i64)> {
    let (first, last) = (days_of(first, zone)?, days_of(last, zone)?);
    Some((last.0.saturating_sub(first.1), last.1.saturating_sub(first.0)))
}

/// The civil day of a moment, as a day number; without a zone one of three.
fn days_of(moment: Moment, zone: Option<&Zone>) -> Option<(i64, i64)> {
    match (moment, zone) {
        (Moment::Day(day), _) => Some(day::day_number(day)).map(|day| (day, day)),
        (Moment::Instant(instant), Some(zone)) => Some(day::day_number(zone.day_of(instant)?)).map(|day| (day, day)),
        (Moment::Instant(instant), None) => {
            let day = instant.0.div_euclid(DAY);
            Some((day.saturating_sub(1), day.saturating_add(1)))
        }
    }
}
