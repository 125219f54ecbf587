//! When a window may be used and when it ends, worked out as plainly as the texts say it.

use crate::almanac::Day;
use crate::clock::{HOUR, Instant, Zone};
use crate::length::{Counts, Ends, Length};
use crate::rest::{Reading, RestDays, Roll};
use crate::stays;
use crate::window::{Anchor, Facts, Kind, Moment, Period, Right, Span, Window, World};

/// The last day, and the first instant outside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct End {
    pub(crate) until: Instant,
    pub(crate) last: Day,
}

/// When a window may be used: nothing is said of what has not happened or never ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Timing {
    pub(crate) opens: Option<Instant>,
    pub(crate) end: Option<End>,
    /// The zone of its days; of a combination, that of its first period.
    pub(crate) zone: &'static Zone,
    /// The same of what it is made of.
    pub(crate) parts: Vec<Timing>,
}

/// One question: what is asked of, and how what is unknown is taken.
struct Question<'q> {
    world: &'q World,
    facts: &'q Facts,
    right: &'q Right,
    reading: Reading,
}

impl Right {
    pub(crate) fn timing(&self, world: &World, facts: &Facts, reading: Reading) -> Timing {
        Question { world, facts, right: self, reading }.window(&self.window)
    }
}

impl Timing {
    /// Its periods, itself if it is one.
    pub(crate) fn periods(&self) -> Vec<&Self> {
        if self.parts.is_empty() { vec![self] } else { self.parts.iter().flat_map(Self::periods).collect() }
    }

    /// Whether what is to be done may be done at an instant.
    pub(crate) fn status(&self, at: Instant) -> &'static str {
        let has_ended = self.end.is_some_and(|end| at >= end.until);
        let has_begun = self.opens.is_some_and(|opens| opens <= at);
        match (has_ended, has_begun) {
            (true, _) => "closed",
            (false, true) => "open",
            (false, false) => "not-started",
        }
    }
}

