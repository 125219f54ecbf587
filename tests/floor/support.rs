//! Documents, calls, and what evaluating says of a finding.

use std::sync::OnceLock;

use return_policy::Policy;
use serde_json::{Map, Value, json};

pub(crate) fn file(path: &str) -> Value {
    let text = std::fs::read_to_string(path).expect(path);
    serde_json::from_str(&text).expect(path)
}

/// All zones and calendars.
pub(crate) fn data() -> &'static [Value] {
    static DATA: OnceLock<Vec<Value>> = OnceLock::new();
    DATA.get_or_init(|| {
        let files = ["zones", "calendars"].iter().flat_map(|folder| std::fs::read_dir(folder).expect(folder));
        let paths = files.map(|entry| entry.expect("an entry").path());
        let paths = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
        paths.map(|path| file(path.to_str().expect("a path"))).collect()
    })
}

/// The documents with the zones and calendars that they name.
pub(crate) fn with_data(documents: &[&Value]) -> String {
    let named = serde_json::to_string(documents).expect("JSON");
    let is_named = |data: &&Value| named.contains(&format!("\"{}\"", data["id"].as_str().expect("an id")));
    let all: Vec<&Value> = documents.iter().copied().chain(data().iter().filter(is_named)).collect();
    serde_json::to_string(&all).expect("JSON")
}

pub(crate) fn floor(documents: &[&Value]) -> Value {
    let answer: Value = serde_json::from_str(&return_policy::floor(&with_data(documents))).expect("JSON");
    assert_eq!(answer["ok"], true, "{answer:#}");
    answer["value"].clone()
}

/// A document with one rule that grants a refund for change of mind, its `then` completed by `then`.
pub(crate) fn document(layer: &str, then: &Value, more: &Value) -> Value {
    let mut all = json!({ "granted": true, "window": { "length": "P14D", "from": ["delivery"] } });
    merge(&mut all, then);
    let rule = json!({ "id": "all", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] }, "then": all });
    let mut document = json!({ "format": "return-policy/1", "id": layer, "version": "1", "layer": layer,
        "zone": "Europe/Berlin", "calendar": "de-be", "rules": [rule] });
    if let Some(rules) = more["rules"].as_array() {
        let list = document["rules"].as_array_mut().expect("rules");
        list.extend(rules.iter().cloned());
    }
    let others: Map<String, Value> = more
        .as_object()
        .expect("an object")
        .iter()
        .filter(|(key, _)| *key != "rules")
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    merge(&mut document, &Value::Object(others));
    document
}

/// What is wrong with the proof of a declared document against a floor, each as [`document`] makes it of two values: its outcome, the
/// term that its one finding is about, if it has one, and whether evaluating shows what is refuted.
pub(crate) fn mistakes(declared: [&Value; 2], law: [&Value; 2], outcome: &str, term: &str) -> Vec<String> {
    let ([then, own], [least, theirs]) = (declared, law);
    let (declared, law) = (document("declared", then, own), document("floor", least, theirs));
    let proof = floor(&[&declared, &law]);
    let findings = proof["findings"].as_array().expect("findings");
    let terms: Vec<&Value> = findings.iter().map(|finding| &finding["term"]).collect();
    let mut wrong = Vec::new();
    let seen = if term.is_empty() { terms.is_empty() } else { terms == [term] };
    if proof["outcome"] != outcome || !seen {
        wrong.push(format!("{} {terms:?}\n{proof}", proof["outcome"]));
    }
    for finding in findings.iter().filter(|finding| finding["outcome"] == "refuted") {
        if finding["reason"] != "change-of-mind" || finding["remedy"] != "refund" {
            wrong.push(format!("it is about something else: {finding}"));
        }
        if let Err(shown) = holds(finding, &[&declared], &law) {
            wrong.push(format!("evaluating shows otherwise: {shown}"));
        }
    }
    wrong
}

pub(crate) fn merge(into: &mut Value, from: &Value) {
    for (key, value) in from.as_object().expect("an object") {
        into[key] = value.clone();
    }
}

