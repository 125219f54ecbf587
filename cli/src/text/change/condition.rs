//! Conditions as phrases in one language.

use serde_json::{Map, Value, json};

use crate::text::words::money;
use crate::words::Words;

/// Every condition by itself.
pub(super) fn phrases(when: &Map<String, Value>, unless: &Map<String, Value>, words: Words) -> Vec<String> {
    phrases_in(when, unless, when.get("currency"), words)
}

/// Every condition by itself; amounts are in this currency where it is one.
pub(super) fn phrases_in(
    when: &Map<String, Value>,
    unless: &Map<String, Value>,
    currency: Option<&Value>,
    words: Words,
) -> Vec<String> {
    let currency =
        currency.and_then(Value::as_array).filter(|all| all.len() == 1).and_then(|all| all.first()?.as_str());
    let mut parts = Vec::new();
    for (name, condition) in when {
        match condition {
            Value::Object(names) if !is_condition(names) => {
                parts.extend(names.iter().map(|(below, condition)| of_name(name, below, condition, words)));
            }
            condition => {
                let said = of_fact(name, &fact(name, words), condition, currency, words);
                let left_out = unless.get(name).and_then(Value::as_array);
                parts.push(match left_out {
                    Some(left_out) => {
                        let values = words.one_of(&left_out.iter().map(|one| value(one, words)).collect::<Vec<_>>());
                        words.say("condition.unless", &[("condition", &said), ("values", &values)])
                    }
                    None => said,
                });
            }
        }
    }
    parts
}

/// A fact by its name in documents: `delivery`, `condition.seal`.
pub(super) fn fact(name: &str, words: Words) -> String {
    match name.split_once('.') {
        Some((fact, below)) => words.say("condition.named", &[("fact", &words.name("fact", fact)), ("name", below)]),
        None => words.name("fact", name),
    }
}

fn is_condition(object: &Map<String, Value>) -> bool {
    ["not", "gte", "lt"].iter().any(|key| object.contains_key(*key))
}

fn of_name(name: &str, below: &str, condition: &Value, words: Words) -> String {
    if name == "tag" {
        let key = if condition == &json!([true]) { "condition.tag" } else { "condition.noTag" };
        return words.say(key, &[("name", below)]);
    }
    of_fact(name, &fact(&format!("{name}.{below}"), words), condition, None, words)
}

fn of_fact(name: &str, fact: &str, condition: &Value, currency: Option<&str>, words: Words) -> String {
    if let Some(not) = condition.get("not") {
        return match not {
            Value::Array(listed) => listed_not(fact, listed, words),
            range if is_days(range) => outside(fact, range, words),
            range => {
                let inner = of_fact(name, fact, range, currency, words);
                words.say("condition.outside", &[("condition", &inner)])
            }
        };
    }
    match condition {
        Value::Array(listed) => one_of(fact, listed, words),
        range => ranged(name, fact, range, currency, words),
    }
}

fn split(listed: &[Value], words: Words) -> (String, bool, bool) {
    let texts: Vec<String> = listed.iter().filter(|one| !one.is_null()).map(|one| value(one, words)).collect();
    (words.one_of(&texts), texts.is_empty(), listed.iter().any(Value::is_null))
}

fn one_of(fact: &str, listed: &[Value], words: Words) -> String {
    let (values, is_empty, with_null) = split(listed, words);
    let key = match (is_empty, with_null) {
        (true, _) => "condition.none",
        (false, true) => "condition.orNone",
        (false, false) => "condition.is",
    };
    words.say(key, &[("fact", fact), ("values", &values)])
}

fn listed_not(fact: &str, listed: &[Value], words: Words) -> String {
    let (values, is_empty, with_null) = split(listed, words);
    let key = match (is_empty, with_null) {
        (true, true) => "condition.some",
        (true, false) => "condition.any",
        (false, true) => "condition.notNone",
        (false, false) => "condition.not",
    };
    words.say(key, &[("fact", fact), ("values", &values)])
}

fn ranged(name: &str, fact: &str, range: &Value, currency: Option<&str>, words: Words) -> String {
    let bound = |key: &str| range.get(key).map(|bound| amount(name, bound, currency, words));
    let days = is_days(range);
    let key = match (range.get("gte").is_some(), range.get("lt").is_some(), days) {
        (true, true, false) => "condition.between",
        (true, true, true) => "condition.betweenDays",
        (true, false, false) => "condition.from",
        (true, false, true) => "condition.fromDay",
        (false, _, false) => "condition.below",
        (false, _, true) => "condition.belowDay",
    };
    let (from, below) = (bound("gte").unwrap_or_default(), bound("lt").unwrap_or_default());
    words.say(key, &[("fact", fact), ("from", &from), ("below", &below)])
}

fn is_days(range: &Value) -> bool {
    range.get("gte").or(range.get("lt")).is_some_and(Value::is_string)
}

/// Days outside a range, or none at all.
fn outside(fact: &str, range: &Value, words: Words) -> String {
    let bound = |key: &str| range.get(key).and_then(Value::as_str);
    let key = match (bound("gte"), bound("lt")) {
        (Some(_), Some(_)) => "condition.outsideDays",
        (Some(_), None) => "condition.notFromDay",
        _ => "condition.notBelowDay",
    };
    let (from, below) = (bound("gte").unwrap_or_default(), bound("lt").unwrap_or_default());
    words.say(key, &[("fact", fact), ("from", from), ("below", below)])
}

fn amount(name: &str, bound: &Value, currency: Option<&str>, words: Words) -> String {
    match currency {
        Some(currency) if matches!(name, "unitPrice" | "orderTotal") => {
            money(&json!({ "amount": bound, "currency": currency }))
        }
        _ => value(bound, words),
    }
}

/// A value of a fact.
fn value(value: &Value, words: Words) -> String {
    match value {
        Value::Null => words.name("value", "null"),
        Value::Bool(flag) => words.name("value", if *flag { "true" } else { "false" }),
        Value::String(text) => words.name("value", text),
        other => other.to_string(),
    }
}
