//! What the demonstration decides. Paths are those of the repository, at whose root benches run.

use std::fs;
use std::path::{Path, PathBuf};

/// The text of a file.
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("a file of the repository")
}

/// The demonstration's policy with the two statutes, and every calendar and zone.
pub(crate) fn documents() -> String {
    let mut documents: Vec<String> =
        ["www/data/policy.json", "statutes/cn.json", "statutes/eu.json"].iter().map(read).collect();
    for folder in ["calendars", "zones"] {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut files: Vec<PathBuf> =
            entries.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
        files.sort();
        documents.extend(files.iter().map(read));
    }
    format!("[{}]", documents.join(","))
}

/// The call in which the buyer asks for something on two lines.
pub(crate) fn call() -> String {
    let (order, request) = (read("www/data/sample/order.json"), read("www/data/sample/request.json"));
    format!(r#"{{"order":{order},"request":{request},"at":"2026-11-21T12:00:00+01:00"}}"#)
}
