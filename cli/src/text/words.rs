//! Values, conditions, lengths and amounts as people write them.

use serde_json::{Map, Value};

/// A number of things.
pub(crate) fn count(number: impl ToString, thing: &str) -> String {
    let number = number.to_string();
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// Facts, each with its value or condition: `reason change-of-mind, condition.seal not broken`.
pub(crate) fn facts(facts: &Map<String, Value>) -> String {
    let mut parts = Vec::new();
    for (name, condition) in facts {
        match condition {
            Value::Object(names) if !is_condition(names) => {
                parts.extend(names.iter().map(|(below, condition)| format!("{name}.{below} {}", value(condition))));
            }
            condition => parts.push(format!("{name} {}", value(condition))),
        }
    }
    if parts.is_empty() { "any facts".into() } else { parts.join(", ") }
}

fn is_condition(object: &Map<String, Value>) -> bool {
    ["not", "gte", "lt"].iter().any(|key| object.contains_key(*key))
}

/// A value, one of several values, or a condition.
pub(crate) fn value(value: &Value) -> String {
    match value {
        Value::Null => "none".into(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(self::value).collect::<Vec<_>>().join(" or "),
        Value::Object(object) => condition(object).unwrap_or_else(|| facts(object)),
    }
}

fn condition(object: &Map<String, Value>) -> Option<String> {
    if let Some(not) = object.get("not") {
        return Some(if not == &Value::Array(Vec::new()) { "anything".into() } else { format!("not {}", value(not)) });
    }
    let from = object.get("gte").map(|from| format!("from {}", value(from)));
    let below = object.get("lt").map(|below| format!("{} {}", below_word(below), value(below)));
    let bounds: Vec<String> = from.into_iter().chain(below).collect();
    (!bounds.is_empty()).then(|| bounds.join(" and "))
}

/// Days are before others, numbers below.
pub(crate) fn below_word(bound: &Value) -> &'static str {
    if bound.is_string() { "before" } else { "below" }
}

/// A length spelled out: `12 months and 14 days`; what is none keeps its form.
pub(crate) fn length(length: &str) -> String {
    let (units, digits): (&[(char, &str)], &str) = match length.strip_prefix("PT") {
        Some(hours) => (&[('H', "hour")], hours),
        None => (&[('Y', "year"), ('M', "month"), ('W', "week"), ('D', "day")], length.strip_prefix('P').unwrap_or("")),
    };
    let parts = digits.split_inclusive(|character: char| !character.is_ascii_digit()).map(|part| {
        let (_, unit) = units.iter().find(|(letter, _)| part.ends_with(*letter))?;
        let number = part.trim_end_matches(|character: char| !character.is_ascii_digit());
        (!number.is_empty()).then(|| count(number, unit))
    });
    match parts.collect::<Option<Vec<String>>>() {
        Some(parts) if !parts.is_empty() => listed(&parts),
        _ => length.to_owned(),
    }
}

/// Several things one after the other: `a, b and c`.
pub(crate) fn listed(parts: &[impl AsRef<str>]) -> String {
    joined(parts, "and")
}

/// Several things of which one counts: `a, b or c`.
pub(crate) fn one_of(parts: &[impl AsRef<str>]) -> String {
    joined(parts, "or")
}

fn joined(parts: &[impl AsRef<str>], word: &str) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} {word} {last}", before.join(", ")),
        _ => parts.concat(),
    }
}

/// An amount with its currency: `4.99 EUR`.
pub(crate) fn money(money: &Value) -> String {
    let amount = money.get("amount").and_then(Value::as_i64);
    let currency = money.get("currency").and_then(Value::as_str);
    match (amount, currency) {
        (Some(amount), Some(currency)) => format!("{} {currency}", major(amount, decimals(currency))),
        _ => value(money),
    }
}

/// Puts the decimal point before the last digits.
fn major(amount: i64, decimals: usize) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", amount.unsigned_abs(), width = decimals.saturating_add(1));
    match digits.split_at_checked(digits.len().saturating_sub(decimals)) {
        Some((whole, fraction)) if !fraction.is_empty() => format!("{sign}{whole}.{fraction}"),
        _ => format!("{sign}{digits}"),
    }
}

/// The digits of the minor unit in ISO 4217; two where it is not another number.
fn decimals(currency: &str) -> usize {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facts_read_as_a_list() {
        #[rustfmt::skip]
        let cases = [
            // why this row            facts                                                    text
            ("one value",              json!({ "tier": "gold" }),                               "tier gold"),
            ("one of several",         json!({ "reason": ["defect", "wrong-item"] }),           "reason defect or wrong-item"),
            ("a name of its own",      json!({ "condition": { "seal": { "not": ["broken"] } } }), "condition.seal not broken"),
            ("a tag",                  json!({ "tag": { "final-sale": [true] } }),              "tag.final-sale yes"),
            ("a range",                json!({ "unitPrice": { "gte": 100, "lt": 200 } }),       "unitPrice from 100 and below 200"),
            ("a range of days",        json!({ "contract": { "gte": "2026-01-01", "lt": "2026-07-31" } }), "contract from 2026-01-01 and before 2026-07-31"),
            ("known to be none",       json!({ "delivery": [null] }),                           "delivery none"),
            ("known at all",           json!({ "delivery": { "not": [] } }),                    "delivery anything"),
            ("no condition",           json!({}),                                               "any facts"),
        ];
        for (why, condition, expected) in cases {
            assert_eq!(facts(condition.as_object().expect("an object")), expected, "{why}");
        }
    }

    #[test]
    fn lengths_are_spelled_out() {
        let cases = [
            ("P30D", "30 days"),
            ("P1M", "1 month"),
            ("P0D", "0 days"),
            ("PT168H", "168 hours"),
            ("P1Y6M", "1 year and 6 months"),
            ("P1Y6M3D", "1 year, 6 months and 3 days"),
            ("unlimited", "unlimited"),
            ("PD", "PD"),
            ("P1Q", "P1Q"),
        ];
        for (length, expected) in cases {
            assert_eq!(super::length(length), expected);
        }
    }

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        let cases =
            [(499, "EUR", "4.99 EUR"), (5, "EUR", "0.05 EUR"), (500, "JPY", "500 JPY"), (1_234, "KWD", "1.234 KWD")];
        for (amount, currency, expected) in cases {
            assert_eq!(money(&json!({ "amount": amount, "currency": currency })), expected);
        }
    }
}
