//! Large policies, for tests and for benches.

use serde_json::{Value, json};

/// Twelve facts in the order of precedence.
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
    "reason",
];

/// A condition on a fact: of the `turn`th rule about the same facts where these are told apart by it.
fn condition(fact: &str, turn: usize, rule: usize) -> Value {
    let pick = |names: &[&str], turn: usize| names[turn % names.len()].to_owned();
    match fact {
        "market" => json!([pick(&["DE", "FR", "IT", "ES", "PL", "NL"], turn)]),
        "channel" => json!([pick(&["online", "telephone", "mail", "in-store"], turn)]),
        "reason" => json!([pick(&["change-of-mind", "defect", "price", "wrong-item"], turn)]),
        "category" => json!([pick(&["apparel", "food", "toys", "apparel-care"], turn)]),
        "creditScore" => json!({ "gte": turn * 100, "lt": turn * 100 + 100 }),
        "quantity" => json!({ "gte": 1 + turn * 10, "lt": 11 + turn * 10 }),
        _ if rule.is_multiple_of(2) => json!([format!("{fact}-{turn}")]),
        _ => json!([format!("{fact}-{turn}"), format!("{fact}-{turn}b")]),
    }
}

/// Every choice of two to four facts.
fn subsets() -> Vec<Vec<usize>> {
    let sizes = (0..1_usize << FACTS.len()).filter(|bits| (2..=4).contains(&bits.count_ones()));
    sizes.map(|bits| (0..FACTS.len()).filter(|fact| bits & (1 << fact) != 0).collect()).collect()
}

/// A shop with so many rules over twelve facts: `precedence` decides between all that are about different facts, and rules
/// about the same facts never meet.
pub(crate) fn large(rules: usize) -> String {
    let subsets = subsets();
    let window = json!({ "length": "P30D", "from": ["delivery"] });
    let mut written = vec![json!({ "id": "plain", "then": { "granted": true, "window": window },
        "when": { "reason": ["change-of-mind", "defect", "price", "wrong-item"], "remedy": ["refund"] } })];
    for rule in 0..rules {
        // A stride that meets every subset once before any of them again.
        let (facts, turn) = (&subsets[rule * 389 % subsets.len()], rule / subsets.len());
        let when: serde_json::Map<String, Value> =
            facts.iter().map(|fact| (FACTS[*fact].to_owned(), condition(FACTS[*fact], turn, rule))).collect();
        let then = match rule % 5 {
            0 => json!({ "returnShipping": "seller" }),
            1 => json!({ "returnShipping": "buyer", "evidence": ["photo"] }),
            2 => json!({ "outboundShipping": "kept" }),
            3 => json!({ "window": { "add": "P5D" } }),
            _ => json!({ "granted": false }),
        };
        let mut one = json!({ "id": format!("r{rule}"), "when": when, "then": then });
        if rule % 10 == 9 {
            // What precedence says anyway: a circle would be refused.
            let earlier = (0..rule).rev().find(|earlier| subsets[earlier * 389 % subsets.len()] > *facts);
            if let Some(earlier) = earlier {
                one["overrides"] = json!([format!("r{earlier}")]);
            }
        }
        written.push(one);
    }
    document(json!({ "precedence": FACTS, "rules": written }))
}

pub(crate) fn document(fields: Value) -> String {
    let mut shop =
        json!({ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "UTC" });
    assert!(fields.is_object(), "{fields}");
    for (field, value) in fields.as_object().into_iter().flatten() {
        shop[field] = value.clone();
    }
    format!("[{shop},{}]", include_str!("../../zones/UTC.json"))
}
