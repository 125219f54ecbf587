//! Reads JSON text in its plain form, value by value and without a tree.
//!
//! Plain is what writers of JSON write of most orders: no escapes in texts, whole numbers without fraction or exponent.
//! Everything here gives `None` where a text is not plain, be it wrong or only unusual.

/// A text, and how much of it was read.
pub(super) struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

/// The keys of the last object of a kind as they stood, each with its field: most objects of a kind are written alike.
#[derive(Debug, Default)]
pub(super) struct Keys(Vec<(Token, usize)>);

/// How long a key may be with all around it that is kept.
const LONGEST_KEPT: usize = 128;

/// A piece of text that may come next.
#[derive(Debug)]
pub(super) struct Token {
    text: String,
    /// Its first bytes, and which bits of so many bytes are theirs: most tokens are compared at once.
    first: u128,
    mask: u128,
}

/// How many bytes are compared at once.
const AT_ONCE: usize = 16;

impl Token {
    /// Takes a text in.
    pub(super) fn new(text: &str) -> Self {
        let (mut first, mut mask) = ([0; AT_ONCE], [0; AT_ONCE]);
        for ((byte, first), mask) in text.bytes().zip(&mut first).zip(&mut mask) {
            (*first, *mask) = (byte, u8::MAX);
        }
        Self { text: text.to_owned(), first: u128::from_le_bytes(first), mask: u128::from_le_bytes(mask) }
    }

    /// Says whether a text begins with it.
    #[inline]
    pub(super) fn begins(&self, bytes: &[u8]) -> bool {
        match bytes.first_chunk() {
            Some(first) if u128::from_le_bytes(*first) & self.mask != self.first => false,
            Some(_) if self.text.len() <= AT_ONCE => true,
            _ => bytes.starts_with(self.text.as_bytes()),
        }
    }
}

/// As many digits as the largest whole number that documents may state.
const MOST_DIGITS: usize = 16;

