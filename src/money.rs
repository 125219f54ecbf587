//! Amounts of money: whole minor units and a currency, never a fraction.

use crate::json::write::{Object, ToJson};

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
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !digits(whole) || !digits(fraction) || whole.len() > 3 || fraction.len() > 2 || leading_zero {
            return None;
        }
        let hundredths = format!("{fraction:0<2}").parse::<u32>().ok()?;
        let rate = whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(hundredths)?;
        (rate <= 10_000).then_some(Self(rate))
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, hundredths) = (self.0.div_euclid(100), self.0.rem_euclid(100));
        let text = format!("{whole}.{hundredths:02}");
        write!(formatter, "{}%", text.trim_end_matches('0').trim_end_matches('.'))
    }
}
