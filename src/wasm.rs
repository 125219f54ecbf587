//! The boundary to JavaScript: translates and does nothing else.
//!
//! Calls and answers are JSON text, so that every host reads and prints the same bytes. No function takes or gives a
//! JavaScript object: V8 as shipped in Node 20 and 22 aborts when it deoptimises a hot call whose WebAssembly result is an
//! `externref`, and hosts without references, webviews and mini-programs among them, could not load the module.

use rlsf::SmallGlobalTlsf;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "check")]
use crate::json::write::Written;

/// The allocator of the module: the standard one weighs 2.5 kB more.
#[global_allocator]
static ALLOCATOR: SmallGlobalTlsf = SmallGlobalTlsf::new();

/// Compiled documents, held in WebAssembly memory until they are freed; or what is wrong with them.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Policy {
    policy: Result<crate::Policy, String>,
}

#[wasm_bindgen]
impl Policy {
    /// Compiles the documents of a JSON array.
    #[must_use]
    pub fn compile(documents: &str) -> Self {
        Self { policy: crate::Policy::compile(documents).map_err(|problems| crate::answer_text(Err(problems))) }
    }

    /// What every question is answered with where the documents have problems, `{ ok, problems }` as JSON text; nothing
    /// where they have none.
    #[must_use]
    pub fn refusal(&self) -> String {
        self.ask(|_| String::new())
    }

    /// Decides one order: `{ order, request?, at }` as JSON text; gives `{ ok, value | problems }` as JSON text.
    #[must_use]
    pub fn evaluate(&self, call: &str) -> String {
        self.ask(|policy| policy.evaluate(call))
    }

    /// Says what a product's buyer may ask for: `{ product, expectedDelivery?, at }`; gives `{ ok, value | problems }`.
    #[must_use]
    pub fn terms(&self, call: &str) -> String {
        self.ask(|policy| policy.terms(call))
    }

    /// Checks a request against its order: `{ order, request, at }`; gives `{ ok, value | problems }`.
    #[must_use]
    pub fn validate(&self, call: &str) -> String {
        self.ask(|policy| policy.validate(call))
    }

    fn ask(&self, question: impl FnOnce(&crate::Policy) -> String) -> String {
        self.policy.as_ref().map_or_else(Clone::clone, question)
    }
}

/// Checks documents and gives them under a seal, as text: `{ ok, value | problems }` as JSON text.
#[cfg(feature = "check")]
#[wasm_bindgen]
#[must_use]
pub fn seal(documents: &str) -> String {
    crate::answer_text(crate::seal(documents).map(|sealed| Written::of(&sealed)))
}

/// Says what is found in documents; gives `{ ok, value | problems }` as JSON text.
#[cfg(feature = "check")]
#[wasm_bindgen]
#[must_use]
pub fn check(documents: &str) -> String {
    crate::check(documents)
}

/// Counts which rules decide calls, one a line; gives `{ ok, value | problems }` as JSON text.
#[cfg(feature = "check")]
#[wasm_bindgen]
#[must_use]
pub fn coverage(documents: &str, calls: &str) -> String {
    crate::coverage(documents, calls)
}

/// Proves that what is declared gives no less than each floor; gives `{ ok, value | problems }` as JSON text.
#[cfg(feature = "check")]
#[wasm_bindgen]
#[must_use]
pub fn floor(documents: &str) -> String {
    crate::floor(documents)
}

/// Compares two versions of documents; gives `{ ok, value | problems }` as JSON text.
#[cfg(feature = "check")]
#[wasm_bindgen]
#[must_use]
pub fn diff(old: &str, new: &str) -> String {
    crate::diff(old, new)
}

/// Compares two versions of documents and counts what changes for calls, one a line; gives `{ ok, value | problems }`.
#[cfg(feature = "check")]
#[wasm_bindgen(js_name = diffOrders)]
#[must_use]
pub fn diff_orders(old: &str, new: &str, calls: &str) -> String {
    crate::diff_orders(old, new, calls)
}
