//! A comparison of two versions says exactly where and how their answers differ.
//!
//! Random small policies are compared, and every combination of facts that they tell apart is asked of both with
//! `Policy::terms`, which shares nothing with how the comparison splits and joins regions.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use return_policy::{Policy, diff};
use serde_json::{Map, Value, json};

/// How many pairs every run asks about, and a long one.
const PAIRS: usize = 20_000;
/// Of so many pairs one is also asked when the goods arrive on a day, so that its windows end one after another.
const TIMED: usize = 10;
const REASONS: [&str; 3] = ["change-of-mind", "quality", "defect"];
const REMEDIES: [&str; 2] = ["refund", "exchange"];
/// A month from the first of these is shorter than 30 days, and one from the second is longer.
const DELIVERIES: [&str; 2] = ["2027-02-01", "2027-03-01"];
const TERMS: [&str; 4] = ["returnShipping", "outboundShipping", "restockingFee", "evidence"];

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

/// The facts of products: by name in `when`, every value worth telling apart.
fn values(fact: &str) -> Vec<Value> {
    match fact {
        "tier" => vec![Value::Null, json!("gold"), json!("silver"), json!("bronze")],
        "tag" => vec![json!([]), json!(["sale"]), json!(["gift"]), json!(["sale", "gift"])],
        "condition" => vec![Value::Null, json!("broken"), json!("intact")],
        "category" => vec![Value::Null, json!("a"), json!("a/b"), json!("a/b/c"), json!("a/d"), json!("e"), json!("f")],
        "unitPrice" => vec![json!(99), json!(100), json!(499), json!(500)],
        "currency" => vec![json!("EUR"), json!("USD")],
        "market" => vec![json!("DE-BY"), json!("DE-BE"), json!("FR"), json!("CN")],
        other => panic!("{other}"),
    }
}

fn condition(random: &mut Random, fact: &str) -> Value {
    let all = match fact {
        "tier" => vec![json!(["gold"]), json!(["gold", "silver"]), json!({ "not": ["silver", null] }), json!([null])],
        "tag" => vec![json!(["sale"]), json!(["sale", "gift"]), json!({ "not": ["sale"] }), json!(["gift"])],
        "condition" => vec![json!({ "seal": ["broken"] }), json!({ "seal": { "not": ["broken"] } })],
        "category" => {
            vec![json!(["a"]), json!(["a/b"]), json!(["a/b/c", "e"]), json!({ "not": ["a/b"] }), json!(["a/b", null])]
        }
        "unitPrice" => vec![json!({ "gte": 100 }), json!({ "lt": 500 }), json!({ "not": { "gte": 100, "lt": 500 } })],
        "market" => vec![json!(["DE"]), json!(["DE-BE"]), json!(["EU"]), json!({ "not": ["FR"] })],
        other => panic!("{other}"),
    };
    random.one_of(&all).clone()
}

fn when(random: &mut Random, facts: &[&str]) -> Value {
    let reasons =
        [json!(["change-of-mind"]), json!(["quality"]), json!(["defect"]), json!(["change-of-mind", "defect"])];
    let remedies = [json!(["refund"]), json!(["exchange"]), json!(["refund", "exchange"])];
    let mut when = json!({ "reason": random.one_of(&reasons), "remedy": random.one_of(&remedies) });
    for _ in 0..random.below(3) {
        let fact = *random.one_of(facts);
        when[fact] = condition(random, fact);
        if fact == "unitPrice" {
            when["currency"] = json!(["EUR"]);
        }
    }
    when
}

fn then(random: &mut Random) -> Value {
    let window = |length: &str| json!({ "length": length, "from": ["delivery"] });
    random
        .one_of(&[
            json!({ "granted": true, "window": window("P14D"), "returnShipping": "buyer" }),
            json!({ "granted": true, "window": window("P30D"), "returnShipping": "seller" }),
            json!({ "granted": "review", "window": window("P2W"), "evidence": ["photo"] }),
            json!({ "granted": false }),
            json!({ "returnShipping": "buyer" }),
            json!({ "restockingFee": { "rate": "10%" }, "outboundShipping": "kept" }),
            json!({ "window": { "add": "P3D" } }),
            json!({ "evidence": ["photo"] }),
            json!({ "window": window("P1M") }),
        ])
        .clone()
}

