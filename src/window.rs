//! When a window opens and when it ends.

use chrono::NaiveDate;

use crate::calendar::{Calendar, Roll, Rolled};
use crate::day::{Instant, Length, Moment};
use crate::fact::FactId;
use crate::policy::{Adjustment, Span, Window};
use crate::world::{Event, World};
use crate::zone::Zone;

/// A window with the adjustments that hold for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adjusted {
    /// What was set.
    pub(crate) window: Window,
    /// What is added to its length, in all.
    pub(crate) add: Length,
    /// The latest day before which it does not end.
    pub(crate) at_least_until: Option<NaiveDate>,
    /// Lengths from its start beyond which it does not run.
    pub(crate) caps: Vec<Length>,
}

/// When a window may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timing {
    /// From this instant; `None` while the events it waits for have not happened.
    pub(crate) opens: Option<Instant>,
    /// How it ends.
    pub(crate) end: End,
}

/// How a window ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Never.
    Never,
    /// Not yet known: the event from which it runs has not happened.
    NotYet,
    /// With this day, at this instant, which is outside.
    After(NaiveDate, Instant),
    /// Not before `least`, and not after `most` where that is known; when exactly, only a longer calendar could tell.
    Uncertain {
        /// The earliest end.
        least: Instant,
        /// The latest end.
        most: Option<Instant>,
    },
}

/// Whether a window may be used at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// It may.
    Open,
    /// It may not yet.
    NotStarted,
    /// It may no longer.
    Closed,
    /// A calendar would have to reach further.
    Unknown,
}

impl Adjusted {
    /// Applies every `add`, then the latest `atLeastUntil`; caps are kept until the start is known.
    pub(crate) fn new(window: &Window, adjustments: &[&Adjustment]) -> Self {
        let add = adjustments.iter().filter_map(|adjustment| adjustment.add);
        Self {
            window: window.clone(),
            add: add.fold(Length::default(), Length::plus),
            at_least_until: adjustments.iter().filter_map(|adjustment| adjustment.at_least_until).max(),
            caps: adjustments.iter().filter_map(|adjustment| adjustment.cap).collect(),
        }
    }

    /// The length with everything that is added to it, cut at the caps that are of its own unit; `None` for windows that
    /// end on a fixed day or never.
    pub(crate) fn length(&self) -> Option<Length> {
        let Span::Length(length) = self.window.span else { return None };
        let shorter = |a: Length, b: &Length| {
            let same_unit = a.months == b.months || a.days == b.days;
            if same_unit { a.min(*b) } else { a }
        };
        Some(self.caps.iter().fold(length.plus(self.add), shorter))
    }

    /// The day on which it ends whatever its start is, if there is one.
    pub(crate) fn fixed_day(&self) -> Option<NaiveDate> {
        let is_fixed = matches!(self.window.span, Span::Until(_)) && self.caps.is_empty();
        self.last_day(None).filter(|_| is_fixed)
    }

    /// The last day of a window that starts on `start`, before rest days move it.
    fn last_day(&self, start: Option<NaiveDate>) -> Option<NaiveDate> {
        let set = match self.window.span {
            Span::Length(length) => length.plus(self.add).after(start?)?,
            Span::Until(last) => self.add.after(last)?,
            Span::Unlimited => NaiveDate::MAX,
        };
        let extended = set.max(self.at_least_until.unwrap_or(set));
        let caps = self.caps.iter().filter_map(|cap| cap.after(start?));
        Some(caps.fold(extended, NaiveDate::min))
    }

    /// When the window may be used, if it starts on `start`; `None` for an event that has not happened.
    pub(crate) fn timing(
        &self,
        start: Option<Start>,
        opens: Option<Instant>,
        zone: &Zone,
        calendar: Option<&Calendar>,
    ) -> Option<Timing> {
        let start_instant = match start {
            Some(start) => Some(start.instant(zone)?),
            None => None,
        };
        let opens = match (start_instant, opens) {
            (Some(start), Some(opens)) => Some(start.min(opens)),
            (start, opens) => start.or(opens),
        };
        let start_day = match start {
            Some(start) => Some(start.day(zone)?),
            None => None,
        };
        Some(Timing { opens, end: self.end(start_day, zone, calendar)? })
    }

    fn end(&self, start: Option<NaiveDate>, zone: &Zone, calendar: Option<&Calendar>) -> Option<End> {
        let Some(last) = self.last_day(start) else { return Some(End::NotYet) };
        if last == NaiveDate::MAX {
            return Some(End::Never);
        }
        let rolled = match (self.window.rolls, calendar) {
            (Roll::None, _) | (_, None) => Rolled::On(last),
            (roll, Some(calendar)) => calendar.roll(last, roll),
        };
        let after = |day: NaiveDate| zone.start_of(day.succ_opt()?);
        Some(match rolled {
            Rolled::On(last) => End::After(last, after(last)?),
            Rolled::Between(first, last) => End::Uncertain { least: after(first)?, most: last.and_then(after) },
        })
    }
}

impl Timing {
    /// Whether the window may be used at an instant: its last day is inside, the instant after it is not.
    pub(crate) fn state(&self, at: Instant) -> State {
        match (self.opens, self.end) {
            (_, End::After(_, until)) if at >= until => State::Closed,
            (_, End::Uncertain { most: Some(most), .. }) if at >= most => State::Closed,
            (_, End::Uncertain { least, .. }) if at >= least => State::Unknown,
            (Some(opens), _) if at >= opens => State::Open,
            _ => State::NotStarted,
        }
    }
}

/// The event from which a window runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Start {
    /// When it happened.
    pub(crate) moment: Moment,
    /// What is added to its day.
    pub(crate) offset: Length,
}

impl Start {
    fn day(self, zone: &Zone) -> Option<NaiveDate> {
        let day = match self.moment {
            Moment::Day(day) => day,
            Moment::Instant(instant) => zone.day_of(instant)?,
        };
        self.offset.after(day)
    }

    fn instant(self, zone: &Zone) -> Option<Instant> {
        match self.moment {
            Moment::Instant(instant) if self.offset == Length::default() => Some(instant),
            _ => zone.start_of(self.day(zone)?),
        }
    }
}

/// The start of a window in a world: the first event that is not null; an error names one that is not known.
pub(crate) fn start(window: &Window, world: &World<'_>) -> Result<Option<(FactId, Event, Length)>, FactId> {
    for (anchor, offset) in &window.from {
        match world.event(*anchor) {
            Event::None => {}
            Event::Unknown => return Err(*anchor),
            event => return Ok(Some((*anchor, event, *offset))),
        }
    }
    Ok(None)
}
