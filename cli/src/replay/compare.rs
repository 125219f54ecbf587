//! How an answer differs from the one that is expected, by places in it.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value};

/// Of so many places of an answer each is named; others are only counted.
const MOST_PLACES: usize = 10;

/// How an answer differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub(crate) enum Difference {
    /// It has other values.
    Changed {
        /// The first of their places.
        places: Vec<Place>,
        /// How many more there are.
        more: usize,
    },
    /// It has the same values in other bytes.
    Rewritten,
    /// What is expected is no JSON.
    Unreadable,
    /// There are fewer answers than orders.
    Missing,
}

/// A place with other values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Place {
    /// A JSON Pointer into the answer.
    pub(crate) path: String,
    /// What is expected; absent where nothing is expected there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expected: Option<Value>,
    /// What the answer has; absent where it has nothing there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) answered: Option<Value>,
}

/// Compares byte for byte; `None` where nothing differs.
pub(crate) fn compare(expected: Option<&[u8]>, answer: &str) -> Option<Difference> {
    let Some(expected) = expected else { return Some(Difference::Missing) };
    if expected == answer.as_bytes() {
        return None;
    }
    let (Ok(expected), Ok(answer)) = (serde_json::from_slice(expected), serde_json::from_str(answer)) else {
        return Some(Difference::Unreadable);
    };
    let mut places = Vec::new();
    walk(Some(&expected), Some(&answer), &mut String::new(), &mut places);
    let more = places.len().saturating_sub(MOST_PLACES);
    places.truncate(MOST_PLACES);
    Some(if places.is_empty() { Difference::Rewritten } else { Difference::Changed { places, more } })
}

/// Goes down as far as both have fields or items.
fn walk(expected: Option<&Value>, answered: Option<&Value>, path: &mut String, places: &mut Vec<Place>) {
    let mut step = |name: &str, expected, answered| {
        let length = path.len();
        path.push('/');
        path.push_str(name);
        walk(expected, answered, path, places);
        path.truncate(length);
    };
    match (expected, answered) {
        (Some(Value::Object(expected)), Some(Value::Object(answered))) => {
            for name in names(expected, answered) {
                step(&name.replace('~', "~0").replace('/', "~1"), expected.get(name), answered.get(name));
            }
        }
        (Some(Value::Array(expected)), Some(Value::Array(answered))) => {
            for index in 0..expected.len().max(answered.len()) {
                step(&index.to_string(), expected.get(index), answered.get(index));
            }
        }
        (expected, answered) if expected != answered => {
            places.push(Place { path: path.clone(), expected: expected.cloned(), answered: answered.cloned() });
        }
        _ => {}
    }
}

/// The fields of both, those that are expected first.
fn names<'o>(expected: &'o Map<String, Value>, answered: &'o Map<String, Value>) -> Vec<&'o String> {
    let known: BTreeSet<&String> = expected.keys().collect();
    expected.keys().chain(answered.keys().filter(|name| !known.contains(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `path expected answered`, each place.
    fn told(expected: &str, answer: &str) -> Vec<String> {
        match compare(Some(expected.as_bytes()), answer) {
            None => vec!["same".into()],
            Some(Difference::Changed { places, more }) => {
                let shown = |value: Option<Value>| value.map_or_else(|| "-".into(), |value| value.to_string());
                let places = places
                    .into_iter()
                    .map(|place| format!("{} {} {}", place.path, shown(place.expected), shown(place.answered)));
                places.chain((more > 0).then(|| format!("{more} more"))).collect()
            }
            Some(other) => vec![format!("{other:?}")],
        }
    }

    #[test]
    fn differences_have_places() {
        let numbers = |from: u32| {
            format!("[{}]", (from..from + 12).map(|number| number.to_string()).collect::<Vec<_>>().join(","))
        };
        #[rustfmt::skip]
        let cases = [
            // why this row             expected                       answer                       told
            ("the same bytes",          r#"{"a":1}"#.to_owned(),       r#"{"a":1}"#.to_owned(),     vec!["same"]),
            ("a value",                 r#"{"a":{"b":1}}"#.into(),     r#"{"a":{"b":2}}"#.into(),   vec!["/a/b 1 2"]),
            ("several values",          r#"{"a":1,"b":[1,2]}"#.into(), r#"{"a":2,"b":[1,3]}"#.into(), vec!["/a 1 2", "/b/1 2 3"]),
            ("a field that went",       r#"{"a":1,"b":null}"#.into(),  r#"{"a":1}"#.into(),         vec!["/b null -"]),
            ("a field that came",       r#"{"a":1}"#.into(),           r#"{"a":1,"b":null}"#.into(), vec!["/b - null"]),
            ("items that went",         "[1,[2],3]".into(),            "[1]".into(),                vec!["/1 [2] -", "/2 3 -"]),
            ("items that came",         "[]".into(),                   "[0]".into(),                vec!["/0 - 0"]),
            ("another kind",            r#"{"a":[1]}"#.into(),         r#"{"a":{"0":1}}"#.into(),   vec![r#"/a [1] {"0":1}"#]),
            ("the whole",               "1".into(),                    "2".into(),                  vec![" 1 2"]),
            ("names with signs",        r#"{"a/b":{"~":1}}"#.into(),   r#"{"a/b":{"~":2}}"#.into(), vec!["/a~1b/~0 1 2"]),
            ("another order",           r#"{"a":1,"b":2}"#.into(),     r#"{"b":2,"a":1}"#.into(),   vec!["Rewritten"]),
            ("spaces",                  r#"{"a": 1}"#.into(),          r#"{"a":1}"#.into(),         vec!["Rewritten"]),
            ("what is no JSON",         r#"{"a""#.into(),              r#"{"a":1}"#.into(),         vec!["Unreadable"]),
            ("more places than named",  numbers(0),                    numbers(1),
                vec!["/0 0 1", "/1 1 2", "/2 2 3", "/3 3 4", "/4 4 5", "/5 5 6", "/6 6 7", "/7 7 8", "/8 8 9", "/9 9 10", "2 more"]),
        ];
        for (why, expected, answer, wanted) in cases {
            assert_eq!(told(&expected, &answer), wanted, "{why}");
        }
        assert_eq!(compare(None, "{}"), Some(Difference::Missing));
    }
}
