//! Days on which windows are compared: all of them where one event counts, else a choice of days and distances.

use chrono::NaiveDate;

use crate::by_market::NamesId;
use crate::calendar::Roll;
use crate::condition::Undecided;
use crate::day::{Instant, Length, Moment, day_number, day_with_number};
use crate::fact::FactId;
use crate::floor::clock::Events;
use crate::floor::days::Pair;
use crate::floor::vouched::{always_happens, precedes};
use crate::gather::{AddAll, Gather};
use crate::order;
use crate::policy::Run;
use crate::suspension::Repair;
use crate::window::Adjusted;
use crate::world::all_days;
use crate::zone::Zone;

impl<'c> Pair<'c> {
    /// The days on which one event may lie, those near the present first: all that calendars and dates can be read on.
    pub(super) fn every_day(&self) -> impl Iterator<Item = i64> + use<> {
        let (mut first, mut last) = all_days();
        for period in self.periods().iter().filter(|period| period.asks_calendar()) {
            if let Some(calendar) = self.clock.calendar(period.calendar) {
                first = first.max(day_number(calendar.known.0).saturating_sub(LONGEST));
                last = last.min(day_number(calendar.known.1));
            }
        }
        let present = present().clamp(first, last.max(first));
        (present..=last).chain(first..present)
    }

    /// The moments of a day that matter: the day itself, and where hours or zones tell instants apart those between which ends
    /// move evenly. An end that counts days moves where a day begins in its zone; one that counts hours moves with its event, and
    /// may pass another end so many hours before a day begins.
    pub(super) fn moments(&self, day: i64) -> Vec<Moment> {
        let Some(date) = day_with_number(day) else { return Vec::new() };
        let mut moments = vec![Moment::Day(date)];
        if !self.tells_instants() {
            return moments;
        }
        let periods = self.periods();
        let start = |zone: &Zone, day: i64| zone.start_of(day_with_number(day)?);
        let own = self.clock.zone(self.required.zone());
        let Some((first, below)) = own.and_then(|zone| Some((start(zone, day)?, start(zone, day.saturating_add(1))?)))
        else {
            return moments;
        };
        let zones = self.zones();
        let mut hours: Vec<i64> = periods.iter().filter_map(|period| hours_of(period.run)).gather();
        hours.push(0);
        order::sort_once(&mut hours);
        let mut instants = vec![first, below.before()];
        // Where clocks are set back over midnight, a day goes on after the next one has begun.
        for (change, _) in zones.iter().flat_map(|zone| zone.changes(first, below).1) {
            instants.add_all([Instant(change).before(), Instant(change)]);
        }
        for hours in hours {
            let later = hours.div_euclid(24);
            for day in [-1, 0, 1, 2].map(|more: i64| day.saturating_add(later).saturating_add(more)) {
                for begins in zones.iter().filter_map(|zone| start(zone, day)) {
                    let begins = Instant(begins.0.saturating_sub(hours.saturating_mul(3_600_000)));
                    instants.add_all([begins.before(), begins]);
                }
            }
        }
        instants.retain(|instant| (first.0..below.0).contains(&instant.0));
        order::sort_once(&mut instants);
        moments.add_all(instants.into_iter().map(Moment::Instant));
        moments
    }