/// The field of an order, its line or its request that states a fact.
pub(crate) fn place(fact: &str) -> (&'static str, String) {
    let anchors = [
        ("contract", "order", "contractAt"),
        ("order", "order", "placedAt"),
        ("information", "order", "informedAt"),
        ("shipment", "order", "shippedAt"),
        ("delivery", "line", "deliveredAt"),
        ("signing", "line", "signedAt"),
        ("installation", "line", "installedAt"),
        ("goodsBack", "line", "goodsBackAt"),
        ("activation", "line", "activatedAt"),
        ("exchange", "line", "exchangedAt"),
        ("defectKnown", "line", "defectKnownAt"),
        ("refundAgreed", "line", "refundAgreedAt"),
        ("warrantyEnd", "line", "warrantyEndsAt"),
        ("invoice", "order", "invoicedAt"),
        ("contractCopy", "order", "contractCopyAt"),
        ("brand", "line", "brand"),
        ("sku", "line", "sku"),
        ("unitPrice", "line", "unitPrice"),
        ("quantity", "line", "quantity"),
        ("usage", "line", "usage"),
        ("orderTotal", "order", "total"),
        ("orderStatus", "order", "status"),
        ("service", "order", "services"),
        ("notice", "request", "noticeSentAt"),
        ("noticeReceived", "request", "noticeReceivedAt"),
        ("returnDispatch", "request", "dispatchedAt"),
        ("component", "asked", "component"),
        ("reason", "asked", "reason"),
        ("remedy", "asked", "remedy"),
        ("category", "line", "category"),
        ("condition", "line", "conditions"),
        ("disclosure", "order", "disclosures"),
    ];
    let found = anchors.iter().find(|(name, ..)| *name == fact);
    found.map_or(("order", fact.to_owned()), |(_, level, field)| (*level, (*field).to_owned()))
}

/// An instant of a day; an instant itself.
fn noon(day: &str) -> String {
    if day.len() == 10 { format!("{day}T12:00:00Z") } else { day.to_owned() }
}

/// The order, request and instant of a finding, completed where it says nothing.
pub(crate) fn call(finding: &Value) -> Value {
    let mut order = json!({ "id": "1" });
    let mut line = json!({ "id": "a" });
    let mut asked = json!({ "line": "a" });
    let mut request = json!({});
    let mut facts = finding["example"].as_object().expect("an example").clone();
    if let Some(events) = finding["events"].as_object() {
        facts.extend(events.clone());
    }
    for fact in ["contract", "order", "shipment", "delivery", "signing"] {
        let known = facts.values().filter_map(Value::as_str).filter(|day| day.starts_with("20")).max();
        let day = known.map_or(json!("2026-11-10"), |day| json!(day));
        facts.entry(fact).or_insert(day);
    }
    let last = facts.shift_remove("lastDelivery");
    facts.shift_remove("firstDelivery");
    let [begun, returned] = ["repairBegun", "repairReturned"].map(|event| facts.shift_remove(event));
    line["repairs"] = match (&finding["repairs"], begun, returned) {
        (Value::Array(repairs), ..) => json!(repairs),
        (_, Some(Value::String(begun)), Some(Value::String(returned))) if begun <= returned => {
            json!([{ "handedOverAt": begun, "returnedAt": returned }])
        }
        (_, begun, returned) => {
            let back = returned.filter(Value::is_string).map(|day| json!({ "handedOverAt": day, "returnedAt": day }));
            let away = begun.filter(Value::is_string).map(|day| json!({ "handedOverAt": day, "returnedAt": null }));
            back.into_iter().chain(away).collect()
        }
    };
    line["claims"] = json!([]);
    for (fact, value) in &facts {
        if fact == "tag" {
            let tags = value.as_object().expect("tags").iter().filter(|(_, there)| **there == json!(true));
            line["tags"] = tags.map(|(tag, _)| json!(tag)).collect();
            continue;
        }
        let (level, field) = place(fact);
        let into = match level {
            "line" => &mut line,
            "asked" => &mut asked,
            "request" => &mut request,
            _ => &mut order,
        };
        if level != "request" || !value.is_null() {
            into[&field] = if level == "request" { json!(noon(value.as_str().expect("a day"))) } else { value.clone() };
        }
    }
    let mut lines = vec![line];
    if let Some(last) = last {
        lines.push(json!({ "id": "b", "deliveredAt": last }));
    }
    order["lines"] = json!(lines);
    let latest = facts.values().filter_map(Value::as_str).filter(|day| day.starts_with("20")).map(noon).max();
    let is_window = finding["term"] == "window";
    let at = finding["at"].as_str().filter(|_| is_window).map_or_else(|| latest.expect("a day"), str::to_owned);
    if let Some(acts) = finding["actsAt"].as_str().filter(|_| is_window) {
        let fields = [
            ("notify", "noticeSentAt"),
            ("notice-received", "noticeReceivedAt"),
            ("dispatch", "dispatchedAt"),
            ("arrive", "arrivedAt"),
            ("pay", "paidAt"),
        ];
        let field = fields.iter().find(|(act, _)| finding["required"]["act"] == json!(act));
        if let Some((_, field)) = field {
            request[field] = json!(acts);
        }
    }
    request["lines"] = json!([asked]);
    json!({ "order": order, "request": request, "at": at })
}

