//! A JSON text as an untyped tree: every host decodes the same bytes the same way, and types are read from the tree.

mod read;
pub(crate) mod write;

use std::borrow::Cow;
use std::cmp::Ordering;

use serde::ser::{Serialize, Serializer};

use crate::gather::Gather;
use crate::order;
use crate::problem::{Problem, ProblemCode};
use crate::text;

/// How deep a document may nest.
pub(crate) const DEEPEST: usize = 64;

/// One JSON value. Text is borrowed from the document where it holds no escape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json<'a> {
    /// `null`: known to be none.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number; whole numbers are exact up to 2^53 - 1.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Json<'a>>),
    /// An object in the order of the document, duplicate keys included.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
    /// What lies below [`DEEPEST`] levels; it was not read.
    TooDeep,
}

/// The largest whole number that JavaScript, JSON and this engine agree on.
pub(crate) const LARGEST_WHOLE: i64 = 9_007_199_254_740_991;

impl<'a> Json<'a> {
    /// Reads a text, or says why it is no JSON.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Problem> {
        read::read(text)
            .map_err(|fault| Problem::new(ProblemCode::NotJson, "", format!("not JSON: {}", fault.message(text))))
    }

    /// The value of `key`, if this is an object that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text of `key`, if it has one.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// The items of the list of `key`; none where there is no list.
    pub(crate) fn items_of(&self, key: &str) -> &[Self] {
        self.get(key).map(Self::items).unwrap_or_default()
    }

    /// The entries of an object; none for anything else.
    pub(crate) fn entries(&self) -> &[(Cow<'a, str>, Self)] {
        if let Self::Object(entries) = self { entries } else { &[] }
    }

    /// The items of a list; none for anything else.
    pub(crate) fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// The text of a text.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The whole number of a number without fraction, up to [`LARGEST_WHOLE`].
    pub(crate) fn whole(&self) -> Option<i64> {
        #[expect(clippy::cast_precision_loss, reason = "2^53 - 1 is exact")]
        const LIMIT: f64 = LARGEST_WHOLE as f64;
        match self {
            // Without `fract`, which needs the standard library: truncation that changes nothing is a whole number.
            Self::Number(number) if number.abs() <= LIMIT => {
                #[expect(clippy::cast_possible_truncation, reason = "within 2^53")]
                let whole = *number as i64;
                #[expect(clippy::cast_precision_loss, reason = "within 2^53")]
                let same = whole as f64 == *number;
                same.then_some(whole)
            }
            _ => None,
        }
    }

    /// What this is called in a message.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
            Self::TooDeep => "a value nested too deep",
        }
    }

    /// Writes the canonical form of RFC 8785: keys sorted by UTF-16 code units, shortest numbers, no white space.
    ///
    /// No document has a number with a fraction. Where one is refused it is told apart by its bits: printing floating
    /// point numbers would add 20 kB to the WebAssembly module.
    pub(crate) fn write_canonical(&self, out: &mut String) {
        match self {
            Self::Null | Self::TooDeep => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Number(number) => match self.whole() {
                Some(whole) => out.push_str(&whole.to_string()),
                None => text::push_hex(number.to_bits(), 16, out),
            },
            Self::Text(text) => write::text(text, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write_canonical(out);
                }
                out.push(']');
            }
            Self::Object(entries) => write_object(entries, out),
        }
    }
}

fn write_object(entries: &[(Cow<'_, str>, Json<'_>)], out: &mut String) {
    // Most objects have few keys, which need no list to be put in order; pages are spared what only makes it quicker.
    if cfg!(feature = "check") && entries.len() <= FEW {
        return write_few(entries, out);
    }
    let mut sorted: Vec<_> = entries.iter().gather();
    order::sort_by(&mut sorted, |(a, _), (b, _)| compare_keys(a, b));
    out.push('{');
    for (index, (key, value)) in sorted.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write::text(key, out);
        out.push(':');
        value.write_canonical(out);
    }
    out.push('}');
}

