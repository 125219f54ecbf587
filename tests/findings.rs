//! What a check finds: one injected fault a case, and nothing serious in the policies and laws that come with the engine.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use return_policy::{FindingCode, check};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every document of a folder.
fn folder(name: &str) -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(root().join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// What is found in these documents, with all zones and calendars.
fn findings(policies: &[String]) -> Vec<Value> {
    let all: Vec<String> = [policies, &folder("zones"), &folder("calendars")].concat();
    let answer: Value = serde_json::from_str(&check(&format!("[{}]", all.join(",")))).unwrap();
    assert_eq!(answer["ok"], true, "{answer}");
    assert_eq!(answer["value"]["format"], "return-check/1");
    answer["value"]["findings"].as_array().unwrap().clone()
}

#[test]
fn what_comes_with_the_engine_has_nothing_serious() {
    let laws = folder("statutes");
    let mut cases = vec![("the laws alone".to_owned(), laws.clone())];
    let shops =
        ["apparel", "e-bike-maker", "electronics", "fresh-food", "phone-maker"].map(|shop| format!("examples/{shop}"));
    for shop in shops.into_iter().chain(["www/data".to_owned()]) {
        let policy = read(&format!("{shop}/policy.json"));
        cases.push((format!("{shop} alone"), vec![policy.clone()]));
        cases.push((format!("{shop} with the laws"), [vec![policy], laws.clone()].concat()));
    }
    for (why, documents) in cases {
        let found = findings(&documents);
        let serious: Vec<&Value> = found.iter().filter(|finding| finding["severity"] != "note").collect();
        assert!(serious.is_empty(), "{why}: {serious:#?}");
    }
}

/// The documents of a case; one shop whose rules follow a plain one, unless it lists documents itself.
fn documents(case: &Value) -> Vec<String> {
    if let Some(documents) = case["documents"].as_array() {
        return documents.iter().map(Value::to_string).collect();
    }
    let mut document = json!({
        "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "Europe/Berlin",
    });
    for (field, value) in case["document"].as_object().into_iter().flatten() {
        document[field] = value.clone();
    }
    document.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let mut rules = vec![json!({
        "id": "plain", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
        "then": { "granted": true, "window": { "length": "P14D", "from": ["delivery"] } },
    })];
    rules.extend(case["rules"].as_array().unwrap().iter().cloned());
    document["rules"] = Value::Array(rules);
    vec![document.to_string()]
}

fn cases() -> Vec<Value> {
    serde_json::from_str(&read("tests/findings/cases.json")).unwrap()
}

/// The code, place and second place of what is found or expected.
fn placed(finding: &Value) -> (String, String, String) {
    let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    (text("code"), text("path"), text("also"))
}

#[test]
fn each_fault_is_found_and_nothing_else() {
    let mut report = String::new();
    for case in cases() {
        let found = findings(&documents(&case));
        let expected: Vec<_> = case["finds"].as_array().unwrap().iter().map(placed).collect();
        if found.iter().map(placed).collect::<Vec<_>>() != expected {
            report.push_str(&format!("\n{}\n  expected {expected:?}\n  found    {found:#?}\n", case["why"]));
        }
    }
    assert!(report.is_empty(), "findings that are not as expected:\n{report}");
}

#[test]
fn every_code_has_a_case() {
    let all = cases();
    let shown: BTreeSet<&str> = all
        .iter()
        .flat_map(|case| case["finds"].as_array().unwrap())
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    // It takes a policy that is too large for a case; see the test of hostile policies.
    let is_asked = |text: &&str| *text != "could-not-decide" && !shown.contains(text);
    let missing: Vec<&str> = FindingCode::ALL.iter().map(|(_, text, ..)| *text).filter(is_asked).collect();
    assert!(missing.is_empty(), "codes without a case in tests/findings/cases.json: {missing:?}");
    assert!(all.len() >= 40);
}

#[test]
fn messages_are_written_alike() {
    for case in cases() {
        for finding in findings(&documents(&case)) {
            let message = finding["message"].as_str().unwrap();
            let plain = !message.contains('\n') && !message.ends_with('.') && !message.is_empty();
            assert!(plain && !message.starts_with(|first: char| first.is_ascii_uppercase()), "{message:?}");
        }
    }
}

#[test]
fn a_text_that_is_no_list_has_problems() {
    for text in ["", "{}", "[", "7"] {
        let answer: Value = serde_json::from_str(&check(text)).unwrap();
        assert_eq!(answer["ok"], false, "{text}");
        assert!(!answer["problems"].as_array().unwrap().is_empty(), "{text}");
    }
}
