//! Random policies, with ties among them, against the engine itself, which decides each side alone: what is proved must hold on
//! every order of a small world, and what is refuted on the order that is shown.

use return_policy::Policy;
use serde_json::{Value, json};

use crate::enumerated::random_rule;
use crate::random::Random;
use crate::support::{file, holds};

/// How many pairs of policies are compared.
const POLICIES: usize = 20_000;

/// The contract's day number in the year 2027; a month later is the last day of February.
const CONTRACT: i64 = 30;

/// How many days after the contract goods are delivered, where they are.
const DELIVERED: i64 = 5;

/// Days after the contract on which some window opens or has just ended: each length that the texts name from each event, with
/// a week more where that may be added once or twice.
fn days(text: &str) -> Vec<i64> {
    let mut days = vec![0, DELIVERED];
    for (length, count) in [("P7D", 7), ("P14D", 14), ("P30D", 30), ("P1M", 28)] {
        for more in [0, 7, 14].into_iter().filter(|more| *more == 0 || text.contains("\"add\"")) {
            let ends = [count + more + 1, DELIVERED + count + more + 1];
            days.extend(ends.into_iter().filter(|_| text.contains(length)));
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}

fn date(day: i64) -> String {
    let lengths = [31, 28, 31, 30, 31, 30];
    let (mut month, mut rest) = (1, day);
    for length in lengths {
        if rest < length {
            break;
        }
        rest -= length;
        month += 1;
    }
    format!("2027-{month:02}-{:02}", rest + 1)
}

/// Every call that the texts tell apart: an order a tier and day, its lines with all tags, delivered or not.
fn calls(text: &str) -> Vec<String> {
    let mut all = vec![json!([]), json!(["sale"])];
    if text.contains("gift") {
        all.extend([json!(["gift"]), json!(["sale", "gift"])]);
    }
    let mut calls = Vec::new();
    for tier in ["gold", "silver", "other"].iter().filter(|tier| **tier == "other" || text.contains(**tier)) {
        for day in days(text) {
            let (mut lines, mut asked) = (Vec::new(), Vec::new());
            for (tags, delivered) in all.iter().flat_map(|tags| [(tags, false), (tags, true)]) {
                if delivered && day < DELIVERED {
                    continue;
                }
                let id = lines.len().to_string();
                let delivered = delivered.then(|| date(CONTRACT + DELIVERED));
                lines.push(json!({ "id": id, "tags": tags, "deliveredAt": delivered }));
                asked.push(json!({ "line": id, "reason": "change-of-mind", "remedy": "refund" }));
            }
            let order = json!({ "id": "1", "tier": tier, "contractAt": date(CONTRACT), "lines": lines });
            let at = format!("{}T12:00:00Z", date(CONTRACT + day));
            calls.push(json!({ "order": order, "request": { "lines": asked }, "at": at }).to_string());
        }
    }
    calls
}

fn offers(policy: &Policy, call: &str) -> Vec<Value> {
    let answer: Value = serde_json::from_str(&policy.evaluate(call)).expect("JSON");
    let lines = answer["value"]["lines"].as_array().unwrap_or_else(|| panic!("{answer:#}"));
    lines.iter().map(|line| line["offers"][0].clone()).collect()
}

/// Says whether one side's offer is less than the other's.
pub(crate) fn is_less(own: &Value, required: &Value) -> bool {
    let status = |offer: &Value| offer["status"].as_str().unwrap_or("excluded").to_owned();
    let rank = |status: &str| ["open", "review"].iter().position(|better| *better == status).unwrap_or(2);
    let (own_rank, required_rank) = (rank(&status(own)), rank(&status(required)));
    if required_rank == 2 || own_rank > required_rank {
        return required_rank < 2;
    }
    let (own, required) = (&own["terms"], &required["terms"]);
    let list = |terms: &Value| terms["evidence"].as_array().cloned();
    let evidence = match (list(own), list(required)) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(own), Some(required)) => own.iter().any(|item| !required.contains(item)),
    };
    let payer = |terms: &Value| terms["returnShipping"]["payer"].as_str().map(str::to_owned);
    let shipping = match (payer(own).as_deref(), payer(required).as_deref()) {
        (_, None | Some("buyer")) => payer(own).is_none() && payer(required).is_some(),
        (own, Some(_)) => own.is_none_or(|own| own == "buyer"),
    };
    evidence || shipping
}

#[test]
fn what_is_proved_holds_for_every_order_of_a_small_world() {
    let mut random = Random(0x7135_0B0E);
    let zone = file("zones/Europe-Berlin.json");
    let (mut asked, mut tied, mut shown, mut compared) = (0, 0, 0, 0);
    let mut outcomes = std::collections::BTreeMap::from([("proved", 0), ("refuted", 0), ("undecided", 0)]);
    while asked < POLICIES {
        let mut layer = |layer: &str, least: usize, most: usize, ties: bool| {
            let count = least + random.below(most - least + 1);
            let rules: Vec<Value> = (0..count).map(|id| random_rule(&mut random, id, id == 0).0).collect();
            let mut document = json!({ "format": "return-policy/1", "id": layer, "version": "1", "layer": layer,
                "zone": "Europe/Berlin", "rules": rules });
            if ties {
                document["ties"] = json!("buyer");
            }
            document
        };
        // Each window that ties is compared with each other one: a few pairs take most of the time.
        let ties = asked % 40 == 0;
        let declared = layer("declared", 2, if ties { 5 } else { 4 }, ties);
        let law = layer("floor", 1, 3, asked % 80 == 0);
        let default = layer("default", 1, 1, ties);
        let mut own = vec![&declared];
        own.extend((asked % 5 == 0).then_some(&default));
        let text = |documents: &[&Value]| serde_json::to_string(documents).expect("JSON");
        let (mut alone, mut all) = (own.clone(), own.clone());
        alone.push(&zone);
        all.extend([&law, &zone]);
        let answer: Value = serde_json::from_str(&return_policy::floor(&text(&all))).expect("JSON");
        if answer["ok"] != true {
            // Rules that clash, or grant without a window, are refused before.
            continue;
        }
        asked += 1;
        tied += usize::from(ties);
        let outcome = answer["value"]["outcome"].as_str().expect("an outcome");
        *outcomes.get_mut(outcome).expect("one of three") += 1;
        if outcome == "proved" {
            let own_policy = Policy::compile(&text(&alone)).expect("sound documents");
            let law_policy = Policy::compile(&text(&[&law, &zone])).expect("a sound document");
            for call in calls(&text(&[&declared, &law, &default])) {
                let law = offers(&law_policy, &call);
                if law.iter().all(|law| !matches!(law["status"].as_str(), Some("open" | "review"))) {
                    continue;
                }
                let own = offers(&own_policy, &call);
                let is_worse = own.iter().zip(&law).any(|(own, law)| is_less(own, law));
                assert!(!is_worse, "proved, but {call}\n{}", text(&all));
                compared += law.len();
            }
        }
        if asked % 10 == 0 {
            let findings = answer["value"]["findings"].as_array().expect("findings");
            for finding in findings.iter().filter(|finding| finding["outcome"] == "refuted") {
                shown += 1;
                if let Err(other) = holds(finding, &own, &law) {
                    panic!("{}\nevaluating shows otherwise: {other}", text(&all));
                }
            }
        }
    }
    println!("{asked} pairs, {tied} with ties: {outcomes:?}; {shown} examples evaluated, {compared} orders compared");
    assert!(outcomes["proved"] > asked / 50, "{outcomes:?}: too few are proved to say anything");
    assert!(outcomes["undecided"] < asked / 10, "{outcomes:?}: too many are left open");
}
