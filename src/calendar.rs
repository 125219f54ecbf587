//! Rest days as data, and how a last day rolls over them.

use std::collections::{BTreeMap, BTreeSet};

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
    pub(crate) holidays: BTreeMap<NaiveDate, String>,
    /// Days of a weekend on which work is done instead of on another day.
    pub(crate) workdays: BTreeSet<NaiveDate>,
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

/// The last day after rolling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rolled {
    /// The day is known.
    On(NaiveDate),
    /// The calendar does not reach that day: on the first day or later, up to the second where that is known.
    Between(NaiveDate, Option<NaiveDate>),
}

/// The longest stretch of rest days that is walked; longer ones are wrong data.
const LONGEST_REST: usize = 60;

impl Calendar {
    /// Rolls `day` forward to the first day that stops the roll.
    pub(crate) fn roll(&self, day: NaiveDate, roll: Roll) -> Rolled {
        match self.walk(day, roll) {
            (last, true) => Rolled::On(last),
            // From a day before the known ones the roll ends at the latest where one from the first known day ends.
            (first, false) if first < self.known.0 => match self.walk(self.known.0, roll) {
                (last, true) => Rolled::Between(first, Some(last)),
                _ => Rolled::Between(first, None),
            },
            (first, false) => Rolled::Between(first, None),
        }
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
