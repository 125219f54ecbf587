//! What identifies documents and decisions: SHA-256 over a canonical form.

mod sha256;

use crate::answer;
use crate::by_market::ByMarket;
use crate::call::Call;
use crate::compile::Compiled;
use crate::fact::{self, FactId, Kind, LINE, ORDER};
use crate::gather::{AddAll, Gather};
use crate::json::{Json, write};
use crate::order;
use crate::text;
use crate::zone;

/// What identifies a calendar or zone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DataDigest {
    /// Its id.
    pub(crate) id: String,
    /// SHA-256 over its canonical form.
    pub(crate) digest: String,
}

/// Gives `sha256:` and the hexadecimal digest of a text.
pub(crate) fn of_text(content: &str) -> String {
    let mut written = String::from("sha256:");
    for word in sha256::digest(content.as_bytes()) {
        text::push_hex(word.into(), 8, &mut written);
    }
    written
}

/// Gives the digest of a document; spaces, the order of keys and escapes make no difference.
pub(crate) fn of_document(json: &Json<'_>) -> String {
    let mut canonical = String::new();
    json.write_canonical(&mut canonical);
    of_text(&canonical)
}

/// SHA-256 over the calendars and zones that policies name; others that happen to be loaded make no difference.
pub(crate) fn of_data(names: &[ByMarket], digests: &[DataDigest]) -> String {
    let mut named: Vec<&str> = Vec::new();
    for names in names {
        named.add_all(names.names().into_iter().map(|(_, name)| name));
    }
    let mut used: Vec<&DataDigest> = digests.iter().filter(|digest| named.contains(&digest.id.as_str())).gather();
    order::sort(&mut used);
    of_text(&text::joined(&used.into_iter().map(|digest| digest.digest.as_str()).gather(), "\n"))
}

/// SHA-256 over everything the decision hangs on: the documents, what they can read of the order, request and instant.
pub(crate) fn of_decision(compiled: &Compiled, call: &Call<'_>) -> String {
    let mut text = String::from("{\"answer\":");
    write::text(answer::DECISION_FORMAT, &mut text);
    text.push_str(",\"at\":");
    write::text(&zone::write_utc(call.at), &mut text);
    text.push_str(",\"documents\":[");
    let mut digests: Vec<&str> = compiled.documents.iter().map(|document| document.digest.as_str()).gather();
    digests.push(&compiled.data);
    order::sort(&mut digests);
    for (index, digest) in digests.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        write::text(digest, &mut text);
    }
    text.push_str("],\"order\":");
    readable(compiled, call.order).write_canonical(&mut text);
    if let Some(request) = call.request {
        text.push_str(",\"request\":");
        request.write_canonical(&mut text);
    }
    text.push('}');
    of_text(&text)
}

/// The order without what these documents cannot read.
fn readable<'j>(compiled: &Compiled, json: &Json<'j>) -> Json<'j> {
    let reads = |field: &str| {
        let structure = ["id", "lines", "buckets", "quantity", "returned", "deliveredAt"];
        structure.contains(&field)
            || compiled.dimensions.iter().any(|(_, dimension)| fact::definition(dimension.fact).field == field)
    };
    let mut kept = Vec::new();
    for (field, value) in json.entries().iter().filter(|(field, _)| reads(field)) {
        let fact = fact::stated(field, ORDER | LINE);
        let value = match (field.as_ref(), value) {
            ("lines" | "buckets", Json::List(items)) => {
                Json::List(items.iter().map(|item| readable(compiled, item)).gather())
            }
            (_, Json::Object(_)) => readable_names(compiled, fact, value),
            (_, Json::List(tags)) if fact.is_some_and(|fact| fact::definition(fact).kind == Kind::Tags) => {
                let mut tags: Vec<_> =
                    tags.iter().filter(|tag| reads_name(compiled, fact, tag.text())).cloned().gather();
                order::sort_by(&mut tags, |a, b| a.text().cmp(&b.text()));
                Json::List(tags)
            }
            _ => value.clone(),
        };
        // Names of which none is read say nothing.
        if !matches!(&value, Json::Object(names) if names.is_empty()) {
            kept.push((field.clone(), value));
        }
    }
    Json::Object(kept)
}

fn readable_names<'j>(compiled: &Compiled, fact: Option<FactId>, json: &Json<'j>) -> Json<'j> {
    let mut kept = Vec::new();
    for (name, value) in json.entries() {
        if reads_name(compiled, fact, Some(name)) {
            kept.push((name.clone(), value.clone()));
        }
    }
    Json::Object(kept)
}

fn reads_name(compiled: &Compiled, fact: Option<FactId>, name: Option<&str>) -> bool {
    fact.is_none_or(|fact| {
        let definition = fact::definition(fact);
        let has_names = definition.is_named() || definition.kind == Kind::Tags;
        !has_names || compiled.dimensions.position(fact, name).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_sha_256() {
        // FIPS 180-2, appendix B.1.
        let abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of_text("abc"), abc);
    }

    #[test]
    fn a_document_keeps_its_digest_when_it_is_formatted() {
        let read = |text| of_document(&Json::parse(text).expect("JSON"));
        assert_eq!(read(r#"{"a":[1,2],"b":"x"}"#), read("{ \"b\": \"\\u0078\",\n \"a\": [1.0, 2] }"));
        assert_ne!(read(r#"{"a":[1,2]}"#), read(r#"{"a":[2,1]}"#));
    }
}
