//! Histories of repairs, most of them random: counters agree with plain enumeration, repairs never shorten a warranty that
//! they suspend, an exchange never shortens one that it starts anew, and histories too long to count in are refused.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use chrono::{Days, NaiveDate};
use return_policy::Policy;
use serde_json::{Value, json};

const HISTORIES: usize = 10_000;
/// The remedy that is granted from so many failed repairs on.
const LADDER: [&str; 3] = ["exchange", "refund", "price-reduction"];
const DEFECTS: [&str; 2] = ["noise", "leak"];

/// A small generator of numbers (xorshift64*), so that every run asks the same questions.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }

    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// A repair; what is `None` is not stated.
#[derive(Debug, Clone)]
struct Repair {
    first: u64,
    days: u64,
    failed: Option<bool>,
    defect: Option<usize>,
}

/// A day so many days after 1 January 2025.
fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + Days::new(number)
}

fn draw(random: &mut Random) -> Vec<Repair> {
    let one = |random: &mut Random| Repair {
        first: random.below(420),
        days: random.below(25),
        failed: (!random.once_in(6)).then(|| random.once_in(2)),
        defect: (!random.once_in(6)).then(|| random.below(2) as usize),
    };
    (0..random.below(6)).map(|_| one(random)).collect()
}

fn write(repairs: &[Repair]) -> Vec<Value> {
    let write = |repair: &Repair| {
        let (first, last) = (day(repair.first), day(repair.first + repair.days));
        let mut one = json!({ "handedOverAt": first.to_string(), "returnedAt": last.to_string() });
        if let Some(failed) = repair.failed {
            one["outcome"] = json!(if failed { "failed" } else { "fixed" });
        }
        if let Some(defect) = repair.defect {
            one["defect"] = json!(DEFECTS[defect]);
        }
        one
    };
    repairs.iter().map(write).collect()
}

/// One year that repairs suspend and an exchange starts anew, and a ladder of what failed repairs of one defect open.
fn policy() -> Policy {
    let window = json!({ "length": "P365D", "from": ["exchange", "invoice"], "suspends": { "days": "elapsed" } });
    let mut rules = vec![json!({ "id": "repair", "when": { "reason": ["defect"], "remedy": ["repair"] },
        "then": { "granted": true, "window": window } })];
    let plain = json!({ "length": "P9Y", "from": ["invoice"] });
    let mut step = |remedy: &str, counter: Value, below: Value| {
        let when = |counter: Value| json!({ "reason": ["defect"], "remedy": [remedy], "counter": counter });
        let grant = json!({ "granted": true, "window": plain });
        rules.push(json!({ "id": format!("{remedy}-granted"), "when": when(counter), "then": grant }));
        rules.push(json!({ "id": format!("{remedy}-not-yet"), "when": when(below), "then": { "granted": false } }));
    };
    for (index, remedy) in LADDER.iter().enumerate() {
        step(remedy, json!({ "failed": { "gte": index + 1 } }), json!({ "failed": { "lt": index + 1 } }));
    }
    step("reship", json!({ "days": { "gte": 30 } }), json!({ "days": { "lt": 30 } }));
    let document = json!({ "format": "return-policy/1", "id": "maker", "version": "1", "layer": "declared", "zone": "UTC",
        "counters": {
            "failed": { "of": "repairs", "by": "defect", "where": { "outcome": ["failed"] } },
            "days": { "of": "repairs", "sum": "inclusive-days" } },
        "rules": rules });
    Policy::compile(&format!("[{document},{}]", include_str!("../zones/UTC.json"))).expect("a sound policy")
}

/// The offers for a history, by remedy.
fn offers(policy: &Policy, repairs: &[Repair], exchanged: Option<u64>) -> Vec<Value> {
    let exchanged = exchanged.map(|number| day(number).to_string());
    let line = json!({ "id": "1", "invoicedAt": "2025-01-01", "exchangedAt": exchanged, "repairs": write(repairs) });
    let call = json!({ "order": { "id": "1", "lines": [line] }, "at": "2027-01-01T00:00:00Z" });
    let answer: Value = serde_json::from_str(&policy.evaluate(&call.to_string())).unwrap();
    answer["value"]["lines"][0]["offers"].as_array().unwrap_or_else(|| panic!("{answer}")).clone()
}

