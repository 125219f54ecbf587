//! A check of large and of hostile policies ends, and says what it left open.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]
#![allow(clippy::arithmetic_side_effects, reason = "small numbers")]

#[path = "large/hostile.rs"]
mod hostile;
mod large;

use hostile::{tags, three};
use large::{document, large};
use return_policy::check;
use serde_json::{Value, json};

fn findings(text: &str) -> Vec<Value> {
    let answer: Value = serde_json::from_str(&check(text)).unwrap();
    answer["value"]["findings"].as_array().unwrap().clone()
}

#[test]
fn a_thousand_rules_are_checked() {
    let findings = findings(&large(1_000));
    assert!(findings.iter().all(|finding| finding["severity"] != "error"), "{findings:?}");
    assert!(findings.iter().all(|finding| finding["code"] != "could-not-decide"), "{findings:?}");
}

/// A rule that grants under these conditions; all grant alike, so that none clashes with another.
fn granting(rule: usize, mut when: Value) -> Value {
    when["reason"] = json!(["defect"]);
    when["remedy"] = json!(["refund"]);
    let window = json!({ "length": "P1Y", "from": ["delivery"] });
    json!({ "id": format!("r{rule}"), "when": when, "then": { "granted": true, "window": window } })
}

/// Some thirteen of twenty flags, each true or not.
fn flags(rule: usize) -> Value {
    let named = (0..20).filter(|fact| !(rule * 31 + fact * 17).is_multiple_of(3));
    let holds = |fact: usize| json!([rule.wrapping_mul(2_654_435_761) >> fact & 1 == 1]);
    named.map(|fact| (format!("c{fact}"), holds(fact))).collect::<serde_json::Map<_, _>>().into()
}

fn fee(rule: usize) -> Value {
    let when = json!({ "condition": { format!("c{rule}"): true } });
    json!({ "id": format!("r{rule}"), "when": when, "then": { "restockingFee": { "amount": rule, "currency": "EUR" } } })
}

fn tags_or_flags(rule: usize) -> Value {
    let when = if rule.is_multiple_of(2) { json!({ "tag": tags(rule) }) } else { json!({ "condition": flags(rule) }) };
    granting(rule, when)
}

#[test]
fn hostile_policies_end() {
    type MakeRule = fn(usize) -> Value;
    #[rustfmt::skip]
    let cases: [(&str, usize, MakeRule, &[&str], usize); 6] = [
        // why this row                rules  each of them                                                           precedence             undecided at least
        ("three of sixty flags",         420, |rule| granting(rule, json!({ "condition": three(rule) })),            &["reason"],           1),
        ("many tags in every rule",    1_000, |rule| granting(rule, json!({ "tag": tags(rule) })),                   &["reason"],           1),
        ("tags left out of every rule", 1_000, |rule| granting(rule, json!({ "tag": { "not": tags(rule) } })),       &["reason"],           0),
        ("twenty flags in every way",  1_000, |rule| granting(rule, json!({ "condition": flags(rule) })),            &["reason"],           0),
        ("every pair clashes",           300, fee,                                                                   &["reason"],           0),
        ("precedence over many tags",    500, tags_or_flags,                                                         &["tag", "condition"], 1),
    ];
    for (why, count, make, precedence, least) in cases {
        let rules: Vec<Value> = (0..count).map(make).collect();
        let findings = findings(&document(json!({ "precedence": precedence, "rules": rules })));
        let codes = findings.iter().filter_map(|finding| finding["code"].as_str());
        let open = codes.filter(|code| ["too-complex", "could-not-decide"].contains(code)).count();
        // What is refused or left open is said.
        assert!(open >= least, "{why}: {findings:?}");
    }
}
