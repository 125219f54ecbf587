//! Work whose instructions are counted: `instructions <evaluate|brief> <times>` compiles what the demonstration decides by, and
//! decides its request so many times.

#![allow(clippy::expect_used, reason = "a program that is counted may stop")]

#[path = "../../../demo/mod.rs"]
mod demo;

use std::env;
use std::hint::black_box;

use return_policy::Policy;

fn main() {
    let mut words = env::args().skip(1);
    let is_brief = words.next().as_deref() == Some("brief");
    let times: u32 = words.next().and_then(|count| count.parse().ok()).expect("how many times");
    let policy = Policy::compile(&demo::documents()).expect("documents without problems");
    let call = demo::call();
    for _ in 0..times {
        let call = black_box(call.as_str());
        black_box(if is_brief { policy.brief(call) } else { policy.evaluate(call) });
    }
}
