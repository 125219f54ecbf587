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
        "window" | "refundDue" | "answerDue" | "repairDue" | "exchangeDue" | "loanDue" => window(value, words),
        "returnShipping" => shipping(value, words),
        "outboundShipping" => words.name("outbound", value.as_str().unwrap_or_default()),
        "restockingFee" => fee(value, words),
        "burden" => burden(value, words),
        "evidence" | "covers" => names(term, value, words),
        "deduction" => deduction(value, words),
        "choice" | "service" | "warrantor" => words.name(term, value.as_str().unwrap_or_default()),
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

fn names(term: &str, value: &Value, words: Words) -> String {
    let all = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    let all: Vec<String> = all.map(|one| words.name(term, one)).collect();
    if all.is_empty() { words.say(&format!("{term}.none"), &[]) } else { words.all_of(&all) }
}

fn deduction(value: &Value, words: Words) -> String {
    let Some((unit, per)) = value.get("per").and_then(Value::as_object).and_then(|per| per.iter().next()) else {
        return words.say("deduction.none", &[]);
    };
    let key = if value.get("atMost").is_some() { "deduction.limit" } else { "deduction.share" };
    let rate = value.get("rate").and_then(Value::as_str).unwrap_or_default();
    words.say(key, &[("rate", rate), ("per", &per.to_string()), ("unit", unit)])
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
    let usage = value.get("usage").and_then(Value::as_object).into_iter().flatten();
    let usage = usage.filter_map(|(unit, allowed)| {
        let most = allowed.get("upTo")?.to_string();
        Some(words.say("window.usage", &[("most", &most), ("unit", unit)]))
    });
    all.into_iter().flatten().chain(usage).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Language;
    use serde_json::json;

    #[test]
    fn terms_of_warranties_read_as_phrases() {
        #[rustfmt::skip]
        let cases = [
            // term          value                                                                                    English                                          Chinese
            ("window",       json!({ "length": "P3Y", "from": [{ "anchor": "invoice" }], "usage": { "km": { "upTo": 60000 } } }), "3 years from invoice (at most 60000 km of use)", "开票后3年（使用不超过 60000 km）"),
            ("exchangeDue",  json!({ "length": "P20D", "from": [{ "anchor": "notice" }], "counts": "working-day" }),  "20 working days from notice",                   "发出通知后20个工作日"),
            ("deduction",    json!({ "rate": "0.5%", "per": { "km": 1000 }, "atMost": true }),                        "at most 0.5% of the price for 1000 km",         "每 1000 km 至多扣价款的 0.5%"),
            ("deduction",    json!({ "rate": "0.5%", "per": { "km": 1000 } }),                                        "0.5% of the price for 1000 km",                 "每 1000 km 扣价款的 0.5%"),
            ("deduction",    json!("none"),                                                                           "none",                                          "无"),
            ("covers",       json!(["labour", "parts", "towing"]),                                                    "labour, parts and towing",                      "人工、零部件和towing"),
            ("covers",       json!([]),                                                                               "nothing",                                       "无"),
            ("choice",       json!("buyer"),                                                                          "the buyer",                                     "买家"),
            ("service",      json!("on-site"),                                                                        "at the buyer's place",                          "上门维修"),
        ];
        for (term, value, english, chinese) in cases {
            assert_eq!(text(term, &value, Words::of(Language::En)), english, "{term}");
            assert_eq!(text(term, &value, Words::of(Language::Zh)), chinese, "{term}");
        }
    }
}
