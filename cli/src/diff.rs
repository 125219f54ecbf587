//! `diff`: compares two versions of a policy, and tells what changes.

use return_policy::Policy;

use crate::answer::Answer;
use crate::arguments::{Diff, Format};
use crate::call;
use crate::documents;
use crate::input::{self, Failure, Source};
use crate::lines;
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
    let read = [policy(&mut old), policy(&mut new)];
    let policy = match read {
        [Ok(_), Ok(policy)] => policy,
        broken => return Ok(refuse(&old, &new, broken.map(|read| read.err().unwrap_or_default()), format)),
    };
    let (old, new) = (documents::join(&old), documents::join(&new));
    let Some(orders) = orders.first() else { return answer(&return_policy::diff(&old, &new), None, command) };
    lines::check(orders.name(), &orders.text).map_err(|failure| vec![failure])?;
    if let Some((option, problems)) = lines::check_instant(&policy, &command.at) {
        return Ok(run::refuse(&option, &problems, format));
    }
    let calls = lines::calls(orders, Some(&command.at));
    answer(&return_policy::diff_orders(&old, &new, &calls), Some(orders), command)
}

/// One version, or everything that is wrong with it; the zones and calendars it names are supplied.
fn policy(documents: &mut Parts) -> Result<Policy, Vec<Problem>> {
    let broken = call::not_json(documents);
    if broken.is_empty() { documents::compile(documents) } else { Err(broken) }
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

/// Prints an answer.
fn answer(text: &str, orders: Option<&Source>, command: &Diff) -> Result<Outcome, Vec<Failure>> {
    let read: Answer = run::read(text)?;
    if !read.ok {
        return Ok(run::refuse(&Parts::default(), &read.problems, command.output.format));
    }
    let diff: change::Diff = run::read_value(read.value)?;
    let count = diff.orders.as_ref().map(|count| (count.orders, count.bad_lines));
    match (command.output.format, orders) {
        (Format::Json, _) => run::print_json(text),
        (Format::Text, Some(orders)) if count == Some((0, 0)) => lines::print_none(orders.name()),
        (Format::Text, orders) => {
            run::print(&change::diff(&diff, Words::of(command.language)));
            if let (Some(orders), Some((_, bad))) = (orders, count) {
                lines::print(orders, &diff.problems, bad);
            }
        }
    }
    let is_counted = count.is_none_or(|(orders, bad)| orders > 0 && bad == 0);
    Ok(if diff.outcome != "undecided" && is_counted { Outcome::Answered } else { Outcome::Refused })
}
