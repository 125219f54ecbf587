//! What both versions say when they are asked, for one combination of facts or over time.

use std::collections::BTreeMap;

use return_policy::Policy;
use serde_json::{Map, Value, json};

use crate::TERMS;
use crate::policies::values;

pub(crate) fn product(facts: &[(&str, Value)]) -> Value {
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

pub(crate) fn combinations(facts: &[&'static str]) -> Vec<Vec<(&'static str, Value)>> {
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
pub(crate) fn shown(offers: &[Value], reason: &str, remedy: &str) -> Map<String, Value> {
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
pub(crate) fn differing(old: &Map<String, Value>, new: &Map<String, Value>) -> BTreeMap<String, (Value, Value)> {
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

/// What is said from an instant on, in seconds; nothing once it is over.
pub(crate) type Timeline = Vec<(i64, Option<Value>)>;

/// What a term says over time, if the goods arrive on a day: what is read is said at first.
pub(crate) fn timeline(offers: &[Value], reason: &str, remedy: &str, term: &str) -> Timeline {
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
pub(crate) fn parts(old: &Timeline, new: &Timeline) -> bool {
    let at = |timeline: &Timeline, instant: i64| {
        let said = timeline.iter().rev().find(|(from, _)| *from <= instant);
        said.and_then(|(_, said)| said.clone())
    };
    old.iter().chain(new).any(|(instant, _)| {
        let (old, new) = (at(old, *instant), at(new, *instant));
        old.is_some() && new.is_some() && old != new
    })
}

/// What each layer offers by itself.
pub(crate) fn layers(offers: &[Value], reason: &str, remedy: &str) -> Vec<Value> {
    let find = |reason: &str| offers.iter().find(|offer| offer["reason"] == reason && offer["remedy"] == remedy);
    let class = if reason == "defect" { find("quality") } else { None };
    let layers = find(reason).or(class).and_then(|offer| offer["layers"].as_array());
    layers.into_iter().flatten().cloned().collect()
}

/// Two versions, compiled.
pub(crate) struct Versions {
    pub(crate) old: Policy,
    pub(crate) new: Policy,
}

impl Versions {
    /// What both offer for a product, whenever it arrives or on a day; nothing where that is the same to the byte.
    pub(crate) fn offers(&self, facts: &[(&str, Value)], delivery: Option<&str>) -> Option<[Vec<Value>; 2]> {
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