impl<'t> Scanner<'t> {
    /// Begins with a text.
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0 }
    }

    /// The next byte that is no space; it is not passed over.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.skip(1),
                byte => return byte.copied(),
            }
        }
    }

    const fn skip(&mut self, bytes: usize) {
        self.at = self.at.wrapping_add(bytes);
    }

    /// Passes over a byte that has to come next, and the space before it.
    #[inline]
    pub(super) fn pass(&mut self, byte: u8) -> Option<()> {
        if self.bytes.get(self.at) != Some(&byte) && self.peek()? != byte {
            return None;
        }
        self.skip(1);
        Some(())
    }

    /// What is still to be read.
    #[inline]
    pub(super) fn rest(&self) -> &'t [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// How much was read.
    #[inline]
    pub(super) const fn place(&self) -> usize {
        self.at
    }

    /// What was read since then.
    #[inline]
    pub(super) fn since(&self, place: usize) -> Option<&'t str> {
        self.text.get(place..self.at)
    }

    /// Passes over a word that has to come next.
    #[inline]
    pub(super) fn word(&mut self, word: &str) -> Option<&'t str> {
        let from = self.at;
        self.rest().starts_with(word.as_bytes()).then(|| self.skip(word.len()))?;
        self.since(from)
    }

    /// Passes over a token with which what is still to be read begins.
    #[inline]
    pub(super) fn pass_token(&mut self, token: &Token) -> Option<&'t str> {
        let from = self.at;
        self.skip(token.text.len());
        self.since(from)
    }

    /// Reads a text.
    #[inline]
    pub(super) fn string(&mut self) -> Option<&'t str> {
        self.pass(b'"')?;
        let rest = self.bytes.get(self.at..)?;
        let length = plain_length(rest);
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        let string = self.text.get(self.at..self.at.wrapping_add(length))?;
        self.skip(length.wrapping_add(1));
        Some(string)
    }

    /// Reads a whole number that is not negative.
    #[inline]
    pub(super) fn whole(&mut self) -> Option<i64> {
        let rest = self.bytes.get(self.at..)?;
        let mut number: i64 = 0;
        let mut length = 0;
        while let Some(digit) = rest.get(length).filter(|byte| byte.is_ascii_digit()) {
            number = number.wrapping_mul(10).wrapping_add(i64::from(digit.wrapping_sub(b'0')));
            length = length.wrapping_add(1);
            if length > MOST_DIGITS {
                return None;
            }
        }
        let is_plain = match rest.get(length) {
            Some(b'.' | b'e' | b'E') => false,
            _ => length == 1 || (length > 1 && rest.first() != Some(&b'0')),
        };
        is_plain.then(|| {
            self.skip(length);
            number
        })
    }

    /// Reads an object; `field` reads the value of each key.
    pub(super) fn object(&mut self, mut field: impl FnMut(&mut Self, &'t str) -> Option<()>) -> Option<()> {
        self.pass(b'{')?;
        if self.peek()? == b'}' {
            return self.pass(b'}');
        }
        loop {
            self.peek()?;
            let key = self.string()?;
            self.pass(b':')?;
            self.peek()?;
            field(self, key)?;
            if self.peek()? == b'}' {
                return self.pass(b'}');
            }
            self.pass(b',')?;
        }
    }

    /// Reads an object whose keys are fields; `find` tells the field of a key, and `read` reads its value.
    ///
    /// Where a key stands as it stood in the last object of this kind, with all that parts it from the value before and its own,
    /// it is passed over in one step.
    pub(super) fn fields(
        &mut self,
        keys: &mut Keys,
        find: impl Fn(&str) -> Option<usize>,
        mut read: impl FnMut(&mut Self, usize) -> Option<()>,
    ) -> Option<()> {
        let mut separator = b'{';
        for place in 0.. {
            let rest = self.bytes.get(self.at..)?;
            let field = match keys.0.get(place) {
                Some((token, field)) if token.begins(rest) => {
                    self.skip(token.text.len());
                    *field
                }
                _ => {
                    let from = self.at;
                    if self.peek()? == b'}' && place > 0 {
                        return self.pass(b'}');
                    }
                    self.pass(separator)?;
                    if self.peek()? == b'}' && place == 0 {
                        return self.pass(b'}');
                    }
                    let field = find(self.string()?)?;
                    self.pass(b':')?;
                    self.peek()?;
                    keys.0.truncate(place);
                    let text = self.text.get(from..self.at)?;
                    if keys.0.len() == place && text.len() <= LONGEST_KEPT {
                        keys.0.push((Token::new(text), field));
                    }
                    field
                }
            };
            read(self, field)?;
            separator = b',';
        }
        None
    }

    /// Reads a list; `item` reads each value.
    pub(super) fn list(&mut self, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.pass(b'[')?;
        if self.peek()? == b']' {
            return self.pass(b']');
        }
        loop {
            self.peek()?;
            item(self)?;
            if self.peek()? == b']' {
                return self.pass(b']');
            }
            self.pass(b',')?;
        }
    }

    /// Says that nothing but space is left.
    pub(super) fn is_over(&mut self) -> bool {
        self.peek().is_none()
    }
}

/// How many bytes come before a quote, a backslash or a control character, eight of them looked at together.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(eight) = bytes.get(length..).and_then(<[u8]>::first_chunk) {
        let eight = u64::from_le_bytes(*eight);
        let end =
            (zeros(eight ^ repeated(b'"')) | zeros(eight ^ repeated(b'\\')) | below_space(eight)) & repeated(0x80);
        if end != 0 {
            return length.wrapping_add(usize::try_from(end.trailing_zeros().div_euclid(8)).unwrap_or(0));
        }
        length = length.wrapping_add(8);
    }
    let rest = bytes.get(length..).unwrap_or_default();
    let end = rest.iter().position(|byte| matches!(byte, 0..b' ' | b'"' | b'\\'));
    length.wrapping_add(end.unwrap_or(rest.len()))
}