fn offer<'o>(offers: &'o [Value], remedy: &str) -> &'o Value {
    offers.iter().find(|offer| offer["remedy"] == remedy).unwrap_or_else(|| panic!("no {remedy} in {offers:?}"))
}

/// How many failed repairs the defect that failed most often has, at least and at most: every way in which what is not
/// stated may be is tried. A defect that is not stated may be one of those known, one that several share, or one alone.
fn failures(repairs: &[Repair]) -> (u64, u64) {
    let mut ways: Vec<Vec<Option<usize>>> = vec![Vec::new()];
    for (index, repair) in repairs.iter().enumerate() {
        let shared = DEFECTS.len();
        let defects = repair.defect.map_or_else(|| vec![0, 1, shared, shared + 1 + index], |stated| vec![stated]);
        let failed = repair.failed.map_or_else(|| vec![true, false], |stated| vec![stated]);
        let mut next = Vec::new();
        for way in &ways {
            for defect in &defects {
                for failed in &failed {
                    next.push([way.as_slice(), &[failed.then_some(*defect)]].concat());
                }
            }
        }
        ways = next;
    }
    let largest = |way: &Vec<Option<usize>>| {
        let count = |defect: usize| way.iter().filter(|failed| **failed == Some(defect)).count() as u64;
        (0..DEFECTS.len() + 1 + repairs.len()).map(count).max().unwrap_or(0)
    };
    let counts: Vec<u64> = ways.iter().map(largest).collect();
    (*counts.iter().min().unwrap(), *counts.iter().max().unwrap())
}

/// The last of 365 days after a day, those not counted on which the goods were away: from each hand-over to the return, the
/// day of return counted again. Goods that are away on the event's own day are away for that day as well.
fn last_day(start: u64, repairs: &[Repair]) -> NaiveDate {
    let is_away =
        |number: u64| repairs.iter().any(|repair| (repair.first..repair.first + repair.days).contains(&number));
    let (mut number, mut left) = (start, 365 + u64::from(is_away(start)));
    // A repair that begins on the last day moves it as well.
    while left > 0 || is_away(number) {
        number += 1;
        left = left.saturating_sub(u64::from(!is_away(number)));
    }
    day(number)
}

#[test]
fn counters_are_what_enumeration_has() {
    let (policy, mut random) = (policy(), Random(0xC0FFEE));
    let mut open = 0;
    for _ in 0..HISTORIES {
        let repairs = draw(&mut random);
        let offers = offers(&policy, &repairs, None);
        let (least, most) = failures(&repairs);
        for (index, remedy) in LADDER.iter().enumerate() {
            let from = index as u64 + 1;
            let expected = if least >= from {
                "open"
            } else if most < from {
                "excluded"
            } else {
                "depends"
            };
            let found = &offer(&offers, remedy)["status"];
            assert_eq!(found, expected, "{remedy}: {least} to {most} failures of one defect in {repairs:?}");
            open += u64::from(expected == "depends");
        }
        let days: u64 = repairs.iter().map(|repair| repair.days + 1).sum();
        assert_eq!(
            offer(&offers, "reship")["status"],
            if days >= 30 { "open" } else { "excluded" },
            "{days} in {repairs:?}"
        );
    }
    assert!(open > 1_000, "only {open} hang on what is not stated");
}

#[test]
fn repairs_prolong_and_exchanges_restart() {
    let (policy, mut random) = (policy(), Random(0xBEEF));
    let mut prolonged = 0;
    let end = |offers: &[Value]| {
        offer(offers, "repair")["window"]["lastDay"].as_str().expect("a day").parse::<NaiveDate>().unwrap()
    };
    for _ in 0..HISTORIES {
        let mut repairs = draw(&mut random);
        let before = end(&offers(&policy, &repairs, None));
        assert_eq!(before, last_day(0, &repairs), "{repairs:?}");
        let exchanged = random.below(500);
        let restarted = end(&offers(&policy, &repairs, Some(exchanged)));
        assert_eq!(restarted, last_day(exchanged, &repairs), "exchanged on {} with {repairs:?}", day(exchanged));
        if day(exchanged) <= before {
            assert!(
                restarted >= before,
                "an exchange on {} shortens {before} to {restarted}: {repairs:?}",
                day(exchanged)
            );
        }
        let more = draw(&mut random);
        repairs.extend(more.into_iter().take(1));
        let after = end(&offers(&policy, &repairs, None));
        assert!(after >= before, "{before} becomes {after} with one more of {repairs:?}");
        prolonged += u64::from(after > before);
    }
    assert!(prolonged > 1_000, "only {prolonged} were prolonged");
}