/// So many keys are put in order by looking for the next one again and again.
const FEW: usize = 16;

fn write_few(entries: &[(Cow<'_, str>, Json<'_>)], out: &mut String) {
    let in_order = |a: usize, b: usize| match (entries.get(a), entries.get(b)) {
        (Some((key, _)), Some((other, _))) => compare_keys(key, other).then(a.cmp(&b)),
        _ => Ordering::Equal,
    };
    out.push('{');
    let mut written = 0_u32;
    for count in 0..entries.len() {
        let left = (0..entries.len()).filter(|place| written & (1 << place) == 0);
        let Some(next) = left.min_by(|a, b| in_order(*a, *b)) else { break };
        written |= 1 << next;
        if count > 0 {
            out.push(',');
        }
        if let Some((key, value)) = entries.get(next) {
            write::text(key, out);
            out.push(':');
            value.write_canonical(out);
        }
    }
    out.push('}');
}

/// Compares keys by UTF-16 code units: as their bytes compare, but that what takes two units, with a first byte from `F0` on,
/// comes before what begins with `EE` or `EF`.
fn compare_keys(a: &str, b: &str) -> Ordering {
    let unit = |byte: u8| if matches!(byte, 0xEE | 0xEF) { byte | 0x10 } else { byte };
    let mut at = 0_usize;
    loop {
        match (a.as_bytes().get(at), b.as_bytes().get(at)) {
            (Some(a), Some(b)) if a == b => at = at.saturating_add(1),
            (a, b) => return a.copied().map(unit).cmp(&b.copied().map(unit)),
        }
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null | Self::TooDeep => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => match self.whole() {
                Some(whole) => serializer.serialize_i64(whole),
                None => serializer.serialize_f64(*number),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_form_is_that_of_rfc_8785() {
        #[rustfmt::skip]
        let cases = [
            // why this row                      text                              canonical
            ("keys sorted, white space gone",    r#"{ "b": 1, "a": [ 2 ] }"#,      r#"{"a":[2],"b":1}"#),
            ("whole numbers have one form",      "[14.0, 1e2, -0]",                "[14,100,0]"),
            ("escapes are the shortest",         r#""\u0041\u000a\u001f\u20ac/""#, "\"A\\n\\u001f\u{20ac}/\""),
            ("keys sort by UTF-16, section 3.2.3", "{\"\u{fb33}\":1,\"\u{1f600}\":2}", "{\"\u{1f600}\":2,\"\u{fb33}\":1}"),
        ];
        for (why, text, canonical) in cases {
            let mut written = String::new();
            Json::parse(text).expect(why).write_canonical(&mut written);
            assert_eq!(written, canonical, "{why}");
        }
    }

    #[test]
    fn few_keys_and_many_are_put_in_one_order() {
        for count in [0, 1, 2, FEW, FEW + 1, 3 * FEW] {
            // A walk through residues looks shuffled; the first key stands twice, and keeps the order of its values.
            let keys = (0..count).map(|place| place * 7 % count.next_power_of_two()).chain((count > 0).then_some(0));
            let written: Vec<String> = keys.enumerate().map(|(place, key)| format!("\"{key:02}\":{place}")).collect();
            let mut expected = written.clone();
            expected.sort_by_key(|entry| entry.get(..4).map(str::to_owned));
            let mut canonical = String::new();
            Json::parse(&format!("{{{}}}", written.join(", "))).expect("JSON").write_canonical(&mut canonical);
            assert_eq!(canonical, format!("{{{}}}", expected.join(",")), "{count} keys");
        }
    }

    #[test]
    fn a_hostile_depth_is_skipped_without_recursion() {
        let text = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        let mut tree = &Json::parse(&text).expect("balanced");
        for _ in 0..=DEEPEST {
            tree = &tree.items()[0];
        }
        assert_eq!(tree, &Json::TooDeep);
    }
}
