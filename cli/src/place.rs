//! From a JSON Pointer to the bytes of a text that it is about.

use std::ops::Range;

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// What of a place to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The value.
    Value,
    /// The key, where the field itself is wrong.
    Key,
    /// The last of several equal keys.
    LastKey,
    /// Where the text stops being JSON.
    Mistake,
}

/// A text with the tree of its places, which is read once for all pointers into it.
pub(crate) struct Places<'t> {
    text: &'t str,
    tree: Option<Value<'t>>,
}

impl<'t> Places<'t> {
    /// Reads a text; one that is not JSON has no place but its mistake.
    pub(crate) fn of(text: &'t str) -> Self {
        let tree = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        Self { text, tree: tree.ok().and_then(|tree| tree.value) }
    }

    /// Finds the bytes of a place, or of the nearest place around it that exists.
    ///
    /// An item of a list is shown by its `id`, and a value on several lines by its key or its first line: a frame around
    /// half a file points at nothing.
    pub(crate) fn find(&self, pointer: &str, wanted: Wanted) -> Option<Range<usize>> {
        if wanted == Wanted::Mistake {
            return mistake(self.text);
        }
        let mut place = Place { value: self.tree.as_ref()?, key: None };
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            match place.step(&step, wanted) {
                Some(next) => place = next,
                // What is missing is shown by the object that lacks it, even where that fits on one line.
                None => return Some(place.short(self.text)),
            }
        }
        match place.key.filter(|_| wanted != Wanted::Value) {
            Some(property) => Some(span(&property.name)),
            None => Some(place.bytes(self.text)),
        }
    }
}

struct Place<'t> {
    value: &'t Value<'t>,
    key: Option<&'t ObjectProp<'t>>,
}

impl<'t> Place<'t> {
    fn step(&self, step: &str, wanted: Wanted) -> Option<Self> {
        match self.value {
            Value::Object(object) => {
                let property = property(object, step, wanted)?;
                Some(Self { value: &property.value, key: Some(property) })
            }
            Value::Array(array) => {
                let value = array.elements.get(step.parse::<usize>().ok()?)?;
                Some(Self { value, key: None })
            }
            _ => None,
        }
    }

    fn bytes(&self, text: &str) -> Range<usize> {
        let all = span(self.value);
        let is_item = self.key.is_none() && matches!(self.value, Value::Object(_));
        let fits = text.get(all.clone()).is_some_and(|value| !value.contains('\n'));
        if fits && !is_item { all } else { self.short(text) }
    }

    fn short(&self, text: &str) -> Range<usize> {
        if let Some(property) = self.key {
            return span(&property.name);
        }
        let id = if let Value::Object(object) = self.value { property(object, "id", Wanted::Value) } else { None };
        id.map_or_else(|| first_line(text, span(self.value)), span)
    }
}

fn property<'t>(object: &'t Object<'t>, name: &str, wanted: Wanted) -> Option<&'t ObjectProp<'t>> {
    let mut named = object.properties.iter().filter(|property| property.name.as_str() == name);
    if wanted == Wanted::LastKey { named.next_back() } else { named.next() }
}

fn first_line(text: &str, bytes: Range<usize>) -> Range<usize> {
    let line = text.get(bytes.clone()).and_then(|value| value.lines().next()).map_or(0, |line| line.trim_end().len());
    bytes.start..bytes.start.saturating_add(line)
}

fn span(ranged: &impl Ranged) -> Range<usize> {
    let range = ranged.range();
    range.start..range.end
}

/// serde_json, which the engine reads with too, says where.
fn mistake(text: &str) -> Option<Range<usize>> {
    let error = serde_json::from_str::<serde_json::Value>(text).err()?;
    Some(at_line(text, error.line(), error.column()))
}

/// The character at a line and column as serde_json counts them: from one, columns in bytes.
fn at_line(text: &str, line: usize, column: usize) -> Range<usize> {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len);
    let start = before.fold(0_usize, usize::saturating_add).saturating_add(column.saturating_sub(1));
    let start = text.floor_char_boundary(start.min(text.len()));
    let width = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    start..start.saturating_add(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_finds_the_bytes_it_is_about() {
        let text = r#"{ "id": "é", "a/b": [1, { "id": "x", "n":
            7 }], "long": {
            "n": 1 }, "n": 2, "n": 3 }"#;
        let places = Places::of(text);
        #[rustfmt::skip]
        let cases = [
            // why this row                         pointer      wanted           bytes
            ("a value, after a wide character",     "/a~1b/0",   Wanted::Value,   "1"),
            ("a value below",                       "/a~1b/1/n", Wanted::Value,   "7"),
            ("the key of a field that is unknown",  "/a~1b/1/n", Wanted::Key,     "\"n\""),
            ("an item by its id",                   "/a~1b/1",   Wanted::Value,   "\"id\": \"x\""),
            ("a long value by its key",             "/long",     Wanted::Value,   "\"long\""),
            ("what is missing by what lacks it",    "/long/m/o", Wanted::Value,   "\"long\""),
            ("an item that is missing",             "/a~1b/2",   Wanted::Value,   "\"a/b\""),
            ("the second of two keys",              "/n",        Wanted::LastKey, "\"n\""),
            ("the whole document by its id",        "",          Wanted::Value,   "\"id\": \"é\""),
        ];
        for (why, pointer, wanted, expected) in cases {
            let found = places.find(pointer, wanted).expect(why);
            assert_eq!(text.get(found), Some(expected), "{why}");
        }
        let last = places.find("/n", Wanted::LastKey).expect("a key");
        assert!(text.get(last.end..).is_some_and(|rest| rest.starts_with(": 3")), "{last:?}");
    }

    #[test]
    fn a_line_and_column_find_a_character() {
        #[rustfmt::skip]
        let cases = [
            // why this row           text       line  column  bytes
            ("the first character",   "ab",      1,    1,      0..1),
            ("a later line",          "a\nbc",   2,    2,      3..4),
            ("inside a character",    "é",       1,    2,      0..2),
            ("the end of the text",   "a\n",     2,    0,      2..2),
            ("beyond it",             "a",       9,    9,      1..1),
        ];
        for (why, text, line, column, bytes) in cases {
            assert_eq!(at_line(text, line, column), bytes, "{why}");
        }
    }
}
