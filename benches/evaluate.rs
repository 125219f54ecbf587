//! How long the engine takes natively, from JSON text to JSON text.

#![allow(missing_docs, clippy::expect_used, reason = "a bench may stop, and criterion writes its main function")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use return_policy::Policy;

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of the repository")
}

/// The demonstration's policy with the two statutes, and every calendar and zone.
fn documents() -> String {
    let mut documents: Vec<String> =
        ["www/data/policy.json", "statutes/cn.json", "statutes/eu.json"].iter().map(read).collect();
    for folder in ["calendars", "zones"] {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        documents.extend(files.filter(|path| path.extension().is_some_and(|end| end == "json")).map(read));
    }
    format!("[{}]", documents.join(","))
}

fn benches(criterion: &mut Criterion) {
    let documents = documents();
    let policy = Policy::compile(&documents).expect("documents without problems");
    let order = read("www/data/sample/order.json");
    let request = read("www/data/sample/request.json");
    let at = "2026-11-21T12:00:00+01:00";
    let asked = format!(r#"{{"order":{order},"request":{request},"at":"{at}"}}"#);
    let open = format!(r#"{{"order":{order},"at":"{at}"}}"#);
    let product = format!(r#"{{"product":{{"market":"DE","category":"apparel/shirts","tags":[]}},"at":"{at}"}}"#);
    criterion.bench_function("compile 3 policies with all calendars and zones", |bench| {
        bench.iter(|| Policy::compile(black_box(&documents)));
    });
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
