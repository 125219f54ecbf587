//! Reads JSON text (RFC 8259), strictly, at any depth without recursion.
//!
//! What is wrong is said in the words of serde_json and at its places, which people know; a test compares the two.

use std::borrow::Cow;

use crate::json::{DEEPEST, Json};

/// Why a text is no JSON, and after how many bytes that shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What is wrong.
    pub(crate) what: &'static str,
    /// How many bytes were read.
    at: usize,
}

/// Reads a text that holds one value.
pub(crate) fn read(text: &str) -> Result<Json<'_>, Fault> {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0 };
    let value = reader.value()?;
    match reader.after_space() {
        Some(_) => Err(reader.before("trailing characters")),
        None => Ok(value),
    }
}

impl Fault {
    /// Says what is wrong, with the line and the column in bytes, both from one.
    pub(crate) fn message(&self, text: &str) -> String {
        let read = text.as_bytes().get(..self.at).unwrap_or_default();
        let line = read.split(|byte| *byte == b'\n').count();
        let column = read.iter().rev().take_while(|byte| **byte != b'\n').count();
        format!("{} at line {line} column {column}", self.what)
    }
}

/// A list or an object that is not yet complete, and the key of the value that comes next in an object.
struct Open<'a> {
    value: Json<'a>,
    key: Cow<'a, str>,
}

/// How a list or an object ends, and what is said where it does not go on as it should.
struct Form {
    end: u8,
    unfinished: &'static str,
    unparted: &'static str,
}

const LIST: Form = Form { end: b']', unfinished: "EOF while parsing a list", unparted: "expected `,` or `]`" };
const OBJECT: Form = Form { end: b'}', unfinished: "EOF while parsing an object", unparted: "expected `,` or `}`" };

