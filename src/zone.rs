//! Time zones as data: the rules travel with the documents, so that every host knows the same ones.

mod base64;
mod tzif;
mod yearly;

use chrono::NaiveDate;

use crate::day::{self, Instant, MILLISECONDS_A_DAY};
use crate::text::{push_padded, push_two};
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
        day::day_at(self.shown(instant)?)
    }

    /// The civil day and the time of day on the clock, in milliseconds, on which `instant` falls here.
    pub(crate) fn local(&self, instant: Instant) -> Option<(NaiveDate, i64)> {
        let shown = self.shown(instant)?;
        Some((day::day_at(shown)?, shown.rem_euclid(MILLISECONDS_A_DAY)))
    }

    /// The instant of a time of day here: the first of two, or as much later as the clocks skip.
    pub(crate) fn at(&self, day: NaiveDate, time: i64) -> Option<Instant> {
        let shown = day::midnight_utc(day).0.wrapping_add(time);
        let (before, after) = self.around(shown)?;
        let exact = |instant: Instant| (self.local(instant) == Some((day, time))).then_some(instant);
        Instant::earlier(exact(before), exact(after)).or(Some(before))
    }

    /// The first instant of `day` here: midnight, or the instant after a change of clocks that skips midnight.
    pub(crate) fn start_of(&self, day: NaiveDate) -> Option<Instant> {
        let midnight = day::midnight_utc(day).0;
        let (before, after) = self.around(midnight)?;
        let of_day = midnight..midnight.wrapping_add(MILLISECONDS_A_DAY);
        let is_in = |instant: Instant| self.shown(instant).is_some_and(|shown| of_day.contains(&shown));
        let start = |instant: Instant| (is_in(instant) && !is_in(instant.before())).then_some(instant);
        // Mostly both are the same.
        let later = if after == before { None } else { start(after) };
        Instant::earlier(start(before), later).or_else(|| self.search_start(day, midnight))
    }

    /// The instants at which clocks show so many milliseconds since 1970, if they are ahead as they are a day before it, and as they
    /// are a day after: they are never ahead or behind by more than a day.
    fn around(&self, shown: i64) -> Option<(Instant, Instant)> {
        let by = |near: i64| Some(Instant(shown.wrapping_sub(self.ahead_at(Instant(shown.wrapping_add(near)))?)));
        Some((by(-MILLISECONDS_A_DAY)?, by(MILLISECONDS_A_DAY)?))
    }

    /// Finds the start of a day whose midnight the clocks skip, by halving between the days around it.
    fn search_start(&self, day: NaiveDate, midnight: i64) -> Option<Instant> {
        let mut before = midnight.wrapping_sub(MILLISECONDS_A_DAY).wrapping_sub(MILLISECONDS_A_DAY);
        let mut inside = midnight.wrapping_add(MILLISECONDS_A_DAY);
        while inside.wrapping_sub(before) > 1 {
            let middle = before.midpoint(inside);
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
        let mut text = String::new();
        self.push(instant, &mut text);
        text
    }

    /// The same after other text.
    pub(crate) fn push(&self, instant: Instant, out: &mut String) {
        let offset = self.ahead_at(instant).unwrap_or(0);
        let minutes = u32::try_from(offset.unsigned_abs().div_euclid(60_000)).unwrap_or(0);
        clock(instant, offset, out);
        out.push(if offset < 0 { '-' } else { '+' });
        push_two(minutes.div_euclid(60), out);
        out.push(':');
        push_two(minutes.rem_euclid(60), out);
    }

    /// What the clocks show at an instant, as milliseconds since 1970.
    fn shown(&self, instant: Instant) -> Option<i64> {
        // This wraps only where there is no calendar any more, to where there is none either.
        Some(instant.0.wrapping_add(self.ahead_at(instant)?))
    }

    /// How many milliseconds they are ahead of UTC.
    fn ahead_at(&self, instant: Instant) -> Option<i64> {
        // Zone data says the seconds in 32 bits.
        Some(self.clocks.ahead_at(instant.0.div_euclid(1_000))?.wrapping_mul(1_000))
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
    let mut text = String::new();
    push_utc(instant, &mut text);
    text
}

/// The same after other text.
pub(crate) fn push_utc(instant: Instant, out: &mut String) {
    clock(instant, 0, out);
    out.push('Z');
}

/// Writes the date and the time of day of an instant, so many milliseconds ahead of UTC.
fn clock(instant: Instant, offset: i64, out: &mut String) {
    let local = instant.0.wrapping_add(offset);
    day::push(day::day_at(local).unwrap_or_default(), out);
    let milliseconds = u32::try_from(local.rem_euclid(MILLISECONDS_A_DAY)).unwrap_or(0);
    let (seconds, fraction) = (milliseconds.div_euclid(1_000), milliseconds.rem_euclid(1_000));
    let minutes = seconds.div_euclid(60);
    for (mark, number) in [('T', minutes.div_euclid(60)), (':', minutes.rem_euclid(60)), (':', seconds.rem_euclid(60))]
    {
        out.push(mark);
        push_two(number, out);
    }
    if fraction > 0 {
        out.push('.');
        push_padded(fraction, 3, out);
    }
}
