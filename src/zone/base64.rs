//! Reads base64 (RFC 4648, section 4): padded, without anything else in between.

/// The bytes of a text; `None` for anything that is not the one form of some bytes.
pub(super) fn read(text: &str) -> Option<Vec<u8>> {
    let padding = text.bytes().rev().take_while(|byte| *byte == b'=').count();
    let digits = text.as_bytes().get(..text.len().checked_sub(padding)?)?;
    if padding > 2 || text.len().rem_euclid(4) != 0 {
        return None;
    }
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0_u32);
    for digit in digits {
        bits = (bits << 6) | value(*digit)?;
        count = count.wrapping_add(6);
        if count >= 8 {
            count = count.wrapping_sub(8);
            bytes.push((bits >> count).to_be_bytes()[3]);
            bits &= (1_u32 << count).wrapping_sub(1);
        }
    }
    // What is left over of the last digit must be nothing, else two texts would mean the same.
    (bits == 0).then_some(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let (first, at) = match digit {
        b'A'..=b'Z' => (b'A', 0),
        b'a'..=b'z' => (b'a', 26),
        b'0'..=b'9' => (b'0', 52),
        b'+' => (b'+', 62),
        b'/' => (b'/', 63),
        _ => return None,
    };
    Some(u32::from(digit.wrapping_sub(first)).wrapping_add(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_form_of_some_bytes_is_read() {
        #[rustfmt::skip]
        let cases = [
            // why this row                     text        bytes
            ("nothing",                         "",         Some("")),
            ("no padding",                      "Zm9v",     Some("foo")),
            ("one sign of padding",             "Zm8=",     Some("fo")),
            ("two",                             "Zg==",     Some("f")),
            ("every kind of digit",             "+/09azAZ", Some("\u{fb}\u{fd}=k0\u{19}")),
            ("padding left out",                "Zg",       None),
            ("too much of it",                  "Z===",     None),
            ("padding that means something",    "Zh==",     None),
            ("padding in the middle",           "Zg==Zg==", None),
            ("white space",                     "Zm9v\n",   None),
            ("digits of another alphabet",      "Zm9_",     None),
        ];
        for (why, text, bytes) in cases {
            let bytes =
                bytes.map(|bytes| bytes.chars().map(|byte| u8::try_from(u32::from(byte)).expect(why)).collect());
            assert_eq!(read(text), bytes, "{why}");
        }
    }
}
