//! Work whose instructions are counted: `instructions <evaluations>` compiles what the demonstration decides by, and decides
//! its request so many times.

#![allow(clippy::expect_used, reason = "a program that is counted may stop")]

#[path = "../../../demo/mod.rs"]
mod demo;

use std::env;
use std::hint::black_box;

use return_policy::Policy;

fn main() {
    let evaluations: u32 = env::args().nth(1).and_then(|count| count.parse().ok()).expect("how many evaluations");
    let policy = Policy::compile(&demo::documents()).expect("documents without problems");
    let call = demo::call();
    for _ in 0..evaluations {
        black_box(policy.evaluate(black_box(&call)));
    }
}
