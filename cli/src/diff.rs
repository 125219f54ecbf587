//! `diff`: compares two versions of a policy, and tells what changes.

use serde_json::Value;

use crate::answer::Answer;
use crate::arguments::{Diff, Format};
use crate::call;
use crate::documents;
use crate::input::{self, Failure, Source};
use crate::parts::Parts;
use crate::problem::Problem;
use crate::run::{self, Outcome};
use crate::text::change;
use crate::words::Words;

/// Carries out `diff`.
pub(crate) fn run(command: &Diff) -> Result<Outcome, Vec<Failure>> {
    let mut failures = Vec::new();
    let mut keep = |read: Result<Vec<Source>, Vec<Failure>>| {
        read.unwrap_or_else(|found| {
            failures.extend(found);
            Vec::new()
        })
    };
    let version = |own: &String| documents::read(&[std::slice::from_ref(own), command.with.as_slice()].concat());
    let old = keep(version(&command.old));
    let new = keep(version(&command.new));
    let orders = keep(command.orders.as_ref().map_or(Ok(Vec::new()), |orders| {
        input::read(orders).map(|source| vec![source]).map_err(|failure| vec![failure])
    }));
    if !failures.is_empty() {
        failures.dedup();
        return Err(failures);
    }
    let format = command.output.format;
    let (mut old, mut new) = (Parts::list(old), Parts::list(new));
    let problems = [problems(&mut old), problems(&mut new)];
    if problems.iter().any(|found| !found.is_empty()) {
        return Ok(refuse(&old, &new, problems, format));
    }
    let (old, new) = (documents::join(&old), documents::join(&new));
    let Some(orders) = orders.first() else {
        return answer(&return_policy::diff(&old, &new), &Parts::default(), command);
    };
    let calls: Vec<String> = orders.text.lines().map(|line| call_of(line, &command.at)).collect();
    // Each line is a text of its own, so that a problem names it.
    let lines = orders.text.lines().enumerate().map(|(index, text)| line(orders, index, text));
    answer(&return_policy::diff_orders(&old, &new, &calls.join("\n")), &Parts::list(lines.collect()), command)
}

/// Everything that is wrong with one version; the zones and calendars it names are supplied.
fn problems(documents: &mut Parts) -> Vec<Problem> {
    let broken = call::not_json(documents);
    if broken.is_empty() { documents::compile(documents).err().unwrap_or_default() } else { broken }
}

/// Reports the problems of both versions together, those of documents that both have once.
fn refuse(old: &Parts, new: &Parts, problems: [Vec<Problem>; 2], format: Format) -> Outcome {
    let [mut all, more] = problems;
    let count = old.sources().count();
    let mut sources: Vec<Source> = old.sources().cloned().collect();
    sources.extend(new.sources().cloned());
    let parts = Parts::list(sources);
    let same = |a: &Problem, b: &Problem| {
        let place = |problem: &Problem| {
            parts.find(&problem.path).map(|(source, rest)| (source.name().to_owned(), rest.to_owned()))
        };
        (&a.code, &a.message, place(a)) == (&b.code, &b.message, place(b))
    };
    for problem in more {
        let also = problem.also.map(|also| moved(&also, count));
        let problem = Problem { path: moved(&problem.path, count), also, ..problem };
        if !all.iter().any(|other| same(other, &problem)) {
            all.push(problem);
        }
    }
    run::refuse(&parts, &all, format)
}

/// A pointer into the second of two lists that stand one behind the other.
fn moved(pointer: &str, count: usize) -> String {
    let mut steps = pointer.splitn(3, '/').skip(1);
    let Some(index) = steps.next().and_then(|index| index.parse::<usize>().ok()) else { return pointer.to_owned() };
    let rest = steps.next().map(|rest| format!("/{rest}")).unwrap_or_default();
    format!("/{}{rest}", index.saturating_add(count))
}

/// A line as the engine takes it: a call, or an order with the common instant.
fn call_of(line: &str, at: &str) -> String {
    if is_call(line) || line.trim().is_empty() {
        return line.to_owned();
    }
    format!("{{\"order\":{line},\"at\":{}}}", Value::from(at))
}

fn line(orders: &Source, index: usize, text: &str) -> Source {
    let name = format!("{}, line {}", orders.name(), index.saturating_add(1));
    Source { origin: input::Origin::File(name), text: text.to_owned() }
}

/// Prints an answer; problems are those of orders.
fn answer(text: &str, lines: &Parts, command: &Diff) -> Result<Outcome, Vec<Failure>> {
    let read: Answer = run::read(text)?;
    if !read.ok {
        let problems = read.problems.into_iter().map(|problem| of_line(problem, lines)).collect::<Vec<_>>();
        return Ok(run::refuse(lines, &problems, command.output.format));
    }
    let diff: change::Diff = run::read_value(read.value)?;
    match command.output.format {
        Format::Json => run::print_json(text),
        Format::Text => run::print(&change::diff(&diff, Words::of(command.language))),
    }
    Ok(if diff.outcome == "undecided" { Outcome::Refused } else { Outcome::Answered })
}

/// The engine counts lines from 1 and knows calls: a place in an order that is a line by itself has no `order` before it.
fn of_line(problem: Problem, lines: &Parts) -> Problem {
    let rest = problem.path.strip_prefix("/calls/").unwrap_or(&problem.path);
    let (number, inside) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let number = number.parse::<usize>().unwrap_or(1).saturating_sub(1);
    let is_order = lines.sources().nth(number).is_some_and(|line| !is_call(&line.text));
    let inside = inside.strip_prefix("/order").filter(|_| is_order).unwrap_or(inside);
    Problem { path: format!("/{number}{inside}"), ..problem }
}

fn is_call(line: &str) -> bool {
    serde_json::from_str::<Value>(line).is_ok_and(|line| line.get("order").is_some())
}
