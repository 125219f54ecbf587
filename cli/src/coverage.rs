//! Which rules decided something in many orders, as the engine answers it.

use serde::Deserialize;

use crate::input::Failure;

/// The answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Covered {
    /// How many calls were decided.
    pub(crate) calls: u64,
    /// How many lines could not be.
    pub(crate) bad_lines: u64,
    /// Every rule.
    pub(crate) rules: Vec<Rule>,
    /// What is wrong with the first lines that could not be decided.
    #[serde(default)]
    problems: Vec<LineProblem>,
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

#[derive(Debug, Deserialize)]
struct LineProblem {
    line: u64,
    path: String,
    code: String,
    message: String,
}

impl Covered {
    /// What is wrong with lines of a file, and how many lines are wrong altogether.
    pub(crate) fn failures(&self, file: &str) -> Vec<Failure> {
        let sentence = |problem: &LineProblem| {
            let LineProblem { line, path, code, message } = problem;
            let place = if path.is_empty() { String::new() } else { format!(" at `{path}`") };
            Failure(format!("`{file}`, line {line}{place}: {message} [{code}]"))
        };
        self.problems.iter().map(sentence).collect()
    }
}
