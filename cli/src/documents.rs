//! Finds and compiles the documents that the command line names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use return_policy::{Policy, ProblemCode};
use serde_json::Value;
use walkdir::WalkDir;

use crate::built_in;
use crate::input::{self, Failure, Origin, STDIN, Source};
use crate::parts::Parts;
use crate::problem::Problem;

/// The kinds of documents a folder is searched for, in any version: one this engine cannot read is reported.
const KINDS: [&str; 3] = ["return-policy", ZONE, CALENDAR];
const ZONE: &str = "return-policy-zone";
const CALENDAR: &str = "return-policy-calendar";

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its `format`.
    pub(crate) format: Option<String>,
    /// Its `id`.
    pub(crate) id: Option<String>,
    /// Its `version`.
    pub(crate) version: Option<String>,
}

impl Header {
    /// Reads a header; `None` where the text cannot be read that far.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(text).ok()?;
        let text = |key| json.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(Self { format: text("format"), id: text("id"), version: text("version") })
    }

    /// The format without its version.
    fn kind(&self) -> Option<&str> {
        self.format.as_deref()?.split('/').next()
    }
}

/// Reads what the arguments name: a file always, of a folder the documents below it. Each file is read once.
pub(crate) fn read(arguments: &[String]) -> Result<Vec<Source>, Vec<Failure>> {
    let mut documents = Vec::new();
    let mut failures = Vec::new();
    let mut seen = BTreeSet::new();
    // Files named one by one come first in `seen`, so that a folder cannot hide one of them.
    let (folders, files): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| argument.as_str() != STDIN && Path::new(argument).is_dir());
    for file in files {
        if file == STDIN || seen.insert(identity(Path::new(file))) {
            collect(input::read(file), &mut documents, &mut failures);
        }
    }
    for folder in folders {
        let failed = failures.len();
        let mut holds_any = false;
        for path in json_files(folder, &mut failures) {
            let is_new = seen.insert(identity(&path));
            let read = input::read_file(&path);
            if read.as_ref().map_or(true, |source| is_meant(&source.text)) {
                holds_any = true;
                if is_new {
                    collect(read, &mut documents, &mut failures);
                }
            }
        }
        if !holds_any && failures.len() == failed {
            let message = format!("`{folder}` holds no policy, calendar or zone: no *.json with such a `format`");
            failures.push(Failure(message));
        }
    }
    if failures.is_empty() { Ok(documents) } else { Err(failures) }
}

fn collect(read: Result<Source, Failure>, documents: &mut Vec<Source>, failures: &mut Vec<Failure>) {
    match read {
        Ok(source) => documents.push(source),
        Err(failure) => failures.push(failure),
    }
}

/// The documents that these arguments name, with the zones and calendars beside them.
pub(crate) fn own(documents: &Parts, arguments: &[String]) -> Parts {
    let is_named = |source: &Source| match &source.origin {
        Origin::File(name) => arguments.iter().any(|argument| {
            if argument == STDIN { name == input::STDIN_NAME } else { Path::new(name).starts_with(argument) }
        }),
        _ => false,
    };
    let is_data = |source: &Source| {
        Header::read(&source.text).is_some_and(|header| matches!(header.kind(), Some(ZONE | CALENDAR)))
    };
    let kept = |source: &&Source| is_named(source) || (is_data(source) && matches!(source.origin, Origin::File(_)));
    Parts::list(documents.sources().filter(kept).cloned().collect())
}

/// Two paths to one file are one.
pub(crate) fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn json_files(folder: &str, failures: &mut Vec<Failure>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => failures.push(Failure(format!("cannot read `{folder}`: {error}"))),
        }
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files
}

/// A file of a folder is meant unless it is sound JSON of another kind, such as an order.
fn is_meant(text: &str) -> bool {
    Header::read(text).is_none_or(|header| header.kind().is_some_and(|kind| KINDS.contains(&kind)))
}

/// Compiles documents, and supplies the zones and calendars they name from the built-in data.
pub(crate) fn compile(documents: &mut Parts) -> Result<Policy, Vec<Problem>> {
    supplied(documents, Policy::compile)
}

/// Seals documents, with the zones and calendars they name from the built-in data.
pub(crate) fn seal(documents: &mut Parts) -> Result<String, Vec<Problem>> {
    supplied(documents, return_policy::seal)
}

/// Checks documents that compile; the answer is the engine's.
pub(crate) fn check(documents: &Parts) -> String {
    return_policy::check(&join(documents))
}

/// Counts which rules of documents that compile decide these calls; the answer is the engine's.
pub(crate) fn coverage(documents: &Parts, calls: &str) -> String {
    return_policy::coverage(&join(documents), calls)
}

/// Proves that the policies among documents give no less than the floors among them; supplies the zones and calendars they
/// name from the built-in data.
pub(crate) fn floor(documents: &mut Parts) -> Result<String, Vec<Problem>> {
    compile(documents)?;
    Ok(return_policy::floor(&join(documents)))
}

/// The engine itself says what is named and missing, so that nothing else is added: a page that loads only what its
/// policies name gives the same decision id.
fn supplied<T>(
    documents: &mut Parts,
    read: impl Fn(&str) -> Result<T, Vec<return_policy::Problem>>,
) -> Result<T, Vec<Problem>> {
    loop {
        let problems = match read(&join(documents)) {
            Ok(value) => return Ok(value),
            Err(problems) => problems,
        };
        let missing: BTreeSet<(&str, String)> = problems
            .iter()
            .filter_map(|problem| Some((kind_missing(problem.code)?, text_at(documents, &problem.path)?)))
            .collect();
        let missing = missing.into_iter().filter(|(kind, id)| !has(documents, kind, id));
        let supplied: Vec<Source> = missing.filter_map(|(kind, id)| supply(kind, &id)).collect();
        if supplied.is_empty() {
            return Err(problems.iter().filter_map(Problem::read).collect());
        }
        for source in supplied {
            documents.push(source);
        }
    }
}

/// The documents as one JSON array.
pub(crate) fn join(documents: &Parts) -> String {
    let texts: Vec<&str> = documents.sources().map(|source| source.text.as_str()).collect();
    format!("[{}]", texts.join(","))
}

const fn kind_missing(code: ProblemCode) -> Option<&'static str> {
    match code {
        ProblemCode::UnknownZone => Some(ZONE),
        ProblemCode::UnknownCalendar => Some(CALENDAR),
        _ => None,
    }
}

fn supply(kind: &str, id: &str) -> Option<Source> {
    if kind == ZONE { built_in::zone(id) } else { built_in::calendar(id) }
}

fn text_at(documents: &Parts, pointer: &str) -> Option<String> {
    let (source, rest) = documents.find(pointer)?;
    let json: Value = serde_json::from_str(&source.text).ok()?;
    json.pointer(rest)?.as_str().map(str::to_owned)
}

/// A document that was given is never replaced, even where it cannot be used.
fn has(documents: &Parts, kind: &str, id: &str) -> bool {
    let is = |header: Header| header.kind() == Some(kind) && header.id.as_deref() == Some(id);
    documents.sources().filter_map(|source| Header::read(&source.text)).any(is)
}
