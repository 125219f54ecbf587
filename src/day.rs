//! Civil days, instants and lengths, read strictly: no lenient form, no clock, no zone of the host.

use chrono::{Datelike, Months, NaiveDate};

use crate::text::{push_padded, push_two};

/// The first and last year a document may name; zone data starts with the year 2000.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// What a day has in UTC.
pub(crate) const MILLISECONDS_A_DAY: i64 = 86_400_000;

/// The number of the day 1970-01-01.
pub(crate) const FIRST_OF_1970: i64 = 719_163;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Instant(pub(crate) i64);

impl Instant {
    /// The last instant before this one.
    pub(crate) fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The earlier of two instants of which either may be unknown.
    pub(crate) fn earlier(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// So many hours later.
    pub(crate) fn plus_hours(self, hours: u32) -> Option<Self> {
        i64::from(hours).wrapping_mul(3_600_000).checked_add(self.0).map(Self)
    }
}

/// When something happened, as exactly as the document says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Some time on a civil day, in the zone of whoever asks.
    Day(NaiveDate),
    /// An exact instant.
    Instant(Instant),
}

/// A calendar length. Months are not days: one month from 31 January ends on the last day of February.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Length {
    /// Whole months, years included.
    pub(crate) months: u32,
    /// Whole days, weeks included; counted after the months.
    pub(crate) days: u32,
}

/// The most a length may be: a century, beyond any warranty and within the calendar.
const MOST_MONTHS: u32 = 1_200;
const MOST_DAYS: u32 = 36_600;
const MOST_HOURS: u32 = 87_660;

/// Reads `PT168H`: whole hours, up to ten years.
pub(crate) fn read_hours(text: &str) -> Option<u32> {
    let number = text.strip_prefix("PT")?.strip_suffix('H')?;
    let hours = digits(number.as_bytes()).filter(|_| (1..=5).contains(&number.len()))?;
    (!number.starts_with('0') && (1..=MOST_HOURS).contains(&hours)).then_some(hours)
}

/// Reads `YYYY-MM-DD` and nothing more lenient.
pub(crate) fn read_day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else {
        return None;
    };
    let year = i32::try_from(digits(&[y1, y2, y3, y4])?).ok()?;
    let day = NaiveDate::from_ymd_opt(year, digits(&[m1, m2])?, digits(&[d1, d2])?)?;
    YEARS.contains(&year).then_some(day)
}

/// Writes `YYYY-MM-DD`.
pub(crate) fn write(day: NaiveDate) -> String {
    let mut text = String::new();
    push(day, &mut text);
    text
}

/// Writes `YYYY-MM-DD` after other text.
pub(crate) fn push(day: NaiveDate, out: &mut String) {
    push_padded(u32::try_from(day.year()).unwrap_or(0), 4, out);
    for number in [day.month(), day.day()] {
        out.push('-');
        push_two(number, out);
    }
}

/// Reads an RFC 3339 instant with its offset: `2026-03-17T23:59:59+01:00`, `2026-03-17T22:59:59.000Z`.
///
/// Fractions finer than a millisecond are cut off: no deadline is finer than a second.
pub(crate) fn read_instant(text: &str) -> Option<Instant> {
    let (date, rest) = text.split_at_checked(10)?;
    let (time, rest) = rest.split_at_checked(9)?;
    let [b'T', h1, h2, b':', m1, m2, b':', s1, s2] = *time.as_bytes() else {
        return None;
    };
    let time = read_time([h1, h2], [m1, m2], [s1, s2])?;
    let (fraction, offset) = read_fraction(rest)?;
    let offset = read_offset(offset)?;
    // The years that are read are far from the ends of an `i64`, and the rest is less than two days.
    Some(Instant(midnight_utc(read_day(date)?).0.wrapping_add(time).wrapping_add(fraction).wrapping_sub(offset)))
}

/// Reads hours, minutes and seconds of two digits each as milliseconds.
fn read_time(hours: [u8; 2], minutes: [u8; 2], seconds: [u8; 2]) -> Option<i64> {
    let (hours, minutes, seconds) = (digits(&hours)?, digits(&minutes)?, digits(&seconds)?);
    let all = hours.wrapping_mul(3_600).wrapping_add(minutes.wrapping_mul(60)).wrapping_add(seconds);
    (hours <= 23 && minutes <= 59 && seconds <= 59).then_some(i64::from(all).wrapping_mul(1_000))
}

