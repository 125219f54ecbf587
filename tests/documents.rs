//! Bad documents and bad calls: every problem, exactly, in one pass.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use return_policy::{Policy, ProblemCode};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_problem_is_reported() {
    let mut report = String::new();
    for case in cases() {
        let found = problems(&case);
        if !matches(&case["problems"], &found) {
            report.push_str(&format!("\n{}\n  expected {}\n  found    {found}\n", case["why"], case["problems"]));
        }
    }
    assert!(report.is_empty(), "problems that are not as expected:\n{report}");
}

#[test]
fn every_code_has_a_case() {
    let all = cases();
    let shown: BTreeSet<&str> = all
        .iter()
        .flat_map(|case| case["problems"].as_array().unwrap())
        .map(|problem| problem["code"].as_str().unwrap())
        .collect();
    // An engine with the checks, as here, reads documents without a seal; the tests of the package ask the other one.
    let is_asked = |text: &&str| *text != "not-sealed" && !shown.contains(text);
    let missing: Vec<&str> = ProblemCode::ALL.iter().map(|(_, text, _)| *text).filter(is_asked).collect();
    assert!(missing.is_empty(), "codes without a case in tests/documents/cases.json: {missing:?}");
}

#[test]
fn messages_are_written_alike() {
    for case in cases() {
        for problem in problems(&case).as_array().unwrap() {
            let message = problem["message"].as_str().unwrap();
            let lower =
                !message.starts_with(|first: char| first.is_ascii_uppercase()) || message.starts_with("not JSON");
            let plain = !message.contains('\n') && !message.ends_with('.') && !message.is_empty();
            assert!(lower && plain, "{}: {message:?}", case["why"]);
        }
    }
}

fn cases() -> Vec<Value> {
    serde_json::from_str(&read("tests/documents/cases.json")).unwrap()
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The problems of the documents, else those of the call.
fn problems(case: &Value) -> Value {
    let policy = match Policy::compile(&documents(case)) {
        Ok(policy) => policy,
        Err(problems) => return serde_json::to_value(problems).unwrap(),
    };
    let Some(call) = call(case) else { return json!([]) };
    let answer = match case["call"].as_str().unwrap_or("evaluate") {
        "evaluate" => policy.evaluate(&call),
        "validate" => policy.validate(&call),
        "terms" => policy.terms(&call),
        other => panic!("`{other}` is no call"),
    };
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let holder = if answer["ok"] == true { &answer["value"] } else { &answer };
    holder.get("problems").cloned().unwrap_or_else(|| json!([]))
}

/// The text of a case, or its documents: each itself, or a path from the root of the repository.
fn documents(case: &Value) -> String {
    if let Some(text) = case["text"].as_str() {
        return text.to_owned();
    }
    let text = |document: &Value| document.as_str().map_or_else(|| document.to_string(), read);
    let texts: Vec<String> = case["documents"].as_array().unwrap().iter().map(text).collect();
    format!("[{}]", texts.join(","))
}

fn call(case: &Value) -> Option<String> {
    if let Some(text) = case["callText"].as_str() {
        return Some(text.to_owned());
    }
    let fields = ["order", "request", "product", "expectedDelivery", "at"];
    let stated = fields.iter().filter_map(|field| Some(((*field).to_owned(), case.get(field)?.clone())));
    let call: Map<String, Value> = stated.collect();
    (!call.is_empty()).then(|| Value::Object(call).to_string())
}

/// The same problems in the same order; `says` is a part of the message, all other keys are equal.
fn matches(expected: &Value, found: &Value) -> bool {
    let (expected, found) = (expected.as_array().unwrap(), found.as_array().unwrap());
    let alike = |(expected, found): (&Value, &Value)| {
        expected.as_object().unwrap().iter().all(|(key, value)| match key.as_str() {
            "says" => found["message"].as_str().unwrap().contains(value.as_str().unwrap()),
            _ => found.get(key) == Some(value),
        })
    };
    expected.len() == found.len() && expected.iter().zip(found).all(alike)
}
