//! The boundary to JavaScript: translates and does nothing else.
//!
//! Calls and answers are JSON text, so that every host reads and prints the same bytes. No export returns a JavaScript
//! object: V8 as shipped in Node 20 and 22 aborts when it deoptimises a hot call whose WebAssembly result is an
//! `externref`.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;

/// Compiled documents, held in WebAssembly memory until they are freed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Policy {}

#[wasm_bindgen]
impl Policy {
    /// Compiles the documents of a JSON array; on failure gives nothing and pushes every problem onto `problems`.
    pub fn compile(documents: &str, problems: &Array) -> Option<Self> {
        let _ = (documents, problems);
        Some(Self {})
    }

    /// Decides one order: `{ order, request?, at }` as JSON text; gives `{ ok, value | problems }` as JSON text.
    #[must_use]
    pub fn evaluate(&self, call: &str) -> String {
        call.into()
    }

    /// Says what a product's buyer may ask for: `{ product, at }`; gives `{ ok, value | problems }`.
    #[must_use]
    pub fn terms(&self, call: &str) -> String {
        call.into()
    }

    /// Checks a request against its order: `{ order, request, at }`; gives `{ ok, value | problems }`.
    #[must_use]
    pub fn validate(&self, call: &str) -> String {
        call.into()
    }
}
