//! Which rules decide many orders.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use return_policy::coverage;
use serde_json::{Value, json};

const SHOP: &str = r#"[{ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "UTC", "rules": [
    { "id": "all", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
      "then": { "granted": true, "window": { "length": "P14D", "from": ["delivery"] } } },
    { "id": "sale", "when": { "reason": ["change-of-mind"], "tag": ["sale"] }, "then": { "granted": false } },
    { "id": "gold", "when": { "reason": ["change-of-mind"], "tier": ["gold"] }, "then": { "window": { "add": "P7D" } } },
    { "id": "silver", "when": { "reason": ["change-of-mind"], "tier": ["silver"] }, "then": { "window": { "add": "P3D" } } }
] }, ZONE]"#;

/// An order of one line; without a tier, it is not known.
fn call(tags: &[&str], tier: Option<&str>) -> String {
    let mut order = json!({ "id": "1", "lines": [{ "id": "a", "tags": tags, "deliveredAt": "2026-11-18" }] });
    if let Some(tier) = tier {
        order["tier"] = json!(tier);
    }
    json!({ "order": order, "at": "2026-11-21T12:00:00Z" }).to_string()
}

fn covered(calls: &[String]) -> Value {
    let documents = SHOP.replace("ZONE", include_str!("../zones/UTC.json"));
    serde_json::from_str(&coverage(&documents, &calls.join("\n"))).unwrap()
}

#[test]
fn rules_are_counted_once_a_call() {
    #[rustfmt::skip]
    let cases = [
        // why this row                          calls                                                   all, sale, gold, silver
        ("no call",                              vec![],                                                 [0, 0, 0, 0]),
        ("a plain order",                        vec![call(&[], Some("none"))],                          [1, 0, 0, 0]),
        ("an adjustment takes part",             vec![call(&[], Some("gold"))],                          [1, 0, 1, 0]),
        ("what is excluded, by one rule alone",  vec![call(&["sale"], Some("gold"))],                    [0, 1, 0, 0]),
        ("a rule of a case, for a missing fact", vec![call(&[], None)],                                  [1, 0, 1, 1]),
        ("several calls, with an empty line",    vec![call(&[], Some("gold")), String::new(), call(&["sale"], None), call(&[], Some("gold"))], [2, 1, 2, 0]),
    ];
    for (why, calls, expected) in cases {
        let answer = covered(&calls);
        assert_eq!(answer["value"]["format"], "return-coverage/1", "{why}");
        let named = calls.iter().filter(|call| !call.is_empty()).count();
        assert_eq!((&answer["value"]["calls"], &answer["value"]["badLines"]), (&json!(named), &json!(0)), "{why}");
        let rule = |(index, (name, decided)): (usize, (&str, i64))| json!({ "document": "shop", "rule": name, "path": format!("/0/rules/{index}"), "decided": decided });
        let rules: Vec<Value> =
            ["all", "sale", "gold", "silver"].into_iter().zip(expected).enumerate().map(rule).collect();
        assert_eq!(answer["value"]["rules"], Value::Array(rules), "{why}");
    }
}

#[test]
fn bad_lines_are_named_and_others_count() {
    let answer = covered(&["{".into(), call(&[], Some("gold")), r#"{ "order": { "id": "1", "lines": [] } }"#.into()]);
    assert_eq!(
        (&answer["ok"], &answer["value"]["calls"], &answer["value"]["badLines"]),
        (&json!(true), &json!(1), &json!(2))
    );
    let placed =
        |problem: &Value| (problem["line"].as_i64().unwrap(), problem["path"].clone(), problem["code"].clone());
    let problems: Vec<_> = answer["value"]["problems"].as_array().unwrap().iter().map(placed).collect();
    assert_eq!(problems.first(), Some(&(1, json!(""), json!("not-json"))));
    assert!(problems.contains(&(3, json!("/at"), json!("missing-field"))), "{problems:?}");
}

#[test]
fn documents_with_problems_are_refused() {
    let answer: Value = serde_json::from_str(&coverage("[]", "")).unwrap();
    assert_eq!((&answer["ok"], &answer["problems"][0]["code"]), (&json!(false), &json!("no-policy")));
}
