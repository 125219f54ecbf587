//! A decision's id is the same for the same question, and another for another.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use return_policy::Policy;
use serde_json::{Value, json};

fn documents(more: &[&str]) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let zone = |name: &str| std::fs::read_to_string(format!("{root}/zones/{name}.json")).expect("a zone");
    let policy = json!({
        "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "Europe/Berlin",
        "rules": [{
            "id": "month",
            "when": { "reason": ["change-of-mind"], "remedy": ["refund"], "tag": { "not": ["sale"] }, "service": { "label": [true] } },
            "then": { "granted": true, "window": { "length": "P30D", "from": ["delivery"] } }
        }]
    });
    let zones: Vec<String> = ["Europe-Berlin"].iter().chain(more).map(|name| zone(name)).collect();
    format!("[{policy},{}]", zones.join(","))
}

fn decision_id(documents: &str, order: Value, at: &str) -> String {
    let policy = Policy::compile(documents).expect("documents without problems");
    let answer: Value =
        serde_json::from_str(&policy.evaluate(&json!({ "order": order, "at": at }).to_string())).expect("JSON");
    answer["value"]["decisionId"].as_str().expect("a decision").to_owned()
}

const AT: &str = "2026-03-20T12:00:00Z";

fn order(line: Value) -> Value {
    let mut line = line;
    line["id"] = json!("a");
    line["deliveredAt"] = json!("2026-03-10");
    json!({ "id": "1", "lines": [line] })
}

#[test]
fn the_same_question_has_the_same_id() {
    let plain = decision_id(&documents(&[]), order(json!({ "tags": ["new", "red"] })), AT);
    #[rustfmt::skip]
    let cases = [
        ("tags that no rule reads",          documents(&[]),             order(json!({ "tags": ["blue"] })),                               AT),
        ("facts that no rule reads",         documents(&[]),             order(json!({ "tags": ["new"], "brand": "Acme", "unitPrice": 5 })), AT),
        ("names that no rule reads",         documents(&[]),             order(json!({ "tags": ["new"], "services": { "gift": true } })),   AT),
        ("no names at all",                  documents(&[]),             order(json!({ "tags": ["new"], "services": {} })),                 AT),
        ("zones that no policy names",       documents(&["Asia-Tokyo"]), order(json!({ "tags": ["new"] })),                                 AT),
        ("the same instant, another offset", documents(&[]),             order(json!({ "tags": ["new"] })),                                 "2026-03-20T13:00:00+01:00"),
    ];
    for (why, documents, order, at) in cases {
        assert_eq!(decision_id(&documents, order, at), plain, "{why}");
    }
}

#[test]
fn another_question_has_another_id() {
    let plain = decision_id(&documents(&[]), order(json!({ "tags": ["new"] })), AT);
    let other_policy = documents(&[]).replace("P30D", "P31D");
    #[rustfmt::skip]
    let cases = [
        ("a tag that a rule reads",          documents(&[]), order(json!({ "tags": ["sale"] })),                            AT),
        ("a name that a rule reads",         documents(&[]), order(json!({ "tags": ["new"], "services": { "label": true } })), AT),
        ("known to be none, not unknown",    documents(&[]), order(json!({ "tags": ["new"], "services": { "label": null } })), AT),
        ("tags that are not stated",         documents(&[]), order(json!({})),                                              AT),
        ("a policy of another length",       other_policy,   order(json!({ "tags": ["new"] })),                             AT),
        ("a second later",                   documents(&[]), order(json!({ "tags": ["new"] })),                             "2026-03-20T12:00:01Z"),
    ];
    for (why, documents, order, at) in cases {
        assert_ne!(decision_id(&documents, order, at), plain, "{why}");
    }
}

#[test]
fn repairs_count_where_only_the_return_from_the_last_is_read() {
    let documents = documents(&[]).replace(r#""from":["delivery"]"#, r#""from":["delivery"],"opens":"repairReturned""#);
    let with = |repairs: Value| decision_id(&documents, order(json!({ "tags": [], "repairs": repairs })), AT);
    let repair = json!([{ "handedOverAt": "2026-03-11", "returnedAt": "2026-03-12" }]);
    assert!(documents.contains("repairReturned"), "the policy reads it");
    assert_ne!(with(json!([])), with(repair), "the answer may hang on it");
}
