//! Which rules decided something in many orders, as the engine answers it.

use serde::Deserialize;

use crate::lines::LineProblem;

/// The answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Covered {
    /// How many calls were decided.
    pub(crate) calls: u64,
    /// How many lines could not be.
    pub(crate) bad_lines: usize,
    /// Every rule.
    pub(crate) rules: Vec<Rule>,
    /// What is wrong with the first lines that could not be decided.
    #[serde(default)]
    pub(crate) problems: Vec<LineProblem>,
}

/// One rule.
#[derive(Debug, Deserialize)]
pub(crate) struct Rule {
    /// The id of its document.
    pub(crate) document: String,
    /// Its id.
    pub(crate) rule: String,
    /// In how many calls it decided something.
    pub(crate) decided: u64,
}
