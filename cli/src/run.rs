//! Carries out a command: read, compile, call, print.

use std::io::Write;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answer::{Answer, Validation};
use crate::arguments::{Arguments, Check, Checking, Command, Common, Coverage, Format, Statutes, Tables};
use crate::call::{self, Call, Kind};
use crate::checked::{Checked, Found, Sound};
use crate::coverage::Covered;
use crate::input::{self, Failure, STDIN};
use crate::parts::Parts;
use crate::problem::{self, Problem, Severity};
use crate::statutes::Sheet;
use crate::{built_in, diagnostics, diff, documents, floor, import, lines, replay, text};

/// How a command that was carried out ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// With an answer.
    Answered,
    /// With problems, or with a request that is not acceptable.
    Refused,
}

/// Carries out a command.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Vec<Failure>> {
    check_stdin(&arguments.command)?;
    match &arguments.command {
        Command::Evaluate(command) => decide(&command.common, Call::evaluate(command)),
        Command::Terms(command) => decide(&command.common, Call::terms(command)),
        Command::Validate(command) => decide(&command.common, Call::validate(command)),
        Command::Check(command) if !command.floor.is_empty() => check_floor(command),
        Command::Check(command) => check(&command.documents),
        Command::Diff(command) => diff::run(command),
        Command::Seal(command) => seal(command),
        Command::Statutes(command) => statutes(command),
        Command::Coverage(command) => coverage(command),
        Command::Replay(command) => replay::run(command),
        Command::Import(command) => import::run(command),
    }
}

/// Standard input can be read once.
fn check_stdin(command: &Command) -> Result<(), Vec<Failure>> {
    let (policies, files) = match command {
        Command::Diff(command) => {
            (&command.with, vec![Some(&command.old), Some(&command.new), command.orders.as_ref()])
        }
        Command::Evaluate(command) => (&command.common.policies, vec![Some(&command.order), command.request.as_ref()]),
        Command::Terms(command) => (&command.common.policies, vec![Some(&command.product)]),
        Command::Validate(command) => (&command.common.policies, vec![Some(&command.order), Some(&command.request)]),
        Command::Check(command) => (&command.documents.policies, command.floor.iter().map(Some).collect()),
        Command::Seal(command) => (&command.policies, Vec::new()),
        Command::Statutes(command) => (&command.policies, Vec::new()),
        Command::Coverage(command) => (&command.policies, vec![Some(&command.orders)]),
        Command::Replay(command) => (&command.policies, vec![Some(&command.orders), command.expect.as_ref()]),
        // There is one file.
        Command::Import(_) => return Ok(()),
    };
    let all = policies.iter().chain(files.into_iter().flatten());
    if all.filter(|argument| argument.as_str() == STDIN).count() > 1 {
        return Err(vec![Failure("`-` stands for standard input and can be given once".into())]);
    }
    Ok(())
}

fn decide(common: &Common, call: Result<Call, Vec<Failure>>) -> Result<Outcome, Vec<Failure>> {
    let (documents, call) = match (documents::read(&common.policies), call) {
        (Ok(documents), Ok(call)) => (documents, call),
        (documents, call) => return Err(documents.err().into_iter().chain(call.err()).flatten().collect()),
    };
    let format = common.output.format;
    let mut documents = Parts::list(documents);
    let everything = documents.and(&call.fields);
    let broken = call::not_json(&everything);
    if !broken.is_empty() {
        return Ok(refuse(&everything, &broken, format));
    }
    match documents::compile(&mut documents) {
        Ok(policy) => print_answer(&call, &call.answer(&policy), format),
        Err(problems) => Ok(refuse(&documents, &problems, format)),
    }
}

