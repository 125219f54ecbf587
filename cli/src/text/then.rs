//! What a rule says, term by term, as short phrases.

use serde_json::{Map, Value};

use crate::period::Period;

use super::{period, term, words};

/// The terms in the order of their importance; a window is said in full where it has a name only.
pub(crate) fn phrases(then: &Map<String, Value>, windows: &Map<String, Value>) -> Vec<String> {
    const ORDER: [&str; 8] =
        ["granted", "window", "refundDue", "burden", "returnShipping", "outboundShipping", "restockingFee", "evidence"];
    let known = ORDER.iter().filter_map(|term| Some((*term, then.get(*term)?)));
    let others = then.iter().map(|(term, value)| (term.as_str(), value)).filter(|(term, _)| !ORDER.contains(term));
    known.chain(others).flat_map(|(term, value)| phrase(term, value, windows)).collect()
}

fn phrase(term: &str, value: &Value, windows: &Map<String, Value>) -> Vec<String> {
    match term {
        "granted" => vec![granted(value)],
        "window" => window(value, windows),
        "refundDue" => vec![format!("refund {}", due(value, windows))],
        "answerDue" => vec![format!("answer {}", due(value, windows))],
        "repairDue" => vec![format!("repair done {}", due(value, windows))],
        "exchangeDue" => vec![format!("exchange done {}", due(value, windows))],
        "loanDue" => vec![format!("loan unit while a repair lasts longer than {}", lasts(value, windows))],
        "burden" => vec![burden(value, windows)],
        "returnShipping" => vec![format!("return: {}", shipping(value))],
        "outboundShipping" => vec![format!("outbound freight {}", term::value(term, value))],
        "restockingFee" if value == "none" => vec!["no restocking fee".into()],
        "restockingFee" => vec![format!("restocking fee {}", term::value(term, value))],
        "evidence" if value.as_array().is_some_and(Vec::is_empty) => vec!["no evidence".into()],
        "deduction" if value == "none" => vec!["no deduction for use".into()],
        "deduction" => vec![format!("deduction for use of {}", term::value(term, value))],
        "choice" => vec![term::value(term, value)],
        "warrantor" => vec![format!("given by the {}", words::value(value))],
        term => vec![format!("{} {}", term::label(term), term::value(term, value))],
    }
}

fn due(value: &Value, windows: &Map<String, Value>) -> String {
    read(value, windows).map_or_else(|| words::value(value), |due| period::due(&due))
}

/// A window by itself.
pub(crate) fn lasts(value: &Value, windows: &Map<String, Value>) -> String {
    read(value, windows).map_or_else(|| words::value(value), |period| period::window(&period))
}

fn granted(value: &Value) -> String {
    match value {
        Value::Bool(true) => "granted".into(),
        Value::Bool(false) => "no right".into(),
        _ => "a person decides".into(),
    }
}

/// A window, or what is changed of another rule's; what must happen in it is said where it is not notice.
fn window(value: &Value, windows: &Map<String, Value>) -> Vec<String> {
    if let Some(changed) = adjustment(value) {
        return vec![changed];
    }
    let Some(window) = read(value, windows) else { return vec![words::value(value)] };
    let act = window.act.as_deref().filter(|act| *act != "notify");
    let act = act.map(|act| format!("in time if {}", term::act(act)));
    [Some(period::window(&window)), act].into_iter().flatten().collect()
}

fn adjustment(value: &Value) -> Option<String> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let changes = [
        text("add").map(|length| format!("{} longer", words::length(length))),
        text("atLeastUntil").map(|day| format!("not ending before {day}")),
        text("cap").map(|length| format!("at most {}", words::length(length))),
    ];
    let changes: Vec<String> = changes.into_iter().flatten().collect();
    (!changes.is_empty()).then(|| format!("the window {}", changes.join(", ")))
}

fn burden(value: &Value, windows: &Map<String, Value>) -> String {
    match value.get("seller").and_then(|window| read(window, windows)) {
        Some(window) => format!("seller must prove {}; then the buyer", period::holds(&window)),
        None => format!("{} must prove", words::value(value)),
    }
}

fn shipping(value: &Value) -> String {
    match value {
        Value::String(payer) => format!("{payer} pays"),
        value => term::value("returnShipping", value),
    }
}

