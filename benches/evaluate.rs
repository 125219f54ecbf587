//! How long the engine takes natively, from JSON text to JSON text.

#![allow(missing_docs, clippy::expect_used, reason = "a bench may stop, and criterion writes its main function")]

#[path = "demo/mod.rs"]
mod demo;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use return_policy::Policy;
use serde_json::{Value, json};

/// The policy by which engines are compared, with all its rules for each of a hundred sellers, and the zone it names.
fn many_rules() -> String {
    let policy: Value = serde_json::from_str(&demo::read("benches/compare/policy.json")).expect("JSON");
    let mut rules: Vec<Value> = Vec::new();
    for seller in 0..100 {
        for rule in policy.get("rules").and_then(Value::as_array).into_iter().flatten() {
            let [id, when, then] = ["id", "when", "then"].map(|field| rule.get(field).cloned().unwrap_or_default());
            let mut when = when.as_object().cloned().unwrap_or_default();
            when.insert("seller".into(), json!([format!("shop-{seller}")]));
            let id = format!("{}-{seller}", id.as_str().unwrap_or_default());
            rules.push(json!({ "id": id, "when": when, "then": then }));
        }
    }
    let mut policy = policy.as_object().cloned().unwrap_or_default();
    policy.insert("rules".into(), rules.into());
    format!("[{},{}]", Value::from(policy), demo::read("zones/UTC.json"))
}

fn benches(criterion: &mut Criterion) {
    let documents = demo::documents();
    let policy = Policy::compile(&documents).expect("documents without problems");
    let asked = demo::call();
    let order = demo::read("www/data/sample/order.json");
    let at = "2026-11-21T12:00:00+01:00";
    let open = format!(r#"{{"order":{order},"at":"{at}"}}"#);
    let product = format!(r#"{{"product":{{"market":"DE","category":"apparel/shirts","tags":[]}},"at":"{at}"}}"#);
    criterion.bench_function("compile 3 policies with all calendars and zones", |bench| {
        bench.iter(|| Policy::compile(black_box(&documents)));
    });
    let many = many_rules();
    criterion.bench_function("compile 4,600 rules", |bench| bench.iter(|| Policy::compile(black_box(&many))));
    criterion
        .bench_function("evaluate a request for 2 lines", |bench| bench.iter(|| policy.evaluate(black_box(&asked))));
    criterion.bench_function("validate the same request", |bench| bench.iter(|| policy.validate(black_box(&asked))));
    criterion.bench_function("evaluate 2 lines, every reason and remedy", |bench| {
        bench.iter(|| policy.evaluate(black_box(&open)));
    });
    criterion.bench_function("terms of a product", |bench| bench.iter(|| policy.terms(black_box(&product))));
}

criterion_group!(group, benches);
criterion_main!(group);
