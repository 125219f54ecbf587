//! When days begin in a few zones, from the texts that set their clocks.

use std::sync::LazyLock;

use crate::almanac::Day;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub(crate) type Instant = i64;

pub(crate) const MINUTE: Instant = 60_000;
pub(crate) const HOUR: Instant = 60 * MINUTE;
pub(crate) const DAY: Instant = 24 * HOUR;

/// A zone: its offsets from UTC, each with the instant from which it holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) id: &'static str,
    offsets: Vec<(Instant, Instant)>,
}

/// A change of clocks in every year: on which day, how long after that day's midnight in UTC, and the offset after it.
struct Change {
    month: usize,
    weekday: usize,
    /// Which of these weekdays of the month; 0 is the last.
    which: usize,
    after_midnight: Instant,
    offset: Instant,
}

const FRIDAY: usize = 4;
const THURSDAY: usize = 3;
const SUNDAY: usize = 6;

/// Zones with and without changes of clocks, north and south, by whole and half hours, one without some midnights.
#[rustfmt::skip]
pub(crate) static ZONES: LazyLock<[Zone; 7]> = LazyLock::new(|| {
    [
        Zone::new("UTC", 0, []),
        Zone::new("Asia/Shanghai", 8 * HOUR, []),
        Zone::new("Asia/Kolkata", 5 * HOUR + 30 * MINUTE, []),
        // Directive 2000/84/EC, articles 2 and 3: the last Sundays of March and October, at 1 o'clock in UTC.
        Zone::new("Europe/Berlin", HOUR, [
            Change { month: 3, weekday: SUNDAY, which: 0, after_midnight: HOUR, offset: 2 * HOUR },
            Change { month: 10, weekday: SUNDAY, which: 0, after_midnight: HOUR, offset: HOUR },
        ]),
        // Energy Policy Act of 2005, section 110: second Sunday of March, first Sunday of November, at 2 o'clock there.
        Zone::new("America/New_York", -5 * HOUR, [
            Change { month: 3, weekday: SUNDAY, which: 2, after_midnight: 7 * HOUR, offset: -4 * HOUR },
            Change { month: 11, weekday: SUNDAY, which: 1, after_midnight: 6 * HOUR, offset: -5 * HOUR },
        ]),
        // Standard Time Act 1987 (NSW) and its order: first Sundays of April and October, at 2 o'clock standard time.
        Zone::new("Australia/Sydney", 11 * HOUR, [
            Change { month: 4, weekday: SUNDAY, which: 1, after_midnight: -8 * HOUR, offset: 10 * HOUR },
            Change { month: 10, weekday: SUNDAY, which: 1, after_midnight: -8 * HOUR, offset: 11 * HOUR },
        ]),
        // Law No 24 of 2023 (Egypt): from midnight of the last Friday of April to the end of the last Thursday of October.
        Zone::new("Africa/Cairo", 2 * HOUR, [
            Change { month: 4, weekday: FRIDAY, which: 0, after_midnight: -2 * HOUR, offset: 3 * HOUR },
            Change { month: 10, weekday: THURSDAY, which: 0, after_midnight: 21 * HOUR, offset: 2 * HOUR },
        ]),
    ]
});

impl Change {
    /// Its day in a month that begins with `first`.
    fn day(&self, first: Day) -> Day {
        let all: Vec<Day> = (1..=31).filter_map(|number| first.numbered(number)).collect();
        let mut days = all.into_iter().filter(|day| day.weekday() == self.weekday);
        if self.which == 0 { days.next_back() } else { days.nth(self.which - 1) }.expect("four of each weekday")
    }
}

impl Zone {
    /// A zone with its offset at the beginning of 2024 and its changes, in their order, from then on.
    fn new<const N: usize>(id: &'static str, offset: Instant, changes: [Change; N]) -> Self {
        let mut offsets = vec![(Instant::MIN, offset)];
        for year in 2024..2300 {
            for change in &changes {
                let day = change.day(Day::on(year, change.month, 1));
                offsets.push((midnight_utc(day) + change.after_midnight, change.offset));
            }
        }
        Self { id, offsets }
    }

    /// The instants of a year at which the clocks are changed.
    pub(crate) fn changes(&self, year: usize) -> impl Iterator<Item = Instant> {
        let year = midnight_utc(Day::on(year, 1, 1))..midnight_utc(Day::on(year + 1, 1, 1));
        self.offsets.iter().map(|(from, _)| *from).filter(move |from| year.contains(from))
    }

    fn offset(&self, at: Instant) -> Instant {
        let after = self.offsets.partition_point(|(from, _)| *from <= at);
        self.offsets[after - 1].1
    }

    /// The day on which an instant falls.
    pub(crate) fn day_of(&self, at: Instant) -> Day {
        Day(usize::try_from((at + self.offset(at)).div_euclid(DAY)).expect("after 1970"))
    }

    /// The first instant of a day: the quarter of an hour at which the day before is over. No zone is further east than
    /// 14 hours.
    pub(crate) fn start_of(&self, day: Day) -> Instant {
        let mut before = midnight_utc(day) - 15 * HOUR;
        for step in [HOUR, 15 * MINUTE] {
            while self.day_of(before + step) < day {
                before += step;
            }
        }
        before + 15 * MINUTE
    }

    /// The first instant of a day at which the clocks show at least what they show at another instant.
    pub(crate) fn at_the_time_of(&self, other: Instant, day: Day) -> Instant {
        let time = |at: Instant| (at + self.offset(at)).rem_euclid(DAY);
        let mut instant = self.start_of(day);
        while time(instant) < time(other) - time(other) % (15 * MINUTE) {
            instant += 15 * MINUTE;
        }
        instant + (time(other) - time(instant)).max(0)
    }

    /// An instant as the clocks show it there.
    pub(crate) fn write(&self, at: Instant) -> String {
        let offset = self.offset(at);
        let time = (at + offset).rem_euclid(DAY);
        let (hour, minute, second) = (time / HOUR, time / MINUTE % 60, time / 1_000 % 60);
        let fraction = if time % 1_000 == 0 { String::new() } else { format!(".{:03}", time % 1_000) };
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.abs() / HOUR, offset.abs() / MINUTE % 60);
        format!("{}T{hour:02}:{minute:02}:{second:02}{fraction}{sign}{hours:02}:{minutes:02}", self.day_of(at))
    }
}

/// The instant at which a day begins in UTC.
pub(crate) fn midnight_utc(day: Day) -> Instant {
    Instant::try_from(day.0).expect("few days") * DAY
}
