//! Amounts of money: whole minor units and a currency, never a fraction.

use crate::day::digits;
use crate::json::write::{Object, ToJson};
use crate::text::padded;

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
        let text = whole.to_string() + "." + &padded(hundredths, 2);
        text.trim_end_matches('0').trim_end_matches('.').to_owned() + "%"
    }
}
