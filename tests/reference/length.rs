//! Where a length ends, by the texts of the statutes.

use std::fmt;

use crate::almanac::Day;

/// A length in the units in which a document writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Length {
    pub(crate) years: usize,
    pub(crate) months: usize,
    pub(crate) weeks: usize,
    pub(crate) days: usize,
}

/// Which day is the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Counts {
    Next,
    Same,
    Working,
}

/// On which day months end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Ends {
    CorrespondingDay,
    DayBefore,
}

impl Length {
    pub(crate) fn of_days(days: usize) -> Self {
        Self { days, ..Self::default() }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            years: self.years + other.years,
            months: self.months + other.months,
            weeks: self.weeks + other.weeks,
            days: self.days + other.days,
        }
    }

    pub(crate) fn whole_months(self) -> usize {
        12 * self.years + self.months
    }

    pub(crate) fn whole_days(self) -> usize {
        7 * self.weeks + self.days
    }

    /// The last day of this length after an event; working days are not counted here.
    ///
    /// The event's day is not counted: Regulation (EEC, Euratom) No 1182/71, article 3(1); German Civil Code, section
    /// 187(1); Civil Code of Taiwan, article 120; Civil Code of the People's Republic of China, article 201; Civil Code
    /// of Japan, article 140. It is where the period begins with it: German Civil Code, section 187(2); Japanese Act on
    /// Specified Commercial Transactions, article 9(1); Consumer Rights Act 2015 (UK), sections 19(14) and 20(15).
    pub(crate) fn last_day(self, event: Day, counts: Counts, ends: Ends) -> Day {
        let first = if counts == Counts::Same { event } else { event.next() };
        let end_of_months = match ends {
            _ if self.whole_months() == 0 => first.before(),
            Ends::CorrespondingDay => self.corresponding_day(event),
            Ends::DayBefore => self.day_before(first),
        };
        end_of_months.plus(self.whole_days())
    }

    /// The day that has the number of the event's day, or the month's last day: Regulation No 1182/71, article 3(2)(c);
    /// German Civil Code, section 188(2), first case, and (3); Civil Code of the PRC, article 202.
    fn corresponding_day(self, event: Day) -> Day {
        let month = self.last_month(event);
        month.numbered(event.number()).unwrap_or_else(|| month.next_month().before())
    }

    /// The day before the one that has the number of the first day, or the month's last day: German Civil Code, section
    /// 188(2), second case, and (3); Civil Code of Taiwan, article 121; Civil Code of Japan, article 143(2).
    fn day_before(self, first: Day) -> Day {
        let month = self.last_month(first);
        month.numbered(first.number()).map_or_else(|| month.next_month().before(), Day::before)
    }

    /// The first day of the month so many months after a day's own.
    fn last_month(self, day: Day) -> Day {
        (0..self.whole_months()).fold(day.month(), |month, _| month.next_month())
    }
}

impl fmt::Display for Length {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("P")?;
        for (number, unit) in [(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W')] {
            if number > 0 {
                write!(formatter, "{number}{unit}")?;
            }
        }
        if self.days > 0 || *self == Self::default() {
            write!(formatter, "{}D", self.days)?;
        }
        Ok(())
    }
}
