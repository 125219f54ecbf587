//! An answer with facts missing agrees with the answers for every value those facts may take.
//!
//! Random small policies are asked with facts left out, and then with each combination of values filled in, which
//! shares nothing with how the engine splits what is missing.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "random/mod.rs"]
mod random;

use std::collections::{BTreeMap, BTreeSet};

use return_policy::Policy;
use serde_json::{Value, json};

use random::Random;

const AT: &str = "2026-03-20T12:00:00Z";
const ROUNDS: u64 = 130;

/// The facts that may be missing, and every value worth telling apart.
fn facts() -> Vec<(&'static str, Vec<Value>)> {
    // The days on either side of every bound that a rule or a window of these policies can have.
    let february = [14, 15, 16, 17, 18, 19, 20, 24, 25, 27, 28].map(|day| json!(format!("2026-02-{day}")));
    let march = [2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 19, 20, 21, 22].map(|day| json!(format!("2026-03-{day:02}")));
    let days: Vec<Value> = [Value::Null].into_iter().chain(february).chain(march).collect();
    vec![
        ("tier", vec![Value::Null, json!("gold"), json!("silver"), json!("bronze")]),
        ("tags", vec![json!([]), json!(["sale"]), json!(["gift"]), json!(["sale", "gift"])]),
        ("seal", vec![Value::Null, json!("broken"), json!("intact")]),
        ("deliveredAt", days),
    ]
}

fn when(random: &mut Random) -> Value {
    let mut when = json!({ "reason": ["change-of-mind"], "remedy": ["refund"] });
    for _ in 0..=random.below(2) {
        let (fact, condition) = random
            .one_of(&[
                ("tier", json!(["gold"])),
                ("tier", json!(["gold", "silver"])),
                ("tier", json!({ "not": ["silver", null] })),
                ("tag", json!(["sale"])),
                ("tag", json!(["sale", "gift"])),
                ("tag", json!({ "not": ["sale"] })),
                ("condition", json!({ "seal": ["broken"] })),
                ("condition", json!({ "seal": { "not": ["broken"] } })),
                ("delivery", json!({ "gte": "2026-03-05" })),
                ("delivery", json!({ "not": { "gte": "2026-02-20", "lt": "2026-03-10" } })),
            ])
            .clone();
        when[fact] = condition;
    }
    when
}

fn then(random: &mut Random) -> Value {
    random
        .one_of(&[
            json!({ "granted": true, "window": { "length": "P14D", "from": ["delivery"] } }),
            json!({ "granted": true, "window": { "length": "P30D", "from": ["delivery"] }, "returnShipping": "seller" }),
            json!({ "granted": "review", "window": { "length": "P7D", "from": ["delivery"], "opens": "contract" } }),
            json!({ "granted": false }),
            json!({ "returnShipping": "buyer" }),
            json!({ "restockingFee": { "rate": "10%" } }),
            json!({ "window": { "add": "P3D" } }),
            json!({ "window": { "cap": "P10D" } }),
            json!({ "evidence": ["photo"] }),
        ])
        .clone()
}

/// A policy in which no two rules clash: each overrides those before it, or the buyer gets the better of all.
fn policy(random: &mut Random) -> Value {
    let has_ties = random.below(3) == 0;
    let base =
        json!({ "granted": true, "window": { "length": "P20D", "from": ["delivery"] }, "returnShipping": "buyer" });
    let mut rules = vec![json!({
        "id": "r0", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] }, "then": base
    })];
    for index in 1..=2 + random.below(3) {
        let overrides: Vec<String> = (0..index).map(|before| format!("r{before}")).collect();
        let (when, then) = (when(random), then(random));
        // A rule that overrides an adjustment silences it; leave some rules side by side.
        let mut rule = json!({ "id": format!("r{index}"), "when": when, "then": then });
        if !has_ties && then.get("window").is_none_or(|window| window.get("from").is_some()) {
            rule["overrides"] = json!(overrides);
        }
        rules.push(rule);
    }
    let mut policy = json!({
        "format": "return-policy/1", "id": "random", "version": "1", "layer": "declared", "zone": "Etc/UTC", "rules": rules
    });
    if has_ties {
        policy["ties"] = json!("buyer");
    }
    policy
}

