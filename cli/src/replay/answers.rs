//! Where answers go.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::in_order::Stop;
use crate::arguments::Replay;
use crate::documents::identity;
use crate::input::{Failure, Origin, STDIN};
use crate::parts::Parts;

/// A file, standard output, or nowhere if answers are only compared.
pub(super) struct Answers {
    name: String,
    to: Option<Box<dyn Write>>,
}

impl Answers {
    /// Opens what the command line names; a file that is read is not written over.
    pub(super) fn open(command: &Replay, documents: &Parts) -> Result<Self, Failure> {
        let to: Option<Box<dyn Write>> = match &command.answers {
            None if command.expect.is_some() => None,
            None => Some(Box::new(std::io::stdout())),
            Some(name) if name == STDIN => {
                let message = "`-` stands for standard input; without `--output` the answers go to standard output";
                return Err(Failure(message.into()));
            }
            Some(name) if is_read(name, command, documents) => {
                return Err(Failure(format!("`{name}` is read as well; write the answers to another file")));
            }
            Some(name) => Some(Box::new(File::create(name).map_err(|error| unwritable(name, &error))?)),
        };
        Ok(Self { name: command.answers.clone().unwrap_or_default(), to })
    }

    /// Whether they go anywhere.
    pub(super) fn are_kept(&self) -> bool {
        self.to.is_some()
    }

    /// Writes whole lines.
    pub(super) fn write(&mut self, lines: &str) -> Result<(), Stop> {
        let Some(to) = &mut self.to else { return Ok(()) };
        to.write_all(lines.as_bytes()).and_then(|()| to.flush()).map_err(|error| match error.kind() {
            ErrorKind::BrokenPipe => Stop::Unread,
            _ => Stop::Failed(unwritable(&self.name, &error)),
        })
    }
}

/// Whether the command reads a file.
fn is_read(name: &str, command: &Replay, documents: &Parts) -> bool {
    let documents = documents.sources().filter_map(|source| match &source.origin {
        Origin::File(name) => Some(name),
        _ => None,
    });
    let mut read = documents.chain([&command.orders]).chain(&command.expect).filter(|name| *name != STDIN);
    let file = identity(Path::new(name));
    read.any(|read| identity(Path::new(read)) == file)
}

fn unwritable(name: &str, error: &std::io::Error) -> Failure {
    if name.is_empty() {
        return Failure(format!("cannot write standard output: {error}"));
    }
    Failure(format!("cannot write `{name}`: {error}"))
}