impl<'a> Open<'a> {
    const fn form(&self) -> &'static Form {
        if let Json::Object(_) = self.value { &OBJECT } else { &LIST }
    }

    fn add(&mut self, value: Json<'a>) {
        match &mut self.value {
            Json::List(items) => items.push(value),
            Json::Object(entries) => entries.push((std::mem::take(&mut self.key), value)),
            _ => {}
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.skip();
        Some(byte)
    }

    /// The next byte that is no space.
    fn after_space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.skip();
        }
        self.peek()
    }

    /// A fault that the last byte read shows.
    const fn fault(&self, what: &'static str) -> Fault {
        Fault { what, at: self.at }
    }

    /// A fault that the next byte shows.
    fn before(&self, what: &'static str) -> Fault {
        Fault { what, at: self.at.saturating_add(1).min(self.bytes.len()) }
    }

    /// Reads a value with everything in it.
    fn value(&mut self) -> Result<Json<'a>, Fault> {
        let mut open: Vec<Open<'a>> = Vec::new();
        loop {
            let mut value = match self.after_space() {
                None => return Err(self.before("EOF while parsing a value")),
                Some(bracket @ (b'[' | b'{')) => {
                    self.skip();
                    let value = if bracket == b'[' { Json::List(Vec::new()) } else { Json::Object(Vec::new()) };
                    let mut begun = Open { value, key: Cow::default() };
                    if !self.ends(&begun)? {
                        self.next_key(&mut begun)?;
                        open.push(begun);
                        continue;
                    }
                    begun.value
                }
                Some(byte) => self.plain(byte)?,
            };
            // Complete values go into what is open; what they complete goes into what is open around it.
            loop {
                if open.len() > DEEPEST {
                    value = Json::TooDeep;
                }
                let Some(mut around) = open.pop() else { return Ok(value) };
                around.add(value);
                if !self.ends(&around)? {
                    self.part(&mut around)?;
                    open.push(around);
                    break;
                }
                value = around.value;
            }
        }
    }

    /// Passes over the bracket that ends a list or object, if it comes next.
    fn ends(&mut self, open: &Open<'_>) -> Result<bool, Fault> {
        let form = open.form();
        let next = self.after_space().ok_or_else(|| self.before(form.unfinished))?;
        if next == form.end {
            self.skip();
        }
        Ok(next == form.end)
    }

    /// Reads the comma between two values, and the key of the next.
    fn part(&mut self, open: &mut Open<'a>) -> Result<(), Fault> {
        let form = open.form();
        if self.peek() != Some(b',') {
            return Err(self.before(form.unparted));
        }
        self.skip();
        match self.after_space() {
            Some(next) if next == form.end => Err(self.before("trailing comma")),
            Some(_) => self.next_key(open),
            None => Err(self.before("EOF while parsing a value")),
        }
    }

    /// Reads the key of the next value, where values have keys.
    fn next_key(&mut self, open: &mut Open<'a>) -> Result<(), Fault> {
        if let Json::Object(_) = open.value {
            open.key = self.key()?;
        }
        Ok(())
    }

    /// Reads a key and the colon after it.
    fn key(&mut self) -> Result<Cow<'a, str>, Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.before("key must be a string"));
        }
        self.skip();
        let key = self.string()?;
        match self.after_space() {
            Some(b':') => {
                self.skip();
                Ok(key)
            }
            Some(_) => Err(self.before("expected `:`")),
            None => Err(self.before("EOF while parsing an object")),
        }
    }

    /// Reads a value that holds no others.
    fn plain(&mut self, first: u8) -> Result<Json<'a>, Fault> {
        match first {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'"' => {
                self.skip();
                self.string().map(Json::Text)
            }
            b'-' => {
                self.skip();
                self.number().map(|number| Json::Number(-number))
            }
            b'0'..=b'9' => self.number().map(Json::Number),
            _ => Err(self.before("expected value")),
        }
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Result<Json<'a>, Fault> {
        for expected in word.bytes() {
            match self.next() {
                None => return Err(self.fault("EOF while parsing a value")),
                Some(byte) if byte != expected => return Err(self.fault("expected ident")),
                Some(_) => {}
            }
        }
        Ok(value)
    }

    /// Reads a number without its sign.
    fn number(&mut self) -> Result<f64, Fault> {
        let mut digits = Digits::default();
        match self.next() {
            None => return Err(self.fault("EOF while parsing a value")),
            Some(b'0') if self.digit().is_some() => return Err(self.before("invalid number")),
            Some(first @ b'0'..=b'9') => digits.push(first, 0),
            Some(_) => return Err(self.fault("invalid number")),
        }
        while let Some(digit) = self.digit() {
            self.skip();
            digits.push(digit, 0);
        }
        if self.peek() == Some(b'.') {
            self.skip();
            if self.digit().is_none() {
                let is_over = self.peek().is_none();
                return Err(self.before(if is_over { "EOF while parsing a value" } else { "invalid number" }));
            }
            while let Some(digit) = self.digit() {
                self.skip();
                digits.push(digit, 1);
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.skip();
            let power = self.power(digits.significand == 0)?;
            digits.exponent = digits.exponent.saturating_add(power);
        }
        digits.number().ok_or_else(|| self.fault("number out of range"))
    }

    /// Reads an exponent after its letter; one too large for any number but zero is a fault.
    fn power(&mut self, is_zero: bool) -> Result<i32, Fault> {
        let is_negative = self.peek() == Some(b'-');
        if let Some(b'+' | b'-') = self.peek() {
            self.skip();
        }
        let mut power: i32 = match self.next() {
            None => return Err(self.fault("EOF while parsing a value")),
            Some(first @ b'0'..=b'9') => i32::from(first.wrapping_sub(b'0')),
            Some(_) => return Err(self.fault("invalid number")),
        };
        while let Some(digit) = self.digit() {
            self.skip();
            power = power.saturating_mul(10).saturating_add(i32::from(digit.wrapping_sub(b'0')));
            if power == i32::MAX && !is_negative && !is_zero {
                return Err(self.fault("number out of range"));
            }
        }
        Ok(if is_negative { power.saturating_neg() } else { power })
    }

    fn digit(&self) -> Option<u8> {
        self.peek().filter(u8::is_ascii_digit)
    }

    /// Reads a text after its first quote.
    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        let mut unescaped = String::new();
        let mut start = self.at;
        loop {
            let end = self.plain_end();
            self.at = end;
            let byte = self.next().ok_or_else(|| self.fault("EOF while parsing a string"))?;
            match byte {
                b'"' | b'\\' => {
                    let plain = self.text.get(start..end).unwrap_or_default();
                    if byte == b'"' && unescaped.is_empty() {
                        return Ok(Cow::Borrowed(plain));
                    }
                    unescaped.push_str(plain);
                    if byte == b'"' {
                        return Ok(Cow::Owned(unescaped));
                    }
                    unescaped.push(self.escape()?);
                    start = self.at;
                }
                _ => return Err(self.fault("control character (\\u0000-\\u001F) found while parsing a string")),
            }
        }
    }

    /// Where the part of a text ends that stands for itself.
    fn plain_end(&self) -> usize {
        let mut end = self.at;
        while let Some(byte) = self.bytes.get(end) {
            if matches!(byte, b'"' | b'\\' | 0..0x20) {
                break;
            }
            end = end.wrapping_add(1);
        }
        end
    }

    /// Reads what stands after a backslash.
    fn escape(&mut self) -> Result<char, Fault> {
        match self.next() {
            None => Err(self.fault("EOF while parsing a string")),
            Some(byte @ (b'"' | b'\\' | b'/')) => Ok(char::from(byte)),
            Some(b'b') => Ok('\u{8}'),
            Some(b'f') => Ok('\u{c}'),
            Some(b'n') => Ok('\n'),
            Some(b'r') => Ok('\r'),
            Some(b't') => Ok('\t'),
            Some(b'u') => self.unicode(),
            Some(_) => Err(self.fault("invalid escape")),
        }
    }

    /// Reads one UTF-16 code unit, or the two of a pair.
    fn unicode(&mut self) -> Result<char, Fault> {
        let first = self.unit()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.fault(LONE));
        }
        for expected in [b'\\', b'u'] {
            match self.next() {
                None => return Err(self.fault("EOF while parsing a string")),
                Some(byte) if byte != expected => return Err(self.fault("unexpected end of hex escape")),
                Some(_) => {}
            }
        }
        let second = self.unit()?.checked_sub(0xDC00).filter(|low| *low < 0x400);
        let high = (first & 0x3FF) << 10;
        second.and_then(|low| char::from_u32(0x1_0000_u32.saturating_add(high | low))).ok_or_else(|| self.fault(LONE))
    }

    fn unit(&mut self) -> Result<u32, Fault> {
        let end = self.at.saturating_add(4);
        let Some(digits) = self.bytes.get(self.at..end) else {
            self.at = self.bytes.len();
            return Err(self.fault("EOF while parsing a string"));
        };
        self.at = end;
        let add = |number: u32, digit: &u8| Some((number << 4) | char::from(*digit).to_digit(16)?);
        digits.iter().try_fold(0, add).ok_or_else(|| self.fault("invalid escape"))
    }
}