fn read(window: &Value, windows: &Map<String, Value>) -> Option<Period> {
    serde_json::from_value(resolved(window, windows)).ok()
}

/// A window with the definitions of all windows that it names; the engine has refused names that go round in a circle.
fn resolved(window: &Value, windows: &Map<String, Value>) -> Value {
    match window {
        Value::String(name) => windows.get(name).map_or_else(|| window.clone(), |window| resolved(window, windows)),
        Value::Object(fields) => {
            let part = |(name, value): (&String, &Value)| match (name.as_str(), value.as_array()) {
                ("earliestOf" | "latestOf", Some(parts)) => {
                    (name.clone(), parts.iter().map(|part| resolved(part, windows)).collect())
                }
                _ => (name.clone(), value.clone()),
            };
            Value::Object(fields.iter().map(part).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn terms_read_as_phrases() {
        let windows = json!({
            "month": { "length": "P1M", "from": ["delivery"], "act": "arrive" },
            "back": { "length": "P0D", "from": ["goodsBack"] },
            "refund": { "latestOf": [{ "length": "P14D", "from": ["noticeReceived"] }, "back"] },
            "year": { "length": "P1Y", "from": ["delivery"] },
            "used": { "length": "P2Y", "from": ["exchange", "invoice"], "usage": { "km": 50000 } },
            "answer": { "length": "P10D", "from": ["noticeReceived"], "counts": "working-day" },
            "away": { "length": "P5D", "from": ["repairBegun"] },
        });
        #[rustfmt::skip]
        let cases = [
            // why this row             then                                                        phrases
            ("a window by name",        json!({ "window": "month", "granted": true }),              "granted | 1 month from delivery | in time if the goods arrive"),
            ("names inside a window",   json!({ "refundDue": "refund" }),                           "refund by the later of 14 days from the receipt of the notice and the day of the return of the goods"),
            ("proof for a time",        json!({ "burden": { "seller": "year" } }),                  "seller must prove within 1 year from delivery; then the buyer"),
            ("proof by one",            json!({ "burden": "buyer" }),                              "buyer must prove"),
            ("another window changed",  json!({ "window": { "add": "P12M", "cap": "P3Y" } }),       "the window 12 months longer, at most 3 years"),
            ("two limits",              json!({ "window": "used" }),                                "2 years from exchange, else invoice (ending earlier after 50000 km)"),
            ("dues of a repair",        json!({ "answerDue": "answer", "exchangeDue": "answer", "loanDue": "away", "repairDue": "away" }), "answer within 10 working days from the receipt of the notice | exchange done within 10 working days from the receipt of the notice | loan unit while a repair lasts longer than 5 days from the hand-over for repair | repair done within 5 days from the hand-over for repair"),
            ("terms of a warranty",     json!({ "choice": "buyer", "covers": ["parts", "labour"], "deduction": { "rate": "0.5%", "per": { "km": 1000 }, "atMost": true }, "service": "pick-up", "warrantor": "manufacturer" }), "the buyer chooses | covers parts, labour | deduction for use of at most 0.5% of the price for each 1000 km | service pick-up | given by the manufacturer"),
            ("nothing for use",         json!({ "deduction": "none" }),                             "no deduction for use"),
            ("no right",                json!({ "granted": false }),                                "no right"),
            ("a person",                json!({ "granted": "review" }),                             "a person decides"),
            ("costs",                   json!({ "evidence": [], "restockingFee": "none", "outboundShipping": "standard-refunded", "returnShipping": "buyer" }), "return: buyer pays | outbound freight refunded up to the standard rate | no restocking fee | no evidence"),
            ("costs that are some",     json!({ "evidence": ["photo"], "restockingFee": { "rate": "15%" }, "returnShipping": { "payer": "seller", "fee": { "amount": 499, "currency": "EUR" } } }), "return: seller pays, the buyer is charged 4.99 EUR | restocking fee 15% of the price | evidence photo"),
        ];
        for (why, then, expected) in cases {
            let phrases = phrases(then.as_object().expect("an object"), windows.as_object().expect("an object"));
            assert_eq!(phrases.join(" | "), expected, "{why}");
        }
    }
}
