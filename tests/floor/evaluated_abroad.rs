//! Random policies of two zones against the engine itself, which decides each side alone: what is proved must hold on every call
//! of a small world with events around midnight somewhere, and what is refuted on the order that is shown.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, SecondsFormat, TimeDelta, Utc};
use return_policy::Policy;
use serde_json::{Value, json};

use crate::abroad::{DAYS, Pair, draw};
use crate::evaluated::is_less;
use crate::random::Random;
use crate::support::{holds, with_data};

/// How many pairs of policies are compared.
const POLICIES: usize = 3_000;

/// Times of day at which some zone's day begins or has just ended, and one in between.
const TIMES: [&str; 12] = [
    "00:00:00Z",
    "02:30:30Z",
    "03:29:59Z",
    "06:59:59Z",
    "07:30:00Z",
    "12:59:59Z",
    "13:00:00Z",
    "15:59:59Z",
    "16:00:00Z",
    "18:30:00Z",
    "22:30:00Z",
    "23:59:59Z",
];

/// One order of many lines, and when it is looked at.
struct World {
    order: Value,
    lines: Vec<Value>,
    /// When every line has been delivered.
    later: String,
}

/// Orders with lines delivered around a day, at odd instants and on bare days.
fn worlds(pair: &Pair, text: &str, random: &mut Random) -> Vec<World> {
    let days = DAYS[pair.day];
    let has_tags = text.contains("sale");
    let contracts =
        [days[0].to_owned(), format!("{}T{}", days[0], random.one_of(&TIMES)), format!("{}T15:00:00Z", days[0])];
    let of = |contract: &String, random: &mut Random| {
        let mut lines = vec![json!({ "id": "0", "tags": [], "deliveredAt": null })];
        let mut deliver = |at: String| {
            // A day that is one day or the next somewhere is not that of the contract.
            let is_rough = contract.len() == 10 || at.len() == 10;
            let is_later = if is_rough { at[..10] > contract[..10] || at == *contract } else { at > *contract };
            if is_later {
                let tags: &[&[&str]] = if has_tags { &[&[], &["sale"]] } else { &[&[]] };
                for tags in tags {
                    lines.push(json!({ "id": lines.len().to_string(), "tags": tags, "deliveredAt": at }));
                }
            }
        };
        days.iter().for_each(|day| deliver((*day).to_owned()));
        for _ in 0..6 {
            deliver(format!("{}T{}", random.one_of(&days), random.one_of(&TIMES)));
        }
        let asked = |line: &Value| json!({ "line": line["id"], "reason": "change-of-mind", "remedy": "refund" });
        let asked = lines.iter().map(asked).collect();
        let order = json!({ "id": "1", "contractAt": contract, "placedAt": contract, "lines": lines });
        let date = &days[2][..8];
        let day: usize = days[2][8..].parse().expect("a day");
        World { order, lines: asked, later: format!("{date}{:02}T{}", day + 1, random.one_of(&TIMES)) }
    };
    contracts.iter().take(if text.contains("contract") { 3 } else { 1 }).map(|contract| of(contract, random)).collect()
}

impl World {
    /// The order asked about at some instant, with what the buyer has done then.
    fn call(&self, act: &str, acts: &str, at: &str) -> String {
        let mut request = json!({ "lines": self.lines });
        let fields: &[&str] = match act {
            "notify" => &["noticeSentAt"],
            // A notice is sent before it is received.
            "notice-received" => &["noticeSentAt", "noticeReceivedAt"],
            "dispatch" => &["dispatchedAt"],
            "arrive" => &["arrivedAt"],
            _ => &["paidAt"],
        };
        for field in fields {
            request[field] = json!(acts);
        }
        json!({ "order": self.order, "request": request, "at": at }).to_string()
    }

    /// The same where notice is received then as well: a refund is due from there.
    fn noticed(&self, act: &str, acts: &str) -> String {
        let mut call: Value = serde_json::from_str(&self.call(act, acts, acts)).expect("JSON");
        call["request"]["noticeSentAt"] = json!(acts);
        call["request"]["noticeReceivedAt"] = json!(acts);
        call.to_string()
    }
}

fn offers(policy: &Policy, call: &str) -> Vec<Value> {
    let answer: Value = serde_json::from_str(&policy.evaluate(call)).expect("JSON");
    let lines = answer["value"]["lines"].as_array().unwrap_or_else(|| panic!("{answer:#}\n{call}"));
    lines.iter().map(|line| line["offers"][0].clone()).collect()
}

/// An instant as answers write it; a bare day is none.
fn instant(text: &Value) -> Option<DateTime<Utc>> {
    let text = text.as_str().filter(|text| text.len() > 10)?;
    Some(text.parse::<DateTime<FixedOffset>>().expect("an instant").to_utc())
}

