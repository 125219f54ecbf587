//! Reads single values of plain form, and sees that they look as they should.

use crate::brief::known::Known;
use crate::brief::scan::Scanner;
use crate::day;
use crate::fact::Definition;
use crate::shape::{self, LONGEST_NAME, LONGEST_TEXT, Shape};

/// Reads a text.
#[inline]
pub(super) fn text<'t>(scanner: &mut Scanner<'t>) -> Option<&'t str> {
    scanner.string().filter(|text| fits(&Shape::Text, text))
}

/// As `shape` has it, which counts characters; where these are fewer than bytes it is asked.
#[inline]
pub(super) fn fits(shape: &Shape, text: &str) -> bool {
    match shape {
        Shape::Word | Shape::WordOrFlag => (1..=LONGEST_NAME).contains(&text.len()) && is_name(text),
        Shape::Text | Shape::Path | Shape::Market | Shape::Currency if (1..=LONGEST_TEXT).contains(&text.len()) => {
            shape::has_form(shape, text)
        }
        shape => shape::fits(shape, text),
    }
}

fn is_name(text: &str) -> bool {
    text.bytes().all(|byte| OF_NAMES.get(usize::from(byte)) == Some(&true))
}

/// How many bytes there are.
const BYTES: usize = 256;

/// Which bytes names are made of.
const OF_NAMES: [bool; BYTES] = {
    let mut table = [false; BYTES];
    let mut rest = table.as_mut_slice();
    let mut byte = 0_u8;
    while let [first, others @ ..] = rest {
        *first = shape::is_of_name(byte as char);
        byte = byte.wrapping_add(1);
        rest = others;
    }
    table
};

/// Reads what stands of a fact.
#[inline]
pub(super) fn read<'t>(scanner: &mut Scanner<'t>, definition: &Definition) -> Option<Known<'t>> {
    if definition.nullable && scanner.peek()? == b'n' {
        return read_null(scanner);
    }
    read_shape(scanner, &definition.value)
}

/// Reads that there is none.
pub(super) fn read_null<'t>(scanner: &mut Scanner<'t>) -> Option<Known<'t>> {
    scanner.word("null")?;
    Some(Known::None)
}

/// Reads one value of a shape.
pub(super) fn read_shape<'t>(scanner: &mut Scanner<'t>, shape: &Shape) -> Option<Known<'t>> {
    match (shape, scanner.peek()?) {
        (Shape::Whole(least, most), _) => {
            scanner.whole().filter(|whole| (*least..=*most).contains(whole)).map(Known::Number)
        }
        (Shape::WordOrFlag, b't') => scanner.word("true").map(Known::Word),
        (Shape::WordOrFlag, b'f') => scanner.word("false").map(Known::Word),
        (Shape::Moment, _) => day::read_moment(scanner.string()?).map(Known::Moment),
        (Shape::OneOf(among), _) => scanner.string().filter(|text| among.contains(text)).map(Known::Word),
        (shape, _) => scanner.string().filter(|text| fits(shape, text)).map(Known::Word),
    }
}
