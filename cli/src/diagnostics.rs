//! Problems for people: the place in the file, underlined, and what would be right.

use std::cell::OnceCell;
use std::io::Write;
use std::ops::Range;

use annotate_snippets::{Element, Group, Level, Origin as Heading, Renderer};

use crate::excerpt;
use crate::input::{Failure, Origin, Source};
use crate::parts::Parts;
use crate::place::{Places, Wanted};
use crate::problem::{Problem, Severity};
use crate::text::words;

/// Prints problems to standard error.
pub(crate) fn print(parts: &Parts, problems: &[Problem]) {
    let texts = Texts::of(parts);
    print_groups(problems.iter().map(|problem| group(&texts, problem)));
}

/// Prints problems with further notes on each to standard error.
pub(crate) fn print_noted<'p>(parts: &'p Parts, problems: &'p [(Problem, Vec<String>)]) {
    let texts = Texts::of(parts);
    let noted = |(problem, notes): &'p (Problem, Vec<String>)| -> String {
        let notes = notes.iter().map(|note| Level::NOTE.message(note.clone()));
        Renderer::styled().render(&[group(&texts, problem).elements(notes)])
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

/// The texts that problems are in, each read once, when the first problem is in it.
struct Texts<'p> {
    parts: &'p Parts,
    places: Vec<(&'p Source, OnceCell<Places<'p>>)>,
}

impl<'p> Texts<'p> {
    fn of(parts: &'p Parts) -> Self {
        Self { parts, places: parts.sources().map(|source| (source, OnceCell::new())).collect() }
    }

    /// The bytes of a text that a pointer leads to.
    fn find(&self, pointer: &str, wanted: Wanted) -> Option<(&'p Source, Option<Range<usize>>)> {
        let (found, rest) = self.parts.find(pointer)?;
        let (source, places) = self.places.iter().find(|(source, _)| std::ptr::eq(*source, found))?;
        let bytes = match source.origin {
            Origin::Option(_) => Some(0..source.text.len()),
            _ => places.get_or_init(|| Places::of(&source.text)).find(rest, wanted),
        };
        Some((source, bytes))
    }
}

fn group<'p>(texts: &Texts<'p>, problem: &'p Problem) -> Group<'p> {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(problem.message.as_str()).id(problem.code.as_str());
    let group = Group::with_title(title).elements(excerpts(texts, problem));
    match &problem.example {
        Some(facts) => {
            group.element(Level::NOTE.message(format!("for example, an order with {}", words::facts(facts))))
        }
        None => group,
    }
}

/// The place of a problem, and the second one that takes part, in the same excerpt if it is in the same file.
fn excerpts<'p>(texts: &Texts<'p>, problem: &Problem) -> Vec<Element<'p>> {
    let Some((source, bytes)) = texts.find(&problem.path, wanted(problem)) else {
        return texts.parts.sources().map(|source| Heading::path(source.name()).into()).collect();
    };
    let Some(bytes) = bytes else {
        return vec![Heading::path(source.name()).into()];
    };
    let also = problem.also.as_deref().and_then(|also| texts.find(also, Wanted::Value));
    excerpt::of((source, bytes), also.and_then(|(other, also)| Some((other, also?))))
}

fn wanted(problem: &Problem) -> Wanted {
    match problem.code.as_str() {
        "unknown-field" => Wanted::Key,
        "duplicate-key" => Wanted::LastKey,
        "not-json" => Wanted::Mistake,
        _ => Wanted::Value,
    }
}
