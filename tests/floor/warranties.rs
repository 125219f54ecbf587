//! Floors that limit use, count repairs, or say terms of warranties: what is refuted is shown, and all else left open.

use serde_json::{Value, json};

use crate::support::{merge, mistakes};

#[test]
fn every_pair_ends_as_it_should() {
    let window = |length: &str, more: Value| {
        let mut window = json!({ "length": length, "from": ["delivery"] });
        merge(&mut window, &more);
        json!({ "window": window })
    };
    let used = |length: &str, most: i64| window(length, json!({ "usage": { "km": most } }));
    let suspended = || window("P14D", json!({ "suspends": { "days": "elapsed" } }));
    let counted = |when: Value, then: Value| {
        let mut all = json!({ "reason": ["change-of-mind"] });
        merge(&mut all, &when);
        json!({ "counters": { "failed": { "of": "repairs", "where": { "outcome": ["failed"] } } },
            "rules": [{ "id": "counted", "when": all, "then": then }] })
    };
    let due = |length: &str, event: &str| json!({ "repairDue": { "length": length, "from": [event] } });
    let paying = |payer: &str, window: Value| {
        let mut then = window;
        then["returnShipping"] = json!(payer);
        then
    };
    let after_repair = |length: &str| json!({ "window": { "length": length, "from": ["repairReturned"] } });
    let gave = |warrantor: &str| json!({ "warrantor": warrantor });
    let per = |rate: &str, unit: &str| json!({ "deduction": { "rate": rate, "per": { unit: 1000 } } });
    let repaired = || json!({ "repairReturned": { "not": [null] } });
    let nothing = || json!({});
    #[rustfmt::skip]
    let cases: Vec<(&str, Value, Value, Value, Value, &str, &str)> = vec![
        // why this row                             declared                       and        law                          and        outcome      term
        ("a shorter time for the same use",         used("P7D", 50_000),           nothing(), used("P14D", 50_000),        nothing(), "refuted",   "window"),
        ("a shorter time for any use",              window("P7D", nothing()),      nothing(), used("P14D", 50_000),        nothing(), "refuted",   "window"),
        ("a shorter time, and only so much use",    used("P7D", 50_000),           nothing(), json!({}),                   nothing(), "refuted",   "window"),
        ("more use",                                used("P14D", 60_000),          nothing(), used("P14D", 50_000),        nothing(), "proved",    ""),
        ("less use",                                used("P14D", 40_000),          nothing(), used("P14D", 50_000),        nothing(), "undecided", "window"),
        ("use of another kind",                     window("P14D", json!({ "usage": { "hours": 9 } })), nothing(), used("P14D", 50_000), nothing(), "undecided", "window"),
        ("a cost while the use allows it",          paying("buyer", used("P14D", 50_000)), nothing(), paying("seller", used("P14D", 50_000)), nothing(), "refuted", "returnShipping"),
        ("a cost of goods that are used too much",  paying("buyer", used("P14D", 50_000)), nothing(), used("P14D", 50_000), counted(json!({ "usage": { "km": { "gte": 50_001 } } }), json!({ "returnShipping": "seller" })), "undecided", "returnShipping"),
        ("longer after two failed repairs",         json!({}),                     nothing(), json!({}), counted(json!({ "counter": { "failed": { "gte": 2 } } }), window("P30D", nothing())), "undecided", "window"),
        ("longer up to the second failed repair",   json!({}),                     nothing(), json!({}), counted(json!({ "counter": { "failed": { "lt": 2 } } }), window("P30D", nothing())), "refuted", "window"),
        ("the buyer pays after a failed repair",    json!({}), counted(json!({ "counter": { "failed": { "gte": 1 } } }), json!({ "granted": false })), json!({}), nothing(), "undecided", "granted"),
        ("repairs suspend the law's window",        json!({}),                     nothing(), suspended(),                 nothing(), "refuted",   "window"),
        ("the same, and the law counts repairs",    json!({}),                     nothing(), json!({}), counted(json!({ "counter": { "failed": { "lt": 2 } } }), suspended()), "undecided", "window"),
        ("longer within a window of the law",       json!({}),                     nothing(), json!({}), json!({ "windows": { "first": { "length": "P3D", "from": ["delivery"] } }, "rules": [{ "id": "first", "when": { "reason": ["change-of-mind"], "during": { "first": ["within"] } }, "then": window("P30D", nothing()) }] }), "undecided", "window"),
        ("from the return from a repair",           json!({}),                     nothing(), after_repair("P30D"),        json!({ "when": repaired() }), "refuted", "window"),
        ("the same, of goods handed over",          json!({}),                     nothing(), after_repair("P30D"),        json!({ "when": { "repairReturned": { "not": [null] }, "repairBegun": { "gte": "2026-01-01" } } }), "refuted", "window"),
        ("back without having been handed over",    json!({}),                     nothing(), after_repair("P30D"),        json!({ "when": { "repairReturned": { "not": [null] }, "repairBegun": [null] } }), "proved", ""),
        ("a repair is due later",                   due("P30D", "repairBegun"),    nothing(), due("P20D", "repairBegun"),  nothing(), "refuted",   "repairDue"),
        ("a repair is due earlier",                 due("P10D", "repairBegun"),    nothing(), due("P20D", "repairBegun"),  nothing(), "proved",    ""),
        ("another gives the warranty",              gave("manufacturer"),          nothing(), gave("seller"),              nothing(), "undecided", "warrantor"),
        ("the same gives the warranty",             gave("seller"),                nothing(), gave("seller"),              nothing(), "proved",    ""),
        ("nobody is said to give it",               json!({}),                     nothing(), gave("seller"),              nothing(), "refuted",   "warrantor"),
        ("the seller chooses",                      json!({ "choice": "seller" }), nothing(), json!({ "choice": "buyer" }), nothing(), "refuted",  "choice"),
        ("on site is better than brought in",       json!({ "service": "on-site" }), nothing(), json!({ "service": "bring-in" }), nothing(), "proved", ""),
        ("parts alone",                             json!({ "covers": ["parts"] }), nothing(), json!({ "covers": ["labour", "parts"] }), nothing(), "refuted", "covers"),
        ("a share of nothing is no deduction",      per("0%", "km"),               nothing(), json!({ "deduction": "none" }), nothing(), "proved", ""),
        ("a deduction where the law has none",      per("0.1%", "km"),             nothing(), json!({ "deduction": "none" }), nothing(), "refuted", "deduction"),
        ("a deduction for another use",             per("0.1%", "hours"),          nothing(), per("0.5%", "km"),           nothing(), "undecided", "deduction"),
    ];
    let mut wrong = Vec::new();
    for (why, declared, own, law, theirs, outcome, term) in &cases {
        let mistakes = mistakes([declared, own], [law, theirs], outcome, term);
        wrong.extend(mistakes.into_iter().map(|mistake| format!("{why}: {mistake}")));
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