/// Parts, of which two are asked for, and one holds another.
const PARTS: [&str; 4] = ["drive", "drive/motor", "battery", "frame"];
const CAUSES: [&str; 2] = ["parts", "strike"];
/// When it is decided, in hours after the first of January 2025.
const NOW: u64 = 24 * 400;

/// A repair, or a claim, of which all is stated; times are hours.
#[derive(Debug)]
struct Entry {
    first: u64,
    last: Option<u64>,
    replaced: Vec<usize>,
    excluded: [u64; 2],
    refused: bool,
}

fn instant(hours: u64) -> String {
    format!("{}T{:02}:00:00Z", day(hours / 24), hours % 24)
}

/// What each counter reads: repairs that replaced one part, days away less those of a strike, days begun, refused claims.
fn readings(repairs: &[Entry], claims: &[Entry]) -> [u64; 4] {
    let begun: Vec<&Entry> = repairs.iter().filter(|repair| repair.first <= NOW).collect();
    let last = |repair: &Entry| repair.last.filter(|last| *last <= NOW).unwrap_or(NOW);
    let of_part = |part: usize| begun.iter().filter(|repair| repair.replaced.contains(&part)).count() as u64;
    let away = |repair: &&Entry| (last(repair) / 24 - repair.first / 24).saturating_sub(repair.excluded[1]);
    let started = |repair: &&Entry| (1..=800).find(|days| repair.first + days * 24 >= last(repair)).unwrap();
    [
        (0..3).map(of_part).max().unwrap(),
        begun.iter().map(away).sum(),
        begun.iter().map(started).sum(),
        claims.iter().filter(|claim| claim.first <= NOW && claim.refused).count() as u64,
    ]
}

#[test]
fn each_kind_of_counter_reads_what_was_drawn() {
    let counters = json!({
        "n0": { "of": "repairs", "by": "replaced", "where": { "replaced": ["drive", "battery"] } },
        "n1": { "of": "repairs", "sum": "elapsed-days", "less": ["strike"] },
        "n2": { "of": "repairs", "sum": "started-days" },
        "n3": { "of": "claims", "where": { "outcome": ["refused"] } } });
    // A remedy and a number from which it is granted, one for each counter.
    let steps = [("exchange", 2), ("refund", 30), ("repair", 30), ("reship", 2)];
    let mut rules = Vec::new();
    for (index, (remedy, from)) in steps.iter().enumerate() {
        let when = |range: Value| json!({ "reason": ["defect"], "remedy": [remedy], "counter": { format!("n{index}"): range } });
        let window = json!({ "length": "P9Y", "from": ["invoice"] });
        rules.push(json!({ "id": format!("{remedy}-granted"), "when": when(json!({ "gte": from })), "then": { "granted": true, "window": window } }));
        rules.push(json!({ "id": format!("{remedy}-not-yet"), "when": when(json!({ "lt": from })), "then": { "granted": false } }));
    }
    let document = json!({ "format": "return-policy/1", "id": "maker", "version": "1", "layer": "declared", "zone": "UTC",
        "counters": counters, "rules": rules });
    let policy =
        Policy::compile(&format!("[{document},{}]", include_str!("../zones/UTC.json"))).expect("a sound policy");
    let mut random = Random(0xFEED);
    let mut granted = [0; 4];
    for _ in 0..HISTORIES {
        let draw = |random: &mut Random| {
            let first = random.below(NOW + NOW / 4);
            Entry {
                first,
                last: (!random.once_in(5)).then(|| first + random.below(24 * 30)),
                replaced: (0..PARTS.len()).filter(|_| random.once_in(2)).collect(),
                excluded: [random.below(9), random.below(9)],
                refused: random.once_in(2),
            }
        };
        let [repairs, claims] = [(); 2].map(|()| (0..random.below(5)).map(|_| draw(&mut random)).collect::<Vec<_>>());
        let repair = |one: &Entry| {
            json!({ "handedOverAt": instant(one.first), "returnedAt": one.last.map(instant),
                "replaced": one.replaced.iter().map(|part| PARTS[*part]).collect::<Vec<_>>(),
                "excludedDays": { CAUSES[0]: one.excluded[0], CAUSES[1]: one.excluded[1] } })
        };
        let claim = |one: &Entry| json!({ "requestedAt": instant(one.first), "outcome": if one.refused { "refused" } else { "granted" } });
        let line = json!({ "id": "1", "invoicedAt": "2025-01-01", "repairs": repairs.iter().map(repair).collect::<Vec<_>>(),
            "claims": claims.iter().map(claim).collect::<Vec<_>>() });
        let call = json!({ "order": { "id": "1", "lines": [line] }, "at": instant(NOW) });
        let answer: Value = serde_json::from_str(&policy.evaluate(&call.to_string())).unwrap();
        let offers = answer["value"]["lines"][0]["offers"].as_array().unwrap_or_else(|| panic!("{answer}")).clone();
        let read = readings(&repairs, &claims);
        for (index, (remedy, from)) in steps.iter().enumerate() {
            let expected = if read[index] >= *from { "open" } else { "excluded" };
            let found = &offer(&offers, remedy)["status"];
            assert_eq!(found, expected, "n{index} reads {} in {repairs:?} and {claims:?}", read[index]);
            granted[index] += u64::from(expected == "open");
        }
    }
    assert!(granted.iter().all(|count| (500..9_500).contains(count)), "{granted:?}");
}

