//! What identifies documents and decisions: SHA-256 over a canonical form.

use sha2::{Digest, Sha256};

use crate::json::Json;

/// A document as answers refer to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DocumentDigest {
    /// Policy, calendar or zone.
    pub(crate) format: String,
    /// Its id.
    pub(crate) id: String,
    /// Its version.
    pub(crate) version: String,
    /// SHA-256 over its canonical form.
    pub(crate) digest: String,
}

/// Gives `sha256:` and the hexadecimal digest of a text.
pub(crate) fn of_text(text: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let mut written = String::from("sha256:");
    for byte in digest {
        written.extend(
            [byte.div_euclid(16), byte.rem_euclid(16)].map(|half| char::from_digit(u32::from(half), 16).unwrap_or('0')),
        );
    }
    written
}

/// Gives the digest of a document; spaces, the order of keys and escapes make no difference.
pub(crate) fn of_document(json: &Json<'_>) -> String {
    let mut canonical = String::new();
    json.write_canonical(&mut canonical);
    of_text(&canonical)
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
