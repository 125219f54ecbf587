//! The arithmetic of periods: from an event to the last day, as far as calendars and repairs are known.

use chrono::{Datelike, Months, NaiveDate};

use crate::calendar::{Calendar, Reach, Roll};
use crate::day::{Instant, Length, days_after};
use crate::fact::{self, FactId};
use crate::gather::{AddAll, Gather};
use crate::policy::{Adjustment, Counts, Ends, Period, Run, Suspension};
use crate::suspension::{self, Repair};
use crate::window::{End, Opens, Unknown};
use crate::zone::Zone;

/// What other rules change about a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Changes {
    /// What is added to its length, in all.
    pub(crate) add: Length,
    /// The latest day before which it does not end.
    pub(crate) at_least_until: Option<NaiveDate>,
    /// Lengths from its start beyond which it does not run.
    pub(crate) caps: Vec<Length>,
}

impl Changes {
    /// Applies every `add`, then the latest `atLeastUntil`; caps are kept until the start is known.
    pub(crate) fn of(adjustments: &[&Adjustment]) -> Self {
        let add = adjustments.iter().filter_map(|adjustment| adjustment.add);
        Self {
            add: add.fold(Length::default(), Length::plus),
            at_least_until: adjustments.iter().filter_map(|adjustment| adjustment.at_least_until).max(),
            caps: adjustments.iter().filter_map(|adjustment| adjustment.cap).gather(),
        }
    }
}

/// What a period is measured with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure<'m> {
    /// The zone in which its days begin and end.
    pub(crate) zone: &'m Zone,
    /// The calendar that tells rest days, where one is named.
    pub(crate) calendar: Option<&'m Calendar>,
    /// The repairs that may suspend it, where they are known.
    pub(crate) repairs: Option<&'m [Repair]>,
}

/// The event from which a period runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Start {
    /// The event.
    pub(crate) anchor: FactId,
    /// Its instant, where more than a day is stated and it may not be moved.
    pub(crate) instant: Option<Instant>,
    /// Its day with what is added to it, as far as a calendar tells.
    pub(crate) day: Reach,
}

impl Start {
    /// From when a period may be used that begins with it.
    pub(crate) fn opens(self, zone: &Zone) -> Option<Opens> {
        let least = self.instant.or_else(|| zone.start_of(self.day.least))?;
        let most =
            if self.day.exact().is_some() { Some(least) } else { self.day.most.and_then(|day| zone.start_of(day)) };
        Some(Opens { least, most })
    }
}

/// How a period ends that starts with this event, and what is not known of that; `None` beyond all dates.
pub(crate) fn end(
    period: &Period,
    changes: &Changes,
    start: Option<Start>,
    measure: &Measure<'_>,
) -> Option<(End, Vec<Unknown>)> {
    let calendar = || measure.calendar.map(|calendar| Unknown::Calendar(calendar.id.clone()));
    let mut unknown: Vec<Unknown> = Vec::new();
    if start.is_some_and(|start| start.day.exact().is_none()) {
        unknown.add(calendar());
    }
    let lasts = |length: Length, from: Reach| lasts(length, from, period, measure.calendar);
    let nominal = match (start, period.run) {
        (None, Run::Hours(_)) => return Some((End::NotYet, Vec::new())),
        (Some(start), Run::Hours(hours)) => return after_hours(hours, changes, start, measure),
        (_, Run::Unlimited) if changes.caps.is_empty() => return Some((End::Never, unknown)),
        (_, Run::Until(last)) => Reach::on(changes.add.after(last)?),
        (Some(_), Run::Unlimited) => Reach::on(NaiveDate::MAX),
        (Some(start), Run::Length(length)) => lasts(length.plus(changes.add), start.day)?,
        (None, _) => return Some((End::NotYet, Vec::new())),
    };
    let mut reach = nominal.map(|day| Some(day.max(changes.at_least_until.unwrap_or(day))))?;
    // A cap is measured as the period itself is.
    for (cap, start) in changes.caps.iter().zip(std::iter::repeat(start).map_while(|start| start)) {
        reach = reach.earlier(lasts(*cap, start.day)?);
    }
    if reach.exact().is_none() && unknown.is_empty() {
        unknown.add(calendar());
    }
    let suspended = match &period.suspends {
        None => Some(reach),
        Some(suspension) => {
            let first = start.and_then(|start| first_stoppable(period, suspension, start));
            suspend(suspension, reach, first, measure, &mut unknown)
        }
    };
    let Some(reach) = suspended else { return Some((End::NotYet, unknown)) };
    let rolled = measure.calendar.map_or(reach, |calendar| calendar.roll(reach, period.rolls));
    if rolled.exact().is_none() && reach.exact().is_some() {
        unknown.add(calendar());
    }
    let after = |day: NaiveDate| measure.zone.start_of(day.succ_opt()?);
    let end = match rolled.exact() {
        Some(last) => End::After(last, after(last)?),
        None => End::Uncertain { least: after(rolled.least)?, most: rolled.most.and_then(after) },
    };
    Some((end, unknown))
}

