//! Reads files and standard input as text.

use std::io::Read;
use std::path::Path;

/// The argument that stands for standard input.
pub(crate) const STDIN: &str = "-";

/// What people call standard input.
pub(crate) const STDIN_NAME: &str = "<stdin>";

/// Where a text is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A file, or standard input, by the name to show.
    File(String),
    /// A line of a file by its name, and its number from 1.
    Line(String, usize),
    /// The value of an option of the command line.
    Option(&'static str),
    /// The data built into this program.
    BuiltIn(String),
}

/// A text and where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// Where it is from.
    pub(crate) origin: Origin,
    /// The text, without a byte order mark.
    pub(crate) text: String,
}

/// A sentence on what could not be read or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure(pub(crate) String);

impl Source {
    /// What people call it.
    pub(crate) fn name(&self) -> &str {
        match &self.origin {
            Origin::File(name) | Origin::Line(name, _) | Origin::BuiltIn(name) => name,
            Origin::Option(option) => option,
        }
    }
}

/// Reads the file, or standard input, that an argument names.
pub(crate) fn read(argument: &str) -> Result<Source, Failure> {
    if argument == STDIN { read_stdin() } else { read_file(Path::new(argument)) }
}

/// Reads a file.
pub(crate) fn read_file(path: &Path) -> Result<Source, Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Failure(format!("cannot read `{name}`: {error}")))?;
    source(name, bytes)
}

fn read_stdin() -> Result<Source, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| Failure(format!("cannot read standard input: {error}")))?;
    source(STDIN_NAME.into(), bytes)
}

fn source(name: String, bytes: Vec<u8>) -> Result<Source, Failure> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        Failure(format!("cannot read `{name}`: byte {place} is not UTF-8; save the file as UTF-8"))
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Source { origin: Origin::File(name), text })
}
