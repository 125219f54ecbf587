//! Problems as the engine writes them, and with the file they are in.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::input::{Origin, Source};
use crate::parts::Parts;

/// How serious a finding is; problems are errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    /// The documents cannot be used.
    #[default]
    Error,
    /// Surely not meant.
    Warning,
    /// Worth a look.
    Note,
}

/// One thing wrong, with a pointer into everything that was handed to the engine.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Problem {
    /// A JSON Pointer.
    pub(crate) path: String,
    /// What kind of thing is wrong.
    pub(crate) code: String,
    /// How serious it is.
    #[serde(default)]
    pub(crate) severity: Severity,
    /// What is wrong and what would be right.
    pub(crate) message: String,
    /// A second place that takes part.
    pub(crate) also: Option<String>,
    /// The facts of an order that shows the problem.
    pub(crate) example: Option<Map<String, Value>>,
}

/// The answer that reports problems.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'p> {
    ok: bool,
    problems: Vec<Placed<'p>>,
}

/// A problem with the file or option it is in; its pointers start there.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Placed<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    option: Option<&'p str>,
    path: &'p str,
    code: &'p str,
    /// Errors need no word.
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<Severity>,
    message: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    also: Option<&'p str>,
    /// The file of `also`, where it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    also_file: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<&'p Map<String, Value>>,
}

impl Problem {
    /// Takes over a problem of the engine.
    pub(crate) fn read(problem: &return_policy::Problem) -> Option<Self> {
        serde_json::from_value(serde_json::to_value(problem).ok()?).ok()
    }
}

/// Writes problems as an answer.
pub(crate) fn report(parts: &Parts, problems: &[Problem]) -> String {
    let problems = problems.iter().map(|problem| placed(parts, problem)).collect();
    serde_json::to_string(&Report { ok: false, problems }).unwrap_or_default()
}

/// Says in which file a problem or finding is.
pub(crate) fn placed<'p>(parts: &'p Parts, problem: &'p Problem) -> Placed<'p> {
    let place = parts.find(&problem.path);
    let also = problem.also.as_deref().and_then(|also| parts.find(also));
    let file = place.and_then(|(source, _)| file(source));
    Placed {
        file,
        option: place.and_then(|(source, _)| option(source)),
        path: place.map_or(&problem.path, |(_, rest)| rest),
        code: &problem.code,
        severity: (problem.severity != Severity::Error).then_some(problem.severity),
        message: &problem.message,
        also: also.map(|(_, rest)| rest),
        also_file: also.and_then(|(source, _)| self::file(source)).filter(|also| Some(*also) != file),
        example: problem.example.as_ref(),
    }
}

fn file(source: &Source) -> Option<&str> {
    (!matches!(source.origin, Origin::Option(_))).then(|| source.name())
}

fn option(source: &Source) -> Option<&str> {
    matches!(source.origin, Origin::Option(_)).then(|| source.name())
}