fn written(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A call that shows that the law gives more than the shop.
fn worse(world: &World, pair: &Pair, own: &Policy, law: &Policy) -> Option<String> {
    let shows = |call: &str, line: Option<usize>| {
        let (own, law) = (offers(own, call), offers(law, call));
        (0..law.len()).filter(|at| line.is_none_or(|line| line == *at)).any(|line| {
            let (own, law) = (&own[line], &law[line]);
            own["status"] != "depends" && law["status"] != "depends" && (is_less(own, law) || is_due_later(own, law))
        })
    };
    let mut calls = vec![(world.noticed(pair.act, &world.later), None)];
    if pair.declared.to_string().contains("\"act\"") {
        calls.push((world.call(pair.act, &world.later, "2097-01-01T00:00:00Z"), None));
    }
    // The first and the last instant of each window, where the shop's does not hold it.
    let mut seen = Vec::new();
    let now = world.call(pair.act, &world.later, &world.later);
    for (line, (own, law)) in offers(own, &now).iter().zip(&offers(law, &now)).enumerate() {
        let bounds = |offer: &Value| (instant(&offer["window"]["opensAt"]), instant(&offer["window"]["endsBefore"]));
        let ((own_opens, own_ends), (opens, ends)) = (bounds(own), bounds(law));
        let is_bare = world.order["lines"][line]["deliveredAt"].as_str().is_none_or(|at| at.len() == 10)
            || world.order["contractAt"].as_str().is_none_or(|at| at.len() == 10);
        // That a bare day begins earlier in one zone is not held against a window.
        let opens = opens.filter(|_| pair.at_home || !is_bare);
        // Nobody asks before there is a contract.
        let opens =
            opens.map(|opens| instant(&world.order["contractAt"]).map_or(opens, |contract| opens.max(contract)));
        let opens = opens.filter(|opens| own_opens.is_none_or(|own| own > *opens));
        let ends =
            ends.map(|ends| ends - TimeDelta::milliseconds(1)).filter(|ends| own_ends.is_some_and(|own| own <= *ends));
        for at in opens.into_iter().chain(ends) {
            seen.push((world.call(pair.act, &written(at), &written(at)), Some(line)));
        }
    }
    calls.extend(seen);
    calls.into_iter().find(|(call, line)| shows(call, *line)).map(|(call, _)| call)
}

/// Says whether a refund is due later by one offer than by another; both are open.
fn is_due_later(own: &Value, law: &Value) -> bool {
    let is_open = |offer: &Value| matches!(offer["status"].as_str(), Some("open" | "review"));
    let due = |offer: &Value| instant(&offer["terms"]["refundDue"]["endsBefore"]);
    let says = |offer: &Value| offer["terms"]["refundDue"].is_object();
    is_open(own) && is_open(law) && says(law) && (!says(own) || due(own) > due(law))
}

#[test]
fn what_is_proved_abroad_holds_for_every_order_of_a_small_world() {
    let mut random = Random(0x0A_B0AD);
    let mut outcomes = BTreeMap::from([("proved", 0), ("refuted", 0), ("undecided", 0)]);
    let (mut asked, mut proved_abroad, mut left_at_home) = (0, 0, 0);
    while asked < POLICIES {
        let pair = draw(&mut random);
        let text = with_data(&[&pair.declared, &pair.law]);
        let answer: Value = serde_json::from_str(&return_policy::floor(&text)).expect("JSON");
        if answer["ok"] != true {
            // Rules that clash are refused before.
            continue;
        }
        asked += 1;
        let outcome = answer["value"]["outcome"].as_str().expect("an outcome");
        *outcomes.get_mut(outcome).expect("one of three") += 1;
        proved_abroad += usize::from(outcome == "proved" && !pair.at_home);
        left_at_home += usize::from(outcome == "undecided" && pair.at_home);
        if outcome == "proved" {
            let own = Policy::compile(&with_data(&[&pair.declared])).expect("sound documents");
            let law = Policy::compile(&with_data(&[&pair.law])).expect("a sound document");
            let found = worlds(&pair, &text, &mut random).iter().find_map(|world| worse(world, &pair, &own, &law));
            assert_eq!(found, None, "proved\n{}\n{}", pair.declared, pair.law);
        }
        for finding in answer["value"]["findings"].as_array().expect("findings") {
            if finding["outcome"] == "refuted"
                && let Err(other) = holds(finding, &[&pair.declared], &pair.law)
            {
                panic!("{}\n{}\nevaluating shows otherwise: {other}", pair.declared, pair.law);
            }
        }
    }
    assert!(outcomes["proved"] > asked * 15 / 100 && proved_abroad > asked / 10, "{outcomes:?}: too few are proved");
    assert!(outcomes["refuted"] > asked * 15 / 100, "{outcomes:?}: too few are refuted");
    assert!(left_at_home < asked / 50, "{left_at_home} of {asked} are left open in one zone");
}
