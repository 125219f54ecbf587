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
    match (object.get("gte"), object.get("lt")) {
        (Some(from), Some(below)) => Some(format!("from {} and below {}", value(from), value(below))),
        (Some(from), None) => Some(format!("from {}", value(from))),
        (None, Some(below)) => Some(format!("below {}", value(below))),
        (None, None) => None,
    }
}

/// A length with one unit; others keep their ISO 8601 form.
pub(crate) fn length(length: &str) -> String {
    let units = [("P", "D", "day"), ("P", "W", "week"), ("P", "M", "month"), ("P", "Y", "year"), ("PT", "H", "hour")];
    let number = |start: &str, end: &str| {
        let number = length.strip_prefix(start)?.strip_suffix(end)?;
        (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.to_owned())
    };
    let found = units.iter().find_map(|(start, end, unit)| Some(count(number(start, end)?, unit)));
    found.unwrap_or_else(|| length.to_owned())
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
            ("known to be none",       json!({ "delivery": [null] }),                           "delivery none"),
            ("known at all",           json!({ "delivery": { "not": [] } }),                    "delivery anything"),
            ("no condition",           json!({}),                                               "any facts"),
        ];
        for (why, condition, expected) in cases {
            assert_eq!(facts(condition.as_object().expect("an object")), expected, "{why}");
        }
    }

    #[test]
    fn lengths_with_one_unit_are_spelled_out() {
        let cases = [
            ("P30D", "30 days"),
            ("P1M", "1 month"),
            ("PT168H", "168 hours"),
            ("P1Y6M", "P1Y6M"),
            ("unlimited", "unlimited"),
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
