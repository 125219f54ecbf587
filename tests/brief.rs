//! A brief decision says what the decision says, whatever orders state or leave out.
//!
//! Orders of the golden vectors are changed by chance: facts go, change places and values, and now and then nothing is
//! right any more. Each is decided in both ways.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test may fail"
)]

#[path = "golden/brief.rs"]
mod brief;
#[path = "random/mod.rs"]
mod random;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use random::Random;
use return_policy::{Policy, schema};
use serde_json::{Map, Value, json};

/// How many changed orders each vector gives.
const EACH: usize = 10;

#[test]
fn changed_orders_read_alike_in_both_ways() {
    let mut random = Random(20_261_122);
    let (_, schema) = schema::schemas().into_iter().find(|(name, _)| *name == "brief.schema.json").unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let mut policies = HashMap::new();
    let mut compared = 0;
    for path in below(&root().join("tests/golden")) {
        let vector: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        if !vector["call"].is_null() || vector["order"].is_null() {
            continue;
        }
        let documents = documents(&vector["documents"]);
        let policy = policies.entry(documents).or_insert_with_key(|documents| Policy::compile(documents).ok());
        let Some(policy) = policy else { continue };
        for round in 0..EACH {
            let mut call = json!({ "order": vector["order"], "request": vector["request"], "at": vector["at"] });
            if call["request"].is_null() || random.below(8) == 0 {
                call.as_object_mut().unwrap().remove("request");
            }
            for _ in 0..=random.below(3) {
                change(&mut call, &mut random);
            }
            let call = call.to_string();
            let answer = policy.brief(&call);
            assert_eq!(answer, brief::of(&policy.evaluate(&call)), "{}: {call}", path.display());
            if round == 0 {
                fits(&answer, &schema);
            }
            compared += 1;
        }
    }
    assert!(compared > 10_000, "only {compared} orders");
}

/// Documents and orders that were once told otherwise, or not in time.
#[test]
fn odd_documents_read_alike_in_both_ways() {
    let window = json!({ "length": "P30D", "from": ["delivery"] });
    let all = json!({ "reason": ["change-of-mind"], "remedy": ["refund"] });
    let with = |field: &str, value: Value| {
        let mut when = all.clone();
        when[field] = value;
        when
    };
    let granted = json!({ "granted": true, "window": window });
    let any = json!({ "id": "any", "when": all, "then": granted });
    let components: Vec<Value> = (0..1000)
        .map(|id| json!({ "id": format!("c{id}"), "when": { "component": { "not": [format!("c{id}")] } }, "then": { "evidence": ["photo"] } }))
        .chain([any])
        .collect();
    #[rustfmt::skip]
    let cases = [
        // why this row                        what the document says besides                                                 what the line states
        ("a brand of one control character",   json!({ "rules": [{ "id": "all", "when": all, "then": granted },
            { "id": "nul", "when": with("brand", json!(["\0"])), "then": { "granted": false } }] }),                          json!({ "brand": "acme" })),
        ("a category of one",                  json!({ "rules": [{ "id": "all", "when": all, "then": granted },
            { "id": "nul", "when": with("category", json!(["\0"])), "then": { "granted": false } }] }),                       json!({ "category": "books" })),
        ("a group of markets",                 json!({ "groups": { "EU": ["FR", "DE"] },
            "rules": [{ "id": "all", "when": with("market", json!({ "not": ["EU"] })), "then": granted }] }),                 json!({})),
        ("a thousand components",              json!({ "rules": components }),                  json!({})),
    ];
    for (why, besides, states) in cases {
        let mut document =
            json!({ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "UTC" });
        document.as_object_mut().unwrap().extend(besides.as_object().unwrap().clone());
        let policy = Policy::compile(&documents(&json!([document, "zones/UTC.json"])))
            .unwrap_or_else(|problems| panic!("{why}: {problems:?}"));
        let mut line = json!({ "id": "a", "deliveredAt": "2026-11-10" });
        line.as_object_mut().unwrap().extend(states.as_object().unwrap().clone());
        let request =
            json!({ "lines": [{ "line": "a", "reason": "change-of-mind", "remedy": "refund", "component": "c1" }] });
        let call = json!({ "order": { "id": "1", "market": "EU", "lines": [line] }, "request": request, "at": "2026-11-21T12:00:00Z" });
        let call = call.to_string();
        assert_eq!(policy.brief(&call), brief::of(&policy.evaluate(&call)), "{why}");
    }
}

fn fits(answer: &str, schema: &Validator) {
    let answer: Value = serde_json::from_str(answer).unwrap();
    if let Some(value) = answer.get("value") {
        let errors: Vec<String> = schema.iter_errors(value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}: {value}");
    }
}

