//! Counters: what they count has what they ask for, and conditions name those that the document defines.

use crate::fact;
use crate::history;
use crate::json::Json;
use crate::pointer::Pointer;
use crate::policy::{Constraint, PolicyDocument};
use crate::problem::{self, Problem, ProblemCode};

/// What only one kind of history has: fields of entries, and outcomes.
const OF_REPAIRS: [&str; 3] = ["replaced", "fixed", "failed"];
const OF_CLAIMS: [&str; 4] = ["reason", "remedy", "granted", "refused"];

/// Checks every definition.
pub(super) fn check(source: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    let at = at.key("counters");
    let counters = source.get("counters").map(Json::entries).unwrap_or_default();
    problem::limit(counters.len(), MOST_COUNTERS, "counters", &at, problems);
    let mut values = 0_usize;
    for (name, counter) in counters {
        let at = at.key(name);
        values = values.saturating_add(counter.items_of("less").len());
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
        for (field, list) in counter.get("where").map(Json::entries).unwrap_or_default() {
            let place = place.key(field);
            values = values.saturating_add(list.items().len());
            if strange.contains(&field.as_ref()) {
                refuse(&place, field, &strange_to);
            }
            for (index, value) in list.items().iter().enumerate().filter(|_| field == "outcome") {
                if let Some(value) = value.text().filter(|value| strange.contains(value)) {
                    refuse(&place.index(index), value, &strange_to);
                }
            }
        }
    }
    problem::limit(values, MOST_VALUES, "values in counters", &at, problems);
}

/// How many counters a document may define, and how many values and causes these may list together: each repair is held
/// against all of them.
const MOST_COUNTERS: usize = 32;
const MOST_VALUES: usize = 128;

/// Conditions name counters and windows of their own document.
pub(super) fn check_named(
    policy: &PolicyDocument,
    windows: Option<&Json<'_>>,
    constraints: &[Constraint],
    at: &Pointer<'_>,
    problems: &mut Vec<Problem>,
) {
    for constraint in constraints {
        let full = constraint.name.as_deref().unwrap_or_default();
        let Some(name) = history::own_name(&policy.id, full) else { continue };
        let field = at.key(fact::definition(constraint.fact).name);
        if constraint.fact == fact::COUNTER && !policy.counters.contains_key(name) {
            let message = format!("`{name}` is no counter of this document; define it under `counters`");
            problems.push(Problem::new(ProblemCode::UnknownCounter, field.key(name), message));
        }
        if constraint.fact == fact::DURING && windows.is_none_or(|windows| windows.get(name).is_none()) {
            let message = format!("`{name}` is no window of this document; define it under `windows`");
            problems.push(Problem::new(ProblemCode::UnknownWindow, field.key(name), message));
        }
    }
}
