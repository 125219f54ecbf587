//! The published schemas and types are those of the engine, and agree with what it reads and writes.
//!
//! `cargo xtask update` rewrites the files.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use return_policy::{Policy, schema};
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            files.extend(json_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn validator(name: &str) -> Validator {
    let (_, text) = schema::schemas().into_iter().find(|(file, _)| *file == name).expect("a published schema");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

#[test]
fn the_published_files_are_current() {
    let mut published = vec![(root().join("pkg-template/documents.d.ts"), schema::typescript())];
    published.extend(schema::schemas().into_iter().map(|(name, text)| (root().join("schemas").join(name), text)));
    for (path, text) in &published {
        if std::env::var_os("UPDATE").is_some() {
            fs::write(path, text).expect("a writable file");
        }
        let found = fs::read_to_string(path).unwrap_or_default();
        assert!(found == *text, "{} is not current; run `cargo xtask update`", path.display());
    }
    let files = json_files(&root().join("schemas"));
    assert_eq!(files.len(), published.len() - 1, "a schema that nobody produces: {files:?}");
}

#[test]
fn every_shipped_document_fits_its_schema() {
    let mut seen = 0;
    for folder in ["statutes", "calendars", "zones", "examples", "www/data"] {
        for path in json_files(&root().join(folder)) {
            let document: Value = serde_json::from_str(&fs::read_to_string(&path).expect("text")).expect("JSON");
            let name = match document.get("format").and_then(Value::as_str) {
                Some("return-policy/1") => "policy.schema.json",
                Some("return-policy-calendar/1") => "calendar.schema.json",
                Some("return-policy-zone/1") => "zone.schema.json",
                _ => continue,
            };
            let errors: Vec<String> = validator(name).iter_errors(&document).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 70, "only {seen} documents were looked at");
}

#[test]
fn every_recorded_answer_fits_its_schema() {
    let answers = fs::read_to_string(root().join("tests/golden/answers.ndjson")).expect("answers");
    let named = |name: &str| validator(&format!("{name}.schema.json"));
    let formats = ["decision", "terms", "check", "coverage", "floor", "diff"];
    let schemas = formats.map(|name| (format!("return-{name}/1"), named(name)));
    let (validation, problem) = (named("validation"), named("problem"));
    let mut seen = std::collections::BTreeSet::new();
    for line in answers.lines() {
        let recorded: Value = serde_json::from_str(line).expect("JSON");
        let answer = &recorded["answer"];
        for found in answer["problems"].as_array().into_iter().flatten() {
            assert!(problem.is_valid(found), "{}: {found}", recorded["vector"]);
        }
        if answer["ok"] == true {
            let format = answer["value"]["format"].as_str();
            seen.extend(format.map(str::to_owned));
            let known = schemas.iter().find(|(name, _)| Some(name.as_str()) == format);
            let validator = known.map_or(&validation, |(_, schema)| schema);
            let errors: Vec<String> = validator
                .iter_errors(&answer["value"])
                .map(|error| format!("{} {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", recorded["vector"]);
        }
    }
    assert_eq!(seen.len(), formats.len(), "an answer of each kind: {seen:?}");
}

/// A document that is right, and one that is changed in one place: schema and reader agree on both.
#[test]
fn schema_and_reader_agree_on_small_changes() {
    let zone = fs::read_to_string(root().join("zones/Europe-Berlin.json")).expect("a zone");
    let policy: Value = serde_json::from_str(include_str!("schemas/policy.json")).expect("JSON");
    let validator = validator("policy.schema.json");
    let mut places = Vec::new();
    collect(&policy, String::new(), &mut places);
    let mut refused = 0;
    for place in &places {
        for replacement in [
            Value::Null,
            Value::Bool(true),
            Value::from(3),
            Value::from(-1),
            Value::from(0.5),
            Value::from(""),
            Value::from("P14D"),
            Value::from("2026-3-1"),
            Value::from("no such word"),
            serde_json::json!([]),
            serde_json::json!({}),
            serde_json::json!({ "typo": 1 }),
        ] {
            let mut changed = policy.clone();
            *changed.pointer_mut(place).expect("a place") = replacement.clone();
            let found = reader_codes(&format!("[{changed},{zone}]"));
            let by_reader = found.iter().any(|code| SHAPE_CODES.contains(&code.as_str()));
            let by_schema = !validator.is_valid(&changed);
            assert_eq!(by_reader, by_schema, "{place} = {replacement}: the reader says {found:?}");
            refused += usize::from(by_schema);
        }
    }
    assert!(refused > 500, "only {refused} changes were refused");
}

/// The codes of a value that does not look as its field demands.
const SHAPE_CODES: &[&str] = &[
    "wrong-type",
    "unknown-field",
    "missing-field",
    "out-of-range",
    "unknown-value",
    "bad-form",
    "bad-size",
    "duplicate-value",
    "unknown-format",
];

fn reader_codes(documents: &str) -> Vec<String> {
    let problems = Policy::compile(documents).err().unwrap_or_default();
    problems.iter().map(|problem| problem.code.text().to_owned()).collect()
}

fn collect(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                collect(value, format!("{place}/{key}"), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{place}/{index}"), places);
            }
        }
        _ => {}
    }
    if !place.is_empty() {
        places.push(place);
    }
}