#[test]
fn lines_are_answered_one_by_one() {
    let documents = documents(&json!(["examples/apparel/policy.json", "zones/", "calendars/"]));
    let policy = Policy::compile(&documents).unwrap();
    let call = |id: &str| {
        let order = json!({ "id": id, "lines": [{ "id": "a", "deliveredAt": "2026-11-01", "tags": [] }] });
        json!({ "order": order, "at": "2026-11-21T12:00:00Z" }).to_string()
    };
    let (first, second) = (call("1"), call("2"));
    let calls = [first.as_bytes(), b"\n\n", b"{ \xff }\r\n", b"[]\n", second.as_bytes()].concat();
    let answers = String::from_utf8(policy.brief_lines(&calls)).unwrap();
    let answers: Vec<&str> = answers.split('\n').collect();
    let no_utf8 =
        r#"{"ok":false,"problems":[{"path":"","code":"not-json","message":"not JSON: no UTF-8 after 2 bytes"}]}"#;
    assert_eq!(answers, [&policy.brief(&first), "", no_utf8, &policy.brief("[]"), &policy.brief(&second)]);
}

/// Changes something that the call states.
fn change(call: &mut Value, random: &mut Random) {
    match random.below(12) {
        0 => {
            call["at"] =
                json!(random.one_of(&["2026-11-21T12:00:00Z", "2025-02-28T23:30:00+01:00", "2024-02-29T00:00:00Z"]))
        }
        1 => {
            if let Some(Value::Object(order)) = call.get_mut("order") {
                let market = random.one_of(&["DE", "FR", "CN", "US-CA", "GB", "EU", "JP", "BR"]);
                order.insert("market".into(), json!(market));
            }
        }
        2 => {
            let field = *random.one_of(&["noticeSentAt", "noticeReceivedAt", "dispatchedAt", "arrivedAt", "paidAt"]);
            if let Some(Value::Object(request)) = call.get_mut("request") {
                request.insert(field.into(), json!("2026-03-01T12:00:00Z"));
            }
        }
        _ => {
            let mut objects = Vec::new();
            collect(call, "", &mut objects);
            let chosen = random.one_of(&objects);
            change_object(call.pointer_mut(chosen).and_then(Value::as_object_mut).unwrap(), random);
        }
    }
}

/// Takes a field away, or gives it another value.
fn change_object(object: &mut Map<String, Value>, random: &mut Random) {
    let keys: Vec<String> = object.keys().cloned().collect();
    let Some(key) = (!keys.is_empty()).then(|| random.one_of(&keys).clone()) else { return };
    let odd = [
        json!(null),
        json!("é\n"),
        json!(-1),
        json!(1.5),
        json!(true),
        json!([]),
        json!({}),
        json!("2026-01-31"),
        json!("x"),
    ];
    let others = [
        ("category", json!(["apparel", "electronics/phones", "food/fresh", "none", null])),
        ("tags", json!([[], ["final-sale"], ["new", "gift"]])),
        ("quantity", json!([1, 2, 3])),
        ("returned", json!([0, 1, 5])),
        ("reason", json!(["change-of-mind", "defect", "quality", "not-as-described", "nonsense"])),
        ("remedy", json!(["refund", "repair", "exchange", "price-reduction"])),
        ("deliveredAt", json!(["2026-11-01", "2026-10-25T02:30:00+02:00", "2024-01-31", null])),
        ("channel", json!(["online", "in-store", "telephone"])),
        ("supply", json!(["goods", "digital", "service"])),
        ("repairs", json!([[]])),
    ];
    match (others.iter().find(|(field, _)| *field == key), random.below(6)) {
        (_, 0) => {
            object.remove(&key);
        }
        (None, 1) | (Some(_), 1) => {
            object.insert(key, random.one_of(&odd).clone());
        }
        (Some((_, values)), _) => {
            object.insert(key, random.one_of(values.as_array().unwrap()).clone());
        }
        (None, _) => {
            let (field, values) = random.one_of(&others);
            object.insert((*field).into(), random.one_of(values.as_array().unwrap()).clone());
        }
    }
}

/// The places of all objects in a value.
fn collect(value: &Value, place: &str, objects: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, &format!("{place}/{index}"), objects));
        }
        Value::Object(fields) => {
            objects.push(place.to_owned());
            fields.iter().for_each(|(key, field)| collect(field, &format!("{place}/{key}"), objects));
        }
        _ => {}
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Documents as text, folders with every file in them.
fn documents(list: &Value) -> String {
    let mut texts = Vec::new();
    for document in list.as_array().unwrap() {
        match document.as_str().map(|path| root().join(path)) {
            None => texts.push(document.to_string()),
            Some(path) if path.is_dir() => {
                texts.extend(below(&path).iter().map(|path| fs::read_to_string(path).unwrap()))
            }
            Some(path) => texts.push(fs::read_to_string(path).unwrap()),
        }
    }
    format!("[{}]", texts.join(","))
}
