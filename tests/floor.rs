//! What is declared is held against floors: pairs made by hand, and random ones against enumeration.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use return_policy::Policy;
use serde_json::{Map, Value, json};

fn file(path: &str) -> Value {
    let text = std::fs::read_to_string(path).expect(path);
    serde_json::from_str(&text).expect(path)
}

fn with_data(documents: &[&Value]) -> String {
    let data = ["zones/Europe-Berlin.json", "zones/Asia-Shanghai.json", "calendars/de-be.json"].map(file);
    let all: Vec<&Value> = documents.iter().copied().chain(&data).collect();
    serde_json::to_string(&all).expect("JSON")
}

fn floor(documents: &[&Value]) -> Value {
    let answer: Value = serde_json::from_str(&return_policy::floor(&with_data(documents))).expect("JSON");
    assert_eq!(answer["ok"], true, "{answer:#}");
    answer["value"].clone()
}

/// A document with one rule that grants a refund for change of mind, its `then` completed by `then`.
fn document(layer: &str, then: &Value, more: &Value) -> Value {
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

fn merge(into: &mut Value, from: &Value) {
    for (key, value) in from.as_object().expect("an object") {
        into[key] = value.clone();
    }
}

/// The field of an order, its line or its request that states a fact.
fn place(fact: &str) -> (&'static str, String) {
    let anchors = [
        ("contract", "order", "contractAt"),
        ("order", "order", "placedAt"),
        ("information", "order", "informedAt"),
        ("shipment", "order", "shippedAt"),
        ("delivery", "line", "deliveredAt"),
        ("signing", "line", "signedAt"),
        ("installation", "line", "installedAt"),
        ("goodsBack", "line", "goodsBackAt"),
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

/// The order, request and instant of a finding, completed where it says nothing.
fn call(finding: &Value) -> Value {
    let mut order = json!({ "id": "1" });
    let mut line = json!({ "id": "a" });
    let mut asked = json!({ "line": "a" });
    let mut request = json!({});
    let mut facts = finding["example"].as_object().expect("an example").clone();
    if let Some(events) = finding["events"].as_object() {
        facts.extend(events.clone());
    }
    for fact in ["contract", "order", "shipment", "delivery"] {
        let known = facts.values().filter_map(Value::as_str).filter(|day| day.starts_with("20")).max();
        let day = known.map_or(json!("2026-11-10"), |day| json!(day));
        facts.entry(fact).or_insert(day);
    }
    let last = facts.shift_remove("lastDelivery");
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
            into[&field] = if level == "request" {
                json!(format!("{}T12:00:00Z", value.as_str().expect("a day")))
            } else {
                value.clone()
            };
        }
    }
    let mut lines = vec![line];
    if let Some(last) = last {
        lines.push(json!({ "id": "b", "deliveredAt": last }));
    }
    order["lines"] = json!(lines);
    let latest = facts.values().filter_map(Value::as_str).filter(|day| day.starts_with("20") && day.len() == 10).max();
    let is_window = finding["term"] == "window";
    let at = finding["at"]
        .as_str()
        .filter(|_| is_window)
        .map_or_else(|| format!("{}T12:00:00Z", latest.expect("a day")), str::to_owned);
    if let Some(acts) = finding["actsAt"].as_str().filter(|_| is_window) {
        let fields = [
            ("notify", "noticeSentAt"),
            ("notice-received", "noticeReceivedAt"),
            ("dispatch", "dispatchedAt"),
            ("arrive", "arrivedAt"),
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
fn offer(documents: &[&Value], call: &Value) -> Value {
    let policy = Policy::compile(&with_data(documents)).expect("sound documents");
    let answer: Value = serde_json::from_str(&policy.evaluate(&call.to_string())).expect("JSON");
    assert_eq!(answer["ok"], true, "{answer:#}\n{call:#}");
    answer["value"]["lines"][0]["offers"][0].clone()
}

/// Says whether evaluating shows what a finding claims.
fn holds(finding: &Value, declared: &[&Value], law: &Value) -> Result<(), String> {
    let call = call(finding);
    let (own, required) = (offer(declared, &call), offer(&[law], &call));
    let term = finding["term"].as_str().expect("a term");
    let status = |offer: &Value| offer["status"].as_str().unwrap_or("excluded").to_owned();
    let is_open = |status: &str| matches!(status, "open" | "review");
    let shown = || format!("{term}: {own:#}\n{required:#}\n{call:#}\n{finding:#}");
    let fine = match term {
        "granted" => match (status(&own).as_str(), status(&required).as_str()) {
            (_, "excluded") => false,
            ("excluded", _) => true,
            ("review", "open") => true,
            // Before or after its window both say when.
            (own, required) => own == required && finding["declared"] == json!("review"),
        },
        "window" => is_open(&status(&required)) && !is_open(&status(&own)) && status(&own) != "depends",
        _ => {
            let (own, required) = (&own["terms"][term], &required["terms"][term]);
            let same = |shown: &Value, stated: &Value| match (shown, stated) {
                (Value::Object(shown), Value::Object(stated)) => {
                    stated.iter().all(|(key, value)| shown[key] == *value || value.is_object())
                }
                (shown, stated) => shown == stated,
            };
            let last = |value: &Value| {
                if term == "burden" { value["seller"]["lastDay"].clone() } else { value["lastDay"].clone() }
            };
            let (mine, its) = (last(own), last(required));
            let days = mine.is_null() || (mine == finding["declaredLastDay"] && its == finding["requiredLastDay"]);
            days && own != required && same(own, &finding["declared"]) && same(required, &finding["required"])
        }
    };
    if fine { Ok(()) } else { Err(shown()) }
}

#[test]
fn every_pair_ends_as_it_should() {
    let window = |length: &str, from: &str| json!({ "window": { "length": length, "from": [from] } });
    let opens =
        |length: &str, from: &str| json!({ "window": { "length": length, "from": [from], "opens": "contract" } });
    let act = |act: &str| json!({ "window": { "length": "P14D", "from": ["delivery"], "act": act } });
    let rolls = json!({ "window": { "length": "P14D", "from": ["delivery"], "rolls": "weekend-or-holiday" } });
    let rule = |id: &str, when: Value, then: Value| {
        let mut all = json!({ "reason": ["change-of-mind"] });
        merge(&mut all, &when);
        json!({ "id": id, "when": all, "then": then })
    };
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
        ("notice is easier than dispatch",           act("notify"),              nothing.clone(),   act("dispatch"),            nothing.clone(), "proved",    ""),
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
        let (declared, law) = (document("declared", declared, own), document("floor", law, theirs));
        let proof = floor(&[&declared, &law]);
        let findings = proof["findings"].as_array().expect("findings");
        let terms: Vec<&Value> = findings.iter().map(|finding| &finding["term"]).collect();
        let expected: Vec<Value> = if term.is_empty() { Vec::new() } else { vec![json!(term)] };
        let seen = terms.iter().all(|found| expected.contains(found)) && terms.is_empty() == expected.is_empty();
        if proof["outcome"] != json!(outcome) || !seen {
            wrong.push(format!("{why}: {} {terms:?}\n{proof}", proof["outcome"]));
        }
        for finding in findings.iter().filter(|finding| finding["outcome"] == "refuted") {
            assert_eq!(finding["reason"], "change-of-mind", "{why}");
            assert_eq!(finding["remedy"], "refund", "{why}");
            if let Err(shown) = holds(finding, &[&declared], &law) {
                wrong.push(format!("{why}: evaluating shows otherwise: {shown}"));
            }
        }
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

/// A small generator of numbers (xorshift64*), so that every run asks the same questions.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).expect("31 bits") % limit
    }

    fn one_of<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.below(values.len())]
    }
}

/// One kind of order: its tier and its tags.
type World = (Option<&'static str>, bool, bool);

fn worlds() -> Vec<World> {
    let tiers = [None, Some("gold"), Some("silver"), Some("any-other")];
    let tags = [(false, false), (false, true), (true, false), (true, true)];
    tiers.iter().flat_map(|tier| tags.map(|(sale, gift)| (*tier, sale, gift))).collect()
}

/// A rule as this test reads it.
#[derive(Clone)]
struct Rule {
    /// The worlds in which it holds.
    worlds: Vec<World>,
    granted: Option<u8>,
    window: Option<Period>,
    add: i64,
    shipping: Option<u8>,
    evidence: Option<u8>,
}

/// From delivery or from the contract, open from the contract or not, months and days.
type Period = (bool, bool, i64, i64);

fn random_rule(random: &mut Random, id: usize, first: bool) -> (Value, Rule) {
    let tier = *random.one_of(&[None, None, Some("gold"), Some("silver")]);
    let not = random.below(3) == 0;
    let sale = *random.one_of(&[None, None, Some(true), Some(false)]);
    let gift = *random.one_of(&[None, None, None, Some(true)]);
    let (tier, sale, gift) = if first && random.below(3) > 0 { (None, None, None) } else { (tier, sale, gift) };
    let mut when = json!({ "reason": ["change-of-mind"], "remedy": ["refund"] });
    if let Some(tier) = tier {
        when["tier"] = if not { json!({ "not": [tier] }) } else { json!([tier]) };
    }
    match (sale, gift) {
        (Some(true), Some(_)) => when["tag"] = json!(["sale", "gift"]),
        (Some(true), None) => when["tag"] = json!(["sale"]),
        (Some(false), _) => when["tag"] = json!({ "not": ["sale"] }),
        (None, Some(_)) => when["tag"] = json!(["gift"]),
        (None, None) => {}
    }
    let tagged = |(_, has_sale, has_gift): &World| match (sale, gift) {
        (Some(true), Some(_)) => *has_sale || *has_gift,
        (Some(true), None) => *has_sale,
        (Some(false), _) => !has_sale,
        (None, Some(_)) => *has_gift,
        (None, None) => true,
    };
    let holds = |world: &World| tier.is_none_or(|tier| (world.0 == Some(tier)) != not) && tagged(world);
    let mut then = json!({});
    let granted = if first { Some(0) } else { *random.one_of(&[None, None, Some(0), Some(1), Some(2), Some(2)]) };
    if let Some(granted) = granted {
        then["granted"] = [json!(true), json!("review"), json!(false)][usize::from(granted)].clone();
    }
    let lengths = [("P7D", 0, 7), ("P14D", 0, 14), ("P30D", 0, 30), ("P1M", 1, 0)];
    let (text, months, days) = *random.one_of(&lengths);
    let (delivery, opens) = (random.below(3) > 0, random.below(2) == 0);
    let window = (first || random.below(3) == 0).then_some((delivery, opens, months, days));
    let mut add = 0;
    if window.is_some() {
        let anchor = if delivery { "delivery" } else { "contract" };
        then["window"] = json!({ "length": text, "from": [anchor] });
        if opens {
            then["window"]["opens"] = json!("contract");
        }
    } else if random.below(4) == 0 {
        add = 7;
        then["window"] = json!({ "add": "P7D" });
    }
    let shipping = *random.one_of(&[None, Some(0), Some(1)]);
    if let Some(shipping) = shipping {
        then["returnShipping"] = [json!("seller"), json!("buyer")][usize::from(shipping)].clone();
    }
    let evidence = *random.one_of(&[None, None, Some(0), Some(1), Some(2), Some(3)]);
    if let Some(evidence) = evidence {
        let all = [json!([]), json!(["photo"]), json!(["invoice"]), json!(["photo", "invoice"])];
        then["evidence"] = all[usize::from(evidence)].clone();
    }
    if then.as_object().is_some_and(Map::is_empty) {
        then["evidence"] = json!([]);
    }
    let evidence = if then["evidence"] == json!([]) { Some(0) } else { evidence };
    let rule = Rule { worlds: worlds().into_iter().filter(holds).collect(), granted, window, add, shipping, evidence };
    (json!({ "id": format!("r{id}"), "when": when, "then": then }), rule)
}

/// The value of a term in a world: of the rules that hold and set it, that which lies inside all others.
fn value<T: PartialEq + Copy>(rules: &[Rule], world: &World, get: &dyn Fn(&Rule) -> Option<T>) -> Option<T> {
    let true_ones: Vec<&Rule> =
        rules.iter().filter(|rule| rule.worlds.contains(world) && get(rule).is_some()).collect();
    let within = |a: &Rule, b: &Rule| a.worlds.iter().all(|world| b.worlds.contains(world));
    let beaten = |rule: &Rule| true_ones.iter().any(|other| within(other, rule) && !within(rule, other));
    true_ones.iter().find(|rule| !beaten(rule)).and_then(|rule| get(rule))
}

fn end_of(start: chrono_free::Day, (_, _, months, days): Period) -> i64 {
    chrono_free::plus_months(start, months) + days
}

/// Civil days, without the engine's calendar.
mod chrono_free {
    /// A day number of a calendar that begins on 2027-01-01 and has no leap year before 2028.
    pub(super) type Day = i64;
    const LENGTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    fn length(month: usize) -> i64 {
        if month == 13 { 29 } else { LENGTHS[month % 12] }
    }

    /// The day so many months later, or the last of that month.
    pub(super) fn plus_months(day: Day, months: i64) -> Day {
        let (mut month, mut first) = (0_usize, 0_i64);
        while first + length(month) <= day {
            first += length(month);
            month += 1;
        }
        let date = day - first;
        for _ in 0..months {
            first += length(month);
            month += 1;
        }
        first + date.min(length(month) - 1)
    }
}

/// Whether there are days on which a required window is open and a declared one is not.
fn is_worse(declared: Period, required: Period) -> bool {
    let ends = |period: Period, contract: i64, delivery: Option<i64>| {
        let start = if period.0 { delivery } else { Some(contract) };
        let opens = if period.1 { Some(contract) } else { start };
        (opens, start.map_or(i64::MAX, |start| end_of(start, period)))
    };
    (0..500).any(|contract| {
        [None, Some(0), Some(1), Some(5), Some(60), Some(90)].iter().any(|gap| {
            let delivery = gap.map(|gap| contract + gap);
            let ((own_opens, own_end), (opens, end)) =
                (ends(declared, contract, delivery), ends(required, contract, delivery));
            opens.is_some_and(|opens| opens <= end && (own_opens.is_none_or(|own| own > opens) || own_end < end))
        })
    })
}

/// The terms that are worse in a world, worked out by itself.
fn worse_terms(
    declared: &[Rule],
    default: &[Rule],
    law: &[Rule],
    world: &World,
    windows: &dyn Fn(Period, Period) -> bool,
) -> Vec<&'static str> {
    fn filled<T: PartialEq + Copy>(
        a: &[Rule],
        b: &[Rule],
        world: &World,
        get: &dyn Fn(&Rule) -> Option<T>,
    ) -> Option<T> {
        value(a, world, get).or_else(|| value(b, world, get))
    }
    let granted = |rule: &Rule| rule.granted;
    let required = value(law, world, &granted);
    let Some(required) = required.filter(|grant| *grant < 2) else { return Vec::new() };
    let own = filled(declared, default, world, &granted);
    let mut worse = Vec::new();
    if own.is_none_or(|own| own > required) {
        worse.push("granted");
    }
    if own.is_none_or(|own| own == 2) {
        return worse;
    }
    let added =
        |rules: &[Rule]| rules.iter().filter(|rule| rule.worlds.contains(world)).map(|rule| rule.add).sum::<i64>();
    let longer = |(delivery, opens, months, days): Period, more: i64| (delivery, opens, months, days + more);
    let window = |rule: &Rule| rule.window;
    let of_law = value(law, world, &window).map(|period| longer(period, added(law)));
    let of_own = match value(declared, world, &window) {
        Some(period) => Some(longer(period, added(declared))),
        None => value(default, world, &window).map(|period| longer(period, added(declared) + added(default))),
    };
    if of_law.is_some_and(|law| of_own.is_none_or(|own| windows(own, law))) {
        worse.push("window");
    }
    let shipping = |rule: &Rule| rule.shipping;
    if value(law, world, &shipping)
        .is_some_and(|law| filled(declared, default, world, &shipping).is_none_or(|own| own > law))
    {
        worse.push("returnShipping");
    }
    let evidence = |rule: &Rule| rule.evidence;
    if value(law, world, &evidence)
        .is_some_and(|law| filled(declared, default, world, &evidence).is_none_or(|own| own & !law != 0))
    {
        worse.push("evidence");
    }
    worse
}

fn world_of(example: &Value) -> Vec<World> {
    let tag = |tag: &str, has: bool| example["tag"].get(tag).is_none_or(|there| *there == json!(has));
    let tier = |own: Option<&str>| example.get("tier").is_none_or(|tier| *tier == json!(own));
    worlds().into_iter().filter(|(own, sale, gift)| tier(*own) && tag("sale", *sale) && tag("gift", *gift)).collect()
}

#[test]
fn random_policies_end_as_enumeration_has_it() {
    let mut random = Random(0x5EED_F100);
    let mut known: std::collections::BTreeMap<(Period, Period), bool> = std::collections::BTreeMap::new();
    let (mut asked, mut refuted) = (0, 0);
    let zone = file("zones/Europe-Berlin.json");
    while asked < 20_000 {
        let mut layer = |layer: &str, least: usize, most: usize| {
            let count = least + random.below(most - least + 1);
            let rules: Vec<(Value, Rule)> = (0..count).map(|id| random_rule(&mut random, id, id == 0)).collect();
            let written: Vec<Value> = rules.iter().map(|(written, _)| written.clone()).collect();
            let document = json!({ "format": "return-policy/1", "id": layer, "version": "1", "layer": layer,
                "zone": "Europe/Berlin", "rules": written });
            (document, rules.into_iter().map(|(_, rule)| rule).collect::<Vec<_>>())
        };
        let ((declared, own), (law, theirs)) = (layer("declared", 2, 4), layer("floor", 1, 3));
        let filler = layer("default", 1, 1);
        let mut documents = vec![&declared, &law, &zone];
        let mut default: &[Rule] = &[];
        if asked % 4 == 0 {
            documents.push(&filler.0);
            default = &filler.1;
        }
        let text = serde_json::to_string(&documents).expect("JSON");
        let answer: Value = serde_json::from_str(&return_policy::floor(&text)).expect("JSON");
        if answer["ok"] != true {
            // Rules that clash, or grant without a window, are refused before.
            continue;
        }
        asked += 1;
        let windows = |own: Period, law: Period, known: &mut std::collections::BTreeMap<(Period, Period), bool>| {
            *known.entry((own, law)).or_insert_with(|| is_worse(own, law))
        };
        let known = std::cell::RefCell::new(&mut known);
        let judge = |own: Period, law: Period| windows(own, law, &mut known.borrow_mut());
        let worse = |world: &World| worse_terms(&own, default, &theirs, world, &judge);
        let mut expected: Vec<&str> = worlds().iter().flat_map(|world| worse(world)).collect();
        expected.sort_unstable();
        expected.dedup();
        let findings = answer["value"]["findings"].as_array().expect("findings");
        let mut found: Vec<&str> = findings.iter().filter_map(|finding| finding["term"].as_str()).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, expected, "{text}\n{answer:#}");
        let outcome = if expected.is_empty() { "proved" } else { "refuted" };
        assert_eq!(answer["value"]["outcome"], outcome, "{text}\n{answer:#}");
        refuted += usize::from(outcome == "refuted");
        for finding in findings {
            let shown = world_of(&finding["example"]);
            let term = finding["term"].as_str().expect("a term");
            assert!(!shown.is_empty() && shown.iter().all(|world| worse(world).contains(&term)), "{text}\n{finding:#}");
            if asked % 200 == 0 {
                let mut own = vec![&declared];
                own.extend((!default.is_empty()).then_some(&filler.0));
                holds(finding, &own, &law).expect("as claimed");
            }
        }
    }
    assert!(refuted < asked * 49 / 50, "{refuted} of {asked} refuted: too few are proved to say anything");
}
