//! `import`: a rule of what structured data of a page promises.

use serde::Deserialize;
use serde_json::Value;

use crate::answer::Answer;
use crate::arguments::{Format, Import};
use crate::input::{self, Failure};
use crate::parts::Parts;
use crate::problem::{Problem, Severity};
use crate::run::{self, Outcome};
use crate::{diagnostics, text::words};

/// A rule, places in it that are assumed, and places of the promise that it has no room for.
#[derive(Deserialize)]
struct Imported {
    rule: Value,
    assumed: Vec<String>,
    left: Vec<String>,
}

/// Prints the rule, and to standard error what is assumed and what is left.
pub(crate) fn run(command: &Import) -> Result<Outcome, Vec<Failure>> {
    let promise = input::read(&command.promise).map_err(|failure| vec![failure])?;
    let answer = return_policy::import_warranty(&promise.text);
    let read: Answer = run::read(&answer)?;
    let promise = Parts::list(vec![promise]);
    if !read.ok {
        let problems = read.problems.into_iter().map(|problem| Problem { path: in_promise(&problem.path), ..problem });
        return Ok(run::refuse(&promise, &problems.collect::<Vec<_>>(), command.output.format));
    }
    match command.output.format {
        Format::Json => run::print_json(&answer),
        Format::Text => {
            let imported: Imported = run::read_value(read.value)?;
            diagnostics::print(&promise, &notes(&imported));
            run::print(&serde_json::to_string_pretty(&imported.rule).unwrap_or_default());
        }
    }
    Ok(Outcome::Answered)
}

fn notes(imported: &Imported) -> Vec<Problem> {
    let note = |path: &str, code: &str, message: String| Problem {
        path: in_promise(path),
        code: code.into(),
        severity: Severity::Note,
        message,
        also: None,
        example: None,
    };
    let left = imported.left.iter().map(|path| note(path, "left", "a rule has no room for it".into()));
    let assumed = words::listed(&imported.assumed);
    left.chain([note("", "assumed", format!("the promise does not say {assumed}; change them in the rule"))]).collect()
}

/// The promise is the only text.
fn in_promise(path: &str) -> String {
    format!("/0{path}")
}
