//! How long reports on a large policy take natively.

#![allow(missing_docs, reason = "criterion writes the main function")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "a bench may stop")]

#[path = "../tests/large/mod.rs"]
mod large;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use return_policy::{Policy, check};

fn benches(criterion: &mut Criterion) {
    let text = large::large(1_000);
    let mut group = criterion.benchmark_group("1,000 rules over 12 facts");
    group.sample_size(10);
    group.bench_function("compile", |bench| bench.iter(|| Policy::compile(black_box(&text))));
    group.bench_function("check", |bench| bench.iter(|| check(black_box(&text))));
}

criterion_group!(group, benches);
criterion_main!(group);
