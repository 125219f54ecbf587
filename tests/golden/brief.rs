//! Cuts a decision down to the brief one, by what is published of both.

use serde_json::{Map, Value, json};

/// The brief decision that belongs to an answer of `evaluate`.
pub(crate) fn of(answer: &str) -> String {
    let answer: Value = serde_json::from_str(answer).expect("JSON");
    match answer.get("value") {
        Some(value) => json!({ "ok": true, "value": decision(value) }).to_string(),
        None => answer.to_string(),
    }
}

fn decision(decision: &Value) -> Value {
    let lines = each(&decision["lines"], line);
    json!({ "format": "return-brief/1", "order": decision["order"], "at": decision["at"], "lines": lines })
}

fn line(line: &Value) -> Value {
    let mut brief = kept(line, &["line", "bucket", "left"]);
    brief.insert("offers".into(), each(&line["offers"], offer));
    put_filled(&mut brief, "warranty", each(&line["warranty"], offer));
    Value::Object(brief)
}

fn offer(offer: &Value) -> Value {
    let mut brief = kept(offer, &["reason", "remedy", "component", "status"]);
    brief.extend(kept(&offer["window"], &["lastDay", "endsBefore"]));
    brief.insert("terms".into(), offer["terms"].clone());
    let facts = each(&offer["depends"], |fact| Value::Object(kept(fact, &["fact", "path"])));
    put_filled(&mut brief, "depends", facts);
    Value::Object(brief)
}

fn each(list: &Value, change: fn(&Value) -> Value) -> Value {
    list.as_array().into_iter().flatten().map(change).collect()
}

/// The fields that an object has of these, in this order.
fn kept(object: &Value, fields: &[&str]) -> Map<String, Value> {
    fields.iter().filter_map(|field| Some(((*field).to_owned(), object.get(field)?.clone()))).collect()
}

fn put_filled(object: &mut Map<String, Value>, field: &str, list: Value) {
    if list != json!([]) {
        object.insert(field.into(), list);
    }
}
