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

mod asked;
mod policies;
#[path = "../random/mod.rs"]
mod random;
mod told;

use return_policy::{Policy, diff};
use serde_json::{Value, json};

use asked::{Versions, combinations, differing, layers, parts, shown, timeline};
use policies::{documents, mutate, policy};
use random::Random;
use told::{found, spelled_out};

/// How many pairs every run asks about.
const PAIRS: usize = 20_000;
/// Of so many pairs one is also asked when the goods arrive on a day, so that its windows end one after another.
const TIMED: usize = 10;
const REASONS: [&str; 3] = ["change-of-mind", "quality", "defect"];
const REMEDIES: [&str; 2] = ["refund", "exchange"];
/// A month from the first of these is shorter than 30 days, and one from the second is longer.
const DELIVERIES: [&str; 2] = ["2027-02-01", "2027-03-01"];
const TERMS: [&str; 4] = ["returnShipping", "outboundShipping", "restockingFee", "evidence"];

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
