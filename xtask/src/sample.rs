//! The order that the demonstration decides.

use crate::repository;
use anyhow::Result;
use serde_json::{Value, json};
use std::fs;

/// The documents it is decided under.
pub(crate) const POLICIES: [&str; 2] = ["examples/shop.json", "statutes/eu.json"];
const ORDER: &str = "examples/order.json";
const REQUEST: &str = "examples/request.json";
const AT: &str = "2026-11-21T12:00:00+01:00";

/// The arguments that ask for it, natively and in Node alike.
pub(crate) fn arguments() -> Vec<String> {
    let policies = POLICIES.map(|path| format!("--policies={path}"));
    let rest = [format!("--order={ORDER}"), format!("--request={REQUEST}"), format!("--at={AT}")];
    policies.into_iter().chain(rest).collect()
}

/// The same question as the service takes it.
pub(crate) fn call() -> Result<Value> {
    Ok(json!({ "order": read(ORDER)?, "request": read(REQUEST)?, "at": AT }))
}

fn read(path: &str) -> Result<Value> {
    Ok(serde_json::from_str(&fs::read_to_string(repository::root().join(path))?)?)
}