fn rule(random: &mut Random, index: usize, facts: &[&str], ties: bool) -> Value {
    let (when, then) = (when(random, facts), then(random));
    let mut rule = json!({ "id": format!("r{index}"), "when": when, "then": then });
    if !ties && then.get("window").is_none_or(|window| window.get("from").is_some()) {
        let before: Vec<String> = (0..index).map(|before| format!("r{before}")).collect();
        rule["overrides"] = json!(before);
    }
    rule
}

/// A policy whose every rule overrides those before it, so that no two clash, or whose ties are the buyer's.
fn policy(random: &mut Random, id: &str, layer: &str, facts: &[&str]) -> Value {
    let base = json!({ "granted": true, "window": { "length": "P20D", "from": ["delivery"] } });
    let base =
        json!({ "id": "r0", "when": { "reason": ["change-of-mind", "quality"], "remedy": REMEDIES }, "then": base });
    let mut rules = vec![base];
    let ties = random.below(3) == 0;
    for index in 1..=1 + random.below(3) {
        rules.push(rule(random, index, facts, ties));
    }
    let mut policy =
        json!({ "format": "return-policy/1", "id": id, "version": "1", "layer": layer, "zone": "UTC", "rules": rules });
    if ties {
        policy["ties"] = json!("buyer");
    }
    if facts.contains(&"market") {
        policy["groups"] = json!({ "EU": random.one_of(&[json!(["DE", "FR"]), json!(["DE"])]) });
        policy["zone"] =
            random.one_of(&[json!("UTC"), json!({ "DE": "Europe/Berlin", "FR": "UTC", "CN": "UTC" })]).clone();
        policy["when"] = json!({ "market": ["DE", "FR", "CN"] });
    }
    policy
}

/// Changes one rule: its condition, what it says, its place, or whether it is there.
fn mutate(random: &mut Random, policy: &Value, facts: &[&str]) -> Value {
    let mut changed = policy.clone();
    let ties = policy["ties"] == "buyer";
    let rules = changed["rules"].as_array_mut().expect("rules");
    let index = random.below(rules.len());
    match random.below(6) {
        0 if index > 0 => rules[index]["when"] = when(random, facts),
        1 if index > 0 => rules[index] = rule(random, index, facts, ties),
        2 if rules.len() > 2 && index + 1 == rules.len() => {
            rules.pop();
        }
        3 => {
            let next = rules.len();
            rules.push(rule(random, next, facts, ties));
        }
        4 => rules.reverse(),
        _ => rules[0]["then"]["window"]["length"] = random.one_of(&[json!("P10D"), json!("P40D")]).clone(),
    }
    changed
}

