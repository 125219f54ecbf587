//! Large policies, and such as are built to take long: a proof ends, and says how.

use serde_json::{Value, json};

use crate::hostile::{tags, three};
use crate::large_shop::{document, large};
use crate::support::{file, holds};

/// A shop with so many rules over twelve facts.
fn shop(rules: usize) -> Value {
    let documents: Value = serde_json::from_str(&large(rules)).expect("JSON");
    documents[0].clone()
}

/// A document of these rules.
fn of(layer: &str, rules: &[Value]) -> Value {
    let fields = json!({ "id": layer, "layer": layer, "ties": "buyer", "rules": rules });
    let documents: Value = serde_json::from_str(&document(fields)).expect("JSON");
    documents[0].clone()
}

/// A rule that grants a refund for change of mind within fourteen days, with more terms.
fn grants(more: &Value) -> Value {
    let mut then = json!({ "granted": true, "window": { "length": "P14D", "from": ["delivery"] } });
    crate::support::merge(&mut then, more);
    json!({ "id": "all", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] }, "then": then })
}

/// What becomes of a proof, with its findings; documents that are refused have none.
fn prove(why: &str, declared: &Value, law: &Value) -> (String, Vec<Value>) {
    let text = json!([declared, law, file("zones/UTC.json")]).to_string();
    let answer: Value = serde_json::from_str(&return_policy::floor(&text)).expect("JSON");
    if answer["ok"] == false {
        assert_eq!(answer["problems"][0]["code"], "too-complex", "{why}: {answer:#}");
        return ("refused".to_owned(), Vec::new());
    }
    let outcome = answer["value"]["outcome"].as_str().expect("an outcome").to_owned();
    (outcome, answer["value"]["findings"].as_array().expect("findings").clone())
}

#[test]
fn a_thousand_rules_over_twelve_facts_end() {
    let (declared, law) = (shop(1_000), of("floor", &[grants(&json!({}))]));
    // Every fifth rule refuses, and the law has no exception.
    let (outcome, findings) = prove("rules that refuse", &declared, &law);
    assert_eq!((outcome.as_str(), findings.is_empty()), ("refuted", false));
    assert!(findings.iter().all(|finding| finding["term"] == "granted" && finding["outcome"] == "refuted"));
    holds(&findings[0], &[&declared], &law).expect("as claimed");
    // The same without those: 30 days or more for everything.
    let mut lenient = declared.clone();
    for rule in lenient["rules"].as_array_mut().expect("rules") {
        if rule["then"]["granted"] == false {
            rule["then"] = json!({ "evidence": [] });
        }
    }
    assert_eq!(prove("rules that grant", &lenient, &law).0, "proved");
    // The law has the first 200 of the same rules; those after them refuse what it does not.
    let mut many = shop(200);
    crate::support::merge(&mut many, &json!({ "id": "law", "layer": "floor" }));
    assert_eq!(prove("against 200 rules", &declared, &many).0, "refuted");
}

#[test]
fn hostile_policies_end() {
    type MakeRule = fn(usize) -> (Value, Value);
    let windows: MakeRule = |rule| {
        let window = json!({ "length": format!("P{}D", 20 + rule), "from": ["delivery"] });
        (json!({ "tag": [format!("t{rule}")] }), json!({ "window": window }))
    };
    let fees: MakeRule = |rule| {
        let fee = json!({ "amount": 1 + rule, "currency": "EUR" });
        (json!({ "tag": [format!("t{rule}")] }), json!({ "restockingFee": fee }))
    };
    #[rustfmt::skip]
    let cases: [(&str, usize, &str, MakeRule); 7] = [
        // why this row                                       rules outcome      conditions and terms
        ("what 400 rules leave out is hard to tell",            400, "undecided", |rule| (json!({ "condition": three(rule) }), json!({ "evidence": [] }))),
        ("nothing is said of what has no tag",                   30, "refuted",   |rule| (json!({ "tag": tags(rule) }), json!({ "evidence": [] }))),
        ("too many boxes to compare",                           200, "refused",   |rule| (json!({ "tag": tags(rule) }), json!({ "evidence": [] }))),
        ("nothing is said of what has every tag",               200, "refuted",   |rule| (json!({ "tag": { "not": tags(rule) } }), json!({ "evidence": [] }))),
        ("780 pairs of windows tie",                             40, "undecided", windows),
        ("one fee stands where there is one tag",                40, "refuted",   fees),
        ("a cap of ten days where there is one tag",             40, "refuted",   |rule| (json!({ "tag": [format!("t{rule}")] }), json!({ "window": { "cap": format!("P{}D", 10 + rule) } }))),
    ];
    for (why, count, expected, make) in cases {
        let mut rules = vec![grants(&json!({ "restockingFee": "none" }))];
        for rule in 0..count {
            let (mut when, then) = make(rule);
            crate::support::merge(&mut when, &json!({ "reason": ["change-of-mind"], "remedy": ["refund"] }));
            rules.push(json!({ "id": format!("r{rule}"), "when": when, "then": then }));
        }
        let law = of("floor", &[grants(&json!({ "evidence": [], "restockingFee": "none" }))]);
        let (outcome, findings) = prove(why, &of("declared", &rules), &law);
        assert_eq!(outcome, expected, "{why}: {findings:?}");
    }
}
