//! Kinds of days: of days around which calendar and clocks lie alike, one tells of all.
//!
//! What a window does on a day is asked of the calendar by adding lengths, and of clocks near the day and near every end. Where
//! neither months count nor days that rest or are named, days are told apart by the clocks alone.

use chrono::NaiveDate;

use crate::day::{Instant, Length, day_number, day_with_number, midnight_utc};
use crate::floor::days::Pair;
use crate::gather::AddAll;
use crate::map::Map;
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
    /// Whether a day is named, or a calendar asked: then each day is of its own kind.
    has_dates: bool,
    seen: Map<Vec<i64>, ()>,
    /// Days that are of one kind, the second outside.
    calm: (i64, i64),
}

impl<'c> Kinds<'c> {
    /// None was seen of the days on which two windows are compared.
    pub(super) fn new(pair: &Pair<'c>) -> Self {
        let windows = [&pair.declared, &pair.required];
        let mut reach = vec![(0, 0)];
        let (mut has_months, mut has_dates) = (false, false);
        for window in windows.into_iter().chain(&pair.beside) {
            has_dates |= window.changes.at_least_until.is_some();
            for period in window.window.span.periods() {
                has_dates |= period.asks_calendar() || matches!(period.run, Run::Until(_));
                has_months |= lengths(window, period).iter().any(|length| length.months > 0);
                reach.add_all(reaches(window, period));
            }
        }
        crate::order::sort_once(&mut reach);
        let zones = if pair.tells_instants() { pair.zones() } else { Vec::new() };
        Self { zones, reach, has_months, has_dates, seen: Map::new(), calm: (0, 0) }
    }

    /// Says whether no day of its kind was seen; `atoms` is what else tells days apart.
    pub(super) fn is_new(&mut self, day: i64, atoms: &dyn Fn(i64) -> Vec<i64>) -> bool {
        if self.has_dates {
            return true;
        }
        let mut kind = atoms(day);
        let is_plain = kind.is_empty() && !self.has_months;
        if is_plain && (self.calm.0..self.calm.1).contains(&day) {
            return false;
        }
        if self.has_months {
            kind.add_all(self.date(day));
        }
        let mut calm = i64::MAX;
        for (first, last) in &self.reach {
            let from = day.saturating_add(*first).saturating_sub(MARGIN);
            let below = day.saturating_add(*last).saturating_add(MARGIN);
            for zone in &self.zones {
                kind.add_all(around(zone, day, from, below));
                calm = calm.min(calm_after(zone, from, below).map_or(i64::MAX, |next| next.saturating_add(day)));
            }
        }
        self.calm = (day, calm.max(day.saturating_add(1)));
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
    let (Some(midnight), Some(first), Some(end)) = (midnight(day), midnight(from), midnight(below)) else {
        return vec![day];
    };
    let (before, changes) = zone.changes(first, end);
    let mut shown = vec![before];
    for (at, ahead) in changes {
        shown.add_all([at.saturating_sub(midnight.0), ahead]);
    }
    shown.push(i64::MIN);
    shown
}

/// For how many days no change of clocks comes near, where none is near now.
fn calm_after(zone: &Zone, from: i64, below: i64) -> Option<i64> {
    let (first, end) = (midnight(from)?, midnight(below)?);
    if zone.changes(first, end).1.next().is_some() {
        return Some(1);
    }
    let (_, mut later) = zone.changes(end, Instant(i64::MAX));
    let (at, _) = later.next()?;
    Some(at.saturating_sub(end.0).div_euclid(86_400_000))
}

fn midnight(day: i64) -> Option<Instant> {
    midnight_utc(day_with_number(day)?)
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