fn print_answer(call: &Call, answer: &str, format: Format) -> Result<Outcome, Vec<Failure>> {
    let read: Answer = read(answer)?;
    if !read.ok {
        return Ok(refuse(&call.fields, &read.problems, format));
    }
    let accepted = call.kind != Kind::Validate || read.value.get("acceptable").is_some_and(|value| value == true);
    match format {
        Format::Json => print_json(answer),
        Format::Text => print_text(call, read.value)?,
    }
    Ok(if accepted { Outcome::Answered } else { Outcome::Refused })
}

fn print_text(call: &Call, value: Value) -> Result<(), Vec<Failure>> {
    match call.kind {
        Kind::Evaluate => print(&text::decision(&read_value(value)?)),
        Kind::Terms => print(&text::terms(&read_value(value)?)),
        Kind::Validate => {
            let validation: Validation = read_value(value)?;
            print(text::validation(&validation));
            diagnostics::print(&call.fields, &validation.problems);
        }
    }
    Ok(())
}

fn check(command: &Check) -> Result<Outcome, Vec<Failure>> {
    report(Parts::list(documents::read(&command.policies)?), command.output.format)
}

/// Reports what is found in documents.
fn report(mut documents: Parts, format: Format) -> Result<Outcome, Vec<Failure>> {
    let broken = call::not_json(&documents);
    if !broken.is_empty() {
        return Ok(refuse(&documents, &broken, format));
    }
    let problems = documents::compile(&mut documents).err().unwrap_or_default();
    // Calendars and zones may be checked by themselves; only deciding needs a policy.
    if problems.iter().any(|problem| problem.code != "no-policy") {
        return Ok(refuse(&documents, &problems, format));
    }
    let answer: Answer = read(&documents::check(&documents))?;
    let found: Found = read_value(answer.value)?;
    let findings: Vec<Problem> = found.findings.into_iter().filter(|found| found.severity != Severity::Error).collect();
    let checked = Checked::read(&documents, &findings);
    match format {
        Format::Json => print_json(&serde_json::to_string(&Sound { ok: true, value: checked }).unwrap_or_default()),
        Format::Text => {
            diagnostics::print(&documents, &findings);
            print(&text::checked(&checked, &findings));
        }
    }
    Ok(Outcome::Answered)
}

fn coverage(command: &Coverage) -> Result<Outcome, Vec<Failure>> {
    let format = command.output.format;
    let (documents, orders) = match (documents::read(&command.policies), input::read(&command.orders)) {
        (Ok(documents), Ok(orders)) => (documents, orders),
        (documents, orders) => return Err(documents.err().into_iter().flatten().chain(orders.err()).collect()),
    };
    lines::check(orders.name(), &orders.text).map_err(|failure| vec![failure])?;
    let mut documents = Parts::list(documents);
    let broken = call::not_json(&documents);
    let policy = if broken.is_empty() { documents::compile(&mut documents) } else { Err(broken) };
    let policy = match policy {
        Ok(policy) => policy,
        Err(problems) => return Ok(refuse(&documents, &problems, format)),
    };
    if let Some((option, problems)) = command.at.as_deref().and_then(|at| lines::check_instant(&policy, at)) {
        return Ok(refuse(&option, &problems, format));
    }
    let answer = documents::coverage(&documents, &lines::calls(&orders, command.at.as_deref()));
    let covered: Covered = read_value(read::<Answer>(&answer)?.value)?;
    let is_empty = covered.calls == 0 && covered.bad_lines == 0;
    match format {
        Format::Json => print_json(&answer),
        Format::Text if is_empty => lines::print_none(orders.name()),
        Format::Text => {
            print(&text::coverage(&covered));
            lines::print(&orders, &covered.problems, covered.bad_lines);
        }
    }
    Ok(if covered.bad_lines == 0 && !is_empty { Outcome::Answered } else { Outcome::Refused })
}

