//! Writes values as JSON text.

use crate::json::Json;

/// A value that can be written as JSON.
pub(crate) trait ToJson {
    /// Writes the value.
    fn write(&self, out: &mut String);

    /// Says whether a field with this value is left out of its object.
    fn is_left_out(&self) -> bool {
        false
    }
}

/// A value that is written as JSON already: whatever it was, it is kept, compared and shown alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Written(String);

impl Written {
    /// Writes a value.
    pub(crate) fn of(value: &dyn ToJson) -> Self {
        let mut text = String::new();
        value.write(&mut text);
        Self(text)
    }

    /// Writes an object of one field.
    pub(crate) fn only(name: &str, value: &dyn ToJson) -> Self {
        let mut text = String::new();
        only(name, value, &mut text);
        Self(text)
    }

    /// Reads it back.
    pub(crate) fn json(&self) -> Json<'_> {
        Json::parse(&self.0).unwrap_or(Json::Null)
    }
}

impl ToJson for Written {
    fn write(&self, out: &mut String) {
        out.push_str(&self.0);
    }
}

/// An object that is being written.
pub(crate) struct Object<'o> {
    out: &'o mut String,
    separator: char,
}

impl<'o> Object<'o> {
    /// Begins an object.
    pub(crate) const fn open(out: &'o mut String) -> Self {
        Self { out, separator: '{' }
    }

    /// Writes a field, unless its value is left out.
    pub(crate) fn field(&mut self, name: &str, value: &dyn ToJson) {
        if value.is_left_out() {
            return;
        }
        self.out.push(self.separator);
        self.separator = ',';
        text(name, self.out);
        self.out.push(':');
        value.write(self.out);
    }

    /// Ends the object.
    pub(crate) fn close(self) {
        self.out.push_str(if self.separator == '{' { "{}" } else { "}" });
    }
}

/// Writes an object of one field.
pub(crate) fn only(name: &str, value: &dyn ToJson, out: &mut String) {
    let mut object = Object::open(out);
    object.field(name, value);
    object.close();
}

/// Writes a text as RFC 8785 has it: quotes, backslashes and control characters are escaped in their shortest form.
pub(crate) fn text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some((plain, escaped, after)) = split(rest) {
        out.push_str(plain);
        match escaped {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            8 => out.push_str("\\b"),
            12 => out.push_str("\\f"),
            _ => {
                out.push_str(if escaped < 0x10 { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(u32::from(escaped) & 15, 16));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out.push('"');
}

/// What stands before the first byte that must be escaped, the byte, and what stands after it.
fn split(text: &str) -> Option<(&str, u8, &str)> {
    let mut at = 0_usize;
    loop {
        let byte = *text.as_bytes().get(at)?;
        let after = at.wrapping_add(1);
        if matches!(byte, b'"' | b'\\' | 0..0x20) {
            return Some((text.get(..at)?, byte, text.get(after..)?));
        }
        at = after;
    }
}

impl ToJson for str {
    fn write(&self, out: &mut String) {
        text(self, out);
    }
}

impl ToJson for &str {
    fn write(&self, out: &mut String) {
        text(self, out);
    }
}

impl ToJson for String {
    fn write(&self, out: &mut String) {
        text(self, out);
    }
}

impl ToJson for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl ToJson for i64 {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

/// A field without value is left out.
impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

/// A field that says `null` where it has no value.
pub(crate) struct OrNull<'v, T>(pub(crate) &'v Option<T>);

impl<T: ToJson> ToJson for OrNull<'_, T> {
    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, out: &mut String) {
        out.push('[');
        for (index, item) in self.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            item.write(out);
        }
        out.push(']');
    }
}

/// A list that is left out where it is empty.
pub(crate) struct Filled<'v, T>(pub(crate) &'v Vec<T>);

impl<T: ToJson> ToJson for Filled<'_, T> {
    fn write(&self, out: &mut String) {
        self.0.write(out);
    }

    fn is_left_out(&self) -> bool {
        self.0.is_empty()
    }
}
