//! The words of documents: what their rules ask for by a name that an order or a product must use too.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::text::words;

/// A name that rules ask for.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Word {
    /// With its fact: `tag.perishable`, `condition.seal`.
    pub(crate) name: String,
    /// The values that rules tell apart; none for what is there or not.
    pub(crate) values: BTreeSet<String>,
    /// The documents whose rules ask for it.
    pub(crate) packs: BTreeSet<String>,
}

/// The facts whose names documents choose.
const NAMED: [&str; 4] = ["condition", "confirmed", "disclosure", "service"];

/// The words of all documents, by name.
pub(crate) fn read<'v>(documents: impl Iterator<Item = &'v Value>) -> Vec<Word> {
    let mut found: BTreeMap<String, Word> = BTreeMap::new();
    for document in documents {
        let id = document.get("id").and_then(Value::as_str).unwrap_or_default();
        for (name, condition) in named(document) {
            let word = found.entry(name.clone()).or_insert_with(|| Word { name, ..Word::default() });
            word.packs.insert(id.to_owned());
            word.values.extend(values(condition));
        }
    }
    found.into_values().collect()
}

/// Every name with the condition on it; the names of tags, evidence and reasons have none.
fn named(document: &Value) -> Vec<(String, &Value)> {
    let rules = || document.get("rules").and_then(Value::as_array).into_iter().flatten();
    let whens = rules().chain([document]).filter_map(|rule| rule.get("when"));
    let mut found = Vec::new();
    for when in whens {
        let below = |fact: &'static str| {
            when.get(fact).and_then(Value::as_object).into_iter().flatten().map(move |it| (fact, it))
        };
        found.extend(NAMED.into_iter().flat_map(below).map(|(fact, (name, value))| (format!("{fact}.{name}"), value)));
        found.extend(when.get("tag").into_iter().flat_map(values).map(|tag| (format!("tag.{tag}"), &Value::Null)));
    }
    let evidence = rules().filter_map(|rule| rule.pointer("/then/evidence")).flat_map(values);
    found.extend(evidence.map(|name| (format!("evidence.{name}"), &Value::Null)));
    let reasons = document.get("reasons").and_then(Value::as_object).into_iter().flatten();
    found.extend(reasons.map(|(name, _)| (format!("reason.{name}"), &Value::Null)));
    found
}

/// The values that a condition names, whether it asks for them or for others.
fn values(condition: &Value) -> Vec<String> {
    match condition {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().map(words::value).collect(),
        Value::Object(not) => not.values().flat_map(values).collect(),
        value => vec![words::value(value)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_are_listed_once_with_all_their_values() {
        let document = json!({ "id": "law", "reasons": { "worn-out": "defect" }, "when": { "service": { "express": true } }, "rules": [
            { "when": { "tag": { "not": ["press"] }, "condition": { "seal": ["broken"] } }, "then": { "evidence": ["photo"] } },
            { "when": { "tag": ["press"], "condition": { "seal": { "not": ["intact"] } } }, "then": {} },
        ] });
        let words = read([&document].into_iter());
        let lines: Vec<String> =
            words.iter().map(|word| format!("{} {:?} {:?}", word.name, word.values, word.packs)).collect();
        assert_eq!(
            lines,
            [
                r#"condition.seal {"broken", "intact"} {"law"}"#,
                r#"evidence.photo {} {"law"}"#,
                r#"reason.worn-out {} {"law"}"#,
                r#"service.express {"yes"} {"law"}"#,
                r#"tag.press {} {"law"}"#,
            ]
        );
    }
}
