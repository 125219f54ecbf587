//! What `check` answers when nothing is wrong: which documents were read, and what is found in them.

use serde::{Deserialize, Serialize};

use crate::documents::Header;
use crate::input::{Origin, Source};
use crate::parts::Parts;
use crate::problem::{self, Placed, Problem};

/// The answer.
#[derive(Debug, Serialize)]
pub(crate) struct Sound<'f> {
    /// Always true.
    pub(crate) ok: bool,
    /// The documents and findings.
    pub(crate) value: Checked<'f>,
}

/// What the engine finds in documents.
#[derive(Debug, Deserialize)]
pub(crate) struct Found {
    /// By place and code.
    pub(crate) findings: Vec<Problem>,
}

/// Documents that hold together.
#[derive(Debug, Serialize)]
pub(crate) struct Checked<'f> {
    /// The documents in the order of reading, then those that were supplied.
    pub(crate) documents: Vec<Document>,
    /// What is surely or likely not meant.
    pub(crate) findings: Vec<Placed<'f>>,
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

impl<'f> Checked<'f> {
    /// Lists documents and what is found in them.
    pub(crate) fn read(documents: &'f Parts, findings: &'f [Problem]) -> Self {
        Self {
            documents: documents.sources().filter_map(document).collect(),
            findings: findings.iter().map(|finding| problem::placed(documents, finding)).collect(),
        }
    }
}

fn document(source: &Source) -> Option<Document> {
    let header = Header::read(&source.text)?;
    let file = if let Origin::File(name) = &source.origin { Some(name.clone()) } else { None };
    Some(Document { file, format: header.format?, id: header.id?, version: header.version? })
}
