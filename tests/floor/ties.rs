//! Rules that tie where a document says that ties go to the buyer, each with the outcome worked out by hand.

use serde_json::{Value, json};

use crate::support::{document, floor, holds};

/// A document of a rule for gold members and one for what is on sale, of which neither wins; both say the same to all others.
fn tied(layer: &str, gold: &Value, sale: &Value) -> Value {
    let rule = |id: &str, fact: &str, then: &Value| {
        let when = json!({ "reason": ["change-of-mind"], "remedy": ["refund"], fact: [id] });
        json!({ "id": id, "when": when, "then": then })
    };
    let rules = [rule("gold", "tier", gold), rule("sale", "tag", sale)];
    document(layer, &json!({}), &json!({ "ties": "buyer", "rules": rules }))
}

fn days(count: u16) -> Value {
    json!({ "window": { "length": format!("P{count}D"), "from": ["delivery"] } })
}

fn with(mut then: Value, term: &str, value: Value) -> Value {
    then[term] = value;
    then
}

#[test]
fn ties_go_to_the_buyer() {
    let pays = |then: Value, payer: &str| with(then, "returnShipping", json!(payer));
    let asks = |what: Value| json!({ "evidence": what });
    let grants = |granted: bool| json!({ "granted": granted });
    let early = json!({ "window": { "length": "P20D", "from": ["contract"] } });
    let long = json!({ "window": { "length": "P14D", "from": ["delivery"], "opens": "contract" } });
    let due = |days: u8, event: &str| json!({ "refundDue": { "length": format!("P{days}D"), "from": [event] } });
    let both = json!({ "tier": ["gold"], "tag": ["sale"] });
    let gold = json!({ "tier": ["gold"] });
    let neither = json!({ "tier": ["silver"], "tag": { "not": ["sale"] } });
    let all = json!({});
    #[rustfmt::skip]
    let cases: Vec<(&str, Value, Value, Value, &Value, &str, &str)> = vec![
        // why this row                                   gold                         sale                         law                            for    outcome      term
        ("both windows last",                             days(30),                    days(20),                    json!({}),                     &all,  "proved",    ""),
        ("one of two windows lasts",                      days(30),                    days(7),                     json!({}),                     &both, "proved",    ""),
        ("the short one stands alone without gold",       days(30),                    days(7),                     json!({}),                     &all,  "refuted",   "window"),
        ("neither window lasts",                          days(10),                    days(7),                     json!({}),                     &both, "refuted",   "window"),
        ("the window that lasts is free",                 pays(days(30), "seller"),    pays(days(7), "buyer"),      json!({ "returnShipping": "seller" }), &both, "proved", ""),
        ("after the free one the other is left",          pays(days(30), "buyer"),     pays(days(7), "seller"),     json!({ "returnShipping": "seller" }), &both, "undecided", "returnShipping"),
        ("neither window is free",                        pays(days(30), "buyer"),     pays(days(7), "buyer"),      json!({ "returnShipping": "seller" }), &both, "refuted", "returnShipping"),
        ("one window, the better payer",                  pays(json!({}), "buyer"),    pays(json!({}), "seller"),   json!({ "returnShipping": "seller" }), &both, "proved", ""),
        ("without the other rule the buyer pays",         pays(json!({}), "buyer"),    pays(json!({}), "seller"),   json!({ "returnShipping": "seller" }), &gold, "refuted", "returnShipping"),
        ("one of two grants",                             grants(false),               grants(true),                json!({}),                     &both, "proved",    ""),
        ("only gold is refused",                          grants(false),               grants(true),                json!({}),                     &gold, "refuted", "granted"),
        ("what both ask for is left",                     asks(json!(["photo", "invoice"])), asks(json!(["invoice", "serial-number"])), json!({ "evidence": ["invoice"] }), &both, "proved", ""),
        ("what both ask for is too much",                 asks(json!(["photo", "invoice"])), asks(json!(["invoice", "serial-number"])), json!({ "evidence": [] }), &both, "refuted", "evidence"),
        ("the smaller of two shares",                     json!({ "restockingFee": { "rate": "20%" } }), json!({ "restockingFee": { "rate": "5%" } }), json!({ "restockingFee": { "rate": "10%" } }), &both, "proved", ""),
        ("both shares are too large",                     json!({ "restockingFee": { "rate": "20%" } }), json!({ "restockingFee": { "rate": "15%" } }), json!({ "restockingFee": { "rate": "10%" } }), &both, "refuted", "restockingFee"),
        ("the earlier of two due dates",                  due(30, "noticeReceived"),   due(14, "noticeReceived"),   due(14, "noticeReceived"),     &both, "proved",    ""),
        ("both dates are too late",                       due(30, "noticeReceived"),   due(20, "noticeReceived"),   due(14, "noticeReceived"),     &both, "refuted",   "refundDue"),
        ("earlier where either event is",                 due(14, "noticeReceived"),   due(14, "goodsBack"),        due(14, "noticeReceived"),     &both, "proved",    ""),
        ("a gap between two windows",                     days(14),                    early,                       long,                          &both, "refuted",   "window"),
        ("a tie that a law does not look at",             days(10),                    days(7),                     json!({}),                     &neither, "proved", ""),
    ];
    let mut wrong = Vec::new();
    for (why, of_gold, of_sale, law, when, outcome, term) in cases {
        let (declared, law) = (tied("declared", &of_gold, &of_sale), document("floor", &law, &json!({ "when": when })));
        let proof = floor(&[&declared, &law]);
        let findings = proof["findings"].as_array().expect("findings");
        let seen = findings.iter().all(|found| found["term"] == term) && findings.is_empty() == term.is_empty();
        if proof["outcome"] != outcome || !seen {
            wrong.push(format!("{why}: {proof:#}"));
        }
        for finding in findings.iter().filter(|finding| finding["outcome"] == "refuted") {
            if let Err(shown) = holds(finding, &[&declared], &law) {
                wrong.push(format!("{why}: evaluating shows otherwise: {shown}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_law_whose_windows_tie_is_given_or_left_open() {
    let when = |mut law: Value| {
        law["when"] = json!({ "tier": ["gold"], "tag": ["sale"] });
        law
    };
    for (why, declared, outcome) in [
        ("longer than both", days(30), "proved"),
        ("longer than one", days(25), "undecided"),
        ("shorter than both", days(7), "undecided"),
    ] {
        let law = when(tied("floor", &days(30), &days(20)));
        let proof = floor(&[&document("declared", &declared, &json!({})), &law]);
        assert_eq!(proof["outcome"], outcome, "{why}: {proof:#}");
    }
}

#[test]
fn what_a_law_gives_by_a_tie_is_required() {
    let asks = |what: Value| json!({ "evidence": what });
    let mut law = tied("floor", &asks(json!(["photo", "invoice"])), &asks(json!(["invoice", "serial-number"])));
    law["when"] = json!({ "tier": ["gold"], "tag": ["sale"] });
    // By each rule alone two things may be asked for; together only the invoice.
    for (asked, outcome) in [(json!(["invoice"]), "proved"), (json!(["photo", "invoice"]), "refuted")] {
        let declared = document("declared", &asks(asked), &json!({}));
        let proof = floor(&[&declared, &law]);
        assert_eq!(proof["outcome"], outcome, "{proof:#}");
        for finding in proof["findings"].as_array().expect("findings") {
            holds(finding, &[&declared], &law).expect("as claimed");
        }
    }
}
