//! The order that the demonstration decides.

use crate::repository;
use anyhow::Result;
use serde_json::{Value, json};
use std::fs;

/// The policies it is decided under: those of the demonstration's pages and service.
const POLICIES: [&str; 3] = ["www/data/policy.json", "statutes/cn.json", "statutes/eu.json"];
const ORDER: &str = "www/data/sample/order.json";
const REQUEST: &str = "www/data/sample/request.json";
const AT: &str = "2026-11-21T12:00:00+01:00";

/// The arguments that name the order, the request and the instant.
pub(crate) fn question() -> Vec<String> {
    vec![format!("--order={ORDER}"), format!("--request={REQUEST}"), format!("--at={AT}")]
}

/// The arguments of the command line: the policies besides.
pub(crate) fn arguments() -> Vec<String> {
    POLICIES.iter().map(|path| format!("--policies={path}")).chain(question()).collect()
}

/// The same question as the service takes it.
pub(crate) fn call() -> Result<Value> {
    Ok(json!({ "order": read(ORDER)?, "request": read(REQUEST)?, "at": AT }))
}

fn read(path: &str) -> Result<Value> {
    Ok(serde_json::from_str(&fs::read_to_string(repository::root().join(path))?)?)
}
