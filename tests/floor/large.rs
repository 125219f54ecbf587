//! Large policies, and such as are built to take long: a proof ends.

use std::time::Instant;

use serde_json::{Value, json};

use crate::support::file;

/// Twelve facts.
const FACTS: [&str; 12] = [
    "market",
    "channel",
    "category",
    "brand",
    "sku",
    "seller",
    "tier",
    "paymentMethod",
    "orderStatus",
    "creditScore",
    "quantity",
    "tag",
];

fn condition(fact: &str, turn: usize) -> Value {
    let one = |names: &[&str]| json!([names[turn % names.len()]]);
    match fact {
        "market" => one(&["DE", "FR", "IT", "ES", "PL", "NL"]),
        "channel" => one(&["online", "telephone", "mail", "in-store"]),
        "creditScore" => json!({ "gte": turn * 100, "lt": turn * 100 + 150 }),
        "quantity" => json!({ "gte": 1 + turn * 10, "lt": 16 + turn * 10 }),
        _ => json!([format!("{}-{turn}", fact.to_lowercase()), format!("{}-{}", fact.to_lowercase(), turn + 1)]),
    }
}

/// A document of so many rules about one to three of twelve facts, over one that grants everything else.
fn document(layer: &str, rules: usize, more: &Value) -> Value {
    let when = json!({ "reason": ["change-of-mind"], "remedy": ["refund", "exchange"] });
    let window = json!({ "length": "P30D", "from": ["delivery"] });
    let mut written = vec![json!({ "id": "plain", "when": when, "then": { "granted": true, "window": window,
        "returnShipping": "seller", "evidence": [] } })];
    for rule in 0..rules {
        let mut when = when.clone();
        for turn in 0..=rule % 3 {
            let fact = FACTS[(rule * 7 + turn * 5) % 12];
            when[fact] = condition(fact, (rule / 12 + turn) % 40);
        }
        let then = match rule % 4 {
            0 => json!({ "returnShipping": "buyer" }),
            1 => json!({ "evidence": ["photo"] }),
            2 => json!({ "window": { "add": "P7D" } }),
            _ => json!({ "outboundShipping": "kept" }),
        };
        written.push(json!({ "id": format!("r{rule}"), "when": when, "then": then }));
    }
    let mut document = json!({ "format": "return-policy/1", "id": layer, "version": "1", "layer": layer, "zone": "UTC",
        "ties": "buyer", "rules": written });
    for (key, value) in more.as_object().expect("an object") {
        document[key] = value.clone();
    }
    document
}

fn prove(why: &str, documents: &[&Value]) -> Value {
    let zone = file("zones/UTC.json");
    let all: Vec<&Value> = documents.iter().copied().chain([&zone]).collect();
    let text = serde_json::to_string(&all).expect("JSON");
    let start = Instant::now();
    let answer = return_policy::floor(&text);
    println!("{why}: {:?}, {} bytes", start.elapsed(), answer.len());
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    if answer["ok"] == false {
        assert_eq!(answer["problems"][0]["code"], "too-complex", "{why}: {answer:#}");
        return json!({ "outcome": "refused" });
    }
    answer["value"].clone()
}

#[test]
fn a_thousand_rules_over_twelve_facts_end() {
    let declared = document("declared", 1_000, &json!({}));
    let law = document("floor", 0, &json!({}));
    let proof = prove("1,000 rules against a law of one", &[&declared, &law]);
    assert_eq!(proof["outcome"], "refuted");
    let lenient = json!({ "id": "all", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
        "then": { "granted": true, "window": { "length": "P14D", "from": ["delivery"] } } });
    let law = document("floor", 0, &json!({ "rules": [lenient] }));
    let proof = prove("1,000 rules that give enough", &[&declared, &law]);
    assert_eq!(proof["outcome"], "proved", "{proof:#}");
    prove("1,000 rules against 200", &[&declared, &document("floor", 200, &json!({}))]);
}

/// Sixty tags out of ninety-seven.
fn tags(rule: usize) -> Vec<String> {
    (0..60).map(|tag| format!("t{}", (rule * 7 + tag * 13) % 97)).collect()
}

/// Three of sixty flags: whether many such rules together leave anything out is hard to tell.
fn three(rule: usize) -> Value {
    let flag = |turn: usize| {
        let drawn = (rule * 3 + turn).wrapping_mul(2_862_933_555_777_941_757).wrapping_add(3_037_000_493);
        let value = if (drawn >> 40).is_multiple_of(2) { json!([true]) } else { json!({ "not": [true] }) };
        (format!("c{}", (drawn >> 20) % 60), value)
    };
    (0..3).map(flag).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn hostile_policies_end() {
    type MakeRule = fn(usize) -> (Value, Value);
    #[rustfmt::skip]
    let cases: [(&str, usize, MakeRule); 7] = [
        ("three of sixty flags in 400 rules",  400, |rule| (json!({ "condition": three(rule) }), json!({ "evidence": [] }))),
        ("sixty tags in each of 30 rules",    30, |rule| (json!({ "tag": tags(rule) }), json!({ "evidence": [] }))),
        ("sixty tags in each of 200 rules",    200, |rule| (json!({ "tag": tags(rule) }), json!({ "evidence": [] }))),
        ("sixty tags left out of 200 rules",   200, |rule| (json!({ "tag": { "not": tags(rule) } }), json!({ "evidence": [] }))),
        ("40 windows that tie",                 40, |rule| (json!({ "tag": [format!("t{rule}")] }), json!({ "window": { "length": format!("P{}D", 20 + rule), "from": ["delivery"] } }))),
        ("40 values that tie",                  40, |rule| (json!({ "tag": [format!("t{rule}")] }), json!({ "restockingFee": { "amount": 1 + rule, "currency": "EUR" } }))),
        ("40 changes of a window",              40, |rule| (json!({ "tag": [format!("t{rule}")] }), json!({ "window": { "cap": format!("P{}D", 10 + rule) } }))),
    ];
    let asked = json!({ "reason": ["change-of-mind"], "remedy": ["refund"] });
    for (why, count, make) in cases {
        let mut rules = vec![json!({ "id": "all", "when": asked, "then": { "granted": true, "restockingFee": "none",
            "window": { "length": "P14D", "from": ["delivery"] } } })];
        for rule in 0..count {
            let (mut when, then) = make(rule);
            for (fact, value) in asked.as_object().expect("facts") {
                when[fact] = value.clone();
            }
            rules.push(json!({ "id": format!("r{rule}"), "when": when, "then": then }));
        }
        let declared = document("declared", 0, &json!({ "rules": rules }));
        let law = json!({ "id": "all", "when": asked, "then": { "granted": true, "evidence": [], "restockingFee": "none",
            "window": { "length": "P14D", "from": ["delivery"] } } });
        let law = document("floor", 0, &json!({ "rules": [law] }));
        let proof = prove(why, &[&declared, &law]);
        println!("{why}: {}", proof["outcome"]);
        assert_ne!(proof["outcome"], "proved", "{why}");
    }
}