fn order(values: &[(&str, Option<Value>)]) -> Value {
    let mut order = json!({ "id": "o", "contractAt": "2026-02-10", "lines": [{ "id": "a" }] });
    for (fact, value) in values {
        let Some(value) = value else { continue };
        match *fact {
            "tier" => order["tier"] = value.clone(),
            "seal" => order["lines"][0]["conditions"] = json!({ "seal": value }),
            field => order["lines"][0][field] = value.clone(),
        }
    }
    order
}

fn ask(policy: &Policy, values: &[(&str, Option<Value>)]) -> Value {
    let call = json!({ "order": order(values), "at": AT }).to_string();
    let answer: Value = serde_json::from_str(&policy.evaluate(&call)).expect("JSON");
    assert_eq!(answer["ok"], true, "{answer}");
    answer["value"]["lines"][0]["offers"][0].clone()
}

/// Tests a case's conditions as the policy language defines them.
fn holds(when: &Value, values: &[(&str, Option<Value>)]) -> bool {
    let value = |fact: &str| {
        values.iter().find(|(name, _)| *name == fact).and_then(|(_, value)| value.clone()).expect("filled in")
    };
    when.as_object().expect("conditions").iter().all(|(fact, condition)| match fact.as_str() {
        "tier" => fits(condition, &value("tier")),
        "delivery" => fits(condition, &value("deliveredAt")),
        "defectKnown" => fits(condition, &value("defectKnownAt")),
        "condition" => fits(&condition["seal"], &value("seal")),
        "tag" => condition.as_object().expect("tags").iter().all(|(tag, condition)| {
            let present = value("tags").as_array().expect("a list").iter().any(|one| one == tag);
            fits(condition, &json!(present))
        }),
        other => panic!("no condition on {other} is expected"),
    })
}

fn fits(condition: &Value, value: &Value) -> bool {
    if let Some(inner) = condition.get("not") {
        return !fits(inner, value);
    }
    if let Some(values) = condition.as_array() {
        return values.contains(value);
    }
    let Some(day) = value.as_str() else { return false };
    let bound = |name: &str| condition.get(name).and_then(Value::as_str);
    bound("gte").is_none_or(|first| day >= first) && bound("lt").is_none_or(|after| day < after)
}