/// The last day of a length from a start; working days are counted after months.
fn lasts(length: Length, start: Reach, period: &Period, calendar: Option<&Calendar>) -> Option<Reach> {
    match (period.counts, calendar) {
        (Counts::Working, Some(calendar)) => {
            let months = Length { days: 0, ..length };
            calendar.working_days_after(start.map(|day| months.after(day))?, length.days)
        }
        _ => start.map(|day| last_day(length, day, period.counts, period.ends)),
    }
}

/// The last day of a length that runs from an event on `day`.
///
/// Days: the event's day is not counted (Regulation (EEC, Euratom) No 1182/71, article 3(1); Civil Code of the People's
/// Republic of China, article 201), or it is the first (`same-day`). Months end on the day with the number of the event's
/// day, or where the month has none on its last (Regulation 1182/71, article 3(2)(c)); or on the day before the one with
/// the number of the first day counted (`day-before`: Civil Code of Taiwan, article 121; German Civil Code, section 188(2)).
fn last_day(length: Length, day: NaiveDate, counts: Counts, ends: Ends) -> Option<NaiveDate> {
    let is_counted = counts == Counts::FromSame;
    let months_end = match (length.months, ends) {
        (0, _) if is_counted => return days_after(day, i64::from(length.days.saturating_sub(1))),
        (0, _) => day,
        (months, Ends::CorrespondingDay) => day.checked_add_months(Months::new(months))?,
        (months, Ends::DayBefore) => {
            let first = if is_counted { day } else { day.succ_opt()? };
            let corresponding = first.checked_add_months(Months::new(months))?;
            if corresponding.day() == first.day() { corresponding.pred_opt()? } else { corresponding }
        }
    };
    days_after(months_end, i64::from(length.days))
}

/// Moves the last day by the time that repairs took; `None` while one lasts that keeps the period from ending.
fn suspend(
    suspension: &Suspension,
    reach: Reach,
    first: Option<Reach>,
    measure: &Measure<'_>,
    unknown: &mut Vec<Unknown>,
) -> Option<Reach> {
    let Some(repairs) = measure.repairs else {
        unknown.push(Unknown::Fact(fact::REPAIRS));
        return Some(Reach { least: reach.least, most: None });
    };
    let stretches = suspension::stretches(repairs, suspension.from, measure.zone);
    let prolonged = |last: NaiveDate, first: Option<NaiveDate>| {
        suspension::prolong(last, &suspension::since(first, &stretches), suspension)
    };
    let least = prolonged(reach.least, first.map(|first| first.least))?;
    let most = reach.most.and_then(|last| prolonged(last, first.and_then(|first| first.most)));
    // A later start may leave a repair behind.
    Some(Reach { least: most.map_or(least, |most| most.min(least)), most: most.map(|most| most.max(least)) })
}

/// The first day on which a repair can stop a period: before it, nothing runs.
fn first_stoppable(period: &Period, suspension: &Suspension, start: Start) -> Option<Reach> {
    // What ends with its event has run before it.
    if period.run == Run::Length(Length::default()) {
        return None;
    }
    // Elapsed days are counted from the event's own day, for then the first of them is the first that counts.
    let next = suspension.inclusive && period.counts != Counts::FromSame;
    start.day.map(|day| if next { day.succ_opt() } else { Some(day) })
}