/// Eight times the same byte.
const fn repeated(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Sets the highest bit of each byte that is zero; up to the first of them, of no other.
const fn zeros(eight: u64) -> u64 {
    eight.wrapping_sub(repeated(1)) & !eight
}

/// The same for each byte below that of a space.
const fn below_space(eight: u64) -> u64 {
    eight.wrapping_sub(repeated(b' ')) & !eight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_end_at_the_first_byte_that_is_not_plain() {
        for byte in 0..=u8::MAX {
            let is_plain = byte >= b' ' && byte != b'"' && byte != b'\\';
            for length in 0..20 {
                for around in [b' ', b'a', b'\x7f', b'\x80', b'\xff'] {
                    let mut bytes = [around; 20];
                    bytes[length] = byte;
                    assert_eq!(
                        plain_length(&bytes),
                        if is_plain { 20 } else { length },
                        "{byte:#x} after {length} of {around:#x}"
                    );
                }
            }
        }
    }

    #[test]
    fn keys_with_much_around_them_are_not_kept() {
        let space = " ".repeat(LONGEST_KEPT);
        for (text, kept) in [
            (r#"{"a":1,"b":2,"c":3}"#.to_owned(), 3),
            (format!(r#"{{"a":1,{space}"b":2,"c":3}}"#), 1),
            (format!(r#"{{{space}"a":1,"b":2}}"#), 0),
        ] {
            let mut keys = Keys::default();
            for _ in 0..2 {
                let mut scanner = Scanner::new(&text);
                let mut read = Vec::new();
                let find = |key: &str| ["a", "b", "c"].iter().position(|name| *name == key);
                scanner
                    .fields(&mut keys, find, |scanner, field| {
                        read.push((field, scanner.whole()?));
                        Some(())
                    })
                    .expect("plain JSON");
                let count = text.matches(':').count();
                assert_eq!(read, [(0, 1), (1, 2), (2, 3)][..count], "{text}");
                assert_eq!(keys.0.len(), kept, "{text}");
            }
        }
    }

    #[test]
    fn only_plain_json_is_read() {
        #[rustfmt::skip]
        let cases = [
            // why this row                text                      read
            ("an object",                  r#"{ "a" : [1, 2] }"#,    true),
            ("an empty object",            "{}",                     true),
            ("an empty list",              r#"{"a":[]}"#,            true),
            ("letters of any script",      r#"{"ä€":[0]}"#,          true),
            ("a trailing comma",           r#"{"a":[1,]}"#,          false),
            ("a comma alone",              r#"{"a":[1],}"#,          false),
            ("no comma",                   r#"{"a":[1 2]}"#,         false),
            ("no colon",                   r#"{"a" [1]}"#,           false),
            ("no end",                     r#"{"a":[1]"#,            false),
            ("no end of a text",           r#"{"a"#,                 false),
            ("something after it",         r#"{"a":[1]} x"#,         false),
            ("an escape",                  r#"{"\u0061":[1]}"#,      false),
            ("a control character",        "{\"\u{1}\":[1]}",        false),
            ("a leading zero",             r#"{"a":[01]}"#,          false),
            ("a fraction",                 r#"{"a":[1.0]}"#,         false),
            ("an exponent",                r#"{"a":[1e2]}"#,         false),
            ("a sign",                     r#"{"a":[-1]}"#,          false),
            ("too many digits",            r#"{"a":[12345678901234567]}"#, false),
        ];
        for (why, text, read) in cases {
            let mut scanner = Scanner::new(text);
            let done = scanner.object(|scanner, _| scanner.list(|scanner| scanner.whole().map(|_| ())));
            assert_eq!(done.is_some() && scanner.is_over(), read, "{why}");
        }
    }
}
