//! Random small policies, and changes of them.

use serde_json::{Value, json};

use crate::REMEDIES;
use crate::random::Random;

/// The facts of products: by name in `when`, every value worth telling apart.
pub(crate) fn values(fact: &str) -> Vec<Value> {
    match fact {
        "tier" => vec![Value::Null, json!("gold"), json!("silver"), json!("bronze")],
        "tag" => vec![json!([]), json!(["sale"]), json!(["gift"]), json!(["sale", "gift"])],
        "condition" => vec![Value::Null, json!("broken"), json!("intact")],
        "category" => vec![Value::Null, json!("a"), json!("a/b"), json!("a/b/c"), json!("a/d"), json!("e"), json!("f")],
        "unitPrice" => vec![json!(99), json!(100), json!(499), json!(500)],
        "currency" => vec![json!("EUR"), json!("USD")],
        "market" => vec![json!("DE-BY"), json!("DE-BE"), json!("FR"), json!("CN")],
        other => panic!("{other}"),
    }
}

pub(crate) fn condition(random: &mut Random, fact: &str) -> Value {
    let all = match fact {
        "tier" => vec![json!(["gold"]), json!(["gold", "silver"]), json!({ "not": ["silver", null] }), json!([null])],
        "tag" => vec![json!(["sale"]), json!(["sale", "gift"]), json!({ "not": ["sale"] }), json!(["gift"])],
        "condition" => vec![json!({ "seal": ["broken"] }), json!({ "seal": { "not": ["broken"] } })],
        "category" => {
            vec![json!(["a"]), json!(["a/b"]), json!(["a/b/c", "e"]), json!({ "not": ["a/b"] }), json!(["a/b", null])]
        }
        "unitPrice" => vec![json!({ "gte": 100 }), json!({ "lt": 500 }), json!({ "not": { "gte": 100, "lt": 500 } })],
        "market" => vec![json!(["DE"]), json!(["DE-BE"]), json!(["EU"]), json!({ "not": ["FR"] })],
        other => panic!("{other}"),
    };
    random.one_of(&all).clone()
}

pub(crate) fn when(random: &mut Random, facts: &[&str]) -> Value {
    let reasons =
        [json!(["change-of-mind"]), json!(["quality"]), json!(["defect"]), json!(["change-of-mind", "defect"])];
    let remedies = [json!(["refund"]), json!(["exchange"]), json!(["refund", "exchange"])];
    let mut when = json!({ "reason": random.one_of(&reasons), "remedy": random.one_of(&remedies) });
    for _ in 0..random.below(3) {
        let fact = *random.one_of(facts);
        when[fact] = condition(random, fact);
        if fact == "unitPrice" {
            when["currency"] = json!(["EUR"]);
        }
    }
    when
}

pub(crate) fn then(random: &mut Random) -> Value {
    let window = |length: &str| json!({ "length": length, "from": ["delivery"] });
    random
        .one_of(&[
            json!({ "granted": true, "window": window("P14D"), "returnShipping": "buyer" }),
            json!({ "granted": true, "window": window("P30D"), "returnShipping": "seller" }),
            json!({ "granted": "review", "window": window("P2W"), "evidence": ["photo"] }),
            json!({ "granted": false }),
            json!({ "returnShipping": "buyer" }),
            json!({ "restockingFee": { "rate": "10%" }, "outboundShipping": "kept" }),
            json!({ "window": { "add": "P3D" } }),
            json!({ "evidence": ["photo"] }),
            json!({ "window": window("P1M") }),
        ])
        .clone()
}

pub(crate) fn rule(random: &mut Random, index: usize, facts: &[&str], ties: bool) -> Value {
    let (when, then) = (when(random, facts), then(random));
    let mut rule = json!({ "id": format!("r{index}"), "when": when, "then": then });
    if !ties && then.get("window").is_none_or(|window| window.get("from").is_some()) {
        let before: Vec<String> = (0..index).map(|before| format!("r{before}")).collect();
        rule["overrides"] = json!(before);
    }
    rule
}

/// A policy whose every rule overrides those before it, so that no two clash, or whose ties are the buyer's.
pub(crate) fn policy(random: &mut Random, id: &str, layer: &str, facts: &[&str]) -> Value {
    let base = json!({ "granted": true, "window": { "length": "P20D", "from": ["delivery"] } });
    let base =
        json!({ "id": "r0", "when": { "reason": ["change-of-mind", "quality"], "remedy": REMEDIES }, "then": base });
    let mut rules = vec![base];
    let ties = random.below(3) == 0;
    for index in 1..=1 + random.below(3) {
        rules.push(rule(random, index, facts, ties));
    }
    let mut policy =
        json!({ "format": "return-policy/1", "id": id, "version": "1", "layer": layer, "zone": "UTC", "rules": rules });
    if ties {
        policy["ties"] = json!("buyer");
    }
    if facts.contains(&"market") {
        policy["groups"] = json!({ "EU": random.one_of(&[json!(["DE", "FR"]), json!(["DE"])]) });
        policy["zone"] =
            random.one_of(&[json!("UTC"), json!({ "DE": "Europe/Berlin", "FR": "UTC", "CN": "UTC" })]).clone();
        policy["when"] = json!({ "market": ["DE", "FR", "CN"] });
    }
    policy
}

/// Changes one rule: its condition, what it says, its place, or whether it is there.
pub(crate) fn mutate(random: &mut Random, policy: &Value, facts: &[&str]) -> Value {
    let mut changed = policy.clone();
    let ties = policy["ties"] == "buyer";
    let rules = changed["rules"].as_array_mut().expect("rules");
    let index = random.below(rules.len());
    match random.below(6) {
        0 if index > 0 => rules[index]["when"] = when(random, facts),
        1 if index > 0 => rules[index] = rule(random, index, facts, ties),
        2 if rules.len() > 2 && index + 1 == rules.len() => {
            rules.pop();
        }
        3 => {
            let next = rules.len();
            rules.push(rule(random, next, facts, ties));
        }
        4 => rules.reverse(),
        _ => rules[0]["then"]["window"]["length"] = random.one_of(&[json!("P10D"), json!("P40D")]).clone(),
    }
    changed
}

pub(crate) fn documents(policies: &[Value]) -> String {
    let zone = |name: &str| {
        let path = format!("{}/zones/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("a zone")
    };
    let mut texts: Vec<String> = policies.iter().map(Value::to_string).collect();
    texts.extend([zone("UTC"), zone("Europe-Berlin")]);
    format!("[{}]", texts.join(","))
}
