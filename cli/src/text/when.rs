//! The conditions of a rule, each as a short phrase with the name of its fact: `` `remedy` refund ``.

use serde_json::{Map, Value};

use super::words;

/// Every way to conclude a contract: of a long list it is shorter to say what is not in it.
const CHANNELS: [&str; 6] = ["online", "television", "telephone", "mail", "doorstep", "in-store"];

/// The conditions but that on the reason; an amount is written in the one currency it is compared in.
pub(crate) fn phrases(when: &Map<String, Value>) -> Vec<String> {
    let amounts = when.contains_key("unitPrice") || when.contains_key("orderTotal");
    let currency = when.get("currency").and_then(Value::as_array).filter(|currencies| amounts && currencies.len() == 1);
    let currency = currency.and_then(|currencies| currencies.first()?.as_str());
    let others = when.iter().filter(|(fact, _)| *fact != "reason" && (*fact != "currency" || currency.is_none()));
    others.flat_map(|(fact, condition)| phrase(fact, condition, currency)).collect()
}

/// What a document vouches for, apart from settings.
pub(crate) fn given(given: &Map<String, Value>) -> Vec<String> {
    let others = given.iter().filter(|(fact, _)| *fact != "setting");
    others.flat_map(|(fact, value)| phrase(fact, value, None)).collect()
}

/// Contract dates: `from 2022-01-01 until 2026-07-30`.
pub(crate) fn period(effective: &Value) -> String {
    let bound = |name: &str| effective.get(name).and_then(Value::as_str).map(|day| format!("{name} {day}"));
    [bound("from"), bound("until")].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A value, one of several, a range or a complement.
pub(crate) fn value(value: &Value) -> String {
    match value {
        Value::Array(values) => words::one_of(&values.iter().map(words::value).collect::<Vec<_>>()),
        Value::Object(condition) => complement(condition).unwrap_or_else(|| words::value(value)),
        value => words::value(value),
    }
}

fn complement(condition: &Map<String, Value>) -> Option<String> {
    let not = condition.get("not")?;
    Some(if not.as_array().is_some_and(|not| not == &[Value::Null]) {
        "some".into()
    } else {
        format!("not {}", value(not))
    })
}

/// Names below a fact, such as conditions, have a phrase each.
fn phrase(fact: &str, condition: &Value, currency: Option<&str>) -> Vec<String> {
    match condition {
        Value::Object(names) if !is_condition(names) => {
            names.iter().map(|(name, condition)| format!("`{fact}.{name}` {}", value(condition))).collect()
        }
        condition => vec![format!("`{fact}` {}", of_fact(fact, condition, currency))],
    }
}

fn is_condition(object: &Map<String, Value>) -> bool {
    ["not", "gte", "lt", "anchor"].iter().any(|key| object.contains_key(*key))
}

fn of_fact(fact: &str, condition: &Value, currency: Option<&str>) -> String {
    match (fact, condition) {
        ("channel", Value::Array(channels)) => channel(channels),
        (_, Value::Object(range)) if range.contains_key("gte") || range.contains_key("lt") => {
            let amount = if matches!(fact, "unitPrice" | "orderTotal") { currency } else { None };
            in_range(range, amount)
        }
        (_, Value::Object(moved)) if moved.contains_key("anchor") => {
            format!("as {}", moved.get("anchor").map(words::value).unwrap_or_default())
        }
        (_, condition) => value(condition),
    }
}

fn channel(channels: &[Value]) -> String {
    let has = |channel: &&str| channels.iter().any(|one| one == *channel);
    let (named, left): (Vec<&str>, Vec<&str>) = CHANNELS.iter().partition(|channel| has(channel));
    match left.is_empty() || left.len() >= named.len() || named.len() != channels.len() {
        true => words::one_of(&channels.iter().map(words::value).collect::<Vec<_>>()),
        false => format!("not {}", words::one_of(&left)),
    }
}

fn in_range(range: &Map<String, Value>, currency: Option<&str>) -> String {
    let bound = |value: &Value| match (currency, value) {
        (Some(currency), Value::Number(_)) => {
            words::money(&serde_json::json!({ "amount": value, "currency": currency }))
        }
        (_, value) => words::value(value),
    };
    let from = range.get("gte").map(|value| format!("from {}", bound(value)));
    let below = range.get("lt").map(|value| format!("{} {}", words::below_word(value), bound(value)));
    from.into_iter().chain(below).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn conditions_read_as_phrases() {
        #[rustfmt::skip]
        let cases = [
            // why this row                  when                                                                            phrases
            ("the reason stands elsewhere",  json!({ "reason": ["transaction"], "remedy": ["refund", "exchange"] }),         "`remedy` refund or exchange"),
            ("one of three",                 json!({ "tag": ["food", "plants", "press"] }),                                  "`tag` food, plants or press"),
            ("none of them",                 json!({ "tag": { "not": ["food", "press"] } }),                                 "`tag` not food or press"),
            ("most channels",                json!({ "channel": ["online", "mail", "telephone", "television", "doorstep"] }), "`channel` not in-store"),
            ("all but two",                  json!({ "channel": ["online", "television", "telephone", "mail"] }),            "`channel` not doorstep or in-store"),
            ("half of them",                 json!({ "channel": ["online", "mail", "telephone"] }),                          "`channel` online, mail or telephone"),
            ("names below a fact",           json!({ "disclosure": { "return-cost": true, "withdrawal-right": ["late"] } }), "`disclosure.return-cost` yes; `disclosure.withdrawal-right` late"),
            ("contract dates",               json!({ "contract": { "gte": "2022-01-01", "lt": "2026-07-31" } }),             "`contract` from 2022-01-01 and before 2026-07-31"),
            ("an amount in its currency",    json!({ "currency": ["USD"], "unitPrice": { "gte": 5000 } }),                   "`unitPrice` from 50.00 USD"),
            ("a currency by itself",         json!({ "currency": ["USD"] }),                                                 "`currency` USD"),
            ("it did not happen",            json!({ "delivery": [null] }),                                                  "`delivery` none"),
            ("it did happen",                json!({ "repairReturned": { "not": [null] } }),                                 "`repairReturned` some"),
            ("no condition",                 json!({}),                                                                      ""),
        ];
        for (why, when, expected) in cases {
            assert_eq!(phrases(when.as_object().expect("an object")).join("; "), expected, "{why}");
        }
    }

    #[test]
    fn what_is_vouched_for_reads_as_phrases() {
        let stated =
            json!({ "signing": { "anchor": "delivery" }, "setting": { "a": "b" }, "condition": { "used": false } });
        assert_eq!(given(stated.as_object().expect("an object")), ["`signing` as delivery", "`condition.used` no"]);
    }

    #[test]
    fn no_channel_is_missing() {
        let schema = include_str!("../../../schemas/policy.schema.json");
        let listed =
            schema.split('"').skip_while(|text| *text != CHANNELS[0]).filter(|text| text.contains(char::is_alphabetic));
        let listed: Vec<&str> = listed.take(CHANNELS.len()).collect();
        assert_eq!(listed, CHANNELS);
    }
}
