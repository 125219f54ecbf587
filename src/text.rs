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

/// Writes the last two digits of a number.
pub(crate) fn push_two(number: u32, out: &mut String) {
    for digit in [number.div_euclid(10), number] {
        out.push(char::from_digit(digit.rem_euclid(10), 10).unwrap_or('0'));
    }
}

/// Writes a number with zeros before it, so that it has at least so many digits.
pub(crate) fn push_padded(number: u32, digits: u32, out: &mut String) {
    let own = number.checked_ilog10().map_or(1, |power| power.saturating_add(1));
    let mut power = 10_u32.saturating_pow(digits.max(own).saturating_sub(1));
    while power > 0 {
        let digit = number.div_euclid(power).rem_euclid(10);
        out.push(char::from_digit(digit, 10).unwrap_or('0'));
        power = power.div_euclid(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_put_together() {
        assert_eq!(joined(&["a", "b", "c"], ", "), "a, b, c");
        assert_eq!((quoted(&["a", "b"]), quoted(&[])), ("`a`, `b`".to_owned(), String::new()));
        let mut numbers = String::new();
        for (number, digits) in [(7, 2), (2026, 2), (0, 1), (u32::MAX, 4)] {
            push_padded(number, digits, &mut numbers);
            numbers.push(' ');
        }
        assert_eq!(numbers, "07 2026 0 4294967295 ");
    }
}
