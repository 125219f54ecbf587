//! Clocks that change on the same two days of every year, as the footer of TZif data says it: `CET-1CEST,M3.5.0,M10.5.0/3`.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::day;
#[cfg(feature = "check")]
use crate::{gather::AddAll, order};

/// What clocks show, year by year, as seconds that they are ahead of UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    /// What they show in standard time.
    standard: i64,
    /// What they show in summer, and when summer begins and ends; `None` for clocks that never change.
    summer: Option<(i64, Change, Change)>,
}

/// When clocks change, by the clocks before the change.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    day: Day,
    /// Seconds after the day's midnight.
    time: i64,
}

/// A day of every year.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Day {
    /// The day with this number; the 29th of February has none.
    Numbered(u32),
    /// So many days after the first of January.
    After(u32),
    /// A weekday of a month: the first to fourth, or the last.
    Weekday(u32, u8, Weekday),
}

impl Rule {
    /// Reads the form of POSIX's variable `TZ`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut rest = text;
        skip_name(&mut rest)?;
        let standard = time(&mut rest, 24)?.wrapping_neg();
        if rest.is_empty() {
            return Some(Self { standard, summer: None });
        }
        skip_name(&mut rest)?;
        let ahead = match rest.starts_with(',') {
            true => standard.wrapping_add(3_600),
            false => time(&mut rest, 24)?.wrapping_neg(),
        };
        let (begins, ends) = rest.strip_prefix(',')?.split_once(',')?;
        Some(Self { standard, summer: Some((ahead, Change::read(begins)?, Change::read(ends)?)) })
    }

    /// What the clocks show at a second since 1970.
    pub(crate) fn ahead_at(&self, second: i64) -> Option<i64> {
        let Some((ahead, begins, ends)) = &self.summer else { return Some(self.standard) };
        let today = day::day_at(second.checked_mul(1_000)?)?;
        // A change may lie some days outside its year. Of two at once the one to summer counts.
        let mut last = (i64::MIN, self.standard);
        for year in [today.year().checked_sub(1)?, today.year(), today.year().checked_add(1)?] {
            for (change, before, after) in [(ends, *ahead, self.standard), (begins, self.standard, *ahead)] {
                let from = change.second_of(year)?.wrapping_sub(before);
                if from <= second && from >= last.0 {
                    last = (from, after);
                }
            }
        }
        Some(last.1)
    }
}

#[cfg(feature = "check")]
impl Rule {
    /// From which second on since 1970 they show what in these years, ascending.
    pub(crate) fn changes(&self, years: std::ops::RangeInclusive<i32>) -> Vec<(i64, i64)> {
        let Some((ahead, begins, ends)) = &self.summer else { return Vec::new() };
        let mut changes: Vec<(i64, i64)> = Vec::new();
        for year in years {
            for (change, before, after) in [(ends, *ahead, self.standard), (begins, self.standard, *ahead)] {
                changes.add(change.second_of(year).and_then(|second| Some((second.checked_sub(before)?, after))));
            }
        }
        // Of two at once the one to summer counts: it stands last.
        let key = |(second, after): &(i64, i64)| (*second, after == ahead);
        order::sort_by(&mut changes, |a, b| key(a).cmp(&key(b)));
        changes
    }
}

impl Change {
    fn read(text: &str) -> Option<Self> {
        let (day, mut time_of_day) = text.split_once('/').unwrap_or((text, "2"));
        let time = time(&mut time_of_day, 167)?;
        time_of_day.is_empty().then_some(Self { day: Day::read(day)?, time })
    }

    /// The second since 1970 in a year that runs on these clocks as if they showed UTC.
    fn second_of(&self, year: i32) -> Option<i64> {
        Some(day::midnight_utc(self.day.of(year)?).0.div_euclid(1_000).wrapping_add(self.time))
    }
}

impl Day {
    fn read(text: &str) -> Option<Self> {
        if let Some(text) = text.strip_prefix('J') {
            return number(text).filter(|day| (1..=365).contains(day)).map(Self::Numbered);
        }
        let Some(text) = text.strip_prefix('M') else { return number(text).filter(|day| *day <= 365).map(Self::After) };
        let (month, rest) = text.split_once('.')?;
        let (week, day) = rest.split_once('.')?;
        let week = number(week).filter(|week| (1..=5).contains(week))?;
        // POSIX counts from Sunday, chrono from Monday.
        let day = number(day).filter(|day| *day <= 6)?.checked_add(6)?.checked_rem(7)?;
        let day = Weekday::try_from(u8::try_from(day).ok()?).ok()?;
        Some(Self::Weekday(number(month).filter(|month| (1..=12).contains(month))?, u8::try_from(week).ok()?, day))
    }

