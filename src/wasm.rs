//! The boundary to JavaScript: translates and does nothing else.
//!
//! Calls and answers are JSON text, so that every host reads and prints the same bytes. Problems of documents, which are read
//! once, are pushed as objects into a list that the caller brings; pages are spared what makes objects, and ask for one text.
//! No function takes or gives a reference: V8 as shipped in Node 20 and 22 aborts when it deoptimises a hot call whose
//! WebAssembly result is an `externref`, and old webviews know none.

#[cfg(feature = "check")]
use js_sys::Array;
#[cfg(not(feature = "check"))]
use rlsf::SmallGlobalTlsf;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "check")]
use crate::Problem;

/// The allocator of the module for pages: the standard one weighs 2.5 kB more. It is quicker, so backends have it.
#[cfg(not(feature = "check"))]
#[global_allocator]
static ALLOCATOR: SmallGlobalTlsf = SmallGlobalTlsf::new();

/// Compiled documents, held in WebAssembly memory until they are freed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Policy {
    policy: crate::Policy,
}

#[cfg(feature = "check")]
#[wasm_bindgen]
impl Policy {
    /// Compiles the documents of a JSON array; on failure gives nothing and pushes every problem onto `problems`.
    pub fn compile(documents: &str, problems: &Array) -> Option<Self> {
        crate::Policy::compile(documents).map_err(|found| push(&found, problems)).ok().map(|policy| Self { policy })
    }
}

#[cfg(not(feature = "check"))]
#[wasm_bindgen]
impl Policy {
    /// Compiles the documents of a JSON array; gives nothing where [`refusal`] says what is wrong with them.
    #[must_use]
    pub fn compile(documents: &str) -> Option<Self> {
        crate::Policy::compile(documents).ok().map(|policy| Self { policy })
    }
}

#[wasm_bindgen]
impl Policy {
    /// Decides one order: `{ order, request?, at }` as JSON text; gives `{ ok, value | problems }` as JSON text.
    #[must_use]
    pub fn evaluate(&self, call: &str) -> String {
        self.policy.evaluate(call)
    }

    /// Says what a product's buyer may ask for: `{ product, expectedDelivery?, at }`; gives `{ ok, value | problems }`.
    #[must_use]
    pub fn terms(&self, call: &str) -> String {
        self.policy.terms(call)
    }

    /// Checks a request against its order: `{ order, request, at }`; gives `{ ok, value | problems }`.
    #[must_use]
    pub fn validate(&self, call: &str) -> String {
        self.policy.validate(call)
    }
}

#[cfg(feature = "brief")]
#[wasm_bindgen]
impl Policy {
    /// Decides one order in brief: `{ order, request?, at }` as JSON text; gives `{ ok, value | problems }` as JSON text.
    #[must_use]
    pub fn brief(&self, call: &str) -> String {
        self.policy.brief(call)
    }

    /// Decides a call a line in brief, and gives an answer a line; both as UTF-8.
    #[wasm_bindgen(js_name = briefLines)]
    #[must_use]
    pub fn brief_lines(&self, calls: &[u8]) -> Vec<u8> {
        self.policy.brief_lines(calls)
    }
}

/// Checks documents and gives them under a seal; on failure gives nothing and pushes every problem onto `problems`.
#[cfg(feature = "check")]
#[wasm_bindgen]
#[must_use]
pub fn seal(documents: &str, problems: &Array) -> Option<String> {
    crate::seal(documents).map_err(|found| push(&found, problems)).ok()
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

/// Makes a rule of a `WarrantyPromise` of schema.org; gives `{ ok, value | problems }` as JSON text.
#[cfg(feature = "check")]
#[wasm_bindgen(js_name = importWarranty)]
#[must_use]
pub fn import_warranty(promise: &str) -> String {
    crate::import_warranty(promise)
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

#[cfg(feature = "check")]
fn push(found: &[Problem], problems: &Array) {
    // Objects, not maps: callers read `problem.code`, as they do in every answer.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    for problem in found.iter().filter_map(|problem| serde::Serialize::serialize(problem, &serializer).ok()) {
        problems.push(&problem);
    }
}

/// What is wrong with documents that do not compile: `{ ok, problems }` as JSON text; nothing where they do. They are compiled
/// once more: sealed documents rarely have problems.
#[cfg(not(feature = "check"))]
#[wasm_bindgen]
#[must_use]
pub fn refusal(documents: &str) -> String {
    crate::Policy::compile(documents).err().map_or_else(String::new, |problems| crate::answer_text(Err(problems)))
}
