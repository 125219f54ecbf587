//! Terms in the trade's words.

use serde_json::Value;

use crate::answer::Costs;
use crate::period::Period;

use super::{period, words};

/// What people call a term; what has no name here keeps its own.
pub(crate) fn label(name: &str) -> &str {
    match name {
        "returnShipping" => "return shipping",
        "outboundShipping" => "outbound freight",
        "restockingFee" => "restocking fee",
        "refundDue" => "refund due",
        "burden" => "burden of proof",
        "answerDue" => "answer due",
        "repairDue" => "repair due",
        "exchangeDue" => "exchange due",
        "loanDue" => "loan unit due",
        "phases" => "later terms",
        "layers" => "what each layer offers",
        name => name,
    }
}

/// What people call an event; what has no name here keeps its own.
pub(crate) fn event(name: &str) -> &str {
    match name {
        "firstDelivery" => "first delivery",
        "lastDelivery" => "last delivery",
        "contractCopy" => "the copy of the contract",
        "defectKnown" => "the discovery of the defect",
        "notice" => "the notice",
        "noticeReceived" => "the receipt of the notice",
        "returnDispatch" => "the dispatch of the return",
        "goodsBack" => "the return of the goods",
        "refundAgreed" => "the agreement to refund",
        "repairReturned" => "the return from repair",
        "repairBegun" => "the hand-over for repair",
        "warrantyEnd" => "the end of the warranty",
        name => name,
    }
}

/// The value of a term.
pub(crate) fn value(name: &str, value: &Value) -> String {
    match name {
        "returnShipping" => return_shipping(value),
        "outboundShipping" => outbound(value),
        "restockingFee" => fee(value),
        "refundDue" | "answerDue" | "repairDue" | "exchangeDue" => due(value),
        "loanDue" => {
            let after = read(value).map_or_else(|| words::value(value), |after| period::window(&after));
            format!("while a repair lasts longer than {after}")
        }
        "deduction" => deduction(value),
        "choice" => format!("the {} chooses", words::value(value)),
        "covers" if value.as_array().is_some_and(Vec::is_empty) => "nothing".into(),
        "covers" => evidence(value),
        "burden" => burden(value),
        "evidence" => evidence(value),
        _ => words::value(value),
    }
}

/// Terms one after the other, each with its name.
pub(crate) fn phrases(terms: &Costs) -> Vec<String> {
    terms.iter().map(|(name, term)| format!("{}: {}", label(name), value(name, term))).collect()
}

/// Terms as one text.
pub(crate) fn sentence(terms: &Costs) -> String {
    phrases(terms).join("; ")
}

/// What must have happened inside a window.
pub(crate) fn act(act: &str) -> &str {
    match act {
        "notify" => "the buyer gives notice",
        "notice-received" => "the seller receives the notice",
        "dispatch" => "the buyer hands over the parcel",
        "arrive" => "the goods arrive",
        "pay" => "the buyer pays",
        act => act,
    }
}

/// What a rule did.
pub(crate) fn code(code: &str) -> &str {
    match code {
        "window-open" => "window open",
        "window-closed" => "window closed",
        "window-used-up" => "used more than the window allows",
        "window-not-started" => "window not started",
        "window-unknown" => "window not known",
        "window-adjusted" => "window adjusted",
        code => code,
    }
}

fn return_shipping(value: &Value) -> String {
    let Some(payer) = value.get("payer").and_then(Value::as_str) else { return words::value(value) };
    let limit = value.get("upTo").map(|money| format!(", up to {}", words::money(money)));
    let fee = value.get("fee").map(|money| format!(", the buyer is charged {}", words::money(money)));
    format!("{payer} pays{}{}", limit.unwrap_or_default(), fee.unwrap_or_default())
}

fn outbound(value: &Value) -> String {
    match value.as_str() {
        Some("standard-refunded") => "refunded up to the standard rate".into(),
        _ => words::value(value),
    }
}

fn fee(value: &Value) -> String {
    match value.get("rate").and_then(Value::as_str) {
        Some(rate) => format!("{rate} of the price"),
        None => words::money(value),
    }
}

fn due(value: &Value) -> String {
    read(value).map_or_else(|| words::value(value), |due| period::due(&due))
}

