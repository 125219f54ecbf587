//! How long reports on a large policy take natively.

#![allow(missing_docs, reason = "criterion writes the main function")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "a bench may stop")]

#[path = "../tests/large/mod.rs"]
mod large;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use return_policy::{Policy, check, diff, floor};
use serde_json::{Value, json};

/// The same shop with one rule changed, and with a law that it is held against.
fn others(text: &str) -> (String, String) {
    let mut documents: Value = serde_json::from_str(text).unwrap();
    let window = json!({ "length": "P14D", "from": ["delivery"] });
    let law = json!({ "format": "return-policy/1", "id": "law", "version": "1", "layer": "floor", "zone": "UTC", "rules": [
        { "id": "all", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
          "then": { "granted": true, "window": window } },
    ] });
    let mut held = documents.clone();
    held.as_array_mut().unwrap().push(law);
    documents[0]["rules"][1]["then"]["returnShipping"] = json!("buyer");
    (documents.to_string(), held.to_string())
}

fn benches(criterion: &mut Criterion) {
    let text = large::large(1_000);
    let mut group = criterion.benchmark_group("1,000 rules over 12 facts");
    group.sample_size(10);
    group.bench_function("compile", |bench| bench.iter(|| Policy::compile(black_box(&text))));
    let (new, held) = others(&text);
    group.bench_function("check", |bench| bench.iter(|| check(black_box(&text))));
    group.bench_function("floor", |bench| bench.iter(|| floor(black_box(&held))));
    group.bench_function("diff", |bench| bench.iter(|| diff(black_box(&text), black_box(&new))));
}

criterion_group!(group, benches);
criterion_main!(group);
