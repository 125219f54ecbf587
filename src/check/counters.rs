//! Counters: what they count has what they ask for, and conditions name those that the document defines.

use crate::fact;
use crate::gather::Gather;
use crate::json::Json;
use crate::pointer::Pointer;
use crate::policy::{Constraint, PolicyDocument};
use crate::problem::{Problem, ProblemCode};
use crate::text;

/// What only one kind of history has: fields of entries, and outcomes.
const OF_REPAIRS: [&str; 3] = ["replaced", "fixed", "failed"];
const OF_CLAIMS: [&str; 4] = ["reason", "remedy", "granted", "refused"];

/// Checks every definition.
pub(super) fn check(source: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    let at = at.key("counters");
    for (name, counter) in source.get("counters").map(Json::entries).unwrap_or_default() {
        let at = at.key(name);
        let of = counter.text_of("of").unwrap_or_default();
        let strange: &[&str] = if of == "repairs" { &OF_CLAIMS } else { &OF_REPAIRS };
        let mut refuse = |at: &Pointer<'_>, what: &str, why: &str| {
            problems.push(Problem::new(ProblemCode::UnknownField, at, format!("{why}; drop `{what}`")));
        };
        let strange_to = format!("{of} have nothing of the kind");
        if counter.get("sum").is_some() && of != "repairs" {
            refuse(&at.key("sum"), "sum", "only repairs take days");
        }
        if counter.get("less").is_some() && counter.get("sum").is_none() {
            refuse(&at.key("less"), "less", "days are taken off a `sum` of days");
        }
        if counter.text_of("by").is_some_and(|by| strange.contains(&by)) {
            refuse(&at.key("by"), "by", &strange_to);
        }
        let place = at.key("where");
        for (field, values) in counter.get("where").map(Json::entries).unwrap_or_default() {
            let place = place.key(field);
            if strange.contains(&field.as_ref()) {
                refuse(&place, field, &strange_to);
            }
            for (index, value) in values.items().iter().enumerate().filter(|_| field == "outcome") {
                if let Some(value) = value.text().filter(|value| strange.contains(value)) {
                    refuse(&place.index(index), value, &strange_to);
                }
            }
        }
    }
}

/// Conditions name counters of their own document.
pub(super) fn check_named(
    policy: &PolicyDocument,
    constraints: &[Constraint],
    at: &Pointer<'_>,
    problems: &mut Vec<Problem>,
) {
    let at = at.key("counter");
    for constraint in constraints.iter().filter(|constraint| constraint.fact == fact::position("counter")) {
        let full = constraint.name.as_deref().unwrap_or_default();
        let name = full.strip_prefix(policy.id.as_str()).and_then(|own| own.strip_prefix(':')).unwrap_or(full);
        if !policy.counters.contains_key(name) {
            let known: Vec<&str> = policy.counters.keys().map(String::as_str).gather();
            let known = if known.is_empty() { "none".to_owned() } else { text::quoted(&known) };
            let message =
                format!("`{name}` is no counter of this document; define it under `counters` (there: {known})");
            problems.push(Problem::new(ProblemCode::UnknownCounter, at.key(name), message));
        }
    }
}
