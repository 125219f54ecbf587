//! Time zones as data: the rules travel with the documents, so that every host knows the same ones.

mod base64;
mod tzif;
mod yearly;

use std::fmt;

use chrono::{NaiveDate, Timelike};

use crate::day::{self, Instant};
use tzif::Clocks;

/// One IANA time zone, read from its TZif data (RFC 9636).
#[derive(Debug, Clone)]
pub(crate) struct Zone {
    /// The IANA name: `Europe/Berlin`.
    pub(crate) id: String,
    clocks: Clocks,
}

impl Zone {
    /// Reads a zone from base64 TZif data.
    pub(crate) fn read(id: &str, tzif: &str) -> Option<Self> {
        let clocks = Clocks::read(&base64::read(tzif)?)?;
        Some(Self { id: id.into(), clocks })
    }

    /// The civil day on which `instant` falls here.
    pub(crate) fn day_of(&self, instant: Instant) -> Option<NaiveDate> {
        let local = instant.0.checked_add(self.offset_at(instant)?.checked_mul(1_000)?)?;
        let epoch = day::day_number(NaiveDate::default());
        day::day_with_number(local.div_euclid(86_400_000).checked_add(epoch)?)
    }

    /// The civil day and the time of day on the clock, in milliseconds, on which `instant` falls here.
    pub(crate) fn local(&self, instant: Instant) -> Option<(NaiveDate, i64)> {
        let local = instant.0.checked_add(self.offset_at(instant)?.checked_mul(1_000)?)?;
        Some((self.day_of(instant)?, local.rem_euclid(86_400_000)))
    }

    /// The instant of a time of day here: the first of two, or as much later as the clocks skip.
    pub(crate) fn at(&self, day: NaiveDate, time: i64) -> Option<Instant> {
        let utc = day::midnight_utc(day)?.0.checked_add(time)?;
        let by = |near: i64| {
            let offset = self.offset_at(Instant(near))?.checked_mul(1_000)?;
            utc.checked_sub(offset).map(Instant)
        };
        let before = by(utc.checked_sub(86_400_000)?)?;
        let after = by(utc.checked_add(86_400_000)?)?;
        let exact = [before, after].into_iter().filter(|instant| self.local(*instant) == Some((day, time)));
        exact.min().or(Some(before))
    }

    /// The first instant of `day` here: midnight, or the instant after a change of clocks that skips midnight.
    pub(crate) fn start_of(&self, day: NaiveDate) -> Option<Instant> {
        let midnight = day::midnight_utc(day)?;
        // Every offset lies within a day: look from well before until the day is reached.
        let before = self.offset_at(Instant(midnight.0.checked_sub(86_400_000)?))?;
        let after = self.offset_at(Instant(midnight.0.checked_add(86_400_000)?))?;
        let starts = [before, after]
            .into_iter()
            .filter_map(|offset| Some(Instant(midnight.0.checked_sub(offset.checked_mul(1_000)?)?)))
            .filter(|start| self.day_of(*start) == Some(day))
            .filter(|start| self.day_of(Instant(start.0.saturating_sub(1))) != Some(day));
        starts.min().or_else(|| self.search_start(day, midnight))
    }

    /// Finds the start of a day whose midnight the clocks skip, by halving between the days around it.
    fn search_start(&self, day: NaiveDate, midnight: Instant) -> Option<Instant> {
        let (mut before, mut inside) = (midnight.0.checked_sub(172_800_000)?, midnight.0.checked_add(86_400_000)?);
        while inside.checked_sub(before)? > 1 {
            let middle = before.checked_add(inside.checked_sub(before)?.checked_div(2)?)?;
            if self.day_of(Instant(middle))? < day {
                before = middle;
            } else {
                inside = middle;
            }
        }
        Some(Instant(inside))
    }

    /// Writes `instant` as RFC 3339 with the offset in force here.
    pub(crate) fn write(&self, instant: Instant) -> String {
        let offset = self.offset_at(instant).unwrap_or(0);
        Stamp { instant, offset }.to_string()
    }

    fn offset_at(&self, instant: Instant) -> Option<i64> {
        self.clocks.ahead_at(instant.0.div_euclid(1_000))
    }
}

/// Writes `instant` as RFC 3339 in UTC.
pub(crate) fn write_utc(instant: Instant) -> String {
    let text = Stamp { instant, offset: 0 }.to_string();
    text.strip_suffix("+00:00").map_or_else(|| text.clone(), |stem| format!("{stem}Z"))
}

/// An instant with the offset from UTC, in seconds, to show it in.
struct Stamp {
    instant: Instant,
    offset: i64,
}

impl fmt::Display for Stamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.instant.0.saturating_add(self.offset.saturating_mul(1_000));
        let local = chrono::DateTime::from_timestamp_millis(local).unwrap_or_default().naive_utc();
        let fraction = self.instant.0.rem_euclid(1_000);
        // Without chrono's format strings, which weigh more than everything else about dates.
        let (hour, minute, second) = (local.hour(), local.minute(), local.second());
        write!(formatter, "{}T{hour:02}:{minute:02}:{second:02}", local.date())?;
        if fraction > 0 {
            write!(formatter, ".{fraction:03}")?;
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.unsigned_abs().div_euclid(60);
        write!(formatter, "{sign}{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
    }
}