/// A number of hours from an instant; from a day alone it is known only between the hours from its start and its end.
fn after_hours(hours: u32, changes: &Changes, start: Start, measure: &Measure<'_>) -> Option<(End, Vec<Unknown>)> {
    let zone = measure.zone;
    let ends = |from: Instant| {
        let nominal = from.plus_hours(hours)?;
        let (day, time) = zone.local(nominal)?;
        // Lengths are added on the clock: the same time of a later day. Times that clocks repeat name no instant.
        let is_moved = changes.add != Length::default();
        let added = if is_moved { zone.at(changes.add.after(day)?, time)? } else { nominal };
        let at_least = changes.at_least_until.and_then(|day| zone.start_of(day.succ_opt()?));
        let start_day = zone.day_of(from)?;
        let capped = changes.caps.iter().filter_map(|cap| zone.start_of(cap.after(start_day)?.succ_opt()?));
        Some(capped.fold(added.max(at_least.unwrap_or(added)), Instant::min))
    };
    let (first, last) = match start.instant {
        Some(instant) => (instant, Some(instant)),
        None => {
            let last = start.day.most.and_then(|day| zone.start_of(day.succ_opt()?)).map(Instant::before);
            (zone.start_of(start.day.least)?, last)
        }
    };
    let (least, most) = (ends(first)?, last.and_then(ends));
    if most == Some(least) {
        let day = zone.day_of(least.before())?;
        return Some((End::After(day, least), Vec::new()));
    }
    Some((End::Uncertain { least, most }, vec![Unknown::Fact(start.anchor)]))
}

/// The day of an event, moved by an offset and then over rest days.
pub(crate) fn moved(day: NaiveDate, offset: Length, rolls: Roll, calendar: Option<&Calendar>) -> Option<Reach> {
    let reached = Reach::on(offset.after(day)?);
    Some(calendar.map_or(reached, |calendar| calendar.roll(reached, rolls)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::read_day;

    #[test]
    fn months_end_by_the_rule_of_each_law() {
        use {Counts::FromNext as NextDay, Counts::FromSame as SameDay, Ends::CorrespondingDay, Ends::DayBefore};
        #[rustfmt::skip]
        let cases = [
            // why this row                                  event         length   counts   ends              last day
            ("the event's day is not counted",               "2026-03-03", "P14D",  NextDay, CorrespondingDay, "2026-03-17"),
            ("the event's day is the first",                 "2026-05-01", "P8D",   SameDay, CorrespondingDay, "2026-05-08"),
            ("one day that is the event's",                  "2026-05-01", "P1D",   SameDay, CorrespondingDay, "2026-05-01"),
            ("the month has no 31st",                        "2026-01-31", "P1M",   NextDay, CorrespondingDay, "2026-02-28"),
            ("no 29 February a year later",                  "2028-02-29", "P1Y",   NextDay, CorrespondingDay, "2029-02-28"),
            ("from the 1st to the last of a month",          "2026-01-31", "P1M",   NextDay, DayBefore,        "2026-02-28"),
            ("from the last day of February",                "2026-02-28", "P1M",   NextDay, DayBefore,        "2026-03-31"),
            ("the month has no day for the first counted",   "2026-01-30", "P1M",   NextDay, DayBefore,        "2026-02-28"),
            ("in the middle of a month both agree",          "2026-03-10", "P4M",   NextDay, DayBefore,        "2026-07-10"),
            ("six months that begin with the day",           "2026-01-15", "P6M",   SameDay, DayBefore,        "2026-07-14"),
            ("a year from a leap day",                       "2028-02-29", "P1Y",   SameDay, DayBefore,        "2029-02-28"),
            ("months, then days",                            "2026-01-31", "P1M1D", NextDay, CorrespondingDay, "2026-03-01"),
        ];
        for (why, event, length, counts, ends, last) in cases {
            let length = Length::read(length).expect(why);
            assert_eq!(last_day(length, read_day(event).expect(why), counts, ends), read_day(last), "{why}");
        }
    }
}