/// Histories and definitions that are too long to count in are refused at once, wherever they are.
#[test]
fn too_much_to_count_is_refused() {
    let names = |count: usize| (0..count).map(|number| format!("n{number}")).collect::<Vec<_>>();
    let repair = json!({ "handedOverAt": "2025-01-01", "returnedAt": "2025-01-02" });
    let claim = json!({ "requestedAt": "2025-01-01" });
    let with = |field: &str, value: Value| {
        let mut one = repair.clone();
        one[field] = value;
        json!({ "repairs": [repair, one] })
    };
    let days: Value = names(33).into_iter().map(|name| (name, json!(1))).collect::<serde_json::Map<_, _>>().into();
    #[rustfmt::skip]
    let cases = [
        ("repairs", json!({ "repairs": vec![repair.clone(); 101] }), "/order/lines/0/repairs"),
        ("claims", json!({ "claims": vec![claim; 101] }), "/order/lines/0/claims"),
        ("parts", with("replaced", json!(names(33))), "/order/lines/0/repairs/1/replaced"),
        ("causes", with("excludedDays", days), "/order/lines/0/repairs/1/excludedDays"),
    ];
    for (why, mut line, path) in cases {
        line["id"] = json!("1");
        let call = json!({ "order": { "id": "1", "lines": [line] }, "at": "2027-01-01T00:00:00Z" });
        let answer: Value = serde_json::from_str(&policy().evaluate(&call.to_string())).unwrap();
        assert_eq!(refused(&answer["problems"]), [("bad-size", path)], "{why}");
    }
    let counters = |count: usize| (0..count).map(|number| (format!("n{number}"), json!({ "of": "repairs" }))).collect();
    let counter = |counter: Value| json!({ "n": counter });
    #[rustfmt::skip]
    let cases = [
        ("counters", Value::Object(counters(33))),
        ("parts", counter(json!({ "of": "repairs", "where": { "replaced": names(129) } }))),
        ("parts and causes", counter(json!({ "of": "repairs", "sum": "elapsed-days", "less": names(65), "where": { "replaced": names(64) } }))),
    ];
    for (why, counters) in cases {
        let rule = json!({ "id": "r", "when": { "reason": ["defect"], "remedy": ["repair"] },
            "then": { "granted": true, "window": { "length": "P1Y", "from": ["invoice"] } } });
        let document = json!({ "format": "return-policy/1", "id": "maker", "version": "1", "layer": "declared",
            "zone": "UTC", "counters": counters, "rules": [rule] });
        let problems = Policy::compile(&format!("[{document},{}]", include_str!("../zones/UTC.json"))).unwrap_err();
        let found: Vec<_> = problems.iter().map(|problem| (problem.code.text(), problem.path.as_str())).collect();
        assert_eq!(found, [("bad-size", "/0/counters")], "{why}");
    }
}

fn refused(problems: &Value) -> Vec<(&str, &str)> {
    let one = |problem| -> Option<(&str, &str)> {
        let problem: &Value = problem;
        Some((problem["code"].as_str()?, problem["path"].as_str()?))
    };
    problems.as_array().map(|problems| problems.iter().filter_map(one).collect()).unwrap_or_default()
}
