//! Calls that stand one a line: which of them are read, and what is wrong with the others.

use crate::gather::AddAll;
use crate::json::write::{Object, ToJson};
use crate::problem::Problem;

/// Of so many lines problems are listed; others are only counted.
const MOST_LINES: i64 = 100;

/// The lines that could not be read.
#[derive(Debug, Default)]
pub(crate) struct BadLines {
    /// How many.
    pub(crate) count: i64,
    /// What is wrong with the first of them.
    pub(crate) problems: Vec<LineProblem>,
}

/// What is wrong with a line; the pointer starts at the call that stands there.
#[derive(Debug)]
pub(crate) struct LineProblem {
    /// Its number, from 1.
    line: i64,
    problem: Problem,
}

impl BadLines {
    /// Counts a line.
    pub(crate) fn add(&mut self, line: i64, problems: Vec<Problem>) {
        self.count = self.count.saturating_add(1);
        if self.count <= MOST_LINES {
            self.problems.add_all(problems.into_iter().map(|problem| LineProblem { line, problem }));
        }
    }
}

/// The lines that hold something, with their numbers, from 1.
pub(crate) fn numbered(calls: &str) -> impl Iterator<Item = (i64, &str)> {
    (1_i64..).zip(calls.lines()).filter(|(_, call)| !call.trim().is_empty())
}

impl ToJson for LineProblem {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("line", &self.line);
        object.field("path", &self.problem.path);
        object.field("code", &self.problem.code.text());
        object.field("message", &self.problem.message);
        object.close();
    }
}
