//! Promises of structured data become rules: what they say, what is assumed, what is left, and what cannot be read.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use return_policy::{Policy, import_warranty};
use serde_json::{Value, json};

fn import(promise: &Value) -> Value {
    serde_json::from_str(&import_warranty(&promise.to_string())).expect("JSON")
}

/// A promise for so long, with more.
fn promise(value: &Value, unit: &str, more: &Value) -> Value {
    let mut promise = json!({ "durationOfWarranty": { "value": value, "unitCode": unit } });
    for (name, value) in more.as_object().expect("an object") {
        promise[name] = value.clone();
    }
    promise
}

/// The scopes in use are those of `GoodRelations` 1.0, the units those of UN/CEFACT Recommendation 20, as schema.org says of
/// `WarrantyScope` and `durationOfWarranty`.
#[test]
fn a_promise_is_a_rule() {
    let gr = |name: &str| format!("http://purl.org/goodrelations/v1#{name}");
    let scope = |name: String| json!({ "warrantyScope": name });
    let bring = json!({ "covers": ["labour", "parts"], "service": "bring-in" });
    #[rustfmt::skip]
    let cases = [
        // why this row             promise                                                                     length  terms                                                        left
        ("two years",               promise(&json!(2), "ANN", &json!({})),                                      "P2Y",  json!({}),                                                   json!([])),
        ("months as text",          promise(&json!("18"), "MON", &json!({})),                                   "P18M", json!({}),                                                   json!([])),
        ("weeks",                   promise(&json!(6), "WEE", &json!({})),                                      "P6W",  json!({}),                                                   json!([])),
        ("days",                    promise(&json!(90), "DAY", &json!({})),                                     "P90D", json!({}),                                                   json!([])),
        ("labour",                  promise(&json!(1), "ANN", &scope(gr("Labor-BringIn"))),                     "P1Y",  json!({ "covers": ["labour"], "service": "bring-in" }),      json!([])),
        ("parts and labour",        promise(&json!(1), "ANN", &scope(gr("PartsAndLabor-BringIn"))),             "P1Y",  bring.clone(),                                               json!([])),
        ("fetched",                 promise(&json!(1), "ANN", &scope(gr("PartsAndLabor-PickUp"))),              "P1Y",  json!({ "covers": ["labour", "parts"], "service": "pick-up" }), json!([])),
        ("a prefix",                promise(&json!(1), "ANN", &scope("gr:PartsAndLabor-BringIn".into())),       "P1Y",  bring.clone(),                                               json!([])),
        ("a name alone",            promise(&json!(1), "ANN", &scope("PartsAndLabor-BringIn".into())),          "P1Y",  bring.clone(),                                               json!([])),
        ("a node",                  promise(&json!(1), "ANN", &json!({ "warrantyScope": { "@id": gr("PartsAndLabor-BringIn") } })), "P1Y", bring.clone(),                            json!([])),
        ("a name and more",         promise(&json!(1), "ANN", &json!({ "@type": "https://schema.org/WarrantyPromise", "name": "Plus", "a/b": 1 })), "P1Y", json!({}),                json!(["/name", "/a~1b"])),
        ("of an offer",             json!({ "@type": "Offer", "warranty": promise(&json!(1), "ANN", &json!({ "url": "x" })) }), "P1Y", json!({}),                                    json!(["/warranty/url"])),
    ];
    for (why, promise, length, more, left) in cases {
        let answer = import(&promise);
        let mut then = json!({ "granted": true, "window": { "length": length, "from": ["delivery"] } });
        for (name, value) in more.as_object().expect("an object") {
            then[name] = value.clone();
        }
        let rule = json!({ "id": "warranty", "when": { "reason": ["defect"], "remedy": ["repair"] }, "then": then });
        let value = json!({ "format": "return-import/1", "rule": rule,
            "assumed": ["/when/remedy", "/then/window/from"], "left": left });
        assert_eq!(answer, json!({ "ok": true, "value": value }), "{why}");
        let policy = json!([{ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "UTC",
            "rules": [answer["value"]["rule"]] }, serde_json::from_str::<Value>(include_str!("../zones/UTC.json")).expect("JSON")]);
        Policy::compile(&policy.to_string()).expect(why);
    }
}

#[test]
fn what_cannot_be_read_is_said_all_at_once() {
    #[rustfmt::skip]
    let cases = [
        // why this row            promise                                                                  problems
        ("no duration",            json!({ "@type": "WarrantyPromise" }),                                   vec![("missing-field", "/durationOfWarranty")]),
        ("a fraction",             promise(&json!(1.5), "ANN", &json!({})),                                 vec![("out-of-range", "/durationOfWarranty/value")]),
        ("nothing",                promise(&json!(0), "DAY", &json!({})),                                   vec![("out-of-range", "/durationOfWarranty/value")]),
        ("a word",                 promise(&json!("lifetime"), "ANN", &json!({})),                          vec![("out-of-range", "/durationOfWarranty/value")]),
        ("for ever",               promise(&json!(9_999_999), "ANN", &json!({})),                           vec![("out-of-range", "/durationOfWarranty/value")]),
        ("an unknown unit",        promise(&json!(2), "HUR", &json!({})),                                   vec![("unknown-value", "/durationOfWarranty/unitCode")]),
        ("nothing of a duration",  json!({ "durationOfWarranty": "two years" }),                            vec![("unknown-value", "/durationOfWarranty/unitCode"), ("out-of-range", "/durationOfWarranty/value")]),
        ("all at once",            promise(&json!(-1), "", &json!({ "@type": "Offer", "warrantyScope": 7 })), vec![("unknown-value", "/@type"), ("unknown-value", "/durationOfWarranty/unitCode"), ("out-of-range", "/durationOfWarranty/value"), ("unknown-value", "/warrantyScope")]),
        ("a list",                 json!([]),                                                               vec![("wrong-type", "")]),
        ("a list of promises",     json!({ "warranty": [] }),                                               vec![("wrong-type", "/warranty")]),
    ];
    for (why, promise, expected) in cases {
        let answer = import(&promise);
        let problems = answer["problems"].as_array().unwrap_or_else(|| panic!("{why}: {answer}"));
        let found: Vec<_> =
            problems.iter().map(|problem| [&problem["code"], &problem["path"]].map(Value::as_str)).collect();
        let expected: Vec<_> = expected.into_iter().map(|(code, path)| [Some(code), Some(path)]).collect();
        assert_eq!(found, expected, "{why}: {answer:#}");
    }
    let twice = import_warranty(r#"{ "durationOfWarranty": { "value": 1, "value": 2, "unitCode": "ANN" } }"#);
    assert!(twice.contains(r#""path":"/durationOfWarranty/value","code":"duplicate-key""#), "{twice}");
    assert!(import_warranty("{").contains("not-json"));
}
