//! Puts texts together; the standard library's joining and padding weigh more than what they are used for here.

/// Texts with a separator between them.
pub(crate) fn joined(texts: &[&str], separator: &str) -> String {
    let mut joined = String::new();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(text);
    }
    joined
}

/// Names as messages list them: `` `a`, `b` ``; nothing where there is none.
pub(crate) fn quoted(names: &[&str]) -> String {
    if names.is_empty() { String::new() } else { joined(&["`", &joined(names, "`, `"), "`"], "") }
}

/// Adds the last so many hexadecimal digits of a number.
pub(crate) fn push_hex(number: u64, digits: u32, out: &mut String) {
    for place in (0..digits).rev() {
        let digit = number.unbounded_shr(place.saturating_mul(4)) & 0xf;
        out.extend(u32::try_from(digit).ok().and_then(|digit| char::from_digit(digit, 16)));
    }
}

/// A number with zeros before it, so that it has at least so many digits.
pub(crate) fn padded(number: u32, digits: usize) -> String {
    let text = number.to_string();
    let mut padded = String::new();
    for _ in text.len()..digits {
        padded.push('0');
    }
    padded + &text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_put_together() {
        assert_eq!(joined(&["a", "b", "c"], ", "), "a, b, c");
        assert_eq!((quoted(&["a", "b"]), quoted(&[])), ("`a`, `b`".to_owned(), String::new()));
        assert_eq!((padded(7, 2), padded(2026, 2)), ("07".to_owned(), "2026".to_owned()));
    }
}
