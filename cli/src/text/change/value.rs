//! Values of terms as phrases in one language.

use serde_json::Value;

use crate::text::words::money;
use crate::words::Words;

/// The value of a term.
pub(super) fn text(term: &str, value: &Value, words: Words) -> String {
    if value.is_null() {
        return words.say("nothing", &[]);
    }
    match term {
        "granted" => words.name("granted", value.as_str().unwrap_or(if value == true { "true" } else { "false" })),
        "window" | "refundDue" => window(value, words),
        "returnShipping" => shipping(value, words),
        "outboundShipping" => words.name("outbound", value.as_str().unwrap_or_default()),
        "restockingFee" => fee(value, words),
        "burden" => burden(value, words),
        "evidence" => evidence(value, words),
        _ => value.to_string(),
    }
}

/// What holds in a phase: until a window ends, or by one offer.
pub(super) fn phase(term: &str, phase: &Value, words: Words) -> String {
    let within = phase.get("within").map(|within| window(within, words));
    let said = text(term, phase.get("value").unwrap_or(&Value::Null), words);
    let said = match within {
        Some(within) if term == "window" => within,
        Some(within) => words.say("phase.within", &[("window", &within), ("value", &said)]),
        None if phase.get("layer").is_none() => words.say("phase.then", &[("value", &said)]),
        None => said,
    };
    let document = phase.get("document").and_then(Value::as_str).unwrap_or_default();
    match phase.get("layer").and_then(Value::as_str) {
        Some(layer) => words.say(&format!("phase.{layer}"), &[("document", document), ("value", &said)]),
        None => said,
    }
}

/// Two windows that differ in their lengths alone.
pub(super) fn lengths(old: &Value, new: &Value, words: Words) -> Option<String> {
    let length = |value: &Value| {
        let length = value.get("length").and_then(Value::as_str).filter(|length| *length != "unlimited")?;
        Some(words.length(length, unit(value)))
    };
    let mut same = new.clone();
    same.as_object_mut()?.insert("length".to_owned(), old.get("length")?.clone());
    if same != *old || old.get("length") == new.get("length") {
        return None;
    }
    let places = [("old", &*length(old)?), ("new", &*length(new)?), ("event", &*events(old, words))];
    Some(remarked(words.say("window.lengths", &places), old, words))
}

fn shipping(value: &Value, words: Words) -> String {
    let payer = words.name("payer", value.get("payer").and_then(Value::as_str).unwrap_or_default());
    match (value.get("fee"), value.get("upTo")) {
        (Some(fee), _) => words.say("payer.fee", &[("payer", &payer), ("fee", &money(fee))]),
        (None, Some(most)) => words.say("payer.upTo", &[("payer", &payer), ("most", &money(most))]),
        (None, None) => payer,
    }
}

fn fee(value: &Value, words: Words) -> String {
    match value.get("rate").and_then(Value::as_str) {
        Some(rate) => words.say("fee.rate", &[("rate", rate)]),
        None if value.is_string() => words.say("fee.none", &[]),
        None => words.say("fee.flat", &[("fee", &money(value))]),
    }
}

fn burden(value: &Value, words: Words) -> String {
    match value.get("seller") {
        Some(within) => words.say("burden.within", &[("window", &window(within, words))]),
        None => words.name("burden", value.as_str().unwrap_or_default()),
    }
}

fn evidence(value: &Value, words: Words) -> String {
    let wanted = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    let wanted: Vec<String> = wanted.map(|one| words.name("evidence", one)).collect();
    if wanted.is_empty() { words.say("evidence.none", &[]) } else { words.all_of(&wanted) }
}

/// A window: its length and event, and in brackets what is unusual about it.
fn window(value: &Value, words: Words) -> String {
    remarked(plain(value, words), value, words)
}

fn remarked(plain: String, value: &Value, words: Words) -> String {
    let remarks = remarks(value, words);
    if remarks.is_empty() {
        return plain;
    }
    let remarks = remarks.join(&words.say("list.comma", &[]));
    words.say("window.remarks", &[("window", &plain), ("remarks", &remarks)])
}

fn plain(value: &Value, words: Words) -> String {
    for (field, key) in [("earliestOf", "window.earliest"), ("latestOf", "window.latest")] {
        if let Some(parts) = value.get(field).and_then(Value::as_array) {
            let parts: Vec<String> = parts.iter().map(|part| window(part, words)).collect();
            return words.say(key, &[("parts", &words.all_of(&parts))]);
        }
    }
    let event = events(value, words);
    let day = value.get("lastDay").and_then(Value::as_str);
    match (value.get("length").and_then(Value::as_str), day) {
        (Some("unlimited"), _) => words.say("window.unlimited", &[("event", &event)]),
        (Some("P0D"), _) => words.say("window.day", &[("event", &event)]),
        (Some(length), _) => {
            words.say("window.length", &[("length", &words.length(length, unit(value))), ("event", &event)])
        }
        (None, day) => words.say("window.until", &[("day", day.unwrap_or_default())]),
    }
}

/// The events from which a window runs.
fn events(value: &Value, words: Words) -> String {
    let events = value.get("from").and_then(Value::as_array).into_iter().flatten().map(|anchor| event(anchor, words));
    events.collect::<Vec<_>>().join(&words.say("window.else", &[]))
}

fn unit(value: &Value) -> &'static str {
    if value.get("counts").is_some_and(|counts| counts == "working-day") { "working" } else { "day" }
}

fn event(anchor: &Value, words: Words) -> String {
    let text = |name: &str| anchor.get(name).and_then(Value::as_str);
    let mut event = words.name("fact", text("anchor").unwrap_or_default());
    if let Some(offset) = text("offset") {
        event = words.say("window.after", &[("length", &words.length(offset, "day")), ("event", &event)]);
    }
    match text("rolls") {
        Some(rolls) => words.say("window.rolled", &[("event", &event), ("rolls", &words.name("rolls", rolls))]),
        None => event,
    }
}

fn remarks(value: &Value, words: Words) -> Vec<String> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let named = |kind: &str| text(kind).map(|word| words.name(kind, word));
    // Working days are said with the length, and notice is the least that is asked.
    let counts = named("counts").filter(|_| text("counts") != Some("working-day"));
    let act = named("act").filter(|_| text("act") != Some("notify"));
    let until = text("atLeastUntil").map(|day| words.say("window.atLeastUntil", &[("day", day)]));
    let cap = text("cap").map(|cap| words.say("window.cap", &[("length", &words.length(cap, "day"))]));
    let zone = text("zone").map(|zone| words.say("window.zone", &[("zone", zone)]));
    let all = [counts, named("ends"), named("rolls"), named("suspends"), until, cap, act, zone];
    all.into_iter().flatten().collect()
}
