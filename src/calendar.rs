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
    /// The calendar does not reach far enough: not before this day.
    NotBefore(NaiveDate),
}

/// The longest stretch of rest days that is walked; longer ones are wrong data.
const LONGEST_REST: usize = 60;

impl Calendar {
    /// Rolls `day` forward to the first day that stops the roll; days outside the known range stop nothing safely.
    pub(crate) fn roll(&self, day: NaiveDate, roll: Roll) -> Rolled {
        let mut day = day;
        for _ in 0..LONGEST_REST {
            match self.rests(day, roll) {
                Some(false) => return Rolled::On(day),
                Some(true) => day = day.succ_opt().unwrap_or(day),
                None => break,
            }
        }
        Rolled::NotBefore(day)
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