    /// The zones of all periods.
    pub(super) fn zones(&self) -> Vec<&'c Zone> {
        let mut zones: Vec<NamesId> = self.periods().iter().map(|period| period.zone).gather();
        order::sort_once(&mut zones);
        zones.iter().filter_map(|zone| self.clock.zone(*zone)).gather()
    }

    /// Says whether an instant may tell more than its day.
    pub(super) fn tells_instants(&self) -> bool {
        self.periods().iter().any(|period| hours_of(period.run).is_some()) || self.differ_in_zone()
    }

    /// Says whether hours are lengthened on the clock: such ends do not move evenly where clocks change.
    pub(super) fn is_uneven(&self) -> bool {
        let adds = |window: &Adjusted| window.changes.add != Length::default();
        (adds(&self.declared) || adds(&self.required))
            && self.periods().iter().any(|period| hours_of(period.run).is_some())
    }

    /// Says whether some period starts on another day than that of its event.
    pub(super) fn starts_moved(&self) -> bool {
        let mut anchors = self.periods().into_iter().flat_map(|period| &period.from);
        anchors.any(|anchor| anchor.offset != Length::default() || anchor.rolls != Roll::None)
    }

    /// Says whether two periods run in two zones.
    pub(super) fn differ_in_zone(&self) -> bool {
        let periods = self.periods();
        let mut zones = periods.iter().map(|period| self.clock.names(period).0);
        let first = zones.next();
        zones.any(|zone| Some(zone) != first)
    }

    /// Days and distances between events that are worth a look where several count.
    pub(super) fn choices(
        &self,
        happened: &[FactId],
        look: &mut dyn FnMut(Events) -> Result<bool, Undecided>,
    ) -> Result<(), Undecided> {
        let gaps: &[i64] = match happened.len() {
            0..=2 => &[0, 1, 2, 4, 8, 12, 15, 17, 20, 25, 31, 33, 40, 70, 100, 190, 370, 740, 1_100, 2_000, 4_000],
            3 => &[0, 1, 20, 40, 400, 1_100],
            _ => &[0, 40, 1_100],
        };
        let suspends = self.periods().iter().any(|period| period.suspends.is_some());
        let orders = orders(happened);
        for base in bases() {
            for step in 0..gaps.len().saturating_pow(u32::try_from(happened.len().saturating_sub(1)).unwrap_or(0)) {
                for back in [false, true] {
                    let Some(moments) = placed(happened, &orders, base, gaps, step, back) else { continue };
                    let bare = Events { moments, repairs: Vec::new() };
                    if look(bare.clone())? {
                        return Ok(());
                    }
                    let repairs = if suspends && !back { repairs(base) } else { Vec::new() };
                    for repair in repairs {
                        if look(Events { repairs: vec![repair], ..bare.clone() })? {
                            return Ok(());
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

fn hours_of(run: Run) -> Option<i64> {
    match run {
        Run::Hours(hours) => Some(i64::from(hours)),
        _ => None,
    }
}

/// How far before the first day of a calendar windows are compared on it.
const LONGEST: i64 = 1_100;

/// A day near the present, where the search begins: an example is easier to read there.
pub(super) fn present() -> i64 {
    NaiveDate::from_ymd_opt(2026, 1, 1).map_or(0, day_number)
}

/// Which events may have happened; what has happened has all events before it that must have happened.
pub(super) fn happenings(events: &[FactId]) -> Vec<Vec<FactId>> {
    let mut all: Vec<Vec<FactId>> = vec![Vec::new()];
    for event in events {
        let mut with = all.clone();
        with.iter_mut().for_each(|happened| happened.push(*event));
        if always_happens(*event) {
            all = with;
        } else {
            with.add_all(all);
            all = with;
        }
    }
    let holds = |happened: &Vec<FactId>| {
        let has = |event: &FactId| happened.contains(event);
        events.iter().all(|event| !happened.iter().any(|later| precedes(*event, *later)) || has(event))
    };
    all.into_iter().filter(holds).gather()
}

/// The days worth a look: the ends and middles of months over two years, one with a leap day.
fn bases() -> Vec<i64> {
    let day = |(year, month, day): (i32, u32, u32)| NaiveDate::from_ymd_opt(year, month, day).map(day_number);
    let months = (1..=12_u32).flat_map(|month| [1, 15, 28, 29, 30, 31].map(|day| (month, day)));
    let mut bases: Vec<i64> = months.clone().filter_map(|(month, date)| day((2027, month, date))).gather();
    bases.add_all(months.filter_map(|(month, date)| day((2028, month, date))));
    bases
}

/// A repair worth a look, some days after a day: a short one and a long one.
fn repairs(base: i64) -> Vec<Repair> {
    let repair = |(after, length): (i64, i64)| {
        let moment = |number: i64| day_with_number(base.saturating_add(number)).map(Moment::Day);
        Some(Repair { requested: None, handed_over: moment(after)?, returned: moment(after.saturating_add(length)) })
    };
    [(1, 20), (1, 400)].into_iter().filter_map(repair).gather()
}

/// Of each event those of the others, by position, that it precedes.
fn orders(happened: &[FactId]) -> Vec<Vec<bool>> {
    happened.iter().map(|first| happened.iter().map(|second| precedes(*first, *second)).gather()).gather()
}

/// The events on days: each so many days after those that precede it, or after (or, `back`, before) the first.
fn placed(
    happened: &[FactId],
    orders: &[Vec<bool>],
    base: i64,
    gaps: &[i64],
    step: usize,
    back: bool,
) -> Option<crate::map::Map<FactId, Moment>> {
    let precedes = |a: usize, b: usize| orders.get(a).and_then(|of| of.get(b)).is_some_and(|is| *is);
    let mut placed: Vec<i64> = Vec::new();
    let mut step = step;
    let mut free = false;
    for event in 0..happened.len() {
        let earlier = placed.iter().enumerate().filter(|(other, _)| precedes(*other, event));
        let before = earlier.map(|(_, day)| *day).max();
        let day = match (placed.is_empty(), before, placed.first()) {
            (true, ..) | (_, None, None) => base,
            (_, before, first) => {
                let gap = gaps.get(step.checked_rem(gaps.len())?).copied()?;
                step = step.checked_div(gaps.len())?;
                match (before, first) {
                    (Some(before), _) => before.saturating_add(gap),
                    (None, Some(first)) if back => {
                        free = true;
                        first.saturating_sub(gap)
                    }
                    (None, first) => {
                        free = true;
                        first.map_or(base, |first| first.saturating_add(gap))
                    }
                }
            }
        };
        placed.push(day);
    }
    // What nothing comes free of need not be looked at twice.
    if back && !free {
        return None;
    }
    // What precedes a free event must still do so.
    let days = || placed.iter().enumerate();
    let sound = days().all(|(a, first)| days().all(|(b, second)| !precedes(a, b) || first <= second));
    let moment = |(event, day): (&FactId, &i64)| Some((*event, Moment::Day(day_with_number(*day)?)));
    sound.then(|| happened.iter().zip(&placed).map(moment).collect::<Option<_>>()).flatten()
}
