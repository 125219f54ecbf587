//! A policy engine for returns.

#[cfg(target_arch = "wasm32")]
pub mod wasm;
