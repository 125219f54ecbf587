//! A small shop, changes of it, and rows in one line.

use return_policy::diff;
use serde_json::{Value, json};

pub(crate) fn documents(policies: &[Value]) -> String {
    let zone = |name: &str| {
        let path = format!("{}/zones/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("a zone")
    };
    let mut texts: Vec<String> = policies.iter().map(Value::to_string).collect();
    texts.extend([zone("UTC"), zone("Asia-Shanghai")]);
    format!("[{}]", texts.join(","))
}

pub(crate) fn policy(id: &str, layer: &str, rules: &Value) -> Value {
    json!({ "format": "return-policy/1", "id": id, "version": "1", "layer": layer, "zone": "UTC", "rules": rules })
}

pub(crate) fn read(answer: &str) -> Value {
    serde_json::from_str(answer).expect("JSON")
}

pub(crate) fn compare(old: &[Value], new: &[Value]) -> Value {
    let answer = read(&diff(&documents(old), &documents(new)));
    assert_eq!(answer["ok"], true, "{answer}");
    assert_eq!(answer["value"]["format"], "return-diff/1");
    answer["value"].clone()
}

/// A phase: what is said within a window, and by which layer.
pub(crate) fn phase(phase: &Value) -> String {
    let layer = phase.get("layer").and_then(Value::as_str).map(|layer| format!("{layer} ")).unwrap_or_default();
    let within = phase.get("within").map(|within| format!("{} ", word(within))).unwrap_or_default();
    format!("{layer}{within}{}", phase.get("value").map(word).unwrap_or_default()).trim().to_owned()
}

/// A value in one word: a window by its length.
pub(crate) fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(object) if object.contains_key("length") => {
            let until = object.get("atLeastUntil").and_then(Value::as_str).map(|day| format!(" until {day}"));
            let zone = object.get("zone").and_then(Value::as_str).map(|zone| format!(" {zone}"));
            format!("{}{}{}", word(&object["length"]), until.unwrap_or_default(), zone.unwrap_or_default())
        }
        other => other.to_string(),
    }
}

/// `change-of-mind | refund | {} | window P30D -> P14D | worse`.
pub(crate) fn line(row: &Value) -> String {
    let list = |name: &str| {
        let words: Vec<&str> = row[name].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        words.join(",")
    };
    let unless = row.get("unless").map(|unless| format!(" unless {unless}")).unwrap_or_default();
    let except = row.get("except").map(|except| format!(" except {except}")).unwrap_or_default();
    let side = |side: &str| match row["phases"][side].as_array() {
        Some(phases) => phases.iter().map(phase).collect::<Vec<_>>().join(", then "),
        None => word(&row[side]),
    };
    let (old, new) = (side("old"), side("new"));
    let term = row["term"].as_str().expect("a term");
    let buyer = row["buyer"].as_str().expect("a judgement");
    format!(
        "{} | {} | {}{unless}{except} | {term} {old} -> {new} | {buyer}",
        list("reasons"),
        list("remedies"),
        row["when"]
    )
}

pub(crate) fn lines(diff: &Value) -> Vec<String> {
    diff["rows"].as_array().expect("rows").iter().map(line).collect()
}

pub(crate) fn window(length: &str) -> Value {
    json!({ "length": length, "from": ["delivery"] })
}

/// The shop before every change: 30 days, the buyer pays; shoes have 20 days, and final sale is excluded.
pub(crate) fn shop() -> Value {
    let mind = |more: Value| {
        let mut when = json!({ "reason": ["change-of-mind"] });
        when.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        when
    };
    policy(
        "shop",
        "declared",
        &json!([
            { "id": "all", "when": mind(json!({ "remedy": ["refund"] })),
              "then": { "granted": true, "window": window("P30D"), "returnShipping": "buyer", "evidence": ["photo"] } },
            { "id": "shoes", "when": mind(json!({ "category": ["shoes"] })), "then": { "window": window("P20D") } },
            { "id": "final", "when": mind(json!({ "tag": ["final"] })), "then": { "granted": false } }
        ]),
    )
}

/// The shop with one thing changed.
pub(crate) fn changed(pointer: &str, value: Value) -> Vec<Value> {
    let mut shop = shop();
    *shop.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    vec![shop]
}

/// The shop with one rule more.
pub(crate) fn with(rule: Value) -> Vec<Value> {
    let mut shop = shop();
    shop["rules"].as_array_mut().expect("rules").push(rule);
    vec![shop]
}

/// A rule about two facts.
pub(crate) fn gold_hats() -> Value {
    json!({ "id": "gold-hats", "when": { "reason": ["change-of-mind"], "category": ["hats"], "tier": ["gold"] },
            "then": { "window": window("P40D") } })
}

pub(crate) fn edited(edit: impl Fn(&mut Value)) -> Vec<Value> {
    let mut shop = shop();
    edit(&mut shop);
    vec![shop]
}
