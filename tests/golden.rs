//! Every golden vector is answered as its author worked out, and to the byte as it is kept, on every host.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[cfg(target_arch = "wasm32")]
use include_dir::{Dir, include_dir};
use return_policy::{Policy, Problem, check, coverage, diff, diff_orders, floor};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::OnceLock;
use wasm_bindgen_test::wasm_bindgen_test;

#[path = "golden/brief.rs"]
mod brief;

/// One vector with its path below `tests/golden`.
struct Vector {
    path: String,
    json: Value,
}

#[wasm_bindgen_test(unsupported = test)]
fn every_answer_is_as_expected() {
    assert!(!answered().is_empty(), "there are no vectors");
    let mut report = String::new();
    for Answered { vector, answer, .. } in answered() {
        let answer: Value = serde_json::from_str(answer).unwrap();
        let mut differences = form(&vector.json);
        differences.extend(unforeseen(&vector.json["expected"], &answer));
        differ(&vector.json["expected"], &subject(&answer), "", &mut differences);
        if !differences.is_empty() {
            report.push_str(&format!("\n{}: {}\n", vector.path, vector.json["name"]));
            report.extend(differences.iter().map(|difference| format!("  {difference}\n")));
        }
    }
    assert!(report.is_empty(), "answers that are not as expected:\n{report}");
}

#[wasm_bindgen_test(unsupported = test)]
fn every_answer_is_kept_to_the_byte() {
    let given: Vec<String> = answered().iter().map(line).collect();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(files::root().join(ANSWERS), given.join("\n") + "\n").unwrap();
    }
    let text = files::read(ANSWERS);
    let kept: Vec<&str> = text.lines().collect();
    let drifted = drift(&kept, &given);
    assert!(drifted.is_empty(), "kept answers have drifted; see tests/golden/README.md:\n{}", drifted.join("\n"));
}

#[wasm_bindgen_test(unsupported = test)]
fn every_brief_decision_is_the_decision_cut_down() {
    let mut compared = 0;
    let mut differing = String::new();
    for Answered { vector, answer, brief } in answered() {
        let Some(brief) = brief else { continue };
        let expected = brief::of(answer);
        compared += 1;
        if *brief != expected {
            differing.push_str(&format!("\n{}:\n  expected {expected}\n  found    {brief}\n", vector.path));
        }
    }
    assert!(compared > 1_000, "only {compared} vectors ask for a decision");
    assert!(differing.is_empty(), "brief decisions that say something else:{differing}");
}

#[wasm_bindgen_test(unsupported = test)]
fn one_altered_byte_is_reported() {
    let given: Vec<String> = answered().iter().map(line).collect();
    let mut altered = given.clone();
    let byte = altered[0].len() / 2;
    let other = if altered[0].as_bytes()[byte] == b'x' { "y" } else { "x" };
    altered[0].replace_range(byte..=byte, other);
    let kept: Vec<&str> = altered.iter().map(String::as_str).collect();
    assert_eq!(drift(&kept, &given).len(), 1, "exactly the altered line is reported");
}

const ANSWERS: &str = "tests/golden/answers.ndjson";

/// A vector with its answer, and where it asks for a decision, the brief one.
struct Answered {
    vector: Vector,
    answer: String,
    brief: Option<String>,
}

/// Every vector with its answer, worked out once.
fn answered() -> &'static [Answered] {
    static ANSWERED: OnceLock<Vec<Answered>> = OnceLock::new();
    ANSWERED.get_or_init(|| {
        // Many vectors load the same documents.
        let mut policies = HashMap::new();
        let answer = |vector: Vector| {
            if let Some(answer) = report(&vector.json) {
                return Answered { vector, answer, brief: None };
            }
            let documents = vector.json["documents"].to_string();
            let policy = policies.entry(documents).or_insert_with(|| compile(&vector.json));
            let answer = answer(policy, &vector.json);
            let policy = policy.as_ref().ok().filter(|_| question(&vector.json) == "evaluate");
            let brief = policy.map(|policy| policy.brief(&decision_call(&vector.json)));
            Answered { vector, answer, brief }
        };
        vectors().into_iter().map(answer).collect()
    })
}

