//! The words in which comparisons are told to shop owners, one table for each language.
//!
//! A key is what a word is about and the engine's own word: `reason.defect`. A text may have places, `{length}`, that are
//! filled in. Both tables have the same keys.

mod en;
mod zh;

use crate::arguments::Language;

/// The words of one language.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    texts: &'static [(&'static str, &'static str)],
}

impl Words {
    /// The words of a language.
    pub(crate) const fn of(language: Language) -> Self {
        match language {
            Language::En => Self { texts: en::TEXTS },
            Language::Zh => Self { texts: zh::TEXTS },
        }
    }

    /// The text of a key.
    fn find(self, key: &str) -> Option<&'static str> {
        self.texts.iter().find(|(own, _)| *own == key).map(|(_, text)| *text)
    }

    /// What a thing of some kind is called; what documents name themselves keeps its own name.
    pub(crate) fn name(self, kind: &str, word: &str) -> String {
        self.find(&format!("{kind}.{word}")).unwrap_or(word).to_owned()
    }

    /// A text with its places filled in.
    pub(crate) fn say(self, key: &str, places: &[(&str, &str)]) -> String {
        let text = self.find(key).unwrap_or(key);
        places.iter().fold(text.to_owned(), |text, (place, value)| text.replace(&format!("{{{place}}}"), value))
    }

    /// Several things of which one counts.
    pub(crate) fn one_of(self, parts: &[String]) -> String {
        self.listed(parts, "list.or")
    }

    /// Several things together.
    pub(crate) fn all_of(self, parts: &[String]) -> String {
        self.listed(parts, "list.and")
    }

    fn listed(self, parts: &[String], word: &str) -> String {
        match parts.split_last() {
            Some((last, before)) if !before.is_empty() => {
                let before = before.join(&self.say("list.comma", &[]));
                self.say(word, &[("before", &before), ("last", last)])
            }
            _ => parts.concat(),
        }
    }

    /// A length spelled out: `1 year and 6 months`.
    pub(crate) fn length(self, length: &str, unit_of_days: &str) -> String {
        let (units, digits): (&[(char, &str)], &str) = match length.strip_prefix("PT") {
            Some(hours) => (&[('H', "hour")], hours),
            None => (
                &[('Y', "year"), ('M', "month"), ('W', "week"), ('D', unit_of_days)],
                length.strip_prefix('P').unwrap_or(""),
            ),
        };
        let parts = digits.split_inclusive(|character: char| !character.is_ascii_digit()).map(|part| {
            let (_, unit) = units.iter().find(|(letter, _)| part.ends_with(*letter))?;
            let number = part.trim_end_matches(|character: char| !character.is_ascii_digit());
            let key = if number == "1" { format!("unit.{unit}") } else { format!("units.{unit}") };
            (!number.is_empty()).then(|| self.say(&key, &[("number", number)]))
        });
        match parts.collect::<Option<Vec<String>>>() {
            Some(parts) if !parts.is_empty() => self.all_of(&parts),
            _ => length.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    fn keys(language: Language) -> BTreeSet<&'static str> {
        Words::of(language).texts.iter().map(|(key, _)| *key).collect()
    }

    /// Every word of the engine's own vocabulary, as the published schema of policies lists it.
    fn vocabulary() -> BTreeSet<String> {
        let schemas = return_policy::schema::schemas();
        let (_, text) = schemas.iter().find(|(name, _)| *name == "policy.schema.json").expect("the schema of policies");
        let schema: Value = serde_json::from_str(text).expect("JSON");
        let mut words = BTreeSet::new();
        let properties = |at: &str| -> Vec<String> {
            let value = schema.pointer(at).unwrap_or_else(|| panic!("no {at}"));
            value.as_object().expect("properties").keys().cloned().collect()
        };
        for fact in properties("/$defs/When/properties") {
            words.insert(format!("fact.{fact}"));
        }
        for term in properties("/$defs/Then/properties") {
            words.insert(format!("term.{term}"));
        }
        // The words that a field takes, wherever the schema lists them.
        let lists = [
            ("remedy", "/$defs/When/properties/remedy"),
            ("value", "/$defs/When/properties/channel"),
            ("value", "/$defs/When/properties/buyerKind"),
            ("value", "/$defs/When/properties/sellerKind"),
            ("value", "/$defs/When/properties/supply"),
            ("value", "/$defs/When/properties/requester"),
            ("value", "/$defs/When/properties/method"),
            ("value", "/$defs/When/properties/tender"),
            ("value", "/$defs/When/properties/replacement"),
            ("payer", "/$defs/ReturnShipping/properties/payer"),
            ("outbound", "/$defs/Then/properties/outboundShipping"),
            ("act", "/$defs/Window/properties/act"),
            ("rolls", "/$defs/Window/properties/rolls"),
            ("suspends", "/$defs/Suspension/properties/days"),
            ("choice", "/$defs/Then/properties/choice"),
            ("service", "/$defs/Then/properties/service"),
            ("warrantor", "/$defs/Then/properties/warrantor"),
        ];
        for (kind, at) in lists {
            let mut listed = Vec::new();
            enumerated(schema.pointer(at).unwrap_or_else(|| panic!("no {at}")), &mut listed);
            assert!(!listed.is_empty(), "{at} lists no words");
            // A roll over nothing is not spoken of.
            let spoken = listed.into_iter().filter(|word| (kind, word.as_str()) != ("rolls", "none"));
            words.extend(spoken.map(|word| format!("{kind}.{word}")));
        }
        let source = include_str!("../../src/fact.rs");
        let reasons = source.split_once("REASONS: &[").expect("the standard reasons").1;
        let reasons = reasons.split_once("];").expect("their end").0;
        words.extend(
            reasons.split("(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(|word| format!("reason.{word}")),
        );
        words
    }

    fn enumerated(schema: &Value, words: &mut Vec<String>) {
        match schema {
            Value::Object(fields) => {
                if let Some(Value::Array(listed)) = fields.get("enum") {
                    words.extend(listed.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                fields.values().for_each(|field| enumerated(field, words));
            }
            Value::Array(items) => items.iter().for_each(|item| enumerated(item, words)),
            _ => {}
        }
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let (english, chinese) = (keys(Language::En), keys(Language::Zh));
        let missing: Vec<_> = english.symmetric_difference(&chinese).collect();
        assert!(missing.is_empty(), "in one language only: {missing:?}");
        for language in [Language::En, Language::Zh] {
            assert_eq!(keys(language).len(), Words::of(language).texts.len(), "a key stands twice in {language:?}");
        }
        for (key, text) in Words::of(Language::En).texts {
            let places = |text: &str| -> BTreeSet<String> {
                text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).map(str::to_owned).collect()
            };
            let chinese = Words::of(Language::Zh).find(key).expect("a text");
            assert_eq!(places(text), places(chinese), "the places of {key}");
        }
    }

    #[test]
    fn no_word_of_the_engine_is_missing() {
        let keys = keys(Language::En);
        let missing: Vec<String> = vocabulary().into_iter().filter(|word| !keys.contains(word.as_str())).collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
    }
}