/// The one offer of documents by themselves.
pub(crate) fn offer(documents: &[&Value], call: &Value) -> Value {
    let policy = Policy::compile(&with_data(documents)).expect("sound documents");
    let answer: Value = serde_json::from_str(&policy.evaluate(&call.to_string())).expect("JSON");
    assert_eq!(answer["ok"], true, "{answer:#}\n{call:#}");
    answer["value"]["lines"][0]["offers"][0].clone()
}

/// Says whether all that is stated is shown, whatever is shown besides.
fn same(shown: &Value, stated: &Value) -> bool {
    match (shown, stated) {
        (Value::Object(shown), Value::Object(stated)) => {
            stated.iter().all(|(key, value)| shown.get(key).is_some_and(|shown| same(shown, value)))
        }
        (Value::Array(shown), Value::Array(stated)) => {
            shown.len() == stated.len() && shown.iter().zip(stated).all(|(shown, stated)| same(shown, stated))
        }
        (shown, stated) => shown == stated,
    }
}

fn status(offer: &Value) -> &str {
    offer["status"].as_str().unwrap_or("excluded")
}

/// Says whether evaluating shows what a finding claims: when all events have happened, or when either window opens.
pub(crate) fn holds(finding: &Value, declared: &[&Value], law: &Value) -> Result<(), String> {
    let mut call = call(finding);
    let (own, required) = (offer(declared, &call), offer(&[law], &call));
    if shows(finding, &own, &required) {
        return Ok(());
    }
    let openings = [&own, &required].map(|offer| offer["window"]["opensAt"].clone());
    let opened: Vec<_> = openings
        .into_iter()
        .filter(|at| finding["term"] != "window" && at.is_string())
        .map(|at| {
            call["at"] = at;
            call["request"] = json!({ "lines": call["request"]["lines"] });
            (offer(declared, &call), offer(&[law], &call))
        })
        .collect();
    // The windows of two zones need not be open together.
    let apart = opened.first().zip(opened.last()).map(|((own, _), (_, required))| (own.clone(), required.clone()));
    if opened.iter().chain(&apart).any(|(own, required)| shows(finding, own, required)) {
        return Ok(());
    }
    Err(format!("{}: {own:#}\n{required:#}\n{call:#}\n{finding:#}", finding["term"]))
}

/// Says whether two offers show what a finding claims.
fn shows(finding: &Value, own: &Value, required: &Value) -> bool {
    let term = finding["term"].as_str().expect("a term");
    let is_open = |status: &str| matches!(status, "open" | "review");
    match term {
        "granted" => match (status(own), status(required)) {
            (_, "excluded") => false,
            ("excluded", _) => true,
            ("review", "open") => true,
            // Before or after its window both say when.
            (own, required) => own == required && finding["declared"] == "review",
        },
        "window" => is_open(status(required)) && !is_open(status(own)) && status(own) != "depends",
        _ => {
            let (own, required) = (&own["terms"][term], &required["terms"][term]);
            let last = |value: &Value| {
                if term == "burden" { value["seller"]["lastDay"].clone() } else { value["lastDay"].clone() }
            };
            // Hours from a bare day have a last day only once its instant is known.
            let is_shown = |side: &Value, stated: &Value| stated.is_null() || last(side) == *stated;
            let days = is_shown(own, &finding["declaredLastDay"]) && is_shown(required, &finding["requiredLastDay"]);
            days && own != required && same(own, &finding["declared"]) && same(required, &finding["required"])
        }
    }
}