fn vectors() -> Vec<Vector> {
    let mut paths = files::below("tests/golden");
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let json = serde_json::from_str(&files::read(&format!("tests/golden/{path}")));
            Vector { json: json.unwrap_or_else(|error| panic!("{path}: {error}")), path }
        })
        .collect()
}

/// The line of `answers.ndjson`, as JavaScript would write it.
fn line(Answered { vector, answer, .. }: &Answered) -> String {
    format!("{{\"vector\":{},\"answer\":{answer}}}", json!(vector.path))
}

/// The lines that differ between what is kept and what is given.
fn drift(kept: &[&str], given: &[String]) -> Vec<String> {
    let name = |line: &str| line.split("\",\"answer\"").next().unwrap_or_default().replace("{\"vector\":\"", "");
    let changed = |line: &&String| !kept.contains(&line.as_str());
    let mut drifted: Vec<String> = given.iter().filter(changed).map(|line| explain(&name(line), line, kept)).collect();
    let names: Vec<String> = given.iter().map(|line| name(line)).collect();
    let stale = kept.iter().filter(|line| !names.contains(&name(line)));
    drifted.extend(stale.map(|line| format!("{}: kept, but there is no such vector", name(line))));
    drifted
}

fn explain(name: &str, given: &str, kept: &[&str]) -> String {
    let start = format!("{{\"vector\":\"{name}\"");
    let Some(kept) = kept.iter().find(|line| line.starts_with(&start)) else {
        return format!("{name}: no answer is kept");
    };
    let same = given.bytes().zip(kept.bytes()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| {
        let bytes = text.as_bytes();
        String::from_utf8_lossy(&bytes[same.saturating_sub(60)..bytes.len().min(same.saturating_add(60))]).into_owned()
    };
    format!("{name}: from byte {same} on\n  kept  …{}…\n  given …{}…", around(kept), around(given))
}

/// Asks for a report on documents; `None` where the vector asks something else.
fn report(vector: &Value) -> Option<String> {
    let list = |field: &str| documents(&vector[field]);
    let calls = || lines(&vector["calls"]);
    Some(match question(vector) {
        "check" => check(&list("documents")),
        "coverage" => coverage(&list("documents"), &calls()),
        "floor" => floor(&list("documents")),
        "diff" if vector["calls"].is_null() => diff(&list("documents"), &list("new")),
        "diff" => diff_orders(&list("documents"), &list("new"), &calls()),
        _ => return None,
    })
}

/// Documents, as the text that JavaScript would send.
fn documents(list: &Value) -> String {
    let texts: Vec<String> = list.as_array().unwrap().iter().flat_map(document_texts).collect();
    format!("[{}]", texts.join(","))
}

/// Calls, one a line.
fn lines(calls: &Value) -> String {
    let calls: Vec<String> = calls.as_array().unwrap().iter().map(Value::to_string).collect();
    calls.join("\n")
}

fn compile(vector: &Value) -> Result<Policy, Vec<Problem>> {
    Policy::compile(&documents(&vector["documents"]))
}

/// Asks the engine, with the call as the text that JavaScript would send.
fn answer(policy: &Result<Policy, Vec<Problem>>, vector: &Value) -> String {
    let policy = match policy {
        Ok(policy) => policy,
        Err(problems) => {
            return format!("{{\"ok\":false,\"problems\":{}}}", serde_json::to_string(problems).unwrap());
        }
    };
    match question(vector) {
        "evaluate" => policy.evaluate(&decision_call(vector)),
        "validate" => policy.validate(&call(vector, &["order", "request", "at"])),
        "terms" => policy.terms(&call(vector, &["product", "expectedDelivery", "at"])),
        other => panic!("`{other}` is no call"),
    }
}

fn question(vector: &Value) -> &str {
    vector["call"].as_str().unwrap_or("evaluate")
}

fn document_texts(document: &Value) -> Vec<String> {
    match document.as_str() {
        None => vec![document.to_string()],
        Some(path) => match path.strip_suffix('/') {
            None => vec![files::read(path)],
            Some(folder) => {
                let mut names = files::below(folder);
                names.sort();
                names.iter().map(|name| files::read(&format!("{folder}/{name}"))).collect()
            }
        },
    }
}

fn decision_call(vector: &Value) -> String {
    call(vector, &["order", "request", "at"])
}

/// The fields that the vector has, in this order.
fn call(vector: &Value, fields: &[&str]) -> String {
    let stated = fields.iter().filter_map(|field| Some(((*field).to_owned(), vector.get(field)?.clone())));
    Value::Object(stated.collect::<Map<_, _>>()).to_string()
}

/// What `expected` is held against: the value, or the problems.
fn subject(answer: &Value) -> Value {
    if answer["ok"] == true { answer["value"].clone() } else { json!({ "problems": answer["problems"] }) }
}

/// The problems of an answer from which a value was expected.
fn unforeseen(expected: &Value, answer: &Value) -> Vec<String> {
    let problems = answer["problems"].as_array().filter(|_| expected.get("problems").is_none());
    problems.into_iter().flatten().map(|problem| format!("{} {}", problem["path"], problem["message"])).collect()
}

/// What is wrong with the form of a vector.
fn form(vector: &Value) -> Vec<String> {
    let fields = ["name", "source", "reason", "documents", "call", "order", "request", "product", "expectedDelivery"];
    let unknown = vector.as_object().unwrap().keys().filter(|key| !fields.contains(&key.as_str()));
    let unknown = unknown.filter(|key| !["at", "new", "calls", "example", "expected"].contains(&key.as_str()));
    let mut wrong: Vec<String> = unknown.map(|key| format!("`{key}` is no field of a vector")).collect();
    if !vector["name"].is_string() || vector["source"].is_string() == vector["reason"].is_string() {
        wrong.push("a vector has a `name`, and a `source` or a `reason`".into());
    }
    wrong
}

/// Lists whose items are matched in any order; the answer may have more.
const LOOSE: [&str; 6] = ["offers", "warranty", "because", "layers", "documents", "facts"];

/// Reports where `found` is not what `expected` asks for.
fn differ(expected: &Value, found: &Value, path: &str, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, expected) in expected {
                differ(expected, found.get(key).unwrap_or(&Value::Null), &format!("{path}/{key}"), differences);
            }
        }
        (Value::Array(expected), Value::Array(found)) if is_loose(path) && !expected.is_empty() => {
            for (index, expected) in expected.iter().enumerate() {
                differ_from_all(expected, found, &format!("{path}/{index}"), differences);
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                differ(expected, found, &format!("{path}/{index}"), differences);
            }
        }
        (expected, found) if expected == found => {}
        (expected, found) => differences.push(format!("{path}: expected {expected}\n    found {found}")),
    }
}

