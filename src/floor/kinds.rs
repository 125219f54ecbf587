//! Kinds of days: of days around which calendar and clocks lie alike, one tells of all.
//!
//! What a window does on a day is asked of the calendar by adding lengths, and of clocks near the day and near every end. A day
//! that a document names is far from most days, and lies before all or after all that is counted from them.

use chrono::NaiveDate;

use crate::day::{FIRST_OF_1970, Instant, Length, MILLISECONDS_A_DAY, day_number};
use crate::floor::days::Pair;
use crate::gather::{AddAll, Gather};
use crate::map::Map;
use crate::period::Changes;
use crate::policy::{Period, Run};
use crate::window::Adjusted;
use crate::zone::Zone;

/// How many days before and after a day clocks are asked: one instant may lie two days apart in two zones, and a day's start is
/// looked for two days around it.
const MARGIN: i64 = 6;

/// How many days what months end on may lie from what their lengths say.
const SLACK: i64 = 4;

/// After so many days dates repeat, but across a year that would be a leap year and is none.
const LEAP_CYCLE: i64 = 1_461;

/// The kinds of days that were seen.
pub(super) struct Kinds<'c> {
    zones: Vec<&'c Zone>,
    /// How many days after an event something may happen, from the first to the last.
    reach: Vec<(i64, i64)>,
    /// Whether months count.
    has_months: bool,
    /// Whether a calendar is asked: then each day is of its own kind.
    asks_calendar: bool,
    /// Days that documents name, each with how many days before and after it lie otherwise than those farther away.
    named: Vec<(i64, i64)>,
    seen: Map<Vec<i64>, ()>,
    /// Days that are of one kind, the second outside.
    calm: (i64, i64),
}

impl<'c> Kinds<'c> {
    /// None was seen of the days on which two windows are compared; `conditions` are days on which conditions begin or cease to
    /// hold, where that matters.
    pub(super) fn new(pair: &Pair<'c>, conditions: &[i64]) -> Self {
        let windows = [&pair.declared, &pair.required];
        let mut reach = vec![(0, 0)];
        let mut dates: Vec<i64> = Vec::new();
        let (mut has_months, mut asks_calendar) = (false, false);
        for window in windows.into_iter().chain(&pair.beside) {
            dates.add_all(window.changes.at_least_until.map(day_number));
            for period in window.window.span.periods() {
                dates.add_all(until(period, &window.changes));
                asks_calendar |= period.asks_calendar();
                has_months |= lengths(window, period).iter().any(|length| length.months > 0);
                reach.add_all(reaches(window, period));
            }
        }
        crate::order::sort_once(&mut reach);
        let far = reach.iter().map(|(_, last)| *last).max().unwrap_or(0).saturating_add(MARGIN);
        let dates = dates.into_iter().map(|date| (date, far));
        let mut named: Vec<(i64, i64)> = dates.chain(conditions.iter().map(|date| (*date, MARGIN))).gather();
        crate::order::sort_once(&mut named);
        let zones = if pair.tells_instants() { pair.zones() } else { Vec::new() };
        Self { zones, reach, has_months, asks_calendar, named, seen: Map::new(), calm: (0, 0) }
    }

    /// Says whether no day of its kind was seen.
    pub(super) fn is_new(&mut self, day: i64) -> bool {
        if self.asks_calendar {
            return true;
        }
        if !self.has_months && (self.calm.0..self.calm.1).contains(&day) {
            return false;
        }
        let mut kind: Vec<i64> = Vec::new();
        if self.has_months {
            kind.add_all(self.date(day));
        }
        let mut calm = i64::MAX;
        for (date, near) in &self.named {
            let ahead = date.saturating_sub(day);
            kind.push(ahead.clamp(near.saturating_neg(), *near));
            calm = calm.min(match ahead {
                ahead if ahead >= *near => ahead.saturating_sub(*near).saturating_add(1),
                ahead if ahead <= near.saturating_neg() => i64::MAX,
                _ => 1,
            });
        }
        for (first, last) in &self.reach {
            let from = day.saturating_add(*first).saturating_sub(MARGIN);
            let below = day.saturating_add(*last).saturating_add(MARGIN);
            for zone in &self.zones {
                kind.add_all(around(zone, day, from, below));
                calm = calm.min(calm_after(zone, from, below).unwrap_or(i64::MAX));
            }
        }
        self.calm = (day, day.saturating_add(calm.max(1)));
        let is_new = !self.seen.contains_key(&kind);
        if is_new {
            self.seen.insert(kind, ());
        }
        is_new
    }

