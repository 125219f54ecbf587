//! Several texts joined into the one JSON text that the engine reads, and the way back from its pointers.

use crate::input::Source;

/// Texts, each with the first step of the pointers into it: `0`, `1` of a list, or `order`, `at` of a call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    parts: Vec<(String, Source)>,
}

impl Parts {
    /// The documents of a list.
    pub(crate) fn list(documents: Vec<Source>) -> Self {
        Self { parts: documents.into_iter().enumerate().map(|(index, source)| (index.to_string(), source)).collect() }
    }

    /// The fields of a call.
    pub(crate) fn object(fields: Vec<(&str, Source)>) -> Self {
        Self { parts: fields.into_iter().map(|(field, source)| (field.to_owned(), source)).collect() }
    }

    /// These parts and others, to report on all of them at once.
    pub(crate) fn and(&self, others: &Self) -> Self {
        Self { parts: self.parts.iter().chain(&others.parts).cloned().collect() }
    }

    /// The texts in their order.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.parts.iter().map(|(_, source)| source)
    }

    /// The parts with their names.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.parts.iter().map(|(name, source)| (name.as_str(), source))
    }

    /// Adds a document to a list.
    pub(crate) fn push(&mut self, document: Source) {
        self.parts.push((self.parts.len().to_string(), document));
    }

    /// Finds the text that a pointer leads into, and the rest of the pointer.
    pub(crate) fn find<'p>(&self, pointer: &'p str) -> Option<(&Source, &'p str)> {
        let inside = pointer.strip_prefix('/')?;
        let end = inside.find('/').unwrap_or(inside.len());
        let (first, rest) = inside.split_at_checked(end)?;
        self.parts.iter().find(|(name, _)| name == first).map(|(_, source)| (source, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Origin;

    #[test]
    fn a_pointer_leads_back_to_its_text() {
        let source = |name: &str| Source { origin: Origin::File(name.into()), text: "{}".into() };
        let parts = Parts::list(vec![source("a.json"), source("b.json")]);
        #[rustfmt::skip]
        let cases = [
            // why this row            pointer        file and rest
            ("a place inside",         "/1/rules/0",  Some(("b.json", "/rules/0"))),
            ("a whole document",       "/0",          Some(("a.json", ""))),
            ("no such document",       "/2/rules",    None),
            ("all documents together", "",            None),
        ];
        for (why, pointer, expected) in cases {
            let found = parts.find(pointer).map(|(source, rest)| (source.name().to_owned(), rest));
            assert_eq!(found, expected.map(|(name, rest)| (name.to_owned(), rest)), "{why}");
        }
    }
}
