//! Seals documents that were checked together, for engines that leave the checks out.
//!
//! A page downloads the engine without what is needed only to publish a policy. So that nothing unchecked is ever decided
//! by, such an engine reads documents only with a seal on exactly them, made by its own version. A seal keeps accidents
//! away, not attackers: a backend decides by documents of its own.

use crate::digest;
use crate::gather::Gather;
use crate::load::Library;
use crate::order;
use crate::pointer::Pointer;
use crate::problem::{Problem, ProblemCode};
use crate::text;

#[cfg(feature = "check")]
use crate::{by_market::ByMarket, document, json::Json, json::write, load};

/// The version of this engine.
const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// A seal as a document states it.
#[derive(Debug)]
pub(crate) struct Seal {
    /// The position of its document.
    pub(crate) place: usize,
    /// The version that made it.
    pub(crate) engine: String,
    /// The digest over the documents it was made for.
    pub(crate) digest: String,
}

/// Checks documents, and writes those that are needed as one JSON array under a seal: calendars and zones that no policy
/// names, and older seals, are left out.
#[cfg(feature = "check")]
pub(crate) fn seal(text: &str) -> Result<String, Vec<Problem>> {
    load::load(text)?;
    let json = Json::parse(text).map_err(|problem| vec![problem])?;
    let library = load::read(&json, &mut Vec::new());
    let field = |document: &Json<'_>, key: &str| document.get(key).and_then(Json::text).unwrap_or_default().to_owned();
    let is_named = |id: &str| library.names.iter().flat_map(ByMarket::names).any(|(_, name)| name == id);
    let kept: Vec<&Json<'_>> = json
        .items()
        .iter()
        .filter(|document| match field(document, "format").as_str() {
            document::POLICY_FORMAT => true,
            document::SEAL_FORMAT => false,
            _ => is_named(&field(document, "id")),
        })
        .gather();
    let mut out = String::from("[{\"engine\":");
    write::text(ENGINE, &mut out);
    out.push_str(",\"format\":");
    write::text(document::SEAL_FORMAT, &mut out);
    out.push_str(",\"id\":");
    write::text(&over(kept.iter().map(|document| digest::of_document(document)).gather()), &mut out);
    out.push('}');
    for document in kept {
        out.push(',');
        document.write_canonical(&mut out);
    }
    out.push(']');
    Ok(out)
}

/// Reports a seal on other documents than those it was made for; in an engine without checks, also a missing one.
pub(crate) fn verify(library: &Library, problems: &mut Vec<Problem>) {
    if cfg!(not(feature = "check")) && library.seals.is_empty() {
        let message =
            "this engine leaves out the checks and reads only sealed documents; make them with `return-policy seal`";
        problems.push(Problem::new(ProblemCode::NotSealed, "", message));
    }
    // What could not be read has reported its own problems.
    let all_read = problems.is_empty();
    let root = Pointer::Root;
    let policies = library.policies.iter().map(|policy| policy.digest.clone());
    let digest = over(policies.chain(library.digests.iter().map(|data| data.digest.clone())).gather());
    for seal in &library.seals {
        let at = root.index(seal.place);
        if seal.engine != ENGINE {
            let message = format!("sealed by version {} of the engine, but this is {ENGINE}; seal again", seal.engine);
            problems.push(Problem::new(ProblemCode::BrokenSeal, at.key("engine"), message));
        } else if all_read && seal.digest != digest {
            let message =
                "these are not the documents that were sealed: one was changed, added or left out; seal again";
            problems.push(Problem::new(ProblemCode::BrokenSeal, at.key("id"), message));
        }
    }
}

/// The digest over digests of documents, in whatever order they are loaded.
fn over(mut digests: Vec<String>) -> String {
    order::sort(&mut digests);
    digest::of_text(&text::joined(&digests.iter().map(String::as_str).gather(), "\n"))
}

#[cfg(all(test, feature = "check"))]
mod tests {
    use super::*;
    use crate::problem::ProblemCode;

    const POLICY: &str = r#"{ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "Europe/Berlin",
        "rules": [{ "id": "month", "when": { "reason": ["change-of-mind"], "remedy": ["refund"] },
            "then": { "granted": true, "window": { "length": "P1M", "from": ["delivery"] } } }] }"#;
    const BERLIN: &str = include_str!("../zones/Europe-Berlin.json");
    const PARIS: &str = include_str!("../zones/Europe-Paris.json");

    fn problems(documents: &str) -> Vec<(ProblemCode, String)> {
        let found = load::load(documents).err().unwrap_or_default();
        found.into_iter().map(|problem| (problem.code, problem.path)).collect()
    }

    #[test]
    fn sealed_documents_are_read_again_in_any_order() {
        let sealed = seal(&format!("[{PARIS}, {POLICY}, {BERLIN}]")).expect("sound documents");
        let documents: Vec<serde_json::Value> = serde_json::from_str(&sealed).expect("JSON");
        let ids: Vec<&str> = documents.iter().skip(1).filter_map(|document| document["id"].as_str()).collect();
        assert_eq!(ids, ["shop", "Europe/Berlin"], "a zone that nobody names is left out");
        assert_eq!(problems(&sealed), []);
        let turned: Vec<serde_json::Value> = documents.into_iter().rev().collect();
        assert_eq!(problems(&serde_json::to_string_pretty(&turned).expect("JSON")), []);
        assert_eq!(seal(&sealed).as_deref(), Ok(sealed.as_str()), "an older seal is replaced");
    }

    #[test]
    fn what_was_changed_after_it_was_sealed_is_refused() {
        let sealed = seal(&format!("[{POLICY}, {BERLIN}]")).expect("sound documents");
        let broken = [(ProblemCode::BrokenSeal, "/0/id".to_owned())];
        assert_eq!(problems(&sealed.replace("P1M", "P2M")), broken, "changed");
        let added = format!("{},{PARIS}]", sealed.trim_end_matches(']'));
        assert_eq!(problems(&added), broken, "added");
        let version = format!("\"engine\":\"{ENGINE}\"");
        let older = sealed.replace(&version, "\"engine\":\"0.0.1\"");
        assert_eq!(problems(&older), [(ProblemCode::BrokenSeal, "/0/engine".to_owned())], "by another version");
    }

    #[test]
    fn what_is_wrong_is_not_sealed() {
        let found = seal(&format!("[{POLICY}]")).expect_err("the zone is missing");
        assert_eq!(found.iter().map(|problem| problem.code).collect::<Vec<_>>(), [ProblemCode::UnknownZone]);
    }
}