fn is_loose(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|key| LOOSE.contains(&key))
}

/// Reports the least differences to any item.
fn differ_from_all(expected: &Value, items: &[Value], path: &str, differences: &mut Vec<String>) {
    let from = |item: &Value| {
        let mut differences = Vec::new();
        differ(expected, item, path, &mut differences);
        differences
    };
    // Items that share an identity are nearest, whatever else differs.
    let stranger = |item: &&Value| {
        let same = |key: &&&str| expected.get(**key).is_some() && expected.get(**key) != item.get(**key);
        ["reason", "remedy", "component", "rule", "document", "fact", "id"].iter().filter(same).count()
    };
    match items.iter().min_by_key(|item| (stranger(item), from(item).len())) {
        Some(nearest) => differences.extend(from(nearest)),
        None => differences.push(format!("{path}: expected {expected}\n    found an empty list")),
    }
}

#[test]
#[cfg(not(target_arch = "wasm32"))]
fn expectations_are_matched_as_documented() {
    #[rustfmt::skip]
    let cases = [
        // why this row                     expected                                    found                                             differs
        ("a part of an object",             json!({ "a": 1 }),                          json!({ "a": 1, "b": 2 }),                        false),
        ("another value",                   json!({ "a": 1 }),                          json!({ "a": 2 }),                                true),
        ("a key that must be absent",       json!({ "a": null }),                       json!({}),                                        false),
        ("a key that must be absent is not", json!({ "a": null }),                      json!({ "a": 1 }),                                true),
        ("offers in any order",             json!({ "offers": [{ "remedy": "b" }] }),   json!({ "offers": [{ "remedy": "a" }, { "remedy": "b" }] }), false),
        ("no offer at all",                 json!({ "offers": [] }),                    json!({ "offers": [{ "remedy": "a" }] }),         true),
        ("an offer that is not there",      json!({ "offers": [{ "remedy": "c" }] }),   json!({ "offers": [{ "remedy": "a" }] }),         true),
        ("other lists have their length",   json!({ "depends": [] }),                   json!({ "depends": [{ "fact": "tier" }] }),       true),
        ("other lists have their order",    json!({ "evidence": ["a", "b"] }),          json!({ "evidence": ["b", "a"] }),                true),
    ];
    for (why, expected, found, differs) in cases {
        let mut differences = Vec::new();
        differ(&expected, &found, "", &mut differences);
        assert_eq!(!differences.is_empty(), differs, "{why}: {differences:?}");
    }
}