/// Checks policies, and proves that they give no less than the floors by themselves. As JSON there is one answer, the proof.
fn check_floor(command: &Checking) -> Result<Outcome, Vec<Failure>> {
    let format = command.documents.output.format;
    let mut documents = Parts::list(floor::read(&command.documents.policies, &command.floor)?);
    let broken = call::not_json(&documents);
    let answer = if broken.is_empty() { documents::floor(&mut documents) } else { Err(broken) };
    let answer = match answer {
        Ok(answer) => answer,
        Err(problems) => return Ok(refuse(&documents, &problems, format)),
    };
    let read_answer: Answer = read(&answer)?;
    if !read_answer.ok {
        return Ok(refuse(&documents, &read_answer.problems, format));
    }
    let proof: floor::Proof = read_value(read_answer.value)?;
    match format {
        Format::Json => print_json(&answer),
        Format::Text => {
            let own = documents::own(&documents, &command.documents.policies);
            if report(own, format)? == Outcome::Refused {
                return Ok(Outcome::Refused);
            }
            diagnostics::print_noted(&documents, &floor::problems(&proof));
            print(&format!("\n{}", floor::summary(&proof)));
        }
    }
    Ok(if proof.is_proved() { Outcome::Answered } else { Outcome::Refused })
}

/// What is sealed is JSON in either format; that of problems differs.
fn seal(command: &Check) -> Result<Outcome, Vec<Failure>> {
    let mut documents = Parts::list(documents::read(&command.policies)?);
    let broken = call::not_json(&documents);
    let sealed = if broken.is_empty() { documents::seal(&mut documents) } else { Err(broken) };
    match sealed {
        Ok(sealed) => print_json(&sealed),
        Err(problems) => return Ok(refuse(&documents, &problems, command.output.format)),
    }
    Ok(Outcome::Answered)
}

/// Those that are built in hold together; others are checked first.
fn statutes(command: &Statutes) -> Result<Outcome, Vec<Failure>> {
    let built_in = command.policies.is_empty();
    let documents = if built_in { built_in::statutes() } else { documents::read(&command.policies)? };
    let documents = Parts::list(documents);
    if !built_in {
        let format = if command.format == Tables::Json { Format::Json } else { Format::Text };
        let broken = call::not_json(&documents);
        let problems = if broken.is_empty() { documents::compile(&mut documents.clone()).err() } else { Some(broken) };
        if let Some(problems) = problems {
            return Ok(refuse(&documents, &problems, format));
        }
    }
    let sheet = Sheet::read(documents.sources());
    match command.format {
        Tables::Json => print_json(&serde_json::to_string(&sheet).unwrap_or_default()),
        Tables::Md => print(&text::markdown::statutes(&sheet.value, built_in)),
    }
    Ok(Outcome::Answered)
}

pub(crate) fn refuse(parts: &Parts, problems: &[Problem], format: Format) -> Outcome {
    match format {
        Format::Json => print_json(&problem::report(parts, problems)),
        Format::Text => diagnostics::print(parts, problems),
    }
    Outcome::Refused
}

/// Prints a text; colour is left out where standard output is no terminal.
pub(crate) fn print(text: &str) {
    // A reader that went away, such as `head`, wants no more.
    let _ = writeln!(anstream::stdout().lock(), "{}", text.trim_end());
}

/// Prints a text to standard error, beside an answer.
pub(crate) fn print_aside(text: &str) {
    // Nobody is left to tell when standard error is gone.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Prints an answer byte for byte, past everything that adds or removes colour.
pub(crate) fn print_json(answer: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{answer}");
}

pub(crate) fn read<T: DeserializeOwned>(answer: &str) -> Result<T, Vec<Failure>> {
    serde_json::from_str(answer).map_err(unreadable)
}

pub(crate) fn read_value<T: DeserializeOwned>(value: Value) -> Result<T, Vec<Failure>> {
    serde_json::from_value(value).map_err(unreadable)
}

fn unreadable(error: serde_json::Error) -> Vec<Failure> {
    vec![Failure(format!("the answer cannot be shown as text ({error}); use `--format json` and report this"))]
}
