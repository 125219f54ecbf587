//! Pairs of a shop and a law, each with the outcome worked out by hand.

use serde_json::{Value, json};

use crate::support::{document, floor, holds, merge, mistakes, with_data};

#[test]
fn every_pair_ends_as_it_should() {
    let window = |length: &str, from: &str| json!({ "window": { "length": length, "from": [from] } });
    let opens =
        |length: &str, from: &str| json!({ "window": { "length": length, "from": [from], "opens": "contract" } });
    let act = |act: &str| json!({ "window": { "length": "P14D", "from": ["delivery"], "act": act } });
    let zone = |zone: &str| json!({ "zone": zone });
    let on = |fact: &str, days: Value| json!({ "when": { fact: days } });
    let merged = |some: &Value, more: Value| {
        let mut all = more;
        merge(&mut all, some);
        all
    };
    let within = |length: &str, length_of_window: &str| json!({ "window": { "length": length_of_window, "from": ["delivery"] }, "refundDue": { "length": length, "from": ["noticeReceived"] } });
    let tomorrow =
        |length: &str| json!({ "window": { "length": length, "from": [{ "anchor": "delivery", "offset": "P1D" }] } });
    let rolls = json!({ "window": { "length": "P14D", "from": ["delivery"], "rolls": "weekend-or-holiday" } });
    let rule = |id: &str, when: Value, then: Value| {
        let mut all = json!({ "reason": ["change-of-mind"] });
        merge(&mut all, &when);
        json!({ "id": id, "when": all, "then": then })
    };
    let both = |how: &str, hours: &str| json!({ "window": { how: [{ "length": hours, "from": ["delivery"] }, { "length": "P1D", "from": ["delivery"] }] } });
    let nothing = json!({});
    let late = json!({ "refundDue": { "length": "P30D", "from": ["noticeReceived"] } });
    let due = json!({ "refundDue": { "length": "P14D", "from": ["noticeReceived"] } });
    let year = json!({ "burden": { "seller": { "length": "P1Y", "from": ["delivery"] } } });
    let half = json!({ "burden": { "seller": { "length": "P6M", "from": ["delivery"] } } });
    let told = json!({ "rules": [rule("told", json!({ "disclosure": { "return-cost": [false] } }), json!({ "returnShipping": "seller" }))] });
    let more = |rule: Value| json!({ "rules": [rule] });
    #[rustfmt::skip]
    let cases: Vec<(&str, Value, Value, Value, Value, &str, &str)> = vec![
        // why this row                              declared                    and                law                         and              outcome      term
        ("the same",                                 json!({}),                  nothing.clone(),   json!({}),                  nothing.clone(), "proved",    ""),
        ("a shorter window",                         window("P7D", "delivery"),  nothing.clone(),   json!({}),                  nothing.clone(), "refuted",   "window"),
        ("a longer window",                          window("P30D", "delivery"), nothing.clone(),   json!({}),                  nothing.clone(), "proved",    ""),
        ("a month is not 30 days in February",       window("P1M", "delivery"),  nothing.clone(),   window("P30D", "delivery"), nothing.clone(), "refuted",   "window"),
        ("30 days are no month of 31",               window("P30D", "delivery"), nothing.clone(),   window("P1M", "delivery"),  nothing.clone(), "refuted",   "window"),
        ("31 days are every month",                  window("P31D", "delivery"), nothing.clone(),   window("P1M", "delivery"),  nothing.clone(), "proved",    ""),
        ("366 days are every year",                  window("P366D", "delivery"), nothing.clone(),  window("P1Y", "delivery"),  nothing.clone(), "proved",    ""),
        ("365 days are no leap year",                window("P365D", "delivery"), nothing.clone(),  window("P1Y", "delivery"),  nothing.clone(), "refuted",   "window"),
        ("from shipment, which comes first",         window("P14D", "shipment"), nothing.clone(),   json!({}),                  nothing.clone(), "refuted",   "window"),
        ("a window from delivery opens later",       json!({}),                  nothing.clone(),   window("P14D", "shipment"), nothing.clone(), "refuted",   "window"),
        ("from delivery, open from the contract",    opens("P14D", "delivery"),  nothing.clone(),   window("P14D", "shipment"), nothing.clone(), "proved",    ""),
        ("the law's last parcel may come later",     window("P30D", "delivery"), nothing.clone(),   window("P14D", "lastDelivery"), nothing.clone(), "refuted", "window"),
        ("rest days move the law's end",             json!({}),                  nothing.clone(),   rolls.clone(),              nothing.clone(), "refuted",   "window"),
        ("rest days move what is declared",          rolls.clone(),              nothing.clone(),   json!({}),                  nothing.clone(), "proved",    ""),
        ("30 days reach beyond all rest days",       window("P30D", "delivery"), nothing.clone(),   rolls,                      nothing.clone(), "proved",    ""),
        ("dispatch is harder than notice",           act("dispatch"),            nothing.clone(),   act("notify"),              nothing.clone(), "refuted",   "window"),
        ("goods may be sent before any notice",      act("notify"),              nothing.clone(),   act("dispatch"),            nothing.clone(), "refuted",   "window"),
        ("who has paid need not have given notice",  act("notify"),              nothing.clone(),   act("pay"),                 nothing.clone(), "refuted",   "window"),
        ("a notice is sent before it is received",   act("notify"),              nothing.clone(),   act("notice-received"),     nothing.clone(), "proved",    ""),
        ("a notice may be received too late",        act("notice-received"),     nothing.clone(),   act("notify"),              nothing.clone(), "refuted",   "window"),
        ("another act from tomorrow on, without end", json!({ "window": { "length": "unlimited", "from": [{ "anchor": "delivery", "offset": "P1D" }], "act": "arrive" } }), nothing.clone(), act("notify"), nothing.clone(), "refuted", "window"),
        ("another act once goods are there",         json!({ "window": { "length": "unlimited", "from": ["delivery"], "act": "arrive" } }), nothing.clone(), json!({ "window": { "length": "P14D", "from": ["contract"] } }), nothing.clone(), "refuted", "window"),
        // An instant of the ninth in Berlin is of the tenth in Shanghai: neither the longer window nor the law's exception holds.
        ("a day seen in two zones",                  window("P30D", "delivery"), merged(&zone("Asia/Shanghai"), more(rule("late", json!({ "remedy": ["refund"], "delivery": { "gte": "2026-11-10" } }), window("P7D", "delivery")))), json!({}), on("delivery", json!({ "lt": "2026-11-10" })), "undecided", "window"),
        // Whether it applies is seen in its own zone alone.
        ("a shop elsewhere from a day on",           window("P30D", "delivery"), json!({ "zone": "Asia/Shanghai", "effective": { "from": "2026-10-01" } }), json!({}), nothing.clone(), "proved", ""),
        ("a shop elsewhere, with a rule from its first day on", window("P30D", "delivery"), merged(&json!({ "zone": "Asia/Shanghai", "effective": { "from": "2026-10-01" } }), more(rule("late", json!({ "remedy": ["refund"], "contract": { "gte": "2026-11-01" } }), json!({ "granted": false })))), json!({}), on("contract", json!({ "lt": "2026-11-01" })), "undecided", "granted"),
        ("a day seen in one zone",                   window("P30D", "delivery"), more(rule("late", json!({ "remedy": ["refund"], "delivery": { "gte": "2026-11-10" } }), window("P7D", "delivery"))), json!({}), on("delivery", json!({ "lt": "2026-11-10" })), "proved", ""),
        ("a day in two zones that does not matter",  window("P30D", "delivery"), merged(&zone("Asia/Shanghai"), more(rule("late", json!({ "remedy": ["refund"], "delivery": { "gte": "2026-11-10" } }), window("P60D", "delivery")))), json!({}), on("delivery", json!({ "lt": "2026-11-10" })), "proved", ""),
        // 60 hours from 16:59 in Berlin, 23:59 in Shanghai, end at 04:59 of the third day after; in Shanghai the second day is
        // over seven hours after 16:00 the day before.
        ("a day ends within that of the law",        window("P2D", "delivery"),  zone("Asia/Shanghai"), window("PT60H", "delivery"), nothing.clone(), "refuted", "window"),
        // What is delivered at the last instant of a day in Shanghai has three days of 24 hours left.
        ("three days in Shanghai are 60 hours",      window("P3D", "delivery"),  zone("Asia/Shanghai"), window("PT60H", "delivery"), nothing.clone(), "proved", ""),
        // Two days in New York end up to 72 hours after the notice; 66 hours is less.
        ("a refund due by days in New York",         within("P2D", "P30D"),              zone("America/New_York"), within("PT66H", "P14D"),         nothing.clone(), "refuted",   "refundDue"),
        ("a refund due no later than by hours",      within("P1D", "P30D"),              zone("America/New_York"), within("PT66H", "P14D"),         nothing.clone(), "proved",    ""),
        // From 19:00 in Berlin the law's 38 hours end with its day, at 09:00 of the third day in Berlin; those declared at 05:00.
        ("hours pass a day's end at no midnight",    both("latestOf", "PT34H"),  nothing.clone(),   both("earliestOf", "PT38H"), zone("America/Los_Angeles"), "refuted", "window"),
        // A day on the clock after 24 hours is 49 hours at most, but what clocks skip and repeat is not looked into.
        ("hours and a day on the clock",             window("PT49H", "delivery"), nothing.clone(),  window("PT24H", "delivery"), more(rule("more", json!({}), json!({ "window": { "add": "P1D" } }))), "undecided", "window"),
        // A day of Shanghai ends at 17:00 in Berlin.
        ("the same days end earlier elsewhere",      json!({}),                  zone("Asia/Shanghai"), json!({}),              nothing.clone(), "refuted",   "window"),
        ("a day more is enough elsewhere",           window("P15D", "delivery"), zone("Asia/Shanghai"), json!({}),              nothing.clone(), "proved",    ""),
        ("days of two events elsewhere",             opens("P15D", "delivery"),  zone("Asia/Shanghai"), window("P14D", "contract"), nothing.clone(), "undecided", "window"),
        // Only before 09:00 in Berlin do 14 days end earlier in Los Angeles, where it is the eighth then.
        ("a day that is another elsewhere",          window("P60D", "delivery"), merged(&zone("America/Los_Angeles"), more(rule("late", json!({ "remedy": ["refund"], "delivery": { "gte": "2026-11-09" } }), window("P14D", "delivery")))), json!({}), on("delivery", json!({ "gte": "2026-11-09", "lt": "2026-11-10" })), "undecided", "window"),
        // From the first of February to its last day.
        ("a month that ends a day before",           json!({ "window": { "length": "P1M", "from": ["delivery"], "counts": "same-day", "ends": "day-before" } }), nothing.clone(), window("P28D", "delivery"), nothing.clone(), "refuted", "window"),
        // The next day begins six hours later in New York.
        ("the next day begins later elsewhere",      tomorrow("P30D"),           zone("America/New_York"), tomorrow("P14D"),        nothing.clone(), "refuted",   "window"),
        // From 17:00 in Berlin it is the next day in Shanghai.
        ("another day follows the next elsewhere",    tomorrow("P30D"),           zone("Asia/Shanghai"), tomorrow("P14D"),           nothing.clone(), "refuted",    "window"),
        ("168 hours may be less than 7 days",        window("PT168H", "delivery"), nothing.clone(), window("P7D", "delivery"),  nothing.clone(), "refuted",   "window"),
        ("8 days are more than 168 hours",           window("P8D", "delivery"),  nothing.clone(),   window("PT168H", "delivery"), nothing.clone(), "proved",  ""),
        ("without end",                              window("unlimited", "delivery"), nothing.clone(), window("P2Y", "delivery"), nothing.clone(), "proved",  ""),
        ("the buyer pays where the seller must",     json!({ "returnShipping": "buyer" }), nothing.clone(), json!({ "returnShipping": "seller" }), nothing.clone(), "refuted", "returnShipping"),
        ("a fee where the return is free",           json!({ "returnShipping": { "payer": "seller", "fee": { "amount": 5, "currency": "EUR" } } }), nothing.clone(), json!({ "returnShipping": "seller" }), nothing.clone(), "refuted", "returnShipping"),
        ("two currencies have no order",             json!({ "restockingFee": { "amount": 5, "currency": "EUR" } }), nothing.clone(), json!({ "restockingFee": { "amount": 5, "currency": "USD" } }), nothing.clone(), "undecided", "restockingFee"),
        ("a share against an amount",                json!({ "restockingFee": { "rate": "5%" } }), nothing.clone(), json!({ "restockingFee": { "amount": 5, "currency": "USD" } }), nothing.clone(), "undecided", "restockingFee"),
        ("a larger share",                           json!({ "restockingFee": { "rate": "15%" } }), nothing.clone(), json!({ "restockingFee": { "rate": "10%" } }), nothing.clone(), "refuted", "restockingFee"),
        ("no fee at all",                            json!({ "restockingFee": "none" }), nothing.clone(), json!({ "restockingFee": { "rate": "10%" } }), nothing.clone(), "proved", ""),
        ("more evidence",                            json!({ "evidence": ["photo", "invoice"] }), nothing.clone(), json!({ "evidence": ["photo"] }), nothing.clone(), "refuted", "evidence"),
        ("less evidence",                            json!({ "evidence": [] }), nothing.clone(), json!({ "evidence": ["photo"] }), nothing.clone(), "proved", ""),
        ("a term that nobody declares",              json!({}), nothing.clone(), json!({ "evidence": [] }), nothing.clone(), "refuted", "evidence"),
        ("freight that is kept",                     json!({ "outboundShipping": "kept" }), nothing.clone(), json!({ "outboundShipping": "standard-refunded" }), nothing.clone(), "refuted", "outboundShipping"),
        ("a refund that is due later",               late, nothing.clone(), due.clone(), nothing.clone(), "refuted", "refundDue"),
        ("a refund that is due at once",             json!({ "refundDue": { "length": "P1D", "from": ["noticeReceived"] } }), nothing.clone(), due, nothing.clone(), "proved", ""),
        ("a burden for half as long",                half.clone(), nothing.clone(), year.clone(), nothing.clone(), "refuted", "burden"),
        ("a burden for twice as long",               year, nothing.clone(), half, nothing.clone(), "proved", ""),
        ("review where the law grants",              json!({ "granted": "review" }), nothing.clone(), json!({}), nothing.clone(), "refuted", "granted"),
        ("review where the law reviews",             json!({ "granted": "review" }), nothing.clone(), json!({ "granted": "review" }), nothing.clone(), "proved", ""),
        ("an exclusion in the law is no minimum",    json!({}), nothing.clone(), json!({ "granted": false }), nothing.clone(), "proved", ""),
        ("a category that is left out",              json!({}), more(rule("food", json!({ "category": ["food"] }), json!({ "granted": false }))), json!({}), nothing.clone(), "refuted", "granted"),
        ("the law leaves it out as well",            json!({}), more(rule("food", json!({ "category": ["food/fresh"] }), json!({ "granted": false }))), json!({}), more(rule("food", json!({ "category": ["food"] }), json!({ "granted": false }))), "proved", ""),
        ("a tag that is left out",                   json!({}), more(rule("sale", json!({ "tag": ["sale"] }), json!({ "granted": false }))), json!({}), nothing.clone(), "refuted", "granted"),
        ("a law for another market",                 json!({}), json!({ "when": { "market": ["DE"] } }), window("P1Y", "delivery"), json!({ "when": { "market": ["FR"] } }), "proved", ""),
        ("a law for a part of the market",           json!({}), json!({ "when": { "market": ["DE"] } }), window("P1Y", "delivery"), json!({ "when": { "market": ["DE-BE"] } }), "refuted", "window"),
        ("a law for later contracts than declared",  json!({}), json!({ "effective": { "until": "2026-12-31" } }), window("P1Y", "delivery"), json!({ "effective": { "from": "2027-01-01" } }), "proved", ""),
        ("a law from within the declared period",    json!({}), json!({ "effective": { "until": "2027-01-31" } }), window("P1Y", "delivery"), json!({ "effective": { "from": "2027-01-01" } }), "refuted", "window"),
        ("what is vouched for keeps a law away",     json!({ "returnShipping": "buyer" }), json!({ "given": { "disclosure": { "return-cost": true } } }), json!({ "returnShipping": "buyer" }), told.clone(), "proved", ""),
        ("what nobody vouches for does not",         json!({ "returnShipping": "buyer" }), nothing.clone(), json!({ "returnShipping": "buyer" }), told, "refuted", "returnShipping"),
        ("two events that are one",                  json!({}), json!({ "given": { "signing": { "anchor": "delivery" } } }), window("P14D", "signing"), nothing.clone(), "proved", ""),
        ("two events that may differ",               json!({}), nothing.clone(), window("P14D", "signing"), nothing.clone(), "refuted", "window"),
        ("what is added lasts long enough",          window("P7D", "delivery"), more(rule("more", json!({}), json!({ "window": { "add": "P7D" } }))), json!({}), nothing.clone(), "proved", ""),
        ("what is added for some only",              window("P7D", "delivery"), more(rule("more", json!({ "tier": ["gold"] }), json!({ "window": { "add": "P7D" } }))), json!({}), nothing.clone(), "refuted", "window"),
        ("a cap that cuts",                          window("P30D", "delivery"), more(rule("less", json!({ "tag": ["sale"] }), json!({ "window": { "cap": "P7D" } }))), json!({}), nothing.clone(), "refuted", "window"),
        ("what the law adds for some",               json!({}), nothing.clone(), json!({}), more(rule("more", json!({ "tag": ["sale"] }), json!({ "window": { "add": "P1D" } }))), "refuted", "window"),
        ("a fixed last day",                         window("P14D", "delivery"), nothing.clone(), json!({ "window": { "until": "2026-12-31", "from": ["delivery"] } }), nothing.clone(), "refuted", "window"),
        ("the later of two ends",                    json!({ "window": { "latestOf": [{ "length": "P14D", "from": ["delivery"] }, { "length": "P20D", "from": ["contract"] }] } }), nothing.clone(), json!({}), nothing.clone(), "proved", ""),
        ("the earlier of two ends",                  json!({ "window": { "earliestOf": [{ "length": "P14D", "from": ["delivery"] }, { "length": "P20D", "from": ["contract"] }] } }), nothing.clone(), json!({}), nothing.clone(), "refuted", "window"),
    ];
    let mut wrong = Vec::new();
    for (why, declared, own, law, theirs, outcome, term) in &cases {
        let mistakes = mistakes([declared, own], [law, theirs], outcome, term);
        wrong.extend(mistakes.into_iter().map(|mistake| format!("{why}: {mistake}")));
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn silence_and_defaults_count() {
    let law = document("floor", &json!({ "evidence": ["invoice"] }), &json!({}));
    let mut law_of_two = law.clone();
    law_of_two["rules"][0]["when"]["remedy"] = json!(["refund", "exchange"]);
    let declared = document("declared", &json!({}), &json!({}));
    let silent = floor(&[&declared, &document("default", &json!({ "evidence": [] }), &json!({})), &law_of_two]);
    let found = &silent["findings"];
    assert_eq!((silent["outcome"].as_str(), found.as_array().map(Vec::len)), (Some("refuted"), Some(1)), "{silent:#}");
    assert_eq!((&found[0]["remedy"], &found[0]["rule"]), (&json!("exchange"), &Value::Null));
    let filled = floor(&[&declared, &document("default", &json!({ "evidence": [] }), &json!({})), &law]);
    assert_eq!(filled["outcome"], "proved", "{filled:#}");
    let worse = document("default", &json!({ "evidence": ["photo"] }), &json!({}));
    let refuted = floor(&[&declared, &worse, &law]);
    assert_eq!(refuted["findings"][0]["rule"]["document"], "default", "{refuted:#}");
    holds(&refuted["findings"][0], &[&declared, &worse], &law).expect("as claimed");
}

#[test]
fn both_sides_are_needed() {
    let declared = document("declared", &json!({}), &json!({}));
    let law = document("floor", &json!({}), &json!({}));
    for alone in [declared, law] {
        let answer: Value = serde_json::from_str(&return_policy::floor(&with_data(&[&alone]))).expect("JSON");
        assert_eq!((&answer["ok"], &answer["problems"][0]["code"]), (&json!(false), &json!("no-policy")), "{answer}");
    }
}

#[test]
fn what_documents_vouch_for_is_listed() {
    let given = json!({ "given": { "signing": { "anchor": "delivery" }, "disclosure": { "return-cost": true } } });
    let proof = floor(&[&document("declared", &json!({}), &given), &document("floor", &json!({}), &json!({}))]);
    let fact = |fact: &str, value: Value| json!({ "document": "declared", "fact": fact, "value": value });
    let listed = [fact("disclosure.return-cost", json!(true)), fact("signing", json!({ "anchor": "delivery" }))];
    let found = proof["given"].as_array().expect("a list");
    assert!(found.len() == 2 && listed.iter().all(|fact| found.contains(fact)), "{proof:#}");
}
