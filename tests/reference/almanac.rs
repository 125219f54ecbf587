//! The Gregorian calendar, walked one day after the other.

use std::fmt;
use std::sync::LazyLock;

/// A civil day, by its place in the almanac, which begins with 1 January 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) usize);

/// What stands on one page of the almanac.
#[derive(Clone, Copy)]
struct Page {
    year: usize,
    month: usize,
    number: usize,
    weekday: usize,
}

/// The days of the week, Monday first.
pub(crate) const WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

static ALMANAC: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let first = Page { year: 1970, month: 1, number: 1, weekday: 3 };
    std::iter::successors(Some(first), |page| (page.year < 2400).then(|| page.turn())).collect()
});

fn days_in(year: usize, month: usize) -> usize {
    let leaps = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leaps => 29,
        2 => 28,
        _ => 31,
    }
}

impl Page {
    fn turn(self) -> Self {
        let weekday = (self.weekday + 1) % 7;
        if self.number < days_in(self.year, self.month) {
            Self { number: self.number + 1, weekday, ..self }
        } else if self.month < 12 {
            Self { number: 1, month: self.month + 1, weekday, ..self }
        } else {
            Self { number: 1, month: 1, year: self.year + 1, weekday }
        }
    }
}

impl Day {
    /// The day of this date.
    pub(crate) fn on(year: usize, month: usize, number: usize) -> Self {
        let date = |page: &Page| (page.year, page.month, page.number);
        Self(ALMANAC.binary_search_by_key(&(year, month, number), date).expect("a day of the almanac"))
    }

    fn page(self) -> &'static Page {
        &ALMANAC[self.0]
    }

    pub(crate) fn next(self) -> Self {
        Self(self.0 + 1)
    }

    pub(crate) fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// The day of the week, Monday being 0.
    pub(crate) fn weekday(self) -> usize {
        self.page().weekday
    }

    /// Its number in its month.
    pub(crate) fn number(self) -> usize {
        self.page().number
    }

    /// The first day of its month.
    pub(crate) fn month(self) -> Self {
        let mut day = self;
        while day.number() != 1 {
            day = day.before();
        }
        day
    }

    /// The first day of the month after its own.
    pub(crate) fn next_month(self) -> Self {
        let mut day = self.next();
        while day.number() != 1 {
            day = day.next();
        }
        day
    }

    /// The day of its month that has this number, if there is one.
    pub(crate) fn numbered(self, number: usize) -> Option<Self> {
        let mut day = self.month();
        while day.number() != number {
            day = day.next();
            if day.number() == 1 {
                return None;
            }
        }
        Some(day)
    }

    /// The day so many days later.
    pub(crate) fn plus(self, days: usize) -> Self {
        (0..days).fold(self, |day, _| day.next())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Page { year, month, number, .. } = self.page();
        write!(formatter, "{year:04}-{month:02}-{number:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}
