//! Amounts of money: whole minor units and a currency, never a fraction.

use crate::day::digits;
use crate::json::write::{Object, ToJson};
use crate::text::push_padded;

/// An amount in the minor unit of its currency: 499 EUR are 4.99 euros, 500 JPY are 500 yen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Money {
    /// Whole minor units, 0 to 2^53 - 1.
    pub(crate) amount: i64,
    /// The ISO 4217 code.
    pub(crate) currency: String,
}

impl ToJson for Money {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        object.field("amount", &self.amount);
        object.field("currency", &self.currency);
        object.close();
    }
}

/// A share of an amount in hundredths of a percent: 1,500 is 15 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Rate(pub(crate) u32);

impl Rate {
    /// Reads `15%`, `2.5%` or `0.25%`, up to `100%`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let number = text.strip_suffix('%')?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !(1..=3).contains(&whole.len()) || !(1..=2).contains(&fraction.len()) || leading_zero {
            return None;
        }
        let tenths_or_hundredths = digits(fraction.as_bytes())?;
        let hundredths = if fraction.len() == 1 { tenths_or_hundredths.checked_mul(10)? } else { tenths_or_hundredths };
        let rate = digits(whole.as_bytes())?.checked_mul(100)?.checked_add(hundredths)?;
        (rate <= 10_000).then_some(Self(rate))
    }

    /// Writes it as documents do.
    pub(crate) fn text(self) -> String {
        let (whole, hundredths) = (self.0.div_euclid(100), self.0.rem_euclid(100));
        let (tenths, rest) = (hundredths.div_euclid(10), hundredths.rem_euclid(10));
        let mut text = whole.to_string();
        if hundredths > 0 {
            text.push('.');
            push_padded(if rest == 0 { tenths } else { hundredths }, if rest == 0 { 1 } else { 2 }, &mut text);
        }
        text + "%"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_written_in_their_shortest_form() {
        #[rustfmt::skip]
        let cases = [
            ("0%", "0%"), ("15%", "15%"), ("100%", "100%"), ("10.10%", "10.1%"), ("2.5%", "2.5%"), ("0.25%", "0.25%"), ("7.05%", "7.05%"),
            ("20.0%", "20%"),
        ];
        for (text, written) in cases {
            assert_eq!(Rate::read(text).map(Rate::text).as_deref(), Some(written));
        }
    }
}