fn documents(policies: &[Value]) -> String {
    let zone = |name: &str| {
        let path = format!("{}/zones/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("a zone")
    };
    let mut texts: Vec<String> = policies.iter().map(Value::to_string).collect();
    texts.extend([zone("UTC"), zone("Europe-Berlin")]);
    format!("[{}]", texts.join(","))
}

fn product(facts: &[(&str, Value)]) -> Value {
    let mut product = json!({ "currency": "EUR", "market": "DE-BE", "tags": [] });
    for (fact, value) in facts {
        match *fact {
            "tag" => product["tags"] = value.clone(),
            "condition" => product["conditions"] = json!({ "seal": value }),
            field => product[field] = value.clone(),
        }
    }
    product
}

fn combinations(facts: &[&'static str]) -> Vec<Vec<(&'static str, Value)>> {
    facts.iter().fold(vec![Vec::new()], |all: Vec<Vec<(&'static str, Value)>>, fact| {
        let longer = |one: &Vec<(&'static str, Value)>| {
            values(fact)
                .into_iter()
                .map(|value| one.iter().cloned().chain([(*fact, value)]).collect())
                .collect::<Vec<_>>()
        };
        all.iter().flat_map(longer).collect()
    })
}

/// What is shown for a reason and remedy: whether it is granted, its window and its costs.
fn shown(offers: &[Value], reason: &str, remedy: &str) -> Map<String, Value> {
    let find = |reason: &str| offers.iter().find(|offer| offer["reason"] == reason && offer["remedy"] == remedy);
    let class = if reason == "defect" { find("quality") } else { None };
    let mut shown = Map::new();
    let offer = find(reason).or(class);
    let status = offer.and_then(|offer| offer["status"].as_str()).unwrap_or("excluded");
    let granted = match status {
        "open" => json!(true),
        "review" => json!("review"),
        "excluded" => json!(false),
        other => panic!("{other}"),
    };
    if let Some(offer) = offer.filter(|_| granted != false) {
        shown.insert("window".into(), offer["window"].clone());
        for term in TERMS {
            shown.insert(term.into(), offer["terms"][term].clone());
        }
    }
    shown.insert("granted".into(), granted);
    shown
}

/// Each term in which two answers differ, with both values; costs only where both grant.
fn differing(old: &Map<String, Value>, new: &Map<String, Value>) -> BTreeMap<String, (Value, Value)> {
    let of = |shown: &Map<String, Value>, term: &str| shown.get(term).cloned().unwrap_or_default();
    let both = old["granted"] != false && new["granted"] != false;
    let costs = TERMS.iter().filter(|_| both);
    let terms = ["granted", "window"].iter().chain(costs);
    let pairs = terms.map(|term| {
        let (mut before, mut after) = (of(old, term), of(new, term));
        // A zone is named where it changes.
        if before["zone"] == after["zone"] || before.is_null() || after.is_null() {
            [&mut before, &mut after].into_iter().filter_map(Value::as_object_mut).for_each(|window| {
                window.remove("zone");
            });
        }
        ((*term).to_owned(), (before, after))
    });
    pairs.filter(|(_, (old, new))| old != new).collect()
}

fn path_is_below(node: &str, above: &str, separator: char) -> bool {
    node == above || node.strip_prefix(above).is_some_and(|rest| rest.starts_with(separator))
}

fn fits(fact: &str, condition: &Value, value: &Value) -> bool {
    if let Some(not) = condition.get("not") {
        return !fits(fact, not, value);
    }
    if let Some(listed) = condition.as_array() {
        return listed.iter().any(|one| match (fact, one.as_str(), value.as_str()) {
            ("category", Some(above), Some(node)) => path_is_below(node, above, '/'),
            ("market", Some(above), Some(node)) => path_is_below(node, above, '-'),
            _ => one == value,
        });
    }
    let Some(number) = value.as_i64() else { return false };
    let bound = |name: &str| condition.get(name).and_then(Value::as_i64);
    bound("gte").is_none_or(|least| number >= least) && bound("lt").is_none_or(|above| number < above)
}

fn holds(when: &Value, facts: &[(&str, Value)]) -> bool {
    let value = |fact: &str| facts.iter().find(|(name, _)| *name == fact).map(|(_, value)| value.clone());
    when.as_object().expect("conditions").iter().all(|(fact, condition)| match fact.as_str() {
        "condition" => fits("seal", &condition["seal"], &value("condition").expect("a value")),
        "tag" => condition.as_object().expect("tags").iter().all(|(tag, condition)| {
            let present = value("tag").expect("tags").as_array().expect("a list").iter().any(|one| one == tag);
            fits("tag", condition, &json!(present))
        }),
        fact => fits(fact, condition, &value(fact).unwrap_or_else(|| panic!("{fact}"))),
    })
}

/// Whether a row is about a reason; a class is about all below it that is not left out.
fn is_about(row: &Value, reason: &str) -> bool {
    let holds = |listed: &Value| {
        let path = if reason == "defect" { vec!["defect", "quality"] } else { vec![reason] };
        listed.as_array().is_some_and(|listed| listed.iter().any(|one| path.iter().any(|above| one == above)))
    };
    holds(&row["reasons"]) && !holds(&row["unless"]["reason"])
}

/// A row with the members of a group of markets instead of the group.
fn spelled_out(row: &Value, policies: &[Value]) -> Value {
    let mut row = row.clone();
    for part in ["when", "except"] {
        if row[part]["market"] == json!(["EU"]) {
            row[part]["market"] = policies[0]["groups"]["EU"].clone();
        }
    }
    row
}

/// A row that holds for some facts.
struct Found {
    old: Value,
    new: Value,
    has_phases: bool,
}

/// The rows that hold for some facts, by term: no two say something of one term.
fn found(
    rows: &[Value],
    used: &mut [bool],
    asked: (&str, &str),
    facts: &[(&str, Value)],
    is_offered: bool,
) -> BTreeMap<String, Found> {
    let mut found = BTreeMap::new();
    for (row, used) in rows.iter().zip(used.iter_mut()) {
        let remedies = row["remedies"].as_array().expect("remedies");
        let about = is_about(row, asked.0) && remedies.contains(&json!(asked.1));
        let mut parts = row["unless"].as_object().cloned().unwrap_or_default();
        parts.remove("reason");
        let is_left_out = parts.into_iter().any(|(fact, condition)| holds(&json!({ fact: condition }), facts));
        let is_excepted = row.get("except").is_some_and(|except| holds(except, facts));
        if about && holds(&row["when"], facts) && !is_left_out && !is_excepted {
            *used = true;
            let term = row["term"].as_str().expect("a term").to_owned();
            let has_phases = row.get("phases").is_some();
            let one = Found { old: row["old"].clone(), new: row["new"].clone(), has_phases };
            // Rows that say the same may say it of the same facts.
            if let Some(other) = found.insert(term.clone(), one) {
                let one = &found[&term];
                let is_same = (&one.old, &one.new, one.has_phases) == (&other.old, &other.new, other.has_phases);
                assert!(is_same || !is_offered, "two rows for {asked:?} {facts:?}: {rows:?}");
            }
        }
    }
    found
}

/// What is said from an instant on, in seconds; nothing once it is over.
type Timeline = Vec<(i64, Option<Value>)>;

/// What a term says over time, if the goods arrive on a day: what is read is said at first.
fn timeline(offers: &[Value], reason: &str, remedy: &str, term: &str) -> Timeline {
    let find = |reason: &str| offers.iter().find(|offer| offer["reason"] == reason && offer["remedy"] == remedy);
    let class = if reason == "defect" { find("quality") } else { None };
    let Some(offer) = find(reason).or(class) else { return vec![(0, None)] };
    let said = |phase: &Value| match phase["status"].as_str().expect("a status") {
        "open" | "review" if term == "window" => Some(Value::Null),
        status @ ("open" | "review") if term == "granted" => Some(json!(status)),
        "open" | "review" => Some(phase["terms"][term].clone()),
        _ => None,
    };
    let mut timeline = vec![(0, said(offer))];
    for phase in offer["phases"].as_array().into_iter().flatten() {
        let from = phase["from"].as_str().expect("an instant").parse::<chrono::DateTime<chrono::FixedOffset>>();
        timeline.push((from.expect("an instant").timestamp(), said(phase)));
    }
    timeline.dedup_by(|later, before| later.1 == before.1);
    timeline
}

/// Whether two timelines say different things while both say something.
fn parts(old: &Timeline, new: &Timeline) -> bool {
    let at = |timeline: &Timeline, instant: i64| {
        let said = timeline.iter().rev().find(|(from, _)| *from <= instant);
        said.and_then(|(_, said)| said.clone())
    };
    old.iter().chain(new).any(|(instant, _)| {
        let (old, new) = (at(old, *instant), at(new, *instant));
        old.is_some() && new.is_some() && old != new
    })
}

/// Two versions, compiled.
struct Versions {
    old: Policy,
    new: Policy,
}

impl Versions {
    /// What both offer for a product, whenever it arrives or on a day; nothing where that is the same to the byte.
    fn offers(&self, facts: &[(&str, Value)], delivery: Option<&str>) -> Option<[Vec<Value>; 2]> {
        let mut call = json!({ "product": product(facts), "at": "2027-01-20T12:00:00Z" });
        if let Some(delivery) = delivery {
            call["expectedDelivery"] = json!(delivery);
        }
        let call = call.to_string();
        let answers = [&self.old, &self.new].map(|policy| policy.terms(&call));
        let [old, new] = answers.each_ref().map(|answer| answer.split_once("\"offers\":").expect("offers").1);
        let read = |answer: &String| {
            let mut answer: Value = serde_json::from_str(answer).expect("JSON");
            let Value::Array(offers) = answer["value"]["offers"].take() else { panic!("{answer}") };
            offers
        };
        (old != new).then(|| answers.each_ref().map(read))
    }
}

fn check(old: &[Value], new: &[Value], facts: &[&'static str], with_time: bool) -> usize {
    let (old_text, new_text) = (documents(old), documents(new));
    let answer: Value = serde_json::from_str(&diff(&old_text, &new_text)).expect("JSON");
    let context = || format!("{answer}\nold {old:?}\nnew {new:?}");
    assert_eq!(answer["ok"], true, "{}", context());
    assert_eq!(answer["value"]["undecided"], json!([]), "{}", context());
    let rows = answer["value"]["rows"].as_array().expect("rows");
    let rows: Vec<Value> = rows.iter().map(|row| spelled_out(row, new)).collect();
    assert_eq!(answer["value"]["outcome"], if rows.is_empty() { "same" } else { "changed" });
    let compile = |text: &str| Policy::compile(text).unwrap_or_else(|problems| panic!("{problems:?}"));
    let versions = Versions { old: compile(&old_text), new: compile(&new_text) };
    // Where one window is all there is, nothing happens later.
    let has_several = [old, new].iter().any(|version| version.len() > 1 || version[0]["ties"] == "buyer");
    let deliveries: &[&str] = if with_time && has_several { &DELIVERIES } else { &[] };
    let mut used = vec![false; rows.len()];
    let nothing = [Vec::new(), Vec::new()];
    for facts in combinations(facts) {
        let offers = versions.offers(&facts, None);
        let [old_offers, new_offers] = offers.as_ref().unwrap_or(&nothing);
        // What each layer offers is said without a day, so that what is the same then is the same on every day.
        let days = deliveries.iter().filter(|_| offers.is_some());
        let later: Vec<[Vec<Value>; 2]> = days.filter_map(|day| versions.offers(&facts, Some(day))).collect();
        for (reason, remedy) in REASONS.iter().flat_map(|reason| REMEDIES.map(|remedy| (*reason, remedy))) {
            let place = || format!("{reason} {remedy} {facts:?}: {}", context());
            let (before, after) = (shown(old_offers, reason, remedy), shown(new_offers, reason, remedy));
            let mut expected = differing(&before, &after);
            let is_offered = before["granted"] != false || after["granted"] != false;
            let mut found = found(&rows, &mut used, (reason, remedy), &facts, is_offered);
            // Rows are widened over what neither version offers, but for those that say what is offered.
            found.retain(|term, row| {
                let is_grant = term == "granted" || (term == "window" && (row.old.is_null() || row.new.is_null()));
                is_offered || is_grant
            });
            for (term, row) in &found {
                if let Some(values) = expected.remove(term) {
                    assert_eq!((&row.old, &row.new), (&values.0, &values.1), "{term} {}", place());
                    continue;
                }
                // What is the same at first changes later, which one of the days shows.
                assert!(row.has_phases && row.old == row.new, "{term} {}", place());
                if !with_time {
                    continue;
                }
                let changes = later.iter().any(|[old, new]| {
                    let of = |offers: &[Value]| timeline(offers, reason, remedy, term);
                    of(old) != of(new) || layers(old, reason, remedy) != layers(new, reason, remedy)
                });
                assert!(changes, "{term} {}", place());
            }
            assert!(expected.is_empty(), "{expected:?} {}", place());
            // A change at any later time is in some row; windows that end otherwise move what holds until they do.
            for [old, new] in later.iter().filter(|_| !found.contains_key("window")) {
                for term in TERMS.iter().chain(&["granted", "window"]).filter(|term| !found.contains_key(**term)) {
                    let [old, new] = [old, new].map(|offers| timeline(offers, reason, remedy, term));
                    assert!(!parts(&old, &new), "{term} {old:?} {new:?} {}", place());
                    assert!(*term != "window" || old == new, "{term} {old:?} {new:?} {}", place());
                }
            }
        }
    }
    // A market that is told from DE-BE without being named, such as the rest of FR, is asked about only by name.
    assert!(used.iter().all(|used| *used), "a row about nothing: {}", context());
    rows.len()
}

/// What each layer offers by itself.
fn layers(offers: &[Value], reason: &str, remedy: &str) -> Vec<Value> {
    let find = |reason: &str| offers.iter().find(|offer| offer["reason"] == reason && offer["remedy"] == remedy);
    let class = if reason == "defect" { find("quality") } else { None };
    let layers = find(reason).or(class).and_then(|offer| offer["layers"].as_array());
    layers.into_iter().flatten().cloned().collect()
}

#[test]
fn rows_are_exactly_where_answers_differ() {
    compare_pairs(PAIRS, 0xFACE);
}

fn compare_pairs(pairs: usize, seed: u64) {
    const FACTS: [&str; 6] = ["tier", "tag", "condition", "category", "unitPrice", "market"];
    let workers: Vec<_> = (0..2_u64)
        .map(|worker| {
            std::thread::spawn(move || {
                let mut random = Random(seed ^ (worker << 32));
                let (mut same, mut changed) = (0_usize, 0_usize);
                for pair in 0..pairs / 2 {
                    let count = if random.below(10) == 0 { 2 } else { 1 };
                    let mut facts: Vec<&'static str> = Vec::new();
                    while facts.len() < count {
                        let fact = *random.one_of(&FACTS);
                        if !facts.contains(&fact) {
                            facts.push(fact);
                        }
                    }
                    // An amount is compared in a currency.
                    let mut all = facts.clone();
                    if facts.contains(&"unitPrice") {
                        all.push("currency");
                    }
                    let mut old = vec![policy(&mut random, "shop", "declared", &facts)];
                    if random.below(4) == 0 {
                        old.push(policy(&mut random, "law", "floor", &facts));
                    }
                    let mut new = old.clone();
                    let index = random.below(new.len());
                    new[index] = match random.below(4) {
                        0 => {
                            let layer = if index == 0 { "declared" } else { "floor" };
                            policy(&mut random, if index == 0 { "shop" } else { "law" }, layer, &facts)
                        }
                        _ => mutate(&mut random, &old[index], &facts),
                    };
                    // Groups of one name are one in all documents of a version.
                    for version in [&mut old, &mut new] {
                        let groups = version[0]["groups"].clone();
                        if !groups.is_null() {
                            version.iter_mut().for_each(|document| document["groups"] = groups.clone());
                        }
                    }
                    if check(&old, &new, &all, pair % TIMED == 0) == 0 { same += 1 } else { changed += 1 }
                }
                (same, changed)
            })
        })
        .collect();
    let (mut same, mut changed) = (0, 0);
    for worker in workers {
        let (one, other) = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        same += one;
        changed += other;
    }
    assert!(same > pairs / 20 && changed > pairs / 4, "{same} same and {changed} changed pairs test too little");
}