const LONE: &str = "lone leading surrogate in hex escape";

/// The digits of a number, as many as count.
#[derive(Default)]
struct Digits {
    significand: u64,
    /// The power of ten by which the significand counts.
    exponent: i32,
    is_full: bool,
}

impl Digits {
    /// Takes a digit from before or, with one `place`, after the decimal point.
    fn push(&mut self, digit: u8, place: i32) {
        let more = self.significand.checked_mul(10);
        let more = more.and_then(|more| more.checked_add(u64::from(digit.wrapping_sub(b'0'))));
        match more.filter(|_| !self.is_full) {
            Some(more) => {
                self.significand = more;
                self.exponent = self.exponent.saturating_sub(place);
            }
            None => {
                self.is_full = true;
                self.exponent = self.exponent.saturating_add(1).saturating_sub(place);
            }
        }
    }

    /// The number, if floating point can hold it. Whole numbers are exact up to 2^53; no others are ever used.
    fn number(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 no field takes a number")]
        let significand = self.significand as f64;
        let power = (0..self.exponent.unsigned_abs().min(400)).fold(1.0, |power: f64, _| power * 10.0);
        let number = match self.exponent {
            _ if self.significand == 0 => 0.0,
            0.. => significand * power,
            _ => significand / power,
        };
        number.is_finite().then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What serde_json says is wrong with a text.
    fn known(text: &str) -> Option<String> {
        serde_json::from_str::<serde_json::Value>(text).err().map(|error| error.to_string())
    }

    fn found(text: &str) -> Option<String> {
        read(text).err().map(|fault| fault.message(text))
    }

    #[test]
    fn what_is_wrong_is_said_as_serde_json_says_it() {
        let sound = [
            r#"{ "a": [1, -2.5e+3, true, false, null], "b": { "c": "x\u00e4\n", "": [] } }"#,
            "[\n  \"\\ud83d\\ude00 \u{fc}\",\n  0.10, 1E-2,\t{}\n]\n",
            "-0",
            "1e300",
            "123456789012345678901234567890.123456789012345678901234567890",
            r#""\"\\\/\b\f\r\t""#,
        ];
        let pieces = [
            "", "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "9", ".", "e", "-", "n", "u", "d", "\n", "\u{1}",
            "\u{20ac}",
        ];
        for text in sound {
            assert_eq!(found(text), None, "{text}");
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let (before, after) = text.split_at(at);
                let without: String = after.chars().skip(1).collect();
                for piece in pieces {
                    for altered in [
                        format!("{before}{piece}"),
                        format!("{before}{piece}{after}"),
                        format!("{before}{piece}{without}"),
                    ] {
                        assert_eq!(found(&altered), known(&altered), "{altered}");
                    }
                }
            }
        }
    }

    #[test]
    fn numbers_are_those_of_serde_json() {
        let texts = [
            "0",
            "-0",
            "14.0",
            "1e2",
            "120e-1",
            "9007199254740991",
            "9007199254740993",
            "18446744073709551616",
            "0.1",
            "1.5e3",
            "-2E+2",
            "1e22",
            "0e999",
        ];
        for text in texts {
            assert_eq!(read(text), Ok(Json::Number(serde_json::from_str(text).expect(text))), "{text}");
        }
    }
}