/// The files of the repository, read from disk.
#[cfg(not(target_arch = "wasm32"))]
mod files {
    use std::path::{Path, PathBuf};

    pub(crate) fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    pub(crate) fn read(path: &str) -> String {
        std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Every `.json` below a folder, by its path from there.
    pub(crate) fn below(folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(inner) = folders.pop() {
            for entry in std::fs::read_dir(root().join(folder).join(&inner)).unwrap() {
                let entry = entry.unwrap();
                let path = inner.join(entry.file_name());
                if entry.file_type().unwrap().is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "json") {
                    found.push(path.to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        found
    }
}

/// The files of the repository, carried in the module: a browser has no disk.
#[cfg(target_arch = "wasm32")]
mod files {
    use super::{Dir, include_dir};

    static FOLDERS: [(&str, Dir<'static>); 5] = [
        ("tests/golden", include_dir!("$CARGO_MANIFEST_DIR/tests/golden")),
        ("statutes", include_dir!("$CARGO_MANIFEST_DIR/statutes")),
        ("calendars", include_dir!("$CARGO_MANIFEST_DIR/calendars")),
        ("examples", include_dir!("$CARGO_MANIFEST_DIR/examples")),
        ("zones", include_dir!("$CARGO_MANIFEST_DIR/zones")),
    ];

    fn folder(path: &str) -> (&'static Dir<'static>, &str) {
        let (name, folder) = FOLDERS.iter().find(|(name, _)| path.starts_with(name)).expect(path);
        (folder, path[name.len()..].trim_start_matches('/'))
    }

    pub(crate) fn read(path: &str) -> String {
        let (folder, inner) = folder(path);
        folder.get_file(inner).expect(path).contents_utf8().expect(path).to_owned()
    }

    pub(crate) fn below(path: &str) -> Vec<String> {
        fn walk(folder: &Dir<'_>, found: &mut Vec<String>) {
            let json = |file: &&include_dir::File<'_>| file.path().extension().is_some_and(|end| end == "json");
            found.extend(folder.files().filter(json).map(|file| file.path().to_str().unwrap().to_owned()));
            folder.dirs().for_each(|folder| walk(folder, found));
        }
        let (folder, inner) = folder(path);
        assert!(inner.is_empty(), "{path} is no folder that is carried");
        let mut found = Vec::new();
        walk(folder, &mut found);
        found
    }
}