    fn of(&self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Numbered(number) => {
                let is_after_leap_day = *number > 59 && NaiveDate::from_ymd_opt(year, 2, 29).is_some();
                NaiveDate::from_yo_opt(year, number.checked_add(u32::from(is_after_leap_day))?)
            }
            Self::After(days) => day::days_after(NaiveDate::from_ymd_opt(year, 1, 1)?, i64::from(*days)),
            Self::Weekday(month, week, day) => NaiveDate::from_weekday_of_month_opt(year, *month, *day, *week)
                .or_else(|| NaiveDate::from_weekday_of_month_opt(year, *month, *day, 4)),
        }
    }
}

/// Passes over what clocks are called: letters, or anything between `<` and `>`.
fn skip_name(rest: &mut &str) -> Option<()> {
    *rest = match rest.strip_prefix('<') {
        Some(quoted) => quoted.split_once('>')?.1,
        None => rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()),
    };
    Some(())
}

/// Reads hours, with minutes and seconds where they are said, as seconds.
fn time(rest: &mut &str, most: u32) -> Option<i64> {
    let is_negative = rest.starts_with('-');
    let text = rest.strip_prefix(if is_negative { '-' } else { '+' }).unwrap_or(rest);
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != ':').unwrap_or(text.len());
    let (time, after) = text.split_at_checked(end)?;
    let mut parts = time.split(':').map(number);
    let mut seconds = 0_u32;
    for (most, each) in [(most, 3_600), (59, 60), (59, 1)] {
        let part = parts.next().unwrap_or(Some(0))?;
        if part > most {
            return None;
        }
        seconds = seconds.wrapping_add(part.wrapping_mul(each));
    }
    *rest = after;
    let seconds = i64::from(seconds);
    parts.next().is_none().then_some(if is_negative { seconds.wrapping_neg() } else { seconds })
}

fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 4 { None } else { day::digits(text.as_bytes()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_change_as_their_rule_says() {
        #[rustfmt::skip]
        let cases = [
            // why this row                     rule                                  instant                 hours ahead
            ("standard time",                   "CET-1CEST,M3.5.0,M10.5.0/3",         "2026-03-29T00:59:59Z", Some(1)),
            ("the change to summer",            "CET-1CEST,M3.5.0,M10.5.0/3",         "2026-03-29T01:00:00Z", Some(2)),
            ("the change back",                 "CET-1CEST,M3.5.0,M10.5.0/3",         "2026-10-25T01:00:00Z", Some(1)),
            ("clocks that never change",        "<-03>3",                             "2026-07-01T00:00:00Z", Some(-3)),
            ("winter is the exception",         "IST-1GMT0,M10.5.0,M3.5.0/1",         "2026-01-01T00:00:00Z", Some(0)),
            ("summer over the turn of a year",  "<+10>-10<+11>,M10.1.0,M4.1.0/3",     "2026-01-01T00:00:00Z", Some(11)),
            ("a change on the day after",       "IST-2IDT,M3.4.4/26,M10.5.0",         "2026-03-27T00:00:00Z", Some(3)),
            ("summer all year",                 "EST5EDT,0/0,J365/25",                "2026-12-31T23:59:59Z", Some(-4)),
            ("days by number, leap years",      "A3B,J60,J300",                       "2028-03-01T05:00:00Z", Some(-2)),
            ("no day of the year",              "A3B,J366,J300",                      "2026-01-01T00:00:00Z", None),
            ("a summer without its days",       "A3B",                                "2026-01-01T00:00:00Z", None),
            ("more than a rule",                "A3B,J60,J300,",                      "2026-01-01T00:00:00Z", None),
        ];
        for (why, rule, instant, hours) in cases {
            let second = day::read_instant(instant).expect(why).0.div_euclid(1_000);
            let ahead = Rule::read(rule).and_then(|rule| rule.ahead_at(second));
            assert_eq!(ahead, hours.map(|hours| hours * 3_600), "{why}");
        }
    }
}
