//! The published face of documents and answers: JSON Schemas and TypeScript types, produced from the same
//! descriptions that read the documents.

mod answers;
mod json;
mod reports;
mod typescript;

use crate::document;
use crate::shape::Object;

/// Every published schema: its file name, and the object it describes.
static PUBLISHED: &[(&str, &Object)] = &[
    ("policy.schema.json", &document::POLICY),
    ("calendar.schema.json", &document::CALENDAR),
    ("zone.schema.json", &document::ZONE),
    ("seal.schema.json", &document::SEAL),
    ("order.schema.json", &document::ORDER_SHAPE),
    ("request.schema.json", &document::REQUEST_SHAPE),
    ("product.schema.json", &document::PRODUCT_SHAPE),
    ("decision.schema.json", &answers::DECISION),
    ("brief.schema.json", &answers::BRIEF),
    ("terms.schema.json", &answers::TERMS),
    ("validation.schema.json", &answers::VALIDATION),
    ("problem.schema.json", &answers::PROBLEM),
    ("check.schema.json", &reports::CHECK),
    ("coverage.schema.json", &reports::COVERAGE),
    ("floor.schema.json", &reports::FLOOR),
    ("diff.schema.json", &reports::DIFF),
];

/// Gives the JSON Schemas (draft 2020-12) of documents and answers as file names and texts.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    PUBLISHED.iter().map(|(name, object)| (*name, json::schema(object))).collect()
}

/// Gives the TypeScript declarations of documents and answers.
#[must_use]
pub fn typescript() -> String {
    let roots: Vec<&Object> = PUBLISHED.iter().map(|(_, object)| *object).collect();
    typescript::declarations(&roots)
}