/// Reads a date or an instant.
pub(crate) fn read_moment(text: &str) -> Option<Moment> {
    read_day(text).map(Moment::Day).or_else(|| read_instant(text).map(Moment::Instant))
}

fn read_fraction(text: &str) -> Option<(i64, &str)> {
    let Some(fraction) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let end = fraction.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = fraction.split_at_checked(end)?;
    if !(1..=9).contains(&number.len()) {
        return None;
    }
    let mut padded = String::from(number);
    padded.push_str("00");
    Some((i64::from(digits(padded.as_bytes().get(..3)?)?), rest))
}

fn read_offset(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let [sign, h1, h2, b':', m1, m2] = *text.as_bytes() else {
        return None;
    };
    let offset = read_time([h1, h2], [m1, m2], *b"00")?;
    match sign {
        b'+' => Some(offset),
        b'-' => Some(offset.wrapping_neg()),
        _ => None,
    }
}

pub(crate) fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |number, byte| {
        let digit = char::from(*byte).to_digit(10)?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// The instant at which `day` begins in UTC.
pub(crate) fn midnight_utc(day: NaiveDate) -> Instant {
    // No day of the calendar wraps: a number of a day has 27 bits, and the milliseconds of one as many.
    Instant(day_number(day).wrapping_sub(FIRST_OF_1970).wrapping_mul(MILLISECONDS_A_DAY))
}

/// The civil day of so many milliseconds since 1970 in UTC.
pub(crate) fn day_at(milliseconds: i64) -> Option<NaiveDate> {
    day_with_number(milliseconds.div_euclid(MILLISECONDS_A_DAY).wrapping_add(FIRST_OF_1970))
}

/// The day number of a civil day; consecutive days have consecutive numbers.
pub(crate) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The civil day with this number, if the calendar reaches it.
pub(crate) fn day_with_number(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}

/// The civil day so many days after another.
pub(crate) fn days_after(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day_with_number(day_number(day).saturating_add(days))
}

impl Length {
    /// Reads `P14D`, `P2W`, `P1M`, `P2Y` and their sums in that order of units: `P1Y6M`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix('P')?;
        if rest.is_empty() {
            return None;
        }
        let mut length = Self::default();
        for (unit, months, days) in [('Y', 12, 0), ('M', 1, 0), ('W', 0, 7), ('D', 0, 1)] {
            let Some((number, after)) = rest.split_once(unit) else {
                continue;
            };
            if !(1..=4).contains(&number.len()) {
                return None;
            }
            let number = digits(number.as_bytes())?;
            length.months = length.months.checked_add(number.checked_mul(months)?)?;
            length.days = length.days.checked_add(number.checked_mul(days)?)?;
            rest = after;
        }
        (rest.is_empty() && length.months <= MOST_MONTHS && length.days <= MOST_DAYS).then_some(length)
    }

    /// Writes it as documents do.
    pub(crate) fn text(self) -> String {
        let mut text = String::from("P");
        for (number, unit) in [(self.months.div_euclid(12), 'Y'), (self.months.rem_euclid(12), 'M'), (self.days, 'D')] {
            if number > 0 || (unit == 'D' && self.months == 0) {
                text.push_str(&number.to_string());
                text.push(unit);
            }
        }
        text
    }

    /// Both lengths after each other: months first, then days.
    ///
    /// The sum stays within what one length may be, a century.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            months: self.months.saturating_add(other.months).min(MOST_MONTHS),
            days: self.days.saturating_add(other.days).min(MOST_DAYS),
        }
    }

    /// The fewest and the most days that it lasts, wherever it starts: of months up to eleven each has 28 to 31, and twelve are 365
    /// or 366 days.
    #[cfg(feature = "check")]
    pub(crate) fn least_and_most_days(self) -> (i64, i64) {
        let (years, months) = (i64::from(self.months.div_euclid(12)), i64::from(self.months.rem_euclid(12)));
        let sum = |year: i64, month: i64| {
            let whole = years.saturating_mul(year).saturating_add(months.saturating_mul(month));
            whole.saturating_add(i64::from(self.days))
        };
        (sum(365, 28), sum(366, 31))
    }

    /// The last day of this length after an event on `day`: the event's day is not counted, months end on the
    /// corresponding day or, where the month has none, on its last (Regulation (EEC, Euratom) No 1182/71, article 3;
    /// Civil Code of the People's Republic of China, articles 201 and 202).
    pub(crate) fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        days_after(day.checked_add_months(Months::new(self.months))?, i64::from(self.days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_strictly() {
        #[rustfmt::skip]
        let cases = [
            // why this row               text           read
            ("the one form",              "2026-03-01",  true),
            ("a leap day",                "2028-02-29",  true),
            ("no leap day",               "2026-02-29",  false),
            ("no leading zeros",          "2026-3-1",    false),
            ("a year of two digits",      "26-03-01",    false),
            ("white space",               "2026-03-01 ", false),
            ("a sign",                    "+026-03-01",  false),
            ("other digits",              "２０26-03-01", false),
            ("before all zone data",      "1999-12-31",  false),
        ];
        for (why, text, read) in cases {
            assert_eq!(read_day(text).is_some(), read, "{why}");
        }
    }

    #[test]
    fn every_day_of_the_calendar_has_its_midnight() {
        for day in [NaiveDate::MIN, NaiveDate::default(), NaiveDate::MAX] {
            let midnight = midnight_utc(day);
            let days = day.signed_duration_since(NaiveDate::default()).num_days();
            assert_eq!(i128::from(midnight.0), i128::from(days) * 86_400_000, "{day}");
            let (first, last) = (midnight.0, midnight.0 + MILLISECONDS_A_DAY - 1);
            assert_eq!((day_at(first), day_at(last)), (Some(day), Some(day)));
        }
        assert_eq!([i64::MIN, i64::MAX].map(day_at), [None, None]);
    }

    #[test]
    fn instants_are_read_strictly() {
        #[rustfmt::skip]
        let cases = [
            // why this row                text                             milliseconds
            ("midnight",                   "2000-01-01T00:00:00Z",          Some(0)),
            ("an offset",                  "2000-01-01T01:00:00+01:00",     Some(0)),
            ("a fraction, as toISOString", "2000-01-01T00:00:00.25Z",       Some(250)),
            ("finer than a millisecond",   "2000-01-01T00:00:00.0019Z",     Some(1)),
            ("no offset",                  "2000-01-01T00:00:00",           None),
            ("an empty fraction",          "2000-01-01T00:00:00.Z",         None),
            ("24 o'clock",                 "2000-01-01T24:00:00Z",          None),
            ("a leap second",              "2016-12-31T23:59:60Z",          None),
            ("lower-case letters",         "1970-01-01t00:00:00z",          None),
            ("a space for the T",          "1970-01-01 00:00:00Z",          None),
        ];
        for (why, text, milliseconds) in cases {
            assert_eq!(read_instant(text).map(|instant| instant.0 - 946_684_800_000), milliseconds, "{why}");
        }
    }

    #[test]
    fn lengths_end_on_the_corresponding_day() {
        #[rustfmt::skip]
        let cases = [
            // why this row                           start         length   last day
            ("the event's day is not counted",        "2026-03-03", "P14D",  "2026-03-17"),
            ("weeks are days",                        "2026-03-03", "P2W",   "2026-03-17"),
            ("the month has no 31st",                 "2026-01-31", "P1M",   "2026-02-28"),
            ("the month has no 31st, leap year",      "2028-01-31", "P1M",   "2028-02-29"),
            ("no 29 February a year later",           "2028-02-29", "P1Y",   "2029-02-28"),
            ("months before days",                    "2026-01-31", "P1M1D", "2026-03-01"),
            ("nothing at all closes on the day",      "2026-03-03", "P0D",   "2026-03-03"),
        ];
        for (why, start, length, last) in cases {
            let length = Length::read(length).expect(why);
            assert_eq!(length.after(read_day(start).expect(why)), read_day(last), "{why}");
        }
    }

    #[test]
    fn lengths_have_one_form() {
        #[rustfmt::skip]
        let cases = [
            ("P30D", Some("P30D")), ("P2W", Some("P14D")), ("P24M", Some("P2Y")), ("P1Y6M2D", Some("P1Y6M2D")),
            ("P0D", Some("P0D")), ("P", None), ("30D", None), ("P1D1M", None), ("P-1D", None), ("P1.5D", None),
            ("PT24H", None), ("P99999D", None), ("P1M1M", None),
        ];
        for (text, written) in cases {
            assert_eq!(Length::read(text).map(|length| length.text()).as_deref(), written, "{text}");
        }
    }
}
