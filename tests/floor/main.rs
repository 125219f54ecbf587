//! What is declared is held against floors: pairs made by hand, random ones, large ones and the shops of the examples.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod abroad;
mod enumerated;
mod evaluated;
mod evaluated_abroad;
#[path = "../large/hostile.rs"]
mod hostile;
mod large;
#[path = "../large/mod.rs"]
mod large_shop;
mod pairs;
#[path = "../random/mod.rs"]
mod random;
mod shops;
mod support;
mod ties;
mod warranties;
