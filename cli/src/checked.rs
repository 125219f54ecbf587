//! What `check` answers when nothing is wrong: which documents were read.

use serde::Serialize;

use crate::documents::Header;
use crate::input::{Origin, Source};
use crate::parts::Parts;

/// The answer.
#[derive(Debug, Serialize)]
pub(crate) struct Sound {
    /// Always true.
    pub(crate) ok: bool,
    /// The documents.
    pub(crate) value: Checked,
}

/// Documents that hold together.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    /// The documents in the order of reading, then those that were supplied.
    pub(crate) documents: Vec<Document>,
}

/// One of them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Document {
    /// Its file; none for what is built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    /// Its format.
    pub(crate) format: String,
    /// Its id.
    pub(crate) id: String,
    /// Its version.
    pub(crate) version: String,
}

impl Checked {
    /// Lists documents.
    pub(crate) fn read(documents: &Parts) -> Self {
        Self { documents: documents.sources().filter_map(document).collect() }
    }
}

fn document(source: &Source) -> Option<Document> {
    let header = Header::read(&source.text)?;
    let file = if let Origin::File(name) = &source.origin { Some(name.clone()) } else { None };
    Some(Document { file, format: header.format?, id: header.id?, version: header.version? })
}
