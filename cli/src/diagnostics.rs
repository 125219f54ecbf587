//! Problems for people: the place in the file, underlined, and what would be right.

use std::io::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin as Heading, Renderer, Snippet};

use crate::input::{Failure, Origin, Source};
use crate::parts::Parts;
use crate::place::{self, Wanted};
use crate::problem::{Problem, Severity};
use crate::text::words;

/// Prints problems to standard error.
pub(crate) fn print(parts: &Parts, problems: &[Problem]) {
    print_groups(problems.iter().map(|problem| group(parts, problem)));
}

/// Prints problems with further notes on each to standard error.
pub(crate) fn print_noted(parts: &Parts, problems: &[(Problem, Vec<String>)]) {
    let noted = |(problem, notes): &'_ (Problem, Vec<String>)| -> String {
        let notes = notes.iter().map(|note| Level::NOTE.message(note.clone()));
        Renderer::styled().render(&[group(parts, problem).elements(notes)])
    };
    print_reports(&problems.iter().map(noted).collect::<Vec<_>>());
}

/// Prints what could not be carried out.
pub(crate) fn print_failures(failures: &[Failure]) {
    let group = |failure: &Failure| Group::with_title(Level::ERROR.primary_title(failure.0.clone()));
    print_groups(failures.iter().map(group));
}

/// Each is a report of its own, with an empty line between them.
fn print_groups<'p>(groups: impl Iterator<Item = Group<'p>>) {
    print_reports(&groups.map(|group| Renderer::styled().render(&[group])).collect::<Vec<_>>());
}

fn print_reports(reports: &[String]) {
    if !reports.is_empty() {
        // Nobody is left to tell when standard error is gone.
        let _ = writeln!(anstream::stderr().lock(), "{}", reports.join("\n\n"));
    }
}

fn group<'p>(parts: &'p Parts, problem: &'p Problem) -> Group<'p> {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(problem.message.as_str()).id(problem.code.as_str());
    let group = Group::with_title(title).elements(excerpts(parts, problem));
    match &problem.example {
        Some(facts) => {
            group.element(Level::NOTE.message(format!("for example, an order with {}", words::facts(facts))))
        }
        None => group,
    }
}

/// The place of a problem, and the second one that takes part, in the same excerpt if it is in the same file.
fn excerpts<'p>(parts: &'p Parts, problem: &'p Problem) -> Vec<Element<'p>> {
    let Some((source, rest)) = parts.find(&problem.path) else {
        return parts.sources().map(|source| Heading::path(source.name()).into()).collect();
    };
    let also = problem.also.as_deref().and_then(|also| parts.find(also));
    let also = also.and_then(|(source, rest)| Some((source, bytes(source, rest, Wanted::Value)?)));
    let Some(bytes) = bytes(source, rest, wanted(problem)) else {
        return vec![Heading::path(source.name()).into()];
    };
    let mut excerpt = excerpt(source).annotation(AnnotationKind::Primary.span(bytes));
    let mut elements = Vec::new();
    match also {
        Some((other, bytes)) if other == source => {
            excerpt = excerpt.annotation(AnnotationKind::Context.span(bytes).label("and here"));
        }
        Some((other, bytes)) => {
            let annotation = AnnotationKind::Context.span(bytes).label("and here");
            elements.push(excerpt_element(other, annotation));
        }
        None => {}
    }
    elements.insert(0, excerpt.into());
    elements
}

fn excerpt_element<'p>(source: &'p Source, annotation: annotate_snippets::Annotation<'p>) -> Element<'p> {
    excerpt(source).annotation(annotation).into()
}

fn excerpt(source: &Source) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let line = if let Origin::Line(_, line) = source.origin { line } else { 1 };
    Snippet::source(source.text.as_str()).line_start(line).path(source.name())
}

fn wanted(problem: &Problem) -> Wanted {
    match problem.code.as_str() {
        "unknown-field" => Wanted::Key,
        "duplicate-key" => Wanted::LastKey,
        "not-json" => Wanted::Mistake,
        _ => Wanted::Value,
    }
}

fn bytes(source: &Source, pointer: &str, wanted: Wanted) -> Option<Range<usize>> {
    match source.origin {
        Origin::Option(_) => Some(0..source.text.len()),
        _ => place::find(&source.text, pointer, wanted),
    }
}