    /// The date as far as months tell days apart; a day from which a year is reached that is no leap year stands for itself.
    fn date(&self, day: i64) -> [i64; 2] {
        let reached = self.reach.iter().map(|(_, last)| *last).max().unwrap_or(0);
        let missing = [2100, 2200, 2300].map(|year| NaiveDate::from_ymd_opt(year, 2, 28).map_or(0, day_number));
        let near = day.saturating_sub(MARGIN)..=day.saturating_add(reached).saturating_add(MARGIN);
        if missing.iter().any(|missing| near.contains(missing)) {
            return [day, 0];
        }
        let passed = missing.iter().filter(|missing| **missing < day).count();
        [day.rem_euclid(LEAP_CYCLE), i64::try_from(passed).unwrap_or(0)]
    }
}

/// What the clocks of a zone show from one day until before another, told from a third.
fn around(zone: &Zone, day: i64, from: i64, below: i64) -> Vec<i64> {
    let (midnight, (before, changes)) = (midnight(day), zone.changes(midnight(from), midnight(below)));
    let mut shown = vec![before];
    for (at, ahead) in changes {
        shown.add_all([at.saturating_sub(midnight.0), ahead]);
    }
    shown.push(i64::MIN);
    shown
}

/// For how many days no change of clocks comes near, where none is near now.
fn calm_after(zone: &Zone, from: i64, below: i64) -> Option<i64> {
    let (first, end) = (midnight(from), midnight(below));
    if zone.changes(first, end).1.next().is_some() {
        return Some(1);
    }
    let (_, mut later) = zone.changes(end, Instant(i64::MAX));
    let (at, _) = later.next()?;
    Some(at.saturating_sub(end.0).div_euclid(MILLISECONDS_A_DAY))
}

fn midnight(day: i64) -> Instant {
    Instant(day.saturating_sub(FIRST_OF_1970).saturating_mul(MILLISECONDS_A_DAY))
}

/// The day until which a period lasts, where one is named.
fn until(period: &Period, changes: &Changes) -> Option<i64> {
    let Run::Until(last) = period.run else { return None };
    changes.add.after(last).map(day_number)
}

/// Every length that is counted from an event.
fn lengths(window: &Adjusted, period: &Period) -> Vec<Length> {
    let mut lengths = window.changes.caps.clone();
    lengths.push(window.changes.add);
    lengths.add_all(period.from.iter().map(|anchor| anchor.offset));
    if let Run::Length(length) = period.run {
        lengths.push(length);
    }
    lengths
}

/// How many days after its event a period may be moved to, and may end.
fn reaches(window: &Adjusted, period: &Period) -> Vec<(i64, i64)> {
    let changes = &window.changes;
    let run = match period.run {
        Run::Length(length) => Some(length.plus(changes.add)),
        Run::Hours(hours) => Some(Length { months: 0, days: hours.div_euclid(24) }.plus(changes.add)),
        Run::Until(_) | Run::Unlimited => None,
    };
    let between = |length: Length| {
        let (least, most) = length.least_and_most_days();
        let slack = if length.months > 0 { SLACK } else { 0 };
        (least.saturating_sub(slack), most.saturating_add(slack))
    };
    let mut reaches = Vec::new();
    for (first, last) in period.from.iter().map(|anchor| between(anchor.offset)) {
        reaches.push((first, last));
        let runs = run.into_iter().chain(changes.caps.iter().copied()).map(between);
        reaches.add_all(runs.map(|(from, to)| (first.saturating_add(from), last.saturating_add(to))));
    }
    reaches
}
