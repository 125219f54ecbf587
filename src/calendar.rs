//! Rest days as data, and how a last day rolls over them.

use crate::map::Map;
use chrono::{Datelike, NaiveDate, Weekday};

/// The rest days of one country or region.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    /// The name by which policies refer to it.
    pub(crate) id: String,
    /// The first and last day the list of holidays covers; beyond them only weekends are known.
    pub(crate) known: (NaiveDate, NaiveDate),
    /// The days of the week on which nobody works.
    pub(crate) weekend: Vec<Weekday>,
    /// Public holidays with their names.
    pub(crate) holidays: Map<NaiveDate, String>,
    /// Days of a weekend on which work is done instead of on another day, ascending.
    pub(crate) workdays: Vec<NaiveDate>,
}

/// What moves the last day of a period to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) enum Roll {
    /// Nothing does.
    #[default]
    None,
    /// A public holiday does.
    Holiday,
    /// A public holiday or a day of the weekend does (Regulation (EEC, Euratom) No 1182/71, article 3(4)).
    WeekendOrHoliday,
    /// A day on which nobody works does; weekend days declared to be working days do not.
    WorkingCalendar,
}

impl Roll {
    /// The words that documents and answers use.
    pub(crate) const ALL: &[(Self, &str)] = &[
        (Self::None, "none"),
        (Self::Holiday, "holiday"),
        (Self::WeekendOrHoliday, "weekend-or-holiday"),
        (Self::WorkingCalendar, "working-calendar"),
    ];

    /// The word that documents and answers use.
    pub(crate) fn text(self) -> &'static str {
        Self::ALL.iter().find(|(roll, _)| *roll == self).map_or("none", |(_, text)| text)
    }
}

/// A day as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    /// It is not before this day.
    pub(crate) least: NaiveDate,
    /// It is not after this day, where that is known.
    pub(crate) most: Option<NaiveDate>,
}

impl Reach {
    /// A day that is known.
    pub(crate) const fn on(day: NaiveDate) -> Self {
        Self { least: day, most: Some(day) }
    }

    /// The day, if it is known.
    pub(crate) fn exact(self) -> Option<NaiveDate> {
        self.most.filter(|most| *most == self.least)
    }

    /// What becomes of it where a later day never becomes an earlier one.
    pub(crate) fn map(self, later: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Option<Self> {
        Some(Self { least: later(self.least)?, most: self.most.and_then(later) })
    }

    /// The earlier of two.
    pub(crate) fn earlier(self, other: Self) -> Self {
        let most = match (self.most, other.most) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { least: self.least.min(other.least), most }
    }
}

/// The longest stretch of rest days that is walked; longer ones are wrong data.
const LONGEST_REST: usize = 60;

impl Calendar {
    /// Rolls a day forward to the first day that stops the roll.
    pub(crate) fn roll(&self, reach: Reach, roll: Roll) -> Reach {
        let least = self.walk(reach.least, roll).0;
        let most = reach.most.and_then(|day| match self.walk(day, roll) {
            (last, true) => Some(last),
            // From a day before the known ones the roll ends at the latest where one from the first known day ends.
            (first, false) if first < self.known.0 => match self.walk(self.known.0, roll) {
                (last, true) => Some(last),
                _ => None,
            },
            _ => None,
        });
        Reach { least, most }
    }

    /// The day of the last of so many working days after `start`, whose own day is not counted.
    pub(crate) fn working_days_after(&self, start: Reach, days: u32) -> Option<Reach> {
        // Days the calendar does not know count as working days for the earliest end, and leave the latest open.
        if days == 0 {
            return Some(start);
        }
        let (least, _) = self.count(start.least, days)?;
        // From a day before the known ones they are over at the latest where those from the first known day are.
        let from = start.most.map(|day| if day < self.known.0 { self.known.0.pred_opt().unwrap_or(day) } else { day });
        let most = from.and_then(|day| self.count(day, days)).filter(|(_, known)| *known);
        Some(Reach { least, most: most.map(|(day, _)| day) })
    }

    fn count(&self, start: NaiveDate, days: u32) -> Option<(NaiveDate, bool)> {
        let (mut day, mut left, mut known) = (start, days, true);
        while left > 0 {
            day = day.succ_opt()?;
            let rests = self.rests(day, Roll::WorkingCalendar);
            known &= rests.is_some();
            left = left.saturating_sub(u32::from(rests != Some(true)));
        }
        Some((day, known))
    }

    /// Walks over rest days; says whether the day it ends on is known to be none.
    fn walk(&self, day: NaiveDate, roll: Roll) -> (NaiveDate, bool) {
        let mut day = day;
        for _ in 0..LONGEST_REST {
            match self.rests(day, roll) {
                Some(false) => return (day, true),
                Some(true) => day = day.succ_opt().unwrap_or(day),
                None => break,
            }
        }
        (day, false)
    }

    /// Says whether `roll` passes over `day`; `None` where this calendar does not know.
    fn rests(&self, day: NaiveDate, roll: Roll) -> Option<bool> {
        let weekend = self.weekend.contains(&day.weekday());
        let known = (self.known.0..=self.known.1).contains(&day);
        match roll {
            Roll::None => Some(false),
            Roll::WeekendOrHoliday if weekend => Some(true),
            Roll::Holiday | Roll::WeekendOrHoliday => known.then(|| self.holidays.contains_key(&day)),
            Roll::WorkingCalendar => {
                known.then(|| self.holidays.contains_key(&day) || (weekend && !self.workdays.contains(&day)))
            }
        }
    }
}