impl Question<'_> {
    fn window(&self, window: &Window) -> Timing {
        let zone = window.zone(self.world, self.facts);
        let timing = match &window.kind {
            Kind::Period(period) => self.period(period, zone),
            Kind::EarliestOf(parts) => {
                let parts: Vec<Timing> = parts.iter().map(|part| self.window(part)).collect();
                let end = parts.iter().filter_map(|part| part.end).reduce(earlier);
                Timing { opens: first_of(&parts), end, zone, parts }
            }
            Kind::LatestOf(parts) => {
                let parts: Vec<Timing> = parts.iter().map(|part| self.window(part)).collect();
                let ends: Option<Vec<End>> = parts.iter().map(|part| part.end).collect();
                let end = ends.and_then(|ends| ends.into_iter().reduce(later));
                Timing { opens: first_of(&parts), end, zone, parts }
            }
        };
        let opens = window.opens.and_then(|name| self.facts.events[name]).map(|moment| self.opens(moment));
        Timing { opens: timing.opens.into_iter().chain(opens).min(), ..timing }
    }

    /// The instant at which an event opens a window; a day begins in the zone of the whole window's first period.
    fn opens(&self, moment: Moment) -> Instant {
        first_instant(moment, self.right.window.zone(self.world, self.facts))
    }

    fn period(&self, period: &Period, zone: &'static Zone) -> Timing {
        let happened = |anchor: &Anchor| Some((anchor.clone(), self.facts.events[anchor.name]?));
        let found = period.from.iter().find_map(happened);
        let start = found.and_then(|(anchor, moment)| self.start(period, &anchor, moment, zone));
        let end = match period.span {
            Span::Hours(hours) => start.map(|start| self.hours(start, hours, zone)),
            _ => {
                let last = self.last_day(period, start.map(|start| day_of(start, zone)), zone);
                last.map(|last| after(last, zone))
            }
        };
        Timing { opens: start.map(|start| first_instant(start, zone)), end, zone, parts: Vec::new() }
    }

    /// The event from which a period runs: as it happened, or the day to which it is moved.
    fn start(&self, period: &Period, anchor: &Anchor, moment: Moment, zone: &Zone) -> Option<Moment> {
        let day = day_of(moment, zone);
        let moved = self.roll(period, plainly(anchor.offset.unwrap_or_default(), day), anchor.rolls)?;
        Some(if moved == day { moment } else { Moment::On(moved) })
    }

    /// The end so many hours after an event; of one that is known by its day, after its first or last instant.
    fn hours(&self, start: Moment, hours: Instant, zone: &Zone) -> End {
        let instant = match (start, self.reading) {
            (Moment::At(instant), _) => instant,
            (Moment::On(day), Reading::Early) => zone.start_of(day),
            (Moment::On(day), Reading::Late) => zone.start_of(day.next()) - 1,
        };
        let nominal = instant + hours * HOUR;
        let day = zone.day_of(nominal);
        let added = plainly(self.right.added(), day);
        let set = if added == day { nominal } else { zone.at_the_time_of(nominal, added) };
        let least = self.right.at_least_until().map(|day| after(day, zone).until);
        let caps = self.right.caps().map(|cap| after(plainly(cap, zone.day_of(instant)), zone).until);
        let until = caps.chain([set.max(least.unwrap_or(set))]).min().expect("an end");
        End { until, last: zone.day_of(until - 1) }
    }

    fn last_day(&self, period: &Period, start: Option<Day>, zone: &Zone) -> Option<Day> {
        let set = match period.span {
            Span::Length(length) => self.counted(period, start?, length.plus(self.right.added())),
            Span::Until(day) => Some(plainly(self.right.added(), day)),
            Span::Hours(_) | Span::Unlimited => None,
        };
        let extended = set.map(|day| day.max(self.right.at_least_until().unwrap_or(day)));
        let capped = |start: Day| self.right.caps().filter_map(move |cap| self.counted(period, start, cap));
        let bounded = start.into_iter().flat_map(capped).chain(extended).min()?;
        self.roll(period, stays::prolong(bounded, period, start, self.facts, zone)?, period.rolls)
    }

    /// The last day of a length that begins with an event, working days after months; `None` if a calendar cannot tell.
    fn counted(&self, period: &Period, start: Day, length: Length) -> Option<Day> {
        if period.counts != Counts::Working {
            return Some(length.last_day(start, period.counts, period.ends));
        }
        let start = plainly(Length { weeks: 0, days: 0, ..length }, start);
        self.calendar(period).working_days(start, length.whole_days(), self.reading)
    }

    fn roll(&self, period: &Period, day: Day, roll: Roll) -> Option<Day> {
        if roll == Roll::None { Some(day) } else { self.calendar(period).roll(day, roll, self.reading) }
    }

    fn calendar(&self, period: &Period) -> &RestDays {
        &self.world.calendars[period.calendar.as_ref().unwrap_or(&self.world.calendar)[self.facts.market]]
    }
}

/// The day a length after another, the way it is counted where nothing else is said.
pub(crate) fn plainly(length: Length, day: Day) -> Day {
    length.last_day(day, Counts::Next, Ends::CorrespondingDay)
}

pub(crate) fn day_of(moment: Moment, zone: &Zone) -> Day {
    match moment {
        Moment::On(day) => day,
        Moment::At(instant) => zone.day_of(instant),
    }
}

fn first_instant(moment: Moment, zone: &Zone) -> Instant {
    match moment {
        Moment::On(day) => zone.start_of(day),
        Moment::At(instant) => instant,
    }
}

/// The end of a window whose last day is wholly inside.
fn after(last: Day, zone: &Zone) -> End {
    End { until: zone.start_of(last.next()), last }
}

/// From when a combination may be used: when the first of its parts may.
fn first_of(parts: &[Timing]) -> Option<Instant> {
    parts.iter().filter_map(|part| part.opens).min()
}

fn earlier(one: End, other: End) -> End {
    if other.until < one.until { other } else { one }
}

fn later(one: End, other: End) -> End {
    if other.until > one.until { other } else { one }
}
