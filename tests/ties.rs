//! Tied rules where facts are missing.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use return_policy::Policy;
use serde_json::{Value, json};

/// `quality` and `defect` are tied, and `seller` is the better; but `guests` beats `quality` and agrees with `defect`.
fn policy() -> Policy {
    let rule = |id: &str, when: Value, then: Value| json!({ "id": id, "when": when, "then": then });
    let window = json!({ "length": "P20D", "from": ["delivery"] });
    let shop = json!({ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "UTC",
        "ties": "buyer",
        "rules": [
            rule("base", json!({ "reason": ["quality"], "remedy": ["refund", "exchange"] }), json!({ "granted": true, "window": window })),
            rule("guests", json!({ "reason": ["quality"], "remedy": ["refund", "exchange"], "tier": [null] }), json!({ "returnShipping": "buyer" })),
            rule("defect", json!({ "reason": ["defect", "change-of-mind"], "remedy": ["refund", "exchange"] }), json!({ "returnShipping": "buyer" })),
            rule("quality", json!({ "reason": ["quality"], "remedy": ["exchange"] }), json!({ "returnShipping": "seller" })),
        ] });
    let zone = include_str!("../zones/UTC.json");
    Policy::compile(&format!("[{shop}, {zone}]")).expect("documents without problems")
}

fn exchange(tier: Option<Value>) -> Value {
    let mut product = json!({ "currency": "EUR", "tags": [] });
    if let Some(tier) = tier {
        product["tier"] = tier;
    }
    let answer = policy().terms(&json!({ "product": product, "at": "2026-11-01T00:00:00Z" }).to_string());
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    let offers = answer["value"]["offers"].as_array().expect("offers").clone();
    let is_asked = |offer: &&Value| offer["reason"] == "defect" && offer["remedy"] == "exchange";
    offers.iter().find(is_asked).expect("an offer").clone()
}

#[test]
fn a_rule_that_may_beat_a_tied_one_is_asked_about() {
    let payer = |offer: &Value| offer["terms"]["returnShipping"]["payer"].clone();
    assert_eq!(payer(&exchange(Some(Value::Null))), "buyer");
    assert_eq!(payer(&exchange(Some(json!("gold")))), "seller");
    let unknown = exchange(None);
    assert_eq!(payer(&unknown), Value::Null, "{unknown}");
    assert_eq!(unknown["depends"][0]["fact"], "tier", "{unknown}");
}
