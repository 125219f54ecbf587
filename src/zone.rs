//! Time zones as data: the rules travel with the documents, so that every host knows the same ones.

mod base64;
mod tzif;
mod yearly;

use chrono::NaiveDate;

use crate::day::{self, Instant};
use crate::text::padded;
use tzif::Clocks;

/// One IANA time zone, read from its TZif data (RFC 9636).
#[derive(Debug, Clone, PartialEq, Eq)]
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
        day_at(local)
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
        let sign = if offset < 0 { "-" } else { "+" };
        let minutes = u32::try_from(offset.unsigned_abs().div_euclid(60)).unwrap_or(0);
        let (hours, minutes) = (padded(minutes.div_euclid(60), 2), padded(minutes.rem_euclid(60), 2));
        clock(instant, offset) + sign + &hours + ":" + &minutes
    }

    fn offset_at(&self, instant: Instant) -> Option<i64> {
        self.clocks.ahead_at(instant.0.div_euclid(1_000))
    }
}

#[cfg(feature = "check")]
impl Zone {
    /// The same with every change of its clocks by itself, as far as two centuries after any event reach: quicker to ask often.
    pub(crate) fn spelled_out(&self) -> Self {
        Self { id: self.id.clone(), clocks: self.clocks.spelled_out(day::YEARS.end().saturating_add(202)) }
    }

    /// How many seconds the clocks are ahead of UTC before an instant, and their changes from there until before another: when, in
    /// milliseconds since 1970, and how far ahead then. Only of zones that are spelled out.
    pub(crate) fn changes(&self, from: Instant, below: Instant) -> (i64, impl Iterator<Item = (i64, i64)>) {
        let second = |instant: Instant| instant.0.saturating_add(999).div_euclid(1_000);
        let (before, changes) = self.clocks.between(second(from), second(below));
        (before, changes.iter().map(|(from, ahead)| (from.saturating_mul(1_000), *ahead)))
    }
}

/// Writes `instant` as RFC 3339 in UTC.
pub(crate) fn write_utc(instant: Instant) -> String {
    clock(instant, 0) + "Z"
}

/// The civil day on which a clock stands that shows so many milliseconds since 1970.
fn day_at(local: i64) -> Option<NaiveDate> {
    let epoch = day::day_number(NaiveDate::default());
    day::day_with_number(local.div_euclid(86_400_000).checked_add(epoch)?)
}

/// The date and the time of day of an instant, so many seconds ahead of UTC.
fn clock(instant: Instant, offset: i64) -> String {
    let local = instant.0.saturating_add(offset.saturating_mul(1_000));
    let mut text = day::write(day_at(local).unwrap_or_default());
    let milliseconds = u32::try_from(local.rem_euclid(86_400_000)).unwrap_or(0);
    let (seconds, fraction) = (milliseconds.div_euclid(1_000), milliseconds.rem_euclid(1_000));
    let minutes = seconds.div_euclid(60);
    for (mark, number) in [('T', minutes.div_euclid(60)), (':', minutes.rem_euclid(60)), (':', seconds.rem_euclid(60))]
    {
        text.push(mark);
        text.push_str(&padded(number, 2));
    }
    if fraction > 0 {
        text.push('.');
        text.push_str(&padded(fraction, 3));
    }
    text
}
