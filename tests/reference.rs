//! The engine agrees with a second one, which walks the calendar day by day as the statutes tell it to.
//!
//! The reference shares no code with the engine: its own calendar, clocks, rest days and windows are in `reference/`,
//! each beside the articles it follows. It is held against periods worked out by hand, and then the engine against it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "reference/almanac.rs"]
mod almanac;
#[path = "reference/clock.rs"]
mod clock;
#[path = "reference/compare.rs"]
mod compare;
#[path = "reference/draw.rs"]
mod draw;
#[path = "reference/engine.rs"]
mod engine;
#[path = "reference/length.rs"]
mod length;
#[path = "reference/modes.rs"]
mod modes;
#[path = "random/mod.rs"]
mod random;
#[path = "reference/rest.rs"]
mod rest;
#[path = "reference/statutes.rs"]
mod statutes;
#[path = "reference/stays.rs"]
mod stays;
#[path = "reference/timing.rs"]
mod timing;
#[path = "reference/window.rs"]
mod window;
#[path = "reference/write.rs"]
mod write;