/// A share of the price for so much use, and what that makes.
fn deduction(value: &Value) -> String {
    let rate = value.get("rate").and_then(Value::as_str);
    let per = value.get("per").and_then(Value::as_object).and_then(|per| per.iter().next());
    let (Some(rate), Some((unit, per))) = (rate, per) else { return words::value(value) };
    let amount = value.get("amount").map(|amount| format!(": {}", words::money(amount))).unwrap_or_default();
    let limit = if value.get("atMost") == Some(&Value::Bool(true)) { "at most " } else { "" };
    let per = match per.as_u64() {
        Some(1) => unit.strip_suffix('s').unwrap_or(unit).to_owned(),
        _ => format!("{} {unit}", words::value(per)),
    };
    format!("{limit}{rate} of the price for each {per}{amount}")
}

fn burden(value: &Value) -> String {
    let within = value.get("seller").and_then(read);
    match (value.as_str(), within) {
        (Some(who), _) => format!("{who} must prove"),
        (None, Some(within)) => format!("seller must prove {}; then the buyer", period::holds(&within)),
        (None, None) => words::value(value),
    }
}

/// A period with nothing in it is none.
fn read(value: &Value) -> Option<Period> {
    value.as_object().and_then(|_| serde_json::from_value(value.clone()).ok())
}

fn evidence(value: &Value) -> String {
    match value.as_array() {
        Some(items) if items.is_empty() => "none asked for".into(),
        Some(items) => items.iter().map(words::value).collect::<Vec<_>>().join(", "),
        None => words::value(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn terms_read_as_people_say_them() {
        #[rustfmt::skip]
        let cases = [
            // why this row                  term                value                                                            text
            ("the buyer pays",               "returnShipping",   json!({ "payer": "buyer" }),                                     "buyer pays"),
            ("another bears what is more",   "returnShipping",   json!({ "payer": "buyer", "upTo": { "amount": 900, "currency": "EUR" } }), "buyer pays, up to 9.00 EUR"),
            ("a flat charge",                "returnShipping",   json!({ "payer": "seller", "fee": { "amount": 499, "currency": "EUR" } }), "seller pays, the buyer is charged 4.99 EUR"),
            ("a share",                      "restockingFee",    json!({ "rate": "15%" }),                                        "15% of the price"),
            ("no fee is stated",             "restockingFee",    json!("none"),                                                   "none"),
            ("an empty list is no omission", "evidence",         json!([]),                                                       "none asked for"),
            ("all of a list",                "evidence",         json!(["photo", "receipt"]),                                     "photo, receipt"),
            ("money by a day",               "refundDue",        json!({ "length": "P14D", "from": [{ "anchor": "notice" }], "started": { "anchor": "notice", "day": "2026-03-18" }, "lastDay": "2026-04-01" }), "by 2026-04-01, 14 days from the notice on 2026-03-18"),
            ("money within a time",          "refundDue",        json!({ "length": "P14D", "from": [{ "anchor": "notice" }] }),   "within 14 days from the notice"),
            ("one party proves",             "burden",           json!("buyer"),                                                  "buyer must prove"),
            ("first the one, then the other", "burden",          json!({ "seller": { "length": "P1Y", "from": [{ "anchor": "delivery" }], "started": { "anchor": "delivery", "day": "2026-03-01" }, "lastDay": "2027-03-01" } }), "seller must prove until 2027-03-01, 1 year from delivery on 2026-03-01; then the buyer"),
            ("before delivery",              "burden",           json!({ "seller": { "length": "P1Y", "from": [{ "anchor": "delivery" }] } }), "seller must prove within 1 year from delivery; then the buyer"),
            ("a limit for so much use",      "deduction",        json!({ "rate": "0.5%", "per": { "km": 1000 }, "atMost": true, "amount": { "amount": 6000, "currency": "EUR" } }), "at most 0.5% of the price for each 1000 km: 60.00 EUR"),
            ("for each single use",          "deduction",        json!({ "rate": "1%", "per": { "cycles": 1 } }),                 "1% of the price for each cycle"),
            ("a form this program is new to", "refundDue",       json!("P14D"),                                                   "P14D"),
            ("a term this program is new to", "giftWrap",        json!("kept"),                                                   "kept"),
        ];
        for (why, name, term, expected) in cases {
            assert_eq!(value(name, &term), expected, "{why}");
        }
    }
}
