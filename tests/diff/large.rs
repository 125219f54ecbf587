//! Large and hostile policies.

use serde_json::{Value, json};

use crate::support::{compare, lines, policy, window};

/// Rules on many categories, each with its own window.
fn catalogue(count: usize, changed: usize) -> Value {
    let mut rules =
        vec![json!({ "id": "base", "when": { "reason": ["change-of-mind"], "remedy": ["refund", "exchange"] },
        "then": { "granted": true, "window": window("P7D") } })];
    for index in 1..count {
        let length = if index == changed { "P90D".to_owned() } else { format!("P{}D", 8 + index % 40) };
        let when = json!({ "reason": ["change-of-mind"], "category": [format!("shelf{}/item{index}", index % 20)] });
        rules.push(json!({ "id": format!("r{index}"), "when": when, "then": { "window": window(&length) } }));
    }
    policy("shop", "declared", &Value::Array(rules))
}

#[test]
fn one_of_a_thousand_rules_is_found() {
    let (old, new) = (catalogue(1_000, 0), catalogue(1_000, 517));
    let diff = compare(&[old], &[new]);
    let length = 8 + 517 % 40;
    let expected = format!(
        r#"change-of-mind | refund,exchange | {{"category":["shelf17/item517"]}} | window P{length}D -> P90D | better"#
    );
    assert_eq!(lines(&diff), [expected]);
}

#[test]
fn a_hostile_pair_ends_undecided() {
    // Every tag changes the answer, so that each of 2^40 combinations has its own.
    let hostile = |length: &str| {
        let mut rules = vec![json!({ "id": "base", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
            "then": { "granted": true, "window": window(length) } })];
        rules.extend((0..40).map(|index| {
            let when = json!({ "reason": ["change-of-mind"], "tag": [format!("t{index}")] });
            json!({ "id": format!("r{index}"), "when": when, "then": { "window": { "add": format!("P{}D", index + 1) } } })
        }));
        policy("shop", "declared", &Value::Array(rules))
    };
    let diff = compare(&[hostile("P10D")], &[hostile("P11D")]);
    assert_eq!((&diff["outcome"], &diff["rows"]), (&json!("undecided"), &json!([])));
    let undecided = &diff["undecided"][0];
    assert_eq!((&undecided["reason"], &undecided["remedy"]), (&json!("change-of-mind"), &json!("refund")));
    assert_eq!(undecided["facts"].as_array().map(Vec::len), Some(40), "{undecided}");
}
