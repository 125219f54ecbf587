//! Rest days, and how a day moves over them.

use std::collections::BTreeSet;

use crate::almanac::Day;

/// The rest days of a place, as far as they are known.
#[derive(Clone, Debug)]
pub(crate) struct RestDays {
    pub(crate) id: String,
    pub(crate) known: (Day, Day),
    pub(crate) weekend: BTreeSet<usize>,
    pub(crate) holidays: BTreeSet<Day>,
    /// Days of the weekend on which people work instead of on others.
    pub(crate) workdays: BTreeSet<Day>,
}

/// Which rest days move a last day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Roll {
    None,
    Holiday,
    WeekendOrHoliday,
    WorkingCalendar,
}

/// How to take what is not known: so that everything is as early as it can be, or as late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reading {
    Early,
    Late,
}

impl RestDays {
    /// What of it lies between two days; it knows as much as before.
    pub(crate) fn within(&self, first: Day, last: Day) -> Self {
        let some = |days: &BTreeSet<Day>| days.iter().copied().filter(|day| (first..=last).contains(day)).collect();
        Self { holidays: some(&self.holidays), workdays: some(&self.workdays), ..self.clone() }
    }

    fn rests(&self, day: Day, roll: Roll, reading: Reading) -> bool {
        let is_weekend = self.weekend.contains(&day.weekday());
        if roll == Roll::None {
            return false;
        }
        if roll == Roll::WeekendOrHoliday && is_weekend {
            return true;
        }
        if day < self.known.0 || day > self.known.1 {
            return reading == Reading::Late;
        }
        let is_exchanged = roll == Roll::WorkingCalendar && is_weekend && !self.workdays.contains(&day);
        self.holidays.contains(&day) || is_exchanged
    }

    /// The day itself or the first one after it that is no rest day; `None` where that is beyond what is known.
    ///
    /// Regulation (EEC, Euratom) No 1182/71, article 3(4); German Civil Code, section 193; Civil Code of Taiwan,
    /// article 122; Civil Code of the PRC, article 203; Civil Code of Japan, article 142. They differ in the days they
    /// pass over: `roll` says which.
    pub(crate) fn roll(&self, day: Day, roll: Roll, reading: Reading) -> Option<Day> {
        let mut day = day;
        while self.rests(day, roll, reading) {
            if day > self.known.1 && reading == Reading::Late {
                return None;
            }
            day = day.next();
        }
        Some(day)
    }

    /// The last of so many working days after a day.
    ///
    /// Regulation (EEC, Euratom) No 1182/71, article 3(3), excepts periods in working days from counting rest days.
    pub(crate) fn working_days(&self, day: Day, count: usize, reading: Reading) -> Option<Day> {
        let mut day = day;
        for _ in 0..count {
            day = self.roll(day.next(), Roll::WorkingCalendar, reading)?;
        }
        Some(day)
    }
}