fn combinations(missing: &[(&'static str, Vec<Value>)]) -> Vec<Vec<(&'static str, Option<Value>)>> {
    missing.iter().fold(vec![Vec::new()], |all, (fact, values)| {
        let extend = |one: &Vec<(&'static str, Option<Value>)>| {
            let mut longer = Vec::new();
            for value in values {
                let mut next = one.clone();
                next.push((*fact, Some(value.clone())));
                longer.push(next);
            }
            longer
        };
        all.iter().flat_map(extend).collect()
    })
}

/// How favourable a refusal is.
fn rank(status: &str) -> Option<usize> {
    ["not-started", "closed", "excluded"].iter().position(|refusal| *refusal == status)
}

/// The costs of an answer, which are nothing where nothing is granted.
fn terms(offer: &Value) -> Option<Value> {
    let over = matches!(offer["status"].as_str(), Some("closed" | "excluded") | None);
    (!over).then(|| offer["terms"].clone())
}

#[test]
fn missing_facts_give_what_all_their_values_give() {
    let zone = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/zones/UTC.json")).expect("a zone");
    let zone = zone.replace("\"id\": \"UTC\"", "\"id\": \"Etc/UTC\"");
    let mut random = Random(0x5EED);
    let (mut settled, mut open) = (0, 0);
    for round in 0..ROUNDS {
        let document = policy(&mut random);
        let policy = Policy::compile(&format!("[{document},{zone}]"))
            .unwrap_or_else(|problems| panic!("{document}: {problems:?}"));
        let known: Vec<usize> = (0..4).filter(|_| random.below(3) == 0).collect();
        let (mut stated, mut missing) = (Vec::new(), Vec::new());
        for (index, (fact, values)) in facts().into_iter().enumerate() {
            if known.contains(&index) {
                stated.push((fact, Some(random.one_of(&values).clone())));
            } else {
                missing.push((fact, values));
            }
        }
        let offer = ask(&policy, &stated);
        let all: Vec<_> = combinations(&missing)
            .into_iter()
            .map(|mut filled| {
                filled.extend(stated.clone());
                let offer = ask(&policy, &filled);
                (filled, offer)
            })
            .collect();
        let context = format!("round {round}: {document}\nstated {stated:?}\nanswer {offer}");
        check_status(&offer, &all, &context);
        check_terms(&offer, &all, &context);
        check_cases(&offer, &all, &context);
        check_facts(&offer, &all, &missing, &context);
        if offer["status"] == "depends" { open += 1 } else { settled += 1 }
    }
    assert!(settled > 10 && open > 50, "{settled} settled and {open} open answers test too little");
}

/// A window of one period or several, which repairs may stop.
fn window(random: &mut Random, depth: usize) -> Value {
    if depth > 0 && random.below(2) == 0 {
        let parts = [window(random, depth - 1), window(random, depth - 1)];
        return json!({ (*random.one_of(&["earliestOf", "latestOf"])): different(parts) });
    }
    let from =
        random.one_of(&[json!(["delivery"]), json!(["defectKnown"]), json!(["defectKnown", "delivery"])]).clone();
    let mut window = json!({ "length": random.one_of(&["P5D", "P14D", "P30D", "P1M"]), "from": from });
    match random.below(4) {
        0 => window["suspends"] = json!({ "days": "elapsed" }),
        1 => window["suspends"] = json!({ "days": "inclusive", "leaves": "P7D" }),
        _ => {}
    }
    window
}

/// Two windows that differ, as lists of windows must.
fn different([a, b]: [Value; 2]) -> Value {
    let other = json!({ "length": "P21D", "from": ["delivery"] });
    if a == b { json!([a, other]) } else { json!([a, b]) }
}

#[test]
fn missing_events_of_combined_windows_give_what_all_their_days_give() {
    let zone = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/zones/UTC.json")).expect("a zone");
    let mut random = Random(0xDA75);
    let february = (1..=28).map(|day| json!(format!("2026-02-{day:02}")));
    let march = (1..=24).map(|day| json!(format!("2026-03-{day:02}")));
    let days: Vec<Value> = [Value::Null].into_iter().chain(february).chain(march).collect();
    let mut open = 0;
    for round in 0..16 {
        let window = window(&mut random, 2);
        let repairs = random
            .one_of(&[
                json!([]),
                json!([{ "handedOverAt": "2026-02-10", "returnedAt": "2026-02-16" }]),
                json!([{ "handedOverAt": "2026-01-25", "returnedAt": "2026-03-08" }]),
                json!([{ "handedOverAt": "2026-02-20", "returnedAt": null }]),
            ])
            .clone();
        let document = json!({
            "format": "return-policy/1", "id": "random", "version": "1", "layer": "declared", "zone": "UTC",
            "rules": [{ "id": "r", "when": { "reason": ["defect"], "remedy": ["refund"] }, "then": { "granted": true, "window": window } }]
        });
        let policy = Policy::compile(&format!("[{document},{zone}]"))
            .unwrap_or_else(|problems| panic!("{document}: {problems:?}"));
        let stated = vec![("repairs", Some(repairs))];
        let read: Vec<&'static str> =
            ["delivery", "defectKnown"].into_iter().filter(|fact| window.to_string().contains(fact)).collect();
        let missing: Vec<(&'static str, Vec<Value>)> = read
            .iter()
            .map(|fact| (if *fact == "delivery" { "deliveredAt" } else { "defectKnownAt" }, days.clone()))
            .collect();
        let offer = ask(&policy, &stated);
        let fill = |mut filled: Vec<(&'static str, Option<Value>)>| {
            filled.extend(stated.clone());
            let offer = ask(&policy, &filled);
            (filled, offer)
        };
        let all: Vec<_> = combinations(&missing).into_iter().map(fill).collect();
        let context = format!("round {round}: {document}\nstated {stated:?}\nanswer {offer}");
        check_status(&offer, &all, &context);
        check_cases(&offer, &all, &context);
        check_facts(&offer, &all, &missing, &context);
        open += usize::from(offer["status"] == "depends");
    }
    assert!(open > 10, "{open} open answers test too little");
}

type Filled<'f> = (Vec<(&'f str, Option<Value>)>, Value);

fn check_status(offer: &Value, all: &[Filled<'_>], context: &str) {
    let statuses: BTreeSet<&str> = all.iter().filter_map(|(_, offer)| offer["status"].as_str()).collect();
    let best = statuses.iter().filter_map(|status| rank(status).map(|rank| (rank, *status))).min();
    let expected = match (statuses.len(), best) {
        (1, _) => *statuses.first().expect("one"),
        (_, Some((_, best))) if statuses.iter().all(|status| rank(status).is_some()) => best,
        _ => "depends",
    };
    assert_eq!(offer["status"], expected, "{context}\nof {statuses:?}");
}

fn check_terms(offer: &Value, all: &[Filled<'_>], context: &str) {
    let costs: Vec<Value> = all.iter().filter_map(|(_, offer)| terms(offer)).collect();
    for term in ["returnShipping", "restockingFee", "evidence"] {
        let first = costs.first().map_or(&Value::Null, |terms| &terms[term]);
        let same = costs.iter().all(|terms| &terms[term] == first);
        if terms(offer).is_some() && offer["status"] != "not-started" {
            assert_eq!(&offer["terms"][term], if same { first } else { &Value::Null }, "{term} in {context}");
        }
    }
}

fn check_cases(offer: &Value, all: &[Filled<'_>], context: &str) {
    let cases = offer["cases"].as_array().expect("cases");
    if cases.is_empty() {
        let alike = |(_, other): &Filled<'_>| {
            let refused = other["status"].as_str().and_then(rank).is_some();
            refused || (other["status"] == offer["status"] && terms(other) == terms(offer))
        };
        assert!(
            all.iter().all(alike) || offer["depends"].as_array().is_some_and(|facts| !facts.is_empty()),
            "{context}"
        );
        return;
    }
    if offer["status"].as_str().and_then(rank).is_some() {
        // The most favourable refusal stands; cases of worse ones are left out.
        return;
    }
    for (values, filled) in all {
        let holding: Vec<&Value> = cases.iter().filter(|case| holds(&case["when"], values)).collect();
        assert_eq!(holding.len(), 1, "cases for {values:?} in {context}");
        assert_eq!(holding[0]["status"], filled["status"], "{values:?} in {context}");
        assert_eq!(terms(holding[0]), terms(filled), "{values:?} in {context}");
    }
}

/// A fact that is named for the status has two values that give two; one that is not named has none.
fn check_facts(offer: &Value, all: &[Filled<'_>], missing: &[(&str, Vec<Value>)], context: &str) {
    if offer["status"] != "depends" {
        return;
    }
    let named: Vec<&str> = offer["depends"]
        .as_array()
        .expect("facts")
        .iter()
        .filter(|fact| fact["affects"].as_array().is_some_and(|parts| parts.contains(&json!("status"))))
        .filter_map(|fact| fact["fact"].as_str())
        .collect();
    for (fact, _) in missing {
        let name = match *fact {
            "deliveredAt" => "delivery",
            "defectKnownAt" => "defectKnown",
            "tags" => "tag.",
            "seal" => "condition.seal",
            other => other,
        };
        let is_named = named.iter().any(|found| found.starts_with(name));
        // The statuses by everything else: where there are two, this fact alone makes the difference.
        let mut statuses: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (values, one) in all {
            let others: Vec<_> = values.iter().filter(|(other, _)| other != fact).collect();
            statuses.entry(format!("{others:?}")).or_default().extend(one["status"].as_str());
        }
        let matters = statuses.values().any(|statuses| statuses.len() > 1);
        assert_eq!(is_named, matters, "{fact} in {context}");
    }
}
