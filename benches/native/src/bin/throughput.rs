//! How many orders a core decides natively in brief, from text to text: `throughput <documents> <calls>`. Each line that comes in
//! starts a round, which ends with a line that says how many nanoseconds an order took.

#![allow(clippy::expect_used, reason = "a bench may stop")]

use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use return_policy::Policy;

const ROUND: Duration = Duration::from_millis(40);

fn main() {
    let mut files = env::args().skip(1).map(|file| fs::read_to_string(file).expect("a file"));
    let documents = files.next().expect("a file of documents");
    let calls = files.next().expect("a file of calls");
    let policy = Policy::compile(&documents).expect("documents without problems");
    let mut calls = calls.lines().cycle();
    for _ in io::stdin().lines() {
        let start = Instant::now();
        let mut decided: u128 = 0;
        while start.elapsed() < ROUND {
            black_box(policy.brief(black_box(calls.next().expect("a call"))));
            decided = decided.saturating_add(1);
        }
        println!("{}", start.elapsed().as_nanos().checked_div(decided).unwrap_or_default());
    }
}
